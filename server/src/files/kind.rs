//! The kinds of files that are taken.

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// A PDF.
    Pdf,
    /// A Word document without macros.
    Docx,
    /// An Excel workbook without macros.
    Xlsx,
    /// A PowerPoint presentation without macros.
    Pptx,
    /// A text document of OpenDocument.
    Odt,
    /// A spreadsheet of OpenDocument.
    Ods,
    /// A presentation of OpenDocument.
    Odp,
    /// Plain text.
    Txt,
    /// Comma-separated values.
    Csv,
    /// A PNG picture.
    Png,
    /// A JPEG picture.
    Jpg,
}

use FileKind as K;

/// The endings that are taken, each with what it says.
pub const ENDINGS: [(&str, FileKind); 12] = [
    ("pdf", K::Pdf),
    ("docx", K::Docx),
    ("xlsx", K::Xlsx),
    ("pptx", K::Pptx),
    ("odt", K::Odt),
    ("ods", K::Ods),
    ("odp", K::Odp),
    ("txt", K::Txt),
    ("csv", K::Csv),
    ("png", K::Png),
    ("jpg", K::Jpg),
    ("jpeg", K::Jpg),
];

impl FileKind {
    /// The kind that a lower-case ending says.
    pub fn of(ending: &str) -> Option<FileKind> {
        let found = ENDINGS.iter().find(|(known, _)| *known == ending);
        found.map(|(_, kind)| *kind)
    }

    /// The media type that it is sent as.
    pub fn media_type(self) -> &'static str {
        match self {
            K::Pdf => "application/pdf",
            K::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            K::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            K::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            K::Odt => "application/vnd.oasis.opendocument.text",
            K::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            K::Odp => "application/vnd.oasis.opendocument.presentation",
            K::Txt => "text/plain; charset=utf-8",
            K::Csv => "text/csv; charset=utf-8",
            K::Png => "image/png",
            K::Jpg => "image/jpeg",
        }
    }
}
