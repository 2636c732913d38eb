//! Paired bars: two shares of the same thing, one below the other.

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
        let bar = |name: &str, tone: Tone, share: Option<i64>| {
            let words = match share {
                Some(share) => format!("{name}: {share}%"),
                None => format!("{name}: not known"),
            };
            let drawn = match share {
                Some(share) => figure::one_bar(tone, &self.prefix, share, 100),
                None => figure::one_bar(Tone::Blank, &self.prefix, 1, 1),
            };
            (words, drawn)
        };
        let row = |pair: &Pair| {
            let bars = vec![
                bar(&self.own, Tone::Own, pair.own),
                bar(&self.other, Tone::Peers, pair.other),
            ];
            figure::row(&pair.label, bars)
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
