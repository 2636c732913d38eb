//! Keys that seal nothing: left when a group stored its keys and did not commit, or when a crash
//! came before a draft's key was destroyed. It must not know what a part holds.

use super::{
    super::{
        Store, StoreError,
        key_store::PartId,
        sql::{Sql, bytes},
    },
    Fault, FaultKind, IdRow, Parts, subject,
};

impl Store {
    /// Destroys keys that seal nothing; how many. While a backup is being copied none is.
    pub async fn sweep_keys(&self) -> Result<usize, StoreError> {
        let (mut after, mut swept) = (0, 0);
        loop {
            let slice = self.house.keys.parts_after(after).await?;
            let Some((last, _)) = slice.last() else {
                return Ok(swept);
            };
            after = *last;
            let mut beyond: Parts = slice.into_iter().map(|(_, part)| part).collect();
            for part in parts_in_use(&self.house.main.read, &beyond).await? {
                beyond.remove(&part);
            }
            if self.house.writer.is_copying() {
                return Ok(swept);
            }
            if !beyond.is_empty() {
                swept += self.destroy_beyond(beyond).await?;
            }
        }
    }

    /// Destroys those of these keys that still seal nothing: a group stores its keys before its
    /// parts, so it looks again where no group is at work.
    async fn destroy_beyond(&self, mut gone: Parts) -> Result<usize, StoreError> {
        self.house
            .writer
            .job(move |work| {
                Box::pin(async move {
                    if work.is_postgres {
                        Sql::new("LOCK TABLE return_ IN EXCLUSIVE MODE")
                            .run(&work.tx)
                            .await?;
                    }
                    for part in parts_in_use(&work.tx, &gone).await? {
                        gone.remove(&part);
                    }
                    let gone: Vec<_> = gone.into_iter().collect();
                    work.keys.commit(&[], &gone).await?;
                    Ok(gone.len())
                })
            })
            .await
    }

    /// Keys that seal nothing.
    pub(super) async fn verify_keys(
        &self,
        parts: &Parts,
        faults: &mut Vec<Fault>,
    ) -> Result<(), StoreError> {
        let mut beyond: Parts = self.keys_beyond(parts).await?.into_iter().collect();
        // Some may belong to what was written since the parts were read.
        for part in parts_in_use(&self.house.main.read, &beyond).await? {
            beyond.remove(&part);
        }
        for part in beyond {
            let message = "a key seals nothing; the sweep will destroy it";
            faults.push(Fault::new(
                FaultKind::KeyWithoutPart,
                subject("key", &part),
                message,
            ));
        }
        Ok(())
    }

    async fn keys_beyond(&self, parts: &Parts) -> Result<Vec<PartId>, StoreError> {
        let (mut after, mut beyond) = (0, Vec::new());
        loop {
            let slice = self.house.keys.parts_after(after).await?;
            let Some((last, _)) = slice.last() else {
                return Ok(beyond);
            };
            after = *last;
            beyond.extend(
                slice
                    .into_iter()
                    .map(|(_, part)| part)
                    .filter(|p| !parts.contains(p)),
            );
        }
    }
}

/// Files that have bytes: one taken away or refused has no key.
const FILES: &str = "(SELECT part FROM evidence_file WHERE removed_at IS NULL \
    AND state <> 'refused') AS files";

/// Which of these parts something refers to.
async fn parts_in_use(
    db: &impl sea_orm::ConnectionTrait,
    parts: &Parts,
) -> Result<Vec<PartId>, StoreError> {
    let mut used = Vec::new();
    let parts: Vec<_> = parts.iter().collect();
    for slice in parts.chunks(5_000) {
        for (column, table) in [
            ("part_identifying", "submission"),
            ("part_other", "submission"),
            ("draft_part", "return_"),
            ("part", FILES),
            ("draft_part_identifying", "return_"),
            ("part", "audit_case"),
        ] {
            let rows = Sql::new(&format!(
                "SELECT {column} AS id FROM {table} WHERE {column} IN "
            ))
            .list(slice.iter().map(|part| part.to_vec()))
            .all::<IdRow>(db)
            .await?;
            for row in rows {
                used.push(bytes(&row.id, "part")?);
            }
        }
    }
    Ok(used)
}
