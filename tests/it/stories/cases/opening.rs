//! Opening a round of case audits by hand.

use crate::world::World;

const DAY: [(&str, &str); 3] = [
    ("opens-day", "5"),
    ("opens-month", "10"),
    ("opens-year", "2026"),
];

#[tokio::test]
async fn the_host_opens_a_round_from_the_page_of_campaigns_once() {
    let world = World::new().await;
    world.round().await;
    let mut quinn = world.manager().await;
    let elsewhere = quinn.get("/campaigns/new?form=case-audit").await;
    let links = elsewhere.attributes("main a", "href");
    assert!(links.contains(&"/rounds/new".to_string()), "{links:?}");
    let page = quinn.get("/rounds/new").await;
    assert!(page.says("Case audit"), "{}", page.text());
    let refused = quinn.post_form(&page, &[("theme", "N3")]).await;
    assert_eq!(refused.status, 422);
    for words in [
        "Enter what people call this round",
        "Enter 2 to 6 letters",
        "Enter the first day",
    ] {
        assert!(refused.says(words), "{words}: {}", refused.text());
    }
    let mut typed = vec![("title", "Exploitation 2026"), ("theme", "exp")];
    typed.extend(DAY);
    let opened = quinn.post_form(&page, &typed).await;
    let again = quinn.post_form(&page, &typed).await;
    assert_eq!(opened.location, again.location, "pressing twice opens one");
    let round = quinn.follow(opened).await;
    assert!(round.says("The round was opened"), "{}", round.text());
    assert!(round.says("This round has no case yet"), "{}", round.text());
    assert!(
        round.says("30 November 2026"),
        "eight weeks later: {}",
        round.text()
    );
    let new = round.attributes("main a.govuk-button", "href");
    let page = quinn.get(&new[0]).await;
    assert_eq!(page.attributes("#reference", "value"), ["EXP-26Q4-01"]);
    let list = quinn.get("/campaigns").await;
    assert_eq!(
        list.body.matches("Exploitation 2026").count(),
        1,
        "{}",
        list.text()
    );
}

#[tokio::test]
async fn nobody_else_opens_a_round_and_nobody_outside_a_demonstration() {
    let world = World::new().await;
    world.round().await;
    let quinn = world.manager().await;
    for email in [
        "alex@partnership.example",
        "ada@oakwell.example",
        "pat@police.example",
    ] {
        let mut browser = world.signed_in(email).await;
        assert_eq!(browser.get("/rounds/new").await.status, 404, "{email}");
        assert_eq!(browser.post("/rounds", &[]).await.status, 404, "{email}");
    }
    let mut alex = world.signed_in("alex@partnership.example").await;
    let elsewhere = alex.get("/campaigns/new?form=case-audit").await;
    assert!(
        !elsewhere.body.contains("/rounds/new"),
        "{}",
        elsewhere.text()
    );
    let world = world.for_real();
    let mut half = quinn.at(&world);
    for reply in [
        half.get("/rounds/new").await,
        half.post("/rounds", &[]).await,
    ] {
        let to = reply.location.unwrap_or_default();
        assert!(to.starts_with("/sign-in?next="), "no second factor: {to}");
    }
    let mut quinn = world.manager().await;
    assert_eq!(quinn.get("/rounds/new").await.status, 200);
}
