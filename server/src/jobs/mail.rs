//! Mail: what is told to whom, written when it is sent. A mail holds no answer and no word of a
//! case; it leads to a page that asks to sign in.

mod sign_in;

use super::mailer::{Letter, MailerError};
use crate::{
    policy::{self, Action},
    random::Random,
    state::State,
    store::{Actor, ClaimedMessage, OutboxMessage, ReturnView, Scoped, StoreError},
    time,
};
use data_encoding::HEXLOWER;
use fourlens_app::portal::{CaseId, PersonId, ReturnId};
use serde::{Deserialize, Serialize};

/// The kind of an outbox message that is a mail.
pub(super) const KIND: &str = "mail";

/// A mail to be written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mail {
    /// To whoever submitted a return: its reference, and where the receipt is.
    Receipt {
        /// Who submitted it.
        to: PersonId,
        /// The return.
        return_id: ReturnId,
    },
    /// To someone invited: a link to choose a password with.
    Invitation {
        /// Who.
        to: PersonId,
    },
    /// To an address whose password is forgotten, if it is anyone's.
    Forgotten {
        /// The address, in lower case.
        email: String,
    },
    /// To someone whose password was changed.
    PasswordChanged {
        /// Who.
        to: PersonId,
    },
    /// To someone whose second factor the administrator took away.
    SecondFactorTaken {
        /// Who.
        to: PersonId,
    },
    /// To someone whose password opens and whose second factor was tried wrongly again and again.
    CodesRefused {
        /// Who.
        to: PersonId,
    },
    /// To someone who bound an account elsewhere to theirs.
    ProviderBound {
        /// Who.
        to: PersonId,
    },
    /// To who hosts a round: an auditor has a conflict of interest in a case.
    Conflict {
        /// Who hosts.
        to: PersonId,
        /// The case, of which the mail says no word.
        case: CaseId,
    },
    /// To an auditor of a case: its grades are shown.
    Meeting {
        /// Who audits.
        to: PersonId,
        /// The case, of which the mail says no word.
        case: CaseId,
    },
}

/// Why a mail was not sent; it is tried again.
#[derive(Debug, thiserror::Error)]
pub(super) enum MailError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the message cannot be read: {0}")]
    Unreadable(#[from] serde_json::Error),
    #[error(transparent)]
    Mailer(#[from] MailerError),
}

impl MailError {
    /// Whether trying again would be of no use.
    pub(super) fn is_unreadable(&self) -> bool {
        matches!(self, MailError::Unreadable(_))
    }

    /// Whether the way to send mail is not there, so that no other mail would leave either.
    pub(super) fn is_unreachable(&self) -> bool {
        matches!(self, MailError::Mailer(cause) if cause.is_unreachable())
    }
}

impl Mail {
    /// An invitation; each asked for is a mail of its own.
    pub fn invitation(to: PersonId, random: &dyn Random) -> OutboxMessage {
        Mail::Invitation { to }.once(random)
    }

    /// That a password was changed.
    pub fn password_changed(to: PersonId, random: &dyn Random) -> OutboxMessage {
        Mail::PasswordChanged { to }.once(random)
    }

    /// That a second factor was taken away.
    pub fn second_factor_taken(to: PersonId, random: &dyn Random) -> OutboxMessage {
        Mail::SecondFactorTaken { to }.once(random)
    }

    /// That an account elsewhere opens theirs from now on.
    pub fn provider_bound(to: PersonId, random: &dyn Random) -> OutboxMessage {
        Mail::ProviderBound { to }.once(random)
    }

    /// That someone with their password tries codes: one mail a day, however often.
    pub fn codes_refused(state: &State, to: PersonId) -> OutboxMessage {
        let day = state.clock.now().0.div_euclid(24 * 60 * 60 * 1000);
        let key = state.store.try_key(&[b"codes refused", to.bytes()]);
        let key = HEXLOWER.encode(&key[..16]);
        Mail::CodesRefused { to }.message(format!("codes:{key}:{day}"))
    }

    /// A link for an address whose password is forgotten: one mail in five minutes, however often
    /// it is asked for.
    pub fn forgotten(state: &State, email: &str) -> OutboxMessage {
        let key = state.store.try_key(&[b"forgotten", email.as_bytes()]);
        let window = state.clock.now().0.div_euclid(5 * 60 * 1000);
        let key = HEXLOWER.encode(&key[..16]);
        let email = email.to_string();
        Mail::Forgotten { email }.message(format!("forgotten:{key}:{window}"))
    }

    fn once(&self, random: &dyn Random) -> OutboxMessage {
        self.message(format!("mail:{}", HEXLOWER.encode(&random.bytes::<16>())))
    }

    /// The message that leaves it in the outbox; one with the same key is left once.
    pub fn message(&self, dedupe_key: String) -> OutboxMessage {
        OutboxMessage {
            kind: KIND.to_string(),
            dedupe_key,
            payload: serde_json::to_vec(self).expect("a mail is made of identities"),
            run_at: None,
        }
    }
}

/// Sends a mail, unless its reader may no longer see what it tells of.
pub(super) async fn send(state: &State, message: &ClaimedMessage) -> Result<(), MailError> {
    let letter = match serde_json::from_slice(&message.payload)? {
        Mail::Receipt { to, return_id } => receipt(state, message.id, to, return_id).await?,
        Mail::Conflict { to, case } => conflict(state, message.id, to, case).await?,
        Mail::Meeting { to, case } => meeting(state, message.id, to, case).await?,
        Mail::Invitation { to } => sign_in::invitation(state, message.id, to).await?,
        Mail::Forgotten { email } => sign_in::forgotten(state, message.id, &email).await?,
        Mail::PasswordChanged { to } => sign_in::password_changed(state, message.id, to).await?,
        Mail::SecondFactorTaken { to } => {
            sign_in::second_factor_taken(state, message.id, to).await?
        }
        Mail::CodesRefused { to } => sign_in::codes_refused(state, message.id, to).await?,
        Mail::ProviderBound { to } => sign_in::provider_bound(state, message.id, to).await?,
    };
    match letter {
        Some(letter) => Ok(state.mailer.send(letter).await?),
        None => Ok(()),
    }
}

async fn receipt(
    state: &State,
    id: [u8; 16],
    to: PersonId,
    return_id: ReturnId,
) -> Result<Option<Letter>, StoreError> {
    let Some((actor, scope)) = reader(state, to, Action::SeeReturn).await? else {
        return Ok(None);
    };
    let Some(view) = scope.return_by_id(return_id).await? else {
        return Ok(None);
    };
    Ok(view.receipt.is_some().then(|| Letter {
        id,
        to_name: actor.name,
        to_address: actor.email,
        subject: format!("Submitted: {}", view.campaign.title),
        body: receipt_words(&view, &state.settings.public_url),
        at: state.clock.now(),
    }))
}

/// Who a mail is to and how far they reach with what it tells of; none when they may no longer
/// know.
async fn reader(
    state: &State,
    to: PersonId,
    action: Action,
) -> Result<Option<(Actor, Scoped)>, StoreError> {
    let Some(actor) = state.store.system("jobs").actor(to).await? else {
        return Ok(None);
    };
    Ok(policy::decide(Some(&actor), action).ok().map(|permit| {
        let scope = state.store.scope(&actor, permit.roles);
        (actor, scope)
    }))
}

async fn conflict(
    state: &State,
    id: [u8; 16],
    to: PersonId,
    case: CaseId,
) -> Result<Option<Letter>, StoreError> {
    let Some((actor, scope)) = reader(state, to, Action::SeeRound).await? else {
        return Ok(None);
    };
    let Some(case) = scope.case(case).await? else {
        return Ok(None);
    };
    let Some(round) = scope.round(case.campaign).await? else {
        return Ok(None);
    };
    let (title, url) = (round.campaign.title, &state.settings.public_url);
    Ok(Some(Letter {
        id,
        to_name: actor.name,
        to_address: actor.email,
        subject: format!("Name another auditor: {title}"),
        body: format!(
            "An auditor in “{title}” has declared a conflict of interest, so a return is closed \
             to them.\n\
             \n\
             Sign in to see for which agency, and name someone else:\n\
             {url}/campaigns/{id}/cases\n\
             \n\
             You need not answer this message.\n",
            id = case.campaign,
        ),
        at: state.clock.now(),
    }))
}

async fn meeting(
    state: &State,
    id: [u8; 16],
    to: PersonId,
    case: CaseId,
) -> Result<Option<Letter>, StoreError> {
    let Some((actor, scope)) = reader(state, to, Action::SeeMeeting).await? else {
        return Ok(None);
    };
    let Some(meeting) = scope.meeting(case).await? else {
        return Ok(None);
    };
    let (title, url) = (meeting.campaign.title, &state.settings.public_url);
    Ok(Some(Letter {
        id,
        to_name: actor.name,
        to_address: actor.email,
        subject: format!("Grades are shown: {title}"),
        body: format!(
            "The grades of a case that you audit in “{title}” are shown.\n\
             \n\
             Sign in to read what each agency says before the moderation meeting:\n\
             {url}/cases/{case}/meeting\n\
             \n\
             You need not answer this message.\n",
        ),
        at: state.clock.now(),
    }))
}

fn receipt_words(view: &ReturnView, public_url: &str) -> String {
    let (reference, at) = view
        .receipt
        .as_ref()
        .map_or_else(Default::default, |receipt| {
            let at = time::in_words(receipt.submitted_at);
            (receipt.reference.clone(), at)
        });
    format!(
        "{organisation} submitted its return “{campaign}” on {at}.\n\
         \n\
         Reference: {reference}\n\
         \n\
         Sign in to see the receipt, to print a copy and to read the feedback:\n\
         {public_url}/returns/{id}/receipt\n\
         \n\
         You need not answer this message.\n",
        organisation = view.organisation.name,
        campaign = view.campaign.title,
        id = view.id,
    )
}
