//! Who makes a request and what they may do: decided once, before the handler, from the session
//! and the policy table.

use super::{WebError, cookie, language};
use crate::{
    policy::{self, Action, Denied, Permit},
    portal::RequestPortal,
    sign_in,
    state::State,
    store::{Actor, Scoped, SessionView},
};
use axum::http::HeaderMap;
use fourlens_app::portal::{Refusal, ReturnId, Role, Visitor};

/// A request that has passed the policy table.
#[derive(Clone)]
pub struct Visit {
    /// What every request may use.
    pub state: State,
    /// Who is signed in.
    pub actor: Option<Actor>,
    /// What they may do.
    pub permit: Permit,
    /// Their session.
    pub session: Option<[u8; 32]>,
    /// Someone who has proved a password and not yet a second factor: nothing is theirs until
    /// they do.
    pub waiting: Option<SessionView>,
    /// The language in which they read forms.
    pub language: String,
}

impl Visit {
    /// Decides whether a request may do `action`.
    ///
    /// # Errors
    /// When it may not, or when the database fails.
    pub async fn decide(
        state: State,
        headers: &HeaderMap,
        action: Action,
    ) -> Result<Visit, WebError> {
        let session = cookie::hash_in(&state.settings, headers);
        let found = match session {
            Some(hash) => state.store.actor_of(hash).await?,
            None => None,
        };
        let (waiting, whole) = match found {
            Some(view) if waits(&state, &view) => (Some(view), None),
            found => (None, found),
        };
        let permit = match policy::decide(whole.as_ref().map(|view| &view.actor), action) {
            Ok(permit) => permit,
            Err(Denied::SignIn) => return Err(Refusal::SignIn.into()),
            Err(Denied::Hidden) => return Err(Refusal::NotFound.into()),
        };
        let proved = whole.as_ref().and_then(|view| view.proved_at);
        let now = state.clock.now();
        if action.needs_proof() && proved.is_none_or(|at| now.since(at) > sign_in::PROOF) {
            return Err(Refusal::Prove.into());
        }
        Ok(Visit {
            actor: whole.map(|view| view.actor),
            state,
            permit,
            session,
            waiting,
            language: language::of(headers),
        })
    }

    /// The store, as far as this request reaches.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub fn scope(&self) -> Result<Scoped, WebError> {
        let actor = self.actor.as_ref().ok_or(Refusal::SignIn)?;
        Ok(self.reach(actor, self.permit))
    }

    /// The same visit as it is decided now, while a long answer is sent: what has changed since
    /// bites there, too. None when it would not be let in any more; a fault counts as that. Proof
    /// that was fresh when the answer was begun is not asked for again.
    pub async fn again(&self) -> Option<Visit> {
        let found = self.state.store.actor_of(self.session?).await.ok()??;
        if waits(&self.state, &found) {
            return None;
        }
        let permit = policy::decide(Some(&found.actor), self.permit.action).ok()?;
        Some(Visit {
            actor: Some(found.actor),
            permit,
            ..self.clone()
        })
    }

    /// Whether the visitor may do this with this return: another role that they hold elsewhere
    /// does not count.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn may_with(&self, action: Action, id: ReturnId) -> Result<bool, WebError> {
        match self.scope_to(action) {
            Some(scope) => Ok(scope.reaches_return(id).await?),
            None => Ok(false),
        }
    }

    /// The store as far as they reach with another action; none where they may not do it.
    pub fn scope_to(&self, action: Action) -> Option<Scoped> {
        let actor = self.actor.as_ref()?;
        let permit = policy::decide(Some(actor), action).ok()?;
        Some(self.reach(actor, permit))
    }

    /// The store as far as a permit reaches. Those who fill a return read it off the record.
    fn reach(&self, actor: &Actor, permit: Permit) -> Scoped {
        let fills = policy::decide(Some(actor), Action::FillReturn);
        let fillers = fills.map_or(&[][..], |permit| permit.roles);
        let scope = self.state.store.scope(actor, permit.roles);
        scope.filling(actor, fillers)
    }

    /// Who is looking, as pages see it.
    pub fn visitor(&self) -> Visitor {
        let mut roles: Vec<Role> = self
            .actor
            .iter()
            .flat_map(|actor| actor.grants.iter().map(|grant| grant.role))
            .collect();
        roles.sort();
        roles.dedup();
        let name = self.actor.as_ref().map(|actor| actor.name.clone());
        Visitor {
            name,
            roles,
            demo: self.state.settings.store.demo,
            partnership: self.state.settings.partnership.clone(),
        }
    }

    /// The portal, on behalf of this request.
    pub fn portal(&self) -> RequestPortal {
        RequestPortal::new(self.clone())
    }
}

/// Whether someone still has to show a second factor.
fn waits(state: &State, view: &SessionView) -> bool {
    let roles = view.actor.grants.iter().map(|grant| grant.role);
    let needs = state.needs_second_factor(roles);
    view.second_factor_at.is_none() && (view.has_second_factor || needs)
}
