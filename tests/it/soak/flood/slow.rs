//! Clients that send the beginning of something and then nothing: they hold no place where work
//! is done, and everyone else is answered. How long each of them is waited for is proved beside
//! the accept loop, with a clock of its own.

use super::{
    hold_empty,
    served::{Served, asking, posting},
};
use crate::{soak::rounds, world::World};

/// Slow clients of each kind in a test run.
const CLIENTS: usize = 40;

#[tokio::test(flavor = "multi_thread")]
async fn slow_heads_and_slow_bodies_take_no_room_from_anyone() {
    let world = World::new().await.with_room_for(4);
    let ada = world.head().await;
    let section = format!("/returns/{}/sections/C", world.oakwell.return_id);
    let served = Served::of(&world).await;
    let whole = asking(&ada, &section);
    let mut slow = Vec::new();
    // More of them than there are places would be a test of the accept loop.
    for number in 0..rounds(CLIENTS).min(500) {
        slow.push(served.sent(&whole[..whole.len() / 2]).await);
        slow.push(served.sent(&posting(&ada, &section, "C1=", 2_000)).await);
        slow.push(served.sent(&posting(&ada, "/sign-in", "email=", 200)).await);
        if number % 10 == 9 {
            assert_eq!(served.status(&whole).await, 200);
        }
    }
    hold_empty(&world).await;
    let mut browser = ada.clone();
    let page = browser.get(&section).await;
    let reply = browser.post_form(&page, &[("C1", "2")]).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    assert_eq!(served.status(&whole).await, 200);
    drop(slow);
    served.stop().await;
    hold_empty(&world).await;
}
