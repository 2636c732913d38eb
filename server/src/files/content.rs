//! What is in a file, looked at as it comes: its beginning, its end, and whether it is plain text.
//! Whether that is what the name says is decided before the file is kept.

use super::{FileKind, FileName, FileProblem, zip};

/// How much of the beginning is kept.
const HEAD: usize = 4 * 1024;
/// How much of the end is kept: the list of what an office file holds lies there.
const TAIL: usize = 1024 * 1024;

/// The beginnings of a web page, a script or a picture with scripts in it.
const NOT_PLAIN: [&str; 8] = [
    "<!doctype",
    "<html",
    "<head",
    "<script",
    "<svg",
    "<?xml",
    "<?php",
    "#!",
];

/// What was seen of a file.
#[derive(Debug, Default)]
pub(super) struct Look {
    head: Vec<u8>,
    tail: Vec<u8>,
    bytes: u64,
    /// Whether there was a byte that no plain text has.
    binary: bool,
}

impl Look {
    /// Takes the next bytes.
    pub(super) fn take(&mut self, bytes: &[u8]) {
        let room = HEAD - self.head.len();
        self.head.extend_from_slice(&bytes[..room.min(bytes.len())]);
        self.tail.extend_from_slice(bytes);
        if self.tail.len() > 2 * TAIL {
            self.tail.drain(..self.tail.len() - TAIL);
        }
        self.bytes += bytes.len() as u64;
        let is_odd = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C);
        self.binary |= bytes.iter().any(is_odd);
    }

    /// Why it is not taken, if it is not what its name says.
    pub(super) fn problem(&self, name: &FileName) -> Option<FileProblem> {
        if self.bytes == 0 {
            return Some(FileProblem::Empty);
        }
        let fits = match name.kind {
            FileKind::Pdf => self.head.starts_with(b"%PDF-") && self.has_in_tail(b"%%EOF"),
            FileKind::Png => {
                self.head.starts_with(b"\x89PNG\r\n\x1a\n")
                    && self.head.get(12..16) == Some(b"IHDR")
            }
            FileKind::Jpg => self.head.starts_with(b"\xff\xd8\xff"),
            FileKind::Txt | FileKind::Csv => self.is_plain(),
            _ => return self.office_problem(name),
        };
        (!fits).then(|| FileProblem::OtherContent(name.ending.clone()))
    }

    fn office_problem(&self, name: &FileName) -> Option<FileProblem> {
        if self.head.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
            return Some(FileProblem::OldOffice);
        }
        if !self.head.starts_with(b"PK\x03\x04") {
            return Some(FileProblem::OtherContent(name.ending.clone()));
        }
        let whole = zip::Archive::read(&self.tail, self.bytes);
        let Some(archive) = whole else {
            return Some(FileProblem::Unreadable);
        };
        if archive.is_protected() {
            return Some(FileProblem::Protected);
        }
        if archive.has_macros() {
            return Some(FileProblem::Macros);
        }
        let fits = match name.kind {
            FileKind::Docx => archive.is_office("word/document"),
            FileKind::Xlsx => archive.is_office("xl/workbook"),
            FileKind::Pptx => archive.is_office("ppt/presentation"),
            // An OpenDocument file says at its very beginning, unpacked, what it is.
            _ => self.head.get(38..).is_some_and(|rest| {
                let said = rest.strip_prefix(name.kind.media_type().as_bytes());
                self.head.get(30..38) == Some(b"mimetype")
                    && said.is_some_and(|rest| rest.starts_with(b"PK"))
            }),
        };
        (!fits).then(|| FileProblem::OtherContent(name.ending.clone()))
    }

    /// Text in UTF-8 or an older set of letters, or in UTF-16 that says so.
    fn is_plain(&self) -> bool {
        if self.head.starts_with(b"\xff\xfe") || self.head.starts_with(b"\xfe\xff") {
            return true;
        }
        let begins = String::from_utf8_lossy(&self.head[..self.head.len().min(256)]);
        let begins = begins.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
        let begins = begins.to_lowercase();
        !self.binary && !NOT_PLAIN.iter().any(|not| begins.starts_with(not))
    }

    fn has_in_tail(&self, words: &[u8]) -> bool {
        let end = &self.tail[self.tail.len().saturating_sub(TAIL)..];
        end.windows(words.len()).any(|window| window == words)
    }
}

#[cfg(test)]
mod tests;
