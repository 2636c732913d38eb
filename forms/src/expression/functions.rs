//! The functions of the language: what each is called, takes, gives, computes and says in English.
//! A function is one row of a table here or in the file of its kind.

mod choices;
mod dates;
mod identifiers;
mod numbers;
mod texts;

use super::value::Value;

/// One function.
#[derive(Debug)]
pub(super) struct Function {
    pub(super) name: &'static str,
    /// An example, for messages.
    pub(super) usage: &'static str,
    pub(super) least: usize,
    pub(super) most: usize,
    /// What each argument must be; the last one holds for all that follow.
    pub(super) takes: &'static [Takes],
    pub(super) gives: Gives,
    pub(super) compute: Compute,
    pub(super) words: Words,
}

/// What an argument must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Takes {
    Anything,
    Bool,
    Number,
    Text,
    Date,
    /// A choice, or several.
    Choices,
    /// A value that the first argument offers.
    OptionOfFirst,
    /// `%d %b %Y`
    Format,
    Pattern,
}

/// What a function gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gives {
    Bool,
    Number,
    Text,
    Date,
    /// One of the values that the first argument offers.
    OptionOfFirst,
    /// What its arguments from this one on (counted from 0) have in common.
    Common(usize),
}

/// How a function is computed.
#[derive(Debug)]
pub(super) enum Compute {
    /// From the values of its arguments; determined when they all are. NaN and empty texts that
    /// it gives count as blank.
    Plain(fn(&[Value]) -> Value),
    If,
    Coalesce,
    CountNonEmpty,
    Regex,
    Today,
}

/// How a function is said: `{1}` and `{2}` are its arguments, `{all}` lists them, and what stands
/// in `[ ]` is said only when the argument in it is given.
#[derive(Debug)]
pub(super) enum Words {
    Phrase(&'static str),
    /// Between its two arguments: as it is, and when it is not so.
    Verb(&'static str, &'static str),
    /// `not`: says that its argument is not so.
    Denial,
}

const MANY: usize = usize::MAX;

const TABLES: [&[Function]; 6] = [
    LOGIC,
    choices::FUNCTIONS,
    numbers::FUNCTIONS,
    texts::FUNCTIONS,
    dates::FUNCTIONS,
    identifiers::FUNCTIONS,
];

const LOGIC: &[Function] = &[
    Function {
        name: "if",
        usage: "if(${age} >= 18, 'adult', 'child')",
        least: 3,
        most: 3,
        takes: &[Takes::Bool, Takes::Anything],
        gives: Gives::Common(1),
        compute: Compute::If,
        words: Words::Phrase("{2} if {1}, otherwise {3}"),
    },
    Function {
        name: "coalesce",
        usage: "coalesce(${a}, ${b})",
        least: 2,
        most: MANY,
        takes: &[Takes::Anything],
        gives: Gives::Common(0),
        compute: Compute::Coalesce,
        words: Words::Phrase("the first answered of {all}"),
    },
    Function {
        name: "not",
        usage: "not(${a} = 'yes')",
        least: 1,
        most: 1,
        takes: &[Takes::Bool],
        gives: Gives::Bool,
        compute: Compute::Plain(|values| Value::Bool(!argument(values, 0).truth())),
        words: Words::Denial,
    },
    Function {
        name: "true",
        usage: "true()",
        least: 0,
        most: 0,
        takes: &[],
        gives: Gives::Bool,
        compute: Compute::Plain(|_| Value::Bool(true)),
        words: Words::Phrase("true"),
    },
    Function {
        name: "false",
        usage: "false()",
        least: 0,
        most: 0,
        takes: &[],
        gives: Gives::Bool,
        compute: Compute::Plain(|_| Value::Bool(false)),
        words: Words::Phrase("false"),
    },
];

/// The function of this name.
pub(super) fn named(name: &str) -> Option<&'static Function> {
    TABLES
        .into_iter()
        .flatten()
        .find(|function| function.name == name)
}

/// The names of all functions.
pub(super) fn names() -> impl Iterator<Item = &'static str> + Clone {
    TABLES.into_iter().flatten().map(|function| function.name)
}

/// Whether `format` has only the marks that `format-date` knows.
pub(super) fn knows_format(format: &str) -> bool {
    dates::knows_format(format)
}

impl Function {
    pub(super) fn takes_so_many(&self, arguments: usize) -> bool {
        (self.least..=self.most).contains(&arguments)
    }

    /// What argument number `place` (from 0) must be.
    pub(super) fn takes_at(&self, place: usize) -> Takes {
        let takes = self.takes.get(place).or(self.takes.last());
        takes.copied().unwrap_or(Takes::Anything)
    }
}

/// There is one function of a name.
impl PartialEq for Function {
    fn eq(&self, other: &Function) -> bool {
        self.name == other.name
    }
}

/// Argument number `place` (from 0); blank when it was left out.
fn argument(values: &[Value], place: usize) -> &Value {
    values.get(place).unwrap_or(&Value::Blank)
}
