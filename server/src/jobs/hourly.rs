//! What is looked at at every start and once an hour from then on: drafts whose time has come, and
//! what a crash or the passing of time leaves behind: keys that seal nothing, bytes of files that
//! never came in whole, sessions and links that are over. What fails here is tried again.

use crate::{retention, state::State};
use std::time::Duration;

const HOUR: Duration = Duration::from_secs(60 * 60);

/// Looks, for ever.
pub(super) async fn run(state: State) {
    loop {
        look(&state).await;
        tokio::time::sleep(HOUR).await;
    }
}

/// Looks once.
pub async fn look(state: &State) {
    let store = &state.store;
    let erasures = store.system("erasure").finish_erasures().await;
    told("erasures", erasures);
    told("drafts", retention::expire_drafts(state).await);
    told("keys", store.sweep_keys().await);
    told("incoming files", store.sweep_incoming_files().await);
    told("sign-ins", store.sweep_sign_ins().await);
}

fn told(what: &'static str, swept: Result<usize, impl std::fmt::Display>) {
    match swept {
        Ok(0) => {}
        Ok(gone) => tracing::info!(what, gone, "what was over was destroyed"),
        Err(cause) => tracing::error!(what, %cause, "what is over could not be looked at"),
    }
}
