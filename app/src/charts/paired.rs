//! Paired bars: two shares of the same thing, one below the other, under one line of words.

use super::{Tone, figure};
use leptos::prelude::AnyView;

/// A chart of paired bars, in whole percent.
pub struct PairedChart {
    /// Begins every id in it; unique on its page.
    pub prefix: String,
    /// What it is called.
    pub title: String,
    /// What it says, in a sentence or two.
    pub description: String,
    /// What the first bar of each pair is: what the chart is about.
    pub own: String,
    /// What the second is: what it is compared with.
    pub other: String,
    /// The rows.
    pub pairs: Vec<Pair>,
}

/// A row of the chart.
pub struct Pair {
    /// What it is about.
    pub label: String,
    /// The first share, in whole percent; none when it is not known.
    pub own: Option<i64>,
    /// The second share, in whole percent; none when it is not known or may not be shown.
    pub other: Option<i64>,
}

impl PairedChart {
    /// Draws the chart.
    pub fn view(self) -> AnyView {
        let said = |name: &str, share: Option<i64>| match share {
            Some(share) => format!("{name} {share}%"),
            None => format!("{name} not known"),
        };
        let row = |pair: &Pair| {
            let words = [said(&self.own, pair.own), said(&self.other, pair.other)];
            let bars = [(Tone::Own, pair.own), (Tone::Peers, pair.other)];
            figure::row(
                &pair.label,
                words.join(", "),
                figure::two_bars(&self.prefix, bars),
            )
        };
        let key = vec![
            (Tone::Own, self.own.clone()),
            (Tone::Peers, self.other.clone()),
        ];
        figure::Figure {
            rows: self.pairs.iter().map(row).collect(),
            prefix: self.prefix,
            title: self.title,
            description: self.description,
            key,
        }
        .view()
    }
}
