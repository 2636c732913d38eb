//! An extract of the schools register between its upload and its use: what is kept of it, and how
//! it compares with the directory. It must not know a page.

use crate::{
    register::{self, Areas, Extract, LineProblem, Links, Plan},
    store::{
        DirectoryEntry, DirectoryFilter, OrganisationKind, Page, SchoolImport, Scoped, StoreError,
    },
    web::WebError,
};
use chrono::NaiveDate;
use fourlens_app::portal::OrganisationId;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// What was read from an extract and its links.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Uploaded {
    /// The areas asked for.
    pub areas: Areas,
    /// The extract.
    pub extract: Extract,
    /// Its links.
    pub links: Links,
}

impl Uploaded {
    /// What is wrong with which line of which file.
    pub fn problems(&self) -> impl Iterator<Item = (&'static str, &LineProblem)> {
        let schools = self.extract.problems.iter();
        let links = self.links.problems.iter();
        let schools = schools.map(|problem| ("Schools", problem));
        schools.chain(links.map(|problem| ("Links", problem)))
    }

    /// As it is kept.
    pub fn packed(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("an extract is JSON")
    }
}

/// What was kept.
///
/// # Errors
/// When it cannot be read.
pub fn uploaded(kept: &SchoolImport) -> Result<Uploaded, WebError> {
    serde_json::from_slice(&kept.content)
        .map_err(|cause| WebError::Fault(format!("an extract that was kept: {cause}")))
}

/// Compares it with the directory; and below what new schools would stand.
///
/// # Errors
/// When the database fails, or there is no partnership within reach.
pub async fn plan(
    scope: &Scoped,
    uploaded: &Uploaded,
    today: NaiveDate,
) -> Result<(OrganisationId, Plan), StoreError> {
    let entries = scope
        .directory(&DirectoryFilter::default(), Page::ALL)
        .await?;
    let top = entries
        .iter()
        .find(|entry| entry.organisation.kind == OrganisationKind::Partnership)
        .ok_or(StoreError::Missing("partnership"))?;
    let known = scope.successions().await?;
    let links = &uploaded.links.links;
    let below = below(&entries, top.organisation.id);
    let plan = register::plan(&below, &known, &uploaded.extract, links, today);
    Ok((top.organisation.id, plan))
}

/// The entries at or below one of them: another partnership's are not compared with.
fn below(entries: &[DirectoryEntry], top: OrganisationId) -> Vec<DirectoryEntry> {
    let above = |entry: &DirectoryEntry| Some((entry.organisation.id, entry.organisation.parent?));
    let above: HashMap<OrganisationId, OrganisationId> = entries.iter().filter_map(above).collect();
    let is_below = |entry: &&DirectoryEntry| {
        let mut at = entry.organisation.id;
        while let Some(parent) = above.get(&at).filter(|_| at != top) {
            at = *parent;
        }
        at == top
    };
    entries.iter().filter(is_below).cloned().collect()
}
