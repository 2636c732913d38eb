//! Whether someone may still know is asked when their mail leaves, not when it was left to be sent:
//! whatever was taken from them meanwhile bites there, too.

use super::submit;
use crate::world::{Browser, World};
use fourlens_app::portal::{PersonId, Role};
use fourlens_server::{
    jobs,
    store::{Block, BlockOutcome},
};

/// Sends what waits: nothing leaves, and nothing waits any more.
async fn nothing_leaves(world: &World) {
    assert!(jobs::step(&world.state).await.expect("a step") > 0);
    assert_eq!(world.mails(), Vec::<String>::new());
    let system = world.store.system("story");
    let waiting = system.messages_waiting("mail").await.expect("counted");
    assert_eq!(waiting.count, 0, "it is done with");
}

/// Ends a role as the administrator does, on the page of who works there.
async fn end_role(alex: &mut Browser, person: PersonId, role: &str, at: &str) {
    let list = alex.get(&format!("/directory?words={at}")).await;
    let path = list.attributes("main th a", "href").remove(0);
    let mut fields = vec![
        ("person".to_string(), person.to_string()),
        ("ends".to_string(), role.to_string()),
    ];
    for (part, value) in [("day", "2"), ("month", "10"), ("year", "2026")] {
        fields.push((format!("last-{person}-{role}-{part}"), value.to_string()));
    }
    let ended = alex.post(&format!("{path}/people/end"), &fields).await;
    assert_eq!(ended.status, 303, "{}", ended.text());
}

#[tokio::test]
async fn someone_disabled_is_not_told_of_the_return() {
    let world = World::new().await;
    submit(&world).await;
    let ada = world.known("ada@oakwell.example").await;
    let system = world.store.system("story");
    system.disable(ada).await.expect("disabled");
    nothing_leaves(&world).await;
}

#[tokio::test]
async fn someone_whose_role_was_taken_is_not_told_of_the_return() {
    let world = World::new().await;
    submit(&world).await;
    let system = world.store.system("story");
    let ada = system.person_by_email("ada@oakwell.example").await;
    let ada = ada.expect("read").expect("there");
    let at = ada.grants[0].organisation;
    system.revoke(ada.id, Role::Head, at).await.expect("taken");
    nothing_leaves(&world).await;
}

#[tokio::test]
async fn someone_who_has_left_is_not_told_of_the_return() {
    let world = World::new().await;
    submit(&world).await;
    let ada = world.known("ada@oakwell.example").await;
    let mut alex = world.administrator().await;
    end_role(&mut alex, ada, "head", "Oakwell").await;
    nothing_leaves(&world).await;
}

#[tokio::test]
async fn someone_who_is_now_elsewhere_is_not_told_of_the_return() {
    let world = World::new().await;
    submit(&world).await;
    let system = world.store.system("story");
    let known = async |email: &str| {
        let found = system.person_by_email(email).await.expect("read");
        found.expect("there")
    };
    let (ada, edith) = (
        known("ada@oakwell.example").await,
        known("edith@elmfield.example").await,
    );
    let (here, there) = (ada.grants[0].organisation, edith.grants[0].organisation);
    system
        .grant(ada.id, Role::Head, there)
        .await
        .expect("given");
    system
        .revoke(ada.id, Role::Head, here)
        .await
        .expect("taken");
    nothing_leaves(&world).await;
}

#[tokio::test]
async fn someone_blocked_from_the_case_is_not_told_of_it() {
    let world = World::new().await;
    let round = world.round().await;
    let case = round.audited_case(&world, "NEG-26Q4-01").await;
    let id = round.return_of(&world, case, round.police).await;
    let mut pat = world.signed_in("pat@police.example").await;
    round.submit(&mut pat, id).await;
    let person = world.known("pat@police.example").await;
    let system = world.store.system("story");
    let blocked = system.block(case, person, Block::Set, "kin".to_string());
    assert_eq!(blocked.await.expect("blocked"), Some(BlockOutcome::Done));
    nothing_leaves(&world).await;
}

#[tokio::test]
async fn someone_invited_whose_role_was_taken_at_once_is_not_invited() {
    let world = World::new().await;
    let mut alex = world.administrator().await;
    let page = alex.get("/people").await;
    let places = page.texts("select[name=organisation] option");
    let values = page.attributes("select[name=organisation] option", "value");
    let oakwell = places.iter().position(|place| place.contains("Oakwell"));
    let oakwell = values[oakwell.expect("Oakwell")].clone();
    let typed = [
        ("name", "Noor New"),
        ("email", "noor@oakwell.example"),
        ("role", "head"),
        ("organisation", oakwell.as_str()),
    ];
    let invited = alex.post_form(&page, &typed).await;
    assert_eq!(invited.status, 303, "{}", invited.text());
    let noor = world.known("noor@oakwell.example").await;
    end_role(&mut alex, noor, "head", "Oakwell").await;
    nothing_leaves(&world).await;
}
