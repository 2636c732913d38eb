//! Table `case_block`: who is kept out of a case. Rows are only ever added: a block is lifted by
//! another row, and the last of a person and a case counts. What a block does is the scope's. It
//! must not know why anyone is kept out: reasons are sealed.

use super::{
    Author, Scoped, StoreError,
    audit_case::{open_reason, seal_reason},
    sql::{Sql, bytes},
    writer::Work,
};
use crate::{clock::UnixMillis, seal::DataKey};
use fourlens_app::portal::{CaseId, PersonId};
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde_json::json;

const TABLE: &str = "case_block";

/// A row: someone is kept out of a case, or no longer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockView {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// When.
    pub at: UnixMillis,
    /// The name of who decided it; none for the system.
    pub by: Option<String>,
    /// Whether it lifts the block before it.
    pub lifted: bool,
    /// Why; none once it was erased.
    pub reason: Option<String>,
}

/// How blocking, or lifting a block, ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockOutcome {
    /// It holds from now on, with the next request.
    Done,
    /// It was so already.
    AlreadySo,
}

/// Whether someone is kept out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Block {
    /// From now on.
    Set,
    /// No longer.
    Lift,
}

impl Scoped {
    /// Keeps someone out of a case, or no longer, and says why. None when the case is out of
    /// reach. Errors: no such person.
    pub async fn block(
        &self,
        of: CaseId,
        person: PersonId,
        block: Block,
        reason: String,
    ) -> Result<Option<BlockOutcome>, StoreError> {
        let Some(case) = self.case_row(of).await? else {
            return Ok(None);
        };
        let (part, author) = (case.part()?, self.author.clone());
        let key = self.case_key(&part).await?.ok_or(StoreError::KeyMissing)?;
        self.write(move |work| {
            Box::pin(async move {
                let person_seq = person_seq(work, person).await?;
                let lifted = block == Block::Lift;
                work.lock("audit_case", case.seq).await?;
                let stands = stands(&work.tx, case.seq, person_seq).await?;
                if stands != lifted {
                    return Ok(Some(BlockOutcome::AlreadySo));
                }
                let at = work.now.0.to_be_bytes();
                let row: [&[u8]; 3] = [&part, person.bytes(), &at];
                let sealed = seal_reason(&key, TABLE, &row, &reason, work.random.as_ref());
                append(work, &author, (case.seq, person_seq), lifted, sealed).await?;
                let action = if lifted { "case.unblock" } else { "case.block" };
                let detail = json!({ "person": person });
                work.note(&author, action, ("case", of.bytes()), detail);
                Ok(Some(BlockOutcome::Done))
            })
        })
        .await
    }

    /// Every row about a case, oldest first; none when the case is out of reach.
    pub async fn blocks_of_case(&self, of: CaseId) -> Result<Option<Vec<BlockView>>, StoreError> {
        let Some(case) = self.case_row(of).await? else {
            return Ok(None);
        };
        let part = case.part()?;
        let key = self.case_key(&part).await?;
        let rows = rows_of(&self.store.house.main.read, case.seq).await?;
        let view = |row: Row| row.view(key.as_ref(), &part);
        Ok(Some(rows.into_iter().map(view).collect::<Result<_, _>>()?))
    }
}

async fn append(
    work: &Work,
    author: &Author,
    (case_seq, person_seq): (i64, i64),
    lifted: bool,
    sealed: Vec<u8>,
) -> Result<(), StoreError> {
    Sql::new("INSERT INTO case_block (case_seq, person_seq, at, by_person, lifted, reason) ")
        .rows([[
            case_seq.into(),
            person_seq.into(),
            work.now.0.into(),
            author.person().map(|by| by.bytes().to_vec()).into(),
            i64::from(lifted).into(),
            sealed.into(),
        ]])
        .run(&work.tx)
        .await?;
    Ok(())
}

/// Whether a person is kept out of a case now.
pub(super) async fn stands(
    db: &impl ConnectionTrait,
    case_seq: i64,
    person_seq: i64,
) -> Result<bool, StoreError> {
    let last = Sql::new("SELECT lifted FROM case_block WHERE case_seq = ")
        .value(case_seq)
        .text(" AND person_seq = ")
        .value(person_seq)
        .text(" ORDER BY seq DESC LIMIT 1")
        .one::<Last>(db)
        .await?;
    Ok(last.is_some_and(|last| last.lifted == 0))
}

/// A person's row.
pub(super) async fn person_seq(work: &Work, person: PersonId) -> Result<i64, StoreError> {
    let row = Sql::new("SELECT seq FROM person WHERE id = ").value(person.bytes().to_vec());
    let row = row.one::<Seq>(&work.tx).await?;
    Ok(row.ok_or(StoreError::Missing("person"))?.seq)
}

/// Opens every reason of a case.
pub(super) async fn check(
    db: &impl ConnectionTrait,
    case_seq: i64,
    part: &[u8; 16],
    key: &DataKey,
) -> Result<(), StoreError> {
    for row in rows_of(db, case_seq).await? {
        row.view(Some(key), part)?;
    }
    Ok(())
}

async fn rows_of(db: &impl ConnectionTrait, case_seq: i64) -> Result<Vec<Row>, StoreError> {
    Sql::new(
        "SELECT n.id, n.name, b.at, b.lifted, b.reason, y.name AS by_name FROM case_block b \
         JOIN person n ON n.seq = b.person_seq LEFT JOIN person y ON y.id = b.by_person \
         WHERE b.case_seq = ",
    )
    .value(case_seq)
    .text(" ORDER BY b.seq")
    .all::<Row>(db)
    .await
}

#[derive(FromQueryResult)]
struct Row {
    id: Vec<u8>,
    name: String,
    at: i64,
    lifted: i64,
    reason: Vec<u8>,
    by_name: Option<String>,
}

impl Row {
    fn view(self, key: Option<&DataKey>, part: &[u8; 16]) -> Result<BlockView, StoreError> {
        let person = PersonId::from_bytes(bytes(&self.id, "person id")?);
        let at = self.at.to_be_bytes();
        let row: [&[u8]; 3] = [part, person.bytes(), &at];
        let reason = key.map(|key| open_reason(key, TABLE, &row, &self.reason));
        Ok(BlockView {
            person,
            name: self.name,
            at: UnixMillis(self.at),
            by: self.by_name,
            lifted: self.lifted != 0,
            reason: reason.transpose()?,
        })
    }
}

#[derive(FromQueryResult)]
struct Last {
    lifted: i64,
}

#[derive(FromQueryResult)]
struct Seq {
    seq: i64,
}
