//! The provider with which people can sign in, as `--oidc-issuer` and its fellows name it. Its
//! secret is in a file and is never printed.

use axum::http::Uri;
use clap::Args;
use std::{fmt, fs, net::IpAddr, path::PathBuf};
use zeroize::Zeroizing;

/// The provider.
#[derive(Debug, Clone, Default, Args)]
pub struct ProviderFlags {
    /// A provider of accounts by OpenID Connect, such as `https://login.microsoftonline.com/TENANT/v2.0`
    #[arg(long, env = "FOURLENS_OIDC_ISSUER", value_name = "URL")]
    pub oidc_issuer: Option<String>,
    /// What the provider calls this portal.
    #[arg(long, env = "FOURLENS_OIDC_CLIENT_ID", value_name = "ID")]
    pub oidc_client_id: Option<String>,
    /// The file that holds the secret shared with the provider.
    #[arg(long, env = "FOURLENS_OIDC_CLIENT_SECRET", value_name = "FILE")]
    pub oidc_client_secret: Option<PathBuf>,
    /// What people call the provider; "your organisation" without it.
    #[arg(long, env = "FOURLENS_OIDC_NAME", value_name = "NAME")]
    pub oidc_name: Option<String>,
    /// The provider is Microsoft Entra: people are known by tenant and object.
    #[arg(long, env = "FOURLENS_OIDC_ENTRA", num_args = 0..=1, require_equals = true, default_missing_value = "true", value_name = "BOOL")]
    pub oidc_entra: Option<bool>,
    /// What the provider says (amr or acr) of whom it asked for a second factor that counts here, parted by commas.
    #[arg(long, env = "FOURLENS_OIDC_SECOND_FACTOR", value_name = "WORDS")]
    pub oidc_second_factor: Option<String>,
}

/// A provider, decided.
#[derive(Clone, PartialEq, Eq)]
pub struct ProviderSettings {
    /// Who it is.
    pub issuer: String,
    /// What it calls this portal.
    pub client_id: String,
    /// The secret shared with it.
    pub client_secret: Zeroizing<String>,
    /// What people call it.
    pub name: String,
    /// Whether people are known by tenant and object.
    pub entra: bool,
    /// What it says of whom it asked for a second factor that counts here; none never counts.
    pub second_factor: Vec<String>,
}

/// What was given is no provider.
#[derive(Debug, thiserror::Error)]
pub enum NotAProvider {
    /// The issuer is no URL under TLS.
    #[error("--oidc-issuer must be https:// and a host, not {0}")]
    Issuer(String),
    /// Something is missing.
    #[error("with --oidc-issuer, give --oidc-client-id and --oidc-client-secret FILE")]
    Incomplete,
    /// The secret's file cannot be read.
    #[error("cannot read the provider's secret {}: {cause}", path.display())]
    Secret {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        cause: std::io::Error,
    },
}

impl ProviderFlags {
    /// Decides, with what a file says where no flag does.
    ///
    /// # Errors
    /// When the parts do not fit together, or the secret cannot be read.
    pub fn decide(&self, file: ProviderFlags) -> Result<Option<ProviderSettings>, NotAProvider> {
        let Some(issuer) = self.oidc_issuer.clone().or(file.oidc_issuer) else {
            return Ok(None);
        };
        if !is_safe_url(&issuer) {
            return Err(NotAProvider::Issuer(issuer));
        }
        let client_id = self.oidc_client_id.clone().or(file.oidc_client_id);
        let path = self.oidc_client_secret.clone().or(file.oidc_client_secret);
        let (Some(client_id), Some(path)) = (client_id, path) else {
            return Err(NotAProvider::Incomplete);
        };
        let secret = fs::read_to_string(&path).map(Zeroizing::new);
        let secret = secret.map_err(|cause| NotAProvider::Secret { path, cause })?;
        let name = self.oidc_name.clone().or(file.oidc_name);
        let second_factor = self.oidc_second_factor.clone().or(file.oidc_second_factor);
        Ok(Some(ProviderSettings {
            issuer,
            client_id,
            client_secret: Zeroizing::new(secret.trim().to_string()),
            name: name.unwrap_or_else(|| "your organisation".to_string()),
            entra: self.oidc_entra.or(file.oidc_entra).unwrap_or(false),
            second_factor: words(&second_factor.unwrap_or_default()),
        }))
    }
}

fn words(list: &str) -> Vec<String> {
    let words = list.split(',').map(|word| word.trim().to_string());
    words.filter(|word| !word.is_empty()).collect()
}

/// Whether what goes to this URL goes under TLS, or stays on this machine.
pub fn is_safe_url(url: &str) -> bool {
    let Ok(parsed) = url.parse::<Uri>() else {
        return false;
    };
    let host = parsed.host().unwrap_or_default();
    let plain = host.trim_start_matches('[').trim_end_matches(']');
    let here = plain == "localhost" || plain.parse().is_ok_and(|ip: IpAddr| ip.is_loopback());
    match parsed.scheme_str() {
        Some("https") => !host.is_empty(),
        Some("http") => here,
        _ => false,
    }
}

impl fmt::Debug for ProviderSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ProviderSettings({})", self.issuer)
    }
}
