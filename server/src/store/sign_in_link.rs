//! Table `sign_in_link`: links that a mail holds, by the hash of their token. One opens the page
//! where a password is chosen; it is used up by choosing one, not by looking. It must not know a
//! mail or a page.

use super::{
    Author, Scoped, Store, StoreError, session,
    sql::{Sql, bytes},
    writer::Work,
};
use crate::clock::UnixMillis;
use fourlens_app::portal::PersonId;
use sea_orm::FromQueryResult;
use serde_json::json;

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkPurpose {
    /// To sign in for the first time.
    Invitation,
    /// To choose another password, because the old one is forgotten.
    Password,
}

/// A link that can still be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkView {
    /// Whose it is.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// What it is for.
    pub purpose: LinkPurpose,
}

/// What using a link gives its person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkGives {
    /// A password, hashed.
    Password(String),
    /// An account at a provider.
    Provider {
        /// Who vouches for it.
        issuer: String,
        /// What the issuer calls it.
        subject: String,
    },
}

impl LinkPurpose {
    fn key(self) -> &'static str {
        match self {
            LinkPurpose::Invitation => "invitation",
            LinkPurpose::Password => "password",
        }
    }
}

impl Scoped {
    /// Makes a link for a person; whether they may have one. Those made before stay good: a mail
    /// may be tried twice, and either may arrive.
    pub async fn make_link(
        &self,
        token_hash: [u8; 32],
        of: PersonId,
        purpose: LinkPurpose,
        expires_at: UnixMillis,
    ) -> Result<bool, StoreError> {
        self.write(move |work| {
            Box::pin(async move {
                let made = Sql::new(
                    "INSERT INTO sign_in_link (token_hash, person_seq, purpose, made_at, \
                     expires_at) SELECT ",
                )
                .value(token_hash.to_vec())
                .text(", seq, ")
                .value(purpose.key())
                .text(", ")
                .value(work.now.0)
                .text(", ")
                .value(expires_at.0)
                .text(" FROM person WHERE disabled_at IS NULL AND id = ")
                .value(of.bytes().to_vec())
                .run(&work.tx)
                .await?;
                Ok(made > 0)
            })
        })
        .await
    }
}

impl Store {
    /// The link with this token; none when it was used, is over, or its person is disabled.
    pub async fn link(&self, token_hash: [u8; 32]) -> Result<Option<LinkView>, StoreError> {
        let row = Sql::new(
            "SELECT n.id, n.name, n.email, l.purpose FROM sign_in_link l \
             JOIN person n ON n.seq = l.person_seq \
             WHERE n.disabled_at IS NULL AND l.used_at IS NULL AND l.token_hash = ",
        )
        .value(token_hash.to_vec())
        .text(" AND l.expires_at > ")
        .value(self.house.clock.now().0)
        .one::<Row>(&self.house.main.read)
        .await?;
        row.map(|row| {
            Ok(LinkView {
                person: PersonId::from_bytes(bytes(&row.id, "person id")?),
                name: row.name,
                email: row.email,
                purpose: match row.purpose.as_str() {
                    "invitation" => LinkPurpose::Invitation,
                    _ => LinkPurpose::Password,
                },
            })
        })
        .transpose()
    }

    /// Uses a link up: its person gets what it gives, every session of theirs ends, and their
    /// other links are void. Whether the link was still good. Errors: the account at the provider
    /// is someone's already.
    pub async fn use_link(
        &self,
        token_hash: [u8; 32],
        gives: LinkGives,
    ) -> Result<bool, StoreError> {
        self.house
            .writer
            .job(move |work| {
                Box::pin(async move {
                    let Some((seq, person)) = take(work, token_hash).await? else {
                        return Ok(false);
                    };
                    let action = give(work, seq, gives).await?;
                    void_links_of(work, person).await?;
                    session::end_of(work, person).await?;
                    let author = Author::Person(person);
                    work.note(&author, action, ("person", person.bytes()), json!({}));
                    Ok(true)
                })
            })
            .await
    }
}

/// Marks a good link as used; whose it was.
async fn take(work: &Work, token_hash: [u8; 32]) -> Result<Option<(i64, PersonId)>, StoreError> {
    let taken = Sql::new("UPDATE sign_in_link SET used_at = ")
        .value(work.now.0)
        .text(" WHERE used_at IS NULL AND token_hash = ")
        .value(token_hash.to_vec())
        .text(" AND expires_at > ")
        .value(work.now.0)
        .text(" AND person_seq IN (SELECT seq FROM person WHERE disabled_at IS NULL)")
        .run(&work.tx)
        .await?;
    if taken == 0 {
        return Ok(None);
    }
    let row = Sql::new(
        "SELECT n.seq, n.id FROM sign_in_link l JOIN person n ON n.seq = l.person_seq \
         WHERE l.token_hash = ",
    )
    .value(token_hash.to_vec())
    .one::<Owner>(&work.tx)
    .await?
    .ok_or(StoreError::Missing("person"))?;
    Ok(Some((
        row.seq,
        PersonId::from_bytes(bytes(&row.id, "person id")?),
    )))
}

/// Gives a person what their link gives; the word of the audit log.
async fn give(work: &Work, person_seq: i64, gives: LinkGives) -> Result<&'static str, StoreError> {
    match gives {
        LinkGives::Password(hash) => {
            Sql::new("UPDATE person SET password_hash = ")
                .value(hash)
                .text(" WHERE seq = ")
                .value(person_seq)
                .run(&work.tx)
                .await?;
            Ok("person.password")
        }
        LinkGives::Provider { issuer, subject } => {
            super::provider_account::bind(work, person_seq, issuer, subject).await?;
            Ok("person.provider")
        }
    }
}

/// Makes every link of a person void.
pub(super) async fn void_links_of(work: &Work, person: PersonId) -> Result<(), StoreError> {
    Sql::new("UPDATE sign_in_link SET used_at = ")
        .value(work.now.0)
        .text(" WHERE used_at IS NULL AND person_seq = (SELECT seq FROM person WHERE id = ")
        .value(person.bytes().to_vec())
        .text(")")
        .run(&work.tx)
        .await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct Row {
    id: Vec<u8>,
    name: String,
    email: String,
    purpose: String,
}

#[derive(FromQueryResult)]
struct Owner {
    seq: i64,
    id: Vec<u8>,
}
