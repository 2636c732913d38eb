//! `rescore`: computes all facts anew from definitions and answers, in slices.

use super::{Terminal, open};
use crate::{
    config::StoreFlags,
    forms::Forms,
    plugins::PluginHost,
    store::{Part, StoredSubmission},
    submission,
};
use fourlens_forms::{journey::Journey, text::FALLBACK};
use serde_json::json;
use std::{collections::BTreeSet, process::ExitCode};

/// Submissions computed at once.
const SLICE: u32 = 100;

/// `fourlens rescore`
pub(super) async fn rescore(
    flags: &StoreFlags,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<ExitCode> {
    let (store, _) = open(flags).await?;
    let forms = Forms::of(store.clone());
    let system = store.system("rescore");
    let (mut cursor, mut scored, mut changed, mut erased) = (0, 0, 0, 0);
    let mut campaigns = BTreeSet::new();
    loop {
        let slice = system.submissions_after(cursor, SLICE).await?;
        let Some(last) = slice.last() else { break };
        cursor = last.cursor;
        let mut packs = Vec::new();
        for submission in &slice {
            campaigns.insert(submission.campaign);
            match anew(&forms, submission).await? {
                Some(facts) => {
                    scored += 1;
                    changed += usize::from(facts != submission.facts);
                    packs.push((submission.receipt.submission, facts));
                }
                None => erased += 1,
            }
        }
        system.replace_facts(packs).await?;
    }
    for campaign in campaigns {
        system.rebuild_roll_ups(campaign).await?;
    }
    store.close().await?;
    terminal.print(&json!({ "scored": scored, "changed": changed, "erased": erased }))
}

/// The facts of a stored submission, computed anew; none when what is scored has been erased.
async fn anew(
    forms: &Forms,
    stored: &StoredSubmission,
) -> anyhow::Result<Option<Vec<crate::store::FactPack>>> {
    let form = forms.form(stored.receipt.form_version, FALLBACK).await?;
    let mut parts: Vec<&[u8]> = Vec::new();
    match &stored.other {
        Part::Open(bytes) => parts.push(bytes),
        Part::Erased | Part::Withheld => return Ok(None),
    }
    if let Part::Open(bytes) = &stored.identifying {
        parts.push(bytes);
    }
    let day = crate::time::local(stored.receipt.submitted_at).date_naive();
    let journey = Journey::new(&form, submission::answers_of(&parts)?, day);
    Ok(Some(PluginHost::default().score(&journey)))
}
