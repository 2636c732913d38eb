//! Bands in the order people read them: worst first. The form's own order is the one in which
//! its rules are tried. And a band as it looks.

use crate::portal::BandShare;
use leptos::prelude::*;

/// The bands, worst first; those whose meaning is not known here stay last, in the form's order.
pub(super) fn worst_first(bands: &[BandShare]) -> Vec<&BandShare> {
    let mut sorted: Vec<&BandShare> = bands.iter().collect();
    sorted.sort_by_key(|share| rank(&share.band));
    sorted
}

/// The place of a band in that order.
pub(super) fn rank(band: &str) -> usize {
    const KNOWN: [&str; 3] = ["red", "amber", "green"];
    let place = KNOWN.iter().position(|known| *known == band);
    place.unwrap_or(KNOWN.len())
}

/// Numbers by band in words, those of none left out: "2 Red, 5 Green".
pub(super) fn in_words(bands: &[BandShare]) -> String {
    let some = worst_first(bands)
        .into_iter()
        .filter(|band| band.returns > 0);
    let words: Vec<String> = some
        .map(|band| format!("{} {}", band.returns, band.label))
        .collect();
    words.join(", ")
}

/// A band as a word in a box.
pub(super) fn boxed(band: &str, word: &str) -> AnyView {
    let known = ["red", "amber", "green"].contains(&band);
    let class = format!("band band--{}", if known { band } else { "none" });
    view! { <span class=class>{word.to_owned()}</span> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_band_comes_first_whatever_the_order_of_the_rules() {
        let share = |band: &str| BandShare {
            band: band.to_owned(),
            label: band.to_owned(),
            returns: 1,
        };
        let bands = [share("other"), share("green"), share("red"), share("amber")];
        let order: Vec<&str> = worst_first(&bands)
            .into_iter()
            .map(|share| share.band.as_str())
            .collect();
        assert_eq!(order, ["red", "amber", "green", "other"]);
    }
}
