//! Two partnerships in one portal: what one keeps is neither shown to the other nor changed by it,
//! and tells the other nothing.

use super::stage::{Kind, Stage, Tree};
use crate::world::{Browser, Reply};
use fourlens_app::portal::CampaignId;

async fn of(stage: &Stage, who: &str, name: &str) -> Browser {
    stage
        .world
        .signed_in(&format!("{who}@{name}.example"))
        .await
}

async fn add(browser: &mut Browser, title: &str) -> Reply {
    let page = browser.get("/priorities").await;
    let typed = [
        ("title", title),
        ("first_day-day", "1"),
        ("first_day-month", "9"),
        ("first_day-year", "2026"),
    ];
    let (action, fields) = page.form_to("/priorities", &typed);
    browser.post(&action, &fields).await
}

fn campaign(tree: &Tree) -> CampaignId {
    let mut records = tree.records.iter();
    let found = records.find(|record| record.kind == Kind::Campaign);
    found.expect("a campaign").id.parse().expect("an identity")
}

#[tokio::test]
async fn priorities_are_listed_and_ended_by_the_partnership_that_keeps_them() {
    let stage = Stage::set().await;
    let (mut near, mut far) = (
        of(&stage, "admin", "near").await,
        of(&stage, "admin", "far").await,
    );
    assert_eq!(add(&mut near, "Online harm").await.status, 303);
    let page = far.get("/priorities").await;
    assert!(!page.says("Online harm"), "{}", page.text());
    let ended = [("version", "1"), ("online_harm.last_day-day", "2")];
    let ended = ended.map(|(name, value)| (name.to_string(), value.to_string()));
    assert_eq!(
        far.post("/priorities/online_harm", &ended).await.status,
        404
    );
    assert_eq!(add(&mut far, "Online harm").await.status, 303);
    for browser in [&mut near, &mut far] {
        let page = browser.get("/priorities").await;
        assert!(page.says("Current: 1 priority"), "{}", page.text());
    }
}

#[tokio::test]
async fn definitions_that_are_prepared_are_listed_where_they_are_kept() {
    let stage = Stage::set().await;
    for (name, tree, other) in [
        ("near", &stage.own, &stage.strangers),
        ("far", &stage.strangers, &stage.own),
    ] {
        let mut admin = of(&stage, "admin", name).await;
        let page = admin.get("/forms").await;
        let draft = |tree: &Tree| {
            let found = tree
                .records
                .iter()
                .find(|record| record.kind == Kind::Draft);
            found.expect("a definition").id.clone()
        };
        assert!(page.body.contains(&draft(tree)), "{}", page.text());
        assert!(!page.body.contains(&draft(other)), "{}", page.text());
    }
}

#[tokio::test]
async fn a_school_is_compared_with_no_campaign_of_another_partnership() {
    let stage = Stage::set().await;
    let system = stage.world.store.system("story");
    let phased = "UPDATE organisation SET phase = 'primary' WHERE kind = 'school'";
    stage.world.meddle(phased).await;
    let closed = system.close_campaign(campaign(&stage.strangers)).await;
    assert!(closed.expect("closed"));
    let email = format!("signs.{}", stage.own.school);
    let mut head = of(&stage, &email, "near").await;
    let mut records = stage.own.records.iter();
    let owed = records
        .find(|record| record.kind == Kind::Owed)
        .expect("a return");
    let feedback = head.get(&format!("/returns/{}/feedback", owed.id)).await;
    assert_eq!(feedback.status, 200, "{}", feedback.text());
    assert!(!feedback.says("far returns"), "{}", feedback.text());
    assert!(
        feedback.says("No earlier campaign is closed yet"),
        "{}",
        feedback.text()
    );
}

#[tokio::test]
async fn what_is_due_for_review_is_told_to_the_officer_of_its_partnership() {
    let stage = Stage::set().await;
    stage.world.clock.pass_days(800);
    for (name, other) in [("near", "far"), ("far", "near")] {
        let mut officer = of(&stage, "officer", name).await;
        let page = officer.get("/erasures").await;
        assert!(page.says(&format!("{name} returns")), "{}", page.text());
        assert!(!page.says(&format!("{other} ")), "{}", page.text());
    }
}

#[tokio::test]
async fn a_hold_is_shown_and_lifted_by_the_partnership_that_set_it_and_stops_only_its_erasing() {
    let stage = Stage::set().await;
    let mut near = of(&stage, "officer", "near").await;
    let mut far = of(&stage, "officer", "far").await;
    let typed = [("form", "case-audit"), ("hold", "court")];
    let typed = typed.map(|(name, value)| (name.to_string(), value.to_string()));
    assert_eq!(near.post("/holds", &typed).await.status, 303);
    assert!(far.get("/erasures").await.says("No form is held."));
    far.post("/holds/lift", &typed).await;
    let page = near.get("/erasures").await;
    assert!(
        page.says("Court proceedings or an inquiry, since"),
        "{}",
        page.text()
    );

    let erasure = |tree: &Tree| {
        let found = tree
            .records
            .iter()
            .find(|record| record.kind == Kind::Erasure);
        format!("/erasures/{}/approve", found.expect("an erasure").id)
    };
    let mut decides = of(&stage, "admin", "near").await;
    let held = decides.post(&erasure(&stage.own), &[]).await;
    assert_eq!(held.status, 409, "{}", held.text());
    let mut decides = of(&stage, "admin", "far").await;
    let done = decides.post(&erasure(&stage.strangers), &[]).await;
    let to = done.location.unwrap_or_default();
    assert!(
        to.ends_with("?done=erased"),
        "another's hold: {}",
        done.body
    );
    assert_eq!(near.post("/holds/lift", &typed).await.status, 303);
    assert!(near.get("/erasures").await.says("No form is held."));
}
