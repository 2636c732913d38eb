//! Table `organisation`: the partnership, its trusts, schools, agencies and services, a tree. It
//! must not know who works there.

mod edit;
mod entry;
mod names;
pub(super) mod place;
mod register;

pub use edit::{EditOutcome, OrganisationEdit};
pub use entry::{DirectoryEntry, DirectoryFilter, Standing};
pub use register::PlanDone;

use super::{
    Scoped, StoreError,
    sql::{Sql, bytes},
    writer::Work,
};
use chrono::NaiveDate;
use fourlens_app::portal::OrganisationId;
use sea_orm::{
    ActiveValue::{NotSet, Set, Unchanged},
    FromQueryResult, QueryOrder,
    entity::prelude::*,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::HashMap;

/// What an organisation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrganisationKind {
    /// The safeguarding children partnership itself.
    Partnership,
    /// A trust that runs schools.
    Trust,
    /// A school or college.
    School,
    /// An agency of the partnership: police, health, council.
    Agency,
    /// A service of an agency.
    Service,
}

/// Every kind.
const KINDS: [OrganisationKind; 5] = [
    OrganisationKind::Partnership,
    OrganisationKind::Trust,
    OrganisationKind::School,
    OrganisationKind::Agency,
    OrganisationKind::Service,
];

impl OrganisationKind {
    /// The kind with this word.
    pub fn of(word: &str) -> Option<Self> {
        KINDS.into_iter().find(|kind| kind.key() == word)
    }

    /// The word in the database.
    pub fn key(self) -> &'static str {
        match self {
            Self::Partnership => "partnership",
            Self::Trust => "trust",
            Self::School => "school",
            Self::Agency => "agency",
            Self::Service => "service",
        }
    }
}

/// An organisation as the directory should hold it.
#[derive(Debug, Clone, PartialEq)]
pub struct NewOrganisation {
    /// Its identity, unless its URN is known already.
    pub id: OrganisationId,
    /// What it belongs to: listed before it or held already.
    pub parent: Option<OrganisationId>,
    /// What it is.
    pub kind: OrganisationKind,
    /// Its name.
    pub name: String,
    /// The phase of a school: `primary`, `secondary`, …
    pub phase: Option<String>,
    /// The type of a school.
    pub school_type: Option<String>,
    /// Its unique reference number in the national register.
    pub urn: Option<String>,
    /// Its number of authority and establishment, `201/3614`.
    pub laestab: Option<String>,
    /// Since when it exists.
    pub opened_on: Option<NaiveDate>,
    /// Since when it no longer does.
    pub closed_on: Option<NaiveDate>,
    /// What else is known, as a JSON object: roll, ages, modules, head.
    pub details: serde_json::Value,
}

/// An organisation.
#[derive(Debug, Clone, PartialEq)]
pub struct OrganisationView {
    /// Its identity.
    pub id: OrganisationId,
    /// What it belongs to.
    pub parent: Option<OrganisationId>,
    /// What it is.
    pub kind: OrganisationKind,
    /// Its name.
    pub name: String,
    /// The phase of a school.
    pub phase: Option<String>,
    /// The type of a school.
    pub school_type: Option<String>,
    /// Its unique reference number in the national register.
    pub urn: Option<String>,
    /// Its number of authority and establishment.
    pub laestab: Option<String>,
    /// Since when it exists.
    pub opened_on: Option<NaiveDate>,
    /// Since when it no longer does.
    pub closed_on: Option<NaiveDate>,
    /// What else is known.
    pub details: serde_json::Value,
}

/// What became of a list of organisations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PutOrganisations {
    /// Held from now on.
    pub added: usize,
    /// Held already, and changed.
    pub changed: usize,
    /// Held already, just so.
    pub same: usize,
}

/// An organisation's columns, for statements that call it `o` and its parent `p`.
pub(super) const COLUMNS: &str = "o.id AS o_id, p.id AS o_parent, o.kind AS o_kind, \
    o.name AS o_name, o.phase AS o_phase, o.school_type AS o_school_type, o.urn AS o_urn, \
    o.laestab AS o_laestab, o.opened_on AS o_opened_on, o.closed_on AS o_closed_on, \
    o.details AS o_details";

const FROM: &str = " FROM organisation o LEFT JOIN organisation p ON p.seq = o.parent_seq WHERE ";

impl Scoped {
    /// Adds organisations and changes those held already, matched by URN and then by identity.
    /// An organisation keeps its place in the tree.
    pub async fn put_organisations(
        &self,
        organisations: Vec<NewOrganisation>,
    ) -> Result<PutOrganisations, StoreError> {
        let author = self.author.clone();
        self.write(move |work| {
            Box::pin(async move {
                let put = put(work, organisations).await?;
                let counts = json!({ "added": put.added, "changed": put.changed });
                if put.added + put.changed > 0 {
                    work.note(&author, "organisation.put", ("directory", b""), counts);
                }
                Ok(put)
            })
        })
        .await
    }

    /// One organisation.
    pub async fn organisation(
        &self,
        id: OrganisationId,
    ) -> Result<Option<OrganisationView>, StoreError> {
        let sql = self
            .within_directory(select())
            .text(" AND o.id = ")
            .value(id.bytes().to_vec());
        Ok(self.organisation_views(sql).await?.pop())
    }

    /// The organisation with this number in the national register.
    pub async fn organisation_by_urn(
        &self,
        urn: &str,
    ) -> Result<Option<OrganisationView>, StoreError> {
        let sql = self
            .within_directory(select())
            .text(" AND o.urn = ")
            .value(urn);
        Ok(self.organisation_views(sql).await?.pop())
    }

    /// All within reach, parents before what belongs to them.
    pub async fn organisations(&self) -> Result<Vec<OrganisationView>, StoreError> {
        self.organisation_views(
            self.within_directory(select())
                .text(" ORDER BY length(o.path), o.path"),
        )
        .await
    }

    async fn organisation_views(&self, sql: Sql) -> Result<Vec<OrganisationView>, StoreError> {
        let rows = sql.all::<Found>(&self.store.house.main.read).await?;
        rows.into_iter()
            .map(|row| row.organisation.view())
            .collect()
    }
}

fn select() -> Sql {
    Sql::new("SELECT ").text(COLUMNS).text(FROM)
}

/// The directory as it is held, and as it grows.
struct Held {
    rows: Vec<entity::Model>,
    by_urn: HashMap<String, usize>,
    by_id: HashMap<Vec<u8>, usize>,
    /// Row and path of each organisation, those to be added included.
    paths: HashMap<Vec<u8>, (i64, String)>,
    /// The next row: paths are made of it, so it is chosen here.
    next: i64,
}

impl Held {
    async fn load(work: &Work) -> Result<Self, StoreError> {
        let rows = entity::Entity::find()
            .order_by_asc(entity::Column::Seq)
            .all(&work.tx)
            .await?;
        let next = rows.last().map_or(0, |last| last.seq) + 1;
        let urn = |(index, row): (usize, &entity::Model)| Some((row.urn.clone()?, index));
        Ok(Self {
            by_urn: rows.iter().enumerate().filter_map(urn).collect(),
            by_id: rows
                .iter()
                .enumerate()
                .map(|(index, row)| (row.id.clone(), index))
                .collect(),
            paths: rows
                .iter()
                .map(|row| (row.id.clone(), (row.seq, row.path.clone())))
                .collect(),
            rows,
            next,
        })
    }

    fn find(&self, new: &NewOrganisation) -> Option<&entity::Model> {
        let by_urn = new.urn.as_ref().and_then(|urn| self.by_urn.get(urn));
        let index = by_urn.or_else(|| self.by_id.get(new.id.bytes().as_slice()))?;
        self.rows.get(*index)
    }

    fn add(&mut self, new: &NewOrganisation) -> Result<entity::ActiveModel, StoreError> {
        let parent = match &new.parent {
            None => None,
            Some(parent) => {
                let known = self.paths.get(parent.bytes().as_slice());
                Some(known.ok_or(StoreError::Missing("parent organisation"))?)
            }
        };
        let path = format!("{}{}.", parent.map_or("", |(_, path)| path), self.next);
        let row = row(new, self.next, parent.map(|(seq, _)| *seq), path.clone());
        self.paths
            .insert(new.id.bytes().to_vec(), (self.next, path));
        self.next += 1;
        Ok(row)
    }
}

async fn put(
    work: &Work,
    organisations: Vec<NewOrganisation>,
) -> Result<PutOrganisations, StoreError> {
    place::lock(work).await?;
    let mut held = Held::load(work).await?;
    let mut put = PutOrganisations::default();
    let mut added = Vec::new();
    for new in organisations {
        match held.find(&new).map(|row| change(row, &new)) {
            None => {
                added.push(held.add(&new)?);
                put.added += 1;
            }
            Some(None) => put.same += 1,
            Some(Some(row)) => {
                let changed = row.update(&work.tx).await?;
                Sql::new("UPDATE organisation SET version = version + 1 WHERE seq = ")
                    .value(changed.seq)
                    .run(&work.tx)
                    .await?;
                put.changed += 1;
            }
        }
    }
    for slice in added.chunks(1_000) {
        entity::Entity::insert_many(slice.to_vec())
            .exec_without_returning(&work.tx)
            .await?;
    }
    if put.added > 0 {
        place::count_on(work, held.next - 1).await?;
    }
    Ok(put)
}

fn row(
    new: &NewOrganisation,
    seq: i64,
    parent_seq: Option<i64>,
    path: String,
) -> entity::ActiveModel {
    entity::ActiveModel {
        seq: Set(seq),
        id: Set(new.id.bytes().to_vec()),
        parent_seq: Set(parent_seq),
        path: Set(path),
        kind: Set(new.kind.key().to_owned()),
        name: Set(new.name.clone()),
        phase: Set(new.phase.clone()),
        school_type: Set(new.school_type.clone()),
        urn: Set(new.urn.clone()),
        laestab: Set(new.laestab.clone()),
        opened_on: Set(new.opened_on.map(|day| day.to_string())),
        closed_on: Set(new.closed_on.map(|day| day.to_string())),
        details: Set(new.details.to_string()),
    }
}

/// What has to change for the held row to say what the new one says.
fn change(held: &entity::Model, new: &NewOrganisation) -> Option<entity::ActiveModel> {
    let mut row = row(new, held.seq, held.parent_seq, held.path.clone());
    let same = entity::Model {
        seq: held.seq,
        id: held.id.clone(),
        parent_seq: held.parent_seq,
        path: held.path.clone(),
        kind: new.kind.key().to_owned(),
        name: new.name.clone(),
        phase: new.phase.clone(),
        school_type: new.school_type.clone(),
        urn: new.urn.clone(),
        laestab: new.laestab.clone(),
        opened_on: new.opened_on.map(|day| day.to_string()),
        closed_on: new.closed_on.map(|day| day.to_string()),
        details: new.details.to_string(),
    } == *held;
    row.seq = Unchanged(held.seq);
    row.id = NotSet;
    row.parent_seq = NotSet;
    row.path = NotSet;
    (!same).then_some(row)
}

#[derive(FromQueryResult)]
struct Found {
    #[sea_orm(nested(prefix = "o_"))]
    organisation: Row,
}

/// An organisation's row, as `COLUMNS` reads it.
#[derive(FromQueryResult)]
pub(super) struct Row {
    id: Vec<u8>,
    parent: Option<Vec<u8>>,
    kind: String,
    name: String,
    phase: Option<String>,
    school_type: Option<String>,
    urn: Option<String>,
    laestab: Option<String>,
    opened_on: Option<String>,
    closed_on: Option<String>,
    details: String,
}

impl Row {
    pub(super) fn view(self) -> Result<OrganisationView, StoreError> {
        let id = |id: &[u8]| Ok::<_, StoreError>(OrganisationId::from_bytes(bytes(id, "id")?));
        let kind = KINDS.into_iter().find(|kind| kind.key() == self.kind);
        let details = serde_json::from_str(&self.details);
        Ok(OrganisationView {
            id: id(&self.id)?,
            parent: self.parent.as_deref().map(id).transpose()?,
            kind: kind.ok_or_else(|| StoreError::damaged("organisation kind", &self.kind))?,
            name: self.name,
            phase: self.phase,
            school_type: self.school_type,
            urn: self.urn,
            laestab: self.laestab,
            opened_on: self.opened_on.map(|day| date(&day)).transpose()?,
            closed_on: self.closed_on.map(|day| date(&day)).transpose()?,
            details: details.map_err(|cause| StoreError::damaged("organisation", cause))?,
        })
    }
}

/// A date as it is stored.
pub(super) fn date(stored: &str) -> Result<NaiveDate, StoreError> {
    stored
        .parse()
        .map_err(|cause| StoreError::damaged("a date", cause))
}

/// The row.
mod entity {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "organisation")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub seq: i64,
        pub id: Vec<u8>,
        pub parent_seq: Option<i64>,
        pub path: String,
        pub kind: String,
        pub name: String,
        pub phase: Option<String>,
        pub school_type: Option<String>,
        pub urn: Option<String>,
        pub laestab: Option<String>,
        pub opened_on: Option<String>,
        pub closed_on: Option<String>,
        pub details: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
