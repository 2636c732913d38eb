//! What can be asked: one file per kind, each with its declaration and the rules of its answers
//! (read what was posted, say what is wrong, give expressions a value, put it in words).
//! A kind knows nothing of pages; its control in `app` has the same name.

mod address;
mod asks;
mod choice;
mod choices;
mod common;
mod composite;
mod computed;
mod date;
mod declaration;
mod evidence;
mod long_text;
mod money;
mod month;
mod note;
mod number;
mod organisation;
mod percent;
mod person;
mod ranking;
mod rating;
mod sign_off;
mod table;
#[path = "text.rs"]
mod text_kind;
mod time;
mod yes_no;

pub use address::Address;
pub use asks::{Asks, Posted};
pub use choice::{Choice, Offer};
pub use choices::Choices;
pub use common::{Common, Constraint, GuidanceReference};
pub use composite::Composite;
pub use computed::Computed;
pub use date::{Date, DateLimit, date_in_words};
pub use declaration::Declaration;
pub use evidence::{Evidence, NamedFile, size_in_words};
pub use long_text::LongText;
pub use money::Money;
pub use month::Month;
pub use note::Note;
pub use number::{Number, number_in_words};
pub use organisation::Organisation;
pub use percent::Percent;
pub use person::Person;
pub use ranking::Ranking;
pub use rating::{NOT_APPLICABLE, Rating};
pub use sign_off::{SignOff, Signer};
pub use table::{FillFrom, Table};
pub use text_kind::TextLine;
pub use time::Time;
pub use yes_no::YesNo;

use serde::{Deserialize, Serialize};

/// One question of one kind, spelled `- rating: {…}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Question {
    /// One line of text.
    Text(Asked<TextLine>),
    /// Several lines of text.
    LongText(Asked<LongText>),
    /// A number.
    Number(Asked<Number>),
    /// A percentage.
    Percent(Asked<Percent>),
    /// An amount of money.
    Money(Asked<Money>),
    /// A day.
    Date(Asked<Date>),
    /// A month of a year.
    Month(Asked<Month>),
    /// A time of day.
    Time(Asked<Time>),
    /// A postal address.
    Address(Asked<Address>),
    /// Yes or no.
    YesNo(Asked<YesNo>),
    /// One of several options.
    Choice(Asked<Choice>),
    /// Any of several options.
    Choices(Asked<Choices>),
    /// Options put in order.
    Ranking(Asked<Ranking>),
    /// A place on a scale.
    Rating(Asked<Rating>),
    /// Questions declared once and asked together.
    Composite(Asked<Composite>),
    /// Rows of answers.
    Table(Asked<Table>),
    /// What shows that an answer is true.
    Evidence(Asked<Evidence>),
    /// An organisation of the directory.
    Organisation(Asked<Organisation>),
    /// A named person and how to reach them.
    Person(Asked<Person>),
    /// A statement to agree to.
    Declaration(Asked<Declaration>),
    /// A signature.
    SignOff(Asked<SignOff>),
    /// A value worked out from other answers.
    Computed(Asked<Computed>),
    /// Words between questions.
    Note(Asked<Note>),
}

/// A question: what every kind has, and what this kind has of its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
pub struct Asked<K> {
    /// What every kind has.
    #[serde(flatten)]
    pub common: Common,
    /// What this kind has of its own.
    #[serde(flatten)]
    pub kind: K,
}

/// The names of the kinds, as definitions write them.
pub const KINDS: [&str; 23] = [
    "text",
    "long_text",
    "number",
    "percent",
    "money",
    "date",
    "month",
    "time",
    "address",
    "yes_no",
    "choice",
    "choices",
    "ranking",
    "rating",
    "composite",
    "table",
    "evidence",
    "organisation",
    "person",
    "declaration",
    "sign_off",
    "computed",
    "note",
];

impl Question {
    /// What every kind has.
    pub fn common(&self) -> &Common {
        self.parts().0
    }

    /// The rules of this kind's answers.
    pub fn asks(&self) -> &dyn Asks {
        self.parts().1
    }

    /// The kind's name, as definitions write it.
    pub fn kind(&self) -> &'static str {
        self.parts().2
    }

    /// Its permanent id.
    pub fn id(&self) -> &str {
        &self.common().id
    }

    /// Whether an answer can be given at all.
    pub fn takes_answer(&self) -> bool {
        !matches!(
            self,
            Question::Note(_) | Question::Computed(_) | Question::Composite(_)
        )
    }

    /// The questions of its own that go with it, to change them.
    pub(crate) fn further_mut(&mut self) -> Option<&mut Vec<Question>> {
        match self {
            Question::Rating(asked) => Some(&mut asked.kind.further),
            Question::Composite(asked) => Some(&mut asked.kind.further),
            _ => None,
        }
    }

    fn parts(&self) -> (&Common, &dyn Asks, &'static str) {
        match self {
            Question::Text(asked) => (&asked.common, &asked.kind, "text"),
            Question::LongText(asked) => (&asked.common, &asked.kind, "long_text"),
            Question::Number(asked) => (&asked.common, &asked.kind, "number"),
            Question::Percent(asked) => (&asked.common, &asked.kind, "percent"),
            Question::Money(asked) => (&asked.common, &asked.kind, "money"),
            Question::Date(asked) => (&asked.common, &asked.kind, "date"),
            Question::Month(asked) => (&asked.common, &asked.kind, "month"),
            Question::Time(asked) => (&asked.common, &asked.kind, "time"),
            Question::Address(asked) => (&asked.common, &asked.kind, "address"),
            Question::YesNo(asked) => (&asked.common, &asked.kind, "yes_no"),
            Question::Choice(asked) => (&asked.common, &asked.kind, "choice"),
            Question::Choices(asked) => (&asked.common, &asked.kind, "choices"),
            Question::Ranking(asked) => (&asked.common, &asked.kind, "ranking"),
            Question::Rating(asked) => (&asked.common, &asked.kind, "rating"),
            Question::Composite(asked) => (&asked.common, &asked.kind, "composite"),
            Question::Table(asked) => (&asked.common, &asked.kind, "table"),
            Question::Evidence(asked) => (&asked.common, &asked.kind, "evidence"),
            Question::Organisation(asked) => (&asked.common, &asked.kind, "organisation"),
            Question::Person(asked) => (&asked.common, &asked.kind, "person"),
            Question::Declaration(asked) => (&asked.common, &asked.kind, "declaration"),
            Question::SignOff(asked) => (&asked.common, &asked.kind, "sign_off"),
            Question::Computed(asked) => (&asked.common, &asked.kind, "computed"),
            Question::Note(asked) => (&asked.common, &asked.kind, "note"),
        }
    }

    /// What every kind has, to change it.
    pub(crate) fn common_mut(&mut self) -> &mut Common {
        match self {
            Question::Text(asked) => &mut asked.common,
            Question::LongText(asked) => &mut asked.common,
            Question::Number(asked) => &mut asked.common,
            Question::Percent(asked) => &mut asked.common,
            Question::Money(asked) => &mut asked.common,
            Question::Date(asked) => &mut asked.common,
            Question::Month(asked) => &mut asked.common,
            Question::Time(asked) => &mut asked.common,
            Question::Address(asked) => &mut asked.common,
            Question::YesNo(asked) => &mut asked.common,
            Question::Choice(asked) => &mut asked.common,
            Question::Choices(asked) => &mut asked.common,
            Question::Ranking(asked) => &mut asked.common,
            Question::Rating(asked) => &mut asked.common,
            Question::Composite(asked) => &mut asked.common,
            Question::Table(asked) => &mut asked.common,
            Question::Evidence(asked) => &mut asked.common,
            Question::Organisation(asked) => &mut asked.common,
            Question::Person(asked) => &mut asked.common,
            Question::Declaration(asked) => &mut asked.common,
            Question::SignOff(asked) => &mut asked.common,
            Question::Computed(asked) => &mut asked.common,
            Question::Note(asked) => &mut asked.common,
        }
    }
}
