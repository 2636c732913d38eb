//! One test binary: what the store promises, stories over HTTP and on the command line, scores
//! and reports worked by hand, the definitions, what a thief finds, what the internet meets, the
//! proof of the components, the house rules.

mod access;
mod audit_report;
mod commands;
mod definitions;
mod demo;
mod govuk_fixtures;
mod house;
mod kinds;
mod outside;
mod schema;
mod scores;
mod soak;
mod store;
mod stories;
mod theft;
mod world;
