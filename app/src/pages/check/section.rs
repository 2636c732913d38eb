//! A section on *check your answers*: what is still to do in it, what is answered, and, folded
//! away, what need not be.

use crate::govuk::{Details, InsetText, Link, SummaryCard, SummaryList, SummaryRow};
use crate::pages::parts::{
    answer, is_left_out, question_url, section_url, with_parts, without_parts,
};
use crate::portal::{Advice, AnswerLine, CheckSection, ReturnId};
use fourlens_forms::check::Problem;
use leptos::prelude::*;

/// A section as a card, with what is still to do and blank optional questions below. Its links lead
/// into the return; there are none where there is no return.
pub(in crate::pages) fn card(id: Option<ReturnId>, section: &CheckSection) -> AnyView {
    let mut rows = Vec::new();
    let mut blank = Vec::new();
    for (line, parts) in with_parts(&section.lines) {
        match is_left_out(line) {
            true => blank.push(row(id, section, line, None)),
            false => rows.push(row(id, section, line, without_parts(line, &parts))),
        }
        let parts = parts.into_iter().filter(|part| !is_left_out(part));
        rows.extend(parts.map(|part| row(id, section, part, None)));
    }
    if rows.is_empty() {
        rows.append(&mut blank);
    }
    let change = |id| Link {
        text: "Change section".into(),
        href: section_url(id, &section.section),
        ..Link::default()
    };
    let card = SummaryCard {
        title: section.title.clone(),
        actions: id.into_iter().map(change).collect(),
        ..SummaryCard::default()
    };
    let list = SummaryList {
        rows,
        card: Some(card),
        ..SummaryList::default()
    };
    view! {
        <div class="check-section" id=format!("section-{}", section.section) tabindex="-1">
            {list.view()}
            {advice(id, section)}
            {problems(id, section)}
            {folded(blank)}
        </div>
    }
    .into_any()
}

/// Optional questions without an answer: there when asked for, and not in the way.
fn folded(rows: Vec<SummaryRow>) -> AnyView {
    if rows.is_empty() {
        return ().into_any();
    }
    let summary = match rows.len() {
        1 => "1 optional question not answered".to_owned(),
        more => format!("{more} optional questions not answered"),
    };
    let list = SummaryList {
        rows,
        ..SummaryList::default()
    };
    Details {
        summary: summary.into(),
        content: list.view().into(),
        ..Details::default()
    }
    .view()
}

fn row(
    id: Option<ReturnId>,
    section: &CheckSection,
    line: &AnswerLine,
    aside: Option<AnyView>,
) -> SummaryRow {
    let blank = match line.required {
        true => "Not answered yet",
        false => "Not answered (optional)",
    };
    let services = line.services.as_ref().map(|said| {
        view! { <span class="app-services">{format!("Services: {said}")}</span> }
    });
    let value = view! {
        {answer(line, blank)}
        {services}
        {aside}
    };
    let change = |id| Link {
        text: "Change".into(),
        hidden_text: line.label.clone(),
        href: question_url(id, &section.section, &line.question),
        ..Link::default()
    };
    SummaryRow {
        key: line.label.clone().into(),
        value: value.into_any().into(),
        actions: id.into_iter().map(change).collect(),
        ..SummaryRow::default()
    }
}

fn advice(id: Option<ReturnId>, section: &CheckSection) -> AnyView {
    let item = |advice: &Advice| {
        let again = "Look at it again";
        let content = view! {
            {advice.words.clone()}
            ". "
            {link(id, section, &advice.question, again.to_owned())}
            " before you submit."
        };
        InsetText {
            content: content.into_any().into(),
            ..InsetText::default()
        }
        .view()
    };
    section.advice.iter().map(item).collect_view().into_any()
}

/// Words that lead to a question where there is a return.
fn link(id: Option<ReturnId>, section: &CheckSection, question: &str, words: String) -> AnyView {
    let Some(id) = id else {
        return words.into_any();
    };
    let href = question_url(id, &section.section, question);
    view! {
        <a class="govuk-link" href=href>
            {words}
        </a>
    }
    .into_any()
}

fn problems(id: Option<ReturnId>, section: &CheckSection) -> AnyView {
    if section.problems.is_empty() {
        return ().into_any();
    }
    let item = |problem: &Problem| {
        let message = problem.message.clone();
        view! { <li>{link(id, section, &problem.question, message)}</li> }
    };
    let content = view! {
        <p class="govuk-body govuk-!-font-weight-bold">"Still to do"</p>
        <ul class="govuk-list">{section.problems.iter().map(item).collect_view()}</ul>
    };
    InsetText {
        content: content.into_any().into(),
        ..InsetText::default()
    }
    .view()
}
