//! Definitions that are not published yet: the list, and one of them with what is wrong with it
//! or what publishing it would change.

mod against;
mod words;

use super::{RequestPortal, rule};
use crate::{
    definition,
    publishing::{self, Latest},
    store::FormDraftRow,
    time,
    web::WebError,
};
use fourlens_app::portal::{
    DefinitionAttempt, DefinitionPage, DefinitionProblem, DraftRow, FormDraftId, Proof, Refusal,
    SectionCount, SoundDefinition, SourceLine,
};
use fourlens_forms::{
    form::{Entry, Form},
    load,
    question::Question,
};
use std::sync::Arc;

/// Problems shown at most; mending them shows the next.
const SHOWN: usize = 100;
/// Lines shown before and after one that is wrong.
const AROUND: usize = 2;
/// Characters shown of a line.
const WIDE: usize = 160;
/// The longest text that is offered to be changed on the page, in bytes.
const EDITABLE: usize = 512 * 1024;

/// The definitions that are not published yet.
pub(super) async fn drafts(portal: &RequestPortal) -> Result<Vec<DraftRow>, WebError> {
    let rows = portal.scope()?.form_drafts().await?;
    Ok(rows.into_iter().map(row).collect())
}

fn row(row: FormDraftRow) -> DraftRow {
    let at = time::in_words(row.uploaded_at);
    DraftRow {
        id: row.id,
        title: row.title,
        key: row.form_key,
        problems: row.problems,
        uploaded: match row.uploaded_by {
            Some(name) => format!("{name} on {at}"),
            None => at,
        },
    }
}

/// One of them.
pub(super) async fn definition(
    portal: &RequestPortal,
    id: FormDraftId,
    attempt: DefinitionAttempt,
) -> Result<DefinitionPage, WebError> {
    let draft = portal.scope()?.form_draft(id).await?;
    let draft = draft.ok_or(Refusal::NotFound)?;
    let source: Arc<str> = draft.source.into();
    let reading = definition::read_apart(portal.state(), source.clone()).await?;
    let proof = match reading.proved {
        Ok(form) => Proof::Sound(Box::new(sound(portal, Arc::new(form)).await?)),
        Err(problems) => told(&source, &problems),
    };
    Ok(DefinitionPage {
        version: draft.row.version,
        row: row(draft.row),
        proof,
        text: (source.len() <= EDITABLE).then(|| source.to_string()),
        attempt,
    })
}

fn told(source: &str, problems: &[load::DefinitionProblem]) -> Proof {
    let lines: Vec<&str> = source.lines().collect();
    let shown = problems
        .iter()
        .take(SHOWN)
        .map(|problem| DefinitionProblem {
            line: problem.line,
            column: problem.column,
            message: problem.message.clone(),
            around: around(&lines, problem),
        });
    Proof::Problems {
        shown: shown.collect(),
        more: problems.len().saturating_sub(SHOWN),
    }
}

/// The line that is wrong and those beside it.
fn around(lines: &[&str], problem: &load::DefinitionProblem) -> Vec<SourceLine> {
    let at = usize::try_from(problem.line.saturating_sub(1)).unwrap_or(usize::MAX);
    let first = at.saturating_sub(AROUND);
    let column = usize::try_from(problem.column.saturating_sub(1)).unwrap_or(0);
    // A long line is shown from shortly before the place that is wrong.
    let cut = column.saturating_sub(WIDE / 2);
    let line = |(place, text): (usize, &&str)| SourceLine {
        number: u64::try_from(place + 1).unwrap_or(u64::MAX),
        text: text.chars().skip(cut).take(WIDE).collect(),
        mark: (place == at).then_some(column - cut),
    };
    let shown = lines.iter().enumerate().skip(first);
    shown.take(at - first + AROUND + 1).map(line).collect()
}

async fn sound(portal: &RequestPortal, form: Arc<Form>) -> Result<SoundDefinition, WebError> {
    let package = form.package();
    let key = package.form.key.clone();
    let latest = publishing::latest_if_any(portal.state(), &key).await?;
    let campaigns = portal.scope()?.campaigns().await?;
    let open = campaigns
        .iter()
        .filter(|campaign| campaign.form_key == key && campaign.closed_at.is_none());
    Ok(SoundDefinition {
        description: package.form.description.en().to_string(),
        asks: words::asks(&package.form),
        sections: sections(&form),
        plugins: package.plugins.clone(),
        rule: (!package.bands.is_empty()).then(|| rule::of(&form)),
        hash: form.version_text()[..12].to_string(),
        latest: latest
            .as_ref()
            .map_or_else(String::new, |latest| latest.hash.to_string()),
        asked_before: asked_before(portal, &form, latest.as_ref()).await?,
        against: against::against(portal, &form, latest).await?,
        campaigns: open.count(),
        key,
    })
}

/// Ids that an earlier version asked and the latest does not: an id is never used again, unless
/// it asks what it asked then.
async fn asked_before(
    portal: &RequestPortal,
    form: &Form,
    latest: Option<&Latest>,
) -> Result<Vec<String>, WebError> {
    let Some(latest) = latest else {
        return Ok(Vec::new());
    };
    let key = &form.package().form.key;
    let mut ids = publishing::ids_ever_used(portal.state(), key).await?;
    ids.retain(|id| form.position(id).is_some() && latest.form.position(id).is_none());
    Ok(ids)
}

fn sections(form: &Form) -> Vec<SectionCount> {
    let all = form.sections().iter().enumerate();
    all.map(|(at, section)| {
        let asked = || {
            let entries = form.questions_of(at);
            let entries = entries.map(|position| &form.entries()[position]);
            entries.filter(|entry| stands_alone(form, entry) && entry.question.takes_answer())
        };
        let rated = asked().filter(|entry| matches!(entry.question, Question::Rating(_)));
        let required = asked().filter(|entry| entry.question.common().required);
        let call = |name: &str| match form.position(name) {
            Some(position) => format!("“{}”", form.question_title(position)),
            None => name.to_string(),
        };
        SectionCount {
            title: form.section_title(at),
            questions: asked().count(),
            required: required.count(),
            scored: if section.scored { rated.count() } else { 0 },
            asked_if: section
                .applies_if
                .as_ref()
                .map(|condition| condition.to_english(&call)),
        }
    })
    .collect()
}

/// Whether a question is one of its own, and not a part of a rating.
fn stands_alone(form: &Form, entry: &Entry) -> bool {
    let above = entry.parent.map(|parent| form.question(parent));
    matches!(above, None | Some(Question::Composite(_)))
}
