//! Table `session`: who is signed in, by the hash of an opaque token. It must not know a cookie
//! or a password.

use super::{
    Actor, Author, Store, StoreError, TryKey, failed_try, grant,
    sql::{Sql, bytes},
    writer::Work,
};
use crate::clock::UnixMillis;
use fourlens_app::portal::PersonId;
use sea_orm::FromQueryResult;
use serde_json::json;
use std::time::Duration;

/// How far `seen_at` may lag behind: a write a request would be too many.
const TOUCH: Duration = Duration::from_secs(60);

/// What signing in has to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignInRow {
    /// Who.
    pub person: PersonId,
    /// Their password, hashed; none until they chose one.
    pub password_hash: Option<String>,
    /// Whether they may no longer sign in.
    pub disabled: bool,
}

/// A session to be begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSession {
    /// The hash of its token.
    pub token_hash: [u8; 32],
    /// Whose it is.
    pub person: PersonId,
    /// When it ends by itself.
    pub expires_at: UnixMillis,
    /// From which kind of device, in words.
    pub device: String,
    /// Whether a second factor was shown, too.
    pub second_factor: bool,
    /// When they proved here who they are, if they did just now.
    pub proved_at: Option<UnixMillis>,
    /// The session that it takes the place of, if that is still there.
    pub replaces: Option<[u8; 32]>,
    /// Whether it goes on from that one, which must be there still.
    pub goes_on: bool,
    /// The keys whose failed tries it makes good.
    pub forgives: Vec<[u8; 32]>,
    /// The keys under which this very try was counted.
    pub gives_back: Vec<TryKey>,
}

/// A session and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionView {
    /// Whose.
    pub actor: Actor,
    /// When its person last proved who they are.
    pub proved_at: Option<UnixMillis>,
    /// When they showed a second factor.
    pub second_factor_at: Option<UnixMillis>,
    /// Whether they have one.
    pub has_second_factor: bool,
    /// Since when.
    pub created_at: UnixMillis,
    /// When it was last used, to the minute.
    pub seen_at: UnixMillis,
    /// When it ends by itself.
    pub expires_at: UnixMillis,
}

/// A session in a person's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// The hash of its token.
    pub token_hash: [u8; 32],
    /// From which kind of device, in words.
    pub device: String,
    /// Since when.
    pub created_at: UnixMillis,
    /// When it was last used, to the minute.
    pub seen_at: UnixMillis,
    /// When it ends by itself.
    pub expires_at: UnixMillis,
}

impl Store {
    /// Who has this address, whatever its case.
    pub async fn sign_in_row(&self, email: &str) -> Result<Option<SignInRow>, StoreError> {
        let row = Sql::new("SELECT id, password_hash, disabled_at FROM person WHERE email = ")
            .value(email.trim().to_lowercase())
            .one::<Person>(&self.house.main.read)
            .await?;
        row.map(|row| {
            Ok(SignInRow {
                person: PersonId::from_bytes(bytes(&row.id, "person id")?),
                password_hash: row.password_hash,
                disabled: row.disabled_at.is_some(),
            })
        })
        .transpose()
    }

    /// Begins a session, in the place of one that ends; whether it could: one that goes on from a
    /// session which has ended meanwhile is not begun. Errors: no such person may sign in.
    pub async fn begin_session(&self, new: NewSession) -> Result<bool, StoreError> {
        self.house
            .writer
            .job(move |work| Box::pin(begin(work, new)))
            .await
    }

    /// Notes that the person of a session has just proved again who they are.
    pub async fn prove_session(&self, token_hash: [u8; 32]) -> Result<(), StoreError> {
        self.house
            .writer
            .job(move |work| {
                Box::pin(async move {
                    Sql::new("UPDATE session SET proved_at = ")
                        .value(work.now.0)
                        .text(" WHERE token_hash = ")
                        .value(token_hash.to_vec())
                        .run(&work.tx)
                        .await?;
                    Ok(())
                })
            })
            .await
    }

    /// Notes that the person of a session has shown the second factor that they just set up.
    pub async fn show_second_factor(&self, token_hash: [u8; 32]) -> Result<(), StoreError> {
        self.house
            .writer
            .job(move |work| {
                Box::pin(async move {
                    Sql::new("UPDATE session SET second_factor_at = ")
                        .value(work.now.0)
                        .text(" WHERE token_hash = ")
                        .value(token_hash.to_vec())
                        .run(&work.tx)
                        .await?;
                    Ok(())
                })
            })
            .await
    }

    /// Gives a person the password they chose; every session of theirs but this one ends, and
    /// every link in a mail is void.
    pub async fn change_password(
        &self,
        of: PersonId,
        hash: String,
        keep: [u8; 32],
    ) -> Result<(), StoreError> {
        self.house
            .writer
            .job(move |work| {
                Box::pin(async move {
                    Sql::new("UPDATE person SET password_hash = ")
                        .value(hash)
                        .text(" WHERE id = ")
                        .value(of.bytes().to_vec())
                        .run(&work.tx)
                        .await?;
                    end_some(work, of, EndSessions::AllBut(keep)).await?;
                    super::sign_in_link::void_links_of(work, of).await?;
                    let author = Author::Person(of);
                    work.note(
                        &author,
                        "person.password",
                        ("person", of.bytes()),
                        json!({}),
                    );
                    Ok(())
                })
            })
            .await
    }

    /// Counts a code in a session before it is looked at; how many there were, that one included,
    /// and none when the session has ended.
    pub async fn count_code(&self, token_hash: [u8; 32]) -> Result<Option<i64>, StoreError> {
        self.house
            .writer
            .job(move |work| {
                Box::pin(async move {
                    let row = Sql::new(
                        "UPDATE session SET wrong_codes = wrong_codes + 1 WHERE token_hash = ",
                    )
                    .value(token_hash.to_vec())
                    .text(" RETURNING wrong_codes")
                    .one::<WrongCodes>(&work.tx)
                    .await?;
                    Ok(row.map(|row| row.wrong_codes))
                })
            })
            .await
    }

    /// Whose session this is; none when it is over or its person is disabled. One question; that
    /// it was used is noted later, at most once a minute.
    pub async fn actor_of(&self, token_hash: [u8; 32]) -> Result<Option<SessionView>, StoreError> {
        let now = self.house.clock.now();
        let rows = Sql::new(
            "SELECT n.id, n.name, n.email, e.created_at, e.seen_at, e.expires_at, e.proved_at, \
             e.second_factor_at, f.seq AS factor, a.role, o.id AS organisation FROM session e JOIN person n ON n.seq = e.person_seq \
             LEFT JOIN second_factor f ON f.person_seq = n.seq \
             LEFT JOIN grant_ a ON a.person_seq = n.seq \
             LEFT JOIN organisation o ON o.seq = a.organisation_seq \
             WHERE n.disabled_at IS NULL AND e.token_hash = ",
        )
        .value(token_hash.to_vec())
        .text(" AND e.expires_at > ")
        .value(now.0)
        .all::<Row>(&self.house.main.read)
        .await?;
        let Some(first) = rows.first() else {
            return Ok(None);
        };
        let seen_at = UnixMillis(first.seen_at);
        let mut grants = Vec::with_capacity(rows.len());
        for row in &rows {
            grants.extend(grant::of(row.role.as_deref(), row.organisation.as_deref())?);
        }
        let actor = Actor {
            person: PersonId::from_bytes(bytes(&first.id, "person id")?),
            name: first.name.clone(),
            email: first.email.clone(),
            grants,
        };
        if now.since(seen_at) >= TOUCH {
            self.touch(token_hash);
        }
        let (created_at, expires_at) = (UnixMillis(first.created_at), UnixMillis(first.expires_at));
        Ok(Some(SessionView {
            actor,
            proved_at: first.proved_at.map(UnixMillis),
            second_factor_at: first.second_factor_at.map(UnixMillis),
            has_second_factor: first.factor.is_some(),
            created_at,
            seen_at,
            expires_at,
        }))
    }

    /// Ends a session; whether there was one.
    pub async fn end_session(&self, token_hash: [u8; 32]) -> Result<bool, StoreError> {
        self.house
            .writer
            .job(move |work| {
                Box::pin(async move {
                    let ended = Sql::new("DELETE FROM session WHERE token_hash = ");
                    Ok(ended.value(token_hash.to_vec()).run(&work.tx).await? > 0)
                })
            })
            .await
    }

    /// Ends every session of a person; how many there were.
    pub async fn end_sessions_of(&self, person: PersonId) -> Result<u64, StoreError> {
        self.house
            .writer
            .job(move |work| Box::pin(end_of(work, person)))
            .await
    }

    /// Ends one session of a person, or all but one; how many there were.
    pub async fn end_session_of(
        &self,
        person: PersonId,
        which: EndSessions,
    ) -> Result<u64, StoreError> {
        self.house
            .writer
            .job(move |work| {
                Box::pin(async move {
                    let ended = end_some(work, person, which).await?;
                    if ended > 0 {
                        let author = Author::Person(person);
                        let detail = json!({ "sessions": ended });
                        work.note(
                            &author,
                            "session.revoke",
                            ("person", person.bytes()),
                            detail,
                        );
                    }
                    Ok(ended)
                })
            })
            .await
    }

    /// The sessions of a person that are not over, newest first.
    pub async fn sessions_of(&self, person: PersonId) -> Result<Vec<SessionRow>, StoreError> {
        let rows = Sql::new(
            "SELECT e.token_hash, e.device, e.created_at, e.seen_at, e.expires_at FROM session e \
             JOIN person n ON n.seq = e.person_seq WHERE n.id = ",
        )
        .value(person.bytes().to_vec())
        .text(" AND e.expires_at > ")
        .value(self.house.clock.now().0)
        .text(" ORDER BY e.seq DESC")
        .all::<Listed>(&self.house.main.read)
        .await?;
        let view = |row: Listed| {
            Ok(SessionRow {
                token_hash: bytes(&row.token_hash, "token hash")?,
                device: row.device,
                created_at: UnixMillis(row.created_at),
                seen_at: UnixMillis(row.seen_at),
                expires_at: UnixMillis(row.expires_at),
            })
        };
        rows.into_iter().map(view).collect()
    }

    fn touch(&self, token_hash: [u8; 32]) {
        let store = self.clone();
        tokio::spawn(async move {
            let touched = store.house.writer.job(move |work| {
                Box::pin(async move {
                    Sql::new("UPDATE session SET seen_at = ")
                        .value(work.now.0)
                        .text(" WHERE token_hash = ")
                        .value(token_hash.to_vec())
                        .run(&work.tx)
                        .await
                })
            });
            if let Err(error) = touched.await {
                tracing::debug!(%error, "a session's use was not noted");
            }
        });
    }
}

async fn begin(work: &Work, new: NewSession) -> Result<bool, StoreError> {
    if let Some(old) = new.replaces {
        let ended = Sql::new("DELETE FROM session WHERE token_hash = ")
            .value(old.to_vec())
            .run(&work.tx)
            .await?;
        if new.goes_on && ended == 0 {
            return Ok(false);
        }
    }
    let second_factor_at = new.second_factor.then_some(work.now.0);
    let begun = Sql::new(
        "INSERT INTO session (token_hash, person_seq, created_at, seen_at, expires_at, device, \
         proved_at, second_factor_at) SELECT ",
    )
    .value(new.token_hash.to_vec())
    .text(", seq, ")
    .value(work.now.0)
    .text(", ")
    .value(work.now.0)
    .text(", ")
    .value(new.expires_at.0)
    .text(", ")
    .value(new.device)
    .text(", CAST(")
    .value(new.proved_at.map(|at| at.0))
    .text(" AS BIGINT), CAST(")
    .value(second_factor_at)
    .text(" AS BIGINT) FROM person WHERE disabled_at IS NULL AND id = ")
    .value(new.person.bytes().to_vec())
    .run(&work.tx)
    .await?;
    if begun == 0 {
        return Err(StoreError::Missing("person"));
    }
    Sql::new("DELETE FROM failed_try WHERE key IN ")
        .list(new.forgives.iter().map(|key| key.to_vec()))
        .run(&work.tx)
        .await?;
    failed_try::give_back(work, &new.gives_back).await?;
    let author = Author::Person(new.person);
    let detail = json!({ "second_factor": new.second_factor });
    let subject = ("person", &new.person.bytes()[..]);
    work.note(&author, "session.begin", subject, detail);
    Ok(true)
}

/// Which sessions of a person end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndSessions {
    /// This one.
    One([u8; 32]),
    /// All but this one.
    AllBut([u8; 32]),
}

pub(super) async fn end_some(
    work: &Work,
    person: PersonId,
    which: EndSessions,
) -> Result<u64, StoreError> {
    let (sign, token_hash) = match which {
        EndSessions::One(token_hash) => (" = ", token_hash),
        EndSessions::AllBut(token_hash) => (" <> ", token_hash),
    };
    Sql::new("DELETE FROM session WHERE person_seq = (SELECT seq FROM person WHERE id = ")
        .value(person.bytes().to_vec())
        .text(") AND token_hash")
        .text(sign)
        .value(token_hash.to_vec())
        .run(&work.tx)
        .await
}

/// Ends every session of a person.
pub(super) async fn end_of(work: &Work, person: PersonId) -> Result<u64, StoreError> {
    Sql::new("DELETE FROM session WHERE person_seq = (SELECT seq FROM person WHERE id = ")
        .value(person.bytes().to_vec())
        .text(")")
        .run(&work.tx)
        .await
}

#[derive(FromQueryResult)]
struct Person {
    id: Vec<u8>,
    password_hash: Option<String>,
    disabled_at: Option<i64>,
}

#[derive(FromQueryResult)]
struct Row {
    id: Vec<u8>,
    name: String,
    email: String,
    created_at: i64,
    seen_at: i64,
    expires_at: i64,
    proved_at: Option<i64>,
    second_factor_at: Option<i64>,
    factor: Option<i64>,
    role: Option<String>,
    organisation: Option<Vec<u8>>,
}

#[derive(FromQueryResult)]
struct WrongCodes {
    wrong_codes: i64,
}

#[derive(FromQueryResult)]
struct Listed {
    token_hash: Vec<u8>,
    device: String,
    created_at: i64,
    seen_at: i64,
    expires_at: i64,
}
