//! A sign-in at the provider that was begun here: what has to be the same when someone comes
//! back. It travels in a sealed cookie, so that it belongs to one browser and nothing is kept.

use crate::{clock::UnixMillis, random::Random};
use data_encoding::BASE64URL_NOPAD;
use fourlens_app::portal::PersonId;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// How long someone may take at the provider.
const TIME: Duration = Duration::from_secs(10 * 60);

/// What someone goes to the provider for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// To sign in, and then go on to a page.
    SignIn {
        /// A path of ours.
        next: String,
    },
    /// To accept an invitation with the account there.
    Invitation {
        /// The token of the invitation's link.
        link: String,
    },
    /// To bind the account there to one's own here.
    Bind {
        /// Whose.
        person: PersonId,
    },
    /// To prove again who they are, and then go on to a page.
    Prove {
        /// A path of ours.
        next: String,
    },
}

/// A sign-in that was begun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Begun {
    /// Comes back with the browser.
    pub state: String,
    /// Comes back in what the provider signs.
    pub nonce: String,
    /// Proves to the provider that whoever brings the code began the sign-in (RFC 7636).
    pub verifier: String,
    /// What for.
    pub purpose: Purpose,
    /// When it is over.
    pub until: UnixMillis,
}

impl Begun {
    pub(super) fn new(random: &dyn Random, now: UnixMillis, purpose: Purpose) -> Begun {
        let token = || BASE64URL_NOPAD.encode(&random.bytes::<32>());
        Begun {
            state: token(),
            nonce: token(),
            verifier: token(),
            purpose,
            until: now.plus(TIME),
        }
    }
}
