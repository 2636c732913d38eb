//! An answer that someone else changed meanwhile: both are shown, and a checkbox takes theirs.
//! It works without scripts: saving without the tick keeps what was typed here.

use super::{Control, take_name};
use crate::govuk::{Checkbox, Checkboxes};
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
    let take = Checkboxes {
        name: take_name(&control.name),
        items: vec![Checkbox {
            text: "Use their answer".into(),
            value: "theirs".to_owned(),
            ..Checkbox::default()
        }],
        classes: "govuk-checkboxes--small".to_owned(),
        ..Checkboxes::default()
    };
    let title_id = format!("{}-conflict", control.name);
    view! {
        <div class="conflict" role="group" aria-labelledby=title_id>
            <p class="conflict__title" id=title_id.clone()>
                "Someone else changed this answer"
            </p>
            <p class="govuk-body">
                "Nothing is overwritten. To keep your answer, save again. "
                "To use theirs, tick the box and save."
            </p>
            <div class="conflict__values">
                <div>
                    <p class="govuk-body govuk-!-font-weight-bold">"Their answer"</p>
                    <p class="govuk-body conflict__value">{theirs}</p>
                </div>
                <div>
                    <p class="govuk-body govuk-!-font-weight-bold">"Your answer"</p>
                    <p class="govuk-body conflict__value">{control.in_words()}</p>
                </div>
            </div>
            {take.view()}
        </div>
    }
    .into_any()
}
