//! Handlers, by what they serve. They take a visit that has passed the policy table, ask the
//! portal or write through the store, and never pick an error's status themselves.

pub mod account;
pub mod accounts;
pub mod block;
pub mod campaign_days;
pub mod case;
pub mod conflict;
pub mod contacts;
pub mod definition;
pub mod directory;
pub mod erasure;
pub mod evidence;
pub mod files;
pub mod fill;
pub mod language;
pub mod local;
pub mod meeting;
pub mod merge;
pub mod moderation;
pub mod open;
pub mod opening;
pub mod own_provider;
pub mod password;
pub mod preview;
pub mod priority;
pub mod prove;
pub mod provider;
pub mod record;
pub mod report;
pub mod round;
pub mod round_opening;
pub mod save;
pub mod school_import;
pub mod scores_file;
pub mod second_factor;
pub mod session;
pub mod settings;
pub mod submit;

mod posted;
mod wrong_code;

use super::WebError;
use fourlens_app::portal::{Id, Refusal};

/// The identity a path names; anything else is no page.
fn id<T>(text: &str) -> Result<Id<T>, WebError> {
    text.parse().map_err(|_| Refusal::NotFound.into())
}
