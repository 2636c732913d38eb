//! What each table of the main database holds, to prove that something wrote nothing.

use super::World;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, QueryResult, Statement};
use std::collections::{BTreeMap, BTreeSet};

impl World {
    /// Every table with the number of its rows.
    pub async fn rows(&self) -> BTreeMap<String, i64> {
        let db = self.database().await;
        let mut rows = BTreeMap::new();
        for name in tables(&db).await {
            let count = format!("SELECT COUNT(*) AS number FROM {name}");
            let counted = ask(&db, &count).await;
            let number = counted[0].try_get("", "number").expect("a number");
            rows.insert(name, number);
        }
        db.close().await.expect("the database closes");
        rows
    }

    /// Every table with its rows, each written out.
    pub async fn contents(&self) -> BTreeMap<String, BTreeSet<String>> {
        let db = self.database().await;
        let mut contents = BTreeMap::new();
        for name in tables(&db).await {
            let rows = ask(&db, &format!("SELECT * FROM {name}")).await;
            contents.insert(name, rows.iter().map(written_out).collect());
        }
        db.close().await.expect("the database closes");
        contents
    }

    async fn database(&self) -> DatabaseConnection {
        let config = &self.state.settings.store.store;
        let file = || format!("sqlite://{}", config.data.join("fourlens.sqlite").display());
        let url = config.database_url.clone().unwrap_or_else(file);
        Database::connect(url).await.expect("the database opens")
    }
}

async fn tables(db: &DatabaseConnection) -> Vec<String> {
    let tables = match db.get_database_backend() {
        DbBackend::Sqlite => {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        }
        _ => "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
    };
    let listed = ask(db, tables).await.into_iter();
    listed
        .map(|row| row.try_get("", "name").expect("a name"))
        .collect()
}

async fn ask(db: &DatabaseConnection, sql: &str) -> Vec<QueryResult> {
    let statement = Statement::from_string(db.get_database_backend(), sql);
    let rows = db.query_all_raw(statement).await;
    rows.unwrap_or_else(|cause| panic!("{sql}: {cause}"))
}

/// Each cell as what it is, whatever the database calls it.
fn written_out(row: &QueryResult) -> String {
    let cell = |column: &String| {
        let text = row
            .try_get::<Option<String>>("", column)
            .map(|cell| format!("{cell:?}"));
        let number = || {
            row.try_get::<Option<i64>>("", column)
                .map(|cell| format!("{cell:?}"))
        };
        let short = || {
            row.try_get::<Option<i32>>("", column)
                .map(|cell| format!("{cell:?}"))
        };
        let bytes = || {
            row.try_get::<Option<Vec<u8>>>("", column)
                .map(|cell| format!("{cell:?}"))
        };
        let yes = || {
            row.try_get::<Option<bool>>("", column)
                .map(|cell| format!("{cell:?}"))
        };
        let told = text.or_else(|_| number()).or_else(|_| short());
        let told = told.or_else(|_| bytes()).or_else(|_| yes());
        format!(
            "{column}={}",
            told.unwrap_or_else(|cause| panic!("{column}: {cause}"))
        )
    };
    let columns = row.column_names();
    columns.iter().map(cell).collect::<Vec<_>>().join(" ")
}
