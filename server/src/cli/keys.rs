//! `keys`: a ring for a portal that has none, and changing the key that wraps all others while it
//! runs.

use super::{Terminal, open};
use crate::{config::StoreFlags, random::SystemRandom, seal::KeyRing, store::Retired};
use clap::Subcommand;
use std::{path::PathBuf, process::ExitCode};

/// What can be done with key rings.
#[derive(Debug, Subcommand)]
pub enum KeysCommand {
    /// Make a key ring; keep it outside the data folder and out of its backups
    New {
        /// The file, which must not exist
        file: PathBuf,
    },
    /// Put a new key into the ring and wrap every data key with it, while the portal runs
    Rotate(StoreFlags),
    /// Take the keys that wrap nothing any more out of the ring; backups made before need them
    Retire(StoreFlags),
}

/// `fourlens keys …`
pub(super) async fn run(
    command: &KeysCommand,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<ExitCode> {
    match command {
        KeysCommand::New { file } => {
            KeyRing::create(file, &SystemRandom)?;
            terminal.say(format_args!(
                "made {}: whoever has it can open the answers, and without it nobody can",
                file.display()
            ));
            Ok(ExitCode::SUCCESS)
        }
        KeysCommand::Rotate(flags) => {
            let (store, _) = open(flags).await?;
            let rotated = store.rotate_keys().await?;
            store.close().await?;
            terminal.say(format_args!(
                "key {} wraps from now on; {} keys were wrapped anew. Keep a copy of the ring. \
                 `fourlens keys retire` takes the keys before it out, once no backup needs them",
                rotated.current, rotated.wrapped
            ));
            Ok(ExitCode::SUCCESS)
        }
        KeysCommand::Retire(flags) => {
            let (store, _) = open(flags).await?;
            let gone = store.retire_keys().await?;
            store.close().await?;
            match gone {
                Retired::Done(gone) => {
                    terminal.say(format_args!("{gone} older keys were taken out of the ring"));
                    Ok(ExitCode::SUCCESS)
                }
                Retired::StillNeeded => {
                    terminal.say(format_args!(
                        "an older key still wraps something: run `fourlens keys rotate` first"
                    ));
                    Ok(ExitCode::FAILURE)
                }
                Retired::TooSoon(wait) => {
                    terminal.say(format_args!(
                        "the ring was rotated just now, and what was being written then may still \
                         need the key before: try again in {} minutes",
                        wait.as_secs().div_ceil(60)
                    ));
                    Ok(ExitCode::FAILURE)
                }
            }
        }
    }
}
