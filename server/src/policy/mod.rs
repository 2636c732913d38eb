//! Who may do what: one default-deny table of actions. Every route, job and export names an
//! action; what is not in the table cannot start, and a role that an action does not name is
//! denied. It must not know a route's handler or a table of the database.

mod action;

pub use action::{ACTIONS, Access, Action};

use crate::store::Actor;
use fourlens_app::portal::Role;

/// That an action is allowed, and with which of the actor's roles: the store's scope is made of
/// these.
#[derive(Debug, Clone, Copy)]
pub struct Permit {
    /// The action.
    pub action: Action,
    /// The roles that may do it; a grant with another role reaches nothing here.
    pub roles: &'static [Role],
}

/// Why an action is not allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Denied {
    /// Nobody is signed in.
    SignIn,
    /// The person's roles do not allow it; told as if there were nothing.
    Hidden,
}

/// Decides whether `actor` may do `action`.
///
/// # Errors
/// When the table does not allow it.
pub fn decide(actor: Option<&Actor>, action: Action) -> Result<Permit, Denied> {
    match (action.access(), actor) {
        (Access::Everyone, _) => Ok(Permit { action, roles: &[] }),
        (_, None) => Err(Denied::SignIn),
        (Access::SignedIn, Some(_)) => Ok(Permit {
            action,
            roles: &fourlens_app::portal::ROLES,
        }),
        (Access::Roles(roles), Some(actor)) => {
            let held = actor.grants.iter().any(|grant| roles.contains(&grant.role));
            if held {
                Ok(Permit { action, roles })
            } else {
                Err(Denied::Hidden)
            }
        }
    }
}

/// Whether a role is let in only with a second factor: one that may do something sensitive.
pub fn needs_second_factor(role: Role) -> bool {
    ACTIONS
        .iter()
        .any(|action| action.is_sensitive() && action.allows(role))
}

#[test]
fn whoever_works_on_cases_reads_others_answers_or_lets_people_in_needs_a_second_factor() {
    let with: Vec<Role> = fourlens_app::portal::ROLES
        .into_iter()
        .filter(|role| needs_second_factor(*role))
        .collect();
    let expected = [
        Role::Auditor,
        Role::AuditChair,
        Role::QualityAssuranceManager,
        Role::EducationAdviser,
        Role::DataProtectionOfficer,
        Role::Administrator,
    ];
    assert_eq!(with, expected);
}
