//! What is done after a change: the messages of the outbox, leased, done, and tried again later
//! when it did not work; files that wait to be looked at, and what is over. Whether someone may
//! still be told is decided anew when it is done. It must not know a route or a page.

pub mod hourly;
mod mail;
mod mailer;

pub use mail::Mail;
pub use mailer::Mailer;

use crate::{
    files,
    state::State,
    store::{StoreError, WaitingMessages},
};
use std::{future::Future, time::Duration};

/// Messages taken at once.
const SLICE: u32 = 16;

/// How long a message is one process's own; one that crashed gives it back after that.
const LEASE: Duration = Duration::from_secs(5 * 60);

/// How long to wait when nothing is due.
const PAUSE: Duration = Duration::from_secs(5);

/// Does what is due until `stop` is done. What fails here fails no one's request.
pub async fn run(state: State, stop: impl Future<Output = ()>) {
    tokio::pin!(stop);
    // Beside the outbox: a slow scanner must not keep mail waiting.
    let files = tokio::spawn(files::run(state.clone()));
    let hourly = tokio::spawn(hourly::run(state.clone()));
    loop {
        let done = step(&state).await.unwrap_or_else(|cause| {
            tracing::error!(%cause, "the outbox could not be read");
            0
        });
        let pause = if done == 0 { PAUSE } else { Duration::ZERO };
        tokio::select! {
            () = tokio::time::sleep(pause) => {},
            () = &mut stop => break,
        }
    }
    // Whatever it was at is done again by the next start.
    files.abort();
    hourly.abort();
}

/// Mail that waits because there is no way to send it, or because sending it failed.
///
/// # Errors
/// When the database fails.
pub async fn mail_waiting(state: &State) -> Result<WaitingMessages, StoreError> {
    let system = state.store.system("jobs");
    match state.mailer.sends() {
        true => system.messages_failing(mail::KIND).await,
        false => system.messages_waiting(mail::KIND).await,
    }
}

/// Mails that were set aside of late, because what they say cannot be read.
///
/// # Errors
/// When the database fails.
pub async fn mail_set_aside(state: &State) -> Result<i64, StoreError> {
    let system = state.store.system("jobs");
    system.messages_set_aside(mail::KIND).await
}

/// Does some of what is due; how many messages were tried. Without a way to send mail it waits.
///
/// # Errors
/// When the database fails; a message that fails is tried again later.
pub async fn step(state: &State) -> Result<usize, StoreError> {
    let system = state.store.system("jobs");
    if !state.mailer.sends() || system.messages_waiting(mail::KIND).await?.count == 0 {
        return Ok(0);
    }
    let due = system.claim(&[mail::KIND], SLICE, LEASE).await?;
    let mut reached = true;
    for message in &due {
        // A server that cannot be reached is not tried again for each of the others.
        if !reached {
            system.message_failed(message.id).await?;
            continue;
        }
        match mail::send(state, message).await {
            Ok(()) => system.message_done(message.id).await?,
            Err(cause) if cause.is_unreadable() => {
                tracing::error!(%cause, "a mail was set aside");
                system.message_unreadable(message.id).await?;
            }
            Err(cause) => {
                tracing::warn!(attempts = message.attempts, %cause, "a mail was not sent");
                system.message_failed(message.id).await?;
                reached = !cause.is_unreachable();
            }
        }
    }
    Ok(due.len())
}
