//! The binary `fourlens`: logging, then the command line.

use clap::Parser;
use fourlens_server::cli::{Cli, Terminal, run};
use std::{
    io::{self, IsTerminal},
    process::ExitCode,
};
use tracing_subscriber::EnvFilter;

/// A page is drawn from many small pieces, which this one hands out and takes back at less cost.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let filter = EnvFilter::try_from_env("FOURLENS_LOG").unwrap_or_else(|_| EnvFilter::new("warn"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .init();
    let mut terminal = Terminal {
        input: &mut io::stdin(),
        output: &mut io::stdout(),
        messages: &mut io::stderr(),
    };
    run(Cli::parse(), &mut terminal)
}
