//! A form tried out by its author: shown as a role sees it, with answers that are kept nowhere
//! but in the page.

use super::{CheckPage, PrintPage, ReturnHead, Role, SectionPage};

/// What is tried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Previewed {
    /// A definition that is not published yet, by its identity.
    Draft(super::FormDraftId),
    /// The latest version of a form, by its key.
    Form(String),
}

/// What a preview is asked to show, and what was typed so far.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PreviewAsked {
    /// Everything the page posted, in its order; nothing to begin with.
    pub fields: Vec<(String, String)>,
}

/// A page of a preview.
#[derive(Debug, Clone)]
pub struct PreviewPage {
    /// What is tried out.
    pub of: Previewed,
    /// The form, the made-up organisation that answers, and in which language.
    pub head: ReturnHead,
    /// Which version it is: "Not published yet", "Version 3".
    pub version: String,
    /// As whom it is shown.
    pub role: Role,
    /// The sections, asked or not.
    pub sections: Vec<PreviewSection>,
    /// The answers so far, as the page carries them.
    pub answers: String,
    /// What the button that was pressed would have done, where a preview does not do it.
    pub note: Option<&'static str>,
    /// What is shown.
    pub shown: PreviewShown,
}

/// A section that can be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewSection {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Whether it is asked with the answers so far.
    pub asked: bool,
}

/// What a preview shows.
#[derive(Debug, Clone)]
pub enum PreviewShown {
    /// A section to fill.
    Section(Box<SectionPage>),
    /// *Check your answers*.
    Check(CheckPage),
    /// The copy to print.
    Copy(PrintPage),
    /// What someone reads who does not answer.
    Answers(PrintPage),
    /// Nothing: the role sees no answers of this form.
    Nothing,
}

/// The word by which a preview is asked for *check your answers*.
pub const CHECK: &str = "_check";
/// The word by which a preview is asked for the copy to print.
pub const COPY: &str = "_copy";
