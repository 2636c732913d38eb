//! A campaign as those see it who chase and report.

use super::{CampaignId, OrganisationId, ReturnId, ReturnState, ScoringRule};
use chrono::NaiveDate;
use fourlens_forms::definition::Audience;

/// A campaign in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct CampaignRow {
    /// Which.
    pub id: CampaignId,
    /// Its title.
    pub title: String,
    /// The form's title.
    pub form: String,
    /// Whom the form asks.
    pub audience: Audience,
    /// The first day.
    pub opens_on: NaiveDate,
    /// The last day.
    pub closes_on: NaiveDate,
    /// Whether its first day is still to come.
    pub opens_later: bool,
    /// Whether it is closed.
    pub closed: bool,
    /// Returns asked for.
    pub asked: i64,
    /// Returns handed in.
    pub submitted: i64,
}

/// Which returns a manager wants to see. Each part is a word of the URL's query.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CampaignFilter {
    /// Only this phase.
    pub phase: Option<String>,
    /// Only this type of school.
    pub school_type: Option<String>,
    /// Only this agency and its services.
    pub agency: Option<OrganisationId>,
    /// Only returns in this state.
    pub state: Option<ReturnState>,
    /// Only organisations whose name contains this.
    pub name: Option<String>,
    /// Which page of the list, from 1.
    pub page: u64,
}

/// Who has returned, and the profile of those who have.
#[derive(Debug, Clone, PartialEq)]
pub struct CampaignPage {
    /// The campaign.
    pub campaign: CampaignRow,
    /// Returns by state: not started, in progress, submitted.
    pub counts: (i64, i64, i64),
    /// Whole days until it closes; negative when that has passed.
    pub days_left: i64,
    /// The profile of what was handed in: sections by band.
    pub sections: Vec<SectionProfile>,
    /// The profile by theme.
    pub themes: Vec<ThemeProfile>,
    /// Whom the profile counts: "84 schools", "31 primary schools", "38 agencies and services".
    pub profiled: String,
    /// The list, a page of it.
    pub returns: Vec<ReturnRow>,
    /// How many returns match in all.
    pub found: u64,
    /// The place of the first of the page among those, from 1.
    pub first: u64,
    /// Pages of the list, at least 1.
    pub pages: u64,
    /// What the list and the profile were asked for.
    pub filter: CampaignFilter,
    /// Phases that can be asked for: value and word.
    pub phases: Vec<(String, String)>,
    /// Types that can be asked for: value and word.
    pub types: Vec<(String, String)>,
    /// Agencies that can be asked for: identity and name.
    pub agencies: Vec<(String, String)>,
    /// How points and bands are given.
    pub rule: ScoringRule,
    /// Returns not handed in of organisations that have closed since they were asked.
    pub closed_since: Vec<ClosedReturn>,
    /// Whether the visitor may move its last day, close it, and take returns back.
    pub may_keep: bool,
}

/// A return of an organisation that has closed since it was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosedReturn {
    /// What the organisation is called.
    pub organisation: String,
    /// Since when it is closed, in words.
    pub closed: String,
    /// Whether something of the return was saved.
    pub begun: bool,
}

/// A section over many returns.
#[derive(Debug, Clone, PartialEq)]
pub struct SectionProfile {
    /// The section's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Returns by band, in the form's order of bands.
    pub bands: Vec<BandShare>,
    /// Returns in which it applied and has no band.
    pub without: i64,
}

/// How many returns have a band.
#[derive(Debug, Clone, PartialEq)]
pub struct BandShare {
    /// The band's id.
    pub band: String,
    /// Its word.
    pub label: String,
    /// Returns.
    pub returns: i64,
}

/// A theme over many returns.
#[derive(Debug, Clone, PartialEq)]
pub struct ThemeProfile {
    /// The theme's code.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Points reached by all.
    pub value: i64,
    /// Points that could be reached by all.
    pub max: i64,
    /// Returns that count.
    pub returns: i64,
}

/// A return in a manager's list.
#[derive(Debug, Clone, PartialEq)]
pub struct ReturnRow {
    /// Which.
    pub id: ReturnId,
    /// Whose.
    pub organisation_id: OrganisationId,
    /// Its organisation.
    pub organisation: String,
    /// What a service is part of.
    pub part_of: Option<String>,
    /// The organisation's URN.
    pub urn: Option<String>,
    /// Its phase, in words.
    pub phase: String,
    /// Its type, in words.
    pub school_type: String,
    /// How far it has come.
    pub state: ReturnState,
    /// Its reference and when it was handed in.
    pub receipt: Option<(String, String)>,
    /// When an answer was last saved, in words; none before the first.
    pub changed: Option<String>,
    /// Sections by band, in the form's order of bands, once it is handed in.
    pub bands: Vec<BandShare>,
    /// Critical questions that fail, by number.
    pub critical: Vec<String>,
}

/// A published form.
#[derive(Debug, Clone, PartialEq)]
pub struct FormRow {
    /// Its key.
    pub key: String,
    /// Its title.
    pub title: String,
    /// The latest version's number.
    pub number: i64,
    /// The latest version's hash, its first hexadecimal digits.
    pub version: String,
    /// When it was published, in words.
    pub published: String,
    /// Whether it has room for the partnership's own questions.
    pub local: bool,
}
