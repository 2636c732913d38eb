//! `verify`: proves that everything stored is whole.

use super::{Terminal, open};
use crate::{config::StoreFlags, store::Severity};
use std::process::ExitCode;

/// `fourlens verify`
pub(super) async fn verify(
    flags: &StoreFlags,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<ExitCode> {
    let (store, _) = open(flags).await?;
    let found = store.verify().await?;
    store.close().await?;
    let faults = found
        .iter()
        .filter(|fault| fault.severity == Severity::Fault)
        .count();
    terminal.print(&found)?;
    terminal.say(format_args!(
        "{faults} faults, {} notes",
        found.len() - faults
    ));
    Ok(if faults == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
