//! `seed`: fills an empty portal with a made-up city.

use super::{Terminal, open};
use crate::{
    clock::SystemClock,
    config::StoreFlags,
    demo::{self, AskedForms},
    password,
    random::{SeededRandom, SystemRandom},
    store::Store,
};
use anyhow::Context;
use serde_json::json;
use std::{process::ExitCode, time::Instant};

/// The school return, as it is in the repository when this binary is built.
const SCHOOL_RETURN: &str = include_str!("../../../forms/definitions/school-175-157.yaml");

/// The form of case audits.
const CASE_AUDIT: &str = include_str!("../../../forms/definitions/kloe-audit.yaml");
/// The Section 11 self-assessment, as it is in the repository when this binary is built.
const SECTION_11: &str = include_str!("../../../forms/definitions/section-11.yaml");

/// From which everything made up is made: always the same city.
const SEED: u64 = 175_157;

/// `fourlens seed`
pub(super) async fn seed(
    flags: &StoreFlags,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<ExitCode> {
    let (store, _) = open(flags).await?;
    let seeded = fill(&store, terminal).await?;
    store.close().await?;
    terminal.print(&seeded)
}

/// Fills an empty store with the made-up city.
pub(super) async fn fill(
    store: &Store,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<serde_json::Value> {
    let began = Instant::now();
    let sound = |definition| fourlens_forms::load::form(definition).ok();
    let schools = sound(SCHOOL_RETURN).context("the school return is not sound")?;
    let agencies = sound(SECTION_11).context("the Section 11 self-assessment is not sound")?;
    let forms = AskedForms {
        schools: &schools,
        agencies: &agencies,
    };
    let hash = |typed: &str| password::hash(typed, &SystemRandom);
    let seeded = demo::seed(store, &SystemClock, &SeededRandom::new(SEED), forms, hash).await?;
    let audits = seed_round(store).await?;
    let submissions = seeded.submissions + audits;
    terminal.say(format_args!(
        "made {} organisations, {} people and {} submissions in {:.1} s",
        seeded.organisations,
        seeded.people,
        submissions,
        began.elapsed().as_secs_f64()
    ));
    Ok(
        json!({ "organisations": seeded.organisations, "people": seeded.people, "submissions": submissions }),
    )
}

/// Opens the round of case audits; how many of its returns are in.
async fn seed_round(store: &Store) -> anyhow::Result<usize> {
    let form = fourlens_forms::load::form(CASE_AUDIT)
        .ok()
        .context("the form of case audits is not sound")?;
    let package = serde_json::to_string(form.package())?;
    let hash = |typed: &str| password::hash(typed, &SystemRandom);
    let random = SeededRandom::new(SEED + 1);
    Ok(demo::seed_round(store, &SystemClock, &random, &form, &package, hash).await?)
}
