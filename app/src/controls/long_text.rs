//! Several lines of text, counted in words.

use super::{Control, frame};
use crate::govuk::{CharacterCount, CountKind};
use fourlens_forms::question::LongText;
use leptos::prelude::*;

/// A textarea that says how many words may still be typed.
pub(super) fn control(kind: &LongText, control: &Control<'_>) -> AnyView {
    let most = kind.most_words();
    let count = CharacterCount {
        name: control.name.clone(),
        hint: control.hint(),
        error: control.error(),
        value: control.typed(),
        limit: u32::try_from(most).ok(),
        counts: Some(CountKind::Words),
        rows: if most <= 100 { 3 } else { 6 },
        ..CharacterCount::default()
    };
    frame::line(control, count.view())
}
