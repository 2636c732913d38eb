//! A section to fill: its questions with what is stored, what was tried and what is wrong. After
//! a conflict it shows both answers. Where nothing can be changed any more it shows the answers.

mod closed;
mod contents;
mod problems;

use super::languages;
use super::parts::{heading, paragraphs, return_url, section_url};
use crate::controls::{self, Control, Place};
use crate::govuk::{BackLink, Button};
use crate::islands::Live;
use crate::page::Page;
use crate::portal::{AskedQuestion, Attempt, Portal, Refusal, ReturnId, SectionPage, Visitor};
use fourlens_forms::question::Question;
use leptos::prelude::*;
use std::sync::Arc;

/// A section of a return; `attempt` is what a post tried and could not save.
///
/// # Errors
/// What the portal refuses.
pub async fn page(
    portal: &dyn Portal,
    id: ReturnId,
    section: &str,
    attempt: Attempt,
) -> Result<Page, Refusal> {
    let asked = portal.section(id, section, attempt).await?;
    Ok(drawn(asked, portal.visitor()))
}

pub(super) fn drawn(section: SectionPage, visitor: &Visitor) -> Page {
    let section = Arc::new(section);
    let open = section.closed.is_none();
    let problems = open && has_problems(&section);
    let title = section.form.section_title(section.section);
    let page = Page::new(title, visitor, move || draw(&section));
    Page {
        problems,
        islands: open,
        section: Some("/home"),
        ..page
    }
}

fn draw(section: &SectionPage) -> AnyView {
    let (place, all) = section.place;
    let caption = format!("{}: section {place} of {all}", section.head.organisation);
    let title = section.form.section_title(section.section);
    let back = BackLink {
        text: "Back to all sections".into(),
        href: return_url(section.head.id),
        ..BackLink::default()
    };
    let asked = &section.form.sections()[section.section];
    let here = section_url(section.head.id, &asked.id);
    let body = match &section.closed {
        Some(because) => closed::answers(section, because),
        None => view! {
            {contents::of(section)}
            {form(section)}
        }
        .into_any(),
    };
    view! {
        {back.view()}
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
                {problems::summary(section)}
                {languages::choice(&section.head, here)}
                {heading(&caption, &title)}
                {intro(section)}
                {body}
            </div>
        </div>
    }
    .into_any()
}

/// What a section says before it asks.
pub(super) fn intro(section: &SectionPage) -> Option<AnyView> {
    let intro = section.form.sections()[section.section].intro.as_ref();
    intro.map(|intro| paragraphs(intro.en()))
}

/// What is wrong with a section, with links to it.
pub(super) fn summary(section: &SectionPage) -> AnyView {
    problems::summary(section)
}

/// Whether anything is wrong with a section.
pub(super) fn has_problems(section: &SectionPage) -> bool {
    !problems::of(section).is_empty()
}

/// Links to a section's questions, and the questions.
pub(super) fn asks(section: &SectionPage) -> AnyView {
    view! {
        {contents::of(section)}
        {questions(section)}
    }
    .into_any()
}

fn form(section: &SectionPage) -> AnyView {
    let action = section_url(
        section.head.id,
        &section.form.sections()[section.section].id,
    );
    view! {
        <form method="post" action=action novalidate=true id="section">
            // The Enter key presses the first button of a form, and that must not be "Remove".
            <button
                type="submit"
                name="_go"
                value="next"
                class="govuk-visually-hidden"
                tabindex="-1"
                aria-hidden="true"
            >
                "Save and continue"
            </button>
            {questions(section)}
            <div class="section-foot">
                <Live live=section.live.clone() />
                {buttons()}
            </div>
        </form>
    }
    .into_any()
}

fn buttons() -> AnyView {
    let button = |text: &'static str, value: &str, classes: &str| Button {
        text: text.into(),
        name: Some("_go".to_owned()),
        value: Some(value.to_owned()),
        classes: classes.to_owned(),
        ..Button::default()
    };
    view! {
        <div class="govuk-button-group">
            {button("Save and continue", "next", "").view()}
            {button("Save and stay here", "stay", "govuk-button--secondary").view()}
        </div>
    }
    .into_any()
}

/// Every question, each with its parts below it.
fn questions(section: &SectionPage) -> AnyView {
    let entries = section.form.entries();
    let mut groups: Vec<(&AskedQuestion, Vec<&AskedQuestion>)> = Vec::new();
    for asked in &section.questions {
        match (entries[asked.position].parent, groups.last_mut()) {
            (Some(parent), Some((rating, parts))) if rating.position == parent => parts.push(asked),
            _ => groups.push((asked, Vec::new())),
        }
    }
    groups
        .into_iter()
        .map(|(asked, parts)| group(section, asked, &parts))
        .collect_view()
        .into_any()
}

fn group(section: &SectionPage, asked: &AskedQuestion, parts: &[&AskedQuestion]) -> AnyView {
    if parts.is_empty() {
        return question(section, asked, Place::Section);
    }
    let place = match section.question(asked) {
        Question::Composite(_) => Place::Member,
        _ => Place::Part,
    };
    let below = parts.iter().map(|part| question(section, part, place));
    let heading = question(section, asked, Place::Section);
    if place == Place::Member {
        let title = format!("{}-title", section.question(asked).id());
        return view! {
            <div class="question-group" role="group" aria-labelledby=title>
                {heading}
                {below.collect_view()}
            </div>
        }
        .into_any();
    }
    let of = section.question(asked);
    let of = of.number().unwrap_or(of.common().label.en());
    view! {
        <div class="question-group">
            {heading}
            <div
                class="question-parts govuk-radios__conditional"
                role="group"
                aria-label=format!("More about {of}")
            >
                {below.collect_view()}
            </div>
        </div>
    }
    .into_any()
}

fn question(section: &SectionPage, asked: &AskedQuestion, place: Place) -> AnyView {
    let question = section.question(asked);
    let name = question.id().to_owned();
    controls::question(&Control {
        form: &section.form,
        question,
        asked,
        name,
        place,
    })
}
