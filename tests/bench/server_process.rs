//! A server as a process of its own, on a port of its own: started, asked where it is, and ended
//! by its id. It must not know what is asked of it.

use anyhow::{Context, Result, bail};
use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    time::{Duration, Instant},
};

/// How long a server may take until it says where it is; the demo makes its city first.
const START: Duration = Duration::from_secs(120);

/// How long a server may take to end after it was asked to.
const STOP: Duration = Duration::from_secs(15);

/// What Linux counts a process's time in.
const TICK: Duration = Duration::from_millis(10);

/// The release binary, where it may write, and what else is measured.
pub struct Workshop {
    /// The binary `fourlens`.
    pub server: PathBuf,
    /// A folder on the disk that is measured.
    pub folder: PathBuf,
    /// The engine of forms as a script for Node; not there where it could not be made.
    pub engine: PathBuf,
}

impl Workshop {
    /// An empty folder.
    pub fn empty_folder(&self, name: &str) -> Result<PathBuf> {
        let folder = self.folder.join(name);
        if folder.exists() {
            std::fs::remove_dir_all(&folder)?;
        }
        std::fs::create_dir_all(&folder)?;
        Ok(folder)
    }

    /// Serves what lies in a folder, on a free port.
    pub fn serve(&self, data: &Path, keys: &Path) -> Result<Running> {
        let mut command = self.command(data);
        command.arg("--keys").arg(keys);
        Running::start(&mut command)
    }

    /// Serves it as behind a proxy on this machine, which says where its callers are.
    pub fn serve_behind_proxy(&self, data: &Path, keys: &Path) -> Result<Running> {
        let mut command = self.command(data);
        command.arg("--keys").arg(keys);
        Running::start(command.args(["--trusted-proxy", "127.0.0.1/32"]))
    }

    /// Serves a demo from a folder, on a free port.
    pub fn serve_demo(&self, data: &Path) -> Result<Running> {
        Running::start(self.command(data).arg("--demo"))
    }

    fn command(&self, data: &Path) -> Command {
        let mut command = Command::new(&self.server);
        command
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data);
        command
    }
}

/// A server that runs; it is ended when this is dropped.
pub struct Running {
    child: Child,
    address: SocketAddr,
    panicked: Arc<AtomicBool>,
}

impl Running {
    /// Starts a server and waits until it says its address on standard error.
    pub fn start(command: &mut Command) -> Result<Running> {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start {}", command.get_program().display()))?;
        let said = child.stderr.take().context("standard error is piped")?;
        let (tell, told) = mpsc::channel();
        let panicked = Arc::new(AtomicBool::new(false));
        let sees = panicked.clone();
        std::thread::spawn(move || listen(BufReader::new(said), &tell, &sees));
        // From here on the child ends with this value, whatever fails.
        let mut running = Running {
            child,
            address: ([127, 0, 0, 1], 0).into(),
            panicked,
        };
        running.address = told
            .recv_timeout(START)
            .context("the server did not say where it is")?;
        Ok(running)
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Whether its log tells of a panic.
    pub fn has_panicked(&self) -> bool {
        self.panicked.load(Ordering::Relaxed)
    }

    /// Its resident memory, in mebibytes.
    pub fn resident(&self) -> Result<f64> {
        let path = format!("/proc/{}/status", self.child.id());
        let status = std::fs::read_to_string(&path).with_context(|| format!("no {path}"))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kibibytes = line.and_then(|line| line.split_whitespace().next());
        let kibibytes: f64 = kibibytes.context("no resident memory")?.parse()?;
        Ok(kibibytes / 1024.0)
    }

    /// The processor's time it has used so far, to a hundredth of a second: noise of others on the
    /// machine does not change it much.
    pub fn processor_time(&self) -> Result<Duration> {
        let path = format!("/proc/{}/stat", self.child.id());
        let stat = std::fs::read_to_string(&path).with_context(|| format!("no {path}"))?;
        // The program's name in parentheses may hold spaces; user and system time follow it as
        // the 12th and the 13th number.
        let (_, after) = stat.rsplit_once(')').context("a process has a name")?;
        let times = after.split_whitespace().skip(11).take(2);
        let ticks = times.map(str::parse::<u64>).sum::<Result<u64, _>>()?;
        Ok(TICK * u32::try_from(ticks)?)
    }

    /// Asks it to end, and waits until it has.
    pub fn stop(mut self) -> Result<()> {
        let id = self.child.id().to_string();
        let asked = Command::new("kill").args(["-TERM", &id]).status()?;
        if !asked.success() {
            bail!("process {id} could not be asked to end");
        }
        let start = Instant::now();
        while start.elapsed() < STOP {
            if let Some(status) = self.child.try_wait()? {
                if !status.success() {
                    bail!("the server ended with {status}");
                }
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        bail!("the server did not end within {} s", STOP.as_secs())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // One that has ended already needs neither.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Tells the first address that is said, and passes on what the log warns of.
fn listen(said: impl BufRead, tell: &mpsc::Sender<SocketAddr>, panicked: &AtomicBool) {
    let mut found = false;
    for line in said.lines().map_while(Result::ok) {
        if line.contains("panicked") {
            panicked.store(true, Ordering::Relaxed);
        }
        let address = line
            .split_once("http://")
            .and_then(|(_, rest)| rest.trim().parse().ok());
        match address {
            Some(address) if !found => {
                found = true;
                let _ = tell.send(address);
            }
            // Of those a siege makes thousands.
            _ if line.contains("a request was shed") => {}
            _ if line.contains("WARN") || line.contains("rror") => eprintln!("  {line}"),
            _ => {}
        }
    }
}
