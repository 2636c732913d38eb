//! What a failed try costs: a wait for that address from that network, and nobody else's.

use crate::world::{Browser, PASSWORD, Reply, World};

const ADA: &str = "ada@oakwell.example";

async fn fail(world: &World, browser: &mut Browser, email: &str, times: usize) -> Vec<Reply> {
    let mut replies = Vec::new();
    for _ in 0..times {
        replies.push(
            world
                .enter_password(browser, email, "not the password")
                .await,
        );
    }
    replies
}

#[tokio::test]
async fn who_tries_too_often_waits_and_no_password_is_checked_meanwhile() {
    let world = World::new().await;
    for email in [ADA, "nobody@oakwell.example"] {
        let mut browser = world.browser().from("203.0.113.9");
        let replies = fail(&world, &mut browser, email, 6).await;
        let statuses: Vec<u16> = replies.iter().map(|reply| reply.status).collect();
        assert_eq!(statuses, [422; 6], "{email}");
        let checked = world.state.passwords.count();
        let reply = world.enter_password(&mut browser, email, PASSWORD).await;
        assert_eq!(reply.status, 429, "{email}");
        assert_eq!(reply.headers["retry-after"], "6", "{email}");
        assert!(reply.says("Wait 6 seconds"), "{}", reply.text());
        assert_eq!(world.state.passwords.count(), checked, "{email}");
    }
    world.clock.pass_seconds(6);
    let mut ada = world.browser().from("203.0.113.9");
    assert_eq!(
        world.enter_password(&mut ada, ADA, PASSWORD).await.status,
        303
    );
}

#[tokio::test]
async fn the_wait_grows_and_has_an_end() {
    let world = World::new().await;
    let mut browser = world.browser().from("203.0.113.9");
    fail(&world, &mut browser, ADA, 5).await;
    let mut waits = Vec::new();
    for _ in 0..9 {
        fail(&world, &mut browser, ADA, 1).await;
        let refused = world.enter_password(&mut browser, ADA, PASSWORD).await;
        let wait: i64 = refused.headers["retry-after"].parse().expect("seconds");
        waits.push(wait - 1);
        world.clock.pass_seconds(wait);
    }
    assert_eq!(waits[..5], [5, 10, 20, 40, 80]);
    assert!(waits.iter().all(|wait| *wait <= 15 * 60), "{waits:?}");
    let mut ada = browser;
    assert_eq!(
        world.enter_password(&mut ada, ADA, PASSWORD).await.status,
        303
    );
}

#[tokio::test]
async fn nobody_is_kept_out_from_another_network_nor_from_a_device_of_their_own() {
    let world = World::new().await;
    let mut own = world.browser().from("203.0.113.9");
    assert_eq!(
        world.enter_password(&mut own, ADA, PASSWORD).await.status,
        303
    );
    own.post("/sign-out", &[]).await;
    let mut other = world.browser().from("203.0.113.9");
    fail(&world, &mut other, ADA, 6).await;
    let refused = world.enter_password(&mut other, ADA, PASSWORD).await;
    assert_eq!(refused.status, 429);
    let reply = world.enter_password(&mut own, ADA, PASSWORD).await;
    assert_eq!(reply.status, 303, "at her own desk: {}", reply.text());
    let mut home = world.browser().from("198.51.100.7");
    let reply = world.enter_password(&mut home, ADA, PASSWORD).await;
    assert_eq!(reply.status, 303, "at home: {}", reply.text());
    let mut lee = world.browser().from("203.0.113.9");
    let reply = world
        .enter_password(&mut lee, "lee@oakwell.example", PASSWORD)
        .await;
    assert_eq!(reply.status, 303, "a colleague: {}", reply.text());
}

#[tokio::test]
async fn a_school_behind_one_address_does_not_meet_its_limit() {
    let world = World::new().await;
    for pupil in 0..30 {
        let mut browser = world.browser().from("203.0.113.9");
        let email = format!("p{pupil}@oakwell.example");
        let replies = fail(&world, &mut browser, &email, 1).await;
        assert_eq!(replies[0].status, 422);
    }
    let mut ada = world.browser().from("203.0.113.9");
    assert_eq!(
        world.enter_password(&mut ada, ADA, PASSWORD).await.status,
        303
    );
}

#[tokio::test]
async fn a_device_that_signed_in_as_one_is_not_known_as_anothers() {
    let world = World::new().await;
    let mut lee = world.signed_in("lee@oakwell.example").await;
    lee.post("/sign-out", &[]).await;
    let mut lee = lee.from("203.0.113.9");
    fail(&world, &mut lee, ADA, 6).await;
    let mut other = world.browser().from("203.0.113.9");
    let refused = world.enter_password(&mut other, ADA, PASSWORD).await;
    assert_eq!(refused.status, 429, "they counted for the network");
}

#[tokio::test]
async fn links_are_not_mailed_without_end() {
    let world = World::new().await;
    let mut statuses = Vec::new();
    for number in 0..22 {
        let mut browser = world.browser().from("203.0.113.9");
        let page = browser.get("/forgotten").await;
        let email = format!("someone{number}@oakwell.example");
        let reply = browser.post_form(&page, &[("email", &email)]).await;
        statuses.push(reply.status);
    }
    assert_eq!(statuses[..21], [200; 21]);
    assert_eq!(statuses[21], 429);
}
