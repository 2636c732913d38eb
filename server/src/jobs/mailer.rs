//! Ways to send mail. A demonstration writes files and sends nothing; a real portal hands it to
//! the mail server that it was told. Without one, mail waits in the outbox and the administrator
//! is told. It must not know what a mail says.

use crate::{
    clock::UnixMillis,
    config::{MailServer, Settings},
};
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
    transport::smtp,
};
use std::{fs, path::PathBuf, time::Duration};

/// Who a demonstration's mail is from.
const DEMO_SENDER: &str = "Fourlens demonstration <no-reply@fourlens.example>";

/// How long a mail server may take for each step.
const PATIENCE: Duration = Duration::from_secs(20);

/// A way to send mail.
#[derive(Debug, Clone)]
pub enum Mailer {
    /// Each mail is an `.eml` file in this folder.
    Files(PathBuf),
    /// Each mail goes to this server.
    Server(MailServer),
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
    #[error("the mail server cannot be used: {0}")]
    Server(#[from] smtp::Error),
}

impl MailerError {
    /// Whether no other mail would leave either: the server was not reached, or asks to wait.
    pub(super) fn is_unreachable(&self) -> bool {
        match self {
            MailerError::NoServer => true,
            // A refusal for good is of this mail; all else is of the server.
            MailerError::Server(cause) => !cause.is_permanent(),
            _ => false,
        }
    }
}

impl Mailer {
    /// The way that these settings give.
    pub fn of(settings: &Settings) -> Mailer {
        match (settings.store.demo, &settings.mail) {
            (true, _) => Mailer::Files(settings.store.store.data.join("mail")),
            (false, Some(server)) => Mailer::Server(server.clone()),
            (false, None) => Mailer::None,
        }
    }

    /// Whether mail can be sent at all.
    pub fn sends(&self) -> bool {
        !matches!(self, Mailer::None)
    }

    /// Sends a mail. The same one again replaces the first.
    pub(super) async fn send(&self, letter: Letter) -> Result<(), MailerError> {
        match self {
            Mailer::Files(folder) => write(folder.clone(), letter).await,
            Mailer::Server(server) => hand_over(server, letter).await,
            Mailer::None => Err(MailerError::NoServer),
        }
    }
}

async fn write(folder: PathBuf, letter: Letter) -> Result<(), MailerError> {
    let name = format!("{:032x}.eml", u128::from_be_bytes(letter.id));
    let bytes = written(letter, DEMO_SENDER)?.formatted();
    let writing = tokio::task::spawn_blocking(move || {
        fs::create_dir_all(&folder)?;
        fs::write(folder.join(name), bytes)
    });
    writing.await.map_err(std::io::Error::other)??;
    Ok(())
}

async fn hand_over(server: &MailServer, letter: Letter) -> Result<(), MailerError> {
    let transport: AsyncSmtpTransport<Tokio1Executor> =
        AsyncSmtpTransport::<Tokio1Executor>::from_url(server.url())?
            .timeout(Some(PATIENCE))
            .build();
    transport.send(written(letter, server.from())?).await?;
    Ok(())
}

fn written(letter: Letter, from: &str) -> Result<Message, MailerError> {
    let from: Mailbox = from.parse()?;
    let domain = from.email.domain().to_string();
    let at = u64::try_from(letter.at.0).unwrap_or(0);
    let name = u128::from_be_bytes(letter.id);
    Ok(Message::builder()
        .from(from)
        .to(Mailbox::new(
            Some(letter.to_name),
            letter.to_address.parse()?,
        ))
        .subject(letter.subject)
        .date(std::time::UNIX_EPOCH + Duration::from_millis(at))
        .message_id(Some(format!("<{name:032x}@{domain}>")))
        .header(ContentType::TEXT_PLAIN)
        .body(letter.body)?)
}
