//! Signing in: links in mail, passwords, second factors, sessions, and what a failed try costs.

mod codes;
mod enumeration;
mod links;
mod people;
mod provider;
mod second_factor;
mod sessions;
mod sweeping;
mod waiting;
