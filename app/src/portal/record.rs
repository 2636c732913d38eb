//! What is on record about a case or a return: who saw it, when and why; and a copy of everything
//! for the person it is about.

use super::PrintPage;

/// What records are kept about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordedId {
    /// A case of an audit.
    Case([u8; 16]),
    /// What one organisation handed in.
    Submission([u8; 16]),
}

/// One act on record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordRow {
    /// When, in words.
    pub at: String,
    /// By whom.
    pub by: String,
    /// What was done.
    pub what: String,
    /// To what: the case, or an organisation's return.
    pub about: String,
    /// Why, where a reason was asked; none where it was erased with the answers.
    pub why: Option<String>,
    /// Whether someone saw something by it.
    pub saw: bool,
}

/// What was found under a reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordFound {
    /// What it is known by.
    pub reference: String,
    /// The campaign or round.
    pub campaign: String,
    /// The organisations it was asked of, or handed in by.
    pub organisations: Vec<String>,
    /// Everything that was done, oldest first.
    pub rows: Vec<RecordRow>,
}

/// The records of processing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordsPage {
    /// The reference that was asked for; blank at first.
    pub asked: String,
    /// What was found under it.
    pub found: Option<RecordFound>,
}

/// Everything kept under a reference.
#[derive(Debug, Clone, PartialEq)]
pub struct SubjectCopy {
    /// What it is known by.
    pub reference: String,
    /// The campaign or round.
    pub campaign: String,
    /// Each return, handed in or begun.
    pub returns: Vec<PrintPage>,
    /// What was agreed about it: what, and in which words.
    pub agreed: Vec<(String, String)>,
}
