//! The binary itself, where a process of its own is what matters: its environment, its streams,
//! its exit code. What each command does is told in the room `tests`.

use std::{
    io::Write,
    process::{Command, Output, Stdio},
};
use tempfile::TempDir;

/// A folder with a key ring, and the binary run in it.
struct Place(TempDir);

impl Place {
    fn new() -> Place {
        let place = Place(tempfile::tempdir().expect("a folder can be made"));
        assert!(place.run("keys new ring.json", &[]).status.success());
        place
    }

    /// Runs a line with these variables and no others of ours.
    fn run(&self, line: &str, variables: &[(&str, &str)]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fourlens"));
        command
            .env_clear()
            .envs(variables.iter().copied())
            .args(line.split_whitespace())
            .current_dir(self.0.path());
        command.output().expect("the binary runs")
    }

    fn holds(&self, name: &str) -> bool {
        self.0.path().join(name).exists()
    }

    fn file(&self, name: &str, text: &str) {
        std::fs::write(self.0.path().join(name), text).expect("a file can be written");
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_flag_beats_the_environment_and_the_environment_beats_the_file() {
    let place = Place::new();
    place.file(
        "fourlens.toml",
        "data = \"of-the-file\"\nkeys = \"ring.json\"\n",
    );
    let config = ("FOURLENS_CONFIG", "fourlens.toml");
    let data = ("FOURLENS_DATA", "of-the-environment");
    let made =
        || ["of-the-file", "of-the-environment", "of-the-flag"].map(|name| place.holds(name));
    assert!(
        place
            .run("migrate --data of-the-flag", &[config, data])
            .status
            .success()
    );
    assert_eq!(made(), [false, false, true]);
    assert!(place.run("migrate", &[config, data]).status.success());
    assert_eq!(made(), [false, true, true]);
    assert!(place.run("migrate", &[config]).status.success());
    assert_eq!(made(), [true, true, true]);
}

#[test]
fn a_demo_can_be_asked_for_by_flag_variable_or_file() {
    let place = Place::new();
    place.file("fourlens.toml", "demo = true\n");
    let (yes, no) = (("FOURLENS_DEMO", "1"), ("FOURLENS_DEMO", "0"));
    let file = ("FOURLENS_CONFIG", "fourlens.toml");
    let is_demo = |data: &str, flag: &str, variables: &[(&str, &str)]| {
        let line = format!("migrate {flag} --keys ring.json --data {data}");
        let done = place.run(&line, variables);
        assert!(done.status.success(), "{line}: {}", text(&done.stderr));
        place.holds(&format!("{data}/demo"))
    };
    assert!(is_demo("1", "--demo", &[]));
    assert!(is_demo("2", "", &[yes]));
    assert!(is_demo("3", "", &[file]));
    assert!(is_demo("4", "--demo", &[no]));
    assert!(!is_demo("5", "", &[no]));
    assert!(!is_demo("6", "", &[no, file]));
    assert!(!is_demo("7", "--demo=false", &[yes, file]));
}

#[test]
fn json_comes_on_standard_output_and_messages_on_standard_error() {
    let place = Place::new();
    let done = place.run("migrate --data data --keys ring.json", &[]);
    assert_eq!(done.status.code(), Some(0));
    assert!(
        text(&done.stdout).starts_with('['),
        "{}",
        text(&done.stdout)
    );
    assert!(
        text(&done.stderr).starts_with("took step "),
        "{}",
        text(&done.stderr)
    );

    let refused = place.run("verify --data elsewhere --keys ring.json", &[]);
    assert_eq!(
        (refused.status.code(), text(&refused.stdout)),
        (Some(1), String::new())
    );
    assert!(
        text(&refused.stderr).starts_with("error: "),
        "{}",
        text(&refused.stderr)
    );

    let misspelt = place.run("verfy", &[]);
    assert_eq!(
        (misspelt.status.code(), text(&misspelt.stdout)),
        (Some(2), String::new())
    );
    assert!(
        text(&misspelt.stderr).contains("'verify'"),
        "{}",
        text(&misspelt.stderr)
    );
}

#[test]
fn a_password_is_read_from_standard_input() {
    let place = Place::new();
    assert!(
        place
            .run("migrate --data data --keys ring.json", &[])
            .status
            .success()
    );
    let mut add = Command::new(env!("CARGO_BIN_EXE_fourlens"));
    add.args(["user", "add", "ada@oakwell.example", "--name", "Ada Oak"])
        .args(["--data", "data", "--keys", "ring.json"])
        .current_dir(place.0.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    let mut adding = add.spawn().expect("the binary runs");
    let mut typed = adding.stdin.take().expect("it was asked for");
    typed
        .write_all(b"correct horse battery\n")
        .expect("it is read");
    drop(typed);
    let done = adding.wait_with_output().expect("it ends");
    assert!(done.status.success() && text(&done.stdout).contains("ada@oakwell.example"));
}
