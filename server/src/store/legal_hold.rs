//! Table `legal_hold`: forms of which nothing may be destroyed for now, each hold by one
//! organisation and of what belongs below it. It must not know why holds are good ones.

use super::{Author, ErasureTarget, Scoped, StoreError, scope::owned, sql::Sql};
use crate::clock::UnixMillis;
use sea_orm::{ConnectionTrait, FromQueryResult};
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
    /// The holds within reach that stand, by form.
    pub async fn holds(&self) -> Result<Vec<Hold>, StoreError> {
        let sql = Sql::new(
            "SELECT h.form_key, h.because, h.set_at, n.name FROM legal_hold h \
             LEFT JOIN person n ON n.id = h.set_by",
        );
        let sql = sql.text(&owned("h")).text("WHERE h.lifted_at IS NULL AND ");
        let rows = self
            .within_directory(sql)
            .text(" ORDER BY h.form_key, h.seq")
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

    /// The forms of what is to be destroyed on which a hold stands, set by whoever any of it belongs
    /// to: nothing of it may be destroyed then.
    pub async fn held(&self, target: ErasureTarget) -> Result<Vec<String>, StoreError> {
        held(&self.store.house.main.read, target).await
    }

    /// Holds a form; whether it was not held so before.
    pub async fn set_hold(&self, form_key: String, because: String) -> Result<bool, StoreError> {
        let (author, owner) = (self.author.clone(), self.owner().await?);
        self.write(move |work| {
            Box::pin(async move {
                let set = Sql::new(
                    "INSERT INTO legal_hold \
                     (form_key, organisation_seq, because, set_at, set_by) ",
                )
                .rows([[
                    form_key.clone().into(),
                    owner.into(),
                    because.clone().into(),
                    work.now.0.into(),
                    by(&author).into(),
                ]])
                .text(" ON CONFLICT DO NOTHING")
                .run(&work.tx)
                .await?;
                if set == 0 {
                    return Ok(false);
                }
                let detail = json!({ "because": because });
                work.note(&author, "hold.set", ("form", form_key.as_bytes()), detail);
                Ok(true)
            })
        })
        .await
    }

    /// Lifts the hold on a form that is within reach; whether there was one.
    pub async fn lift_hold(&self, form_key: String) -> Result<bool, StoreError> {
        let author = self.author.clone();
        let standing = Sql::new("SELECT h.seq FROM legal_hold h").text(&owned("h"));
        let standing = standing.text("WHERE h.lifted_at IS NULL AND h.form_key = ");
        let standing = standing.value(form_key.as_str()).text(" AND ");
        let standing = self.within_directory(standing);
        let standing = standing
            .all::<Standing>(&self.store.house.main.read)
            .await?;
        self.write(move |work| {
            Box::pin(async move {
                let lifted = Sql::new("UPDATE legal_hold SET lifted_at = ")
                    .value(work.now.0)
                    .text(", lifted_by = ")
                    .value(by(&author))
                    .text(" WHERE lifted_at IS NULL AND seq IN ")
                    .list(standing.iter().map(|hold| hold.seq))
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

/// The forms of a target on which a hold stands, as this connection sees it.
pub(super) async fn held(
    db: &impl ConnectionTrait,
    target: ErasureTarget,
) -> Result<Vec<String>, StoreError> {
    let rows = Sql::new("SELECT DISTINCT fv.form_key FROM legal_hold h")
        .text(&owned("h"))
        .text(
            "JOIN form_version fv ON fv.form_key = h.form_key \
             JOIN campaign c ON c.form_version_seq = fv.seq \
             JOIN return_ r ON r.campaign_seq = c.seq \
             JOIN organisation q ON q.seq = r.organisation_seq \
             AND q.path >= o.path AND q.path < o.path || ':' \
             LEFT JOIN audit_case k ON k.seq = r.case_seq \
             LEFT JOIN submission s ON s.return_seq = r.seq WHERE h.lifted_at IS NULL AND ",
        )
        .text(target.condition())
        .value(target.bytes().to_vec())
        .text(" ORDER BY fv.form_key")
        .all::<Form>(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.form_key).collect())
}

#[derive(FromQueryResult)]
struct Form {
    form_key: String,
}

fn by(author: &Author) -> Option<Vec<u8>> {
    author.person().map(|person| person.bytes().to_vec())
}

#[derive(FromQueryResult)]
struct Standing {
    seq: i64,
}

#[derive(FromQueryResult)]
struct Row {
    form_key: String,
    because: String,
    set_at: i64,
    name: Option<String>,
}
