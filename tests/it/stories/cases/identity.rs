//! Whom a case identifies: sealed apart, masked, shown only to who says why, and only once that
//! is on record.

use crate::{
    store::harness,
    world::{CHILD, World},
};
use fourlens_server::store::{AuditEntry, Author, Subject};
use sea_orm::ConnectionTrait;

/// What is on record about a return's submission.
async fn trail(world: &World, id: fourlens_app::portal::ReturnId) -> Vec<AuditEntry> {
    let system = world.store.system("story");
    let receipt = system.receipt(id).await.expect("read").expect("submitted");
    let subject = Subject::new("submission", receipt.submission.bytes());
    system.trail(&subject).await.expect("the trail")
}

#[tokio::test]
async fn the_host_reads_a_return_with_whom_it_identifies_masked() {
    let world = World::new().await;
    let round = world.round().await;
    let case = round.audited_case(&world, "NEG-26Q4-01").await;
    let id = round.return_of(&world, case, round.police).await;
    let mut pat = world.signed_in("pat@police.example").await;
    round.submit(&mut pat, id).await;
    round.show(&world, case).await;

    let mut quinn = world.manager().await;
    let page = quinn.get(&format!("/cases/{case}")).await;
    let links = page.attributes("main a", "href");
    assert!(
        links.contains(&format!("/returns/{id}/answers")),
        "{links:?}"
    );
    let answers = quinn.get(&format!("/returns/{id}/answers")).await;
    assert_eq!(answers.status, 200);
    for hidden in [CHILD, "Dov", "2019"] {
        assert!(
            !answers.body.contains(hidden),
            "{hidden}: {}",
            answers.text()
        );
    }
    assert!(answers.says("hidden: identifying"), "{}", answers.text());
    assert!(
        answers.says("Relationship: an uncle of sorts"),
        "in a table each column by itself: {}",
        answers.text()
    );
    assert!(
        answers.says("She was seen alone and heard"),
        "{}",
        answers.text()
    );
    assert!(
        answers.says("She goes to school again"),
        "what rests on a masked answer is still there: {}",
        answers.text()
    );
    for page in ["scores", "scores.csv"] {
        let path = match page {
            "scores" => format!("/returns/{id}/scores"),
            _ => format!("/campaigns/{}/scores.csv", round.campaign),
        };
        let reply = quinn.get(&path).await;
        assert_eq!(reply.status, 200, "{path}");
        assert!(!reply.body.contains("Canary"), "{path}");
    }
    let views = trail(&world, id).await;
    let views: Vec<_> = views
        .iter()
        .filter(|entry| entry.action == "submission.view")
        .collect();
    assert_eq!(views.len(), 1, "reading it is on record: {views:?}");
}

#[tokio::test]
async fn who_says_why_sees_the_details_once_it_is_on_record() {
    let world = World::new().await;
    let round = world.round().await;
    let case = round.audited_case(&world, "NEG-26Q4-01").await;
    let id = round.return_of(&world, case, round.police).await;
    let mut pat = world.signed_in("pat@police.example").await;
    round.submit(&mut pat, id).await;
    round.show(&world, case).await;
    let mut quinn = world.manager().await;
    let answers = quinn.get(&format!("/returns/{id}/answers")).await;

    for typed in [vec![], vec![("why", "other")]] {
        let reply = quinn.post_form(&answers, &typed).await;
        assert_eq!(reply.status, 422, "{}", reply.text());
        assert!(!reply.body.contains(CHILD), "{}", reply.text());
    }
    let recorded = |entries: Vec<AuditEntry>| -> Vec<AuditEntry> {
        let identity = |entry: &AuditEntry| entry.action == "submission.identity";
        entries.into_iter().filter(identity).collect()
    };
    assert!(recorded(trail(&world, id).await).is_empty());

    let shown = quinn.post_form(&answers, &[("why", "safety")]).await;
    assert_eq!(shown.status, 200, "{}", shown.text());
    assert!(
        shown.says(CHILD) && shown.says("Dov Canary"),
        "{}",
        shown.text()
    );
    assert_eq!(shown.headers["cache-control"], "no-store");
    let entries = recorded(trail(&world, id).await);
    let [entry] = entries.as_slice() else {
        panic!("one entry: {entries:?}");
    };
    assert_eq!(entry.detail["why"], "The child may not be safe now");
    let quinn_id = world.known("quinn@partnership.example").await;
    assert_eq!(entry.author, Author::Person(quinn_id));
    let again = quinn.get(&format!("/returns/{id}/answers")).await;
    assert!(
        !again.body.contains(CHILD),
        "it is not shown the next time: {}",
        again.text()
    );
}

#[tokio::test]
async fn when_it_cannot_be_recorded_nothing_is_shown() {
    let world = World::new().await;
    let round = world.round().await;
    let case = round.audited_case(&world, "NEG-26Q4-01").await;
    let id = round.return_of(&world, case, round.police).await;
    let mut pat = world.signed_in("pat@police.example").await;
    round.submit(&mut pat, id).await;
    round.show(&world, case).await;
    let mut quinn = world.manager().await;
    let answers = quinn.get(&format!("/returns/{id}/answers")).await;
    let db = harness::raw(&world.state.settings.store.store).await;
    let refusing = match harness::on_postgres() {
        true => "ALTER TABLE audit ADD CONSTRAINT full_disk CHECK (false) NOT VALID",
        false => {
            "CREATE TRIGGER full_disk BEFORE INSERT ON audit \
             BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"
        }
    };
    db.execute_unprepared(refusing)
        .await
        .expect("the log takes nothing more");
    db.close().await.expect("closed");
    let refused = quinn.post_form(&answers, &[("why", "safety")]).await;
    assert!(
        refused.status >= 500,
        "{}: {}",
        refused.status,
        refused.text()
    );
    assert!(!refused.body.contains(CHILD), "{}", refused.text());
    let refused = quinn.get(&format!("/returns/{id}/answers")).await;
    assert!(
        refused.status >= 500,
        "{}: {}",
        refused.status,
        refused.text()
    );
}

#[tokio::test]
async fn who_may_not_see_identity_cannot_ask_for_it() {
    let world = World::new().await;
    let round = world.round().await;
    let case = round.audited_case(&world, "NEG-26Q4-01").await;
    let id = round.return_of(&world, case, round.police).await;
    let mut pat = world.signed_in("pat@police.example").await;
    round.fill(&mut pat, id).await;
    let asks = format!("/returns/{id}/identity");
    let why = [("why".to_string(), "safety".to_string())];
    let mut quinn = world.manager().await;
    assert_eq!(
        quinn.post(&asks, &why).await.status,
        404,
        "a draft is its auditors' alone"
    );
    assert_eq!(
        quinn.get(&format!("/returns/{id}/answers")).await.status,
        404
    );
    round.submit(&mut pat, id).await;
    for email in [
        "hal@hospital.example",
        "lena@police.example",
        "alex@partnership.example",
    ] {
        let mut browser = world.signed_in(email).await;
        assert_eq!(browser.post(&asks, &why).await.status, 404, "{email}");
    }
    assert!(
        trail(&world, id)
            .await
            .iter()
            .all(|entry| entry.action != "submission.identity")
    );
}

#[tokio::test]
async fn a_draft_holds_whom_it_identifies_under_a_key_of_its_own() {
    let world = World::new().await;
    let round = world.round().await;
    let case = round.audited_case(&world, "NEG-26Q4-01").await;
    let id = round.return_of(&world, case, round.police).await;
    let mut pat = world.signed_in("pat@police.example").await;
    round.fill(&mut pat, id).await;
    let db = harness::raw(&world.state.settings.store.store).await;
    let apart = "SELECT count(*) FROM draft_answer WHERE identifying = 1";
    assert_eq!(
        harness::number(&db, apart).await,
        3,
        "name, birth and the uncle's name"
    );
    let together = "SELECT count(*) FROM draft_answer WHERE identifying = 0";
    assert_eq!(harness::number(&db, together).await, 6);
    let parts = "SELECT count(*) FROM return_ WHERE draft_part <> draft_part_identifying";
    assert_eq!(harness::number(&db, parts).await, 1);
    assert!(world.store.verify().await.expect("verified").is_empty());
    let check = pat.get(&format!("/returns/{id}/check")).await;
    pat.post_form(&check, &[]).await;
    assert_eq!(harness::number(&db, apart).await, 0);
    db.close().await.expect("closed");
    assert!(world.store.verify().await.expect("verified").is_empty());
}

#[tokio::test]
async fn for_real_a_case_is_opened_and_filled_only_with_a_second_factor() {
    let world = World::new().await;
    let round = world.round().await;
    let case = round.audited_case(&world, "NEG-26Q4-01").await;
    let id = round.return_of(&world, case, round.police).await;
    let pat = world.signed_in("pat@police.example").await;
    let quinn = world.manager().await;
    let world = world.for_real();
    // Their sessions were begun while everyone was made up.
    let (mut pat, mut quinn) = (pat.at(&world), quinn.at(&world));
    for page in ["", "/sections/A", "/check", "/print", "/conflict"] {
        let reply = pat.get(&format!("/returns/{id}{page}")).await;
        assert_eq!(reply.status, 303, "{page}: {}", reply.text());
    }
    let typed = vec![
        ("KH1".to_string(), CHILD.to_string()),
        ("_version-KH1".to_string(), "0".to_string()),
    ];
    let section = format!("/returns/{id}/sections/A");
    let reply = pat.post(&section, &typed).await;
    assert_eq!(reply.location.as_deref(), Some("/sign-in?next=/"));
    for page in [
        format!("/campaigns/{}/cases", round.campaign),
        format!("/cases/{case}"),
        format!("/cases/{case}/blocks"),
    ] {
        assert_eq!(quinn.get(&page).await.status, 303, "{page}");
    }
    let mut pat = world.signed_in("pat@police.example").await;
    let home = pat.get("/home").await;
    assert!(home.says("NEG-26Q4-01"), "{}", home.text());
    let conflict = pat.get(&format!("/returns/{id}/conflict")).await;
    assert_eq!(conflict.status, 200, "{}", conflict.text());
    let mut quinn = world.manager().await;
    assert_eq!(quinn.get(&format!("/cases/{case}")).await.status, 200);
}
