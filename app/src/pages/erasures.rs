//! Erasing what is kept: what is due for review, the form that proposes, what was proposed, and the
//! holds that forbid it. Nothing is destroyed by one person alone.

pub mod one;

use super::attempt::notices;
use super::figures;
use crate::govuk::{
    Button, Cell, Fieldset, Input, Label, Legend, Radio, Radios, Select, SelectItem, Tag,
};
use crate::page::Page;
use crate::portal::{
    ERASURE_EXTENTS, ERASURE_REASONS, ErasureDue, ErasureRow, ErasuresPage, HOLD_REASONS, HoldRow,
    Portal, Refusal, RoundAttempt,
};
use leptos::prelude::*;

/// The page; after a post that did not work, with what was tried.
///
/// # Errors
/// What the portal refuses.
pub async fn page(portal: &dyn Portal, attempt: RoundAttempt) -> Result<Page, Refusal> {
    let shown = portal.erasures(attempt).await?;
    let problems = !shown.attempt.problems.is_empty();
    let page = Page::new("Erasing", portal.visitor(), move || draw(&shown));
    Ok(Page {
        problems,
        section: Some("/erasures"),
        ..page
    })
}

fn draw(shown: &ErasuresPage) -> AnyView {
    let propose = shown.proposes.then(|| {
        view! {
            <h2 class="govuk-heading-m">"Propose to erase"</h2>
            {propose(shown)}
        }
    });
    view! {
        {notices(&shown.attempt)}
        <h1 class="govuk-heading-l">"Erasing"</h1>
        <p class="govuk-body">
            "One person proposes, another approves. Answers are then destroyed in every copy, \
             backups included, and what was destroyed stays on record as references and counts."
        </p>
        <h2 class="govuk-heading-m">"Due for review"</h2>
        {due(shown)}
        <h2 class="govuk-heading-m" id="proposed">
            "Proposed"
        </h2>
        {proposed(&shown.rows)}
        {propose}
        <h2 class="govuk-heading-m" id="holds">
            "Legal holds"
        </h2>
        {holds(shown)}
    }
    .into_any()
}

fn due(shown: &ErasuresPage) -> AnyView {
    if shown.due.is_empty() {
        return view! { <p class="govuk-body">"Nothing is due."</p> }.into_any();
    }
    let row = |due: &ErasureDue| {
        let extent = ERASURE_EXTENTS
            .iter()
            .find(|(word, ..)| *word == due.extent);
        let extent = extent.map_or("", |(_, words, _)| *words);
        let propose = shown.proposes.then(|| {
            view! {
                <form method="post" action="/erasures">
                    <input type="hidden" name="proposal" value=due.proposal.to_string() />
                    <input type="hidden" name="campaign" value=due.campaign.to_string() />
                    <input type="hidden" name="extent" value=due.extent />
                    <input type="hidden" name="because" value="retention" />
                    <button type="submit" class="app-link-button app-link-button--here">
                        "Propose to erase"
                        <span class="govuk-visually-hidden">
                            {format!(" {} of {}", extent.to_lowercase(), due.title)}
                        </span>
                    </button>
                </form>
            }
        });
        vec![
            due.title.clone().into(),
            extent.into(),
            due.since.clone().into(),
            Cell::from(propose.into_any()),
        ]
    };
    let head = ["Campaign", "What", "Since", "Action"];
    let head = head.into_iter().map(Cell::from).collect();
    figures::table(head, shown.due.iter().map(row).collect()).view()
}

fn proposed(rows: &[ErasureRow]) -> AnyView {
    if rows.is_empty() {
        return view! { <p class="govuk-body">"Nothing was proposed yet."</p> }.into_any();
    }
    let row = |row: &ErasureRow| {
        let link = view! {
            <a class="govuk-link app-reference" href=format!("/erasures/{}", row.id)>
                {row.called.clone()}
            </a>
        };
        let state = match &row.decided {
            Some(decided) => Cell::from(decided.clone()),
            None => Tag {
                text: "Waits for another person".into(),
                classes: "govuk-tag--yellow".to_owned(),
                ..Tag::default()
            }
            .view()
            .into(),
        };
        vec![
            link.into_any().into(),
            row.extent.clone().into(),
            row.because.clone().into(),
            row.proposed.clone().into(),
            state,
        ]
    };
    let head = ["Of what", "How much", "Why", "Proposed", "State"];
    let head = head.into_iter().map(Cell::from).collect();
    figures::table(head, rows.iter().map(row).collect()).view()
}

fn propose(shown: &ErasuresPage) -> AnyView {
    let attempt = &shown.attempt;
    let typed = |field: &str| attempt.typed(field).map(str::to_owned);
    let reference = Input {
        name: "reference".to_owned(),
        label: Label::from("Reference of a case or of a return"),
        hint: Some("For example NEG-26Q4-03, or the reference on a receipt".into()),
        error: attempt.problem("reference").map(Into::into),
        value: typed("reference"),
        spellcheck: Some(false),
        classes: "govuk-input--width-20".to_owned(),
        ..Input::default()
    };
    let extent = |(word, text, hint): &(&'static str, &'static str, &'static str)| Radio {
        text: (*text).into(),
        value: (*word).to_owned(),
        hint: Some((*hint).into()),
        ..Radio::default()
    };
    let extents = Radios {
        name: "extent".to_owned(),
        fieldset: Some(legend("How much of it?")),
        error: attempt.problem("extent").map(Into::into),
        items: ERASURE_EXTENTS.iter().map(extent).collect(),
        value: typed("extent"),
        ..Radios::default()
    };
    let because = |(word, text): &(&'static str, &'static str)| Radio {
        text: (*text).into(),
        value: (*word).to_owned(),
        ..Radio::default()
    };
    let reasons = Radios {
        name: "because".to_owned(),
        fieldset: Some(legend("Why?")),
        error: attempt.problem("because").map(Into::into),
        items: ERASURE_REASONS.iter().map(because).collect(),
        value: typed("because"),
        ..Radios::default()
    };
    let button = Button {
        text: "Propose".into(),
        prevent_double_click: Some(true),
        ..Button::default()
    };
    view! {
        <form method="post" action="/erasures" novalidate=true>
            <input type="hidden" name="proposal" value=shown.proposal.to_string() />
            {reference.view()}
            {extents.view()}
            {reasons.view()}
            {button.view()}
        </form>
    }
    .into_any()
}

fn holds(shown: &ErasuresPage) -> AnyView {
    let item = |hold: &HoldRow| {
        let of = format!(" of {}", hold.title);
        let lift = shown.proposes.then(|| {
            view! {
                <form method="post" action="/holds/lift">
                    <input type="hidden" name="form" value=hold.form.clone() />
                    <button type="submit" class="app-link-button app-link-button--here">
                        "Lift the hold"
                        <span class="govuk-visually-hidden">{of}</span>
                    </button>
                </form>
            }
        });
        view! {
            <li>
                {format!("{}: {}", hold.title, hold.because)}
                {lift}
            </li>
        }
    };
    let stand = match shown.holds.is_empty() {
        true => view! { <p class="govuk-body">"No form is held."</p> }.into_any(),
        false => view! {
            <ul class="govuk-list govuk-list--spaced">
                {shown.holds.iter().map(item).collect_view()}
            </ul>
        }
        .into_any(),
    };
    let set = (shown.proposes && !shown.forms.is_empty()).then(|| set_hold(shown));
    view! {
        <p class="govuk-body">
            "While a form is held nothing of it is destroyed, whoever approves it, and no draft of \
             it expires."
        </p>
        {stand}
        {set}
    }
    .into_any()
}

fn set_hold(shown: &ErasuresPage) -> AnyView {
    let item = |value: &str, text: &str| SelectItem {
        text: text.to_owned(),
        value: Some(value.to_owned()),
        ..SelectItem::default()
    };
    let form = Select {
        name: "form".to_owned(),
        label: Label::from("Form"),
        items: std::iter::once(item("", "Select a form"))
            .chain(shown.forms.iter().map(|(key, title)| item(key, title)))
            .collect(),
        value: shown.attempt.typed("form").map(str::to_owned),
        error: shown.attempt.problem("form").map(Into::into),
        ..Select::default()
    };
    let because = Select {
        name: "hold".to_owned(),
        label: Label::from("Why it is held"),
        items: std::iter::once(item("", "Select a reason"))
            .chain(HOLD_REASONS.iter().map(|(word, text)| item(word, text)))
            .collect(),
        value: shown.attempt.typed("hold").map(str::to_owned),
        error: shown.attempt.problem("hold").map(Into::into),
        ..Select::default()
    };
    let button = Button {
        text: "Hold this form".into(),
        classes: "govuk-button--secondary".to_owned(),
        ..Button::default()
    };
    view! {
        <form method="post" action="/holds" novalidate=true>
            {form.view()}
            {because.view()}
            {button.view()}
        </form>
    }
    .into_any()
}

fn legend(text: &'static str) -> Fieldset {
    Fieldset {
        legend: Legend {
            text: text.into(),
            classes: "govuk-fieldset__legend--s".to_owned(),
            ..Legend::default()
        },
        ..Fieldset::default()
    }
}
