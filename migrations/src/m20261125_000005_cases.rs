//! Why: a case audit has cases. Each case asks some agencies, so a return belongs to campaign,
//! organisation and case; each names auditors, and keeps some people out. Answers that identify
//! a child are sealed apart already while they are a draft.
//!
//! On SQLite the table of returns is made anew, because its old uniqueness cannot be taken away;
//! whoever migrates has foreign keys off meanwhile and checks them afterwards.

use crate::dialect::spelled;
use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        let backend = db.get_database_backend();
        let returns = match backend {
            DbBackend::Sqlite => RETURNS_MADE_ANEW,
            _ => RETURNS_ALTERED,
        };
        for step in [ROUNDS, CASES, returns, RETURNS_FOUND, PEOPLE, DRAFTS] {
            db.execute_unprepared(&spelled(step, backend)).await?;
        }
        Ok(())
    }
}

/// A campaign that audits cases: who hosts it, the letters its references begin with, and by
/// when each step is done.
const ROUNDS: &str = "
CREATE TABLE audit_round (
    campaign_seq INT NOT NULL PRIMARY KEY REFERENCES campaign (seq),
    organisation_seq INT NOT NULL REFERENCES organisation (seq),
    theme TEXT NOT NULL
) CLUSTERED;

CREATE TABLE round_step (
    campaign_seq INT NOT NULL REFERENCES audit_round (campaign_seq),
    step TEXT NOT NULL,
    due_on TEXT NOT NULL,
    PRIMARY KEY (campaign_seq, step)
) CLUSTERED;
";

/// A child in one audit, known by a reference. `part` names the key of what is said about who
/// may see it.
const CASES: &str = "
CREATE TABLE audit_case (
    seq SEQ,
    id BYTES NOT NULL UNIQUE CHECK (length(id) = 16),
    campaign_seq INT NOT NULL REFERENCES audit_round (campaign_seq),
    reference TEXT NOT NULL UNIQUE,
    opened_at INT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('open', 'withdrawn')),
    part BYTES NOT NULL CHECK (length(part) = 16)
) PLAIN;
CREATE INDEX case_of_campaign ON audit_case (campaign_seq);
";

const RETURNS_MADE_ANEW: &str = "
CREATE TABLE return_made_anew (
    seq SEQ,
    id BYTES NOT NULL UNIQUE CHECK (length(id) = 16),
    campaign_seq INT NOT NULL REFERENCES campaign (seq),
    organisation_seq INT NOT NULL REFERENCES organisation (seq),
    case_seq INT REFERENCES audit_case (seq),
    state TEXT NOT NULL CHECK (state IN ('not_started', 'in_progress', 'submitted')),
    draft_version INT NOT NULL,
    draft_part BYTES CHECK (length(draft_part) = 16),
    draft_part_identifying BYTES CHECK (length(draft_part_identifying) = 16),
    saved_at INT
) PLAIN;
INSERT INTO return_made_anew
    (seq, id, campaign_seq, organisation_seq, state, draft_version, draft_part, saved_at)
SELECT seq, id, campaign_seq, organisation_seq, state, draft_version, draft_part, saved_at
FROM return_ ORDER BY seq;
DROP TABLE return_;
ALTER TABLE return_made_anew RENAME TO return_;
CREATE INDEX return_of_organisation ON return_ (organisation_seq);
";

const RETURNS_ALTERED: &str = "
ALTER TABLE return_ ADD COLUMN case_seq INT REFERENCES audit_case (seq);
ALTER TABLE return_ ADD COLUMN draft_part_identifying BYTES
    CHECK (length(draft_part_identifying) = 16);
ALTER TABLE return_ DROP CONSTRAINT return__campaign_seq_organisation_seq_key;
";

/// One return an organisation, and in a case audit one a case: no two nulls are the same, so the
/// place of a missing case is taken by a row that cannot be.
const RETURNS_FOUND: &str = "
CREATE UNIQUE INDEX return_once
    ON return_ (campaign_seq, organisation_seq, COALESCE(case_seq, 0));
CREATE INDEX return_of_case ON return_ (case_seq) WHERE case_seq IS NOT NULL;
";

/// Who audits a case for an organisation, and who is kept out of it. A block is lifted by another
/// row: the last one of a person and a case counts.
const PEOPLE: &str = "
CREATE TABLE case_auditor (
    case_seq INT NOT NULL REFERENCES audit_case (seq),
    organisation_seq INT NOT NULL REFERENCES organisation (seq),
    person_seq INT NOT NULL REFERENCES person (seq),
    named_at INT NOT NULL,
    named_by BYTES,
    declared_at INT,
    conflict INT CHECK (conflict IN (0, 1)),
    reason BYTES,
    PRIMARY KEY (case_seq, organisation_seq, person_seq),
    CHECK ((declared_at IS NULL) = (conflict IS NULL))
) CLUSTERED;
CREATE INDEX case_auditor_of_person ON case_auditor (person_seq);

CREATE TABLE case_block (
    seq SEQ,
    case_seq INT NOT NULL REFERENCES audit_case (seq),
    person_seq INT NOT NULL REFERENCES person (seq),
    at INT NOT NULL,
    by_person BYTES,
    lifted INT NOT NULL CHECK (lifted IN (0, 1)),
    reason BYTES NOT NULL
) PLAIN;
CREATE INDEX case_block_of_person ON case_block (person_seq, case_seq);
";

const DRAFTS: &str = "
ALTER TABLE draft_answer ADD COLUMN identifying INT NOT NULL DEFAULT 0
    CHECK (identifying IN (0, 1));
";
