//! Clients that ask for pages and files and are gone before they have them, some while a page is
//! drawn and some while a file is on its way: nothing of them stays behind.

use super::{
    hold_empty,
    served::{Served, asking},
};
use crate::{
    soak::{Chance, rounds},
    world::World,
};
use tokio::io::AsyncReadExt;

/// Clients in a test run.
const CLIENTS: usize = 80;

#[tokio::test(flavor = "multi_thread")]
async fn pages_and_files_whose_readers_are_gone_leave_nothing_behind() {
    let world = World::new().await;
    let (ada, quinn) = (world.head().await, world.manager().await);
    let served = Served::of(&world).await;
    let asked = [
        asking(
            &ada,
            &format!("/returns/{}/sections/C", world.oakwell.return_id),
        ),
        asking(&ada, &format!("/returns/{}/print", world.oakwell.return_id)),
        asking(&quinn, &format!("/campaigns/{}", world.campaign)),
        asking(&quinn, &format!("/campaigns/{}/scores.csv", world.campaign)),
    ];
    let mut chance = Chance::from(0x5EED_0003);
    for _ in 0..rounds(CLIENTS) {
        let request = chance.of(&asked);
        let (sent, read) = (request.len(), chance.below(3) * 700);
        let sent = match chance.below(4) {
            0 => chance.below(sent),
            _ => sent,
        };
        let mut client = served.sent(&request[..sent]).await;
        if sent == request.len() && read > 0 {
            let mut some = vec![0; read];
            let _shorter = client.read(&mut some).await;
        }
        drop(client);
    }
    hold_empty(&world).await;
    for request in &asked {
        assert_eq!(served.status(request).await, 200);
    }
    served.stop().await;
    hold_empty(&world).await;
    let found = world.store.verify().await.expect("verified");
    assert!(found.is_empty(), "{found:?}");
}
