//! Fixtures' options as our date input. Theirs can be said in three ways: as `items`, as `day`,
//! `month` and `year`, and as `values`.

use super::controls::group_classes;
use super::options::Options;
use super::words::{error, fieldset, hint};
use fourlens_app::govuk::{Attributes, DateInput, DatePart};
use leptos::prelude::AnyView;

pub(super) fn date_input(options: &Options) -> AnyView {
    let mut parts = match options.list("items") {
        items if items.is_empty() => fields(options),
        items => items.iter().map(|item| from_item(options, item)).collect(),
    };
    let error = error(options);
    // Theirs can say which parts are right; ours says which are wrong.
    if error.is_some() && !parts.iter().any(|(part, _)| part.error) {
        let some_right = parts.iter().any(|(_, said)| *said == Some(false));
        for (part, said) in &mut parts {
            part.error = some_right && *said != Some(false);
        }
    }
    DateInput {
        id: options.text("id"),
        name_prefix: options.text("namePrefix"),
        fieldset: fieldset(options),
        hint: hint(options),
        error,
        parts: parts.into_iter().map(|(part, _)| part).collect(),
        classes: options.classes(),
        attributes: options.attributes(),
        group_classes: group_classes(options),
        group_attributes: Attributes::new(),
    }
    .view()
}

/// A part, and whether it was said to be wrong.
type Said = (DatePart, Option<bool>);

fn fields(options: &Options) -> Vec<Said> {
    let field = |name: &str| {
        let own = options.part(name);
        if own.is_none() && options.choice(name) == Some(false) {
            return None;
        }
        let item = own.as_ref();
        let value = item.and_then(|item| item.maybe("value"));
        let name = item
            .and_then(|item| item.maybe("name"))
            .unwrap_or_else(|| name.to_owned());
        Some(part(options, item, name, value))
    };
    ["day", "month", "year"]
        .into_iter()
        .filter_map(field)
        .collect()
}

fn from_item(options: &Options, item: &Options) -> Said {
    let name = item.text("name");
    let field = options.part(&name).and_then(|field| field.maybe("value"));
    let value = item.maybe("value").or(field);
    part(options, Some(item), name, value)
}

fn part(options: &Options, item: Option<&Options>, name: String, value: Option<String>) -> Said {
    let prefix = options.text("namePrefix");
    let full = if prefix.is_empty() {
        name.clone()
    } else {
        format!("{prefix}-{name}")
    };
    let typed = options
        .part("values")
        .and_then(|values| values.maybe(&full));
    let value = value.or(typed);
    let named = match name.as_str() {
        "day" => DatePart::day(value),
        "month" => DatePart::month(value),
        "year" => DatePart::year(value),
        _ => DatePart {
            label: capital(&name),
            value,
            ..DatePart::default()
        },
    };
    // The year has four digits by whichever name it goes.
    let width = if options
        .part("year")
        .is_some_and(|year| year.text("name") == name)
    {
        4
    } else {
        named.width
    };
    let Some(item) = item else {
        return (named, None);
    };
    let said = item.choice("error");
    let (classes, width, marked) = widths(item.classes(), width);
    let part = DatePart {
        name,
        label: item.maybe("label").unwrap_or(named.label),
        value: named.value,
        width,
        error: said == Some(true) || marked,
        id: item.maybe("id"),
        autocomplete: item.maybe("autocomplete"),
        inputmode: item.maybe("inputmode"),
        pattern: item.maybe("pattern"),
        classes,
        attributes: item.attributes(),
    };
    (part, said)
}

/// The classes that are neither a width nor the mark of an error, which ours says in other words.
fn widths(classes: String, mut width: u8) -> (String, u8, bool) {
    let mut error = false;
    let mut own = Vec::new();
    for class in classes.split_whitespace() {
        match class.strip_prefix("govuk-input--width-") {
            Some(digits) => width = digits.parse().expect("a width is a number"),
            None if class == "govuk-input--error" => error = true,
            None => own.push(class),
        }
    }
    (own.join(" "), width, error)
}

fn capital(name: &str) -> String {
    let (first, rest) = name.split_at(1);
    first.to_uppercase() + rest
}
