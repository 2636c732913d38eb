//! Reading questions: what every kind has, then what each has of its own.

use super::{
    fields::{Fields, Reader, nearest, words},
    node::{Content, Node},
};
use crate::question::{
    Address, Asked, Choice, Choices, Common, Composite, Computed, Constraint, Date, DateLimit,
    Declaration, Evidence, FillFrom, GuidanceReference, KINDS, LongText, Money, Month, Note,
    Number, Offer, Organisation, Percent, Person, Question, Ranking, Rating, SignOff, Signer,
    Table, TextLine, Time, YesNo,
};
use crate::text::Text;

/// Reads `- rating: {…}`.
pub(super) fn question(node: &Node, reader: &mut Reader) -> Option<Question> {
    let Some((key, body)) = Fields::only(node) else {
        reader.wrong(
            node,
            "a question as its kind and what it has, like `- text: { id: A1, label: \"…\" }`",
        );
        return None;
    };
    if !KINDS.contains(&key.name.as_str()) {
        let advice = match nearest(&key.name, &KINDS) {
            Some(kind) => format!("did you mean `{kind}`?"),
            None => format!("write one of {}", KINDS.join(", ")),
        };
        reader.problem(
            key.line,
            key.column,
            format!("There is no kind `{}`: {advice}", key.name),
        );
        return None;
    }
    let mut fields = Fields::of(body, "a question", reader)?;
    let common = common(&key.name, &mut fields, reader);
    let within = reader.within.len();
    if let Some(common) = &common {
        reader.within.push_str(&format!("{}.", common.id));
    }
    let question = kind(
        &key.name,
        common.clone().unwrap_or_default(),
        &mut fields,
        reader,
    );
    reader.within.truncate(within);
    fields.finish(
        &format!("A {} question", key.name.replace('_', " ")),
        reader,
    );
    common.and(question)
}

fn common(kind: &str, fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Common> {
    let id = fields.need_words("id", reader);
    if let Some(id) = &id {
        fields.remember(&format!("{}{id}", reader.within), reader);
    }
    let label = match kind {
        "note" => fields
            .text("label", reader)
            .or_else(|| Some(Text::default())),
        _ => fields.need_text("label", reader),
    };
    let read = Common {
        hint: fields.text("hint", reader),
        help: fields.text("help", reader),
        required: fields.flag("required", reader),
        required_if: fields.expression("required_if", reader),
        required_message: fields.text("required_message", reader),
        applies_if: fields.expression("applies_if", reader),
        for_each: fields.words("for_each", reader),
        only_with: fields.words("only_with", reader),
        constraints: fields
            .list("constraints", reader)
            .iter()
            .filter_map(|node| constraint(node, reader))
            .collect(),
        themes: fields.words_list("themes", reader),
        guidance: fields
            .list("guidance", reader)
            .iter()
            .filter_map(|node| guidance(node, reader))
            .collect(),
        changed_in: fields.words("changed_in", reader),
        prefill: fields.words("prefill", reader),
        identifying: fields.flag("identifying", reader),
        counts_children: fields.flag("counts_children", reader),
        id: String::new(),
        label: Text::default(),
    };
    Some(Common {
        id: id?,
        label: label?,
        ..read
    })
}

fn constraint(node: &Node, reader: &mut Reader) -> Option<Constraint> {
    let mut fields = Fields::of(node, "a constraint", reader)?;
    let (must, message) = (
        fields.expression("must", reader),
        fields.need_text("message", reader),
    );
    fields.finish("A constraint", reader);
    Some(Constraint {
        must: must?,
        message: message?,
    })
}

fn guidance(node: &Node, reader: &mut Reader) -> Option<GuidanceReference> {
    let mut fields = Fields::of(node, "a guidance reference", reader)?;
    let (document, paragraph) = (
        fields.need_words("document", reader),
        fields.need_words("paragraph", reader),
    );
    fields.finish("A guidance reference", reader);
    Some(GuidanceReference {
        document: document?,
        paragraph: paragraph?,
    })
}

fn kind(
    name: &str,
    common: Common,
    fields: &mut Fields<'_>,
    reader: &mut Reader,
) -> Option<Question> {
    Some(match name {
        "text" => Question::Text(asked(
            common,
            TextLine {
                max_length: fields.count("max_length", reader),
            },
        )),
        "long_text" => Question::LongText(asked(
            common,
            LongText {
                max_words: fields.count("max_words", reader),
            },
        )),
        "number" => Question::Number(asked(common, number(fields, reader))),
        "percent" => Question::Percent(asked(common, Percent {})),
        "money" => {
            let (min, max) = (fields.number("min", reader), fields.number("max", reader));
            Question::Money(asked(common, Money { min, max }))
        }
        "date" => Question::Date(asked(common, date(fields, reader))),
        "month" => Question::Month(asked(common, Month {})),
        "time" => Question::Time(asked(common, Time {})),
        "address" => Question::Address(asked(common, Address {})),
        "yes_no" => Question::YesNo(asked(common, YesNo {})),
        "choice" => Question::Choice(asked(
            common,
            Choice {
                options: offers(fields, reader),
            },
        )),
        "choices" => {
            let options = offers(fields, reader);
            Question::Choices(asked(
                common,
                Choices {
                    options,
                    at_most: fields.count("at_most", reader),
                },
            ))
        }
        "ranking" => {
            let options = offers(fields, reader);
            Question::Ranking(asked(common, Ranking { options }))
        }
        "rating" => Question::Rating(asked(common, rating(fields, reader)?)),
        "composite" => Question::Composite(asked(
            common,
            Composite {
                further: questions("further", fields, reader),
                parts: fields.words("parts", reader),
            },
        )),
        "table" => Question::Table(asked(common, table(fields, reader)?)),
        "evidence" => Question::Evidence(asked(common, Evidence {})),
        "organisation" => {
            let of_kind = fields.need_words("of_kind", reader)?;
            Question::Organisation(asked(common, Organisation { of_kind }))
        }
        "person" => Question::Person(asked(common, Person {})),
        "declaration" => {
            let statement = fields.need_text("statement", reader)?;
            Question::Declaration(asked(common, Declaration { statement }))
        }
        "sign_off" => {
            let signers = [
                ("signed_in", Signer::SignedIn),
                ("declared", Signer::Declared),
            ];
            Question::SignOff(asked(
                common,
                SignOff {
                    by: fields.one_of("by", &signers, reader)?,
                },
            ))
        }
        "computed" => {
            let value = fields.expression("value", reader)?;
            Question::Computed(asked(common, Computed { value }))
        }
        _ => Question::Note(asked(
            common,
            Note {
                text: fields.need_text("text", reader)?,
            },
        )),
    })
}

fn asked<K>(common: Common, kind: K) -> Asked<K> {
    Asked { common, kind }
}

fn number(fields: &mut Fields<'_>, reader: &mut Reader) -> Number {
    Number {
        min: fields.number("min", reader),
        max: fields.number("max", reader),
        whole: fields.flag("whole", reader),
        unit: fields.text("unit", reader),
    }
}

fn date(fields: &mut Fields<'_>, reader: &mut Reader) -> Date {
    Date {
        earliest: limit("earliest", fields, reader),
        latest: limit("latest", fields, reader),
    }
}

fn limit(name: &'static str, fields: &mut Fields<'_>, reader: &mut Reader) -> Option<DateLimit> {
    let node = fields.take(name)?;
    let written = words(node, reader)?;
    let limit = DateLimit::try_from(written);
    limit
        .map_err(|advice| reader.problem(node.line, node.column, advice))
        .ok()
}

fn offers(fields: &mut Fields<'_>, reader: &mut Reader) -> Vec<Offer> {
    let Some(node) = fields.need("options", reader) else {
        return Vec::new();
    };
    let Content::List(nodes) = &node.value else {
        reader.wrong(node, "a list of options");
        return Vec::new();
    };
    nodes
        .iter()
        .filter_map(|node| offer(node, reader))
        .collect()
}

fn offer(node: &Node, reader: &mut Reader) -> Option<Offer> {
    let mut fields = Fields::of(node, "an option", reader)?;
    let (value, label) = (
        fields.need_words("value", reader),
        fields.need_text("label", reader),
    );
    let hint = fields.text("hint", reader);
    let exclusive = fields.flag("exclusive", reader);
    fields.finish("An option", reader);
    Some(Offer {
        value: value?,
        label: label?,
        hint,
        exclusive,
    })
}

fn rating(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Rating> {
    let scale = fields.need_words("scale", reader);
    let rating = Rating {
        scale: String::new(),
        descriptors: fields.texts("descriptors", reader),
        critical: fields.flag("critical", reader),
        not_applicable: fields.flag("not_applicable", reader),
        further: questions("further", fields, reader),
        parts: fields.words("parts", reader),
        rated_with: fields.words("rated_with", reader),
        on: None,
    };
    Some(Rating {
        scale: scale?,
        ..rating
    })
}

fn questions(name: &'static str, fields: &mut Fields<'_>, reader: &mut Reader) -> Vec<Question> {
    let nodes = fields.list(name, reader).iter();
    nodes.filter_map(|node| question(node, reader)).collect()
}

fn table(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Table> {
    let row_name = fields.need_text("row_name", reader);
    let columns = fields
        .list("columns", reader)
        .iter()
        .filter_map(|node| column(node, reader))
        .collect();
    let min_rows = fields.count("min_rows", reader).unwrap_or(0);
    let max_rows = fields.count("max_rows", reader).unwrap_or(50);
    let sources = [
        ("ratings", FillFrom::Ratings),
        ("last_actions", FillFrom::LastActions),
    ];
    let fill_from = fields.maybe_one_of("fill_from", &sources, reader);
    Some(Table {
        columns,
        row_name: row_name?,
        min_rows,
        max_rows,
        fill_from,
    })
}

fn column(node: &Node, reader: &mut Reader) -> Option<Question> {
    let read = question(node, reader)?;
    if matches!(
        read,
        Question::Rating(_) | Question::Composite(_) | Question::Computed(_)
    ) {
        reader.problem(
            node.line,
            node.column,
            format!("A table's column cannot be a {}", read.kind()),
        );
        return None;
    }
    let is_table = |question: &Question| matches!(question, Question::Table(_));
    if let Question::Table(inner) = &read
        && inner.kind.columns.iter().any(is_table)
    {
        let advice = "Take a table out: tables go two deep and no deeper";
        reader.problem(node.line, node.column, advice);
    }
    if read.common().applies_if.is_some() {
        let advice = "Leave `applies_if` out of a table's columns: every row asks the same";
        reader.problem(node.line, node.column, advice);
    }
    Some(read)
}
