//! The mail server, as `--smtp` names it, and who mail is from. It must not know a mail.

use axum::http::Uri;
use clap::Args;
use lettre::message::Mailbox;
use std::{fmt, net::IpAddr};

/// Who sends mail.
#[derive(Clone, Default, Args)]
pub struct MailFlags {
    /// The mail server: smtps://NAME:PASSWORD@HOST or smtp://… with STARTTLS.
    #[arg(
        long,
        env = "FOURLENS_SMTP",
        value_name = "URL",
        hide_env_values = true
    )]
    pub smtp: Option<String>,
    /// Who mail is from, such as "Alder Partnership <portal@alder.example>".
    #[arg(long, env = "FOURLENS_MAIL_FROM", value_name = "ADDRESS")]
    pub mail_from: Option<String>,
}

/// A mail server and who mail is from.
#[derive(Clone, PartialEq, Eq)]
pub struct MailServer {
    url: String,
    from: String,
}

/// What was given is no way to send mail.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAMailServer {
    /// The URL is none.
    #[error(
        "--smtp must be smtps://HOST or smtp://HOST, with NAME:PASSWORD@ before HOST where the server asks for them; what was given is neither"
    )]
    Url,
    /// Nobody is named as the sender.
    #[error(
        "with --smtp, say who mail is from: --mail-from \"Alder Partnership <portal@alder.example>\""
    )]
    NoSender,
    /// The sender is no address.
    #[error("--mail-from must be an address, such as portal@alder.example, not {0}")]
    Sender(String),
}

impl MailFlags {
    /// Decides, with what a file says where no flag does.
    ///
    /// # Errors
    /// When the parts do not fit together.
    pub fn decide(&self, file: &MailFlags) -> Result<Option<MailServer>, NotAMailServer> {
        let Some(url) = self.smtp.clone().or_else(|| file.smtp.clone()) else {
            return Ok(None);
        };
        let url = encrypted(&url).ok_or(NotAMailServer::Url)?;
        let from = self.mail_from.clone().or_else(|| file.mail_from.clone());
        let from = from.ok_or(NotAMailServer::NoSender)?;
        if from.parse::<Mailbox>().is_err() {
            return Err(NotAMailServer::Sender(from));
        }
        Ok(Some(MailServer { url, from }))
    }
}

impl MailServer {
    /// Its URL, with the password.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Who mail is from.
    pub fn from(&self) -> &str {
        &self.from
    }
}

/// The URL of a server that is spoken to under TLS, or on this machine.
fn encrypted(url: &str) -> Option<String> {
    let parsed: Uri = url.parse().ok()?;
    let host = parsed.host().filter(|host| !host.is_empty())?;
    let plain = host.trim_start_matches('[').trim_end_matches(']');
    let here = plain == "localhost" || plain.parse().is_ok_and(|ip: IpAddr| ip.is_loopback());
    match parsed.scheme_str() {
        Some("smtps") => Some(url.to_string()),
        Some("smtp") if here || parsed.query().is_some() => {
            let safe = here || parsed.query() == Some("tls=required");
            safe.then(|| url.to_string())
        }
        Some("smtp") => Some(format!("{}?tls=required", url.trim_end_matches('/'))),
        _ => None,
    }
}

impl fmt::Debug for MailServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MailServer(from {})", self.from)
    }
}

impl fmt::Debug for MailFlags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MailFlags(from {:?})", self.mail_from)
    }
}

#[test]
fn a_password_is_sent_only_under_tls_or_on_this_machine() {
    for (given, used) in [
        ("smtps://a:b@mail.example", Some("smtps://a:b@mail.example")),
        (
            "smtp://mail.example:587",
            Some("smtp://mail.example:587?tls=required"),
        ),
        (
            "smtp://mail.example?tls=required",
            Some("smtp://mail.example?tls=required"),
        ),
        ("smtp://mail.example?tls=opportunistic", None),
        ("smtp://127.0.0.1:2525", Some("smtp://127.0.0.1:2525")),
        ("smtp://[::1]:25", Some("smtp://[::1]:25")),
        ("https://mail.example", None),
        ("mail.example", None),
    ] {
        assert_eq!(encrypted(given).as_deref(), used, "{given}");
    }
}
