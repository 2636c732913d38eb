//! Files that are what they say, and files that are not.

use super::*;
use flate2::{Compression, write::DeflateEncoder};
use std::io::Write;

fn problem(name: &str, bytes: &[u8]) -> Option<FileProblem> {
    let name = FileName::read(name).expect("a proper name");
    let mut look = Look::default();
    for piece in bytes.chunks(700) {
        look.take(piece);
    }
    look.problem(&name)
}

/// A zip archive of these entries; `flags` 1 says that they are encrypted.
fn zip(entries: &[(&str, &[u8])], flags: u8) -> Vec<u8> {
    let (mut bytes, mut list) = (Vec::new(), Vec::new());
    for (place, (name, content)) in entries.iter().enumerate() {
        let mut packer = DeflateEncoder::new(Vec::new(), Compression::fast());
        packer.write_all(content).expect("memory");
        let deflated = packer.finish().expect("memory");
        // The first entry of an OpenDocument file lies unpacked.
        let (method, packed) = match place {
            0 => (0u8, content.to_vec()),
            _ => (8, deflated),
        };
        let at = (bytes.len() as u32).to_le_bytes();
        let sizes = [packed.len() as u32, content.len() as u32]
            .map(u32::to_le_bytes)
            .concat();
        let name_length = (name.len() as u16).to_le_bytes();
        let middle = [
            [20, 0, flags, 0, method, 0, 0, 0, 0, 0, 0, 0, 0, 0].as_slice(),
            &sizes,
            &name_length,
            &[0, 0],
        ]
        .concat();
        bytes.extend([b"PK\x03\x04".as_slice(), &middle, name.as_bytes(), &packed].concat());
        let rest = [0; 10];
        list.extend(
            [
                b"PK\x01\x02\x14\x00".as_slice(),
                &middle,
                &rest,
                &at,
                name.as_bytes(),
            ]
            .concat(),
        );
    }
    let count = (entries.len() as u16).to_le_bytes();
    let (size, start) = (
        (list.len() as u32).to_le_bytes(),
        (bytes.len() as u32).to_le_bytes(),
    );
    bytes.extend(list);
    bytes.extend(
        [
            b"PK\x05\x06\0\0\0\0".as_slice(),
            &count,
            &count,
            &size,
            &start,
            &[0, 0],
        ]
        .concat(),
    );
    bytes
}

fn word() -> Vec<(&'static str, &'static [u8])> {
    vec![
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", b"<w:document/>"),
    ]
}

const ODT: &[u8] = b"application/vnd.oasis.opendocument.text";

#[test]
fn what_is_what_it_says_is_taken() {
    let odt = [("mimetype", ODT), ("META-INF/manifest.xml", b"<manifest/>")];
    let large = vec![b'.'; 3 * 1024 * 1024];
    let mut big_word = word();
    big_word.insert(1, ("word/media/image1.jpeg", &large));
    let files: [(&str, Vec<u8>); 9] = [
        ("a.pdf", b"%PDF-1.7\n...\n%%EOF\n".to_vec()),
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec()),
        ("a.jpg", b"\xff\xd8\xff\xe0".to_vec()),
        ("a.txt", "Dysgu diogel – £5\r\n".as_bytes().to_vec()),
        ("a.txt", b"\xff\xfeA\0".to_vec()),
        ("a.csv", b"name,cost\nAda,\xa35\n".to_vec()),
        ("a.docx", zip(&word(), 0)),
        ("big.docx", zip(&big_word, 0)),
        ("a.odt", zip(&odt, 0)),
    ];
    for (name, bytes) in files {
        assert_eq!(problem(name, &bytes), None, "{name}");
    }
}

#[test]
fn what_is_something_else_is_told() {
    let pdf = b"%PDF-1.7\n%%EOF".as_slice();
    let page = b"\xef\xbb\xbf  <!DOCTYPE html><script>alert(1)</script>".as_slice();
    let other: [(&str, &[u8]); 8] = [
        ("a.docx", pdf),
        ("a.pdf", b"<html>"),
        ("a.pdf", b"%PDF-1.7 cut short"),
        ("a.txt", page),
        ("a.txt", b"MZ\x90\0\x03"),
        ("a.csv", b"<svg onload=alert(1)>"),
        ("a.png", b"\x89PNG\r\n\x1a\n"),
        ("a.jpg", b"GIF89a"),
    ];
    for (name, bytes) in other {
        let ending = name.split('.').next_back().expect("an ending").to_string();
        assert_eq!(
            problem(name, bytes),
            Some(FileProblem::OtherContent(ending)),
            "{name}"
        );
    }
    assert_eq!(problem("a.txt", b""), Some(FileProblem::Empty));
}

#[test]
fn office_files_hold_what_they_should_and_nothing_that_runs() {
    let other = |ending: &str| Some(FileProblem::OtherContent(ending.into()));
    assert_eq!(problem("a.xlsx", &zip(&word(), 0)), other("xlsx"));
    assert_eq!(
        problem("a.docx", &zip(&[("x.txt", b"x")], 0)),
        other("docx")
    );
    let odt = [("mimetype", ODT), ("content.xml", b"<x/>")];
    assert_eq!(problem("a.ods", &zip(&odt, 0)), other("ods"));

    let mut with_macros = word();
    with_macros.push(("word/vbaProject.bin", b"x"));
    assert_eq!(
        problem("a.docx", &zip(&with_macros, 0)),
        Some(FileProblem::Macros)
    );
    let basic = [("mimetype", ODT), ("Basic/Standard/Module1.xml", b"<x/>")];
    assert_eq!(problem("a.odt", &zip(&basic, 0)), Some(FileProblem::Macros));

    assert_eq!(
        problem("a.docx", &zip(&word(), 1)),
        Some(FileProblem::Protected)
    );
    let manifest = b"<manifest:encryption-data/>".as_slice();
    let locked = [("mimetype", ODT), ("META-INF/manifest.xml", manifest)];
    assert_eq!(
        problem("a.odt", &zip(&locked, 0)),
        Some(FileProblem::Protected)
    );
    let old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice();
    assert_eq!(problem("a.docx", old), Some(FileProblem::OldOffice));
}

#[test]
fn a_damaged_archive_is_told_and_breaks_nothing() {
    let whole = zip(&word(), 0);
    for cut in 4..whole.len() {
        assert!(problem("a.docx", &whole[..cut]).is_some(), "cut at {cut}");
    }
    let mut with_more = whole.clone();
    with_more.extend(b"more");
    assert_eq!(problem("a.docx", &with_more), Some(FileProblem::Unreadable));
    for at in 0..whole.len() {
        for change in [0, 0x7f, 0xff] {
            let mut changed = whole.clone();
            changed[at] = change;
            let _ = problem("a.docx", &changed);
        }
    }
}
