//! Privacy notices: a list of the forms that have one, and the notice of each form.

use super::parts::paragraphs;
use crate::govuk::BackLink;
use crate::page::Page;
use crate::portal::{FormRow, Portal, Refusal};
use fourlens_forms::definition::{FormPackage, PrivacyPart};
use leptos::prelude::*;

/// What holds for the whole portal, and a link to the notice of each form.
///
/// # Errors
/// What the portal refuses, but for the list of forms to those who may not have it: what holds
/// for the whole portal is for everyone.
pub async fn list(portal: &dyn Portal) -> Result<Page, Refusal> {
    let forms = match portal.forms().await {
        Err(Refusal::NotFound | Refusal::SignIn) => Vec::new(),
        forms => forms?,
    };
    Ok(Page::new("Privacy", portal.visitor(), move || {
        draw_list(&forms)
    }))
}

/// The privacy notice of a form.
///
/// # Errors
/// What the portal refuses.
pub async fn page(portal: &dyn Portal, form: &str) -> Result<Page, Refusal> {
    let form = portal.form(form).await?;
    let title = format!("Privacy notice: {}", form.form.title.en());
    Ok(Page::new(title, portal.visitor(), move || draw(&form)))
}

fn draw_list(forms: &[FormRow]) -> AnyView {
    let item = |form: &FormRow| {
        view! {
            <li>
                <a class="govuk-link" href=format!("/privacy/{}", form.key)>
                    {form.title.clone()}
                </a>
            </li>
        }
    };
    let notices = (!forms.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">"The notice of each form"</h2>
            <ul class="govuk-list govuk-list--bullet">{forms.iter().map(item).collect_view()}</ul>
        }
    });
    view! {
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
                <h1 class="govuk-heading-l">"Privacy"</h1>
                <p class="govuk-body">
                    "Your safeguarding children partnership runs this portal and decides how the "
                    "information in it is used. Each form has a privacy notice of its own, which "
                    "says why we ask, who can see the answers and how long we keep them."
                </p>
                <p class="govuk-body">
                    "For everyone who signs in we keep a name, an email address, a role, and a "
                    "record of what was changed and when. Answers are encrypted where they are "
                    "stored. We share nothing with advertisers and follow nobody around the web."
                </p>
                {notices}
            </div>
        </div>
    }
    .into_any()
}

fn draw(form: &FormPackage) -> AnyView {
    let back = BackLink {
        text: "All privacy notices".into(),
        href: "/privacy".to_owned(),
        ..BackLink::default()
    };
    let part = |part: &PrivacyPart| {
        view! {
            <h2 class="govuk-heading-m">{part.title.en().to_owned()}</h2>
            {paragraphs(part.text.en())}
        }
    };
    view! {
        {back.view()}
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
                <span class="govuk-caption-l">"Privacy notice"</span>
                <h1 class="govuk-heading-l">{form.form.title.en().to_owned()}</h1>
                {form.privacy.iter().map(part).collect_view()}
            </div>
        </div>
    }
    .into_any()
}
