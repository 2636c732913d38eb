//! A plan of the register put into the directory, in slices: what is done stays done, so that a
//! plan that was cut short is finished by making it anew. What someone changed since the plan was
//! made is left alone and told.

mod trusts;

use super::place::{self, At};
use crate::{
    register::{Follows, Place, Plan, SchoolStep, Step, Wanted},
    store::{
        Author, Scoped, StoreError,
        sql::Sql,
        succession::{self, Origin},
        writer::Work,
    },
};
use fourlens_app::portal::OrganisationId;
use sea_orm::{FromQueryResult, Value};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::{HashMap, HashSet};

/// Steps in one transaction: it takes some 20 ms.
const A_SLICE: usize = 200;

/// What became of a plan.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanDone {
    /// Schools held from now on.
    pub added: usize,
    /// Schools changed.
    pub changed: usize,
    /// Schools closed.
    pub closed: usize,
    /// Schools opened again.
    pub reopened: usize,
    /// Trusts added or renamed.
    pub trusts: usize,
    /// Schools that are known to follow others from now on.
    pub followed: usize,
    /// URNs of schools that someone else changed since: nothing was done to them.
    pub left_alone: Vec<String>,
}

impl Scoped {
    /// Does what a plan says, below the organisation `top`.
    pub async fn put_register(
        &self,
        top: OrganisationId,
        plan: &Plan,
    ) -> Result<PlanDone, StoreError> {
        let mut done = PlanDone::default();
        if plan.is_empty() {
            return Ok(done);
        }
        let author = self.author.clone();
        for slice in plan.trusts.chunks(A_SLICE) {
            let (slice, author) = (slice.to_vec(), author.clone());
            done.trusts += self
                .write(move |work| {
                    Box::pin(async move { trusts::put(work, &author, top, &slice).await })
                })
                .await?;
        }
        for slice in plan.schools.chunks(A_SLICE) {
            let (steps, author) = (slice.to_vec(), author.clone());
            let left = self
                .write(move |work| {
                    Box::pin(async move { schools(work, &author, top, &steps).await })
                })
                .await?;
            for step in slice {
                if left.contains(&step.wanted.urn) {
                    done.left_alone.push(step.wanted.urn.clone());
                    continue;
                }
                match step.step {
                    Step::Add => done.added += 1,
                    Step::Change => done.changed += 1,
                    Step::Close => done.closed += 1,
                    Step::Reopen => done.reopened += 1,
                }
            }
        }
        for slice in plan.follows.chunks(A_SLICE) {
            let (slice, author) = (slice.to_vec(), author.clone());
            done.followed += self
                .write(move |work| {
                    Box::pin(async move { follow(work, &author, top, &slice).await })
                })
                .await?;
        }
        self.end_register(&done).await?;
        Ok(done)
    }

    async fn end_register(&self, done: &PlanDone) -> Result<(), StoreError> {
        let author = self.author.clone();
        let detail = json!({
            "added": done.added, "changed": done.changed, "closed": done.closed,
            "reopened": done.reopened, "trusts": done.trusts, "followed": done.followed,
        });
        self.write(move |work| {
            Box::pin(async move {
                succession::rebuild(work).await?;
                work.note(&author, "directory.import", ("directory", b""), detail);
                Ok(())
            })
        })
        .await
    }
}

async fn top_of(work: &Work, top: OrganisationId) -> Result<At, StoreError> {
    place::lock(work).await?;
    let found = place::of(work, top).await?;
    found.ok_or(StoreError::Missing("partnership"))
}

/// Does what these steps say; the URNs of those that someone else overtook.
async fn schools(
    work: &Work,
    author: &Author,
    top: OrganisationId,
    steps: &[SchoolStep],
) -> Result<HashSet<String>, StoreError> {
    let top = top_of(work, top).await?;
    let codes = steps.iter().filter_map(|step| match &step.wanted.place {
        Place::Trust(code) => Some(code.as_str()),
        _ => None,
    });
    let trusts = by_code(work, &top, codes).await?;
    let parent = |wanted: &Wanted| match &wanted.place {
        Place::Stays => None,
        Place::Partnership => Some(top.clone()),
        Place::Trust(code) => Some(trusts.get(code).cloned().unwrap_or_else(|| top.clone())),
    };
    let mut left = add(work, author, &top, steps, &parent).await?;
    for step in steps {
        let Some((id, version)) = step.held else {
            continue;
        };
        if !change(work, id, version, &step.wanted).await? {
            left.insert(step.wanted.urn.clone());
            continue;
        }
        if let (Some(at), Some(parent)) = (place::of(work, id).await?, parent(&step.wanted)) {
            place::move_below(work, &at, &parent).await?;
        }
        note(work, author, id, step);
    }
    Ok(left)
}

/// Adds the schools that are not held; the URNs of those that are by now.
async fn add(
    work: &Work,
    author: &Author,
    top: &At,
    steps: &[SchoolStep],
    parent: &impl Fn(&Wanted) -> Option<At>,
) -> Result<HashSet<String>, StoreError> {
    let new: Vec<&SchoolStep> = steps.iter().filter(|step| step.held.is_none()).collect();
    if new.is_empty() {
        return Ok(HashSet::new());
    }
    let held = by_urn(work, new.iter().map(|step| step.wanted.urn.as_str())).await?;
    let first = place::next_seq(work).await?;
    let mut rows = Vec::with_capacity(new.len());
    for (step, seq) in new
        .iter()
        .filter(|step| !held.contains_key(&step.wanted.urn))
        .zip(first..)
    {
        let id = work.random.bytes::<16>();
        let parent = parent(&step.wanted).unwrap_or_else(|| top.clone());
        rows.push(row(seq, id, &parent, &step.wanted));
        note(work, author, OrganisationId::from_bytes(id), step);
    }
    if let Some(last) = rows.len().checked_sub(1) {
        Sql::new(
            "INSERT INTO organisation (seq, id, parent_seq, path, kind, name, phase, \
             school_type, urn, laestab, ukprn, opened_on, closed_on, details) ",
        )
        .rows(rows)
        .run(&work.tx)
        .await?;
        place::count_on(work, first + i64::try_from(last).unwrap_or(0)).await?;
    }
    Ok(held.into_keys().collect())
}

fn row(seq: i64, id: [u8; 16], parent: &At, wanted: &Wanted) -> [Value; 14] {
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string());
    [
        seq.into(),
        id.to_vec().into(),
        parent.seq.into(),
        format!("{}{seq}.", parent.path).into(),
        "school".into(),
        wanted.name.as_str().into(),
        wanted.phase.clone().into(),
        wanted.school_type.clone().into(),
        wanted.urn.as_str().into(),
        wanted.laestab.clone().into(),
        wanted.ukprn.clone().into(),
        day(wanted.opened_on).into(),
        day(wanted.closed_on).into(),
        wanted.details.to_string().into(),
    ]
}

async fn change(
    work: &Work,
    id: OrganisationId,
    version: i64,
    wanted: &Wanted,
) -> Result<bool, StoreError> {
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string());
    let updated = Sql::new("UPDATE organisation SET version = version + 1, name = ")
        .value(wanted.name.as_str())
        .text(", phase = ")
        .value(wanted.phase.clone())
        .text(", school_type = ")
        .value(wanted.school_type.clone())
        .text(", laestab = ")
        .value(wanted.laestab.clone())
        .text(", ukprn = ")
        .value(wanted.ukprn.clone())
        .text(", opened_on = ")
        .value(day(wanted.opened_on))
        .text(", closed_on = ")
        .value(day(wanted.closed_on))
        .text(", details = ")
        .value(wanted.details.to_string())
        .text(" WHERE id = ")
        .value(id.bytes().to_vec())
        .text(" AND version = ")
        .value(version)
        .run(&work.tx)
        .await?;
    Ok(updated > 0)
}

/// What the audit log says of a step: a head's name is someone's, so it is left out.
fn note(work: &Work, author: &Author, id: OrganisationId, step: &SchoolStep) {
    let changed = step.changes.iter();
    let changed = changed.filter(|change| change.field != "Headteacher");
    let changed: serde_json::Map<_, _> = changed
        .map(|change| (change.field.to_owned(), json!([change.from, change.to])))
        .collect();
    let detail = match step.held {
        Some(_) => json!({ "step": step.step, "changed": changed }),
        None => json!({ "step": step.step, "urn": step.wanted.urn }),
    };
    work.note(
        author,
        "organisation.register",
        ("organisation", id.bytes()),
        detail,
    );
}

/// Lets schools follow others, both of them below `top`: whoever reaches a school reaches what those
/// before it handed in. How many did not before.
async fn follow(
    work: &Work,
    author: &Author,
    top: OrganisationId,
    steps: &[Follows],
) -> Result<usize, StoreError> {
    let top = top_of(work, top).await?;
    let urns = steps
        .iter()
        .flat_map(|one| [one.successor.as_str(), one.predecessor.as_str()]);
    let mut held = by_urn(work, urns).await?;
    held.retain(|_, school| school.path.starts_with(&top.path));
    let mut done = 0;
    for step in steps {
        let (Some(successor), Some(predecessor)) =
            (held.get(&step.successor), held.get(&step.predecessor))
        else {
            continue;
        };
        let (one, other) = (successor.seq, predecessor.seq);
        if !succession::add(work, one, other, Origin::Register).await? {
            continue;
        }
        done += 1;
        let id = &successor.id;
        let detail = json!({ "predecessor": step.predecessor, "linked": step.linked });
        work.note(author, "organisation.follow", ("organisation", id), detail);
    }
    Ok(done)
}

/// The trusts below `top` with these numbers in the register.
async fn by_code<'c>(
    work: &Work,
    top: &At,
    codes: impl Iterator<Item = &'c str>,
) -> Result<HashMap<String, At>, StoreError> {
    let sql = Sql::new("SELECT register_code AS word, seq, path FROM organisation ")
        .text("WHERE register_code IN ");
    let mut rows = sql.list(codes).all::<Coded>(&work.tx).await?;
    rows.retain(|row| row.path.starts_with(&top.path));
    let at = |row: Coded| {
        let (seq, path) = (row.seq, row.path);
        (row.word, At { seq, path })
    };
    Ok(rows.into_iter().map(at).collect())
}

async fn by_urn<'u>(
    work: &Work,
    urns: impl Iterator<Item = &'u str>,
) -> Result<HashMap<String, School>, StoreError> {
    let sql = Sql::new("SELECT urn, seq, id, path FROM organisation WHERE urn IN ");
    let rows = sql.list(urns).all::<School>(&work.tx).await?;
    Ok(rows.into_iter().map(|row| (row.urn.clone(), row)).collect())
}

#[derive(FromQueryResult)]
struct Coded {
    word: String,
    seq: i64,
    path: String,
}

#[derive(FromQueryResult)]
struct School {
    urn: String,
    seq: i64,
    id: Vec<u8>,
    path: String,
}
