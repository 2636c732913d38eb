//! What is done with files after they came in: those that wait are looked at, and bytes that
//! nothing opens any more are deleted.

use super::ScanError;
use crate::{state::State, store::StoreError};
use fourlens_app::portal::{FileId, ReturnId};
use std::time::Duration;

/// How long to wait between two looks.
const PAUSE: Duration = Duration::from_secs(10);

/// Looks at what waits and sweeps, for ever.
pub async fn run(state: State) {
    loop {
        let done = async {
            check_waiting(&state).await?;
            while state.store.sweep_files().await? > 0 {}
            Ok::<_, StoreError>(())
        };
        if let Err(cause) = done.await {
            tracing::error!(%cause, "files were not looked at");
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Lets the virus scanner look at a file that has just come, so that nobody waits for the next
/// round. Whatever stands in the way, the file goes on waiting.
pub async fn check_now(state: &State, of: ReturnId, file: FileId) {
    if !state.scanner.scans() {
        return;
    }
    let system = state.store.system("files");
    let checked = async {
        if let Some(content) = system.file(of, file).await? {
            let verdict = state.scanner.scan(&content).await?;
            system.settle_file(file, verdict).await?;
        }
        Ok::<_, ScanError>(())
    };
    if let Err(cause) = checked.await {
        tracing::error!(%cause, %file, "a file goes on waiting");
    }
}

/// Lets the virus scanner look at every file that waits; how many it settled. When it cannot be
/// asked, they go on waiting.
///
/// # Errors
/// When the database or the place of files fails.
pub async fn check_waiting(state: &State) -> Result<usize, StoreError> {
    if !state.scanner.scans() {
        return Ok(0);
    }
    let system = state.store.system("files");
    let (mut cursor, mut settled) = (0, 0);
    while let Some(waiting) = system.next_waiting_file(cursor).await? {
        cursor = waiting.cursor;
        match state.scanner.scan(&waiting.content).await {
            Ok(verdict) => {
                system.settle_file(waiting.content.id, verdict).await?;
                settled += 1;
            }
            Err(ScanError::Store(cause)) => return Err(cause),
            // This file alone may be the cause: others are still tried.
            Err(cause @ (ScanError::Strange(_) | ScanError::Slow)) => {
                tracing::error!(%cause, file = %waiting.content.id, "a file goes on waiting");
            }
            Err(cause) => {
                tracing::error!(%cause, "files go on waiting");
                break;
            }
        }
    }
    Ok(settled)
}
