//! Codes of authenticator apps: six digits that change every thirty seconds (RFC 6238 with SHA-1,
//! the one form that every app knows). Our own, because a code must open once: that takes the
//! time step it belongs to, and the clock as a parameter.

use crate::{clock::UnixMillis, random::Random};
use data_encoding::BASE32_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use zeroize::Zeroizing;

/// Seconds for which a code is the current one.
const STEP_SECONDS: i64 = 30;

/// Bytes of a key: as many as SHA-1 gives (RFC 4226, section 4, R6).
const KEY_BYTES: usize = 20;

/// A new key.
pub fn new_key(random: &dyn Random) -> Zeroizing<Vec<u8>> {
    Zeroizing::new(random.bytes::<KEY_BYTES>().to_vec())
}

/// The time step of this instant.
pub fn step_at(now: UnixMillis) -> i64 {
    now.0.div_euclid(STEP_SECONDS * 1000)
}

/// The code of a time step.
pub fn code(key: &[u8], step: i64) -> String {
    let mut mac = Hmac::<Sha1>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(&step.to_be_bytes());
    let hash: [u8; 20] = mac.finalize().into_bytes().into();
    let at = usize::from(hash[19] & 0x0f);
    let four = [hash[at] & 0x7f, hash[at + 1], hash[at + 2], hash[at + 3]];
    format!("{:06}", u32::from_be_bytes(four) % 1_000_000)
}

/// The time step of a typed code: the current one or one beside it, since clocks differ and
/// people type slowly, and after the step of the code that was used last.
pub fn matching_step(key: &[u8], typed: &str, now: UnixMillis, last_step: i64) -> Option<i64> {
    let typed: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let current = step_at(now);
    let near = [current, current - 1, current + 1];
    // All three are always computed: how long it takes tells nothing.
    let matching = near.map(|step| (step, code(key, step) == typed && step > last_step));
    matching
        .into_iter()
        .find_map(|(step, matches)| matches.then_some(step))
}

/// A key as people type it: letters and digits in groups of four.
pub fn in_words(key: &[u8]) -> String {
    let letters: Vec<char> = BASE32_NOPAD.encode(key).chars().collect();
    let groups: Vec<String> = letters
        .chunks(4)
        .map(|group| group.iter().collect())
        .collect();
    groups.join(" ")
}

/// A key as apps scan it.
pub fn url(issuer: &str, email: &str, key: &[u8]) -> String {
    let (issuer, email) = (encode(issuer), encode(email));
    let key = BASE32_NOPAD.encode(key);
    format!("otpauth://totp/{issuer}:{email}?secret={key}&issuer={issuer}")
}

fn encode(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~@".contains(&byte);
    text.bytes()
        .map(|byte| match plain(byte) {
            true => char::from(byte).to_string(),
            false => format!("%{byte:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &[u8] = b"12345678901234567890";

    /// The last six digits of RFC 6238's own test values, appendix B.
    #[test]
    fn codes_are_those_of_the_standard() {
        for (seconds, digits) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(code(KEY, step_at(UnixMillis(seconds * 1000))), digits);
        }
    }

    #[test]
    fn a_code_is_taken_one_step_early_or_late_and_no_further() {
        let now = UnixMillis(1_111_111_109_000);
        let at = step_at(now);
        for (step, taken) in [(-2, false), (-1, true), (0, true), (1, true), (2, false)] {
            let typed = code(KEY, at + step);
            let found = matching_step(KEY, &typed, now, 0);
            assert_eq!(found, taken.then_some(at + step), "{step}");
        }
        let spaced = format!(" {} {}", &code(KEY, at)[..3], &code(KEY, at)[3..]);
        assert_eq!(matching_step(KEY, &spaced, now, 0), Some(at));
    }

    #[test]
    fn a_code_that_was_used_and_those_before_it_are_not_taken() {
        let now = UnixMillis(1_111_111_109_000);
        let at = step_at(now);
        assert_eq!(matching_step(KEY, &code(KEY, at), now, at), None);
        assert_eq!(matching_step(KEY, &code(KEY, at - 1), now, at), None);
        assert_eq!(
            matching_step(KEY, &code(KEY, at + 1), now, at),
            Some(at + 1)
        );
    }
}
