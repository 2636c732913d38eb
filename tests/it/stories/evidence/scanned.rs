//! With a virus scanner nobody gets a file that it has not found clean, whatever the scanner does.

use crate::world::{Browser, Clamd, Reply, Says, World};
use fourlens_server::{
    config::ScannerAddress,
    files,
    store::{Author, Subject},
};
use std::time::Duration;

const CLEAN: &[u8] = b"%PDF-1.7\n%%EOF\n";
const INFECTED: &[u8] = b"%PDF-1.7\nVIRUS\n%%EOF\n";

async fn scanned(address: &str) -> World {
    let address: ScannerAddress = address.parse().expect("an address");
    let world = World::new().await;
    world.told(|settings| {
        settings.files.clamav = Some(address);
        settings.files.scan_time = Duration::from_millis(300);
    })
}

async fn add(world: &World, browser: &mut Browser, name: &str, content: &[u8]) -> Reply {
    let page = format!("/returns/{}/evidence/C1.evidence", world.oakwell.return_id);
    let page = browser.get(&page).await;
    let added = browser.post_files(&page, &[(name, content)]).await;
    assert_eq!(added.status, 303, "{}", added.text());
    browser.follow(added).await
}

fn file(world: &World, page: &Reply) -> String {
    let id = page.attributes("form[action$='/remove'] input[name=file]", "value");
    format!("/returns/{}/files/{}", world.oakwell.return_id, id[0])
}

async fn actions(world: &World) -> Vec<(String, Author)> {
    let subject = Subject::new("return", world.oakwell.return_id.bytes());
    let trail = world.store.system("story").trail(&subject).await;
    let trail = trail.expect("the trail").into_iter();
    trail
        .filter(|entry| entry.action.starts_with("file."))
        .map(|entry| (entry.action, entry.author))
        .collect()
}

#[tokio::test]
async fn a_clean_file_can_be_had_at_once() {
    let clamd = Clamd::start(Says::TheTruth).await;
    let world = scanned(&clamd.address).await;
    let mut ada = world.head().await;
    let page = add(&world, &mut ada, "policy.pdf", CLEAN).await;
    assert!(!page.says("Being checked"), "{}", page.text());
    let got = ada.get(&file(&world, &page)).await;
    assert_eq!(got.bytes, CLEAN);
    let mut alex = world.signed_in("alex@partnership.example").await;
    let page = alex.get("/forms").await;
    assert!(
        page.says("A virus scanner looks at every evidence file"),
        "{}",
        page.text()
    );
}

#[tokio::test]
async fn an_infected_file_is_destroyed_told_and_recorded() {
    let clamd = Clamd::start(Says::TheTruth).await;
    let world = scanned(&clamd.address).await;
    let mut ada = world.head().await;
    let page = add(&world, &mut ada, "policy.pdf", INFECTED).await;
    let told = "Refused The virus scanner found Story-Test-Virus in it, and it was deleted.";
    assert!(page.says(told), "{}", page.text());
    assert_eq!(ada.get(&file(&world, &page)).await.status, 404);
    assert_eq!(
        actions(&world).await.last(),
        Some(&(
            "file.refuse".to_string(),
            Author::System("files".to_string())
        ))
    );
    world.store.sweep_files().await.expect("swept");
    let there = std::fs::read_dir(world.state.settings.store.store.data.join("files"));
    assert_eq!(there.expect("a folder").count(), 0);
    assert!(world.store.verify().await.expect("verified").is_empty());

    // It is no answer: the section asks for another file, and nothing of it is handed in.
    let section = format!("/returns/{}/sections/C", world.oakwell.return_id);
    let asked = ada.get(&section).await;
    assert!(asked.says("Add a file to “Evidence”"), "{}", asked.text());
    assert!(asked.says("Story-Test-Virus"), "{}", asked.text());
    let other = format!("/returns/{}/evidence/C2.evidence", world.oakwell.return_id);
    let other = ada.get(&other).await;
    assert!(
        !other.says("policy.pdf"),
        "not to be used again: {}",
        other.text()
    );
    let page = add(&world, &mut ada, "clean.pdf", CLEAN).await;
    assert!(page.says("clean.pdf"), "{}", page.text());
    let (path, fields) = page.form_to("/remove", &[]);
    let page = ada.post(&path, &fields).await;
    let page = ada.follow(page).await;
    assert!(!page.says("Story-Test-Virus"), "{}", page.text());
}

#[tokio::test]
async fn while_the_scanner_is_no_help_files_wait_and_nobody_gets_them() {
    let clamd = Clamd::start(Says::Nonsense).await;
    let world = scanned(&clamd.address).await;
    let mut ada = world.head().await;
    let mut waiting = Vec::new();
    for (name, says) in [
        ("nonsense.pdf", Says::Nonsense),
        ("half.pdf", Says::Half),
        ("slow.pdf", Says::Nothing),
    ] {
        clamd.say(says);
        let content = [CLEAN, name.as_bytes(), b"%%EOF"].concat();
        let page = add(&world, &mut ada, name, &content).await;
        assert!(
            page.says("Being checked for viruses"),
            "{name}: {}",
            page.text()
        );
        waiting.push(file(&world, &page));
    }
    assert_eq!(files::check_waiting(&world.state).await.expect("looked"), 0);
    for file in &waiting {
        let refused = ada.get(file).await;
        assert_eq!(refused.status, 409, "{}", refused.text());
        assert!(refused.says("still being checked"), "{}", refused.text());
    }
    let mut alex = world.signed_in("alex@partnership.example").await;
    let page = alex.get("/forms").await;
    assert!(
        page.says("3 files wait for the virus scanner"),
        "{}",
        page.text()
    );

    clamd.say(Says::TheTruth);
    assert_eq!(files::check_waiting(&world.state).await.expect("looked"), 3);
    for file in &waiting {
        assert_eq!(ada.get(file).await.status, 200);
    }
}

#[tokio::test]
async fn a_scanner_that_is_down_keeps_nobody_from_submitting_and_files_from_everybody() {
    let clamd = Clamd::start(Says::TheTruth).await;
    let address = clamd.address.clone();
    drop(clamd);
    let world = scanned(&address).await;
    let mut ada = world.head().await;
    let page = add(&world, &mut ada, "policy.pdf", INFECTED).await;
    let file = file(&world, &page);
    assert!(page.says("Being checked for viruses"), "{}", page.text());
    assert_eq!(files::check_waiting(&world.state).await.expect("looked"), 0);
    let check = world.fill_all(&mut ada, world.oakwell.return_id, "2").await;
    let submitted = ada.post_form(&check, &[]).await;
    assert_eq!(submitted.status, 303, "{}", submitted.text());
    let mut quinn = world.manager().await;
    assert_eq!(quinn.get(&file).await.status, 409);

    // What is found later is destroyed, though it was handed in.
    let clamd = Clamd::start(Says::TheTruth).await;
    let address = clamd.address.parse().expect("an address");
    let world = world.told(|settings| settings.files.clamav = Some(address));
    assert_eq!(files::check_waiting(&world.state).await.expect("looked"), 1);
    let mut quinn = world.manager().await;
    assert_eq!(quinn.get(&file).await.status, 404);
    let answers = format!("/returns/{}/answers", world.oakwell.return_id);
    let answers = quinn.get(&answers).await;
    assert!(
        answers.says("policy.pdf (21 bytes) Refused"),
        "{}",
        answers.text()
    );
    world.store.sweep_files().await.expect("swept");
    assert!(world.store.verify().await.expect("verified").is_empty());
}

#[tokio::test]
async fn a_scanner_that_was_forgotten_lets_nothing_out_that_waits() {
    let clamd = Clamd::start(Says::Nothing).await;
    let world = scanned(&clamd.address).await;
    let mut ada = world.head().await;
    let page = add(&world, &mut ada, "policy.pdf", CLEAN).await;
    let world = world.told(|settings| settings.files.clamav = None);
    assert_eq!(files::check_waiting(&world.state).await.expect("looked"), 0);
    let mut ada = world.head().await;
    assert_eq!(ada.get(&file(&world, &page)).await.status, 409);
    let mut alex = world.signed_in("alex@partnership.example").await;
    let told = alex.get("/forms").await;
    assert!(
        told.says("1 file waits for the virus scanner"),
        "{}",
        told.text()
    );
    assert!(
        told.says("No virus scanner is configured"),
        "{}",
        told.text()
    );
}
