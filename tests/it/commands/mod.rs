//! Every command, told through the command line itself: what is typed, what comes back, and how
//! it ends. A story knows words and streams; behind the command's back it looks only where
//! something must have stayed, or have been meddled with.

mod addresses;
mod beginning;
mod configuration;
mod definitions;
mod erasing;
mod exporting;
mod importing;
mod lists;
mod people;
mod safekeeping;
mod scoring;
mod seeding;

use crate::{store::harness, world::Browser};
use clap::Parser;
use fourlens_server::{
    cli::{self, Cli, Terminal},
    clock::SystemClock,
    config::{ServeFlags, Settings},
    random::SystemRandom,
    state::State,
    store::{Store, StoreConfig},
    web,
};
use sea_orm::{ConnectionTrait, Database};
use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};
use tempfile::TempDir;

/// What a command said.
struct Told {
    code: ExitCode,
    output: String,
    messages: String,
}

impl Told {
    /// What was printed, once the command has ended well.
    fn json(&self) -> Value {
        assert_eq!(self.code, ExitCode::SUCCESS, "{}", self.messages);
        self.printed()
    }

    /// What was printed, however the command ended.
    fn printed(&self) -> Value {
        serde_json::from_str(&self.output)
            .unwrap_or_else(|cause| panic!("{cause}: {}{}", self.output, self.messages))
    }

    /// What went wrong, once the command has failed and printed nothing.
    fn refusal(&self) -> &str {
        assert_eq!(self.code, ExitCode::FAILURE, "{}", self.output);
        assert_eq!(self.output, "", "{}", self.messages);
        &self.messages
    }
}

/// Runs a line as it would be typed after `fourlens`; words in single quotes stay together.
fn run(line: &str) -> Told {
    run_with(line, "", &[])
}

fn run_with(line: &str, typed: &str, flags: &[String]) -> Told {
    let quoted = line.split('\'').enumerate();
    let words = quoted.flat_map(|(position, part)| match position % 2 {
        0 => part.split_whitespace().map(str::to_string).collect(),
        _ => vec![part.to_string()],
    });
    let words = ["fourlens".to_string()].into_iter().chain(words);
    let command = Cli::try_parse_from(words.chain(flags.iter().cloned()))
        .unwrap_or_else(|refused| panic!("{line}: {refused}"));
    let (mut output, mut messages) = (Vec::new(), Vec::new());
    let code = cli::run(
        command,
        &mut Terminal {
            input: &mut typed.as_bytes(),
            output: &mut output,
            messages: &mut messages,
        },
    );
    let text = |bytes| String::from_utf8(bytes).expect("what a command says is text");
    Told {
        code,
        output: text(output),
        messages: text(messages),
    }
}

/// A place for a portal: a data folder and a key ring, or two databases and a key ring.
struct Place {
    config: StoreConfig,
    folder: TempDir,
}

impl Place {
    /// A place where nothing has been done yet.
    fn empty() -> Place {
        let (config, folder) = wait_for(harness::empty_place());
        Place { config, folder }
    }

    /// A place whose databases have their shape.
    fn migrated() -> Place {
        let place = Place::empty();
        place.run("migrate").json();
        place
    }

    /// An empty place that is opened with the key ring of another.
    fn beside(other: &Place) -> Place {
        let mut place = Place::empty();
        place.config.keys = other.config.keys.clone();
        place
    }

    /// Runs a line on this place.
    fn run(&self, line: &str) -> Told {
        self.run_typing(line, "")
    }

    /// Runs a line on this place, with something on its standard input.
    fn run_typing(&self, line: &str, typed: &str) -> Told {
        run_with(line, typed, &self.flags())
    }

    fn flags(&self) -> Vec<String> {
        let path = |path: &Path| path.display().to_string();
        let mut flags = vec!["--data".to_string(), path(&self.config.data)];
        flags.extend(["--keys".to_string(), path(&self.config.keys)]);
        let urls = [
            ("--database-url", &self.config.database_url),
            ("--key-store", &self.config.key_store_url),
        ];
        for (flag, url) in urls {
            flags.extend(url.iter().flat_map(|url| [flag.to_string(), url.clone()]));
        }
        flags
    }

    /// A path in this story's own folder.
    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file into this story's own folder; its path, as it would be typed.
    fn file(&self, name: &str, text: &str) -> String {
        let path = self.path(name);
        fs::write(&path, text).expect("a file can be written");
        path.display().to_string()
    }

    /// Looks into the store behind the command line.
    fn look<T>(&self, look: impl AsyncFnOnce(&Store) -> T) -> T {
        wait_for(async {
            let (clock, random) = (Arc::new(SystemClock), Arc::new(SystemRandom));
            let store = Store::open(self.config.clone(), clock, random);
            let store = store.await.expect("the store opens");
            let seen = look(&store).await;
            store.close().await.expect("the store closes");
            seen
        })
    }

    /// Runs statements behind the store's back; how many rows they touched.
    fn meddle(&self, statements: &[&str]) -> u64 {
        let file = self.config.data.join("fourlens.sqlite");
        let file = format!("sqlite://{}", file.display());
        let url = self.config.database_url.clone().unwrap_or(file);
        wait_for(async {
            let db = Database::connect(url).await.expect("the database opens");
            let mut touched = 0;
            for statement in statements {
                let done = db.execute_unprepared(statement).await;
                touched += done.expect("the statement runs").rows_affected();
            }
            db.close().await.expect("the database closes");
            touched
        })
    }

    /// Whether someone can sign in here with this password.
    fn lets_in(&self, email: &str, password: &str) -> bool {
        self.look(async |store| {
            let mut browser = Browser::new(web::router(state(store, &self.serve(""))));
            let page = browser.get("/sign-in").await;
            let typed = [("email", email), ("password", password)];
            browser.post_form(&page, &typed).await.status == 303
        })
    }

    /// What `serve` would be told here with these further words.
    fn serve(&self, line: &str) -> Settings {
        let words = line.split_whitespace().map(str::to_string);
        let words = ["serve".to_string()].into_iter().chain(words);
        serve_flags(words.chain(self.flags()))
            .decide()
            .unwrap_or_else(|refused| panic!("{line}: {refused}"))
    }
}

/// The flags of `serve` without the command around them.
#[derive(Debug, Parser)]
struct ServeLine {
    #[command(flatten)]
    flags: ServeFlags,
}

fn serve_flags(words: impl Iterator<Item = String>) -> ServeFlags {
    ServeLine::parse_from(words).flags
}

/// What requests use, around an open store.
fn state(store: &Store, settings: &Settings) -> State {
    let (clock, random) = (Arc::new(SystemClock), Arc::new(SystemRandom));
    State::new(store.clone(), clock, random, settings.clone())
}

/// A command brings its own runtime, so a story is not told inside of one.
fn wait_for<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime starts");
    runtime.block_on(work)
}

/// A file of the repository, as it would be typed.
fn room(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    root.join(path).display().to_string()
}
