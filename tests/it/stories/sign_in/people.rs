//! People: found, invited, kept out and let in again by the administrator, and by nobody else.

use super::links::invite;
use crate::world::World;

#[tokio::test]
async fn the_administrator_finds_people_and_sees_how_far_their_accounts_have_come() {
    let world = World::new().await;
    let mut alex = world.administrator().await;
    let all = alex.get("/people").await;
    assert!(all.says("5 people"), "{}", all.text());
    let found = alex.get("/people?words=OAK").await;
    assert!(found.says("2 people"), "{}", found.text());
    assert!(
        found.says("Headteacher, Oakwell Primary School"),
        "{}",
        found.text()
    );
    assert!(!found.texts("td, th").join(" ").contains("Edith Elm"));
    let none = alex.get("/people?words=%25").await;
    assert!(none.says("Nobody is found"), "{}", none.text());

    invite(&mut alex, "nia@oakwell.example").await;
    let nia = world.known("nia@oakwell.example").await;
    let page = alex.get(&format!("/people/{nia}")).await;
    assert!(page.says("Invitation not sent yet"), "{}", page.text());
    let link = world.link_to("nia@oakwell.example").await;
    let page = alex.get(&format!("/people/{nia}")).await;
    assert!(page.says("Invited 2 October 2026"), "{}", page.text());
    assert_eq!(world.use_link(&link).await.status, 303);
    let page = alex.get(&format!("/people/{nia}")).await;
    assert!(page.says("Account Active"), "{}", page.text());
}

#[tokio::test]
async fn an_invitation_that_got_lost_is_sent_again() {
    let world = World::new().await;
    let mut alex = world.administrator().await;
    invite(&mut alex, "nia@oakwell.example").await;
    let first = world.link_to("nia@oakwell.example").await;
    world.clock.pass_days(8);
    let mut alex = world.administrator().await;
    let nia = world.known("nia@oakwell.example").await;
    let page = alex.get(&format!("/people/{nia}")).await;
    let (path, fields) = page.form_to("/invite", &[]);
    assert_eq!(alex.post(&path, &fields).await.status, 303);
    let second = world.link_to("nia@oakwell.example").await;
    assert_ne!(first, second);
    assert_eq!(world.use_link(&second).await.status, 303);
}

#[tokio::test]
async fn what_is_wrong_with_an_invitation_is_said_and_what_was_typed_stays() {
    let world = World::new().await;
    let mut alex = world.administrator().await;
    let page = alex.get("/people").await;
    let (path, fields) = page.form_to("/people", &[("name", "Nia New"), ("email", "nia")]);
    let reply = alex.post(&path, &fields).await;
    assert_eq!(reply.status, 422);
    for words in [
        "Enter an email address",
        "Choose a role",
        "Choose an organisation",
    ] {
        assert!(reply.says(words), "{words}: {}", reply.text());
    }
    assert_eq!(reply.attributes("input#name", "value"), ["Nia New"]);
    let reply = invite(&mut alex, "ADA@oakwell.example").await;
    assert_eq!(reply.status, 422);
    assert!(reply.says("has an account already"), "{}", reply.text());
}

#[tokio::test]
async fn someone_is_kept_out_and_let_in_again_and_nobody_keeps_themselves_out() {
    let world = World::new().await;
    let mut alex = world.administrator().await;
    let mut ada = world.head().await;
    let person = world.known("ada@oakwell.example").await;
    let page = alex.get(&format!("/people/{person}")).await;
    let (path, fields) = page.form_to("/disable", &[]);
    let reply = alex.post(&path, &fields).await;
    let page = alex.follow(reply).await;
    assert!(page.says("Account Disabled"), "{}", page.text());
    assert_eq!(ada.get("/home").await.status, 303);
    let (path, fields) = page.form_to("/enable", &[]);
    alex.post(&path, &fields).await;
    world.head().await;
    let own = world.known("alex@partnership.example").await;
    let reply = alex.post(&format!("/people/{own}/disable"), &[]).await;
    assert_eq!(reply.status, 404);
    let page = alex.get(&format!("/people/{own}")).await;
    assert!(page.says("This is you"), "{}", page.text());
}

#[tokio::test]
async fn nobody_else_sees_or_changes_accounts() {
    let world = World::new().await;
    let person = world.known("edith@elmfield.example").await;
    for mut other in [world.head().await, world.manager().await] {
        for path in ["/people".to_string(), format!("/people/{person}")] {
            assert_eq!(other.get(&path).await.status, 404, "{path}");
        }
        for act in ["invite", "disable", "enable", "second-factor"] {
            let reply = other.post(&format!("/people/{person}/{act}"), &[]).await;
            assert_eq!(reply.status, 404, "{act}");
        }
        assert_eq!(other.post("/people", &[]).await.status, 404);
    }
}

#[tokio::test]
async fn nobody_is_invited_to_a_role_that_an_organisation_does_not_have() {
    let world = World::new().await;
    let mut alex = world.administrator().await;
    let page = alex.get("/people").await;
    let names = page.texts("select[name=organisation] option");
    let ids = page.attributes("select[name=organisation] option", "value");
    let at = |name: &str| {
        let found = names.iter().position(|one| one == name);
        ids[found.expect(name)].clone()
    };
    let (school, top) = (at("Oakwell Primary School"), at("Story Partnership"));
    for (role, organisation) in [
        ("administrator", &school),
        ("quality_assurance_manager", &school),
        ("data_protection_officer", &school),
        ("auditor", &school),
        ("head", &top),
    ] {
        let typed = [
            ("name", "Nia New"),
            ("email", "nia@oakwell.example"),
            ("role", role),
            ("organisation", organisation.as_str()),
        ];
        let (path, fields) = page.form_to("/people", &typed);
        let reply = alex.post(&path, &fields).await;
        assert_eq!(reply.status, 422, "{role}");
        assert!(
            reply.says("There is no such role at this organisation"),
            "{}",
            reply.text()
        );
    }
    assert!(alex.get("/people").await.says("5 people"));
}
