//! Why: evidence may be a file. Its bytes lie sealed in a folder or a bucket; its row says whose
//! it is, under which key, and whether it may be given out. `submission_file` says which files a
//! submission refers to, so that taking one from a later draft never takes it from there.

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
        db.execute_unprepared(&spelled(FILES, db.get_database_backend()))
            .await?;
        Ok(())
    }
}

/// `content_hash` is under the file's own key: equal files do not match, and nobody can try
/// guesses once the key is destroyed. `swept_at` says that the sealed bytes are gone too.
const FILES: &str = "
CREATE TABLE evidence_file (
    seq SEQ,
    id BYTES NOT NULL UNIQUE CHECK (length(id) = 16),
    return_seq INT NOT NULL REFERENCES return_ (seq),
    part BYTES NOT NULL UNIQUE CHECK (length(part) = 16),
    bytes INT NOT NULL CHECK (bytes > 0),
    content_hash BYTES NOT NULL CHECK (length(content_hash) = 32),
    upload_key BYTES NOT NULL CHECK (length(upload_key) = 16),
    state TEXT NOT NULL CHECK (state IN ('waiting', 'clean', 'refused')),
    reason TEXT,
    uploaded_by BYTES,
    uploaded_at INT NOT NULL,
    removed_at INT,
    swept_at INT,
    sealed_about BYTES NOT NULL,
    CHECK ((state = 'refused') = (reason IS NOT NULL))
) PLAIN;
CREATE INDEX evidence_file_of_return ON evidence_file (return_seq);
CREATE INDEX evidence_file_waiting ON evidence_file (seq)
    WHERE state = 'waiting' AND removed_at IS NULL;
CREATE INDEX evidence_file_unswept ON evidence_file (seq)
    WHERE swept_at IS NULL AND (removed_at IS NOT NULL OR state = 'refused');

CREATE TABLE submission_file (
    submission_seq INT NOT NULL REFERENCES submission (seq),
    file_seq INT NOT NULL REFERENCES evidence_file (seq),
    part TEXT NOT NULL CHECK (part IN ('identifying', 'other')),
    PRIMARY KEY (submission_seq, file_seq, part)
) CLUSTERED;
CREATE INDEX submission_file_of_file ON submission_file (file_seq);
";
