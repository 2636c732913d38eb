//! The directory of organisations as pages get it: the list, one organisation, its people, its
//! form, and two that become one.

use super::{MergeId, OrganisationId, PersonId, RoundAttempt};
use chrono::NaiveDate;

/// Which organisations are wanted; everything where nothing is said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DirectoryAsked {
    /// Letters of the name, or a number.
    pub words: String,
    /// A kind, by its word.
    pub kind: String,
    /// A phase, by its word.
    pub phase: String,
    /// `open`, `closed` or nothing.
    pub standing: String,
    /// Which page of the list.
    pub page: u64,
}

/// The list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DirectoryPage {
    /// What was asked for.
    pub asked: DirectoryAsked,
    /// A page of those found.
    pub rows: Vec<DirectoryRow>,
    /// How many were found.
    pub found: u64,
    /// How many there are.
    pub all: u64,
    /// The place of the first one shown, from 1.
    pub first: u64,
    /// How many pages there are.
    pub pages: u64,
    /// The kinds there can be, each with its words.
    pub kinds: Vec<(String, String)>,
    /// The phases there are, each with its words.
    pub phases: Vec<(String, String)>,
    /// Whether the visitor may change the directory.
    pub keeps: bool,
}

/// An organisation in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectoryRow {
    /// Which.
    pub id: OrganisationId,
    /// What it is called.
    pub name: String,
    /// What it is, in words.
    pub kind: String,
    /// What it belongs to.
    pub part_of: Option<String>,
    /// Phase and type of a school, in words.
    pub about: String,
    /// Its unique reference number.
    pub urn: Option<String>,
    /// `Open`, or since when it no longer is.
    pub standing: String,
    /// Whether it is open.
    pub open: bool,
}

/// One organisation.
#[derive(Debug, Clone, PartialEq)]
pub struct OrganisationPage {
    /// It.
    pub row: DirectoryRow,
    /// What is known of it: what, and how it stands.
    pub facts: Vec<(String, String)>,
    /// What it belongs to.
    pub parent: Option<(OrganisationId, String)>,
    /// What stands right below it, as far as it fits here.
    pub below: Vec<DirectoryRow>,
    /// How many stand right below it.
    pub all_below: u64,
    /// What it followed.
    pub before: Vec<DirectoryRow>,
    /// What followed it.
    pub after: Vec<DirectoryRow>,
    /// What it became a part of.
    pub merged_into: Option<(OrganisationId, String)>,
    /// Who works there.
    pub contacts: Vec<ContactRow>,
    /// What was changed, the last first.
    pub history: Vec<HistoryRow>,
    /// Whether it can become a part of another.
    pub can_merge: bool,
    /// Whether the visitor may change it.
    pub keeps: bool,
    /// What has just been done, in a sentence.
    pub done: Option<String>,
}

/// Someone with a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactRow {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// The role, by its word and in words.
    pub role: (String, String),
    /// What keeps them from signing in, if anything does.
    pub note: Option<String>,
    /// Their last day, once they have left.
    pub last_day: Option<NaiveDate>,
    /// Whether it is the visitor.
    pub own: bool,
}

/// Something that was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryRow {
    /// When.
    pub at: String,
    /// By whom.
    pub by: String,
    /// What was done, in a sentence.
    pub what: String,
    /// Each value that changed: what, from, to.
    pub changes: Vec<(String, String, String)>,
}

/// Which form of an organisation is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormAsked {
    /// Of a new one.
    New {
        /// What it is, by its word; empty while that is to be chosen.
        kind: String,
        /// Its identity, once it has one.
        id: Option<OrganisationId>,
        /// What was tried.
        attempt: Option<RoundAttempt>,
    },
    /// Of one that is held.
    Held {
        /// Which.
        id: OrganisationId,
        /// What was tried.
        attempt: Option<RoundAttempt>,
        /// Whether someone else saved first.
        overtaken: bool,
    },
}

/// The form of an organisation, new or held.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrganisationForm {
    /// Which; a new one brings its identity along.
    pub id: Option<OrganisationId>,
    /// Whether it is new.
    pub new: bool,
    /// What it is, by its word; empty while that is to be chosen.
    pub kind: String,
    /// What it is called now.
    pub name: String,
    /// The version that the form is about.
    pub version: i64,
    /// What it can belong to.
    pub parents: Vec<(String, String)>,
    /// Phases to choose from.
    pub phases: Vec<(String, String)>,
    /// Types to choose from.
    pub types: Vec<(String, String)>,
    /// What stands in the form, and what is wrong with it.
    pub attempt: RoundAttempt,
    /// Where someone else saved other values meanwhile.
    pub overtaken: Option<Overtaken>,
}

/// Someone else saved first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overtaken {
    /// Who, as far as that is known.
    pub by: Option<String>,
    /// Each value that differs: what it is called, what was typed, what stands now.
    pub values: Vec<(String, String, String)>,
}

/// Who works at an organisation.
#[derive(Debug, Clone, PartialEq)]
pub struct ContactsPage {
    /// The organisation.
    pub row: DirectoryRow,
    /// Those who are there, by role.
    pub contacts: Vec<ContactRow>,
    /// Those who left, the last first.
    pub past: Vec<ContactRow>,
    /// People of what it followed who have no role here yet.
    pub to_bring: Vec<ContactRow>,
    /// The roles someone can have here, each with its words.
    pub roles: Vec<(String, String)>,
    /// Today.
    pub today: NaiveDate,
    /// Whether the visitor may change it.
    pub keeps: bool,
    /// What was tried, and what came of it.
    pub attempt: RoundAttempt,
}

/// Two organisations on their way to become one.
#[derive(Debug, Clone, PartialEq)]
pub struct MergePage {
    /// The one that is to become a part.
    pub row: DirectoryRow,
    /// What was looked for.
    pub words: String,
    /// What was found of the same kind.
    pub found: Vec<DirectoryRow>,
    /// The other, once it is chosen.
    pub chosen: Option<MergeChosen>,
    /// The merges it was a part of, the last first.
    pub merges: Vec<MergeRow>,
    /// What has just been done, and what was not.
    pub attempt: RoundAttempt,
}

/// What merging with the one chosen would do.
#[derive(Debug, Clone, PartialEq)]
pub struct MergeChosen {
    /// Names the merge, so that the same post twice merges once.
    pub id: MergeId,
    /// The other.
    pub row: DirectoryRow,
    /// The versions of both that are shown.
    pub versions: (i64, i64),
    /// Returns that move: campaign and state.
    pub returns: Vec<(String, String)>,
    /// Returns that both owe, which stay where they are: the campaigns.
    pub staying: Vec<String>,
    /// Returns about cases that move.
    pub case_returns: i64,
    /// People and their roles.
    pub people: Vec<(String, String)>,
    /// What stands below.
    pub below: Vec<String>,
}

/// A merge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergeRow {
    /// Which.
    pub id: MergeId,
    /// What became a part of what.
    pub names: (String, String),
    /// When and by whom.
    pub at: String,
    /// What moved, in words.
    pub moved: String,
    /// When it was undone.
    pub undone: Option<String>,
    /// Whether the visitor may undo it: both are theirs to keep.
    pub may_undo: bool,
}
