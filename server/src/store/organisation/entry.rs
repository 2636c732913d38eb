//! Organisations as the directory lists them: looked for, one by one, with what stands above,
//! below, before and after. It must not know who works there.

use super::{COLUMNS, FROM, OrganisationKind, OrganisationView, Row};
use crate::store::{
    Page, Scoped, StoreError,
    sql::{Sql, bytes},
};
use chrono::NaiveDate;
use fourlens_app::portal::OrganisationId;
use sea_orm::FromQueryResult;

/// An organisation with what only the directory asks.
#[derive(Debug, Clone, PartialEq)]
pub struct DirectoryEntry {
    /// The organisation.
    pub organisation: OrganisationView,
    /// Counts its changes.
    pub version: i64,
    /// Its provider reference number.
    pub ukprn: Option<String>,
    /// A trust's number in the register of schools.
    pub register_code: Option<String>,
    /// The organisation that it became a part of.
    pub merged_into: Option<OrganisationId>,
    /// What it belongs to is called so.
    pub parent_name: Option<String>,
}

impl DirectoryEntry {
    /// Whether it exists on this day.
    pub fn is_open(&self, on: NaiveDate) -> bool {
        let begun = self.organisation.opened_on.is_none_or(|day| day <= on);
        begun && !self.is_closed(on)
    }

    /// Whether it no longer exists on this day.
    pub fn is_closed(&self, on: NaiveDate) -> bool {
        self.organisation.closed_on.is_some_and(|day| day <= on)
    }
}

/// Which organisations of the directory; everything where nothing is said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DirectoryFilter {
    /// With this in the name, or with this number.
    pub words: Option<String>,
    /// Of this kind.
    pub kind: Option<OrganisationKind>,
    /// Of this phase.
    pub phase: Option<String>,
    /// Open or closed on a day.
    pub standing: Option<(Standing, NaiveDate)>,
}

/// Whether an organisation exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It does.
    Open,
    /// It no longer does, or not yet.
    Closed,
}

const MORE: &str = ", o.version, o.ukprn, o.register_code, p.name AS parent_name, \
    (SELECT m.id FROM organisation m WHERE m.seq = o.merged_into_seq) AS merged_into";

impl Scoped {
    /// The organisations within reach that a filter lets by, by name.
    pub async fn directory(
        &self,
        filter: &DirectoryFilter,
        page: Page,
    ) -> Result<Vec<DirectoryEntry>, StoreError> {
        let order = self.in_byte_order("lower(o.name)");
        let sql = filtered(self.within_directory(entries()), filter)
            .text(&format!(" ORDER BY {order}, o.seq LIMIT "))
            .value(i64::from(page.limit))
            .text(" OFFSET ")
            .value(i64::from(page.offset));
        self.directory_entries(sql).await
    }

    /// How many those are.
    pub async fn count_directory(&self, filter: &DirectoryFilter) -> Result<u64, StoreError> {
        let sql = Sql::new("SELECT COUNT(*) AS number").text(FROM);
        let found = filtered(self.within_directory(sql), filter)
            .one::<Count>(&self.store.house.main.read)
            .await?;
        Ok(found.map_or(0, |found| found.number.unsigned_abs()))
    }

    /// The phases of the organisations within reach, each once, in order.
    pub async fn directory_phases(&self) -> Result<Vec<String>, StoreError> {
        let sql = Sql::new("SELECT DISTINCT o.phase AS word FROM organisation o WHERE ");
        let sql = self.within_directory(sql).text(" AND o.phase IS NOT NULL");
        let rows = sql.all::<Word>(&self.store.house.main.read).await?;
        let mut words: Vec<String> = rows.into_iter().map(|row| row.word).collect();
        words.sort();
        Ok(words)
    }

    /// One organisation of the directory.
    pub async fn directory_entry(
        &self,
        id: OrganisationId,
    ) -> Result<Option<DirectoryEntry>, StoreError> {
        let sql = self.within_directory(entries()).text(" AND o.id = ");
        Ok(self
            .directory_entries(sql.value(id.bytes().to_vec()))
            .await?
            .pop())
    }

    /// What stands right below an organisation, by name.
    pub async fn directory_below(
        &self,
        id: OrganisationId,
        page: Page,
    ) -> Result<Vec<DirectoryEntry>, StoreError> {
        let order = self.in_byte_order("lower(o.name)");
        let sql = self.within_directory(entries()).text(" AND p.id = ");
        let sql = sql
            .value(id.bytes().to_vec())
            .text(&format!(" ORDER BY {order}, o.seq LIMIT "))
            .value(i64::from(page.limit))
            .text(" OFFSET ")
            .value(i64::from(page.offset));
        self.directory_entries(sql).await
    }

    /// How many stand right below an organisation.
    pub async fn count_below(&self, id: OrganisationId) -> Result<u64, StoreError> {
        let sql = Sql::new("SELECT COUNT(*) AS number").text(FROM);
        let sql = self.within_directory(sql).text(" AND p.id = ");
        let found = sql.value(id.bytes().to_vec());
        let found = found.one::<Count>(&self.store.house.main.read).await?;
        Ok(found.map_or(0, |found| found.number.unsigned_abs()))
    }

    /// What an organisation followed, and what followed it: right before and right after.
    pub async fn directory_line(
        &self,
        id: OrganisationId,
    ) -> Result<(Vec<DirectoryEntry>, Vec<DirectoryEntry>), StoreError> {
        let side = |own: &str, other: &str| {
            self.within_directory(entries())
                .text(&format!(
                    " AND o.seq IN (SELECT x.{other} FROM succession x \
                     JOIN organisation y ON y.seq = x.{own} WHERE y.id = "
                ))
                .value(id.bytes().to_vec())
                .text(") ORDER BY o.seq")
        };
        let before = side("successor_seq", "predecessor_seq");
        let after = side("predecessor_seq", "successor_seq");
        Ok((
            self.directory_entries(before).await?,
            self.directory_entries(after).await?,
        ))
    }

    /// Every pair of successor and predecessor.
    pub async fn successions(&self) -> Result<Vec<(OrganisationId, OrganisationId)>, StoreError> {
        let rows = Sql::new(
            "SELECT o.id AS successor, q.id AS predecessor FROM succession x \
             JOIN organisation o ON o.seq = x.successor_seq \
             JOIN organisation q ON q.seq = x.predecessor_seq WHERE ",
        );
        let rows = self.within_directory(rows);
        let rows = rows.all::<Pair>(&self.store.house.main.read).await?;
        let id = |id: &[u8]| {
            Ok::<_, StoreError>(OrganisationId::from_bytes(bytes(id, "organisation id")?))
        };
        rows.iter()
            .map(|row| Ok((id(&row.successor)?, id(&row.predecessor)?)))
            .collect()
    }

    async fn directory_entries(&self, sql: Sql) -> Result<Vec<DirectoryEntry>, StoreError> {
        let rows = sql.all::<Entry>(&self.store.house.main.read).await?;
        rows.into_iter().map(Entry::view).collect()
    }
}

fn entries() -> Sql {
    Sql::new("SELECT ").text(COLUMNS).text(MORE).text(FROM)
}

fn filtered(mut sql: Sql, filter: &DirectoryFilter) -> Sql {
    if let Some(words) = &filter.words {
        let part = words.to_lowercase().replace(['%', '_', '\\'], "");
        sql = sql
            .text(" AND (lower(o.name) LIKE ")
            .value(format!("%{part}%"));
        for column in ["urn", "laestab", "ukprn"] {
            sql = sql.text(&format!(" OR o.{column} = ")).value(words.trim());
        }
        sql = sql.text(")");
    }
    if let Some(kind) = filter.kind {
        sql = sql.text(" AND o.kind = ").value(kind.key());
    }
    if let Some(phase) = &filter.phase {
        sql = sql.text(" AND o.phase = ").value(phase.as_str());
    }
    if let Some((standing, day)) = filter.standing {
        let not = match standing {
            Standing::Open => "",
            Standing::Closed => "NOT ",
        };
        sql = sql
            .text(&format!(
                " AND {not}((o.opened_on IS NULL OR o.opened_on <= "
            ))
            .value(day.to_string())
            .text(") AND (o.closed_on IS NULL OR o.closed_on > ")
            .value(day.to_string())
            .text("))");
    }
    sql
}

#[derive(FromQueryResult)]
struct Count {
    number: i64,
}

#[derive(FromQueryResult)]
struct Word {
    word: String,
}

#[derive(FromQueryResult)]
struct Pair {
    successor: Vec<u8>,
    predecessor: Vec<u8>,
}

#[derive(FromQueryResult)]
struct Entry {
    #[sea_orm(nested(prefix = "o_"))]
    organisation: Row,
    version: i64,
    ukprn: Option<String>,
    register_code: Option<String>,
    parent_name: Option<String>,
    merged_into: Option<Vec<u8>>,
}

impl Entry {
    fn view(self) -> Result<DirectoryEntry, StoreError> {
        let merged_into = self.merged_into.as_deref();
        let merged_into = merged_into.map(|id| bytes(id, "organisation id"));
        Ok(DirectoryEntry {
            organisation: self.organisation.view()?,
            version: self.version,
            ukprn: self.ukprn,
            register_code: self.register_code,
            merged_into: merged_into.transpose()?.map(OrganisationId::from_bytes),
            parent_name: self.parent_name,
        })
    }
}
