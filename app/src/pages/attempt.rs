//! What the pages of a round say first: what was done just now, or what was tried and is wrong,
//! each problem with a link to its field.

use crate::govuk::{BannerKind, ErrorSummary, NotificationBanner, SummaryError};
use crate::portal::RoundAttempt;
use leptos::prelude::*;

/// The notices of an attempt; the id of a field is its name.
pub(super) fn notices(attempt: &RoundAttempt) -> AnyView {
    let problems = attempt.problems.iter();
    let errors: Vec<SummaryError> = problems
        .map(|(field, message)| SummaryError {
            text: message.clone().into(),
            href: Some(format!("#{field}")),
            ..SummaryError::default()
        })
        .collect();
    let summary = (!errors.is_empty()).then(|| {
        ErrorSummary {
            errors,
            ..ErrorSummary::default()
        }
        .view()
    });
    view! {
        {attempt.done.clone().map(done)}
        {summary}
    }
    .into_any()
}

/// What was done just now.
pub(super) fn done(words: String) -> AnyView {
    NotificationBanner {
        content: view! { <p class="govuk-notification-banner__heading">{words}</p> }
            .into_any()
            .into(),
        kind: BannerKind::Success,
        ..NotificationBanner::default()
    }
    .view()
}
