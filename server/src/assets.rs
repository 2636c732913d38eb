//! Styles, scripts and islands inside the binary: compressed once when they were built, named by
//! their content, so that browsers keep them for ever.

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, Response, StatusCode, header},
};
use fourlens_app::page::Assets;
use serde::Deserialize;
use std::borrow::Cow;

#[derive(rust_embed::RustEmbed)]
#[folder = "../target/assets"]
#[allow_missing = true]
struct Files;

/// Where each asset lies.
#[derive(Debug, Clone, Default)]
pub struct AssetMap {
    urls: Assets,
}

#[derive(Debug, Default, Deserialize)]
struct Manifest {
    styles: Option<String>,
    govuk: Option<String>,
    islands: Option<String>,
}

impl AssetMap {
    /// The assets this binary was built with; none of them where none were built.
    pub fn load() -> AssetMap {
        let manifest = Files::get("manifest.json")
            .and_then(|file| serde_json::from_slice::<Manifest>(&file.data).ok());
        let manifest = manifest.unwrap_or_default();
        let url = |name: String| format!("/assets/{name}");
        let urls = Assets {
            styles: manifest.styles.map(url),
            script: manifest.govuk.map(url),
            islands: manifest.islands.map(url),
        };
        AssetMap { urls }
    }

    /// Where styles, scripts and islands lie.
    pub fn urls(&self) -> &Assets {
        &self.urls
    }

    /// Answers a request for an asset; none when there is no such file.
    pub fn answer(path: &str, request: &HeaderMap) -> Option<Response<Body>> {
        let accepted = request
            .get(header::ACCEPT_ENCODING)
            .and_then(|value| value.to_str().ok())
            .unwrap_or("");
        let takes = |coding: &str| {
            accepted
                .split(',')
                .any(|part| part.split(';').next().map(str::trim) == Some(coding))
        };
        let coded = [("br", ".br"), ("gzip", ".gz")]
            .into_iter()
            .filter(|(coding, _)| takes(coding))
            .find_map(|(coding, ending)| Some((coding, Files::get(&format!("{path}{ending}"))?)));
        let (coding, file) = match coded {
            Some((coding, file)) => (Some(coding), file),
            None => (None, Files::get(path)?),
        };
        let body = match file.data {
            Cow::Borrowed(bytes) => Body::from(bytes),
            Cow::Owned(bytes) => Body::from(bytes),
        };
        let mut response = Response::new(body);
        *response.status_mut() = StatusCode::OK;
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static(content_type(path)),
        );
        headers.insert(
            header::CACHE_CONTROL,
            HeaderValue::from_static("public, max-age=31536000, immutable"),
        );
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if let Some(coding) = coding {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
        }
        Some(response)
    }
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("json") => "application/json",
        _ => "application/octet-stream",
    }
}
