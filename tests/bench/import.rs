//! The schools register: a file of 50,000 schools, made up, taken by the command line into an
//! empty directory, and again when it is held. The limit is the same rows, copied raw into a
//! database as it stood before, in commits of the same size.

use crate::{
    server_process::Workshop,
    stored::{self, MAIN, Stored},
    table::{Goal, Row, milliseconds, time},
};
use anyhow::{Context, Result, bail};
use sea_orm::ConnectionTrait;
use std::{
    fmt::Write as _,
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

const SCHOOLS: usize = 50_000;

/// Schools in one commit of ours.
const A_COMMIT: i64 = 200;

/// As the store opens its writing connection.
const SETTINGS: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
    PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON";

/// Measures it.
pub async fn measure(workshop: &Workshop) -> Result<Vec<Row>> {
    let folder = workshop.empty_folder("import")?;
    let (data, keys) = (folder.join("data"), folder.join("ring.json"));
    let file = folder.join("schools.csv");
    std::fs::write(&file, register())?;
    let megabytes = std::fs::metadata(&file)?.len() as f64 / 1_000_000.0;
    let run = |words: &[&str]| run(workshop, words, &data, &keys);
    let new = [
        workshop.server.as_os_str(),
        "keys".as_ref(),
        "new".as_ref(),
        keys.as_os_str(),
    ];
    if !Command::new(new[0])
        .args(&new[1..])
        .stderr(Stdio::null())
        .status()?
        .success()
    {
        bail!("no key ring was made");
    }
    run(&["migrate"])?;
    run(&["user", "add", "a@b.example", "--name", "Ada"])?;
    let role = ["user", "role", "a@b.example", "administrator"];
    run(&[&role[..], &["--partnership-name", "Bench"]].concat())?;
    let before = Stored::copy(&data, &folder.join("before"))?;
    let file = file.to_string_lossy();
    let first = run(&["import", "schools", &file])?;
    let after = Stored::of(&data);
    let held = after
        .number("SELECT count(*) FROM organisation WHERE kind = 'school'")
        .await?;
    if held != SCHOOLS as f64 {
        bail!("{held} of {SCHOOLS} schools are held");
    }
    let again = run(&["import", "schools", &file])?;
    let raw = raw(&before, &after).await?;
    Ok(vec![
        Row::new("50,000 schools of the register, imported", time(first))
            .limit(time(raw))
            .goal(Goal::AtMost(milliseconds(10_000.0)))
            .note(format!(
                "the whole command, from start to end, on a file of {megabytes:.0} MB; each school audited; \
                 in commits of {A_COMMIT}; the limit is the same rows copied raw in such commits"
            )),
        Row::new("  the same file again, when it changes nothing", time(again))
            .goal(Goal::AtMost(milliseconds(10_000.0))),
    ])
}

/// Runs a command on a portal; how long it took.
fn run(workshop: &Workshop, words: &[&str], data: &Path, keys: &Path) -> Result<Duration> {
    let start = Instant::now();
    let mut child = Command::new(&workshop.server)
        .args(words)
        .arg("--data")
        .arg(data)
        .arg("--keys")
        .arg(keys)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()?;
    let mut input = child.stdin.take().context("standard input is piped")?;
    // A command that reads nothing may be gone already.
    let _ = input.write_all(b"a long enough password\n");
    drop(input);
    let ended = child.wait_with_output()?;
    if !ended.status.success() {
        bail!("{words:?}: {}", String::from_utf8_lossy(&ended.stderr));
    }
    Ok(start.elapsed())
}

/// The same rows, copied raw.
async fn raw(before: &Stored, after: &Stored) -> Result<Duration> {
    let db = stored::open(&before.file(MAIN)).await?;
    db.execute_unprepared(SETTINGS).await?;
    let attach = format!("ATTACH DATABASE '{}' AS source", after.file(MAIN).display());
    db.execute_unprepared(&attach).await?;
    let start = Instant::now();
    for table in ["organisation", "audit"] {
        let first = stored::number(&db, &format!("SELECT max(seq) FROM main.{table}")).await?;
        let last = stored::number(&db, &format!("SELECT max(seq) FROM source.{table}")).await?;
        let mut from = first + 1;
        while from <= last {
            let to = from + A_COMMIT - 1;
            let sql = format!(
                "BEGIN IMMEDIATE; INSERT INTO main.{table} SELECT * FROM source.{table} \
                 WHERE seq BETWEEN {from} AND {to}; COMMIT"
            );
            db.execute_unprepared(&sql).await?;
            from = to + 1;
        }
    }
    let took = start.elapsed();
    db.close().await?;
    Ok(took)
}

/// A file like the register's, with as many columns that mean nothing to us as it has.
fn register() -> String {
    let ours = "URN,LA (code),LA (name),EstablishmentNumber,EstablishmentName,\
        TypeOfEstablishment (name),EstablishmentStatus (name),OpenDate,CloseDate,\
        PhaseOfEducation (name),UKPRN,Trusts (code),Trusts (name),NumberOfPupils,\
        StatutoryLowAge,StatutoryHighAge,Postcode,Town,HeadFirstName,HeadLastName,\
        NurseryProvision (name),Boarders (name),OfficialSixthForm (name)";
    let mut file = ours.to_owned();
    for column in 0..60 {
        let _ = write!(file, ",Unused {column}");
    }
    let unused = ",\"Not applicable\"".repeat(60);
    for number in 0..SCHOOLS {
        let trust = number % 2_000;
        let _ = write!(
            file,
            "\r\n{},{},Area {},{:04},\"School {number}, Made-up\",Academy converter,Open,\
             01-09-2019,,Primary,{},{},Trust {trust},{},4,11,ZZ{} 9ZZ,Nowhere,Ada,Oak {number},\
             Has Nursery Classes,No boarders,Not applicable{unused}",
            800_000 + number,
            900 + number / 1_000,
            900 + number / 1_000,
            number % 10_000,
            10_000_000 + number,
            trust + 1,
            90 + number % 400,
            number % 99,
        );
    }
    file
}
