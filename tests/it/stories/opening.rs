//! A campaign is opened by hand on a published form, is there at once for those it asks, and is
//! opened once however often the button is pressed.

use super::{
    priorities::ASKS,
    publishing::{SOUND, publish, upload},
};
use crate::world::{Browser, Reply, World};

const TITLE: (&str, &str) = ("title", "Sound return 2026");

/// Days typed into the page.
const DAYS: [(&str, &str); 6] = [
    ("opens-day", "2"),
    ("opens-month", "10"),
    ("opens-year", "2026"),
    ("closes-day", "30"),
    ("closes-month", "11"),
    ("closes-year", "2026"),
];

/// A world in which the small form is published too.
async fn world() -> World {
    let world = World::new().await;
    let mut alex = world.administrator().await;
    let page = upload(&mut alex, "sound.yaml", SOUND).await;
    assert_eq!(publish(&mut alex, &page).await.status, 303);
    world
}

fn typed<'t>(more: &[(&'t str, &'t str)]) -> Vec<(&'t str, &'t str)> {
    let all = [TITLE].into_iter().chain(DAYS);
    let kept = all.filter(|(name, _)| !more.iter().any(|(over, _)| over == name));
    kept.chain(more.iter().copied()).collect()
}

async fn confirm(browser: &mut Browser, more: &[(&str, &str)]) -> Reply {
    let page = browser.get("/campaigns/new?form=sound").await;
    browser.post_form(&page, &typed(more)).await
}

async fn open(browser: &mut Browser, page: &Reply) -> Reply {
    let (path, fields) = page.form_to("/campaigns", &[]);
    browser.post(&path, &fields).await
}

#[tokio::test]
async fn a_form_published_in_the_browser_is_asked_at_once() {
    let world = world().await;
    let mut alex = world.administrator().await;
    let links = alex.get("/forms").await.attributes("main a", "href");
    assert!(
        links.contains(&"/campaigns/new?form=sound".to_string()),
        "{links:?}"
    );
    let page = confirm(&mut alex, &[("who", "all")]).await;
    assert_eq!(page.status, 200, "{}", page.text());
    for told in [
        "Version 1 of Sound",
        "2 October 2026",
        "30 November 2026",
        "Every open school and college How many they are 2 organisations",
    ] {
        assert!(page.says(told), "{told}: {}", page.text());
    }
    let before = world.rows().await;
    let opened = open(&mut alex, &page).await;
    assert_eq!(opened.status, 303, "{}", opened.text());
    let shown = alex.follow(opened.clone()).await;
    assert!(
        shown.says("2 organisations can answer from now on"),
        "{}",
        shown.text()
    );

    let again = open(&mut alex, &page).await;
    assert_eq!(
        again.location, opened.location,
        "the same page opens one campaign"
    );
    let after = world.rows().await;
    assert_eq!(after["campaign"], before["campaign"] + 1);
    assert_eq!(after["return_"], before["return_"] + 2);

    let mut ada = world.head().await;
    let home = ada.get("/home").await;
    assert!(home.says("Sound return 2026"), "{}", home.text());
    let list = home.attributes("main a[href^='/returns/']", "href");
    let mut asked = Vec::new();
    for link in list {
        asked.push(
            ada.get(&format!("{link}/sections/A"))
                .await
                .says("Is it so?"),
        );
    }
    assert!(asked.contains(&true), "the new form can be answered");
    assert!(world.store.verify().await.expect("verified").is_empty());
}

#[tokio::test]
async fn the_manager_opens_a_campaign_for_some_phases_and_sees_who_returned() {
    let world = world().await;
    let mut quinn = world.manager().await;
    let list = quinn.get("/campaigns").await;
    let links = list.attributes("main a", "href");
    assert!(links.contains(&"/campaigns/new".to_string()), "{links:?}");
    let choose = quinn.get("/campaigns/new").await;
    assert!(choose.says("Which form does it ask?"), "{}", choose.text());
    let unchosen = quinn.get("/campaigns/new?form=").await;
    assert!(unchosen.says("Select which form the campaign asks"));

    let some = [("who", "phases"), ("phase", "primary"), ("opens-day", "9")];
    let page = confirm(&mut quinn, &some).await;
    assert!(
        page.says("phases: primary How many they are 1 organisation"),
        "{}",
        page.text()
    );
    let (path, fields) = page.form_to("/campaigns/new", &[("_go", "change")]);
    let changing = quinn.post(&path, &fields).await;
    let title = changing.attributes("input[name=title]", "value");
    assert_eq!(title, ["Sound return 2026"], "what was typed is kept");
    let opened = open(&mut quinn, &page).await;
    let shown = quinn.follow(opened).await;
    let told = "1 organisation can answer from 9 October 2026";
    assert!(shown.says(told), "{}", shown.text());
    let links = shown.attributes("main a", "href");
    let link = links.iter().find(|link| link.starts_with("/campaigns/"));
    let campaign = quinn.get(link.expect("a link to the campaign")).await;
    assert!(
        campaign.says("Oakwell Primary School"),
        "{}",
        campaign.text()
    );
    assert!(!campaign.says("Elmfield"), "{}", campaign.text());

    let later = quinn.get("/campaigns").await;
    assert!(later.says("Opens later 9 October 2026"), "{}", later.text());
    let home = world.head().await.get("/home").await;
    assert!(home.says("Opens 9 October 2026"), "{}", home.text());

    let page = confirm(&mut quinn, &[("who", "all")]).await;
    let told = "“Sound return 2026” asks the same form from 9 October 2026 to 30 November 2026";
    assert!(page.says(told), "an overlap is told: {}", page.text());
    assert_eq!(open(&mut quinn, &page).await.status, 303, "and allowed");
}

#[tokio::test]
async fn what_is_wrong_is_told_at_once_and_what_was_typed_is_kept() {
    let world = world().await;
    let mut alex = world.administrator().await;
    let page = confirm(&mut alex, &[("title", ""), ("closes-month", "9")]).await;
    assert_eq!(page.status, 422);
    for told in [
        "Enter what people call this campaign",
        "The last day must be on or after the first day",
        "Select which schools are asked",
    ] {
        assert!(page.says(told), "{told}: {}", page.text());
    }
    let links = page.attributes(".govuk-error-summary a", "href");
    assert_eq!(links, ["#title", "#closes-day", "#phases"]);
    for link in links {
        assert!(
            !page.attributes(&link, "id").is_empty(),
            "{link} leads somewhere"
        );
    }
    assert_eq!(page.attributes("input[name='closes-day']", "value"), ["30"]);
    assert!(page.body.contains("<title>Error: "));
}

#[tokio::test]
async fn a_form_that_would_ask_nobody_is_not_opened() {
    let world = World::new().await;
    let mut alex = world.administrator().await;
    let agencies = SOUND.replace("audience: school", "audience: agency");
    let page = upload(&mut alex, "sound.yaml", &agencies).await;
    publish(&mut alex, &page).await;
    let page = confirm(&mut alex, &[]).await;
    assert_eq!(page.status, 422);
    let told = "No agency or service is in the portal that is open on the first day";
    assert!(page.says(told), "{}", page.text());
}

#[tokio::test]
async fn a_form_about_cases_is_opened_with_a_case_audit() {
    let world = World::new().await;
    let mut alex = world.administrator().await;
    let cases = SOUND
        .replace("audience: school", "audience: case")
        .replace("sensitivity: organisation", "sensitivity: case");
    let page = upload(&mut alex, "sound.yaml", &cases).await;
    assert_eq!(
        publish(&mut alex, &page).await.status,
        303,
        "{}",
        page.text()
    );
    let page = alex.get("/campaigns/new?form=sound").await;
    assert!(
        page.says("It is opened with a case audit"),
        "{}",
        page.text()
    );
    assert!(
        page.attributes("main form[method=post]", "action")
            .is_empty()
    );
}

#[tokio::test]
async fn another_version_published_meanwhile_is_confirmed_first() {
    let world = world().await;
    let mut alex = world.administrator().await;
    let page = confirm(&mut alex, &[("who", "all")]).await;
    let reworded = SOUND.replace("Is it so?", "Is it really so?");
    let draft = upload(&mut alex, "sound.yaml", &reworded).await;
    publish(&mut alex, &draft).await;
    let refused = open(&mut alex, &page).await;
    assert_eq!(refused.status, 409);
    assert!(refused.says("Nothing was opened"), "{}", refused.text());
    assert!(refused.says("Version 2 of Sound"), "{}", refused.text());
    assert_eq!(open(&mut alex, &refused).await.status, 303);
}

#[tokio::test]
async fn a_page_used_for_another_campaign_opens_nothing() {
    let world = world().await;
    let mut alex = world.administrator().await;
    let page = confirm(&mut alex, &[("who", "all")]).await;
    assert_eq!(open(&mut alex, &page).await.status, 303);
    let (path, fields) = page.form_to("/campaigns", &[("title", "Another")]);
    let refused = alex.post(&path, &fields).await;
    assert_eq!(refused.status, 409);
    assert!(refused.says("was used before"), "{}", refused.text());
    assert_eq!(
        open(&mut alex, &refused).await.status,
        303,
        "with a key of its own"
    );
}

#[tokio::test]
async fn a_campaign_asks_about_the_priorities_that_are_current_on_its_first_day() {
    let world = World::asking(ASKS).await;
    let system = world.store.system("story");
    for (title, first) in [("Online harm", "2026-01-01"), ("Later worry", "2027-01-01")] {
        let first = first.parse().expect("a day");
        let id = world.state.random.id();
        let added = system.add_priority(id, title.to_string(), first, None);
        added.await.expect("a priority");
    }
    let mut alex = world.administrator().await;
    let page = alex.get("/campaigns/new?form=asks").await;
    let page = alex.post_form(&page, &typed(&[("who", "all")])).await;
    assert!(
        page.says("Priorities it asks about Online harm"),
        "{}",
        page.text()
    );
    assert!(!page.says("Later worry"), "{}", page.text());
    let opened = open(&mut alex, &page).await;
    assert_eq!(opened.status, 303, "{}", opened.text());
    let again = open(&mut alex, &page).await;
    assert_eq!(
        again.location, opened.location,
        "the same page opens one campaign"
    );

    let mut ada = world.head().await;
    let home = ada.get("/home").await;
    let mut asked = String::new();
    for link in home.attributes("main a[href^='/returns/']", "href") {
        asked += &ada.get(&format!("{link}/sections/A")).await.text();
    }
    assert!(
        asked.contains("What did you do about Online harm?"),
        "{asked}"
    );
}

#[tokio::test]
async fn who_answers_opens_no_campaign() {
    let world = world().await;
    let mut alex = world.administrator().await;
    let page = confirm(&mut alex, &[("who", "all")]).await;
    let mut ada = world.head().await;
    for path in ["/campaigns/new", "/campaigns/new?form=sound"] {
        assert_eq!(ada.get(path).await.status, 404, "{path}");
    }
    assert_eq!(open(&mut ada, &page).await.status, 404);
    let opened = format!("/campaigns/{}/opened", world.campaign);
    assert_eq!(ada.get(&opened).await.status, 404);
}
