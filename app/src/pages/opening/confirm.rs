//! What opening a campaign comes to: whom it asks and how many they are, before it is done.

use crate::govuk::{Button, InsetText, SummaryList, SummaryRow, WarningText};
use crate::pages::parts::{counted, heading};
use crate::portal::OpeningConfirm;
use leptos::prelude::*;

/// The page to confirm on.
pub(super) fn page(shown: &OpeningConfirm) -> AnyView {
    let warnings = shown.warnings.iter().map(|warning| {
        WarningText {
            text: warning.clone().into(),
            ..WarningText::default()
        }
        .view()
    });
    let note = InsetText {
        content: "Once it is open, its days and whom it asks cannot be changed here.".into(),
        ..InsetText::default()
    };
    let asked = counted(
        i64::try_from(shown.asked).unwrap_or(i64::MAX),
        "organisation",
    );
    let open = Button {
        text: "Open the campaign".into(),
        prevent_double_click: Some(true),
        ..Button::default()
    };
    let change = Button {
        text: "Change it".into(),
        name: Some("_go".to_owned()),
        value: Some("change".to_owned()),
        classes: "govuk-button--secondary".to_owned(),
        ..Button::default()
    };
    view! {
        {heading(&shown.form, "Check and open the campaign")}
        {warnings.collect_view()}
        {list(shown, &asked).view()}
        {note.view()}
        <div class="govuk-button-group">
            <form method="post" action="/campaigns" novalidate=true>
                {fields(shown)}
                <input type="hidden" name="id" value=shown.id.to_string() />
                <input type="hidden" name="version" value=shown.version.clone() />
                {open.view()}
            </form>
            <form method="post" action="/campaigns/new" novalidate=true>
                {fields(shown)}
                {change.view()}
            </form>
        </div>
    }
    .into_any()
}

fn list(shown: &OpeningConfirm, asked: &str) -> SummaryList {
    let [opens, closes, as_of] = &shown.days;
    let mut rows = vec![
        ("Campaign", shown.title.clone()),
        (
            "Asks",
            format!("Version {} of {}", shown.number, shown.form),
        ),
        ("First day", opens.clone()),
        ("Last day", closes.clone()),
        ("Answers are true for", as_of.clone()),
        ("Whom it asks", shown.whom.clone()),
        ("How many they are", asked.to_owned()),
    ];
    if !shown.priorities.is_empty() {
        rows.push(("Priorities it asks about", shown.priorities.join(", ")));
    }
    let row = |(key, value): (&'static str, String)| SummaryRow {
        key: key.into(),
        value: value.into(),
        ..SummaryRow::default()
    };
    SummaryList {
        rows: rows.into_iter().map(row).collect(),
        ..SummaryList::default()
    }
}

/// What was typed, posted again as it was.
fn fields(shown: &OpeningConfirm) -> AnyView {
    let typed = &shown.typed;
    let days = [
        ("opens", &typed.opens),
        ("closes", &typed.closes),
        ("as_of", &typed.as_of),
    ];
    let days = days.into_iter().flat_map(|(name, day)| {
        let parts = [
            ("day", &day.day),
            ("month", &day.month),
            ("year", &day.year),
        ];
        parts.map(|(part, value)| (format!("{name}-{part}"), value.clone()))
    });
    let phases = typed.phases.iter();
    let phases = phases.map(|phase| ("phase".to_owned(), phase.clone()));
    let words = [
        ("form", &typed.form),
        ("title", &typed.title),
        ("who", &typed.who),
    ];
    let words = words.map(|(name, value)| (name.to_owned(), value.clone()));
    let all = words.into_iter().chain(days).chain(phases);
    let input = |(name, value)| view! { <input type="hidden" name=name value=value /> };
    all.map(input).collect_view().into_any()
}
