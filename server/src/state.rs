//! What every request may use. Nothing here is kept that another process would miss: forms are
//! fixed by their hash, so reading one twice gives the same.

use crate::{
    assets::AssetMap,
    clock::Clock,
    config::Settings,
    files::Scanner,
    forms::{FormError, Forms},
    jobs::Mailer,
    plugins::PluginHost,
    random::Random,
    store::{FormHash, Store},
    web::Bulkheads,
};
use chrono::NaiveDate;
use fourlens_forms::{form::Form, text::FALLBACK};
use std::sync::Arc;

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
    /// Limits on what goes on at once.
    pub bulkheads: Bulkheads,
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
        State(Arc::new(Inner {
            forms: Forms::of(store.clone()),
            store,
            plugins: PluginHost::default(),
            clock,
            random,
            mailer: Mailer::of(&settings),
            scanner: Scanner::of(&settings.files),
            settings,
            assets: AssetMap::load(),
            bulkheads: Bulkheads::default(),
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

    /// Whether answers that identify a child may be held and seen here: only with real accounts
    /// and a second factor, which this portal does not have yet, or where everyone is made up.
    pub fn may_hold_cases(&self) -> bool {
        self.settings.store.demo
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
