//! Passwords: argon2id, at least twelve characters, no rules of composition. It must not know
//! whose they are.

use crate::random::Random;
use argon2::{Argon2, PasswordHash, PasswordVerifier, password_hash::PasswordHasher};

/// The fewest characters of a password.
pub const FEWEST_CHARACTERS: usize = 12;

/// The most: a longer one is refused, never cut.
pub const MOST_CHARACTERS: usize = 128;

/// What is stored of a password: argon2id, 19 MiB, two passes (OWASP's least).
pub fn hash(password: &str, random: &dyn Random) -> String {
    let salt = random.bytes::<16>();
    let hashed = Argon2::default().hash_password_with_salt(password.as_bytes(), &salt);
    hashed.expect("the parameters are argon2's own").to_string()
}

/// Whether a password is the one that was hashed. Without a hash, as much work is done and the
/// answer is no, so that time does not tell whether there is an account.
pub fn is_right(password: &str, hash: Option<&str>) -> bool {
    /// A hash of a password nobody has.
    const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5aGFzdGhpc3NhbHQ$0000000000000000000000000000000000000000000";
    let Ok(parsed) = PasswordHash::new(hash.unwrap_or(NOBODY)) else {
        return false;
    };
    let right = Argon2::default()
        .verify_password(password.as_bytes(), &parsed)
        .is_ok();
    right && hash.is_some()
}

/// What to do about a password that will not do.
pub fn problem(password: &str) -> Option<String> {
    let characters = password.chars().count();
    if characters < FEWEST_CHARACTERS {
        return Some(format!(
            "Choose a password of at least {FEWEST_CHARACTERS} characters"
        ));
    }
    (characters > MOST_CHARACTERS)
        .then(|| format!("Choose a password of at most {MOST_CHARACTERS} characters"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SeededRandom;

    #[test]
    fn a_password_is_known_again_and_another_is_not() {
        let hashed = hash("correct horse battery", &SeededRandom::new(1));
        assert!(is_right("correct horse battery", Some(&hashed)));
        assert!(!is_right("correct horse batterY", Some(&hashed)));
    }

    #[test]
    fn nobody_costs_as_much_as_somebody_and_is_never_right() {
        assert!(PasswordHash::new("$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5aGFzdGhpc3NhbHQ$0000000000000000000000000000000000000000000").is_ok());
        assert!(!is_right("anything at all", None));
    }
}
