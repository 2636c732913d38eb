//! What is kept about people is destroyed by two people, never by one, and never while it is held.

use crate::world::{Browser, CHILD, World};
use fourlens_app::portal::Role;
use fourlens_server::{retention, store::OrganisationKind};

/// A data protection officer, signed in.
async fn officer(world: &World, name: &str, email: &str) -> Browser {
    let system = world.store.system("story");
    let all = system.organisations().await.expect("organisations");
    let top = all
        .iter()
        .find(|of| of.kind == OrganisationKind::Partnership);
    let top = top.expect("a partnership").id;
    world
        .person(name, email, Role::DataProtectionOfficer, top)
        .await;
    world.signed_in(email).await
}

#[tokio::test]
async fn one_person_proposes_another_approves_and_a_child_is_gone_from_every_copy() {
    let world = World::new().await;
    let round = world.round().await;
    let case = round.audited_case(&world, "NEG-26Q4-01").await;
    let id = round.return_of(&world, case, round.police).await;
    let mut pat = world.signed_in("pat@police.example").await;
    round.submit(&mut pat, id).await;
    let hospital = round.return_of(&world, case, round.hospital).await;
    let mut hal = world.signed_in("hal@hospital.example").await;
    round.fill(&mut hal, hospital).await;

    let mut dot = officer(&world, "Dot Oak", "dot@partnership.example").await;
    let page = dot.get("/erasures").await;
    assert!(page.says("Nothing was proposed yet"), "{}", page.text());
    let nothing = dot.post_form(&page, &[("reference", "NEG-26Q4-99")]).await;
    assert_eq!(nothing.status, 422);
    for words in [
        "Enter the reference of a case",
        "Select how much",
        "Select why",
    ] {
        assert!(nothing.says(words), "{words}: {}", nothing.text());
    }
    let typed = [
        ("reference", "neg-26q4-01"),
        ("extent", "everything"),
        ("because", "request"),
    ];
    let proposed = dot.post_form(&page, &typed).await;
    let path = proposed.location.clone().expect("it is proposed");
    let path = path.split('?').next().expect("a path").to_string();
    let page = dot.follow(proposed).await;
    assert!(page.says("What would be destroyed"), "{}", page.text());
    assert!(
        page.says("KLOE-26-") && page.says("Drafts 1"),
        "{}",
        page.text()
    );
    assert!(page.says("You proposed this"), "{}", page.text());
    let alone = dot.post(&format!("{path}/approve"), &[]).await;
    assert_eq!(alone.status, 409, "{}", alone.text());
    let print = pat.get(&format!("/returns/{id}/print")).await;
    assert!(print.says(CHILD), "nothing is gone yet");

    let mut alex = world.administrator().await;
    let list = alex.get("/erasures").await;
    assert!(list.says("Waits for another person"), "{}", list.text());
    assert!(!list.says("Propose to erase"), "administrators decide only");
    let page = alex.get(&path).await;
    let (approve, fields) = page.form_to("/approve", &[]);
    let done = alex.post(&approve, &fields).await;
    let report = alex.follow(done).await;
    assert!(report.says("What was destroyed"), "{}", report.text());
    assert!(report.says("by Alex Key"), "{}", report.text());
    let again = alex.post(&approve, &fields).await;
    assert_eq!(again.status, 409);

    let print = pat.get(&format!("/returns/{id}/print")).await;
    assert!(!print.body.contains(CHILD), "{}", print.text());
    let draft = hal.get(&format!("/returns/{hospital}/check")).await;
    assert!(!draft.body.contains(CHILD), "{}", draft.text());
    assert!(
        world.store.verify().await.expect("verified").is_empty(),
        "a lawful state"
    );
    let records = dot.get("/records?reference=NEG-26Q4-01").await;
    assert!(records.says("Proposed to erase"), "{}", records.text());
    assert!(records.says("Approved an erasure"), "{}", records.text());
}

#[tokio::test]
async fn the_same_page_posted_twice_proposes_once() {
    let world = World::new().await;
    let round = world.round().await;
    round.audited_case(&world, "NEG-26Q4-01").await;
    round.audited_case(&world, "NEG-26Q4-02").await;
    let mut dot = officer(&world, "Dot Oak", "dot@partnership.example").await;
    let page = dot.get("/erasures").await;
    let typed = |reference| {
        [
            ("reference", reference),
            ("extent", "everything"),
            ("because", "request"),
        ]
    };
    let first = dot.post_form(&page, &typed("NEG-26Q4-01")).await;
    let again = dot.post_form(&page, &typed("NEG-26Q4-01")).await;
    assert_eq!(first.status, 303, "{}", first.text());
    assert_eq!(first.location, again.location, "one proposal");
    let other = dot.post_form(&page, &typed("NEG-26Q4-02")).await;
    assert_eq!(other.status, 404, "that page was for the first");
    assert_eq!(world.rows().await["erasure"], 1);
}

#[tokio::test]
async fn only_what_identifies_goes_where_only_that_is_asked() {
    let world = World::new().await;
    let round = world.round().await;
    let case = round.audited_case(&world, "NEG-26Q4-01").await;
    let id = round.return_of(&world, case, round.police).await;
    let mut pat = world.signed_in("pat@police.example").await;
    round.submit(&mut pat, id).await;
    let system = world.store.system("story");
    let receipt = system.receipt(id).await.expect("read").expect("submitted");
    let mut dot = officer(&world, "Dot Oak", "dot@partnership.example").await;
    let page = dot.get("/erasures").await;
    let typed = [
        ("reference", receipt.reference.as_str()),
        ("extent", "identifying"),
        ("because", "mistake"),
    ];
    let proposed = dot.post_form(&page, &typed).await;
    let path = proposed.location.clone().expect("it is proposed");
    let path = path.split('?').next().expect("a path").to_string();
    let mut alex = world.administrator().await;
    alex.post(&format!("{path}/approve"), &[]).await;
    let print = pat.get(&format!("/returns/{id}/print")).await;
    assert!(!print.body.contains(CHILD), "{}", print.text());
    assert!(
        print.says("She was seen alone and heard"),
        "{}",
        print.text()
    );
    assert!(world.store.verify().await.expect("verified").is_empty());
}

#[tokio::test]
async fn a_legal_hold_stops_what_was_proposed_before_it() {
    let world = World::new().await;
    let round = world.round().await;
    let case = round.audited_case(&world, "NEG-26Q4-01").await;
    let id = round.return_of(&world, case, round.police).await;
    let mut pat = world.signed_in("pat@police.example").await;
    round.submit(&mut pat, id).await;
    let mut dot = officer(&world, "Dot Oak", "dot@partnership.example").await;
    let page = dot.get("/erasures").await;
    let typed = [
        ("reference", "NEG-26Q4-01"),
        ("extent", "everything"),
        ("because", "order"),
    ];
    let proposed = dot.post_form(&page, &typed).await;
    let path = proposed.location.clone().expect("it is proposed");
    let path = path.split('?').next().expect("a path").to_string();
    let (hold, fields) = page.form_to("/holds", &[("form", "case-audit"), ("hold", "court")]);
    let held = dot.post(&hold, &fields).await;
    let held = dot.follow(held).await;
    assert!(
        held.says("Case audit: Court proceedings"),
        "{}",
        held.text()
    );

    let mut alex = world.administrator().await;
    let page = alex.get(&path).await;
    assert!(page.says("A legal hold stands"), "{}", page.text());
    let stopped = alex.post(&format!("{path}/approve"), &[]).await;
    assert_eq!(stopped.status, 409);
    assert!(pat.get(&format!("/returns/{id}/print")).await.says(CHILD));
    let page = dot.get("/erasures").await;
    let (lift, fields) = page.form_to("/holds/lift", &[]);
    dot.post(&lift, &fields).await;
    let done = alex.post(&format!("{path}/approve"), &[]).await;
    assert_eq!(done.status, 303);
    assert!(
        !pat.get(&format!("/returns/{id}/print"))
            .await
            .body
            .contains(CHILD)
    );
}

#[tokio::test]
async fn drafts_expire_some_days_after_their_campaign_and_what_was_handed_in_waits_for_people() {
    let form = crate::world::SCHOOL_RETURN.replace(
        "retention: { years: 6, drafts_days: 180 }",
        "retention: { years: 1, drafts_days: 30 }",
    );
    assert_ne!(form, crate::world::SCHOOL_RETURN);
    let world = World::asking(&form).await;
    let mut head = world.head().await;
    let (id, other) = (world.oakwell.return_id, world.elmfield.return_id);
    let check = world.fill_all(&mut head, id, "2").await;
    assert_eq!(head.post_form(&check, &[]).await.status, 303);
    let mut edith = world.signed_in("edith@elmfield.example").await;
    let page = edith.get(&format!("/returns/{other}/sections/C")).await;
    edith.post_form(&page, &[("C1", "3")]).await;

    assert_eq!(
        retention::expire_drafts(&world.state)
            .await
            .expect("looked"),
        0
    );
    // The campaign's last day is 18 December.
    world.clock.pass_days(77);
    let system = world.store.system("story");
    assert!(system.close_campaign(world.campaign).await.expect("closed"));
    world.clock.pass_days(31);
    system
        .set_hold("school-175-157".to_string(), "court".to_string())
        .await
        .expect("held");
    assert_eq!(
        retention::expire_drafts(&world.state)
            .await
            .expect("looked"),
        0,
        "it is held"
    );
    system
        .lift_hold("school-175-157".to_string())
        .await
        .expect("lifted");
    assert_eq!(
        retention::expire_drafts(&world.state)
            .await
            .expect("looked"),
        1
    );
    let draft = system.draft(other).await.expect("read").expect("there");
    assert!(draft.answers.is_empty(), "{draft:?}");
    assert!(world.store.verify().await.expect("verified").is_empty());

    assert!(
        retention::due(&world.state)
            .await
            .expect("looked")
            .is_empty()
    );
    world.clock.pass_days(365);
    let due = retention::due(&world.state).await.expect("looked");
    assert_eq!(due.len(), 1, "{due:?}");
    let mut dot = officer(&world, "Dot Oak", "dot@partnership.example").await;
    let page = dot.get("/erasures").await;
    assert!(
        page.says("School return 2026 Everything"),
        "{}",
        page.text()
    );
    let (propose, fields) = page.form_to("/erasures", &[]);
    let proposed = dot.post(&propose, &fields).await;
    let path = proposed.location.clone().expect("it is proposed");
    let path = path.split('?').next().expect("a path").to_string();
    let mut alex = world.administrator().await;
    assert_eq!(alex.post(&format!("{path}/approve"), &[]).await.status, 303);
    let answers = system.answers(
        system
            .receipt(id)
            .await
            .expect("read")
            .expect("kept")
            .submission,
    );
    let answers = answers.await.expect("read").expect("there");
    assert_eq!(answers.other, fourlens_server::store::Part::Erased);
    assert!(
        retention::due(&world.state)
            .await
            .expect("looked")
            .is_empty()
    );
}
