//! The people who may sign in to the made-up portal: those of its accounts, and everyone else who
//! leads an agency or writes for a service. It must not know what they answer.

use super::{
    accounts::{ACCOUNTS, Account, Place},
    city::City,
};
use crate::store::{NewPerson, Scoped, StoreError};
use fourlens_app::portal::{OrganisationId, PersonId, Role};
use futures::future::try_join_all;
use std::collections::HashMap;

/// Who was let in.
pub(super) struct Admitted {
    /// Those who sign, by the organisation they sign for.
    pub(super) signers: HashMap<OrganisationId, PersonId>,
    /// How many people.
    pub(super) people: usize,
}

/// Someone to be let in.
struct Entrant {
    name: String,
    email: String,
    role: Role,
    at: OrganisationId,
}

/// Adds everyone with their role.
pub(super) async fn admit(
    system: &Scoped,
    city: &City,
    password_hash: &str,
) -> Result<Admitted, StoreError> {
    let accounts = ACCOUNTS.iter().filter_map(|account| holder(city, account));
    let mut entrants: Vec<Entrant> = accounts.collect();
    for agency in &city.agencies {
        let (named, role) = agency.person();
        if !entrants.iter().any(|known| known.email == named.email) {
            entrants.push(Entrant {
                name: named.name.clone(),
                email: named.email.clone(),
                role,
                at: agency.view.id,
            });
        }
    }
    // At once, so that they share transactions.
    let added = entrants
        .iter()
        .map(|entrant| add(system, entrant, password_hash));
    let people = try_join_all(added).await?;
    let signing = entrants.iter().zip(&people);
    let signing = signing.filter(|(entrant, _)| signs(entrant.role));
    let mut signers: HashMap<_, _> = signing
        .map(|(entrant, person)| (entrant.at, *person))
        .collect();
    for agency in &city.agencies {
        // An agency's lead signs for its services too.
        let above = agency.view.parent.and_then(|above| signers.get(&above));
        if let (Role::SubAgencyAuthor, Some(lead)) = (agency.person().1, above.copied()) {
            signers.insert(agency.view.id, lead);
        }
    }
    Ok(Admitted {
        signers,
        people: people.len(),
    })
}

fn signs(role: Role) -> bool {
    matches!(role, Role::Head | Role::AgencyLead)
}

async fn add(
    system: &Scoped,
    entrant: &Entrant,
    password_hash: &str,
) -> Result<PersonId, StoreError> {
    let person = NewPerson {
        name: entrant.name.clone(),
        email: entrant.email.clone(),
        password_hash: Some(password_hash.to_string()),
    };
    let person = system.add_person(person).await?;
    system.grant(person, entrant.role, entrant.at).await?;
    Ok(person)
}

/// Who holds an account, and where they work.
fn holder(city: &City, account: &Account) -> Option<Entrant> {
    let (at, name) = match account.at {
        Place::Partnership => (city.partnership(), account.name.to_string()),
        Place::School(place) => {
            let school = city.school_in(place)?;
            let name = match account.role {
                Role::Head => school.head().to_string(),
                _ => school.lead().name,
            };
            (school.view.id, name)
        }
        Place::Agency(name) => {
            let agency = city.agency_called(name)?;
            (agency.view.id, agency.person().0.name.clone())
        }
    };
    Some(Entrant {
        name,
        email: account.email.to_string(),
        role: account.role,
        at,
    })
}
