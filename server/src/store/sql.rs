//! A statement and its values, built together; the same text serves both databases. It must
//! not know any table.

use super::StoreError;
use sea_orm::{ConnectionTrait, FromQueryResult, QueryResult, Statement, Value};
use std::fmt::Write;

/// A statement being written.
#[derive(Debug, Clone)]
pub(super) struct Sql {
    text: String,
    values: Vec<Value>,
}

impl Sql {
    pub(super) fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            values: Vec::new(),
        }
    }

    /// More words; never a value.
    pub(super) fn text(mut self, text: &str) -> Self {
        self.text.push_str(text);
        self
    }

    /// Whether these words stand in it.
    pub(super) fn mentions(&self, words: &str) -> bool {
        self.text.contains(words)
    }

    /// A value, bound.
    pub(super) fn value(mut self, value: impl Into<Value>) -> Self {
        self.push(value.into());
        self
    }

    /// `(a, b, c)` of bound values; no value at all matches nothing in `IN`.
    pub(super) fn list<V: Into<Value>>(mut self, values: impl IntoIterator<Item = V>) -> Self {
        let start = self.values.len();
        self.text.push('(');
        for value in values {
            if self.values.len() > start {
                self.text.push(',');
            }
            self.push(value.into());
        }
        if self.values.len() == start {
            self.text.push_str("NULL");
        }
        self.text.push(')');
        self
    }

    /// `VALUES (…), (…)`; there must be a row.
    pub(super) fn rows<const N: usize>(
        mut self,
        rows: impl IntoIterator<Item = [Value; N]>,
    ) -> Self {
        self.text.push_str("VALUES ");
        for (index, row) in rows.into_iter().enumerate() {
            self.text.push_str(if index == 0 { "(" } else { ",(" });
            for (column, value) in row.into_iter().enumerate() {
                if column > 0 {
                    self.text.push(',');
                }
                self.push(value);
            }
            self.text.push(')');
        }
        self
    }

    fn push(&mut self, value: Value) {
        self.values.push(value);
        let _ = write!(self.text, "${}", self.values.len());
    }

    fn statement(self, db: &impl ConnectionTrait) -> Statement {
        Statement::from_sql_and_values(db.get_database_backend(), self.text, self.values)
    }

    /// Runs it; how many rows it touched.
    pub(super) async fn run(self, db: &impl ConnectionTrait) -> Result<u64, StoreError> {
        Ok(db.execute_raw(self.statement(db)).await?.rows_affected())
    }

    /// Its rows.
    pub(super) async fn all<T: FromQueryResult>(
        self,
        db: &impl ConnectionTrait,
    ) -> Result<Vec<T>, StoreError> {
        let rows = db.query_all_raw(self.statement(db)).await?;
        rows.iter()
            .map(|row| Ok(T::from_query_result(row, "")?))
            .collect()
    }

    /// Its first row.
    pub(super) async fn one<T: FromQueryResult>(
        self,
        db: &impl ConnectionTrait,
    ) -> Result<Option<T>, StoreError> {
        let row: Option<QueryResult> = db.query_one_raw(self.statement(db)).await?;
        Ok(row.map(|row| T::from_query_result(&row, "")).transpose()?)
    }
}

/// 16 bytes as they come from the database.
pub(super) fn bytes<const N: usize>(stored: &[u8], what: &str) -> Result<[u8; N], StoreError> {
    stored
        .try_into()
        .map_err(|_| StoreError::damaged(what, "wrong length"))
}
