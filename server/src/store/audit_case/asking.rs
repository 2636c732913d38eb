//! Which organisations a case asks: each owes it a return. What is begun stays. It must not know
//! who audits for them, beyond that they go with a return that goes.

use super::{
    super::{
        ReturnState, Scoped, StoreError,
        sql::{Sql, bytes},
        writer::Work,
    },
    Row, Seq,
};
use fourlens_app::portal::{CaseId, OrganisationId};
use sea_orm::FromQueryResult;
use serde_json::json;

/// What became of the organisations that a case should ask.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AskedOutcome {
    /// Asked from now on.
    pub added: usize,
    /// No longer asked.
    pub removed: usize,
    /// Still asked, because their return is begun.
    pub kept: Vec<OrganisationId>,
}

impl Scoped {
    /// Asks exactly these organisations about a case, but for those that have begun. None when
    /// the case, or one of them, is out of reach.
    pub async fn ask_about_case(
        &self,
        of: CaseId,
        asked: Vec<OrganisationId>,
    ) -> Result<Option<AskedOutcome>, StoreError> {
        let wanted = self.organisation_seqs(&asked).await?;
        let Some(case) = self.case_row(of).await? else {
            return Ok(None);
        };
        if wanted.len() != asked.len() {
            return Ok(None);
        }
        let author = self.author.clone();
        self.write(move |work| {
            Box::pin(async move {
                let outcome = ask(work, &case, &wanted).await?;
                if outcome.added + outcome.removed > 0 {
                    let detail = json!({ "added": outcome.added, "removed": outcome.removed });
                    work.note(&author, "case.ask", ("case", of.bytes()), detail);
                }
                Ok(Some(outcome))
            })
        })
        .await
    }

    /// The rows of those of these organisations that are within reach.
    pub(super) async fn organisation_seqs(
        &self,
        of: &[OrganisationId],
    ) -> Result<Vec<i64>, StoreError> {
        let sql = Sql::new("SELECT o.seq FROM organisation o WHERE o.id IN ")
            .list(of.iter().map(|id| id.bytes().to_vec()))
            .text(" AND ");
        let sql = self.within_directory(sql).text(" ORDER BY o.seq");
        let rows = sql.all::<Seq>(&self.store.house.main.read).await?;
        Ok(rows.into_iter().map(|row| row.seq).collect())
    }
}

/// Gives each of these organisations a return about a case.
pub(super) async fn give_returns(
    work: &Work,
    campaign_seq: i64,
    case_seq: i64,
    organisations: &[i64],
) -> Result<(), StoreError> {
    if organisations.is_empty() {
        return Ok(());
    }
    Sql::new(
        "INSERT INTO return_ (id, campaign_seq, organisation_seq, case_seq, state, \
         draft_version) ",
    )
    .rows(organisations.iter().map(|organisation_seq| {
        [
            work.random.bytes::<16>().to_vec().into(),
            campaign_seq.into(),
            (*organisation_seq).into(),
            case_seq.into(),
            ReturnState::NotStarted.key().into(),
            0i64.into(),
        ]
    }))
    .run(&work.tx)
    .await?;
    Ok(())
}

/// Adds the returns that are missing and takes away those not begun that are no longer wanted,
/// with who was named for them and has no conflict.
async fn ask(work: &Work, case: &Row, wanted: &[i64]) -> Result<AskedOutcome, StoreError> {
    let held = Sql::new(
        "SELECT r.seq, r.organisation_seq, r.state, o.id FROM return_ r \
         JOIN organisation o ON o.seq = r.organisation_seq WHERE r.case_seq = ",
    )
    .value(case.seq)
    .text(if work.is_postgres {
        " FOR UPDATE OF r"
    } else {
        ""
    })
    .all::<Held>(&work.tx)
    .await?;
    let is_held = |seq: &i64| held.iter().any(|row| row.organisation_seq == *seq);
    let new: Vec<i64> = wanted.iter().copied().filter(|seq| !is_held(seq)).collect();
    give_returns(work, case.campaign_seq, case.seq, &new).await?;
    let mut outcome = AskedOutcome {
        added: new.len(),
        ..AskedOutcome::default()
    };
    for row in held {
        if wanted.contains(&row.organisation_seq) {
            continue;
        }
        if row.state != ReturnState::NotStarted.key() {
            let id = bytes(&row.id, "organisation id")?;
            outcome.kept.push(OrganisationId::from_bytes(id));
            continue;
        }
        let gone = Sql::new("DELETE FROM return_ WHERE seq = ").value(row.seq);
        gone.run(&work.tx).await?;
        Sql::new("DELETE FROM case_auditor WHERE COALESCE(conflict, 0) = 0 AND case_seq = ")
            .value(case.seq)
            .text(" AND organisation_seq = ")
            .value(row.organisation_seq)
            .run(&work.tx)
            .await?;
        outcome.removed += 1;
    }
    Ok(outcome)
}

#[derive(FromQueryResult)]
struct Held {
    seq: i64,
    organisation_seq: i64,
    state: String,
    id: Vec<u8>,
}
