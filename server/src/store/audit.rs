//! Table `audit`: what was done, by whom, to what, in chained rows. It holds no answer, and must
//! not know what an action means.

use super::{
    Scoped, StoreError, pack,
    sql::{Sql, bytes},
    submission::open_why,
    writer::Work,
};
use crate::clock::UnixMillis;
use fourlens_app::portal::PersonId;
use sea_orm::{FromQueryResult, entity::prelude::*};
use serde_json::Value;

/// Who does something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Author {
    /// A signed-in person.
    Person(PersonId),
    /// A job or a command, by its word.
    System(String),
}

impl Author {
    pub(super) fn person(&self) -> Option<PersonId> {
        match self {
            Self::Person(person) => Some(*person),
            Self::System(_) => None,
        }
    }
}

/// What something is done to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// The word of its table: `return`, `submission`, `person`.
    pub kind: String,
    /// Its identity.
    pub id: Vec<u8>,
}

impl Subject {
    /// The subject of this kind and identity.
    pub fn new(kind: &str, id: &[u8]) -> Self {
        Self {
            kind: kind.to_owned(),
            id: id.to_vec(),
        }
    }
}

/// One thing that was done.
#[derive(Debug, Clone, PartialEq)]
pub struct AuditEntry {
    /// When.
    pub at: UnixMillis,
    /// By whom.
    pub author: Author,
    /// What, as the policy table names it.
    pub action: String,
    /// To what.
    pub subject: Subject,
    /// A few words more; no answer.
    pub detail: Value,
}

impl Scoped {
    /// Records an action that changes nothing else: a view, an export, a sign-in refused.
    pub async fn record(
        &self,
        action: &str,
        subject: Subject,
        detail: Value,
    ) -> Result<(), StoreError> {
        let entry = Entry {
            author: self.author.clone(),
            action: action.to_owned(),
            subject,
            detail,
        };
        self.write(move |work: &Work| {
            work.record(entry);
            Box::pin(async { Ok(()) })
        })
        .await
    }

    /// What was done to this subject, oldest first, with the reasons that were given for seeing
    /// whom a submission identifies. The caller's policy decides who may ask.
    pub async fn trail(&self, subject: &Subject) -> Result<Vec<AuditEntry>, StoreError> {
        let rows = entity::Entity::find()
            .filter(entity::Column::SubjectId.eq(subject.id.clone()))
            .filter(entity::Column::SubjectKind.eq(subject.kind.clone()))
            .order_by_asc(entity::Column::Seq)
            .all(&self.store.house.main.read)
            .await?;
        let entries = rows.into_iter().map(entry_of);
        let mut entries: Vec<_> = entries.collect::<Result<_, _>>()?;
        open_why(self, subject, &mut entries).await?;
        Ok(entries)
    }
}

fn entry_of(row: entity::Model) -> Result<AuditEntry, StoreError> {
    let author = match (&row.actor, row.system) {
        (Some(actor), _) => Author::Person(PersonId::from_bytes(bytes(actor, "actor")?)),
        (None, word) => Author::System(word.unwrap_or_default()),
    };
    let detail = serde_json::from_str(&row.detail);
    Ok(AuditEntry {
        at: UnixMillis(row.at),
        author,
        action: row.action,
        subject: Subject {
            kind: row.subject_kind,
            id: row.subject_id,
        },
        detail: detail.map_err(|cause| StoreError::damaged("audit detail", cause))?,
    })
}

/// What is to be recorded once the group's savepoints are settled.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) author: Author,
    pub(super) action: String,
    pub(super) subject: Subject,
    pub(super) detail: Value,
}

/// The end of one writer's chain.
#[derive(Debug, Clone, Copy)]
pub(super) struct Head {
    pub(super) place: i64,
    pub(super) hash: [u8; 32],
}

/// The newest row of the whole log: a new chain is tied to it.
pub(super) async fn newest(db: &impl ConnectionTrait) -> Result<Option<[u8; 32]>, StoreError> {
    let row = Sql::new("SELECT hash FROM audit ORDER BY seq DESC LIMIT 1")
        .one::<HashRow>(db)
        .await?;
    row.map(|row| bytes(&row.hash, "audit hash")).transpose()
}

/// The newest row of one writer.
pub(super) async fn head_of(
    db: &impl ConnectionTrait,
    writer: [u8; 16],
) -> Result<Option<Head>, StoreError> {
    let row = Sql::new("SELECT place, hash FROM audit WHERE writer = ")
        .value(writer.to_vec())
        .text(" ORDER BY seq DESC LIMIT 1")
        .one::<HeadRow>(db)
        .await?;
    row.map(|row| {
        Ok(Head {
            place: row.place,
            hash: bytes(&row.hash, "audit hash")?,
        })
    })
    .transpose()
}

/// Chains these entries behind the head and inserts them; the new head.
pub(super) async fn append(
    db: &impl ConnectionTrait,
    writer: [u8; 16],
    mut head: Head,
    at: UnixMillis,
    entries: Vec<Entry>,
) -> Result<Head, StoreError> {
    let mut rows = Vec::with_capacity(entries.len());
    for entry in entries {
        let mut row = entity::Model {
            seq: 0,
            at: at.0,
            actor: entry.author.person().map(|person| person.bytes().to_vec()),
            system: match entry.author {
                Author::System(word) => Some(word),
                Author::Person(_) => None,
            },
            action: entry.action,
            subject_kind: entry.subject.kind,
            subject_id: entry.subject.id,
            detail: entry.detail.to_string(),
            writer: writer.to_vec(),
            place: head.place + 1,
            previous: head.hash.to_vec(),
            hash: Vec::new(),
        };
        head = Head {
            place: row.place,
            hash: hash_of(&row),
        };
        row.hash = head.hash.to_vec();
        let mut row = entity::ActiveModel::from(row).reset_all();
        row.seq = NotSet;
        rows.push(row);
    }
    for slice in rows.chunks(500) {
        entity::Entity::insert_many(slice.to_vec())
            .exec_without_returning(db)
            .await?;
    }
    Ok(head)
}

/// The hash of a row over the hash before it and everything it says.
pub(super) fn hash_of(row: &entity::Model) -> [u8; 32] {
    pack::sha256(&[
        &row.previous,
        &row.at.to_be_bytes(),
        row.actor.as_deref().unwrap_or_default(),
        row.system.as_deref().unwrap_or_default().as_bytes(),
        row.action.as_bytes(),
        row.subject_kind.as_bytes(),
        &row.subject_id,
        row.detail.as_bytes(),
        &row.writer,
        &row.place.to_be_bytes(),
    ])
}

/// Rows in the order they were written, in slices by `after`.
pub(super) async fn after(
    db: &impl ConnectionTrait,
    seq: i64,
) -> Result<Vec<entity::Model>, StoreError> {
    let rows = entity::Entity::find()
        .filter(entity::Column::Seq.gt(seq))
        .order_by_asc(entity::Column::Seq)
        .limit(2_000);
    Ok(rows.all(db).await?)
}

#[derive(FromQueryResult)]
struct HashRow {
    hash: Vec<u8>,
}

#[derive(FromQueryResult)]
struct HeadRow {
    place: i64,
    hash: Vec<u8>,
}

use sea_orm::{ActiveValue::NotSet, QueryOrder, QuerySelect};

/// The row.
pub(super) mod entity {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit")]
    pub(crate) struct Model {
        #[sea_orm(primary_key)]
        pub seq: i64,
        pub at: i64,
        pub actor: Option<Vec<u8>>,
        pub system: Option<String>,
        pub action: String,
        pub subject_kind: String,
        pub subject_id: Vec<u8>,
        pub detail: String,
        pub writer: Vec<u8>,
        pub place: i64,
        pub previous: Vec<u8>,
        pub hash: Vec<u8>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
