//! Why a file is not taken, and what to do about it.

use super::FileKind;
use fourlens_forms::question::size_in_words;

/// Why a file is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileProblem {
    /// Its name is longer than this many characters.
    LongName(usize),
    /// Its name is empty or has characters that are not seen, or that turn the others around.
    HiddenCharacters,
    /// Its name has parts of a path.
    Path,
    /// Its ending is none that is taken.
    Kind(String),
    /// Its name has two endings, so that it may be taken for another kind.
    TwoEndings(String, String),
    /// Nothing is in it.
    Empty,
    /// It is larger than this many bytes.
    TooLarge(u64),
    /// It is not what its ending says.
    OtherContent(String),
    /// It has macros.
    Macros,
    /// It is protected by a password.
    Protected,
    /// It is of an Office before 2007, or protected by a password.
    OldOffice,
    /// It is damaged or was cut short.
    Unreadable,
    /// The return has no room for it: this many bytes and files at most.
    NoRoom(u64, usize),
    /// More came in one post than this.
    TooMany(usize),
}

impl FileProblem {
    /// What to do, in a sentence; `name` is how the person knows the file.
    pub fn words(&self, name: &str) -> String {
        let name = seen(name);
        match self {
            Self::LongName(most) => {
                format!("Rename “{name}”: a file’s name must have {most} characters or fewer")
            }
            Self::HiddenCharacters => format!(
                "Rename “{name}”: its name has characters that cannot be seen, or none at all"
            ),
            Self::Path => format!(
                "Rename “{name}”: a file’s name must not begin with a dot or have a slash in it"
            ),
            Self::Kind(ending) if ending.is_empty() => format!(
                "“{name}” has no ending like .pdf, so its kind is not known: save it as one of the kinds that can be added"
            ),
            Self::Kind(ending) => format!(
                "“{name}” cannot be added because .{ending} files are not taken: save it as one of the kinds that can be added"
            ),
            Self::TwoEndings(first, last) if FileKind::of(last).is_none() => format!(
                "“{name}” cannot be added because .{last} files are not taken, though its name says .{first} too"
            ),
            Self::TwoEndings(first, last) => format!(
                "Rename “{name}”: it has two endings, .{first} and .{last}, and it is not clear which is right"
            ),
            Self::Empty => format!("“{name}” is empty: select a file with something in it"),
            Self::TooLarge(most) => {
                format!("“{name}” must be smaller than {}", size_in_words(*most))
            }
            Self::OtherContent(ending) => format!(
                "“{name}” is not a .{ending} file, whatever its name says: open it and save it as one of the kinds that can be added"
            ),
            Self::Macros => {
                format!("“{name}” has macros: save a copy without them, or as a PDF")
            }
            Self::Protected => {
                format!("“{name}” is protected by a password: save a copy without one")
            }
            Self::OldOffice => format!(
                "“{name}” is protected by a password or was saved by an old Office: save it as .docx, .xlsx, .pptx or PDF without a password"
            ),
            Self::Unreadable => {
                format!("“{name}” is damaged: open it, save it again and add the new copy")
            }
            Self::NoRoom(bytes, files) => format!(
                "“{name}” does not fit: the files of one return can have {} in all, and there can be {files} of them. Remove one first, or give a link",
                size_in_words(*bytes)
            ),
            Self::TooMany(most) => {
                format!("“{name}” was not added: add up to {most} files at a time")
            }
        }
    }
}

/// A name that can be shown without misleading anyone, and not for ever.
fn seen(name: &str) -> String {
    let mut seen: String = name
        .chars()
        .take(120)
        .map(|letter| match is_hidden(letter) {
            true => '?',
            false => letter,
        })
        .collect();
    if name.chars().count() > 120 {
        seen.push('…');
    }
    seen
}

/// Whether a character is not seen, or changes how others are: controls, marks of direction,
/// joiners, and what else has no width.
pub(super) fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{00AD}'
                | '\u{061C}'
                | '\u{180E}'
                | '\u{200B}'..='\u{200F}'
                | '\u{2028}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{FEFF}'
                | '\u{FFF9}'..='\u{FFFB}'
                | '\u{E0000}'..='\u{E007F}'
        )
}
