//! What the partnership works on, for the administrator: what is current, coming and past, one
//! more, and when one ends.

use super::figures;
use super::parts::{counted, once};
use crate::controls::dates;
use crate::govuk::{
    BannerKind, Button, DateInput, Details, ErrorMessage, ErrorSummary, Fieldset, Input, Legend,
    NotificationBanner, SummaryError,
};
use crate::page::Page;
use crate::portal::{Portal, Priorities, PriorityAttempt, PriorityRow, Refusal};
use fourlens_forms::question::date_in_words;
use leptos::prelude::*;
use serde_json::{Value as Json, json};

/// The page; after a post that did not work, with what was tried.
///
/// # Errors
/// What the portal refuses.
pub async fn page(portal: &dyn Portal, attempt: PriorityAttempt) -> Result<Page, Refusal> {
    let shown = portal.priorities(attempt).await?;
    let problems = !shown.attempt.problems.is_empty() || shown.attempt.refused.is_some();
    let draw = move || draw(&shown);
    let page = Page::new("Partnership priorities", portal.visitor(), draw);
    Ok(Page {
        problems,
        section: Some("/priorities"),
        ..page
    })
}

pub(super) fn draw(shown: &Priorities) -> AnyView {
    let asked_by = match shown.asked_by.as_slice() {
        [] => "No form asks about them yet.".to_owned(),
        forms => format!("Asked about, one by one, in: {}.", forms.join(", ")),
    };
    view! {
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
                {notices(&shown.attempt)} <h1 class="govuk-heading-l">"Partnership priorities"</h1>
                <p class="govuk-body">
                    "A campaign asks about the priorities that are current on its first day. "
                    {asked_by}
                </p> {group(shown, "Current", &shown.current)}
                {group(shown, "Coming", &shown.coming)} {group(shown, "Past", &shown.past)}
                {adding(shown)}
            </div>
        </div>
    }
    .into_any()
}

fn notices(attempt: &PriorityAttempt) -> AnyView {
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
    let of = attempt.of.as_deref();
    let problems = attempt.problems.iter().map(|problem| SummaryError {
        text: problem.message.clone().into(),
        href: Some(match problem.part {
            "title" => "#title".to_owned(),
            part => format!("#{}-day", name(of, part)),
        }),
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

fn group(shown: &Priorities, title: &'static str, rows: &[PriorityRow]) -> AnyView {
    if rows.is_empty() {
        let words = match title {
            "Current" => "No priority is current today.",
            _ => return ().into_any(),
        };
        return view! { <p class="govuk-inset-text">{words}</p> }.into_any();
    }
    let row = |row: &PriorityRow| {
        let last = row
            .last_day
            .map_or_else(|| "Not known".to_owned(), date_in_words);
        vec![
            row.title.clone().into(),
            date_in_words(row.first_day).into(),
            last.into(),
            ending(shown, row).into(),
        ]
    };
    let head = ["Priority", "From", "To", "Change"].map(Into::into);
    let heading = format!(
        "{title}: {}",
        counted(rows.len() as i64, "priority").replace("prioritys", "priorities")
    );
    view! {
        <h2 class="govuk-heading-m">{heading}</h2>
        {figures::table(head.into(), rows.iter().map(row).collect()).view()}
    }
    .into_any()
}

/// The form that says when a priority ends, folded until it is wanted or something is wrong in it.
fn ending(shown: &Priorities, row: &PriorityRow) -> AnyView {
    let attempt = &shown.attempt;
    let is_tried = attempt.of.as_deref() == Some(&row.key);
    let stands = row.last_day.map(|day| json!(day));
    let typed = if is_tried {
        attempt.last_day.clone()
    } else {
        stands
    };
    let problem = is_tried.then(|| problem(attempt, "last_day")).flatten();
    let button = Button {
        text: "Save last day".into(),
        classes: "govuk-button--secondary".to_owned(),
        ..Button::default()
    };
    let label = format!("Last day of “{}”", row.title);
    let content = view! {
        <form method="post" action=format!("/priorities/{}", row.key) novalidate=true>
            <input type="hidden" name="version" value=row.version.to_string() />
            {day(&name(Some(&row.key), "last_day"), &label, "", typed.as_ref(), problem)}
            {button.view()}
        </form>
    };
    let summary = view! {
        "Change the last day"
        <span class="govuk-visually-hidden">{format!(" of {}", row.title)}</span>
    };
    Details {
        summary: summary.into_any().into(),
        content: content.into_any().into(),
        open: is_tried,
        ..Details::default()
    }
    .view()
}

fn adding(shown: &Priorities) -> AnyView {
    let attempt = match shown.attempt.of {
        None => shown.attempt.clone(),
        Some(_) => PriorityAttempt::default(),
    };
    let title = Input {
        name: "title".to_owned(),
        label: "Priority".into(),
        hint: Some("A few words, such as “Neglect”. They stand in questions.".into()),
        error: problem(&attempt, "title").map(ErrorMessage::from),
        value: Some(attempt.title.clone()),
        ..Input::default()
    };
    let button = Button {
        text: "Add priority".into(),
        prevent_double_click: Some(true),
        ..Button::default()
    };
    let first = problem(&attempt, "first_day");
    let last = problem(&attempt, "last_day");
    view! {
        <h2 class="govuk-heading-m">"Add a priority"</h2>
        <form method="post" action="/priorities" novalidate=true>
            {once(shown.once)}
            {title.view()}
            {day("first_day", "First day", "", attempt.first_day.as_ref(), first)}
            {day(
                "last_day",
                "Last day (optional)",
                "Leave it blank until you know it.",
                attempt.last_day.as_ref(),
                last,
            )} {button.view()}
        </form>
    }
    .into_any()
}

fn day(
    name: &str,
    label: &str,
    hint: &str,
    typed: Option<&Json>,
    problem: Option<String>,
) -> AnyView {
    let legend = Legend {
        text: label.to_owned().into(),
        ..Legend::default()
    };
    DateInput {
        id: name.to_owned(),
        name_prefix: name.to_owned(),
        fieldset: Some(Fieldset {
            legend,
            ..Fieldset::default()
        }),
        hint: (!hint.is_empty()).then(|| hint.to_owned().into()),
        error: problem.map(ErrorMessage::from),
        parts: dates(typed).into(),
        ..DateInput::default()
    }
    .view()
}

/// The name of a day's control: of a priority that is there, or of a new one.
fn name(of: Option<&str>, part: &str) -> String {
    match of {
        Some(key) => format!("{key}.{part}"),
        None => part.to_owned(),
    }
}

fn problem(attempt: &PriorityAttempt, part: &str) -> Option<String> {
    let found = attempt.problems.iter().find(|problem| problem.part == part);
    found.map(|problem| problem.message.clone())
}
