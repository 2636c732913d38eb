//! A place that a server is started on again and again: schools and people, a campaign for each
//! round, and the store behind the server's back. It must not know what is done there.

use super::wire::Wire;
use crate::{
    store::harness::{self, organisation},
    world::{Browser, PASSWORD},
};
use data_encoding::BASE32_NOPAD;
use fourlens_app::portal::{OrganisationId, ReturnId, Role};
use fourlens_server::{
    clock::{Clock, SystemClock, UnixMillis},
    password,
    random::{Random, SystemRandom},
    sign_in::totp,
    store::{
        Audience, FormHash, NewPerson, OpenCampaign, OrganisationKind, Page, ReturnFilter,
        Severity, Store, StoreConfig,
    },
};
use std::{fs, sync::Arc, time::Duration};
use tempfile::TempDir;

/// Two questions with words, one that names someone, a rating and evidence.
const FORM: &str = r#"
schema: 1
form: { key: killed, title: "Small return", description: "To be cut short", lens: provider, audience: school, cycle: none, sensitivity: organisation, reference: KI }
themes: [ { id: LEAD, title: "Leadership" } ]
scales:
  - id: s
    version: 1
    options:
      - { value: "2", label: "In place", points: 2 }
      - { value: "1", label: "Started", points: 1 }
      - { value: "0", label: "Not in place", points: 0 }
bands:
  - { id: any, label: "Any", when: "true()", because: "It is one." }
plugins: [rating]
sections:
  - id: A
    title: "Leadership"
    scored: true
    questions:
      - rating: { id: K1, label: "Someone leads", scale: s, themes: [LEAD] }
      - text: { id: T1, label: "What is done", required: true }
      - long_text: { id: T2, label: "How it is known" }
      - text: { id: P1, label: "Who leads", identifying: true }
      - evidence: { id: E1, label: "What shows it" }
"#;

/// Schools, in the order of who answers for them.
const SCHOOLS: [&str; 6] = ["Ash", "Beech", "Cedar", "Dogwood", "Elder", "Fir"];

/// A place.
pub(super) struct Place {
    pub(super) config: StoreConfig,
    partnership: OrganisationId,
    schools: Vec<OrganisationId>,
    form: FormHash,
    hash: String,
    _folder: TempDir,
}

impl Place {
    /// A place with schools and nobody yet.
    pub(super) async fn new() -> Place {
        let (config, folder) = harness::empty_place().await;
        Store::migrate(&config).await.expect("migrated");
        let random: &dyn Random = &SystemRandom;
        let partnership = random.id();
        let form = fourlens_forms::load::form(FORM).expect("the definition is sound");
        let place = Place {
            config,
            partnership,
            schools: SCHOOLS.iter().map(|_| random.id()).collect(),
            form: FormHash(*form.version()),
            hash: password::hash(PASSWORD, random),
            _folder: folder,
        };
        let store = place.store().await;
        let system = store.system("soak");
        let top = organisation(
            partnership,
            None,
            OrganisationKind::Partnership,
            "Alder Partnership",
            None,
        );
        let school = |(at, name): (usize, &&str)| {
            let urn = format!("99000{at}");
            let (id, kind) = (place.schools[at], OrganisationKind::School);
            organisation(id, Some(partnership), kind, name, Some(&urn))
        };
        let schools = SCHOOLS.iter().enumerate().map(school);
        let all = [top].into_iter().chain(schools).collect();
        system.put_organisations(all).await.expect("organisations");
        let package = serde_json::to_string(form.package()).expect("a package is JSON");
        system.publish("killed", &package).await.expect("published");
        store.close().await.expect("closed");
        place
    }

    /// The flags that name it.
    pub(super) fn flags(&self) -> Vec<String> {
        let path = |path: &std::path::Path| path.display().to_string();
        let config = &self.config;
        let mut flags = vec!["--data".to_string(), path(&config.data)];
        flags.extend(["--keys".to_string(), path(&config.keys)]);
        for (flag, url) in [
            ("--database-url", &config.database_url),
            ("--key-store", &config.key_store_url),
        ] {
            flags.extend(url.iter().flat_map(|url| [flag.to_string(), url.clone()]));
        }
        flags
    }

    /// Its store, opened beside whatever runs.
    pub(super) async fn store(&self) -> Store {
        self.store_at(Duration::ZERO).await
    }

    async fn store_at(&self, later: Duration) -> Store {
        let (clock, random) = (Arc::new(Later(later)), Arc::new(SystemRandom));
        let store = Store::open(self.config.clone(), clock, random).await;
        store.expect("the store opens after a kill")
    }

    /// Adds someone with a role: at the partnership, or at these schools.
    pub(super) async fn add(&self, name: &str, role: Role, schools: &[usize]) {
        let store = self.store().await;
        let system = store.system("soak");
        let new = NewPerson {
            name: name.to_string(),
            email: email(name),
            password_hash: Some(self.hash.clone()),
        };
        let person = system.add_person(new).await.expect("a person");
        let at: Vec<OrganisationId> = match schools {
            [] => vec![self.partnership],
            schools => schools.iter().map(|at| self.schools[*at]).collect(),
        };
        for at in at {
            system.grant(person, role, at).await.expect("a grant");
        }
        store.close().await.expect("closed");
    }

    /// Opens a campaign; the return of each school.
    pub(super) async fn ask(&self, round: usize) -> Vec<ReturnId> {
        let store = self.store().await;
        let system = store.system("soak");
        let day = fourlens_server::time::local(SystemClock.now()).date_naive();
        let open = OpenCampaign {
            form_version: self.form,
            title: format!("Round {round}"),
            opens_on: day - chrono::Days::new(1),
            closes_on: day + chrono::Days::new(60),
            as_of: day - chrono::Days::new(1),
            audience: Audience {
                kinds: vec![OrganisationKind::School],
                ..Audience::default()
            },
        };
        let campaign = system.open_campaign(open).await.expect("opened");
        let campaign = campaign.expect("the form is published");
        let filter = ReturnFilter::default();
        let returns = system.returns_of_campaign(campaign, &filter, Page::ALL);
        let returns = returns.await.expect("listed");
        store.close().await.expect("closed");
        let of = |school: &OrganisationId| {
            let owed = returns.iter().find(|one| one.organisation.id == *school);
            owed.expect("every school is asked").id
        };
        self.schools.iter().map(of).collect()
    }

    /// After a kill and before the next start: nothing is broken, and once what may have been on
    /// its way for an hour is swept nothing is left that nobody owns.
    pub(super) async fn is_whole(&self) {
        let store = self.store_at(Duration::from_secs(2 * 60 * 60)).await;
        let found = store.verify().await.expect("verified");
        let broken = found.iter().find(|one| one.severity == Severity::Fault);
        assert_eq!(broken, None, "right after the kill");
        store.sweep_files().await.expect("swept");
        store.sweep_incoming_files().await.expect("swept");
        store.sweep_keys().await.expect("swept");
        let found = store.verify().await.expect("verified");
        assert!(found.is_empty(), "after the sweep: {found:?}");
        store.close().await.expect("closed");
        let db = harness::raw(&self.config).await;
        let rows = "SELECT count(*) FROM evidence_file WHERE swept_at IS NULL";
        let rows = harness::number(&db, rows).await;
        db.close().await.expect("closed");
        let files = fs::read_dir(self.config.data.join("files"));
        let files = files.map_or(0, Iterator::count);
        assert_eq!(files as i64, rows, "every file has its owner");
    }

    /// One number of the database.
    pub(super) async fn number(&self, sql: &str) -> i64 {
        let db = harness::raw(&self.config).await;
        let number = harness::number(&db, sql).await;
        db.close().await.expect("closed");
        number
    }
}

/// The address of someone by their name.
pub(super) fn email(name: &str) -> String {
    format!("{}@alder.example", name.to_lowercase())
}

/// The system's clock, or one that goes ahead of it.
struct Later(Duration);

impl Clock for Later {
    fn now(&self) -> UnixMillis {
        SystemClock.now().plus(self.0)
    }
}

/// Someone's authenticator app.
pub(super) struct App {
    key: Vec<u8>,
    last_step: i64,
}

impl App {
    /// A code that was not used yet; none where the next one is too far off.
    pub(super) fn code(&mut self) -> Option<String> {
        let now = totp::step_at(SystemClock.now());
        let step = now.max(self.last_step + 1);
        (step <= now + 1).then(|| {
            self.last_step = step;
            totp::code(&self.key, step)
        })
    }
}

/// Signs someone in who may need a second factor, which is set up then.
pub(super) async fn sign_in(wire: &Wire, name: &str) -> (Browser, Option<App>) {
    let mut browser = Browser::new(wire.router());
    let page = browser.get("/sign-in").await;
    let typed = [("email", email(name)), ("password", PASSWORD.to_string())];
    let typed = typed
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    let reply = browser.post_form(&page, &typed).await;
    assert_eq!(reply.status, 303, "{name}: {}", reply.text());
    if !reply
        .location
        .as_deref()
        .unwrap_or_default()
        .starts_with("/sign-in/")
    {
        return (browser, None);
    }
    let page = browser.follow(reply).await;
    let words = page.texts("code.app-key").remove(0);
    let key = BASE32_NOPAD.decode(words.replace(' ', "").as_bytes());
    let mut app = App {
        key: key.expect("base32"),
        last_step: 0,
    };
    let code = app.code().expect("the first");
    let reply = browser.post_form(&page, &[("code", &code)]).await;
    assert_eq!(reply.status, 200, "{name}: {}", reply.text());
    (browser, Some(app))
}
