//! Files that show that an answer is true, as pages see them.

use super::{FileId, ReturnHead};

/// A file that an answer names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceFile {
    /// Which.
    pub id: FileId,
    /// Its name.
    pub name: String,
    /// Its size in words.
    pub size: String,
    /// Whether it can be had.
    pub state: FileState,
}

/// Whether a file can be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileState {
    /// It can be downloaded here.
    Ready {
        /// Its address.
        href: String,
    },
    /// The virus scanner has not looked at it yet.
    Waiting,
    /// The virus scanner found something in it, and it was deleted.
    Refused {
        /// What.
        found: String,
    },
}

/// A file of the return that another answer names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherFile {
    /// The file.
    pub file: EvidenceFile,
    /// Which answers name it, in words.
    pub used_by: String,
}

/// The files of one evidence question.
#[derive(Debug, Clone, PartialEq)]
pub struct EvidencePage {
    /// Which return.
    pub head: ReturnHead,
    /// The id of the section that the question stands in.
    pub section: String,
    /// The section's title.
    pub section_title: String,
    /// The question's id, or its table's: where to go back to.
    pub question: String,
    /// The control's name, which the page's own address ends with.
    pub control: String,
    /// What is asked, with its number.
    pub title: String,
    /// The files that the answer names.
    pub files: Vec<EvidenceFile>,
    /// Further files of the return.
    pub others: Vec<OtherFile>,
    /// The endings of files that are taken, each with its dot.
    pub endings: Vec<String>,
    /// The most that one file may have, in words.
    pub per_file: String,
    /// The most that all files of the return may have, in words.
    pub per_return: String,
    /// A fresh key, so that pressing twice adds once.
    pub key: String,
    /// What was tried, and what came of it.
    pub attempt: EvidenceAttempt,
}

/// What was posted and did not work; or what has just been done.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EvidenceAttempt {
    /// Why something was not added, each in a sentence.
    pub problems: Vec<String>,
    /// What was done, in a sentence.
    pub done: Option<String>,
}
