//! What a named auditor declares about a conflict of interest. Having none opens the return to
//! them; having one closes it for good, and what was left in the outbox tells the host. It must
//! not know whom a mail reaches.

use super::{
    super::{
        OutboxMessage, Scoped, StoreError,
        audit_case::seal_reason,
        outbox,
        sql::{Sql, bytes},
        writer::Work,
    },
    TABLE, place,
};
use fourlens_app::portal::{Declaration, OrganisationId, ReturnId};
use sea_orm::FromQueryResult;
use serde_json::json;

/// What is declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Declared {
    /// That there is no conflict.
    NoConflict,
    /// That there is one, and why if they say it.
    Conflict(Option<String>),
}

/// How declaring ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeclareOutcome {
    /// It is recorded.
    Done,
    /// A conflict was declared before: it stays.
    Conflicted,
}

impl Scoped {
    /// Declares for the actor, who is named for this return about a case. None when they are not.
    /// `told` is left in the outbox with a conflict.
    pub async fn declare(
        &self,
        of: ReturnId,
        declared: Declared,
        told: Vec<OutboxMessage>,
    ) -> Result<Option<DeclareOutcome>, StoreError> {
        let (Some(named), Some(person)) = (self.named_row(of).await?, self.author.person()) else {
            return Ok(None);
        };
        let house = &self.store.house;
        let part = bytes(&named.part, "part")?;
        let organisation = OrganisationId::from_bytes(bytes(&named.organisation, "id")?);
        let (conflict, reason) = match declared {
            Declared::NoConflict => (0, None),
            Declared::Conflict(reason) => (1, reason),
        };
        let sealed = match reason {
            None => None,
            Some(reason) => {
                let key = self.case_key(&part).await?.ok_or(StoreError::KeyMissing)?;
                let at = place(&part, &organisation, &person);
                Some(seal_reason(
                    &key,
                    TABLE,
                    &at,
                    &reason,
                    house.random.as_ref(),
                ))
            }
        };
        let told = match conflict {
            0 => Vec::new(),
            _ => outbox::sealed(told, &house.secrets, house.random.as_ref()),
        };
        let author = self.author.clone();
        self.write(move |work| {
            Box::pin(async move {
                if set(work, &named, conflict, sealed).await? == 0 {
                    return Ok(Some(DeclareOutcome::Conflicted));
                }
                outbox::insert(work, told.iter()).await?;
                let detail = json!({ "conflict": conflict == 1, "organisation": organisation });
                work.note(&author, "case.declare", ("case", &named.case_id), detail);
                Ok(Some(DeclareOutcome::Done))
            })
        })
        .await
    }

    /// What the actor declared about a return that they are named for; none when they are not.
    pub async fn declaration_of(&self, of: ReturnId) -> Result<Option<Declaration>, StoreError> {
        let named = self.named_row(of).await?;
        Ok(named.map(|row| super::declaration(row.conflict)))
    }

    async fn named_row(&self, of: ReturnId) -> Result<Option<Named>, StoreError> {
        let Some(person) = self.author.person() else {
            return Ok(None);
        };
        let sql = Sql::new(
            "SELECT a.case_seq, a.organisation_seq, a.person_seq, a.conflict, k.id AS case_id, \
             k.part, o.id AS organisation FROM return_ r \
             JOIN organisation o ON o.seq = r.organisation_seq \
             JOIN audit_case k ON k.seq = r.case_seq \
             JOIN case_auditor a ON a.case_seq = r.case_seq \
             AND a.organisation_seq = r.organisation_seq \
             JOIN person n ON n.seq = a.person_seq WHERE n.id = ",
        )
        .value(person.bytes().to_vec())
        .text(" AND r.id = ")
        .value(of.bytes().to_vec())
        .text(" AND ");
        let sql = self.within_named(sql);
        sql.one::<Named>(&self.store.house.main.read).await
    }
}

/// Records what is declared, unless a conflict stands; how many rows that changed.
async fn set(
    work: &Work,
    named: &Named,
    conflict: i64,
    sealed: Option<Vec<u8>>,
) -> Result<u64, StoreError> {
    Sql::new("UPDATE case_auditor SET declared_at = ")
        .value(work.now.0)
        .text(", conflict = ")
        .value(conflict)
        .text(", reason = ")
        .value(sealed)
        .text(" WHERE COALESCE(conflict, 0) = 0 AND case_seq = ")
        .value(named.case_seq)
        .text(" AND organisation_seq = ")
        .value(named.organisation_seq)
        .text(" AND person_seq = ")
        .value(named.person_seq)
        .run(&work.tx)
        .await
}

#[derive(FromQueryResult)]
struct Named {
    case_seq: i64,
    organisation_seq: i64,
    person_seq: i64,
    conflict: Option<i64>,
    case_id: Vec<u8>,
    part: Vec<u8>,
    organisation: Vec<u8>,
}
