//! Moderation meetings as the store sees them: cases whose grades are shown, with the returns
//! whose grades are locked; and what a report over several rounds counts. It has no table of its
//! own, and opens no answer.

use super::{
    CampaignBrief, CaseBrief, FactPack, OrganisationView, Receipt, Scoped, StoreError, audit_case,
    campaign, fact, organisation,
    sql::{Sql, bytes},
    submission::{self, RECEIPT_COLUMNS},
};
use crate::clock::UnixMillis;
use chrono::NaiveDate;
use fourlens_app::portal::{CaseId, ReturnId};
use sea_orm::FromQueryResult;

/// A return whose grade is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct LockedReturn {
    /// Which.
    pub id: ReturnId,
    /// Whose it is.
    pub organisation: OrganisationView,
    /// What was handed in.
    pub receipt: Receipt,
    /// When its grade was locked.
    pub locked_at: UnixMillis,
}

/// A case whose grades are shown.
#[derive(Debug, Clone, PartialEq)]
pub struct MeetingView {
    /// The case.
    pub case: CaseBrief,
    /// Its round.
    pub campaign: CampaignBrief,
    /// When the grades were shown.
    pub shown_at: UnixMillis,
    /// The returns whose grades are locked, by the organisation's name.
    pub returns: Vec<LockedReturn>,
}

/// A return as a report over rounds counts it.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportedRow {
    /// Which.
    pub id: ReturnId,
    /// The organisation's name.
    pub organisation: String,
    /// Its case.
    pub case: CaseBrief,
    /// The letters that stand for its round's theme.
    pub theme: String,
    /// The first day of its round.
    pub opens_on: NaiveDate,
    /// The facts of what was handed in; none while its grade is not locked.
    pub facts: Option<Vec<FactPack>>,
}

impl Scoped {
    /// The moderation meetings that the actor takes part in, the newest first.
    pub async fn meetings(&self) -> Result<Vec<MeetingView>, StoreError> {
        self.meeting_views(self.within_meeting(select())).await
    }

    /// The meeting about a case.
    pub async fn meeting(&self, of: CaseId) -> Result<Option<MeetingView>, StoreError> {
        let sql = select().text("k.id = ").value(of.bytes().to_vec());
        let sql = self.within_meeting(sql.text(" AND "));
        Ok(self.meeting_views(sql).await?.pop())
    }

    /// Whether what a return says may be read by the actor.
    pub async fn is_told(&self, of: ReturnId) -> Result<bool, StoreError> {
        let sql = Sql::new(
            "SELECT r.seq FROM return_ r JOIN organisation o ON o.seq = r.organisation_seq \
             WHERE r.id = ",
        )
        .value(of.bytes().to_vec())
        .text(" AND ");
        let found = self.within_told(sql);
        let found = found.one::<Seq>(&self.store.house.main.read).await?;
        Ok(found.is_some())
    }

    /// Every return about a case of this form whose grades are shown, but for cases taken out of
    /// their round; by round, case and organisation.
    pub async fn reported(&self, form: &str) -> Result<Vec<ReportedRow>, StoreError> {
        let sql = Sql::new(
            "SELECT r.id, o.name, k.id AS k_id, k.reference AS k_reference, ar.theme, c.opens_on, \
             s.seq AS submission FROM return_ r \
             JOIN organisation o ON o.seq = r.organisation_seq \
             JOIN audit_case k ON k.seq = r.case_seq AND k.status = 'open' \
             JOIN campaign c ON c.seq = r.campaign_seq \
             JOIN audit_round ar ON ar.campaign_seq = c.seq \
             JOIN form_version f ON f.seq = c.form_version_seq \
             LEFT JOIN submission s ON s.return_seq = r.seq AND EXISTS \
             (SELECT 1 FROM grade_lock g WHERE g.submission_seq = s.seq) \
             WHERE f.form_key = ",
        )
        .value(form)
        .text(" AND ");
        let sql = self
            .within_shown(sql)
            .text(" ORDER BY c.opens_on, k.reference, lower(o.name), r.seq");
        let db = &self.store.house.main.read;
        let rows = sql.all::<Reported>(db).await?;
        let seqs: Vec<i64> = rows.iter().filter_map(|row| row.submission).collect();
        let mut facts = fact::of_submissions(db, &seqs).await?;
        let row = |row: Reported| {
            Ok(ReportedRow {
                id: ReturnId::from_bytes(bytes(&row.id, "return id")?),
                organisation: row.name,
                case: row.case.view()?,
                theme: row.theme,
                opens_on: organisation::date(&row.opens_on)?,
                facts: row
                    .submission
                    .map(|seq| facts.remove(&seq).unwrap_or_default()),
            })
        };
        rows.into_iter().map(row).collect()
    }

    /// The meetings of a statement made with `select`.
    async fn meeting_views(&self, sql: Sql) -> Result<Vec<MeetingView>, StoreError> {
        let sql = sql.text(" ORDER BY sh.shown_at DESC, k.reference, lower(o.name), r.seq");
        let rows = sql.all::<Row>(&self.store.house.main.read).await?;
        let mut meetings: Vec<MeetingView> = Vec::new();
        for row in rows {
            let case = row.case.view()?;
            let locked = LockedReturn {
                id: ReturnId::from_bytes(bytes(&row.id, "return id")?),
                organisation: row.organisation.view()?,
                receipt: row.receipt.receipt()?,
                locked_at: UnixMillis(row.locked_at),
            };
            match meetings.last_mut().filter(|last| last.case.id == case.id) {
                Some(meeting) => meeting.returns.push(locked),
                None => meetings.push(MeetingView {
                    case,
                    campaign: row.campaign.view()?,
                    shown_at: UnixMillis(row.shown_at),
                    returns: vec![locked],
                }),
            }
        }
        Ok(meetings)
    }
}

fn select() -> Sql {
    Sql::new("SELECT r.id, sh.shown_at, l.locked_at, ")
        .text(organisation::COLUMNS)
        .text(", ")
        .text(campaign::BRIEF_COLUMNS)
        .text(", ")
        .text(audit_case::BRIEF_COLUMNS)
        .text(", ")
        .text(RECEIPT_COLUMNS)
        .text(
            " FROM grade_lock l JOIN submission s ON s.seq = l.submission_seq \
             JOIN return_ r ON r.seq = s.return_seq \
             JOIN organisation o ON o.seq = r.organisation_seq \
             LEFT JOIN organisation p ON p.seq = o.parent_seq \
             JOIN audit_case k ON k.seq = r.case_seq \
             JOIN case_showing sh ON sh.case_seq = k.seq \
             JOIN campaign c ON c.seq = r.campaign_seq \
             JOIN form_version f ON f.seq = c.form_version_seq \
             JOIN form_version sf ON sf.seq = s.form_version_seq WHERE ",
        )
}

#[derive(FromQueryResult)]
struct Seq {
    #[expect(dead_code, reason = "whether there is a row is what counts")]
    seq: i64,
}

#[derive(FromQueryResult)]
struct Row {
    id: Vec<u8>,
    shown_at: i64,
    locked_at: i64,
    #[sea_orm(nested(prefix = "o_"))]
    organisation: organisation::Row,
    #[sea_orm(nested(prefix = "c_"))]
    campaign: campaign::BriefRow,
    #[sea_orm(nested(prefix = "k_"))]
    case: audit_case::BriefRow,
    #[sea_orm(nested(prefix = "s_"))]
    receipt: submission::ReceiptRow,
}

#[derive(FromQueryResult)]
struct Reported {
    id: Vec<u8>,
    name: String,
    #[sea_orm(nested(prefix = "k_"))]
    case: audit_case::BriefRow,
    theme: String,
    opens_on: String,
    submission: Option<i64>,
}
