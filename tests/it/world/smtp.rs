//! A mail server on this machine that takes mail, refuses it, or is down, as the story says.

use std::sync::{Arc, Mutex};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// What a mail server does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// It takes every mail.
    Everything,
    /// It asks everyone to come again later.
    NothingNow,
    /// It refuses this recipient for good.
    NotTo(&'static str),
}

/// A mail server.
pub struct MailSink {
    port: u16,
    takes: Arc<Mutex<Takes>>,
    mails: Arc<Mutex<Vec<String>>>,
    running: Option<tokio::task::JoinHandle<()>>,
}

impl MailSink {
    /// One that takes everything.
    pub async fn start() -> MailSink {
        let mut sink = MailSink {
            port: 0,
            takes: Arc::new(Mutex::new(Takes::Everything)),
            mails: Arc::default(),
            running: None,
        };
        sink.come_up().await;
        sink
    }

    /// What `--smtp` is told.
    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// What it does from now on.
    pub fn takes(&self, takes: Takes) {
        *self.takes.lock().expect("a lock") = takes;
    }

    /// The mails it took.
    pub fn mails(&self) -> Vec<String> {
        self.mails.lock().expect("a lock").clone()
    }

    /// It goes down: nobody listens.
    pub async fn go_down(&mut self) {
        if let Some(running) = self.running.take() {
            running.abort();
            let _ended = running.await;
        }
    }

    /// It comes up again where it was.
    pub async fn come_up(&mut self) {
        let listener = TcpListener::bind(("127.0.0.1", self.port))
            .await
            .expect("a port");
        self.port = listener.local_addr().expect("an address").port();
        let (takes, mails) = (self.takes.clone(), self.mails.clone());
        self.running = Some(tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let _gone = serve(stream, &takes, &mails).await;
            }
        }));
    }
}

async fn serve(
    stream: TcpStream,
    takes: &Mutex<Takes>,
    mails: &Mutex<Vec<String>>,
) -> std::io::Result<()> {
    let takes = *takes.lock().expect("a lock");
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 sink.example ESMTP\r\n").await?;
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let answer: &str = match line.to_ascii_uppercase() {
            word if word.starts_with("EHLO") => "250 sink.example\r\n",
            _ if takes == Takes::NothingNow => "451 come again later\r\n",
            word if word.starts_with("RCPT") => match takes {
                Takes::NotTo(who) if line.contains(who) => "550 no such mailbox\r\n",
                _ => "250 fine\r\n",
            },
            word if word.starts_with("DATA") => {
                stream.write_all(b"354 go on\r\n").await?;
                let mail = read_mail(&mut stream).await?;
                mails
                    .lock()
                    .expect("a lock")
                    .push(super::signing_in::plain(&mail));
                "250 taken\r\n"
            }
            word if word.starts_with("QUIT") => {
                stream.write_all(b"221 bye\r\n").await?;
                return Ok(());
            }
            _ => "250 fine\r\n",
        };
        stream.write_all(answer.as_bytes()).await?;
    }
}

async fn read_mail(stream: &mut BufReader<TcpStream>) -> std::io::Result<String> {
    let mut mail = String::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 || line == ".\r\n" {
            return Ok(mail);
        }
        mail.push_str(&line);
    }
}
