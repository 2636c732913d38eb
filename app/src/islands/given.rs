//! What the server gives the island, `SectionPage::live`, read into a package by hand: the
//! derived reader would be a third of all that the browser loads. It reads what conditions,
//! counting and reading answers need, and leaves out words, limits and scores.

use chrono::NaiveDate;
use fourlens_forms::{
    answers::Answers,
    definition::{
        Audience, Cycle, FormHead, FormPackage, Lens, Scale, ScaleOption, Section, Sensitivity,
    },
    expression::Expression,
    question::{
        Address, Asked, Choice, Choices, Common, Composite, Computed, Date, Declaration, Evidence,
        LongText, Money, Month, Note, Number, Offer, Organisation, Percent, Person, Question,
        Ranking, Rating, SignOff, Signer, Table, TextLine, Time, YesNo,
    },
    text::Text,
};
use serde_json::Value as Json;

/// A section's rules, and the answers they read.
pub(super) struct Given {
    /// This section, and the questions of others that its conditions read.
    pub(super) package: FormPackage,
    /// The section's id.
    pub(super) section: String,
    /// The stored answers that its conditions read.
    pub(super) answers: Answers,
    /// The day it is.
    pub(super) today: NaiveDate,
    /// Where changed answers are posted.
    pub(super) save: String,
}

impl Given {
    /// Reads what the server gave; none when it is not what this reads.
    pub(super) fn read(live: &Json) -> Option<Given> {
        let mut answers = Answers::default();
        for (id, answer) in live["answers"].as_object()? {
            answers.set(id, Some(answer.clone()));
        }
        Some(Given {
            package: package(&live["package"])?,
            section: text(&live["section"])?,
            answers,
            today: live["today"].as_str()?.parse().ok()?,
            save: text(&live["save"])?,
        })
    }
}

fn package(json: &Json) -> Option<FormPackage> {
    Some(FormPackage {
        schema: 1,
        form: FormHead {
            key: text(&json["form"]["key"])?,
            title: Text::default(),
            description: Text::default(),
            lens: Lens::Provider,
            audience: Audience::School,
            cycle: Cycle::None,
            sensitivity: Sensitivity::Organisation,
            minutes: None,
            reference: String::new(),
            retention: None,
        },
        privacy: Vec::new(),
        documents: Vec::new(),
        themes: Vec::new(),
        scales: list(&json["scales"], scale)?,
        bands: Vec::new(),
        badges: Vec::new(),
        gauges: Vec::new(),
        lists: Vec::new(),
        switches: Vec::new(),
        part_sets: Vec::new(),
        plugins: Vec::new(),
        sections: list(&json["sections"], section)?,
    })
}

fn section(json: &Json) -> Option<Section> {
    Some(Section {
        id: text(&json["id"])?,
        title: Text::default(),
        intro: None,
        scored: false,
        applies_if: condition(&json["applies_if"])?,
        local: None,
        questions: list(&json["questions"], question)?,
    })
}

fn scale(json: &Json) -> Option<Scale> {
    let option = |json: &Json| {
        Some(ScaleOption {
            value: text(&json["value"])?,
            label: Text::default(),
            hint: None,
            points: None,
            fails_critical: false,
            suggests_action: false,
        })
    };
    Some(Scale {
        id: text(&json["id"])?,
        version: 1,
        counted_as: None,
        options: list(&json["options"], option)?,
    })
}

fn common(json: &Json) -> Option<Common> {
    Some(Common {
        id: text(&json["id"])?,
        required: json["required"] == true,
        required_if: condition(&json["required_if"])?,
        applies_if: condition(&json["applies_if"])?,
        ..Common::default()
    })
}

fn question(json: &Json) -> Option<Question> {
    let (kind, json) = json.as_object()?.iter().next()?;
    let common = common(json)?;
    Some(match kind.as_str() {
        "text" => Question::Text(asked(common, TextLine::default())),
        "long_text" => Question::LongText(asked(common, LongText::default())),
        "number" => Question::Number(asked(common, Number::default())),
        "percent" => Question::Percent(asked(common, Percent::default())),
        "money" => Question::Money(asked(common, Money::default())),
        "date" => Question::Date(asked(common, Date::default())),
        "month" => Question::Month(asked(common, Month::default())),
        "time" => Question::Time(asked(common, Time::default())),
        "address" => Question::Address(asked(common, Address::default())),
        "yes_no" => Question::YesNo(asked(common, YesNo::default())),
        "choice" => Question::Choice(asked(
            common,
            Choice {
                options: list(&json["options"], offer)?,
            },
        )),
        "choices" => Question::Choices(asked(
            common,
            Choices {
                options: list(&json["options"], offer)?,
                at_most: None,
            },
        )),
        "ranking" => Question::Ranking(asked(
            common,
            Ranking {
                options: list(&json["options"], offer)?,
            },
        )),
        "rating" => Question::Rating(asked(common, rating(json)?)),
        "composite" => Question::Composite(asked(
            common,
            Composite {
                further: list(&json["further"], question)?,
                parts: None,
            },
        )),
        "table" => Question::Table(asked(common, table(json)?)),
        "evidence" => Question::Evidence(asked(common, Evidence::default())),
        "organisation" => Question::Organisation(asked(
            common,
            Organisation {
                of_kind: String::new(),
            },
        )),
        "person" => Question::Person(asked(common, Person::default())),
        "declaration" => Question::Declaration(asked(
            common,
            Declaration {
                statement: Text::default(),
            },
        )),
        "sign_off" => Question::SignOff(asked(
            common,
            SignOff {
                by: signer(&json["by"])?,
            },
        )),
        "computed" => Question::Computed(asked(
            common,
            Computed {
                value: condition(&json["value"])??,
            },
        )),
        "note" => Question::Note(asked(
            common,
            Note {
                text: Text::default(),
            },
        )),
        _ => return None,
    })
}

fn asked<K>(common: Common, kind: K) -> Asked<K> {
    Asked { common, kind }
}

fn rating(json: &Json) -> Option<Rating> {
    Some(Rating {
        scale: text(&json["scale"])?,
        descriptors: Default::default(),
        critical: false,
        not_applicable: json["not_applicable"] == true,
        further: list(&json["further"], question)?,
        parts: None,
        rated_with: None,
        on: None,
    })
}

fn table(json: &Json) -> Option<Table> {
    let least = json["min_rows"].as_u64().unwrap_or(0);
    Some(Table {
        columns: list(&json["columns"], question)?,
        row_name: Text::default(),
        min_rows: usize::try_from(least).ok()?,
        max_rows: usize::MAX,
        fill_from: None,
    })
}

fn offer(json: &Json) -> Option<Offer> {
    Some(Offer {
        value: text(&json["value"])?,
        label: Text::default(),
        hint: None,
        exclusive: false,
    })
}

fn signer(json: &Json) -> Option<Signer> {
    match json.as_str()? {
        "signed_in" => Some(Signer::SignedIn),
        "declared" => Some(Signer::Declared),
        _ => None,
    }
}

/// A condition where there is one; nothing at all where it cannot be read.
fn condition(json: &Json) -> Option<Option<Expression>> {
    match json.as_str() {
        None => Some(None),
        Some(source) => Expression::parse(source).ok().map(Some),
    }
}

/// Every item of a list that may be left out; none where one cannot be read.
fn list<T>(json: &Json, item: fn(&Json) -> Option<T>) -> Option<Vec<T>> {
    let items = json.as_array().map(Vec::as_slice).unwrap_or_default();
    items.iter().map(item).collect()
}

fn text(json: &Json) -> Option<String> {
    json.as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use fourlens_forms::question::KINDS;
    use serde_json::json;

    #[test]
    fn every_kind_is_read_as_the_form_language_reads_it() {
        for kind in KINDS {
            let written = json!({ kind: {
                "id": "A1", "label": "", "required": true, "applies_if": "${A0} = 'yes'",
                "options": [{ "value": "a", "label": "" }], "scale": "s", "not_applicable": true,
                "further": [{ "text": { "id": "why", "label": "" } }],
                "columns": [{ "text": { "id": "name", "label": "" } }],
                "row_name": "", "min_rows": 2, "of_kind": "school", "statement": "",
                "by": "declared", "value": "1 + 1", "text": ""
            } });
            let theirs: Question = serde_json::from_value(written.clone()).unwrap();
            let ours = question(&written).unwrap_or_else(|| panic!("`{kind}` is not read"));
            assert_eq!(ours.kind(), theirs.kind());
            let heads = [&ours, &theirs].map(|question| {
                let common = question.common();
                let condition = common.applies_if.as_ref().map(|a| a.source().to_owned());
                (common.id.clone(), common.required, condition)
            });
            assert_eq!(heads[0], heads[1]);
            let sees = [&ours, &theirs].map(|question| question.asks().value_type());
            assert_eq!(sees[0], sees[1], "{kind}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_nothing() {
        assert!(question(&json!({ "riddle": { "id": "A1" } })).is_none());
        assert!(question(&json!({ "text": { "id": "A1", "applies_if": "${" } })).is_none());
    }
}
