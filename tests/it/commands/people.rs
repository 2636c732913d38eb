//! People: who is added, what they may do, who is let in no more.

use super::{Place, Told};
use crate::store::harness;
use fourlens_server::{
    random::{Random, SystemRandom},
    store::OrganisationKind::{Partnership, School},
};
use serde_json::json;

const PASSWORD: &str = "correct horse battery";

/// A place with a partnership and Oakwell, whose URN is 990001.
fn partnership() -> Place {
    let place = Place::migrated();
    let random: &dyn Random = &SystemRandom;
    let (top, oakwell) = (random.id(), random.id());
    let organisations = vec![
        harness::organisation(top, None, Partnership, "Port Alder", None),
        harness::organisation(oakwell, Some(top), School, "Oakwell", Some("990001")),
    ];
    place
        .look(async |store| store.system("story").put_organisations(organisations).await)
        .expect("organisations");
    place
}

fn add(place: &Place, email: &str, password: &str) -> Told {
    place.run_typing(&format!("user add {email} --name 'Ada Oak'"), password)
}

/// How many people there are.
fn people(place: &Place) -> usize {
    let people = place.look(async |store| store.system("story").people().await);
    people.expect("listed").len()
}

#[test]
fn a_person_is_added_given_a_role_and_signs_in() {
    let place = partnership();
    let added = add(&place, "ada@oakwell.example", &format!("{PASSWORD}\n")).json();
    assert_eq!(added["email"], json!("ada@oakwell.example"));
    assert_eq!(added["person"].as_str().map(str::len), Some(32), "{added}");
    let role = "user role ada@oakwell.example head --urn 990001";
    let given = place.run(role).json();
    assert_eq!(
        (&given["role"], &given["new"]),
        (&json!("head"), &json!(true))
    );
    assert_eq!(place.run(role).json()["new"], json!(false), "given once");
    assert!(place.lets_in("ada@oakwell.example", PASSWORD));
    assert!(!place.lets_in("ada@oakwell.example", "another password"));
    assert_eq!(place.run("verify").json(), json!([]));
}

#[test]
fn a_password_is_not_printed_and_lies_nowhere_in_the_open() {
    let place = partnership();
    let told = add(&place, "ada@oakwell.example", PASSWORD);
    assert!(!told.output.contains(PASSWORD) && !told.messages.contains(PASSWORD));
    for entry in std::fs::read_dir(&place.config.data).expect("the folder is there") {
        let bytes = std::fs::read(entry.expect("an entry").path()).expect("a file");
        let found = bytes
            .windows(PASSWORD.len())
            .any(|window| window == PASSWORD.as_bytes());
        assert!(!found);
    }
}

#[test]
fn a_password_that_will_not_do_is_refused_with_words() {
    let place = partnership();
    let short = add(&place, "ada@oakwell.example", "too short\n");
    assert!(
        short
            .refusal()
            .contains("Choose a password of at least 12 characters"),
        "{}",
        short.messages
    );
    let long = add(&place, "ada@oakwell.example", &"long".repeat(33));
    assert!(
        long.refusal().contains("at most 128 characters"),
        "{}",
        long.messages
    );
    let none = add(&place, "ada@oakwell.example", "");
    assert!(
        none.refusal().contains("at least 12 characters"),
        "{}",
        none.messages
    );
    assert_eq!(people(&place), 0);
}

#[test]
fn an_address_nobody_could_sign_in_with_is_refused() {
    let place = partnership();
    let long = format!("{}@oakwell.example", "a".repeat(250));
    for address in ["ada", "ada@", "@oakwell.example", long.as_str()] {
        let told = add(&place, address, PASSWORD);
        assert!(
            told.refusal().contains("is no mail address"),
            "{address}: {}",
            told.messages
        );
    }
    let nameless = place.run_typing("user add ada@oakwell.example --name ' '", PASSWORD);
    assert!(
        nameless.refusal().contains("Enter their name"),
        "{}",
        nameless.messages
    );
    assert_eq!(people(&place), 0);
}

#[test]
fn an_address_is_kept_as_it_is_signed_in_with_and_taken_once() {
    let place = partnership();
    let added = add(&place, "Ada@Oakwell.example", PASSWORD).json();
    assert_eq!(
        added["email"],
        json!("ada@oakwell.example"),
        "as it is kept"
    );
    let again = add(&place, "ADA@oakwell.example", "another password");
    assert!(
        again
            .refusal()
            .contains("ada@oakwell.example has an account already"),
        "{}",
        again.messages
    );
    place
        .run("user role ADA@oakwell.example head --urn 990001")
        .json();
    assert!(place.lets_in("ada@oakwell.example", PASSWORD));
}

#[test]
fn a_role_for_someone_or_somewhere_unknown_is_refused() {
    let place = partnership();
    add(&place, "ada@oakwell.example", PASSWORD).json();
    let nobody = place.run("user role eve@oakwell.example head --urn 990001");
    assert!(
        nobody
            .refusal()
            .contains("nobody has the address eve@oakwell.example"),
        "{}",
        nobody.messages
    );
    let nowhere = place.run("user role ada@oakwell.example head --urn 990009");
    assert!(
        nowhere
            .refusal()
            .contains("no organisation has the URN 990009"),
        "{}",
        nowhere.messages
    );
    let nobody = place.run("user disable eve@oakwell.example");
    assert!(
        nobody
            .refusal()
            .contains("nobody has the address eve@oakwell.example"),
        "{}",
        nobody.messages
    );
}

#[test]
fn before_there_is_a_partnership_a_role_says_what_to_do_first() {
    let place = Place::migrated();
    add(&place, "ada@oakwell.example", PASSWORD).json();
    let told = place.run("user role ada@oakwell.example administrator");
    assert!(
        told.refusal().contains("there is no partnership yet"),
        "{}",
        told.messages
    );
    let named = "user role ada@oakwell.example administrator --partnership-name Alder";
    let first = place.run(named).json();
    let again = place
        .run("user role ada@oakwell.example administrator")
        .json();
    assert_eq!(first["new"], json!(true));
    assert_eq!(
        again["organisation"], first["organisation"],
        "there is one partnership"
    );
    assert!(place.lets_in("ada@oakwell.example", PASSWORD));
}

#[test]
fn a_person_who_is_disabled_is_let_in_no_more() {
    let place = partnership();
    add(&place, "ada@oakwell.example", PASSWORD).json();
    place
        .run("user role ada@oakwell.example head --urn 990001")
        .json();
    let disable = "user disable ada@oakwell.example";
    assert_eq!(place.run(disable).json()["disabled"], json!(true));
    assert!(!place.lets_in("ada@oakwell.example", PASSWORD));
    assert_eq!(
        place.run(disable).json()["disabled"],
        json!(true),
        "again is no fault"
    );
}

#[test]
fn a_role_that_an_organisation_does_not_have_is_refused() {
    let place = partnership();
    add(&place, "ada@oakwell.example", PASSWORD).json();
    for line in [
        "user role ada@oakwell.example administrator --urn 990001",
        "user role ada@oakwell.example head",
        "user invite eve@oakwell.example --name Eve --role administrator --urn 990001",
    ] {
        let told = place.run(line);
        assert!(
            told.refusal().contains("at an organisation of this kind"),
            "{line}: {}",
            told.messages
        );
    }
    assert_eq!(people(&place), 1);
}

#[test]
fn the_last_administrator_stays_until_there_is_another() {
    let place = partnership();
    for address in ["alex@alder.example", "ada@alder.example"] {
        add(&place, address, PASSWORD).json();
    }
    place
        .run("user role alex@alder.example administrator")
        .json();
    let disable = "user disable alex@alder.example";
    let told = place.run(disable);
    assert!(
        told.refusal()
            .contains("is the last administrator: add another one first"),
        "{}",
        told.messages
    );
    assert!(place.lets_in("alex@alder.example", PASSWORD));
    place
        .run("user role ada@alder.example administrator")
        .json();
    assert_eq!(place.run(disable).json()["disabled"], json!(true));
    assert!(
        place
            .run("user disable ada@alder.example")
            .refusal()
            .contains("last administrator")
    );
}

#[test]
fn a_person_is_invited_with_a_role_and_signs_in_only_by_their_link() {
    let place = partnership();
    let line = "user invite Ada@oakwell.example --name 'Ada Oak' --role head --urn 990001";
    let invited = place.run(line).json();
    assert_eq!(invited["email"], json!("ada@oakwell.example"));
    let waiting = place.look(async |store| store.system("story").messages_waiting("mail").await);
    assert_eq!(waiting.expect("counted").count, 1);
    assert!(!place.lets_in("ada@oakwell.example", PASSWORD));
    assert!(place.run(line).refusal().contains("has an account already"));
    let nowhere = "user invite eve@oakwell.example --name Eve --role head --urn 990009";
    assert!(
        place
            .run(nowhere)
            .refusal()
            .contains("no organisation has the URN 990009")
    );
    assert_eq!(people(&place), 1);
}

#[test]
fn a_password_that_is_guessed_soon_is_refused_here_too() {
    let place = partnership();
    let told = add(&place, "ada@oakwell.example", "oakwelloakwell\n");
    assert!(
        told.refusal().contains("harder to guess"),
        "{}",
        told.messages
    );
}
