//! What an extract would change in the directory: added, changed, closed, opened again, and who
//! followed whom. The same plan is shown before, and done. The same extract against a directory
//! that has taken it plans nothing.

mod line;
mod school;
mod trust;

use super::{link::Link, read::Extract};
use crate::store::{DirectoryEntry, OrganisationKind};
use chrono::NaiveDate;
use fourlens_app::portal::OrganisationId;
use serde::Serialize;
use serde_json::Value as Json;
use sha2::{Digest, Sha256};
use std::collections::{BTreeSet, HashMap, HashSet};

/// What becomes of a school.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// It was not held.
    Add,
    /// It is held and something of it changed.
    Change,
    /// It was open and no longer is.
    Close,
    /// It was closed and no longer is.
    Reopen,
}

/// One value of a school that changes, as people read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldChange {
    /// What it is called: “Name”.
    pub field: &'static str,
    /// What is held; empty for nothing.
    pub from: String,
    /// What the register says.
    pub to: String,
}

/// Below what a school stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// Where it is.
    Stays,
    /// The partnership itself.
    Partnership,
    /// The trust with this number in the register.
    Trust(String),
}

/// A school as the directory should hold it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Wanted {
    /// Its unique reference number.
    pub urn: String,
    /// Its name.
    pub name: String,
    /// Its phase.
    pub phase: Option<String>,
    /// Its type.
    pub school_type: Option<String>,
    /// Its number of authority and establishment.
    pub laestab: Option<String>,
    /// Its provider reference number.
    pub ukprn: Option<String>,
    /// Since when it exists.
    pub opened_on: Option<NaiveDate>,
    /// Since when it no longer does.
    pub closed_on: Option<NaiveDate>,
    /// Below what it stands.
    pub place: Place,
    /// What else is known.
    pub details: Json,
}

/// What is to be done to a school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SchoolStep {
    /// The line of the extract that says so.
    pub line: u64,
    /// What.
    pub step: Step,
    /// The organisation held, at the version that was looked at; none to add one.
    pub held: Option<(OrganisationId, i64)>,
    /// What changes.
    pub changes: Vec<FieldChange>,
    /// As it should be.
    pub wanted: Wanted,
}

/// What is to be done to a trust: schools stand below it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TrustStep {
    /// Its number in the register.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The organisation held, at the version that was looked at; none to add one.
    pub held: Option<(OrganisationId, i64)>,
    /// What it was called.
    pub was: Option<String>,
}

/// A school followed another, by URN.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Follows {
    /// The one that came after.
    pub successor: String,
    /// The one that was before.
    pub predecessor: String,
    /// Whether a link says so; otherwise both have the same number of authority and
    /// establishment.
    pub linked: bool,
}

/// A line that changes nothing, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Skipped {
    /// Which line.
    pub line: u64,
    /// Which school.
    pub urn: String,
    /// What it is called.
    pub name: String,
    /// Why.
    pub because: &'static str,
}

/// A school that is held, open, and not in the extract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Missing {
    /// Which school.
    pub urn: String,
    /// What it is called.
    pub name: String,
}

/// What an extract would change.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// Trusts, before their schools.
    pub trusts: Vec<TrustStep>,
    /// Schools, in the order of the extract.
    pub schools: Vec<SchoolStep>,
    /// Who followed whom and is not known to.
    pub follows: Vec<Follows>,
    /// Schools held just so.
    pub unchanged: usize,
    /// Lines that change nothing.
    pub skipped: Vec<Skipped>,
    /// Schools held that the extract does not tell of.
    pub missing: Vec<Missing>,
}

impl Plan {
    /// The schools to which this is to be done.
    pub fn of(&self, step: Step) -> impl Iterator<Item = &SchoolStep> {
        self.schools
            .iter()
            .filter(move |school| school.step == step)
    }

    /// How many schools that is.
    pub fn count(&self, step: Step) -> usize {
        self.of(step).count()
    }

    /// Whether nothing is to be done.
    pub fn is_empty(&self) -> bool {
        self.trusts.is_empty() && self.schools.is_empty() && self.follows.is_empty()
    }

    /// Says in 32 hexadecimal digits what is to be done, so that nobody does what they have not
    /// seen.
    pub fn digest(&self) -> String {
        let told = serde_json::to_vec(&(&self.trusts, &self.schools, &self.follows));
        let hash = Sha256::digest(told.expect("a plan is JSON"));
        hash.iter()
            .take(16)
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }
}

/// The directory, looked up by what the register names.
struct Directory<'d> {
    by_urn: HashMap<&'d str, &'d DirectoryEntry>,
    by_id: HashMap<OrganisationId, &'d DirectoryEntry>,
    by_code: HashMap<&'d str, &'d DirectoryEntry>,
    trusts_by_name: HashMap<String, &'d DirectoryEntry>,
    today: NaiveDate,
}

impl<'d> Directory<'d> {
    fn of(entries: &'d [DirectoryEntry], today: NaiveDate) -> Directory<'d> {
        let urn = |entry: &'d DirectoryEntry| Some((entry.organisation.urn.as_deref()?, entry));
        let code = |entry: &'d DirectoryEntry| Some((entry.register_code.as_deref()?, entry));
        let trusts = entries.iter().filter(|entry| {
            entry.organisation.kind == OrganisationKind::Trust && entry.register_code.is_none()
        });
        Directory {
            by_urn: entries.iter().filter_map(urn).collect(),
            by_code: entries.iter().filter_map(code).collect(),
            trusts_by_name: trusts
                .map(|entry| (entry.organisation.name.to_lowercase(), entry))
                .collect(),
            by_id: entries
                .iter()
                .map(|entry| (entry.organisation.id, entry))
                .collect(),
            today,
        }
    }
}

/// Compares an extract and its links with the directory, as it stands today. `known` are the
/// pairs of successor and predecessor that the directory knows.
pub fn plan(
    entries: &[DirectoryEntry],
    known: &[(OrganisationId, OrganisationId)],
    extract: &Extract,
    links: &[Link],
    today: NaiveDate,
) -> Plan {
    let directory = Directory::of(entries, today);
    let mut plan = Plan::default();
    let mut codes = BTreeSet::new();
    for row in &extract.schools {
        let held = directory.by_urn.get(row.urn.as_str()).copied();
        match school::step(&directory, held, row) {
            Err(because) => plan.skipped.push(Skipped {
                line: row.line,
                urn: row.urn.clone(),
                name: row.name.clone(),
                because,
            }),
            Ok(step) => {
                if let Some((code, name)) = &row.trust
                    && codes.insert(code.clone())
                {
                    plan.trusts.extend(trust::step(&directory, code, name));
                }
                match step {
                    Some(step) => plan.schools.push(step),
                    None => plan.unchanged += 1,
                }
            }
        }
    }
    plan.missing = missing(&directory, entries, extract);
    plan.follows = line::follows(&directory, known, &plan, links);
    plan
}

/// Schools held, open, of an area that the extract tells of, and not in it.
fn missing(
    directory: &Directory<'_>,
    entries: &[DirectoryEntry],
    extract: &Extract,
) -> Vec<Missing> {
    let told: HashSet<&str> = extract.schools.iter().map(|row| row.urn.as_str()).collect();
    let areas: HashSet<&str> = extract
        .schools
        .iter()
        .map(|row| row.area.as_str())
        .collect();
    let is_missing = |entry: &&DirectoryEntry| {
        let school = &entry.organisation;
        let area = school
            .laestab
            .as_deref()
            .and_then(|number| number.split('/').next());
        let told = school.urn.as_deref().is_none_or(|urn| told.contains(urn));
        !told && area.is_some_and(|area| areas.contains(area)) && entry.is_open(directory.today)
    };
    let missing = entries.iter().filter(is_missing);
    missing
        .map(|entry| Missing {
            urn: entry.organisation.urn.clone().unwrap_or_default(),
            name: entry.organisation.name.clone(),
        })
        .collect()
}
