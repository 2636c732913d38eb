//! A room that is full: what is done there is refused before anything is looked up, and what is
//! done elsewhere goes on.

use super::{hold_empty, hold_refused};
use crate::world::World;
use fourlens_server::web::{Room, routes};
use serde_json::json;

#[tokio::test]
async fn what_finds_no_room_is_refused_at_once_and_the_other_rooms_go_on() {
    let world = World::new().await.with_room_for(1);
    let mut ada = world.head().await;
    let section = format!("/returns/{}/sections/C", world.oakwell.return_id);
    let page = ada.get(&section).await;
    let (path, fields) = page.form(&[("C1", "2")]);
    let rooms = &world.state.bulkheads;

    let inside = rooms.enter(Room::Saves).await.expect("a place");
    let at_the_door = rooms.enter(Room::Saves);
    tokio::pin!(at_the_door);
    assert!(futures::poll!(&mut at_the_door).is_pending());
    let reply = ada.post(&path, &fields).await;
    hold_refused(&reply);
    assert!(reply.says("The portal is busy"), "{}", reply.text());
    let reply = ada
        .post_json(&format!("/api{section}"), &json!({ "fields": [] }))
        .await;
    hold_refused(&reply);
    assert!(reply.body.contains("Try again"), "{}", reply.body);
    let page = ada.get(&section).await;
    assert_eq!(page.status, 200, "reading goes on");
    assert!(
        page.attributes("input[name='C1'][checked]", "value")
            .is_empty()
    );
    drop(inside);
    drop(at_the_door.await);
    assert_eq!(
        ada.post(&path, &fields).await.status,
        303,
        "and saving, too"
    );
    hold_empty(&world).await;
}

#[tokio::test]
async fn a_busy_page_has_no_script_and_knows_nobody() {
    let world = World::new().await.with_room_for(1);
    let mut ada = world.head().await;
    let rooms = &world.state.bulkheads;
    let inside = rooms.enter(Room::Pages).await.expect("a place");
    let at_the_door = rooms.enter(Room::Pages);
    tokio::pin!(at_the_door);
    assert!(futures::poll!(&mut at_the_door).is_pending());
    let hers = ada.get("/home").await;
    let anyones = world.browser().get("/sign-in").await;
    hold_refused(&hers);
    assert_eq!(hers.body, anyones.body);
    assert!(!hers.body.contains("<script"), "{}", hers.body);
    let policy = &hers.headers["content-security-policy"];
    assert!(policy.contains("script-src 'none'"), "{policy}");
    let lost = ada.get("/no/such/page").await;
    hold_refused(&lost);
    drop(inside);
}

#[tokio::test]
async fn what_costs_nothing_is_answered_however_busy_the_portal_is() {
    let world = World::new().await.with_room_for(1);
    let rooms = &world.state.bulkheads;
    let _pages = rooms.enter(Room::Pages).await.expect("a place");
    let _saves = rooms.enter(Room::Saves).await.expect("a place");
    let mut pages = Box::pin(rooms.enter(Room::Pages));
    let mut saves = Box::pin(rooms.enter(Room::Saves));
    assert!(futures::poll!(&mut pages).is_pending());
    assert!(futures::poll!(&mut saves).is_pending());
    for path in ["/healthz", "/readyz", "/openapi.json"] {
        assert_eq!(world.browser().get(path).await.status, 200, "{path}");
    }
}

#[tokio::test]
async fn every_post_is_refused_when_its_room_is_full() {
    let world = World::new().await.with_room_for(1);
    let rooms = &world.state.bulkheads;
    let all = [
        Room::Saves,
        Room::SignIn,
        Room::Uploads,
        Room::DefinitionsIn,
        Room::Imports,
    ];
    let mut held = Vec::new();
    for room in all {
        held.push(rooms.enter(room).await.expect("a place"));
    }
    let mut waiting: Vec<_> = all
        .iter()
        .map(|room| Box::pin(rooms.enter(*room)))
        .collect();
    for one in &mut waiting {
        assert!(futures::poll!(one).is_pending());
    }
    let mut browser = world.browser();
    for route in routes().into_iter().filter(|route| route.method == "POST") {
        let reply = browser.post(&concrete(route.path), &[]).await;
        hold_refused(&reply);
    }
    drop(held);
}

fn concrete(path: &str) -> String {
    let parts = path.split('/').map(|part| match part.starts_with('{') {
        true => "0123456789abcdef0123456789abcdef",
        false => part,
    });
    parts.collect::<Vec<_>>().join("/")
}
