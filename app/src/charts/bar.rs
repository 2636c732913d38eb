//! Horizontal bars: how much of what could be reached each row has.

use super::{Tone, figure};
use leptos::prelude::AnyView;

/// A chart of horizontal bars.
pub struct BarChart {
    /// Begins every id in it; unique on its page.
    pub prefix: String,
    /// What it is called.
    pub title: String,
    /// What it says, in a sentence or two.
    pub description: String,
    /// What each look means.
    pub key: Vec<(Tone, String)>,
    /// The rows.
    pub bars: Vec<Bar>,
}

/// A row of the chart.
pub struct Bar {
    /// What it is about.
    pub label: String,
    /// What it looks like.
    pub tone: Tone,
    /// What it says, in words: "Amber: 14 of 21 points".
    pub words: String,
    /// How much it has; none while that is not known.
    pub value: Option<i64>,
    /// How much it could have.
    pub max: i64,
}

impl BarChart {
    /// Draws the chart.
    pub fn view(self) -> AnyView {
        let row = |bar: &Bar| {
            let drawn = match bar.value {
                Some(value) => figure::one_bar(bar.tone, &self.prefix, value, bar.max),
                None => figure::one_bar(Tone::Blank, &self.prefix, 1, 1),
            };
            figure::row(&bar.label, bar.words.clone(), drawn)
        };
        figure::Figure {
            rows: self.bars.iter().map(row).collect(),
            prefix: self.prefix,
            title: self.title,
            description: self.description,
            key: self.key,
        }
        .view()
    }
}
