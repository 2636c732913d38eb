//! From a package to a form: finds scales and parts, puts every question in its place, and
//! proves that ids are unique, references exist and conditions make sense.

use super::{Entry, Form, graph};
use crate::{
    definition::{BAND_NAMES, FormPackage},
    expression::{Expression, Type, Types},
    question::{Asked, Common, LongText, NOT_APPLICABLE, Question, Rating},
    text::Text,
};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::OnceLock,
};

/// Something in a package that is not sound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildProblem {
    /// Where it stands: `sections/C/C1/applies_if`.
    pub place: String,
    /// What to write instead.
    pub message: String,
}

/// Sections, questions, rows and letters have these bounds, so that every cost has one.
const MOST_QUESTIONS: usize = 5_000;

pub(super) fn build(package: FormPackage) -> Result<Form, Vec<BuildProblem>> {
    let mut problems = Problems::default();
    check_head(&package, &mut problems);
    let (entries, sections) = place_questions(&package, &mut problems);
    let by_id = index(&entries, &mut problems);
    check_references(&package, &entries, &mut problems);
    check_local(&package, &mut problems);
    let graph = match graph::Graph::build(&package.sections, &entries, &by_id) {
        Ok(graph) => {
            check_expressions(&package, &entries, &by_id, &mut problems);
            graph
        }
        Err(circle) => {
            report_circle(&circle, &package, &entries, &mut problems);
            graph::Graph::default()
        }
    };
    problems.none().map(|()| Form {
        version: OnceLock::new(),
        package,
        entries,
        sections,
        by_id,
        graph,
    })
}

/// The form of a package that was proved sound before: what makes it run is built, what would
/// only be told to its author is not looked for.
pub(super) fn assemble(package: FormPackage) -> Result<Form, Vec<BuildProblem>> {
    let mut problems = Problems::default();
    let (entries, sections) = place_questions(&package, &mut problems);
    let by_id = index(&entries, &mut problems);
    let graph = graph::Graph::build(&package.sections, &entries, &by_id).unwrap_or_else(|circle| {
        report_circle(&circle, &package, &entries, &mut problems);
        graph::Graph::default()
    });
    problems.none().map(|()| Form {
        version: OnceLock::new(),
        package,
        entries,
        sections,
        by_id,
        graph,
    })
}

#[derive(Default)]
struct Problems(Vec<BuildProblem>);

impl Problems {
    fn add(&mut self, place: impl Into<String>, message: impl Into<String>) {
        self.0.push(BuildProblem {
            place: place.into(),
            message: message.into(),
        });
    }

    fn none(self) -> Result<(), Vec<BuildProblem>> {
        match self.0.is_empty() {
            true => Ok(()),
            false => Err(self.0),
        }
    }
}

fn check_head(package: &FormPackage, problems: &mut Problems) {
    if package.schema != 1 {
        problems.add(
            "form file/schema",
            "Write `schema: 1`: it is the only version of the form language so far",
        );
    }
    if !is_key(&package.form.key) {
        problems.add(
            "form/key",
            "Write the key in lower-case letters, digits and hyphens, like `school-175-157`",
        );
    }
    if package.sections.is_empty() {
        problems.add("form file/sections", "Add at least one section");
    }
    for band in &package.bands {
        let known: Numbers = Numbers;
        for error in band.when.kind(&known).err().unwrap_or_default() {
            let message = format!(
                "{}. A band may use ${{{}}}",
                error.message,
                BAND_NAMES.join("}, ${")
            );
            problems.add(format!("bands/{}/when", band.id), message);
        }
    }
    once(
        package.bands.iter().map(|band| band.id.as_str()),
        "bands",
        problems,
    );
    once(
        package.scales.iter().map(|scale| scale.id.as_str()),
        "scales",
        problems,
    );
    once(
        package.themes.iter().map(|theme| theme.id.as_str()),
        "themes",
        problems,
    );
    once(
        package
            .documents
            .iter()
            .map(|document| document.id.as_str()),
        "documents",
        problems,
    );
    once(
        package.sections.iter().map(|section| section.id.as_str()),
        "sections",
        problems,
    );
    for scale in &package.scales {
        let place = format!("scales/{}", scale.id);
        once(
            scale.options.iter().map(|option| option.value.as_str()),
            &place,
            problems,
        );
        if scale
            .options
            .iter()
            .any(|option| option.value == NOT_APPLICABLE)
        {
            problems.add(
                place,
                "Leave `na` out of the options: a rating offers it with `not_applicable: true`",
            );
        }
    }
}

fn once<'a>(ids: impl Iterator<Item = &'a str>, place: &str, problems: &mut Problems) {
    let mut seen = HashSet::new();
    for id in ids {
        if !seen.insert(id) {
            problems.add(
                format!("{place}/{id}"),
                format!("`{id}` stands here twice: give each an id of its own"),
            );
        }
    }
}

/// Every question in its place, parts after their rating, with the range of each section.
fn place_questions(
    package: &FormPackage,
    problems: &mut Problems,
) -> (Vec<Entry>, Vec<std::ops::Range<usize>>) {
    let mut entries: Vec<Entry> = Vec::new();
    let mut sections = Vec::new();
    for (position, section) in package.sections.iter().enumerate() {
        let start = entries.len();
        for question in &section.questions {
            let parent = entries.len();
            let mut question = question.clone();
            let parts = match &mut question {
                Question::Rating(rating) => parts_of(package, rating, problems),
                _ => Vec::new(),
            };
            entries.push(Entry {
                question,
                section: position,
                parent: None,
            });
            entries.extend(parts.into_iter().map(|question| Entry {
                question,
                section: position,
                parent: Some(parent),
            }));
        }
        sections.push(start..entries.len());
    }
    if entries.len() > MOST_QUESTIONS {
        problems.add(
            "sections",
            format!("Ask no more than {MOST_QUESTIONS} questions: parts count too"),
        );
    }
    (entries, sections)
}

/// The questions that go with a rating, with whole ids; finds its scale on the way.
fn parts_of(
    package: &FormPackage,
    rating: &mut Asked<Rating>,
    problems: &mut Problems,
) -> Vec<Question> {
    let id = rating.common.id.clone();
    rating.kind.on = package
        .scales
        .iter()
        .find(|scale| scale.id == rating.kind.scale)
        .cloned();
    match &rating.kind.on {
        None => {
            let known = listed(package.scales.iter().map(|scale| scale.id.as_str()));
            problems.add(
                format!("{id}/scale"),
                format!(
                    "There is no scale `{}`: write one of {known}",
                    rating.kind.scale
                ),
            );
        }
        Some(scale) => {
            for value in rating
                .kind
                .descriptors
                .keys()
                .filter(|value| scale.option(value).is_none())
            {
                let known = listed(scale.options.iter().map(|option| option.value.as_str()));
                problems.add(
                    format!("{id}/descriptors"),
                    format!("`{value}` is not on the scale: write one of {known}"),
                );
            }
        }
    }
    let mut parts = Vec::new();
    if let Some(wanted) = &rating.kind.parts {
        match package.part_sets.iter().find(|set| set.id == *wanted) {
            Some(set) => parts.extend(set.questions.iter().cloned()),
            None => problems.add(
                format!("{id}/parts"),
                format!("There is no part set `{wanted}`"),
            ),
        }
    }
    if rating.kind.not_applicable {
        parts.splice(0..0, na_reason(&id));
    }
    for part in &mut parts {
        let common = part.common_mut();
        common.id = format!("{id}.{}", common.id);
    }
    parts
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

fn index(entries: &[Entry], problems: &mut Problems) -> HashMap<String, usize> {
    let mut by_id = HashMap::new();
    for (position, entry) in entries.iter().enumerate() {
        let id = entry.question.id();
        if !is_id(id) {
            problems.add(
                id,
                format!(
                    "Write the id `{id}` in letters, digits, `_` and `.`, beginning with a letter"
                ),
            );
        }
        if by_id.insert(id.to_string(), position).is_some() {
            problems.add(
                id,
                format!("The id `{id}` is used twice: give each question an id of its own"),
            );
        }
    }
    by_id
}

/// A partnership's own questions fit the room there is, and never decide anything.
fn check_local(package: &FormPackage, problems: &mut Problems) {
    for section in &package.sections {
        let Some(local) = &section.local else {
            continue;
        };
        let place = format!("sections/{}/local", section.id);
        if section.questions.len() > local.up_to as usize {
            let message = format!("There is room for {} questions: take some out", local.up_to);
            problems.add(&place, message);
        }
        if section.scored {
            let message = "Write `scored: false`: local questions are never scored";
            problems.add(&place, message);
        }
        if section
            .questions
            .iter()
            .any(|question| question.common().required)
        {
            let message = "Take `required` out: local questions may stay blank";
            problems.add(&place, message);
        }
    }
}

fn check_references(package: &FormPackage, entries: &[Entry], problems: &mut Problems) {
    let themes: BTreeMap<_, _> = package
        .themes
        .iter()
        .map(|theme| (theme.id.as_str(), ()))
        .collect();
    let documents: BTreeMap<_, _> = package
        .documents
        .iter()
        .map(|document| (document.id.as_str(), ()))
        .collect();
    for entry in entries {
        let common = entry.question.common();
        let section = &package.sections[entry.section];
        for theme in common
            .themes
            .iter()
            .filter(|theme| !themes.contains_key(theme.as_str()))
        {
            let known = listed(themes.keys().copied());
            problems.add(
                format!("{}/themes", common.id),
                format!("There is no theme `{theme}`: write one of {known}"),
            );
        }
        for reference in common
            .guidance
            .iter()
            .filter(|to| !documents.contains_key(to.document.as_str()))
        {
            let known = listed(documents.keys().copied());
            let message = format!(
                "There is no document `{}`: write one of {known}",
                reference.document
            );
            problems.add(format!("{}/guidance", common.id), message);
        }
        if section.scored
            && matches!(entry.question, Question::Rating(_))
            && common.themes.is_empty()
        {
            problems.add(
                common.id.clone(),
                "Add `themes: […]`: every scored question counts in at least one theme",
            );
        }
        if let Question::Table(table) = &entry.question {
            once(
                table.kind.columns.iter().map(Question::id),
                &common.id,
                problems,
            );
        }
    }
}

fn check_expressions(
    package: &FormPackage,
    entries: &[Entry],
    by_id: &HashMap<String, usize>,
    problems: &mut Problems,
) {
    for section in &package.sections {
        if let Some(condition) = &section.applies_if {
            let names = Names {
                entries,
                by_id,
                own: None,
            };
            report(
                condition,
                &names,
                &format!("sections/{}/applies_if", section.id),
                problems,
            );
        }
    }
    for entry in entries {
        let common = entry.question.common();
        let names = Names {
            entries,
            by_id,
            own: None,
        };
        if let Some(condition) = &common.applies_if {
            report(
                condition,
                &names,
                &format!("{}/applies_if", common.id),
                problems,
            );
        }
        if let Some(condition) = &common.required_if {
            report(
                condition,
                &names,
                &format!("{}/required_if", common.id),
                problems,
            );
        }
        if let Question::Computed(computed) = &entry.question {
            report(
                &computed.kind.value,
                &names,
                &format!("{}/value", common.id),
                problems,
            );
        }
        for constraint in &common.constraints {
            let names = Names {
                entries,
                by_id,
                own: entry.question.asks().value_type(),
            };
            report(
                &constraint.must,
                &names,
                &format!("{}/constraints", common.id),
                problems,
            );
        }
    }
}

fn report(expression: &Expression, names: &Names<'_>, place: &str, problems: &mut Problems) {
    for error in expression.kind(names).err().unwrap_or_default() {
        problems.add(place, error.message);
    }
}

fn report_circle(
    circle: &[graph::Node],
    package: &FormPackage,
    entries: &[Entry],
    problems: &mut Problems,
) {
    let name = |node: &graph::Node| match node {
        graph::Node::Section(position) => package.sections[*position].id.clone(),
        graph::Node::Question(position) => entries[*position].question.id().to_string(),
    };
    let names: Vec<String> = circle.iter().take(8).map(name).collect();
    let place = match circle.first() {
        Some(graph::Node::Section(position)) => {
            format!("sections/{}/applies_if", package.sections[*position].id)
        }
        _ => names.first().cloned().unwrap_or_default(),
    };
    problems.add(
        place,
        format!(
            "Conditions go round in a circle: {} wait for each other",
            names.join(", ")
        ),
    );
}

struct Names<'a> {
    entries: &'a [Entry],
    by_id: &'a HashMap<String, usize>,
    own: Option<Type>,
}

impl Types for Names<'_> {
    fn of(&self, name: &str) -> Option<Type> {
        let question = &self.entries[*self.by_id.get(name)?].question;
        match question {
            Question::Computed(computed) => computed.kind.value.kind(self).ok(),
            other => other.asks().value_type(),
        }
    }

    fn own(&self) -> Option<Type> {
        self.own.clone()
    }
}

struct Numbers;

impl Types for Numbers {
    fn of(&self, name: &str) -> Option<Type> {
        BAND_NAMES.contains(&name).then_some(Type::Number)
    }

    fn own(&self) -> Option<Type> {
        None
    }
}

fn is_key(key: &str) -> bool {
    !key.is_empty()
        && key
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

fn is_id(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_alphabetic())
        && id.len() <= 64
        && id
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '.')
        && !id.ends_with('.')
}

fn listed<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    ids.map(|id| format!("`{id}`"))
        .collect::<Vec<_>>()
        .join(", ")
}
