//! Table `school_import`: extracts of the schools register between their upload and their use. It
//! must not know what an extract holds.

use super::{
    PlanDone, Scoped, StoreError, pack,
    scope::owned,
    sql::{Sql, bytes},
};
use crate::clock::UnixMillis;
use fourlens_app::portal::SchoolImportId;
use sea_orm::FromQueryResult;
use serde_json::json;

/// Extracts that an organisation keeps at most; its oldest goes when there is one more.
const MOST: i64 = 10;

/// An extract that was uploaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchoolImport {
    /// Its identity.
    pub id: SchoolImportId,
    /// What its file was called.
    pub name: String,
    /// Who uploaded it.
    pub uploaded_by: Option<String>,
    /// When.
    pub uploaded_at: UnixMillis,
    /// When it was used, and what came of it.
    pub applied: Option<(UnixMillis, PlanDone)>,
    /// What was read, as JSON; it is kept when it was used, to be looked at again.
    pub content: Vec<u8>,
}

impl Scoped {
    /// Keeps what was read from an extract, until it is used.
    pub async fn keep_school_import(
        &self,
        name: String,
        content: Vec<u8>,
    ) -> Result<SchoolImportId, StoreError> {
        let id: SchoolImportId = self.store.house.random.id();
        let (author, owner) = (self.author.clone(), self.owner().await?);
        let packed = pack::deflate(&content);
        self.write(move |work| {
            Box::pin(async move {
                let by = author.person().map(|person| person.bytes().to_vec());
                Sql::new(
                    "INSERT INTO school_import \
                     (id, organisation_seq, name, uploaded_by, uploaded_at, packed) ",
                )
                .rows([[
                    id.bytes().to_vec().into(),
                    owner.into(),
                    name.clone().into(),
                    by.into(),
                    work.now.0.into(),
                    packed.into(),
                ]])
                .run(&work.tx)
                .await?;
                Sql::new("DELETE FROM school_import WHERE organisation_seq = ")
                    .value(owner)
                    .text(
                        " AND seq NOT IN (SELECT seq FROM school_import \
                         WHERE organisation_seq = ",
                    )
                    .value(owner)
                    .text(" ORDER BY seq DESC LIMIT ")
                    .value(MOST)
                    .text(")")
                    .run(&work.tx)
                    .await?;
                work.note(
                    &author,
                    "school_import.keep",
                    ("school_import", id.bytes()),
                    json!({ "name": name }),
                );
                Ok(id)
            })
        })
        .await
    }

    /// An extract that was uploaded, where it is within reach.
    pub async fn school_import(
        &self,
        id: SchoolImportId,
    ) -> Result<Option<SchoolImport>, StoreError> {
        let sql = Sql::new(
            "SELECT i.id, i.name, n.name AS uploaded_by, i.uploaded_at, i.applied_at, i.outcome, \
             i.packed FROM school_import i LEFT JOIN person n ON n.id = i.uploaded_by",
        )
        .text(&owned("i"))
        .text("WHERE i.id = ")
        .value(id.bytes().to_vec())
        .text(" AND ");
        let sql = self.within_directory(sql);
        let row = sql.one::<Row>(&self.store.house.main.read).await?;
        row.map(Row::view).transpose()
    }

    /// Says that an extract was used, and what came of it.
    pub async fn school_import_applied(
        &self,
        id: SchoolImportId,
        done: &PlanDone,
    ) -> Result<(), StoreError> {
        if self.school_import(id).await?.is_none() {
            return Err(StoreError::Missing("extract"));
        }
        let author = self.author.clone();
        let outcome = json!(done).to_string();
        self.write(move |work| {
            Box::pin(async move {
                Sql::new("UPDATE school_import SET applied_at = ")
                    .value(work.now.0)
                    .text(", outcome = ")
                    .value(outcome)
                    .text(" WHERE id = ")
                    .value(id.bytes().to_vec())
                    .run(&work.tx)
                    .await?;
                work.note(
                    &author,
                    "school_import.apply",
                    ("school_import", id.bytes()),
                    json!({}),
                );
                Ok(())
            })
        })
        .await
    }
}

#[derive(FromQueryResult)]
struct Row {
    id: Vec<u8>,
    name: String,
    uploaded_by: Option<String>,
    uploaded_at: i64,
    applied_at: Option<i64>,
    outcome: Option<String>,
    packed: Vec<u8>,
}

impl Row {
    fn view(self) -> Result<SchoolImport, StoreError> {
        let applied = match (self.applied_at, &self.outcome) {
            (Some(at), Some(outcome)) => {
                let done = serde_json::from_str(outcome);
                let done = done.map_err(|cause| StoreError::damaged("an import", cause))?;
                Some((UnixMillis(at), done))
            }
            _ => None,
        };
        Ok(SchoolImport {
            id: SchoolImportId::from_bytes(bytes(&self.id, "import id")?),
            name: self.name,
            uploaded_by: self.uploaded_by,
            uploaded_at: UnixMillis(self.uploaded_at),
            applied,
            content: pack::inflate(&self.packed)?,
        })
    }
}
