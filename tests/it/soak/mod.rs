//! What is long: many random acts, held against a ledger of what was acknowledged. A test run
//! takes a sample from a fixed seed; `cargo xtask soak` goes on longer, from another seed.

mod cut_off;
mod flood;
mod hands;
mod killed;
mod ledger;

use std::str::FromStr;

/// How often to do what a test run does `sample` times.
fn rounds(sample: usize) -> usize {
    sample * told("FOURLENS_SOAK_TIMES").unwrap_or(1)
}

/// Where chance begins.
fn seed(fixed: u64) -> u64 {
    told("FOURLENS_SOAK_SEED").unwrap_or(fixed)
}

#[expect(
    clippy::disallowed_methods,
    reason = "a longer run is asked for by the environment"
)]
fn told<T: FromStr>(name: &str) -> Option<T> {
    std::env::var(name).ok()?.parse().ok()
}

/// A small generator (xorshift), so that a failure repeats from its seed.
struct Chance(u64);

impl Chance {
    fn from(fixed: u64) -> Chance {
        let seed = seed(fixed);
        eprintln!("seed {seed}");
        Chance(seed.max(1))
    }

    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % limit
    }

    /// A generator of its own for one who acts at the same time as others.
    fn another(&mut self) -> Chance {
        let drawn = self.below(1 << 52) as u64;
        Chance(drawn.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}
