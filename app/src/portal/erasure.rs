//! Erasing what is kept, by two people: what is due, what is proposed, what was destroyed, and the
//! holds that forbid it.

use super::{CampaignId, ErasureId, RoundAttempt};

/// Why something is erased, with its word in a post and what people read.
pub const ERASURE_REASONS: [(&str, &str); 4] = [
    ("retention", "The time it is kept for has ended"),
    ("request", "The person it is about asked for it"),
    ("mistake", "It was entered by mistake"),
    (
        "order",
        "A court or the Information Commissioner ordered it",
    ),
];

/// Why nothing of a form may be destroyed, with its word in a post and what people read.
pub const HOLD_REASONS: [(&str, &str); 3] = [
    ("review", "A safeguarding practice review"),
    ("inspection", "An inspection"),
    ("court", "Court proceedings or an inquiry"),
];

/// How much is erased, with its word in a post and what people read.
pub const ERASURE_EXTENTS: [(&str, &str, &str); 2] = [
    (
        "identifying",
        "What identifies someone",
        "Names, dates of birth, addresses and numbers, and files given with them. The rest stays.",
    ),
    (
        "everything",
        "Everything",
        "All answers, drafts and files, and of a case what its meeting agreed. Counts stay.",
    ),
];

/// Something whose time has come, for two people to review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErasureDue {
    /// The campaign.
    pub campaign: CampaignId,
    /// Its title.
    pub title: String,
    /// How much of it is due, by its word.
    pub extent: &'static str,
    /// Since when, in words.
    pub since: String,
    /// The identity of what its button proposes.
    pub proposal: ErasureId,
}

/// An erasure that was proposed, in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErasureRow {
    /// Which.
    pub id: ErasureId,
    /// Of what.
    pub called: String,
    /// How much of it, in words.
    pub extent: String,
    /// Why, in words.
    pub because: String,
    /// When it was proposed and by whom.
    pub proposed: String,
    /// What became of it, in words; none while it waits.
    pub decided: Option<String>,
}

/// A hold that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoldRow {
    /// The form's key.
    pub form: String,
    /// Its title.
    pub title: String,
    /// Why, in words, since when and by whom.
    pub because: String,
}

/// What is due, proposed, done and held.
#[derive(Debug, Clone, PartialEq)]
pub struct ErasuresPage {
    /// What is due.
    pub due: Vec<ErasureDue>,
    /// What was proposed, the newest first.
    pub rows: Vec<ErasureRow>,
    /// Holds that stand.
    pub holds: Vec<HoldRow>,
    /// Forms that could be held: key and title.
    pub forms: Vec<(String, String)>,
    /// Whether the visitor proposes, and does not only decide.
    pub proposes: bool,
    /// The identity of what the form proposes: the same page posted twice proposes once.
    pub proposal: ErasureId,
    /// What was tried, and what came of it.
    pub attempt: RoundAttempt,
}

/// One erasure: what it would destroy, or what it destroyed.
#[derive(Debug, Clone, PartialEq)]
pub struct ErasurePage {
    /// Which.
    pub row: ErasureRow,
    /// Lines of what is, or was, destroyed: what, and how much.
    pub lines: Vec<(String, String)>,
    /// Whether the visitor is the one who proposed it.
    pub own: bool,
    /// Titles of forms on which a hold stands.
    pub held: Vec<String>,
    /// What was tried, and what came of it.
    pub attempt: RoundAttempt,
}
