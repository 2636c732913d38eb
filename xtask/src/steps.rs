//! The steps of a run: each with a name, its minutes and what came of it.

use std::time::{Duration, Instant};

use anyhow::Result;

use crate::counts::Counts;

/// What came of a step that could be tried.
pub(crate) enum Outcome {
    /// It ran, and these are its tests; a step without tests counts one.
    Ran(Counts),
    /// It cannot run here, and why.
    Skipped(String),
}

impl Outcome {
    /// A step without tests of its own that went well.
    pub(crate) const PASSED: Outcome = Outcome::Ran(Counts::PASSED);
}

struct Step {
    name: &'static str,
    time: Duration,
    counts: Counts,
    result: String,
}

/// The steps so far.
#[derive(Default)]
pub(crate) struct Steps(Vec<Step>);

impl Steps {
    /// Runs a step and says whether it passed; an error is a failure.
    pub(crate) fn run(
        &mut self,
        name: &'static str,
        work: impl FnOnce() -> Result<Outcome>,
    ) -> bool {
        eprintln!("\n── {name}");
        let start = Instant::now();
        let (passed, counts, result) = match work() {
            Ok(Outcome::Ran(counts)) if counts.failed == 0 => (true, counts, "passed".to_owned()),
            Ok(Outcome::Ran(counts)) => (false, counts, "failed".to_owned()),
            Ok(Outcome::Skipped(why)) => (false, Counts::SKIPPED, format!("skipped: {why}")),
            Err(error) => (false, Counts::FAILED, format!("failed: {error:#}")),
        };
        let time = start.elapsed();
        eprintln!("── {name}: {result} ({:.1} s)", time.as_secs_f64());
        self.0.push(Step {
            name,
            time,
            counts,
            result,
        });
        passed
    }

    /// The sum of all steps.
    pub(crate) fn counts(&self) -> Counts {
        self.0
            .iter()
            .fold(Counts::default(), |sum, step| sum + step.counts)
    }

    /// Prints minutes and result of each step, then the sum alone on the last line.
    pub(crate) fn print(&self) {
        println!("\n{:<24}{:>8}  result", "step", "minutes");
        for step in &self.0 {
            let Counts {
                passed,
                failed,
                skipped,
            } = step.counts;
            let tests = match passed + failed + skipped {
                0 | 1 => String::new(),
                _ => format!(" ({})", step.counts),
            };
            println!(
                "{:<24}{:>8.1}  {}{tests}",
                step.name,
                minutes(step.time),
                step.result
            );
        }
        let whole = self.0.iter().map(|step| step.time).sum();
        println!("{:<24}{:>8.1}\n", "all", minutes(whole));
        println!("{}", self.counts());
    }
}

/// Says what is being done, does it, and says how long it took.
pub(crate) fn timed<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    eprintln!("{name} …");
    let start = Instant::now();
    let result = work();
    let word = if result.is_ok() { "done" } else { "failed" };
    eprintln!("{name}: {word} in {:.1} s", start.elapsed().as_secs_f64());
    result
}

fn minutes(time: Duration) -> f64 {
    time.as_secs_f64() / 60.0
}
