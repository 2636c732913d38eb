//! Reading scales and their options.

use super::{
    fields::{Fields, Reader},
    node::Node,
    package::{each, remember},
};
use crate::definition::{CountedAs, Scale, ScaleOption};

pub(super) fn scale(node: &Node, reader: &mut Reader) -> Option<Scale> {
    let mut fields = Fields::of(node, "a scale", reader)?;
    let id = fields.need_words("id", reader);
    remember(&fields, "scales", id.as_deref(), reader);
    let version = fields.count("version", reader).unwrap_or(1) as u32;
    let uses = [("grade", CountedAs::Grade), ("prompt", CountedAs::Prompt)];
    let read = match fields.peek("counted_as") {
        Some(_) => scale_option,
        None => option_with_points,
    };
    let counted_as = fields.maybe_one_of("counted_as", &uses, reader);
    let options = each(&mut fields, "options", read, reader);
    fields.finish("A scale", reader);
    Some(Scale {
        id: id?,
        version,
        counted_as,
        options,
    })
}

/// Points can only be added up where every option has some.
fn option_with_points(node: &Node, reader: &mut Reader) -> Option<ScaleOption> {
    let option = scale_option(node, reader)?;
    if option.points.is_none() {
        let advice = "Add `points: …` here: what the option counts";
        reader.problem(node.line, node.column, advice);
    }
    Some(option)
}

fn scale_option(node: &Node, reader: &mut Reader) -> Option<ScaleOption> {
    let mut fields = Fields::of(node, "an option of a scale", reader)?;
    let (value, label) = (
        fields.need_words("value", reader),
        fields.need_text("label", reader),
    );
    let hint = fields.text("hint", reader);
    let points = fields.number("points", reader).map(|points| points as i64);
    let fails_critical = fields.flag("fails_critical", reader);
    let suggests_action = fields.flag("suggests_action", reader);
    fields.finish("An option of a scale", reader);
    Some(ScaleOption {
        value: value?,
        label: label?,
        hint,
        points,
        fails_critical,
        suggests_action,
    })
}
