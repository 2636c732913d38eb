//! What a bar looks like: a colour from the style sheet, and a pattern over it that is drawn
//! here, so that no meaning hangs on colour.

use leptos::prelude::*;

/// The look of a bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// The band called `red`.
    Red,
    /// The band called `amber`.
    Amber,
    /// The band called `green`.
    Green,
    /// What the chart is about.
    Own,
    /// What it is compared with.
    Peers,
    /// What is missing or has no band.
    Blank,
}

impl Tone {
    /// The look of a band; one that has no look of its own gets one by its place.
    pub fn of_band(band: &str, place: usize) -> Tone {
        match band {
            "red" => Tone::Red,
            "amber" => Tone::Amber,
            "green" => Tone::Green,
            _ => [Tone::Peers, Tone::Own, Tone::Amber, Tone::Green][place % 4],
        }
    }

    /// The look of a rating by its place on a scale of so many, best first.
    pub fn of_rating(place: usize, all: usize) -> Tone {
        match (place, all.saturating_sub(place + 1)) {
            (0, _) => Tone::Green,
            (_, 0) => Tone::Red,
            (_, 1) => Tone::Amber,
            (1, _) => Tone::Peers,
            _ => Tone::Own,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Tone::Red => "red",
            Tone::Amber => "amber",
            Tone::Green => "green",
            Tone::Own => "own",
            Tone::Peers => "peers",
            Tone::Blank => "none",
        }
    }

    /// The lines over the colour; none for a plain one.
    fn lines(self) -> Option<&'static str> {
        match self {
            Tone::Red => Some("M-2 2l4-4M0 8l8-8M6 10l4-4"),
            Tone::Amber => Some("M4 0v8"),
            Tone::Peers => Some("M-2 6l4 4M0 0l8 8M6-2l4 4"),
            Tone::Green | Tone::Own | Tone::Blank => None,
        }
    }

    /// The definition of its pattern, with an id of this chart's own.
    pub(super) fn pattern(self, prefix: &str) -> Option<AnyView> {
        let lines = self.lines()?;
        let pattern = view! {
            <pattern id=self.pattern_id(prefix) width="8" height="8" patternUnits="userSpaceOnUse">
                <path class="chart__stroke" d=lines></path>
            </pattern>
        };
        Some(pattern.into_any())
    }

    /// A bar of this look, from `start`, `width` long and `height` high.
    pub(super) fn bar(self, prefix: &str, start: f64, width: f64, height: f64) -> AnyView {
        let (start, width) = (format!("{start:.1}"), format!("{width:.1}"));
        let height = format!("{:.1}", height - 2.0);
        let pattern = self.lines().map(|_| {
            view! {
                <rect
                    class="chart__pattern"
                    x=start.clone()
                    y="1"
                    width=width.clone()
                    height=height.clone()
                    fill=format!("url(#{})", self.pattern_id(prefix))
                ></rect>
            }
        });
        view! {
            <rect
                class=format!("chart__bar chart__bar--{}", self.name())
                x=start
                y="1"
                width=width
                height=height
            ></rect>
            {pattern}
        }
        .into_any()
    }

    fn pattern_id(self, prefix: &str) -> String {
        format!("{prefix}-{}", self.name())
    }
}
