//! What stands on a definition's cover, in a sentence.

use fourlens_forms::definition::{Audience, Cycle, FormHead, Sensitivity};

/// Whom a form asks, how often, and what its answers are about.
pub(super) fn asks(head: &FormHead) -> String {
    let whom = match head.audience {
        Audience::School => "Every open school and college",
        Audience::Agency => "Every agency, and each of its services for itself",
        Audience::Case => "The agencies of each case of an audit",
    };
    let often = match head.cycle {
        Cycle::Annual => "once a year".to_string(),
        Cycle::EveryMonths(months) => format!("once in {months} months"),
        Cycle::None => "when someone decides".to_string(),
    };
    let about = match head.sensitivity {
        Sensitivity::Organisation => "about their own arrangements",
        Sensitivity::Case => "about one child’s case",
    };
    let minutes = head.minutes.map_or_else(String::new, |minutes| {
        format!(" It takes about {minutes} minutes.")
    });
    format!("{whom}, {often}, {about}.{minutes}")
}
