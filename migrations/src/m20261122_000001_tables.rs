//! Why: the first shape of everything but keys. Ids are 16 random bytes in narrow unique
//! indexes; bulky rows lie in the order of `seq`, because random order costs three times the
//! writes and the disk. Instants are unix milliseconds, dates ISO text, answers only sealed.

use crate::dialect::spelled;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        for tables in [DIRECTORY, FORMS, SUBMISSIONS, LOG] {
            db.execute_unprepared(&spelled(tables, db.get_database_backend()))
                .await?;
        }
        Ok(())
    }
}

/// Who there is, and who may do what where. `path` lists the organisation's ancestors by `seq`,
/// itself last (`1.4.23.`), so that *at or below* is a range of one index.
const DIRECTORY: &str = "
CREATE TABLE organisation (
    seq SEQ,
    id BYTES NOT NULL UNIQUE CHECK (length(id) = 16),
    parent_seq INT REFERENCES organisation (seq),
    path TEXT IN_C NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('partnership', 'trust', 'school', 'agency', 'service')),
    name TEXT NOT NULL,
    phase TEXT,
    school_type TEXT,
    urn TEXT UNIQUE,
    laestab TEXT UNIQUE,
    opened_on TEXT,
    closed_on TEXT,
    details TEXT NOT NULL
) PLAIN;

CREATE TABLE person (
    seq SEQ,
    id BYTES NOT NULL UNIQUE CHECK (length(id) = 16),
    name TEXT NOT NULL,
    email TEXT NOT NULL UNIQUE CHECK (email = lower(email)),
    password_hash TEXT,
    disabled_at INT
) PLAIN;

CREATE TABLE grant_ (
    person_seq INT NOT NULL REFERENCES person (seq),
    role TEXT NOT NULL,
    organisation_seq INT NOT NULL REFERENCES organisation (seq),
    PRIMARY KEY (person_seq, role, organisation_seq)
) CLUSTERED;

CREATE TABLE session (
    seq SEQ,
    token_hash BYTES NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    person_seq INT NOT NULL REFERENCES person (seq),
    created_at INT NOT NULL,
    seen_at INT NOT NULL,
    expires_at INT NOT NULL
) PLAIN;
CREATE INDEX session_of_person ON session (person_seq);
";

/// What is asked, of whom, and where each answer stands.
const FORMS: &str = "
CREATE TABLE form_version (
    seq SEQ,
    hash BYTES NOT NULL UNIQUE CHECK (length(hash) = 32),
    form_key TEXT NOT NULL,
    number INT NOT NULL,
    published_by BYTES,
    published_at INT NOT NULL,
    package TEXT NOT NULL,
    UNIQUE (form_key, number)
) PLAIN;

CREATE TABLE campaign (
    seq SEQ,
    id BYTES NOT NULL UNIQUE CHECK (length(id) = 16),
    form_version_seq INT NOT NULL REFERENCES form_version (seq),
    title TEXT NOT NULL,
    opens_on TEXT NOT NULL,
    closes_on TEXT NOT NULL,
    as_of TEXT NOT NULL,
    opened_at INT NOT NULL,
    closed_at INT,
    CHECK (opens_on <= closes_on)
) PLAIN;

CREATE TABLE return_ (
    seq SEQ,
    id BYTES NOT NULL UNIQUE CHECK (length(id) = 16),
    campaign_seq INT NOT NULL REFERENCES campaign (seq),
    organisation_seq INT NOT NULL REFERENCES organisation (seq),
    state TEXT NOT NULL CHECK (state IN ('not_started', 'in_progress', 'submitted')),
    draft_version INT NOT NULL,
    draft_part BYTES CHECK (length(draft_part) = 16),
    saved_at INT,
    UNIQUE (campaign_seq, organisation_seq)
) PLAIN;
CREATE INDEX return_of_organisation ON return_ (organisation_seq);

CREATE TABLE draft_answer (
    return_seq INT NOT NULL REFERENCES return_ (seq),
    question TEXT NOT NULL,
    row_id TEXT NOT NULL,
    version INT NOT NULL,
    sealed BYTES NOT NULL,
    PRIMARY KEY (return_seq, question, row_id)
) CLUSTERED;
";

/// What was handed in, never changed, and what is read from it. Sealed columns come last, so
/// that a list of receipts does not read them.
const SUBMISSIONS: &str = "
CREATE TABLE submission (
    seq SEQ,
    id BYTES NOT NULL UNIQUE CHECK (length(id) = 16),
    return_seq INT NOT NULL REFERENCES return_ (seq),
    number INT NOT NULL,
    reference TEXT NOT NULL UNIQUE,
    form_version_seq INT NOT NULL REFERENCES form_version (seq),
    submitted_by BYTES,
    submitted_at INT NOT NULL,
    groups_ TEXT NOT NULL,
    idempotency_key BYTES NOT NULL CHECK (length(idempotency_key) = 16),
    body_hash BYTES NOT NULL CHECK (length(body_hash) = 32),
    part_identifying BYTES NOT NULL CHECK (length(part_identifying) = 16),
    part_other BYTES NOT NULL CHECK (length(part_other) = 16),
    commitment_identifying BYTES NOT NULL CHECK (length(commitment_identifying) = 32),
    commitment_other BYTES NOT NULL CHECK (length(commitment_other) = 32),
    content_hash BYTES NOT NULL CHECK (length(content_hash) = 32),
    sealed_identifying BYTES NOT NULL,
    sealed_other BYTES NOT NULL,
    UNIQUE (return_seq, number),
    UNIQUE (return_seq, idempotency_key)
) PLAIN;

CREATE TABLE fact_pack (
    seq SEQ,
    submission_seq INT NOT NULL REFERENCES submission (seq),
    plugin TEXT NOT NULL,
    plugin_version TEXT NOT NULL,
    settings_hash BYTES NOT NULL CHECK (length(settings_hash) = 32),
    packed BYTES NOT NULL,
    UNIQUE (submission_seq, plugin)
) PLAIN;

CREATE TABLE rollup (
    campaign_seq INT NOT NULL REFERENCES campaign (seq),
    group_key TEXT IN_C NOT NULL,
    packed TEXT NOT NULL,
    PRIMARY KEY (campaign_seq, group_key)
) CLUSTERED;
";

/// What was done, chained, and what is still to be done.
const LOG: &str = "
CREATE TABLE audit (
    seq SEQ,
    at INT NOT NULL,
    actor BYTES,
    system TEXT,
    action TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id BYTES NOT NULL,
    detail TEXT NOT NULL,
    writer BYTES NOT NULL CHECK (length(writer) = 16),
    place INT NOT NULL,
    previous BYTES NOT NULL CHECK (length(previous) = 32),
    hash BYTES NOT NULL CHECK (length(hash) = 32),
    CHECK ((actor IS NULL) <> (system IS NULL))
) PLAIN;
CREATE INDEX audit_of_subject ON audit (subject_id);

CREATE TABLE outbox (
    seq SEQ,
    id BYTES NOT NULL UNIQUE CHECK (length(id) = 16),
    kind TEXT NOT NULL,
    dedupe_key TEXT NOT NULL UNIQUE,
    run_at INT NOT NULL,
    attempts INT NOT NULL,
    leased_until INT,
    done_at INT,
    sealed BYTES NOT NULL
) PLAIN;
CREATE INDEX outbox_waiting ON outbox (run_at) WHERE done_at IS NULL;
";
