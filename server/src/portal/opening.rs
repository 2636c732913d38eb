//! Opening a campaign by hand: the forms there are, the schools there are, and what a typed
//! campaign would come to.

use super::RequestPortal;
use crate::{
    directory::in_words,
    opening,
    policy::Action,
    publishing::{self, Latest, PublishError, with_priorities},
    store::{CampaignView, OpenCampaign, OrganisationKind, OrganisationView},
    web::WebError,
};
use fourlens_app::portal::{
    CampaignId, FormChoice, OpenedPage, OpeningAsked, OpeningConfirm, OpeningDetails, OpeningPage,
    OpeningProblem, OpeningTyped, Refusal,
};
use fourlens_forms::{form::Form, kept, question::date_in_words};
use std::collections::BTreeMap;

/// A page on the way to an open campaign.
pub(super) async fn opening(
    portal: &RequestPortal,
    asked: OpeningAsked,
) -> Result<OpeningPage, WebError> {
    let (typed, moved, confirms) = match asked {
        OpeningAsked::ChooseAgain => {
            return Ok(OpeningPage::Choose {
                forms: choices(portal).await?,
                problem: Some("Select which form the campaign asks".to_string()),
            });
        }
        OpeningAsked::Type(typed) => (typed, None, false),
        OpeningAsked::Confirm { typed, moved } => (typed, moved, true),
    };
    if typed.form.is_empty() {
        return Ok(OpeningPage::Choose {
            forms: choices(portal).await?,
            problem: None,
        });
    }
    let latest = publishing::latest(portal.state(), &typed.form).await?;
    let head = &latest.form.package().form;
    let kinds = match opening::kinds(head) {
        Ok(kinds) => kinds,
        Err(because) => {
            return Ok(OpeningPage::Elsewhere {
                round: portal.visit.scope_to(Action::HostRound).is_some(),
                form: head.title.en().to_string(),
                because: because.to_string(),
            });
        }
    };
    let phases = phases(portal, &kinds).await?;
    let details = |problems: Vec<OpeningProblem>, typed: OpeningTyped| {
        OpeningPage::Details(OpeningDetails {
            form: head.title.en().to_string(),
            number: latest.number,
            phases: said(&phases),
            typed,
            problems,
        })
    };
    if !confirms {
        return Ok(details(Vec::new(), typed));
    }
    let offered: Vec<String> = phases.keys().cloned().collect();
    let read = opening::read(
        &typed,
        (latest.hash, kinds),
        &offered,
        portal.state().today(),
    );
    let open = match read {
        Ok(open) => open,
        Err(problems) => return Ok(details(problems, typed)),
    };
    let asked = portal
        .scope()?
        .count_asked(open.opens_on, &open.audience)
        .await?;
    if asked == 0 {
        return Ok(details(vec![nobody(&open)], typed));
    }
    let scope = portal.scope()?;
    let priorities = match with_priorities(&scope, &latest.form, open.opens_on).await {
        Ok(form) => form.map(|form| priorities(&form)).unwrap_or_default(),
        Err(PublishError::Store(error)) => return Err(error.into()),
        Err(PublishError::Unsound(_)) => return Ok(details(vec![no_priorities()], typed)),
    };
    let confirm = confirm(portal, &latest, open, typed).await?;
    Ok(OpeningPage::Confirm(OpeningConfirm {
        asked,
        priorities,
        warnings: moved.into_iter().chain(confirm.warnings).collect(),
        ..confirm
    }))
}

/// The titles of the priorities that a form asks about.
fn priorities(form: &Form) -> Vec<String> {
    let lists = form.package().lists.iter();
    let lists = lists.filter(|list| list.id == kept::PRIORITIES);
    lists
        .flat_map(|list| &list.items)
        .map(|item| item.title.en().to_string())
        .collect()
}

fn no_priorities() -> OpeningProblem {
    OpeningProblem {
        part: "opens",
        message: "This form asks about priorities, and cannot ask about those that are current on the first day. Look at the page “Priorities”, or choose another day.".to_string(),
    }
}

async fn confirm(
    portal: &RequestPortal,
    latest: &Latest,
    open: OpenCampaign,
    typed: OpeningTyped,
) -> Result<OpeningConfirm, WebError> {
    let campaigns = portal.scope()?.campaigns().await?;
    let warnings = campaigns
        .iter()
        .filter_map(|held| overlap(held, &open, &typed.form));
    Ok(OpeningConfirm {
        id: portal.state().random.id(),
        form: latest.form.package().form.title.en().to_string(),
        number: latest.number,
        version: latest.hash.to_string(),
        days: [open.opens_on, open.closes_on, open.as_of].map(date_in_words),
        whom: opening::whom(&open.audience),
        asked: 0,
        priorities: Vec::new(),
        warnings: warnings.collect(),
        title: open.title,
        typed,
    })
}

/// That the same form is asked by an open campaign at the same time.
fn overlap(held: &CampaignView, open: &OpenCampaign, form: &str) -> Option<String> {
    let overlaps = held.form_key == form
        && held.closed_at.is_none()
        && held.opens_on <= open.closes_on
        && open.opens_on <= held.closes_on;
    overlaps.then(|| {
        format!(
            "“{}” asks the same form from {} to {} and is open. Those asked by both owe two returns.",
            held.title,
            date_in_words(held.opens_on),
            date_in_words(held.closes_on),
        )
    })
}

fn nobody(open: &OpenCampaign) -> OpeningProblem {
    let schools = open.audience.kinds == [OrganisationKind::School];
    let (part, noun) = match (schools, open.audience.phases.is_empty()) {
        (true, true) => ("opens", "school or college"),
        (true, false) => ("phases", "school or college of these phases"),
        (false, _) => ("opens", "agency or service"),
    };
    OpeningProblem {
        part,
        message: format!(
            "No {noun} is in the portal that is open on the first day. Add them first, or choose another day."
        ),
    }
}

async fn choices(portal: &RequestPortal) -> Result<Vec<FormChoice>, WebError> {
    let rows = super::home::forms(portal).await?;
    let choice = |row: fourlens_app::portal::FormRow| FormChoice {
        key: row.key,
        title: row.title,
        number: row.number,
    };
    Ok(rows.into_iter().map(choice).collect())
}

/// The phases of the schools within reach, each with how many there are today.
async fn phases(
    portal: &RequestPortal,
    kinds: &[OrganisationKind],
) -> Result<BTreeMap<String, u64>, WebError> {
    let mut phases = BTreeMap::new();
    if !opening::have_phases(kinds) {
        return Ok(phases);
    }
    let today = portal.state().today();
    let exists = |of: &OrganisationView| {
        kinds.contains(&of.kind)
            && of.opened_on.is_none_or(|day| day <= today)
            && of.closed_on.is_none_or(|day| day > today)
    };
    let all = portal.scope()?.organisations().await?;
    for phase in all.into_iter().filter(exists).filter_map(|of| of.phase) {
        *phases.entry(phase).or_insert(0) += 1;
    }
    Ok(phases)
}

fn said(phases: &BTreeMap<String, u64>) -> Vec<(String, String, u64)> {
    let said = phases.iter();
    said.map(|(phase, schools)| (phase.clone(), in_words(phase), *schools))
        .collect()
}

/// A campaign that was just opened.
pub(super) async fn opened(portal: &RequestPortal, id: CampaignId) -> Result<OpenedPage, WebError> {
    let view = portal.scope()?.campaign(id).await?;
    let view = view.ok_or(Refusal::NotFound)?;
    let later = view.opens_on > portal.state().today();
    Ok(OpenedPage {
        id,
        asked: view.not_started + view.in_progress + view.submitted,
        from: later.then(|| date_in_words(view.opens_on)),
        until: date_in_words(view.closes_on),
        title: view.title,
    })
}
