//! What the portal is told at its start: by flags, by `FOURLENS_*` variables, by a TOML file, in
//! this order. Read once, then passed in.

mod files;
mod mail;
mod provider;
mod proxy;
mod scanner;

pub use files::{FileFlags, FileSettings};
pub use mail::{MailFlags, MailServer};
pub use provider::{NotAProvider, ProviderFlags, ProviderSettings, is_safe_url};
pub use proxy::{NotANetwork, ProxyNetwork};
pub use scanner::{NotAScanner, ScannerAddress};

use crate::{demo, store::FilesAt};
use axum::http::Uri;
use clap::{Args, builder::FalseyValueParser};
use fourlens_app::portal::Partnership;
use serde::Deserialize;
use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
};

/// Where data and keys lie; every command that opens the store takes these.
#[derive(Debug, Clone, Args)]
pub struct StoreFlags {
    /// The folder of the embedded database and of files.
    #[arg(long, env = "FOURLENS_DATA", value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// PostgreSQL instead of the embedded database.
    #[arg(
        long,
        env = "FOURLENS_DATABASE_URL",
        value_name = "URL",
        hide_env_values = true
    )]
    pub database_url: Option<String>,
    /// The database of wrapped keys, apart from the main one.
    #[arg(
        long,
        env = "FOURLENS_KEY_STORE",
        value_name = "URL",
        hide_env_values = true
    )]
    pub key_store: Option<String>,
    /// The key ring: a file outside the data folder.
    #[arg(long, env = "FOURLENS_KEYS", value_name = "FILE")]
    pub keys: Option<PathBuf>,
    /// Where files lie: a folder, or s3://BUCKET/PREFIX with the usual AWS_ variables.
    #[arg(long, env = "FOURLENS_FILES", value_name = "URL")]
    pub files: Option<String>,
    /// A TOML file with any of these.
    #[arg(long, env = "FOURLENS_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Made-up schools and open accounts, on a loopback listener only.
    #[arg(
        long,
        env = "FOURLENS_DEMO",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "true",
        value_parser = FalseyValueParser::new(),
        hide_possible_values = true,
        value_name = "BOOL"
    )]
    pub demo: Option<bool>,
}

/// How the portal listens.
#[derive(Debug, Clone, Args)]
pub struct ServeFlags {
    /// Where data and keys lie.
    #[command(flatten)]
    pub store: StoreFlags,
    /// The address to listen on.
    #[arg(long, env = "FOURLENS_LISTEN", value_name = "ADDR")]
    pub listen: Option<SocketAddr>,
    /// How people reach the portal: links and the cookie's name follow it.
    #[arg(long, env = "FOURLENS_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
    /// The network of the proxy whose forwarded address is believed.
    #[arg(long, env = "FOURLENS_TRUSTED_PROXY", value_name = "CIDR")]
    pub trusted_proxy: Option<ProxyNetwork>,
    /// The name of the partnership that runs the portal, shown on its pages.
    #[arg(long, env = "FOURLENS_PARTNERSHIP_NAME", value_name = "NAME")]
    pub partnership_name: Option<String>,
    /// How people get help: an email address, a phone number, or both in a few words.
    #[arg(long, env = "FOURLENS_CONTACT", value_name = "WORDS")]
    pub contact: Option<String>,
    /// Which files are taken.
    #[command(flatten)]
    pub files: FileFlags,
    /// Who sends mail.
    #[command(flatten)]
    pub mail: MailFlags,
    /// With whose accounts people can sign in.
    #[command(flatten)]
    pub provider: ProviderFlags,
}

/// The same, in a TOML file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ConfigFile {
    data: Option<PathBuf>,
    database_url: Option<String>,
    key_store: Option<String>,
    keys: Option<PathBuf>,
    files: Option<String>,
    demo: Option<bool>,
    listen: Option<SocketAddr>,
    public_url: Option<String>,
    trusted_proxy: Option<ProxyNetwork>,
    partnership_name: Option<String>,
    contact: Option<String>,
    clamav: Option<ScannerAddress>,
    megabytes_per_file: Option<u16>,
    megabytes_per_return: Option<u16>,
    smtp: Option<String>,
    mail_from: Option<String>,
    oidc_issuer: Option<String>,
    oidc_client_id: Option<String>,
    oidc_client_secret: Option<PathBuf>,
    oidc_name: Option<String>,
    oidc_entra: Option<bool>,
    oidc_second_factor: Option<String>,
}

/// What is wrong with what the portal was told.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The TOML file cannot be read.
    #[error("cannot read {}: {cause}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        cause: String,
    },
    /// The demo was asked for where others could reach it.
    #[error("--demo has open accounts: it listens on 127.0.0.1 or [::1] only, not on {0}")]
    DemoInTheOpen(SocketAddr),
    /// A real portal needs a key ring.
    #[error("say where the key ring is: --keys FILE (make one with `fourlens keys new FILE`)")]
    NoKeys,
    /// A public address that is none.
    #[error(
        "--public-url must be https:// and a host, without a path (http:// only for a loopback address on a loopback listener), not {0}"
    )]
    PublicUrl(String),
    /// A folder with real data was named as the demo's, or the demo's as a real one.
    #[error("{} {what}", folder.display())]
    WrongFolder {
        /// The folder.
        folder: PathBuf,
        /// What it holds.
        what: &'static str,
    },
    /// The key store of a PostgreSQL database was not named.
    #[error(
        "with --database-url, say where the wrapped keys lie: --key-store URL, another database"
    )]
    NoKeyStore,
    /// Files cannot lie there.
    #[error("--files names a folder or s3://BUCKET/PREFIX, not {0}")]
    Files(String),
    /// Mail cannot be sent like that.
    #[error(transparent)]
    Mail(#[from] mail::NotAMailServer),
    /// Nobody can sign in like that.
    #[error(transparent)]
    Provider(#[from] NotAProvider),
    /// No file would fit.
    #[error("--megabytes-per-file must be at least 1 and at most --megabytes-per-return")]
    NoRoomForFiles,
}

/// Where data and keys lie, decided.
#[derive(Debug, Clone)]
pub struct StoreSettings {
    /// The store's own settings.
    pub store: crate::store::StoreConfig,
    /// Whether this is a demo.
    pub demo: bool,
}

/// Everything the server is told, decided.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where data and keys lie.
    pub store: StoreSettings,
    /// The address to listen on.
    pub listen: SocketAddr,
    /// How people reach the portal, without a slash at its end.
    pub public_url: String,
    /// The network of the proxy whose forwarded address is believed.
    pub trusted_proxy: Option<ProxyNetwork>,
    /// Who runs the portal, as its pages say it.
    pub partnership: Partnership,
    /// Which files are taken.
    pub files: FileSettings,
    /// Who sends mail; it waits where there is none.
    pub mail: Option<MailServer>,
    /// With whose accounts people can sign in; none with their own only.
    pub provider: Option<ProviderSettings>,
}

/// The name of the file that marks a demo's data folder.
const DEMO_MARK: &str = "demo";

impl StoreFlags {
    /// Decides where data and keys lie.
    ///
    /// # Errors
    /// When the file cannot be read, or folder and purpose do not fit.
    pub fn decide(&self) -> Result<StoreSettings, ConfigError> {
        self.decide_with(&self.file()?)
    }

    fn file(&self) -> Result<ConfigFile, ConfigError> {
        let Some(path) = &self.config else {
            return Ok(ConfigFile::default());
        };
        let unreadable = |cause: String| ConfigError::Unreadable {
            path: path.clone(),
            cause,
        };
        let text = std::fs::read_to_string(path).map_err(|cause| unreadable(cause.to_string()))?;
        toml::from_str(&text).map_err(|cause| unreadable(cause.to_string()))
    }

    fn decide_with(&self, file: &ConfigFile) -> Result<StoreSettings, ConfigError> {
        let demo = self.demo.or(file.demo).unwrap_or(false);
        let default_folder = if demo { "target/demo/data" } else { "data" };
        let data = self
            .data
            .clone()
            .or_else(|| file.data.clone())
            .unwrap_or_else(|| PathBuf::from(default_folder));
        let keys = self.keys.clone().or_else(|| file.keys.clone());
        // A demo's key ring lies beside its data folder, never in it.
        let keys = keys
            .or_else(|| demo.then(|| data.with_extension("keys")))
            .ok_or(ConfigError::NoKeys)?;
        let database_url = self
            .database_url
            .clone()
            .or_else(|| file.database_url.clone());
        let key_store_url = self.key_store.clone().or_else(|| file.key_store.clone());
        if database_url.is_some() && key_store_url.is_none() {
            return Err(ConfigError::NoKeyStore);
        }
        check_folder(&data, demo)?;
        let files = self.files.clone().or_else(|| file.files.clone());
        if FilesAt::of(files.as_deref(), &data).is_none() {
            return Err(ConfigError::Files(files.unwrap_or_default()));
        }
        let store = crate::store::StoreConfig {
            data,
            database_url,
            key_store_url,
            keys,
            files,
        };
        Ok(StoreSettings { store, demo })
    }
}

impl ServeFlags {
    /// Decides everything the server is told.
    ///
    /// # Errors
    /// When the parts do not fit together.
    pub fn decide(&self) -> Result<Settings, ConfigError> {
        let file = self.store.file()?;
        let store = self.store.decide_with(&file)?;
        let listen = self
            .listen
            .or(file.listen)
            .unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 3000)));
        if store.demo && !listen.ip().is_loopback() {
            return Err(ConfigError::DemoInTheOpen(listen));
        }
        let public_url = self
            .public_url
            .clone()
            .or(file.public_url)
            .unwrap_or_else(|| format!("http://{listen}"));
        let public_url = public_url.trim_end_matches('/').to_string();
        if !is_reachable_safely(&public_url, listen) {
            return Err(ConfigError::PublicUrl(public_url));
        }
        let trusted_proxy = self.trusted_proxy.or(file.trusted_proxy);
        let files = self.files.decide(&FileFlags {
            clamav: file.clamav,
            megabytes_per_file: file.megabytes_per_file,
            megabytes_per_return: file.megabytes_per_return,
        })?;
        let mail = self.mail.decide(&MailFlags {
            smtp: file.smtp,
            mail_from: file.mail_from,
        })?;
        let provider = self.provider.decide(ProviderFlags {
            oidc_issuer: file.oidc_issuer,
            oidc_client_id: file.oidc_client_id,
            oidc_client_secret: file.oidc_client_secret,
            oidc_name: file.oidc_name,
            oidc_entra: file.oidc_entra,
            oidc_second_factor: file.oidc_second_factor,
        })?;
        let made_up = store.demo.then(demo::partnership).unwrap_or_default();
        let name = self.partnership_name.clone().or(file.partnership_name);
        let contact = self.contact.clone().or(file.contact);
        let partnership = Partnership {
            name: name.or(made_up.name),
            contact: contact.or(made_up.contact),
        };
        Ok(Settings {
            store,
            listen,
            public_url,
            trusted_proxy,
            partnership,
            files,
            mail,
            provider,
        })
    }
}

impl Settings {
    /// Whether people come over TLS, which the proxy ends.
    pub fn secure(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

/// Whether people who come by this address come over TLS, or from this machine itself. Paths of
/// pages and of the cookie begin at the root, so the address has no path.
fn is_reachable_safely(public_url: &str, listen: SocketAddr) -> bool {
    let Ok(url) = public_url.parse::<Uri>() else {
        return false;
    };
    let host = url.host().unwrap_or_default();
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let here = bare == "localhost"
        || bare
            .parse()
            .is_ok_and(|address: IpAddr| address.is_loopback());
    let safe = public_url.starts_with("https://")
        || public_url.starts_with("http://") && listen.ip().is_loopback() && here;
    safe && !host.is_empty() && url.path() == "/" && url.query().is_none()
}

/// Marks a folder as a demo's.
///
/// # Errors
/// When the file cannot be written.
pub fn mark_demo(data: &std::path::Path) -> std::io::Result<()> {
    std::fs::create_dir_all(data)?;
    std::fs::write(
        data.join(DEMO_MARK),
        "This folder holds the data of a demonstration.\n",
    )
}

fn check_folder(data: &std::path::Path, demo: bool) -> Result<(), ConfigError> {
    let empty = std::fs::read_dir(data).map_or(true, |mut entries| entries.next().is_none());
    let marked = data.join(DEMO_MARK).exists();
    let wrong = |what| {
        Err(ConfigError::WrongFolder {
            folder: data.to_path_buf(),
            what,
        })
    };
    match (demo, marked, empty) {
        (true, false, false) => wrong("holds data that is not a demo's: --demo refuses it"),
        (false, true, _) => {
            wrong("holds the data of a demo: serve it with --demo, or name another folder")
        }
        _ => Ok(()),
    }
}
