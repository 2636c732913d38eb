//! How many tests passed, read from what a runner says at its end.

use std::fmt;
use std::ops::Add;

/// Numbers of tests.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Counts {
    /// Proved what they say.
    pub(crate) passed: usize,
    /// Did not.
    pub(crate) failed: usize,
    /// Were not run.
    pub(crate) skipped: usize,
}

impl Counts {
    /// A step without tests of its own, passed.
    pub(crate) const PASSED: Counts = Counts {
        passed: 1,
        failed: 0,
        skipped: 0,
    };
    /// A step without tests of its own, failed.
    pub(crate) const FAILED: Counts = Counts {
        passed: 0,
        failed: 1,
        skipped: 0,
    };
    /// A step that was not run.
    pub(crate) const SKIPPED: Counts = Counts {
        passed: 0,
        failed: 0,
        skipped: 1,
    };

    /// The sum of all summaries in a text: those of nextest, of `cargo test`, and lines of the
    /// form `1 passed, 2 failed, 3 skipped`. None when it holds none.
    pub(crate) fn read(text: &str) -> Option<Counts> {
        text.lines()
            .filter_map(|line| summary(&plain(line)))
            .reduce(Counts::add)
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Counts {
            passed,
            failed,
            skipped,
        } = self;
        write!(out, "{passed} passed, {failed} failed, {skipped} skipped")
    }
}

impl Add for Counts {
    type Output = Counts;

    fn add(self, other: Counts) -> Counts {
        Counts {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            skipped: self.skipped + other.skipped,
        }
    }
}

fn summary(line: &str) -> Option<Counts> {
    let line = line.trim();
    if let Some(rest) = line.strip_prefix("test result: ") {
        return Some(parts(rest.split_once(". ")?.1, ';'));
    }
    if line.starts_with("Summary [") {
        let (_, rest) = line.split_once("run: ")?;
        return Some(parts(rest, ','));
    }
    let own = line
        .split(", ")
        .map(|part| part.split_once(' '))
        .collect::<Option<Vec<_>>>()?;
    let words: Vec<&str> = own.iter().map(|(_, word)| *word).collect();
    (words == ["passed", "failed", "skipped"]).then(|| parts(line, ','))
}

fn parts(text: &str, between: char) -> Counts {
    let mut counts = Counts::default();
    for part in without_brackets(text).split(between) {
        let Some((number, word)) = part.trim().split_once(' ') else {
            continue;
        };
        let number = number.parse().unwrap_or(0);
        match word.trim() {
            "passed" => counts.passed += number,
            "failed" | "exec failed" | "timed out" => counts.failed += number,
            "skipped" | "ignored" => counts.skipped += number,
            _ => {}
        }
    }
    counts
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let mut kept = String::new();
    for letter in text.chars() {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(letter),
            _ => {}
        }
    }
    kept
}

/// A line without a terminal's colours.
fn plain(line: &str) -> String {
    let mut kept = String::new();
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        if letter == '\u{1b}' {
            letters.by_ref().find(|letter| letter.is_ascii_alphabetic());
        } else {
            kept.push(letter);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(passed: usize, failed: usize, skipped: usize) -> Option<Counts> {
        Some(Counts {
            passed,
            failed,
            skipped,
        })
    }

    #[test]
    fn nextest_is_understood_with_slow_and_timed_out_tests() {
        let said = "     Summary [   1.234s] 9 tests run: 6 passed (1 slow, 2 flaky), 2 failed, 1 timed out, 4 skipped";
        assert_eq!(Counts::read(said), counts(6, 3, 4));
    }

    #[test]
    fn colours_do_not_hide_a_summary() {
        let said = "\u{1b}[32;1m     Summary\u{1b}[0m [   0.1s] \u{1b}[1m2\u{1b}[0m tests run: \u{1b}[1m2\u{1b}[0m \u{1b}[32mpassed\u{1b}[0m, 0 skipped";
        assert_eq!(Counts::read(said), counts(2, 0, 0));
    }

    #[test]
    fn the_binaries_of_cargo_test_are_summed() {
        let said = "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
                    test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.1s";
        assert_eq!(Counts::read(said), counts(4, 2, 1));
    }

    #[test]
    fn a_plain_line_is_understood() {
        assert_eq!(
            Counts::read("words\n12 passed, 0 failed, 1 skipped\n"),
            counts(12, 0, 1)
        );
        assert_eq!(Counts::read("12 passed, all well"), None);
    }
}
