//! Who calls, as far as signing in asks: from which network, with which kind of device, and
//! whether someone signed in with it before. It must not know who is signed in.

use super::{Client, cookie};
use crate::{
    sign_in::{device, patience::Tries},
    state::State,
};
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
};
use std::{convert::Infallible, net::IpAddr};

/// The most letters of a device's words that are kept.
const MOST_LETTERS: usize = 60;

/// Who calls.
#[derive(Debug, Clone)]
pub struct Caller {
    /// From where.
    pub from: Option<IpAddr>,
    headers: HeaderMap,
}

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Caller, Infallible> {
        let client = parts.extensions.get::<Client>();
        Ok(Caller {
            from: client.map(|client| client.0),
            headers: parts.headers.clone(),
        })
    }
}

impl Caller {
    /// What the device is called.
    pub fn device(&self) -> String {
        let agent = self.headers.get(header::USER_AGENT);
        let agent = agent.and_then(|agent| agent.to_str().ok());
        let words = device::words(agent.unwrap_or_default());
        words.chars().take(MOST_LETTERS).collect()
    }

    /// What a try to sign in as this address costs from here.
    pub fn tries(&self, state: &State, email: &str) -> Tries {
        let known = cookie::known_device(state, &self.headers, email);
        Tries::of(&state.store, email, self.from, known.as_deref())
    }

    /// What a code tried in the place of this address's second factor costs from here.
    pub fn code_tries(&self, state: &State, email: &str) -> Tries {
        let known = cookie::known_device(state, &self.headers, email);
        Tries::of_code(&state.store, email, self.from, known.as_deref())
    }

    /// What asking for a mail costs from here.
    pub fn mail_tries(&self, state: &State) -> Tries {
        Tries::of_mail(&state.store, self.from)
    }

    /// A cookie of this name.
    pub fn cookie(&self, name: &str) -> Option<String> {
        cookie::value_in(&self.headers, name).map(str::to_string)
    }
}
