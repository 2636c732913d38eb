//! An extract of the schools register as pages get it: what it would change, what is wrong with
//! it, and what came of it.

use super::SchoolImportId;

/// Which part of an extract is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ImportShow {
    /// Schools to be added.
    #[default]
    Added,
    /// Schools that change.
    Changed,
    /// Schools that close.
    Closed,
    /// Schools that open again.
    Reopened,
    /// Trusts to be added or renamed.
    Trusts,
    /// Who followed whom.
    Followed,
    /// Lines that change nothing.
    Skipped,
    /// Schools held that the extract does not tell of.
    Missing,
    /// What is wrong with which line.
    Problems,
}

/// Every part, in the order they are listed.
pub const IMPORT_SHOWS: [ImportShow; 9] = [
    ImportShow::Added,
    ImportShow::Changed,
    ImportShow::Closed,
    ImportShow::Reopened,
    ImportShow::Trusts,
    ImportShow::Followed,
    ImportShow::Skipped,
    ImportShow::Missing,
    ImportShow::Problems,
];

impl ImportShow {
    /// The word in the URL.
    pub fn key(self) -> &'static str {
        match self {
            ImportShow::Added => "added",
            ImportShow::Changed => "changed",
            ImportShow::Closed => "closed",
            ImportShow::Reopened => "reopened",
            ImportShow::Trusts => "trusts",
            ImportShow::Followed => "followed",
            ImportShow::Skipped => "skipped",
            ImportShow::Missing => "missing",
            ImportShow::Problems => "problems",
        }
    }

    /// The part with this word.
    pub fn of(word: &str) -> Option<ImportShow> {
        IMPORT_SHOWS.into_iter().find(|show| show.key() == word)
    }

    /// What people call it.
    pub fn title(self) -> &'static str {
        match self {
            ImportShow::Added => "Schools to add",
            ImportShow::Changed => "Schools that change",
            ImportShow::Closed => "Schools that close",
            ImportShow::Reopened => "Schools that open again",
            ImportShow::Trusts => "Trusts to add or rename",
            ImportShow::Followed => "Schools that follow another",
            ImportShow::Skipped => "Lines left out",
            ImportShow::Missing => "In the directory and not in the file: they stay as they are",
            ImportShow::Problems => "Lines with something wrong",
        }
    }
}

/// The page that takes an extract; after one that could not be taken, with why.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportAttempt {
    /// The areas as they were typed.
    pub areas: String,
    /// What is wrong: the field, and what to do.
    pub problems: Vec<(String, String)>,
}

/// An extract and what it would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportPage {
    /// Which.
    pub id: SchoolImportId,
    /// What its file was called.
    pub name: String,
    /// When it was uploaded and by whom.
    pub uploaded: String,
    /// How many schools it tells of, and how many of other areas.
    pub schools: (usize, usize),
    /// The areas asked for, in words; empty for every area.
    pub areas: String,
    /// How many schools are held just so.
    pub unchanged: usize,
    /// How many there are of each part.
    pub counts: Vec<(ImportShow, usize)>,
    /// The part shown.
    pub show: ImportShow,
    /// What its columns are called.
    pub head: Vec<&'static str>,
    /// A page of it.
    pub rows: Vec<Vec<String>>,
    /// Which page.
    pub page: u64,
    /// How many pages there are.
    pub pages: u64,
    /// Says what would be done, so that nothing else is.
    pub digest: String,
    /// Whether anything is to be done.
    pub is_empty: bool,
    /// When it was used, and what came of it.
    pub applied: Option<String>,
    /// Why nothing was done, in a sentence.
    pub refused: Option<String>,
}
