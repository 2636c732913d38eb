//! One keep-alive connection, as a browser holds it: asks, waits, reads the whole answer. It must
//! not know what the answers mean.

use anyhow::{Context, Result, bail};
use http_body_util::{BodyExt, Full};
use hyper::{
    HeaderMap, Method, Request,
    body::Bytes,
    client::conn::http1::{self, SendRequest},
    header,
};
use hyper_util::rt::TokioIo;
use std::{net::SocketAddr, time::Duration};
use tokio::net::TcpStream;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// One connection.
pub struct Client {
    sender: SendRequest<Full<Bytes>>,
    host: String,
    cookie: Option<String>,
    from: Option<String>,
    coding: &'static str,
}

/// What came back.
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as it came over the wire.
    pub body: Bytes,
}

impl Client {
    /// Connects.
    pub async fn connect(address: SocketAddr) -> Result<Client> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        // It ends with the sender, or says its error to whoever asks next.
        tokio::spawn(connection);
        Ok(Client {
            sender,
            host: address.to_string(),
            cookie: None,
            from: None,
            coding: "identity",
        })
    }

    /// With this cookie from now on.
    pub fn with_cookie(mut self, cookie: Option<String>) -> Client {
        self.cookie = cookie;
        self
    }

    /// As a proxy passes it on that was called from this address.
    pub fn called_from(mut self, address: &str) -> Client {
        self.from = Some(address.to_owned());
        self
    }

    /// Asks for bodies packed by brotli from now on.
    pub fn with_brotli(mut self) -> Client {
        self.coding = "br";
        self
    }

    /// Asks for a page.
    pub async fn get(&mut self, path: &str) -> Result<Reply> {
        self.ask(Method::GET, path, Bytes::new()).await
    }

    /// Posts a form, as a browser does from a page of the same site.
    pub async fn post(&mut self, path: &str, form: String) -> Result<Reply> {
        self.ask(Method::POST, path, form.into()).await
    }

    async fn ask(&mut self, method: Method, path: &str, body: Bytes) -> Result<Reply> {
        let mut request = Request::builder()
            .uri(path)
            .header(header::HOST, &self.host)
            .header(header::ACCEPT_ENCODING, self.coding);
        if method == Method::POST {
            request = request
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .header("sec-fetch-site", "same-origin");
        }
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        if let Some(address) = &self.from {
            request = request.header("x-forwarded-for", address);
        }
        let request = request.method(method).body(Full::new(body))?;
        let answering = async {
            let response = self.sender.send_request(request).await?;
            let (head, body) = response.into_parts();
            let body = body.collect().await?.to_bytes();
            Ok::<_, hyper::Error>((head, body))
        };
        let (head, body) = tokio::time::timeout(PATIENCE, answering)
            .await
            .with_context(|| format!("no answer to {path}"))??;
        Ok(Reply {
            status: head.status.as_u16(),
            headers: head.headers,
            body,
        })
    }
}

impl Reply {
    /// An error unless the status is this one.
    pub fn expect(self, status: u16, asked: &str) -> Result<Reply> {
        if self.status != status {
            let said = String::from_utf8_lossy(&self.body);
            bail!("{asked} answered {} and not {status}: {said}", self.status);
        }
        Ok(self)
    }

    /// The body as text.
    pub fn text(&self) -> Result<&str> {
        Ok(std::str::from_utf8(&self.body)?)
    }

    /// What stands in the page between these two.
    pub fn between(&self, before: &str, after: &str) -> Result<&str> {
        let text = self.text()?;
        let found = text
            .split_once(before)
            .and_then(|(_, rest)| rest.split_once(after));
        let (found, _) = found.with_context(|| format!("the page has no {before}"))?;
        Ok(found)
    }
}
