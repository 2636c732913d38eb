//! The grades of a case for its host: which are in and locked, showing them, and what the meeting
//! agreed. No grade stands here before all are locked.

use crate::govuk::{
    Button, Cell, Checkbox, Checkboxes, Fieldset, InsetText, Legend, SummaryList, SummaryRow,
};
use crate::pages::figures;
use crate::pages::parts::{counted, return_url};
use crate::pages::round::number;
use crate::portal::{AgencyReturn, CasePage, ReturnState};
use leptos::prelude::*;

/// What the agencies say: closed, locked, or shown.
pub(super) fn said(case: &CasePage) -> AnyView {
    let stands = match &case.case.shown {
        Some(at) => shown(case, at),
        None => closed(case),
    };
    view! {
        <h2 class="govuk-heading-m" id="grades">
            "What the agencies say"
        </h2>
        {stands}
        {table(case)}
        {lock(case)}
        {show(case)}
    }
    .into_any()
}

fn shown(case: &CasePage, at: &str) -> AnyView {
    let row = |key: &'static str, value: String| SummaryRow {
        key: key.into(),
        value: value.into(),
        ..SummaryRow::default()
    };
    let agreed = case.agreed.clone();
    let list = SummaryList {
        rows: vec![
            row("Grades shown", at.to_owned()),
            row(
                "Agreed grade",
                agreed.unwrap_or_else(|| "Not agreed yet".to_owned()),
            ),
        ],
        ..SummaryList::default()
    };
    let meeting = Button {
        text: "Open the moderation meeting".into(),
        href: Some(format!("/cases/{}/meeting", case.case.id)),
        ..Button::default()
    };
    view! {
        {list.view()}
        {meeting.view()}
    }
    .into_any()
}

fn closed(case: &CasePage) -> AnyView {
    let open = case.case.to_lock().next().is_some();
    let words = match (case.case.submitted(), open) {
        (0, _) => "No agency has submitted its return yet.",
        _ => {
            "What the agencies say is closed to everyone but their own auditors, you included, \
             until you show the grades. Lock each grade first, so that none is given knowing \
             another."
        }
    };
    InsetText {
        content: words.into(),
        ..InsetText::default()
    }
    .view()
}

fn table(case: &CasePage) -> AnyView {
    let is_in = |agency: &&AgencyReturn| agency.state == ReturnState::Submitted;
    let submitted: Vec<&AgencyReturn> = case.case.agencies.iter().filter(is_in).collect();
    if submitted.is_empty() {
        return ().into_any();
    }
    let row = |agency: &&AgencyReturn| {
        let locked = match &agency.locked {
            Some(at) => format!("Locked {at}"),
            None => "Not locked".to_owned(),
        };
        let read = match (&agency.locked, &case.case.shown) {
            (Some(_), Some(_)) => read(agency),
            _ => "Closed".into(),
        };
        vec![
            agency.name.clone().into(),
            agency.submitted.clone().unwrap_or_default().into(),
            locked.into(),
            read,
        ]
    };
    let head = ["Agency", "Submitted", "Grade", "Answers"];
    let head = head.into_iter().map(Cell::from).collect();
    figures::table(head, submitted.iter().map(row).collect()).view()
}

fn read(agency: &AgencyReturn) -> Cell {
    let href = format!("{}/answers", return_url(agency.return_id));
    let of = format!(" what {} says", agency.name);
    let link = view! {
        <a class="govuk-link" href=href>
            "Read"
            <span class="govuk-visually-hidden">{of}</span>
        </a>
    };
    link.into_any().into()
}

/// The form that locks what is in and not locked. None is ticked: it cannot be taken back.
fn lock(case: &CasePage) -> AnyView {
    let open: Vec<&AgencyReturn> = case.case.to_lock().collect();
    if open.is_empty() || case.closed || case.case.withdrawn {
        return ().into_any();
    }
    let id = |agency: &&AgencyReturn| agency.return_id.to_string();
    let item = |agency: &&AgencyReturn| Checkbox {
        text: agency.name.clone().into(),
        value: id(agency),
        ..Checkbox::default()
    };
    let late = case.case.shown.is_some();
    let hint = match late {
        true => {
            "These came in after the grades were shown. The meeting’s pages say so of each of them."
        }
        false => "A locked grade stands. You cannot take this back.",
    };
    let boxes = Checkboxes {
        name: "return".to_owned(),
        fieldset: Some(Fieldset {
            legend: Legend {
                text: "Which grades do you want to lock?".into(),
                classes: "govuk-fieldset__legend--s".to_owned(),
                ..Legend::default()
            },
            ..Fieldset::default()
        }),
        hint: Some(hint.into()),
        error: case.attempt.problem("return").map(Into::into),
        items: open.iter().map(item).collect(),
        ..Checkboxes::default()
    };
    let button = Button {
        text: "Lock the selected grades".into(),
        prevent_double_click: Some(true),
        ..Button::default()
    };
    view! {
        <form method="post" action=format!("/cases/{}/lock", case.case.id) novalidate=true>
            {boxes.view()}
            {button.view()}
        </form>
    }
    .into_any()
}

/// The form that shows the locked grades, once none that is in is left to lock.
fn show(case: &CasePage) -> AnyView {
    let row = &case.case;
    let none_locked = row.agencies.iter().all(|agency| agency.locked.is_none());
    let wait = row.to_lock().next().is_some() || none_locked;
    if row.shown.is_some() || wait || case.closed || row.withdrawn {
        return ().into_any();
    }
    let missing: Vec<&AgencyReturn> = row.missing().collect();
    let without = (!missing.is_empty()).then(|| without(case, &missing));
    let button = Button {
        text: "Show grades".into(),
        prevent_double_click: Some(true),
        ..Button::default()
    };
    let action = format!("/cases/{}/show", row.id);
    view! {
        <h3 class="govuk-heading-s">"Show the grades"</h3>
        <p class="govuk-body">
            "You, the audit chair and the auditors whose grades are locked then read what each \
             agency says, side by side. You cannot take this back."
        </p>
        <form method="post" action=action novalidate=true>
            <input type="hidden" name="missing" value=missing.len().to_string() />
            {without}
            {button.view()}
        </form>
    }
    .into_any()
}

/// The agencies that the meeting would go without, each by name.
fn without(case: &CasePage, missing: &[&AgencyReturn]) -> AnyView {
    let names: Vec<&str> = missing.iter().map(|agency| agency.name.as_str()).collect();
    let text = format!("Go on without {}", names.join(", "));
    Checkboxes {
        name: "without".to_owned(),
        fieldset: Some(Fieldset {
            legend: Legend {
                text: format!(
                    "{} not in yet",
                    match missing.len() {
                        1 => "1 return is".to_owned(),
                        many => format!("{} are", counted(number(many), "return")),
                    }
                )
                .into(),
                classes: "govuk-fieldset__legend--s".to_owned(),
                ..Legend::default()
            },
            ..Fieldset::default()
        }),
        hint: Some(
            "An auditor who submits later sees nothing of the others’ before their own grade is \
             locked."
                .into(),
        ),
        error: case.attempt.problem("without").map(Into::into),
        items: vec![Checkbox {
            text: text.into(),
            value: "yes".to_owned(),
            ..Checkbox::default()
        }],
        ..Checkboxes::default()
    }
    .view()
}
