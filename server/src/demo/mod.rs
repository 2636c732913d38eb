//! The demo: a made-up city with its schools and agencies, their people, past cycles of returns and
//! those under way, and a round of case audits. The same seed makes the same city. Nothing in it is
//! anyone's.

mod accounts;
mod people;

mod agencies;
mod city;
mod names;
mod schools;

mod answering;
mod judging;
mod quality;
mod respondents;
mod tables;
mod texts;

mod campaigns;
mod cases;
mod drafts;
mod rounds;

mod dice;

#[cfg(test)]
mod tests;

pub use accounts::{accounts, partnership};
pub use cases::seed_round;
pub use rounds::AskedForms;

use crate::{
    clock::Clock,
    plugins::PluginHost,
    publishing,
    random::Random,
    store::{PersonView, Scoped, Store, StoreError},
    time,
};
use accounts::{ACCOUNTS, PASSWORD};
use chrono::NaiveDate;
use city::City;
use fourlens_app::portal::{OrganisationId, PersonId};
use rounds::Round;
use std::collections::HashMap;

/// What was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seeded {
    /// Organisations of every kind.
    pub organisations: usize,
    /// Returns handed in.
    pub submissions: usize,
    /// People who can sign in.
    pub people: usize,
}

/// Why a demo cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// There is something already.
    #[error("this portal has organisations already: a demo is made only in an empty one")]
    NotEmpty,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What everything is made with.
struct Making<'a> {
    system: Scoped,
    clock: &'a dyn Clock,
    random: &'a dyn Random,
    host: PluginHost,
    city: &'a City,
    /// Those who sign and may sign in, by the organisation they sign for.
    signers: HashMap<OrganisationId, PersonId>,
    today: NaiveDate,
}

/// Makes the demo in an empty store: publishes the forms, and asks them.
///
/// # Errors
/// When the store is not empty, or fails.
pub async fn seed(
    store: &Store,
    clock: &dyn Clock,
    random: &dyn Random,
    forms: AskedForms<'_>,
    hash_password: impl Fn(&str) -> String,
) -> Result<Seeded, DemoError> {
    let system = store.system("seed");
    if !system.organisations().await?.is_empty() {
        return Err(DemoError::NotEmpty);
    }
    let today = time::local(clock.now()).date_naive();
    let city = City::invent(random, campaigns::opens_on(today));
    let organisations = city.organisations();
    let count = organisations.len();
    system.put_organisations(organisations).await?;
    for form in [forms.schools, forms.agencies] {
        publishing::publish(&system, form).await?;
    }
    let admitted = people::admit(&system, &city, &hash_password(PASSWORD)).await?;
    let making = Making {
        system,
        clock,
        random,
        host: PluginHost::default(),
        city: &city,
        signers: admitted.signers,
        today,
    };
    let mut submissions = 0;
    for round in [
        Round::of_schools(forms.schools, &city),
        Round::of_agencies(forms.agencies, &city),
    ] {
        submissions += campaigns::run(&making, &round).await?;
    }
    Ok(Seeded {
        organisations: count,
        submissions,
        people: admitted.people,
    })
}

/// Whether a store is empty or holds a demo. Anyone may sign in to a demo, so nothing else must
/// be served as one.
///
/// # Errors
/// When the store fails.
pub async fn may_be_in(store: &Store) -> Result<bool, StoreError> {
    let people = store.system("serve").people().await?;
    Ok(people.is_empty() || has_account(&people))
}

/// Whether a store holds people of a demo, whose password everyone knows.
///
/// # Errors
/// When the store fails.
pub async fn is_in(store: &Store) -> Result<bool, StoreError> {
    Ok(has_account(&store.system("serve").people().await?))
}

fn has_account(people: &[PersonView]) -> bool {
    let is_demo =
        |person: &PersonView| ACCOUNTS.iter().any(|account| account.email == person.email);
    people.iter().any(is_demo)
}
