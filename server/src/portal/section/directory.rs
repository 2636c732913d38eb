//! What the directory of organisations knows for one section: answers it offers, and names to
//! pick from. It must not know what is stored of the return.

use crate::{
    fill::Loaded,
    portal::RequestPortal,
    prefill,
    store::{OrganisationKind, OrganisationView},
    web::WebError,
};
use fourlens_app::portal::OrganisationId;
use fourlens_forms::question::Question;
use serde_json::Value as Json;
use std::collections::HashMap;

/// Names that a control offers at most: of more, a number or a name is typed.
const MOST: u32 = 300;

/// What the directory knows for one section: prefilled answers, and names to pick from.
pub(super) struct Directory {
    organisation: OrganisationView,
    trust: Option<String>,
    names: HashMap<String, Vec<String>>,
}

impl Directory {
    /// What is known of the organisation that answers, for a section's questions.
    pub(super) async fn of(
        portal: &RequestPortal,
        loaded: &Loaded,
        section: usize,
    ) -> Result<Directory, WebError> {
        let organisation = loaded.view.organisation.clone();
        let questions = || {
            loaded
                .form
                .questions_of(section)
                .map(|position| loaded.form.question(position))
        };
        let wants_trust = questions()
            .any(|question| question.common().prefill.as_deref() == Some("organisation.trust"));
        let trust = match organisation.parent.filter(|_| wants_trust) {
            Some(parent) => Self::trust(portal, parent).await?,
            None => None,
        };
        let mut names: HashMap<String, Vec<String>> = HashMap::new();
        for question in questions() {
            let Question::Organisation(asked) = question else {
                continue;
            };
            if !names.contains_key(&asked.kind.of_kind) {
                let listed = Self::listed(portal, &asked.kind.of_kind).await?;
                names.insert(asked.kind.of_kind.clone(), listed);
            }
        }
        Ok(Directory {
            organisation,
            trust,
            names,
        })
    }

    async fn trust(
        portal: &RequestPortal,
        parent: OrganisationId,
    ) -> Result<Option<String>, WebError> {
        // The trust lies above what a school's people reach; its name is public.
        let found = portal
            .state()
            .store
            .system("portal")
            .organisation(parent)
            .await?;
        Ok(found
            .filter(|parent| parent.kind == OrganisationKind::Trust)
            .map(|parent| parent.name))
    }

    /// Names of a kind of organisation: the directory of names is open to everyone signed in. None
    /// when there are too many to pick from, and one is typed.
    async fn listed(portal: &RequestPortal, kind: &str) -> Result<Vec<String>, WebError> {
        let system = portal.state().store.system("portal");
        let names = system.names_of_kind(kind, MOST).await?;
        Ok(names.unwrap_or_default())
    }

    /// The answer that the directory offers to a question.
    pub(super) fn prefill(&self, question: &Question) -> Option<Json> {
        let path = question.common().prefill.as_deref()?;
        prefill::prefill(&self.organisation, self.trust.as_deref(), path)
    }

    /// The names that an organisation control offers; none where one is typed.
    pub(super) fn offered(&self, question: &Question) -> Vec<String> {
        match question {
            Question::Organisation(asked) => self
                .names
                .get(&asked.kind.of_kind)
                .cloned()
                .unwrap_or_default(),
            _ => Vec::new(),
        }
    }
}
