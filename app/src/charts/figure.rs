//! The frame of every chart: what it is called, what it says, its patterns, rows and key. Labels
//! are text outside the drawing, so that they wrap on a phone and keep their size.

use super::Tone;
use leptos::prelude::*;

/// How long a full bar is, in units of the drawing.
pub(super) const FULL: f64 = 478.0;
const WIDTH: f64 = 480.0;
const HEIGHT: f64 = 18.0;

/// A chart to be framed.
pub(super) struct Figure {
    /// Begins every id in it.
    pub(super) prefix: String,
    pub(super) title: String,
    pub(super) description: String,
    /// What each look means.
    pub(super) key: Vec<(Tone, String)>,
    pub(super) rows: Vec<AnyView>,
}

impl Figure {
    pub(super) fn view(self) -> AnyView {
        let (title_id, description_id) = (
            format!("{}-title", self.prefix),
            format!("{}-description", self.prefix),
        );
        let patterns = self
            .key
            .iter()
            .filter_map(|(tone, _)| tone.pattern(&self.prefix));
        let key = self
            .key
            .iter()
            .map(|(tone, means)| entry(*tone, means, &self.prefix));
        view! {
            <figure class="chart" aria-labelledby=title_id aria-describedby=description_id>
                <p class="chart__caption">{self.title.clone()}</p>
                <div class="govuk-visually-hidden">
                    <svg width="1" height="1" aria-hidden="true" focusable="false">
                        <title id=title_id.clone()>{self.title}</title>
                        <desc id=description_id.clone()>{self.description}</desc>
                        <defs>{patterns.collect_view()}</defs>
                    </svg>
                </div>
                {self.rows.into_iter().collect_view()}
                <ul class="chart__key">{key.collect_view()}</ul>
            </figure>
        }
        .into_any()
    }
}

/// A row: what it is about, what it says in words, and its bars.
pub(super) fn row(label: &str, words: String, bars: AnyView) -> AnyView {
    view! {
        <div class="chart__row">
            <p class="chart__words">
                <b>{label.to_owned()}</b>
                " "
                <span>{words}</span>
            </p>
            {drawing(bars)}
        </div>
    }
    .into_any()
}

/// A bar of one look, `part` of `whole` long, on an empty track.
pub(super) fn one_bar(tone: Tone, prefix: &str, part: i64, whole: i64) -> AnyView {
    let bar = (part > 0).then(|| tone.bar(prefix, 1.0, length(part, whole), HEIGHT));
    view! {
        {track()}
        {bar}
    }
    .into_any()
}

/// Two bars that touch, each a share in whole percent; one that is not known is blank.
pub(super) fn two_bars(prefix: &str, pair: [(Tone, Option<i64>); 2]) -> AnyView {
    let bar = |(tone, share): (Tone, Option<i64>)| {
        let height = HEIGHT / 2.0 + 1.0;
        match share {
            Some(0) => ().into_any(),
            Some(share) => tone.bar(prefix, 1.0, length(share, 100), height),
            None => Tone::Blank.bar(prefix, 1.0, FULL, height),
        }
    };
    let [upper, lower] = pair.map(bar);
    view! {
        {track()}
        {upper}
        <g transform=format!("translate(0 {})", HEIGHT / 2.0 - 1.0)>{lower}</g>
    }
    .into_any()
}

/// The bars of a stack, one after the other.
pub(super) fn stacked_bars(parts: &[(Tone, i64)], prefix: &str) -> AnyView {
    let whole: i64 = parts.iter().map(|(_, count)| count).sum();
    let mut start = 1.0;
    let mut bars = vec![track()];
    for (tone, count) in parts.iter().filter(|(_, count)| *count > 0) {
        let length = length(*count, whole);
        bars.push(tone.bar(prefix, start, length, HEIGHT));
        start += length;
    }
    bars.into_iter().collect_view().into_any()
}

fn length(part: i64, whole: i64) -> f64 {
    if whole <= 0 {
        return 0.0;
    }
    FULL * part.min(whole) as f64 / whole as f64
}

fn track() -> AnyView {
    view! {
        <rect
            class="chart__axis"
            x="1"
            y="1"
            width=FULL.to_string()
            height=(HEIGHT - 2.0).to_string()
            fill="none"
        ></rect>
    }
    .into_any()
}

fn drawing(bars: AnyView) -> AnyView {
    view! {
        <svg
            class="chart__drawing"
            viewBox=format!("0 0 {WIDTH} {HEIGHT}")
            aria-hidden="true"
            focusable="false"
        >
            {bars}
        </svg>
    }
    .into_any()
}

fn entry(tone: Tone, means: &str, prefix: &str) -> AnyView {
    view! {
        <li>
            <svg width="28" height="14" viewBox="0 0 28 14" aria-hidden="true" focusable="false">
                {tone.bar(prefix, 1.0, 26.0, 14.0)}
            </svg>
            " "
            {means.to_owned()}
        </li>
    }
    .into_any()
}
