//! A month of a year.

use super::{Control, frame};
use crate::govuk::{DateInput, DatePart};
use leptos::prelude::*;

/// Two inputs under what is asked.
pub(super) fn control(control: &Control<'_>) -> AnyView {
    let failed = control.asked.problem.is_some();
    let [month, year] = shown(control);
    let parts = [DatePart::month(Some(month)), DatePart::year(Some(year))];
    let parts = parts.map(|part| DatePart {
        error: failed,
        ..part
    });
    let date = DateInput {
        id: control.name.clone(),
        name_prefix: control.name.clone(),
        parts: parts.into(),
        ..DateInput::default()
    };
    frame::group(control, date.view())
}

/// A proper month, or what was typed instead of one.
fn shown(control: &Control<'_>) -> [String; 2] {
    match control.typed().split_once('-') {
        Some((year, month)) => [month.trim_start_matches('0').to_owned(), year.to_owned()],
        None => ["month", "year"].map(|name| control.part(name)),
    }
}
