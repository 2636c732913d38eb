//! Deciding an erasure, and destroying: keys first get onto the erasure list, which a restored
//! backup obeys too; what is left of a draft goes with its rows.

use super::{
    super::{
        Author, Scoped, StoreError, Subject,
        key_store::PartId,
        sql::{Sql, bytes},
        writer::Work,
    },
    ErasureExtent, ErasureOutcome, ErasureReport,
};
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
            return Ok(Some(match self.settle(id, None).await? {
                true => ErasureOutcome::Refused,
                false => ErasureOutcome::Decided,
            }));
        }
        let system = self.store.system("erasure");
        let keyed = system.keyed(view.target, view.extent).await?;
        for form in &keyed.forms {
            if self.is_held(form).await? {
                return Ok(Some(ErasureOutcome::Held(form.clone())));
            }
        }
        let held = async |parts: &[PartId]| -> Result<usize, StoreError> {
            Ok(self.store.house.keys.keys(parts).await?.held.len())
        };
        let report = ErasureReport {
            submissions: keyed.submissions.clone(),
            parts: held(&keyed.parts).await?,
            drafts: keyed.drafts.len(),
            files: held(&keyed.files).await?,
            words: held(&keyed.words).await? > 0,
        };
        // On record before anything is gone: what a crash leaves is destroyed by deciding again.
        let subject = Subject::new(view.target.kind(), view.target.bytes());
        let detail = json!({ "erasure": id, "extent": view.extent.key(), "report": report });
        self.record("erasure.approve", subject, detail).await?;
        self.clear_drafts(keyed.drafts, "erasure").await?;
        let gone: Vec<PartId> = [keyed.parts, keyed.files, keyed.words].concat();
        let house = &self.store.house;
        house.keys.erase(&gone, house.clock.now()).await?;
        Ok(Some(match self.settle(id, Some(&report)).await? {
            true => ErasureOutcome::Erased(report),
            false => ErasureOutcome::Decided,
        }))
    }

    /// Writes what was decided, once.
    async fn settle(
        &self,
        id: ErasureId,
        report: Option<&ErasureReport>,
    ) -> Result<bool, StoreError> {
        let author = self.author.clone();
        let report = report.map(|report| serde_json::to_string(report).expect("counts are JSON"));
        self.write(move |work| {
            Box::pin(async move {
                let approved = report.is_some();
                let settled = Sql::new("UPDATE erasure SET decided_at = ")
                    .value(work.now.0)
                    .text(", decided_by = ")
                    .value(author.person().map(|person| person.bytes().to_vec()))
                    .text(", approved = ")
                    .value(i64::from(approved))
                    .text(", report = ")
                    .value(report)
                    .text(" WHERE decided_at IS NULL AND id = ")
                    .value(id.bytes().to_vec())
                    .run(&work.tx)
                    .await?;
                if settled > 0 {
                    let detail = json!({ "approved": approved });
                    work.note(&author, "erasure.decide", ("erasure", id.bytes()), detail);
                }
                Ok(settled > 0)
            })
        })
        .await
    }

    /// Destroys the drafts that are left of a campaign; how many. For the job that does so some
    /// time after it closed.
    pub async fn expire_drafts(&self, of: CampaignId) -> Result<usize, StoreError> {
        let sql = Sql::new(
            "SELECT r.seq, r.id, r.draft_part, r.draft_part_identifying FROM return_ r \
             JOIN campaign c ON c.seq = r.campaign_seq WHERE r.state = 'in_progress' AND c.id = ",
        )
        .value(of.bytes().to_vec())
        .text(if self.is_system() { "" } else { " AND FALSE" });
        let rows = sql.all::<Draft>(&self.store.house.main.read).await?;
        let count = rows.len();
        self.clear_drafts(rows.iter().map(|row| row.seq).collect(), "time")
            .await?;
        Ok(count)
    }

    /// Takes what is left of these drafts away, with the files that only they name.
    async fn clear_drafts(&self, returns: Vec<i64>, why: &'static str) -> Result<(), StoreError> {
        for slice in returns.chunks(20) {
            let (slice, author) = (slice.to_vec(), self.author.clone());
            let (gone, left) = self
                .write(move |work| Box::pin(async move { clear(work, &author, &slice, why).await }))
                .await?;
            let house = &self.store.house;
            house.keys.erase(&gone, house.clock.now()).await?;
            let system = self.store.system("erasure");
            for id in left {
                system.forget_files(id).await?;
            }
        }
        Ok(())
    }
}

/// Empties these drafts; the parts whose keys are to be destroyed, and the returns whose files
/// nothing names any more.
async fn clear(
    work: &Work,
    author: &Author,
    returns: &[i64],
    why: &str,
) -> Result<(Vec<PartId>, Vec<ReturnId>), StoreError> {
    let rows = Sql::new(
        "SELECT seq, id, draft_part, draft_part_identifying FROM return_ \
         WHERE state = 'in_progress' AND seq IN ",
    )
    .list(returns.iter().copied())
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
        let detail = json!({ "why": why });
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
