//! What a respondent finds after signing in.

use super::{CaseDue, CaseFollowed, MeetingDue, ReturnHead, ReturnId, ReturnState};
use chrono::NaiveDate;

/// What is due, and what was handed in before.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Home {
    /// Returns to make, the soonest first.
    pub due: Vec<Due>,
    /// Returns handed in, the latest first.
    pub past: Vec<PastReturn>,
    /// Returns about cases that the visitor audits.
    pub cases: Vec<CaseDue>,
    /// Returns about cases that others audit for the visitor's agency.
    pub followed: Vec<CaseFollowed>,
    /// Moderation meetings that the visitor chairs.
    pub meetings: Vec<MeetingDue>,
    /// Reports that the visitor reads: the form's key and title.
    pub reports: Vec<(String, String)>,
}

/// A return to make.
#[derive(Debug, Clone, PartialEq)]
pub struct Due {
    /// What it is.
    pub head: ReturnHead,
    /// How far it has come.
    pub state: ReturnState,
    /// How many of its sections are complete, and how many there are; none before it is begun.
    pub progress: Option<(usize, usize)>,
    /// The first day, as long as it has not come.
    pub opens_on: Option<NaiveDate>,
    /// The last day to submit it.
    pub closes_on: NaiveDate,
    /// Whole days until then; negative when it has passed.
    pub days_left: i64,
    /// Minutes it takes, by estimate.
    pub minutes: Option<u32>,
    /// How many services below have submitted, and how many there are; none without any.
    pub services: Option<(usize, usize)>,
}

/// A return handed in.
#[derive(Debug, Clone, PartialEq)]
pub struct PastReturn {
    /// Which.
    pub id: ReturnId,
    /// Its organisation.
    pub organisation: String,
    /// Its campaign.
    pub campaign: String,
    /// Its reference.
    pub reference: String,
    /// When it was handed in, in words.
    pub submitted: String,
    /// How many services below have submitted, and how many there are; none without any.
    pub services: Option<(usize, usize)>,
}

/// What an administrator should know of the portal itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Upkeep {
    /// Mails that wait because there is no way to send them.
    pub mail_waiting: i64,
    /// Mails that were set aside, because what they say cannot be read.
    pub mail_set_aside: i64,
    /// Whether there is a way to send it, which then fails.
    pub sends_mail: bool,
    /// Since when the first waits, in words.
    pub mail_since: String,
    /// Whether a virus scanner looks at files.
    pub scans_files: bool,
    /// Files that wait to be looked at.
    pub files_waiting: i64,
}
