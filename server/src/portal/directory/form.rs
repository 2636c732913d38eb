//! The form of an organisation: what stands in it, what can be chosen, and what someone else
//! saved meanwhile.

use super::entry;
use crate::{
    directory::{above, in_words},
    organisation,
    portal::RequestPortal,
    store::{Author, DirectoryEntry, DirectoryFilter, OrganisationKind, Page, Scoped, Subject},
    web::WebError,
};
use fourlens_app::portal::{
    FormAsked, OrganisationForm, OrganisationId, Overtaken, Refusal, RoundAttempt,
};
use std::collections::{BTreeMap, BTreeSet};

const PHASES: [&str; 6] = [
    "nursery",
    "primary",
    "middle",
    "secondary",
    "all_through",
    "16_plus",
];

const TYPES: [&str; 13] = [
    "academy",
    "college",
    "community",
    "foundation",
    "free_school",
    "hospital_school",
    "independent",
    "maintained_nursery",
    "pupil_referral_unit",
    "sixth_form_college",
    "special",
    "voluntary_aided",
    "voluntary_controlled",
];

/// The form that is asked for.
pub(in crate::portal) async fn form(
    portal: &RequestPortal,
    asked: FormAsked,
) -> Result<OrganisationForm, WebError> {
    let scope = portal.scope()?;
    match asked {
        FormAsked::New { kind, id, attempt } => new(portal, &scope, &kind, id, attempt).await,
        FormAsked::Held {
            id,
            attempt,
            overtaken,
        } => held(portal, &scope, id, attempt, overtaken).await,
    }
}

async fn new(
    portal: &RequestPortal,
    scope: &Scoped,
    word: &str,
    id: Option<OrganisationId>,
    attempt: Option<RoundAttempt>,
) -> Result<OrganisationForm, WebError> {
    let kind = OrganisationKind::of(word).filter(|kind| !above(*kind).is_empty());
    let Some(kind) = kind else {
        return Ok(OrganisationForm {
            new: true,
            ..OrganisationForm::default()
        });
    };
    let parents = parents(scope, kind, None).await?;
    let mut attempt = attempt.unwrap_or_default();
    if let ([(only, _)], None) = (&parents[..], attempt.typed("parent")) {
        attempt.typed.insert("parent".to_owned(), only.clone());
    }
    let id = id.unwrap_or_else(|| OrganisationId::from_bytes(portal.state().random.bytes()));
    Ok(OrganisationForm {
        id: Some(id),
        new: true,
        kind: word.to_owned(),
        version: 0,
        phases: choices(&PHASES, attempt.typed("phase")),
        types: choices(&TYPES, attempt.typed("type")),
        parents,
        attempt,
        ..OrganisationForm::default()
    })
}

async fn held(
    portal: &RequestPortal,
    scope: &Scoped,
    id: OrganisationId,
    attempt: Option<RoundAttempt>,
    overtaken: bool,
) -> Result<OrganisationForm, WebError> {
    let entry = entry(scope, id).await?;
    if entry.merged_into.is_some() {
        let because = "It was merged into another organisation. Undo that first.".to_owned();
        return Err(Refusal::Closed { because }.into());
    }
    let before = scope.directory_line(id).await?.0;
    let standing = organisation::standing(&entry, &before);
    let parents = parents(scope, entry.organisation.kind, Some(&entry)).await?;
    let names: BTreeMap<String, String> = parents.iter().cloned().collect();
    let seen = attempt
        .as_ref()
        .and_then(|attempt| attempt.typed("version")?.parse().ok());
    let attempt = attempt.unwrap_or_else(|| RoundAttempt {
        typed: standing.clone(),
        ..RoundAttempt::default()
    });
    let values = organisation::changes(&attempt.typed, &standing, &names);
    let overtaken = match overtaken {
        false => None,
        true => Some(Overtaken {
            by: last_editor(portal, scope, id).await?,
            values: values
                .into_iter()
                .map(|[label, typed, stands]| (label, typed, stands))
                .collect(),
        }),
    };
    Ok(OrganisationForm {
        id: Some(id),
        new: false,
        kind: entry.organisation.kind.key().to_owned(),
        name: entry.organisation.name.clone(),
        version: match overtaken {
            Some(_) => entry.version,
            None => seen.unwrap_or(entry.version),
        },
        phases: choices(&PHASES, entry.organisation.phase.as_deref()),
        types: choices(&TYPES, entry.organisation.school_type.as_deref()),
        parents,
        attempt,
        overtaken,
    })
}

/// What an organisation of this kind can belong to: what is open, and what it belongs to.
async fn parents(
    scope: &Scoped,
    kind: OrganisationKind,
    of: Option<&DirectoryEntry>,
) -> Result<Vec<(String, String)>, WebError> {
    let current = of.and_then(|of| of.organisation.parent);
    let own = of.map(|of| of.organisation.id);
    let mut all = Vec::new();
    for kind in above(kind) {
        let filter = DirectoryFilter {
            kind: Some(*kind),
            ..DirectoryFilter::default()
        };
        all.extend(scope.directory(&filter, Page::ALL).await?);
    }
    let fits = |entry: &DirectoryEntry| {
        let id = entry.organisation.id;
        let stands = entry.organisation.closed_on.is_none() && entry.merged_into.is_none();
        Some(id) != own && (stands || Some(id) == current)
    };
    let all = all.into_iter().filter(|entry| fits(entry));
    Ok(all
        .map(|entry| (entry.organisation.id.to_string(), entry.organisation.name))
        .collect())
}

/// Known words, with the one that is held.
fn choices(known: &[&str], held: Option<&str>) -> Vec<(String, String)> {
    let held = held.filter(|held| !held.is_empty());
    let all: BTreeSet<&str> = known.iter().copied().chain(held).collect();
    let mut all: Vec<(String, String)> = all
        .into_iter()
        .map(|word| (word.to_owned(), in_words(word)))
        .collect();
    // Phases stand in the order of age, which is the order they are known in.
    let place = |word: &str| known.iter().position(|one| *one == word);
    all.sort_by_key(|(word, _)| place(word).unwrap_or(usize::MAX));
    all
}

/// Who changed the organisation last.
async fn last_editor(
    portal: &RequestPortal,
    scope: &Scoped,
    id: OrganisationId,
) -> Result<Option<String>, WebError> {
    let trail = scope
        .trail(&Subject::new("organisation", id.bytes()))
        .await?;
    let Some(Author::Person(person)) = trail.last().map(|entry| entry.author.clone()) else {
        return Ok(None);
    };
    let system = portal.state().store.system("portal");
    let names = system.person_names([person].into()).await?;
    Ok(names.into_values().next())
}
