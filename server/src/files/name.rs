//! A file's name: what may stand in one, and which kind of file its ending says.

use super::{
    FileKind,
    problem::{FileProblem, is_hidden},
};

/// The longest name, in characters.
const LONGEST: usize = 150;

/// Endings that say a kind of file which is not taken: one of them before the last makes a name
/// that misleads.
const OTHER_ENDINGS: [&str; 40] = [
    "exe", "com", "bat", "cmd", "scr", "pif", "msi", "dll", "js", "jse", "vbs", "vbe", "wsf",
    "hta", "ps1", "sh", "jar", "lnk", "url", "iso", "img", "zip", "rar", "7z", "gz", "html", "htm",
    "svg", "xml", "php", "doc", "docm", "dotm", "xls", "xlsm", "xlsb", "ppt", "pptm", "rtf", "app",
];

/// A name that is taken, with the kind it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileName {
    /// The name.
    pub name: String,
    /// The kind.
    pub kind: FileKind,
    /// Its ending in lower case.
    pub ending: String,
}

impl FileName {
    /// Reads a name as a browser gives it.
    ///
    /// # Errors
    /// Why a file of this name is not taken.
    pub fn read(given: &str) -> Result<FileName, FileProblem> {
        let name = given.trim();
        if name.is_empty() || name.chars().any(is_hidden) {
            return Err(FileProblem::HiddenCharacters);
        }
        if name.chars().count() > LONGEST {
            return Err(FileProblem::LongName(LONGEST));
        }
        if name.starts_with('.') || name.contains(['/', '\\']) {
            return Err(FileProblem::Path);
        }
        let mut parts = name.rsplit('.').map(|part| part.trim().to_lowercase());
        let last = parts.next().unwrap_or_default();
        let before = parts.next();
        let before_is_ending = before.as_deref().filter(|before| {
            // The first part of all is the name itself, whatever it is.
            parts.next().is_some() && is_ending(before)
        });
        if let Some(before) = before_is_ending
            && before != last
        {
            return Err(FileProblem::TwoEndings(before.to_string(), last));
        }
        let ending = before.map_or_else(String::new, |_| last);
        match FileKind::of(&ending) {
            Some(kind) => Ok(FileName {
                name: name.to_string(),
                kind,
                ending,
            }),
            None => Err(FileProblem::Kind(ending)),
        }
    }
}

fn is_ending(word: &str) -> bool {
    FileKind::of(word).is_some() || OTHER_ENDINGS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_names_are_taken_with_their_kind() {
        let names = [
            ("policy.pdf", FileKind::Pdf),
            ("Child protection policy v2.1 (final).DOCX", FileKind::Docx),
            ("  staff training.csv ", FileKind::Csv),
            ("polisi diogelu plant – ysgol.odt", FileKind::Odt),
            ("photo.final.jpeg", FileKind::Jpg),
            ("pdf.pdf", FileKind::Pdf),
            ("policy.pdf.pdf", FileKind::Pdf),
        ];
        for (given, kind) in names {
            let read = FileName::read(given).unwrap_or_else(|why| panic!("{given}: {why:?}"));
            assert_eq!((read.kind, read.name.as_str()), (kind, given.trim()));
        }
    }

    #[test]
    fn tricks_with_names_are_told_plainly() {
        let two = |first: &str, last: &str| FileProblem::TwoEndings(first.into(), last.into());
        let tricks = [
            ("policy.pdf.exe", two("pdf", "exe")),
            ("policy.exe.pdf", two("exe", "pdf")),
            ("staff.csv.xlsx", two("csv", "xlsx")),
            ("policy.docm", FileProblem::Kind("docm".into())),
            ("policy.xlsm", FileProblem::Kind("xlsm".into())),
            ("policy", FileProblem::Kind(String::new())),
            ("policy.", FileProblem::Kind(String::new())),
            ("../../etc/passwd.txt", FileProblem::Path),
            ("C:\\fakepath\\policy.pdf", FileProblem::Path),
            (".pdf", FileProblem::Path),
            ("policy\u{202e}fdp.exe", FileProblem::HiddenCharacters),
            ("policy\r\nset-cookie: x.pdf", FileProblem::HiddenCharacters),
            ("pol\u{200b}icy.pdf", FileProblem::HiddenCharacters),
            ("", FileProblem::HiddenCharacters),
        ];
        for (given, why) in tricks {
            assert_eq!(FileName::read(given), Err(why), "{given:?}");
        }
        let long = format!("{}.pdf", "a".repeat(147));
        assert_eq!(FileName::read(&long), Err(FileProblem::LongName(150)));
    }

    #[test]
    fn a_name_is_told_as_it_can_be_seen() {
        let told = FileProblem::HiddenCharacters.words("policy\u{202e}fdp.exe\r\n");
        assert!(told.starts_with("Rename “policy?fdp.exe??”"), "{told}");
        let long = FileProblem::LongName(150).words(&"a".repeat(500));
        assert!(long.chars().count() < 250, "{long}");
    }
}
