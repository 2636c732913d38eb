//! *Check your answers*: every answer once more with a link to change it, what is still to do,
//! and the button that submits exactly what is shown here.

pub(super) mod section;

use super::parts::{counted, heading, return_url};
use crate::govuk::{
    BackLink, Button, ErrorSummary, InsetText, NotificationBanner, SummaryError, WarningText,
};
use crate::page::Page;
use crate::portal::{CheckPage, CheckSection, Portal, Refusal, ReturnId, Services};
use fourlens_forms::question::date_in_words;
use leptos::prelude::*;

/// *Check your answers*.
///
/// # Errors
/// What the portal refuses.
pub async fn page(
    portal: &dyn Portal,
    id: ReturnId,
    notice: Option<String>,
) -> Result<Page, Refusal> {
    let check = portal.check(id, notice).await?;
    let problems = to_do(&check) > 0;
    let page = Page::new("Check your answers", portal.visitor(), move || draw(&check));
    Ok(Page {
        problems,
        section: Some("/home"),
        ..page
    })
}

fn draw(check: &CheckPage) -> AnyView {
    let caption = format!("{}, {}", check.head.organisation, check.head.form);
    let back = BackLink {
        text: "Back to all sections".into(),
        href: return_url(check.head.id),
        ..BackLink::default()
    };
    let notice = check.notice.clone().map(|notice| {
        NotificationBanner {
            content: notice.into(),
            ..NotificationBanner::default()
        }
        .view()
    });
    let sections = check
        .sections
        .iter()
        .map(|part| section::card(Some(check.head.id), part));
    view! {
        {back.view()}
        {summary(check)}
        {notice}
        {heading(&caption, "Check your answers")}
        {lead(check)}
        {services(check)}
        {contents(check)}
        {sections.collect_view()}
        {submit(check)}
    }
    .into_any()
}

fn to_do(check: &CheckPage) -> usize {
    check
        .sections
        .iter()
        .map(|section| section.problems.len())
        .sum()
}

/// The sections in which something is still to do.
fn summary(check: &CheckPage) -> AnyView {
    let open = check
        .sections
        .iter()
        .filter(|section| !section.problems.is_empty());
    let errors: Vec<SummaryError> = open
        .map(|section| {
            let things = things(section.problems.len());
            SummaryError {
                text: format!("{}: {things} to do", section.title).into(),
                href: Some(format!("#section-{}", section.section)),
                ..SummaryError::default()
            }
        })
        .collect();
    if errors.is_empty() {
        return ().into_any();
    }
    ErrorSummary {
        title: "This return is not ready to submit".into(),
        description: "Finish these sections first.".into(),
        errors,
        ..ErrorSummary::default()
    }
    .view()
}

fn lead(check: &CheckPage) -> AnyView {
    let closes_on = date_in_words(check.closes_on);
    view! {
        <p class="govuk-body">
            "Read these answers with whoever signs them off. Nothing is sent until “Submit return” "
            "at the end of this page is selected. The last day to submit is "
            <strong>{closes_on}</strong>
            "."
        </p>
    }
    .into_any()
}

/// The services that have not submitted yet, told before submitting and keeping nobody from it.
fn services(check: &CheckPage) -> AnyView {
    let waiting = check.services.iter().flat_map(Services::waiting);
    let names: Vec<&str> = waiting.map(|service| service.name.as_str()).collect();
    let all = check
        .services
        .as_ref()
        .map_or(0, |services| services.rows.len());
    let said = match (names.as_slice(), all) {
        ([], _) => return ().into_any(),
        ([name], 1) => format!("Your service {name} has not submitted its return yet."),
        ([name], _) => {
            format!("1 of your {all} services has not submitted its return yet: {name}.")
        }
        (names, _) => format!(
            "{} of your {all} services have not submitted their returns yet: {}.",
            names.len(),
            names.join(", ")
        ),
    };
    let href = format!("{}#services", return_url(check.head.id));
    let content = view! {
        {said}
        " You can submit this return without waiting for them. "
        <a class="govuk-link" href=href>
            "See your services"
        </a>
        "."
    };
    InsetText {
        content: content.into_any().into(),
        ..InsetText::default()
    }
    .view()
}

/// Links to each section with what is still to do in it, and to the end.
fn contents(check: &CheckPage) -> AnyView {
    let item = |section: &CheckSection| {
        let to_do = match section.problems.len() {
            0 => String::new(),
            some => format!(": {} to do", things(some)),
        };
        view! {
            <li>
                <a class="govuk-link" href=format!("#section-{}", section.section)>
                    {section.title.clone()}
                </a>
                {to_do}
            </li>
        }
    };
    view! {
        <nav class="section-contents" aria-labelledby="on-this-page">
            <h2 class="govuk-heading-s" id="on-this-page">
                "On this page"
            </h2>
            <ul class="govuk-list">
                {check.sections.iter().map(item).collect_view()}
                <li>
                    <a class="govuk-link" href="#submit">
                        "Submit this return"
                    </a>
                </li>
            </ul>
        </nav>
    }
    .into_any()
}

fn things(number: usize) -> String {
    counted(i64::try_from(number).unwrap_or(i64::MAX), "thing")
}

fn submit(check: &CheckPage) -> AnyView {
    if to_do(check) > 0 {
        return words("You can submit when nothing is left to do in any section.");
    }
    if !check.may_submit {
        let submitter = check.submitter;
        return words(&format!(
            "Only {submitter} can submit this return. Tell them that it is ready: under “My \
             returns” they find “Check and submit”."
        ));
    }
    let warning = WarningText {
        text: "You cannot change your answers after you submit.".into(),
        ..WarningText::default()
    };
    let button = Button {
        text: "Submit return".into(),
        prevent_double_click: Some(true),
        ..Button::default()
    };
    let action = format!("{}/submit", return_url(check.head.id));
    view! {
        <h2 class="govuk-heading-m" id="submit" tabindex="-1">"Submit this return"</h2>
        {services(check)}
        <p class="govuk-body">
            "By submitting you confirm the declarations shown above, and that the answers are "
            "right as far as you know."
        </p>
        {warning.view()}
        <form method="post" action=action novalidate=true>
            <input type="hidden" name="draft_version" value=check.draft_version.to_string() />
            <input type="hidden" name="idempotency_key" value=check.idempotency_key.clone() />
            {button.view()}
        </form>
    }
    .into_any()
}

fn words(said: &str) -> AnyView {
    view! {
        <h2 class="govuk-heading-m" id="submit" tabindex="-1">"Submit this return"</h2>
        <p class="govuk-body">{said.to_owned()}</p>
    }
    .into_any()
}
