//! The lines of a CSV file of the register: its own column names, Windows-1252 or UTF-8, and what
//! is wrong with which line. A line that is broken costs no other. It must not know what a column
//! means.

use csv::{ByteRecord, ReaderBuilder};
use encoding_rs::WINDOWS_1252;
use serde::{Deserialize, Serialize};
use std::{borrow::Cow, collections::HashMap};

/// Lines that break the shape of the file: with more, it is another file.
const MOST_BROKEN: usize = 100;

/// What is wrong with one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineProblem {
    /// The line of the file, the first is 1.
    pub line: u64,
    /// What to do about it.
    pub message: String,
}

impl LineProblem {
    pub(super) fn new(line: u64, message: impl Into<String>) -> LineProblem {
        let message = message.into();
        LineProblem { line, message }
    }
}

/// Why nothing of a file could be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// There is no line in it.
    #[error("The file is empty. Choose the CSV file of the register")]
    Empty,
    /// A column that is needed is not there.
    #[error(
        "There is no column “{0}” in the first line. Choose the CSV file of the register as it was downloaded, with its own column names"
    )]
    NoColumn(&'static str),
    /// So many lines are broken that this is no such file.
    #[error(
        "Line {0} and {MOST_BROKEN} lines before it do not have as many values as there are columns. Download the file again"
    )]
    Broken(u64),
}

/// One line with a value for each column.
pub(super) struct Line<'a> {
    pub(super) number: u64,
    columns: &'a HashMap<String, usize>,
    record: &'a ByteRecord,
    is_utf8: bool,
}

impl Line<'_> {
    /// The value of a column without spaces around it; none where it is blank or the file has no
    /// such column.
    pub(super) fn value(&self, column: &str) -> Option<String> {
        let bytes = self.record.get(*self.columns.get(column)?)?;
        let text = if self.is_utf8 {
            String::from_utf8_lossy(bytes)
        } else {
            decoded(bytes)
        };
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// Whether the file has this column.
    pub(super) fn has(&self, column: &str) -> bool {
        self.columns.contains_key(column)
    }
}

fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    WINDOWS_1252.decode_without_bom_handling(bytes).0
}

/// Hands every whole line to `take`, and tells of the others.
///
/// # Errors
/// When the file is empty, lacks a column that is `needed`, or is broken throughout.
pub(super) fn lines(
    file: &[u8],
    needed: &[&'static str],
    mut take: impl FnMut(Line<'_>),
) -> Result<Vec<LineProblem>, Unreadable> {
    let file = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file);
    let is_utf8 = std::str::from_utf8(file).is_ok();
    let mut rest = Rest::of(file);
    let mut record = ByteRecord::new();
    let columns = match rest.next(&mut record) {
        Some(_) => columns(&record, needed)?,
        None => return Err(Unreadable::Empty),
    };
    let count = record.len();
    let mut problems = Vec::new();
    while let Some(number) = rest.next(&mut record) {
        if record.len() == count {
            take(Line {
                number,
                columns: &columns,
                record: &record,
                is_utf8,
            });
            continue;
        }
        if problems.len() == MOST_BROKEN {
            return Err(Unreadable::Broken(number));
        }
        let message = format!(
            "It has {} values where there are {count} columns. Look for a comma or a quotation mark that is missing or too many",
            record.len()
        );
        problems.push(LineProblem::new(number, message));
        rest.go_on_after_the_line();
    }
    Ok(problems)
}

fn columns(
    record: &ByteRecord,
    needed: &[&'static str],
) -> Result<HashMap<String, usize>, Unreadable> {
    let named = record.iter().enumerate();
    let columns: HashMap<String, usize> = named
        .map(|(place, name)| (decoded(name).trim().to_owned(), place))
        .collect();
    match needed.iter().find(|name| !columns.contains_key(**name)) {
        Some(missing) => Err(Unreadable::NoColumn(missing)),
        None => Ok(columns),
    }
}

/// What is still to be read. A quotation mark without its end would swallow every line after it,
/// so reading can go on at the line after the one on which a record began.
struct Rest<'a> {
    file: &'a [u8],
    reader: csv::Reader<&'a [u8]>,
    /// Where the reader began: bytes, and lines before it.
    from: (usize, u64),
    /// Where the last record began.
    last: (usize, u64),
}

impl<'a> Rest<'a> {
    fn of(file: &'a [u8]) -> Rest<'a> {
        Rest {
            file,
            reader: reader(file),
            from: (0, 0),
            last: (0, 0),
        }
    }

    /// Reads the next record; the line on which it begins.
    fn next(&mut self, record: &mut ByteRecord) -> Option<u64> {
        // Reading from memory fails for nothing but a wrong number of values, which is let by.
        let read = self.reader.read_byte_record(record).unwrap_or(false);
        if !read {
            return None;
        }
        let position = record.position()?;
        let at = usize::try_from(position.byte()).ok()?;
        let (at, line) =
            after_line_ends(self.file, self.from.0 + at, self.from.1 + position.line());
        self.last = (at, line);
        Some(line)
    }

    fn go_on_after_the_line(&mut self) {
        let (start, line) = self.last;
        let end = self.file[start..].iter().position(|byte| *byte == b'\n');
        let start = end.map_or(self.file.len(), |end| start + end + 1);
        self.from = (start, line);
        self.reader = reader(&self.file[start..]);
    }
}

/// Where a record really begins: what the reader names may stand at the line ends before it.
fn after_line_ends(file: &[u8], mut at: usize, mut line: u64) -> (usize, u64) {
    while let Some(byte) = file.get(at).filter(|byte| matches!(byte, b'\r' | b'\n')) {
        line += u64::from(*byte == b'\n');
        at += 1;
    }
    (at, line)
}

fn reader(file: &[u8]) -> csv::Reader<&[u8]> {
    ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(file)
}
