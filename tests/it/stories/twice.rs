//! A page that is sent twice, by a double click or a lost reply, does once what it says; and the
//! same page with something else typed does that.

use super::{priorities::ASKS, publishing::SOUND};
use crate::world::{Browser, Reply, World};

async fn add(browser: &mut Browser, page: &Reply, title: &str) {
    let typed = [
        ("title", title),
        ("first_day-day", "1"),
        ("first_day-month", "9"),
        ("first_day-year", "2026"),
    ];
    let (action, fields) = page.form_to("/priorities", &typed);
    let added = browser.post(&action, &fields).await;
    assert_eq!(added.status, 303, "{}", added.text());
}

#[tokio::test]
async fn a_priority_sent_twice_is_added_once() {
    let world = World::asking(ASKS).await;
    let mut alex = world.administrator().await;
    let page = alex.get("/priorities").await;
    for title in ["Neglect", "Neglect", "Online harm"] {
        add(&mut alex, &page, title).await;
    }
    let page = alex.get("/priorities").await;
    assert!(page.says("Current: 2 priorities"), "{}", page.text());
    add(&mut alex, &page, "Neglect").await;
    let page = alex.get("/priorities").await;
    assert!(
        page.says("Current: 3 priorities"),
        "another page: {}",
        page.text()
    );
}

#[tokio::test]
async fn a_definition_sent_twice_is_kept_once() {
    let world = World::new().await;
    let mut alex = world.administrator().await;
    let page = alex.get("/forms/upload").await;
    let other = SOUND.replace("yes_no", "yesno");
    let mut kept = Vec::new();
    for text in [SOUND, SOUND, &other] {
        let file: (&str, &[u8]) = ("sound.yaml", text.as_bytes());
        let sent = alex.post_parts(page.form(&[]), &[file]).await;
        kept.push(sent.location.expect("it is kept"));
    }
    assert_eq!(kept[0], kept[1]);
    assert_ne!(kept[0], kept[2]);
    let list = alex.get("/forms").await;
    let links = list.attributes("main a[href^='/forms/drafts/']", "href");
    assert_eq!(links.len(), 2, "{links:?}");
}

#[tokio::test]
async fn a_hold_set_twice_at_once_stands_once_and_is_lifted_once() {
    let world = World::new().await;
    let system = world.store.system("story");
    let key = world.form.package().form.key.clone();
    let set = || system.set_hold(key.clone(), "court".to_string());
    let (one, other) = tokio::join!(set(), set());
    let new = [one.expect("set"), other.expect("set")];
    assert_eq!(new.iter().filter(|new| **new).count(), 1, "{new:?}");
    assert_eq!(system.holds().await.expect("read").len(), 1);
}
