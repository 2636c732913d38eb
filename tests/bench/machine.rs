//! What this machine can do at all: cores, writes that reach the disk, the barest answer over
//! HTTP. It must not know Fourlens.

use crate::{bare, load, server_process::Running};
use anyhow::{Context, Result};
use std::{
    fs::File,
    io::Write,
    path::Path,
    time::{Duration, Instant},
};

const DISK_TIME: Duration = Duration::from_secs(2);
const BLOCK: [u8; 4096] = [0x46; 4096];

/// The machine's own limits.
pub struct Machine {
    cores: usize,
    /// Writes of 4 KiB a second, each on the disk before the next.
    writes: f64,
    /// Answers a second of a handler that says two letters.
    answers: f64,
}

impl Machine {
    /// Measures it; the disk is the one that holds `folder`.
    pub async fn measure(folder: &Path) -> Result<Machine> {
        let writes = writes_a_second(&folder.join("machine.tmp"))?;
        let bare = bare::start(folder, &bare::Recorded::plain("ok"))?;
        let answers = answers_a_second(&bare).await?;
        Ok(Machine {
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            writes,
            answers,
        })
    }
}

impl std::fmt::Display for Machine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "this machine: {} cores; {:.0} writes of 4 KiB a second to the disk (fdatasync each); \
             {:.0} answers of two letters a second by a bare handler. \
             Whoever asks shares the cores with whoever answers.",
            self.cores, self.writes, self.answers
        )
    }
}

fn writes_a_second(path: &Path) -> Result<f64> {
    let mut file =
        File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
    let start = Instant::now();
    let mut writes = 0_u32;
    while start.elapsed() < DISK_TIME {
        file.write_all(&BLOCK)?;
        file.sync_data()?;
        writes += 1;
    }
    let rate = f64::from(writes) / start.elapsed().as_secs_f64();
    std::fs::remove_file(path)?;
    Ok(rate)
}

async fn answers_a_second(bare: &Running) -> Result<f64> {
    let asked = vec![load::Page::of("/", None); load::CONNECTIONS];
    Ok(load::pages(bare.address(), &asked).await?.per_second())
}
