//! What the manager sees of a campaign, and what is never shown.

use super::*;
use crate::portal::{
    BandShare, CampaignRow, OrganisationId, ReturnId, ReturnRow, ReturnState, ScoringRule,
    SectionProfile, ThemeProfile,
};
use chrono::NaiveDate;

fn html(page: &CampaignPage) -> String {
    Owner::new().with(|| draw(page).to_html())
}

fn share(band: &str, returns: i64) -> BandShare {
    BandShare {
        band: band.to_lowercase(),
        label: band.to_owned(),
        returns,
    }
}

fn a_return(name: &str, state: ReturnState) -> ReturnRow {
    let handed_in = state == ReturnState::Submitted;
    ReturnRow {
        id: ReturnId::from_bytes([3; 16]),
        organisation_id: OrganisationId::from_bytes([4; 16]),
        organisation: name.to_owned(),
        part_of: None,
        urn: Some("900123".to_owned()),
        phase: "Primary".to_owned(),
        school_type: "Academy".to_owned(),
        state,
        receipt: handed_in.then(|| ("S175-1".to_owned(), "1 November 2026".to_owned())),
        changed: None,
        bands: match handed_in {
            true => vec![share("Red", 2), share("Amber", 0), share("Green", 5)],
            false => Vec::new(),
        },
        critical: match handed_in {
            true => vec!["C1".to_owned(), "D4".to_owned()],
            false => Vec::new(),
        },
    }
}

fn campaign() -> CampaignPage {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    CampaignPage {
        campaign: CampaignRow {
            id: CampaignId::from_bytes([7; 16]),
            title: "Annual return 2026".to_owned(),
            form: "Section 175/157".to_owned(),
            audience: fourlens_forms::definition::Audience::School,
            opens_on: day("2026-09-01"),
            closes_on: day("2026-12-18"),
            opens_later: false,
            closed: false,
            asked: 120,
            submitted: 84,
        },
        counts: (16, 20, 84),
        days_left: 26,
        sections: vec![SectionProfile {
            id: "C".to_owned(),
            title: "Policies".to_owned(),
            bands: vec![share("Red", 3), share("Amber", 10), share("Green", 71)],
            without: 0,
        }],
        themes: vec![ThemeProfile {
            id: "GOV".to_owned(),
            title: "Governance".to_owned(),
            value: 812,
            max: 1_008,
            returns: 84,
        }],
        profiled: "84 schools".to_owned(),
        returns: vec![
            a_return("Oakwell Primary", ReturnState::Submitted),
            a_return("Elm Road Primary", ReturnState::NotStarted),
        ],
        found: 202,
        first: 101,
        pages: 9,
        filter: CampaignFilter {
            phase: Some("primary".to_owned()),
            page: 5,
            ..CampaignFilter::default()
        },
        phases: vec![("primary".to_owned(), "Primary".to_owned())],
        types: vec![("academy".to_owned(), "Academy".to_owned())],
        agencies: Vec::new(),
        closed_since: Vec::new(),
        may_keep: false,
        rule: ScoringRule {
            points: "3 points for “Embedded”".to_owned(),
            bands: Vec::new(),
            badges: Vec::new(),
            best: "“Embedded”".to_owned(),
            low: "“Not in place”".to_owned(),
            failing: "“Not in place”".to_owned(),
        },
    }
}

#[test]
fn the_response_is_told_in_words_and_the_days_that_are_left() {
    let html = html(&campaign());
    for part in [
        "84 of 120 returns submitted (70%)",
        "26 days left: it closes on 18 December 2026",
        "84 submitted, 20 in progress, 16 not started",
        "/campaigns/07070707070707070707070707070707/scores.csv",
    ] {
        assert!(html.contains(part), "{part} is missing in {html}");
    }
}

#[test]
fn the_profile_is_by_section_and_never_added_up() {
    let html = html(&campaign());
    for part in [
        "Profile of 84 schools",
        "C. Policies",
        "3 Red, 10 Amber, 71 Green",
        "81%",
        "812 of 1008",
    ] {
        assert!(html.contains(part), "{part} is missing in {html}");
    }
    for word in ["mean", "average", "Overall"] {
        assert!(!html.contains(word), "{word} stands in {html}");
    }
}

#[test]
fn who_has_returned_comes_before_what_they_said() {
    let html = html(&campaign());
    let first = |part: &str| html.find(part).expect(part);
    assert!(first(r#"id="returns""#) < first(r#"id="profile""#));
    assert!(html.contains("202 of 120 returns match: primary. Showing 101 to 102."));
    assert!(html.contains("?state=not_started#returns"), "{html}");
    assert!(html.contains("16 not started"), "{html}");
}

#[test]
fn each_state_looks_the_same_everywhere_and_says_what_is_known() {
    let mut page = campaign();
    page.returns[1].changed = Some("20 November 2026".to_owned());
    let html = html(&page);
    for part in [
        "Last changed 20 November 2026",
        r#"data-label="State""#,
        r#"<th scope="row""#,
        "Critical questions “Not in place”",
    ] {
        assert!(html.contains(part), "{part} is missing in {html}");
    }
}

#[test]
fn only_a_return_handed_in_leads_to_scores() {
    let html = html(&campaign());
    assert_eq!(html.matches("/scores\"").count(), 1, "{html}");
    assert!(html.contains("2 Red, 5 Green"), "{html}");
    assert!(html.contains("C1, D4"), "{html}");
}

#[test]
fn the_filter_stays_chosen_and_in_the_links() {
    let html = html(&campaign());
    assert!(html.contains(r#"<form method="get""#), "{html}");
    assert!(html.contains(r#"selected value="primary""#), "{html}");
    assert!(html.contains("?phase=primary&amp;page=6#returns"), "{html}");
    assert_eq!(html.matches("⋯").count(), 2, "{html}");
}

#[test]
fn a_campaign_without_returns_says_so() {
    let mut empty = campaign();
    empty.sections[0].bands.clear();
    empty.returns.clear();
    (empty.found, empty.pages) = (0, 1);
    let html = html(&empty);
    assert!(
        html.contains("None of 120 returns matches primary."),
        "{html}"
    );
    assert!(html.contains("Nothing that matches"), "{html}");
    assert!(!html.contains("govuk-pagination"), "{html}");
}
