//! The real `fourlens serve` as a process of its own, which can be killed. It is this test binary
//! once more, asked for the same test and told to serve: so it is never an older build. It must not
//! know what is asked of it.

use super::THIS_TEST;
use clap::Parser;
use fourlens_server::cli::{self, Cli, Terminal};
use std::{
    env,
    io::{self, BufRead, BufReader, Read},
    net::SocketAddr,
    process::{self, Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

/// What the process is told: the words after `fourlens`, as JSON.
const WORDS: &str = "FOURLENS_SOAK_SERVE";

/// How long it may take until it says where it listens.
const START: Duration = Duration::from_secs(120);

/// A server that runs; killed when this is dropped.
pub(super) struct Server {
    child: Child,
    /// Where it listens.
    pub(super) address: SocketAddr,
}

impl Server {
    /// Starts it on what these flags name, and waits until it says where it listens.
    pub(super) fn start(flags: &[String]) -> Server {
        let words = ["serve", "--listen", "127.0.0.1:0"].map(str::to_string);
        let words: Vec<String> = words.into_iter().chain(flags.iter().cloned()).collect();
        let words = serde_json::to_string(&words).expect("words are JSON");
        let mut child = Command::new(env::current_exe().expect("this binary"))
            .args([THIS_TEST, "--exact", "--nocapture"])
            .env(WORDS, words)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("this binary runs");
        let said = child.stdout.take().expect("standard output is piped");
        let (tell, told) = mpsc::channel();
        thread::spawn(move || {
            let lines = BufReader::new(said).lines();
            for line in lines.map_while(Result::ok) {
                let address = line.split_once("http://");
                if let Some(address) = address.and_then(|(_, rest)| rest.trim().parse().ok()) {
                    let _ = tell.send(address);
                }
            }
        });
        // From here on the child ends with this value, whatever fails.
        let mut server = Server {
            child,
            address: ([127, 0, 0, 1], 0).into(),
        };
        let address = told.recv_timeout(START);
        server.address = address.expect("the server says where it listens");
        server
    }

    /// Kills it (SIGKILL, where there are signals), wherever it is.
    pub(super) fn kill(mut self) {
        self.child.kill().expect("killed");
        let ended = self.child.wait().expect("it has ended");
        assert!(!ended.success(), "it was killed and did not end by itself");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // One that has ended already needs neither.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Serves, in the process that was started for it; it never comes back from here. In any other
/// process this does nothing.
#[expect(
    clippy::disallowed_methods,
    reason = "a process is told by its environment what it is for"
)]
pub(super) fn serve_if_told() {
    let Ok(words) = env::var(WORDS) else {
        return;
    };
    // When whoever started it is gone, so is its end of this.
    thread::spawn(|| {
        let _ = io::stdin().read_to_end(&mut Vec::new());
        process::exit(1);
    });
    let words: Vec<String> = serde_json::from_str(&words).expect("words");
    let words = ["fourlens".to_string()].into_iter().chain(words);
    let cli = Cli::try_parse_from(words).unwrap_or_else(|refused| panic!("{refused}"));
    cli::run(
        cli,
        &mut Terminal {
            input: &mut io::empty(),
            output: &mut io::sink(),
            messages: &mut io::stdout(),
        },
    );
    process::exit(1);
}
