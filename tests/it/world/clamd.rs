//! A virus scanner as the portal meets it: a clamd of our own on the loopback, which says what a
//! story wants it to say.

use std::sync::{Arc, Mutex, PoisonError};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// What the scanner says.
#[derive(Debug, Clone, Copy)]
pub enum Says {
    /// That a file is clean, unless it holds the word `VIRUS`.
    TheTruth,
    /// Nothing at all.
    Nothing,
    /// What no scanner says.
    Nonsense,
    /// Half of what it should, and then it hangs up.
    Half,
}

/// A scanner that listens as long as it lives.
pub struct Clamd {
    /// Where it listens.
    pub address: String,
    says: Arc<Mutex<Says>>,
    listening: tokio::task::JoinHandle<()>,
}

impl Clamd {
    /// Starts one.
    pub async fn start(says: Says) -> Clamd {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address").to_string();
        let says = Arc::new(Mutex::new(says));
        let told = says.clone();
        let listening = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let says = *told.lock().unwrap_or_else(PoisonError::into_inner);
                tokio::spawn(answer(stream, says));
            }
        });
        Clamd {
            address,
            says,
            listening,
        }
    }

    /// What it says from now on.
    pub fn say(&self, says: Says) {
        *self.says.lock().unwrap_or_else(PoisonError::into_inner) = says;
    }
}

impl Drop for Clamd {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

async fn answer(mut stream: TcpStream, says: Says) {
    let Some(file) = instream(&mut stream).await else {
        return;
    };
    let infected = file.windows(5).any(|window| window == b"VIRUS");
    let said: &[u8] = match says {
        Says::TheTruth if infected => b"stream: Story-Test-Virus FOUND\0",
        Says::TheTruth => b"stream: OK\0",
        Says::Nothing => return std::future::pending().await,
        Says::Nonsense => b"stream: OK, I suppose\0",
        Says::Half => b"stream: ",
    };
    let _gone = stream.write_all(said).await;
}

/// What comes by the command INSTREAM.
async fn instream(stream: &mut TcpStream) -> Option<Vec<u8>> {
    let mut command = [0; 10];
    stream.read_exact(&mut command).await.ok()?;
    assert_eq!(&command, b"zINSTREAM\0");
    let mut file = Vec::new();
    loop {
        let length = stream.read_u32().await.ok()?;
        if length == 0 {
            return Some(file);
        }
        let mut piece = vec![0; usize::try_from(length).ok()?];
        stream.read_exact(&mut piece).await.ok()?;
        file.extend(piece);
    }
}
