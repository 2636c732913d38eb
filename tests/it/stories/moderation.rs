//! Moderation: the reviewer rates otherwise and says why; both ratings stay.

use crate::world::{Browser, World};

const SMALL: &str = r#"
schema: 1
form: { key: moderated, title: "Small return", description: "To moderate", lens: professional, audience: school, cycle: annual, sensitivity: organisation, reference: MO }
themes: [ { id: GOV, title: "Governance" } ]
scales:
  - id: s
    version: 1
    options:
      - { value: "2", label: "In place", points: 2 }
      - { value: "1", label: "Started", points: 1, suggests_action: true }
      - { value: "0", label: "Not in place", points: 0, fails_critical: true }
bands:
  - { id: green, label: "Green", when: "${sum} >= 2 * ${n}", because: "All is in place." }
  - { id: red, label: "Red", when: "true()", because: "Something is not." }
part_sets:
  - id: standard
    questions: [ { long_text: { id: how, label: "How do you know?" } } ]
plugins: [rating]
sections:
  - id: C
    title: "Leadership"
    scored: true
    questions:
      - rating: { id: C1, label: "Someone leads", scale: s, themes: [GOV], required: true, critical: true, parts: standard }
      - rating: { id: C2, label: "Someone checks", scale: s, themes: [GOV], required: true, not_applicable: true, parts: standard }
  - id: Z
    title: "Sign-off"
    questions:
      - sign_off: { id: Z1, label: "Signature", by: signed_in, required: true }
"#;

/// A world in which Oakwell has submitted: both ratings in place.
async fn submitted() -> (World, Browser, String) {
    let world = World::asking(SMALL).await;
    let mut head = world.head().await;
    let path = format!("/returns/{}", world.oakwell.return_id);
    for (section, typed) in [
        (
            "C",
            vec![
                ("C1", "2"),
                ("C1.how", "Our lead meets us weekly"),
                ("C2", "2"),
                ("_go", "next"),
            ],
        ),
        ("Z", vec![("Z1", "yes"), ("_go", "next")]),
    ] {
        let page = head.get(&format!("{path}/sections/{section}")).await;
        assert_eq!(head.post_form(&page, &typed).await.status, 303);
    }
    let check = head.get(&format!("{path}/check")).await;
    let (action, fields) = check.form_to("/submit", &[]);
    let reply = head.post(&action, &fields).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    (world, head, path)
}

#[tokio::test]
async fn a_reviewer_rates_otherwise_with_a_reason_and_both_ratings_stay() {
    let (world, mut head, path) = submitted().await;
    let mut manager = world.manager().await;
    let scores = manager.get(&format!("{path}/scores")).await;
    assert!(
        scores
            .attributes("main a", "href")
            .contains(&format!("{path}/moderation"))
    );
    let page = manager.get(&format!("{path}/moderation")).await;
    assert!(page.says("You have not moderated a rating yet."));

    let page = manager.get(&format!("{path}/moderation/C")).await;
    assert!(
        page.says("Our lead meets us weekly"),
        "the narrative stands beside the rating"
    );
    assert!(page.says("Agree: In place"));
    let wrong = manager
        .post_form(&page, &[("rating-C1", "0"), ("_go", "stay")])
        .await;
    assert_eq!(wrong.status, 422);
    assert!(
        wrong.says("Enter why you rate C1 otherwise"),
        "{}",
        wrong.text()
    );
    assert_eq!(
        wrong.attributes("input[name=rating-C1][checked]", "value"),
        ["0"]
    );

    let said = [
        ("rating-C1", "0"),
        ("reason-C1", "No minutes for a year"),
        ("_go", "stay"),
    ];
    let reply = manager.post_form(&page, &said).await;
    let page = manager.follow(reply).await;
    assert!(page.says("Your ratings were saved."));
    assert!(
        page.says("4 of 4 Green 2 of 4 Red −2 1 of 2"),
        "{}",
        page.text()
    );
    assert!(page.says("Own rating: In place. Moderated: Not in place. No minutes for a year"));
    let scores = manager.get(&format!("{path}/scores")).await;
    assert!(scores.says("Green"), "its own score stays what it was");

    let feedback = head.get(&format!("{path}/feedback")).await;
    assert!(
        !feedback.says("No minutes for a year"),
        "not before it is shared"
    );
    let (action, fields) = page.form_to("/moderation/share", &[]);
    let reply = manager.post(&action, &fields).await;
    assert_eq!(
        reply.location,
        Some(format!("{path}/moderation?done=shared"))
    );
    let feedback = head.get(&format!("{path}/feedback")).await;
    assert!(feedback.says("Own rating: In place. Moderated: Not in place. No minutes for a year"));
}

#[tokio::test]
async fn a_reviewer_may_agree_again_and_a_lost_race_says_so() {
    let (world, _, path) = submitted().await;
    let mut manager = world.manager().await;
    let page = manager.get(&format!("{path}/moderation/C")).await;
    let said = [
        ("rating-C2", "na"),
        ("reason-C2", "There is nobody to check"),
        ("_go", "stay"),
    ];
    assert_eq!(manager.post_form(&page, &said).await.status, 303);
    let late = manager
        .post_form(&page, &[("rating-C2", "1"), ("reason-C2", "Hardly")])
        .await;
    assert_eq!(late.status, 409);
    assert!(late.says("Someone else said something"));
    assert!(late.body.contains("Hardly"), "what was typed is kept");

    let page = manager.get(&format!("{path}/moderation/C")).await;
    assert_eq!(
        page.attributes("input[name=rating-C2][checked]", "value"),
        ["na"]
    );
    assert_eq!(
        manager
            .post_form(&page, &[("rating-C2", ""), ("_go", "stay")])
            .await
            .status,
        303
    );
    let page = manager.get(&format!("{path}/moderation")).await;
    assert!(
        page.says("You have not moderated a rating yet."),
        "{}",
        page.text()
    );
    let faults = world.store.verify().await.expect("it can be checked");
    assert_eq!(faults, []);
}

#[tokio::test]
async fn nobody_else_moderates_and_a_draft_is_not_there_to_moderate() {
    let (world, mut head, path) = submitted().await;
    assert_eq!(head.get(&format!("{path}/moderation")).await.status, 404);
    let mut manager = world.manager().await;
    let other = format!("/returns/{}/moderation", world.elmfield.return_id);
    assert_eq!(manager.get(&other).await.status, 404);
    assert_eq!(
        manager.get(&format!("{path}/moderation/Z")).await.status,
        404
    );
    let mut alex = world.signed_in("alex@partnership.example").await;
    assert_eq!(alex.get(&format!("{path}/moderation/C")).await.status, 404);
}

#[tokio::test]
async fn what_was_said_of_a_rating_opens_only_where_it_was_said() {
    let (world, _, path) = submitted().await;
    let mut manager = world.manager().await;
    let page = manager.get(&format!("{path}/moderation/C")).await;
    let said = [
        ("rating-C1", "0"),
        ("reason-C1", "Planted words"),
        ("_go", "stay"),
    ];
    assert_eq!(manager.post_form(&page, &said).await.status, 303);
    assert_eq!(world.store.verify().await.expect("checked"), []);
    world.meddle("UPDATE moderation SET question = 'C2'").await;
    let faults = world.store.verify().await.expect("checked");
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert_eq!(
        faults[0].kind,
        fourlens_server::store::FaultKind::Moderation
    );
}
