//! Passwords: argon2id, at least twelve characters, no rules of composition, and none that is
//! guessed soon. It must not know whose they are.

use crate::random::Random;
use argon2::{Argon2, PasswordHash, PasswordVerifier, password_hash::PasswordHasher};
use std::sync::atomic::{AtomicU64, Ordering};
use zxcvbn::Score;

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

/// Checks passwords and counts how often: each try to sign in must cost one, whoever it is for.
#[derive(Debug, Default)]
pub struct Checks(AtomicU64);

impl Checks {
    /// As [`is_right`], counted.
    pub fn is_right(&self, password: &str, hash: Option<&str>) -> bool {
        self.0.fetch_add(1, Ordering::Relaxed);
        is_right(password, hash)
    }

    /// How many were checked since the start.
    pub fn count(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// What to do about a password that will not do. `about` is what a guesser would try first: the
/// person's name and address, the portal's name.
pub fn problem(password: &str, about: &[&str]) -> Option<String> {
    let characters = password.chars().count();
    if characters < FEWEST_CHARACTERS {
        return Some(format!(
            "Choose a password of at least {FEWEST_CHARACTERS} characters"
        ));
    }
    if characters > MOST_CHARACTERS {
        return Some(format!(
            "Choose a password of at most {MOST_CHARACTERS} characters"
        ));
    }
    let about: Vec<&str> = about.iter().copied().chain(ABOUT_US).collect();
    let guessed = zxcvbn::zxcvbn(password, &about).score() < Score::Three;
    (guessed || is_made_of(password, &about)).then(|| {
        "Choose a password that is harder to guess: it is a common one, or follows a pattern. \
         Three words that have nothing to do with each other or with you will do"
            .to_string()
    })
}

/// Whether hardly anything of a password is left without these words.
fn is_made_of(password: &str, about: &[&str]) -> bool {
    let about = about.iter().map(|words| words.to_lowercase());
    let about: Vec<String> = about
        .flat_map(|words| {
            let words = words.split(|letter: char| !letter.is_alphanumeric());
            words.map(str::to_string).collect::<Vec<_>>()
        })
        .filter(|word| word.chars().count() >= 3)
        .collect();
    let left = about
        .iter()
        .fold(password.to_lowercase(), |left, word| left.replace(word, ""));
    let letters = left.chars().filter(|letter| letter.is_alphabetic()).count();
    left.len() < password.len() && letters < FEWEST_CHARACTERS / 2
}

/// What anyone would try first here.
const ABOUT_US: [&str; 4] = ["fourlens", "safeguarding", "partnership", "school"];

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
    fn a_password_that_is_guessed_soon_is_refused_and_no_rule_asks_for_capitals_or_digits() {
        let about = ["Ada Oak", "ada@oakwell.example", "oakwell"];
        for common in [
            "password1234",
            "qwertyuiop12",
            "123456789012",
            "aaaaaaaaaaaaaaaa",
            "Password123!",
            "letmeinletmein",
            "oakwelloakwell",
            "safeguarding1",
            "fourlens2026!",
            "ada oak ada oak",
        ] {
            let told = problem(common, &about).unwrap_or_default();
            assert!(told.contains("harder to guess"), "{common}: {told}");
        }
        for fine in [
            "correct horse battery",
            "teal lantern otter",
            "zwölf blaue Ziegel",
        ] {
            assert_eq!(problem(fine, &about), None, "{fine}");
        }
    }

    #[test]
    fn nobody_costs_as_much_as_somebody_and_is_never_right() {
        assert!(PasswordHash::new("$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5aGFzdGhpc3NhbHQ$0000000000000000000000000000000000000000000").is_ok());
        assert!(!is_right("anything at all", None));
    }
}
