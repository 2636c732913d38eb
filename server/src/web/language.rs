//! The language in which someone reads forms: the one they chose, else the first that their
//! browser asks for. It is a wish: a form says what it is written in.

use crate::config::Settings;
use axum::http::{HeaderMap, HeaderValue, header};
use fourlens_forms::text::FALLBACK;

/// The cookie that holds a choice; it names a language and nobody.
const COOKIE: &str = "language";

/// Seconds that a choice is kept: a year.
const SECONDS: u32 = 365 * 24 * 60 * 60;

/// The language that a request asks for.
pub fn of(headers: &HeaderMap) -> String {
    let cookies = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok());
    let chosen = cookies
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(name, language)| (name == COOKIE).then_some(language));
    let accepted = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split([',', ';', '-']).next());
    let wish = chosen.or(accepted).map(str::trim);
    wish.filter(|wish| is_language(wish))
        .unwrap_or(FALLBACK)
        .to_string()
}

/// The header that keeps a choice; none for what is no language.
pub fn keep(settings: &Settings, language: &str) -> Option<HeaderValue> {
    if !is_language(language) {
        return None;
    }
    let secure = if settings.secure() { "; Secure" } else { "" };
    let cookie =
        format!("{COOKIE}={language}; Path=/; HttpOnly; SameSite=Lax; Max-Age={SECONDS}{secure}");
    HeaderValue::from_str(&cookie).ok()
}

fn is_language(word: &str) -> bool {
    (2..=20).contains(&word.len())
        && word
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}
