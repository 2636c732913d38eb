//! A form tried out by its author: each section as a role sees it, the check page and the copy. The
//! answers so far travel in the page, so that every button posts the whole of it; nothing is saved.

mod tools;

use super::parts::heading;
use super::{answers, check, printable, section};
use crate::govuk::{BackLink, Button, InsetText};
use crate::page::Page;
use crate::portal::{
    CheckPage, CheckSection, Portal, PreviewAsked, PreviewPage, PreviewShown, Previewed, PrintPage,
    Refusal, SectionPage,
};
use leptos::prelude::*;

/// A page of a preview.
///
/// # Errors
/// What the portal refuses.
pub async fn page(
    portal: &dyn Portal,
    of: &Previewed,
    asked: PreviewAsked,
) -> Result<Page, Refusal> {
    let shown = portal.preview(of, asked).await?;
    let problems = match &shown.shown {
        PreviewShown::Section(of) => section::has_problems(of),
        _ => false,
    };
    let title = format!("Preview of {}: {}", shown.head.form, title(&shown));
    let page = Page::new(title, portal.visitor(), move || draw(&shown));
    Ok(Page {
        problems,
        section: Some("/forms"),
        ..page
    })
}

fn title(shown: &PreviewPage) -> String {
    match &shown.shown {
        PreviewShown::Section(page) => page.form.section_title(page.section),
        PreviewShown::Check(_) => "Check your answers".to_owned(),
        PreviewShown::Copy(_) => "Copy to print".to_owned(),
        PreviewShown::Answers(_) => format!("Answers of {}", shown.head.organisation),
        PreviewShown::Nothing => "No answers".to_owned(),
    }
}

fn draw(shown: &PreviewPage) -> AnyView {
    let (text, href) = match &shown.of {
        Previewed::Draft(id) => ("Back to the definition", format!("/forms/drafts/{id}")),
        Previewed::Form(_) => ("Forms", "/forms".to_owned()),
    };
    let back = BackLink {
        text: text.into(),
        href,
        ..BackLink::default()
    };
    let summary = match &shown.shown {
        PreviewShown::Section(page) => section::summary(page),
        _ => ().into_any(),
    };
    let caption = format!("{} ({})", shown.head.form, shown.version);
    view! {
        {back.view()}
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
                {tools::banner(shown)}
                {shown.note.map(note)}
                {summary}
                <form method="post" action=tools::url(shown) novalidate=true>
                    // The Enter key presses the first button of a form, and that must not be "Remove".
                    <button
                        type="submit"
                        name="_go"
                        value="next"
                        class="govuk-visually-hidden"
                        tabindex="-1"
                        aria-hidden="true"
                    >
                        "Continue"
                    </button>
                    {tools::carried(shown)}
                    {tools::choices(shown)}
                    {heading(&caption, &title(shown))}
                    {body(shown)}
                </form>
            </div>
        </div>
    }
    .into_any()
}

fn body(shown: &PreviewPage) -> AnyView {
    match &shown.shown {
        PreviewShown::Section(page) => filling(page),
        PreviewShown::Check(page) => checking(page),
        PreviewShown::Copy(page) => copy(page),
        PreviewShown::Answers(page) => reading(shown, page),
        PreviewShown::Nothing => nothing(shown),
    }
}

fn filling(page: &SectionPage) -> AnyView {
    let hidden = (page.place.0 == 0).then(|| {
        note(
            "With the answers so far this section is not asked, and a respondent does not see it. \
             Here all its questions are shown.",
        )
    });
    let button = |text: &'static str, value: &str, classes: &str| Button {
        text: text.into(),
        name: Some("_go".to_owned()),
        value: Some(value.to_owned()),
        classes: classes.to_owned(),
        ..Button::default()
    };
    view! {
        {hidden}
        {section::intro(page)}
        {section::asks(page)}
        <div class="section-foot">
            <div class="govuk-button-group">
                {button("Continue", "next", "").view()}
                {button("Check and stay here", "stay", "govuk-button--secondary").view()}
            </div>
        </div>
    }
    .into_any()
}

fn checking(page: &CheckPage) -> AnyView {
    let to_do = page.sections.iter().map(|section| section.problems.len());
    let said = match (to_do.sum::<usize>(), page.may_submit) {
        (0, true) => "Nothing is left to do: here the button “Submit return” follows.",
        (0, false) => {
            "Nothing is left to do. This role may not submit: in place of a button it is told who can."
        }
        _ => "Something is left to do, so the return could not be submitted yet.",
    };
    view! {
        {page.sections.iter().map(card).collect_view()}
        {note(said)}
    }
    .into_any()
}

/// A section on the check page, with a button that leads to it.
fn card(of: &CheckSection) -> AnyView {
    let text = view! {
        "Change section"
        <span class="govuk-visually-hidden">{format!(" {}", of.title)}</span>
    };
    let button = Button {
        text: text.into_any().into(),
        name: Some("_to".to_owned()),
        value: Some(of.section.clone()),
        classes: "govuk-button--secondary".to_owned(),
        ..Button::default()
    };
    view! {
        {check::section::card(None, of)}
        {button.view()}
    }
    .into_any()
}

fn copy(page: &PrintPage) -> AnyView {
    page.sections
        .iter()
        .map(printable::section)
        .collect_view()
        .into_any()
}

fn reading(shown: &PreviewPage, page: &PrintPage) -> AnyView {
    let words = format!(
        "The {} reads this once the return is submitted, never while it is a draft. The portal \
         records that they read it.",
        shown.role.title().to_lowercase()
    );
    let sections = page.sections.iter().enumerate();
    let sections =
        sections.map(|(place, part)| answers::section(part, &format!("section-{}", place + 1)));
    view! {
        {note(&words)}
        {sections.collect_view()}
    }
    .into_any()
}

fn nothing(shown: &PreviewPage) -> AnyView {
    let words = format!(
        "This role sees no answers of this form: the {} can neither give nor read them.",
        shown.role.title().to_lowercase()
    );
    note(&words)
}

fn note(words: &str) -> AnyView {
    InsetText {
        content: words.into(),
        ..InsetText::default()
    }
    .view()
}
