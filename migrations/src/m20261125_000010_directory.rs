//! Why: the directory follows organisations through time. A school that becomes an academy is
//! another organisation with a number of its own, often under the same number of authority and
//! establishment, so that this one may stand twice; what came before it is told by `succession`,
//! and `lineage` says the same for every step back, so that one question finds a whole history.
//! People leave and are still known to have been there; two organisations become one and may be
//! parted again; the national register's extract waits here between its upload and its use.
//!
//! On SQLite the table of organisations is made anew, because its old uniqueness cannot be taken
//! away; whoever migrates has foreign keys off meanwhile and checks them afterwards.

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
        let organisations = match backend {
            DbBackend::Sqlite => ORGANISATIONS_MADE_ANEW,
            _ => ORGANISATIONS_ALTERED,
        };
        for step in [organisations, FOUND, HISTORY, MERGES, IMPORTS] {
            db.execute_unprepared(&spelled(step, backend)).await?;
        }
        Ok(())
    }
}

/// `version` counts an organisation's changes, so that nobody overwrites what they have not seen.
/// `register_code` is a trust's number in the register of schools.
const ORGANISATIONS_MADE_ANEW: &str = "
CREATE TABLE organisation_made_anew (
    seq SEQ,
    id BYTES NOT NULL UNIQUE CHECK (length(id) = 16),
    parent_seq INT REFERENCES organisation (seq),
    path TEXT IN_C NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('partnership', 'trust', 'school', 'agency', 'service')),
    name TEXT NOT NULL,
    phase TEXT,
    school_type TEXT,
    urn TEXT UNIQUE,
    laestab TEXT,
    opened_on TEXT,
    closed_on TEXT,
    details TEXT NOT NULL,
    version INT NOT NULL DEFAULT 1,
    ukprn TEXT,
    register_code TEXT,
    merged_into_seq INT REFERENCES organisation (seq)
) PLAIN;
INSERT INTO organisation_made_anew
    (seq, id, parent_seq, path, kind, name, phase, school_type, urn, laestab, opened_on,
     closed_on, details)
SELECT seq, id, parent_seq, path, kind, name, phase, school_type, urn, laestab, opened_on,
     closed_on, details
FROM organisation ORDER BY seq;
DROP TABLE organisation;
ALTER TABLE organisation_made_anew RENAME TO organisation;
";

const ORGANISATIONS_ALTERED: &str = "
ALTER TABLE organisation DROP CONSTRAINT organisation_laestab_key;
ALTER TABLE organisation ADD COLUMN version INT NOT NULL DEFAULT 1;
ALTER TABLE organisation ADD COLUMN ukprn TEXT;
ALTER TABLE organisation ADD COLUMN register_code TEXT;
ALTER TABLE organisation ADD COLUMN merged_into_seq INT REFERENCES organisation (seq);
";

const FOUND: &str = "
CREATE INDEX organisation_of_laestab ON organisation (laestab) WHERE laestab IS NOT NULL;
CREATE INDEX organisation_of_parent ON organisation (parent_seq);
CREATE UNIQUE INDEX organisation_of_register_code ON organisation (register_code)
    WHERE register_code IS NOT NULL;
";

/// `lineage` is worked out from `succession`: every organisation with all it descends from.
/// A role that ended is kept with who held it; who holds one now stands in the grants.
const HISTORY: &str = "
CREATE TABLE succession (
    successor_seq INT NOT NULL REFERENCES organisation (seq),
    predecessor_seq INT NOT NULL REFERENCES organisation (seq),
    origin TEXT NOT NULL CHECK (origin IN ('register', 'hand', 'merge')),
    PRIMARY KEY (successor_seq, predecessor_seq),
    CHECK (successor_seq <> predecessor_seq)
) CLUSTERED;
CREATE INDEX succession_of_predecessor ON succession (predecessor_seq);

CREATE TABLE lineage (
    organisation_seq INT NOT NULL REFERENCES organisation (seq),
    ancestor_seq INT NOT NULL REFERENCES organisation (seq),
    steps INT NOT NULL,
    PRIMARY KEY (organisation_seq, ancestor_seq)
) CLUSTERED;
CREATE INDEX lineage_of_ancestor ON lineage (ancestor_seq);

CREATE TABLE past_grant (
    seq SEQ,
    person_seq INT NOT NULL REFERENCES person (seq),
    role TEXT NOT NULL,
    organisation_seq INT NOT NULL REFERENCES organisation (seq),
    last_day TEXT NOT NULL,
    ended_by BYTES,
    ended_at INT NOT NULL
) PLAIN;
CREATE INDEX past_grant_of_organisation ON past_grant (organisation_seq);
";

/// A merge and each thing that it moved; a merge undone is another row that names it.
const MERGES: &str = "
CREATE TABLE organisation_merge (
    seq SEQ,
    id BYTES NOT NULL UNIQUE CHECK (length(id) = 16),
    from_seq INT NOT NULL REFERENCES organisation (seq),
    into_seq INT NOT NULL REFERENCES organisation (seq),
    undoes_seq INT UNIQUE REFERENCES organisation_merge (seq),
    at INT NOT NULL,
    by_person BYTES
) PLAIN;
CREATE INDEX organisation_merge_of_into ON organisation_merge (into_seq);
CREATE INDEX organisation_merge_of_from ON organisation_merge (from_seq);

CREATE TABLE merge_move (
    merge_seq INT NOT NULL REFERENCES organisation_merge (seq),
    place INT NOT NULL,
    what TEXT NOT NULL,
    row_seq INT NOT NULL,
    word TEXT NOT NULL,
    PRIMARY KEY (merge_seq, place)
) CLUSTERED;
";

/// What was read from an extract, as JSON, packed; empty once it was used.
const IMPORTS: &str = "
CREATE TABLE school_import (
    seq SEQ,
    id BYTES NOT NULL UNIQUE CHECK (length(id) = 16),
    name TEXT NOT NULL,
    uploaded_by BYTES,
    uploaded_at INT NOT NULL,
    applied_at INT,
    outcome TEXT,
    packed BYTES NOT NULL
) PLAIN;
";
