//! What of a form is counted: its graded questions and its prompts, each with its measure and the
//! order of its answers. Found from the definition alone.

use fourlens_contract::forms::{
    definition::{CountedAs, ScaleOption},
    form::Form,
    question::Question,
};

/// A question that is counted.
pub(crate) struct Counted<'f> {
    /// Its position in the form.
    pub(crate) position: usize,
    pub(crate) id: &'f str,
    /// What its fact is called: `grade.KP`, `prompt.KP6`.
    pub(crate) measure: String,
    /// What people call it.
    pub(crate) title: String,
    /// The position of its section.
    pub(crate) section: usize,
    pub(crate) themes: &'f [String],
    /// Its scale's id.
    pub(crate) scale: &'f str,
    pub(crate) order: Order<'f>,
}

/// The answers of a scale in their order.
pub(crate) struct Order<'f> {
    /// Those with a place, worst first.
    pub(crate) places: Vec<&'f ScaleOption>,
    /// Those that stand outside the order.
    pub(crate) outside: Vec<&'f ScaleOption>,
}

/// The graded questions of a form.
pub(crate) fn grades(form: &Form) -> Vec<Counted<'_>> {
    let mut grades = of(form, CountedAs::Grade);
    let parents: Vec<Option<usize>> = grades
        .iter()
        .map(|grade| line_of(form, grade.position))
        .collect();
    for (grade, parent) in grades.iter_mut().zip(&parents) {
        // A line of enquiry is known by its own id where it has one grade.
        let only = parents.iter().filter(|other| *other == parent).count() == 1;
        if let (Some(parent), true) = (parent, only) {
            let line = form.question(*parent);
            grade.measure = format!("grade.{}", line.id());
            grade.title = line.common().label.en().to_string();
        }
    }
    grades
}

/// The prompts of a form.
pub(crate) fn prompts(form: &Form) -> Vec<Counted<'_>> {
    of(form, CountedAs::Prompt)
}

/// Questions that a partnership added for itself decide nothing, and are left out.
fn of(form: &Form, counted_as: CountedAs) -> Vec<Counted<'_>> {
    let entries = form.entries().iter().enumerate();
    let counted = entries.filter_map(|(position, entry)| {
        let Question::Rating(asked) = &entry.question else {
            return None;
        };
        let scale = asked.kind.on.as_ref()?;
        let local = form.sections()[entry.section].local.is_some();
        if scale.counted_as != Some(counted_as) || local {
            return None;
        }
        let id = entry.question.id();
        let (measure, title) = match counted_as {
            CountedAs::Grade => (format!("grade.{id}"), asked.common.label.en().to_string()),
            CountedAs::Prompt => (format!("prompt.{id}"), form.question_title(position)),
        };
        Some(Counted {
            position,
            id,
            measure,
            title,
            section: entry.section,
            themes: &asked.common.themes,
            scale: &scale.id,
            order: Order::of(&scale.options),
        })
    });
    counted.collect()
}

/// The composite that a question is a part of.
fn line_of(form: &Form, position: usize) -> Option<usize> {
    let parent = form.entries()[position].parent?;
    matches!(form.question(parent), Question::Composite(_)).then_some(parent)
}

impl<'f> Order<'f> {
    fn of(options: &'f [ScaleOption]) -> Order<'f> {
        let (mut places, outside): (Vec<_>, Vec<_>) =
            options.iter().partition(|option| option.points.is_some());
        places.sort_by_key(|option| option.points);
        Order { places, outside }
    }

    /// The place of an answer, counted from 0 at the worst; none outside the order.
    pub(crate) fn place(&self, value: &str) -> Option<usize> {
        self.places.iter().position(|option| option.value == value)
    }

    /// The place of the best answer.
    pub(crate) fn highest(&self) -> usize {
        self.places.len().saturating_sub(1)
    }

    /// The word shown for an answer.
    pub(crate) fn label(&self, value: &str) -> Option<&'f str> {
        let mut all = self.places.iter().chain(&self.outside);
        all.find(|option| option.value == value)
            .map(|option| option.label.en())
    }
}
