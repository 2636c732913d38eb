//! The engine of forms in WebAssembly, as islands have it, run by Node: the same changes to the same
//! form as natively. It must not know how it was compiled.

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::{Value as Json, json};
use std::{
    io::Write,
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

/// Times the changes where they are made; Node's clock counts nanoseconds.
const SCRIPT: &str = "
const input = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const { Filled } = require(input.engine);
const filled = new Filled(input.package, input.answers, input.today);
let moved = 0;
const times = [];
for (let run = 0; run < input.runs; run++) {
  const start = process.hrtime.bigint();
  for (let number = 0; number < input.changes; number++) {
    moved += filled.change(input.question, 'ab'[number % 2], input.section);
  }
  times.push(Number(process.hrtime.bigint() - start) / input.changes);
}
times.sort((one, other) => one - other);
console.log(JSON.stringify({ moved, nanoseconds: times[times.length >> 1] }));
";

/// What is changed, how often.
pub struct Changes<'a> {
    /// The form's package, as JSON.
    pub package: &'a str,
    /// Answers to all of it.
    pub answers: &'a Json,
    /// The question that gets another answer each time: `a`, then `b`.
    pub question: &'a str,
    /// Where its section stands.
    pub section: usize,
    /// How many changes are timed together, and how often.
    pub times: (usize, usize),
}

/// What Node tells.
#[derive(Deserialize)]
pub struct Changed {
    /// How many questions moved in all.
    pub moved: usize,
    nanoseconds: f64,
}

impl Changed {
    /// The middle of the times that one change took.
    pub fn time(&self) -> Duration {
        Duration::from_secs_f64(self.nanoseconds / 1e9)
    }
}

/// Makes the changes in Node.
pub fn change(engine: &Path, changes: &Changes<'_>) -> Result<Changed> {
    let (together, runs) = changes.times;
    let input = json!({
        "engine": engine,
        "package": changes.package,
        "answers": changes.answers.to_string(),
        "today": "2026-10-02",
        "question": changes.question,
        "section": changes.section,
        "changes": together,
        "runs": runs,
    });
    let mut node = Command::new("node")
        .args(["--eval", SCRIPT])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("node does not start")?;
    let mut typed = node.stdin.take().context("standard input is piped")?;
    typed.write_all(input.to_string().as_bytes())?;
    drop(typed);
    let told = node.wait_with_output()?;
    if !told.status.success() {
        bail!("node ended with {}", told.status);
    }
    Ok(serde_json::from_slice(&told.stdout)?)
}
