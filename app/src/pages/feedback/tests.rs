//! What a school is told of its return, and how what is not known is told.

use super::*;
use crate::pages::scores;
use crate::portal::{
    ComparedSection, Comparison, ReturnHead, Scores, SectionScore, Strength, Suggestion, Trend,
    TrendSection,
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
        n: 7,
        na: 1,
        because: because.to_owned(),
    }
}

fn feedback() -> Feedback {
    let strength = |question: &str, rating: &str| Strength {
        question: question.to_owned(),
        label: "Policies are read".to_owned(),
        rating: rating.to_owned(),
        critical: true,
    };
    Feedback {
        scores: Scores {
            head: ReturnHead {
                id: ReturnId::from_bytes([7; 16]),
                form_key: "school-175-157".to_owned(),
                form: "Section 175/157".to_owned(),
                organisation: "Oakwell Primary".to_owned(),
                campaign: "2026".to_owned(),
            },
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
            overall: "1 section is Amber.".to_owned(),
            critical: vec![("E1".to_owned(), "Checks are recorded".to_owned())],
            own_rating: Some("Good".to_owned()),
        },
        strongest: vec![strength("C1", "Embedded")],
        weakest: vec![strength("C2", "Not in place")],
        suggestions: vec![Suggestion {
            question: "C2".to_owned(),
            action: "Staff read the policy each year".to_owned(),
            because: "You rated it Not in place".to_owned(),
        }],
        trend: Some(Trend {
            campaign: "2025".to_owned(),
            sections: vec![TrendSection {
                id: "C".to_owned(),
                title: "Section C".to_owned(),
                before: Some((7, 21)),
                now: Some((14, 21)),
            }],
        }),
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
        "1 critical question fails",
        "E1: Checks are recorded",
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
    assert!(html.contains("It is not part of any of them."), "{html}");
}

#[test]
fn change_and_comparison_are_told_in_words() {
    let html = html(&feedback());
    for part in [
        "Now: 67%",
        "2025: 33%",
        "34 higher",
        "You: 67%",
        "Others together: not known",
    ] {
        assert!(html.contains(part), "{part} is missing in {html}");
    }
}

#[test]
fn why_others_cannot_be_shown_is_said() {
    let because = "Fewer than ten other schools of your phase answered.".to_owned();
    let html = html(&Feedback {
        comparison: Err(because.clone()),
        trend: None,
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
fn the_manager_sees_the_same_profile() {
    let scores = feedback().scores;
    let html = Owner::new().with(|| scores::draw(&scores).to_html());
    for part in [
        "Scores of Oakwell Primary",
        "Amber: 14 of 21 points",
        "Not scored yet",
        "Own rating",
    ] {
        assert!(html.contains(part), "{part} is missing in {html}");
    }
}
