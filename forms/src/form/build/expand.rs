//! From what is written to what is asked: switches decide, lists unfold, and sets of questions
//! are put where they are named. What comes out needs none of them to run.

use super::{Problems, listed};
use crate::{
    definition::FormPackage,
    expression::Expression,
    question::{Asked, Common, Constraint, LongText, NOT_APPLICABLE, Note, Question},
    text::Text,
};

/// The questions of each section as they are asked. Parts stand in `further` of the question they
/// go with, under their short ids.
pub(super) fn expand(package: &FormPackage, problems: &mut Problems) -> Vec<Vec<Question>> {
    let mut asked = |question: &Question| {
        let question = switched(package, question.clone(), problems);
        let unfolded = question.map(|question| unfolded(package, question, problems));
        let mut questions = unfolded.unwrap_or_default();
        for question in &mut questions {
            put_parts(package, question, problems);
        }
        questions
    };
    let sections = package.sections.iter();
    sections
        .map(|section| section.questions.iter().flat_map(&mut asked).collect())
        .collect()
}

/// The question as the switches leave it: none where its own is off; words where it would be
/// rated with one that is off.
fn switched(
    package: &FormPackage,
    mut question: Question,
    problems: &mut Problems,
) -> Option<Question> {
    let id = question.id().to_string();
    let mut is_on = |name: &str, key: &str| {
        let known = package.switches.iter().find(|switch| switch.id == name);
        if known.is_none() {
            let names = listed(package.switches.iter().map(|switch| switch.id.as_str()));
            let message = format!("There is no switch `{name}`: write one of {names}");
            problems.add(format!("{id}/{key}"), message);
        }
        known.is_none_or(|switch| switch.on)
    };
    if let Some(name) = &question.common().only_with
        && !is_on(name, "only_with")
    {
        return None;
    }
    if let Question::Rating(asked) = &mut question
        && let Some(name) = &asked.kind.rated_with
        && !is_on(name, "rated_with")
    {
        let common = Common {
            label: Text::default(),
            required: false,
            ..asked.common.clone()
        };
        let text = asked.common.label.clone();
        return Some(Question::Note(Asked {
            common,
            kind: Note { text },
        }));
    }
    Some(question)
}

/// The question once for each item of its list, or as it is without one.
fn unfolded(package: &FormPackage, question: Question, problems: &mut Problems) -> Vec<Question> {
    let Some(name) = &question.common().for_each else {
        return vec![question];
    };
    let Some(list) = package.lists.iter().find(|list| list.id == *name) else {
        let names = listed(package.lists.iter().map(|list| list.id.as_str()));
        let message = format!("There is no list `{name}`: write one of {names}");
        problems.add(format!("{}/for_each", question.id()), message);
        return Vec::new();
    };
    let items = list.items.iter();
    let asked_of = items.map(|item| {
        let mut question = question.clone();
        let title = |name: &str| (name == "item").then(|| item.title.clone());
        question.each_text(&mut |text| *text = text.filled(&title));
        let common = question.common_mut();
        common.id = format!("{}.{}", common.id, item.id);
        question
    });
    asked_of.collect()
}

/// Puts the parts of a rating or a composite into it: the reason for *not applicable*, its own
/// questions, and those of its set.
fn put_parts(package: &FormPackage, question: &mut Question, problems: &mut Problems) {
    let (id, themes) = (question.id().to_string(), question.common().themes.clone());
    let (set, not_applicable) = match question {
        Question::Rating(asked) => (asked.kind.parts.take(), asked.kind.not_applicable),
        Question::Composite(asked) => (asked.kind.parts.take(), false),
        _ => return,
    };
    let mut parts = Vec::new();
    if not_applicable {
        parts.extend(na_reason(&id));
    }
    parts.append(question.further_mut().expect("it is one that has parts"));
    if let Some(set) = set {
        match package.part_sets.iter().find(|known| known.id == set) {
            Some(known) => parts.extend(known.questions.iter().cloned()),
            None => problems.add(
                format!("{id}/parts"),
                format!("There is no part set `{set}`"),
            ),
        }
    }
    let parts = parts.into_iter().filter_map(|part| {
        let mut part = switched(package, part, problems)?;
        check_part(&id, &part, problems);
        name_siblings(&id, &mut part, problems);
        if matches!(part, Question::Rating(_)) && part.common().themes.is_empty() {
            part.common_mut().themes = themes.clone();
        }
        Some(part)
    });
    let parts = parts.collect();
    *question.further_mut().expect("it is one that has parts") = parts;
}

fn check_part(id: &str, part: &Question, problems: &mut Problems) {
    let has_parts = match part {
        Question::Composite(_) => true,
        Question::Rating(asked) => asked.kind.parts.is_some() || !asked.kind.further.is_empty(),
        _ => false,
    };
    let place = format!("{id}.{}", part.id());
    if has_parts {
        problems.add(&place, "A part cannot have parts: ask it on its own");
    }
    if part.common().for_each.is_some() {
        let message = "Write `for_each` on the question that this is a part of";
        problems.add(&place, message);
    }
}

/// Puts whole ids in the place of `${.how}`.
fn name_siblings(id: &str, part: &mut Question, problems: &mut Problems) {
    let place = format!("{id}.{}", part.id());
    let mut rename = |condition: &mut Expression| match condition.with_siblings_of(id) {
        Ok(renamed) => *condition = renamed,
        Err(error) => problems.add(&place, error.message),
    };
    if let Question::Computed(computed) = part {
        rename(&mut computed.kind.value);
    }
    let Common {
        applies_if,
        required_if,
        constraints,
        ..
    } = part.common_mut();
    let musts = constraints.iter_mut().map(|Constraint { must, .. }| must);
    applies_if
        .iter_mut()
        .chain(required_if)
        .chain(musts)
        .for_each(rename);
}

/// The reason a rating asks for with *not applicable*; none where the id is no name, which is
/// reported with the ids.
fn na_reason(rating: &str) -> Option<Question> {
    let condition = Expression::parse(&format!("${{{rating}}} = '{NOT_APPLICABLE}'")).ok()?;
    Some(Question::LongText(Asked {
        common: Common {
            id: "na_reason".to_string(),
            label: Text::english("Why this does not apply to you"),
            required: true,
            required_message: Some(Text::english(format!(
                "Enter why {rating} does not apply to you"
            ))),
            applies_if: Some(condition),
            ..Common::default()
        },
        kind: LongText {
            max_words: Some(100),
        },
    }))
}
