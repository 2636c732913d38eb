//! Table `legal_hold`: forms of which nothing may be destroyed for now. It must not know why holds
//! are good ones.

use super::{Author, Scoped, StoreError, sql::Sql, writer::Work};
use crate::clock::UnixMillis;
use sea_orm::FromQueryResult;
use serde_json::json;

/// A hold that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// The form, by key.
    pub form_key: String,
    /// Why, by its word.
    pub because: String,
    /// Since when.
    pub set_at: UnixMillis,
    /// The name of who set it; none for a command.
    pub by: Option<String>,
}

impl Scoped {
    /// The holds that stand, by form.
    pub async fn holds(&self) -> Result<Vec<Hold>, StoreError> {
        let rows = Sql::new(
            "SELECT h.form_key, h.because, h.set_at, n.name FROM legal_hold h \
             LEFT JOIN person n ON n.id = h.set_by WHERE h.lifted_at IS NULL \
             ORDER BY h.form_key, h.seq",
        )
        .all::<Row>(&self.store.house.main.read)
        .await?;
        let hold = |row: Row| Hold {
            form_key: row.form_key,
            because: row.because,
            set_at: UnixMillis(row.set_at),
            by: row.name,
        };
        Ok(rows.into_iter().map(hold).collect())
    }

    /// Whether nothing of a form may be destroyed.
    pub async fn is_held(&self, form_key: &str) -> Result<bool, StoreError> {
        let holds = self.holds().await?;
        Ok(holds.iter().any(|hold| hold.form_key == form_key))
    }

    /// Holds a form; whether it was not held before.
    pub async fn set_hold(&self, form_key: String, because: String) -> Result<bool, StoreError> {
        if self.is_held(&form_key).await? {
            return Ok(false);
        }
        let author = self.author.clone();
        self.write(move |work| {
            Box::pin(async move {
                Sql::new("INSERT INTO legal_hold (form_key, because, set_at, set_by) ")
                    .rows([[
                        form_key.clone().into(),
                        because.clone().into(),
                        work.now.0.into(),
                        by(&author).into(),
                    ]])
                    .run(&work.tx)
                    .await?;
                let detail = json!({ "because": because });
                work.note(&author, "hold.set", ("form", form_key.as_bytes()), detail);
                Ok(true)
            })
        })
        .await
    }

    /// Lifts the hold on a form; whether there was one.
    pub async fn lift_hold(&self, form_key: String) -> Result<bool, StoreError> {
        let author = self.author.clone();
        self.write(move |work| {
            Box::pin(async move {
                let lifted = Sql::new("UPDATE legal_hold SET lifted_at = ")
                    .value(work.now.0)
                    .text(", lifted_by = ")
                    .value(by(&author))
                    .text(" WHERE lifted_at IS NULL AND form_key = ")
                    .value(form_key.as_str())
                    .run(&work.tx)
                    .await?;
                if lifted > 0 {
                    work.note(
                        &author,
                        "hold.lift",
                        ("form", form_key.as_bytes()),
                        json!({}),
                    );
                }
                Ok(lifted > 0)
            })
        })
        .await
    }
}

/// Whether a hold stands on a form, as this transaction sees it.
pub(super) async fn stands(work: &Work, form_key: &str) -> Result<bool, StoreError> {
    let held = Sql::new("SELECT seq FROM legal_hold WHERE lifted_at IS NULL AND form_key = ")
        .value(form_key)
        .text(" LIMIT 1")
        .one::<Standing>(&work.tx)
        .await?;
    Ok(held.is_some_and(|held| held.seq > 0))
}

#[derive(FromQueryResult)]
struct Standing {
    seq: i64,
}

fn by(author: &Author) -> Option<Vec<u8>> {
    author.person().map(|person| person.bytes().to_vec())
}

#[derive(FromQueryResult)]
struct Row {
    form_key: String,
    because: String,
    set_at: i64,
    name: Option<String>,
}
