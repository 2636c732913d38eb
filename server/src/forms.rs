//! Published forms, built once each: a form is fixed by its hash, so what is kept here no other
//! process would miss. It must not know what a form is asked for.

use crate::store::{FormHash, Store, StoreError};
use fourlens_forms::{form::Form, text::FALLBACK};
use std::{
    collections::HashMap,
    sync::{Arc, RwLock},
};

/// The published forms of a store.
pub struct Forms {
    store: Store,
    built: RwLock<HashMap<(FormHash, String), Arc<Form>>>,
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

impl Forms {
    /// The forms that this store holds.
    pub fn of(store: Store) -> Forms {
        Forms {
            store,
            built: RwLock::default(),
        }
    }

    /// The form of a published version in a language, or in English where no text is written in
    /// it.
    ///
    /// # Errors
    /// When the database fails, or holds a version that this build cannot run.
    pub async fn form(&self, hash: FormHash, language: &str) -> Result<Arc<Form>, FormError> {
        if let Some(form) = self.known(hash, language) {
            return Ok(form);
        }
        let written = match self.known(hash, FALLBACK) {
            Some(form) => form,
            None => {
                let form = Arc::new(self.read(hash).await?);
                self.keep(hash, FALLBACK, &form);
                form
            }
        };
        // As it is written it says everything in English, and knows the other languages.
        if language == FALLBACK || !written.languages().iter().any(|has| has == language) {
            return Ok(written);
        }
        let form = Arc::new(written.in_language(language));
        self.keep(hash, language, &form);
        Ok(form)
    }

    async fn read(&self, hash: FormHash) -> Result<Form, FormError> {
        let version = self
            .store
            .system("portal")
            .form_version(hash)
            .await?
            .ok_or(FormError::Unknown(hash))?;
        build(&version.package).map_err(|cause| FormError::Unsound { hash, cause })
    }

    fn known(&self, hash: FormHash, language: &str) -> Option<Arc<Form>> {
        let built = self.built.read().ok()?;
        built.get(&(hash, language.to_string())).cloned()
    }

    fn keep(&self, hash: FormHash, language: &str, form: &Arc<Form>) {
        if let Ok(mut built) = self.built.write() {
            built.insert((hash, language.to_string()), form.clone());
        }
    }
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
