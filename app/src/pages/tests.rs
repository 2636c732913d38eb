//! A section as people get it: names, ids and words by the contract of URLs, for each kind.

mod small_form;

use super::{refused, section, sign_in};
use crate::page::{Assets, Page};
use crate::portal::{DemoAccount, Partnership, Refusal, Role, SectionPage, Visitor};
use crate::shell;
use leptos::{nonce::Nonce, prelude::*};
use small_form::a_section;

#[test]
fn a_rating_offers_its_descriptors_and_carries_its_version() {
    let html = main_part(&section::drawn(a_section(), &Visitor::default()));
    for part in [
        r#"<form method="post" action="/returns/07070707070707070707070707070707/sections/C""#,
        r#"<div id="q-C1" data-question="C1" class="app-condition question">"#,
        r#"id="C1" name="C1" type="radio" value="1""#,
        r#"id="C1-2" name="C1" type="radio" value="2" checked"#,
        "Governors ask hard questions",
        r#"type="radio" value="na""#,
        "Not applicable to us",
        "Critical",
        "Changed in the 2025 edition",
        "Oakwell Primary School: section 3 of 16",
        r#"name="_version-C1" value="4""#,
        r#"name="_shown-C1" value="hash-of-C1""#,
    ] {
        assert!(html.contains(part), "{part} is missing in {html}");
    }
    let guidance = "Based on: Keeping children safe in education 2025, Part two.";
    assert!(read(&html).contains(guidance), "{html}");
}

#[test]
fn parts_of_every_kind_are_named_by_the_contract() {
    let html = main_part(&section::drawn(a_section(), &Visitor::default()));
    for name in [
        "C1.how",
        "C1.evidence-how",
        "C1.evidence-link",
        "C1.evidence-owner",
        "C1.evidence-review-day",
        "T1:r1.name",
        "T1:r1.on-month",
        "P1-name",
        "P1-email",
        "P1-phone",
        "D1-day",
        "D1-month",
        "D1-year",
        "N1",
        "O1",
        "Y1",
        "M1",
        "L1",
        "L2-name",
        "L2-met-year",
        "L2-minute",
        "L3",
        "X1",
        "W1",
        "_version-T1:r1.name",
        "_shown-T1:r1.on",
        "_version-C1.evidence",
    ] {
        assert!(
            html.contains(&format!(r#"name="{name}""#)),
            "{name} is missing in {html}"
        );
    }
    assert!(
        !html.contains("_version-T1\""),
        "a table has no version of its own"
    );
    assert!(html.contains(r#"name="_remove" value="T1:r1""#));
    assert!(html.contains(r#"name="_add""#) && html.contains(r#"value="T1""#));
    assert!(
        html.contains(r#"<option selected value="Old Trust""#),
        "{html}"
    );
}

#[test]
fn a_hidden_question_is_drawn_but_hidden() {
    let html = main_part(&section::drawn(a_section(), &Visitor::default()));
    assert!(
        html.contains(r#"data-question="Y1" hidden class="#),
        "{html}"
    );
}

#[test]
fn a_problem_is_told_on_top_and_beside_and_leads_to_what_is_focused_first() {
    let page = section::drawn(a_section(), &Visitor::default());
    assert!(page.problems);
    let html = main_part(&page);
    assert!(
        html.contains(r##"<a href="#D1-day">Enter a real date"##),
        "{html}"
    );
    assert!(
        html.contains(r##"<a href="#T1:r1.name">Enter a name"##),
        "{html}"
    );
    assert!(
        html.contains(r#"<p id="D1-error" class="govuk-error-message">"#),
        "{html}"
    );
    assert!(html.contains(r#"value="41""#), "what was typed is kept");
}

#[test]
fn a_conflict_shows_both_answers_and_offers_theirs() {
    let html = main_part(&section::drawn(a_section(), &Visitor::default()));
    assert!(
        html.contains(r#"name="_take-X1" type="radio" value="theirs""#)
            && html.contains(r#"name="_take-X1" type="radio" value="yours-"#),
        "{html}"
    );
    assert!(html.contains(r##"<a href="#_take-X1">"##), "{html}");
    assert!(html.contains("Oak Lane") && html.contains("Elm Lane"));
}

#[test]
fn the_enter_key_saves_and_never_removes_a_row() {
    let html = main_part(&section::drawn(a_section(), &Visitor::default()));
    let first = html
        .find(r#"<button type="submit""#)
        .expect("there are buttons");
    assert!(
        html[first..].starts_with(r#"<button type="submit" name="_go" value="next""#),
        "{html}"
    );
}

#[test]
fn a_declared_sign_off_is_never_called_signed() {
    let html = main_part(&section::drawn(a_section(), &Visitor::default()));
    let from = html.find(r#"id="q-L2""#).expect("it is drawn");
    let until = html[from..].find(r#"id="q-L3""#).expect("another follows");
    assert!(!html[from..from + until].contains("signed"));
    assert!(html[from..from + until].contains("whoever submits it declared it"));
}

#[test]
fn a_closed_section_can_be_read_and_not_changed() {
    let closed = Some("The campaign closed on 30 November 2026.".to_owned());
    let page = section::drawn(
        SectionPage {
            closed,
            ..a_section()
        },
        &Visitor::default(),
    );
    assert!(!page.islands && !page.problems);
    let html = main_part(&page);
    assert!(
        !html.contains("<input") && !html.contains("<button"),
        "{html}"
    );
    assert!(
        html.contains("The campaign closed on") && html.contains("Secure"),
        "{html}"
    );
    assert!(html.contains("Name: Sam"), "{html}");
}

#[test]
fn the_document_has_title_navigation_by_role_and_a_real_sign_out() {
    let visitor = Visitor {
        name: Some("Ada".to_owned()),
        roles: vec![Role::Head],
        demo: true,
        partnership: Partnership {
            name: Some("Ostrelby Partnership".to_owned()),
            contact: Some("01632 960100".to_owned()),
        },
    };
    let html = document(section::drawn(a_section(), &visitor), Some(Nonce::new()));
    for part in [
        r#"<html lang="en" class="govuk-template">"#,
        "<title>Error: C. Governance – Fourlens</title>",
        r##"href="#main-content""##,
        r#"<a href="/home" aria-current="true""#,
        r#"<form method="post" action="/sign-out">"#,
        "This is a demonstration with made-up schools",
        r#"<main id="main-content" class="govuk-main-wrapper">"#,
        r#"<link rel="stylesheet" href="/assets/a.css""#,
        "Run by Ostrelby Partnership",
        "01632 960100",
        r#""/assets", "islands-1", "fourlens", "fourlens_bg""#,
    ] {
        assert!(html.contains(part), "{part} is missing in {html}");
    }
    assert!(
        !html.contains("/campaigns"),
        "a headteacher has no campaigns"
    );
    assert!(
        !html.contains("style="),
        "the policy allows no style attribute"
    );
}

#[test]
fn a_page_without_islands_loads_none() {
    let page = refused::page(&Visitor::default(), &Refusal::Busy);
    let html = document(page.clone(), Some(Nonce::new()));
    assert!(
        !html.contains("fourlens_bg") && html.contains("/assets/a.js"),
        "{html}"
    );
    // Without a nonce the policy allows no script.
    let html = document(page, None);
    assert!(!html.contains("<script"), "{html}");
    assert!(
        html.contains("<title>The portal is busy – Fourlens</title>"),
        "{html}"
    );
}

#[test]
fn sign_in_keeps_the_address_and_never_the_password() {
    let account = DemoAccount {
        who: "Headteacher".to_owned(),
        email: "head@example.org".to_owned(),
        password: "a made-up one".to_owned(),
    };
    let form = sign_in::SignIn {
        email: "x@example.org".to_owned(),
        next: "/home".to_owned(),
        problem: Some(sign_in::WRONG.to_owned()),
        accounts: vec![account],
        ..sign_in::SignIn::default()
    };
    let html = document(sign_in::page(&Visitor::default(), form), Some(Nonce::new()));
    assert!(html.contains("<title>Error: Sign in – Fourlens</title>"));
    assert!(html.contains(r#"name="next" value="/home""#));
    assert!(html.contains(r#"value="x@example.org""#) && html.contains("a made-up one"));
    assert!(
        html.contains(r#"name="password" type="password""#),
        "{html}"
    );
}

fn main_part(page: &Page) -> String {
    Owner::new().with(|| (page.draw)().to_html())
}

fn document(page: Page, nonce: Option<Nonce>) -> String {
    let assets = Assets {
        styles: Some("/assets/a.css".to_owned()),
        script: Some("/assets/a.js".to_owned()),
        islands: Some("/assets/islands-1".to_owned()),
    };
    Owner::new().with(|| shell::document(page, assets, nonce).to_html())
}

/// The text of HTML as it is read: without tags and comments.
fn read(html: &str) -> String {
    let parts = html
        .split('<')
        .map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    parts.collect()
}
