//! A fresh store with a small city in it, at a fixed hour and with repeating randomness: on
//! SQLite, or with `FOURLENS_TEST_POSTGRES` on that server, in databases of its own.

use chrono::NaiveDate;
use fourlens_app::portal::{CampaignId, Grant, OrganisationId, PersonId, ReturnId, Role};
use fourlens_contract::Fact;
use fourlens_server::{
    clock::{Clock, UnixMillis},
    random::{Random, SeededRandom, SystemRandom},
    seal::KeyRing,
    store::{
        Actor, Audience, Change, FactPack, FormHash, NewOrganisation, NewPerson, NewSession,
        OpenCampaign, OrganisationKind, OutboxMessage, Page, Receipt, ReturnFilter, ReturnView,
        SaveOutcome, Saved, Scoped, Store, StoreConfig, SubmitCommand, Submitted,
    },
};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection};
use serde_json::{Value, json};
use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
    time::Duration,
};
use tempfile::TempDir;

/// Every role: these stories are not about the policy.
pub(super) const ANY_ROLE: &[Role] = &fourlens_app::portal::ROLES;

/// 2026-09-01T08:00:00Z.
pub(super) const MORNING: i64 = 1_788_249_600_000;

/// A clock that stands until it is moved.
pub(super) struct FixedClock(AtomicI64);

impl FixedClock {
    pub(super) fn advance(&self, by: Duration) {
        self.0.fetch_add(by.as_millis() as i64, Ordering::SeqCst);
    }
}

impl Clock for FixedClock {
    fn now(&self) -> UnixMillis {
        UnixMillis(self.0.load(Ordering::SeqCst))
    }
}

/// A session that was begun with a password.
pub(super) fn session(
    token_hash: [u8; 32],
    person: PersonId,
    expires_at: UnixMillis,
) -> NewSession {
    NewSession {
        token_hash,
        person,
        expires_at,
        device: "A browser".to_owned(),
        second_factor: false,
        proved_at: None,
        replaces: None,
        goes_on: false,
        forgives: Vec::new(),
        gives_back: Vec::new(),
    }
}

/// A store, and what a story needs around it.
pub(super) struct City {
    pub(super) store: Store,
    pub(super) config: StoreConfig,
    pub(super) clock: Arc<FixedClock>,
    pub(super) random: Arc<SeededRandom>,
    pub(super) folder: TempDir,
    pub(super) partnership: OrganisationId,
    pub(super) trust: OrganisationId,
    /// In the trust.
    pub(super) oakfield: OrganisationId,
    /// In no trust.
    pub(super) riverside: OrganisationId,
    pub(super) form: FormHash,
}

/// Where a store may be made: nothing is migrated yet.
pub(crate) async fn empty_place() -> (StoreConfig, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let keys = folder.path().join("ring.json");
    KeyRing::create(&keys, &SystemRandom).unwrap();
    let (database_url, key_store_url) = match postgres() {
        None => (None, None),
        Some(server) => {
            let (main, keys) = new_databases(&server).await;
            (Some(main), Some(keys))
        }
    };
    let data = folder.path().join("data");
    (
        StoreConfig {
            data,
            database_url,
            key_store_url,
            keys,
            files: None,
        },
        folder,
    )
}

#[expect(
    clippy::disallowed_methods,
    reason = "the harness is told by the environment"
)]
fn postgres() -> Option<String> {
    std::env::var("FOURLENS_TEST_POSTGRES")
        .ok()
        .filter(|url| !url.is_empty())
}

pub(crate) fn on_postgres() -> bool {
    postgres().is_some()
}

/// Two empty databases on a PostgreSQL server.
pub(super) async fn new_databases(server: &str) -> (String, String) {
    let drawn: [u8; 8] = (&SystemRandom as &dyn Random).bytes();
    let name = format!(
        "fl_{}",
        drawn
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>()
    );
    let db = Database::connect(server).await.unwrap();
    for name in [name.clone(), format!("{name}_keys")] {
        db.execute_unprepared(&format!("CREATE DATABASE {name}"))
            .await
            .unwrap();
    }
    db.close().await.unwrap();
    let (base, _) = server.rsplit_once('/').unwrap();
    (format!("{base}/{name}"), format!("{base}/{name}_keys"))
}

/// Another empty place of the same kind, with the same key ring.
pub(super) async fn elsewhere(city: &City) -> (StoreConfig, TempDir) {
    let (mut config, folder) = empty_place().await;
    config.keys = city.config.keys.clone();
    (config, folder)
}

/// A migrated, opened, empty store.
pub(super) async fn fresh_store() -> (
    Store,
    StoreConfig,
    Arc<FixedClock>,
    Arc<SeededRandom>,
    TempDir,
) {
    let (config, folder) = empty_place().await;
    Store::migrate(&config).await.unwrap();
    let clock = Arc::new(FixedClock(AtomicI64::new(MORNING)));
    let random = Arc::new(SeededRandom::new(26));
    let store = Store::open(config.clone(), clock.clone(), random.clone())
        .await
        .unwrap();
    (store, config, clock, random, folder)
}

/// A store with a partnership, a trust, two schools and a published form.
pub(super) async fn city() -> City {
    let (store, config, clock, random, folder) = fresh_store().await;
    let system = store.system("test");
    let id = || (random.as_ref() as &dyn Random).id();
    let [partnership, trust, oakfield, riverside] = [id(), id(), id(), id()];
    system
        .put_organisations(vec![
            organisation(
                partnership,
                None,
                OrganisationKind::Partnership,
                "Port Alder",
                None,
            ),
            organisation(
                trust,
                Some(partnership),
                OrganisationKind::Trust,
                "Alder Trust",
                None,
            ),
            organisation(
                oakfield,
                Some(trust),
                OrganisationKind::School,
                "Oakfield",
                Some("900001"),
            ),
            organisation(
                riverside,
                Some(partnership),
                OrganisationKind::School,
                "Riverside",
                Some("900002"),
            ),
        ])
        .await
        .unwrap();
    let form = system
        .publish("school-175-157", r#"{"made":"up"}"#)
        .await
        .unwrap()
        .version
        .hash;
    City {
        store,
        config,
        clock,
        random,
        folder,
        partnership,
        trust,
        oakfield,
        riverside,
        form,
    }
}

pub(crate) fn organisation(
    id: OrganisationId,
    parent: Option<OrganisationId>,
    kind: OrganisationKind,
    name: &str,
    urn: Option<&str>,
) -> NewOrganisation {
    NewOrganisation {
        id,
        parent,
        kind,
        name: name.to_owned(),
        phase: urn.map(|_| "primary".to_owned()),
        school_type: urn.map(|_| "academy".to_owned()),
        urn: urn.map(str::to_owned),
        laestab: None,
        opened_on: None,
        closed_on: None,
        details: json!({}),
    }
}

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

impl City {
    pub(super) fn system(&self) -> Scoped {
        self.store.system("test")
    }

    /// A person with one role, who can sign in; a role that there is not at such an organisation
    /// is from before that was asked.
    pub(super) async fn person(&self, name: &str, role: Role, at: OrganisationId) -> Actor {
        let email = format!("{}@example.test", name.to_lowercase().replace(' ', "."));
        let new = NewPerson {
            name: name.to_owned(),
            email: email.clone(),
            password_hash: Some("made up".to_owned()),
        };
        let person: PersonId = self.system().add_person(new).await.unwrap();
        if self.system().grant(person, role, at).await.is_err() {
            self.grant_of_old(person, role, at).await;
        }
        let grants = vec![Grant {
            role,
            organisation: at,
        }];
        Actor {
            person,
            name: name.to_owned(),
            email,
            grants,
        }
    }

    /// A role behind the store's back.
    pub(super) async fn grant_of_old(&self, person: PersonId, role: Role, at: OrganisationId) {
        let db = self.raw().await;
        let statement = sea_orm::Statement::from_sql_and_values(
            db.get_database_backend(),
            "INSERT INTO grant_ (person_seq, role, organisation_seq) SELECT p.seq, $1, o.seq \
             FROM person p CROSS JOIN organisation o WHERE p.id = $2 AND o.id = $3",
            [
                role.key().into(),
                person.bytes().to_vec().into(),
                at.bytes().to_vec().into(),
            ],
        );
        db.execute_raw(statement).await.unwrap();
        db.close().await.unwrap();
    }

    pub(super) fn as_(&self, actor: &Actor) -> Scoped {
        self.store
            .scope(actor, ANY_ROLE)
            .filling(actor, &[Role::Head])
    }

    /// A campaign that asks every school.
    pub(super) async fn campaign(&self, title: &str, opens_on: &str) -> CampaignId {
        let open = OpenCampaign {
            form_version: self.form,
            title: title.to_owned(),
            opens_on: day(opens_on),
            closes_on: day(opens_on) + chrono::Days::new(60),
            as_of: day(opens_on),
            audience: Audience {
                kinds: vec![OrganisationKind::School],
                ..Audience::default()
            },
        };
        self.system().open_campaign(open).await.unwrap().unwrap()
    }

    /// What this school owes this campaign.
    pub(super) async fn return_of(&self, school: OrganisationId, campaign: CampaignId) -> ReturnId {
        let returns = self.returns(campaign).await;
        returns
            .iter()
            .find(|one| one.organisation.id == school)
            .unwrap()
            .id
    }

    pub(super) async fn returns(&self, campaign: CampaignId) -> Vec<ReturnView> {
        let filter = ReturnFilter::default();
        self.system()
            .returns_of_campaign(campaign, &filter, Page::ALL)
            .await
            .unwrap()
    }

    /// Hands in what the draft of this return says is its version.
    pub(super) async fn hand_in(&self, by: &Scoped, of: ReturnId) -> Receipt {
        let version = by.draft(of).await.unwrap().unwrap().version;
        done(
            by.submit(self.command(of, version, 1))
                .await
                .unwrap()
                .unwrap(),
        )
    }

    pub(super) fn command(&self, of: ReturnId, draft_version: i64, key: u8) -> SubmitCommand {
        SubmitCommand {
            return_id: of,
            draft_version,
            idempotency_key: [key; 16],
            body: b"declared=yes".to_vec(),
            prefix: "S175-26".to_owned(),
            form_version: self.form,
            identifying: br#"{"P1":"Ada Canary"}"#.to_vec(),
            other: br#"{"C1":2}"#.to_vec(),
            facts: vec![pack(vec![fact("section.C", Some(2), 3, Some("green"))])],
            groups: vec!["all".to_owned(), "phase:primary".to_owned()],
            outbox: vec![OutboxMessage {
                kind: "mail".to_owned(),
                dedupe_key: format!("receipt:{of}:{key}"),
                payload: b"to Ada Canary".to_vec(),
                run_at: None,
            }],
            files: Vec::new(),
        }
    }

    /// Runs a statement behind the store's back.
    pub(super) async fn meddle(&self, sql: &str) {
        let db = self.raw().await;
        db.execute_unprepared(sql).await.unwrap();
        db.close().await.unwrap();
    }

    pub(super) async fn raw(&self) -> DatabaseConnection {
        raw(&self.config).await
    }

    pub(super) async fn raw_keys(&self) -> DatabaseConnection {
        raw_keys(&self.config).await
    }

    /// One number, asked behind the store's back.
    pub(super) async fn count(&self, sql: &str) -> i64 {
        let db = self.raw().await;
        let answer = number(&db, sql).await;
        db.close().await.unwrap();
        answer
    }

    /// The faults that `verify` finds, in short.
    pub(super) async fn faults(&self) -> Vec<String> {
        let faults = self.store.verify().await.unwrap();
        faults
            .iter()
            .map(|fault| format!("{:?} {:?}", fault.severity, fault.kind))
            .collect()
    }
}

/// The main database behind the store's back.
pub(crate) async fn raw(config: &StoreConfig) -> DatabaseConnection {
    let file = format!("sqlite://{}", config.data.join("fourlens.sqlite").display());
    Database::connect(config.database_url.clone().unwrap_or(file))
        .await
        .unwrap()
}

pub(crate) async fn raw_keys(config: &StoreConfig) -> DatabaseConnection {
    let file = format!("sqlite://{}", config.data.join("keys.sqlite").display());
    Database::connect(config.key_store_url.clone().unwrap_or(file))
        .await
        .unwrap()
}

pub(crate) async fn number(db: &DatabaseConnection, sql: &str) -> i64 {
    let statement = sea_orm::Statement::from_string(db.get_database_backend(), sql);
    let row = db.query_one_raw(statement).await.unwrap().unwrap();
    row.try_get_by_index::<i64>(0).unwrap()
}

pub(super) fn change(question: &str, seen_version: i64, value: Value) -> Change {
    Change {
        question: question.to_owned(),
        row: String::new(),
        seen_version,
        value: Some(value).filter(|value| !value.is_null()),
    }
}

pub(super) fn saved(outcome: Option<SaveOutcome>) -> Saved {
    match outcome {
        Some(SaveOutcome::Saved(saved)) => saved,
        other => panic!("not saved: {other:?}"),
    }
}

pub(super) fn done(submitted: Submitted) -> Receipt {
    match submitted {
        Submitted::Done(receipt) => receipt,
        other => panic!("not done: {other:?}"),
    }
}

pub(super) fn pack(facts: Vec<Fact>) -> FactPack {
    FactPack {
        plugin: "rating".to_owned(),
        plugin_version: "1".to_owned(),
        settings_hash: [7; 32],
        facts,
    }
}

pub(super) fn fact(measure: &str, value: Option<i64>, max: i64, band: Option<&str>) -> Fact {
    Fact {
        measure: measure.to_owned(),
        value,
        max,
        badges: Vec::new(),
        band: band.map(str::to_owned),
        n: 1,
        na: 0,
        critical: Vec::new(),
        determined: value.is_some(),
        missing: Vec::new(),
        because: "made up".to_owned(),
    }
}

/// A small generator for stories that need many different things, always the same ones.
pub(super) struct Dice(AtomicU64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(AtomicU64::new(seed))
    }

    /// A number below this.
    pub(super) fn roll(&self, below: u64) -> u64 {
        let state = self.0.fetch_add(0x9E37_79B9_7F4A_7C15, Ordering::SeqCst);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB) % below
    }
}
