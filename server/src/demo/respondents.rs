//! Whoever answers a form in the made-up city: what answering needs of a school, an agency or a
//! service. What is the same for all is in `answering` and `tables`.

use super::{dice::Dice, quality::Year, texts::Texts};
use crate::store::OrganisationView;
use fourlens_app::portal::Role;
use fourlens_forms::{answers::Answers, question::Number};
use serde_json::{Map, Value as Json};

/// Whoever answers.
pub(super) trait Respondent: Sync {
    /// As the directory holds it.
    fn view(&self) -> &OrganisationView;

    /// What it belongs to: a trust or an agency.
    fn above(&self) -> Option<&str>;

    /// Where its mail goes.
    fn domain(&self) -> &str;

    /// Its own chance.
    fn dice(&self) -> &Dice;

    /// Who signs, and as what.
    fn signer(&self) -> (&str, Role);

    /// What it writes.
    fn texts(&self) -> &'static Texts;

    /// Where its return to the open campaign stands, if someone who may sign in looks at it.
    fn standing(&self) -> Option<Standing>;

    /// In a hundred, how often it says yes.
    fn yes(&self, _question: &str) -> u64 {
        75
    }

    /// In a hundred, how much of its evidence should have been looked at again by now.
    fn overdue(&self) -> u64 {
        0
    }

    /// A number, within the least and most that are asked for.
    fn number(&self, question: &str, asked: &Number, given: &Answers, dice: &mut Dice) -> f64;

    /// A percentage.
    fn percent(&self, _question: &str, _given: &Answers, dice: &mut Dice) -> i64 {
        dice.between(60, 100)
    }

    /// The person whom a question names, in a year.
    fn person(&self, question: &str, year: Year) -> Json;

    /// Several lines of its own; none where any will do.
    fn words(&self, question: &str) -> Option<String>;

    /// One line of its own; none where any will do.
    fn line(&self, _question: &str) -> Option<String> {
        None
    }

    /// An option that it chooses; none where any will do.
    fn choice(&self, _question: &str) -> Option<&'static str> {
        None
    }

    /// How many days after today a date is; none where any will do.
    fn days(&self, _question: &str) -> Option<i64> {
        None
    }

    /// How many rows it fills in a table that nothing else fills.
    fn rows(&self, table: &str) -> usize;

    /// A cell of its own; none where any will do.
    fn cell(&self, cell: &Cell<'_>, dice: &mut Dice) -> Option<Json>;
}

/// A cell to be filled.
pub(super) struct Cell<'a> {
    pub(super) table: &'a str,
    pub(super) column: &'a str,
    /// The place of its row, from 0.
    pub(super) row: usize,
    /// What stands in its row so far.
    pub(super) so_far: &'a Map<String, Json>,
    /// The other answers.
    pub(super) given: &'a Answers,
    pub(super) year: Year,
}

/// Where a return stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nothing is answered.
    NotBegun,
    /// So many sections are filled.
    Begun(usize),
    /// It is handed in.
    Submitted,
}
