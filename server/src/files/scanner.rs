//! The virus scanner: a clamd, asked by its command INSTREAM. Only its plain *OK* counts as clean;
//! silence, nonsense or an error leave a file where it is. It must not know whose file it is.

use crate::{
    config::{FileSettings, ScannerAddress},
    store::{FileContent, StoreError, Verdict},
};
use std::{io, time::Duration};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpStream, UnixStream},
    time::timeout,
};

/// The longest answer that is read.
const LONGEST_ANSWER: u64 = 4 * 1024;

/// A way to look for viruses.
#[derive(Debug, Clone)]
pub enum Scanner {
    /// There is none.
    None,
    /// A clamd at this address, which gets this long for a file.
    Clamd(ScannerAddress, Duration),
}

/// Why a file was not looked at.
#[derive(Debug, thiserror::Error)]
pub enum ScanError {
    /// None is configured.
    #[error("no virus scanner is configured")]
    NoScanner,
    /// It cannot be reached, or broke off.
    #[error("the virus scanner cannot be reached: {0}")]
    Away(#[from] io::Error),
    /// It took too long.
    #[error("the virus scanner did not answer in time")]
    Slow,
    /// It said neither clean nor found.
    #[error("the virus scanner said `{0}`")]
    Strange(String),
    /// The file cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Scanner {
    /// The scanner that these settings name.
    pub fn of(settings: &FileSettings) -> Scanner {
        match &settings.clamav {
            Some(address) => Scanner::Clamd(address.clone(), settings.scan_time),
            None => Scanner::None,
        }
    }

    /// Whether there is one.
    pub fn scans(&self) -> bool {
        !matches!(self, Scanner::None)
    }

    /// Looks at a file.
    ///
    /// # Errors
    /// When nothing is known of the file afterwards.
    pub async fn scan(&self, file: &FileContent) -> Result<Verdict, ScanError> {
        let Scanner::Clamd(address, patience) = self else {
            return Err(ScanError::NoScanner);
        };
        let asking = async {
            match address {
                ScannerAddress::Tcp(address) => {
                    ask(TcpStream::connect(address.as_str()).await?, file).await
                }
                ScannerAddress::Unix(path) => ask(UnixStream::connect(path).await?, file).await,
            }
        };
        let asked = timeout(*patience, asking).await;
        asked.map_err(|_| ScanError::Slow)?
    }
}

async fn ask(
    mut clamd: impl AsyncRead + AsyncWrite + Unpin,
    file: &FileContent,
) -> Result<Verdict, ScanError> {
    clamd.write_all(b"zINSTREAM\0").await?;
    let mut place = 0;
    while let Some(piece) = file.piece(place).await? {
        let length = u32::try_from(piece.len()).map_err(io::Error::other)?;
        clamd.write_all(&length.to_be_bytes()).await?;
        clamd.write_all(&piece).await?;
        place += 1;
    }
    clamd.write_all(&0u32.to_be_bytes()).await?;
    clamd.flush().await?;
    let mut answer = Vec::new();
    clamd.take(LONGEST_ANSWER).read_to_end(&mut answer).await?;
    verdict(&answer)
}

fn verdict(answer: &[u8]) -> Result<Verdict, ScanError> {
    let whole = String::from_utf8_lossy(answer);
    let said = whole.trim_end_matches(['\0', '\n']);
    let found = said
        .strip_prefix("stream: ")
        .and_then(|said| said.strip_suffix(" FOUND"));
    match (said, found) {
        ("stream: OK", _) => Ok(Verdict::Clean),
        (_, Some(what)) => Ok(Verdict::Found(what.chars().take(100).collect())),
        _ => Err(ScanError::Strange(said.chars().take(200).collect())),
    }
}
