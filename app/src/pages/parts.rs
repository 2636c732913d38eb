//! What several pages have in common: headings, paragraphs, ways to say a number and where a
//! return's pages are. It only draws.

use crate::controls::file_list;
use crate::govuk::Tag;
use crate::portal::{AddingId, AnswerLine, ReturnId, ReturnState};
use leptos::prelude::*;

/// The page's heading with a line above it that says where one is.
pub(super) fn heading(caption: &str, title: &str) -> AnyView {
    view! {
        <span class="govuk-caption-l">{caption.to_owned()}</span>
        <h1 class="govuk-heading-l">{title.to_owned()}</h1>
    }
    .into_any()
}

/// A paragraph for each block of lines.
pub(super) fn paragraphs(words: &str) -> AnyView {
    let blocks = words
        .split("\n\n")
        .map(str::trim)
        .filter(|block| !block.is_empty());
    blocks
        .map(|block| view! { <p class="govuk-body">{block.to_owned()}</p> })
        .collect_view()
        .into_any()
}

/// Words in their own lines.
pub(super) fn lines(words: &str) -> AnyView {
    let mut lines = words.lines().peekable();
    match (lines.next(), lines.peek()) {
        (None, _) => ().into_any(),
        (Some(only), None) => only.to_owned().into_any(),
        (Some(first), Some(_)) => std::iter::once(first)
            .chain(lines)
            .map(|line| view! { <span class="app-line">{line.to_owned()}</span> })
            .collect_view()
            .into_any(),
    }
}

/// What was answered, or what is said of a blank, with the files that the answer names.
pub(super) fn answer(line: &AnswerLine, blank: &str) -> AnyView {
    let words = lines(line.answer.as_deref().unwrap_or(blank));
    view! {
        {file_list(&line.files)}
        {words}
    }
    .into_any()
}

/// A number with its noun: "1 day", "3 days".
pub(super) fn counted(number: i64, noun: &str) -> String {
    match number {
        1 => format!("1 {noun}"),
        _ => format!("{number} {noun}s"),
    }
}

/// Words as a value of a URL.
pub(super) fn encoded(words: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric();
    words
        .bytes()
        .map(|byte| match plain(byte) {
            true => char::from(byte).to_string(),
            false => format!("%{byte:02X}"),
        })
        .collect()
}

/// The task list of a return.
pub(super) fn return_url(id: ReturnId) -> String {
    format!("/returns/{id}")
}

/// A section of a return.
pub(super) fn section_url(id: ReturnId, section: &str) -> String {
    format!("/returns/{id}/sections/{section}")
}

/// A question of a section.
pub(super) fn question_url(id: ReturnId, section: &str, question: &str) -> String {
    format!("{}#q-{question}", section_url(id, section))
}

/// How far a return has come, as a tag: the same colour for the same word on every page.
pub(super) fn state_tag(state: ReturnState) -> Tag {
    let classes = match state {
        ReturnState::NotStarted => "govuk-tag--grey",
        ReturnState::InProgress => "govuk-tag--yellow",
        ReturnState::Submitted => "govuk-tag--green",
    };
    Tag {
        text: state.words().into(),
        classes: classes.to_owned(),
        ..Tag::default()
    }
}

/// A return's answers, each with those to its parts.
pub(super) fn with_parts(lines: &[AnswerLine]) -> Vec<(&AnswerLine, Vec<&AnswerLine>)> {
    let mut groups: Vec<(&AnswerLine, Vec<&AnswerLine>)> = Vec::new();
    for line in lines {
        match groups.last_mut() {
            Some((_, parts)) if line.part => parts.push(line),
            _ => groups.push((line, Vec::new())),
        }
    }
    groups
}

/// Whether there is nothing to read: no answer, and none is needed.
pub(super) fn is_left_out(line: &AnswerLine) -> bool {
    line.answer.is_none() && !line.required
}

/// What is said of a rating without anything about it.
pub(super) fn without_parts(line: &AnswerLine, parts: &[&AnswerLine]) -> Option<AnyView> {
    let none = !parts.is_empty() && parts.iter().all(|part| is_left_out(part));
    (none && line.answer.is_some())
        .then(|| view! { <span class="app-aside">"No comment or evidence"</span> }.into_any())
}

/// What stands on a long page: links to its parts, each with the id it leads to. On a wide page
/// it stays beside what is read.
pub(super) fn contents<I: AsRef<str>>(parts: &[(String, I)]) -> AnyView {
    let item = |(words, id): &(String, I)| {
        let href = format!("#{}", id.as_ref());
        view! {
            <li>
                <a class="govuk-link govuk-link--no-visited-state" href=href>
                    {words.clone()}
                </a>
            </li>
        }
    };
    view! {
        <nav class="app-contents" aria-labelledby="on-this-page">
            <h2 class="govuk-heading-s govuk-!-margin-bottom-2" id="on-this-page">
                "On this page"
            </h2>
            <ul class="govuk-list">{parts.iter().map(item).collect_view()}</ul>
        </nav>
    }
    .into_any()
}

/// Names a page that adds something in its post, so that the same sent twice is added once.
pub(super) fn once(page: Option<AddingId>) -> Option<AnyView> {
    let page = page?.to_string();
    Some(view! { <input type="hidden" name="once" value=page /> }.into_any())
}
