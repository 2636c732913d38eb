//! Ways to send mail. A demonstration writes files and sends nothing; a real portal has none
//! yet, so its mail waits in the outbox and the administrator is told. It must not know what a
//! mail says.

use crate::{clock::UnixMillis, config::Settings};
use lettre::{
    Message,
    message::{Mailbox, header::ContentType},
};
use std::{fs, path::PathBuf, time::Duration};

/// Who a demonstration's mail is from.
const DEMO_SENDER: &str = "Fourlens demonstration <no-reply@fourlens.example>";

/// A way to send mail.
#[derive(Debug, Clone)]
pub enum Mailer {
    /// Each mail is an `.eml` file in this folder.
    Files(PathBuf),
    /// There is no way: mail waits.
    None,
}

/// A mail, written.
#[derive(Debug, Clone)]
pub(super) struct Letter {
    /// The outbox message it comes from: the same when it is tried again.
    pub(super) id: [u8; 16],
    /// The reader's name.
    pub(super) to_name: String,
    /// The reader's address.
    pub(super) to_address: String,
    /// The subject.
    pub(super) subject: String,
    /// The words.
    pub(super) body: String,
    /// When it is sent.
    pub(super) at: UnixMillis,
}

/// Why a mail was not sent.
#[derive(Debug, thiserror::Error)]
pub(super) enum MailerError {
    #[error("the address is not one: {0}")]
    Address(#[from] lettre::address::AddressError),
    #[error("the mail cannot be put together: {0}")]
    Message(#[from] lettre::error::Error),
    #[error("the mail cannot be written: {0}")]
    File(#[from] std::io::Error),
    #[error("there is no mail server")]
    NoServer,
}

impl Mailer {
    /// The way that these settings give.
    pub fn of(settings: &Settings) -> Mailer {
        match settings.store.demo {
            true => Mailer::Files(settings.store.store.data.join("mail")),
            false => Mailer::None,
        }
    }

    /// Whether mail can be sent at all.
    pub fn sends(&self) -> bool {
        !matches!(self, Mailer::None)
    }

    /// Sends a mail. The same one again replaces the first.
    pub(super) async fn send(&self, letter: Letter) -> Result<(), MailerError> {
        let Mailer::Files(folder) = self.clone() else {
            return Err(MailerError::NoServer);
        };
        let name = format!("{:032x}.eml", u128::from_be_bytes(letter.id));
        let bytes = written(letter)?;
        let writing = tokio::task::spawn_blocking(move || {
            fs::create_dir_all(&folder)?;
            fs::write(folder.join(name), bytes)
        });
        writing.await.map_err(std::io::Error::other)??;
        Ok(())
    }
}

fn written(letter: Letter) -> Result<Vec<u8>, MailerError> {
    let at = u64::try_from(letter.at.0).unwrap_or(0);
    let name = u128::from_be_bytes(letter.id);
    let message = Message::builder()
        .from(DEMO_SENDER.parse()?)
        .to(Mailbox::new(
            Some(letter.to_name),
            letter.to_address.parse()?,
        ))
        .subject(letter.subject)
        .date(std::time::UNIX_EPOCH + Duration::from_millis(at))
        .message_id(Some(format!("<{name:032x}@fourlens.example>")))
        .header(ContentType::TEXT_PLAIN)
        .body(letter.body)?;
    Ok(message.formatted())
}
