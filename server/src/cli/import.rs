//! `import schools`: the national register's extract, put into the directory.

use super::{Terminal, open};
use crate::{
    clock::{Clock, SystemClock},
    config::StoreFlags,
    register::{self, Areas, Extract, LineProblem, Links, Plan, Step},
    school_import::{self, Uploaded},
    store::{PlanDone, StoreError},
    time,
};
use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use serde_json::{Value as Json, json};
use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// What can be imported.
#[derive(Debug, Subcommand)]
pub enum ImportCommand {
    /// Add, change and close schools as the national register's extract says
    Schools(Schools),
}

/// The register's files, and which part of them.
#[derive(Debug, Args)]
pub struct Schools {
    /// The extract: “Establishment fields CSV” of Get Information about Schools
    file: PathBuf,
    /// The links: “Establishment links CSV”, which says who followed whom
    #[arg(long, value_name = "FILE")]
    links: Option<PathBuf>,
    /// Only schools of these local authorities: codes of three digits, parted by commas
    #[arg(long, value_name = "CODE")]
    la: Option<String>,
    /// Say what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    store: StoreFlags,
}

/// `fourlens import …`
pub(super) async fn run(
    command: ImportCommand,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<ExitCode> {
    match command {
        ImportCommand::Schools(wanted) => schools(&wanted, terminal).await,
    }
}

async fn schools(wanted: &Schools, terminal: &mut Terminal<'_>) -> anyhow::Result<ExitCode> {
    let areas = Areas::parse(wanted.la.as_deref().unwrap_or_default());
    let areas = areas.map_err(anyhow::Error::msg)?;
    let extract = read(&wanted.file, |bytes| register::read(bytes, &areas))?;
    tell(&wanted.file, &extract.problems, terminal);
    let mut links = Links::default();
    if let Some(file) = &wanted.links {
        links = read(file, register::read_links)?;
        tell(file, &links.problems, terminal);
    }
    let uploaded = Uploaded {
        areas,
        extract,
        links,
    };
    let (store, _) = open(&wanted.store).await?;
    let system = store.system("import");
    let today = time::local(SystemClock.now()).date_naive();
    let planned = school_import::plan(&system, &uploaded, today).await;
    let (top, plan) = match planned {
        Err(StoreError::Missing(_)) => bail!(
            "there is no partnership yet: run `fourlens user role ADDRESS administrator \
             --partnership-name NAME` first"
        ),
        planned => planned?,
    };
    let done = match wanted.dry_run {
        true => None,
        false => Some(system.put_register(top, &plan).await?),
    };
    store.close().await?;
    terminal.print(&summary(&uploaded.extract, &plan, done.as_ref()))
}

fn read<T>(
    file: &Path,
    read: impl FnOnce(&[u8]) -> Result<T, register::Unreadable>,
) -> anyhow::Result<T> {
    let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    read(&bytes).map_err(|cause| anyhow::anyhow!("{}:1: {cause}", file.display()))
}

fn tell(file: &Path, problems: &[LineProblem], terminal: &mut Terminal<'_>) {
    for problem in problems {
        let (file, line) = (file.display(), problem.line);
        terminal.say(format_args!("{file}:{line}: {}", problem.message));
    }
}

fn summary(extract: &Extract, plan: &Plan, done: Option<&PlanDone>) -> Json {
    let planned = PlanDone {
        added: plan.count(Step::Add),
        changed: plan.count(Step::Change),
        closed: plan.count(Step::Close),
        reopened: plan.count(Step::Reopen),
        trusts: plan.trusts.len(),
        followed: plan.follows.len(),
        left_alone: Vec::new(),
    };
    let mut told = json!(done.unwrap_or(&planned));
    let more = json!({
        "dry_run": done.is_none(),
        "unchanged": plan.unchanged,
        "skipped": plan.skipped.len(),
        "missing": plan.missing.len(),
        "elsewhere": extract.elsewhere,
        "problems": extract.problems.len(),
    });
    if let (Json::Object(told), Json::Object(more)) = (&mut told, more) {
        told.extend(more);
    }
    told
}
