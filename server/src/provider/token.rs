//! What a provider signs of a person: checked in full before a word of it is believed (OpenID
//! Connect Core 1.0, section 3.1.3.7). Only signatures with a public key are taken.

use super::{
    ProviderError,
    document::{Document, Key, Keys},
};
use crate::{clock::UnixMillis, config::ProviderSettings};
use data_encoding::BASE64URL_NOPAD;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, RSA_PKCS1_2048_8192_SHA256, RSA_PSS_2048_8192_SHA256,
    RsaPublicKeyComponents, UnparsedPublicKey,
};
use serde::{Deserialize, de::DeserializeOwned};
use std::time::Duration;

/// By how much two clocks may differ.
const LEEWAY: Duration = Duration::from_secs(60);

/// Who came from a provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Who vouches for them.
    pub issuer: String,
    /// What the issuer calls them: for Entra tenant and object, which no app shares with another.
    pub subject: String,
    /// Whether they showed a second factor there that is trusted here.
    pub second_factor: bool,
    /// When they signed in there, where that is said.
    pub signed_in_at: Option<UnixMillis>,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    #[serde(default)]
    kid: Option<String>,
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: OneOrMany,
    #[serde(default)]
    azp: Option<String>,
    exp: i64,
    iat: i64,
    #[serde(default)]
    nbf: Option<i64>,
    #[serde(default)]
    nonce: Option<String>,
    #[serde(default)]
    amr: Vec<String>,
    #[serde(default)]
    acr: Option<String>,
    #[serde(default)]
    auth_time: Option<i64>,
    #[serde(default)]
    tid: Option<String>,
    #[serde(default)]
    oid: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

/// What a token is checked against.
pub(super) struct Check<'a> {
    pub(super) settings: &'a ProviderSettings,
    pub(super) document: &'a Document,
    pub(super) keys: &'a Keys,
    pub(super) nonce: &'a str,
    pub(super) now: UnixMillis,
}

/// The key that a token says it is signed with.
pub(super) fn key_of<'k>(token: &str, keys: &'k Keys) -> Option<&'k Key> {
    let header: Header = part(token.split('.').next()?).ok()?;
    let kty = match header.alg.as_str() {
        "RS256" | "PS256" => "RSA",
        "ES256" => "EC",
        _ => return None,
    };
    keys.keys.iter().find(|key| {
        key.kty == kty
            && key.kid == header.kid
            && key.use_.as_deref().is_none_or(|use_| use_ == "sig")
            && key.alg.as_deref().is_none_or(|alg| alg == header.alg)
    })
}

impl Check<'_> {
    /// Who it is about.
    pub(super) fn identity(&self, token: &str) -> Result<Identity, ProviderError> {
        let claims: Claims = part(self.signed(token)?)?;
        self.holds(&claims)?;
        let issuer = self.document.issuer_for(claims.tid.as_deref());
        let subject = match (self.settings.entra, &claims.tid, &claims.oid) {
            (false, ..) => claims.sub,
            (true, Some(tenant), Some(object)) => format!("{tenant}:{object}"),
            (true, ..) => return Err(ProviderError::Token("it names no tenant and object")),
        };
        let trusted = &self.settings.second_factor;
        let shown = claims.amr.iter().chain(&claims.acr);
        Ok(Identity {
            issuer,
            subject,
            second_factor: shown.into_iter().any(|how| trusted.contains(how)),
            signed_in_at: claims
                .auth_time
                .map(|at| UnixMillis(at.saturating_mul(1000))),
        })
    }

    /// The claims of a token whose signature is right.
    fn signed<'t>(&self, token: &'t str) -> Result<&'t str, ProviderError> {
        let wrong = ProviderError::Token;
        let (signed, signature) = token.rsplit_once('.').ok_or(wrong("it has no signature"))?;
        let (header, claims) = signed.split_once('.').ok_or(wrong("it has no claims"))?;
        let alg = part::<Header>(header)?.alg;
        let key = key_of(token, self.keys).ok_or(wrong("it is signed with a key not known"))?;
        let signature = bytes(signature)?;
        let message = signed.as_bytes();
        let right = match alg.as_str() {
            "ES256" if key.crv == "P-256" => {
                let point = [vec![4], bytes(&key.x)?, bytes(&key.y)?].concat();
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point)
                    .verify(message, &signature)
                    .is_ok()
            }
            "RS256" | "PS256" => {
                let public = RsaPublicKeyComponents {
                    n: bytes(&key.n)?,
                    e: bytes(&key.e)?,
                };
                let how = match alg.as_str() {
                    "RS256" => &RSA_PKCS1_2048_8192_SHA256,
                    _ => &RSA_PSS_2048_8192_SHA256,
                };
                public.verify(how, message, &signature).is_ok()
            }
            _ => false,
        };
        right
            .then_some(claims)
            .ok_or(wrong("its signature is wrong"))
    }

    fn holds(&self, claims: &Claims) -> Result<(), ProviderError> {
        let refuse = |holds: bool, why: &'static str| match holds {
            true => Ok(()),
            false => Err(ProviderError::Token(why)),
        };
        let issuer = self.document.issuer_for(claims.tid.as_deref());
        refuse(claims.iss == issuer, "another issuer")?;
        let own = &self.settings.client_id;
        let (is_ours, alone) = match &claims.aud {
            OneOrMany::One(audience) => (audience == own, true),
            OneOrMany::Many(audiences) => (audiences.contains(own), audiences.len() == 1),
        };
        refuse(is_ours, "it is for another")?;
        refuse(alone || claims.azp.is_some(), "it is for several")?;
        let party = claims.azp.as_ref();
        refuse(party.is_none_or(|party| party == own), "for another party")?;
        let nonce = claims.nonce.as_deref();
        refuse(nonce == Some(self.nonce), "it belongs to another sign-in")?;
        let at = |seconds: i64| UnixMillis(seconds.saturating_mul(1000));
        refuse(at(claims.exp).plus(LEEWAY) > self.now, "it is over")?;
        let soon = self.now.plus(LEEWAY);
        refuse(at(claims.iat) <= soon, "it is from the future")?;
        let begins = claims.nbf.map(at);
        refuse(begins.is_none_or(|begins| begins <= soon), "not yet good")?;
        let named = !claims.sub.is_empty() && claims.sub.len() <= 255;
        refuse(named, "it names nobody")
    }
}

fn bytes(text: &str) -> Result<Vec<u8>, ProviderError> {
    let decoded = BASE64URL_NOPAD.decode(text.trim_end_matches('=').as_bytes());
    decoded.map_err(|_| ProviderError::Token("it is not base64url"))
}

fn part<T: DeserializeOwned>(text: &str) -> Result<T, ProviderError> {
    let read = serde_json::from_slice(&bytes(text)?);
    read.map_err(|_| ProviderError::Token("it cannot be read"))
}
