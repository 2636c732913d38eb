//! What a provider says of itself: where to go, and which keys it signs with.

use super::ProviderError;
use crate::config::{ProviderSettings, is_safe_url};
use serde::Deserialize;

/// Where a provider's pages are (OpenID Connect Discovery 1.0, section 3).
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Document {
    pub(super) issuer: String,
    pub(super) authorization_endpoint: String,
    pub(super) token_endpoint: String,
    pub(super) jwks_uri: String,
}

/// The keys that a provider signs with (RFC 7517).
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Keys {
    pub(super) keys: Vec<Key>,
}

/// One of them.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Key {
    pub(super) kty: String,
    #[serde(default)]
    pub(super) kid: Option<String>,
    #[serde(default, rename = "use")]
    pub(super) use_: Option<String>,
    #[serde(default)]
    pub(super) alg: Option<String>,
    #[serde(default)]
    pub(super) n: String,
    #[serde(default)]
    pub(super) e: String,
    #[serde(default)]
    pub(super) crv: String,
    #[serde(default)]
    pub(super) x: String,
    #[serde(default)]
    pub(super) y: String,
}

/// What stands in the issuer of Entra where a tenant's identity belongs.
const TENANT: &str = "{tenantid}";

impl Document {
    /// Whether it is about the provider that was asked, and leads nowhere unsafe.
    pub(super) fn is_of(&self, settings: &ProviderSettings) -> Result<(), ProviderError> {
        let said = self.issuer.trim_end_matches('/');
        let of_any_tenant = settings.entra && self.issuer.contains(TENANT);
        if said != settings.issuer.trim_end_matches('/') && !of_any_tenant {
            let issuer = &self.issuer;
            return Err(ProviderError::Unreadable(format!("it says it is {issuer}")));
        }
        for url in [
            &self.authorization_endpoint,
            &self.token_endpoint,
            &self.jwks_uri,
        ] {
            if !is_safe_url(url) {
                return Err(ProviderError::Unreadable(format!("{url} is not under TLS")));
            }
        }
        Ok(())
    }

    /// Who must have signed a token of this tenant.
    pub(super) fn issuer_for(&self, tenant: Option<&str>) -> String {
        match tenant {
            Some(tenant) => self.issuer.replace(TENANT, tenant),
            None => self.issuer.clone(),
        }
    }
}
