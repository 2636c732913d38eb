//! Organisations added and changed by hand: who was overtaken by someone else is told, and
//! changes nothing.

use super::{OrganisationKind, place, place::At};
use crate::store::{
    Scoped, StoreError,
    sql::Sql,
    succession::{self, Origin},
    writer::Work,
};
use chrono::NaiveDate;
use fourlens_app::portal::OrganisationId;
use sea_orm::FromQueryResult;
use serde_json::{Value as Json, json};

/// What someone says of an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganisationEdit {
    /// What it is; it cannot change.
    pub kind: OrganisationKind,
    /// What it belongs to.
    pub parent: Option<OrganisationId>,
    /// Its name.
    pub name: String,
    /// The phase of a school.
    pub phase: Option<String>,
    /// The type of a school.
    pub school_type: Option<String>,
    /// Its unique reference number.
    pub urn: Option<String>,
    /// Its number of authority and establishment.
    pub laestab: Option<String>,
    /// Its provider reference number.
    pub ukprn: Option<String>,
    /// Since when it exists.
    pub opened_on: Option<NaiveDate>,
    /// Since when it no longer does.
    pub closed_on: Option<NaiveDate>,
    /// What it followed; nothing is changed about that where none is said.
    pub predecessors: Option<Vec<OrganisationId>>,
    /// For the audit log: what changes, by field.
    pub told: Json,
}

/// How saving ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditOutcome {
    /// It is saved.
    Saved,
    /// Someone else changed it since: nothing was saved.
    Moved,
    /// It cannot belong to what stands below it: nothing was saved.
    BelowItself,
    /// It cannot follow what followed it: nothing was saved.
    FollowsItself,
    /// Its URN is another organisation's: nothing was saved.
    UrnTaken,
    /// There is no such organisation within reach.
    NotFound,
}

impl Scoped {
    /// Adds an organisation under an identity that the caller chose: the same again adds nothing.
    pub async fn add_organisation(
        &self,
        id: OrganisationId,
        new: OrganisationEdit,
    ) -> Result<EditOutcome, StoreError> {
        let Some(parent) = new.parent else {
            return Ok(EditOutcome::NotFound);
        };
        if !self
            .reaches_all(parent, new.predecessors.as_deref())
            .await?
        {
            return Ok(EditOutcome::NotFound);
        }
        let author = self.author.clone();
        let added = self
            .write(move |work| {
                Box::pin(async move {
                    place::lock(work).await?;
                    if place::of(work, id).await?.is_some() {
                        return Ok(EditOutcome::Saved);
                    }
                    let Some(parent) = place::of(work, parent).await? else {
                        return Ok(EditOutcome::NotFound);
                    };
                    let at = insert(work, id, &parent, &new).await?;
                    if !follow(work, &at, new.predecessors.as_deref()).await? {
                        return Err(StoreError::Taken("predecessor"));
                    }
                    let detail = json!({ "kind": new.kind, "changed": new.told });
                    work.note(
                        &author,
                        "organisation.add",
                        ("organisation", id.bytes()),
                        detail,
                    );
                    Ok(EditOutcome::Saved)
                })
            })
            .await;
        told(added)
    }

    /// Changes an organisation as long as it is still at the version `seen`.
    pub async fn edit_organisation(
        &self,
        id: OrganisationId,
        seen: i64,
        edit: OrganisationEdit,
    ) -> Result<EditOutcome, StoreError> {
        let reached = self.organisation(id).await?.is_some();
        let parent = edit.parent.unwrap_or(id);
        if !reached
            || !self
                .reaches_all(parent, edit.predecessors.as_deref())
                .await?
        {
            return Ok(EditOutcome::NotFound);
        }
        let author = self.author.clone();
        let saved = self
            .write(move |work| {
                Box::pin(async move {
                    place::lock(work).await?;
                    let Some(at) = place::of(work, id).await? else {
                        return Ok(EditOutcome::NotFound);
                    };
                    if !update(work, &at, seen, &edit).await? {
                        return Ok(EditOutcome::Moved);
                    }
                    if let Some(parent) = edit.parent
                        && !below(work, &at, parent).await?
                    {
                        return Err(StoreError::Taken("place"));
                    }
                    if !follow(work, &at, edit.predecessors.as_deref()).await? {
                        return Err(StoreError::Taken("predecessor"));
                    }
                    let detail = json!({ "changed": edit.told });
                    work.note(
                        &author,
                        "organisation.edit",
                        ("organisation", id.bytes()),
                        detail,
                    );
                    Ok(EditOutcome::Saved)
                })
            })
            .await;
        told(saved)
    }

    async fn reaches_all(
        &self,
        parent: OrganisationId,
        predecessors: Option<&[OrganisationId]>,
    ) -> Result<bool, StoreError> {
        for id in [parent].iter().chain(predecessors.unwrap_or_default()) {
            if self.organisation(*id).await?.is_none() {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// What an error that undid everything means to who saved.
fn told(outcome: Result<EditOutcome, StoreError>) -> Result<EditOutcome, StoreError> {
    match outcome {
        Err(StoreError::Taken("place")) => Ok(EditOutcome::BelowItself),
        Err(StoreError::Taken("predecessor")) => Ok(EditOutcome::FollowsItself),
        Err(error) if error.is_double() => Ok(EditOutcome::UrnTaken),
        other => other,
    }
}

async fn insert(
    work: &Work,
    id: OrganisationId,
    parent: &At,
    new: &OrganisationEdit,
) -> Result<At, StoreError> {
    let seq = place::next_seq(work).await?;
    let path = format!("{}{seq}.", parent.path);
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string());
    Sql::new(
        "INSERT INTO organisation (seq, id, parent_seq, path, kind, name, phase, school_type, \
         urn, laestab, ukprn, opened_on, closed_on, details) ",
    )
    .rows([[
        seq.into(),
        id.bytes().to_vec().into(),
        parent.seq.into(),
        path.clone().into(),
        new.kind.key().into(),
        new.name.clone().into(),
        new.phase.clone().into(),
        new.school_type.clone().into(),
        new.urn.clone().into(),
        new.laestab.clone().into(),
        new.ukprn.clone().into(),
        day(new.opened_on).into(),
        day(new.closed_on).into(),
        "{}".into(),
    ]])
    .run(&work.tx)
    .await?;
    place::count_on(work, seq).await?;
    Ok(At { seq, path })
}

/// Writes what is said; whether the organisation was still at the version seen.
async fn update(
    work: &Work,
    at: &At,
    seen: i64,
    edit: &OrganisationEdit,
) -> Result<bool, StoreError> {
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string());
    let updated = Sql::new("UPDATE organisation SET version = version + 1, name = ")
        .value(edit.name.as_str())
        .text(", phase = ")
        .value(edit.phase.clone())
        .text(", school_type = ")
        .value(edit.school_type.clone())
        .text(", urn = ")
        .value(edit.urn.clone())
        .text(", laestab = ")
        .value(edit.laestab.clone())
        .text(", ukprn = ")
        .value(edit.ukprn.clone())
        .text(", opened_on = ")
        .value(day(edit.opened_on))
        .text(", closed_on = ")
        .value(day(edit.closed_on))
        .text(" WHERE seq = ")
        .value(at.seq)
        .text(" AND version = ")
        .value(seen)
        .run(&work.tx)
        .await?;
    Ok(updated > 0)
}

/// Lets it stand below this parent; whether it can.
async fn below(work: &Work, at: &At, parent: OrganisationId) -> Result<bool, StoreError> {
    let parent = place::of(work, parent).await?;
    let parent = parent.ok_or(StoreError::Missing("parent organisation"))?;
    let stands = format!("{}{}.", parent.path, at.seq) == at.path;
    Ok(stands || place::move_below(work, at, &parent).await?)
}

/// Lets it follow exactly these, but for what it was merged with; whether it can.
async fn follow(
    work: &Work,
    at: &At,
    predecessors: Option<&[OrganisationId]>,
) -> Result<bool, StoreError> {
    let Some(wanted) = predecessors else {
        return Ok(true);
    };
    let held = Sql::new(
        "SELECT predecessor_seq AS seq FROM succession WHERE origin <> 'merge' \
         AND successor_seq = ",
    )
    .value(at.seq)
    .all::<Seq>(&work.tx)
    .await?;
    let mut seqs = Vec::with_capacity(wanted.len());
    for id in wanted {
        let found = place::of(work, *id).await?;
        seqs.push(found.ok_or(StoreError::Missing("predecessor"))?.seq);
    }
    for row in &held {
        if !seqs.contains(&row.seq) {
            succession::remove(work, at.seq, row.seq, None).await?;
        }
    }
    for seq in seqs {
        let is_held = held.iter().any(|row| row.seq == seq);
        if !is_held && !succession::add(work, at.seq, seq, Origin::Hand).await? {
            return Ok(false);
        }
    }
    succession::rebuild(work).await?;
    Ok(true)
}

#[derive(FromQueryResult)]
struct Seq {
    seq: i64,
}
