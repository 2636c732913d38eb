//! An organisation picked from the directory.

use super::{Control, frame};
use crate::govuk::{Select, SelectItem};
use leptos::prelude::*;

/// A select of the names on offer. A stored name that is no longer offered stays.
pub(super) fn control(control: &Control<'_>) -> AnyView {
    let chosen = control.typed();
    let offered = &control.asked.offered;
    let kept = (!chosen.is_empty() && !offered.contains(&chosen)).then(|| chosen.clone());
    let item = |name: String| SelectItem {
        value: Some(name.clone()),
        text: name,
        ..SelectItem::default()
    };
    let none = SelectItem {
        text: "None selected".to_owned(),
        value: Some(String::new()),
        ..SelectItem::default()
    };
    let names = kept.into_iter().chain(offered.iter().cloned()).map(item);
    let select = Select {
        name: control.name.clone(),
        hint: control.hint(),
        error: control.error(),
        items: std::iter::once(none).chain(names).collect(),
        value: Some(chosen),
        described_by: control.described_by(),
        ..Select::default()
    };
    frame::line(control, select.view())
}
