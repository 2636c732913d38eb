//! A definition that is not published yet: everything wrong in it with its place, or what it asks,
//! what publishing it changes, and the button that does. It can be replaced and thrown away.

mod changes;
mod mending;
mod problems;
mod sound;

use super::parts::{counted, heading};
use crate::govuk::{BackLink, BannerKind, ErrorSummary, NotificationBanner, SummaryError, Tag};
use crate::page::Page;
use crate::portal::{DefinitionAttempt, DefinitionPage, FormDraftId, Portal, Proof, Refusal};
use leptos::prelude::*;

/// The page of a definition; `attempt` is what was done or refused just now.
///
/// # Errors
/// What the portal refuses.
pub async fn page(
    portal: &dyn Portal,
    id: FormDraftId,
    attempt: DefinitionAttempt,
) -> Result<Page, Refusal> {
    let shown = portal.definition(id, attempt).await?;
    let problems = matches!(shown.proof, Proof::Problems { .. }) || shown.attempt.refused.is_some();
    let title = format!("{}: not published yet", shown.row.title);
    let page = Page::new(title, portal.visitor(), move || draw(&shown));
    Ok(Page {
        problems,
        section: Some("/forms"),
        ..page
    })
}

fn draw(shown: &DefinitionPage) -> AnyView {
    let back = BackLink {
        text: "Forms".into(),
        href: "/forms".to_owned(),
        ..BackLink::default()
    };
    let body = match &shown.proof {
        Proof::Problems {
            shown: problems,
            more,
        } => problems::list(problems, *more),
        Proof::Sound(sound) => sound::definition(shown, sound),
    };
    view! {
        {back.view()}
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
                {done(&shown.attempt)}
                {refused(&shown.attempt)}
                {summary(shown)}
                {heading("A definition that is not published yet", &shown.row.title)}
                {standing(shown)}
                {body}
                {mending::ways(shown)}
            </div>
        </div>
    }
    .into_any()
}

/// Where a definition is on the portal.
fn url(shown: &DefinitionPage) -> String {
    format!("/forms/drafts/{}", shown.row.id)
}

fn done(attempt: &DefinitionAttempt) -> Option<AnyView> {
    attempt.done.clone().map(|done| {
        NotificationBanner {
            content: done.into(),
            kind: BannerKind::Success,
            ..NotificationBanner::default()
        }
        .view()
    })
}

fn refused(attempt: &DefinitionAttempt) -> Option<AnyView> {
    attempt.refused.clone().map(|refused| {
        ErrorSummary {
            description: refused.into(),
            ..ErrorSummary::default()
        }
        .view()
    })
}

fn summary(shown: &DefinitionPage) -> Option<AnyView> {
    let Proof::Problems {
        shown: problems,
        more,
    } = &shown.proof
    else {
        return None;
    };
    let error = |(place, problem): (usize, &crate::portal::DefinitionProblem)| SummaryError {
        text: format!("Line {}: {}", problem.line, problem.message).into(),
        href: Some(format!("#problem-{}", place + 1)),
        ..SummaryError::default()
    };
    let all = problems.len() + more;
    let some = counted(i64::try_from(all).unwrap_or(i64::MAX), "problem");
    let description = match more {
        0 => String::new(),
        more => format!(
            "These are the first {}; {more} more come after them.",
            problems.len()
        ),
    };
    let summary = ErrorSummary {
        title: format!("This definition has {some}").into(),
        description: description.into(),
        errors: problems.iter().enumerate().map(error).collect(),
        ..ErrorSummary::default()
    };
    Some(summary.view())
}

fn standing(shown: &DefinitionPage) -> AnyView {
    let (text, classes) = match &shown.proof {
        Proof::Problems { .. } => ("Has problems", "govuk-tag--red"),
        Proof::Sound(_) => ("Ready to publish", "govuk-tag--green"),
    };
    let tag = Tag {
        text: text.into(),
        classes: classes.to_owned(),
        ..Tag::default()
    };
    view! {
        <p class="govuk-body">
            {tag.view()} " " {format!("Last uploaded by {}", shown.row.uploaded)}
        </p>
    }
    .into_any()
}
