//! Table `provider_account`: accounts elsewhere with which someone signs in, by who vouches for
//! them and what they are called there; never by an address. It must not know a protocol.

use super::{
    Author, EndSessions, OutboxMessage, Store, StoreError, outbox,
    session::end_some,
    sql::{Sql, bytes},
    writer::Work,
};
use crate::seal::{Place, open, seal};
use data_encoding::BASE64URL_NOPAD;
use fourlens_app::portal::PersonId;
use sea_orm::FromQueryResult;
use serde_json::json;

impl Store {
    /// Whose account at a provider this is; none when nobody bound it, or they are disabled.
    pub async fn person_of_provider(
        &self,
        issuer: &str,
        subject: &str,
    ) -> Result<Option<PersonId>, StoreError> {
        let row = Sql::new(
            "SELECT n.id FROM provider_account p JOIN person n ON n.seq = p.person_seq \
             WHERE n.disabled_at IS NULL AND p.issuer = ",
        )
        .value(issuer)
        .text(" AND p.subject = ")
        .value(subject)
        .one::<Row>(&self.house.main.read)
        .await?;
        row.map(|row| Ok(PersonId::from_bytes(bytes(&row.id, "person id")?)))
            .transpose()
    }
}

impl Store {
    /// Whether someone has bound an account at a provider.
    pub async fn has_provider(&self, person: PersonId) -> Result<bool, StoreError> {
        let row = Sql::new(
            "SELECT n.id FROM provider_account p JOIN person n ON n.seq = p.person_seq \
             WHERE n.id = ",
        )
        .value(person.bytes().to_vec())
        .text(" LIMIT 1")
        .one::<Row>(&self.house.main.read)
        .await?;
        Ok(row.is_some())
    }

    /// Binds an account at a provider to someone who is signed in, and leaves the message that
    /// tells them. Errors: the account is someone's already, or nobody of this identity may sign
    /// in.
    pub async fn bind_provider(
        &self,
        person: PersonId,
        issuer: String,
        subject: String,
        told: OutboxMessage,
    ) -> Result<(), StoreError> {
        let house = &self.house;
        let sealed = outbox::sealed(vec![told], &house.secrets, house.random.as_ref());
        house
            .writer
            .job(move |work| {
                Box::pin(async move {
                    let seq =
                        Sql::new("SELECT seq FROM person WHERE disabled_at IS NULL AND id = ")
                            .value(person.bytes().to_vec())
                            .one::<SeqRow>(&work.tx)
                            .await?;
                    let seq = seq.ok_or(StoreError::Missing("person"))?.seq;
                    bind(work, seq, issuer, subject).await?;
                    outbox::insert(work, sealed.iter()).await?;
                    note(work, person, "person.provider");
                    Ok(())
                })
            })
            .await
    }

    /// Takes the accounts at providers away that someone bound, if they have a password; every
    /// other session of theirs ends. Whether there was one.
    pub async fn part_from_provider(
        &self,
        person: PersonId,
        keep: [u8; 32],
    ) -> Result<bool, StoreError> {
        self.house
            .writer
            .job(move |work| {
                Box::pin(async move {
                    let parted = Sql::new(
                        "DELETE FROM provider_account WHERE person_seq = (SELECT seq FROM person \
                         WHERE password_hash IS NOT NULL AND id = ",
                    )
                    .value(person.bytes().to_vec())
                    .text(")")
                    .run(&work.tx)
                    .await?;
                    if parted > 0 {
                        end_some(work, person, EndSessions::AllBut(keep)).await?;
                        note(work, person, "person.provider.part");
                    }
                    Ok(parted > 0)
                })
            })
            .await
    }

    /// Seals what has to be remembered of someone who goes to a provider, for their browser.
    pub fn seal_provider_visit(&self, bytes: &[u8]) -> String {
        let (house, random) = (&self.house, self.house.random.as_ref());
        BASE64URL_NOPAD.encode(&seal(&house.secrets.provider, &VISIT, bytes, random))
    }

    /// Opens what was sealed; none when it was not, or was changed.
    pub fn open_provider_visit(&self, sealed: &str) -> Option<Vec<u8>> {
        let sealed = BASE64URL_NOPAD.decode(sealed.as_bytes()).ok()?;
        let opened = open(&self.house.secrets.provider, &VISIT, &sealed).ok()?;
        Some(opened.to_vec())
    }
}

fn note(work: &Work, person: PersonId, action: &str) {
    let author = Author::Person(person);
    work.note(&author, action, ("person", person.bytes()), json!({}));
}

/// Where a visit to a provider is sealed to: a cookie, and no row.
const VISIT: Place<'static> = Place {
    table: "cookie",
    row: &[],
    column: "provider",
};

/// Binds an account at a provider to a person. Errors: it is bound already.
pub(super) async fn bind(
    work: &Work,
    person_seq: i64,
    issuer: String,
    subject: String,
) -> Result<(), StoreError> {
    let bound = Sql::new("INSERT INTO provider_account (person_seq, issuer, subject, bound_at) ")
        .rows([[
            person_seq.into(),
            issuer.into(),
            subject.into(),
            work.now.0.into(),
        ]])
        .run(&work.tx)
        .await;
    match bound {
        Err(error) if error.is_double() => Err(StoreError::Taken("account")),
        other => other.map(|_| ()),
    }
}

#[derive(FromQueryResult)]
struct Row {
    id: Vec<u8>,
}

#[derive(FromQueryResult)]
struct SeqRow {
    seq: i64,
}
