//! A return on its way: its form, its draft or what was handed in, and saving what was typed;
//! and a form tried out without a return.
//! It must not know HTTP beyond the names that controls post under.

mod control;
mod files;
mod identity;
mod loaded;
mod rows;
mod save;
mod started;
mod trial;

pub use control::Control;
pub use files::{EvidencePlace, Files, Naming, files_in, posted};
pub use identity::{identifying_names, is_about_a_case, joined, masked_words, split};
pub use loaded::{Loaded, StoredAnswer, Why, head};
pub use rows::changes as row_changes;
pub use save::{MaySign, Saved, save};
pub use started::{LastActions, unplanned};
pub use trial::{Tried, carried, said_in, to_carry, try_out};
