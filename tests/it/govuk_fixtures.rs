//! Our components draw what govuk-frontend draws: each fixture that package ships is drawn by
//! ours too and compared, element by element and then as it is read. A fixture is skipped only
//! for an option that we do not offer, and each of those has its reason in `not_offered`.

mod choices;
mod controls;
mod dates;
mod dom;
mod lists;
mod not_offered;
mod options;
mod typed;
mod words;

use leptos::prelude::*;
use not_offered::NOT_OFFERED;
use options::{Fixture, Options};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// What the footer's fixtures have that belongs to GOV.UK, by class attribute: crest, licence
/// and the box of the copyright line.
const RESERVED: &[&str] = &[
    "govuk-footer__crown",
    "govuk-footer__licence-logo",
    "govuk-footer__licence-description",
    "govuk-footer__meta-item",
];

#[test]
fn back_link_equals_govuk() {
    prove("back-link", words::back_link);
}

#[test]
fn breadcrumbs_equal_govuk() {
    prove("breadcrumbs", lists::breadcrumbs);
}

#[test]
fn button_equals_govuk() {
    prove("button", controls::button);
}

#[test]
fn character_count_equals_govuk() {
    prove("character-count", controls::character_count);
}

#[test]
fn checkboxes_equal_govuk() {
    prove("checkboxes", choices::checkboxes);
}

#[test]
fn date_input_equals_govuk() {
    prove("date-input", dates::date_input);
}

#[test]
fn details_equal_govuk() {
    prove("details", words::details);
}

#[test]
fn error_message_equals_govuk() {
    prove("error-message", words::error_message);
}

#[test]
fn error_summary_equals_govuk() {
    prove("error-summary", words::error_summary);
}

#[test]
fn exit_this_page_equals_govuk() {
    prove("exit-this-page", words::exit_this_page);
}

#[test]
fn fieldset_equals_govuk() {
    prove("fieldset", words::fieldset_alone);
}

#[test]
fn file_upload_equals_govuk() {
    prove("file-upload", controls::file_upload);
}

#[test]
fn footer_equals_govuk_without_what_is_reserved() {
    prove("footer", lists::footer);
}

#[test]
fn generic_header_equals_govuk() {
    prove("generic-header", lists::generic_header);
}

#[test]
fn hint_equals_govuk() {
    prove("hint", words::hint_alone);
}

#[test]
fn input_equals_govuk() {
    prove("input", controls::input);
}

#[test]
fn inset_text_equals_govuk() {
    prove("inset-text", words::inset_text);
}

#[test]
fn label_equals_govuk() {
    prove("label", words::label_alone);
}

#[test]
fn notification_banner_equals_govuk() {
    prove("notification-banner", words::notification_banner);
}

#[test]
fn pagination_equals_govuk() {
    prove("pagination", lists::pagination);
}

#[test]
fn panel_equals_govuk() {
    prove("panel", words::panel);
}

#[test]
fn password_input_equals_govuk() {
    prove("password-input", controls::password_input);
}

#[test]
fn phase_banner_equals_govuk() {
    prove("phase-banner", words::phase_banner);
}

#[test]
fn radios_equal_govuk() {
    prove("radios", choices::radios);
}

#[test]
fn select_equals_govuk() {
    prove("select", choices::select);
}

#[test]
fn service_navigation_equals_govuk() {
    prove("service-navigation", lists::service_navigation);
}

#[test]
fn skip_link_equals_govuk() {
    prove("skip-link", words::skip_link);
}

#[test]
fn summary_list_equals_govuk() {
    prove("summary-list", lists::summary_list);
}

#[test]
fn table_equals_govuk() {
    prove("table", lists::table);
}

#[test]
fn tag_equals_govuk() {
    prove("tag", words::tag);
}

#[test]
fn task_list_equals_govuk() {
    prove("task-list", lists::task_list);
}

#[test]
fn textarea_equals_govuk() {
    prove("textarea", controls::textarea);
}

#[test]
fn warning_text_equals_govuk() {
    prove("warning-text", words::warning_text);
}

/// How one fixture came out.
enum Outcome {
    Equal,
    Skipped(BTreeSet<String>),
    Different(String),
}

fn prove(component: &str, draw: fn(&Options) -> AnyView) {
    let mut equal = 0;
    let mut skipped = 0;
    let mut unread = BTreeSet::new();
    let mut different = Vec::new();
    for fixture in fixtures(component) {
        match compare(component, &fixture, draw) {
            Outcome::Equal => equal += 1,
            Outcome::Skipped(options) => {
                skipped += 1;
                unread.extend(options);
            }
            Outcome::Different(how) => {
                different.push(format!("{component}, fixture {}: {how}", fixture["name"]));
            }
        }
    }
    let listed = NOT_OFFERED.iter().filter(|(of, ..)| *of == component);
    let listed: BTreeSet<String> = listed.map(|(_, option, _)| (*option).to_owned()).collect();
    println!(
        "{component}: {equal} equal, {skipped} skipped, {} different",
        different.len()
    );
    assert!(different.is_empty(), "{}", different.join("\n\n"));
    assert_eq!(
        unread, listed,
        "{component}: the options that no one reads are those listed"
    );
    assert!(equal > 0, "{component}: no fixture is equal");
}

fn compare(component: &str, fixture: &Value, draw: fn(&Options) -> AnyView) -> Outcome {
    let read = Fixture::new(fixture["options"].clone());
    let ours = Owner::new().with(|| draw(&read.options()).to_html());
    let unread = read.unread();
    if !unread.is_empty() {
        return Outcome::Skipped(unread);
    }
    let theirs = fixture["html"].as_str().expect("a fixture has its HTML");
    let mut theirs = dom::parse(theirs);
    if component == "footer" {
        theirs = dom::without(theirs, RESERVED);
    }
    match dom::difference(&theirs, &dom::parse(&ours)) {
        None => Outcome::Equal,
        Some(how) => Outcome::Different(how),
    }
}

fn fixtures(component: &str) -> Vec<Value> {
    let package = "../app/node_modules/govuk-frontend/dist/govuk/components";
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join(package)
        .join(component)
        .join("fixtures.json");
    let Ok(text) = std::fs::read_to_string(&file) else {
        panic!("{} is missing: run `cargo xtask css`", file.display());
    };
    let mut all: Value = serde_json::from_str(&text).expect("the package's fixtures are JSON");
    match all["fixtures"].take() {
        Value::Array(fixtures) => fixtures,
        _ => panic!("{} lists no fixtures", file.display()),
    }
}
