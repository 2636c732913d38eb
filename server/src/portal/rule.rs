//! How a form gives points and bands, said in words from its scales and bands.

use fourlens_app::portal::{BandRule, ScoringRule};
use fourlens_forms::{definition::ScaleOption, form::Form};

/// The rule of a form.
pub(super) fn of(form: &Form) -> ScoringRule {
    let package = form.package();
    let scales = || package.scales.iter().filter(|of| of.counted_as.is_none());
    let options = || scales().flat_map(|scale| &scale.options);
    let highest = |option: &&ScaleOption| {
        scales()
            .filter(|scale| scale.options.contains(option))
            .any(|scale| option.points == Some(scale.highest()))
    };
    let band = |band: &fourlens_forms::definition::Band| BandRule {
        band: band.id.clone(),
        label: band.label.en().to_string(),
        because: band.because.en().to_string(),
    };
    let badge = |badge: &fourlens_forms::definition::Badge| BandRule {
        band: badge.id.clone(),
        label: badge.label.en().to_string(),
        because: badge.because.en().to_string(),
    };
    ScoringRule {
        points: points(options()),
        bands: package.bands.iter().map(band).collect(),
        badges: package.badges.iter().map(badge).collect(),
        best: either(options().filter(highest)),
        low: either(options().filter(|option| option.suggests_action)),
        failing: either(options().filter(|option| option.fails_critical)),
    }
}

/// What each option gives: "3 points for “Embedded”, 2 for “Secure”".
fn points<'a>(options: impl Iterator<Item = &'a ScaleOption>) -> String {
    let said = options.enumerate().map(|(place, option)| {
        let points = option.points.unwrap_or_default();
        let noun = match (place, points) {
            (0, 1) => " point",
            (0, _) => " points",
            _ => "",
        };
        format!("{points}{noun} for {}", quoted(option))
    });
    said.collect::<Vec<_>>().join(", ")
}

/// The options' words, each once: "“Partly in place” or “Not in place”".
fn either<'a>(options: impl Iterator<Item = &'a ScaleOption>) -> String {
    let mut words: Vec<String> = Vec::new();
    for option in options.map(quoted) {
        if !words.contains(&option) {
            words.push(option);
        }
    }
    words.join(" or ")
}

fn quoted(option: &ScaleOption) -> String {
    format!("“{}”", option.label.en())
}
