//! The one writer: nobody is told before the commit, nobody at all when there is none, and one
//! bad command costs the others nothing.

use super::harness::{MORNING, change, city, done, on_postgres, organisation, saved};
use fourlens_app::portal::Role;
use fourlens_server::{
    clock::{Clock, UnixMillis},
    random::{Random, SeededRandom},
    store::{
        NewPerson, OrganisationKind, OutboxMessage, PastSubmission, Store, StoreError, Subject,
        Submitted,
    },
};
use serde_json::json;
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

#[tokio::test]
async fn when_the_log_cannot_be_written_nobody_is_acknowledged_and_nothing_stays() {
    let city = city().await;
    let campaign = city.campaign("175/157 2026", "2026-09-01").await;
    let of = city.return_of(city.oakfield, campaign).await;
    let other = city.return_of(city.riverside, campaign).await;
    let scope = city.system();
    city.meddle("ALTER TABLE audit RENAME TO audit_away").await;
    let (handed_in, drafted, added) = tokio::join!(
        scope.submit(city.command(of, 0, 1)),
        scope.save(other, vec![change("C1", 0, json!(2))]),
        scope.add_person(NewPerson {
            name: "Nora".into(),
            email: "nora@example.test".into(),
            password_hash: None
        }),
    );
    assert!(
        matches!(handed_in, Err(StoreError::Unwritten(_))),
        "{handed_in:?}"
    );
    assert!(
        matches!(drafted, Err(StoreError::Unwritten(_))),
        "{drafted:?}"
    );
    assert!(matches!(added, Err(StoreError::Unwritten(_))), "{added:?}");
    city.meddle("ALTER TABLE audit_away RENAME TO audit").await;
    assert_eq!(city.count("SELECT count(*) FROM submission").await, 0);
    assert_eq!(city.count("SELECT count(*) FROM draft_answer").await, 0);
    assert_eq!(city.count("SELECT count(*) FROM person").await, 0);

    // The same command again, under the same key, goes through.
    done(scope.submit(city.command(of, 0, 1)).await.unwrap().unwrap());
    saved(
        scope
            .save(other, vec![change("C1", 0, json!(2))])
            .await
            .unwrap(),
    );
    let faults = city.faults().await;
    assert!(
        faults.iter().all(|fault| fault == "Note KeyWithoutPart"),
        "{faults:?}"
    );
    assert!(city.store.sweep_keys().await.unwrap() > 0);
    assert!(city.faults().await.is_empty());
    assert_eq!(city.store.sweep_keys().await.unwrap(), 0);
}

#[tokio::test]
async fn when_the_commit_itself_fails_nobody_is_acknowledged() {
    let city = city().await;
    let campaign = city.campaign("175/157 2026", "2026-09-01").await;
    let of = city.return_of(city.oakfield, campaign).await;
    // A debt that is asked for only at the commit.
    let debt = "CREATE TABLE creditor (seq INTEGER PRIMARY KEY); CREATE TABLE debt (creditor \
                INTEGER REFERENCES creditor (seq) DEFERRABLE INITIALLY DEFERRED);";
    city.meddle(debt).await;
    city.meddle(if on_postgres() {
        "CREATE FUNCTION owe() RETURNS trigger AS $$ BEGIN INSERT INTO debt VALUES (1); \
         RETURN NEW; END $$ LANGUAGE plpgsql; \
         CREATE TRIGGER owing AFTER INSERT ON submission FOR EACH ROW EXECUTE FUNCTION owe()"
    } else {
        "CREATE TRIGGER owing AFTER INSERT ON submission BEGIN INSERT INTO debt VALUES (1); END"
    })
    .await;
    let refused = city.system().submit(city.command(of, 0, 1)).await;
    assert!(
        matches!(refused, Err(StoreError::Unwritten(_))),
        "{refused:?}"
    );
    assert_eq!(city.count("SELECT count(*) FROM submission").await, 0);
    let asked = city
        .system()
        .submitted_before(of, [1; 16], b"declared=yes")
        .await
        .unwrap();
    assert_eq!(asked, None);

    city.meddle(if on_postgres() {
        "DROP TRIGGER owing ON submission"
    } else {
        "DROP TRIGGER owing"
    })
    .await;
    done(
        city.system()
            .submit(city.command(of, 0, 1))
            .await
            .unwrap()
            .unwrap(),
    );
    let faults = city.faults().await;
    assert!(
        faults.iter().all(|fault| fault == "Note KeyWithoutPart"),
        "{faults:?}"
    );
}

#[tokio::test]
async fn one_bad_command_costs_its_group_nothing() {
    let city = city().await;
    let campaign = city.campaign("175/157 2026", "2026-09-01").await;
    let before = city.campaign("175/157 2025", "2025-09-01").await;
    let past = |of, packs| {
        let mut command = city.command(of, 0, 1);
        // Two packs of one plugin break a unique index.
        command.facts = vec![command.facts[0].clone(); packs];
        let submitted_at = UnixMillis(MORNING);
        PastSubmission {
            command,
            submitted_at,
            submitted_by: None,
        }
    };
    // Queued without a pause, so that one group takes all three.
    let group = vec![
        past(city.return_of(city.oakfield, campaign).await, 1),
        past(city.return_of(city.riverside, campaign).await, 2),
        past(city.return_of(city.oakfield, before).await, 1),
    ];
    let ends = city.system().append_past(group).await;
    assert!(matches!(ends, Err(StoreError::Database(_))), "{ends:?}");
    assert_eq!(city.count("SELECT count(*) FROM submission").await, 2);
    let faults = city.faults().await;
    assert!(
        faults.iter().all(|fault| fault == "Note KeyWithoutPart"),
        "{faults:?}"
    );
}

#[tokio::test]
async fn a_caller_who_goes_away_changes_nothing() {
    let city = city().await;
    let campaign = city.campaign("175/157 2026", "2026-09-01").await;
    let of = city.return_of(city.oakfield, campaign).await;
    let (scope, command) = (city.system(), city.command(of, 0, 1));
    let cut = tokio::spawn(async move { scope.submit(command).await });
    for _ in 0..3 {
        tokio::task::yield_now().await;
    }
    cut.abort();
    let _ = cut.await;
    // Whether it was still queued or not at all: the same post again has one submission behind it.
    let again = city
        .system()
        .submit(city.command(of, 0, 1))
        .await
        .unwrap()
        .unwrap();
    assert!(matches!(
        again,
        Submitted::Done(_) | Submitted::Already { other: false, .. }
    ));
    assert_eq!(city.count("SELECT count(*) FROM submission").await, 1);
    assert!(city.faults().await.is_empty());
}

#[tokio::test]
async fn a_closed_store_says_so() {
    let city = city().await;
    city.store.close().await.unwrap();
    let refused = city
        .system()
        .record("x", Subject::new("x", b"x"), json!({}))
        .await;
    assert!(matches!(refused, Err(StoreError::Stopped)), "{refused:?}");
}

#[tokio::test]
async fn more_than_the_queue_holds_is_told_to_come_back() {
    let city = city().await;
    let person = city.person("Hanna Head", Role::Head, city.oakfield).await;
    // Nothing lets the writer run between these: all are queued at once.
    let messages = |number: usize| {
        vec![OutboxMessage {
            kind: "mail".into(),
            dedupe_key: number.to_string(),
            payload: Vec::new(),
            run_at: None,
        }]
    };
    let scope = city.as_(&person);
    let mut all = Vec::new();
    for number in 0..1_200 {
        all.push(Box::pin(scope.enqueue(messages(number))));
    }
    let mut told = Vec::new();
    let mut waiting = Vec::new();
    for mut one in all {
        match std::future::poll_fn(|task| std::task::Poll::Ready(one.as_mut().poll(task))).await {
            std::task::Poll::Ready(end) => told.push(end),
            std::task::Poll::Pending => waiting.push(one),
        }
    }
    let busy = told
        .iter()
        .filter(|end| matches!(end, Err(StoreError::Busy)))
        .count();
    assert!(busy > 0, "{} told, {} waiting", told.len(), waiting.len());
    for one in waiting {
        one.await.unwrap();
    }
    let written = city.count("SELECT count(*) FROM outbox").await;
    assert_eq!(written as usize, 1_200 - busy);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_processes_on_one_database_hand_in_each_return_once() {
    let city = city().await;
    let schools = (0..20).map(|number| {
        let id = (city.random.as_ref() as &dyn Random).id();
        let name = format!("School {number}");
        organisation(
            id,
            Some(city.partnership),
            OrganisationKind::School,
            &name,
            None,
        )
    });
    city.system()
        .put_organisations(schools.collect())
        .await
        .unwrap();
    let campaign = city.campaign("175/157 2026", "2026-09-01").await;
    let random = Arc::new(SeededRandom::new(77));
    let other = Store::open(city.config.clone(), city.clock.clone(), random)
        .await
        .unwrap();
    let mut posts = Vec::new();
    for one in city.returns(campaign).await {
        for (key, store) in [(1, &city.store), (1, &other), (2, &other)] {
            let (scope, command) = (store.system("test"), city.command(one.id, 0, key));
            posts.push(tokio::spawn(async move {
                scope.submit(command).await.unwrap().unwrap()
            }));
        }
    }
    let mut firsts = 0;
    for post in posts {
        firsts += usize::from(matches!(post.await.unwrap(), Submitted::Done(_)));
    }
    assert_eq!(firsts, 22);
    assert!(city.faults().await.is_empty());
    other.close().await.unwrap();
}

/// A clock that breaks when it is told to.
struct Breaking(AtomicBool);

impl Clock for Breaking {
    fn now(&self) -> UnixMillis {
        assert!(!self.0.load(Ordering::SeqCst), "the clock is broken");
        UnixMillis(MORNING)
    }
}

#[tokio::test]
async fn a_writer_that_broke_down_is_told_of_at_once() {
    let city = city().await;
    let clock = Arc::new(Breaking(AtomicBool::new(false)));
    let store = Store::open(city.config.clone(), clock.clone(), city.random.clone());
    let store = store.await.expect("opened");
    assert!(store.is_writing());
    clock.0.store(true, Ordering::SeqCst);
    let subject = Subject::new("story", b"1");
    let told = store
        .system("story")
        .record("story", subject, json!({}))
        .await;
    assert!(told.is_err(), "{told:?}");
    store.writing_ended().await;
    assert!(!store.is_writing());
}
