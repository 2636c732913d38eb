//! Bytes that nothing opens any more: those of files taken away or refused are deleted.

use super::super::{
    Store, StoreError,
    sql::{Sql, bytes},
};
use fourlens_app::portal::FileId;
use sea_orm::FromQueryResult;
use std::collections::HashSet;

/// Files swept at once.
const SLICE: i64 = 200;

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

    /// Bytes that no row names: of files that were never kept because something was cut short.
    /// They are told and never deleted from here: where two portals were given one place for their
    /// files, they would be the other's.
    pub(in crate::store) async fn objects_beyond(&self) -> Result<Vec<FileId>, StoreError> {
        // Objects first: a file's bytes are there before its row is.
        let objects = self.house.files.names().await?;
        if objects.is_empty() {
            return Ok(objects);
        }
        let rows = Sql::new("SELECT seq, id FROM evidence_file WHERE swept_at IS NULL");
        let rows = rows.all::<Row>(&self.house.main.read).await?;
        let known: HashSet<Vec<u8>> = rows.into_iter().map(|row| row.id).collect();
        let is_beyond = |file: &FileId| !known.contains(file.bytes().as_slice());
        Ok(objects.into_iter().filter(is_beyond).collect())
    }
}

#[derive(FromQueryResult)]
struct Row {
    seq: i64,
    id: Vec<u8>,
}
