//! `verify`: proves that everything stored is whole.

use super::{open, print};
use crate::{config::StoreFlags, store::Severity};
use std::process::ExitCode;

/// `fourlens verify`
pub(super) async fn verify(flags: &StoreFlags) -> anyhow::Result<ExitCode> {
    let (store, _) = open(flags).await?;
    let found = store.verify().await?;
    store.close().await?;
    let faults = found
        .iter()
        .filter(|fault| fault.severity == Severity::Fault)
        .count();
    print(&found)?;
    eprintln!("{faults} faults, {} notes", found.len() - faults);
    Ok(if faults == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
