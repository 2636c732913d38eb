//! The house's own tool: sets up, builds, serves and tests Fourlens. It knows how the rooms are
//! built and nothing of what they do.

mod apt;
mod assets;
mod bench;
mod browser;
mod build;
mod cargo;
mod counts;
mod css;
mod engine;
mod house;
mod npm;
mod postgres;
mod process;
mod python;
mod scan;
mod serve;
mod soak;
mod stamp;
mod steps;
mod test;
mod wasm;

use std::process::ExitCode;

use anyhow::Result;

use crate::house::House;

const USAGE: &str = "\
cargo xtask serve [ARGUMENTS]   set everything up and start the demo on http://127.0.0.1:3000;
                                arguments go to `fourlens serve --demo`
cargo xtask test                set everything up and run every check and test
cargo xtask soak [PART] [SEED]  what takes long, from a seed that it tells: `tests` (what `test`
                                takes a sample of) and `scan` (wapiti and schemathesis on a
                                demo); both unless a part is named
cargo xtask build               a release build with everything inside: target/release/fourlens
cargo xtask bench [NAME…]       a release build, then its figures beside the machine's own limits:
                                page, weight, submission, form, demo
cargo xtask css                 styles and scripts only, into target/assets
cargo xtask wasm                the islands only, into target/assets";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next().unwrap_or_default();
    let rest: Vec<String> = arguments.collect();
    match run(&command, &rest) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("xtask {command}: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: &str, rest: &[String]) -> Result<ExitCode> {
    let house = House::open()?;
    match command {
        "serve" => serve::serve(&house, rest),
        "test" => test::test(&house),
        "soak" => soak::soak(&house, rest),
        "build" => build::build(&house),
        "bench" => bench::bench(&house, rest),
        "css" => build::styles(&house).map(|()| ExitCode::SUCCESS),
        "wasm" => build::islands(&house).map(|()| ExitCode::SUCCESS),
        "" | "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(ExitCode::SUCCESS)
        }
        _ => {
            eprintln!("There is no `{command}` here.\n\n{USAGE}");
            Ok(ExitCode::from(2))
        }
    }
}
