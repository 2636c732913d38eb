//! The bench room: measures the release binary and prints each figure of the design beside the
//! machine's own limit in the same run. Started by `cargo xtask bench`. A goal missed is told; a
//! measurement that is broken fails. It holds no number that it did not measure but the goals.

mod bare;
mod client;
mod demo;
mod engine;
mod form;
mod import;
mod load;
mod machine;
mod page;
mod peer_form;
mod raw_commits;
mod server_process;
mod siege;
mod stored;
mod stored_bytes;
mod submission;
mod table;
mod town;
mod weight;

use anyhow::{Context, Result, bail};
use machine::Machine;
use server_process::Workshop;
use std::{path::Path, process::ExitCode};
use table::{Row, Table};
use tokio::runtime::Builder;

/// The figures by name, in the order they are measured.
const FIGURES: [&str; 7] = [
    "page",
    "weight",
    "submission",
    "form",
    "import",
    "siege",
    "demo",
];

fn main() -> ExitCode {
    // `cargo bench` adds a word of its own.
    let words = std::env::args().skip(1).filter(|word| word != "--bench");
    match run(&words.collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<()> {
    match arguments {
        // On as many threads as our server.
        [first, file] if first == bare::ARGUMENT => Builder::new_multi_thread()
            .enable_all()
            .build()?
            .block_on(bare::answer(Path::new(file))),
        // On one, so that whoever asks takes no more than one core from whoever answers.
        [server, folder, engine, names @ ..] => {
            let workshop = Workshop {
                server: server.into(),
                folder: folder.into(),
                engine: engine.into(),
            };
            let one_thread = Builder::new_current_thread().enable_all().build()?;
            one_thread.block_on(bench(&workshop, names))
        }
        _ => bail!(
            "start it by `cargo xtask bench`: it wants the server, a folder, the engine for Node, and names"
        ),
    }
}

async fn bench(workshop: &Workshop, names: &[String]) -> Result<()> {
    if let Some(unknown) = names.iter().find(|name| !FIGURES.contains(&name.as_str())) {
        bail!(
            "there is no figure `{unknown}`: write one of {}",
            FIGURES.join(", ")
        );
    }
    std::fs::create_dir_all(&workshop.folder)?;
    eprintln!("measuring the machine …");
    let machine = Machine::measure(&workshop.folder).await?;
    let mut table = Table::default();
    for figure in FIGURES {
        if names.is_empty() || names.iter().any(|name| name == figure) {
            eprintln!("measuring {figure} …");
            let rows = measure(figure, workshop).await;
            table.add(rows.with_context(|| format!("{figure} could not be measured"))?);
        }
    }
    println!("\n{machine}\n\n{table}");
    Ok(std::fs::remove_dir_all(&workshop.folder)?)
}

async fn measure(figure: &str, workshop: &Workshop) -> Result<Vec<Row>> {
    match figure {
        "page" => page::measure(workshop).await,
        "weight" => weight::measure(workshop).await,
        "submission" => submission::measure(workshop).await,
        "form" => form::measure(workshop).await,
        "import" => import::measure(workshop).await,
        "siege" => siege::measure(workshop).await,
        "demo" => demo::measure(workshop).await,
        _ => bail!("there is no figure `{figure}`"),
    }
}
