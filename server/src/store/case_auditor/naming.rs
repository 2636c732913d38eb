//! Naming who audits a case, and taking that back. Whoever declared a conflict stays on record
//! and is not named again. It must not know which role an auditor holds.

use super::super::{Author, Scoped, StoreError, case_block, sql::Sql, writer::Work};
use fourlens_app::portal::{CaseId, OrganisationId, PersonId};
use sea_orm::FromQueryResult;
use serde_json::json;

/// How naming someone, or taking it back, ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameOutcome {
    /// It is done.
    Done,
    /// It was so already.
    AlreadySo,
    /// They are kept out of the case.
    Blocked,
    /// They declared a conflict of interest.
    Conflicted,
    /// The organisation is not asked about the case.
    NotAsked,
}

/// What is to be named, as rows.
#[derive(Clone, Copy)]
struct At {
    case: i64,
    organisation: i64,
    person: i64,
}

impl Scoped {
    /// Names someone to audit a case for an organisation. None when the case is out of reach.
    pub async fn name_auditor(
        &self,
        of: CaseId,
        organisation: OrganisationId,
        person: PersonId,
    ) -> Result<Option<NameOutcome>, StoreError> {
        let Some(case) = self.case_row(of).await? else {
            return Ok(None);
        };
        let author = self.author.clone();
        self.write(move |work| {
            Box::pin(async move {
                let Some(at) = rows(work, case.seq, organisation, person).await? else {
                    return Ok(Some(NameOutcome::NotAsked));
                };
                if case_block::stands(&work.tx, at.case, at.person).await? {
                    return Ok(Some(NameOutcome::Blocked));
                }
                let outcome = match held(work, at).await? {
                    None => NameOutcome::Done,
                    Some(Held { conflict: Some(1) }) => NameOutcome::Conflicted,
                    Some(_) => NameOutcome::AlreadySo,
                };
                if outcome == NameOutcome::Done {
                    insert(work, &author, at).await?;
                    let detail = json!({ "organisation": organisation, "person": person });
                    work.note(&author, "case.name", ("case", of.bytes()), detail);
                }
                Ok(Some(outcome))
            })
        })
        .await
    }

    /// Takes back that someone audits a case for an organisation. None when the case is out of
    /// reach.
    pub async fn remove_auditor(
        &self,
        of: CaseId,
        organisation: OrganisationId,
        person: PersonId,
    ) -> Result<Option<NameOutcome>, StoreError> {
        let Some(case) = self.case_row(of).await? else {
            return Ok(None);
        };
        let author = self.author.clone();
        self.write(move |work| {
            Box::pin(async move {
                let Some(at) = rows(work, case.seq, organisation, person).await? else {
                    return Ok(Some(NameOutcome::NotAsked));
                };
                let outcome = match held(work, at).await? {
                    None => NameOutcome::AlreadySo,
                    Some(Held { conflict: Some(1) }) => NameOutcome::Conflicted,
                    Some(_) => NameOutcome::Done,
                };
                if outcome == NameOutcome::Done {
                    remove(work, at).await?;
                    let detail = json!({ "organisation": organisation, "person": person });
                    work.note(&author, "case.unname", ("case", of.bytes()), detail);
                }
                Ok(Some(outcome))
            })
        })
        .await
    }
}

/// The rows of an organisation that is asked about a case, and of a person.
async fn rows(
    work: &Work,
    case: i64,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<Option<At>, StoreError> {
    let asked = Sql::new(
        "SELECT o.seq FROM return_ r JOIN organisation o ON o.seq = r.organisation_seq \
         WHERE r.case_seq = ",
    )
    .value(case)
    .text(" AND o.id = ")
    .value(organisation.bytes().to_vec())
    .one::<Seq>(&work.tx)
    .await?;
    let Some(asked) = asked else { return Ok(None) };
    Ok(Some(At {
        case,
        organisation: asked.seq,
        person: case_block::person_seq(work, person).await?,
    }))
}

async fn held(work: &Work, at: At) -> Result<Option<Held>, StoreError> {
    at_row(Sql::new("SELECT conflict FROM case_auditor WHERE "), at)
        .one::<Held>(&work.tx)
        .await
}

async fn insert(work: &Work, author: &Author, at: At) -> Result<(), StoreError> {
    Sql::new(
        "INSERT INTO case_auditor (case_seq, organisation_seq, person_seq, named_at, named_by) ",
    )
    .rows([[
        at.case.into(),
        at.organisation.into(),
        at.person.into(),
        work.now.0.into(),
        author.person().map(|by| by.bytes().to_vec()).into(),
    ]])
    .run(&work.tx)
    .await?;
    Ok(())
}

async fn remove(work: &Work, at: At) -> Result<(), StoreError> {
    let gone = at_row(Sql::new("DELETE FROM case_auditor WHERE "), at);
    gone.run(&work.tx).await?;
    Ok(())
}

fn at_row(sql: Sql, at: At) -> Sql {
    sql.text("case_seq = ")
        .value(at.case)
        .text(" AND organisation_seq = ")
        .value(at.organisation)
        .text(" AND person_seq = ")
        .value(at.person)
}

#[derive(FromQueryResult)]
struct Held {
    conflict: Option<i64>,
}

#[derive(FromQueryResult)]
struct Seq {
    seq: i64,
}
