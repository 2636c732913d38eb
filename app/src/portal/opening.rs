//! Opening a campaign by hand: which form, from when to when, and whom; then what that comes to,
//! to be confirmed.

use super::CampaignId;

/// A campaign as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OpeningTyped {
    /// The form's key.
    pub form: String,
    /// What people call the campaign.
    pub title: String,
    /// The first day.
    pub opens: TypedDay,
    /// The last day.
    pub closes: TypedDay,
    /// The day that answers are true for; blank for the first day.
    pub as_of: TypedDay,
    /// Which schools: `all` or `phases`; nothing for forms that ask others.
    pub who: String,
    /// The phases chosen.
    pub phases: Vec<String>,
}

/// A day as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TypedDay {
    /// The day of the month.
    pub day: String,
    /// The month, as a number.
    pub month: String,
    /// The year.
    pub year: String,
}

impl TypedDay {
    /// Whether nothing is typed.
    pub fn is_blank(&self) -> bool {
        [&self.day, &self.month, &self.year]
            .iter()
            .all(|part| part.trim().is_empty())
    }
}

/// What is wrong with a typed campaign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpeningProblem {
    /// The part to mend: `title`, `opens`, `closes`, `as_of`, `phases`.
    pub part: &'static str,
    /// What to do about it.
    pub message: String,
}

/// A page on the way to an open campaign.
#[derive(Debug, Clone, PartialEq)]
pub enum OpeningPage {
    /// Which form is it?
    Choose {
        /// The forms that can be asked.
        forms: Vec<FormChoice>,
        /// What is wrong with the choice, in a sentence.
        problem: Option<String>,
    },
    /// No campaign of this form is opened here.
    Elsewhere {
        /// Whether the visitor can open it as a round of case audits.
        round: bool,
        /// The form's title.
        form: String,
        /// Why, and where it is opened, in a sentence.
        because: String,
    },
    /// Its title, its days and whom it asks.
    Details(OpeningDetails),
    /// What that comes to.
    Confirm(OpeningConfirm),
}

/// A form that can be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormChoice {
    /// Its key.
    pub key: String,
    /// Its title.
    pub title: String,
    /// Its latest version.
    pub number: i64,
}

/// The details to type.
#[derive(Debug, Clone, PartialEq)]
pub struct OpeningDetails {
    /// The form's title.
    pub form: String,
    /// The version that would be asked.
    pub number: i64,
    /// Phases that can be chosen: value, word, and how many schools there are; empty where the
    /// form does not ask schools.
    pub phases: Vec<(String, String, u64)>,
    /// What is typed so far.
    pub typed: OpeningTyped,
    /// What is wrong with it.
    pub problems: Vec<OpeningProblem>,
}

/// What opening comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct OpeningConfirm {
    /// The identity that the campaign will have, so that pressing twice opens one.
    pub id: CampaignId,
    /// The form's title.
    pub form: String,
    /// The version that is asked.
    pub number: i64,
    /// That version's hash: what a post says it looked at.
    pub version: String,
    /// The campaign's title.
    pub title: String,
    /// First day, last day, and the day that answers are true for, in words.
    pub days: [String; 3],
    /// Whom it asks, in words.
    pub whom: String,
    /// How many organisations that are.
    pub asked: u64,
    /// The priorities that it asks about; none where its form asks about none.
    pub priorities: Vec<String>,
    /// What to know before opening it.
    pub warnings: Vec<String>,
    /// What was typed, to be posted again.
    pub typed: OpeningTyped,
}

/// A campaign that was just opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedPage {
    /// Which.
    pub id: CampaignId,
    /// Its title.
    pub title: String,
    /// How many organisations it asks.
    pub asked: i64,
    /// From which day they can answer, in words; none when they can now.
    pub from: Option<String>,
    /// Until when, in words.
    pub until: String,
}

/// What is asked for on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OpeningAsked {
    /// The forms to choose from, again when none of them was chosen.
    ChooseAgain,
    /// The form to type in, with what is typed so far.
    Type(OpeningTyped),
    /// What the typed campaign comes to; what is wrong with it, where something is. `moved` says
    /// that another version was published meanwhile.
    Confirm {
        /// What is typed.
        typed: OpeningTyped,
        /// What to know first, in a sentence.
        moved: Option<String>,
    },
}
