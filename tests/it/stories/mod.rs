//! Stories: someone does something, and something can be seen. Each name is the sentence it proves.

mod access;
mod cases;
mod closing;
mod directory;
mod erasing;
mod evidence;
mod exporting;
mod keys;
mod languages;
mod local_questions;
mod mail;
mod moderation;
mod on_record;
mod open_answers;
mod opening;
mod picking;
mod previewing;
mod priorities;
mod profiles;
mod publishing;
mod return_journey;
mod roles;
mod saving;
mod section_11;
mod sign_in;
mod twice;
