//! Signing in, without a page: codes of authenticator apps and for when they are lost, what a
//! failed try costs, what a device is called. It must not know a route or a database.

pub mod device;
pub mod patience;
pub mod recovery;
pub mod totp;

use std::time::Duration;

/// How long a link to choose another password is good for, from when its mail is sent.
pub const PASSWORD_LINK: Duration = Duration::from_secs(10 * 60);

/// How long an invitation is good for, from when its mail is sent.
pub const INVITATION_LINK: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// How long someone who has proved a password may take to prove a second factor.
pub const WAITING_SECONDS: i64 = 10 * 60;

/// For how long having proved who one is counts, before what needs it again.
pub const PROOF: Duration = Duration::from_secs(10 * 60);

/// After as many wrong codes the password is asked for again.
pub const WRONG_CODES: i64 = 5;
