//! An administrator adds the partnership's own questions, an open campaign asks them, and what
//! was handed in before stays as it was.

use crate::world::{Browser, Reply, World};

const PAGE: &str = "/forms/school-175-157/local-questions";

async fn administrator(world: &World) -> Browser {
    world.signed_in("alex@partnership.example").await
}

/// Posts the form of the page whose action ends so, with some fields typed.
async fn press(browser: &mut Browser, page: &Reply, action: &str, typed: &[(&str, &str)]) -> Reply {
    let (path, fields) = page.form_to(action, typed);
    browser.post(&path, &fields).await
}

#[tokio::test]
async fn a_question_is_added_asked_in_the_open_campaign_and_answered() {
    let world = World::new().await;
    let mut edith = world.signed_in("edith@elmfield.example").await;
    let check = world
        .fill_all(&mut edith, world.elmfield.return_id, "2")
        .await;
    assert_eq!(
        edith.post_form(&check, &[]).await.status,
        303,
        "Elmfield hands in before"
    );

    let mut alex = administrator(&world).await;
    let page = alex.get(PAGE).await;
    assert!(
        page.says("No local question has been added yet"),
        "{}",
        page.text()
    );
    let typed = [
        ("label", "How do you keep pupils from vaping?"),
        ("kind", "choice"),
        ("options", "We teach it\nWe do not"),
    ];
    let added = press(&mut alex, &page, "/local-questions", &typed).await;
    assert_eq!(added.status, 303);
    let page = alex.follow(added).await;
    assert!(
        page.says("R1 How do you keep pupils from vaping?"),
        "{}",
        page.text()
    );
    assert!(
        page.says("It asks version 1. 0 returns in progress, 1 submitted."),
        "{}",
        page.text()
    );

    let mut ada = world.head().await;
    let section = format!("/returns/{}/sections/R", world.oakwell.return_id);
    assert!(
        !ada.get(&section).await.says("vaping"),
        "not asked before someone says so"
    );
    assert_eq!(press(&mut alex, &page, "/version", &[]).await.status, 303);
    let asked = ada.get(&section).await;
    assert!(
        asked.says("How do you keep pupils from vaping?"),
        "{}",
        asked.text()
    );
    let saved = ada.post_form(&asked, &[("R1", "option_1")]).await;
    assert_eq!(saved.status, 303);
    assert_eq!(
        ada.get(&section)
            .await
            .attributes("input[checked]", "value"),
        ["option_1"]
    );

    let print = format!("/returns/{}/print", world.elmfield.return_id);
    let copy = edith.get(&print).await;
    assert!(
        !copy.says("vaping"),
        "a submission belongs to the version it answered"
    );
    let page = alex.get(PAGE).await;
    assert!(page.says("It asks the latest version."), "{}", page.text());
}

#[tokio::test]
async fn a_question_that_is_not_proper_is_shown_back_and_nothing_is_published() {
    let world = World::new().await;
    let mut alex = administrator(&world).await;
    let page = alex.get(PAGE).await;
    let typed = [
        ("label", "Which of these?"),
        ("kind", "choices"),
        ("options", "Only one"),
    ];
    let refused = press(&mut alex, &page, "/local-questions", &typed).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.says("Enter at least two options"),
        "{}",
        refused.text()
    );
    assert!(
        refused.body.contains("Which of these?"),
        "what was typed is kept"
    );
    assert!(alex.get(PAGE).await.says("the latest is version 1."));
}

#[tokio::test]
async fn two_administrators_at_once_see_that_someone_was_faster() {
    let world = World::new().await;
    let (mut alex, mut other) = (administrator(&world).await, administrator(&world).await);
    let page = alex.get(PAGE).await;
    let stale = other.get(PAGE).await;
    let typed = [("label", "First?"), ("kind", "yes_no")];
    assert_eq!(
        press(&mut alex, &page, "/local-questions", &typed)
            .await
            .status,
        303
    );
    let typed = [("label", "Second?"), ("kind", "yes_no")];
    let refused = press(&mut other, &stale, "/local-questions", &typed).await;
    assert_eq!(refused.status, 409);
    assert!(
        refused.says("Someone published another version"),
        "{}",
        refused.text()
    );
    assert!(refused.body.contains("Second?"), "what was typed is kept");
    let again = press(&mut other, &refused, "/local-questions", &[]).await;
    assert_eq!(
        again.status, 303,
        "once the questions were looked at it goes through"
    );
    assert!(other.get(PAGE).await.says("R2 Second?"));
}

#[tokio::test]
async fn a_removed_question_is_not_taken_from_a_campaign_that_asks_it() {
    let world = World::new().await;
    let mut alex = administrator(&world).await;
    let page = alex.get(PAGE).await;
    let typed = [("label", "Is it so?"), ("kind", "yes_no")];
    let added = press(&mut alex, &page, "/local-questions", &typed).await;
    let page = alex.follow(added).await;
    press(&mut alex, &page, "/version", &[]).await;
    let page = alex.get(PAGE).await;
    let removed = press(&mut alex, &page, "/remove", &[]).await;
    let page = alex.follow(removed).await;
    assert!(
        page.says("No local question has been added yet"),
        "{}",
        page.text()
    );
    assert!(page.says("R1 is no longer asked"), "{}", page.text());
    let forced = format!("/campaigns/{}/version", world.campaign);
    let version = page.attributes("input[name=version]", "value")[0].clone();
    let fields = [("version".to_string(), version)];
    assert_eq!(alex.post(&forced, &fields).await.status, 409);
}

#[tokio::test]
async fn only_the_administrator_publishes() {
    let world = World::new().await;
    for mut browser in [world.head().await, world.manager().await] {
        assert_eq!(browser.get(PAGE).await.status, 404);
        let fields = [("version".to_string(), "x".to_string())];
        assert_eq!(browser.post(PAGE, &fields).await.status, 404);
        let ask = format!("/campaigns/{}/version", world.campaign);
        assert_eq!(browser.post(&ask, &fields).await.status, 404);
    }
}
