//! What a new version changes: classed by what it means for answers that are there.

use super::{SMALL, form};
use crate::change::{ChangeKind, changes, gravest};

/// The gravest change that replacing words of the small form makes.
fn after(replaced: &str, by: &str) -> Option<ChangeKind> {
    assert!(SMALL.contains(replaced), "the small form says {replaced}");
    gravest(&changes(&form(SMALL), &form(&SMALL.replace(replaced, by))))
}

#[test]
fn the_same_form_changes_nothing() {
    assert_eq!(changes(&form(SMALL), &form(SMALL)), []);
}

#[test]
fn other_words_change_only_text() {
    assert_eq!(
        after("Is it so?", "Is that so?"),
        Some(ChangeKind::TextOnly)
    );
    assert_eq!(
        after("title: \"One\"", "title: \"First\""),
        Some(ChangeKind::TextOnly)
    );
    assert_eq!(
        after("label: \"Poor\"", "label: \"Weak\""),
        Some(ChangeKind::TextOnly)
    );
    assert_eq!(
        after("Words between columns", "Other words"),
        Some(ChangeKind::TextOnly)
    );
    let message = "Enter no more than the most there may be";
    assert_eq!(after(message, "Enter fewer"), Some(ChangeKind::TextOnly));
}

#[test]
fn a_question_or_an_option_more_is_compatible() {
    let question = "- date: { id: A5";
    let added = format!("- text: {{ id: A10, label: \"Else?\" }}\n      {question}");
    assert_eq!(after(question, &added), Some(ChangeKind::Compatible));
    let option = "- { value: b, label: \"That\" }";
    let added = format!("{option}\n            - {{ value: c, label: \"Both\" }}");
    assert_eq!(after(option, &added), Some(ChangeKind::Compatible));
}

#[test]
fn what_is_answered_or_scored_otherwise_needs_lineage() {
    for (replaced, by) in [
        ("points: 1", "points: 2"),
        ("required_if: \"${A1} = 'no'\"", "required: true"),
        (
            "latest: today }\n      - number: { id: A6",
            "}\n      - number: { id: A6",
        ),
        (
            "applies_if: \"selected(${A4}, 'b')\"",
            "applies_if: \"selected(${A4}, 'a')\"",
        ),
    ] {
        assert_eq!(
            after(replaced, by),
            Some(ChangeKind::NeedsLineage),
            "{replaced}"
        );
    }
    let question = "- text: { id: B2";
    let scored = format!(
        "- rating: {{ id: B3, label: \"More?\", scale: s, themes: [T] }}\n      {question}"
    );
    assert_eq!(after(question, &scored), Some(ChangeKind::NeedsLineage));
}

#[test]
fn what_loses_answers_is_destructive() {
    for (replaced, by) in [
        ("not_applicable: true, ", ""),
        ("      - number: { id: A6", "      - text: { id: A6"),
        ("{ value: a, label", "{ value: z, label"),
    ] {
        let changed = SMALL
            .replace(replaced, by)
            .replace(". <= coalesce(${A6}, 10)", ". <= 10");
        let found = changes(&form(SMALL), &form(&changed));
        assert_eq!(
            gravest(&found),
            Some(ChangeKind::Destructive),
            "{replaced}: {found:?}"
        );
    }
    let gone = SMALL.replace(
        "      - date: { id: A5, label: \"When?\", latest: today }\n",
        "",
    );
    let found = changes(&form(SMALL), &form(&gone));
    assert_eq!(found.last().map(|change| change.place.as_str()), Some("A5"));
    assert_eq!(gravest(&found), Some(ChangeKind::Destructive));
}
