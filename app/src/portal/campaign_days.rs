//! The last day of a campaign and its close, to be changed.

use super::{CampaignId, RoundAttempt};
use chrono::NaiveDate;

/// What can still be changed of a campaign's days.
#[derive(Debug, Clone, PartialEq)]
pub struct CampaignDays {
    /// Which campaign.
    pub id: CampaignId,
    /// Its title.
    pub title: String,
    /// Whether it is a round of case audits, whose last day follows from its timetable.
    pub is_round: bool,
    /// Its last day.
    pub closes_on: NaiveDate,
    /// When it was closed, in words.
    pub closed: Option<String>,
    /// Returns by state: not started, in progress, submitted.
    pub counts: (i64, i64, i64),
    /// How many days after its close unfinished drafts are destroyed; none where its form does
    /// not say.
    pub drafts_days: Option<u32>,
    /// What was tried, and what came of it.
    pub attempt: RoundAttempt,
}
