//! A campaign's last day and its close: late returns are taken until someone closes it, and
//! whoever closes it knows what is missing.

use crate::world::World;
use fourlens_server::retention;

#[tokio::test]
async fn late_returns_are_taken_until_the_manager_closes_the_campaign() {
    let world = World::new().await;
    let days = format!("/campaigns/{}/days", world.campaign);
    // The last day is 18 December.
    world.clock.pass_days(100);
    let (mut ada, mut quinn) = (world.head().await, world.manager().await);
    let campaign = quinn.get(&format!("/campaigns/{}", world.campaign)).await;
    assert!(
        campaign.says("Its last day was 18 December 2026. Late returns are taken"),
        "{}",
        campaign.text()
    );
    let page = quinn.get(&days).await;
    assert!(page.says("0 of 2 returns submitted"), "{}", page.text());

    let check = world.fill_all(&mut ada, world.oakwell.return_id, "2").await;
    assert_eq!(ada.post_form(&check, &[]).await.status, 303);
    let (close, seen) = page.form_to("/close", &[]);
    let moved = quinn.post(&close, &seen).await;
    assert_eq!(moved.status, 409, "a return came in meanwhile");
    assert!(moved.says("It was not closed just now"), "{}", moved.text());
    let (close, seen) = moved.form_to("/close", &[]);
    let closed = quinn.post(&close, &seen).await;
    assert_eq!(closed.status, 303);
    let closed = quinn.follow(closed).await;
    assert!(closed.says("The campaign is closed."), "{}", closed.text());

    let mut edith = world.signed_in("edith@elmfield.example").await;
    let section = format!("/returns/{}/sections/C", world.elmfield.return_id);
    let refused = edith
        .post(&section, &[("C1".to_string(), "2".to_string())])
        .await;
    assert_eq!(refused.status, 409, "{}", refused.text());
    let (again, nothing) = closed.form_to("/open-again", &[]);
    assert_eq!(quinn.post(&again, &nothing).await.status, 303);
    let page = edith.get(&section).await;
    assert_eq!(edith.post_form(&page, &[("C1", "2")]).await.status, 303);
}

#[tokio::test]
async fn a_last_day_is_moved_and_a_lost_race_shows_what_stands() {
    let world = World::new().await;
    let (mut quinn, mut alex) = (world.manager().await, world.administrator().await);
    let days = format!("/campaigns/{}/days", world.campaign);
    let (hers, his) = (quinn.get(&days).await, alex.get(&days).await);
    for (day, words) in [
        ("31", "Enter a real day"),
        ("1", "Enter today or a later day"),
    ] {
        let typed = [
            ("closes-day", day),
            ("closes-month", "9"),
            ("closes-year", "2026"),
        ];
        let (path, fields) = hers.form_to("/last-day", &typed);
        let wrong = quinn.post(&path, &fields).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.says(words), "{}", wrong.text());
    }
    let typed = [
        ("closes-day", "15"),
        ("closes-month", "1"),
        ("closes-year", "2027"),
    ];
    let (path, fields) = hers.form_to("/last-day", &typed);
    let moved = quinn.post(&path, &fields).await;
    assert_eq!(moved.status, 303, "{}", moved.text());
    let mut ada = world.head().await;
    let home = ada.get("/home").await;
    assert!(home.says("15 January 2027"), "{}", home.text());
    let (path, fields) = his.form_to("/last-day", &[("closes-day", "20")]);
    let lost = alex.post(&path, &fields).await;
    assert_eq!(lost.status, 409);
    assert!(lost.says("It is 15 January 2027 now"), "{}", lost.text());
}

#[tokio::test]
async fn what_is_saved_late_does_not_expire_while_the_campaign_is_open() {
    let form = crate::world::SCHOOL_RETURN.replace(
        "retention: { years: 6, drafts_days: 180 }",
        "retention: { years: 1, drafts_days: 30 }",
    );
    assert_ne!(form, crate::world::SCHOOL_RETURN);
    let world = World::asking(&form).await;
    world.clock.pass_days(77 + 100);
    let mut edith = world.signed_in("edith@elmfield.example").await;
    let section = format!("/returns/{}/sections/C", world.elmfield.return_id);
    let page = edith.get(&section).await;
    assert_eq!(edith.post_form(&page, &[("C1", "2")]).await.status, 303);
    let gone = retention::expire_drafts(&world.state)
        .await
        .expect("looked");
    assert_eq!(gone, 0);
    let page = edith.get(&section).await;
    assert_eq!(page.attributes("input[name=C1][checked]", "value"), ["2"]);
}
