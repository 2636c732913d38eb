//! The directory of organisations as pages get it: the list, one organisation, who works there,
//! and two on their way to become one. It must not know HTML.

mod form;
mod history;
mod merging;

pub(super) use form::form;
pub(super) use merging::merging;

use super::RequestPortal;
use crate::{
    directory::{in_words, roles_at},
    policy::Action,
    store::{Contact, DirectoryEntry, DirectoryFilter, OrganisationKind, Page, Scoped, Standing},
    web::WebError,
};
use chrono::NaiveDate;
use fourlens_app::portal::{
    ContactRow, ContactsPage, DirectoryAsked, DirectoryPage, DirectoryRow, OrganisationId,
    OrganisationPage, PersonId, Refusal, RoundAttempt,
};
use fourlens_forms::question::date_in_words;

/// Organisations on one page of the list.
const A_PAGE: u64 = 25;

/// Organisations below another that its page lists.
const BELOW: u32 = 50;

const KINDS: [OrganisationKind; 5] = [
    OrganisationKind::School,
    OrganisationKind::Trust,
    OrganisationKind::Agency,
    OrganisationKind::Service,
    OrganisationKind::Partnership,
];

/// Organisations of the directory.
pub(super) async fn directory(
    portal: &RequestPortal,
    asked: DirectoryAsked,
) -> Result<DirectoryPage, WebError> {
    let (scope, today) = (portal.scope()?, portal.state().today());
    let filter = filter(&asked, today);
    let found = scope.count_directory(&filter).await?;
    let pages = found.div_ceil(A_PAGE).max(1);
    let page = asked.page.clamp(1, pages);
    let shown = Page {
        offset: u32::try_from((page - 1) * A_PAGE).unwrap_or(u32::MAX),
        limit: A_PAGE as u32,
    };
    let rows = scope.directory(&filter, shown).await?;
    let phases = scope.directory_phases().await?.into_iter();
    Ok(DirectoryPage {
        rows: rows.iter().map(|entry| row(entry, today)).collect(),
        found,
        all: scope.count_directory(&DirectoryFilter::default()).await?,
        first: (page - 1) * A_PAGE + 1,
        pages,
        kinds: KINDS
            .map(|kind| (kind.key().to_owned(), in_words(kind.key())))
            .to_vec(),
        phases: phases
            .map(|phase| {
                let words = in_words(&phase);
                (phase, words)
            })
            .collect(),
        keeps: keeps(portal, Action::KeepDirectory),
        asked: DirectoryAsked { page, ..asked },
    })
}

fn filter(asked: &DirectoryAsked, today: NaiveDate) -> DirectoryFilter {
    let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    DirectoryFilter {
        words: some(&asked.words),
        kind: OrganisationKind::of(&asked.kind),
        phase: some(&asked.phase),
        standing: match asked.standing.as_str() {
            "open" => Some((Standing::Open, today)),
            "closed" => Some((Standing::Closed, today)),
            _ => None,
        },
    }
}

fn keeps(portal: &RequestPortal, action: Action) -> bool {
    portal.visit.scope_to(action).is_some()
}

/// An organisation in a list.
pub(super) fn row(entry: &DirectoryEntry, today: NaiveDate) -> DirectoryRow {
    let of = &entry.organisation;
    let about = [&of.phase, &of.school_type].into_iter().flatten();
    let about: Vec<String> = about.map(|word| in_words(word)).collect();
    let open = entry.is_open(today);
    let standing = match (of.opened_on, of.closed_on) {
        (_, Some(day)) if entry.merged_into.is_some() => {
            format!("Merged on {}", date_in_words(day))
        }
        (_, Some(day)) if day <= today => format!("Closed on {}", date_in_words(day)),
        (_, Some(day)) if open => format!("Open until {}", date_in_words(day)),
        (Some(day), _) if day > today => format!("Opens on {}", date_in_words(day)),
        _ => "Open".to_owned(),
    };
    DirectoryRow {
        id: of.id,
        name: of.name.clone(),
        kind: in_words(of.kind.key()),
        part_of: entry.parent_name.clone(),
        about: about.join(", "),
        urn: of.urn.clone(),
        standing,
        open,
    }
}

/// The organisation of the directory that a page is about.
pub(super) async fn entry(scope: &Scoped, id: OrganisationId) -> Result<DirectoryEntry, WebError> {
    let found = scope.directory_entry(id).await?;
    found.ok_or_else(|| Refusal::NotFound.into())
}

/// One organisation.
pub(super) async fn organisation(
    portal: &RequestPortal,
    id: OrganisationId,
    done: Option<String>,
) -> Result<OrganisationPage, WebError> {
    let (scope, today) = (portal.scope()?, portal.state().today());
    let entry = entry(&scope, id).await?;
    let shown = Page {
        offset: 0,
        limit: BELOW,
    };
    let below = scope.directory_below(id, shown).await?;
    let all_below = scope.count_below(id).await?;
    let (before, after) = scope.directory_line(id).await?;
    let rows = |entries: &[DirectoryEntry]| entries.iter().map(|entry| row(entry, today)).collect();
    let merged_into = match entry.merged_into {
        None => None,
        Some(into) => scope.directory_entry(into).await?,
    };
    // A merge tells of itself; as history it would say the same once more.
    let before: Vec<_> = before
        .into_iter()
        .filter(|before| before.merged_into != Some(id))
        .collect();
    let after: Vec<_> = after
        .into_iter()
        .filter(|after| entry.merged_into != Some(after.organisation.id))
        .collect();
    let is_top = entry.organisation.kind == OrganisationKind::Partnership;
    Ok(OrganisationPage {
        row: row(&entry, today),
        facts: facts(&entry),
        parent: entry.organisation.parent.zip(entry.parent_name.clone()),
        below: rows(&below),
        all_below,
        before: rows(&before),
        after: rows(&after),
        merged_into: merged_into.map(|into| (into.organisation.id, into.organisation.name)),
        contacts: contacts(portal, scope.contacts(id).await?),
        history: history::of(portal, &scope, id).await?,
        can_merge: keeps(portal, Action::MergeOrganisations) && !is_top,
        keeps: keeps(portal, Action::KeepDirectory) && entry.merged_into.is_none(),
        done,
    })
}

fn facts(entry: &DirectoryEntry) -> Vec<(String, String)> {
    let of = &entry.organisation;
    let word = |value: &Option<String>| value.as_deref().map(in_words);
    let day = |day: Option<NaiveDate>| day.map(date_in_words);
    let detail = |key: &str| {
        let value = of.details.get(key)?;
        let text = value.as_str().map(str::to_owned);
        text.or_else(|| value.as_i64().map(|number| number.to_string()))
    };
    let ages = detail("age_from").zip(detail("age_to"));
    let head = of.details.get("head").and_then(|head| head.get("name"));
    let all = [
        ("Kind", Some(in_words(of.kind.key()))),
        ("Phase", word(&of.phase)),
        ("Type", word(&of.school_type)),
        ("URN", of.urn.clone()),
        ("LAESTAB", of.laestab.clone()),
        ("UKPRN", entry.ukprn.clone()),
        ("Trust number", entry.register_code.clone()),
        (
            "Local authority",
            detail("area_name").or_else(|| detail("area")),
        ),
        ("Town", detail("town")),
        ("Postcode", detail("postcode")),
        ("Ages", ages.map(|(from, to)| format!("{from} to {to}"))),
        ("Pupils", detail("roll")),
        (
            "Headteacher",
            head.and_then(|name| name.as_str()).map(str::to_owned),
        ),
        ("Opened", day(of.opened_on)),
        ("Closed", day(of.closed_on)),
    ];
    all.into_iter()
        .filter_map(|(label, value)| Some((label.to_owned(), value?)))
        .collect()
}

fn contacts(portal: &RequestPortal, contacts: Vec<Contact>) -> Vec<ContactRow> {
    let own = portal.visit.actor.as_ref().map(|actor| actor.person);
    let contacts = contacts.into_iter();
    contacts.map(|contact| contact_row(contact, own)).collect()
}

fn contact_row(contact: Contact, own: Option<PersonId>) -> ContactRow {
    let note = match (contact.disabled, contact.has_password) {
        (true, _) => Some("May no longer sign in".to_owned()),
        (false, false) => Some("Has not chosen a password yet".to_owned()),
        (false, true) => None,
    };
    ContactRow {
        own: own == Some(contact.person),
        person: contact.person,
        name: contact.name,
        email: contact.email,
        role: (
            contact.role.key().to_owned(),
            contact.role.title().to_owned(),
        ),
        note: note.filter(|_| contact.last_day.is_none()),
        last_day: contact.last_day,
    }
}

/// Who works at an organisation.
pub(super) async fn contacts_page(
    portal: &RequestPortal,
    at: OrganisationId,
    attempt: RoundAttempt,
) -> Result<ContactsPage, WebError> {
    let (scope, today) = (portal.scope()?, portal.state().today());
    let entry = entry(&scope, at).await?;
    let here = scope.contacts(at).await?;
    let roles = roles_at(entry.organisation.kind);
    let mut to_bring = Vec::new();
    for before in scope.directory_line(at).await?.0 {
        let there = scope.contacts(before.organisation.id).await?;
        to_bring.extend(there.into_iter().filter(|one| {
            let is_here = here
                .iter()
                .any(|held| held.person == one.person && held.role == one.role);
            !is_here && !one.disabled && roles.contains(&one.role)
        }));
    }
    Ok(ContactsPage {
        row: row(&entry, today),
        contacts: contacts(portal, here),
        past: contacts(portal, scope.past_contacts(at).await?),
        to_bring: contacts(portal, to_bring),
        roles: roles
            .iter()
            .map(|role| (role.key().to_owned(), role.title().to_owned()))
            .collect(),
        today,
        keeps: keeps(portal, Action::KeepPeople) && entry.merged_into.is_none(),
        attempt,
    })
}
