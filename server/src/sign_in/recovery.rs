//! Recovery codes: ten, for when the authenticator app is lost. Each has 80 random bits and is
//! kept under a keyed hash, so that a stolen database is of no use for guessing them.

use crate::random::Random;
use data_encoding::BASE32_NOPAD;

/// How many there are.
pub const CODES: usize = 10;

const BYTES: usize = 10;

/// New codes, as people keep them: `ABCD-EFGH-IJKL-MNOP`.
pub fn new_codes(random: &dyn Random) -> Vec<String> {
    let code = |_| {
        let letters = BASE32_NOPAD.encode(&random.bytes::<BYTES>());
        let groups = [0, 4, 8, 12].map(|at| &letters[at..at + 4]);
        groups.join("-")
    };
    (0..CODES).map(code).collect()
}

/// A code as it is hashed, however it was typed: capitals, no hyphens or spaces, and letters
/// for the digits that none has.
pub fn plain(typed: &str) -> String {
    let letter = |letter: char| match letter {
        '0' => 'O',
        '1' => 'I',
        '8' => 'B',
        other => other.to_ascii_uppercase(),
    };
    typed
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(letter)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SeededRandom;

    #[test]
    fn a_code_is_known_again_however_it_is_typed() {
        let codes = new_codes(&SeededRandom::new(3));
        assert_eq!(codes.len(), CODES);
        let code = &codes[0];
        assert_eq!(code.len(), 19, "{code}");
        let typed = format!(" {} ", code.to_lowercase().replace('-', " "));
        assert_eq!(plain(&typed), plain(code));
        assert_eq!(plain("O1IB"), plain("0i18"));
    }
}
