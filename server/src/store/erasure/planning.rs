//! What an erasure would destroy, before anyone decides: it only counts.

use super::super::{
    Scoped, StoreError,
    key_store::PartId,
    sql::{Sql, bytes},
};
use fourlens_app::portal::{CampaignId, CaseId, SubmissionId};
use sea_orm::FromQueryResult;

/// What is to be erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErasureTarget {
    /// Everything about a case.
    Case(CaseId),
    /// What one organisation handed in.
    Submission(SubmissionId),
    /// Everything of a campaign.
    Campaign(CampaignId),
}

impl ErasureTarget {
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Case(_) => "case",
            Self::Submission(_) => "submission",
            Self::Campaign(_) => "campaign",
        }
    }

    pub(in crate::store) fn bytes(&self) -> &[u8] {
        match self {
            Self::Case(id) => id.bytes(),
            Self::Submission(id) => id.bytes(),
            Self::Campaign(id) => id.bytes(),
        }
    }

    pub(super) fn of(kind: &str, id: [u8; 16]) -> Result<Self, StoreError> {
        match kind {
            "case" => Ok(Self::Case(CaseId::from_bytes(id))),
            "submission" => Ok(Self::Submission(SubmissionId::from_bytes(id))),
            "campaign" => Ok(Self::Campaign(CampaignId::from_bytes(id))),
            other => Err(StoreError::damaged("a kind of erasure", other)),
        }
    }

    /// The condition on a return `r`, its submission `s`, its case `k` and its campaign `c`.
    pub(in crate::store) fn condition(&self) -> &'static str {
        match self {
            Self::Case(_) => "k.id = ",
            Self::Submission(_) => "s.id = ",
            Self::Campaign(_) => "c.id = ",
        }
    }
}

/// How much of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErasureExtent {
    /// What identifies someone; the rest stays.
    Identifying,
    /// All answers, and what was said about them.
    Everything,
}

impl ErasureExtent {
    /// The word in the database and in a post.
    pub fn key(self) -> &'static str {
        match self {
            Self::Identifying => "identifying",
            Self::Everything => "everything",
        }
    }

    /// The extent of this word.
    pub fn of(word: &str) -> Result<Self, StoreError> {
        match word {
            "identifying" => Ok(Self::Identifying),
            "everything" => Ok(Self::Everything),
            other => Err(StoreError::damaged("an extent", other)),
        }
    }
}

/// What an erasure would destroy.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ErasurePlan {
    /// What it is called.
    pub called: String,
    /// The submissions, by reference.
    pub submissions: Vec<String>,
    /// How many parts of them are still there.
    pub parts: usize,
    /// How many drafts.
    pub drafts: usize,
    /// How many files.
    pub files: usize,
    /// Whether words about the case go too.
    pub words: bool,
    /// The forms on which a legal hold stands.
    pub held: Vec<String>,
}

/// What was found of a target.
pub(super) struct Target {
    pub(super) organisation_seq: i64,
    pub(super) called: String,
}

/// Everything whose keys an erasure destroys.
#[derive(Default)]
pub(super) struct Keyed {
    pub(super) submissions: Vec<String>,
    pub(super) parts: Vec<PartId>,
    pub(super) files: Vec<PartId>,
    pub(super) words: Vec<PartId>,
    /// Returns with a draft.
    pub(super) drafts: Vec<i64>,
}

impl Scoped {
    /// What an erasure would destroy; none when there is nothing of it within reach.
    pub async fn plan_erasure(
        &self,
        target: ErasureTarget,
        extent: ErasureExtent,
    ) -> Result<Option<ErasurePlan>, StoreError> {
        let Some(found) = self.erasure_found(target).await? else {
            return Ok(None);
        };
        let keyed = self.keyed(target, extent).await?;
        let house = &self.store.house;
        let there = async |parts: &[PartId]| -> Result<usize, StoreError> {
            Ok(house.keys.keys(parts).await?.held.len())
        };
        let held = self.held(target).await?;
        Ok(Some(ErasurePlan {
            called: found.called,
            parts: there(&keyed.parts).await?,
            files: there(&keyed.files).await?,
            words: there(&keyed.words).await? > 0,
            drafts: keyed.drafts.len(),
            submissions: keyed.submissions,
            held,
        }))
    }

    /// Whether a target is within reach of records.
    pub async fn reaches_erasure(&self, target: ErasureTarget) -> Result<bool, StoreError> {
        Ok(self.erasure_found(target).await?.is_some())
    }

    /// Where a target lies, if it is within reach of records: a campaign only as a whole.
    pub(super) async fn erasure_found(
        &self,
        target: ErasureTarget,
    ) -> Result<Option<Target>, StoreError> {
        let (select, case) = match target {
            ErasureTarget::Case(_) => (
                "SELECT o.seq AS organisation_seq, k.reference AS called FROM audit_case k \
                 JOIN audit_round ar ON ar.campaign_seq = k.campaign_seq \
                 JOIN organisation o ON o.seq = ar.organisation_seq WHERE k.id = ",
                "k.seq",
            ),
            ErasureTarget::Submission(_) => (
                "SELECT o.seq AS organisation_seq, s.reference AS called FROM submission s \
                 JOIN return_ r ON r.seq = s.return_seq \
                 JOIN organisation o ON o.seq = r.organisation_seq WHERE s.id = ",
                "r.case_seq",
            ),
            ErasureTarget::Campaign(_) => (
                "SELECT o.seq AS organisation_seq, c.title AS called FROM campaign c \
                 JOIN return_ r ON r.campaign_seq = c.seq \
                 JOIN organisation o ON o.seq = r.organisation_seq WHERE c.id = ",
                "r.case_seq",
            ),
        };
        let of = || {
            Sql::new(select)
                .value(target.bytes().to_vec())
                .text(" AND ")
        };
        let read = &self.store.house.main.read;
        if matches!(target, ErasureTarget::Campaign(_)) {
            let beyond = self
                .within_records(of().text("NOT ("), case)
                .text(") LIMIT 1");
            if beyond.one::<FoundRow>(read).await?.is_some() {
                return Ok(None);
            }
        }
        let sql = of();
        let sql = self
            .within_records(sql, case)
            .text(" ORDER BY o.path LIMIT 1");
        let row = sql.one::<FoundRow>(read).await?;
        Ok(row.map(|row| Target {
            organisation_seq: row.organisation_seq,
            called: row.called,
        }))
    }

    /// All that belongs to a target, and to this extent.
    pub(super) async fn keyed(
        &self,
        target: ErasureTarget,
        extent: ErasureExtent,
    ) -> Result<Keyed, StoreError> {
        let db = &self.store.house.main.read;
        let all = extent == ErasureExtent::Everything;
        let of_target = |select: &str| {
            Sql::new(select)
                .text(target.condition())
                .value(target.bytes().to_vec())
        };
        let mut keyed = Keyed::default();
        for row in of_target(SUBMISSIONS)
            .text(" ORDER BY s.seq")
            .all::<Parts>(db)
            .await?
        {
            keyed.submissions.push(row.reference);
            keyed.parts.push(bytes(&row.part_identifying, "part")?);
            if all {
                keyed.parts.push(bytes(&row.part_other, "part")?);
            }
        }
        let files = of_target(FILES).text(match all {
            true => " ORDER BY e.seq",
            false => " AND f.part = 'identifying' ORDER BY e.seq",
        });
        for row in files.all::<File>(db).await? {
            let part = bytes(&row.part, "part")?;
            if !keyed.files.contains(&part) {
                keyed.files.push(part);
            }
        }
        let returns = of_target(RETURNS)
            .text(" ORDER BY r.seq")
            .all::<Return>(db)
            .await?;
        for row in returns {
            if all && row.drafts > 0 {
                keyed.drafts.push(row.seq);
            }
            let words = row
                .case_part
                .filter(|_| all)
                .map(|part| bytes(&part, "part"));
            if let Some(part) = words
                .transpose()?
                .filter(|part| !keyed.words.contains(part))
            {
                keyed.words.push(part);
            }
        }
        if matches!(target, ErasureTarget::Submission(_)) {
            // One return of a case is not the case.
            keyed.words.clear();
            keyed.drafts.clear();
        }
        Ok(keyed)
    }
}

const SUBMISSIONS: &str = "SELECT s.reference, s.part_identifying, s.part_other FROM submission s \
    JOIN return_ r ON r.seq = s.return_seq JOIN campaign c ON c.seq = r.campaign_seq \
    LEFT JOIN audit_case k ON k.seq = r.case_seq WHERE ";

const FILES: &str = "SELECT e.part FROM evidence_file e \
    JOIN submission_file f ON f.file_seq = e.seq JOIN submission s ON s.seq = f.submission_seq \
    JOIN return_ r ON r.seq = s.return_seq JOIN campaign c ON c.seq = r.campaign_seq \
    LEFT JOIN audit_case k ON k.seq = r.case_seq WHERE ";

const RETURNS: &str = "SELECT DISTINCT r.seq, k.part AS case_part, \
    CAST(CASE WHEN r.state = 'in_progress' THEN 1 ELSE 0 END AS BIGINT) AS drafts FROM return_ r \
    JOIN campaign c ON c.seq = r.campaign_seq \
    LEFT JOIN audit_case k ON k.seq = r.case_seq \
    LEFT JOIN submission s ON s.return_seq = r.seq WHERE ";

#[derive(FromQueryResult)]
struct FoundRow {
    organisation_seq: i64,
    called: String,
}

#[derive(FromQueryResult)]
struct Parts {
    reference: String,
    part_identifying: Vec<u8>,
    part_other: Vec<u8>,
}

#[derive(FromQueryResult)]
struct File {
    part: Vec<u8>,
}

#[derive(FromQueryResult)]
struct Return {
    seq: i64,
    case_part: Option<Vec<u8>>,
    drafts: i64,
}
