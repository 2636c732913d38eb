//! What was stored before there were cases is still there after the step that brings them: on
//! SQLite it makes the table of returns anew.

use super::harness::{empty_place, number, on_postgres, raw};
use fourlens_migrations::{Migrator, MigratorTrait};
use fourlens_server::store::{Store, StoreConfig};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection};

/// A place as it was before the step, with a return in each state.
async fn old_place(config: &StoreConfig) {
    std::fs::create_dir_all(&config.data).unwrap();
    let file = config.data.join("fourlens.sqlite");
    let file = format!("sqlite://{}?mode=rwc", file.display());
    let url = config.database_url.clone().unwrap_or(file);
    let db = Database::connect(url).await.unwrap();
    let steps = Migrator::migrations();
    let cases = steps
        .iter()
        .position(|step| step.name().ends_with("_cases"));
    let before = u32::try_from(cases.unwrap()).unwrap();
    Migrator::up(&db, Some(before)).await.unwrap();
    db.execute_unprepared(&old_rows()).await.unwrap();
    db.close().await.unwrap();
}

#[tokio::test]
async fn what_was_stored_before_there_were_cases_survives_them() {
    let (config, _folder) = empty_place().await;
    old_place(&config).await;
    let taken = Store::migrate(&config).await.unwrap();
    assert!(
        taken.iter().any(|step| step.ends_with("_cases")),
        "{taken:?}"
    );
    let db = raw(&config).await;
    for (expected, sql) in [
        (3, "SELECT count(*) FROM return_ WHERE case_seq IS NULL"),
        (
            2,
            "SELECT seq FROM return_ WHERE state = 'in_progress' AND draft_part IS NOT NULL",
        ),
        (
            2,
            "SELECT r.seq FROM draft_answer a JOIN return_ r ON r.seq = a.return_seq \
             WHERE a.identifying = 0",
        ),
        (
            3,
            "SELECT r.seq FROM submission s JOIN return_ r ON r.seq = s.return_seq \
             WHERE r.state = 'submitted'",
        ),
    ] {
        assert_eq!(number(&db, sql).await, expected, "{sql}");
    }
    assert!(
        give_return(&db, "1").await.is_err(),
        "still one an organisation"
    );
    assert!(
        give_return(&db, "77").await.is_err(),
        "references hold again"
    );
    assert!(give_return(&db, "4").await.is_ok());
    db.close().await.unwrap();
}

/// Gives an organisation another return to the old campaign.
async fn give_return(db: &DatabaseConnection, organisation: &str) -> Result<(), sea_orm::DbErr> {
    let sql = format!(
        "INSERT INTO return_ (id, campaign_seq, organisation_seq, state, draft_version) \
         VALUES ({}, 1, {organisation}, 'not_started', 0)",
        bytes("0d", 16)
    );
    db.execute_unprepared(&sql).await.map(|_| ())
}

fn bytes(byte: &str, length: usize) -> String {
    match on_postgres() {
        true => format!("'\\x{}'::bytea", byte.repeat(length)),
        false => format!("x'{}'", byte.repeat(length)),
    }
}

/// Rows as they were: four organisations, a campaign, a return not begun, one with a draft and
/// one handed in.
fn old_rows() -> String {
    let id = |byte: &str| bytes(byte, 16);
    let hash = bytes("ab", 32);
    format!(
        "INSERT INTO organisation (seq, id, path, kind, name, details) VALUES \
         (1, {}, '1.', 'school', 'One', '{{}}'), (2, {}, '2.', 'school', 'Two', '{{}}'), \
         (3, {}, '3.', 'school', 'Three', '{{}}'), \
         (4, {}, '4.', 'school', 'Four', '{{}}'); \
         INSERT INTO form_version (seq, hash, form_key, number, published_at, package) \
         VALUES (1, {hash}, 'old', 1, 0, '{{}}'); \
         INSERT INTO campaign (seq, id, form_version_seq, title, opens_on, closes_on, as_of, \
         opened_at) VALUES (1, {}, 1, 'Old', '2026-01-01', '2026-02-01', '2026-01-01', 0); \
         INSERT INTO return_ (id, campaign_seq, organisation_seq, state, draft_version, \
         draft_part) VALUES ({}, 1, 1, 'not_started', 0, NULL), \
         ({}, 1, 2, 'in_progress', 4, {}), ({}, 1, 3, 'submitted', 2, NULL); \
         INSERT INTO draft_answer (return_seq, question, row_id, version, sealed) \
         VALUES (2, 'C1', '', 4, {hash}); \
         INSERT INTO submission (id, return_seq, number, reference, form_version_seq, \
         submitted_at, groups_, idempotency_key, body_hash, part_identifying, part_other, \
         commitment_identifying, commitment_other, content_hash, sealed_identifying, \
         sealed_other) VALUES ({}, 3, 1, 'OLD-1', 1, 0, 'all', {}, {hash}, {}, {}, {hash}, \
         {hash}, {hash}, {hash}, {hash})",
        id("01"),
        id("02"),
        id("03"),
        id("04"),
        id("05"),
        id("06"),
        id("07"),
        id("08"),
        id("09"),
        id("0a"),
        id("0b"),
        id("0c"),
        id("0e"),
    )
}
