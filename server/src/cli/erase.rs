//! `erase`: what a reference names is counted, proposed by one person, decided by another. The
//! people are named by their addresses, and their roles are asked as in the browser.

use super::{Terminal, open};
use crate::{
    config::StoreFlags,
    policy::{self, Action},
    random::{Random, SystemRandom},
    store::{ErasureExtent, ErasureOutcome, ErasurePlan, ErasureTarget, Scoped, Store},
};
use anyhow::{Context, bail};
use clap::{Args, ValueEnum};
use fourlens_app::portal::{CaseId, ERASURE_REASONS, RecordedId, SubmissionId};
use serde_json::json;
use std::process::ExitCode;

/// What to erase, or which proposal to decide.
#[derive(Debug, Args)]
pub struct Erase {
    /// The reference of a case or of a submission; without `--propose` it is only counted
    reference: Option<String>,
    /// How much of it
    #[arg(long, value_enum, default_value = "identifying")]
    extent: Extent,
    /// Propose it for this reason: retention, request, mistake or order
    #[arg(long, value_name = "REASON", requires_all = ["by", "reference"])]
    propose: Option<String>,
    /// Approve what someone else proposed: it is destroyed
    #[arg(long, value_name = "ID", requires = "by", conflicts_with_all = ["reference", "propose"])]
    approve: Option<String>,
    /// Refuse what someone else proposed
    #[arg(long, value_name = "ID", requires = "by", conflicts_with_all = ["reference", "propose", "approve"])]
    refuse: Option<String>,
    /// The address of who proposes or decides
    #[arg(long, value_name = "EMAIL")]
    by: Option<String>,
    #[command(flatten)]
    store: StoreFlags,
}

/// How much is erased.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Extent {
    /// What identifies someone
    Identifying,
    /// All answers, drafts and files
    Everything,
}

impl From<Extent> for ErasureExtent {
    fn from(extent: Extent) -> Self {
        match extent {
            Extent::Identifying => ErasureExtent::Identifying,
            Extent::Everything => ErasureExtent::Everything,
        }
    }
}

/// `fourlens erase …`
pub(super) async fn erase(given: &Erase, terminal: &mut Terminal<'_>) -> anyhow::Result<ExitCode> {
    let (store, _) = open(&given.store).await?;
    let done = obey(given, &store, terminal).await;
    store.close().await?;
    done
}

async fn obey(
    given: &Erase,
    store: &Store,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<ExitCode> {
    let by = given.by.as_deref().unwrap_or_default();
    if let Some(id) = given.approve.as_ref().or(given.refuse.as_ref()) {
        let scope = scope_of(store, by, Action::ApproveErasure).await?;
        return decide(&scope, id, given.approve.is_some(), terminal).await;
    }
    let Some(reference) = &given.reference else {
        bail!("say which case or submission: give its reference, as on its receipt");
    };
    let system = store.system("erase");
    let found = system.recorded(&reference.to_uppercase()).await?;
    let found = found.with_context(|| format!("nothing has the reference {reference}"))?;
    let target = match found.id {
        RecordedId::Case(id) => ErasureTarget::Case(CaseId::from_bytes(id)),
        RecordedId::Submission(id) => ErasureTarget::Submission(SubmissionId::from_bytes(id)),
    };
    let Some(because) = &given.propose else {
        let plan = system.plan_erasure(target, given.extent.into()).await?;
        let plan = plan.context("it is gone meanwhile")?;
        terminal.print(&printed(&plan))?;
        terminal.say(format_args!("nothing was destroyed: this only counts"));
        return Ok(ExitCode::SUCCESS);
    };
    if !ERASURE_REASONS.iter().any(|(word, _)| word == because) {
        let known: Vec<&str> = ERASURE_REASONS.iter().map(|(word, _)| *word).collect();
        bail!(
            "`{because}` is not a reason: write one of {}",
            known.join(", ")
        );
    }
    let scope = scope_of(store, by, Action::ProposeErasure).await?;
    let random: &dyn Random = &SystemRandom;
    let id = scope
        .propose_erasure(random.id(), target, given.extent.into(), because.clone())
        .await?;
    let id = id.context("it is not within this person's reach")?;
    terminal.print(&json!({ "proposed": id }))?;
    terminal.say(format_args!(
        "proposed: someone else decides with `fourlens erase --approve {id} --by EMAIL`"
    ));
    Ok(ExitCode::SUCCESS)
}

async fn decide(
    scope: &Scoped,
    id: &str,
    approved: bool,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<ExitCode> {
    let parsed = id
        .parse()
        .map_err(|cause| anyhow::anyhow!("{id}: {cause}"))?;
    let outcome = scope.decide_erasure(parsed, approved).await?;
    match outcome.context("nothing of this identity was proposed")? {
        ErasureOutcome::Erased(report) => terminal.print(&report),
        ErasureOutcome::Refused => terminal.print(&json!({ "refused": id })),
        ErasureOutcome::SamePerson => bail!("whoever proposes does not decide: someone else must"),
        ErasureOutcome::Decided => bail!("this was decided before"),
        ErasureOutcome::Held(form) => bail!("a legal hold stands on the form {form}"),
    }
}

/// What a plan counts.
fn printed(plan: &ErasurePlan) -> serde_json::Value {
    json!({
        "of": plan.called,
        "submissions": plan.submissions,
        "parts": plan.parts,
        "drafts": plan.drafts,
        "files": plan.files,
        "words": plan.words,
        "held": plan.held,
    })
}

/// The store as far as this person may do this.
async fn scope_of(store: &Store, email: &str, action: Action) -> anyhow::Result<Scoped> {
    let system = store.system("erase");
    let person = system.person_by_email(email).await?;
    let person = person.with_context(|| format!("nobody has the address {email}"))?;
    let actor = system.actor(person.id).await?;
    let permit = policy::decide(actor.as_ref(), action);
    match (actor, permit) {
        (Some(actor), Ok(permit)) => Ok(store.scope(&actor, permit.roles)),
        _ => bail!("{email} has no role that may do this"),
    }
}
