//! Which files are taken: how large they may be, and which virus scanner looks at them.

use super::{ConfigError, ScannerAddress};
use clap::Args;
use std::time::Duration;

/// Which files are taken.
#[derive(Debug, Clone, Args)]
pub struct FileFlags {
    /// The virus scanner that looks at each file: HOST:PORT or unix:/PATH of a clamd.
    #[arg(long, env = "FOURLENS_CLAMAV", value_name = "ADDR")]
    pub clamav: Option<ScannerAddress>,
    /// The most megabytes of one file.
    #[arg(long, env = "FOURLENS_MEGABYTES_PER_FILE", value_name = "NUMBER")]
    pub megabytes_per_file: Option<u16>,
    /// The most megabytes of all files of one return.
    #[arg(long, env = "FOURLENS_MEGABYTES_PER_RETURN", value_name = "NUMBER")]
    pub megabytes_per_return: Option<u16>,
}

/// Which files are taken, decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileSettings {
    /// The virus scanner that looks at each.
    pub clamav: Option<ScannerAddress>,
    /// The most bytes of one.
    pub bytes_per_file: u64,
    /// The most bytes of all files of one return.
    pub bytes_per_return: u64,
    /// How long the scanner gets for a file.
    pub scan_time: Duration,
}

/// A megabyte, as people count.
const MEGABYTE: u64 = 1_000_000;

impl Default for FileSettings {
    fn default() -> Self {
        FileSettings {
            clamav: None,
            bytes_per_file: 20 * MEGABYTE,
            bytes_per_return: 200 * MEGABYTE,
            scan_time: Duration::from_secs(20),
        }
    }
}

impl FileFlags {
    /// Decides which files are taken; what is not told here may be told by a file.
    pub(super) fn decide(&self, file: &FileFlags) -> Result<FileSettings, ConfigError> {
        let usual = FileSettings::default();
        let bytes = |flag: Option<u16>, file: Option<u16>, usual| {
            let told = flag.or(file);
            told.map_or(usual, |megabytes| u64::from(megabytes) * MEGABYTE)
        };
        let per_file = bytes(
            self.megabytes_per_file,
            file.megabytes_per_file,
            usual.bytes_per_file,
        );
        let per_return = bytes(
            self.megabytes_per_return,
            file.megabytes_per_return,
            usual.bytes_per_return.max(per_file),
        );
        if per_file == 0 || per_file > per_return {
            return Err(ConfigError::NoRoomForFiles);
        }
        Ok(FileSettings {
            clamav: self.clamav.clone().or_else(|| file.clamav.clone()),
            bytes_per_file: per_file,
            bytes_per_return: per_return,
            scan_time: usual.scan_time,
        })
    }
}
