//! Published forms, built once each: a form is fixed by its hash, so what is kept here no other
//! process would miss. It must not know what a form is asked for.

use crate::store::{FormHash, Store, StoreError};
use fourlens_forms::form::Form;
use std::{
    collections::HashMap,
    sync::{Arc, RwLock},
};

/// The published forms of a store.
pub struct Forms {
    store: Store,
    built: RwLock<HashMap<FormHash, Arc<Form>>>,
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

    /// The form of a published version.
    ///
    /// # Errors
    /// When the database fails, or holds a version that this build cannot run.
    pub async fn form(&self, hash: FormHash) -> Result<Arc<Form>, FormError> {
        let known = self
            .built
            .read()
            .ok()
            .and_then(|built| built.get(&hash).cloned());
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
        if let Ok(mut built) = self.built.write() {
            built.insert(hash, form.clone());
        }
        Ok(form)
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
