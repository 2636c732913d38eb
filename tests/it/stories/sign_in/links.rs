//! Links in mail: opened by a scanner first, used once, over in time, also when the clocks change.

use crate::world::{Browser, PASSWORD, Reply, World};
use chrono::DateTime;
use fourlens_server::clock::UnixMillis;

const ADA: &str = "ada@oakwell.example";

/// Invites Nia as head of Oakwell; the reply.
pub(super) async fn invite(alex: &mut Browser, email: &str) -> Reply {
    let page = alex.get("/people").await;
    let names = page.texts("select[name=organisation] option");
    let ids = page.attributes("select[name=organisation] option", "value");
    let oakwell = names
        .iter()
        .position(|name| name == "Oakwell Primary School");
    let oakwell = &ids[oakwell.expect("Oakwell is listed")];
    let typed = [
        ("name", "Nia New"),
        ("email", email),
        ("role", "head"),
        ("organisation", oakwell),
    ];
    let (path, fields) = page.form_to("/people", &typed);
    alex.post(&path, &fields).await
}

async fn ask_for_link(browser: &mut Browser, email: &str) -> Reply {
    let page = browser.get("/forgotten").await;
    browser.post_form(&page, &[("email", email)]).await
}

#[tokio::test]
async fn a_link_that_a_scanner_opened_first_still_works_for_its_person_and_once() {
    let world = World::new().await;
    let mut alex = world.administrator().await;
    let reply = invite(&mut alex, "nia@oakwell.example").await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    let link = world.link_to("nia@oakwell.example").await;

    let mut scanner = world.browser();
    for _ in 0..3 {
        assert_eq!(scanner.get(&link).await.status, 200);
        assert_eq!(scanner.head(&link).await.status, 200);
    }
    assert_eq!(world.use_link(&link).await.status, 303);
    let mut nia = world.signed_in("nia@oakwell.example").await;
    assert_eq!(nia.get("/home").await.status, 200);

    let again = world.browser().get(&link).await;
    assert_eq!(again.status, 410);
    assert!(again.says("This link no longer works"), "{}", again.text());
    let fields = [
        ("link", link.split('=').next_back().expect("a token")),
        ("password", PASSWORD),
    ];
    let fields = fields.map(|(name, value)| (name.to_string(), value.to_string()));
    assert_eq!(
        world.browser().post("/set-password", &fields).await.status,
        410
    );
}

#[tokio::test]
async fn a_password_that_will_not_do_does_not_use_the_link_up() {
    let world = World::new().await;
    ask_for_link(&mut world.browser(), ADA).await;
    let link = world.link_to(ADA).await;
    let mut ada = world.browser();
    let page = ada.get(&link).await;
    for (password, told) in [
        ("short", "at least 12 characters"),
        ("password1234", "harder to guess"),
        ("ada oak ada oak", "harder to guess"),
    ] {
        let reply = ada.post_form(&page, &[("password", password)]).await;
        assert_eq!(reply.status, 422, "{password}");
        assert!(reply.says(told), "{password}: {}", reply.text());
        assert!(!reply.body.contains(password), "it is not sent back");
    }
    let reply = ada
        .post_form(&page, &[("password", "teal lantern otter")])
        .await;
    assert_eq!(reply.status, 303);
    let mut ada = world.browser();
    assert_eq!(
        world.enter_password(&mut ada, ADA, PASSWORD).await.status,
        422
    );
    let reply = world
        .enter_password(&mut ada, ADA, "teal lantern otter")
        .await;
    assert_eq!(reply.status, 303);
}

#[tokio::test]
async fn a_link_is_over_in_time_from_when_its_mail_is_sent() {
    let world = World::new().await;
    ask_for_link(&mut world.browser(), ADA).await;
    // The mail leaves half a day later: its link is as good as one that left at once.
    world.clock.pass_seconds(12 * 60 * 60);
    let link = world.link_to(ADA).await;
    world.clock.pass_seconds(9 * 60);
    assert_eq!(world.browser().get(&link).await.status, 200);
    world.clock.pass_seconds(2 * 60);
    assert_eq!(world.browser().get(&link).await.status, 410);

    let mut alex = world.administrator().await;
    invite(&mut alex, "nia@oakwell.example").await;
    let link = world.link_to("nia@oakwell.example").await;
    world.clock.pass_days(6);
    assert_eq!(world.browser().get(&link).await.status, 200);
    world.clock.pass_days(2);
    assert_eq!(world.browser().get(&link).await.status, 410);
}

#[tokio::test]
async fn choosing_a_password_by_link_ends_sessions_and_voids_other_links_and_tells_its_person() {
    let world = World::new().await;
    let mut ada = world.signed_in(ADA).await;
    ask_for_link(&mut world.browser(), ADA).await;
    let first = world.link_to(ADA).await;
    world.clock.pass_seconds(6 * 60);
    ask_for_link(&mut world.browser(), ADA).await;
    let second = world.link_to(ADA).await;
    assert_ne!(first, second);
    assert_eq!(world.use_link(&second).await.status, 303);
    assert_eq!(
        ada.get("/home").await.status,
        303,
        "the old session is over"
    );
    assert_eq!(world.browser().get(&first).await.status, 410);
    let mails = world.sent().await;
    let told = mails
        .iter()
        .any(|mail| mail.contains("Your password was changed"));
    assert!(told, "{mails:?}");
}

#[tokio::test]
async fn a_link_of_someone_who_is_disabled_opens_nothing() {
    let world = World::new().await;
    ask_for_link(&mut world.browser(), ADA).await;
    let link = world.link_to(ADA).await;
    let ada = world.known(ADA).await;
    world
        .store
        .system("story")
        .disable(ada)
        .await
        .expect("disabled");
    assert_eq!(world.browser().get(&link).await.status, 410);
    world
        .store
        .system("story")
        .enable(ada)
        .await
        .expect("enabled");
    let later = world.browser().get(&link).await;
    assert_eq!(later.status, 410, "and stays void");
}

#[tokio::test]
async fn asking_for_a_link_says_and_does_the_same_for_every_address_and_mails_once() {
    let world = World::new().await;
    let gone = world.known("edith@elmfield.example").await;
    world
        .store
        .system("story")
        .disable(gone)
        .await
        .expect("disabled");
    let mut pages = Vec::new();
    for email in [ADA, ADA, "edith@elmfield.example", "nobody@oakwell.example"] {
        let reply = ask_for_link(&mut world.browser(), email).await;
        assert_eq!(reply.status, 200);
        pages.push(reply.text().replace(email, "ADDRESS"));
    }
    assert!(pages.iter().all(|page| *page == pages[0]), "{pages:?}");
    let waiting = world.store.system("story").messages_waiting("mail").await;
    assert_eq!(
        waiting.expect("counted").count,
        3,
        "one a different address"
    );
    let mails = world.sent().await;
    assert_eq!(mails.len(), 1, "{mails:?}");
    assert!(mails[0].contains(ADA));
}

#[tokio::test]
async fn when_the_clocks_go_back_a_link_lives_as_long_and_says_which_hour_it_means() {
    let world = World::new().await;
    let autumn = DateTime::parse_from_rfc3339("2026-10-25T00:55:00Z").expect("an instant");
    world.clock.set(UnixMillis(autumn.timestamp_millis()));
    ask_for_link(&mut world.browser(), ADA).await;
    let link = world.link_to(ADA).await;
    let mails = world.sent().await;
    assert!(
        mails[0].contains("until 25 October 2026, 01:05 GMT"),
        "{mails:?}"
    );
    world.clock.pass_seconds(9 * 60);
    assert_eq!(world.browser().get(&link).await.status, 200);
    world.clock.pass_seconds(2 * 60);
    assert_eq!(world.browser().get(&link).await.status, 410);
}
