//! The binary itself, where a process of its own is what matters: its environment, its streams,
//! its exit code. What each command does is told in the room `tests`.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    process::{Child, Command, Output, Stdio},
    sync::mpsc::{Receiver, channel},
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

/// A running portal, stopped whatever happens.
struct Serving(Child);

impl Drop for Serving {
    fn drop(&mut self) {
        // One that has ended already needs no end.
        let _ended = self.0.kill();
        let _reaped = self.0.wait();
    }
}

/// Sends a request over a connection of its own; the status line of the answer.
fn ask(address: &str, request: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("the portal listens");
    let length = request
        .split_once("\r\n\r\n")
        .map_or(0, |(_, body)| body.len());
    let end = format!("host: {address}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n");
    let request = request.replacen("\r\n\r\n", &format!("\r\n{end}"), 1);
    stream.write_all(request.as_bytes()).expect("it is read");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("it answers");
    answer.lines().next().unwrap_or_default().to_string()
}

#[test]
fn the_portal_is_served_and_its_log_says_where_a_request_came_from_and_never_what_was_typed() {
    let place = Place::new();
    assert!(
        place
            .run("migrate --data data --keys ring.json", &[])
            .status
            .success()
    );
    let mut serve = Command::new(env!("CARGO_BIN_EXE_fourlens"));
    serve
        .env_clear()
        .env("FOURLENS_LOG", "warn,tower_http=debug")
        .args([
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--data",
            "data",
            "--keys",
            "ring.json",
        ])
        .args(["--trusted-proxy", "127.0.0.0/8"])
        .current_dir(place.0.path())
        .stderr(Stdio::piped());
    let mut serving = Serving(serve.spawn().expect("the binary runs"));
    let mut said = BufReader::new(serving.0.stderr.take().expect("it was asked for")).lines();
    let mut line = || said.next().and_then(Result::ok);
    let greeting = std::iter::from_fn(&mut line).find_map(|line| {
        let address = line.strip_prefix("Fourlens is at http://");
        address.map(str::to_string)
    });
    let address = greeting.expect("it says where it is");

    let spoofed = "x-forwarded-for: 198.51.100.1, 203.0.113.9, 127.0.0.2";
    let health = ask(
        &address,
        &format!("GET /healthz?typed=canary HTTP/1.1\r\n{spoofed}\r\n\r\n"),
    );
    assert_eq!(health, "HTTP/1.1 200 OK");
    let posted = "content-type: application/x-www-form-urlencoded\r\nsec-fetch-site: same-origin";
    let body = "email=ada%40oakwell.example&password=canary";
    let refused = ask(
        &address,
        &format!("POST /sign-in HTTP/1.1\r\n{posted}\r\n\r\n{body}"),
    );
    assert!(refused.starts_with("HTTP/1.1 422"), "{refused}");

    let stop = Command::new("kill")
        .arg(serving.0.id().to_string())
        .status();
    assert!(stop.is_ok_and(|status| status.success()));
    let log: Vec<String> = std::iter::from_fn(&mut line).collect();
    let log = log.join("\n");
    let ended = serving.0.wait().expect("it ends");
    assert!(ended.success(), "{ended}: {log}");
    assert!(
        log.contains("method=GET path=\"/healthz\" client=203.0.113.9"),
        "{log}"
    );
    assert!(
        log.contains("method=POST path=\"/sign-in\" client=127.0.0.1"),
        "{log}"
    );
    assert!(
        !log.contains("canary") && !log.contains("198.51.100.1"),
        "{log}"
    );
    assert!(!log.contains('\u{1b}'), "colours are for terminals: {log}");
}

/// A bucket of someone else's, as far as a list of it goes: one object, and what was asked.
fn bucket(object: &'static str) -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address").to_string();
    let (tell, asked) = channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.expect("someone connects");
            let mut head = [0; 4096];
            let length = stream.read(&mut head).expect("a request");
            let said = tell.send(text(&head[..length]));
            let body = format!(
                "<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>{object}</Key>\
                 <LastModified>2026-10-01T08:00:00.000Z</LastModified><ETag>\"e\"</ETag>\
                 <Size>7</Size></Contents></ListBucketResult>"
            );
            let answer = format!(
                "HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
                body.len()
            );
            let written = stream.write_all(answer.as_bytes());
            if said.is_err() || written.is_err() {
                return;
            }
        }
    });
    (address, asked)
}

#[test]
fn files_in_a_bucket_are_looked_for_where_the_environment_says() {
    const OBJECT: &str = "evidence/0123456789abcdef0123456789abcdef";
    let place = Place::new();
    let (address, asked) = bucket(OBJECT);
    let endpoint = format!("http://{address}");
    let variables = [
        ("AWS_ACCESS_KEY_ID", "someone"),
        ("AWS_SECRET_ACCESS_KEY", "secret"),
        ("AWS_ENDPOINT", endpoint.as_str()),
        ("AWS_ALLOW_HTTP", "true"),
        ("FOURLENS_FILES", "s3://bucket/evidence"),
    ];
    let at = "--data data --keys ring.json";
    assert!(place.run(&format!("migrate {at}"), &[]).status.success());
    let told = place.run(&format!("verify {at}"), &variables);
    assert!(told.status.success(), "{}", text(&told.stderr));
    assert!(text(&told.stdout).contains("file_without_row"));
    let request = asked.recv().expect("it was asked");
    let line = request.lines().next().unwrap_or_default();
    assert!(
        line.starts_with("GET /bucket?") && line.contains("prefix=evidence"),
        "{line}"
    );
    let told = place.run(&format!("backup copy {at}"), &variables);
    assert!(text(&told.stderr).contains("the files lie in s3://bucket/evidence"));
}
