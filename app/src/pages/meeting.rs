//! The moderation meeting about a case: what each agency graded, where they differ, what was agreed,
//! and what is kept of the meeting. Each section of the form has a page of its own.

mod kept;
pub mod section;

use super::attempt::notices;
use super::figures;
use super::parts::heading;
use crate::govuk::{BackLink, Cell, SummaryList, SummaryRow, Tag};
use crate::page::Page;
use crate::portal::{
    CaseId, GradedQuestion, MeetingHead, MeetingPage, MeetingSection, Portal, Refusal, RoundAttempt,
};
use leptos::prelude::*;

/// The page; after a post that did not work, with what was tried.
///
/// # Errors
/// What the portal refuses.
pub async fn page(portal: &dyn Portal, id: CaseId, attempt: RoundAttempt) -> Result<Page, Refusal> {
    let meeting = portal.meeting(id, attempt).await?;
    let title = format!("Moderation meeting: {}", meeting.head.reference);
    let problems = !meeting.attempt.problems.is_empty();
    let section = place(&meeting.head);
    let page = Page::new(title, portal.visitor(), move || draw(&meeting));
    Ok(Page {
        problems,
        section: Some(section),
        ..page
    })
}

/// Which entry of the navigation a meeting belongs to.
fn place(head: &MeetingHead) -> &'static str {
    match head.hosts {
        true => "/campaigns",
        false => "/home",
    }
}

fn draw(meeting: &MeetingPage) -> AnyView {
    let head = &meeting.head;
    let back = match head.hosts {
        true => BackLink {
            text: format!("Back to case {}", head.reference).into(),
            href: format!("/cases/{}", head.case),
            ..BackLink::default()
        },
        false => BackLink {
            text: "Back".into(),
            href: "/home".to_owned(),
            ..BackLink::default()
        },
    };
    let shown = format!(
        "The grades were shown on {}. They stand as each agency gave them; what the meeting agrees \
         stands beside them.",
        meeting.shown
    );
    view! {
        {back.view()}
        {notices(&meeting.attempt)}
        {heading(&head.round_title, &format!("Moderation meeting: {}", head.reference))}
        <p class="govuk-body">{shown}</p>
        {agencies(meeting)}
        {overall(meeting)}
        {lines(meeting)}
        {kept::record(meeting)}
    }
    .into_any()
}

/// Agencies that came late, where there are any.
fn agencies(meeting: &MeetingPage) -> AnyView {
    let late: Vec<String> = meeting
        .head
        .agencies
        .iter()
        .zip(&meeting.locked)
        .filter(|(_, (_, late))| *late)
        .map(|(name, (at, _))| {
            format!("{name}’s grade was locked on {at}, after the others were shown.")
        })
        .collect();
    late.into_iter()
        .map(|words| view! { <p class="govuk-body">{words}</p> })
        .collect_view()
        .into_any()
}

/// Grades that are not of one line of enquiry: what each agency gave the whole.
fn overall(meeting: &MeetingPage) -> AnyView {
    let of_whole = |section: &&MeetingSection| section.title != section.grades[0].title;
    let graded = meeting.sections.iter().filter(|of| !of.grades.is_empty());
    let sections: Vec<&MeetingSection> = graded.filter(of_whole).collect();
    let each = |section: &&MeetingSection| {
        let grades = section.grades.iter();
        grades
            .map(|grade| whole(meeting, section, grade))
            .collect_view()
    };
    sections.iter().map(each).collect_view().into_any()
}

fn whole(meeting: &MeetingPage, section: &MeetingSection, grade: &GradedQuestion) -> AnyView {
    let row = |(name, said): (&String, &Option<String>)| SummaryRow {
        key: name.clone().into(),
        value: said.clone().unwrap_or_else(|| "No grade".to_owned()).into(),
        ..SummaryRow::default()
    };
    let agencies = meeting.head.agencies.iter().zip(&grade.said).map(row);
    let agreed = SummaryRow {
        key: "Agreed by the meeting".into(),
        value: agreed(grade).into(),
        ..SummaryRow::default()
    };
    let list = SummaryList {
        rows: agencies.chain([agreed]).collect(),
        ..SummaryList::default()
    };
    let href = section_url(&meeting.head, &section.id);
    view! {
        <h2 class="govuk-heading-m">{grade.title.clone()}</h2>
        {list.view()}
        <p class="govuk-body">
            <a class="govuk-link" href=href>
                {format!("Read {} side by side", section.title.to_lowercase())}
            </a>
        </p>
    }
    .into_any()
}

fn agreed(grade: &GradedQuestion) -> AnyView {
    match &grade.agreed {
        None => "Not agreed yet".into_any(),
        Some(agreed) => {
            let reason = super::parts::lines(&agreed.reason);
            view! {
                <strong>{agreed.grade.1.clone()}</strong>
                <span class="app-small">{reason}</span>
                <span class="app-small">{agreed.recorded.clone()}</span>
            }
            .into_any()
        }
    }
}

/// Every section with a link to its page, what was graded and what was agreed.
fn lines(meeting: &MeetingPage) -> AnyView {
    let row = |section: &MeetingSection| {
        let link = view! {
            <a class="govuk-link" href=section_url(&meeting.head, &section.id)>
                {section.title.clone()}
            </a>
        };
        vec![
            link.into_any().into(),
            spread(section),
            agreed_cell(section),
        ]
    };
    let head = ["Section", "Agencies’ grades", "Agreed"];
    let head = head.into_iter().map(Cell::from).collect();
    let table = figures::table(head, meeting.sections.iter().map(row).collect());
    view! {
        <h2 class="govuk-heading-m" id="lines">
            "Side by side"
        </h2>
        <p class="govuk-body">
            "Each page shows what every agency says. The portal records that you read it."
        </p>
        {table.view()}
    }
    .into_any()
}

fn spread(section: &MeetingSection) -> Cell {
    let Some(grade) = section.grades.first() else {
        return figures::nothing();
    };
    let spread = grade.spread();
    let words: Vec<String> = match spread.as_slice() {
        [] => return "No grade".into(),
        [(word, 1)] => vec![(*word).to_owned()],
        [(word, count)] => vec![format!("All {count}: {word}")],
        many => many
            .iter()
            .map(|(word, count)| format!("{count} {word}"))
            .collect(),
    };
    let differ = (spread.len() > 1).then(|| {
        Tag {
            text: "Differ".into(),
            classes: "govuk-tag--yellow".to_owned(),
            ..Tag::default()
        }
        .view()
    });
    let words = view! {
        {words.join(", ")}
        " "
        {differ}
    };
    words.into_any().into()
}

fn agreed_cell(section: &MeetingSection) -> Cell {
    let Some(grade) = section.grades.first() else {
        return figures::nothing();
    };
    match &grade.agreed {
        Some(agreed) => agreed.grade.1.clone().into(),
        None => figures::nothing(),
    }
}

/// Where a section of a meeting is.
fn section_url(head: &MeetingHead, section: &str) -> String {
    format!("/cases/{}/meeting/{section}", head.case)
}
