//! Table `erasure`: what one person proposes to destroy and another decides. Destroying a part
//! destroys its key, in every copy of the data; that it was there stays on record. It must not know
//! why erasing is right.

mod doing;
mod planning;

pub use planning::{ErasureExtent, ErasurePlan, ErasureTarget};

use super::{
    Author, Scoped, StoreError,
    sql::{Sql, bytes},
};
use crate::clock::UnixMillis;
use fourlens_app::portal::ErasureId;
use sea_orm::FromQueryResult;
use serde::{Deserialize, Serialize};
use serde_json::json;

/// What was destroyed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ErasureReport {
    /// The references of the submissions of which parts were destroyed.
    pub submissions: Vec<String>,
    /// How many parts of submissions.
    pub parts: usize,
    /// How many drafts.
    pub drafts: usize,
    /// How many files.
    pub files: usize,
    /// Whether what was said about who may see a case, and what its meeting agreed, went too.
    pub words: bool,
}

impl ErasureReport {
    /// Whether nothing is left to destroy.
    fn is_nothing(&self) -> bool {
        self.parts + self.drafts + self.files == 0 && !self.words
    }

    fn add(&mut self, more: ErasureReport) {
        for reference in more.submissions {
            if !self.submissions.contains(&reference) {
                self.submissions.push(reference);
            }
        }
        self.parts += more.parts;
        self.drafts += more.drafts;
        self.files += more.files;
        self.words |= more.words;
    }
}

/// An erasure that was proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErasureView {
    /// Its identity.
    pub id: ErasureId,
    /// Of what.
    pub target: ErasureTarget,
    /// What that is called.
    pub called: String,
    /// How much of it.
    pub extent: ErasureExtent,
    /// Why, by its word.
    pub because: String,
    /// When it was proposed, and by whom.
    pub proposed: (UnixMillis, Option<String>),
    /// Whether the actor is the one who proposed it, who cannot decide it.
    pub own: bool,
    /// When it was decided, by whom and whether it was approved.
    pub decided: Option<(UnixMillis, Option<String>, bool)>,
    /// What is destroyed, once it was approved.
    pub report: Option<ErasureReport>,
    /// Whether it is all gone: a crash may have cut it short, and the next hour finishes it.
    pub done: bool,
}

/// How deciding ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ErasureOutcome {
    /// It is destroyed.
    Erased(ErasureReport),
    /// It was refused.
    Refused,
    /// Whoever proposes does not decide.
    SamePerson,
    /// It was decided before.
    Decided,
    /// A legal hold stands on this form.
    Held(String),
}

impl Scoped {
    /// Proposes to erase, under an identity that was chosen when the form was shown: the same form
    /// twice proposes once. None when there is nothing of it within reach, or the identity is
    /// another proposal's.
    pub async fn propose_erasure(
        &self,
        id: ErasureId,
        target: ErasureTarget,
        extent: ErasureExtent,
        because: String,
    ) -> Result<Option<ErasureId>, StoreError> {
        let (Some(found), Some(person)) = (self.erasure_found(target).await?, self.author.person())
        else {
            return Ok(None);
        };
        let author: Author = self.author.clone();
        let proposed = self.write(move |work| {
            Box::pin(async move {
                let proposed = Sql::new(
                    "INSERT INTO erasure (id, organisation_seq, kind, target, called, extent, \
                     because, proposed_at, proposed_by) ",
                )
                .rows([[
                    id.bytes().to_vec().into(),
                    found.organisation_seq.into(),
                    target.kind().into(),
                    target.bytes().to_vec().into(),
                    found.called.into(),
                    extent.key().into(),
                    because.clone().into(),
                    work.now.0.into(),
                    person.bytes().to_vec().into(),
                ]])
                .text(" ON CONFLICT (id) DO NOTHING")
                .run(&work.tx)
                .await?;
                if proposed == 0 {
                    return Ok(());
                }
                let detail = json!({ "extent": extent.key(), "because": because });
                work.note(
                    &author,
                    "erasure.propose",
                    (target.kind(), target.bytes()),
                    detail,
                );
                Ok(())
            })
        });
        proposed.await?;
        let there = self.erasure(id).await?;
        let same = |view: &ErasureView| view.target == target && view.extent == extent && view.own;
        Ok(there.filter(same).map(|view| view.id))
    }

    /// What was proposed, the newest first.
    pub async fn erasures(&self) -> Result<Vec<ErasureView>, StoreError> {
        let sql = self.erasures_within();
        self.erasure_views(sql.text(" ORDER BY e.seq DESC LIMIT 200"))
            .await
    }

    /// One that was proposed.
    pub async fn erasure(&self, id: ErasureId) -> Result<Option<ErasureView>, StoreError> {
        let sql = self.erasures_within();
        let sql = sql.text(" AND e.id = ").value(id.bytes().to_vec());
        Ok(self.erasure_views(sql).await?.pop())
    }

    /// Those within reach; whoever is blocked from a case is told of none about it.
    fn erasures_within(&self) -> Sql {
        let sql = self.within_directory(Sql::new(SELECT));
        self.unblocked_from(sql.text(" AND "), CASE)
    }

    async fn erasure_views(&self, sql: Sql) -> Result<Vec<ErasureView>, StoreError> {
        let rows = sql.all::<Row>(&self.store.house.main.read).await?;
        let own = self.author.person();
        let view = |row: Row| {
            let report = row.report.as_deref().map(serde_json::from_str).transpose();
            let decided = row.decided_at.zip(row.approved);
            Ok(ErasureView {
                id: ErasureId::from_bytes(bytes(&row.id, "erasure id")?),
                target: ErasureTarget::of(&row.kind, bytes(&row.target, "target")?)?,
                called: row.called,
                extent: ErasureExtent::of(&row.extent)?,
                because: row.because,
                proposed: (UnixMillis(row.proposed_at), row.proposer),
                own: own.is_some_and(|own| own.bytes().as_slice() == row.proposed_by),
                decided: decided.map(|(at, approved)| (UnixMillis(at), row.decider, approved > 0)),
                done: row.done_at.is_some(),
                report: report.map_err(|cause| StoreError::damaged("a report", cause))?,
            })
        };
        rows.into_iter().map(view).collect()
    }
}

const SELECT: &str = "SELECT e.id, e.kind, e.target, e.called, e.extent, e.because, \
    e.proposed_at, e.proposed_by, p1.name AS proposer, e.decided_at, p2.name AS decider, \
    e.approved, e.report, e.done_at FROM erasure e JOIN organisation o ON o.seq = e.organisation_seq \
    LEFT JOIN person p1 ON p1.id = e.proposed_by LEFT JOIN person p2 ON p2.id = e.decided_by \
    WHERE ";

/// The case that an erasure is about, itself or by one of its submissions.
const CASE: &str = "COALESCE((SELECT k.seq FROM audit_case k WHERE k.id = e.target), \
    (SELECT a.case_seq FROM submission s JOIN return_ a ON a.seq = s.return_seq \
    WHERE s.id = e.target))";

#[derive(FromQueryResult)]
struct Row {
    id: Vec<u8>,
    kind: String,
    target: Vec<u8>,
    called: String,
    extent: String,
    because: String,
    proposed_at: i64,
    proposed_by: Vec<u8>,
    proposer: Option<String>,
    decided_at: Option<i64>,
    decider: Option<String>,
    approved: Option<i64>,
    report: Option<String>,
    done_at: Option<i64>,
}
