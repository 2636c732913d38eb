//! `export`: what was handed in to a campaign, or to every campaign of a form, for other
//! programs. Who may use the machine may do this; each export is recorded.

use super::{Terminal, open};
use crate::{
    config::StoreFlags,
    export::{Names, answers, lines},
    forms::Forms,
    store::{Scoped, StoredSubmission, Subject},
};
use anyhow::bail;
use clap::{Args, ValueEnum};
use fourlens_app::portal::CampaignId;
use fourlens_forms::text::FALLBACK;
use serde_json::json;
use std::{collections::HashMap, process::ExitCode};

/// Submissions read at once.
const SLICE: u32 = 100;

/// What to take out, and how.
#[derive(Debug, Args)]
pub struct Export {
    /// A campaign's id, or a form's key for all its campaigns
    #[arg(value_name = "FORM|CAMPAIGN")]
    of: String,
    /// In which shape
    #[arg(long, value_name = "FORMAT")]
    to: Format,
    /// Take along answers that name a person
    #[arg(long)]
    with_names: bool,
    #[command(flatten)]
    store: StoreFlags,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A line for each answer, and for each cell of a table
    Csv,
    /// A list of submissions with their answers
    Json,
}

/// `fourlens export FORM|CAMPAIGN --to FORMAT`
pub(super) async fn export(
    wanted: &Export,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<ExitCode> {
    let (store, _) = open(&wanted.store).await?;
    let forms = Forms::of(store.clone());
    let system = store.system("export");
    let campaigns = campaigns(&system, &wanted.of).await?;
    let names = match wanted.with_names {
        true => Names::Shown,
        false => Names::Hidden,
    };
    // Recorded before anything leaves, as every view of answers is.
    for (campaign, title) in &campaigns {
        let subject = Subject {
            kind: "campaign".to_string(),
            id: campaign.bytes().to_vec(),
        };
        let detail = json!({ "title": title, "names": wanted.with_names });
        system.record("export.answers", subject, detail).await?;
    }
    let (mut cursor, mut submissions) = (0, 0);
    let mut writer = csv::Writer::from_writer(&mut *terminal.output);
    let mut list = Vec::new();
    loop {
        let slice = system.submissions_after(cursor, SLICE).await?;
        let Some(last) = slice.last() else { break };
        cursor = last.cursor;
        for stored in slice
            .iter()
            .filter(|stored| campaigns.contains_key(&stored.campaign))
        {
            submissions += 1;
            match wanted.to {
                Format::Csv => {
                    let form = forms.form(stored.receipt.form_version, FALLBACK).await?;
                    for line in lines(&form, stored, names)? {
                        writer.serialize(line)?;
                    }
                }
                Format::Json => list.push(whole(stored, names)?),
            }
        }
    }
    writer.flush()?;
    drop(writer);
    store.close().await?;
    terminal.say(format_args!("{submissions} submissions exported"));
    match wanted.to {
        Format::Csv => Ok(ExitCode::SUCCESS),
        Format::Json => terminal.print(&list),
    }
}

/// The campaigns meant, with their titles.
async fn campaigns(system: &Scoped, of: &str) -> anyhow::Result<HashMap<CampaignId, String>> {
    let all = system.campaigns().await?;
    let meant = all
        .into_iter()
        .filter(|view| view.id.to_string() == of || view.form_key == of);
    let meant: HashMap<_, _> = meant.map(|view| (view.id, view.title)).collect();
    if meant.is_empty() {
        bail!("there is no campaign and no form asked here that is called `{of}`");
    }
    Ok(meant)
}

fn whole(stored: &StoredSubmission, names: Names) -> anyhow::Result<serde_json::Value> {
    Ok(json!({
        "reference": stored.receipt.reference,
        "organisation": stored.organisation.name,
        "urn": stored.organisation.urn,
        "submitted_at": crate::time::local(stored.receipt.submitted_at).to_rfc3339(),
        "version": stored.receipt.form_version,
        "answers": answers(stored, names)?,
    }))
}
