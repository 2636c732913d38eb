//! Organisations added and changed by hand; two who change the same one.

use super::{administered, path_of};
use crate::world::World;
use fourlens_app::portal::Role;
use fourlens_server::store::NewPerson;

#[tokio::test]
async fn an_agency_with_a_service_is_added_and_found() {
    let (world, mut alex) = administered().await;
    let start = alex.get("/directory/new").await;
    assert!(start.says("What do you want to add?"));
    let form = alex.get("/directory/new?kind=agency").await;
    let wrong = alex.post_form(&form, &[("name", " ")]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.says("Enter the name"), "{}", wrong.text());
    let added = alex.post_form(&form, &[("name", "Ostrelby Council")]).await;
    assert_eq!(added.status, 303, "{}", added.text());
    let again = alex.post_form(&form, &[("name", "Ostrelby Council")]).await;
    assert_eq!(
        again.location, added.location,
        "the same page twice adds one"
    );
    let page = alex.follow(added).await;
    assert!(page.says("The organisation was added."), "{}", page.text());
    assert!(page.says("Added by hand"), "{}", page.text());

    let form = alex.get("/directory/new?kind=service").await;
    let added = alex.post_form(&form, &[("name", "Early Help")]).await;
    assert_eq!(added.status, 303, "{}", added.text());
    let list = alex.get("/directory?kind=service").await;
    assert!(
        list.says("Early Help Service Ostrelby Council"),
        "{}",
        list.text()
    );
    assert!(world.store.verify().await.expect("verified").is_empty());
}

#[tokio::test]
async fn a_school_is_found_by_name_number_kind_phase_and_state() {
    let (_world, mut alex) = administered().await;
    for (query, found) in [
        ("", "4 organisations."),
        ("?words=oak", "1 of 4 organisations matches."),
        ("?words=990002", "1 of 4 organisations matches."),
        ("?kind=school", "2 of 4 organisations match."),
        ("?phase=secondary", "1 of 4 organisations matches."),
        ("?standing=closed", "None of 4 organisations matches."),
        ("?kind=school&page=99", "2 of 4 organisations match."),
    ] {
        let list = alex.get(&format!("/directory{query}")).await;
        let found = found.replace('4', "3");
        assert!(list.says(&found), "{query}: {}", list.text());
    }
}

#[tokio::test]
async fn of_two_administrators_who_change_the_same_the_second_is_shown_both_sides() {
    let (world, mut alex) = administered().await;
    another_administrator(&world).await;
    let mut bea = world.signed_in("bea@partnership.example").await;
    let path = path_of(&mut alex, "Elmfield School").await;
    let alexs = alex.get(&format!("{path}/edit")).await;
    let beas = bea.get(&format!("{path}/edit")).await;
    let saved = bea
        .post_form(
            &beas,
            &[("name", "Elmfield High School"), ("ukprn", "10000002")],
        )
        .await;
    assert_eq!(saved.status, 303, "{}", saved.text());

    let both = alex
        .post_form(&alexs, &[("name", "Elm Field School")])
        .await;
    assert_eq!(both.status, 409);
    assert!(
        both.says("Bea Key changed this organisation while you did"),
        "{}",
        both.text()
    );
    assert!(
        both.says("Name Elm Field School Elmfield High School"),
        "{}",
        both.text()
    );
    assert!(both.says("UKPRN Blank 10000002"), "{}", both.text());
    assert_eq!(
        both.attributes("input[name=name]", "value"),
        ["Elm Field School"]
    );
    let page = alex.get(&path).await;
    assert!(page.says("Elmfield High School"), "nothing was overwritten");

    let knowing = alex.post_form(&both, &[("ukprn", "10000002")]).await;
    assert_eq!(knowing.status, 303, "{}", knowing.text());
    let page = alex.follow(knowing).await;
    assert!(page.says("Elm Field School"), "{}", page.text());
    assert!(
        page.says("Name: Elmfield High School → Elm Field School"),
        "{}",
        page.text()
    );
}

async fn another_administrator(world: &World) {
    let system = world.store.system("story");
    let alex = system
        .person_by_email("alex@partnership.example")
        .await
        .expect("read")
        .expect("there");
    let new = NewPerson {
        name: "Bea Key".to_string(),
        email: "bea@partnership.example".to_string(),
        password_hash: Some(fourlens_server::password::hash(
            crate::world::PASSWORD,
            world.state.random.as_ref(),
        )),
    };
    let bea = system.add_person(new).await.expect("a person");
    system
        .grant(bea, Role::Administrator, alex.grants[0].organisation)
        .await
        .expect("a grant");
}

#[tokio::test]
async fn what_cannot_be_is_refused_with_its_field() {
    let (_world, mut alex) = administered().await;
    let path = path_of(&mut alex, "Elmfield School").await;
    let form = alex.get(&format!("{path}/edit")).await;
    for (field, typed, words) in [
        ("urn", "990001", "Another organisation has this URN"),
        ("urn", "99", "Enter the URN as six digits"),
        (
            "predecessors",
            "990002",
            "Enter schools that were before it",
        ),
        (
            "predecessors",
            "123456",
            "There is no school with the URN “123456”",
        ),
        ("closed-day", "31", "Enter a real day as “Closed”"),
    ] {
        let wrong = alex.post_form(&form, &[(field, typed)]).await;
        assert_eq!(wrong.status, 422, "{field} {typed}");
        assert!(wrong.says(words), "{field} {typed}: {}", wrong.text());
    }
    let saved = alex.post_form(&form, &[("predecessors", "990001")]).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    let oakwell = path_of(&mut alex, "Oakwell Primary School").await;
    let page = alex.get(&oakwell).await;
    assert!(page.says("After it"), "{}", page.text());
    let form = alex.get(&format!("{oakwell}/edit")).await;
    let circle = alex.post_form(&form, &[("predecessors", "990002")]).await;
    assert_eq!(circle.status, 422, "nothing descends from itself");
}
