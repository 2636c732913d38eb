//! That the key of each second factor opens where it stands. It must not know a code.

use super::{
    super::{
        Store, StoreError,
        sql::{Sql, bytes},
    },
    Fault, FaultKind, subject,
};
use fourlens_app::portal::PersonId;
use sea_orm::FromQueryResult;

impl Store {
    /// Opens every key.
    pub(super) async fn verify_second_factors(
        &self,
        faults: &mut Vec<Fault>,
    ) -> Result<(), StoreError> {
        let mut after = 0;
        loop {
            let rows = Sql::new(
                "SELECT f.seq, n.id FROM second_factor f JOIN person n ON n.seq = f.person_seq \
                 WHERE f.seq > ",
            )
            .value(after)
            .text(" ORDER BY f.seq LIMIT 500")
            .all::<Row>(&self.house.main.read)
            .await?;
            let Some(end) = rows.last() else {
                return Ok(());
            };
            after = end.seq;
            for row in rows {
                let person = PersonId::from_bytes(bytes(&row.id, "person id")?);
                if let Err(StoreError::Seal(error)) = self.second_factor(person).await {
                    let subject = subject("person", &row.id);
                    faults.push(Fault::new(
                        FaultKind::SecondFactor,
                        subject,
                        error.to_string(),
                    ));
                }
            }
        }
    }
}

#[derive(FromQueryResult)]
struct Row {
    seq: i64,
    id: Vec<u8>,
}
