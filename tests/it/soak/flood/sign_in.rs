//! Wrong sign-ins from everywhere at once: no more passwords are checked than there is room for,
//! who signed in here before gets in, and everyone else's work goes on.

use super::{hold_empty, hold_refused};
use crate::{
    soak::rounds,
    world::{PASSWORD, World},
};
use fourlens_server::web::Room;
use tokio::task::JoinSet;

const ADA: &str = "ada@oakwell.example";

/// Tries in a test run, each from a network of its own.
const TRIES: usize = 60;

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_of_wrong_passwords_is_refused_and_keeps_nobody_from_working() {
    let world = World::new().await.with_room_for(4);
    let mut ada = world.head().await;
    let section = format!("/returns/{}/sections/C", world.oakwell.return_id);
    let before = world.state.passwords.count();
    let mut tries = JoinSet::new();
    for number in 0..rounds(TRIES) {
        let address = format!("203.0.{}.{}", number / 250, number % 250);
        let mut stranger = world.browser().from(&address);
        tries.spawn(async move {
            let fields = [("email", ADA), ("password", "not the password")];
            let fields = fields.map(|(name, value)| (name.to_string(), value.to_string()));
            stranger.post("/sign-in", &fields).await
        });
    }
    let page = ada.get(&section).await;
    assert_eq!(ada.post_form(&page, &[("C1", "2")]).await.status, 303);
    let mut checked = 0;
    while let Some(reply) = tries.join_next().await {
        let reply = reply.expect("it does not panic");
        match reply.status {
            422 => checked += 1,
            _ => hold_refused(&reply),
        }
    }
    assert_eq!(world.state.passwords.count() - before, checked);
    hold_empty(&world).await;
    let mut elsewhere = world.browser().from("198.51.100.7");
    let reply = world.enter_password(&mut elsewhere, ADA, PASSWORD).await;
    assert_eq!(reply.status, 303, "a right one afterwards");
}

#[tokio::test]
async fn strangers_at_the_door_do_not_keep_out_who_signed_in_here_before() {
    let world = World::new().await.with_room_for(1);
    let mut ada = world.head().await;
    ada.post("/sign-out", &[]).await;
    let rooms = &world.state.bulkheads;
    let _inside = rooms.enter(Room::Passwords).await.expect("a place");
    let at_the_door = rooms.enter(Room::Passwords);
    tokio::pin!(at_the_door);
    assert!(futures::poll!(&mut at_the_door).is_pending());
    let mut elsewhere = world.browser().from("198.51.100.7");
    let refused = world.enter_password(&mut elsewhere, ADA, PASSWORD).await;
    hold_refused(&refused);
    let reply = world.enter_password(&mut ada, ADA, PASSWORD).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
}
