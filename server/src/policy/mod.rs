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

/// Roles that may sign in before second factors exist: those who answer, and the administrator.
pub const WITHOUT_SECOND_FACTOR: [Role; 12] = [
    Role::Head,
    Role::SafeguardingLead,
    Role::DeputySafeguardingLead,
    Role::Governor,
    Role::EducationAdviser,
    Role::SubgroupMember,
    Role::BoardReader,
    Role::Triager,
    Role::DataProtectionOfficer,
    Role::AgencyLead,
    Role::SubAgencyAuthor,
    Role::Administrator,
];
