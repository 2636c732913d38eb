//! What a new version of a form changes, and what that means for answers that are there already:
//! whether a campaign that is open can ask it, and whether its figures continue a series. It
//! compares definitions only and must not know an answer.

use crate::{
    definition::{FormPackage, Section},
    form::Form,
    question::{Offer, Question},
};
use serde_json::Value as Json;
use std::collections::BTreeSet;

/// What a change means for answers given to the earlier version; worse ones are greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// Words only: the same is asked.
    TextOnly,
    /// Every answer stays proper and every score what it was; something may be asked besides.
    Compatible,
    /// Answers stay, yet they may be improper now or score otherwise: a series needs a break.
    NeedsLineage,
    /// Answers would be lost or would mean something else.
    Destructive,
}

/// One change, where it stands and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What it means.
    pub kind: ChangeKind,
    /// The question's or section's id, or the part of the form.
    pub place: String,
    /// What changed, in a few words.
    pub what: &'static str,
}

/// Members that are words for people and decide nothing; a note among columns is all words.
const WORDS: [&str; 13] = [
    "label",
    "hint",
    "help",
    "required_message",
    "message",
    "title",
    "statement",
    "descriptors",
    "row_name",
    "note",
    "guidance",
    "changed_in",
    "because",
];

/// Everything that `new` changes in `old`, in the order of `new`, what is gone last.
pub fn changes(old: &Form, new: &Form) -> Vec<Change> {
    let mut found = Vec::new();
    whole_form(old, new, &mut found);
    for entry in new.entries() {
        let (id, section) = (entry.question.id(), &new.sections()[entry.section]);
        match old.position(id) {
            None => found.push(added(&entry.question, section.scored)),
            Some(before) => {
                let then = &old.entries()[before];
                if old.sections()[then.section].id != section.id {
                    found.push(change(
                        ChangeKind::NeedsLineage,
                        id,
                        "stands in another section",
                    ));
                }
                found.extend(question(&then.question, &entry.question));
            }
        }
    }
    let gone = old.entries().iter().filter(|entry| {
        entry.question.takes_answer() && new.position(entry.question.id()).is_none()
    });
    found.extend(gone.map(|entry| {
        change(
            ChangeKind::Destructive,
            entry.question.id(),
            "is no longer asked",
        )
    }));
    found
}

/// The gravest of these changes; none when nothing changed.
pub fn gravest(changes: &[Change]) -> Option<ChangeKind> {
    changes.iter().map(|change| change.kind).max()
}

fn whole_form(old: &Form, new: &Form, found: &mut Vec<Change>) {
    let (then, now) = (old.package(), new.package());
    for section in &now.sections {
        let Some(before) = then.sections.iter().find(|before| before.id == section.id) else {
            found.push(change(
                ChangeKind::Compatible,
                &section.id,
                "is a new section",
            ));
            continue;
        };
        let decides = |of: &Section| (of.scored, json(&of.applies_if));
        if decides(before) != decides(section) {
            let what = "applies or is scored otherwise";
            found.push(change(ChangeKind::NeedsLineage, &section.id, what));
        } else if (&before.title, &before.intro) != (&section.title, &section.intro) {
            found.push(change(ChangeKind::TextOnly, &section.id, "has other words"));
        }
    }
    let figures = |of: &FormPackage| {
        let declared = [
            json(&of.scales),
            json(&of.bands),
            json(&of.badges),
            json(&of.gauges),
        ];
        (declared.map(without_words), of.plugins.clone())
    };
    if figures(then) != figures(now) {
        let what = "has other scales, bands, badges, gauges or plugins";
        found.push(change(ChangeKind::NeedsLineage, "form", what));
    }
    let words = |of: &FormPackage| {
        let of = of.clone();
        (
            of.form,
            of.privacy,
            of.documents,
            of.themes,
            of.scales,
            of.bands,
        )
    };
    if words(then) != words(now) {
        found.push(change(ChangeKind::TextOnly, "form", "has other words"));
    }
}

fn added(question: &Question, scored: bool) -> Change {
    let counts = scored && matches!(question, Question::Rating(_));
    let kind = match counts || question.common().required {
        true => ChangeKind::NeedsLineage,
        false => ChangeKind::Compatible,
    };
    change(kind, question.id(), "is a new question")
}

fn question(old: &Question, new: &Question) -> Option<Change> {
    if old == new {
        return None;
    }
    let id = new.id();
    if old.kind() != new.kind() {
        return Some(change(ChangeKind::Destructive, id, "is of another kind"));
    }
    if !new.takes_answer() {
        return Some(change(
            ChangeKind::TextOnly,
            id,
            "says or works out something else",
        ));
    }
    let (then, now) = (options(old), options(new));
    if !then.is_subset(&now) {
        let what = "no longer offers an option or a column";
        return Some(change(ChangeKind::Destructive, id, what));
    }
    // The kind is the one member of a question's JSON; what decides lies below it.
    let decides = |of: &Question| without_options(without_words(json(of)[of.kind()].take()));
    Some(match (decides(old) == decides(new), then == now) {
        (false, _) => change(
            ChangeKind::NeedsLineage,
            id,
            "is answered or scored otherwise",
        ),
        (true, false) => change(ChangeKind::Compatible, id, "offers more"),
        (true, true) => change(ChangeKind::TextOnly, id, "has other words"),
    })
}

/// What answers of a question may hold by name: options, ratings, columns.
fn options(of: &Question) -> BTreeSet<String> {
    let offers = |offers: &[Offer]| offers.iter().map(|offer| offer.value.clone()).collect();
    match of {
        Question::Choice(asked) => offers(&asked.kind.options),
        Question::Choices(asked) => offers(&asked.kind.options),
        Question::Ranking(asked) => offers(&asked.kind.options),
        Question::Table(asked) => asked
            .kind
            .columns
            .iter()
            .map(|column| column.id().to_string())
            .collect(),
        _ => BTreeSet::new(),
    }
}

fn json(of: &impl serde::Serialize) -> Json {
    serde_json::to_value(of).expect("a definition is made of text, numbers and lists")
}

/// What is left when words for people are taken out.
fn without_words(json: Json) -> Json {
    match json {
        Json::Object(members) => members
            .into_iter()
            .filter(|(name, _)| !WORDS.contains(&name.as_str()))
            .map(|(name, value)| (name, without_words(value)))
            .collect(),
        Json::Array(values) => values.into_iter().map(without_words).collect(),
        other => other,
    }
}

/// Options are compared as sets, apart.
fn without_options(json: Json) -> Json {
    match json {
        Json::Object(members) => members
            .into_iter()
            .filter(|(name, value)| !(name == "options" && value.is_array()))
            .map(|(name, value)| (name, without_options(value)))
            .collect(),
        other => other,
    }
}

fn change(kind: ChangeKind, place: &str, what: &'static str) -> Change {
    Change {
        kind,
        place: place.to_string(),
        what,
    }
}
