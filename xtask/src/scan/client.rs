//! The least of an HTTP client: one request a connection, on the loopback, to sign in with and to
//! find a draft.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::demo::Account;

const LIMIT: Duration = Duration::from_secs(30);

/// What came back.
pub(super) struct Reply {
    pub(super) status: u16,
    /// Names in small letters.
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: String,
}

/// Asks for a page with these cookies.
pub(super) fn get(address: SocketAddr, path: &str, cookies: &str) -> Result<Reply> {
    send(address, &format!("GET {path}"), cookies, "")
}

/// Posts fields as a form does.
pub(super) fn post(address: SocketAddr, path: &str, cookies: &str, fields: &str) -> Result<Reply> {
    send(address, &format!("POST {path}"), cookies, fields)
}

/// Signs in by the form on the page; the session's cookie.
pub(super) fn sign_in(address: SocketAddr, account: &Account) -> Result<String> {
    let page = get(address, "/sign-in", "")?;
    if !page
        .body
        .contains("<form method=\"post\" action=\"/sign-in\"")
    {
        bail!("the sign-in page has no form");
    }
    let (email, password) = (encode(&account.email), encode(&account.password));
    let fields = format!("next=&email={email}&password={password}");
    let reply = post(address, "/sign-in", "", &fields)?;
    let cookies = reply
        .headers
        .iter()
        .filter(|(name, _)| name == "set-cookie");
    let session = cookies
        .filter_map(|(_, cookie)| cookie.split(';').next())
        .find(|cookie| cookie.starts_with("fourlens="));
    let session = session.with_context(|| format!("{} cannot sign in", account.email))?;
    Ok(session.to_owned())
}

fn send(address: SocketAddr, line: &str, cookies: &str, fields: &str) -> Result<Reply> {
    let mut stream = TcpStream::connect_timeout(&address, LIMIT)?;
    stream.set_read_timeout(Some(LIMIT))?;
    stream.set_write_timeout(Some(LIMIT))?;
    let cookies = match cookies {
        "" => String::new(),
        cookies => format!("Cookie: {cookies}\r\n"),
    };
    let body = match fields {
        "" => "\r\n".to_owned(),
        fields => format!(
            "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{fields}",
            fields.len()
        ),
    };
    let request =
        format!("{line} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n{cookies}{body}");
    stream.write_all(request.as_bytes())?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    read(&String::from_utf8_lossy(&bytes)).context("the demo's answer is no HTTP")
}

fn read(text: &str) -> Option<Reply> {
    let (head, body) = text.split_once("\r\n\r\n")?;
    let mut lines = head.lines();
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let headers = lines.filter_map(|line| line.split_once(": "));
    Some(Reply {
        status,
        headers: headers
            .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
            .collect(),
        body: body.to_owned(),
    })
}

fn encode(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    text.bytes()
        .map(|byte| match plain(byte) {
            true => char::from(byte).to_string(),
            false => format!("%{byte:02X}"),
        })
        .collect()
}
