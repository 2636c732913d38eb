//! Answers not yet handed in: saved one by one, never overwritten unseen.

use super::harness::{change, city, saved};
use fourlens_app::portal::Role;
use fourlens_server::store::{Change, Conflict, SaveOutcome};
use serde_json::{Value, json};
use std::time::Duration;

#[tokio::test]
async fn what_was_typed_is_there_again_after_the_store_was_closed() {
    let city = city().await;
    let campaign = city.campaign("175/157 2026", "2026-09-01").await;
    let head = city.person("Hanna Head", Role::Head, city.oakfield).await;
    let of = city.return_of(city.oakfield, campaign).await;
    let long = "Zoë wrote 🌊\n".repeat(2_000);
    let changes = vec![
        change("A1", 0, json!("Oakfield")),
        change("A2", 0, json!(long)),
        Change {
            row: "r1".into(),
            ..change("B2", 0, json!(["yes", 3]))
        },
    ];
    let first = saved(city.as_(&head).save(of, changes).await.unwrap());
    assert_eq!(first.version, 1);
    assert!(first.conflicts.is_empty());
    city.store.close().await.unwrap();

    let again = fourlens_server::store::Store::open(
        city.config.clone(),
        city.clock.clone(),
        city.random.clone(),
    );
    let again = again.await.unwrap();
    let draft = again.system("test").draft(of).await.unwrap().unwrap();
    let answers: Vec<_> = draft
        .answers
        .iter()
        .map(|one| {
            (
                one.question.as_str(),
                one.row.as_str(),
                one.version,
                one.value.clone(),
            )
        })
        .collect();
    assert_eq!(
        answers,
        [
            ("A1", "", 1, json!("Oakfield")),
            ("A2", "", 1, json!(long)),
            ("B2", "r1", 1, json!(["yes", 3])),
        ]
    );
}

#[tokio::test]
async fn a_change_of_an_answer_that_moved_on_is_a_conflict_and_the_others_are_saved() {
    let city = city().await;
    let campaign = city.campaign("175/157 2026", "2026-09-01").await;
    let of = city.return_of(city.oakfield, campaign).await;
    let scope = city.system();
    saved(
        scope
            .save(of, vec![change("C1", 0, json!(2))])
            .await
            .unwrap(),
    );
    saved(
        scope
            .save(of, vec![change("C1", 1, json!(3))])
            .await
            .unwrap(),
    );

    let late = vec![change("C1", 1, json!(4)), change("C2", 0, json!(1))];
    let late = saved(scope.save(of, late).await.unwrap());
    assert_eq!(late.version, 3);
    assert_eq!(late.versions, [("C2".to_owned(), String::new(), 3)]);
    assert_eq!(
        late.conflicts,
        [Conflict {
            question: "C1".into(),
            row: String::new(),
            yours: Some(json!(4)),
            theirs: Some(json!(3)),
            their_version: 2,
        }]
    );
    let draft = scope.draft(of).await.unwrap().unwrap();
    assert_eq!(draft.answers[0].value, json!(3), "nothing was overwritten");
}

#[tokio::test]
async fn two_tabs_that_answer_different_questions_merge() {
    let city = city().await;
    let campaign = city.campaign("175/157 2026", "2026-09-01").await;
    let of = city.return_of(city.oakfield, campaign).await;
    let (one, other) = (city.system(), city.system());
    let mut tabs = Vec::new();
    for number in 0..20 {
        let scope = if number % 2 == 0 {
            one.clone()
        } else {
            other.clone()
        };
        let changes = vec![change(&format!("C{number}"), 0, json!(number))];
        tabs.push(tokio::spawn(async move {
            saved(scope.save(of, changes).await.unwrap())
        }));
    }
    for tab in tabs {
        assert!(tab.await.unwrap().conflicts.is_empty());
    }
    let draft = one.draft(of).await.unwrap().unwrap();
    assert_eq!((draft.version, draft.answers.len()), (20, 20));
}

#[tokio::test]
async fn two_tabs_that_answer_the_same_question_see_both_sides() {
    let city = city().await;
    let campaign = city.campaign("175/157 2026", "2026-09-01").await;
    let of = city.return_of(city.oakfield, campaign).await;
    let scope = city.system();
    let save = |value| {
        let scope = scope.clone();
        tokio::spawn(async move {
            saved(
                scope
                    .save(of, vec![change("C1", 0, json!(value))])
                    .await
                    .unwrap(),
            )
        })
    };
    let (one, other) = (save(1), save(2));
    let conflicts: Vec<_> = [one.await.unwrap(), other.await.unwrap()]
        .into_iter()
        .flat_map(|it| it.conflicts)
        .collect();
    assert_eq!(conflicts.len(), 1);
    assert_ne!(conflicts[0].yours, conflicts[0].theirs);
}

#[tokio::test]
async fn saving_what_is_there_changes_nothing_even_from_an_old_page() {
    let city = city().await;
    let campaign = city.campaign("175/157 2026", "2026-09-01").await;
    let of = city.return_of(city.oakfield, campaign).await;
    let scope = city.system();
    saved(
        scope
            .save(of, vec![change("C1", 0, json!(2))])
            .await
            .unwrap(),
    );
    let again = saved(
        scope
            .save(of, vec![change("C1", 0, json!(2))])
            .await
            .unwrap(),
    );
    assert_eq!(
        (again.version, again.versions.len(), again.conflicts.len()),
        (1, 0, 0)
    );
}

#[tokio::test]
async fn an_answer_taken_away_is_gone_and_whoever_saw_it_is_told() {
    let city = city().await;
    let campaign = city.campaign("175/157 2026", "2026-09-01").await;
    let of = city.return_of(city.oakfield, campaign).await;
    let scope = city.system();
    saved(
        scope
            .save(of, vec![change("C1", 0, json!(2))])
            .await
            .unwrap(),
    );
    let gone = saved(
        scope
            .save(of, vec![change("C1", 1, Value::Null)])
            .await
            .unwrap(),
    );
    assert_eq!(gone.versions, [("C1".to_owned(), String::new(), 0)]);
    assert!(scope.draft(of).await.unwrap().unwrap().answers.is_empty());

    let late = saved(
        scope
            .save(of, vec![change("C1", 1, json!(4))])
            .await
            .unwrap(),
    );
    assert_eq!(
        (
            late.conflicts[0].theirs.clone(),
            late.conflicts[0].their_version
        ),
        (None, 0)
    );
}

#[tokio::test]
async fn nothing_is_saved_after_handing_in_or_after_the_campaign_closed() {
    let city = city().await;
    let campaign = city.campaign("175/157 2026", "2026-09-01").await;
    let scope = city.system();
    let handed_in = city.return_of(city.oakfield, campaign).await;
    saved(
        scope
            .save(handed_in, vec![change("C1", 0, json!(2))])
            .await
            .unwrap(),
    );
    city.hand_in(&scope, handed_in).await;
    let late = scope
        .save(handed_in, vec![change("C2", 0, json!(2))])
        .await
        .unwrap();
    assert_eq!(late, Some(SaveOutcome::Closed));

    let open = city.return_of(city.riverside, campaign).await;
    city.clock.advance(Duration::from_secs(60));
    assert!(scope.close_campaign(campaign).await.unwrap());
    assert!(
        !scope.close_campaign(campaign).await.unwrap(),
        "it was closed already"
    );
    let late = scope
        .save(open, vec![change("C2", 0, json!(2))])
        .await
        .unwrap();
    assert_eq!(late, Some(SaveOutcome::Closed));
}
