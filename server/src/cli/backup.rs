//! `backup` and `restore`.

use super::{open, print};
use crate::{config::StoreFlags, store::Store};
use std::{path::Path, process::ExitCode};

/// `fourlens backup FOLDER`
pub(super) async fn backup(to: &Path, flags: &StoreFlags) -> anyhow::Result<ExitCode> {
    let (store, _) = open(flags).await?;
    let manifest = store.backup(to).await?;
    store.close().await?;
    eprintln!(
        "backed up to {}; the key ring is not in it: keep a copy of that elsewhere",
        to.display()
    );
    print(&manifest)
}

/// `fourlens restore FOLDER [--keys-from FOLDER]`
pub(super) async fn restore(
    from: &Path,
    keys_from: Option<&Path>,
    flags: &StoreFlags,
) -> anyhow::Result<ExitCode> {
    let settings = flags.decide()?;
    let restored = Store::restore(from, keys_from, &settings.store).await?;
    eprintln!(
        "restored from {}; prove it with `fourlens verify`",
        from.display()
    );
    print(&restored)
}
