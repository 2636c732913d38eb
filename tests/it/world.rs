//! The world of a story: a fresh portal with two made-up schools and the people who use it, and
//! browsers that read pages and post forms as a browser without scripts does.

mod agencies;
mod browser;
mod cases;
mod clamd;
mod filling;
mod people;
mod provider;
mod signing_in;
mod smtp;
mod tables;

pub use agencies::AgencyWorld;
pub use browser::{Browser, Reply};
pub use cases::{CASE_FORM, CHILD, Round};
pub use clamd::{Clamd, Says};
pub use filling::post;
pub use provider::{Provider, Wrong};
pub use signing_in::link_in;
pub use smtp::{MailSink, Takes};

use axum::Router;
use fourlens_app::portal::{CampaignId, OrganisationId, ReturnId};
use fourlens_forms::form::Form;
use fourlens_server::{
    clock::{Clock, UnixMillis},
    config::{Settings, StoreSettings},
    random::{Random, SeededRandom},
    state::State,
    store::{Page, Store},
    web,
};
use sea_orm::{ConnectionTrait, Database};
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use crate::store::harness;
use tempfile::TempDir;

/// The password of everyone in a story.
pub const PASSWORD: &str = "a story's password";

/// The school return, as it is in the repository.
pub const SCHOOL_RETURN: &str = include_str!("../../forms/definitions/school-175-157.yaml");

/// The Section 11 self-assessment, as it is in the repository.
pub const SECTION_11: &str = include_str!("../../forms/definitions/section-11.yaml");

/// A clock that stands still until a story moves it.
pub struct StoryClock(AtomicI64);

impl StoryClock {
    /// Moves the clock on.
    pub fn pass_days(&self, days: i64) {
        self.pass_seconds(days * 24 * 60 * 60);
    }

    /// Moves the clock on by less.
    pub fn pass_seconds(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1000, Ordering::SeqCst);
    }

    /// Sets the clock.
    pub fn set(&self, now: UnixMillis) {
        self.0.store(now.0, Ordering::SeqCst);
    }
}

impl Clock for StoryClock {
    fn now(&self) -> UnixMillis {
        UnixMillis(self.0.load(Ordering::SeqCst))
    }
}

/// A fresh portal: a partnership, two schools, a campaign that asks both.
pub struct World {
    /// The portal as a service.
    pub router: Router,
    /// What the portal works with.
    pub state: State,
    /// Its store.
    pub store: Store,
    /// Its clock: 2 October 2026, noon, to begin with.
    pub clock: Arc<StoryClock>,
    /// The form asked.
    pub form: Form,
    /// The campaign that asks it.
    pub campaign: CampaignId,
    /// Oakwell Primary School, with Head Ada Oak and lead Lee Oak.
    pub oakwell: School,
    /// Elmfield School, with Head Edith Elm.
    pub elmfield: School,
    _folder: TempDir,
}

/// A school in a story.
pub struct School {
    /// Its return to the story's campaign.
    pub return_id: ReturnId,
}

impl World {
    /// A world that asks the school return.
    pub async fn new() -> World {
        World::asking(SCHOOL_RETURN).await
    }

    /// A world that asks this form.
    pub async fn asking(definition: &str) -> World {
        let clock = Arc::new(StoryClock(AtomicI64::new(1_790_938_800_000)));
        let random: Arc<dyn Random> = Arc::new(SeededRandom::new(7));
        let (config, folder) = harness::empty_place().await;
        Store::migrate(&config)
            .await
            .expect("the databases take shape");
        let store = Store::open(config.clone(), clock.clone(), random.clone())
            .await
            .expect("the store opens");
        let form = fourlens_forms::load::form(definition).expect("the definition is sound");
        let system = store.system("story");
        let (oakwell, elmfield) = people::people(&system, random.as_ref()).await;
        let campaign = people::ask(&system, &form).await;
        let settings = Settings {
            store: StoreSettings {
                store: config,
                demo: true,
            },
            listen: ([127, 0, 0, 1], 3000).into(),
            public_url: "http://127.0.0.1:3000".to_string(),
            trusted_proxy: None,
            partnership: Default::default(),
            files: Default::default(),
            mail: None,
            provider: None,
        };
        let state = State::new(store.clone(), clock.clone(), random, settings);
        let returns = system
            .returns_of_campaign(
                campaign,
                &Default::default(),
                Page {
                    offset: 0,
                    limit: 1000,
                },
            )
            .await
            .expect("listed");
        let of = |id: OrganisationId| School {
            return_id: returns
                .iter()
                .find(|view| view.organisation.id == id)
                .expect("asked")
                .id,
        };
        World {
            router: web::router(state.clone()),
            state,
            oakwell: of(oakwell),
            elmfield: of(elmfield),
            store,
            clock,
            form,
            campaign,
            _folder: folder,
        }
    }

    /// The same portal, no longer a demonstration: as it is served for real.
    pub fn for_real(self) -> World {
        self.told(|settings| settings.store.demo = false)
    }

    /// The same portal, started with other settings.
    pub fn told(mut self, tell: impl FnOnce(&mut Settings)) -> World {
        let mut settings = self.state.settings.clone();
        tell(&mut settings);
        let (clock, random) = (self.state.clock.clone(), self.state.random.clone());
        self.state = State::new(self.store.clone(), clock, random, settings);
        self.router = web::router(self.state.clone());
        self
    }

    /// The same portal, with room for so many at once, and as many waiting, of everything.
    pub fn with_room_for(mut self, at_once: usize) -> World {
        let state = &self.state;
        let rooms = web::Bulkheads::of_places(at_once);
        let (clock, random) = (state.clock.clone(), state.random.clone());
        let settings = state.settings.clone();
        self.state = State::with_bulkheads(self.store.clone(), clock, random, settings, rooms);
        self.router = web::router(self.state.clone());
        self
    }

    /// Changes what is stored behind the portal's back.
    pub async fn meddle(&self, sql: &str) {
        let config = &self.state.settings.store.store;
        let file = config.data.join("fourlens.sqlite");
        let file = format!("sqlite://{}", file.display());
        let db = Database::connect(config.database_url.clone().unwrap_or(file));
        let db = db.await.expect("a connection");
        db.execute_unprepared(sql).await.expect("meddled with");
        db.close().await.expect("closed");
    }

    /// Lets writing to a table fail for rows of which this is true.
    pub async fn fail_on(&self, table: &str, holds: &str) {
        let config = &self.state.settings.store.store;
        let sql = match config.database_url {
            None => format!(
                "CREATE TRIGGER {table}_fails BEFORE INSERT ON {table} WHEN {holds} \
                 BEGIN SELECT RAISE(ABORT, 'it fails'); END"
            ),
            Some(_) => format!(
                "CREATE FUNCTION {table}_fails() RETURNS trigger LANGUAGE plpgsql AS \
                 $$ BEGIN RAISE EXCEPTION 'it fails'; END $$; \
                 CREATE TRIGGER {table}_fails BEFORE INSERT ON {table} FOR EACH ROW \
                 WHEN ({holds}) EXECUTE FUNCTION {table}_fails()"
            ),
        };
        self.meddle(&sql).await;
    }

    /// Ends that.
    pub async fn fail_no_more(&self, table: &str) {
        let config = &self.state.settings.store.store;
        let sql = match config.database_url {
            None => format!("DROP TRIGGER {table}_fails"),
            Some(_) => format!("DROP TRIGGER {table}_fails ON {table}"),
        };
        self.meddle(&sql).await;
    }

    /// A browser nobody is signed in with.
    pub fn browser(&self) -> Browser {
        Browser::new(self.router.clone())
    }

    /// A browser signed in as the person with this address.
    pub async fn signed_in(&self, email: &str) -> Browser {
        let mut browser = self.browser();
        let page = browser.get("/sign-in").await;
        let reply = browser
            .post_form(&page, &[("email", email), ("password", PASSWORD)])
            .await;
        assert_eq!(reply.status, 303, "{email} signs in: {}", reply.text());
        self.with_second_factor(&mut browser, reply, email).await;
        browser
    }

    /// The head of Oakwell.
    pub async fn head(&self) -> Browser {
        self.signed_in("ada@oakwell.example").await
    }

    /// The administrator.
    pub async fn administrator(&self) -> Browser {
        self.signed_in("alex@partnership.example").await
    }

    /// The quality assurance manager.
    pub async fn manager(&self) -> Browser {
        self.signed_in("quinn@partnership.example").await
    }
}
