//! Files: each row has its key and its bytes, which open and are what was uploaded; and no bytes
//! lie there that no row names. It must not know what a file shows.

use super::{
    super::{
        Store, StoreError,
        evidence_file::{Sealed, sealed_files},
        key_store::Keys,
    },
    Fault, FaultKind, Parts, subject,
};

impl Store {
    /// Every file and every object.
    pub(super) async fn verify_files(
        &self,
        parts: &mut Parts,
        faults: &mut Vec<Fault>,
    ) -> Result<(), StoreError> {
        let mut after = 0;
        loop {
            let rows = sealed_files()
                .text(" AND e.seq > ")
                .value(after)
                .text(" ORDER BY e.seq LIMIT 200")
                .all::<Sealed>(&self.house.main.read)
                .await?;
            let Some(end) = rows.last() else { break };
            after = end.seq;
            let slice = rows.iter().map(Sealed::part);
            let slice: Vec<_> = slice.collect::<Result<_, _>>()?;
            parts.extend(&slice);
            let keys = self.house.keys.keys(&slice).await?;
            for row in rows {
                faults.extend(self.verify_file(row, &keys).await?);
            }
        }
        for (file, on_its_way) in self.objects_beyond().await? {
            let message = match on_its_way {
                true => {
                    "bytes lie here of a file that has not come in whole: if it never does, the sweep will delete them"
                }
                false => {
                    "bytes lie here that no file's row names: nothing opens them, and if no other portal keeps its files here they can be deleted"
                }
            };
            let subject = subject("file", file.bytes());
            faults.push(Fault::new(FaultKind::FileWithoutRow, subject, message));
        }
        Ok(())
    }

    async fn verify_file(&self, row: Sealed, keys: &Keys) -> Result<Option<Fault>, StoreError> {
        let (seq, subject) = (row.seq, subject("file", &row.id));
        let proved = match row.opened(keys, &self.house.files).await {
            Ok(Some(content)) => content.prove().await,
            Ok(None) => return Ok(None),
            Err(error) => Err(error),
        };
        let (kind, message) = match proved {
            Ok(()) => return Ok(None),
            Err(StoreError::KeyMissing) => (
                FaultKind::KeyMissing,
                "the file's key is missing".to_owned(),
            ),
            Err(error @ (StoreError::Seal(_) | StoreError::Damaged(_))) => {
                (FaultKind::File, error.to_string())
            }
            Err(error) => return Err(error),
        };
        // It may have been taken away or refused meanwhile.
        let still = sealed_files().text(" AND e.seq = ").value(seq);
        let still = still.one::<Sealed>(&self.house.main.read).await?;
        Ok(still.map(|_| Fault::new(kind, subject, message)))
    }
}
