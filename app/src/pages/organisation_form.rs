//! Adding and changing an organisation by hand. Where someone else was faster, both sides are
//! shown and nothing is overwritten until the person says so.

use super::attempt::notices;
use super::figures;
use super::parts::heading;
use crate::govuk::{
    BackLink, Button, Cell, DateInput, DatePart, ErrorSummary, Fieldset, Hint, Input, Legend,
    Select, SelectItem, SummaryError,
};
use crate::page::Page;
use crate::portal::{FormAsked, OrganisationForm, Overtaken, Portal, Refusal, RoundAttempt};
use leptos::prelude::*;

/// The page; after a post that did not work, with what was tried.
///
/// # Errors
/// What the portal refuses.
pub async fn page(portal: &dyn Portal, asked: FormAsked) -> Result<Page, Refusal> {
    let shown = portal.organisation_form(asked).await?;
    let problems = !shown.attempt.problems.is_empty() || shown.overtaken.is_some();
    let title = title(&shown);
    let page = Page::new(title, portal.visitor(), move || draw(&shown));
    Ok(Page {
        problems,
        section: Some("/directory"),
        ..page
    })
}

fn title(shown: &OrganisationForm) -> String {
    match (shown.new, shown.kind.as_str()) {
        (true, "") => "Add an organisation".to_owned(),
        (true, "agency") => "Add an agency".to_owned(),
        (true, kind) => format!("Add a {kind}"),
        (false, _) => format!("Change {}", shown.name),
    }
}

fn draw(shown: &OrganisationForm) -> AnyView {
    let (text, href) = match (shown.id, shown.new) {
        (Some(id), false) => (shown.name.clone(), format!("/directory/{id}")),
        _ => ("Directory".to_owned(), "/directory".to_owned()),
    };
    let back = BackLink {
        text: text.into(),
        href,
        ..BackLink::default()
    };
    let body = match shown.kind.is_empty() {
        true => kinds(),
        false => form(shown),
    };
    view! {
        {back.view()}
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
                {shown.overtaken.as_ref().map(overtaken)} {notices(&shown.attempt)}
                {heading("Directory", &title(shown))} {shown.overtaken.as_ref().map(both)} {body}
            </div>
        </div>
    }
    .into_any()
}

/// What can be added.
fn kinds() -> AnyView {
    let item = |(kind, words): (&str, &'static str)| {
        view! {
            <li>
                <a class="govuk-link" href=format!("/directory/new?kind={kind}")>
                    {words}
                </a>
            </li>
        }
    };
    let all = [
        ("agency", "An agency of the partnership"),
        ("service", "A service of an agency"),
        (
            "school",
            "A school or college that is not in the schools register yet",
        ),
        ("trust", "A trust that runs schools"),
    ];
    view! {
        <p class="govuk-body">"What do you want to add?"</p>
        <ul class="govuk-list govuk-list--spaced">{all.map(item).collect_view()}</ul>
    }
    .into_any()
}

fn form(shown: &OrganisationForm) -> AnyView {
    let is_school = shown.kind == "school";
    let action = match (shown.id, shown.new) {
        (Some(id), false) => format!("/directory/{id}/edit"),
        _ => "/directory".to_owned(),
    };
    let new = shown.id.filter(|_| shown.new).map(|id| {
        view! {
            <input type="hidden" name="id" value=id.to_string() />
            <input type="hidden" name="kind" value=shown.kind.clone() />
        }
    });
    let text = match (shown.new, &shown.overtaken) {
        (true, _) => "Add",
        (false, None) => "Save",
        (false, Some(_)) => "Save what stands here",
    };
    let save = Button {
        text: text.into(),
        prevent_double_click: Some(true),
        ..Button::default()
    };
    let parent = (!shown.parents.is_empty()).then(|| {
        select(
            shown,
            "parent",
            "Part of",
            Some("Select one"),
            &shown.parents,
        )
    });
    view! {
        <form method="post" action=action novalidate=true>
            {new} <input type="hidden" name="version" value=shown.version.to_string() />
            {input(&shown.attempt, "name", "Name", None, "")} {parent}
            {is_school.then(|| school(shown))}
            {(shown.kind == "trust").then(|| ukprn(&shown.attempt))}
            {day(&shown.attempt, "opened", "First day (optional)", None)}
            {day(
                &shown.attempt,
                "closed",
                "Closed on (optional)",
                Some("From this day on no campaign asks it. Its history stays."),
            )}{save.view()}
        </form>
    }
    .into_any()
}

fn school(shown: &OrganisationForm) -> AnyView {
    let attempt = &shown.attempt;
    let urn = "Six digits, from the schools register.";
    let laestab = "Local authority and establishment, such as 999/2001.";
    let before = "The URN of the school that this one followed, for example before it became an \
                  academy. Its returns then count as the history of this one.";
    view! {
        {select(shown, "phase", "Phase", Some("Not known"), &shown.phases)}
        {select(shown, "type", "Type", Some("Not known"), &shown.types)}
        {input(attempt, "urn", "URN (optional)", Some(urn), "govuk-input--width-5")}
        {input(attempt, "laestab", "LAESTAB (optional)", Some(laestab), "govuk-input--width-10")}
        {ukprn(attempt)}
        {input(attempt, "predecessors", "Predecessors (optional)", Some(before), "govuk-input--width-20")}
    }
    .into_any()
}

fn ukprn(attempt: &RoundAttempt) -> AnyView {
    let hint = Some("Eight digits.");
    input(
        attempt,
        "ukprn",
        "UKPRN (optional)",
        hint,
        "govuk-input--width-10",
    )
}

fn input(
    attempt: &RoundAttempt,
    name: &str,
    label: &'static str,
    hint: Option<&'static str>,
    classes: &str,
) -> AnyView {
    Input {
        name: name.to_owned(),
        label: label.into(),
        hint: hint.map(Hint::from),
        error: attempt.problem(name).map(Into::into),
        value: attempt.typed(name).map(str::to_owned),
        spellcheck: Some(false),
        classes: classes.to_owned(),
        ..Input::default()
    }
    .view()
}

fn select(
    shown: &OrganisationForm,
    name: &str,
    label: &'static str,
    none: Option<&str>,
    offered: &[(String, String)],
) -> AnyView {
    let item = |value: &str, text: &str| SelectItem {
        text: text.to_owned(),
        value: Some(value.to_owned()),
        ..SelectItem::default()
    };
    let none = none.map(|text| item("", text));
    let offered = offered.iter().map(|(value, text)| item(value, text));
    Select {
        name: name.to_owned(),
        label: label.into(),
        error: shown.attempt.problem(name).map(Into::into),
        items: none.into_iter().chain(offered).collect(),
        value: Some(shown.attempt.typed(name).unwrap_or_default().to_owned()),
        ..Select::default()
    }
    .view()
}

/// A day in three fields.
pub(super) fn day(
    attempt: &RoundAttempt,
    name: &str,
    label: &'static str,
    hint: Option<&'static str>,
) -> AnyView {
    let typed = |part: &str| attempt.typed(&format!("{name}-{part}")).map(str::to_owned);
    DateInput {
        id: name.to_owned(),
        name_prefix: name.to_owned(),
        fieldset: Some(Fieldset {
            legend: Legend {
                text: label.into(),
                ..Legend::default()
            },
            ..Fieldset::default()
        }),
        hint: hint.map(Hint::from),
        error: attempt.problem(name).map(Into::into),
        parts: vec![
            DatePart::day(typed("day")),
            DatePart::month(typed("month")),
            DatePart::year(typed("year")),
        ],
        ..DateInput::default()
    }
    .view()
}

/// That someone else was faster.
fn overtaken(of: &Overtaken) -> AnyView {
    let by = of.by.as_deref().unwrap_or("Someone");
    let text =
        format!("{by} changed this organisation while you did. Nothing of yours is saved yet");
    ErrorSummary {
        title: "Both of you changed it".into(),
        errors: vec![SummaryError {
            text: text.into(),
            href: Some("#both".to_owned()),
            ..SummaryError::default()
        }],
        ..ErrorSummary::default()
    }
    .view()
}

/// Both sides.
fn both(of: &Overtaken) -> AnyView {
    let or_blank = |words: &str| match words.is_empty() {
        true => "Blank".to_owned(),
        false => words.to_owned(),
    };
    let row = |(label, typed, stands): &(String, String, String)| {
        vec![
            label.clone().into(),
            or_blank(typed).into(),
            or_blank(stands).into(),
        ]
    };
    let table = match of.values.is_empty() {
        true => view! { <p class="govuk-body">"You typed the same as stands now."</p> }.into_any(),
        false => {
            let head = ["Value", "You typed", "Stands now"].map(Cell::from);
            figures::table(head.into(), of.values.iter().map(row).collect()).view()
        }
    };
    view! {
        <h2 class="govuk-heading-m" id="both" tabindex="-1">
            "What differs"
        </h2>
        {table}
        <p class="govuk-body">
            "Below stands what you typed. Change it to what is right, then save: it replaces what \
             stands now. Or leave this page to keep what stands."
        </p>
    }
    .into_any()
}
