//! How many rows each table of the main database holds, to prove that something wrote nothing.

use super::World;
use sea_orm::{ConnectionTrait, Database, DbBackend, Statement};
use std::collections::BTreeMap;

impl World {
    /// Every table with the number of its rows.
    pub async fn rows(&self) -> BTreeMap<String, i64> {
        let config = &self.state.settings.store.store;
        let file = || format!("sqlite://{}", config.data.join("fourlens.sqlite").display());
        let url = config.database_url.clone().unwrap_or_else(file);
        let db = Database::connect(url).await.expect("the database opens");
        let backend = db.get_database_backend();
        let tables = match backend {
            DbBackend::Sqlite => {
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            }
            _ => "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
        };
        let listed = db
            .query_all_raw(Statement::from_string(backend, tables))
            .await
            .expect("the tables are listed");
        let mut rows = BTreeMap::new();
        for table in listed {
            let name: String = table.try_get("", "name").expect("a name");
            let count = format!("SELECT COUNT(*) AS number FROM {name}");
            let counted = db
                .query_one_raw(Statement::from_string(backend, count))
                .await
                .expect("a table is counted")
                .expect("a count");
            rows.insert(name, counted.try_get("", "number").expect("a number"));
        }
        db.close().await.expect("the database closes");
        rows
    }
}
