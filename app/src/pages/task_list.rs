//! A return's sections as tasks, how far each has come, and the way to *check your answers*; for
//! an agency its services too.

use super::languages;
use super::parts::{counted, heading, return_url, section_url};
use super::services::{self, Reader};
use crate::govuk::{self, BackLink, InsetText, Tag, TaskStatus};
use crate::page::Page;
use crate::portal::{Portal, Refusal, ReturnId, ReturnState, Task, TaskList, TaskState};
use fourlens_forms::question::date_in_words;
use leptos::prelude::*;

/// The task list of a return.
///
/// # Errors
/// What the portal refuses.
pub async fn page(portal: &dyn Portal, id: ReturnId) -> Result<Page, Refusal> {
    let list = portal.task_list(id).await?;
    let title = format!("{}: {}", list.head.form, list.head.organisation);
    let page = Page::new(title, portal.visitor(), move || draw(&list));
    Ok(Page {
        section: Some("/home"),
        ..page
    })
}

fn draw(list: &TaskList) -> AnyView {
    let caption = format!("{}, {}", list.head.organisation, list.head.campaign);
    let back = BackLink {
        text: "Back to my returns".into(),
        href: "/home".to_owned(),
        ..BackLink::default()
    };
    view! {
        {back.view()}
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
                {languages::choice(&list.head, return_url(list.head.id))}
                {heading(&caption, &list.head.form)}
                {standing(list)}
                {list.may_fill.then(|| to_do(list))}
            </div>
        </div>
        {services(list)}
        {links(list)}
    }
    .into_any()
}

/// What there is to answer, check and submit.
fn to_do(list: &TaskList) -> AnyView {
    view! {
        <h2 class="govuk-heading-m">"Answer the questions"</h2>
        {sections(list)}
        <h2 class="govuk-heading-m">"Check and submit"</h2>
        {check(list)}
    }
    .into_any()
}

fn standing(list: &TaskList) -> AnyView {
    if list.state == ReturnState::Submitted {
        let words = "This return is submitted and can no longer be changed.".into();
        return InsetText {
            content: words,
            ..InsetText::default()
        }
        .view();
    }
    let progress = format!(
        "{} of {} sections complete",
        list.complete,
        list.tasks.len()
    );
    let left = match list.days_left {
        ..0 => String::new(),
        0 => " (today)".to_owned(),
        days => format!(" ({} left)", counted(days, "day")),
    };
    let last_day = date_in_words(list.closes_on);
    let last_day = match list.may_fill {
        true => format!(
            "Submit it by {last_day}{left}. What you enter is saved, so you can leave and come back."
        ),
        false => format!(
            "It is due by {last_day}{left}. You can read what is answered so far, and others \
             answer it."
        ),
    };
    view! {
        <p class="app-tasks__progress">{progress}</p>
        <p class="govuk-body">{last_day}</p>
    }
    .into_any()
}

fn sections(list: &TaskList) -> AnyView {
    let asked = list.tasks.iter().map(|task| task_item(list.head.id, task));
    let undecided = list.undecided.iter().map(|title| undecided_item(title));
    govuk::TaskList {
        items: asked.chain(undecided).collect(),
        id_prefix: "sections".to_owned(),
        ..govuk::TaskList::default()
    }
    .view()
}

fn task_item(id: ReturnId, task: &Task) -> govuk::Task {
    let (answered, required) = (task.answered, task.required);
    let progress = (task.state == TaskState::InProgress && required > 0)
        .then(|| format!("{answered} of {required} required questions answered"));
    govuk::Task {
        title: task.title.clone().into(),
        href: (task.state != TaskState::CannotStartYet).then(|| section_url(id, &task.section)),
        hint: progress.map(Into::into),
        status: status(task.state),
        status_classes: status_classes(task.state),
        ..govuk::Task::default()
    }
}

/// A section that may be added.
fn undecided_item(title: &str) -> govuk::Task {
    govuk::Task {
        title: title.to_owned().into(),
        hint: Some("Your answers to other sections decide whether it is asked".into()),
        status: status(TaskState::CannotStartYet),
        status_classes: status_classes(TaskState::CannotStartYet),
        ..govuk::Task::default()
    }
}

fn status(state: TaskState) -> TaskStatus {
    let tag = |classes: &str| {
        let classes = classes.to_owned();
        TaskStatus::Tag(Tag {
            text: state.words().into(),
            classes,
            ..Tag::default()
        })
    };
    match state {
        TaskState::CannotStartYet | TaskState::Complete => TaskStatus::Text(state.words().into()),
        TaskState::NotStarted => tag("govuk-tag--grey"),
        TaskState::InProgress => tag("govuk-tag--yellow"),
    }
}

fn status_classes(state: TaskState) -> String {
    match state {
        TaskState::CannotStartYet => "govuk-task-list__status--cannot-start-yet".to_owned(),
        _ => String::new(),
    }
}

fn check(list: &TaskList) -> AnyView {
    let to_do = list.tasks.len().saturating_sub(list.complete);
    let state = match (list.state, to_do) {
        (ReturnState::Submitted, _) => TaskState::Complete,
        (_, 0) => TaskState::NotStarted,
        _ => TaskState::CannotStartYet,
    };
    let hint = (state == TaskState::CannotStartYet).then(|| {
        let left = counted(i64::try_from(to_do).unwrap_or(i64::MAX), "section");
        format!("You can start this when every section is complete: {left} to go")
    });
    let task = govuk::Task {
        title: "Check your answers and submit".into(),
        href: (state == TaskState::NotStarted)
            .then(|| format!("{}/check", return_url(list.head.id))),
        hint: hint.map(Into::into),
        status: status(state),
        status_classes: status_classes(state),
        ..govuk::Task::default()
    };
    govuk::TaskList {
        items: vec![task],
        id_prefix: "check".to_owned(),
        ..govuk::TaskList::default()
    }
    .view()
}

/// The services of the agency with how far each has come.
fn services(list: &TaskList) -> AnyView {
    let Some(services) = &list.services else {
        return ().into_any();
    };
    let href = format!("{}/services", return_url(list.head.id));
    let together = (services.submitted() > 0).then(|| {
        view! {
            <p class="govuk-body">
                <a class="govuk-link" href=href>
                    "See what your services said, by standard and by question"
                </a>
            </p>
        }
    });
    let submitted = (!services.rows.is_empty()).then(|| {
        view! { <p class="app-tasks__progress">{services::submitted(services)}</p> }
    });
    view! {
        <h2 class="govuk-heading-m" id="services">
            "Your services"
        </h2>
        {submitted}
        {services::list(services, Reader::Agency)}
        {together}
    }
    .into_any()
}

fn links(list: &TaskList) -> AnyView {
    let url = return_url(list.head.id);
    let about_case = list.head.case.is_some();
    let conflict = about_case.then(|| {
        view! {
            <li><a class="govuk-link" href=format!("{url}/conflict")>"Tell us of a conflict of interest"</a></li>
        }
    });
    let submitted = (list.state == ReturnState::Submitted).then(|| {
        let feedback = (!about_case).then(|| {
            view! {
                <li><a class="govuk-link" href=format!("{url}/feedback")>"Scores and feedback"</a></li>
            }
        });
        view! {
            {feedback}
            <li><a class="govuk-link" href=format!("{url}/receipt")>"Receipt"</a></li>
        }
    });
    let privacy = format!("/privacy/{}", list.head.form_key);
    let copy = match list.state {
        ReturnState::Submitted => "Print or read all answers",
        _ => "Print or read all answers so far",
    };
    view! {
        <h2 class="govuk-heading-m">"Other pages"</h2>
        <ul class="govuk-list">
            {submitted}
            {conflict}
            <li><a class="govuk-link" href=format!("{url}/print")>{copy}</a></li>
            <li><a class="govuk-link" href=privacy>"How we use this information"</a></li>
        </ul>
    }
    .into_any()
}
