//! Names of organisations for people to pick from, with the number that tells two of one name apart.
//! It must not know which question asks.

use crate::store::{Scoped, StoreError, sql::Sql};
use sea_orm::FromQueryResult;

impl Scoped {
    /// The names of every organisation of a kind within reach, in order; none when there are more
    /// than `most`.
    pub async fn names_of_kind(
        &self,
        kind: &str,
        most: u32,
    ) -> Result<Option<Vec<String>>, StoreError> {
        let rows = self.within_directory(Sql::new(SELECT));
        let rows = rows.text(" AND o.kind = ").value(kind).text(" LIMIT ");
        let rows = rows.value(i64::from(most) + 1);
        let rows = rows.all::<Row>(&self.store.house.main.read).await?;
        if rows.len() > most as usize {
            return Ok(None);
        }
        let mut names: Vec<String> = rows.into_iter().map(Row::words).collect();
        names.sort();
        Ok(Some(names))
    }

    /// The name of the organisation of a kind with this number: a school's URN, or a trust's number
    /// in the register of schools.
    pub async fn name_by_number(
        &self,
        kind: &str,
        number: &str,
    ) -> Result<Option<String>, StoreError> {
        let sql = self.within_directory(Sql::new(SELECT));
        let sql = sql
            .text(" AND o.kind = ")
            .value(kind)
            .text(" AND (o.urn = ");
        let sql = sql.value(number).text(" OR o.register_code = ");
        let sql = sql.value(number).text(") ORDER BY o.seq LIMIT 1");
        let row = sql.one::<Row>(&self.store.house.main.read).await?;
        Ok(row.map(Row::words))
    }
}

const SELECT: &str = "SELECT o.name, o.urn FROM organisation o WHERE ";

#[derive(FromQueryResult)]
struct Row {
    name: String,
    urn: Option<String>,
}

impl Row {
    fn words(self) -> String {
        match self.urn {
            Some(urn) => format!("{} ({urn})", self.name),
            None => self.name,
        }
    }
}
