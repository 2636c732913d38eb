//! A section of the form at a moderation meeting: what every agency says under each question, side
//! by side, and the grade that the meeting agrees, with its reason.

use super::{place, section_url};
use crate::govuk::{
    BackLink, Button, Cell, Fieldset, Label, Legend, PageLink, Pagination, Radio, Radios,
    SummaryList, SummaryRow, Textarea,
};
use crate::page::Page;
use crate::pages::attempt::notices;
use crate::pages::figures;
use crate::pages::parts::{heading, lines};
use crate::portal::{
    CaseId, GradedQuestion, MeetingPart, MeetingSectionPage, Portal, Refusal, RoundAttempt,
};
use leptos::prelude::*;

/// The page; after a post that did not work, with what was tried.
///
/// # Errors
/// What the portal refuses.
pub async fn page(
    portal: &dyn Portal,
    id: CaseId,
    section: &str,
    attempt: RoundAttempt,
) -> Result<Page, Refusal> {
    let shown = portal.meeting_section(id, section, attempt).await?;
    let title = format!("{}: {}", shown.title, shown.head.reference);
    let problems = !shown.attempt.problems.is_empty();
    let section = place(&shown.head);
    let page = Page::new(title, portal.visitor(), move || draw(&shown));
    Ok(Page {
        problems,
        section: Some(section),
        ..page
    })
}

fn draw(shown: &MeetingSectionPage) -> AnyView {
    let head = &shown.head;
    let back = BackLink {
        text: "Back to the meeting".into(),
        href: format!("/cases/{}/meeting", head.case),
        ..BackLink::default()
    };
    let caption = format!("Moderation meeting: {}", head.reference);
    let parts = shown.parts.iter().map(|part| draw_part(shown, part));
    let none = shown.parts.is_empty().then(|| {
        view! { <p class="govuk-body">"No agency says anything here."</p> }
    });
    view! {
        {back.view()}
        {notices(&shown.attempt)}
        {heading(&caption, &shown.title)}
        {none}
        {parts.collect_view()}
        {on(shown)}
    }
    .into_any()
}

fn draw_part(shown: &MeetingSectionPage, part: &MeetingPart) -> AnyView {
    match part {
        MeetingPart::Words { title, said } => words(shown, title, said),
        MeetingPart::Chosen(rows) => chosen(shown, rows),
        MeetingPart::Grade(grade) => graded(shown, grade),
    }
}

/// What each agency wrote, one card an agency.
fn words(shown: &MeetingSectionPage, title: &str, said: &[Option<String>]) -> AnyView {
    let card = |(name, said): (&String, &Option<String>)| {
        let words = match said {
            Some(words) => lines(words),
            None => view! { <span class="app-side__blank">"Left blank"</span> }.into_any(),
        };
        view! {
            <li class="app-side__card">
                <h3 class="govuk-heading-s">{name.clone()}</h3>
                <p class="govuk-body">{words}</p>
            </li>
        }
    };
    let cards = shown.head.agencies.iter().zip(said).map(card);
    let class = match said.len() {
        2 | 4 => "app-side app-side--two",
        _ => "app-side",
    };
    view! {
        <h2 class="govuk-heading-m">{title.to_owned()}</h2>
        <ul class=class>{cards.collect_view()}</ul>
    }
    .into_any()
}

/// What each agency chose, one row a question.
fn chosen(shown: &MeetingSectionPage, rows: &[(String, Vec<Option<String>>)]) -> AnyView {
    let cell = |said: &Option<String>| match said {
        Some(word) => Cell::from(word.clone()),
        None => figures::nothing(),
    };
    let row = |(title, said): &(String, Vec<Option<String>>)| {
        std::iter::once(Cell::from(title.clone()))
            .chain(said.iter().map(cell))
            .collect()
    };
    let head = std::iter::once("Question".to_owned()).chain(shown.head.agencies.iter().cloned());
    let head = head.map(Cell::from).collect();
    figures::table(head, rows.iter().map(row).collect()).view()
}

/// A grade: what each agency gave, what was agreed, and the form that agrees one.
fn graded(shown: &MeetingSectionPage, grade: &GradedQuestion) -> AnyView {
    let row = |(name, said): (&String, &Option<String>)| SummaryRow {
        key: name.clone().into(),
        value: said.clone().unwrap_or_else(|| "No grade".to_owned()).into(),
        ..SummaryRow::default()
    };
    let agencies = shown.head.agencies.iter().zip(&grade.said).map(row);
    let agreed = SummaryRow {
        key: "Agreed by the meeting".into(),
        value: super::agreed(grade).into(),
        ..SummaryRow::default()
    };
    let list = SummaryList {
        rows: agencies.chain([agreed]).collect(),
        ..SummaryList::default()
    };
    let title = match grade.title == shown.title {
        true => "Grade for this line of enquiry".to_owned(),
        false => grade.title.clone(),
    };
    view! {
        <h2 class="govuk-heading-m">{title}</h2>
        {list.view()}
        {shown.head.agrees.then(|| agree(shown, grade))}
    }
    .into_any()
}

/// The form that records an agreed grade; with what was tried, if it is this one that was.
fn agree(shown: &MeetingSectionPage, grade: &GradedQuestion) -> AnyView {
    let is_tried = shown.attempt.typed("question") == Some(grade.id.as_str());
    let typed = |field: &str| shown.attempt.typed(field).filter(|_| is_tried);
    let field = |field: &str| format!("{field}-{}", grade.id);
    let problem = |name: &str| shown.attempt.problem(&field(name)).map(Into::into);
    let stands = grade.agreed.as_ref();
    let option = |(value, word, looks): &(String, String, Option<String>)| Radio {
        text: word.clone().into(),
        value: value.clone(),
        hint: looks.clone().map(Into::into),
        ..Radio::default()
    };
    let held = stands.map(|agreed| agreed.grade.0.clone());
    let radios = Radios {
        name: "grade".to_owned(),
        id_prefix: field("grade"),
        fieldset: Some(Fieldset {
            legend: Legend {
                text: "What does the meeting agree?".into(),
                classes: "govuk-fieldset__legend--s".to_owned(),
                ..Legend::default()
            },
            ..Fieldset::default()
        }),
        error: problem("grade"),
        items: grade.options.iter().map(option).collect(),
        value: typed("grade").map(str::to_owned).or(held),
        ..Radios::default()
    };
    let reason = Textarea {
        name: "reason".to_owned(),
        id: field("reason"),
        label: Label::from("Why?"),
        hint: Some(
            "Say what decided it, and what moved an agency from its own grade. Use no names."
                .into(),
        ),
        error: problem("reason"),
        value: typed("reason")
            .or(stands.map(|agreed| agreed.reason.as_str()))
            .unwrap_or_default()
            .to_owned(),
        rows: 4,
        ..Textarea::default()
    };
    let button = Button {
        text: "Save agreed grade".into(),
        prevent_double_click: Some(true),
        ..Button::default()
    };
    let action = format!("{}/agree", section_url(&shown.head, &shown.id));
    let seen = stands.map_or(0, |agreed| agreed.number);
    view! {
        <form method="post" action=action novalidate=true class="app-agree">
            <input type="hidden" name="question" value=grade.id.clone() />
            <input type="hidden" name="seen" value=seen.to_string() />
            {radios.view()}
            {reason.view()}
            {button.view()}
        </form>
    }
    .into_any()
}

/// The sections before and after.
fn on(shown: &MeetingSectionPage) -> AnyView {
    let link = |of: &(String, String)| PageLink {
        href: section_url(&shown.head, &of.0),
        label: of.1.clone(),
        ..PageLink::default()
    };
    Pagination {
        previous: shown.before.as_ref().map(link),
        next: shown.after.as_ref().map(link),
        label: "Sections of the audit".to_owned(),
        ..Pagination::default()
    }
    .view()
}
