//! Files that wait for the virus scanner, and what it found.

use super::{
    super::{
        Scoped, StoreError,
        key_store::PartId,
        sql::{Sql, bytes},
        writer::Work,
    },
    FileContent, content,
};
use fourlens_app::portal::FileId;
use sea_orm::FromQueryResult;
use serde_json::json;

/// A file that waits.
pub struct WaitingFile {
    /// Its bytes.
    pub content: FileContent,
    /// Where to go on: the next slice begins after it.
    pub cursor: i64,
}

/// What the scanner found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing.
    Clean,
    /// This.
    Found(String),
}

impl Scoped {
    /// How many files wait.
    pub async fn count_waiting_files(&self) -> Result<i64, StoreError> {
        let row = Sql::new("SELECT count(*) AS count FROM evidence_file WHERE ")
            .text(WAITING)
            .one::<Count>(&self.store.house.main.read)
            .await?;
        Ok(row.map_or(0, |row| row.count))
    }

    /// The first file that waits after this cursor; one that cannot be read is told in the log
    /// and left where it is, for `verify` to tell.
    pub async fn next_waiting_file(&self, after: i64) -> Result<Option<WaitingFile>, StoreError> {
        let house = &self.store.house;
        let mut cursor = after;
        loop {
            let sql = content::select()
                .text(" AND e.state = 'waiting' AND e.seq > ")
                .value(cursor)
                .text(" ORDER BY e.seq LIMIT 1");
            let Some(row) = sql.one::<content::Sealed>(&house.main.read).await? else {
                return Ok(None);
            };
            cursor = row.seq;
            match row.content(house).await {
                Ok(Some(content)) => return Ok(Some(WaitingFile { content, cursor })),
                Ok(None) => {}
                Err(
                    cause @ (StoreError::Damaged(_) | StoreError::Seal(_) | StoreError::KeyMissing),
                ) => {
                    tracing::error!(%cause, file = cursor, "a file that waits cannot be read");
                }
                Err(cause) => return Err(cause),
            }
        }
    }

    /// Settles a file that waited: it may be given out, or it is destroyed. One that was taken
    /// away meanwhile stays away.
    pub async fn settle_file(&self, file: FileId, verdict: Verdict) -> Result<(), StoreError> {
        let author = self.author.clone();
        self.write(move |work| {
            Box::pin(async move {
                let Some((row, part)) = waiting(work, file).await? else {
                    return Ok(());
                };
                let (state, reason) = match &verdict {
                    Verdict::Clean => ("clean", None),
                    Verdict::Found(what) => ("refused", Some(what.clone())),
                };
                Sql::new("UPDATE evidence_file SET state = ")
                    .value(state)
                    .text(", reason = ")
                    .value(reason.clone())
                    .text(" WHERE seq = ")
                    .value(row.seq)
                    .run(&work.tx)
                    .await?;
                let subject = ("return", row.return_id.as_slice());
                let action = match verdict {
                    Verdict::Clean => "file.clean",
                    Verdict::Found(_) => {
                        work.destroy(part);
                        "file.refuse"
                    }
                };
                let detail = json!({ "file": file, "found": reason });
                work.note(&author, action, subject, detail);
                Ok(())
            })
        })
        .await
    }
}

const WAITING: &str = "state = 'waiting' AND removed_at IS NULL";

async fn waiting(work: &Work, file: FileId) -> Result<Option<(WaitingRow, PartId)>, StoreError> {
    let row = Sql::new(
        "SELECT e.seq, e.part, r.id AS return_id FROM evidence_file e \
         JOIN return_ r ON r.seq = e.return_seq WHERE e.state = 'waiting' \
         AND e.removed_at IS NULL AND e.id = ",
    )
    .value(file.bytes().to_vec())
    .text(if work.is_postgres {
        " FOR UPDATE OF e"
    } else {
        ""
    })
    .one::<WaitingRow>(&work.tx)
    .await?;
    row.map(|row| {
        let part = bytes(&row.part, "part")?;
        Ok((row, part))
    })
    .transpose()
}

#[derive(FromQueryResult)]
struct Count {
    count: i64,
}

#[derive(FromQueryResult)]
struct WaitingRow {
    seq: i64,
    part: Vec<u8>,
    return_id: Vec<u8>,
}
