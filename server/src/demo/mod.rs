//! The demo: a made-up city with its schools, their people, two past cycles of returns and one
//! under way, and a round of case audits. The same seed makes the same city. Nothing in it is anyone's.

mod accounts;

mod batches;
mod city;
mod names;
mod schools;

mod answering;
mod judging;
mod numbers;
mod people;
mod quality;
mod tables;
mod texts;

mod campaigns;
mod cases;
mod drafts;

mod dice;

#[cfg(test)]
mod tests;

pub use accounts::{accounts, partnership};
pub use cases::seed_round;

use crate::{
    clock::Clock,
    plugins::PluginHost,
    random::Random,
    store::{NewPerson, PersonView, Scoped, Store, StoreError},
    time,
};
use accounts::{ACCOUNTS, PASSWORD, Place};
use chrono::NaiveDate;
use city::City;
use fourlens_app::portal::{OrganisationId, PersonId, Role};
use fourlens_forms::form::Form;
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
    form: &'a Form,
    host: PluginHost,
    city: City,
    /// Those heads who may sign in, by school.
    heads: HashMap<OrganisationId, PersonId>,
    today: NaiveDate,
}

/// Makes the demo in an empty store. `package_json` is the form's canonical JSON.
///
/// # Errors
/// When the store is not empty, or fails.
pub async fn seed(
    store: &Store,
    clock: &dyn Clock,
    random: &dyn Random,
    form: &Form,
    package_json: &str,
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
    system
        .publish(&form.package().form.key, package_json)
        .await?;
    let heads = admit(&system, &city, &hash_password(PASSWORD)).await?;
    let making = Making {
        system,
        clock,
        random,
        form,
        host: PluginHost::default(),
        city,
        heads,
        today,
    };
    let submissions = campaigns::run(&making).await?;
    Ok(Seeded {
        organisations: count,
        submissions,
        people: ACCOUNTS.len(),
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

/// Adds the people of the demo's accounts with their roles; the heads among them, by school.
async fn admit(
    system: &Scoped,
    city: &City,
    password_hash: &str,
) -> Result<HashMap<OrganisationId, PersonId>, StoreError> {
    let mut heads = HashMap::new();
    for account in &ACCOUNTS {
        let (organisation, own_name) = match account.at {
            Place::Partnership => (city.partnership(), account.name.to_string()),
            Place::School(place) => {
                let Some(school) = city.school_in(place) else {
                    continue;
                };
                let name = match account.role {
                    Role::Head => school.head().to_string(),
                    _ => people::holder(school, people::LEAD, 0).name,
                };
                (school.view.id, name)
            }
        };
        let person = NewPerson {
            name: own_name,
            email: account.email.to_string(),
            password_hash: Some(password_hash.to_string()),
        };
        let person = system.add_person(person).await?;
        system.grant(person, account.role, organisation).await?;
        if account.role == Role::Head {
            heads.insert(organisation, person);
        }
    }
    Ok(heads)
}
