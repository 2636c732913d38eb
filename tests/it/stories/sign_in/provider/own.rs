//! Someone who has a password binds an account at the provider to theirs, knowingly and after proving
//! who they are, and parts the two again.

use super::{go, says, world_with};
use crate::world::{Browser, PASSWORD, Provider, Reply, World, Wrong};
use fourlens_server::{clock::Clock, store::Subject};
use serde_json::{Value, json};

const ADA: &str = "ada@oakwell.example";

/// That someone has just signed in there, with an address that is nobody's here.
fn just_now(world: &World) -> Value {
    let now = world.clock.now().0 / 1000;
    json!({ "auth_time": now, "email": "lee@oakwell.example" })
}

/// The way to the provider from one's own account.
async fn way(browser: &mut Browser) -> String {
    let account = browser.get("/account").await;
    let bind = account.attributes("main a[href='/account/provider']", "href");
    assert_eq!(bind.len(), 1, "{}", account.text());
    let page = browser.get(&bind[0]).await;
    assert_eq!(page.status, 200, "{}", page.text());
    assert!(
        page.says("Sign in with Alder Council, too"),
        "{}",
        page.text()
    );
    let away = page.attributes("main a.govuk-button", "href").remove(0);
    assert!(
        away.contains("prompt=login"),
        "an open session is no proof: {away}"
    );
    away
}

async fn back(browser: &mut Browser, provider: &Provider, way: &str) -> Reply {
    browser.get(&provider.sign_in(way)).await
}

/// Ada has bound her account there.
async fn bound(world: &World, provider: &Provider) -> Browser {
    let mut ada = world.head().await;
    let way = way(&mut ada).await;
    says(world, provider, "ada-1", just_now(world));
    let reply = back(&mut ada, provider, &way).await;
    assert_eq!(
        reply.location.as_deref(),
        Some("/account?done=bound"),
        "{}",
        reply.text()
    );
    let page = ada.follow(reply).await;
    assert!(
        page.says("You can sign in with that account from now on"),
        "{}",
        page.text()
    );
    assert!(page.says("Stop signing in with it"), "{}", page.text());
    ada
}

async fn signs_in(world: &World, provider: &Provider) -> Reply {
    let mut browser = world.browser();
    go(&mut browser, provider, "/sign-in/provider").await
}

#[tokio::test]
async fn an_account_that_was_bound_opens_the_portal_beside_the_password() {
    let provider = Provider::start().await;
    let world = world_with(&provider).await;
    says(&world, &provider, "ada-1", just_now(&world));
    assert_eq!(signs_in(&world, &provider).await.status, 403, "not yet");
    bound(&world, &provider).await;
    let reply = signs_in(&world, &provider).await;
    assert_eq!(reply.location.as_deref(), Some("/home"), "{}", reply.text());
    let mut browser = world.browser();
    let by_password = world.enter_password(&mut browser, ADA, PASSWORD).await;
    assert_eq!(by_password.status, 303);
    let mails = world.sent().await;
    let told = mails
        .iter()
        .find(|mail| mail.contains("An account elsewhere opens yours"));
    assert!(told.is_some_and(|mail| mail.contains(ADA)), "{mails:?}");
    let subject = Subject::new("person", world.known(ADA).await.bytes());
    let trail = world
        .store
        .system("story")
        .trail(&subject)
        .await
        .expect("read");
    assert!(trail.iter().any(|entry| entry.action == "person.provider"));
    assert!(world.store.verify().await.expect("verified").is_empty());
}

#[tokio::test]
async fn it_asks_again_who_one_is_after_ten_minutes() {
    let provider = Provider::start().await;
    let world = world_with(&provider).await;
    let mut ada = world.head().await;
    world.clock.pass_seconds(10 * 60 + 1);
    let reply = ada.get("/account/provider").await;
    assert_eq!(
        reply.location.as_deref(),
        Some("/prove?next=/account/provider")
    );
    let page = ada.follow(reply).await;
    let reply = ada.post_form(&page, &[("proof", PASSWORD)]).await;
    assert_eq!(reply.location.as_deref(), Some("/account/provider"));
    assert_eq!(ada.follow(reply).await.status, 200);
}

#[tokio::test]
async fn nothing_is_bound_that_is_stale_wrong_anothers_or_of_another_browser() {
    let provider = Provider::start().await;
    let world = world_with(&provider).await;
    let mut ada = world.head().await;
    let way = way(&mut ada).await;
    let hour_ago = world.clock.now().0 / 1000 - 3600;
    says(&world, &provider, "ada-1", json!({ "auth_time": hour_ago }));
    let stale = back(&mut ada, &provider, &way).await;
    assert_eq!(stale.status, 403, "{}", stale.text());
    assert!(stale.says("Nothing was changed"), "{}", stale.text());

    let again = self::way(&mut ada).await;
    says(&world, &provider, "ada-1", just_now(&world));
    provider.goes_wrong(Wrong::Nonce);
    assert_eq!(back(&mut ada, &provider, &again).await.status, 503);
    provider.goes_wrong(Wrong::Nothing);

    // Another browser, signed in as another, is led along Ada's way.
    let again = self::way(&mut ada).await;
    let mut lee = world.signed_in("lee@oakwell.example").await;
    assert_eq!(back(&mut lee, &provider, &again).await.status, 422);
    // The same browser, in which someone else has signed in meanwhile.
    let again = self::way(&mut ada).await;
    world
        .enter_password(&mut ada, "lee@oakwell.example", PASSWORD)
        .await;
    let other = back(&mut ada, &provider, &again).await;
    assert_eq!(other.status, 403, "{}", other.text());

    assert_eq!(world.rows().await["provider_account"], 0);
    bound(&world, &provider).await;
    let mut lee = world.signed_in("lee@oakwell.example").await;
    let taken = self::way(&mut lee).await;
    let taken = back(&mut lee, &provider, &taken).await;
    assert_eq!(taken.status, 409, "{}", taken.text());
    assert!(
        taken.says("opens another account here already"),
        "{}",
        taken.text()
    );
    assert_eq!(world.rows().await["provider_account"], 1);
}

#[tokio::test]
async fn parted_it_opens_nothing_and_whoever_came_with_it_is_out() {
    let provider = Provider::start().await;
    let world = world_with(&provider).await;
    let mut ada = bound(&world, &provider).await;
    let mut with_it = world.browser();
    go(&mut with_it, &provider, "/sign-in/provider").await;
    assert_eq!(with_it.get("/home").await.status, 200);
    let page = ada.get("/account").await;
    let (path, fields) = page.form_to("/account/provider/part", &[]);
    let parted = ada.post(&path, &fields).await;
    let page = ada.follow(parted).await;
    assert!(
        page.says("That account opens nothing here any more"),
        "{}",
        page.text()
    );
    assert_eq!(with_it.get("/home").await.status, 303, "signed out");
    assert_eq!(signs_in(&world, &provider).await.status, 403);
    let again = ada.post(&path, &fields).await;
    assert_eq!(again.status, 404, "there is nothing to part");
}

#[tokio::test]
async fn who_has_nothing_but_the_account_there_cannot_part_from_it() {
    let provider = Provider::start().await;
    let world = world_with(&provider).await;
    let mut nia = super::bound(&world, &provider).await;
    let page = nia.get("/account").await;
    assert!(!page.says("Stop signing in with it"), "{}", page.text());
    // A session that was open at the provider proves nothing here.
    let asked = nia.post("/account/provider/part", &[]).await;
    let to = asked.location.unwrap_or_default();
    assert!(to.starts_with("/prove"), "{to}");
    let proving = "/sign-in/provider?prove=yes&next=/account";
    let now = world.clock.now().0 / 1000;
    says(&world, &provider, "nia-1", json!({ "auth_time": now }));
    go(&mut nia, &provider, proving).await;
    let parted = nia.post("/account/provider/part", &[]).await;
    assert_eq!(parted.status, 404);
}
