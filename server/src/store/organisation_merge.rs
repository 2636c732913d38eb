//! Tables `organisation_merge` and `merge_move`: one organisation became a part of another. All of
//! it is one command, so that it is done or not begun; each thing that moved is written down, so
//! that undoing moves exactly that back. It must not know what a return says.

mod moving;
mod preview;
mod undoing;
mod view;

pub use preview::{MergePreview, MovingPerson, MovingReturn};
pub use view::MergeView;

use super::{
    Author, Scoped, StoreError,
    organisation::place::{self, At},
    sql::Sql,
    writer::Work,
};
use chrono::NaiveDate;
use fourlens_app::portal::{MergeId, OrganisationId};
use sea_orm::FromQueryResult;
use serde_json::json;

/// How merging or undoing ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MergeOutcome {
    /// It is done.
    Done,
    /// Someone changed one of the two since: nothing was done.
    Moved,
    /// They are of different kinds, one and the same, one stands below the other, or one was
    /// merged already: nothing was done.
    Unfit,
    /// What they became a part of was merged itself since: that is to be undone first.
    LaterFirst,
    /// There is no such thing within reach.
    NotFound,
}

impl Scoped {
    /// Merges `from` into `into` as long as both are at the versions seen. The identity is chosen
    /// by the caller: the same again does nothing.
    pub async fn merge_organisations(
        &self,
        id: MergeId,
        from: (OrganisationId, i64),
        into: (OrganisationId, i64),
        today: NaiveDate,
    ) -> Result<MergeOutcome, StoreError> {
        for (organisation, _) in [from, into] {
            if self.organisation(organisation).await?.is_none() {
                return Ok(MergeOutcome::NotFound);
            }
        }
        let author = self.author.clone();
        self.write(move |work| {
            Box::pin(async move {
                place::lock(work).await?;
                if merge_seq(work, id).await?.is_some() {
                    return Ok(MergeOutcome::Done);
                }
                let (one, other) = (row(work, from.0).await?, row(work, into.0).await?);
                let (Some(one), Some(other)) = (one, other) else {
                    return Ok(MergeOutcome::NotFound);
                };
                if one.version != from.1 || other.version != into.1 {
                    return Ok(MergeOutcome::Moved);
                }
                if !one.fits(&other) {
                    return Ok(MergeOutcome::Unfit);
                }
                let merge = write_merge(work, &author, id, (one.seq, other.seq), None).await?;
                let moved = moving::all(work, merge, &one, &other, today).await?;
                let detail = json!({ "into": into.0, "name": other.name, "moved": moved });
                note(work, &author, "organisation.merge", from.0, detail);
                note(
                    work,
                    &author,
                    "organisation.merged_with",
                    into.0,
                    json!({ "from": from.0, "name": one.name }),
                );
                Ok(MergeOutcome::Done)
            })
        })
        .await
    }

    /// Parts again what a merge joined, as far as it is still where that merge moved it.
    pub async fn undo_merge(&self, id: MergeId) -> Result<MergeOutcome, StoreError> {
        let Some(view) = self.merge(id).await? else {
            return Ok(MergeOutcome::NotFound);
        };
        let author = self.author.clone();
        self.write(move |work| {
            Box::pin(async move {
                place::lock(work).await?;
                let Some(merge) = merge_seq(work, id).await? else {
                    return Ok(MergeOutcome::NotFound);
                };
                let (one, other) = (row(work, view.from.0).await?, row(work, view.into.0).await?);
                let (Some(one), Some(other)) = (one, other) else {
                    return Ok(MergeOutcome::NotFound);
                };
                if is_undone(work, merge).await? {
                    return Ok(MergeOutcome::Done);
                }
                if other.merged_into_seq.is_some() {
                    return Ok(MergeOutcome::LaterFirst);
                }
                let undo = MergeId::from_bytes(work.random.bytes());
                let pair = (one.seq, other.seq);
                let undo = write_merge(work, &author, undo, pair, Some(merge)).await?;
                let moved = undoing::all(work, (merge, undo), &one, &other).await?;
                let detail = json!({ "from": view.into.0, "name": other.name, "moved": moved });
                note(work, &author, "organisation.unmerge", view.from.0, detail);
                Ok(MergeOutcome::Done)
            })
        })
        .await
    }
}

/// One of the two.
#[derive(FromQueryResult)]
struct Side {
    seq: i64,
    name: String,
    path: String,
    kind: String,
    version: i64,
    closed_on: Option<String>,
    merged_into_seq: Option<i64>,
}

impl Side {
    fn fits(&self, other: &Side) -> bool {
        self.seq != other.seq
            && self.kind == other.kind
            && self.kind != "partnership"
            && self.merged_into_seq.is_none()
            && other.merged_into_seq.is_none()
            && !self.path.starts_with(&other.path)
            && !other.path.starts_with(&self.path)
    }

    fn at(&self) -> At {
        At {
            seq: self.seq,
            path: self.path.clone(),
        }
    }
}

async fn row(work: &Work, id: OrganisationId) -> Result<Option<Side>, StoreError> {
    Sql::new(
        "SELECT seq, name, path, kind, version, closed_on, merged_into_seq FROM organisation \
         WHERE id = ",
    )
    .value(id.bytes().to_vec())
    .one::<Side>(&work.tx)
    .await
}

async fn merge_seq(work: &Work, id: MergeId) -> Result<Option<i64>, StoreError> {
    let found = Sql::new("SELECT seq FROM organisation_merge WHERE id = ")
        .value(id.bytes().to_vec())
        .one::<Seq>(&work.tx)
        .await?;
    Ok(found.map(|row| row.seq))
}

async fn is_undone(work: &Work, merge: i64) -> Result<bool, StoreError> {
    let found = Sql::new("SELECT seq FROM organisation_merge WHERE undoes_seq = ")
        .value(merge)
        .one::<Seq>(&work.tx)
        .await?;
    Ok(found.is_some())
}

async fn write_merge(
    work: &Work,
    author: &Author,
    id: MergeId,
    (from, into): (i64, i64),
    undoes: Option<i64>,
) -> Result<i64, StoreError> {
    let by = author.person().map(|person| person.bytes().to_vec());
    Sql::new("INSERT INTO organisation_merge (id, from_seq, into_seq, undoes_seq, at, by_person) ")
        .rows([[
            id.bytes().to_vec().into(),
            from.into(),
            into.into(),
            undoes.into(),
            work.now.0.into(),
            by.into(),
        ]])
        .run(&work.tx)
        .await?;
    merge_seq(work, id)
        .await?
        .ok_or(StoreError::Missing("merge"))
}

fn note(work: &Work, author: &Author, action: &str, id: OrganisationId, detail: serde_json::Value) {
    work.note(author, action, ("organisation", id.bytes()), detail);
}

/// Something that moved.
struct Move {
    what: &'static str,
    row_seq: i64,
    word: String,
}

impl Move {
    fn new(what: &'static str, row_seq: i64, word: impl Into<String>) -> Move {
        let word = word.into();
        Move {
            what,
            row_seq,
            word,
        }
    }
}

/// Writes down what moved; how much.
async fn write_moves(work: &Work, merge: i64, moves: &[Move]) -> Result<usize, StoreError> {
    for (slice, start) in moves.chunks(1_000).zip((0i64..).step_by(1_000)) {
        Sql::new("INSERT INTO merge_move (merge_seq, place, what, row_seq, word) ")
            .rows(slice.iter().zip(start..).map(|(one, place)| {
                [
                    merge.into(),
                    place.into(),
                    one.what.into(),
                    one.row_seq.into(),
                    one.word.as_str().into(),
                ]
            }))
            .run(&work.tx)
            .await?;
    }
    Ok(moves.len())
}

#[derive(FromQueryResult)]
struct Seq {
    seq: i64,
}
