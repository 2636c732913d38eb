//! The command line: one file a command. JSON on standard output, messages on standard error.

mod terminal;

mod backup;
mod definition;
mod erase;
mod export;
mod import;
mod keys;
mod listing;
mod open_files;
mod rescore;
mod seed;
mod serve;
mod user;
mod verify;

pub use terminal::Terminal;

use crate::{
    clock::SystemClock,
    config::{StoreFlags, StoreSettings},
    random::SystemRandom,
    store::Store,
};
use clap::{Parser, Subcommand};
use std::{path::PathBuf, process::ExitCode, sync::Arc};

/// Survey and submission portal of a safeguarding children partnership.
#[derive(Debug, Parser)]
#[command(name = "fourlens", version)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the portal
    Serve(Box<crate::config::ServeFlags>),
    /// Bring the databases to the shape that this version needs
    Migrate(StoreFlags),
    /// Check definitions of forms; tells file, line, column and what to write
    Check {
        /// Definition files
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Publish a definition: from then on a campaign can ask it
    Publish {
        /// The definition file
        file: PathBuf,
        #[command(flatten)]
        store: StoreFlags,
    },
    /// What each question of a form comes to with these answers, as JSON
    Eval(definition::FormAndAnswers),
    /// What these answers score, as JSON
    Score(definition::FormAndAnswers),
    /// People and their roles
    #[command(subcommand)]
    User(user::UserCommand),
    /// Fill an empty portal with a made-up city
    Seed(StoreFlags),
    /// Key rings
    #[command(subcommand)]
    Keys(keys::KeysCommand),
    /// Copy database and wrapped keys to a folder, without the key ring
    Backup {
        /// The folder, which must not exist
        to: PathBuf,
        #[command(flatten)]
        store: StoreFlags,
    },
    /// Bring a backup back into an empty portal, and apply its erasure list
    Restore {
        /// The backup's folder
        from: PathBuf,
        /// A newer copy of the wrapped keys, so that what was erased since stays erased
        #[arg(long, value_name = "FOLDER")]
        keys_from: Option<PathBuf>,
        #[command(flatten)]
        store: StoreFlags,
    },
    /// Prove that everything stored is whole; exit 1 on any fault
    Verify(StoreFlags),
    /// Compute all facts anew from definitions and answers
    Rescore(StoreFlags),
    /// Take what other registers hold
    #[command(subcommand)]
    Import(import::ImportCommand),
    /// What was handed in, for other programs
    Export(export::Export),
    /// Erase what a case or a submission holds, by two people; by itself it only counts
    Erase(erase::Erase),
    /// Every route with its action
    Routes(listing::Shape),
    /// Every action with those who may do it
    Policy(listing::Shape),
}

/// Runs the command that was given; what went wrong is told among its messages.
pub fn run(cli: Cli, terminal: &mut Terminal<'_>) -> ExitCode {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    let ended = runtime
        .map_err(anyhow::Error::from)
        .and_then(|runtime| runtime.block_on(obey(cli.command, terminal)));
    ended.unwrap_or_else(|error| {
        terminal.say(format_args!("error: {error:#}"));
        ExitCode::FAILURE
    })
}

async fn obey(command: Command, terminal: &mut Terminal<'_>) -> anyhow::Result<ExitCode> {
    match command {
        Command::Serve(flags) => serve::serve(*flags, terminal).await,
        Command::Migrate(flags) => serve::migrate(&flags, terminal).await,
        Command::Check { files } => Ok(definition::check(&files, terminal)),
        Command::Publish { file, store } => definition::publish(&file, &store, terminal).await,
        Command::Eval(given) => definition::eval(&given, terminal),
        Command::Score(given) => definition::score(&given, terminal),
        Command::User(command) => user::run(command, terminal).await,
        Command::Seed(flags) => seed::seed(&flags, terminal).await,
        Command::Keys(command) => keys::run(&command, terminal).await,
        Command::Backup { to, store } => backup::backup(&to, &store, terminal).await,
        Command::Restore {
            from,
            keys_from,
            store,
        } => backup::restore(&from, keys_from.as_deref(), &store, terminal).await,
        Command::Verify(flags) => verify::verify(&flags, terminal).await,
        Command::Rescore(flags) => rescore::rescore(&flags, terminal).await,
        Command::Import(command) => import::run(command, terminal).await,
        Command::Export(wanted) => export::export(&wanted, terminal).await,
        Command::Erase(given) => erase::erase(&given, terminal).await,
        Command::Routes(shape) => listing::routes(shape, terminal),
        Command::Policy(shape) => listing::policy(shape, terminal),
    }
}

/// Opens the store that the flags name.
async fn open(flags: &StoreFlags) -> anyhow::Result<(Store, StoreSettings)> {
    let settings = flags.decide()?;
    let store = Store::open(
        settings.store.clone(),
        Arc::new(SystemClock),
        Arc::new(SystemRandom),
    )
    .await?;
    Ok((store, settings))
}
