//! Whoever knows a password and tries codes from many addresses is slowed down, wherever they come
//! from; whose second factor it is has a way in at any time, and is told.

use crate::world::{Browser, PASSWORD, Reply, World};
use fourlens_server::clock::Clock;

const ADA: &str = "ada@oakwell.example";

/// Ada has set up a second factor with this browser.
async fn set_up(world: &World) -> Browser {
    let mut ada = world.head().await;
    let page = ada.get("/account/second-factor").await;
    let code = world.first_code(&page);
    let done = ada.post_form(&page, &[("code", &code)]).await;
    assert_eq!(done.status, 200, "{}", done.text());
    ada
}

/// Someone at another address who knows Ada's password; the page that asks for her code.
async fn at(world: &World, number: usize) -> (Browser, Reply) {
    let address = format!("198.51.{}.{}", number / 250, number % 250);
    let mut browser = world.browser().from(&address);
    let reply = world.enter_password(&mut browser, ADA, PASSWORD).await;
    assert_eq!(reply.location.as_deref(), Some("/sign-in/code?next="));
    let page = browser.follow(reply).await;
    (browser, page)
}

/// The status of a wrong code from each of these addresses, a code or a recovery code.
async fn tried(world: &World, numbers: std::ops::Range<usize>) -> Vec<u16> {
    let mut statuses = Vec::new();
    for number in numbers {
        let (mut browser, page) = at(world, number).await;
        let wrong = match number % 2 {
            0 => ("code", "000000"),
            _ => ("recovery", "AAAA-BBBB-CCCC-DDDD"),
        };
        statuses.push(browser.post_form(&page, &[wrong]).await.status);
    }
    statuses
}

#[tokio::test]
async fn codes_from_a_thousand_addresses_count_together() {
    let world = World::new().await;
    set_up(&world).await;
    assert_eq!(tried(&world, 0..21).await, [422; 21]);
    let (mut next, page) = at(&world, 21).await;
    let right = world.code(ADA).await;
    let waits = next.post_form(&page, &[("code", &right)]).await;
    assert_eq!(
        waits.status,
        429,
        "not even the right one: {}",
        waits.text()
    );
    assert_eq!(waits.headers["retry-after"], "6");
    let factor = world.store.second_factor(world.known(ADA).await).await;
    let factor = factor.expect("read").expect("there");
    assert!(factor.last_step < fourlens_server::sign_in::totp::step_at(world.clock.now()) + 1);

    let mut waits = Vec::new();
    for number in 22..34 {
        world.clock.pass_seconds(15 * 60 + 1);
        assert_eq!(tried(&world, number..number + 1).await, [422], "it is over");
        let (mut browser, page) = at(&world, number + 100).await;
        let refused = browser.post_form(&page, &[("code", "000000")]).await;
        waits.push(
            refused.headers["retry-after"]
                .parse::<u64>()
                .expect("seconds"),
        );
    }
    assert!(waits.iter().all(|wait| *wait <= 15 * 60 + 1), "{waits:?}");
    assert!(waits.windows(2).any(|two| two[1] > two[0]), "{waits:?}");
}

#[tokio::test]
async fn a_device_of_ones_own_waits_for_none_of_them() {
    let world = World::new().await;
    let mut ada = set_up(&world).await;
    tried(&world, 0..30).await;
    ada.post("/sign-out", &[]).await;
    let reply = world.enter_password(&mut ada, ADA, PASSWORD).await;
    let page = ada.follow(reply).await;
    let code = world.code(ADA).await;
    let reply = ada.post_form(&page, &[("code", &code)]).await;
    assert_eq!(reply.location.as_deref(), Some("/home"), "{}", reply.text());
}

#[tokio::test]
async fn another_password_ends_the_wait_and_whoever_tried_is_out() {
    let world = World::new().await;
    set_up(&world).await;
    tried(&world, 0..30).await;
    let mut mails = world.sent().await;
    mails.retain(|mail| mail.contains("Someone knows your password"));
    assert_eq!(mails.len(), 1, "she is told, once: {mails:?}");
    assert!(mails[0].contains(ADA), "{}", mails[0]);

    let mut new = world.browser().from("203.0.113.77");
    let page = new.get("/forgotten").await;
    new.post_form(&page, &[("email", ADA)]).await;
    let link = world.link_to(ADA).await;
    let page = new.get(&link).await;
    let other = "quite another password";
    let reply = new.post_form(&page, &[("password", other)]).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    let reply = world.enter_password(&mut new, ADA, other).await;
    let page = new.follow(reply).await;
    let code = world.code(ADA).await;
    let reply = new.post_form(&page, &[("code", &code)]).await;
    assert_eq!(reply.location.as_deref(), Some("/home"), "{}", reply.text());
    let mut known = world.browser().from("198.51.0.1");
    let old = world.enter_password(&mut known, ADA, PASSWORD).await;
    assert_eq!(old.status, 422);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_codes_at_once_no_more_are_looked_at_than_one_after_the_other() {
    let world = World::new().await;
    set_up(&world).await;
    let (browser, page) = at(&world, 1).await;
    let mut trying = tokio::task::JoinSet::new();
    for number in 0..30 {
        let (mut one, page) = (browser.clone(), page.clone());
        trying.spawn(async move {
            let code = format!("{number:06}");
            one.post_form(&page, &[("code", &code)]).await.status
        });
    }
    let statuses = trying.join_all().await;
    let looked_at = statuses.iter().filter(|status| **status == 422).count();
    assert!(looked_at <= 5, "{statuses:?}");
    let mut late = browser.clone();
    let right = world.code(ADA).await;
    let refused = late.post_form(&page, &[("code", &right)]).await;
    assert_ne!(refused.location.as_deref(), Some("/home"));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_passwords_at_once_no_more_are_checked_than_one_after_the_other() {
    let world = World::new().await;
    let before = world.state.passwords.count();
    let mut trying = tokio::task::JoinSet::new();
    for _ in 0..30 {
        let mut stranger = world.browser().from("198.51.100.9");
        let fields = [("email", ADA), ("password", "not the password")];
        let fields = fields.map(|(name, value)| (name.to_string(), value.to_string()));
        trying.spawn(async move { stranger.post("/sign-in", &fields).await.status });
    }
    let statuses = trying.join_all().await;
    let checked = world.state.passwords.count() - before;
    assert!(checked <= 6, "{checked} were checked: {statuses:?}");
}
