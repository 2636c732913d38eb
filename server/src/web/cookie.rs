//! The session cookie: an opaque random token, of which only the hash is stored. And the cookie
//! of a device that someone signed in with before: it opens nothing, it only spares its owner the
//! waits that others' failed tries cost.

use crate::{config::Settings, random::Random, state::State};
use axum::http::{HeaderMap, HeaderValue, header};
use sha2::{Digest, Sha256};

/// Seconds a session lasts at most: one working day.
pub const SESSION_SECONDS: i64 = 12 * 60 * 60;

/// Seconds for which a device is known: half a year.
const DEVICE_SECONDS: i64 = 180 * 24 * 60 * 60;

/// A fresh token, 64 hexadecimal digits.
pub fn fresh_token(random: &dyn Random) -> String {
    hex(&random.bytes::<32>())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What is stored of a token.
pub fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// The hash of the token that a request carries.
pub fn hash_in(settings: &Settings, headers: &HeaderMap) -> Option<[u8; 32]> {
    let token = value_in(headers, name(settings))?;
    (token.len() == 64).then(|| hash(token))
}

/// The value of a cookie that a request carries.
pub fn value_in<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let cookies = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok());
    cookies
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

/// The header that gives a browser its token for so many seconds.
pub fn give(settings: &Settings, token: &str, seconds: i64) -> HeaderValue {
    header_value(settings, name(settings), token, seconds)
}

/// The header that takes it away.
pub fn take(settings: &Settings) -> HeaderValue {
    header_value(settings, name(settings), "", 0)
}

/// The header that makes a device known as one that this address signs in with.
pub fn give_device(state: &State, email: &str) -> HeaderValue {
    let device = hex(&state.random.bytes::<16>());
    let value = format!("{device}{}", vouched(state, email, &device));
    let name = device_name(&state.settings);
    header_value(&state.settings, name, &value, DEVICE_SECONDS)
}

/// The device that a request comes from, where this address signed in with it before.
pub fn known_device(state: &State, headers: &HeaderMap, email: &str) -> Option<String> {
    let value = value_in(headers, device_name(&state.settings))?;
    let (device, voucher) = value.split_at_checked(32)?;
    (voucher == vouched(state, email, device)).then(|| device.to_string())
}

/// What proves that we made a device known: a keyed hash, so that nothing need be stored.
fn vouched(state: &State, email: &str, device: &str) -> String {
    let parts = [b"vouched", email.as_bytes(), device.as_bytes()];
    hex(&state.store.try_key(&parts)[..16])
}

/// A cookie that no script reads and no other site's post carries, for so many seconds.
pub fn header_value(settings: &Settings, name: &str, token: &str, seconds: i64) -> HeaderValue {
    let secure = if settings.secure() { "; Secure" } else { "" };
    let cookie =
        format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
    HeaderValue::from_str(&cookie).expect("a cookie of letters and digits is a header")
}

/// `__Host-` binds the cookie to this host over TLS; a plain name only on a loopback listener.
pub fn name(settings: &Settings) -> &'static str {
    if settings.secure() {
        "__Host-fourlens"
    } else {
        "fourlens"
    }
}

/// The name of the cookie of someone who is at the provider.
pub fn provider_name(settings: &Settings) -> &'static str {
    if settings.secure() {
        "__Host-fourlens-provider"
    } else {
        "fourlens-provider"
    }
}

fn device_name(settings: &Settings) -> &'static str {
    if settings.secure() {
        "__Host-fourlens-device"
    } else {
        "fourlens-device"
    }
}
