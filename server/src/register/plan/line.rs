//! Who followed whom: what the file of links says, and what two schools with one number say.

use super::{Directory, Follows, Plan, SchoolStep};
use crate::register::link::Link;
use chrono::NaiveDate;
use fourlens_app::portal::OrganisationId;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Who followed whom: as the links say, and where an open school has the number of authority and
/// establishment of one that closed, for which no link says otherwise.
pub(super) fn follows(
    directory: &Directory<'_>,
    known: &[(OrganisationId, OrganisationId)],
    plan: &Plan,
    links: &[Link],
) -> Vec<Follows> {
    let planned: HashMap<&str, &SchoolStep> = plan
        .schools
        .iter()
        .map(|step| (step.wanted.urn.as_str(), step))
        .collect();
    let urn = |id: &OrganisationId| directory.by_id.get(id)?.organisation.urn.as_deref();
    let known: HashSet<(&str, &str)> = known
        .iter()
        .filter_map(|(successor, predecessor)| Some((urn(successor)?, urn(predecessor)?)))
        .collect();
    let held = |urn: &str| directory.by_urn.contains_key(urn) || planned.contains_key(urn);
    let mut follows: BTreeSet<Follows> = links
        .iter()
        .filter(|link| held(&link.predecessor) && held(&link.successor))
        .map(|link| Follows {
            successor: link.successor.clone(),
            predecessor: link.predecessor.clone(),
            linked: true,
        })
        .collect();
    let told: HashSet<String> = follows
        .iter()
        .flat_map(|one| [one.successor.clone(), one.predecessor.clone()])
        .chain(
            known
                .iter()
                .flat_map(|(one, other)| [(*one).to_owned(), (*other).to_owned()]),
        )
        .collect();
    let guessed = same_number(directory, &planned);
    follows.extend(
        guessed
            .into_iter()
            .filter(|one| !told.contains(&one.successor) && !told.contains(&one.predecessor)),
    );
    follows
        .into_iter()
        .filter(|one| !known.contains(&(one.successor.as_str(), one.predecessor.as_str())))
        .collect()
}

/// An open school and the closed one with its number of authority and establishment.
fn same_number(directory: &Directory<'_>, planned: &HashMap<&str, &SchoolStep>) -> Vec<Follows> {
    let mut all: HashMap<&str, (&str, Option<NaiveDate>)> = HashMap::new();
    for (urn, entry) in &directory.by_urn {
        if let Some(number) = entry.organisation.laestab.as_deref() {
            all.insert(urn, (number, entry.organisation.closed_on));
        }
    }
    for (urn, step) in planned {
        match step.wanted.laestab.as_deref() {
            Some(number) => all.insert(urn, (number, step.wanted.closed_on)),
            None => all.remove(urn),
        };
    }
    let mut by_number: HashMap<&str, (Vec<&str>, Vec<&str>)> = HashMap::new();
    for (urn, (number, closed)) in all {
        let both = by_number.entry(number).or_default();
        match closed.is_some_and(|day| day <= directory.today) {
            true => both.1.push(urn),
            false => both.0.push(urn),
        }
    }
    let pair = |(open, closed): (Vec<&str>, Vec<&str>)| match (&open[..], &closed[..]) {
        ([successor], [predecessor]) => Some(Follows {
            successor: (*successor).to_owned(),
            predecessor: (*predecessor).to_owned(),
            linked: false,
        }),
        _ => None,
    };
    by_number.into_values().filter_map(pair).collect()
}
