//! One request as it stands and its answer with every header of it, and what must be true of any
//! answer at all.

use crate::{
    access::stage::{Kind, Stage},
    world::World,
};
use axum::{
    body::{Body, Bytes},
    extract::ConnectInfo,
    http::{HeaderMap, Request, header, request::Builder},
};
use http_body_util::BodyExt;
use std::{collections::BTreeSet, net::SocketAddr};
use tower::ServiceExt;

/// An answer.
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Bytes,
}

/// What is exact and the same for all.
const ALWAYS: [(&str, &str); 6] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("x-frame-options", "DENY"),
    (
        "permissions-policy",
        "camera=(), microphone=(), geolocation=(), interest-cohort=()",
    ),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
];

/// What tells of the machinery behind, or lets others in.
const NEVER: [&str; 6] = [
    "server",
    "x-powered-by",
    "via",
    "access-control-allow-origin",
    "access-control-allow-credentials",
    "x-xss-protection",
];

/// What a page may load and run, around its nonce.
const OF_PAGE: [&str; 2] = [
    "default-src 'self'; script-src 'self' 'nonce-",
    "' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; object-src 'none'; \
     base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
];

/// The one page that is the same for all runs no scripts.
const OF_BUSY_PAGE: &str = "default-src 'self'; script-src 'none'; style-src 'self'; \
                            img-src 'self' data:; object-src 'none'; base-uri 'none'; \
                            frame-ancestors 'none'; form-action 'self'";

const OF_FILE: &str = "sandbox; default-src 'none'; frame-ancestors 'none'";

const OF_ALL_ELSE: &str = "default-src 'none'; object-src 'none'; base-uri 'none'; \
                           frame-ancestors 'none'; form-action 'none'";

/// A request, begun as a browser on the same machine begins it.
pub fn request(method: &str, path: &str, cookies: &str) -> Builder {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::HOST, "127.0.0.1:3000");
    match cookies {
        "" => request,
        cookies => request.header(header::COOKIE, cookies),
    }
}

/// Sends it.
pub async fn send(world: &World, request: Builder, body: &[u8]) -> Answer {
    let mut request = request.body(Body::from(body.to_vec())).expect("a request");
    let peer = SocketAddr::from(([127, 0, 0, 1], 50_000));
    request.extensions_mut().insert(ConnectInfo(peer));
    let answer = world.router.clone().oneshot(request).await;
    let (parts, body) = answer.expect("an answer").into_parts();
    Answer {
        status: parts.status.as_u16(),
        headers: parts.headers,
        body: body.collect().await.expect("a body").to_bytes(),
    }
}

/// The path of a route with identities that are really there, as far as the stage has them.
pub fn filled(stage: &Stage, path: &str) -> String {
    let kind = [
        ("/returns/", Kind::Owed),
        ("/campaigns/", Kind::Campaign),
        ("/cases/", Kind::Case),
        ("/forms/drafts/", Kind::Draft),
        ("/erasures/", Kind::Erasure),
        ("/directory/", Kind::Organisation),
    ];
    let kind = kind.into_iter().find(|(part, _)| path.contains(part));
    let records = &stage.own.records;
    let found = kind.and_then(|(_, kind)| records.iter().find(|record| record.kind == kind));
    let id = found.map_or("0".repeat(32), |record| record.id.clone());
    let file = found.and_then(|record| record.file.clone());
    path.replace("{id}", &id)
        .replace("{section}", "B")
        .replace("{question}", "K2")
        .replace("{file}", &file.unwrap_or_else(|| "0".repeat(32)))
        .replace("{form}", "walk")
        .replace("{key}", "walk")
        .replace("{*path}", "none.css")
}

impl Answer {
    /// A header that is there once.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut all = self.headers.get_all(name).iter();
        let first = all.next()?.to_str().expect("letters");
        assert!(all.next().is_none(), "{name} twice");
        Some(first)
    }

    /// The nonce that its policy names.
    pub fn nonce(&self) -> Option<&str> {
        let policy = self.header("content-security-policy")?;
        policy.split("'nonce-").nth(1)?.split('\'').next()
    }

    /// Its body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// What is not as it must be for every answer of a portal whose address is this; nonces seen
    /// before are in `nonces`.
    pub fn faults(&self, secure: bool, nonces: &mut BTreeSet<String>) -> Vec<String> {
        let mut faults = Vec::new();
        for (name, value) in ALWAYS {
            if self.header(name) != Some(value) {
                faults.push(format!("{name} is {:?}", self.header(name)));
            }
        }
        let there = NEVER.into_iter().filter(|name| self.header(name).is_some());
        faults.extend(there.map(|name| format!("{name} is told")));
        let transport = secure.then_some("max-age=63072000; includeSubDomains");
        if self.header("strict-transport-security") != transport {
            faults.push("strict-transport-security is wrong".to_string());
        }
        self.policy_faults(nonces, &mut faults);
        self.keeping_faults(&mut faults);
        for cookie in self.headers.get_all(header::SET_COOKIE) {
            cookie_faults(cookie.to_str().expect("letters"), secure, &mut faults);
        }
        if !self.body.is_empty() && self.header("content-type").is_none() {
            faults.push("no content-type".to_string());
        }
        let lost = matches!(self.status, 429 | 503) && self.header("retry-after").is_none();
        if lost || (self.status == 405 && self.header("allow").is_none()) {
            faults.push(format!("{} without what must go with it", self.status));
        }
        faults
    }

    fn policy_faults(&self, nonces: &mut BTreeSet<String>, faults: &mut Vec<String>) {
        let policy = self.header("content-security-policy").unwrap_or_default();
        let kind = self.header("content-type").unwrap_or_default();
        let Some(nonce) = self.nonce() else {
            let known = match kind.starts_with("text/html") {
                true => self.status == 503 && policy == OF_BUSY_PAGE,
                false => [OF_FILE, OF_ALL_ELSE].contains(&policy),
            };
            if !known {
                faults.push(format!("the policy of {kind} is {policy:?}"));
            }
            return;
        };
        if policy != [OF_PAGE[0], nonce, OF_PAGE[1]].concat() {
            faults.push(format!("the policy of a page is {policy:?}"));
        }
        if nonce.len() < 22 || !nonces.insert(nonce.to_string()) {
            faults.push(format!("the nonce {nonce} is not fresh"));
        }
        if kind != "text/html; charset=utf-8" {
            faults.push(format!("a page is {kind}"));
        }
        for script in self.text().split("<script").skip(1) {
            let tag = script.split('>').next().unwrap_or_default();
            let ours = tag.contains("src=\"/assets/");
            if !ours && !tag.contains(&format!("nonce=\"{nonce}\"")) {
                faults.push(format!("a script without the nonce: {tag}"));
            }
        }
    }

    /// Whether it may be kept, and whether it was packed where it must not be (BREACH).
    fn keeping_faults(&self, faults: &mut Vec<String>) {
        let kept = self.header("cache-control");
        if kept == Some("public, max-age=31536000, immutable") {
            return;
        }
        if kept != Some("no-store") {
            faults.push(format!("cache-control is {kept:?}"));
        }
        if self.header("content-encoding").is_some() {
            faults.push("it is packed".to_string());
        }
    }
}

fn cookie_faults(cookie: &str, secure: bool, faults: &mut Vec<String>) {
    let mut parts = cookie.split("; ");
    let name = parts.next().and_then(|pair| pair.split('=').next());
    let name = name.unwrap_or_default();
    let parts: BTreeSet<&str> = parts.collect();
    for part in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        if !parts.contains(part) {
            faults.push(format!("the cookie {name} is not {part}"));
        }
    }
    if parts.contains("Secure") != secure || parts.iter().any(|part| part.starts_with("Domain")) {
        faults.push(format!("the cookie {cookie} goes to the wrong places"));
    }
    // It names a language and nobody.
    if name != "language" && name.starts_with("__Host-") != secure {
        faults.push(format!("the cookie {name} has the wrong name"));
    }
}
