//! Who may sign in, as the administrator sees it: found by name or address, invited, let in
//! again. It must not know a mail or a page.

use super::{
    OutboxMessage, Scoped, StoreError, grant, outbox,
    sql::{Sql, bytes},
    writer::Work,
};
use crate::{clock::UnixMillis, directory::roles_at};
use fourlens_app::portal::{Grant, OrganisationId, PersonId, Role};
use sea_orm::FromQueryResult;
use serde_json::json;

/// Which accounts are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AccountFilter {
    /// A part of their name or address; blank for all.
    pub words: String,
    /// One person; none for all.
    pub person: Option<PersonId>,
    /// How many come before.
    pub offset: i64,
    /// How many at most.
    pub limit: i64,
}

/// Someone's account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountView {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Since when they may no longer sign in.
    pub disabled_at: Option<UnixMillis>,
    /// Whether they chose a password, or bound an account at a provider.
    pub can_sign_in: bool,
    /// When a mail with a link last left for them.
    pub invited_at: Option<UnixMillis>,
    /// Whether they have set up a second factor.
    pub has_second_factor: bool,
    /// What they may do where, with the organisation's name.
    pub grants: Vec<(Grant, String)>,
}

/// Someone to be invited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invited {
    /// Who they will be.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// What they may do.
    pub role: Role,
    /// Where.
    pub organisation: OrganisationId,
}

/// How inviting someone ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InviteOutcome {
    /// They are there, and the mail is on its way.
    Invited,
    /// The address is someone's already.
    Taken,
    /// There is no such organisation within reach.
    NoOrganisation,
    /// There is no such role at an organisation of its kind.
    NoSuchRole,
}

impl Scoped {
    /// The accounts of everyone with a role within reach, by name, and how many there are.
    pub async fn accounts(
        &self,
        filter: &AccountFilter,
    ) -> Result<(Vec<AccountView>, i64), StoreError> {
        let read = &self.store.house.main.read;
        let count = self.listed(
            Sql::new("SELECT count(*) AS count FROM person n WHERE "),
            filter,
        );
        let count = count.one::<Count>(read).await?;
        let sql = Sql::new(
            "SELECT n.seq, n.id, n.name, n.email, n.disabled_at, \
             CAST(CASE WHEN n.password_hash IS NOT NULL OR EXISTS (SELECT 1 \
             FROM provider_account p WHERE p.person_seq = n.seq) THEN 1 ELSE 0 END AS BIGINT) \
             AS can_sign_in, (SELECT max(l.made_at) FROM sign_in_link l \
             WHERE l.person_seq = n.seq) AS invited_at, \
             (SELECT f.seq FROM second_factor f WHERE f.person_seq = n.seq) AS factor \
             FROM person n WHERE ",
        );
        let rows = self
            .listed(sql, filter)
            .text(" ORDER BY lower(n.name), n.seq LIMIT ")
            .value(filter.limit)
            .text(" OFFSET ")
            .value(filter.offset)
            .all::<Row>(read)
            .await?;
        let grants = Sql::new(
            "SELECT a.person_seq, a.role, o.id, o.name FROM grant_ a \
             JOIN organisation o ON o.seq = a.organisation_seq WHERE a.person_seq IN ",
        )
        .list(rows.iter().map(|row| row.seq))
        .text(" ORDER BY o.path, a.role")
        .all::<GrantRow>(read)
        .await?;
        let mut accounts = Vec::with_capacity(rows.len());
        for row in rows {
            accounts.push(account(row, &grants)?);
        }
        Ok((accounts, count.map_or(0, |count| count.count)))
    }

    fn listed(&self, sql: Sql, filter: &AccountFilter) -> Sql {
        let mut sql = sql.text(
            "EXISTS (SELECT 1 FROM grant_ a JOIN organisation o ON o.seq = a.organisation_seq \
             WHERE a.person_seq = n.seq AND ",
        );
        sql = self.within_directory(sql).text(")");
        if let Some(person) = filter.person {
            sql = sql.text(" AND n.id = ").value(person.bytes().to_vec());
        }
        let words = filter.words.trim().to_lowercase();
        if words.is_empty() {
            return sql;
        }
        let escaped = words.replace('\\', "\\\\");
        let escaped = escaped.replace('%', "\\%").replace('_', "\\_");
        let pattern = format!("%{escaped}%");
        sql.text(" AND (lower(n.name) LIKE ")
            .value(pattern.clone())
            .text(" ESCAPE '\\' OR n.email LIKE ")
            .value(pattern)
            .text(" ESCAPE '\\')")
    }

    /// Adds someone with a role and leaves a message for them, all or nothing.
    pub async fn invite(
        &self,
        new: Invited,
        message: OutboxMessage,
    ) -> Result<InviteOutcome, StoreError> {
        match self.organisation(new.organisation).await? {
            None => return Ok(InviteOutcome::NoOrganisation),
            Some(at) if !roles_at(at.kind).contains(&new.role) => {
                return Ok(InviteOutcome::NoSuchRole);
            }
            Some(_) => {}
        }
        let (author, house) = (self.author.clone(), &self.store.house);
        let sealed = outbox::sealed(vec![message], &house.secrets, house.random.as_ref());
        self.write(move |work| {
            Box::pin(async move {
                if !insert(work, &new).await? {
                    return Ok(InviteOutcome::Taken);
                }
                outbox::insert(work, sealed.iter()).await?;
                let subject = ("person", &new.id.bytes()[..]);
                let detail = json!({ "role": new.role.key(), "organisation": new.organisation });
                work.note(&author, "person.invite", subject, detail);
                Ok(InviteOutcome::Invited)
            })
        })
        .await
    }

    /// Leaves another invitation for someone; whether there is such a person within reach.
    pub async fn invite_again(
        &self,
        person: PersonId,
        message: OutboxMessage,
    ) -> Result<bool, StoreError> {
        if !self.reaches(person).await? {
            return Ok(false);
        }
        let (author, house) = (self.author.clone(), &self.store.house);
        let sealed = outbox::sealed(vec![message], &house.secrets, house.random.as_ref());
        self.write(move |work| {
            Box::pin(async move {
                outbox::insert(work, sealed.iter()).await?;
                let subject = ("person", &person.bytes()[..]);
                work.note(&author, "person.invite", subject, json!({}));
                Ok(true)
            })
        })
        .await
    }

    /// Lets someone sign in again; whether they could not before.
    pub async fn enable(&self, person: PersonId) -> Result<bool, StoreError> {
        if !self.reaches(person).await? {
            return Ok(false);
        }
        let author = self.author.clone();
        self.write(move |work| {
            Box::pin(async move {
                let enabled = Sql::new(
                    "UPDATE person SET disabled_at = NULL WHERE disabled_at IS NOT NULL AND id = ",
                )
                .value(person.bytes().to_vec())
                .run(&work.tx)
                .await?;
                if enabled > 0 {
                    let subject = ("person", &person.bytes()[..]);
                    work.note(&author, "person.enable", subject, json!({}));
                }
                Ok(enabled > 0)
            })
        })
        .await
    }
}

/// Inserts person and grant; false when the address is taken.
async fn insert(work: &Work, new: &Invited) -> Result<bool, StoreError> {
    let added = Sql::new("INSERT INTO person (id, name, email) ")
        .rows([[
            new.id.bytes().to_vec().into(),
            new.name.clone().into(),
            new.email.trim().to_lowercase().into(),
        ]])
        .text(" ON CONFLICT (email) DO NOTHING")
        .run(&work.tx)
        .await?;
    if added == 0 {
        return Ok(false);
    }
    Sql::new("INSERT INTO grant_ (person_seq, role, organisation_seq) SELECT n.seq, ")
        .value(new.role.key())
        .text(", o.seq FROM person n CROSS JOIN organisation o WHERE n.id = ")
        .value(new.id.bytes().to_vec())
        .text(" AND o.id = ")
        .value(new.organisation.bytes().to_vec())
        .run(&work.tx)
        .await?;
    Ok(true)
}

fn account(row: Row, grants: &[GrantRow]) -> Result<AccountView, StoreError> {
    let own = grants.iter().filter(|grant| grant.person_seq == row.seq);
    let mut held = Vec::new();
    for of in own {
        let grant = grant::of(Some(&of.role), Some(&of.id))?;
        held.extend(grant.map(|grant| (grant, of.name.clone())));
    }
    Ok(AccountView {
        person: PersonId::from_bytes(bytes(&row.id, "person id")?),
        name: row.name,
        email: row.email,
        disabled_at: row.disabled_at.map(UnixMillis),
        can_sign_in: row.can_sign_in == 1,
        invited_at: row.invited_at.map(UnixMillis),
        has_second_factor: row.factor.is_some(),
        grants: held,
    })
}

#[derive(FromQueryResult)]
struct Row {
    seq: i64,
    id: Vec<u8>,
    name: String,
    email: String,
    disabled_at: Option<i64>,
    can_sign_in: i64,
    invited_at: Option<i64>,
    factor: Option<i64>,
}

#[derive(FromQueryResult)]
struct GrantRow {
    person_seq: i64,
    role: String,
    id: Vec<u8>,
    name: String,
}

#[derive(FromQueryResult)]
struct Count {
    count: i64,
}
