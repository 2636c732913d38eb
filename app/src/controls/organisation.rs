//! An organisation picked from the directory.

use super::{Control, frame};
use crate::govuk::{Input, Select, SelectItem};
use leptos::prelude::*;

/// A select of the names on offer; a stored name that is no longer offered stays. Where there are
/// none on offer, or too many to pick from, a name or a number is typed.
pub(super) fn control(control: &Control<'_>) -> AnyView {
    let chosen = control.typed();
    let offered = &control.asked.offered;
    if offered.is_empty() {
        return typed(control, chosen);
    }
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

fn typed(control: &Control<'_>, chosen: String) -> AnyView {
    let hint = "Enter its name, or its number such as the URN of a school: the name is filled in \
                when you save";
    let input = Input {
        name: control.name.clone(),
        hint: control.hint().or_else(|| Some(hint.into())),
        error: control.error(),
        value: Some(chosen),
        spellcheck: Some(false),
        described_by: control.described_by(),
        ..Input::default()
    };
    frame::line(control, input.view())
}
