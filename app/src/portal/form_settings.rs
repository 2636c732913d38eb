//! What a partnership keeps of a form: switches, how often it is asked, what its lists hold.

use super::LocalCampaign;

/// What is kept of a form's latest version.
#[derive(Debug, Clone, PartialEq)]
pub struct FormSettings {
    /// The form's key.
    pub key: String,
    /// The form's title.
    pub form: String,
    /// The latest version's number.
    pub number: i64,
    /// The latest version's hash: what a post says it looked at.
    pub version: String,
    /// The switches.
    pub switches: Vec<SwitchRow>,
    /// How many months lie between one cycle and the next; none for a form without a cycle.
    pub months: Option<u32>,
    /// The lists whose items questions are asked for.
    pub lists: Vec<ListRow>,
    /// The open campaigns that ask this form.
    pub campaigns: Vec<LocalCampaign>,
    /// What was tried, and what came of it.
    pub attempt: SettingsAttempt,
}

/// A switch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SwitchRow {
    /// Its name in the post.
    pub id: String,
    /// What it does.
    pub title: String,
    /// Whether it is on.
    pub on: bool,
}

/// A list, and what the latest version asks about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRow {
    /// Its title.
    pub title: String,
    /// Its items.
    pub items: Vec<String>,
    /// Whether campaigns fill it with the partnership's dated priorities.
    pub is_priorities: bool,
}

/// What was posted and did not work; or what has just been done.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SettingsAttempt {
    /// The months as they were typed.
    pub months: Option<String>,
    /// What is wrong with them.
    pub problem: Option<String>,
    /// Why nothing was published, in a sentence.
    pub refused: Option<String>,
    /// What was done, in a sentence.
    pub done: Option<String>,
}
