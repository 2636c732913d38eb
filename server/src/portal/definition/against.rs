//! What a definition is to the versions of its form that are published, in plain words.

use crate::{
    definition::apart, portal::RequestPortal, publishing::Latest, store::FormHash, web::WebError,
};
use fourlens_app::portal::{Against, Changes};
use fourlens_forms::{
    change::{self, Change, ChangeKind},
    form::Form,
};
use std::sync::Arc;

/// Changes shown at most of one kind.
const SHOWN: usize = 100;

/// The kinds, the gravest first, each with what it is called and what it means.
const KINDS: [(ChangeKind, &str, &str); 4] = [
    (
        ChangeKind::Destructive,
        "Answers are lost or mean something else",
        "A campaign that is open cannot ask this version, and figures before and after cannot be \
         compared.",
    ),
    (
        ChangeKind::NeedsLineage,
        "Answers stay, but may be improper or count otherwise",
        "A campaign that is open cannot ask this version. A series of figures has a break here.",
    ),
    (
        ChangeKind::Compatible,
        "More is asked or offered",
        "Every answer given so far stays right and counts as it did.",
    ),
    (
        ChangeKind::TextOnly,
        "Other words",
        "The same is asked in other words.",
    ),
];

/// Compares a form with the published versions.
pub(super) async fn against(
    portal: &RequestPortal,
    form: &Arc<Form>,
    latest: Option<Latest>,
) -> Result<Against, WebError> {
    let Some(latest) = latest else {
        return Ok(Against::First);
    };
    let hash = FormHash(*form.version());
    let same = portal.scope()?.form_version(hash).await?;
    if let Some(same) = same {
        return Ok(Against::Same {
            number: same.number,
            latest: latest.hash == hash,
        });
    }
    let (then, now) = (latest.form, form.clone());
    let changes = apart(portal.state(), move || change::changes(&then, &now)).await?;
    let kinds = KINDS.iter().filter_map(|kind| of_kind(kind, &changes));
    Ok(Against::Changes {
        number: latest.number,
        kinds: kinds.collect(),
    })
}

fn of_kind(
    (kind, title, meaning): &(ChangeKind, &'static str, &'static str),
    changes: &[Change],
) -> Option<Changes> {
    let of_kind: Vec<&Change> = changes
        .iter()
        .filter(|change| change.kind == *kind)
        .collect();
    let said = |change: &&Change| match change.place.as_str() {
        "form" => format!("The form {}", change.what),
        place => format!("{place} {}", change.what),
    };
    (!of_kind.is_empty()).then(|| Changes {
        title,
        meaning,
        changes: of_kind.iter().take(SHOWN).map(said).collect(),
        more: of_kind.len().saturating_sub(SHOWN),
    })
}
