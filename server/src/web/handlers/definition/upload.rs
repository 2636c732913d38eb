//! What a page posts that takes a definition: a file, or a text. It must not know YAML.

use crate::web::WebError;
use axum::{
    extract::{Multipart, multipart::MultipartError},
    http::StatusCode,
};
use fourlens_app::portal::UploadAttempt;

/// Letters of a file's name that are kept.
const LONGEST_NAME: usize = 100;

/// What was posted.
#[derive(Debug, Default)]
pub(super) struct Upload {
    /// Which upload the page looked at.
    pub(super) seen: Option<i64>,
    /// Names the page that posted it.
    pub(super) once: String,
    /// The text as it was typed.
    pub(super) text: String,
    file: Option<(String, Vec<u8>)>,
}

/// A definition's text, and what to call it as long as its title cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Given {
    pub(super) name: String,
    pub(super) source: String,
}

/// Reads the parts of a post; none when they are larger than the page takes.
pub(super) async fn read(mut multipart: Multipart) -> Result<Option<Upload>, WebError> {
    match parts(&mut multipart).await {
        Ok(upload) => Ok(Some(upload)),
        Err(error) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => Ok(None),
        Err(_) => Err(WebError::Malformed("a definition comes in parts")),
    }
}

async fn parts(multipart: &mut Multipart) -> Result<Upload, MultipartError> {
    let mut upload = Upload::default();
    while let Some(part) = multipart.next_field().await? {
        match part.name() {
            Some("file") => {
                let name = part.file_name().map(named).unwrap_or_default();
                let bytes = part.bytes().await?;
                // A browser posts a part without a name where no file is chosen.
                upload.file = (!name.is_empty()).then(|| (name, bytes.to_vec()));
            }
            Some("text") => upload.text = part.text().await?,
            Some("once") => upload.once = part.text().await?,
            Some("seen") => upload.seen = part.text().await?.parse().ok(),
            _ => {}
        }
    }
    Ok(upload)
}

impl Upload {
    /// The definition that was given.
    ///
    /// # Errors
    /// What to do when there is none, or more than one.
    pub(super) fn given(&self) -> Result<Given, UploadAttempt> {
        let typed = !self.text.trim().is_empty();
        let given = match &self.file {
            Some(_) if typed => Err("Choose a file or paste the text, not both"),
            None if typed => Ok(Given {
                name: "Pasted definition".to_string(),
                source: tidy(&self.text),
            }),
            None => Err("Choose a file or paste the text of a definition"),
            Some((name, bytes)) => text_of(bytes).map(|source| Given {
                name: name.clone(),
                source,
            }),
        };
        let refused = |file: Option<&str>, text: Option<&str>| UploadAttempt {
            text: self.text.clone(),
            file_problem: file.map(str::to_string),
            text_problem: text.map(str::to_string),
            once: None,
        };
        match given {
            // PostgreSQL keeps no text with this character in it, and no definition needs it.
            Ok(given) if given.source.contains('\0') => {
                let problem = "This is not a text file. Choose the YAML file of a definition";
                Err(match &self.file {
                    Some(_) => refused(Some(problem), None),
                    None => refused(None, Some("Paste only the text of a definition")),
                })
            }
            Ok(given) => Ok(given),
            Err(problem) => Err(refused(Some(problem), None)),
        }
    }
}

/// The text of a file.
fn text_of(bytes: &[u8]) -> Result<String, &'static str> {
    let text = std::str::from_utf8(bytes);
    let text = text.map_err(|_| "Save the file as UTF-8 text, then choose it again")?;
    let text = tidy(text);
    match text.trim().is_empty() {
        true => Err("The file is empty. Choose the YAML file of a definition"),
        false => Ok(text),
    }
}

/// Without the mark that some editors put first, and with plain line ends.
fn tidy(text: &str) -> String {
    text.trim_start_matches('\u{feff}').replace("\r\n", "\n")
}

/// A file's name without the folders before it.
fn named(path: &str) -> String {
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let printable = name.chars().filter(|letter| !letter.is_control());
    printable.take(LONGEST_NAME).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(file: Option<&[u8]>, text: &str) -> Result<Given, Option<String>> {
        let upload = Upload {
            seen: None,
            once: String::new(),
            text: text.to_string(),
            file: file.map(|bytes| ("form.yaml".to_string(), bytes.to_vec())),
        };
        let problem = |attempt: UploadAttempt| attempt.file_problem.or(attempt.text_problem);
        upload.given().map_err(problem)
    }

    #[test]
    fn a_file_or_a_text_is_a_definition() {
        let file = of(Some(b"\xef\xbb\xbfschema: 1\r\n"), "").expect("a definition");
        assert_eq!(file.source, "schema: 1\n");
        assert_eq!(file.name, "form.yaml");
        let text = of(None, "schema: 1").expect("a definition");
        assert_eq!(text.name, "Pasted definition");
    }

    #[test]
    fn what_is_no_text_is_told_with_what_to_do() {
        for (file, text) in [
            (None, " "),
            (Some(&b"schema: 1"[..]), "schema: 1"),
            (Some(&b"\xff\xfe"[..]), ""),
            (Some(&b" \n"[..]), ""),
            (Some(&b"a\0b"[..]), ""),
            (None, "a\0b"),
        ] {
            let told = of(file, text).expect_err("no definition");
            assert!(told.is_some(), "{file:?} {text:?}");
        }
    }

    #[test]
    fn a_files_name_is_its_last_part() {
        assert_eq!(named("C:\\forms\\section-11.yaml"), "section-11.yaml");
        assert_eq!(named("forms/a\u{7}.yaml"), "a.yaml");
    }
}
