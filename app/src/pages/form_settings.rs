//! What a partnership keeps of a form, for the administrator: switches, how often it is asked,
//! what its lists hold. Saving publishes a version.

use super::parts::heading;
use crate::govuk::{
    BackLink, BannerKind, Button, Checkbox, Checkboxes, ErrorMessage, ErrorSummary, Fieldset,
    Input, Legend, Link, NotificationBanner, SummaryError,
};
use crate::page::Page;
use crate::portal::{FormSettings, ListRow, Portal, Refusal, SettingsAttempt, SwitchRow};
use leptos::prelude::*;

/// The settings of a form; after a post that did not work, with what was tried.
///
/// # Errors
/// What the portal refuses.
pub async fn page(
    portal: &dyn Portal,
    key: &str,
    attempt: SettingsAttempt,
) -> Result<Page, Refusal> {
    let shown = portal.form_settings(key, attempt).await?;
    let problems = shown.attempt.problem.is_some() || shown.attempt.refused.is_some();
    let page = Page::new("Settings", portal.visitor(), move || draw(&shown));
    Ok(Page {
        problems,
        section: Some("/forms"),
        ..page
    })
}

pub(super) fn draw(shown: &FormSettings) -> AnyView {
    let back = BackLink {
        text: "Forms".into(),
        href: "/forms".to_owned(),
        ..BackLink::default()
    };
    let open: Vec<String> = shown
        .campaigns
        .iter()
        .map(|campaign| format!("{} (version {})", campaign.title, campaign.number))
        .collect();
    let open = (!open.is_empty()).then(|| {
        let words = format!(
            "Campaigns that are open go on asking the version they were opened with: {}.",
            open.join(", ")
        );
        view! { <p class="govuk-body">{words}</p> }
    });
    view! {
        {back.view()}
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
                {notices(&shown.attempt)} {heading(&shown.form, "Settings")}
                <p class="govuk-body">
                    {format!(
                        "Saving publishes a new version; the latest is version {}. It is asked from \
                         the next campaign on.",
                        shown.number,
                    )}
                </p> {open} {form(shown)} {shown.lists.iter().map(list).collect_view()}
            </div>
        </div>
    }
    .into_any()
}

fn notices(attempt: &SettingsAttempt) -> AnyView {
    let done = attempt.done.clone().map(|done| {
        NotificationBanner {
            content: done.into(),
            kind: BannerKind::Success,
            ..NotificationBanner::default()
        }
        .view()
    });
    let refused = attempt.refused.iter().map(|refused| (refused, None));
    let problem = attempt.problem.iter();
    let problem = problem.map(|problem| (problem, Some("#months".to_owned())));
    let errors: Vec<SummaryError> = refused
        .chain(problem)
        .map(|(text, href)| SummaryError {
            text: text.clone().into(),
            href,
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
        {done}
        {summary}
    }
    .into_any()
}

fn form(shown: &FormSettings) -> AnyView {
    if shown.switches.is_empty() && shown.months.is_none() {
        return view! { <p class="govuk-inset-text">"This form has nothing to set."</p> }
            .into_any();
    }
    let months = shown.months.map(|months| {
        let typed = shown.attempt.months.clone();
        Input {
            name: "months".to_owned(),
            label: "Months from one cycle to the next".into(),
            hint: Some("12 for once a year, 24 for every other year.".into()),
            error: shown.attempt.problem.clone().map(ErrorMessage::from),
            value: Some(typed.unwrap_or_else(|| months.to_string())),
            inputmode: Some("numeric".to_owned()),
            classes: "govuk-input--width-3".to_owned(),
            ..Input::default()
        }
        .view()
    });
    let save = Button {
        text: "Save and publish".into(),
        prevent_double_click: Some(true),
        ..Button::default()
    };
    view! {
        <form method="post" action=format!("/forms/{}/settings", shown.key) novalidate=true>
            <input type="hidden" name="version" value=shown.version.clone() />
            {switches(shown)}
            {months}
            {save.view()}
        </form>
    }
    .into_any()
}

fn switches(shown: &FormSettings) -> AnyView {
    if shown.switches.is_empty() {
        return ().into_any();
    }
    let on = shown.switches.iter().filter(|switch| switch.on);
    let on = on.map(|switch| switch.id.clone());
    let item = |switch: &SwitchRow| Checkbox {
        text: switch.title.clone().into(),
        value: switch.id.clone(),
        ..Checkbox::default()
    };
    let legend = Legend {
        text: "What this form asks for".into(),
        classes: "govuk-fieldset__legend--m".to_owned(),
        ..Legend::default()
    };
    Checkboxes {
        name: "on".to_owned(),
        fieldset: Some(Fieldset {
            legend,
            ..Fieldset::default()
        }),
        items: shown.switches.iter().map(item).collect(),
        values: on.collect(),
        ..Checkboxes::default()
    }
    .view()
}

fn list(list: &ListRow) -> AnyView {
    let items = list.items.iter().cloned();
    let items = items.map(|item| view! { <li>{item}</li> }).collect_view();
    let kept = list.is_priorities.then(|| {
        let link = Link {
            text: "Partnership priorities".into(),
            href: "/priorities".to_owned(),
            ..Link::default()
        };
        view! {
            <p class="govuk-body">
                "The next campaign asks about those current on its first day. They are kept in "
                {link.view()} "."
            </p>
        }
    });
    view! {
        <h2 class="govuk-heading-m">{list.title.clone()}</h2>
        <p class="govuk-body">"The latest version asks about:"</p>
        <ul class="govuk-list govuk-list--bullet">{items}</ul>
        {kept}
    }
    .into_any()
}
