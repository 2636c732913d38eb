//! Stacked bars: how a number of things divides, one bar for each row.

use super::{Tone, figure};
use leptos::prelude::AnyView;

/// A chart of stacked bars.
pub struct StackedChart {
    /// Begins every id in it; unique on its page.
    pub prefix: String,
    /// What it is called.
    pub title: String,
    /// What it says, in a sentence or two.
    pub description: String,
    /// The rows.
    pub stacks: Vec<Stack>,
}

/// A row of the chart.
pub struct Stack {
    /// What it is about.
    pub label: String,
    /// How it divides, in an order that all rows share.
    pub parts: Vec<Part>,
}

/// A part of a stack.
pub struct Part {
    /// What it looks like.
    pub tone: Tone,
    /// Its word.
    pub label: String,
    /// How many.
    pub count: i64,
}

impl StackedChart {
    /// Draws the chart.
    pub fn view(self) -> AnyView {
        let mut key: Vec<(Tone, String)> = Vec::new();
        for part in self.stacks.iter().flat_map(|stack| &stack.parts) {
            if !key.iter().any(|(tone, _)| *tone == part.tone) {
                key.push((part.tone, part.label.clone()));
            }
        }
        let row = |stack: &Stack| {
            let parts: Vec<(Tone, i64)> = stack
                .parts
                .iter()
                .map(|part| (part.tone, part.count))
                .collect();
            let bars = figure::stacked_bars(&parts, &self.prefix);
            figure::row(&stack.label, stack.words(), bars)
        };
        figure::Figure {
            rows: self.stacks.iter().map(row).collect(),
            prefix: self.prefix,
            title: self.title,
            description: self.description,
            key,
        }
        .view()
    }
}

impl Stack {
    fn words(&self) -> String {
        let part = |part: &Part| format!("{} {}", part.count, part.label);
        self.parts.iter().map(part).collect::<Vec<_>>().join(", ")
    }
}
