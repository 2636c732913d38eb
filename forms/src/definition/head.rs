//! What stands on a form's cover: its name, its audience, its notice, its guidance.

use crate::text::Text;
use serde::{Deserialize, Serialize};

/// What the form is called and whom it asks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
pub struct FormHead {
    /// The form's name in URLs, files and the database; never changed.
    pub key: String,
    /// Its title on pages.
    pub title: Text,
    /// What it is for, in one or two sentences.
    pub description: Text,
    /// Whose view of safeguarding it gives.
    pub lens: Lens,
    /// Who is asked.
    pub audience: Audience,
    /// How often.
    pub cycle: Cycle,
    /// What its answers could do to someone.
    pub sensitivity: Sensitivity,
    /// How many minutes it takes, by estimate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
    /// Letters that open the reference of a submission.
    pub reference: String,
    /// How long what is answered is kept; until someone decides where it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retention: Option<Retention>,
}

/// How long what is answered is kept after a campaign has closed. Submissions are then reviewed
/// by two people, and never destroyed by themselves; unfinished drafts are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
pub struct Retention {
    /// Months until what identifies someone is due for review, where that is sooner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identifying_months: Option<u32>,
    /// Years until submissions are due for review.
    pub years: u32,
    /// Days until unfinished drafts are destroyed.
    pub drafts_days: u32,
}

/// One of the four views the report is seen through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Lens {
    /// What outsiders measure.
    Independent,
    /// What providers account for.
    Provider,
    /// What professionals say of themselves and each other.
    Professional,
    /// What children and families say.
    Citizen,
}

/// Which organisations a campaign of this form asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Every open school and college.
    School,
    /// Every agency, and each of its services for itself.
    Agency,
    /// The agencies of each case of an audit.
    Case,
}

/// How often the form is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Cycle {
    /// Once a year.
    Annual,
    /// Once in this many months.
    EveryMonths(u32),
    /// When someone decides.
    None,
}

/// What the answers are about, and so how closely they are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Sensitivity {
    /// About an organisation's own arrangements.
    Organisation,
    /// About one child's case.
    Case,
}

/// One part of the privacy notice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
pub struct PrivacyPart {
    /// Its heading.
    pub title: Text,
    /// Its words.
    pub text: Text,
}

/// A guidance document; an edition is dated because guidance changes each year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
pub struct Document {
    /// What questions call it.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// Its edition, a year.
    pub edition: String,
    /// Where it can be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// A subject shared by all forms.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
pub struct Theme {
    /// Its code, as questions carry it: `GOV`.
    pub id: String,
    /// Its title on pages.
    pub title: Text,
}
