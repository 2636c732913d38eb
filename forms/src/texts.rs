//! Every text of a form, one after another: to put something in its place in all of them at once.

use crate::{
    definition::{Band, FormPackage, Scale, Section},
    question::{Common, Offer, Question},
    text::Text,
};

type Visit<'v> = &'v mut dyn FnMut(&mut Text);

impl FormPackage {
    /// Shows every text to `visit`.
    pub fn each_text(&mut self, visit: Visit<'_>) {
        visit(&mut self.form.title);
        visit(&mut self.form.description);
        for part in &mut self.privacy {
            visit(&mut part.title);
            visit(&mut part.text);
        }
        self.documents
            .iter_mut()
            .for_each(|of| visit(&mut of.title));
        self.themes.iter_mut().for_each(|of| visit(&mut of.title));
        self.scales.iter_mut().for_each(|of| of.each_text(visit));
        self.bands.iter_mut().for_each(|of| of.each_text(visit));
        for badge in &mut self.badges {
            visit(&mut badge.label);
            visit(&mut badge.because);
        }
        for gauge in &mut self.gauges {
            visit(&mut gauge.title);
            visit(&mut gauge.because);
        }
        for list in &mut self.lists {
            visit(&mut list.title);
            list.items.iter_mut().for_each(|of| visit(&mut of.title));
        }
        self.switches.iter_mut().for_each(|of| visit(&mut of.title));
        let sets = self.part_sets.iter_mut().flat_map(|set| &mut set.questions);
        sets.for_each(|question| question.each_text(visit));
        self.sections.iter_mut().for_each(|of| of.each_text(visit));
    }
}

impl Scale {
    fn each_text(&mut self, visit: Visit<'_>) {
        for option in &mut self.options {
            visit(&mut option.label);
            option.hint.iter_mut().for_each(&mut *visit);
        }
    }
}

impl Band {
    fn each_text(&mut self, visit: Visit<'_>) {
        visit(&mut self.label);
        visit(&mut self.because);
    }
}

impl Section {
    fn each_text(&mut self, visit: Visit<'_>) {
        visit(&mut self.title);
        self.intro.iter_mut().for_each(&mut *visit);
        self.questions.iter_mut().for_each(|of| of.each_text(visit));
    }
}

impl Question {
    /// Shows every text of the question, its parts and its columns to `visit`.
    pub fn each_text(&mut self, visit: Visit<'_>) {
        self.common_mut().each_text(visit);
        let mut offers = |offers: &mut [Offer]| {
            for offer in offers {
                visit(&mut offer.label);
                offer.hint.iter_mut().for_each(&mut *visit);
            }
        };
        match self {
            Question::Choice(asked) => offers(&mut asked.kind.options),
            Question::Choices(asked) => offers(&mut asked.kind.options),
            Question::Ranking(asked) => offers(&mut asked.kind.options),
            Question::Number(asked) => asked.kind.unit.iter_mut().for_each(visit),
            Question::Rating(asked) => {
                asked.kind.descriptors.values_mut().for_each(&mut *visit);
                asked
                    .kind
                    .further
                    .iter_mut()
                    .for_each(|of| of.each_text(visit));
            }
            Question::Composite(asked) => {
                asked
                    .kind
                    .further
                    .iter_mut()
                    .for_each(|of| of.each_text(visit));
            }
            Question::Table(asked) => {
                visit(&mut asked.kind.row_name);
                asked
                    .kind
                    .columns
                    .iter_mut()
                    .for_each(|of| of.each_text(visit));
            }
            Question::Declaration(asked) => visit(&mut asked.kind.statement),
            Question::Note(asked) => visit(&mut asked.kind.text),
            _ => {}
        }
    }
}

impl Common {
    fn each_text(&mut self, visit: Visit<'_>) {
        visit(&mut self.label);
        for text in [&mut self.hint, &mut self.help, &mut self.required_message] {
            text.iter_mut().for_each(&mut *visit);
        }
        for constraint in &mut self.constraints {
            visit(&mut constraint.message);
        }
    }
}
