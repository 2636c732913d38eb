//! Keeping what is stored safe: `verify`, `backup`, `restore`, and the key ring that opens it.

use super::{Place, run};
use serde_json::{Value, json};
use std::{fs, path::Path, process::ExitCode};

/// A place with something in it: two people, each with a row in the log.
fn lived_in() -> Place {
    let place = Place::migrated();
    for email in ["ada@oakwell.example", "lee@oakwell.example"] {
        let line = format!("user add {email} --name Someone");
        place.run_typing(&line, "correct horse battery").json();
    }
    place
}

fn is_known(place: &Place, email: &str) -> bool {
    let found = place.look(async |store| store.system("story").person_by_email(email).await);
    found.expect("asked").is_some()
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path());
    let below = |path: std::path::PathBuf| {
        if path.is_dir() {
            files(&path)
        } else {
            vec![path]
        }
    };
    entries.flat_map(below).collect()
}

#[test]
fn verify_ends_well_until_a_row_has_been_tampered_with() {
    let place = lived_in();
    let whole = place.run("verify");
    assert_eq!(whole.json(), json!([]));
    assert_eq!(whole.messages, "0 faults, 0 notes\n");

    place.meddle(&["UPDATE audit SET at = at + 1 WHERE seq = 1"]);
    let told = place.run("verify");
    assert_eq!(told.code, ExitCode::FAILURE);
    let faults = told.printed();
    assert_eq!(
        (&faults[0]["kind"], &faults[0]["severity"]),
        (&json!("audit_chain"), &json!("fault"))
    );
    assert!(
        faults[0]["message"]
            .as_str()
            .is_some_and(|words| words.len() > 10),
        "{faults}"
    );
    assert!(!told.messages.starts_with("0 faults"), "{}", told.messages);
}

#[test]
fn a_backup_is_brought_back_elsewhere_whole() {
    let place = lived_in();
    let to = place.path("backup");
    let told = place.run(&format!("backup {}", to.display()));
    let manifests = told.json();
    let holds: Vec<&Value> = manifests
        .as_array()
        .into_iter()
        .flatten()
        .map(|one| &one["holds"])
        .collect();
    assert_eq!(holds, [&json!("data"), &json!("keys-short-life")]);
    assert!(
        told.messages.contains("the key ring is not in it"),
        "{}",
        told.messages
    );

    let other = Place::beside(&place);
    let restored = other.run(&format!("restore {}", to.display()));
    assert_eq!(restored.json()["erased"], json!(0));
    assert!(
        restored
            .messages
            .contains("prove it with `fourlens verify`"),
        "{}",
        restored.messages
    );
    assert_eq!(other.run("verify").json(), json!([]));
    assert!(is_known(&other, "ada@oakwell.example"));
}

#[test]
fn a_backup_never_contains_the_key_ring() {
    let place = lived_in();
    let ring: Value =
        serde_json::from_slice(&fs::read(&place.config.keys).expect("a ring")).expect("JSON");
    let secrets = [&ring["derive"], &ring["keys"][0]["key"]];
    let secrets = secrets.map(|secret| secret.as_str().expect("hexadecimal digits").as_bytes());
    let to = place.path("backup");
    place.run(&format!("backup {}", to.display())).json();
    let copied = files(&to);
    assert_eq!(copied.len(), 4, "two copies and two manifests: {copied:?}");
    for file in copied {
        let bytes = fs::read(&file).expect("a file");
        for secret in secrets {
            let found = bytes.windows(secret.len()).any(|window| window == secret);
            assert!(!found, "{}", file.display());
        }
    }
    // The folder of this story holds the ring, so it is refused as a backup's.
    let told = place.run(&format!("backup {}", place.folder.path().display()));
    assert!(
        told.refusal().contains("lies inside the backup"),
        "{}",
        told.messages
    );
}

#[test]
fn a_backup_goes_into_a_new_folder_only() {
    let place = lived_in();
    let line = format!("backup {}", place.path("backup").display());
    place.run(&line).json();
    let again = place.run(&line);
    assert!(
        again.refusal().contains("is not empty: name a new folder"),
        "{}",
        again.messages
    );
}

#[test]
fn restoring_into_a_place_that_is_not_empty_is_refused_and_changes_nothing() {
    let (place, other) = (lived_in(), Place::migrated());
    let to = place.path("backup");
    place.run(&format!("backup {}", to.display())).json();
    other
        .run_typing(
            "user add eve@elm.example --name Eve",
            "correct horse battery",
        )
        .json();
    let told = other.run(&format!("restore {}", to.display()));
    assert!(
        told.refusal().contains("is not empty: restore into a new"),
        "{}",
        told.messages
    );
    assert!(is_known(&other, "eve@elm.example") && !is_known(&other, "ada@oakwell.example"));
    assert_eq!(other.run("verify").json(), json!([]));
}

#[test]
fn what_is_no_backup_is_refused() {
    let place = Place::empty();
    let told = place.run(&format!("restore {}", place.path("nothing").display()));
    assert!(
        told.refusal().contains("there is no manifest"),
        "{}",
        told.messages
    );
}

#[test]
fn a_key_ring_that_did_not_seal_what_is_stored_is_refused() {
    let mut place = super::seeding::city();
    let ring = place.path("wrong.json");
    run(&format!("keys new {}", ring.display()));
    let own = std::mem::replace(&mut place.config.keys, ring);
    for line in [
        "verify",
        "rescore",
        "user disable head@quillmere.example",
        "serve --listen 127.0.0.1:0",
    ] {
        let told = place.run(line);
        let refusal = "wrong.json did not seal what is stored here";
        assert!(
            told.refusal().contains(refusal),
            "{line}: {}",
            told.messages
        );
    }
    place.config.keys = own;
    assert_eq!(place.run("verify").json(), json!([]));
}

#[test]
fn keys_are_rotated_and_those_before_are_not_retired_at_once() {
    let place = lived_in();
    let told = place.run("keys rotate");
    assert_eq!(told.code, ExitCode::SUCCESS, "{}", told.messages);
    assert!(
        told.messages.starts_with("key 2 wraps from now on"),
        "{}",
        told.messages
    );
    let ring = |place: &Place| -> Value {
        serde_json::from_slice(&fs::read(&place.config.keys).expect("a ring")).expect("JSON")
    };
    let before = ring(&place);
    assert_eq!(before["keys"].as_array().map(Vec::len), Some(2));
    let told = place.run("keys retire");
    assert_eq!(told.code, ExitCode::FAILURE);
    assert!(
        told.messages.contains("try again in 15 minutes"),
        "{}",
        told.messages
    );
    let after = ring(&place);
    assert_eq!(after["keys"], before["keys"]);
    assert_eq!(after["derive"], before["derive"], "what is derived stays");
    assert_eq!(place.run("verify").json(), json!([]));
}
