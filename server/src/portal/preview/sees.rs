//! What a role sees of a form's answers: what the policy table lets it do, where the form asks
//! those it works for.

use crate::policy::{Access, Action};
use fourlens_app::portal::{ROLES, Role};
use fourlens_forms::definition::Audience;

/// What a role sees of a form's answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sees {
    /// It gives them.
    Fills,
    /// It reads them once they are handed in.
    Reads,
    /// None.
    Nothing,
}

/// What `role` sees of a form that asks `audience`.
pub(super) fn sees(role: Role, audience: Audience) -> Sees {
    if answers(role, audience) {
        Sees::Fills
    } else if may(role, Action::ReadAnswers) {
        Sees::Reads
    } else {
        Sees::Nothing
    }
}

/// Whether a role may do an action somewhere.
pub(super) fn may(role: Role, action: Action) -> bool {
    matches!(action.access(), Access::Roles(roles) if roles.contains(&role))
}

/// As whom a form is shown to begin with: the first of those who answer it.
pub(super) fn first(audience: Audience) -> Role {
    let answering = ROLES.into_iter().find(|role| answers(*role, audience));
    answering.unwrap_or(ROLES[0])
}

fn answers(role: Role, audience: Audience) -> bool {
    let works_there: &[Role] = match audience {
        Audience::School => &[
            Role::Head,
            Role::SafeguardingLead,
            Role::DeputySafeguardingLead,
        ],
        Audience::Agency => &[Role::AgencyLead, Role::SubAgencyAuthor],
        Audience::Case => &[Role::Auditor],
    };
    works_there.contains(&role) && may(role, Action::FillReturn)
}
