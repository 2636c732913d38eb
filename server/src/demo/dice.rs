//! Chance that repeats: a small generator that splits by a word, so that one more draw in one
//! place changes nothing in another. Never for a key or a token.

/// A source of draws.
#[derive(Debug, Clone)]
pub(super) struct Dice(u64);

impl Dice {
    /// The draws of this seed.
    pub(super) fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    /// Dice of their own for what `word` names.
    pub(super) fn of(&self, word: &str) -> Dice {
        // FNV-1a over the word, begun at this source's own state.
        let start = self.0 ^ 0xcbf2_9ce4_8422_2325;
        let mixed = word.bytes().fold(start, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Dice(mix(mixed))
    }

    /// Sixty-four bits.
    fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.0)
    }

    /// A number from 0 to under 1.
    pub(super) fn unit(&mut self) -> f64 {
        (self.draw() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// A number around 0, two thirds of them between -1 and 1.
    pub(super) fn around_zero(&mut self) -> f64 {
        // Twelve even draws have a variance of 1 together.
        (0..12).map(|_| self.unit()).sum::<f64>() - 6.0
    }

    /// A whole number from `least` to `most`, both included.
    pub(super) fn between(&mut self, least: i64, most: i64) -> i64 {
        let width = u64::try_from(most - least).map_or(1, |width| width + 1);
        least + i64::try_from(self.draw() % width).unwrap_or(0)
    }

    /// Whether something that happens `percent` times in a hundred happens.
    pub(super) fn happens(&mut self, percent: u64) -> bool {
        self.draw() % 100 < percent
    }

    /// One of these; `among` is not empty.
    pub(super) fn pick<'a, T>(&mut self, among: &'a [T]) -> &'a T {
        let last = i64::try_from(among.len()).unwrap_or(1) - 1;
        &among[usize::try_from(self.between(0, last)).unwrap_or(0)]
    }

    /// The same things in another order.
    pub(super) fn shuffled<T>(&mut self, mut things: Vec<T>) -> Vec<T> {
        for last in (1..things.len()).rev() {
            let other = self.between(0, i64::try_from(last).unwrap_or(0));
            things.swap(last, usize::try_from(other).unwrap_or(0));
        }
        things
    }
}

/// The last step of splitmix64: neighbours end far apart.
fn mix(state: u64) -> u64 {
    let state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^ (state >> 31)
}
