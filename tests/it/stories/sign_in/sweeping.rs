//! What is left of signing in when it is over goes by itself: nobody has to think of it, and nothing
//! that still counts goes with it.

use super::links::invite;
use crate::world::{PASSWORD, World};
use fourlens_server::jobs::hourly;

const NIA: &str = "nia@oakwell.example";
const NOOR: &str = "noor@oakwell.example";

async fn counts(world: &World) -> [i64; 3] {
    let rows = world.rows().await;
    ["session", "sign_in_link", "failed_try"].map(|table| rows[table])
}

#[tokio::test]
async fn sessions_links_and_failed_tries_go_when_they_are_over() {
    let world = World::new().await;
    let mut alex = world.administrator().await;
    for email in [NIA, NOOR] {
        assert_eq!(invite(&mut alex, email).await.status, 303);
    }
    let link = world.link_to(NIA).await;
    assert_eq!(world.use_link(&link).await.status, 303);
    let mut strange = world.browser().from("203.0.113.9");
    world.enter_password(&mut strange, NIA, "not hers").await;
    world.signed_in(NIA).await;
    assert_eq!(counts(&world).await, [2, 2, 2], "Alex and Nia are in");
    hourly::look(&world.state).await;
    assert_eq!(counts(&world).await, [2, 2, 2], "nothing is over");

    world.clock.pass_days(3);
    world.signed_in("ada@oakwell.example").await;
    hourly::look(&world.state).await;
    assert_eq!(counts(&world).await, [1, 2, 0], "only Ada is in");
    assert_eq!(alex.get("/people").await.status, 303);

    world.clock.pass_days(40);
    hourly::look(&world.state).await;
    assert_eq!(
        counts(&world).await,
        [0, 1, 0],
        "Noor's invitation stays on record"
    );
    let mut alex = world.administrator().await;
    let people = alex.get("/people?words=noor").await;
    assert!(people.says("Invited"), "{}", people.text());
    let mut browser = world.browser();
    let nia = world.enter_password(&mut browser, NIA, PASSWORD).await;
    assert_eq!(nia.status, 303, "and Nia signs in as ever");
}
