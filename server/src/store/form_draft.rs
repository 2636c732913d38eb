//! Table `form_draft`: definitions that are not published yet, sound or not. Each may be replaced
//! and thrown away. It must not know the form language.

use super::{
    Author, FormHash, Published, Scoped, StoreError, form_version,
    scope::owned,
    sql::{Sql, bytes},
    writer::Work,
};
use crate::clock::UnixMillis;
use fourlens_app::portal::{FormDraftId, PersonId};
use sea_orm::FromQueryResult;
use serde_json::json;

/// Definitions that are kept at most: someone has to throw one away then.
const MOST: i64 = 100;

/// A definition to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFormDraft {
    /// Which form it is of, if that can be read.
    pub form_key: Option<String>,
    /// The form's title, or what to call it as long as that cannot be read.
    pub title: String,
    /// How many problems it has.
    pub problems: u32,
    /// Its text.
    pub source: String,
}

/// A definition that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormDraft {
    /// Which, and when and by whom it was uploaded.
    pub row: FormDraftRow,
    /// Its text.
    pub source: String,
}

/// A kept definition in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormDraftRow {
    /// Its identity.
    pub id: FormDraftId,
    /// Counts its uploads, from 1.
    pub version: i64,
    /// Which form it is of, if that could be read.
    pub form_key: Option<String>,
    /// What to call it.
    pub title: String,
    /// How many problems it has.
    pub problems: i64,
    /// Who uploaded it last, by name; none for a command.
    pub uploaded_by: Option<String>,
    /// When it was uploaded last.
    pub uploaded_at: UnixMillis,
}

/// How keeping a definition ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DraftKept {
    /// It is kept under this identity.
    Kept(FormDraftId),
    /// So many are kept already that one has to go first.
    Full,
}

/// How publishing a kept definition ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PublishedDraft {
    /// It is published, and no longer kept.
    Done(Published),
    /// Someone replaced it, threw it away or published another version meanwhile.
    Moved,
}

impl Scoped {
    /// Keeps a definition that is not published yet; under the same identity once.
    pub async fn keep_form_draft(
        &self,
        id: FormDraftId,
        new: NewFormDraft,
    ) -> Result<DraftKept, StoreError> {
        let (author, owner) = (self.author.clone(), self.owner().await?);
        self.write(move |work| {
            Box::pin(async move {
                let kept = kept(work, owner, id).await?;
                if kept.same > 0 {
                    return Ok(DraftKept::Kept(id));
                }
                if kept.number >= MOST {
                    return Ok(DraftKept::Full);
                }
                if insert(work, (&author, owner), id, &new).await? {
                    note(work, &author, "form_draft.keep", id, told(&new));
                }
                Ok(DraftKept::Kept(id))
            })
        })
        .await
    }

    /// Replaces a kept definition as long as `seen` still counts its uploads. Whether it did:
    /// otherwise someone replaced it, published it or threw it away, and nothing is changed.
    pub async fn replace_form_draft(
        &self,
        id: FormDraftId,
        seen: i64,
        new: NewFormDraft,
    ) -> Result<bool, StoreError> {
        if !self.reaches_form_draft(id).await? {
            return Ok(false);
        }
        let author = self.author.clone();
        self.write(move |work| {
            Box::pin(async move {
                let replaced = update(work, &author, (id, seen), &new).await?;
                if replaced {
                    note(work, &author, "form_draft.replace", id, told(&new));
                }
                Ok(replaced)
            })
        })
        .await
    }

    /// Throws a kept definition away; whether it was there and just as it was seen.
    pub async fn discard_form_draft(&self, id: FormDraftId, seen: i64) -> Result<bool, StoreError> {
        if !self.reaches_form_draft(id).await? {
            return Ok(false);
        }
        let author = self.author.clone();
        self.write(move |work| {
            Box::pin(async move {
                let gone = remove(work, id, seen).await?;
                if gone {
                    note(work, &author, "form_draft.discard", id, json!({}));
                }
                Ok(gone)
            })
        })
        .await
    }

    /// Publishes the package of a kept definition and keeps the definition no longer, as long as
    /// it is the upload `seen` and `latest` is still the form's latest version.
    pub async fn publish_form_draft(
        &self,
        id: FormDraftId,
        seen: i64,
        latest: Option<FormHash>,
        form_key: &str,
        package_json: &str,
    ) -> Result<PublishedDraft, StoreError> {
        if !self.reaches_form_draft(id).await? {
            return Ok(PublishedDraft::Moved);
        }
        let author = self.author.clone();
        let (form_key, package) = (form_key.to_owned(), package_json.to_owned());
        self.write(move |work| {
            Box::pin(async move {
                let still = form_version::is_latest(work, latest, &form_key).await?;
                if !still || !remove(work, id, seen).await? {
                    return Ok(PublishedDraft::Moved);
                }
                let published = form_version::publish(work, &author, form_key, package).await?;
                let detail = json!({ "number": published.version.number });
                note(work, &author, "form_draft.publish", id, detail);
                Ok(PublishedDraft::Done(published))
            })
        })
        .await
    }

    /// One kept definition, where it is within reach.
    pub async fn form_draft(&self, id: FormDraftId) -> Result<Option<FormDraft>, StoreError> {
        let sql = self.within_directory(select(", d.source AS source"));
        let sql = sql.text(" AND d.id = ").value(id.bytes().to_vec());
        let found = sql.one::<Whole>(&self.store.house.main.read).await?;
        let view = |found: Whole| {
            Ok(FormDraft {
                row: found.row.view()?,
                source: found.source,
            })
        };
        found.map(view).transpose()
    }

    async fn reaches_form_draft(&self, id: FormDraftId) -> Result<bool, StoreError> {
        Ok(self.form_draft(id).await?.is_some())
    }

    /// Every kept definition within reach, the one uploaded last first.
    pub async fn form_drafts(&self) -> Result<Vec<FormDraftRow>, StoreError> {
        let sql = self
            .within_directory(select(""))
            .text(" ORDER BY d.uploaded_at DESC, d.seq DESC");
        let rows = sql.all::<Listed>(&self.store.house.main.read).await?;
        rows.into_iter().map(|listed| listed.row.view()).collect()
    }
}

fn select(more: &str) -> Sql {
    Sql::new(
        "SELECT d.id AS d_id, d.version AS d_version, d.form_key AS d_form_key, \
         d.title AS d_title, d.problems AS d_problems, p.name AS d_uploaded_by, \
         d.uploaded_at AS d_uploaded_at",
    )
    .text(more)
    .text(" FROM form_draft d LEFT JOIN person p ON p.id = d.uploaded_by")
    .text(&owned("d"))
    .text("WHERE ")
}

/// How many definitions an organisation keeps, and how many of them under this identity.
async fn kept(work: &Work, owner: Option<i64>, id: FormDraftId) -> Result<Count, StoreError> {
    let kept = Sql::new("SELECT COUNT(*) AS number, COUNT(CASE WHEN d.id = ")
        .value(id.bytes().to_vec())
        .text(" THEN 1 END) AS same FROM form_draft d")
        .text(&owned("d"))
        .text("WHERE o.seq = ")
        .value(owner)
        .one::<Count>(&work.tx)
        .await?;
    Ok(kept.unwrap_or(Count { number: 0, same: 0 }))
}

async fn insert(
    work: &Work,
    (author, owner): (&Author, Option<i64>),
    id: FormDraftId,
    new: &NewFormDraft,
) -> Result<bool, StoreError> {
    let added = Sql::new(
        "INSERT INTO form_draft \
         (id, organisation_seq, version, form_key, title, problems, uploaded_by, uploaded_at, source) ",
    )
    .rows([[
        id.bytes().to_vec().into(),
        owner.into(),
        1i64.into(),
        new.form_key.clone().into(),
        new.title.clone().into(),
        i64::from(new.problems).into(),
        by(author).into(),
        work.now.0.into(),
        new.source.clone().into(),
    ]])
    .text(" ON CONFLICT (id) DO NOTHING")
    .run(&work.tx)
    .await?;
    Ok(added > 0)
}

async fn update(
    work: &Work,
    author: &Author,
    (id, seen): (FormDraftId, i64),
    new: &NewFormDraft,
) -> Result<bool, StoreError> {
    let updated = Sql::new("UPDATE form_draft SET version = version + 1, form_key = ")
        .value(new.form_key.clone())
        .text(", title = ")
        .value(new.title.clone())
        .text(", problems = ")
        .value(i64::from(new.problems))
        .text(", uploaded_by = ")
        .value(by(author))
        .text(", uploaded_at = ")
        .value(work.now.0)
        .text(", source = ")
        .value(new.source.clone())
        .text(" WHERE id = ")
        .value(id.bytes().to_vec())
        .text(" AND version = ")
        .value(seen)
        .run(&work.tx)
        .await?;
    Ok(updated > 0)
}

async fn remove(work: &Work, id: FormDraftId, seen: i64) -> Result<bool, StoreError> {
    let gone = Sql::new("DELETE FROM form_draft WHERE id = ")
        .value(id.bytes().to_vec())
        .text(" AND version = ")
        .value(seen)
        .run(&work.tx)
        .await?;
    Ok(gone > 0)
}

fn note(work: &Work, author: &Author, action: &str, id: FormDraftId, detail: serde_json::Value) {
    work.note(author, action, ("form_draft", id.bytes()), detail);
}

/// What the audit log says of an upload; never its text.
fn told(new: &NewFormDraft) -> serde_json::Value {
    json!({ "form": new.form_key, "problems": new.problems, "bytes": new.source.len() })
}

fn by(author: &Author) -> Option<Vec<u8>> {
    author
        .person()
        .map(|person: PersonId| person.bytes().to_vec())
}

#[derive(FromQueryResult)]
struct Count {
    number: i64,
    same: i64,
}

#[derive(FromQueryResult)]
struct Listed {
    #[sea_orm(nested(prefix = "d_"))]
    row: Row,
}

#[derive(FromQueryResult)]
struct Whole {
    #[sea_orm(nested(prefix = "d_"))]
    row: Row,
    source: String,
}

#[derive(FromQueryResult)]
struct Row {
    id: Vec<u8>,
    version: i64,
    form_key: Option<String>,
    title: String,
    problems: i64,
    uploaded_by: Option<String>,
    uploaded_at: i64,
}

impl Row {
    fn view(self) -> Result<FormDraftRow, StoreError> {
        Ok(FormDraftRow {
            id: FormDraftId::from_bytes(bytes(&self.id, "form draft id")?),
            version: self.version,
            form_key: self.form_key,
            title: self.title,
            problems: self.problems,
            uploaded_by: self.uploaded_by,
            uploaded_at: UnixMillis(self.uploaded_at),
        })
    }
}
