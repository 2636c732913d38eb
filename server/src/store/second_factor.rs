//! Tables `second_factor` and `recovery_code`: the key of someone's authenticator app, sealed, and
//! the codes for when it is lost, hashed. Each code opens once. It must not know how a code is
//! computed.

use super::{Author, EndSessions, Scoped, Store, StoreError, session, sql::Sql, writer::Work};
use crate::seal::{Place, open, seal};
use fourlens_app::portal::PersonId;
use sea_orm::FromQueryResult;
use serde_json::json;
use zeroize::Zeroizing;

/// Someone's second factor.
#[derive(Debug, Clone)]
pub struct SecondFactor {
    /// The key that their app holds too.
    pub key: Zeroizing<Vec<u8>>,
    /// The time step of the code used last.
    pub last_step: i64,
    /// How many recovery codes are left.
    pub codes_left: i64,
}

/// A second factor to be set up.
#[derive(Debug, Clone)]
pub struct NewSecondFactor {
    /// The key that their app holds too.
    pub key: Zeroizing<Vec<u8>>,
    /// The time step of the code that proved it.
    pub step: i64,
    /// The hashes of its recovery codes.
    pub code_hashes: Vec<[u8; 32]>,
}

impl Store {
    /// Someone's second factor, where they have set one up.
    pub async fn second_factor(&self, of: PersonId) -> Result<Option<SecondFactor>, StoreError> {
        let row = Sql::new(
            "SELECT f.sealed, f.last_step, (SELECT count(*) FROM recovery_code c \
             WHERE c.person_seq = f.person_seq AND c.used_at IS NULL) AS codes_left \
             FROM second_factor f JOIN person n ON n.seq = f.person_seq WHERE n.id = ",
        )
        .value(of.bytes().to_vec())
        .one::<Row>(&self.house.main.read)
        .await?;
        row.map(|row| {
            Ok(SecondFactor {
                key: open(
                    &self.house.secrets.second_factor,
                    &place(&[of.bytes()]),
                    &row.sealed,
                )?,
                last_step: row.last_step,
                codes_left: row.codes_left,
            })
        })
        .transpose()
    }

    /// Keeps a second factor that was just proved; false when there is one already.
    pub async fn set_up_second_factor(
        &self,
        of: PersonId,
        new: NewSecondFactor,
    ) -> Result<bool, StoreError> {
        let house = &self.house;
        let key = &house.secrets.second_factor;
        let sealed = seal(key, &place(&[of.bytes()]), &new.key, house.random.as_ref());
        house
            .writer
            .job(move |work| {
                Box::pin(async move {
                    let kept = Sql::new(
                        "INSERT INTO second_factor (person_seq, set_up_at, last_step, sealed) \
                         SELECT seq, ",
                    )
                    .value(work.now.0)
                    .text(", ")
                    .value(new.step)
                    .text(", ")
                    .value(sealed)
                    .text(" FROM person WHERE id = ")
                    .value(of.bytes().to_vec())
                    .text(" ON CONFLICT (person_seq) DO NOTHING")
                    .run(&work.tx)
                    .await?;
                    if kept == 0 {
                        return Ok(false);
                    }
                    put_codes(work, of, &new.code_hashes).await?;
                    note(work, of, "second_factor.set_up");
                    Ok(true)
                })
            })
            .await
    }

    /// Uses the code of a time step; false when it, or a later one, was used before.
    pub async fn use_step(&self, of: PersonId, step: i64) -> Result<bool, StoreError> {
        self.house
            .writer
            .job(move |work| {
                Box::pin(async move {
                    let used = Sql::new("UPDATE second_factor SET last_step = ")
                        .value(step)
                        .text(" WHERE last_step < ")
                        .value(step)
                        .text(" AND person_seq = (SELECT seq FROM person WHERE id = ")
                        .value(of.bytes().to_vec())
                        .text(")")
                        .run(&work.tx)
                        .await?;
                    Ok(used > 0)
                })
            })
            .await
    }

    /// Uses a recovery code up; false when it is not one of theirs, or was used before.
    pub async fn use_recovery_code(
        &self,
        of: PersonId,
        code_hash: [u8; 32],
    ) -> Result<bool, StoreError> {
        self.house
            .writer
            .job(move |work| {
                Box::pin(async move {
                    let used = Sql::new("UPDATE recovery_code SET used_at = ")
                        .value(work.now.0)
                        .text(" WHERE used_at IS NULL AND code_hash = ")
                        .value(code_hash.to_vec())
                        .text(" AND person_seq = (SELECT seq FROM person WHERE id = ")
                        .value(of.bytes().to_vec())
                        .text(")")
                        .run(&work.tx)
                        .await?;
                    if used > 0 {
                        note(work, of, "second_factor.recovery_code");
                    }
                    Ok(used > 0)
                })
            })
            .await
    }

    /// Replaces someone's recovery codes; those before open nothing any more.
    pub async fn renew_recovery_codes(
        &self,
        of: PersonId,
        code_hashes: Vec<[u8; 32]>,
    ) -> Result<(), StoreError> {
        self.house
            .writer
            .job(move |work| {
                Box::pin(async move {
                    put_codes(work, of, &code_hashes).await?;
                    note(work, of, "second_factor.new_codes");
                    Ok(())
                })
            })
            .await
    }

    /// Takes one's own second factor away; every session but this one ends.
    pub async fn turn_off_second_factor(
        &self,
        of: PersonId,
        keep: [u8; 32],
    ) -> Result<(), StoreError> {
        self.house
            .writer
            .job(move |work| {
                Box::pin(async move {
                    if drop_factor(work, of).await? {
                        session::end_some(work, of, EndSessions::AllBut(keep)).await?;
                        note(work, of, "second_factor.take");
                    }
                    Ok(())
                })
            })
            .await
    }

    /// The keyed hash under which a recovery code is kept: without the key ring nobody can try
    /// codes against it.
    pub fn recovery_code_hash(&self, of: PersonId, code: &str) -> [u8; 32] {
        let key = &self.house.secrets.second_factor;
        key.hash(&[b"recovery code", of.bytes(), code.as_bytes()])
    }

    /// A key that is not kept yet, sealed for the page of one session where it is proved.
    pub fn seal_pending_factor(&self, of: PersonId, session: [u8; 32], key: &[u8]) -> Vec<u8> {
        let (house, row) = (&self.house, [&of.bytes()[..], &session]);
        let place = Place {
            column: "pending",
            ..place(&row)
        };
        seal(
            &house.secrets.second_factor,
            &place,
            key,
            house.random.as_ref(),
        )
    }

    /// Opens what was sealed for this session's page; none when it was not.
    pub fn open_pending_factor(
        &self,
        of: PersonId,
        session: [u8; 32],
        sealed: &[u8],
    ) -> Option<Zeroizing<Vec<u8>>> {
        let row = [&of.bytes()[..], &session];
        let place = Place {
            column: "pending",
            ..place(&row)
        };
        open(&self.house.secrets.second_factor, &place, sealed).ok()
    }
}

impl Scoped {
    /// Takes a second factor away and ends its person's sessions; whether there was one.
    pub async fn take_second_factor(&self, of: PersonId) -> Result<bool, StoreError> {
        if !self.reaches(of).await? {
            return Ok(false);
        }
        let author = self.author.clone();
        self.write(move |work| {
            Box::pin(async move {
                if !drop_factor(work, of).await? {
                    return Ok(false);
                }
                session::end_of(work, of).await?;
                let subject = ("person", &of.bytes()[..]);
                work.note(&author, "second_factor.take", subject, json!({}));
                Ok(true)
            })
        })
        .await
    }
}

fn place<'a>(row: &'a [&'a [u8]]) -> Place<'a> {
    Place {
        table: "second_factor",
        row,
        column: "sealed",
    }
}

fn note(work: &Work, of: PersonId, action: &str) {
    let author = Author::Person(of);
    work.note(&author, action, ("person", of.bytes()), json!({}));
}

async fn put_codes(work: &Work, of: PersonId, hashes: &[[u8; 32]]) -> Result<(), StoreError> {
    drop_codes(work, of).await?;
    let row = Sql::new("SELECT seq FROM person WHERE id = ")
        .value(of.bytes().to_vec())
        .one::<PersonSeq>(&work.tx)
        .await?
        .ok_or(StoreError::Missing("person"))?;
    Sql::new("INSERT INTO recovery_code (person_seq, code_hash) ")
        .rows(
            hashes
                .iter()
                .map(|hash| [row.seq.into(), hash.to_vec().into()]),
        )
        .run(&work.tx)
        .await?;
    Ok(())
}

/// Takes a second factor away with its recovery codes; whether there was one.
async fn drop_factor(work: &Work, of: PersonId) -> Result<bool, StoreError> {
    drop_codes(work, of).await?;
    let taken = Sql::new(
        "DELETE FROM second_factor WHERE person_seq = (SELECT seq FROM person WHERE id = ",
    )
    .value(of.bytes().to_vec())
    .text(")")
    .run(&work.tx)
    .await?;
    Ok(taken > 0)
}

async fn drop_codes(work: &Work, of: PersonId) -> Result<(), StoreError> {
    Sql::new("DELETE FROM recovery_code WHERE person_seq = (SELECT seq FROM person WHERE id = ")
        .value(of.bytes().to_vec())
        .text(")")
        .run(&work.tx)
        .await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct Row {
    sealed: Vec<u8>,
    last_step: i64,
    codes_left: i64,
}

#[derive(FromQueryResult)]
struct PersonSeq {
    seq: i64,
}
