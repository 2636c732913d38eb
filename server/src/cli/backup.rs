//! `backup` and `restore`.

use super::{Terminal, open};
use crate::{
    config::{StoreFlags, mark_demo},
    store::{FilesAt, Store},
};
use anyhow::Context;
use std::{path::Path, process::ExitCode};

/// `fourlens backup FOLDER`
pub(super) async fn backup(
    to: &Path,
    flags: &StoreFlags,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<ExitCode> {
    let (store, settings) = open(flags).await?;
    let manifest = store.backup(to).await?;
    store.close().await?;
    let config = settings.store;
    if let Some(FilesAt::Bucket(url)) = FilesAt::of(config.files.as_deref(), &config.data) {
        terminal.say(format_args!(
            "the files lie in {url} and are not in this backup: back them up there"
        ));
    }
    terminal.say(format_args!(
        "backed up to {}; the key ring is not in it: keep a copy of that elsewhere",
        to.display()
    ));
    terminal.print(&manifest)
}

/// `fourlens restore FOLDER [--keys-from FOLDER]`
pub(super) async fn restore(
    from: &Path,
    keys_from: Option<&Path>,
    flags: &StoreFlags,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<ExitCode> {
    let settings = flags.decide()?;
    let restored = Store::restore(from, keys_from, &settings.store).await?;
    if settings.demo {
        let data = &settings.store.data;
        mark_demo(data).with_context(|| format!("cannot write to {}", data.display()))?;
    }
    terminal.say(format_args!(
        "restored from {}; prove it with `fourlens verify`",
        from.display()
    ));
    terminal.print(&restored)
}
