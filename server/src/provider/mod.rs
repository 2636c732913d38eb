//! A provider of accounts elsewhere, by OpenID Connect: the authorization code flow with PKCE,
//! state and nonce. Our own small client: it takes our clock, asks no address for anything, and
//! knows a person only as issuer and subject. It must not know a person, a session or a page.

mod begun;
mod document;
mod token;

pub use begun::{Begun, Purpose};
pub use token::Identity;

use crate::{clock::UnixMillis, config::ProviderSettings, random::Random};
use data_encoding::{BASE64, BASE64URL_NOPAD};
use document::{Document, Keys};
use reqwest::{Client, redirect};
use serde::{Deserialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

/// How long the provider may take for one answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long what the provider says of itself is believed without asking again.
const REMEMBERED: Duration = Duration::from_secs(10 * 60);

/// The most bytes of an answer.
const MOST_BYTES: usize = 256 * 1024;

/// Why someone cannot come from the provider.
#[derive(Debug, thiserror::Error)]
pub enum ProviderError {
    /// It does not answer, or not as it should.
    #[error("the provider does not answer: {0}")]
    Away(#[from] reqwest::Error),
    /// It says no.
    #[error("the provider answers {0}")]
    Refused(reqwest::StatusCode),
    /// What it says cannot be read.
    #[error("the provider's answer cannot be read: {0}")]
    Unreadable(String),
    /// What it signed is not for us, not for now, or not by it.
    #[error("the provider's token is refused: {0}")]
    Token(&'static str),
}

/// A provider. What is remembered of it here, another process asks for itself.
pub struct Provider {
    settings: ProviderSettings,
    http: Client,
    known: Mutex<Option<Known>>,
}

/// What a provider said of itself, and when.
#[derive(Clone)]
struct Known {
    at: UnixMillis,
    document: Arc<Document>,
    keys: Arc<Keys>,
}

impl Provider {
    /// The provider of these settings.
    pub fn of(settings: &ProviderSettings) -> Provider {
        // One TLS provider in the house; told before is told.
        let _told = rustls::crypto::ring::default_provider().install_default();
        let http = Client::builder()
            .redirect(redirect::Policy::none())
            .timeout(PATIENCE)
            .build()
            .expect("a client with ring for TLS can be built");
        Provider {
            settings: settings.clone(),
            http,
            known: Mutex::default(),
        }
    }

    /// What people call it.
    pub fn name(&self) -> &str {
        &self.settings.name
    }

    /// Where someone goes to sign in, and what has to be remembered of it until they are back.
    ///
    /// # Errors
    /// When the provider does not answer.
    pub async fn begin(
        &self,
        random: &dyn Random,
        now: UnixMillis,
        return_to: &str,
        purpose: Purpose,
    ) -> Result<(String, Begun), ProviderError> {
        let known = self.known(now, false).await?;
        let begun = Begun::new(random, now, purpose);
        let challenge = Sha256::digest(begun.verifier.as_bytes());
        let mut asked = vec![
            ("response_type", "code".to_string()),
            ("scope", "openid".to_string()),
            ("client_id", self.settings.client_id.clone()),
            ("redirect_uri", return_to.to_string()),
            ("state", begun.state.clone()),
            ("nonce", begun.nonce.clone()),
            ("code_challenge", BASE64URL_NOPAD.encode(&challenge)),
            ("code_challenge_method", "S256".to_string()),
        ];
        if matches!(begun.purpose, Purpose::Prove { .. } | Purpose::Bind { .. }) {
            // An open session at the provider proves nothing anew.
            asked.push(("prompt", "login".to_string()));
            asked.push(("max_age", "0".to_string()));
        }
        let endpoint = &known.document.authorization_endpoint;
        let joint = if endpoint.contains('?') { '&' } else { '?' };
        Ok((format!("{endpoint}{joint}{}", form(&asked)), begun))
    }

    /// Who came back with this code.
    ///
    /// # Errors
    /// When the provider does not answer, or what it signed is not for this sign-in.
    pub async fn finish(
        &self,
        now: UnixMillis,
        return_to: &str,
        begun: &Begun,
        code: &str,
    ) -> Result<Identity, ProviderError> {
        #[derive(Deserialize)]
        struct Tokens {
            id_token: String,
        }
        let known = self.known(now, false).await?;
        let posted = form(&[
            ("grant_type", "authorization_code".to_string()),
            ("code", code.to_string()),
            ("redirect_uri", return_to.to_string()),
            ("client_id", self.settings.client_id.clone()),
            ("code_verifier", begun.verifier.clone()),
        ]);
        // RFC 6749, 2.3.1: both are form-encoded first.
        let name = encode(&self.settings.client_id);
        let secret = encode(self.settings.client_secret.as_str());
        let basic = BASE64.encode(format!("{name}:{secret}").as_bytes());
        let request = self
            .http
            .post(&known.document.token_endpoint)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("accept", "application/json")
            .header("authorization", format!("Basic {basic}"))
            .body(posted);
        let tokens: Tokens = read(request).await?;
        let keys = match token::key_of(&tokens.id_token, &known.keys) {
            Some(_) => known.keys,
            // Its keys have changed since: ask once more.
            None => self.known(now, true).await?.keys,
        };
        let check = token::Check {
            settings: &self.settings,
            document: &known.document,
            keys: &keys,
            nonce: &begun.nonce,
            now,
        };
        check.identity(&tokens.id_token)
    }

    async fn known(&self, now: UnixMillis, anew: bool) -> Result<Known, ProviderError> {
        let remembered = self
            .known
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        if let Some(known) = remembered
            && !anew
            && now.since(known.at) < REMEMBERED
        {
            return Ok(known);
        }
        let issuer = self.settings.issuer.trim_end_matches('/');
        let about = format!("{issuer}/.well-known/openid-configuration");
        let document: Document = read(self.http.get(about)).await?;
        document.is_of(&self.settings)?;
        let keys = read(self.http.get(&document.jwks_uri)).await?;
        let known = Known {
            at: now,
            document: Arc::new(document),
            keys: Arc::new(keys),
        };
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = Some(known.clone());
        Ok(known)
    }
}

/// An answer of the provider, as JSON.
async fn read<T: DeserializeOwned>(request: reqwest::RequestBuilder) -> Result<T, ProviderError> {
    let mut response = request.send().await?;
    if !response.status().is_success() {
        return Err(ProviderError::Refused(response.status()));
    }
    let mut bytes = Vec::new();
    while let Some(piece) = response.chunk().await? {
        bytes.extend_from_slice(&piece);
        if bytes.len() > MOST_BYTES {
            return Err(ProviderError::Unreadable("it is too long".to_string()));
        }
    }
    serde_json::from_slice(&bytes).map_err(|cause| ProviderError::Unreadable(cause.to_string()))
}

fn form(fields: &[(&str, String)]) -> String {
    let field = |(name, value): &(&str, String)| format!("{name}={}", encode(value));
    let fields: Vec<String> = fields.iter().map(field).collect();
    fields.join("&")
}

fn encode(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    text.bytes()
        .map(|byte| match plain(byte) {
            true => char::from(byte).to_string(),
            false => format!("%{byte:02X}"),
        })
        .collect()
}
