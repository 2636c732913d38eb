//! The server: config, routes, sessions, policy, store, plugin host. All that reads or writes
//! anything is here. The binary `fourlens` is its command line.

pub mod assets;
pub mod case_reference;
pub mod cli;
pub mod clock;
pub mod config;
pub mod definition;
pub mod demo;
pub mod directory;
pub mod export;
pub mod files;
pub mod fill;
pub mod forms;
pub mod jobs;
pub mod opening;
pub mod organisation;
pub mod password;
pub mod plugins;
pub mod policy;
pub mod portal;
pub mod prefill;
pub mod provider;
pub mod publishing;
pub mod random;
pub mod register;
pub mod retention;
pub mod school_import;
pub mod seal;
pub mod sign_in;
pub mod state;
pub mod store;
pub mod submission;
pub mod time;
pub mod web;
