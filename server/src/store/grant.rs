//! Table `grant_`: who may do what where. Someone must always be able to let others in, so the
//! last administrator stays. It must not know what a role may do.

use super::{
    Scoped, StoreError, session, sign_in_link,
    sql::{Sql, bytes},
    writer::Work,
};
use crate::directory::roles_at;
use fourlens_app::portal::{Grant, OrganisationId, PersonId, Role};
use sea_orm::{ActiveValue::Set, FromQueryResult, entity::prelude::*};
use serde_json::json;

/// How taking a role away ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RevokeOutcome {
    /// It is gone.
    Revoked,
    /// There was no such grant.
    NotFound,
    /// Nobody could let anyone in any more: it stays.
    LastAdministrator,
}

/// How disabling a person ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DisableOutcome {
    /// They can no longer sign in, and are signed out.
    Disabled,
    /// There is no such person.
    NotFound,
    /// Nobody could let anyone in any more: they stay.
    LastAdministrator,
}

/// What there is not where a role does not fit an organisation.
pub(super) const NO_SUCH_ROLE: &str = "role at an organisation of this kind";

impl Scoped {
    /// Gives a person a role; whether they did not hold it before. Errors: no such person or
    /// organisation within reach, or no such role at an organisation of its kind.
    pub async fn grant(
        &self,
        person: PersonId,
        role: Role,
        organisation: OrganisationId,
    ) -> Result<bool, StoreError> {
        let found = self.organisation(organisation).await?;
        let found = found.ok_or(StoreError::Missing("organisation"))?;
        if !roles_at(found.kind).contains(&role) {
            return Err(StoreError::Missing(NO_SUCH_ROLE));
        }
        if !self.reaches(person).await? {
            return Err(StoreError::Missing("person"));
        }
        let author = self.author.clone();
        self.write(move |work| {
            Box::pin(async move {
                let (person_seq, organisation_seq) = seqs(work, person, organisation).await?;
                let row = entity::ActiveModel {
                    person_seq: Set(person_seq),
                    role: Set(role.key().to_owned()),
                    organisation_seq: Set(organisation_seq),
                };
                let added = Sql::new("SELECT person_seq FROM grant_ WHERE person_seq = ")
                    .value(person_seq)
                    .text(" AND role = ")
                    .value(role.key())
                    .text(" AND organisation_seq = ")
                    .value(organisation_seq)
                    .one::<PersonSeq>(&work.tx)
                    .await?
                    .is_none();
                if added {
                    entity::Entity::insert(row)
                        .exec_without_returning(&work.tx)
                        .await?;
                    let detail = json!({ "role": role.key(), "organisation": organisation });
                    work.note(&author, "person.grant", ("person", person.bytes()), detail);
                }
                Ok(added)
            })
        })
        .await
    }

    /// Takes a role away.
    pub async fn revoke(
        &self,
        person: PersonId,
        role: Role,
        organisation: OrganisationId,
    ) -> Result<RevokeOutcome, StoreError> {
        if self.organisation(organisation).await?.is_none() {
            return Ok(RevokeOutcome::NotFound);
        }
        let author = self.author.clone();
        self.write(move |work| {
            Box::pin(async move {
                let outcome = end(work, person, role, organisation).await?;
                if outcome == RevokeOutcome::Revoked {
                    let detail = json!({ "role": role.key(), "organisation": organisation });
                    work.note(&author, "person.revoke", ("person", person.bytes()), detail);
                }
                Ok(outcome)
            })
        })
        .await
    }

    /// Keeps a person from signing in and ends their sessions.
    pub async fn disable(&self, person: PersonId) -> Result<DisableOutcome, StoreError> {
        if !self.reaches(person).await? {
            return Ok(DisableOutcome::NotFound);
        }
        let author = self.author.clone();
        self.write(move |work| {
            Box::pin(async move {
                let Some(row) = person_row(work, person).await? else {
                    return Ok(DisableOutcome::NotFound);
                };
                let administrators = administrators(work).await?;
                let is_theirs = |grant: &Administrator| grant.person_seq == row.seq;
                if !administrators.is_empty() && administrators.iter().all(is_theirs) {
                    return Ok(DisableOutcome::LastAdministrator);
                }
                Sql::new("UPDATE person SET disabled_at = ")
                    .value(work.now.0)
                    .text(" WHERE disabled_at IS NULL AND seq = ")
                    .value(row.seq)
                    .run(&work.tx)
                    .await?;
                session::end_of(work, person).await?;
                sign_in_link::void_links_of(work, person).await?;
                work.note(
                    &author,
                    "person.disable",
                    ("person", person.bytes()),
                    json!({}),
                );
                Ok(DisableOutcome::Disabled)
            })
        })
        .await
    }

    /// Whether there is such a person, with no grant beyond reach.
    pub(super) async fn reaches(&self, person: PersonId) -> Result<bool, StoreError> {
        let sql = Sql::new("SELECT n.seq AS person_seq FROM person n WHERE n.id = ")
            .value(person.bytes().to_vec())
            .text(
                " AND NOT EXISTS (SELECT 1 FROM grant_ a JOIN organisation o \
                 ON o.seq = a.organisation_seq WHERE a.person_seq = n.seq AND NOT ",
            );
        let row = self
            .within_directory(sql)
            .text(")")
            .one::<PersonSeq>(&self.store.house.main.read)
            .await?;
        Ok(row.is_some())
    }
}

/// Takes a role away, unless nobody could let anyone in any more.
pub(super) async fn end(
    work: &Work,
    person: PersonId,
    role: Role,
    organisation: OrganisationId,
) -> Result<RevokeOutcome, StoreError> {
    let (person_seq, organisation_seq) = match seqs(work, person, organisation).await {
        Err(StoreError::Missing(_)) => return Ok(RevokeOutcome::NotFound),
        other => other?,
    };
    let last = Administrator {
        person_seq,
        organisation_seq,
    };
    if role == Role::Administrator && administrators(work).await? == [last] {
        return Ok(RevokeOutcome::LastAdministrator);
    }
    let gone = Sql::new("DELETE FROM grant_ WHERE person_seq = ")
        .value(person_seq)
        .text(" AND role = ")
        .value(role.key())
        .text(" AND organisation_seq = ")
        .value(organisation_seq)
        .run(&work.tx)
        .await?;
    Ok(match gone {
        0 => RevokeOutcome::NotFound,
        _ => RevokeOutcome::Revoked,
    })
}

/// A grant from its two columns; none where the person has none.
pub(super) fn of(
    role: Option<&str>,
    organisation: Option<&[u8]>,
) -> Result<Option<Grant>, StoreError> {
    let (Some(role), Some(organisation)) = (role, organisation) else {
        return Ok(None);
    };
    let role = role
        .parse()
        .map_err(|cause| StoreError::damaged("role", cause))?;
    let organisation = OrganisationId::from_bytes(bytes(organisation, "organisation id")?);
    Ok(Some(Grant { role, organisation }))
}

async fn person_row(
    work: &Work,
    person: PersonId,
) -> Result<Option<super::person::entity::Model>, StoreError> {
    use super::person::entity;
    let row = entity::Entity::find().filter(entity::Column::Id.eq(person.bytes().to_vec()));
    Ok(row.one(&work.tx).await?)
}

async fn seqs(
    work: &Work,
    person: PersonId,
    organisation: OrganisationId,
) -> Result<(i64, i64), StoreError> {
    let person = person_row(work, person)
        .await?
        .ok_or(StoreError::Missing("person"))?;
    let organisation = Sql::new("SELECT seq AS person_seq FROM organisation WHERE id = ")
        .value(organisation.bytes().to_vec())
        .one::<PersonSeq>(&work.tx)
        .await?
        .ok_or(StoreError::Missing("organisation"))?;
    Ok((person.seq, organisation.person_seq))
}

/// The grants of those who can let others in: at a partnership, as elsewhere nobody gives roles to
/// all, and held by someone who can sign in. Locked on PostgreSQL, so that two cannot remove each
/// other.
async fn administrators(work: &Work) -> Result<Vec<Administrator>, StoreError> {
    if work.is_postgres {
        Sql::new("SELECT pg_advisory_xact_lock(4177)")
            .run(&work.tx)
            .await?;
    }
    Sql::new(
        "SELECT a.person_seq, a.organisation_seq FROM grant_ a \
         JOIN person n ON n.seq = a.person_seq JOIN organisation o ON o.seq = a.organisation_seq \
         WHERE n.disabled_at IS NULL AND o.kind = 'partnership' AND (n.password_hash IS NOT NULL \
         OR EXISTS (SELECT 1 FROM provider_account p WHERE p.person_seq = n.seq)) AND a.role = ",
    )
    .value(Role::Administrator.key())
    .all::<Administrator>(&work.tx)
    .await
}

#[derive(FromQueryResult, PartialEq, Eq)]
struct Administrator {
    person_seq: i64,
    organisation_seq: i64,
}

#[derive(FromQueryResult)]
struct PersonSeq {
    person_seq: i64,
}

/// The row.
mod entity {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "grant_")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_seq: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub role: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub organisation_seq: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
