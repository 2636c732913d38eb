//! What every request may use. Nothing here is kept that another process would miss: forms are
//! fixed by their hash, so reading one twice gives the same.

use crate::{
    assets::AssetMap,
    clock::Clock,
    config::Settings,
    files::Scanner,
    forms::{FormError, Forms},
    jobs::Mailer,
    password::Checks,
    plugins::PluginHost,
    policy,
    provider::Provider,
    random::Random,
    store::{FormHash, Store},
    web::{Bulkheads, BusyPage},
};
use chrono::NaiveDate;
use fourlens_app::portal::{Role, Visitor};
use fourlens_forms::{form::Form, text::FALLBACK};
use std::sync::Arc;
use tokio::sync::OnceCell;

/// What every request may use.
#[derive(Clone)]
pub struct State(Arc<Inner>);

/// See [`State`].
pub struct Inner {
    /// The store.
    pub store: Store,
    /// The plugins.
    pub plugins: PluginHost,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub random: Arc<dyn Random>,
    /// What the server was told.
    pub settings: Settings,
    /// Styles, scripts and islands.
    pub assets: AssetMap,
    /// With whose accounts people can sign in.
    pub provider: Option<Provider>,
    /// Limits on what goes on at once.
    pub bulkheads: Bulkheads,
    /// Drawn when it is first needed.
    pub busy_page: OnceCell<BusyPage>,
    /// Checks passwords.
    pub passwords: Checks,
    /// The way to send mail.
    pub mailer: Mailer,
    /// The way to look for viruses.
    pub scanner: Scanner,
    forms: Forms,
}

impl State {
    /// A state around an open store.
    pub fn new(
        store: Store,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
        settings: Settings,
    ) -> State {
        State::with_bulkheads(store, clock, random, settings, Bulkheads::default())
    }

    /// The same, with rooms of other sizes.
    pub fn with_bulkheads(
        store: Store,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
        settings: Settings,
        bulkheads: Bulkheads,
    ) -> State {
        State(Arc::new(Inner {
            forms: Forms::of(store.clone()),
            store,
            plugins: PluginHost::default(),
            clock,
            random,
            passwords: Checks::default(),
            provider: settings.provider.as_ref().map(Provider::of),
            mailer: Mailer::of(&settings),
            scanner: Scanner::of(&settings.files),
            settings,
            assets: AssetMap::load(),
            bulkheads,
            busy_page: OnceCell::new(),
        }))
    }

    /// The form of a published version.
    ///
    /// # Errors
    /// When the database fails, or holds a version that this build cannot run.
    pub async fn form(&self, hash: FormHash) -> Result<Arc<Form>, FormError> {
        self.forms.form(hash, FALLBACK).await
    }

    /// The form of a published version in a language, or in English where no text is written in
    /// it.
    ///
    /// # Errors
    /// As [`State::form`].
    pub async fn form_in(&self, hash: FormHash, language: &str) -> Result<Arc<Form>, FormError> {
        self.forms.form(hash, language).await
    }

    /// Whether someone with these roles is let in only with a second factor. A demo asks nobody
    /// for one: all in it is made up, its password stands on its sign-in page, and it listens on
    /// this machine only. Whoever sets one up there is asked for it.
    pub fn needs_second_factor(&self, mut roles: impl Iterator<Item = Role>) -> bool {
        !self.settings.store.demo && roles.any(policy::needs_second_factor)
    }

    /// Someone of whom nothing is known.
    pub fn stranger(&self) -> Visitor {
        Visitor {
            demo: self.settings.store.demo,
            partnership: self.settings.partnership.clone(),
            ..Visitor::default()
        }
    }

    /// Today, where the partnership is.
    pub fn today(&self) -> NaiveDate {
        crate::time::local(self.clock.now()).date_naive()
    }
}

impl std::ops::Deref for State {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}
