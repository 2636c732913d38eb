//! The databases' shapes, forward only: what each step changes and why. One list for the main
//! database, one for the key store. It must not know what the rows mean to anyone.

mod dialect;
mod m20261122_000001_tables;
mod m20261122_000002_keys;
mod m20261125_000003_publications;
mod m20261125_000004_evidence_files;
mod m20261125_000005_cases;
mod m20261125_000006_priorities;
mod m20261125_000007_form_drafts;
mod m20261125_000008_moderation;
mod m20261125_000009_meetings;
mod m20261125_000010_directory;
mod m20261125_000011_sign_in;
mod m20261125_000012_erasure;
mod m20261125_000013_incoming_files;
mod m20261125_000014_set_aside;
mod m20261125_000015_owners;
mod m20261125_000016_erasure_done;

pub use sea_orm_migration::prelude::MigratorTrait;

use sea_orm_migration::prelude::{MigrationTrait, async_trait};

/// The steps of the main database.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261122_000001_tables::Migration),
            Box::new(m20261125_000003_publications::Migration),
            Box::new(m20261125_000004_evidence_files::Migration),
            Box::new(m20261125_000005_cases::Migration),
            Box::new(m20261125_000006_priorities::Migration),
            Box::new(m20261125_000007_form_drafts::Migration),
            Box::new(m20261125_000008_moderation::Migration),
            Box::new(m20261125_000009_meetings::Migration),
            Box::new(m20261125_000010_directory::Migration),
            Box::new(m20261125_000011_sign_in::Migration),
            Box::new(m20261125_000012_erasure::Migration),
            Box::new(m20261125_000013_incoming_files::Migration),
            Box::new(m20261125_000014_set_aside::Migration),
            Box::new(m20261125_000015_owners::Migration),
            Box::new(m20261125_000016_erasure_done::Migration),
        ]
    }
}

/// The steps of the key store.
pub struct KeyMigrator;

#[async_trait::async_trait]
impl MigratorTrait for KeyMigrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(m20261122_000002_keys::Migration)]
    }
}
