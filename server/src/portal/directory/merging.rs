//! Two organisations on their way to become one.

use super::{entry, row};
use crate::{
    portal::RequestPortal,
    store::{DirectoryEntry, DirectoryFilter, MergePreview, MergeView, Page, Scoped},
    time,
    web::WebError,
};
use fourlens_app::portal::{
    MergeChosen, MergeId, MergePage, MergeRow, OrganisationId, RoundAttempt,
};

/// Organisations found at most.
const FOUND: u32 = 20;

/// What is said of an organisation that is not the reader's to know.
const BEYOND: &str = "an organisation beyond your reach";

/// An organisation that is to become a part of another, once that is chosen.
pub(in crate::portal) async fn merging(
    portal: &RequestPortal,
    id: OrganisationId,
    words: &str,
    into: Option<OrganisationId>,
    attempt: RoundAttempt,
) -> Result<MergePage, WebError> {
    let (scope, today) = (portal.scope()?, portal.state().today());
    let from = entry(&scope, id).await?;
    let found = match (words.trim(), into) {
        ("", _) | (_, Some(_)) => Vec::new(),
        (words, None) => look_for(&scope, &from, words).await?,
    };
    let chosen = match into {
        None => None,
        Some(into) => Some(chosen(portal, &scope, &from, into).await?),
    };
    let merges = scope.merges_of(id).await?;
    Ok(MergePage {
        row: row(&from, today),
        words: words.to_owned(),
        found: found.iter().map(|entry| row(entry, today)).collect(),
        chosen,
        merges: merges.into_iter().map(merge_row).collect(),
        attempt,
    })
}

/// Others of the same kind that are not merged.
async fn look_for(
    scope: &Scoped,
    from: &DirectoryEntry,
    words: &str,
) -> Result<Vec<DirectoryEntry>, WebError> {
    let filter = DirectoryFilter {
        words: Some(words.to_owned()),
        kind: Some(from.organisation.kind),
        ..DirectoryFilter::default()
    };
    let page = Page {
        offset: 0,
        limit: FOUND,
    };
    let mut found = scope.directory(&filter, page).await?;
    found.retain(|entry| {
        entry.organisation.id != from.organisation.id && entry.merged_into.is_none()
    });
    Ok(found)
}

async fn chosen(
    portal: &RequestPortal,
    scope: &Scoped,
    from: &DirectoryEntry,
    into: OrganisationId,
) -> Result<MergeChosen, WebError> {
    let state = portal.state();
    let other = entry(scope, into).await?;
    let preview: MergePreview = scope.preview_merge(from.organisation.id, into).await?;
    let (staying, moving): (Vec<_>, Vec<_>) =
        preview.returns.into_iter().partition(|one| one.stays);
    let id = MergeId::from_bytes(state.random.bytes());
    Ok(MergeChosen {
        id,
        row: row(&other, state.today()),
        versions: (from.version, other.version),
        returns: moving
            .into_iter()
            .map(|one| {
                let state = crate::portal::home::state_of(one.state);
                (one.campaign, state.words().to_owned())
            })
            .collect(),
        staying: staying.into_iter().map(|one| one.campaign).collect(),
        case_returns: preview.case_returns,
        people: preview
            .people
            .into_iter()
            .map(|one| (one.name, one.role.title().to_owned()))
            .collect(),
        below: preview.below,
    })
}

fn merge_row(merge: MergeView) -> MergeRow {
    let by = merge.by.unwrap_or_else(|| "the command line".to_owned());
    let may_undo = merge.from.1.is_some() && merge.into.1.is_some();
    let named = |name: Option<String>| name.unwrap_or_else(|| BEYOND.to_owned());
    let [returns, roles, below] = merge.moved;
    let counted = |number: i64, one: &str, more: &str| match number {
        1 => format!("1 {one}"),
        _ => format!("{number} {more}"),
    };
    MergeRow {
        id: merge.id,
        names: (named(merge.from.1), named(merge.into.1)),
        may_undo,
        at: format!("{}, by {by}", time::in_words(merge.at)),
        moved: [
            counted(returns, "return", "returns"),
            counted(roles, "role", "roles"),
            counted(below, "organisation below it", "organisations below it"),
        ]
        .join(", "),
        undone: merge.undone_at.map(time::in_words),
    }
}
