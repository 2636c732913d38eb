//! Sentences that schools might write, made of parts; none names a child.

use super::dice::Dice;

const STARTS: [&str; 6] = [
    "Our procedure says who does what",
    "Staff told us in the autumn survey that they know what to do",
    "The link governor looked at this in the spring",
    "We reviewed this after last year's return",
    "Induction and weekly briefings cover this",
    "The safeguarding team checks this each half term",
];

const ENDS: [&str; 6] = [
    "the minutes show the questions asked and what changed.",
    "the log shows dates, actions and outcomes.",
    "a sample of files in June had two gaps, both put right.",
    "pupils on the school council said they had noticed the difference.",
    "we still want to see the same in every phase of the school.",
    "attendance at training is tracked and chased.",
];

/// What is in place, and what shows it.
pub(super) fn how(dice: &mut Dice) -> String {
    format!("{}; {}", dice.pick(&STARTS), dice.pick(&ENDS))
}

/// Any other text that is asked for, in a few words.
pub(super) fn words(dice: &mut Dice) -> &'static str {
    let words: &&str = dice.pick(&[
        "Staff speak up early and are thanked for it",
        "Pupils can name adults they trust",
        "Records show actions and outcomes, not only concerns",
        "Governors visit, ask and write down what they see",
        "Strong links with early help in our part of the city",
    ]);
    words
}

/// Why something does not apply.
pub(super) const NOT_HERE: &str = "We have none of this at our setting this year.";
