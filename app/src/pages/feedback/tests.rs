//! What a school is told of its return, and how what is not known is told.

use super::*;
use crate::pages::scores;
use crate::portal::{
    BandRule, CampaignId, ComparedSection, Comparison, CriticalQuestions, Ranked, RatedQuestion,
    ReturnHead, Scores, ScoringRule, SectionScore, Suggestion, Trend, TrendSection,
};

fn html(feedback: &Feedback) -> String {
    Owner::new().with(|| draw(feedback).to_html())
}

fn section(
    id: &str,
    value: Option<i64>,
    band: Option<(&str, &str)>,
    because: &str,
) -> SectionScore {
    SectionScore {
        id: id.to_owned(),
        title: format!("Section {id}"),
        value,
        max: 21,
        band: band.map(|(id, word)| (id.to_owned(), word.to_owned())),
        badges: Vec::new(),
        n: 7,
        na: 1,
        because: because.to_owned(),
    }
}

fn rated(question: &str, rating: &str) -> RatedQuestion {
    RatedQuestion {
        question: question.to_owned(),
        label: format!("Policies are read ({question})"),
        rating: rating.to_owned(),
        critical: true,
    }
}

fn rule() -> ScoringRule {
    let band = |band: &str, label: &str| BandRule {
        band: band.to_owned(),
        label: label.to_owned(),
        because: format!("The rule of {band}."),
    };
    ScoringRule {
        points: "3 points for “Embedded”, 0 for “Not in place”".to_owned(),
        bands: vec![
            band("red", "Red"),
            band("green", "Green"),
            band("amber", "Amber"),
        ],
        badges: Vec::new(),
        best: "“Embedded”".to_owned(),
        low: "“Partly in place” or “Not in place”".to_owned(),
        failing: "“Not in place”".to_owned(),
    }
}

fn scores() -> Scores {
    Scores {
        head: ReturnHead {
            id: ReturnId::from_bytes([7; 16]),
            form_key: "school-175-157".to_owned(),
            form: "Section 175/157".to_owned(),
            audience: fourlens_forms::definition::Audience::School,
            organisation: "Oakwell Primary".to_owned(),
            campaign: "2026".to_owned(),
            languages: Vec::new(),
            language: "en".to_owned(),
            case: None,
        },
        campaign: CampaignId::from_bytes([8; 16]),
        reference: "S175-1".to_owned(),
        submitted: "22 November 2026 at 14:32".to_owned(),
        sections: vec![
            section(
                "C",
                Some(14),
                Some(("amber", "Amber")),
                "Fewer than two points each.",
            ),
            section("D", None, None, "D3 is not answered."),
            section(
                "E",
                None,
                Some(("red", "Red")),
                "E1 is critical and has no points.",
            ),
        ],
        themes: Vec::new(),
        gauges: Vec::new(),
        overall: "1 section is Amber.".to_owned(),
        critical: CriticalQuestions {
            failing: vec![rated("E1", "Not in place")],
            low: vec![rated("C4", "Partly in place")],
            not_applicable: vec![rated("P2", "Not applicable")],
        },
        strongest: Ranked {
            questions: vec![rated("C1", "Secure")],
            unnamed: 9,
            equal: 8,
            full: false,
        },
        weakest: Ranked {
            questions: vec![rated("C2", "Not in place")],
            unnamed: 2,
            ..Ranked::default()
        },
        trend: Some(Trend {
            campaign: "2025".to_owned(),
            sections: vec![TrendSection {
                id: "C".to_owned(),
                title: "Section C".to_owned(),
                before: Some((7, 21)),
                now: Some((14, 21)),
            }],
        }),
        own_rating: Some("Good".to_owned()),
        rule: rule(),
    }
}

fn feedback() -> Feedback {
    Feedback {
        scores: scores(),
        suggestions: vec![Suggestion {
            question: "C2".to_owned(),
            label: "Staff read the policy".to_owned(),
            critical: true,
            towards: "Secure".to_owned(),
            action: "Staff read the policy each year".to_owned(),
            because: "You rated it “Not in place”.".to_owned(),
        }],
        moderated: Vec::new(),
        comparison: Ok(Comparison {
            whom: "23 other primary schools in 2025".to_owned(),
            sections: vec![ComparedSection {
                id: "C".to_owned(),
                title: "Section C".to_owned(),
                own: Some(67),
                others: None,
            }],
        }),
    }
}

#[test]
fn the_profile_says_band_points_and_why() {
    let html = html(&feedback());
    for part in [
        "Amber: 14 of 21 points",
        "Fewer than two points each.",
        r#"<span class="band band--amber">Amber</span>"#,
        "3 sections: 1 Red, 1 Amber, 1 not scored yet.",
        "1 critical question is “Not in place”",
        "E1. Policies are read",
        "1 critical question is only “Partly in place”:",
        "P2. Policies are read",
        "3 points for “Embedded”",
    ] {
        assert!(html.contains(part), "{part} is missing in {html}");
    }
}

#[test]
fn what_is_not_scored_yet_says_what_is_missing_and_shows_no_number() {
    let html = html(&feedback());
    assert!(html.contains("Not scored yet"), "{html}");
    assert!(html.contains("Section D. D3 is not answered."), "{html}");
    assert!(html.contains("Red, whatever is still missing"), "{html}");
    assert!(!html.contains("0 of 21"), "{html}");
}

#[test]
fn the_own_rating_stands_apart_from_the_scores() {
    let html = html(&feedback());
    assert!(html.contains("It is not part of any score."), "{html}");
}

#[test]
fn change_and_comparison_are_told_in_words() {
    let html = html(&feedback());
    for part in [
        "Now 67%, 2025 33%",
        "34 points higher",
        "You 67%, others together not known",
    ] {
        assert!(html.contains(part), "{part} is missing in {html}");
    }
}

#[test]
fn strongest_and_weakest_are_always_told() {
    let html = html(&feedback());
    for part in [
        "No question is rated “Embedded”. These are among the best.",
        "8 more are also rated “Secure”.",
        "These are 1 of the 3 questions rated “Partly in place” or “Not in place”.",
    ] {
        assert!(html.contains(part), "{part} is missing in {html}");
    }
    let scores = Scores {
        weakest: Ranked::default(),
        strongest: Ranked::default(),
        ..scores()
    };
    let html = Owner::new().with(|| scores::ranked(&scores).to_html());
    for part in [
        "No question is rated “Partly in place” or “Not in place”.",
        "No question is rated better than",
    ] {
        assert!(html.contains(part), "{part} is missing in {html}");
    }
}

#[test]
fn an_action_says_the_question_why_and_what_would_be_true() {
    let html = html(&feedback());
    for part in [
        "<b>C2. Staff read the policy</b>",
        "You rated it “Not in place”.",
        "To be “Secure” you would be able to say: “Staff read the policy each year”",
    ] {
        assert!(html.contains(part), "{part} is missing in {html}");
    }
    let first = |part: &str| html.find(part).expect(part);
    assert!(first(r#"id="actions""#) < first(r#"id="strongest""#));
    assert!(first(r#"id="weakest""#) < first(r#"id="sections""#));
}

#[test]
fn many_actions_are_counted_on_behind_the_first_ten() {
    let many = Feedback {
        suggestions: (0..13).map(|_| feedback().suggestions[0].clone()).collect(),
        ..feedback()
    };
    let html = html(&many);
    assert!(html.contains("3 more actions to consider"), "{html}");
    assert!(html.contains(r#"start="11""#), "{html}");
}

#[test]
fn what_the_contents_name_is_on_the_page() {
    let html = html(&feedback());
    for link in html.split("href=\"#").skip(1) {
        let id = link.split('"').next().expect("an id");
        assert!(html.contains(&format!("id=\"{id}\"")), "{id} is nowhere");
    }
}

#[test]
fn why_others_cannot_be_shown_is_said() {
    let because = "Fewer than ten other schools of your phase answered.".to_owned();
    let html = html(&Feedback {
        comparison: Err(because.clone()),
        scores: Scores {
            trend: None,
            ..scores()
        },
        ..feedback()
    });
    assert!(html.contains(&because), "{html}");
    assert!(html.contains("no earlier return"), "{html}");
}

#[test]
fn receipt_and_print_are_a_link_away_and_ids_stand_once() {
    let html = html(&feedback());
    for page in ["receipt", "print"] {
        assert!(
            html.contains(&format!("/returns/{}/{page}", "07".repeat(16))),
            "{html}"
        );
    }
    let mut ids: Vec<&str> = html
        .split(" id=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    ids.sort_unstable();
    let all = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), all, "{ids:?}");
}

#[test]
fn the_manager_sees_the_same_profile_and_goes_on_to_the_answers() {
    let html = Owner::new().with(|| scores::draw(&scores()).to_html());
    for part in [
        "Scores of Oakwell Primary".to_owned(),
        "Amber: 14 of 21 points".to_owned(),
        "Not scored yet".to_owned(),
        "Now 67%, 2025 33%".to_owned(),
        format!("/returns/{}/answers", "07".repeat(16)),
        format!("/campaigns/{}#returns", "08".repeat(16)),
    ] {
        assert!(html.contains(&part), "{part} is missing in {html}");
    }
}
