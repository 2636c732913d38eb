//! Proves that what is stored is whole: the audit chain, every sealed part, every hash, every
//! file, every roll-up, every state. It changes nothing and must not know what is right to answer.

mod cases;
mod files;
mod keys;
mod messages;
mod moderations;
mod second_factors;

use super::{
    Store, StoreError, audit, draft,
    key_store::{Keys, PartId},
    pack,
    returns::ReturnState,
    rollup,
    sql::{Sql, bytes},
    submission::{self, FROM, RECEIPT_COLUMNS, ReceiptRow, SEALED_COLUMNS, SealedRow},
    succession,
};
use fourlens_app::portal::CampaignId;
use sea_orm::FromQueryResult;
use serde::Serialize;
use std::collections::{HashMap, HashSet};

/// What is not whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// A row of the audit log was changed, moved, added or taken out.
    AuditChain,
    /// The audit log and the submissions disagree on what was handed in.
    AuditMissing,
    /// A submission does not open or is not what was handed in.
    Submission,
    /// A part's key is gone, and nobody erased it.
    KeyMissing,
    /// A key seals nothing: left by a crash, to be swept.
    KeyWithoutPart,
    /// A draft's answer does not open.
    Draft,
    /// A reason why someone may not see a case does not open.
    Case,
    /// A return's state is not what its rows say.
    ReturnState,
    /// A roll-up is not what the facts add up to.
    RollUp,
    /// A file does not open, is not what was uploaded, or its bytes are missing.
    File,
    /// What a reviewer said of a rating does not open.
    Moderation,
    /// A message in the outbox does not open.
    Message,
    /// The key of someone's second factor does not open.
    SecondFactor,
    /// Bytes that no file's row names: left by a crash.
    FileWithoutRow,
    /// What descends from what is not what the steps between come to.
    Lineage,
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Something is wrong.
    Fault,
    /// Nothing is lost.
    Note,
}

/// One thing that is not whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// What.
    pub kind: FaultKind,
    /// How bad.
    pub severity: Severity,
    /// Which row, by its identity.
    pub subject: String,
    /// In a sentence.
    pub message: String,
}

impl Fault {
    fn new(kind: FaultKind, subject: String, message: impl Into<String>) -> Self {
        let severity = match kind {
            FaultKind::KeyWithoutPart | FaultKind::FileWithoutRow => Severity::Note,
            _ => Severity::Fault,
        };
        Self {
            kind,
            severity,
            subject,
            message: message.into(),
        }
    }
}

/// Parts that something refers to.
type Parts = HashSet<PartId>;

impl Store {
    /// Looks at everything; empty when all is whole.
    pub async fn verify(&self) -> Result<Vec<Fault>, StoreError> {
        let mut faults = Vec::new();
        let db = &self.house.main.read;
        let last = Sql::new("SELECT COALESCE(max(seq), 0) AS seq FROM submission");
        let last = last.one::<Seq>(db).await?.map_or(0, |row| row.seq);
        let recorded = self.verify_audit(&mut faults).await?;
        let mut parts = Parts::new();
        self.verify_submissions(last, recorded, &mut parts, &mut faults)
            .await?;
        self.verify_drafts(&mut parts, &mut faults).await?;
        self.verify_cases(&mut parts, &mut faults).await?;
        self.verify_files(&mut parts, &mut faults).await?;
        self.verify_keys(&parts, &mut faults).await?;
        self.verify_moderations(&mut faults).await?;
        self.verify_messages(&mut faults).await?;
        self.verify_second_factors(&mut faults).await?;
        self.verify_states(&mut faults).await?;
        self.verify_roll_ups(&mut faults).await?;
        self.verify_lineage(&mut faults).await?;
        Ok(faults)
    }

    async fn verify_lineage(&self, faults: &mut Vec<Fault>) -> Result<(), StoreError> {
        if !succession::agrees(&self.house.main.read).await? {
            let message = "who descends from whom is not what the steps between come to";
            let subject = "directory".to_owned();
            faults.push(Fault::new(FaultKind::Lineage, subject, message));
        }
        Ok(())
    }

    /// The chain of every writer; and which submissions it says were handed in, by content.
    async fn verify_audit(
        &self,
        faults: &mut Vec<Fault>,
    ) -> Result<HashMap<Vec<u8>, String>, StoreError> {
        let db = &self.house.main.read;
        let last = Sql::new("SELECT COALESCE(max(seq), 0) AS seq FROM audit");
        let last = last.one::<Seq>(db).await?.map_or(0, |row| row.seq);
        let mut heads: HashMap<Vec<u8>, (i64, Vec<u8>)> = HashMap::new();
        let mut ties = ties(db).await?;
        let mut recorded = HashMap::new();
        let mut after = 0;
        loop {
            let rows = audit::after(db, after).await?;
            let Some(end) = rows.last() else {
                return Ok(recorded);
            };
            after = end.seq;
            for row in rows {
                if row.seq > last {
                    return Ok(recorded);
                }
                let follows = match heads.get(&row.writer) {
                    Some((place, hash)) => row.place == place + 1 && row.previous == *hash,
                    None if heads.is_empty() => row.place == 1 && row.previous == [0; 32],
                    None => row.place == 1 && ties.get(&row.previous) == Some(&true),
                };
                let whole = audit::hash_of(&row).as_slice() == row.hash;
                if !follows || !whole {
                    let message = "this row or one before it was changed, moved or taken out";
                    let subject = format!("audit {}", row.seq);
                    faults.push(Fault::new(FaultKind::AuditChain, subject, message));
                }
                if let Some(seen) = ties.get_mut(&row.hash) {
                    *seen = true;
                }
                if row.action == "submission.append" {
                    recorded.insert(row.subject_id.clone(), content_of(&row.detail));
                }
                heads.insert(row.writer, (row.place, row.hash));
            }
        }
    }

    /// Every submission up to this row: it opens, its hash holds, the log knows it; and the log
    /// knows no other.
    async fn verify_submissions(
        &self,
        last: i64,
        mut recorded: HashMap<Vec<u8>, String>,
        parts: &mut Parts,
        faults: &mut Vec<Fault>,
    ) -> Result<(), StoreError> {
        let db = &self.house.main.read;
        let mut after = 0;
        loop {
            let rows = Sql::new("SELECT s.seq, ")
                .text(RECEIPT_COLUMNS)
                .text(", ")
                .text(SEALED_COLUMNS)
                .text(FROM)
                .text("WHERE s.seq > ")
                .value(after)
                .text(" ORDER BY s.seq LIMIT 500")
                .all::<SubmissionRow>(db)
                .await?;
            let Some(end) = rows.last() else { break };
            after = end.seq;
            let mut slice = Vec::with_capacity(rows.len() * 2);
            for row in &rows {
                slice.extend(row.sealed.parts()?);
            }
            parts.extend(&slice);
            let keys = self.house.keys.keys(&slice).await?;
            for row in rows {
                let known = recorded.remove(row.sealed.id());
                if row.seq <= last {
                    faults.extend(verify_submission(row, &keys, known)?);
                }
            }
        }
        for (id, _) in recorded {
            let message = "the audit log says it was handed in, and it is not here";
            faults.push(Fault::new(
                FaultKind::AuditMissing,
                subject("submission", &id),
                message,
            ));
        }
        Ok(())
    }

    async fn verify_drafts(
        &self,
        parts: &mut Parts,
        faults: &mut Vec<Fault>,
    ) -> Result<(), StoreError> {
        let mut after = 0;
        loop {
            let rows = Sql::new(
                "SELECT seq, id, draft_part, draft_part_identifying FROM return_ \
                 WHERE COALESCE(draft_part, draft_part_identifying) IS NOT NULL AND seq > ",
            )
            .value(after)
            .text(" ORDER BY seq LIMIT 200")
            .all::<DraftRow>(&self.house.main.read)
            .await?;
            let Some(end) = rows.last() else {
                return Ok(());
            };
            after = end.seq;
            let slice = rows.iter().flat_map(DraftRow::parts);
            let slice: Vec<PartId> = slice.collect::<Result<_, _>>()?;
            parts.extend(&slice);
            let keys = self.house.keys.keys(&slice).await?;
            for row in rows {
                faults.extend(self.verify_draft(row, &keys).await?);
            }
        }
    }

    async fn verify_draft(&self, row: DraftRow, keys: &Keys) -> Result<Option<Fault>, StoreError> {
        let subject = subject("return", &row.id);
        let held = row.parts().collect::<Result<Vec<_>, _>>()?;
        let parts = [row.draft_part_identifying, row.draft_part];
        match draft::check(&self.house.main.read, row.seq, parts, keys).await {
            Ok(()) => Ok(None),
            // Handed in meanwhile, so that its key is gone lawfully.
            Err(StoreError::KeyMissing) if !self.has_part(row.seq, &held).await? => Ok(None),
            Err(StoreError::KeyMissing) => {
                let message = "the draft's key is missing";
                Ok(Some(Fault::new(FaultKind::KeyMissing, subject, message)))
            }
            Err(error @ (StoreError::Seal(_) | StoreError::Damaged(_))) => {
                let message = error.to_string();
                Ok(Some(Fault::new(FaultKind::Draft, subject, message)))
            }
            Err(error) => Err(error),
        }
    }

    async fn has_part(&self, return_seq: i64, parts: &[PartId]) -> Result<bool, StoreError> {
        let bytes = || parts.iter().map(|part| part.to_vec());
        let row = Sql::new("SELECT seq FROM return_ WHERE seq = ")
            .value(return_seq)
            .text(" AND (draft_part IN ")
            .list(bytes())
            .text(" OR draft_part_identifying IN ")
            .list(bytes())
            .text(")")
            .one::<Seq>(&self.house.main.read)
            .await?;
        Ok(row.is_some())
    }

    async fn verify_states(&self, faults: &mut Vec<Fault>) -> Result<(), StoreError> {
        let rows = Sql::new(
            "SELECT r.id, r.state FROM return_ r WHERE (r.state = 'submitted') <> \
             EXISTS (SELECT 1 FROM submission s WHERE s.return_seq = r.seq) \
             OR (r.state <> 'in_progress' AND (r.draft_part IS NOT NULL \
             OR r.draft_part_identifying IS NOT NULL OR EXISTS (SELECT 1 FROM draft_answer a WHERE a.return_seq = r.seq)))",
        )
        .all::<StateRow>(&self.house.main.read)
        .await?;
        for row in rows {
            let state = ReturnState::of(&row.state)?.key();
            let message = format!("its state is {state}, which its draft and submissions are not");
            faults.push(Fault::new(
                FaultKind::ReturnState,
                subject("return", &row.id),
                message,
            ));
        }
        Ok(())
    }

    async fn verify_roll_ups(&self, faults: &mut Vec<Fault>) -> Result<(), StoreError> {
        let rows = Sql::new("SELECT id FROM campaign ORDER BY seq");
        for row in rows.all::<IdRow>(&self.house.main.read).await? {
            let id = CampaignId::from_bytes(bytes(&row.id, "campaign id")?);
            let db = &self.house.main.read;
            // One may have come between the two readings: look again where none can.
            let whole = agrees(db, id).await?
                || self
                    .house
                    .writer
                    .job(move |work| Box::pin(async move { agrees(&work.tx, id).await }))
                    .await?;
            if !whole {
                let message =
                    "its roll-ups are not what its facts add up to: run `fourlens rescore`";
                faults.push(Fault::new(
                    FaultKind::RollUp,
                    subject("campaign", &row.id),
                    message,
                ));
            }
        }
        Ok(())
    }
}

fn verify_submission(
    row: SubmissionRow,
    keys: &Keys,
    recorded: Option<String>,
) -> Result<Option<Fault>, StoreError> {
    let subject = subject("submission", row.sealed.id());
    let receipt = row.receipt.receipt()?;
    let fault = |kind, message: &str| Ok(Some(Fault::new(kind, subject.clone(), message)));
    match row.sealed.open(keys) {
        Ok(_) => {}
        Err(StoreError::KeyMissing) => {
            return fault(FaultKind::KeyMissing, "the key of a part is missing");
        }
        Err(error) => return fault(FaultKind::Submission, &error.to_string()),
    }
    let commitments = row.sealed.commitments()?;
    let hash = submission::content_hash(
        receipt.submission,
        receipt.return_id,
        receipt.form_version,
        &commitments,
    );
    if hash != receipt.content_hash {
        return fault(
            FaultKind::Submission,
            "its content hash is not that of its parts",
        );
    }
    match recorded {
        Some(content) if content == hash.to_string() => Ok(None),
        Some(_) => fault(
            FaultKind::AuditMissing,
            "the audit log has another content hash for it",
        ),
        None => fault(
            FaultKind::AuditMissing,
            "the audit log does not say it was handed in",
        ),
    }
}

/// Whether a campaign's roll-ups are what its facts add up to.
async fn agrees(db: &impl sea_orm::ConnectionTrait, of: CampaignId) -> Result<bool, StoreError> {
    Ok(rollup::stored(db, of, None).await? == rollup::counted(db, of, 0).await?.groups)
}

/// The hashes that chains are tied to, none of them seen yet.
async fn ties(db: &impl sea_orm::ConnectionTrait) -> Result<HashMap<Vec<u8>, bool>, StoreError> {
    let rows = Sql::new("SELECT previous AS id FROM audit WHERE place = 1")
        .all::<IdRow>(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, false)).collect())
}

fn content_of(detail: &str) -> String {
    let detail: serde_json::Value = serde_json::from_str(detail).unwrap_or_default();
    detail["content"].as_str().unwrap_or_default().to_owned()
}

fn subject(kind: &str, id: &[u8]) -> String {
    format!("{kind} {}", pack::hex(id))
}

#[derive(FromQueryResult)]
struct Seq {
    seq: i64,
}

#[derive(FromQueryResult)]
struct IdRow {
    id: Vec<u8>,
}

#[derive(FromQueryResult)]
struct StateRow {
    id: Vec<u8>,
    state: String,
}

#[derive(FromQueryResult)]
struct DraftRow {
    seq: i64,
    id: Vec<u8>,
    draft_part: Option<Vec<u8>>,
    draft_part_identifying: Option<Vec<u8>>,
}

impl DraftRow {
    fn parts(&self) -> impl Iterator<Item = Result<PartId, StoreError>> {
        let both = [&self.draft_part_identifying, &self.draft_part];
        let both = both.into_iter().filter_map(Option::as_deref);
        both.map(|part| bytes(part, "draft part"))
    }
}

#[derive(FromQueryResult)]
struct SubmissionRow {
    seq: i64,
    #[sea_orm(nested(prefix = "s_"))]
    receipt: ReceiptRow,
    #[sea_orm(nested(prefix = "x_"))]
    sealed: SealedRow,
}
