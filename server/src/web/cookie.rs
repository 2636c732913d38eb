//! The session cookie: an opaque random token, of which only the hash is stored.

use crate::{config::Settings, random::Random};
use axum::http::{HeaderMap, HeaderValue, header};
use sha2::{Digest, Sha256};

/// Seconds a session lasts at most: one working day.
pub const SESSION_SECONDS: i64 = 12 * 60 * 60;

/// A fresh token, 64 hexadecimal digits.
pub fn fresh_token(random: &dyn Random) -> String {
    random
        .bytes::<32>()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// What is stored of a token.
pub fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// The hash of the token that a request carries.
pub fn hash_in(settings: &Settings, headers: &HeaderMap) -> Option<[u8; 32]> {
    let name = name(settings);
    let cookies = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok());
    let token = cookies
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))?;
    (token.len() == 64).then(|| hash(token))
}

/// The header that gives a browser its token.
pub fn give(settings: &Settings, token: &str) -> HeaderValue {
    header_value(settings, token, SESSION_SECONDS)
}

/// The header that takes it away.
pub fn take(settings: &Settings) -> HeaderValue {
    header_value(settings, "", 0)
}

fn header_value(settings: &Settings, token: &str, seconds: i64) -> HeaderValue {
    let secure = if settings.secure() { "; Secure" } else { "" };
    let cookie = format!(
        "{}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}",
        name(settings)
    );
    HeaderValue::from_str(&cookie).expect("a cookie of letters and digits is a header")
}

/// `__Host-` binds the cookie to this host over TLS; a plain name only on a loopback listener.
fn name(settings: &Settings) -> &'static str {
    if settings.secure() {
        "__Host-fourlens"
    } else {
        "fourlens"
    }
}
