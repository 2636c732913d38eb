//! Why: people sign in by more than a password. Links in mail are single use and known only by
//! their hash; a second factor's key is sealed; a session says what it has proved and where it
//! was begun; failed tries wait, for every process alike; someone may come from a provider, bound
//! by issuer and subject and never by an address.

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
        for tables in [SESSIONS, LINKS, FACTORS, TRIES, PROVIDER] {
            db.execute_unprepared(&spelled(tables, db.get_database_backend()))
                .await?;
        }
        Ok(())
    }
}

/// Sessions that are there already have proved a password and nothing since. A message that
/// failed says since when, so that the administrator can be told.
const SESSIONS: &str = "
ALTER TABLE session ADD COLUMN device TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN proved_at INT;
ALTER TABLE session ADD COLUMN second_factor_at INT;
ALTER TABLE session ADD COLUMN wrong_codes INT NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN failed_since INT;
";

const LINKS: &str = "
CREATE TABLE sign_in_link (
    seq SEQ,
    token_hash BYTES NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    person_seq INT NOT NULL REFERENCES person (seq),
    purpose TEXT NOT NULL CHECK (purpose IN ('invitation', 'password')),
    made_at INT NOT NULL,
    expires_at INT NOT NULL,
    used_at INT
) PLAIN;
CREATE INDEX sign_in_link_of_person ON sign_in_link (person_seq);
";

/// `last_step` is the time step of the code used last: none before it opens anything again.
const FACTORS: &str = "
CREATE TABLE second_factor (
    seq SEQ,
    person_seq INT NOT NULL UNIQUE REFERENCES person (seq),
    set_up_at INT NOT NULL,
    last_step INT NOT NULL,
    sealed BYTES NOT NULL
) PLAIN;

CREATE TABLE recovery_code (
    person_seq INT NOT NULL REFERENCES person (seq),
    code_hash BYTES NOT NULL CHECK (length(code_hash) = 32),
    used_at INT,
    PRIMARY KEY (person_seq, code_hash)
) CLUSTERED;
";

/// `key` is a keyed hash: of an address and a network, of a known device, or of a network.
const TRIES: &str = "
CREATE TABLE failed_try (
    key BYTES NOT NULL CHECK (length(key) = 32),
    failures INT NOT NULL,
    last_at INT NOT NULL,
    not_before INT NOT NULL,
    PRIMARY KEY (key)
) CLUSTERED;
CREATE INDEX failed_try_last ON failed_try (last_at);
";

const PROVIDER: &str = "
CREATE TABLE provider_account (
    seq SEQ,
    person_seq INT NOT NULL REFERENCES person (seq),
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    bound_at INT NOT NULL,
    UNIQUE (issuer, subject)
) PLAIN;
CREATE INDEX provider_account_of_person ON provider_account (person_seq);
";
