//! The pages: each asks the portal for its data and says how to draw it.

mod attempt;
mod audience;
mod bands;
mod compared;
mod figures;
mod paging;
mod parts;
mod rule;

pub mod account;
pub mod accounts;
pub mod forgotten;
pub mod own_provider;
pub mod password;
pub mod person;
pub mod prove;
pub mod second_factor;
pub mod sign_in;
pub mod start;

pub mod check;
pub mod evidence;
pub mod home;
pub mod printable;
pub mod receipt;
pub mod section;
pub mod services;
pub mod task_list;

pub mod conflict;

pub mod answers;
pub mod blocks;
pub mod campaign;
pub mod campaign_days;
pub mod campaigns;
pub mod case;
pub mod case_agencies;
pub mod contacts;
pub mod definition;
pub mod directory;
pub mod erasures;
pub mod feedback;
pub mod form_settings;
pub mod forms;
mod languages;
pub mod local_questions;
pub mod meeting;
pub mod merging;
pub mod moderation;
pub mod opening;
pub mod organisation;
pub mod organisation_form;
pub mod preview;
pub mod priorities;
pub mod records;
pub mod report;
pub mod round;
pub mod round_opening;
pub mod school_import;
pub mod scores;
pub mod timetable;
pub mod upload;

pub mod accessibility;
pub mod cookies;
pub mod privacy;
pub mod refused;

#[cfg(test)]
mod tests;
