//! Deciding an erasure, and destroying: keys first get onto the erasure list, which a restored
//! backup obeys too; what is left of a draft goes with its rows.

use super::{
    super::{
        Author, Scoped, StoreError,
        key_store::PartId,
        legal_hold,
        sql::{Sql, bytes},
        writer::Work,
    },
    ErasureExtent, ErasureOutcome, ErasureReport, ErasureTarget,
    planning::Keyed,
};
use crate::clock::UnixMillis;
use fourlens_app::portal::{CampaignId, ErasureId, ReturnId};
use sea_orm::FromQueryResult;
use serde_json::json;

impl Scoped {
    /// Approves or refuses what someone else proposed; approved, it is destroyed. None when it is
    /// out of reach.
    pub async fn decide_erasure(
        &self,
        id: ErasureId,
        approved: bool,
    ) -> Result<Option<ErasureOutcome>, StoreError> {
        let Some(view) = self.erasure(id).await? else {
            return Ok(None);
        };
        if view.decided.is_some() {
            return Ok(Some(ErasureOutcome::Decided));
        }
        if view.own {
            return Ok(Some(ErasureOutcome::SamePerson));
        }
        if !approved {
            return Ok(Some(match self.refuse(id).await? {
                true => ErasureOutcome::Refused,
                false => ErasureOutcome::Decided,
            }));
        }
        let system = self.store.system("erasure");
        let keyed = system.keyed(view.target, view.extent).await?;
        let report = system.left(&keyed).await?;
        let claim = Claim {
            id,
            target: view.target,
            extent: view.extent,
            report,
        };
        match self.claim_erasure(claim).await? {
            Claimed::Now => {}
            Claimed::Before => return Ok(Some(ErasureOutcome::Decided)),
            Claimed::Held(form) => return Ok(Some(ErasureOutcome::Held(form))),
        }
        system.finish_erasure(id).await?;
        let report = self.erasure(id).await?.and_then(|view| view.report);
        Ok(Some(ErasureOutcome::Erased(report.unwrap_or_default())))
    }

    /// Finishes what was approved and cut short; how many.
    pub async fn finish_erasures(&self) -> Result<usize, StoreError> {
        let rows = Sql::new("SELECT id FROM erasure WHERE approved = 1 AND done_at IS NULL")
            .all::<Approved>(&self.store.house.main.read)
            .await?;
        for row in &rows {
            let id = ErasureId::from_bytes(bytes(&row.id, "erasure id")?);
            self.store.system("erasure").finish_erasure(id).await?;
        }
        Ok(rows.len())
    }

    /// Destroys what was approved, and what came to it meanwhile: a draft that was handed in while
    /// the erasure was decided is a submission now.
    async fn finish_erasure(&self, id: ErasureId) -> Result<(), StoreError> {
        let view = self.erasure(id).await?;
        let view = view.ok_or(StoreError::Missing("erasure"))?;
        let mut report = view.report.unwrap_or_default();
        let house = &self.store.house;
        for again in 0..PASSES {
            let keyed = self.keyed(view.target, view.extent).await?;
            let left = self.left(&keyed).await?;
            if left.is_nothing() {
                return self.done(id, report).await;
            }
            if again > 0 {
                report.add(left);
            }
            self.clear_drafts(keyed.drafts, Why::Erasure).await?;
            let gone: Vec<PartId> = [keyed.parts, keyed.files, keyed.words].concat();
            house.keys.erase(&gone, house.clock.now()).await?;
        }
        // Whoever fills it goes on: the next hour looks again.
        tracing::warn!(%id, "an erasure is not done yet");
        Ok(())
    }

    /// What is still there of what an erasure destroys.
    async fn left(&self, keyed: &Keyed) -> Result<ErasureReport, StoreError> {
        let held = async |parts: &[PartId]| -> Result<usize, StoreError> {
            Ok(self.store.house.keys.keys(parts).await?.held.len())
        };
        Ok(ErasureReport {
            submissions: keyed.submissions.clone(),
            parts: held(&keyed.parts).await?,
            drafts: keyed.drafts.len(),
            files: held(&keyed.files).await?,
            words: held(&keyed.words).await? > 0,
        })
    }

    /// Decides that it is destroyed, unless it was decided before or a hold stands: all of that in
    /// one transaction, before anything is gone.
    async fn claim_erasure(&self, claim: Claim) -> Result<Claimed, StoreError> {
        let author = self.author.clone();
        self.write(move |work| Box::pin(async move { claim.take(work, &author).await }))
            .await
    }

    async fn done(&self, id: ErasureId, report: ErasureReport) -> Result<(), StoreError> {
        let report = serde_json::to_string(&report).expect("counts are JSON");
        self.write(move |work| {
            Box::pin(async move {
                Sql::new("UPDATE erasure SET done_at = ")
                    .value(work.now.0)
                    .text(", report = ")
                    .value(report)
                    .text(" WHERE done_at IS NULL AND id = ")
                    .value(id.bytes().to_vec())
                    .run(&work.tx)
                    .await?;
                Ok(())
            })
        })
        .await
    }

    /// Writes that it was refused; whether it was not decided before.
    async fn refuse(&self, id: ErasureId) -> Result<bool, StoreError> {
        let author = self.author.clone();
        self.write(move |work| {
            Box::pin(async move {
                let decided = settle(work, &author, id, None).await?;
                if decided {
                    let detail = json!({ "approved": false });
                    work.note(&author, "erasure.decide", ("erasure", id.bytes()), detail);
                }
                Ok(decided)
            })
        })
        .await
    }

    /// Destroys the drafts that are left of a campaign that was closed at this instant and still
    /// is; how many. For the job that does so some time after it closed.
    pub async fn expire_drafts(
        &self,
        of: CampaignId,
        closed_at: UnixMillis,
    ) -> Result<usize, StoreError> {
        let sql = Sql::new(
            "SELECT r.seq, r.id, r.draft_part, r.draft_part_identifying FROM return_ r \
             JOIN campaign c ON c.seq = r.campaign_seq WHERE r.state = 'in_progress' AND c.id = ",
        )
        .value(of.bytes().to_vec())
        .text(if self.is_system() { "" } else { " AND FALSE" });
        let rows = sql.all::<Draft>(&self.store.house.main.read).await?;
        let returns = rows.iter().map(|row| row.seq).collect();
        self.clear_drafts(returns, Why::Time { closed_at }).await
    }

    /// Takes what is left of these drafts away, with the files that only they name; how many.
    async fn clear_drafts(&self, returns: Vec<i64>, why: Why) -> Result<usize, StoreError> {
        let mut cleared = 0;
        for slice in returns.chunks(20) {
            let (slice, author) = (slice.to_vec(), self.author.clone());
            let (gone, left) = self
                .write(move |work| Box::pin(async move { clear(work, &author, &slice, why).await }))
                .await?;
            let house = &self.store.house;
            house.keys.erase(&gone, house.clock.now()).await?;
            let system = self.store.system("erasure");
            cleared += left.len();
            for id in left {
                system.forget_files(id).await?;
            }
        }
        Ok(cleared)
    }
}

/// How often what came meanwhile is looked for, before it is left to the next hour.
const PASSES: usize = 5;

/// An erasure to be decided, with what it would destroy as it stands.
struct Claim {
    id: ErasureId,
    target: ErasureTarget,
    extent: ErasureExtent,
    report: ErasureReport,
}

/// How claiming ended.
enum Claimed {
    /// It is decided, and may destroy.
    Now,
    /// It was decided before.
    Before,
    /// A hold stands on this form.
    Held(String),
}

impl Claim {
    async fn take(self, work: &Work, author: &Author) -> Result<Claimed, StoreError> {
        let held = legal_hold::held(&work.tx, self.target).await?;
        if let Some(form) = held.into_iter().next() {
            return Ok(Claimed::Held(form));
        }
        if !settle(work, author, self.id, Some(&self.report)).await? {
            return Ok(Claimed::Before);
        }
        let detail = json!({
            "erasure": self.id,
            "extent": self.extent.key(),
            "report": self.report,
        });
        let target = (self.target.kind(), self.target.bytes());
        work.note(author, "erasure.approve", target, detail);
        let detail = json!({ "approved": true });
        let id = self.id.bytes();
        work.note(author, "erasure.decide", ("erasure", id), detail);
        Ok(Claimed::Now)
    }
}

/// Writes what was decided, once: approved with what it destroys, or refused.
async fn settle(
    work: &Work,
    author: &Author,
    id: ErasureId,
    report: Option<&ErasureReport>,
) -> Result<bool, StoreError> {
    let by = author.person().map(|person| person.bytes().to_vec());
    let text = report.map(|report| serde_json::to_string(report).expect("counts are JSON"));
    let settled = Sql::new("UPDATE erasure SET decided_at = ")
        .value(work.now.0)
        .text(", decided_by = ")
        .value(by)
        .text(", approved = ")
        .value(i64::from(report.is_some()))
        .text(", report = ")
        .value(text)
        .text(" WHERE decided_at IS NULL AND id = ")
        .value(id.bytes().to_vec())
        .run(&work.tx)
        .await?;
    Ok(settled > 0)
}

/// An erasure that was approved.
#[derive(FromQueryResult)]
struct Approved {
    id: Vec<u8>,
}

/// Why a draft is destroyed.
#[derive(Debug, Clone, Copy)]
enum Why {
    /// Two people decided so.
    Erasure,
    /// Its campaign was closed at this instant, long enough ago.
    Time { closed_at: UnixMillis },
}

impl Why {
    fn word(self) -> &'static str {
        match self {
            Why::Erasure => "erasure",
            Why::Time { .. } => "time",
        }
    }

    /// Adds that the campaign of return `return_` is as it was when it was looked at: one that was
    /// opened again since takes answers.
    fn still(self, sql: Sql) -> Sql {
        match self {
            Why::Erasure => sql,
            Why::Time { closed_at } => sql
                .text(" AND EXISTS (SELECT 1 FROM campaign c WHERE c.seq = return_.campaign_seq AND c.closed_at = ")
                .value(closed_at.0)
                .text(")"),
        }
    }
}

/// Empties these drafts; the parts whose keys are to be destroyed, and the returns whose files
/// nothing names any more.
async fn clear(
    work: &Work,
    author: &Author,
    returns: &[i64],
    why: Why,
) -> Result<(Vec<PartId>, Vec<ReturnId>), StoreError> {
    let sql = Sql::new(
        "SELECT seq, id, draft_part, draft_part_identifying FROM return_ \
         WHERE state = 'in_progress' AND seq IN ",
    );
    let rows = why
        .still(sql.list(returns.iter().copied()))
        .text(if work.is_postgres { " FOR UPDATE" } else { "" })
        .all::<Draft>(&work.tx)
        .await?;
    let (mut gone, mut left) = (Vec::new(), Vec::new());
    for row in &rows {
        left.push(ReturnId::from_bytes(bytes(&row.id, "return id")?));
        let parts = [&row.draft_part_identifying, &row.draft_part];
        for part in parts.into_iter().filter_map(Option::as_deref) {
            gone.push(bytes(part, "draft part")?);
        }
        let answers = Sql::new("DELETE FROM draft_answer WHERE return_seq = ").value(row.seq);
        answers.run(&work.tx).await?;
        Sql::new(
            "UPDATE return_ SET state = 'not_started', draft_part = NULL, \
             draft_part_identifying = NULL, draft_version = draft_version + 1 WHERE seq = ",
        )
        .value(row.seq)
        .run(&work.tx)
        .await?;
        let detail = json!({ "why": why.word() });
        work.note(author, "draft.clear", ("return", &row.id), detail);
    }
    // Before the rows are gone for good: after them nobody could say which keys these were, and a
    // backup from before would bring the draft back.
    work.keys.list_erased(&gone, work.now).await?;
    Ok((gone, left))
}

/// A return with a draft.
#[derive(FromQueryResult)]
struct Draft {
    seq: i64,
    id: Vec<u8>,
    draft_part: Option<Vec<u8>>,
    draft_part_identifying: Option<Vec<u8>>,
}

impl ErasureExtent {
    /// Every extent, in the order they are offered.
    pub const ALL: [ErasureExtent; 2] = [ErasureExtent::Identifying, ErasureExtent::Everything];
}
