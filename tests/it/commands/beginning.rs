//! How a portal begins: a key ring, and databases of the right shape.

use super::{Place, run};
use serde_json::json;
use std::{fs, os::unix::fs::PermissionsExt, path::Path};

#[test]
fn a_key_ring_is_made_for_its_owner_only_and_never_made_again() {
    let place = Place::empty();
    let ring = place.path("another ring.json");
    let make = format!("keys new '{}'", ring.display());
    let made = run(&make);
    assert!(
        made.messages.contains("without it nobody can"),
        "{}",
        made.messages
    );
    assert_eq!(made.output, "", "a key is never printed");
    let mode = fs::metadata(&ring)
        .expect("it is there")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);

    let before = fs::read(&ring).expect("it can be read");
    let again = run(&make);
    assert!(
        again.refusal().contains("exists and is not replaced"),
        "{}",
        again.messages
    );
    assert_eq!(fs::read(&ring).expect("it can be read"), before);
}

#[test]
fn migrating_tells_each_step_and_again_is_nothing_to_do() {
    let place = Place::empty();
    let first = place.run("migrate");
    let steps = first.json();
    assert!(
        steps.as_array().is_some_and(|steps| steps.len() >= 2),
        "{steps}"
    );
    for step in steps.as_array().into_iter().flatten() {
        let told = format!("took step {}", step.as_str().unwrap_or_default());
        assert!(first.messages.contains(&told), "{}", first.messages);
    }
    let again = place.run("migrate");
    assert_eq!(again.json(), json!([]));
    assert!(
        again.messages.contains("nothing to do"),
        "{}",
        again.messages
    );
}

#[test]
fn a_command_on_a_database_that_was_not_migrated_says_what_to_run() {
    let place = Place::empty();
    let backup = place.path("backup");
    let definition = super::room("forms/definitions/school-175-157.yaml");
    let lines = [
        "seed".to_string(),
        "verify".to_string(),
        "rescore".to_string(),
        format!("backup {}", backup.display()),
        format!("publish {definition}"),
        "user role ada@oakwell.example head".to_string(),
        "user disable ada@oakwell.example".to_string(),
        "serve --listen 127.0.0.1:0".to_string(),
    ];
    for line in lines {
        let told = place.run(&line);
        assert!(
            told.refusal().contains("run `fourlens migrate`"),
            "{line}: {}",
            told.messages
        );
    }
    assert!(!backup.exists());
}

#[test]
fn without_a_key_ring_a_command_says_how_to_make_one() {
    let place = Place::empty();
    let data = place.config.data.display();
    let told = run(&format!("verify --data {data}"));
    assert!(
        told.refusal().contains("fourlens keys new FILE"),
        "{}",
        told.messages
    );
    assert!(!place.config.data.exists());

    let told = run(&format!("verify --data {data} --keys {data}/nowhere.json"));
    assert!(
        told.refusal().contains("nowhere.json cannot be used"),
        "{}",
        told.messages
    );
}

#[test]
fn a_demo_is_migrated_and_brought_back_as_one() {
    let place = Place::empty();
    let (demo, other) = (place.path("demo"), place.path("other"));
    let on = |line: &str, data: &Path| run(&format!("{line} --demo --data {}", data.display()));
    on("migrate", &demo).json();
    assert_eq!(on("verify", &demo).json(), json!([]), "it has its mark");
    let ring = place.path("demo.keys");
    assert!(ring.exists(), "and its key ring, beside its data");
    let told = run(&format!(
        "verify --data {} --keys {}",
        demo.display(),
        ring.display()
    ));
    assert!(
        told.refusal().contains("the data of a demo"),
        "{}",
        told.messages
    );

    let copy = place.path("backup");
    on(&format!("backup {}", copy.display()), &demo).json();
    let ring = ring.display();
    on(&format!("restore {} --keys {ring}", copy.display()), &other).json();
    assert_eq!(
        on(&format!("verify --keys {ring}"), &other).json(),
        json!([])
    );
}

#[test]
fn a_database_with_a_real_portal_in_it_is_not_served_as_a_demo() {
    let place = Place::migrated();
    place
        .run_typing(
            "user add ada@oakwell.example --name Ada",
            "correct horse battery",
        )
        .json();
    let config = &place.config;
    let file = |name: &str| format!("sqlite://{}", config.data.join(name).display());
    let main = config
        .database_url
        .clone()
        .unwrap_or_else(|| file("fourlens.sqlite"));
    let keys = config
        .key_store_url
        .clone()
        .unwrap_or_else(|| file("keys.sqlite"));
    let told = run(&format!(
        "serve --demo --listen 127.0.0.1:0 --data {} --keys {} --database-url {main} --key-store {keys}",
        place.path("demo").display(),
        config.keys.display(),
    ));
    assert!(
        told.refusal().contains("a portal that is not a demo's"),
        "{}",
        told.messages
    );
}
