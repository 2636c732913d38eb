//! Table `case_showing`: cases whose locked grades are shown, from when on those who audit, host
//! and chair read what the agencies say. It must not know a grade.

use super::{
    Scoped, StoreError, grade_lock,
    outbox::{self, OutboxMessage},
    sql::{Sql, bytes},
    writer::Work,
};
use crate::clock::UnixMillis;
use fourlens_app::portal::{CampaignId, CaseId, PersonId};
use sea_orm::FromQueryResult;
use serde_json::json;
use std::collections::HashMap;

/// How showing ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShowOutcome {
    /// The grades are shown, now or before.
    Shown,
    /// No grade is locked.
    NothingLocked,
    /// So many returns are handed in and not locked.
    Unlocked(usize),
    /// So many returns are still to come, and not as many were left out on purpose.
    Missing(usize),
}

impl Scoped {
    /// Shows the locked grades of a case, without so many returns that are still to come, and
    /// leaves these messages. None when the case is out of reach.
    pub async fn show_grades(
        &self,
        of: CaseId,
        without: usize,
        told: Vec<OutboxMessage>,
    ) -> Result<Option<ShowOutcome>, StoreError> {
        let Some(case) = self.case_row(of).await? else {
            return Ok(None);
        };
        let house = &self.store.house;
        let told = outbox::sealed(told, &house.secrets, house.random.as_ref());
        let author = self.author.clone();
        self.write(move |work| {
            Box::pin(async move {
                let standing = Standing::of(work, case.seq).await?;
                let outcome = standing.outcome(without);
                if outcome == ShowOutcome::Shown && !standing.shown {
                    Sql::new("INSERT INTO case_showing (case_seq, shown_at, shown_by, missing) ")
                        .rows([[
                            case.seq.into(),
                            work.now.0.into(),
                            author.person().map(|by| by.bytes().to_vec()).into(),
                            count(standing.missing).into(),
                        ]])
                        .text(" ON CONFLICT DO NOTHING")
                        .run(&work.tx)
                        .await?;
                    outbox::insert(work, told.iter()).await?;
                    let detail = json!({
                        "locked": standing.locked,
                        "missing": standing.missing,
                    });
                    work.note(&author, "case.show", ("case", of.bytes()), detail);
                }
                Ok(Some(outcome))
            })
        })
        .await
    }

    /// When the grades of a round's cases were shown, of those that are.
    pub async fn shown_cases(
        &self,
        of: CampaignId,
    ) -> Result<HashMap<CaseId, UnixMillis>, StoreError> {
        let sql = Sql::new(
            "SELECT k.id, sh.shown_at FROM case_showing sh JOIN audit_case k ON k.seq = sh.case_seq \
             JOIN campaign c ON c.seq = k.campaign_seq \
             JOIN audit_round ar ON ar.campaign_seq = k.campaign_seq \
             JOIN organisation o ON o.seq = ar.organisation_seq WHERE c.id = ",
        )
        .value(of.bytes().to_vec())
        .text(" AND ");
        let sql = self.within_cases(sql);
        let rows = sql.all::<Shown>(&self.store.house.main.read).await?;
        let shown = |row: Shown| {
            let id = CaseId::from_bytes(bytes(&row.id, "case id")?);
            Ok((id, UnixMillis(row.shown_at)))
        };
        rows.into_iter().map(shown).collect()
    }

    /// Who audits a case for an organisation whose grade is locked: whom a meeting concerns.
    pub async fn meeting_auditors(&self, of: CaseId) -> Result<Vec<PersonId>, StoreError> {
        let sql = Sql::new(
            "SELECT DISTINCT n.id, n.seq FROM case_auditor a \
             JOIN audit_case k ON k.seq = a.case_seq JOIN person n ON n.seq = a.person_seq \
             JOIN return_ r ON r.case_seq = a.case_seq \
             AND r.organisation_seq = a.organisation_seq \
             JOIN submission s ON s.return_seq = r.seq \
             JOIN grade_lock g ON g.submission_seq = s.seq \
             JOIN audit_round ar ON ar.campaign_seq = k.campaign_seq \
             JOIN organisation o ON o.seq = ar.organisation_seq \
             WHERE a.conflict = 0 AND k.id = ",
        )
        .value(of.bytes().to_vec())
        .text(" AND ");
        let sql = self.within_cases(sql).text(" ORDER BY n.seq");
        let rows = sql.all::<Person>(&self.store.house.main.read).await?;
        let id = |row: &Person| Ok(PersonId::from_bytes(bytes(&row.id, "person id")?));
        rows.iter().map(id).collect()
    }
}

/// How far the grades of a case are.
struct Standing {
    shown: bool,
    locked: usize,
    unlocked: usize,
    missing: usize,
}

impl Standing {
    async fn of(work: &Work, case: i64) -> Result<Standing, StoreError> {
        let unlocked = Sql::new(grade_lock::UNLOCKED).value(case);
        let unlocked = unlocked.all::<grade_lock::Open>(&work.tx).await?.len();
        let number = |text: &str| Sql::new(text).value(case);
        let number = async |text: &str| -> Result<usize, StoreError> {
            let found = number(text).one::<Count>(&work.tx).await?;
            Ok(found.map_or(0, |found| usize::try_from(found.count).unwrap_or(0)))
        };
        Ok(Standing {
            shown: number("SELECT count(*) AS count FROM case_showing WHERE case_seq = ").await?
                > 0,
            locked: number(
                "SELECT count(*) AS count FROM grade_lock g JOIN submission s \
                 ON s.seq = g.submission_seq JOIN return_ r ON r.seq = s.return_seq \
                 WHERE r.case_seq = ",
            )
            .await?,
            unlocked,
            missing: number(
                "SELECT count(*) AS count FROM return_ r WHERE r.state <> 'submitted' \
                 AND r.case_seq = ",
            )
            .await?,
        })
    }

    fn outcome(&self, without: usize) -> ShowOutcome {
        match self {
            Standing { shown: true, .. } => ShowOutcome::Shown,
            Standing { unlocked: 1.., .. } => ShowOutcome::Unlocked(self.unlocked),
            Standing { locked: 0, .. } => ShowOutcome::NothingLocked,
            Standing { missing, .. } if *missing != without => ShowOutcome::Missing(*missing),
            Standing { .. } => ShowOutcome::Shown,
        }
    }
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

#[derive(FromQueryResult)]
struct Count {
    count: i64,
}

#[derive(FromQueryResult)]
struct Shown {
    id: Vec<u8>,
    shown_at: i64,
}

#[derive(FromQueryResult)]
struct Person {
    id: Vec<u8>,
}
