//! How long generated tests run and where chance begins: a sample from a fixed seed, or longer
//! and from another seed when `cargo xtask soak` asks for it.

/// How often to do what a test run does `sample` times.
pub(crate) fn rounds(sample: usize) -> usize {
    told("FOURLENS_SOAK_TIMES").map_or(sample, |times| sample * times as usize)
}

/// Where chance begins; said, so that a failure repeats.
pub(crate) fn seed(fixed: u64) -> u64 {
    let seed = told("FOURLENS_SOAK_SEED").map_or(fixed, |asked| asked ^ fixed);
    eprintln!("seed {seed}");
    seed.max(1)
}

#[expect(
    clippy::disallowed_methods,
    reason = "a longer run is asked for by the environment"
)]
fn told(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}
