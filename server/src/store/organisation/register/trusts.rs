//! Trusts that schools of the register stand below: added, and renamed.

use super::{by_code, top_of};
use crate::{
    register::TrustStep,
    store::{
        Author, StoreError,
        organisation::place::{self, At},
        sql::Sql,
        writer::Work,
    },
};
use fourlens_app::portal::OrganisationId;
use serde_json::json;

/// Adds and renames trusts; how many.
pub(super) async fn put(
    work: &Work,
    author: &Author,
    top: OrganisationId,
    steps: &[TrustStep],
) -> Result<usize, StoreError> {
    let top = top_of(work, top).await?;
    let mut next = place::next_seq(work).await?;
    let known = by_code(work, &top, steps.iter().map(|step| step.code.as_str())).await?;
    let mut done = 0;
    for step in steps {
        let detail = json!({ "code": step.code, "changed": { "Name": [step.was, step.name] } });
        let id = match step.held {
            Some((id, version)) => {
                let updated = Sql::new("UPDATE organisation SET version = version + 1, name = ")
                    .value(step.name.as_str())
                    .text(", register_code = ")
                    .value(step.code.as_str())
                    .text(" WHERE id = ")
                    .value(id.bytes().to_vec())
                    .text(" AND version = ")
                    .value(version)
                    .run(&work.tx)
                    .await?;
                if updated == 0 {
                    continue;
                }
                id
            }
            None if known.contains_key(&step.code) => continue,
            None => {
                let id = work.random.bytes::<16>();
                insert_trust(work, &top, (next, id), step).await?;
                next += 1;
                OrganisationId::from_bytes(id)
            }
        };
        done += 1;
        work.note(
            author,
            "organisation.register",
            ("organisation", id.bytes()),
            detail,
        );
    }
    place::count_on(work, next - 1).await?;
    Ok(done)
}

async fn insert_trust(
    work: &Work,
    top: &At,
    (seq, id): (i64, [u8; 16]),
    step: &TrustStep,
) -> Result<(), StoreError> {
    Sql::new(
        "INSERT INTO organisation (seq, id, parent_seq, path, kind, name, register_code, details) ",
    )
    .rows([[
        seq.into(),
        id.to_vec().into(),
        top.seq.into(),
        format!("{}{seq}.", top.path).into(),
        "trust".into(),
        step.name.as_str().into(),
        step.code.as_str().into(),
        "{}".into(),
    ]])
    .run(&work.tx)
    .await?;
    Ok(())
}
