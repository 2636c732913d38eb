//! The list of what a zip archive holds, read from its end: enough to tell office files apart.
//! Nothing but one small list of an OpenDocument file is ever unpacked, and that up to a limit.

use flate2::read::DeflateDecoder;
use std::io::Read;

/// The most entries of an archive.
const MOST_ENTRIES: usize = 20_000;
/// The most bytes that are unpacked.
const MOST_UNPACKED: u64 = 1024 * 1024;

const END: &[u8] = b"PK\x05\x06";
const ENTRY: &[u8] = b"PK\x01\x02";
const LOCAL: &[u8] = b"PK\x03\x04";

/// What an archive holds.
pub(super) struct Archive<'a> {
    entries: Vec<Entry>,
    tail: &'a [u8],
    /// Where the tail begins in the archive.
    from: u64,
}

struct Entry {
    name: String,
    encrypted: bool,
    deflated: bool,
    packed: usize,
    at: u64,
}

impl<'a> Archive<'a> {
    /// Reads the list at the end of an archive of so many bytes; none when there is no whole one.
    pub(super) fn read(tail: &'a [u8], bytes: u64) -> Option<Archive<'a>> {
        let from = bytes.checked_sub(tail.len() as u64)?;
        let end = (0..=tail.len().checked_sub(22)?).rev().take(0x1_0000 + 22);
        let end = end.into_iter().find(|at| {
            let comment = number(tail, at + 20, 2);
            tail[*at..].starts_with(END) && comment == Some((tail.len() - at - 22) as u64)
        })?;
        let count = usize::try_from(number(tail, end + 10, 2)?).ok()?;
        let (size, start) = (number(tail, end + 12, 4)?, number(tail, end + 16, 4)?);
        if count > MOST_ENTRIES || start.checked_add(size)? != from + end as u64 {
            return None;
        }
        let mut at = usize::try_from(start.checked_sub(from)?).ok()?;
        let mut entries = Vec::with_capacity(count);
        for _ in 0..count {
            let (entry, next) = Entry::read(tail, at)?;
            entries.push(entry);
            at = next;
        }
        (at == end).then_some(Archive {
            entries,
            tail,
            from,
        })
    }

    /// Whether it is an Office file whose main part begins so.
    pub(super) fn is_office(&self, main: &str) -> bool {
        self.holds(|name| name == "[Content_Types].xml")
            && self.holds(|name| name.starts_with(main) && name.ends_with(".xml"))
    }

    /// Whether something in it runs.
    pub(super) fn has_macros(&self) -> bool {
        self.holds(|name| {
            let name = name.to_lowercase();
            name.ends_with("vbaproject.bin")
                || name.contains("/macrosheets/")
                || name.contains("/activex/")
                || name.starts_with("basic/")
                || name.starts_with("scripts/")
        })
    }

    /// Whether it opens with a password only.
    pub(super) fn is_protected(&self) -> bool {
        let manifest = self.entries.iter();
        let manifest = manifest.filter(|entry| entry.name == "META-INF/manifest.xml");
        let mut manifest = manifest.filter_map(|entry| self.unpacked(entry));
        self.entries.iter().any(|entry| entry.encrypted)
            || self.holds(|name| name == "encrypted-package" || name == "EncryptedPackage")
            || manifest.any(|text| text.contains("encryption-data"))
    }

    fn holds(&self, is_it: impl Fn(&str) -> bool) -> bool {
        self.entries.iter().any(|entry| is_it(&entry.name))
    }

    /// An entry's text, as far as it lies in the tail.
    fn unpacked(&self, entry: &Entry) -> Option<String> {
        let at = usize::try_from(entry.at.checked_sub(self.from)?).ok()?;
        let local = self.tail.get(at..)?.starts_with(LOCAL).then_some(at)?;
        let name = usize::try_from(number(self.tail, local + 26, 2)?).ok()?;
        let extra = usize::try_from(number(self.tail, local + 28, 2)?).ok()?;
        let start = local + 30 + name + extra;
        let packed = self.tail.get(start..start.checked_add(entry.packed)?)?;
        let mut text = Vec::new();
        match entry.deflated {
            true => {
                let mut unpack = DeflateDecoder::new(packed).take(MOST_UNPACKED);
                unpack.read_to_end(&mut text).ok()?;
            }
            false => text.extend_from_slice(packed),
        }
        Some(String::from_utf8_lossy(&text).into_owned())
    }
}

impl Entry {
    fn read(tail: &[u8], at: usize) -> Option<(Entry, usize)> {
        if !tail.get(at..)?.starts_with(ENTRY) {
            return None;
        }
        let length = |offset: usize| usize::try_from(number(tail, at + offset, 2)?).ok();
        let (name, extra, comment) = (length(28)?, length(30)?, length(32)?);
        let start = at + 46;
        let bytes = tail.get(start..start + name)?;
        let entry = Entry {
            name: String::from_utf8_lossy(bytes).into_owned(),
            encrypted: number(tail, at + 8, 2)? & 1 == 1,
            deflated: number(tail, at + 10, 2)? == 8,
            packed: usize::try_from(number(tail, at + 20, 4)?).ok()?,
            at: number(tail, at + 42, 4)?,
        };
        Some((entry, start + name + extra + comment))
    }
}

/// A number of so many bytes, the least first.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    let bytes = bytes.get(at..at.checked_add(length)?)?;
    let least_first = bytes.iter().rev();
    Some(least_first.fold(0, |number, byte| number << 8 | u64::from(*byte)))
}
