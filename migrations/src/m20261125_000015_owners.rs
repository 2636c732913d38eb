//! Why: several partnerships may share a portal, and what one keeps is not the others': its
//! priorities, the definitions it prepares, the extracts of the schools register it uploads, the
//! legal holds it sets. Each belongs to the organisation of whoever kept it; what is there already,
//! and what a command keeps, belongs to the first partnership. A trust may have schools in more
//! than one partnership, so its number in the register may stand once in each. What a page posts
//! twice is kept once.

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
        for step in [OWNERS, TRUSTS, ONCE, HOLDS] {
            db.execute_unprepared(&spelled(step, db.get_database_backend()))
                .await?;
        }
        Ok(())
    }
}

/// No organisation stands for the first partnership.
const OWNERS: &str = "
ALTER TABLE priority ADD COLUMN organisation_seq INT REFERENCES organisation (seq);
ALTER TABLE form_draft ADD COLUMN organisation_seq INT REFERENCES organisation (seq);
ALTER TABLE school_import ADD COLUMN organisation_seq INT REFERENCES organisation (seq);
ALTER TABLE legal_hold ADD COLUMN organisation_seq INT REFERENCES organisation (seq);
";

const TRUSTS: &str = "
DROP INDEX organisation_of_register_code;
CREATE INDEX organisation_of_register_code ON organisation (register_code)
    WHERE register_code IS NOT NULL;
";

/// `id` is made with the page that adds a priority.
const ONCE: &str = "
ALTER TABLE priority ADD COLUMN id BYTES CHECK (length(id) = 16);
CREATE UNIQUE INDEX priority_of_id ON priority (id) WHERE id IS NOT NULL;
";

/// One hold a form and organisation: of those set twice the first stands.
const HOLDS: &str = "
DROP INDEX legal_hold_of_form;
UPDATE legal_hold SET lifted_at = set_at, lifted_by = set_by WHERE lifted_at IS NULL
    AND EXISTS (SELECT 1 FROM legal_hold h WHERE h.lifted_at IS NULL
        AND h.form_key = legal_hold.form_key AND h.seq < legal_hold.seq);
CREATE UNIQUE INDEX legal_hold_standing ON legal_hold (form_key, COALESCE(organisation_seq, 0))
    WHERE lifted_at IS NULL;
";
