//! Fixtures' options as the controls in which one chooses.

use super::controls::group_classes;
use super::options::Options;
use super::words::{error, fieldset, hint, label};
use fourlens_app::govuk::*;
use leptos::prelude::AnyView;

pub(super) fn select(options: &Options) -> AnyView {
    let mut value = options.maybe("value");
    let mut items = Vec::new();
    for item in options.list("items") {
        let own = item.maybe("value");
        let text = item.text("text");
        choose(
            &mut value,
            own.as_ref().unwrap_or(&text),
            item.choice("selected"),
        );
        items.push(SelectItem {
            value: own,
            text,
            disabled: item.flag("disabled"),
            attributes: item.attributes(),
        });
    }
    Select {
        name: options.text("name"),
        id: options.text("id"),
        label: label(options),
        hint: hint(options),
        error: error(options),
        items,
        value,
        disabled: options.flag("disabled"),
        described_by: options.text("describedBy"),
        classes: options.classes(),
        attributes: options.attributes(),
        group_classes: group_classes(options),
        group_attributes: Attributes::new(),
    }
    .view()
}

pub(super) fn radios(options: &Options) -> AnyView {
    let mut value = options.maybe("value");
    let mut items = Vec::new();
    let mut divider = None;
    for item in options.numbered("items") {
        if let Some(word) = item.maybe("divider") {
            divider = Some(word);
            continue;
        }
        let own = item.text("value");
        choose(&mut value, &own, item.choice("checked"));
        items.push(Radio {
            text: item.content(),
            value: own,
            hint: item.part("hint").map(|hint| hint.content()),
            conditional: item
                .part("conditional")
                .and_then(|content| content.view("html")),
            divider: divider.take(),
            id: item.maybe("id"),
            disabled: item.flag("disabled"),
            attributes: item.attributes(),
        });
    }
    Radios {
        name: options.text("name"),
        id_prefix: options.text("idPrefix"),
        fieldset: fieldset(options),
        hint: hint(options),
        error: error(options),
        items,
        value,
        classes: options.classes(),
        attributes: options.attributes(),
        group_classes: group_classes(options),
        group_attributes: Attributes::new(),
    }
    .view()
}

/// Our controls know what is chosen; a fixture may say it of an item, which then counts.
fn choose(value: &mut Option<String>, own: &str, chosen: Option<bool>) {
    match chosen {
        Some(true) => *value = Some(own.to_owned()),
        Some(false) if value.as_deref() == Some(own) => *value = None,
        _ => {}
    }
}

pub(super) fn checkboxes(options: &Options) -> AnyView {
    let mut values = options.texts("values");
    let mut items = Vec::new();
    let mut divider = None;
    for item in options.numbered("items") {
        if let Some(word) = item.maybe("divider") {
            divider = Some(word);
            continue;
        }
        let own = item.text("value");
        match item.choice("checked") {
            Some(true) => values.push(own.clone()),
            Some(false) => values.retain(|value| *value != own),
            None => {}
        }
        items.push(Checkbox {
            text: item.content(),
            value: own,
            hint: item.part("hint").map(|hint| hint.content()),
            conditional: item
                .part("conditional")
                .and_then(|content| content.view("html")),
            exclusive: item.text("behaviour") == "exclusive",
            divider: divider.take(),
            id: item.maybe("id"),
            name: item.maybe("name"),
            disabled: item.flag("disabled"),
            attributes: item.attributes(),
        });
    }
    Checkboxes {
        name: options.text("name"),
        id_prefix: options.text("idPrefix"),
        fieldset: fieldset(options),
        hint: hint(options),
        error: error(options),
        items,
        values,
        described_by: options.text("describedBy"),
        classes: options.classes(),
        attributes: options.attributes(),
        group_classes: group_classes(options),
        group_attributes: Attributes::new(),
    }
    .view()
}
