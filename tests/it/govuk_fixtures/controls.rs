//! Fixtures' options as our buttons and as the controls in which one types.

use super::dom;
use super::options::Options;
use super::words::{error, hint, label};
use fourlens_app::govuk::*;
use leptos::prelude::AnyView;

pub(super) fn button(options: &Options) -> AnyView {
    Button {
        text: options.content(),
        href: options.maybe("href"),
        kind: kind(options),
        name: options.maybe("name"),
        value: options.maybe("value"),
        id: options.maybe("id"),
        disabled: options.flag("disabled"),
        start: options.flag("isStartButton"),
        prevent_double_click: options.choice("preventDoubleClick"),
        classes: options.classes(),
        attributes: options.attributes(),
    }
    .view()
}

pub(super) fn kind(options: &Options) -> ButtonKind {
    match options.text("type").as_str() {
        "button" => ButtonKind::Button,
        "reset" => ButtonKind::Reset,
        _ => ButtonKind::Submit,
    }
}

pub(super) fn input(options: &Options) -> AnyView {
    let affix = |affix: Options| Affix {
        text: affix.content(),
        classes: affix.classes(),
        attributes: affix.attributes(),
    };
    let wrapper = options.part("inputWrapper");
    Input {
        name: options.text("name"),
        id: options.text("id"),
        label: label(options),
        hint: hint(options),
        error: error(options),
        value: options.maybe("value"),
        kind: options.text("type"),
        inputmode: options.maybe("inputmode"),
        autocomplete: options.maybe("autocomplete"),
        autocapitalize: options.maybe("autocapitalize"),
        spellcheck: options.choice("spellcheck"),
        pattern: options.maybe("pattern"),
        disabled: options.flag("disabled"),
        prefix: options.part("prefix").map(affix),
        suffix: options.part("suffix").map(affix),
        after: None,
        described_by: options.text("describedBy"),
        classes: options.classes(),
        attributes: options.attributes(),
        wrapper_classes: wrapper.map(|wrapper| wrapper.classes()).unwrap_or_default(),
        group_classes: group_classes(options),
        group_attributes: Attributes::new(),
    }
    .view()
}

pub(super) fn password_input(options: &Options) -> AnyView {
    let messages = [
        ("hidePasswordText", "data-i18n.hide-password"),
        (
            "hidePasswordAriaLabelText",
            "data-i18n.hide-password-aria-label",
        ),
        (
            "passwordShownAnnouncementText",
            "data-i18n.password-shown-announcement",
        ),
        (
            "passwordHiddenAnnouncementText",
            "data-i18n.password-hidden-announcement",
        ),
    ];
    PasswordInput {
        name: options.text("name"),
        id: options.text("id"),
        label: label(options),
        hint: hint(options),
        error: error(options),
        value: options.maybe("value"),
        autocomplete: options.text("autocomplete"),
        disabled: options.flag("disabled"),
        show_text: options.text("showPasswordText"),
        show_label: options.text("showPasswordAriaLabelText"),
        messages: said(options, &messages),
        described_by: options.text("describedBy"),
        classes: options.classes(),
        attributes: options.attributes(),
        group_classes: group_classes(options),
        group_attributes: Attributes::new(),
    }
    .view()
}

pub(super) fn file_upload(options: &Options) -> AnyView {
    FileUpload {
        name: options.text("name"),
        id: options.text("id"),
        label: label(options),
        hint: hint(options),
        error: error(options),
        multiple: options.flag("multiple"),
        disabled: options.flag("disabled"),
        described_by: options.text("describedBy"),
        classes: options.classes(),
        attributes: options.attributes(),
        group_classes: group_classes(options),
        group_attributes: Attributes::new(),
    }
    .view()
}

pub(super) fn textarea(options: &Options) -> AnyView {
    Textarea {
        name: options.text("name"),
        id: options.text("id"),
        label: label(options),
        hint: hint(options),
        error: error(options),
        value: options.text("value"),
        rows: options.number("rows").unwrap_or_default(),
        autocomplete: options.maybe("autocomplete"),
        spellcheck: options.choice("spellcheck"),
        disabled: options.flag("disabled"),
        after: None,
        described_by: options.text("describedBy"),
        classes: options.classes(),
        attributes: options.attributes(),
        group_classes: group_classes(options),
        group_attributes: Attributes::new(),
    }
    .view()
}

pub(super) fn character_count(options: &Options) -> AnyView {
    let message = options.part("countMessage");
    CharacterCount {
        name: options.text("name"),
        id: options.text("id"),
        label: label(options),
        hint: hint(options),
        error: error(options),
        value: options.text("value"),
        limit: options.number("maxlength"),
        counts: match options.text("countType").as_str() {
            "length" => Some(CountKind::Length),
            "characters" => Some(CountKind::Characters),
            "words" => Some(CountKind::Words),
            _ => None,
        },
        threshold: options.number("threshold"),
        description: options.text("textareaDescriptionText"),
        messages: counted(options),
        message_classes: message.map(|message| message.classes()).unwrap_or_default(),
        rows: options.number("rows").unwrap_or_default(),
        spellcheck: options.choice("spellcheck"),
        classes: options.classes(),
        attributes: options.attributes(),
        group_classes: group_classes(options),
        group_attributes: Attributes::new(),
    }
    .view()
}

fn counted(options: &Options) -> Attributes {
    let mut messages = said(
        options,
        &[
            ("charactersAtLimitText", "data-i18n.characters-at-limit"),
            ("wordsAtLimitText", "data-i18n.words-at-limit"),
        ],
    );
    for (key, name) in [
        ("charactersUnderLimitText", "characters-under-limit"),
        ("charactersOverLimitText", "characters-over-limit"),
        ("wordsUnderLimitText", "words-under-limit"),
        ("wordsOverLimitText", "words-over-limit"),
    ] {
        let Some(plural) = options.part(key) else {
            continue;
        };
        for rule in ["one", "other"] {
            let name = dom::fixed(&format!("data-i18n.{name}.{rule}"));
            messages.extend(said(&plural, &[(rule, name)]));
        }
    }
    messages
}

/// The words that are given, as the attributes that carry them to the script.
pub(super) fn said(options: &Options, words: &[(&str, &'static str)]) -> Attributes {
    let word = |(key, name): &(&str, &'static str)| Some((*name, options.maybe(key)?));
    words.iter().filter_map(word).collect()
}

pub(super) fn group_classes(options: &Options) -> String {
    options
        .part("formGroup")
        .map(|group| group.classes())
        .unwrap_or_default()
}
