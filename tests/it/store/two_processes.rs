//! Two processes on one PostgreSQL: whoever comes second is told so, and never by a fault.

use super::harness::{City, city, day, on_postgres};
use fourlens_app::portal::{CaseId, Role};
use fourlens_server::{
    random::SeededRandom,
    store::{Block, BlockOutcome, Moderate, OpenRound, Patience, Store, TryKey},
};
use std::{sync::Arc, time::Duration};

/// Often enough that both are at it at once.
const TIMES: usize = 30;

/// Another process with the same databases.
async fn another(city: &City) -> Store {
    let random = Arc::new(SeededRandom::new(99));
    let opened = Store::open(city.config.clone(), city.clock.clone(), random);
    opened.await.unwrap()
}

#[tokio::test]
async fn of_two_who_moderate_one_question_at_once_one_has_lost() {
    if !on_postgres() {
        return;
    }
    let city = city().await;
    let campaign = city.campaign("175/157 2026", "2026-09-01").await;
    let of = city.return_of(city.oakfield, campaign).await;
    let receipt = city.hand_in(&city.system(), of).await;
    let (one, other) = (city.system(), another(&city).await.system("other"));
    for time in 0..TIMES {
        let says = || {
            vec![Moderate {
                question: format!("K{time}"),
                seen: 0,
                rating: Some("2".to_owned()),
                reason: "We saw more".to_owned(),
            }]
        };
        let (one, other) = tokio::join!(
            one.moderate(receipt.submission, says()),
            other.moderate(receipt.submission, says())
        );
        let lost = [one.unwrap().unwrap(), other.unwrap().unwrap()];
        assert_eq!(lost.iter().filter(|lost| lost.is_empty()).count(), 1);
    }
    let rows = city.count("SELECT count(*) FROM moderation").await;
    assert_eq!(rows, TIMES as i64);
}

#[tokio::test]
async fn versions_that_two_publish_at_once_have_a_number_each() {
    if !on_postgres() {
        return;
    }
    let city = city().await;
    let (one, other) = (city.system(), another(&city).await.system("other"));
    for time in 0..TIMES {
        let text = |by: &str| format!(r#"{{"by":"{by}","time":{time}}}"#);
        let (mine, theirs) = (text("one"), text("other"));
        let (mine, theirs) =
            tokio::join!(one.publish("asked", &mine), other.publish("asked", &theirs));
        let numbers = [mine.unwrap(), theirs.unwrap()].map(|one| one.version.number);
        assert_eq!((numbers[0] - numbers[1]).abs(), 1, "{numbers:?}");
        // The same text by both is one version.
        let same = text("both");
        let (mine, theirs) =
            tokio::join!(one.publish("asked", &same), other.publish("asked", &same));
        let new = [mine.unwrap().new, theirs.unwrap().new];
        assert_eq!(new.iter().filter(|new| **new).count(), 1);
    }
}

async fn case(city: &City) -> CaseId {
    let open = OpenRound {
        form_version: city.form,
        title: "Neglect".to_owned(),
        opens_on: day("2026-09-07"),
        as_of: day("2026-09-07"),
        host: city.partnership,
        theme: "NEG".to_owned(),
        steps: Vec::new(),
    };
    let round = city.system().open_round(open).await.unwrap().unwrap();
    let asked = vec![city.oakfield];
    let system = city.system();
    let case = system.add_case(round, "NEG-26Q3-01".to_owned(), asked);
    case.await.unwrap().unwrap()
}

#[tokio::test]
async fn a_person_whom_two_keep_out_of_a_case_at_once_is_kept_out_once() {
    if !on_postgres() {
        return;
    }
    let city = city().await;
    let case = case(&city).await;
    let (one, other) = (city.system(), another(&city).await.system("other"));
    for time in 0..TIMES {
        let name = format!("Kin {time}");
        let kin = city.person(&name, Role::Head, city.oakfield).await.person;
        let why = || "kin".to_owned();
        let (mine, theirs) = tokio::join!(
            one.block(case, kin, Block::Set, why()),
            other.block(case, kin, Block::Set, why())
        );
        let outcomes = [mine.unwrap().unwrap(), theirs.unwrap().unwrap()];
        let done = outcomes.iter().filter(|one| **one == BlockOutcome::Done);
        assert_eq!(done.count(), 1, "{outcomes:?}");
    }
    let rows = city.count("SELECT count(*) FROM case_block").await;
    assert_eq!(rows, TIMES as i64);
}

#[tokio::test]
async fn tries_that_two_count_at_once_are_all_counted() {
    if !on_postgres() {
        return;
    }
    let city = city().await;
    let other = another(&city).await;
    let day = Duration::from_secs(24 * 60 * 60);
    let key = || {
        let patience = Patience {
            free: 1_000,
            first_wait: day,
            longest_wait: day,
            forgiven_every: day,
        };
        let key = city.store.try_key(&[b"ada@oakfield.example"]);
        vec![TryKey { key, patience }]
    };
    for _ in 0..TIMES {
        let (mine, theirs) = tokio::join!(city.store.take_try(key()), other.take_try(key()));
        assert_eq!((mine.unwrap(), theirs.unwrap()), (None, None));
    }
    let counted = city.count("SELECT failures FROM failed_try").await;
    assert_eq!(counted, 2 * TIMES as i64);
}
