//! What an agency is shown of its services, and what it is not.

use super::*;
use crate::portal::{
    BandRule, BandShare, ReturnHead, ReturnState, ScoringRule, ServiceRow, Services,
    ServicesQuestion, ServicesSection,
};
use fourlens_forms::definition::Audience;

fn html(page: &ServicesPage, reader: Reader) -> String {
    Owner::new().with(|| draw(page, reader).to_html())
}

fn share(band: &str, returns: i64) -> BandShare {
    BandShare {
        band: band.to_lowercase(),
        label: band.to_owned(),
        returns,
    }
}

fn service(byte: u8, name: &str, state: ReturnState) -> ServiceRow {
    let handed_in = state == ReturnState::Submitted;
    ServiceRow {
        id: ReturnId::from_bytes([byte; 16]),
        name: name.to_owned(),
        part_of: None,
        state,
        submitted: handed_in.then(|| "1 November 2026".to_owned()),
        bands: match handed_in {
            true => vec![share("Red", 1), share("Green", 11)],
            false => Vec::new(),
        },
        critical: match handed_in {
            true => vec!["1.1".to_owned()],
            false => Vec::new(),
        },
    }
}

fn page(services: Vec<ServiceRow>) -> ServicesPage {
    let submitted = services.iter();
    let submitted = submitted.filter(|service| service.state == ReturnState::Submitted);
    let each = submitted.map(|_| Some(("red".to_owned(), "Red".to_owned())));
    let ratings = ["Embedded", "In place", "Started", "Not in place"];
    ServicesPage {
        head: ReturnHead {
            id: ReturnId::from_bytes([7; 16]),
            form_key: "section-11".to_owned(),
            form: "Section 11".to_owned(),
            audience: Audience::Agency,
            organisation: "Millbrook Council".to_owned(),
            campaign: "Section 11 2026".to_owned(),
            language: "en".to_owned(),
            case: None,
            languages: Vec::new(),
        },
        sections: vec![ServicesSection {
            id: "S1".to_owned(),
            title: "Accountability".to_owned(),
            bands: vec![share("Red", 1), share("Green", 0)],
            each: each.collect(),
            questions: vec![ServicesQuestion {
                number: "1.1".to_owned(),
                label: "Responsibility can be traced".to_owned(),
                critical: true,
                ratings: ratings
                    .map(|label| (label.to_owned(), usize::from(label == "Started")))
                    .into(),
                not_applicable: 0,
            }],
        }],
        services: Services {
            rows: services,
            failing: "“Not in place”".to_owned(),
        },
        rule: ScoringRule {
            points: "3 points for “Embedded”".to_owned(),
            bands: vec![BandRule {
                band: "red".to_owned(),
                label: "Red".to_owned(),
                because: "It is low.".to_owned(),
            }],
            badges: Vec::new(),
            best: "“Embedded”".to_owned(),
            low: "“Started”".to_owned(),
            failing: "“Not in place”".to_owned(),
        },
    }
}

#[test]
fn services_are_told_with_state_bands_and_distribution() {
    let page = page(vec![
        service(1, "Early Help", ReturnState::Submitted),
        service(2, "Front Door", ReturnState::NotStarted),
    ]);
    let html = html(&page, Reader::Agency);
    for part in [
        "1 of 2 services submitted",
        "Critical questions “Not in place”",
        "1 Red, 11 Green",
        "Each service by standard",
        r#"aria-label="S1. Accountability""#,
        r#"data-label="S1""#,
        r#"<span class="band band--red">Red</span>"#,
        "0 Embedded, 0 In place, 1 Started, 0 Not in place, 0 Not applicable",
        "1.1. Responsibility can be traced (critical)",
        r#"href="/returns/02020202020202020202020202020202""#,
    ] {
        assert!(html.contains(part), "{part} is missing in {html}");
    }
}

#[test]
fn an_agency_without_services_and_one_whose_services_wait_are_told_so() {
    let none = html(&page(Vec::new()), Reader::Agency);
    assert!(none.contains("No service was asked"), "{none}");
    let waiting = vec![service(1, "Early Help", ReturnState::InProgress)];
    let waiting = html(&page(waiting), Reader::Agency);
    assert!(waiting.contains("0 of 1 service submitted"), "{waiting}");
    assert!(
        waiting.contains("No service has submitted its return yet"),
        "{waiting}"
    );
    for part in ["chart", "app-matrix"] {
        assert!(!none.contains(part) && !waiting.contains(part), "{part}");
    }
}

#[test]
fn one_who_reports_is_led_to_scores_and_to_no_draft() {
    let page = page(vec![
        service(1, "Early Help", ReturnState::Submitted),
        service(2, "Front Door", ReturnState::InProgress),
    ]);
    let html = html(&page, Reader::Partnership);
    assert!(html.contains("/returns/01010101010101010101010101010101/scores"));
    assert!(!html.contains("/returns/02020202020202020202020202020202"));
}
