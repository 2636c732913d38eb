//! The partnership's own questions in a form: its latest version, and the open campaigns that
//! could ask it.

use super::RequestPortal;
use crate::{publishing, store::CampaignView, web::WebError};
use fourlens_app::portal::{LocalAttempt, LocalCampaign, LocalQuestion, LocalQuestions, Refusal};
use fourlens_forms::{
    local::{LOCAL_KINDS, local_section},
    question::{Offer, Question},
};

/// The partnership's own questions in the latest version of a form.
pub(super) async fn local_questions(
    portal: &RequestPortal,
    key: &str,
    attempt: LocalAttempt,
) -> Result<LocalQuestions, WebError> {
    let latest = publishing::latest(portal.state(), key).await?;
    let package = latest.form.package();
    let (section, room) = local_section(package).ok_or(Refusal::NotFound)?;
    let campaigns = open_campaigns(portal, &latest).await?;
    Ok(LocalQuestions {
        key: key.to_string(),
        form: package.form.title.en().to_string(),
        number: latest.number,
        version: latest.hash.to_string(),
        section: section.title.en().to_string(),
        room,
        questions: section.questions.iter().map(question).collect(),
        campaigns,
        attempt,
    })
}

/// The open campaigns that ask a form, and whether each can ask its latest version.
pub(super) async fn open_campaigns(
    portal: &RequestPortal,
    latest: &publishing::Latest,
) -> Result<Vec<LocalCampaign>, WebError> {
    let key = &latest.form.package().form.key;
    let mut campaigns = Vec::new();
    for view in portal.scope()?.campaigns().await? {
        if view.form_key == *key && view.closed_at.is_none() {
            campaigns.push(campaign(portal, &view, latest).await?);
        }
    }
    Ok(campaigns)
}

async fn campaign(
    portal: &RequestPortal,
    view: &CampaignView,
    latest: &publishing::Latest,
) -> Result<LocalCampaign, WebError> {
    let asked = portal.state().form(view.form_version).await?;
    Ok(LocalCampaign {
        id: view.id,
        title: view.title.clone(),
        number: view.form_number,
        in_progress: view.in_progress,
        submitted: view.submitted,
        cannot: publishing::why_not_asked(&asked, &latest.form),
    })
}

fn question(of: &Question) -> LocalQuestion {
    let labels = |offers: &[Offer]| {
        let labels = offers.iter().map(|offer| offer.label.en().to_string());
        labels.collect()
    };
    let kind = LOCAL_KINDS.iter().find(|(kind, _)| *kind == of.kind());
    LocalQuestion {
        id: of.id().to_string(),
        label: of.common().label.en().to_string(),
        hint: of.common().hint.as_ref().map(|hint| hint.en().to_string()),
        kind: kind.map_or(of.kind(), |(_, words)| words).to_string(),
        options: match of {
            Question::Choice(asked) => labels(&asked.kind.options),
            Question::Choices(asked) => labels(&asked.kind.options),
            _ => Vec::new(),
        },
    }
}
