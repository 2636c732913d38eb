//! Who reads along is on record before the page is sent; who fills is not.

use crate::world::{AgencyWorld, World};
use fourlens_app::portal::{ReturnId, Role};
use fourlens_server::store::{AuditEntry, Author, Subject};

/// The readings of a return's draft that are on record, each by whom.
async fn readings(world: &World, id: ReturnId) -> Vec<Author> {
    on_record(world, Subject::new("return", id.bytes()), "draft.view").await
}

async fn on_record(world: &World, subject: Subject, action: &str) -> Vec<Author> {
    let system = world.store.system("story");
    let trail = system.trail(&subject).await.expect("the trail").into_iter();
    let views = trail.filter(|entry: &AuditEntry| entry.action == action);
    views.map(|entry| entry.author).collect()
}

async fn who(world: &World, email: &str) -> Author {
    let system = world.store.system("story");
    let person = system.person_by_email(email).await.expect("looked up");
    Author::Person(person.expect("known").id)
}

#[tokio::test]
async fn a_governor_reading_a_draft_is_on_record_and_those_filling_it_are_not() {
    let world = World::new().await;
    let (id, email) = (world.oakwell.return_id, "gus@oakwell.example");
    let system = world.store.system("story");
    let view = system.return_by_id(id).await.expect("read").expect("asked");
    let school = view.organisation.id;
    world
        .person("Gus Glen", email, Role::Governor, school)
        .await;
    let mut gus = world.signed_in(email).await;
    gus.get(&format!("/returns/{id}")).await;
    assert_eq!(readings(&world, id).await, [], "nothing is answered yet");

    let mut head = world.head().await;
    world.fill_all(&mut head, id, "2").await;
    for page in ["", "/print", "/check"] {
        head.get(&format!("/returns/{id}{page}")).await;
    }
    assert_eq!(readings(&world, id).await, [], "the head fills it");

    let gus_reads = who(&world, email).await;
    for (page, read) in [("", 1), ("/print", 2)] {
        let shown = gus.get(&format!("/returns/{id}{page}")).await;
        assert_eq!(shown.status, 200, "{page}");
        let expected = vec![gus_reads.clone(); read];
        assert_eq!(readings(&world, id).await, expected, "{page}");
    }

    // What cannot be recorded is not shown.
    world.fail_on("audit", "NEW.action = 'draft.view'").await;
    assert_eq!(gus.get(&format!("/returns/{id}/print")).await.status, 503);
    assert_eq!(head.get(&format!("/returns/{id}/print")).await.status, 200);
    world.fail_no_more("audit").await;

    let check = head.get(&format!("/returns/{id}/check")).await;
    assert_eq!(head.post_form(&check, &[]).await.status, 303);
    let receipt = system.receipt(id).await.expect("read").expect("submitted");
    let handed_in = || Subject::new("submission", receipt.submission.bytes());
    head.get(&format!("/returns/{id}/print")).await;
    let views = on_record(&world, handed_in(), "submission.view").await;
    assert_eq!(views, [], "the head's own");
    gus.get(&format!("/returns/{id}/print")).await;
    let views = on_record(&world, handed_in(), "submission.view").await;
    assert_eq!(views, [gus_reads]);
}

#[tokio::test]
async fn a_lead_looking_into_a_services_draft_from_above_is_on_record() {
    let world = AgencyWorld::new().await;
    let id = world.owes("Early Help").await;
    let mut ed = world.signed_in("ed@millbrook.example").await;
    world.fill(&mut ed, id, "2").await;
    assert_eq!(readings(&world, id).await, [], "its author fills it");
    let mut mo = world.signed_in("mo@millbrook.example").await;
    let shown = mo.get(&format!("/returns/{id}/print")).await;
    assert_eq!(shown.status, 200, "{}", shown.text());
    let mo_reads = who(&world, "mo@millbrook.example").await;
    assert_eq!(readings(&world, id).await, [mo_reads]);

    let own = world.owes("Millbrook Council").await;
    world.fill(&mut mo, own, "2").await;
    mo.get(&format!("/returns/{own}/print")).await;
    assert_eq!(readings(&world, own).await, [], "what she fills herself");
}
