//! A browser without scripts: keeps cookies, reads pages, posts forms with what stands in them.

use axum::{
    Router,
    body::Body,
    extract::ConnectInfo,
    http::{Request, header},
};
use http_body_util::BodyExt;
use scraper::{ElementRef, Html, Selector};
use std::{
    collections::BTreeMap,
    net::{IpAddr, SocketAddr},
};
use tower::ServiceExt;

/// A browser.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
    /// The address it calls from, and what it says it is.
    from: IpAddr,
    agent: Option<String>,
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// Where it leads.
    pub location: Option<String>,
    /// Headers, by lower-case name.
    pub headers: BTreeMap<String, String>,
    /// The body as text.
    pub body: String,
    /// The body.
    pub bytes: Vec<u8>,
    path: String,
}

impl Browser {
    /// A browser with no cookies.
    pub fn new(router: Router) -> Browser {
        Browser {
            router,
            cookies: BTreeMap::new(),
            from: IpAddr::from([127, 0, 0, 1]),
            agent: None,
        }
    }

    /// The same browser, at another address.
    pub fn from(mut self, address: &str) -> Browser {
        self.from = address.parse().expect("an address");
        self
    }

    /// The same browser, which says that it is this.
    pub fn called(mut self, agent: &str) -> Browser {
        self.agent = Some(agent.to_string());
        self
    }

    /// The same browser, at another portal of the same store.
    pub fn at(&self, world: &super::World) -> Browser {
        Browser {
            router: world.router.clone(),
            ..self.clone()
        }
    }

    /// Its cookies, as it sends them.
    pub fn cookie_header(&self) -> String {
        let pairs = self.cookies.iter();
        let pairs: Vec<String> = pairs
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        pairs.join("; ")
    }

    /// Opens a page.
    pub async fn get(&mut self, path: &str) -> Reply {
        self.send("GET", path, Vec::new(), "").await
    }

    /// Asks for a page's head, as a scanner does.
    pub async fn head(&mut self, path: &str) -> Reply {
        self.send("HEAD", path, Vec::new(), "").await
    }

    /// Opens a page and whatever it leads to.
    pub async fn follow(&mut self, reply: Reply) -> Reply {
        match &reply.location {
            Some(path) => self.get(&path.clone()).await,
            None => reply,
        }
    }

    /// Posts fields to a path.
    pub async fn post(&mut self, path: &str, fields: &[(String, String)]) -> Reply {
        let body = fields
            .iter()
            .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
            .collect::<Vec<_>>()
            .join("&");
        self.send(
            "POST",
            path,
            body.into_bytes(),
            "application/x-www-form-urlencoded",
        )
        .await
    }

    /// Posts JSON as an island does.
    pub async fn post_json(&mut self, path: &str, body: &serde_json::Value) -> Reply {
        let body = body.to_string().into_bytes();
        self.send("POST", path, body, "application/json").await
    }

    /// Picks files in the page's form for files and posts it.
    pub async fn post_files(&mut self, page: &Reply, files: &[(&str, &[u8])]) -> Reply {
        let form = page.form_where("main form[enctype='multipart/form-data']", &[]);
        self.post_parts(form, files).await
    }

    /// Posts a form that takes files, with these picked in it.
    pub async fn post_parts(
        &mut self,
        form: (String, Vec<(String, String)>),
        files: &[(&str, &[u8])],
    ) -> Reply {
        let mut picked: Vec<(&str, &str, &[u8])> = Vec::new();
        picked.extend(
            files
                .iter()
                .map(|(name, content)| ("file", *name, *content)),
        );
        if files.is_empty() {
            picked.push(("file", "", b""));
        }
        self.post_picked(form, &picked).await
    }

    /// Posts a form with a file, by name, picked in each of these fields.
    pub async fn post_picked(
        &mut self,
        (path, fields): (String, Vec<(String, String)>),
        files: &[(&str, &str, &[u8])],
    ) -> Reply {
        const BETWEEN: &str = "between-the-parts";
        let mut body = Vec::new();
        let mut part = |head: String, content: &[u8]| {
            let disposition = format!("--{BETWEEN}\r\nContent-Disposition: form-data; {head}\r\n");
            body.extend([disposition.as_bytes(), b"\r\n", content, b"\r\n"].concat());
        };
        let is_picked = |name: &str| files.iter().any(|(field, ..)| *field == name);
        for (name, value) in fields.iter().filter(|(name, _)| !is_picked(name)) {
            part(format!("name=\"{name}\""), value.as_bytes());
        }
        for (field, name, content) in files {
            // As browsers write a name that would end its quotes.
            let name = name
                .replace('"', "%22")
                .replace('\r', "%0D")
                .replace('\n', "%0A");
            part(format!("name=\"{field}\"; filename=\"{name}\""), content);
        }
        body.extend(format!("--{BETWEEN}--\r\n").into_bytes());
        let content_type = format!("multipart/form-data; boundary={BETWEEN}");
        self.send("POST", &path, body, &content_type).await
    }

    /// Posts the page's main form as it stands, with some fields typed over.
    pub async fn post_form(&mut self, page: &Reply, typed: &[(&str, &str)]) -> Reply {
        let (path, fields) = page.form(typed);
        self.post(&path, &fields).await
    }

    async fn send(&mut self, method: &str, path: &str, body: Vec<u8>, content_type: &str) -> Reply {
        let cookies = self.cookie_header();
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "127.0.0.1:3000");
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies);
        }
        if !content_type.is_empty() {
            request = request
                .header(header::CONTENT_TYPE, content_type)
                .header("sec-fetch-site", "same-origin");
        }
        if let Some(agent) = &self.agent {
            request = request.header(header::USER_AGENT, agent);
        }
        let mut request = request.body(Body::from(body)).expect("a request");
        let peer = SocketAddr::from((self.from, 50_000));
        request.extensions_mut().insert(ConnectInfo(peer));
        let response = self
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("an answer");
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("a body").to_bytes();
        for value in parts.headers.get_all(header::SET_COOKIE) {
            let pair = value
                .to_str()
                .expect("text")
                .split(';')
                .next()
                .expect("a pair");
            let (name, value) = pair.split_once('=').expect("name and value");
            match value {
                "" => self.cookies.remove(name),
                value => self.cookies.insert(name.to_string(), value.to_string()),
            };
        }
        let text = |value: &axum::http::HeaderValue| value.to_str().unwrap_or_default().to_string();
        Reply {
            status: parts.status.as_u16(),
            location: parts.headers.get(header::LOCATION).map(text),
            headers: parts
                .headers
                .iter()
                .map(|(name, value)| (name.to_string(), text(value)))
                .collect(),
            body: String::from_utf8_lossy(&bytes).into_owned(),
            bytes: bytes.to_vec(),
            path: path.to_string(),
        }
    }
}

impl Reply {
    /// The words of the main part, spaces made single.
    pub fn text(&self) -> String {
        let html = Html::parse_document(&self.body);
        let root = html
            .select(&selector("main"))
            .next()
            .unwrap_or_else(|| html.root_element());
        root.text()
            .flat_map(str::split_whitespace)
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Whether the main part says this.
    pub fn says(&self, words: &str) -> bool {
        self.text().contains(words)
    }

    /// The attribute of each element that a selector finds.
    pub fn attributes(&self, select: &str, name: &str) -> Vec<String> {
        let html = Html::parse_document(&self.body);
        html.select(&selector(select))
            .filter_map(|element| element.value().attr(name))
            .map(str::to_string)
            .collect()
    }

    /// The words of each element that a selector finds.
    pub fn texts(&self, select: &str) -> Vec<String> {
        let html = Html::parse_document(&self.body);
        let words = |element: ElementRef<'_>| {
            element
                .text()
                .flat_map(str::split_whitespace)
                .collect::<Vec<_>>()
                .join(" ")
        };
        html.select(&selector(select)).map(words).collect()
    }

    /// The main form's path and its fields as they stand, some typed over. A typed field that the
    /// form does not have is added, as if its button had been pressed.
    pub fn form(&self, typed: &[(&str, &str)]) -> (String, Vec<(String, String)>) {
        self.form_where("main form[method=post]", typed)
    }

    /// The same for the first form that posts to a path with this end.
    pub fn form_to(&self, end: &str, typed: &[(&str, &str)]) -> (String, Vec<(String, String)>) {
        self.form_where(&format!("main form[method=post][action$='{end}']"), typed)
    }

    fn form_where(&self, select: &str, typed: &[(&str, &str)]) -> (String, Vec<(String, String)>) {
        let html = Html::parse_document(&self.body);
        let form = html.select(&selector(select)).next();
        let form = form.unwrap_or_else(|| panic!("the page has no form: {}", self.text()));
        let action = form
            .value()
            .attr("action")
            .filter(|action| !action.is_empty())
            .unwrap_or(&self.path)
            .to_string();
        let is_typed = |name: &str| typed.iter().any(|(over, _)| *over == name);
        let mut fields: Vec<(String, String)> = Vec::new();
        for control in form.select(&selector("input, textarea, select")) {
            let Some(name) = control.value().attr("name").filter(|name| !is_typed(name)) else {
                continue;
            };
            if let Some(value) = standing(control) {
                fields.push((name.to_string(), value));
            }
        }
        fields.extend(
            typed
                .iter()
                .map(|(name, value)| (name.to_string(), value.to_string())),
        );
        (action, fields)
    }
}

/// What a control would post as it stands.
fn standing(control: ElementRef<'_>) -> Option<String> {
    let attribute = |name: &str| control.value().attr(name);
    match (control.value().name(), attribute("type").unwrap_or("text")) {
        ("textarea", _) => Some(control.text().collect()),
        ("select", _) => {
            let chosen = control.select(&selector("option[selected]")).next();
            chosen
                .map(|option| option.value().attr("value").unwrap_or_default().to_string())
                .or(Some(String::new()))
        }
        (_, "radio" | "checkbox") => {
            attribute("checked").map(|_| attribute("value").unwrap_or("on").to_string())
        }
        (_, "submit" | "button" | "image") => None,
        _ => Some(attribute("value").unwrap_or_default().to_string()),
    }
}

fn selector(text: &str) -> Selector {
    Selector::parse(text).expect("a selector")
}

fn encode(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    text.bytes()
        .map(|byte| {
            if plain(byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}
