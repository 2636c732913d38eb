//! Sentences made of parts, for whoever answers: what was looked at, how it stands, what that
//! showed. It must not know the sentences.

use super::dice::Dice;

/// The sentences that one kind of respondent writes.
pub(super) struct Texts {
    /// What is looked at, by the theme a question belongs to; the last where no theme is known.
    pub(super) looked_at: &'static [(&'static str, &'static str)],
    /// How it stands, best rating first.
    pub(super) stands: [[&'static str; 3]; 4],
    /// What that showed, best rating first.
    pub(super) showed: [[&'static str; 3]; 4],
    /// Things that work; no two of one respondent are the same while there are enough.
    pub(super) strengths: &'static [&'static str],
    /// How someone would know that an action has worked.
    pub(super) successes: &'static [&'static str],
    /// Any other text that is asked for.
    pub(super) remarks: &'static [&'static str],
    /// What became of an action that is done, begun, or not begun.
    pub(super) progress: [&'static str; 3],
    /// Why a question does not apply, where it is offered.
    pub(super) not_here: &'static [(&'static str, &'static str)],
    /// The same for any other question.
    pub(super) not_here_else: &'static str,
    /// Jobs of people who act.
    pub(super) jobs: &'static [&'static str],
}

impl Texts {
    /// What is in place and what shows it, for a question of these themes answered with the rating
    /// at `place` on its scale, best first.
    pub(super) fn how(&self, themes: &[String], place: usize, dice: &mut Dice) -> String {
        let known = |(theme, _): &&(&str, &str)| themes.iter().any(|own| own == theme);
        let looked_at = self.looked_at.iter().find(known);
        let what = looked_at
            .or(self.looked_at.last())
            .map_or("", |(_, what)| what);
        let place = place.min(self.stands.len() - 1);
        format!(
            "{what} {}. {}",
            dice.pick(&self.stands[place]),
            dice.pick(&self.showed[place])
        )
    }

    /// Why the question with this id does not apply.
    pub(super) fn not_here(&self, id: &str) -> &'static str {
        let known = self.not_here.iter().find(|(question, _)| *question == id);
        known.map_or(self.not_here_else, |(_, why)| why)
    }

    /// Something that works.
    pub(super) fn strength(&self, own: &Dice, place: usize) -> &'static str {
        let shuffled = own.of("strengths").shuffled(self.strengths.to_vec());
        shuffled[place % shuffled.len()]
    }

    /// How someone would know that an action has worked.
    pub(super) fn success(&self, dice: &mut Dice) -> &'static str {
        let success: &&str = dice.pick(self.successes);
        success
    }

    /// Any other text that is asked for.
    pub(super) fn remark(&self, dice: &mut Dice) -> &'static str {
        let remark: &&str = dice.pick(self.remarks);
        remark
    }

    /// A job title.
    pub(super) fn job(&self, dice: &mut Dice) -> &'static str {
        let job: &&str = dice.pick(self.jobs);
        job
    }
}

/// The first words of a text, no more than `most`.
pub(super) fn first_words(text: &str, most: usize) -> String {
    text.split_whitespace()
        .take(most)
        .collect::<Vec<_>>()
        .join(" ")
}
