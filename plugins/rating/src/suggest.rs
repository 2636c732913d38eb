//! Actions suggested from low ratings: what the nearest rating without a shortcoming looks like.

use fourlens_contract::{RatedQuestion, Standing, SuggestedAction, View};

/// One action for each question whose rating calls for one: critical questions first, then the
/// lowest ratings, then the order of the form.
pub(crate) fn actions(view: &View<'_>) -> Vec<SuggestedAction> {
    let mut low: Vec<(bool, i64, RatedQuestion<'_>)> = view
        .scored()
        .filter(|scored| option(scored).is_some_and(|option| option.suggests_action))
        .map(|scored| {
            (
                !scored.rating.critical,
                scored.points().unwrap_or_default(),
                scored,
            )
        })
        .collect();
    low.sort_by_key(|(not_critical, points, _)| (*not_critical, *points));
    let ranked = low
        .iter()
        .zip(1..)
        .map(|((_, _, scored), rank)| action(scored, rank));
    ranked.collect()
}

fn option<'a>(
    scored: &RatedQuestion<'a>,
) -> Option<&'a fourlens_contract::forms::definition::ScaleOption> {
    match scored.standing {
        Standing::Rated(value) => scored.scale.option(value),
        Standing::Blank | Standing::NotApplicable => None,
    }
}

fn action(scored: &RatedQuestion<'_>, rank: u32) -> SuggestedAction {
    let points = scored.points().unwrap_or_default();
    // The nearest rating that would call for no action: one that still does describes a shortcoming.
    let better = scored
        .scale
        .options
        .iter()
        .filter(|option| option.points > Some(points) && !option.suggests_action)
        .min_by_key(|option| option.points);
    let words = better
        .and_then(|option| scored.rating.descriptors.get(&option.value))
        .map(|text| text.en());
    let label = option(scored).map_or("", |option| option.label.en());
    let critical = if scored.rating.critical {
        ", and it is a critical question"
    } else {
        ""
    };
    SuggestedAction {
        question: scored.id.to_string(),
        towards: better.map_or_else(String::new, |option| option.label.en().to_string()),
        action: words.unwrap_or(scored.label).to_string(),
        because: format!("You rated it “{label}”{critical}."),
        rank,
    }
}
