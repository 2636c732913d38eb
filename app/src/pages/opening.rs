//! Opening a campaign by hand: which form, its days and whom it asks, what that comes to, and that
//! it is open.

mod confirm;
mod details;

use super::parts::{counted, heading};
use crate::govuk::{
    BackLink, Button, ErrorSummary, Fieldset, InsetText, Legend, Panel, Radio, Radios, SummaryError,
};
use crate::page::Page;
use crate::portal::{
    CampaignId, FormChoice, OpenedPage, OpeningAsked, OpeningPage, Portal, Refusal, Role, Visitor,
};
use leptos::prelude::*;

/// A page on the way to an open campaign, and whether something is to be mended on it first.
///
/// # Errors
/// What the portal refuses.
pub async fn page(portal: &dyn Portal, asked: OpeningAsked) -> Result<Page, Refusal> {
    let shown = portal.opening(asked).await?;
    let problems = match &shown {
        OpeningPage::Choose { problem, .. } => problem.is_some(),
        OpeningPage::Details(details) => !details.problems.is_empty(),
        _ => false,
    };
    let visitor = portal.visitor();
    let back = back(visitor);
    let page = Page::new(title(&shown), visitor, move || draw(&shown, back));
    Ok(Page {
        problems,
        section: Some(back.1),
        ..page
    })
}

/// That a campaign is open.
///
/// # Errors
/// What the portal refuses.
pub async fn opened(portal: &dyn Portal, id: CampaignId) -> Result<Page, Refusal> {
    let shown = portal.opened(id).await?;
    let visitor = portal.visitor();
    let back = back(visitor);
    let reads = visitor.is(Role::QualityAssuranceManager);
    let page = Page::new("Campaign opened", visitor, move || {
        let link = reads.then(|| format!("/campaigns/{}", shown.id));
        draw_opened(&shown, link, back)
    });
    Ok(Page {
        section: Some(back.1),
        ..page
    })
}

/// Where whoever opens campaigns works.
fn back(visitor: &Visitor) -> (&'static str, &'static str) {
    match visitor.is(Role::QualityAssuranceManager) {
        true => ("Campaigns", "/campaigns"),
        false => ("Forms", "/forms"),
    }
}

fn title(shown: &OpeningPage) -> &'static str {
    match shown {
        OpeningPage::Confirm(_) => "Check and open the campaign",
        _ => "Open a campaign",
    }
}

fn draw(shown: &OpeningPage, (text, href): (&'static str, &'static str)) -> AnyView {
    let back = BackLink {
        text: text.into(),
        href: href.to_owned(),
        ..BackLink::default()
    };
    let body = match shown {
        OpeningPage::Choose { forms, problem } => choose(forms, problem.as_deref()),
        OpeningPage::Elsewhere {
            form,
            because,
            round,
        } => elsewhere(form, because, *round),
        OpeningPage::Details(shown) => details::page(shown),
        OpeningPage::Confirm(shown) => confirm::page(shown),
    };
    view! {
        {back.view()}
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">{body}</div>
        </div>
    }
    .into_any()
}

fn choose(forms: &[FormChoice], problem: Option<&str>) -> AnyView {
    if forms.is_empty() {
        return view! {
            {heading("Campaigns", "Open a campaign")}
            <p class="govuk-body">
                "No form is published yet. A campaign asks a published form: an administrator \
                 uploads and publishes one on the page “Forms”."
            </p>
        }
        .into_any();
    }
    let radio = |form: &FormChoice| Radio {
        text: form.title.clone().into(),
        value: form.key.clone(),
        hint: Some(format!("Version {}", form.number).into()),
        ..Radio::default()
    };
    let only = forms.first().filter(|_| forms.len() == 1);
    let legend = Legend {
        text: "Which form does it ask?".into(),
        classes: "govuk-fieldset__legend--m".to_owned(),
        ..Legend::default()
    };
    let radios = Radios {
        name: "form".to_owned(),
        fieldset: Some(Fieldset {
            legend,
            ..Fieldset::default()
        }),
        error: problem.map(Into::into),
        items: forms.iter().map(radio).collect(),
        value: only.map(|form| form.key.clone()),
        ..Radios::default()
    };
    let go = Button {
        text: "Continue".into(),
        ..Button::default()
    };
    let summary = problem.map(|problem| {
        let error = SummaryError {
            text: problem.into(),
            href: Some("#form".to_owned()),
            ..SummaryError::default()
        };
        ErrorSummary {
            errors: vec![error],
            ..ErrorSummary::default()
        }
        .view()
    });
    view! {
        {summary}
        {heading("Campaigns", "Open a campaign")}
        <form method="get" action="/campaigns/new" novalidate=true>
            {radios.view()}
            {go.view()}
        </form>
    }
    .into_any()
}

fn elsewhere(form: &str, because: &str, round: bool) -> AnyView {
    let note = InsetText {
        content: because.into(),
        ..InsetText::default()
    };
    view! {
        {heading(form, "Open a campaign")}
        {note.view()}
        {round.then(|| {
            view! {
                <p class="govuk-body">
                    <a class="govuk-link" href="/rounds/new">
                        "Open a round of case audits"
                    </a>
                </p>
            }
        })}
        <p class="govuk-body">
            <a class="govuk-link" href="/campaigns/new">
                "Choose another form"
            </a>
        </p>
    }
    .into_any()
}

fn draw_opened(
    shown: &OpenedPage,
    link: Option<String>,
    (text, href): (&'static str, &'static str),
) -> AnyView {
    let asked = counted(shown.asked, "organisation");
    let panel = Panel {
        title: "Campaign opened".into(),
        content: shown.title.clone().into(),
        ..Panel::default()
    };
    let from = match &shown.from {
        Some(day) => format!("from {day}"),
        None => "from now on".to_owned(),
    };
    let words = format!(
        "{asked} can answer {from}, and should by {}. No email is sent: tell them yourself that each finds its return under “My returns” once someone signs in.",
        shown.until
    );
    let returns = link.map(|href| {
        view! {
            <p class="govuk-body">
                <a class="govuk-link" href=href>
                    "See who has returned"
                </a>
            </p>
        }
    });
    view! {
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
                {panel.view()} <h2 class="govuk-heading-m">"What happens next"</h2>
                <p class="govuk-body">{words}</p> {returns} <p class="govuk-body">
                    <a class="govuk-link" href=href>
                        {format!("Back to {}", text.to_lowercase())}
                    </a>
                </p>
            </div>
        </div>
    }
    .into_any()
}
