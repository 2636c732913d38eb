//! A case audit: cases go by their references, auditors declare first, whom a case identifies is
//! masked, and whoever is on a block list finds nothing.

mod auditing;
mod blocked;
mod hosting;
mod identity;
mod meeting;
mod opening;
