//! `keys new`: a key ring for a portal that has none.

use super::Terminal;
use crate::{random::SystemRandom, seal::KeyRing};
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
}

/// `fourlens keys …`
pub(super) fn run(command: &KeysCommand, terminal: &mut Terminal<'_>) -> anyhow::Result<ExitCode> {
    match command {
        KeysCommand::New { file } => {
            KeyRing::create(file, &SystemRandom)?;
            terminal.say(format_args!(
                "made {}: whoever has it can open the answers, and without it nobody can",
                file.display()
            ));
            Ok(ExitCode::SUCCESS)
        }
    }
}
