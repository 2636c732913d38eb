//! The files that answers name, as pages see them, and the page of one question's files.

use super::RequestPortal;
use crate::{
    files::ENDINGS,
    fill::{Control, Loaded},
    store::FileState as Stored,
    web::WebError,
};
use fourlens_app::portal::{
    EvidenceAttempt, EvidenceFile, EvidencePage, FileId, FileState, OtherFile, Refusal, ReturnId,
};
use fourlens_forms::question::{Evidence, NamedFile, Question, Table, size_in_words};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// The files that an answer names; a table's, of all its rows. A file that is not of this return
/// is never shown.
pub(super) fn files_of(loaded: &Loaded, question: &Question, answer: &Json) -> Vec<EvidenceFile> {
    match question {
        Question::Evidence(_) => {
            let named = Evidence::files(answer);
            let shown = named.iter().filter_map(|file| shown(loaded, file));
            shown.collect()
        }
        Question::Table(table) => {
            let mut files = Vec::new();
            for (_, cells) in Table::rows(answer) {
                for column in &table.kind.columns {
                    let cell = cells.get(column.id());
                    files.extend(cell.iter().flat_map(|cell| files_of(loaded, column, cell)));
                }
            }
            files
        }
        _ => Vec::new(),
    }
}

fn shown(loaded: &Loaded, named: &NamedFile) -> Option<EvidenceFile> {
    let id: FileId = named.id.parse().ok()?;
    let standing = loaded.files.get(&id)?;
    let state = match standing.state {
        Stored::Clean => FileState::Ready {
            href: format!("/returns/{}/files/{id}", loaded.view.id),
        },
        Stored::Waiting => FileState::Waiting,
        Stored::Refused => FileState::Refused {
            found: standing.reason.clone().unwrap_or_default(),
        },
    };
    Some(EvidenceFile {
        id,
        name: named.name.clone(),
        size: size_in_words(named.bytes),
        state,
    })
}

/// The files of one evidence question.
pub(super) async fn evidence(
    portal: &RequestPortal,
    id: ReturnId,
    control: &str,
    attempt: EvidenceAttempt,
) -> Result<EvidencePage, WebError> {
    let loaded = portal.load(id).await?;
    if let Some(because) = loaded.closed(portal.state().today()) {
        return Err(Refusal::Closed { because }.into());
    }
    let place = loaded.evidence(control)?;
    let there = loaded.stored_at(&place.control).1;
    let files = files_of(&loaded, place.question, &there);
    let limits = &portal.state().settings.files;
    let section = loaded.form.entries()[place.position].section;
    let key: FileId = portal.state().random.id();
    // A part is known by the question that it goes with.
    let parent = loaded.form.entries()[place.position].parent;
    let title = loaded.form.question_title(parent.unwrap_or(place.position));
    let label = place.question.common().label.en();
    Ok(EvidencePage {
        head: loaded.head(),
        section: loaded.form.sections()[section].id.clone(),
        section_title: loaded.form.section_title(section),
        question: loaded.form.question(place.position).id().to_string(),
        title: match place.control.row.as_str() {
            "" => title,
            _ => format!("{title}: {label}"),
        },
        others: others(&loaded, &place.control, &files),
        files,
        control: place.control.to_string(),
        endings: ENDINGS
            .iter()
            .map(|(ending, _)| format!(".{ending}"))
            .collect(),
        per_file: size_in_words(limits.bytes_per_file),
        per_return: size_in_words(limits.bytes_per_return),
        // Written like an identity: 32 hexadecimal digits.
        key: key.to_string(),
        attempt,
    })
}

/// Files that other answers name and this one does not, each once.
fn others(loaded: &Loaded, here: &Control, files: &[EvidenceFile]) -> Vec<OtherFile> {
    let mut found: BTreeMap<FileId, OtherFile> = BTreeMap::new();
    for (control, named) in loaded.answers_with_files() {
        let position = loaded.form.position(control.stands_in());
        let Some(position) = position.filter(|_| control != *here) else {
            continue;
        };
        let used_by = loaded.form.question_title(position);
        for file in named.iter().filter_map(|file| shown(loaded, file)) {
            let is_refused = matches!(file.state, FileState::Refused { .. });
            if is_refused || files.iter().any(|there| there.id == file.id) {
                continue;
            }
            match found.get_mut(&file.id) {
                Some(known) => known.used_by = format!("{}; {used_by}", known.used_by),
                None => {
                    let used_by = used_by.clone();
                    found.insert(file.id, OtherFile { file, used_by });
                }
            }
        }
    }
    let mut others: Vec<OtherFile> = found.into_values().collect();
    others.sort_by(|one, other| one.file.name.cmp(&other.file.name));
    others
}
