//! An answer that someone else changed meanwhile: both are shown, and neither is kept before the
//! person says which. It works without scripts.

use super::{Control, take_name};
use crate::govuk::{Fieldset, Legend, Radio, Radios};
use leptos::prelude::*;

/// The box above a control whose answer met another; nothing where there was no conflict.
pub(super) fn conflict(control: &Control<'_>) -> AnyView {
    let Some(conflict) = &control.asked.conflict else {
        return ().into_any();
    };
    let theirs = conflict
        .theirs
        .clone()
        .unwrap_or_else(|| "No answer: they took it away".into());
    let item = |who: &str, answer: String, value: String| Radio {
        text: format!("{who}: {answer}").into(),
        value,
        ..Radio::default()
    };
    let take = Radios {
        name: take_name(&control.name),
        fieldset: Some(Fieldset {
            legend: Legend {
                text: "Someone else changed this answer. Which should be kept?".into(),
                classes: "govuk-fieldset__legend--s".to_owned(),
                ..Legend::default()
            },
            ..Fieldset::default()
        }),
        hint: Some("Nothing is overwritten until you choose and save.".into()),
        items: vec![
            item("Theirs", theirs, "theirs".to_owned()),
            item("Yours", control.in_words(), conflict.keep_yours()),
        ],
        classes: "govuk-radios--small".to_owned(),
        ..Radios::default()
    };
    view! { <div class="conflict">{take.view()}</div> }.into_any()
}
