//! Accounts as pages see them: one's own, and everyone's for the administrator.

use super::RequestPortal;
use crate::{
    policy,
    store::{AccountFilter, AccountView},
    time,
    web::WebError,
};
use data_encoding::HEXLOWER;
use fourlens_app::portal::{
    AccountPage, AccountsPage, PersonId, PersonPage, PersonRow, ROLES, Refusal, RoundAttempt,
    SessionLine, Standing,
};

/// People on one page of the list.
const ON_A_PAGE: i64 = 25;

/// One's own account.
pub(super) async fn account(portal: &RequestPortal) -> Result<AccountPage, WebError> {
    let (visit, state) = (&portal.visit, portal.state());
    let actor = visit.actor.as_ref().ok_or(Refusal::SignIn)?;
    let row = state.store.sign_in_row(&actor.email).await?;
    let factor = state.store.second_factor(actor.person).await?;
    let sessions = state.store.sessions_of(actor.person).await?;
    let provider = match &state.provider {
        Some(there) => {
            let bound = state.store.has_provider(actor.person).await?;
            Some((there.name().to_string(), bound))
        }
        None => None,
    };
    let line = |session: crate::store::SessionRow| SessionLine {
        key: HEXLOWER.encode(&session.token_hash),
        device: match session.device.is_empty() {
            true => "A browser".to_string(),
            false => session.device,
        },
        since: time::in_words(session.created_at),
        seen: time::in_words(session.seen_at),
        own: visit.session == Some(session.token_hash),
    };
    Ok(AccountPage {
        name: actor.name.clone(),
        email: actor.email.clone(),
        has_password: row.is_some_and(|row| row.password_hash.is_some()),
        codes_left: factor.map(|factor| factor.codes_left),
        needs_second_factor: state.needs_second_factor(actor.grants.iter().map(|grant| grant.role)),
        provider,
        sessions: sessions.into_iter().map(line).collect(),
        done: None,
    })
}

/// Those who may sign in.
pub(super) async fn accounts(
    portal: &RequestPortal,
    words: &str,
    page: i64,
    attempt: RoundAttempt,
) -> Result<AccountsPage, WebError> {
    let scope = portal.scope()?;
    let page = page.max(1);
    let filter = AccountFilter {
        words: words.to_string(),
        offset: (page - 1).saturating_mul(ON_A_PAGE),
        limit: ON_A_PAGE,
        ..AccountFilter::default()
    };
    let (listed, found) = scope.accounts(&filter).await?;
    let organisations = scope.organisations().await?;
    Ok(AccountsPage {
        words: words.to_string(),
        people: listed.into_iter().map(row).collect(),
        found,
        page: (page, ((found + ON_A_PAGE - 1) / ON_A_PAGE).max(1)),
        roles: ROLES.to_vec(),
        organisations: organisations
            .into_iter()
            .map(|organisation| (organisation.id, organisation.name))
            .collect(),
        upkeep: super::home::upkeep(portal).await?,
        attempt,
    })
}

/// One person's account.
pub(super) async fn person(portal: &RequestPortal, id: PersonId) -> Result<PersonPage, WebError> {
    let filter = AccountFilter {
        person: Some(id),
        limit: 1,
        ..AccountFilter::default()
    };
    let (mut accounts, _) = portal.scope()?.accounts(&filter).await?;
    let account = accounts.pop().ok_or(Refusal::NotFound)?;
    let actor = portal.visit.actor.as_ref();
    Ok(PersonPage {
        own: actor.is_some_and(|actor| actor.person == id),
        person: row(account),
        done: None,
        refused: None,
    })
}

fn row(account: AccountView) -> PersonRow {
    let standing = match (account.disabled_at, account.can_sign_in, account.invited_at) {
        (Some(at), ..) => Standing::Disabled(time::in_words(at)),
        (None, true, _) => Standing::Active,
        (None, false, Some(at)) => Standing::Invited(time::in_words(at)),
        (None, false, None) => Standing::Waiting,
    };
    let roles = account.grants.iter();
    let needs = roles
        .clone()
        .any(|(grant, _)| policy::needs_second_factor(grant.role));
    PersonRow {
        id: account.person,
        standing,
        second_factor: account.has_second_factor,
        needs_second_factor: needs,
        roles: roles
            .map(|(grant, name)| format!("{}, {name}", grant.role.title()))
            .collect(),
        name: account.name,
        email: account.email,
    }
}
