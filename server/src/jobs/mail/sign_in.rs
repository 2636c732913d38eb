//! Mails about signing in. A link is made when its mail is sent, so that no token waits anywhere
//! and its time runs from then on.

use super::super::mailer::Letter;
use crate::{
    sign_in::{INVITATION_LINK, PASSWORD_LINK},
    state::State,
    store::{Actor, LinkPurpose, StoreError},
    time,
    web::hash_of_token,
};
use data_encoding::HEXLOWER;
use fourlens_app::portal::PersonId;
use std::time::Duration;

/// To someone invited; none when what they were invited to was taken from them since.
pub(super) async fn invitation(
    state: &State,
    id: [u8; 16],
    to: PersonId,
) -> Result<Option<Letter>, StoreError> {
    let actor = state.store.system("jobs").actor(to).await?;
    let Some(actor) = actor.filter(|actor| !actor.grants.is_empty()) else {
        return Ok(None);
    };
    let link = link(state, to, LinkPurpose::Invitation, INVITATION_LINK).await?;
    let until = time::in_words(state.clock.now().plus(INVITATION_LINK));
    let partnership = state.settings.partnership.called();
    let body = format!(
        "{partnership} has invited you to its portal for safeguarding returns and audits.\n\
         \n\
         Choose a password here:\n\
         {link}\n\
         \n\
         The link works once, until {until}. It is yours alone: do not pass it on.\n\
         \n\
         If you did not expect this, ask {reached} before you use it.\n",
        reached = state.settings.partnership.reached(),
    );
    let subject = format!("You are invited to the portal of {partnership}");
    Ok(Some(letter(state, id, actor, subject, body)))
}

/// To an address whose password is forgotten; none when it is nobody's.
pub(super) async fn forgotten(
    state: &State,
    id: [u8; 16],
    email: &str,
) -> Result<Option<Letter>, StoreError> {
    let system = state.store.system("jobs");
    let Some(person) = system.person_by_email(email).await? else {
        return Ok(None);
    };
    let Some(actor) = system.actor(person.id).await? else {
        return Ok(None);
    };
    let link = link(state, person.id, LinkPurpose::Password, PASSWORD_LINK).await?;
    let body = format!(
        "Someone, most likely you, asked for a link to choose another password:\n\
         {link}\n\
         \n\
         The link works once, until {until}.\n\
         \n\
         If it was not you, you need do nothing: your password stays as it is.\n",
        until = time::in_words(state.clock.now().plus(PASSWORD_LINK)),
    );
    let subject = "Choose another password".to_string();
    Ok(Some(letter(state, id, actor, subject, body)))
}

/// To someone whose password was changed.
pub(super) async fn password_changed(
    state: &State,
    id: [u8; 16],
    to: PersonId,
) -> Result<Option<Letter>, StoreError> {
    let words = "Your password was changed, and you were signed out everywhere else.";
    told(state, id, to, "Your password was changed", words).await
}

/// To someone whose second factor was taken away.
pub(super) async fn second_factor_taken(
    state: &State,
    id: [u8; 16],
    to: PersonId,
) -> Result<Option<Letter>, StoreError> {
    let words = "The administrator has taken your second factor away, because you or someone in \
                 your name said that it was lost. You were signed out. If you need one, you set \
                 up another when you next sign in.";
    told(state, id, to, "Your second factor was taken away", words).await
}

/// To someone whose second factor is tried by whoever knows their password.
pub(super) async fn codes_refused(
    state: &State,
    id: [u8; 16],
    to: PersonId,
) -> Result<Option<Letter>, StoreError> {
    let words = "Someone entered your password, and then many wrong codes in the place of your \
                 second factor. It did not let them in. Choose another password now: whoever it \
                 is knows the one you have.";
    told(state, id, to, "Someone knows your password", words).await
}

/// To someone who bound an account elsewhere to theirs.
pub(super) async fn provider_bound(
    state: &State,
    id: [u8; 16],
    to: PersonId,
) -> Result<Option<Letter>, StoreError> {
    let words = "You can sign in with an account elsewhere from now on, because you bound it to \
                 yours. You see it on the page of your account, and can part the two there.";
    told(state, id, to, "An account elsewhere opens yours", words).await
}

async fn told(
    state: &State,
    id: [u8; 16],
    to: PersonId,
    subject: &str,
    words: &str,
) -> Result<Option<Letter>, StoreError> {
    let Some(actor) = state.store.system("jobs").actor(to).await? else {
        return Ok(None);
    };
    let body = format!(
        "{words}\n\
         \n\
         If you know nothing of this, tell {reached} at once.\n",
        reached = state.settings.partnership.reached(),
    );
    Ok(Some(letter(state, id, actor, subject.to_string(), body)))
}

async fn link(
    state: &State,
    of: PersonId,
    purpose: LinkPurpose,
    good_for: Duration,
) -> Result<String, StoreError> {
    let token = HEXLOWER.encode(&state.random.bytes::<32>());
    let until = state.clock.now().plus(good_for);
    let system = state.store.system("jobs");
    system
        .make_link(hash_of_token(&token), of, purpose, until)
        .await?;
    Ok(format!(
        "{}/set-password?link={token}",
        state.settings.public_url
    ))
}

fn letter(state: &State, id: [u8; 16], to: Actor, subject: String, body: String) -> Letter {
    Letter {
        id,
        to_name: to.name,
        to_address: to.email,
        subject,
        body,
        at: state.clock.now(),
    }
}
