//! Handing in: once, whatever is repeated, and only what was checked.

use super::harness::{change, city, done, fact, pack, saved};
use fourlens_app::portal::Role;
use fourlens_server::{
    clock::UnixMillis,
    store::{Part, PastSubmission, ReturnState, Submitted},
};
use serde_json::json;
use std::time::Duration;

#[tokio::test]
async fn a_head_teacher_hands_in_and_the_receipt_stays() {
    let city = city().await;
    let campaign = city.campaign("175/157 2026", "2026-09-01").await;
    let head = city.person("Hanna Head", Role::Head, city.oakfield).await;
    let of = city.return_of(city.oakfield, campaign).await;
    let scope = city.as_(&head);
    saved(
        scope
            .save(of, vec![change("C1", 0, json!(2))])
            .await
            .unwrap(),
    );
    let receipt = city.hand_in(&scope, of).await;

    assert!(
        receipt.reference.starts_with("S175-26-"),
        "{}",
        receipt.reference
    );
    assert_eq!(receipt.reference.len(), "S175-26-7KQ4-M2XD".len());
    assert_eq!(
        (receipt.number, receipt.submitted_by),
        (1, Some(head.person))
    );
    assert_eq!(scope.receipt(of).await.unwrap(), Some(receipt.clone()));
    let view = scope.return_by_id(of).await.unwrap().unwrap();
    assert_eq!(
        (view.state, view.receipt),
        (ReturnState::Submitted, Some(receipt.clone()))
    );
    let answers = scope.answers(receipt.submission).await.unwrap().unwrap();
    assert_eq!(
        answers.identifying,
        Part::Open(br#"{"P1":"Ada Canary"}"#.to_vec())
    );
    assert_eq!(answers.other, Part::Open(br#"{"C1":2}"#.to_vec()));
    let facts = scope.facts(receipt.submission).await.unwrap().unwrap();
    assert_eq!(
        facts,
        [pack(vec![fact("section.C", Some(2), 3, Some("green"))])]
    );
    assert!(
        scope.draft(of).await.unwrap().unwrap().answers.is_empty(),
        "the draft is gone"
    );
    assert!(city.faults().await.is_empty());
}

#[tokio::test]
async fn the_same_post_again_gets_the_first_receipt() {
    let city = city().await;
    let campaign = city.campaign("175/157 2026", "2026-09-01").await;
    let of = city.return_of(city.oakfield, campaign).await;
    let scope = city.system();
    assert_eq!(
        scope
            .submitted_before(of, [1; 16], b"declared=yes")
            .await
            .unwrap(),
        None
    );
    let receipt = city.hand_in(&scope, of).await;
    city.clock.advance(Duration::from_secs(3));

    let already = Submitted::Already {
        receipt: receipt.clone(),
        other: false,
    };
    let again = scope.submit(city.command(of, 0, 1)).await.unwrap();
    assert_eq!(again, Some(already.clone()));
    let asked = scope
        .submitted_before(of, [1; 16], b"declared=yes")
        .await
        .unwrap();
    assert_eq!(asked, Some(already));
    let other = scope.submit(city.command(of, 0, 2)).await.unwrap();
    assert_eq!(
        other,
        Some(Submitted::Already {
            receipt,
            other: true
        })
    );
    assert_eq!(city.count("SELECT count(*) FROM submission").await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn eight_posts_at_once_hand_in_once() {
    let city = city().await;
    let campaign = city.campaign("175/157 2026", "2026-09-01").await;
    let of = city.return_of(city.oakfield, campaign).await;
    let mut posts = Vec::new();
    for number in 0..8u8 {
        // Half of them are the same post again, half another tab's.
        let (scope, command) = (city.system(), city.command(of, 0, number % 2));
        posts.push(tokio::spawn(async move {
            scope.submit(command).await.unwrap().unwrap()
        }));
    }
    let mut receipts = Vec::new();
    let mut firsts = 0;
    for post in posts {
        match post.await.unwrap() {
            Submitted::Done(receipt) => {
                firsts += 1;
                receipts.push(receipt);
            }
            Submitted::Already { receipt, .. } => receipts.push(receipt),
            other => panic!("{other:?}"),
        }
    }
    receipts.dedup();
    assert_eq!((firsts, receipts.len()), (1, 1));
    assert_eq!(city.count("SELECT count(*) FROM submission").await, 1);
    assert_eq!(city.count("SELECT count(*) FROM outbox").await, 1);
    assert!(city.faults().await.is_empty());
}

#[tokio::test]
async fn a_key_used_for_another_body_is_refused() {
    let city = city().await;
    let campaign = city.campaign("175/157 2026", "2026-09-01").await;
    let of = city.return_of(city.oakfield, campaign).await;
    let scope = city.system();
    city.hand_in(&scope, of).await;
    let mut command = city.command(of, 0, 1);
    command.body = b"declared=no".to_vec();
    assert_eq!(
        scope.submit(command).await.unwrap(),
        Some(Submitted::KeyReused)
    );
    let asked = scope
        .submitted_before(of, [1; 16], b"declared=no")
        .await
        .unwrap();
    assert_eq!(asked, Some(Submitted::KeyReused));
}

#[tokio::test]
async fn a_draft_that_moved_on_after_it_was_checked_is_not_handed_in() {
    let city = city().await;
    let campaign = city.campaign("175/157 2026", "2026-09-01").await;
    let of = city.return_of(city.oakfield, campaign).await;
    let scope = city.system();
    let checked = saved(
        scope
            .save(of, vec![change("C1", 0, json!(2))])
            .await
            .unwrap(),
    )
    .version;
    saved(
        scope
            .save(of, vec![change("C1", 1, json!(1))])
            .await
            .unwrap(),
    );
    let moved = scope.submit(city.command(of, checked, 1)).await.unwrap();
    assert_eq!(moved, Some(Submitted::DraftMoved));
    assert_eq!(city.count("SELECT count(*) FROM submission").await, 0);
    done(scope.submit(city.command(of, 2, 1)).await.unwrap().unwrap());
}

#[tokio::test]
async fn nothing_is_handed_in_to_a_closed_campaign() {
    let city = city().await;
    let campaign = city.campaign("175/157 2026", "2026-09-01").await;
    let of = city.return_of(city.oakfield, campaign).await;
    let scope = city.system();
    scope.close_campaign(campaign).await.unwrap();
    assert_eq!(
        scope.submit(city.command(of, 0, 1)).await.unwrap(),
        Some(Submitted::Closed)
    );
}

#[tokio::test]
async fn submissions_of_past_years_are_appended_with_their_instants_and_found_as_the_previous() {
    let city = city().await;
    let scope = city.system();
    let last_year = city.campaign("175/157 2025", "2025-09-01").await;
    scope.close_campaign(last_year).await.unwrap();
    let now = city.campaign("175/157 2026", "2026-09-01").await;
    let mut past = Vec::new();
    for one in city.returns(last_year).await {
        past.push(PastSubmission {
            command: city.command(one.id, 0, 9),
            submitted_at: UnixMillis(1_760_000_000_000),
            submitted_by: None,
        });
    }
    let receipts: Vec<_> = scope
        .append_past(past)
        .await
        .unwrap()
        .into_iter()
        .map(done)
        .collect();
    assert_eq!(receipts.len(), 2);
    assert!(
        receipts
            .iter()
            .all(|one| one.submitted_at == UnixMillis(1_760_000_000_000))
    );

    let of = city.return_of(city.oakfield, now).await;
    let before = city.return_of(city.oakfield, last_year).await;
    let previous = scope.previous(of).await.unwrap().unwrap();
    assert_eq!(previous.return_id, before);
    assert_eq!(scope.previous(before).await.unwrap(), None);
    assert!(city.faults().await.is_empty());
}

#[tokio::test]
async fn the_quality_assurance_manager_reads_and_it_is_recorded_before() {
    let city = city().await;
    let campaign = city.campaign("175/157 2026", "2026-09-01").await;
    let manager = city
        .person(
            "Quin Manager",
            Role::QualityAssuranceManager,
            city.partnership,
        )
        .await;
    let head = city.person("Hanna Head", Role::Head, city.oakfield).await;
    let of = city.return_of(city.oakfield, campaign).await;
    let receipt = city.hand_in(&city.as_(&head), of).await;
    let subject = fourlens_server::store::Subject::new("submission", receipt.submission.bytes());
    let views = async || {
        let trail = city.system().trail(&subject).await.unwrap();
        trail
            .into_iter()
            .filter(|entry| entry.action == "submission.view")
            .collect::<Vec<_>>()
    };
    city.as_(&head)
        .answers(receipt.submission)
        .await
        .unwrap()
        .unwrap();
    assert!(
        views().await.is_empty(),
        "a head reads what the school itself handed in"
    );
    city.as_(&manager)
        .answers(receipt.submission)
        .await
        .unwrap()
        .unwrap();
    let seen = views().await;
    assert_eq!(seen.len(), 1);
    assert_eq!(
        seen[0].author,
        fourlens_server::store::Author::Person(manager.person)
    );

    // What cannot be recorded is not shown.
    city.meddle("ALTER TABLE audit RENAME TO audit_away").await;
    assert!(
        city.as_(&manager)
            .answers(receipt.submission)
            .await
            .is_err()
    );
    city.meddle("ALTER TABLE audit_away RENAME TO audit").await;
}
