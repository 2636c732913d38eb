//! The partnership's own questions in a form, for the administrator: those there are, one more,
//! and the open campaigns that may ask them.

mod adding;
mod asking;

use super::parts::heading;
use crate::govuk::{
    BackLink, BannerKind, Button, Content, ErrorSummary, NotificationBanner, SummaryError, Tag,
};
use crate::page::Page;
use crate::portal::{LocalAttempt, LocalQuestion, LocalQuestions, Portal, Refusal};
use leptos::prelude::*;

/// The page of a form's local questions; after a post that did not work, with what was tried.
///
/// # Errors
/// What the portal refuses.
pub async fn page(portal: &dyn Portal, key: &str, attempt: LocalAttempt) -> Result<Page, Refusal> {
    let shown = portal.local_questions(key, attempt).await?;
    let problems = !shown.attempt.problems.is_empty() || shown.attempt.refused.is_some();
    let page = Page::new("Local questions", portal.visitor(), move || draw(&shown));
    Ok(Page {
        problems,
        section: Some("/forms"),
        ..page
    })
}

pub(super) fn draw(shown: &LocalQuestions) -> AnyView {
    let back = BackLink {
        text: "Forms".into(),
        href: "/forms".to_owned(),
        ..BackLink::default()
    };
    let full = shown.questions.len() >= shown.room;
    view! {
        {back.view()}
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
                {notices(&shown.attempt)}
                {heading(&shown.form, "Local questions")}
                <p class="govuk-body">
                    {format!(
                        "Up to {} questions of the partnership’s own stand in the section “{}”. \
                         They are never scored and may stay blank. Each change publishes a new \
                         version; the latest is version {}.",
                        shown.room,
                        shown.section,
                        shown.number,
                    )}
                </p>
                {questions(shown)}
                {if full { full_note(shown.room) } else { adding::form(shown) }}
                {asking::campaigns(shown)}
            </div>
        </div>
    }
    .into_any()
}

fn notices(attempt: &LocalAttempt) -> AnyView {
    let done = attempt.done.clone().map(|done| {
        NotificationBanner {
            content: done.into(),
            kind: BannerKind::Success,
            ..NotificationBanner::default()
        }
        .view()
    });
    let refused = attempt.refused.iter().map(|refused| SummaryError {
        text: refused.clone().into(),
        ..SummaryError::default()
    });
    let problems = attempt.problems.iter().map(|problem| SummaryError {
        text: problem.message.clone().into(),
        href: Some(format!("#{}", problem.part)),
        ..SummaryError::default()
    });
    let errors: Vec<SummaryError> = refused.chain(problems).collect();
    let summary = (!errors.is_empty()).then(|| {
        ErrorSummary {
            errors,
            ..ErrorSummary::default()
        }
        .view()
    });
    view! {
        {done}
        {summary}
    }
    .into_any()
}

fn questions(shown: &LocalQuestions) -> AnyView {
    if shown.questions.is_empty() {
        return view! { <p class="govuk-inset-text">"No local question has been added yet."</p> }
            .into_any();
    }
    let items = shown.questions.iter().map(|question| item(shown, question));
    view! {
        <h2 class="govuk-heading-m">"Questions asked"</h2>
        <ol class="govuk-list">{items.collect_view()}</ol>
    }
    .into_any()
}

fn item(shown: &LocalQuestions, question: &LocalQuestion) -> AnyView {
    let kind = Tag {
        text: question.kind.clone().into(),
        classes: "govuk-tag--grey".to_owned(),
        ..Tag::default()
    };
    let hint = question
        .hint
        .clone()
        .map(|hint| view! { <p class="govuk-hint govuk-!-margin-bottom-1">{hint}</p> });
    let options = (!question.options.is_empty()).then(|| {
        let options = question.options.iter().cloned();
        view! {
            <ul class="govuk-list govuk-list--bullet govuk-!-margin-bottom-1">
                {options.map(|option| view! { <li>{option}</li> }).collect_view()}
            </ul>
        }
    });
    let remove = Button {
        text: saying("Remove", format!("question {}", question.id)),
        classes: "govuk-button--secondary govuk-!-margin-bottom-0".to_owned(),
        prevent_double_click: Some(true),
        ..Button::default()
    };
    view! {
        <li class="local-question">
            <p class="govuk-body govuk-!-font-weight-bold govuk-!-margin-bottom-1">
                {format!("{} {}", question.id, question.label)}
            </p>
            {hint}
            {options}
            <div class="local-question__foot">
                {kind.view()}
                <form method="post" action=format!("/forms/{}/local-questions/remove", shown.key)>
                    <input type="hidden" name="version" value=shown.version.clone() />
                    <input type="hidden" name="question" value=question.id.clone() />
                    {remove.view()}
                </form>
            </div>
        </li>
    }
    .into_any()
}

/// A button's words, with those that only a screen reader says: to what it does it.
fn saying(words: &'static str, to_what: String) -> Content {
    view! {
        {words}
        <span class="govuk-visually-hidden">{format!(" {to_what}")}</span>
    }
    .into_any()
    .into()
}

fn full_note(room: usize) -> AnyView {
    view! {
        <p class="govuk-inset-text">
            {format!("There is room for {room} questions. Remove one to add another.")}
        </p>
    }
    .into_any()
}
