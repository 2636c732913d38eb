//! What the store promises, told on both databases. It knows the store's own door and, where a
//! story needs a thief or a crash, the raw rows behind it; it must not know a page.
#![expect(
    clippy::unwrap_used,
    reason = "a story that cannot go on is a failed story"
)]

pub(crate) mod harness;

mod audit;
mod backup;
mod before_cases;
mod cases;
mod directory;
mod drafts;
mod erasing;
mod files;
mod outbox;
mod roll_ups;
mod schema;
mod scope;
mod sealing;
mod sessions;
mod submissions;
mod tree;
mod two_processes;
mod verify;
mod writer;
