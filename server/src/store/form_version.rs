//! Table `form_version`: forms as published, for ever, named by the hash of their text. It must
//! not know the form language.

use super::{
    Author, Scoped, StoreError, pack,
    sql::{Sql, bytes},
    writer::Work,
};
use crate::clock::UnixMillis;
use sea_orm::{
    ActiveValue::{NotSet, Set},
    QueryOrder, Value,
    entity::prelude::*,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::{fmt, str::FromStr};

/// Names a version of a form: SHA-256 of its package, 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FormHash(pub [u8; 32]);

impl fmt::Display for FormHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&pack::hex(&self.0))
    }
}

impl fmt::Debug for FormHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for FormHash {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        pack::unhex(text)
            .map(Self)
            .ok_or_else(|| "a version is 64 hexadecimal digits".to_owned())
    }
}

impl Serialize for FormHash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for FormHash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(D::Error::custom)
    }
}

/// A published version with its package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormVersion {
    /// Its name.
    pub hash: FormHash,
    /// Which form.
    pub form_key: String,
    /// Counts up per form, from 1.
    pub number: i64,
    /// The package, as JSON.
    pub package: String,
    /// Since when.
    pub published_at: UnixMillis,
}

/// A published version in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormVersionRow {
    /// Its name.
    pub hash: FormHash,
    /// Which form.
    pub form_key: String,
    /// Counts up per form, from 1.
    pub number: i64,
    /// Since when.
    pub published_at: UnixMillis,
}

/// What publishing did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The version.
    pub version: FormVersion,
    /// Whether it was not published before.
    pub new: bool,
}

impl Scoped {
    /// Publishes a package, as its canonical JSON: from then on it is the form's latest. The same
    /// text again is the same version, also after others were published in between.
    pub async fn publish(
        &self,
        form_key: &str,
        package_json: &str,
    ) -> Result<Published, StoreError> {
        let (author, form_key) = (self.author.clone(), form_key.to_owned());
        let package = package_json.to_owned();
        self.write(move |work| {
            Box::pin(async move { publish(work, &author, form_key, package).await })
        })
        .await
    }

    /// The same, as long as `seen` is still the form's latest version; none when another was
    /// published meanwhile, and nothing is changed then.
    pub async fn publish_after(
        &self,
        seen: FormHash,
        form_key: &str,
        package_json: &str,
    ) -> Result<Option<Published>, StoreError> {
        let (author, form_key) = (self.author.clone(), form_key.to_owned());
        let package = package_json.to_owned();
        self.write(move |work| {
            Box::pin(async move {
                if !is_latest(work, Some(seen), &form_key).await? {
                    return Ok(None);
                }
                publish(work, &author, form_key, package).await.map(Some)
            })
        })
        .await
    }

    /// A version by its name.
    pub async fn form_version(&self, hash: FormHash) -> Result<Option<FormVersion>, StoreError> {
        by_hash(hash.0)
            .one(&self.store.house.main.read)
            .await?
            .map(view)
            .transpose()
    }

    /// The version of a form that was published last.
    pub async fn latest_form(&self, form_key: &str) -> Result<Option<FormVersion>, StoreError> {
        let read = &self.store.house.main.read;
        let Some(latest) = latest(form_key).one::<Seq>(read).await? else {
            return Ok(None);
        };
        let row = entity::Entity::find_by_id(latest.seq).one(read).await?;
        row.map(view).transpose()
    }

    /// Every version, by form and number.
    pub async fn form_versions(&self) -> Result<Vec<FormVersionRow>, StoreError> {
        let rows = Sql::new(
            "SELECT hash, form_key, number, published_at FROM form_version \
             ORDER BY form_key, number",
        )
        .all::<Listed>(&self.store.house.main.read)
        .await?;
        let view = |row: Listed| {
            Ok(FormVersionRow {
                hash: FormHash(bytes(&row.hash, "form hash")?),
                form_key: row.form_key,
                number: row.number,
                published_at: UnixMillis(row.published_at),
            })
        };
        rows.into_iter().map(view).collect()
    }
}

/// Which version of a form was published last.
fn latest(form_key: &str) -> Sql {
    Sql::new(
        "SELECT f.seq FROM publication p JOIN form_version f ON f.seq = p.form_version_seq \
         WHERE f.form_key = ",
    )
    .value(form_key)
    .text(" ORDER BY p.seq DESC LIMIT 1")
}

/// Whether the version seen is still the form's latest; none seen, whether there still is none.
pub(super) async fn is_latest(
    work: &Work,
    seen: Option<FormHash>,
    form_key: &str,
) -> Result<bool, StoreError> {
    lock(work).await?;
    let latest = latest(form_key).one::<Seq>(&work.tx).await?;
    let held = match seen {
        Some(seen) => by_hash(seen.0).one(&work.tx).await?,
        None => return Ok(latest.is_none()),
    };
    Ok(held.is_some() && held.map(|held| held.seq) == latest.map(|latest| latest.seq))
}

/// Publishes a package in this group; see `Scoped::publish`.
pub(super) async fn publish(
    work: &Work,
    author: &Author,
    form_key: String,
    package: String,
) -> Result<Published, StoreError> {
    lock(work).await?;
    // The hash of the canonical text alone: `Form::version` computes the same.
    let hash: [u8; 32] = Sha256::digest(package.as_bytes()).into();
    let held = by_hash(hash).one(&work.tx).await?;
    let new = held.is_none();
    let row = match held {
        Some(held) => held,
        None => insert(work, author, hash, form_key, package).await?,
    };
    let latest = latest(&row.form_key).one::<Seq>(&work.tx).await?;
    if latest.is_none_or(|latest| latest.seq != row.seq) {
        Sql::new("INSERT INTO publication (form_version_seq, published_by, published_at) VALUES ")
            .list([row.seq.into(), by(author).into(), Value::from(work.now.0)])
            .run(&work.tx)
            .await?;
        let detail = json!({ "form": row.form_key, "number": row.number });
        work.note(author, "form.publish", ("form_version", &hash), detail);
    }
    Ok(Published {
        version: view(row)?,
        new,
    })
}

/// Keeps other processes from publishing before the group commits: numbers count up by form.
async fn lock(work: &Work) -> Result<(), StoreError> {
    if work.is_postgres {
        Sql::new("SELECT pg_advisory_xact_lock(4178)")
            .run(&work.tx)
            .await?;
    }
    Ok(())
}

async fn insert(
    work: &Work,
    author: &Author,
    hash: [u8; 32],
    form_key: String,
    package: String,
) -> Result<entity::Model, StoreError> {
    let last = entity::Entity::find()
        .filter(entity::Column::FormKey.eq(&form_key))
        .order_by_desc(entity::Column::Number)
        .one(&work.tx)
        .await?;
    let row = entity::ActiveModel {
        seq: NotSet,
        hash: Set(hash.to_vec()),
        form_key: Set(form_key),
        number: Set(last.map_or(0, |last| last.number) + 1),
        published_by: Set(by(author)),
        published_at: Set(work.now.0),
        package: Set(package),
    };
    Ok(row.insert(&work.tx).await?)
}

fn by(author: &Author) -> Option<Vec<u8>> {
    author.person().map(|person| person.bytes().to_vec())
}

#[derive(sea_orm::FromQueryResult)]
struct Seq {
    seq: i64,
}

#[derive(sea_orm::FromQueryResult)]
struct Listed {
    hash: Vec<u8>,
    form_key: String,
    number: i64,
    published_at: i64,
}

pub(super) fn by_hash(hash: [u8; 32]) -> Select<entity::Entity> {
    entity::Entity::find().filter(entity::Column::Hash.eq(hash.to_vec()))
}

fn view(row: entity::Model) -> Result<FormVersion, StoreError> {
    Ok(FormVersion {
        hash: FormHash(bytes(&row.hash, "form hash")?),
        form_key: row.form_key,
        number: row.number,
        package: row.package,
        published_at: UnixMillis(row.published_at),
    })
}

/// The row.
pub(super) mod entity {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "form_version")]
    pub(crate) struct Model {
        #[sea_orm(primary_key)]
        pub seq: i64,
        pub hash: Vec<u8>,
        pub form_key: String,
        pub number: i64,
        pub published_by: Option<Vec<u8>>,
        pub published_at: i64,
        pub package: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
