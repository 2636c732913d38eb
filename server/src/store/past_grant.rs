//! Table `past_grant`: who held which role where, and until when; and with it the people of one
//! organisation, those who are there and those who left. It must not know what a role may do.

use super::{
    RevokeOutcome, Scoped, StoreError, grant,
    sql::{Sql, bytes},
};
use chrono::NaiveDate;
use fourlens_app::portal::{OrganisationId, PersonId, Role};
use sea_orm::FromQueryResult;
use serde_json::json;

/// Someone with a role at an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// What they do there.
    pub role: Role,
    /// Whether they can no longer sign in anywhere.
    pub disabled: bool,
    /// Whether they have chosen a password.
    pub has_password: bool,
    /// Their last day, once they have left.
    pub last_day: Option<NaiveDate>,
}

impl Scoped {
    /// Those who hold a role at this very organisation, by role and name.
    pub async fn contacts(&self, of: OrganisationId) -> Result<Vec<Contact>, StoreError> {
        let sql = Sql::new(CONTACT).text(
            ", CAST(NULL AS TEXT) AS last_day FROM grant_ a JOIN person n ON n.seq = a.person_seq \
             JOIN organisation o ON o.seq = a.organisation_seq WHERE o.id = ",
        );
        let sql = sql.value(of.bytes().to_vec()).text(" AND ");
        let sql = self
            .within_directory(sql)
            .text(" ORDER BY lower(n.name), n.seq");
        let mut contacts = self.contact_views(sql).await?;
        contacts.sort_by_key(|contact| contact.role);
        Ok(contacts)
    }

    /// Those who held a role at this very organisation, the one who left last first.
    pub async fn past_contacts(&self, of: OrganisationId) -> Result<Vec<Contact>, StoreError> {
        let sql = Sql::new(CONTACT).text(
            ", a.last_day FROM past_grant a JOIN person n ON n.seq = a.person_seq \
             JOIN organisation o ON o.seq = a.organisation_seq WHERE o.id = ",
        );
        let sql = sql.value(of.bytes().to_vec()).text(" AND ");
        let sql = self
            .within_directory(sql)
            .text(" ORDER BY a.last_day DESC, a.seq DESC");
        self.contact_views(sql).await
    }

    /// Takes a role away from someone who has left, and keeps until when they had it. It ends
    /// now: what they ask next is answered without it.
    pub async fn end_grant(
        &self,
        person: PersonId,
        role: Role,
        organisation: OrganisationId,
        last_day: NaiveDate,
    ) -> Result<RevokeOutcome, StoreError> {
        if self.organisation(organisation).await?.is_none() {
            return Ok(RevokeOutcome::NotFound);
        }
        let author = self.author.clone();
        self.write(move |work| {
            Box::pin(async move {
                let outcome = grant::end(work, person, role, organisation).await?;
                if outcome != RevokeOutcome::Revoked {
                    return Ok(outcome);
                }
                let by = author.person().map(|person| person.bytes().to_vec());
                Sql::new(
                    "INSERT INTO past_grant (person_seq, role, organisation_seq, last_day, \
                     ended_by, ended_at) SELECT n.seq, ",
                )
                .value(role.key())
                .text(", o.seq, ")
                .value(last_day.to_string())
                .text(", ")
                .value(by)
                .text(", ")
                .value(work.now.0)
                .text(" FROM person n, organisation o WHERE n.id = ")
                .value(person.bytes().to_vec())
                .text(" AND o.id = ")
                .value(organisation.bytes().to_vec())
                .run(&work.tx)
                .await?;
                let detail = json!({
                    "role": role.key(), "organisation": organisation, "last_day": last_day,
                });
                work.note(&author, "person.revoke", ("person", person.bytes()), detail);
                Ok(outcome)
            })
        })
        .await
    }

    async fn contact_views(&self, sql: Sql) -> Result<Vec<Contact>, StoreError> {
        let rows = sql.all::<Row>(&self.store.house.main.read).await?;
        rows.into_iter().map(Row::view).collect()
    }
}

const CONTACT: &str = "SELECT n.id, n.name, n.email, a.role, \
    CAST(CASE WHEN n.disabled_at IS NULL THEN 0 ELSE 1 END AS BIGINT) AS disabled, \
    CAST(CASE WHEN n.password_hash IS NULL THEN 0 ELSE 1 END AS BIGINT) AS has_password";

#[derive(FromQueryResult)]
struct Row {
    id: Vec<u8>,
    name: String,
    email: String,
    role: String,
    disabled: i64,
    has_password: i64,
    last_day: Option<String>,
}

impl Row {
    fn view(self) -> Result<Contact, StoreError> {
        let role = self.role.parse();
        let last_day = self.last_day.as_deref().map(super::organisation::date);
        Ok(Contact {
            person: PersonId::from_bytes(bytes(&self.id, "person id")?),
            name: self.name,
            email: self.email,
            role: role.map_err(|cause: String| StoreError::damaged("role", cause))?,
            disabled: self.disabled > 0,
            has_password: self.has_password > 0,
            last_day: last_day.transpose()?,
        })
    }
}
