//! Bytes that nothing opens any more: those of files taken away or refused are deleted, and those
//! of files that never came in whole.

use super::super::{
    Store, StoreError,
    sql::{Sql, bytes},
};
use fourlens_app::portal::FileId;
use sea_orm::FromQueryResult;
use std::{collections::HashMap, time::Duration};

/// Files swept at once.
const SLICE: i64 = 200;

/// How long a file may be on its way: longer than any post may take.
const ON_ITS_WAY: Duration = Duration::from_secs(60 * 60);

impl Store {
    /// Deletes the bytes of files whose keys are destroyed; how many. While a backup is being
    /// copied nothing is deleted.
    pub async fn sweep_files(&self) -> Result<usize, StoreError> {
        let house = &self.house;
        if house.writer.is_copying() {
            return Ok(0);
        }
        let rows = Sql::new(
            "SELECT seq, id FROM evidence_file WHERE swept_at IS NULL \
             AND (removed_at IS NOT NULL OR state = 'refused') ORDER BY seq LIMIT ",
        )
        .value(SLICE)
        .all::<Row>(&house.main.read)
        .await?;
        let mut swept = Vec::with_capacity(rows.len());
        for row in rows {
            house
                .files
                .remove(FileId::from_bytes(bytes(&row.id, "file id")?))
                .await?;
            swept.push(row.seq);
        }
        let count = swept.len();
        if count > 0 {
            house
                .writer
                .job(move |work| {
                    Box::pin(async move {
                        let sql = Sql::new("UPDATE evidence_file SET swept_at = ");
                        let sql = sql.value(work.now.0).text(" WHERE seq IN ").list(swept);
                        sql.run(&work.tx).await
                    })
                })
                .await?;
        }
        Ok(count)
    }

    /// Deletes what was written of files that did not come in whole, because a process was killed
    /// or what came was not taken; how many. One that may still be on its way stays.
    pub async fn sweep_incoming_files(&self) -> Result<usize, StoreError> {
        let house = &self.house;
        if house.writer.is_copying() {
            return Ok(0);
        }
        let before = house.clock.now().0 - ON_ITS_WAY.as_millis() as i64;
        let give_up =
            Sql::new("UPDATE incoming_file SET given_up = 1 WHERE given_up = 0 AND began_at < ");
        // First nobody can keep them any more, then their bytes go, then what is known of them.
        self.swept(give_up.value(before)).await?;
        let rows = Sql::new("SELECT id FROM incoming_file WHERE given_up = 1 LIMIT ")
            .value(SLICE)
            .all::<IncomingRow>(&house.main.read)
            .await?;
        for row in &rows {
            let id = FileId::from_bytes(bytes(&row.id, "file id")?);
            house.files.remove_unfinished(id).await?;
            house.files.remove(id).await?;
        }
        let count = rows.len();
        if count > 0 {
            let gone = Sql::new("DELETE FROM incoming_file WHERE id IN ");
            self.swept(gone.list(rows.into_iter().map(|row| row.id)))
                .await?;
        }
        Ok(count)
    }

    /// Runs what a sweep changes.
    async fn swept(&self, sql: Sql) -> Result<u64, StoreError> {
        self.house
            .writer
            .job(move |work| Box::pin(async move { sql.run(&work.tx).await }))
            .await
    }

    /// Bytes that no file's row names, and whether they are of a file on its way, which is swept
    /// when it does not arrive. Others are told and never deleted from here: where two portals were
    /// given one place for their files, they would be the other's.
    pub(in crate::store) async fn objects_beyond(&self) -> Result<Vec<(FileId, bool)>, StoreError> {
        // Objects first: a file's bytes are there before its row is.
        let objects = self.house.files.names().await?;
        if objects.is_empty() {
            return Ok(Vec::new());
        }
        let rows = Sql::new(
            "SELECT id, 0 AS incoming FROM evidence_file WHERE swept_at IS NULL \
             UNION ALL SELECT id, 1 AS incoming FROM incoming_file",
        );
        let rows = rows.all::<KnownRow>(&self.house.main.read).await?;
        let known: HashMap<Vec<u8>, bool> = rows
            .into_iter()
            .map(|row| (row.id, row.incoming > 0))
            .collect();
        let beyond =
            objects
                .into_iter()
                .filter_map(|file| match known.get(file.bytes().as_slice()) {
                    Some(false) => None,
                    Some(true) => Some((file, true)),
                    None => Some((file, false)),
                });
        Ok(beyond.collect())
    }
}

#[derive(FromQueryResult)]
struct KnownRow {
    id: Vec<u8>,
    incoming: i32,
}

#[derive(FromQueryResult)]
struct IncomingRow {
    id: Vec<u8>,
}

#[derive(FromQueryResult)]
struct Row {
    seq: i64,
    id: Vec<u8>,
}
