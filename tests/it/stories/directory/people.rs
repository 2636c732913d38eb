//! Joiners and leavers: a role given reaches at once, and ends with the next request.

use super::{administered, path_of};
use crate::world::{Browser, Reply};

async fn people_of(browser: &mut Browser, name: &str) -> Reply {
    let path = path_of(browser, name).await;
    browser.get(&format!("{path}/people")).await
}

async fn join(browser: &mut Browser, page: &Reply, name: &str, email: &str, role: &str) -> Reply {
    let typed = [("name", name), ("email", email), ("role", role)];
    let (action, fields) = page.form_to("/people", &typed);
    browser.post(&action, &fields).await
}

async fn leave(browser: &mut Browser, page: &Reply, whom: usize, last: [&str; 3]) -> Reply {
    let forms = "form[action$='/people/end']";
    let person = &page.attributes(&format!("{forms} input[name=person]"), "value")[whom];
    let role = &page.attributes(&format!("{forms} input[name=ends]"), "value")[whom];
    let (action, _) = page.form_to("/people/end", &[]);
    let mut fields = vec![
        ("person".to_string(), person.clone()),
        ("ends".to_string(), role.clone()),
    ];
    for (part, value) in ["day", "month", "year"].iter().zip(last) {
        fields.push((format!("last-{person}-{role}-{part}"), value.to_string()));
    }
    browser.post(&action, &fields).await
}

#[tokio::test]
async fn a_leaver_loses_access_with_the_next_request_and_is_kept_as_one_who_left() {
    let (world, mut alex) = administered().await;
    let mut ada = world.head().await;
    assert_eq!(ada.get("/home").await.status, 200);
    let page = people_of(&mut alex, "Oakwell Primary School").await;
    assert!(page.says("Ada Oak"), "{}", page.text());
    let tomorrow = leave(&mut alex, &page, 0, ["3", "10", "2026"]).await;
    assert_eq!(tomorrow.status, 422, "nobody leaves ahead of time");
    assert!(tomorrow.says("Enter their last day: today, or a day before"));
    let gone = leave(&mut alex, &page, 0, ["2", "10", "2026"]).await;
    assert_eq!(gone.status, 303, "{}", gone.text());

    assert_eq!(ada.get("/home").await.status, 404);
    let id = world.oakwell.return_id;
    assert_eq!(ada.get(&format!("/returns/{id}")).await.status, 404);
    let page = alex.follow(gone).await;
    assert!(
        page.says("Ada Oak Headteacher 2 October 2026"),
        "{}",
        page.text()
    );
    let mut lee = world.signed_in("lee@oakwell.example").await;
    assert_eq!(lee.get("/home").await.status, 200, "who stays, stays");
}

#[tokio::test]
async fn a_joiner_is_a_new_person_or_one_who_is_known() {
    let (world, mut alex) = administered().await;
    let page = people_of(&mut alex, "Elmfield School").await;
    let known = join(&mut alex, &page, "A. Oak", "Ada@Oakwell.example", "head").await;
    assert_eq!(known.status, 303, "{}", known.text());
    let told = alex.follow(known).await;
    assert!(
        told.says("someone who was known already"),
        "{}",
        told.text()
    );
    assert!(told.says("Ada Oak"), "{}", told.text());
    assert!(!told.says("A. Oak"), "{}", told.text());
    let mut ada = world.head().await;
    assert!(ada.get("/home").await.says("Elmfield School"));
    let again = join(&mut alex, &page, "Ada", "ada@oakwell.example", "head").await;
    assert!(alex.follow(again).await.says("Nothing was changed"));

    let new = join(
        &mut alex,
        &page,
        "Noor Elm",
        "noor@elmfield.example",
        "safeguarding_lead",
    )
    .await;
    let told = alex.follow(new).await;
    assert!(
        told.says("Noor Elm Has not chosen a password yet"),
        "{}",
        told.text()
    );
    let people = world.store.system("story").people().await.expect("listed");
    assert!(
        people
            .iter()
            .any(|one| one.email == "noor@elmfield.example")
    );
}

#[tokio::test]
async fn what_is_wrong_with_a_joiner_is_told_and_kept() {
    let (_world, mut alex) = administered().await;
    let page = people_of(&mut alex, "Elmfield School").await;
    let wrong = join(&mut alex, &page, "", "no address", "").await;
    assert_eq!(wrong.status, 422);
    let links = wrong.attributes(".govuk-error-summary a", "href");
    assert_eq!(links, ["#name", "#email", "#role"]);
    assert_eq!(
        wrong.attributes("input[name=email]", "value"),
        ["no address"]
    );
    // A role that there is not at a school.
    let role = "quality_assurance_manager";
    let wrong = join(&mut alex, &page, "Nia New", "nia@elmfield.example", role).await;
    assert_eq!(wrong.status, 422, "nobody manages quality from a school");
}

#[tokio::test]
async fn nobody_changes_their_own_roles() {
    let (_world, mut alex) = administered().await;
    let page = people_of(&mut alex, "Story Partnership").await;
    assert!(page.says("Alex Key"), "{}", page.text());
    let own = join(
        &mut alex,
        &page,
        "Alex",
        "alex@partnership.example",
        "quality_assurance_manager",
    )
    .await;
    assert_eq!(own.status, 422);
    assert!(
        own.says("You cannot change your own roles"),
        "{}",
        own.text()
    );
}

#[tokio::test]
async fn the_quality_assurance_manager_sees_who_is_where_and_changes_nothing() {
    let (world, mut alex) = administered().await;
    let mut quinn = world.manager().await;
    let page = people_of(&mut quinn, "Oakwell Primary School").await;
    assert!(page.says("Ada Oak"), "{}", page.text());
    assert!(
        page.attributes("main form", "action").is_empty(),
        "{}",
        page.text()
    );
    let keeper = people_of(&mut alex, "Oakwell Primary School").await;
    let tried = join(&mut quinn, &keeper, "Nia", "nia@oakwell.example", "head").await;
    assert_eq!(tried.status, 404);
    let tried = leave(&mut quinn, &keeper, 0, ["1", "10", "2026"]).await;
    assert_eq!(tried.status, 404);
    let mut ada = world.head().await;
    assert_eq!(ada.get("/directory").await.status, 404);
    for path in ["/directory/import", "/directory/new"] {
        assert_eq!(quinn.get(path).await.status, 404, "{path}");
    }
}
