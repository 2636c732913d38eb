//! What every request may use. Nothing here is kept that another process would miss: forms are
//! fixed by their hash, so reading one twice gives the same.

use crate::{
    assets::AssetMap,
    clock::Clock,
    config::Settings,
    jobs::Mailer,
    plugins::PluginHost,
    random::Random,
    store::{FormHash, Store, StoreError},
    web::Bulkheads,
};
use chrono::NaiveDate;
use fourlens_forms::form::Form;
use std::{
    collections::HashMap,
    sync::{Arc, RwLock},
};

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
    forms: RwLock<HashMap<FormHash, Arc<Form>>>,
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
            store,
            plugins: PluginHost::default(),
            clock,
            random,
            mailer: Mailer::of(&settings),
            settings,
            assets: AssetMap::load(),
            bulkheads: Bulkheads::default(),
            forms: RwLock::default(),
        }))
    }

    /// The form of a published version.
    ///
    /// # Errors
    /// When the database fails, or holds a version that this build cannot run.
    pub async fn form(&self, hash: FormHash) -> Result<Arc<Form>, FormError> {
        let known = self
            .forms
            .read()
            .ok()
            .and_then(|forms| forms.get(&hash).cloned());
        if let Some(form) = known {
            return Ok(form);
        }
        let version = self
            .store
            .system("portal")
            .form_version(hash)
            .await?
            .ok_or(FormError::Unknown(hash))?;
        let form =
            Arc::new(build(&version.package).map_err(|cause| FormError::Unsound { hash, cause })?);
        if let Ok(mut forms) = self.forms.write() {
            forms.insert(hash, form.clone());
        }
        Ok(form)
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

/// Why a published form cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum FormError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No such version was published.
    #[error("form version {0} was never published here")]
    Unknown(FormHash),
    /// A published version cannot be run by this build.
    #[error("form version {hash} cannot be run: {cause}")]
    Unsound {
        /// The version.
        hash: FormHash,
        /// Why.
        cause: String,
    },
}

fn build(package: &str) -> Result<Form, String> {
    let package = serde_json::from_str(package).map_err(|cause| cause.to_string())?;
    Form::build(package).map_err(|problems| {
        let told: Vec<String> = problems
            .into_iter()
            .map(|problem| format!("{}: {}", problem.place, problem.message))
            .collect();
        told.join("; ")
    })
}
