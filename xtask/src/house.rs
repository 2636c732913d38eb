//! Where things lie in this checkout, and what the surroundings say. The one file of xtask that
//! reads environment variables.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The checkout this tool was built from.
pub(crate) struct House {
    /// The folder that holds the workspace.
    pub(crate) root: PathBuf,
    /// True where a skipped step is a failure (`CI=true`).
    pub(crate) ci: bool,
}

impl House {
    /// The house around this tool.
    pub(crate) fn open() -> Result<House> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .context("xtask lies in a workspace")?
            .to_path_buf();
        let ci = variable("CI").is_some_and(|value| value == "true" || value == "1");
        Ok(House { root, ci })
    }

    /// Everything generated lies here.
    pub(crate) fn target(&self) -> PathBuf {
        self.root.join("target")
    }

    /// What the server embeds.
    pub(crate) fn assets(&self) -> PathBuf {
        self.target().join("assets")
    }
}

/// An environment variable that is set and not empty.
pub(crate) fn variable(name: &str) -> Option<OsString> {
    #[expect(
        clippy::disallowed_methods,
        reason = "xtask's surroundings are read here"
    )]
    let value = std::env::var_os(name);
    value.filter(|value| !value.is_empty())
}

/// The variables of this process whose names satisfy `wanted`.
pub(crate) fn variables(wanted: impl Fn(&str) -> bool) -> Vec<OsString> {
    std::env::vars_os()
        .map(|(name, _)| name)
        .filter(|name| name.to_str().is_some_and(&wanted))
        .collect()
}

/// A program on the search path.
pub(crate) fn program(name: &str) -> Option<PathBuf> {
    std::env::split_paths(&variable("PATH")?)
        .map(|folder| folder.join(name))
        .find(|path| path.is_file())
}
