//! The ratings of one section, to moderate: each with what was answered besides, the reviewer's
//! rating and the reason.

use crate::govuk::{
    BackLink, Button, ErrorMessage, ErrorSummary, Fieldset, Label, Legend, Radio, Radios,
    SummaryError, SummaryList, SummaryRow, Tag, Textarea,
};
use crate::page::Page;
use crate::pages::parts::{heading, lines, return_url};
use crate::portal::{ModerateSection, ModerationAttempt, Portal, Refusal, ReturnId, ToModerate};
use leptos::prelude::*;

/// The page; `attempt` is what a post tried and could not say.
///
/// # Errors
/// What the portal refuses.
pub async fn page(
    portal: &dyn Portal,
    id: ReturnId,
    section: &str,
    attempt: ModerationAttempt,
) -> Result<Page, Refusal> {
    let shown = portal.moderate_section(id, section, attempt).await?;
    let problems = !shown.attempt.problems.is_empty() || shown.attempt.refused.is_some();
    let title = format!("Moderate {}", shown.title);
    let page = Page::new(title, portal.visitor(), move || draw(&shown));
    Ok(Page {
        problems,
        section: Some("/campaigns"),
        ..page
    })
}

fn draw(shown: &ModerateSection) -> AnyView {
    let url = format!("{}/moderation", return_url(shown.head.id));
    let back = BackLink {
        text: "Back to moderation".into(),
        href: url.clone(),
        ..BackLink::default()
    };
    let save = |text: &'static str, value: &str, classes: &str| Button {
        text: text.into(),
        name: Some("_go".to_owned()),
        value: Some(value.to_owned()),
        classes: classes.to_owned(),
        ..Button::default()
    };
    let next = shown
        .after
        .is_some()
        .then(|| save("Save and open the next section", "next", "").view());
    let questions = shown.questions.iter().map(|asked| question(shown, asked));
    view! {
        {back.view()}
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
                {summary(&shown.attempt)} {heading(&shown.head.organisation, &shown.title)}
                <form method="post" action=format!("{url}/{}", shown.section) novalidate=true>
                    {questions.collect_view()}
                    <div class="govuk-button-group">
                        {next} {save("Save", "stay", "govuk-button--secondary").view()}
                    </div>
                </form>
            </div>
        </div>
    }
    .into_any()
}

fn summary(attempt: &ModerationAttempt) -> AnyView {
    let refused = attempt.refused.iter().map(|text| (text, None));
    let problems = attempt.problems.iter();
    let problems = problems.map(|(id, text)| (text, Some(format!("#reason-{id}"))));
    let errors: Vec<SummaryError> = refused
        .chain(problems)
        .map(|(text, href)| SummaryError {
            text: text.clone().into(),
            href,
            ..SummaryError::default()
        })
        .collect();
    if errors.is_empty() {
        return ().into_any();
    }
    ErrorSummary {
        errors,
        ..ErrorSummary::default()
    }
    .view()
}

fn question(shown: &ModerateSection, asked: &ToModerate) -> AnyView {
    let typed = shown.attempt.typed.get(&asked.id);
    let stands = asked.rating.clone().unwrap_or_default();
    let (rating, reason) = typed
        .cloned()
        .unwrap_or_else(|| (stands, asked.reason.clone()));
    let critical = asked.critical.then(|| {
        let tag = Tag {
            text: "Critical".into(),
            classes: "govuk-tag--red".to_owned(),
            ..Tag::default()
        };
        view! { <p class="rating-mark">{tag.view()}</p> }
    });
    let label = view! {
        "Reason for your rating"
        {of(asked)}
    };
    let reason = Textarea {
        name: format!("reason-{}", asked.id),
        label: Label {
            text: label.into_any().into(),
            ..Label::default()
        },
        hint: Some(
            "Needed if you do not agree. Say what you saw, or did not see. Do not name a child."
                .into(),
        ),
        error: shown
            .attempt
            .problems
            .get(&asked.id)
            .cloned()
            .map(ErrorMessage::from),
        value: reason,
        rows: 3,
        ..Textarea::default()
    };
    view! {
        <div class="question-group">
            {critical}
            <h2 class="govuk-heading-m">{asked.title.clone()}</h2>
            {answered(asked)}
            {ratings(asked, rating).view()}
            {reason.view()}
            <input
                type="hidden"
                name=format!("seen-{}", asked.id)
                value=asked.number.to_string()
            />
        </div>
    }
    .into_any()
}

/// Of which question something is: it stands above for those who see it.
fn of(asked: &ToModerate) -> AnyView {
    view! { <span class="govuk-visually-hidden">{format!(" of {}", asked.title)}</span> }.into_any()
}

/// What the organisation answered: its own rating, what that looks like, and all besides.
fn answered(asked: &ToModerate) -> AnyView {
    let descriptor = asked.descriptor.as_ref();
    let own = view! {
        <b>{asked.own.1.clone()}</b>
        {descriptor.map(|descriptor| view! { <span class="app-line">{descriptor.clone()}</span> })}
    };
    let own = SummaryRow {
        key: "Own rating".into(),
        value: own.into_any().into(),
        ..SummaryRow::default()
    };
    let besides = asked.besides.iter().map(|(key, words)| SummaryRow {
        key: key.clone().into(),
        value: lines(words).into(),
        ..SummaryRow::default()
    });
    SummaryList {
        rows: std::iter::once(own).chain(besides).collect(),
        ..SummaryList::default()
    }
    .view()
}

fn ratings(asked: &ToModerate, chosen: String) -> Radios {
    let legend = view! {
        "Your rating"
        {of(asked)}
    };
    let agree = Radio {
        text: format!("Agree: {}", asked.own.1).into(),
        value: String::new(),
        ..Radio::default()
    };
    let others = asked
        .options
        .iter()
        .filter(|(value, _, _)| *value != asked.own.0);
    let others = others.map(|(value, word, looks)| Radio {
        text: word.clone().into(),
        value: value.clone(),
        hint: looks.clone().map(Into::into),
        ..Radio::default()
    });
    Radios {
        name: format!("rating-{}", asked.id),
        fieldset: Some(Fieldset {
            legend: Legend {
                text: legend.into_any().into(),
                classes: "govuk-fieldset__legend--s".to_owned(),
                ..Legend::default()
            },
            ..Fieldset::default()
        }),
        items: std::iter::once(agree).chain(others).collect(),
        value: Some(chosen),
        classes: "govuk-radios--small".to_owned(),
        ..Radios::default()
    }
}
