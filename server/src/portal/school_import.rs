//! An extract of the schools register as its page gets it: compared with the directory anew each
//! time it is looked at.

use super::RequestPortal;
use crate::{
    register::{FieldChange, Plan, SchoolStep, Step},
    school_import::{self, Uploaded},
    store::PlanDone,
    time,
    web::WebError,
};
use fourlens_app::portal::{IMPORT_SHOWS, ImportPage, ImportShow, Refusal, SchoolImportId};

/// Lines on one page.
const A_PAGE: usize = 50;

/// An extract, with a page of one part of what it would change.
pub(super) async fn school_import(
    portal: &RequestPortal,
    id: SchoolImportId,
    show: Option<ImportShow>,
    page: u64,
    refused: Option<String>,
) -> Result<ImportPage, WebError> {
    let scope = portal.scope()?;
    let kept = scope.school_import(id).await?.ok_or(Refusal::NotFound)?;
    let uploaded = school_import::uploaded(&kept)?;
    let (_, plan) = school_import::plan(&scope, &uploaded, portal.state().today()).await?;
    let counts: Vec<(ImportShow, usize)> = IMPORT_SHOWS
        .into_iter()
        .map(|show| (show, count(show, &plan, &uploaded)))
        .collect();
    let first = counts.iter().find(|(_, count)| *count > 0);
    let show = show.or(first.map(|(show, _)| *show)).unwrap_or_default();
    let all = counts
        .iter()
        .find(|(one, _)| *one == show)
        .map_or(0, |(_, all)| *all);
    let pages = all.div_ceil(A_PAGE).max(1) as u64;
    let page = page.clamp(1, pages);
    let skip = usize::try_from(page - 1).unwrap_or(0) * A_PAGE;
    let (head, rows) = part(show, &plan, &uploaded, skip);
    let by = kept.uploaded_by.unwrap_or_else(|| "someone".to_owned());
    Ok(ImportPage {
        id,
        name: kept.name,
        uploaded: format!("{}, by {by}", time::in_words(kept.uploaded_at)),
        schools: (uploaded.extract.schools.len(), uploaded.extract.elsewhere),
        areas: uploaded.areas.in_words(),
        unchanged: plan.unchanged,
        counts,
        show,
        head,
        rows,
        page,
        pages,
        digest: plan.digest(),
        is_empty: plan.is_empty(),
        applied: kept
            .applied
            .map(|(at, done)| format!("Used on {}: {}", time::in_words(at), in_words(&done))),
        refused,
    })
}

fn in_words(done: &PlanDone) -> String {
    let parts = [
        (done.added, "added"),
        (done.changed, "changed"),
        (done.closed, "closed"),
        (done.reopened, "opened again"),
        (
            done.left_alone.len(),
            "left alone because someone changed them meanwhile",
        ),
    ];
    let said: Vec<String> = parts
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, words)| format!("{number} {words}"))
        .collect();
    match said.is_empty() {
        true => "nothing was to be done.".to_owned(),
        false => format!("{}.", said.join(", ")),
    }
}

fn step(show: ImportShow) -> Option<Step> {
    match show {
        ImportShow::Added => Some(Step::Add),
        ImportShow::Changed => Some(Step::Change),
        ImportShow::Closed => Some(Step::Close),
        ImportShow::Reopened => Some(Step::Reopen),
        _ => None,
    }
}

fn count(show: ImportShow, plan: &Plan, uploaded: &Uploaded) -> usize {
    match show {
        ImportShow::Trusts => plan.trusts.len(),
        ImportShow::Followed => plan.follows.len(),
        ImportShow::Skipped => plan.skipped.len(),
        ImportShow::Missing => plan.missing.len(),
        ImportShow::Problems => uploaded.problems().count(),
        other => step(other).map_or(0, |step| plan.count(step)),
    }
}

/// A page of a part of the plan: what its columns are called, and its rows.
fn part(
    show: ImportShow,
    plan: &Plan,
    uploaded: &Uploaded,
    skip: usize,
) -> (Vec<&'static str>, Vec<Vec<String>>) {
    fn page<T>(
        all: impl Iterator<Item = T>,
        skip: usize,
        row: impl Fn(T) -> Vec<String>,
    ) -> Vec<Vec<String>> {
        all.skip(skip).take(A_PAGE).map(row).collect()
    }
    let text = |words: &str| words.to_owned();
    match show {
        ImportShow::Trusts => (
            vec!["Trust", "Its number", "Called until now"],
            page(plan.trusts.iter(), skip, |one| {
                let was = one.was.clone().unwrap_or_else(|| "New".to_owned());
                vec![one.name.clone(), one.code.clone(), was]
            }),
        ),
        ImportShow::Followed => (
            vec!["School (URN)", "Follows (URN)", "How that is known"],
            page(plan.follows.iter(), skip, |one| {
                let how = match one.linked {
                    true => "The file of links says so",
                    false => "Both have the same LAESTAB",
                };
                vec![one.successor.clone(), one.predecessor.clone(), text(how)]
            }),
        ),
        ImportShow::Skipped => (
            vec!["School", "URN", "Line", "Why it is left out"],
            page(plan.skipped.iter(), skip, |one| {
                vec![
                    one.name.clone(),
                    one.urn.clone(),
                    one.line.to_string(),
                    text(one.because),
                ]
            }),
        ),
        ImportShow::Missing => (
            vec!["School", "URN"],
            page(plan.missing.iter(), skip, |one| {
                vec![one.name.clone(), one.urn.clone()]
            }),
        ),
        ImportShow::Problems => (
            vec!["Line", "File", "What to do"],
            page(uploaded.problems(), skip, |(file, one)| {
                vec![
                    format!("Line {}", one.line),
                    text(file),
                    one.message.clone(),
                ]
            }),
        ),
        ImportShow::Added => (
            vec!["School", "URN", "Phase and type", "Line"],
            page(plan.of(Step::Add), skip, added),
        ),
        other => (
            vec!["School", "URN", "What changes", "Line"],
            page(plan.of(step(other).unwrap_or(Step::Change)), skip, changed),
        ),
    }
}

fn added(step: &SchoolStep) -> Vec<String> {
    let wanted = &step.wanted;
    let words = [&wanted.phase, &wanted.school_type].into_iter().flatten();
    let words: Vec<String> = words.map(|word| crate::directory::in_words(word)).collect();
    vec![
        wanted.name.clone(),
        wanted.urn.clone(),
        words.join(", "),
        step.line.to_string(),
    ]
}

fn changed(step: &SchoolStep) -> Vec<String> {
    let said = |change: &FieldChange| {
        let FieldChange { field, from, to } = change;
        match (from.is_empty(), to.is_empty()) {
            (true, _) => format!("{field}: {to}"),
            (_, true) => format!("{field}: no longer {from}"),
            _ => format!("{field}: {from} → {to}"),
        }
    };
    let changes: Vec<String> = step.changes.iter().map(said).collect();
    vec![
        step.wanted.name.clone(),
        step.wanted.urn.clone(),
        match changes.is_empty() {
            true => "Details".to_owned(),
            false => changes.join("\n"),
        },
        step.line.to_string(),
    ]
}
