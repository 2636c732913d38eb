//! The main story: a head teacher completes the return, hands it in, and the manager sees it.

use crate::world::World;
use fourlens_forms::question::Question;

#[tokio::test]
async fn a_head_fills_the_return_submits_it_and_gets_scores_and_the_manager_sees_them() {
    let world = World::new().await;
    let mut head = world.head().await;
    let home = head.get("/home").await;
    assert!(home.says("School return 2026"), "{}", home.text());
    let return_id = world.oakwell.return_id;

    let check = world.fill_all(&mut head, return_id, "2").await;
    let reply = head.post_form(&check, &[]).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    let receipt = head.follow(reply).await;
    assert!(receipt.says("S175-26-"), "{}", receipt.text());

    let feedback = head.get(&format!("/returns/{return_id}/feedback")).await;
    assert_eq!(feedback.status, 200);
    assert!(feedback.says("Green"), "{}", feedback.text());
    assert!(feedback.says("10 of 15"), "{}", feedback.text());
    let faults = world.store.verify().await.expect("verified");
    assert!(faults.is_empty(), "everything stored is whole: {faults:?}");

    let mut manager = world.manager().await;
    let campaign = manager.get(&format!("/campaigns/{}", world.campaign)).await;
    assert!(
        campaign.says("Oakwell Primary School"),
        "{}",
        campaign.text()
    );
    assert!(campaign.says("S175-26-"), "{}", campaign.text());
    let scores = manager.get(&format!("/returns/{return_id}/scores")).await;
    assert!(
        scores.says("Governance and leadership"),
        "{}",
        scores.text()
    );
    let csv = manager
        .get(&format!("/campaigns/{}/scores.csv", world.campaign))
        .await;
    assert_eq!(csv.headers["content-type"], "text/csv; charset=utf-8");
    assert!(
        csv.body
            .lines()
            .any(|line| line.contains("section.C,10,15,green")),
        "{}",
        csv.body
    );
}

#[tokio::test]
async fn an_incomplete_return_is_not_handed_in_and_says_what_is_missing() {
    let world = World::new().await;
    let mut head = world.head().await;
    let check = head
        .get(&format!("/returns/{}/check", world.oakwell.return_id))
        .await;
    assert!(
        check.says("C1") || check.says("Governors"),
        "{}",
        check.text()
    );
    let fields = vec![
        ("draft_version".to_string(), "0".to_string()),
        ("idempotency_key".to_string(), "00".repeat(16)),
    ];
    let reply = head
        .post(
            &format!("/returns/{}/submit", world.oakwell.return_id),
            &fields,
        )
        .await;
    assert_eq!(reply.status, 409);
    assert!(reply.says("Nothing has been submitted"), "{}", reply.text());
}

#[tokio::test]
async fn submitting_twice_gives_one_receipt() {
    let world = World::new().await;
    let mut head = world.head().await;
    let check = world
        .fill_all(&mut head, world.oakwell.return_id, "1")
        .await;
    let first = head.post_form(&check, &[]).await;
    let first = head.follow(first).await;
    let again = head.post_form(&check, &[]).await;
    assert_eq!(again.status, 303, "{}", again.text());
    let again = head.follow(again).await;
    let reference = |text: String| {
        text.split_whitespace()
            .find(|word| word.starts_with("S175-26-"))
            .map(str::to_string)
    };
    assert!(reference(first.text()).is_some(), "{}", first.text());
    assert_eq!(reference(first.text()), reference(again.text()));
}

#[tokio::test]
async fn an_answer_changed_after_the_check_page_was_opened_stops_the_submission() {
    let world = World::new().await;
    let mut head = world.head().await;
    let check = world
        .fill_all(&mut head, world.oakwell.return_id, "2")
        .await;
    let mut lead = world.signed_in("lee@oakwell.example").await;
    let page = lead
        .get(&format!("/returns/{}/sections/C", world.oakwell.return_id))
        .await;
    lead.post_form(&page, &[("C1", "3")]).await;
    let reply = head.post_form(&check, &[]).await;
    assert_eq!(reply.status, 409);
    assert!(reply.says("Someone changed an answer"), "{}", reply.text());
}

#[tokio::test]
async fn a_lead_fills_but_only_the_head_signs_and_submits() {
    let world = World::new().await;
    let mut lead = world.signed_in("lee@oakwell.example").await;
    let check = world
        .fill_all(&mut lead, world.oakwell.return_id, "2")
        .await;
    assert!(
        check
            .attributes("form[action$=submit]", "action")
            .is_empty(),
        "{}",
        check.text()
    );
    let fields = vec![
        ("draft_version".to_string(), "1".to_string()),
        ("idempotency_key".to_string(), "11".repeat(16)),
    ];
    let reply = lead
        .post(
            &format!("/returns/{}/submit", world.oakwell.return_id),
            &fields,
        )
        .await;
    assert_eq!(reply.status, 404);
    let head_page = world
        .head()
        .await
        .get(&format!("/returns/{}/check", world.oakwell.return_id))
        .await;
    assert!(
        head_page.says("Sign"),
        "the head's signature is still missing: {}",
        head_page.text()
    );
}

#[tokio::test]
async fn a_submitted_return_can_be_read_and_printed_and_no_longer_changed() {
    let world = World::new().await;
    let mut head = world.head().await;
    let return_id = world.oakwell.return_id;
    let section = head.get(&format!("/returns/{return_id}/sections/C")).await;
    let check = world.fill_all(&mut head, return_id, "2").await;
    head.post_form(&check, &[]).await;
    let late = head.post_form(&section, &[("C1", "4")]).await;
    assert_eq!(late.status, 409);
    assert!(late.says("submitted"), "{}", late.text());
    let print = head.get(&format!("/returns/{return_id}/print")).await;
    assert!(print.says("Signed by Ada Oak"), "{}", print.text());
    assert!(
        print.says("Declared on behalf of Chris Chair"),
        "{}",
        print.text()
    );
    let read = head.get(&format!("/returns/{return_id}/sections/C")).await;
    assert_eq!(read.status, 200);
}

#[tokio::test]
async fn a_rating_of_4_suggests_what_secure_looks_like_not_a_lesser_shortcoming() {
    let world = World::new().await;
    let mut head = world.head().await;
    let check = world
        .fill_all(&mut head, world.oakwell.return_id, "4")
        .await;
    assert_eq!(head.post_form(&check, &[]).await.status, 303);
    let feedback = head
        .get(&format!("/returns/{}/feedback", world.oakwell.return_id))
        .await;
    let Some(Question::Rating(asked)) = world.form.find("C1") else {
        panic!("C1 is a rating")
    };
    let said = |rating: &str| feedback.says(asked.kind.descriptors[rating].en());
    assert!(said("2") && !said("3"), "{}", feedback.text());
}
