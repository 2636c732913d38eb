//! What a return handed in says: scores, strengths, suggested actions, change and comparison.

use super::{CampaignId, ModeratedRating, ReturnHead};

/// What the school is given back at once.
#[derive(Debug, Clone, PartialEq)]
pub struct Feedback {
    /// Its scores.
    pub scores: Scores,
    /// Actions to consider, the most urgent first.
    pub suggestions: Vec<Suggestion>,
    /// The ratings that the reviewer gave otherwise, once shared.
    pub moderated: Vec<ModeratedRating>,
    /// Other schools of the same phase, or why they cannot be shown.
    pub comparison: Result<Comparison, String>,
}

/// The scores of one return.
#[derive(Debug, Clone, PartialEq)]
pub struct Scores {
    /// Which return.
    pub head: ReturnHead,
    /// The campaign it belongs to.
    pub campaign: CampaignId,
    /// Its reference.
    pub reference: String,
    /// When it was handed in, in words.
    pub submitted: String,
    /// Every section that applied.
    pub sections: Vec<SectionScore>,
    /// Every theme that applied; a theme has no band.
    pub themes: Vec<SectionScore>,
    /// Shares that stand beside the scores and count into none of them.
    pub gauges: Vec<GaugeScore>,
    /// The explanation of the whole.
    pub overall: String,
    /// Critical questions that fail, are only just better, or are not applicable.
    pub critical: CriticalQuestions,
    /// The questions with the best ratings, best first; none that calls for an action.
    pub strongest: Ranked,
    /// The questions whose ratings call for an action, lowest first.
    pub weakest: Ranked,
    /// Change since the last return; none when there was none.
    pub trend: Option<Trend>,
    /// What the school says of itself, shown beside the score and never in it.
    pub own_rating: Option<String>,
    /// How points and bands are given.
    pub rule: ScoringRule,
}

/// How a form gives points and bands, in words.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoringRule {
    /// What each rating gives: "3 points for “Embedded”, 2 for “Secure”".
    pub points: String,
    /// The bands with their rules, in the form's order.
    pub bands: Vec<BandRule>,
    /// The badges that a section may earn besides its band, with their rules.
    pub badges: Vec<BandRule>,
    /// The best rating, in quotation marks.
    pub best: String,
    /// The ratings that call for an action: "“Partly in place” or “Not in place”".
    pub low: String,
    /// The ratings with which a critical question fails.
    pub failing: String,
}

/// When a section has a band or a badge.
#[derive(Debug, Clone, PartialEq)]
pub struct BandRule {
    /// The band's or badge's id.
    pub band: String,
    /// Its word.
    pub label: String,
    /// The rule, in a sentence.
    pub because: String,
}

/// Critical questions that someone should know of, in the form's order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CriticalQuestions {
    /// Those that fail.
    pub failing: Vec<RatedQuestion>,
    /// Those that do not fail and call for an action.
    pub low: Vec<RatedQuestion>,
    /// Those answered *not applicable*.
    pub not_applicable: Vec<RatedQuestion>,
}

/// The first of the questions in an order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ranked {
    /// The first few.
    pub questions: Vec<RatedQuestion>,
    /// How many more belong to the order and are not named.
    pub unnamed: usize,
    /// How many of those have the same rating as the last that is named.
    pub equal: usize,
    /// Whether the first has all the points it could have.
    pub full: bool,
}

/// The score of a section or theme.
#[derive(Debug, Clone, PartialEq)]
pub struct SectionScore {
    /// The section's or theme's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Points; none while something is missing.
    pub value: Option<i64>,
    /// Points that could be reached.
    pub max: i64,
    /// The band's id and word.
    pub band: Option<(String, String)>,
    /// The words of the badges it has earned.
    pub badges: Vec<String>,
    /// Questions that count.
    pub n: u32,
    /// Questions answered *not applicable*.
    pub na: u32,
    /// Why it is what it is.
    pub because: String,
}

/// A gauge of one return: of the ratings given, how many have evidence that is in date.
#[derive(Debug, Clone, PartialEq)]
pub struct GaugeScore {
    /// The gauge's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its rule, in words.
    pub because: String,
    /// The whole return.
    pub whole: GaugeShare,
    /// Each scored section that applied: id, title and share.
    pub sections: Vec<(String, String, GaugeShare)>,
}

/// So many of so many ratings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GaugeShare {
    /// Ratings with evidence; none while a rating is missing.
    pub with: Option<i64>,
    /// Ratings.
    pub of: i64,
}

/// A question with its rating.
#[derive(Debug, Clone, PartialEq)]
pub struct RatedQuestion {
    /// What people call it by: its number.
    pub question: String,
    /// What it asks.
    pub label: String,
    /// The rating's word.
    pub rating: String,
    /// Whether it is critical.
    pub critical: bool,
}

/// A suggested action.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// The question that calls for it, by its number.
    pub question: String,
    /// What it asks.
    pub label: String,
    /// Whether it is critical.
    pub critical: bool,
    /// The rating to reach, in words.
    pub towards: String,
    /// What should become true.
    pub action: String,
    /// Why it is suggested, in a sentence.
    pub because: String,
}

/// Change since the last return.
#[derive(Debug, Clone, PartialEq)]
pub struct Trend {
    /// The earlier campaign.
    pub campaign: String,
    /// Each section in both: title, band word before and now, points share before and now in
    /// whole percent.
    pub sections: Vec<TrendSection>,
}

/// A section then and now.
#[derive(Debug, Clone, PartialEq)]
pub struct TrendSection {
    /// The section's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Points and points that could be reached, before.
    pub before: Option<(i64, i64)>,
    /// Points and points that could be reached, now.
    pub now: Option<(i64, i64)>,
}

/// Other schools of the same phase in the last closed cycle, never fewer than ten.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// Whom: "23 other primary schools in 2025".
    pub whom: String,
    /// Each section: its id, title, own points, and the others' mean points, both out of `max`.
    pub sections: Vec<ComparedSection>,
}

/// A section beside the others'.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparedSection {
    /// The section's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Own share of the points that could be reached, in whole percent.
    pub own: Option<i64>,
    /// The others' share of the points they could reach, in whole percent; none when fewer than
    /// ten others answered it.
    pub others: Option<i64>,
}
