//! Charts as SVG, drawn on the server: each has a title and a description for those who do not
//! see it, and patterns and words for those who see no colour. The same numbers stand in a table
//! beside it, which is the page's business. A chart knows no page and no portal.

mod bar;
mod figure;
mod paired;
mod share;
mod stacked;
mod tone;

pub use bar::{Bar, BarChart};
pub use paired::{Pair, PairedChart};
pub use share::percent;
pub use stacked::{Part, Stack, StackedChart};
pub use tone::Tone;

#[cfg(test)]
mod tests;
