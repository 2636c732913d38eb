//! What the partnership keeps: dated priorities that campaigns ask about, and the settings of a
//! form.

use crate::world::{Browser, Reply, World};
use chrono::NaiveDate;
use fourlens_server::{publishing, store::FormHash};

pub const ASKS: &str = r#"
schema: 1
form: { key: asks, title: "Asks about priorities", description: "A small form", lens: professional, audience: school, cycle: { every_months: 24 }, sensitivity: organisation, reference: AP }
lists:
  - { id: priorities, title: "Partnership priorities", items: [ { id: neglect, title: "Neglect" } ] }
switches:
  - { id: remarks, title: "Ask for remarks", on: true }
sections:
  - id: A
    title: "Priorities"
    questions:
      - text: { id: A1, label: "What did you do about ${item}?", for_each: priorities }
      - text: { id: A2, label: "Any remarks?", only_with: remarks }
"#;

async fn administrator(world: &World) -> Browser {
    world.signed_in("alex@partnership.example").await
}

async fn add(browser: &mut Browser, title: &str, first: [&str; 3], last: [&str; 3]) -> Reply {
    let page = browser.get("/priorities").await;
    let parts = ["day", "month", "year"];
    let mut typed = vec![("title".to_string(), title.to_string())];
    for (name, day) in [("first_day", first), ("last_day", last)] {
        let fields = parts.iter().zip(day);
        typed.extend(fields.map(|(part, value)| (format!("{name}-{part}"), value.to_string())));
    }
    let typed: Vec<(&str, &str)> = typed
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let (action, fields) = page.form_to("/priorities", &typed);
    browser.post(&action, &fields).await
}

#[tokio::test]
async fn an_administrator_keeps_dated_priorities() {
    let world = World::asking(ASKS).await;
    let mut alex = administrator(&world).await;
    let empty = alex.get("/priorities").await;
    assert!(empty.says("No priority is current today."));
    assert!(
        empty.says("Asks about priorities"),
        "the form that asks is named"
    );

    for (title, first, last) in [
        ("Neglect", ["1", "9", "2025"], ["", "", ""]),
        ("Online harm", ["1", "1", "2027"], ["31", "12", "2028"]),
        ("Old worry", ["1", "1", "2020"], ["31", "12", "2021"]),
    ] {
        let reply = add(&mut alex, title, first, last).await;
        assert_eq!(
            reply.location.as_deref(),
            Some("/priorities?done=added"),
            "{}",
            reply.text()
        );
    }
    let page = alex.get("/priorities?done=added").await;
    assert_eq!(
        page.texts("h2.govuk-heading-m"),
        [
            "Current: 1 priority",
            "Coming: 1 priority",
            "Past: 1 priority",
            "Add a priority"
        ]
    );

    let (action, fields) = page.form_to(
        "/priorities/neglect",
        &[
            ("neglect.last_day-day", "31"),
            ("neglect.last_day-month", "8"),
            ("neglect.last_day-year", "2026"),
        ],
    );
    let reply = alex.post(&action, &fields).await;
    assert_eq!(reply.location.as_deref(), Some("/priorities?done=ended"));
    assert!(
        alex.get("/priorities")
            .await
            .says("No priority is current today.")
    );

    let late = alex.post(&action, &fields).await;
    assert_eq!(late.status, 409, "what was seen has moved on");
    assert!(late.says("Someone changed this priority"));
}

#[tokio::test]
async fn what_is_wrong_with_a_priority_is_told_and_kept() {
    let world = World::asking(ASKS).await;
    let mut alex = administrator(&world).await;
    let reply = add(&mut alex, "", ["31", "2", "2026"], ["", "", ""]).await;
    assert_eq!(reply.status, 422);
    let links = reply.attributes(".govuk-error-summary a", "href");
    assert_eq!(links, ["#title", "#first_day-day"]);
    assert_eq!(
        reply.attributes("input[name=first_day-day]", "value"),
        ["31"]
    );
    let reply = add(&mut alex, "Neglect", ["1", "9", "2026"], ["1", "8", "2026"]).await;
    assert!(reply.says("Enter a last day that is not before the first day"));
    let reply = add(&mut alex, "Neglect", ["", "", ""], ["", "", ""]).await;
    assert!(reply.says("Enter the first day"));
}

#[tokio::test]
async fn a_campaign_asks_about_the_priorities_current_on_its_first_day() {
    let world = World::asking(ASKS).await;
    let mut alex = administrator(&world).await;
    add(&mut alex, "Debt", ["1", "9", "2026"], ["31", "8", "2027"]).await;
    add(&mut alex, "Online harm", ["1", "1", "2027"], ["", "", ""]).await;
    let system = world.store.system("story");
    let asked = async |day: &str| {
        let day: NaiveDate = day.parse().expect("a day");
        let hash = publishing::asked_from(&system, &world.form, day)
            .await
            .expect("published");
        let form = world.state.form(hash).await.expect("it is there");
        let asked = form.entries().iter();
        let asked: Vec<String> = asked
            .map(|entry| entry.question.common().label.en().to_string())
            .filter(|label| label.starts_with("What"))
            .collect();
        (hash, asked)
    };
    let autumn = asked("2026-10-01").await;
    assert_eq!(autumn.1, ["What did you do about Debt?"]);
    let spring = asked("2027-03-01").await;
    assert_eq!(
        spring.1,
        [
            "What did you do about Debt?",
            "What did you do about Online harm?"
        ]
    );
    assert_eq!(
        asked("2026-11-01").await.0,
        autumn.0,
        "the same priorities are the same version"
    );
    assert_eq!(asked("2020-01-01").await.1, Vec::<String>::new());
    assert_ne!(autumn.0, FormHash(*world.form.version()));
}

#[tokio::test]
async fn settings_are_saved_by_publishing_a_version_that_has_them() {
    let world = World::asking(ASKS).await;
    let mut alex = administrator(&world).await;
    let page = alex.get("/forms/asks/settings").await;
    assert_eq!(page.attributes("input[name=months]", "value"), ["24"]);
    assert_eq!(
        page.attributes("input[name=on][checked]", "value"),
        ["remarks"]
    );

    let wrong = alex.post_form(&page, &[("months", "often")]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.says("Enter the months as a number from 1 to 120"));
    assert_eq!(wrong.attributes("input[name=months]", "value"), ["often"]);

    let (action, mut fields) = page.form(&[("months", "12")]);
    fields.retain(|(name, _)| name != "on");
    let reply = alex.post(&action, &fields).await;
    assert_eq!(
        reply.location.as_deref(),
        Some("/forms/asks/settings?done=saved")
    );
    let page = alex.follow(reply).await;
    assert!(page.says("the latest is version 2"));
    assert!(
        page.attributes("input[name=on][checked]", "value")
            .is_empty()
    );
    let latest = publishing::latest(&world.state, "asks")
        .await
        .expect("published");
    assert!(latest.form.find("A2").is_none());

    let same = alex.post_form(&page, &[]).await;
    assert_eq!(
        same.location.as_deref(),
        Some("/forms/asks/settings?done=same")
    );
    let late = alex.post(&action, &fields).await;
    assert_eq!(late.status, 409, "another version was published since");
}

#[tokio::test]
async fn nobody_but_the_administrator_keeps_them() {
    let world = World::asking(ASKS).await;
    let mut manager = world.manager().await;
    let mut head = world.head().await;
    for path in ["/priorities", "/forms/asks/settings"] {
        assert_eq!(manager.get(path).await.status, 404, "{path}");
        assert_eq!(head.get(path).await.status, 404, "{path}");
    }
    let fields = [("title".to_string(), "Mine".to_string())];
    assert_eq!(manager.post("/priorities", &fields).await.status, 404);
}
