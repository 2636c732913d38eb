//! Old HTTP, several requests at once, wishes for another protocol, and bodies that are much, or
//! deep, or double.

use super::{BEHIND, FORM, HOST, Place, REFUSED, Shape, shape};

/// Old HTTP, several requests at once, and wishes for another protocol.
pub fn connections() -> Vec<Shape> {
    let get = |lines: &str| format!("GET /cookies HTTP/1.1\r\n{HOST}\r\n{lines}\r\n\r\n");
    vec![
        shape("HTTP/1.0", "GET /cookies HTTP/1.0\r\n\r\n", &[&[200]]),
        shape(
            "HTTP/1.0 in chunks",
            format!(
                "POST /sign-in HTTP/1.0\r\n{FORM}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
            ),
            REFUSED,
        ),
        shape("HTTP/0.9", "GET /cookies\r\n", REFUSED),
        shape(
            "HTTP/1.9",
            format!("GET /cookies HTTP/1.9\r\n{HOST}\r\n\r\n"),
            REFUSED,
        ),
        shape(
            "HTTP/3.0",
            format!("GET /cookies HTTP/3.0\r\n{HOST}\r\n\r\n"),
            REFUSED,
        ),
        shape("three at once", BEHIND.repeat(3), &[&[200, 200, 200]]),
        shape(
            "a post that waits to be asked for its body",
            format!(
                "POST /sign-in HTTP/1.1\r\n{HOST}\r\n{FORM}\r\nExpect: 100-continue\r\n\
                 Content-Length: 3\r\n\r\na=b"
            ),
            &[&[100, 422]],
        ),
        shape(
            "a post too large that waits to be asked",
            format!(
                "POST /sign-in HTTP/1.1\r\n{HOST}\r\n{FORM}\r\nExpect: 100-continue\r\n\
                 Content-Length: 99999999\r\n\r\n"
            ),
            &[&[413]],
        ),
        shape("an unknown wish", get("Expect: the-unexpected"), &[&[200]]),
        shape(
            "a web socket",
            get("Connection: Upgrade\r\nUpgrade: websocket"),
            &[&[200]],
        ),
        shape(
            "HTTP/2 in the clear",
            get("Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk"),
            &[&[200]],
        ),
        shape(
            "a method told aside",
            get("X-HTTP-Method-Override: DELETE"),
            &[&[200]],
        ),
        shape(
            "a path told aside",
            get("X-Original-URL: /home\r\nX-Rewrite-URL: /home"),
            &[&[200]],
        ),
        shape(
            "a host told aside",
            get("X-Forwarded-Host: evil.example"),
            &[&[200]],
        ),
        shape("ranges", get("Range: bytes=0-0,0-0,0-0,0-0"), &[&[200]]),
    ]
}

/// Bodies that are much, or deep, or double.
pub fn bodies(place: &Place) -> Vec<Shape> {
    let Place { cookies, return_id } = place;
    let send = |path: &str, kind: &str, body: &str| {
        let length = body.len();
        format!(
            "POST {path} HTTP/1.1\r\n{HOST}\r\nCookie: {cookies}\r\nContent-Type: {kind}\r\n\
             Content-Length: {length}\r\n\r\n{body}"
        )
    };
    let section = format!("/returns/{return_id}/sections/C");
    let api = format!("/api{section}");
    let fields = (0..10_000).map(|n| format!("a{n}=b"));
    let fields = fields.collect::<Vec<_>>().join("&");
    let form = "application/x-www-form-urlencoded";
    let json = "application/json";
    let deep = "[".repeat(10_000);
    let within = format!("{{\"fields\":{deep}{}}}", "]".repeat(10_000));
    let parts = "multipart/form-data; boundary=b";
    let evidence = format!("/returns/{return_id}/evidence/C1.evidence");
    vec![
        shape("10,000 fields", send(&section, form, &fields), &[&[303]]),
        shape(
            "10,000 fields to sign in",
            send("/sign-in", form, &fields),
            &[&[413]],
        ),
        shape("JSON 10,000 deep", send(&api, json, &deep), &[&[422]]),
        shape(
            "JSON 10,000 deep within",
            send(&api, json, &within),
            &[&[422]],
        ),
        shape(
            "a key of JSON twice",
            send(&api, json, "{\"fields\":[],\"fields\":[[\"a\",\"b\"]]}"),
            &[&[422]],
        ),
        shape(
            "JSON of half a letter",
            send(&api, json, "{\"fields\":[[\"\\ud800\",\"\"]]}"),
            &[&[400]],
        ),
        shape(
            "a number past all numbers",
            send(&api, json, "1e999999"),
            &[&[400]],
        ),
        shape("JSON to a page", send(&section, json, "{}"), &[&[415]]),
        shape("a form to the API", send(&api, form, "a=b"), &[&[415]]),
        shape(
            "parts without an end",
            send(&evidence, parts, "--b\r\n"),
            &[&[400]],
        ),
        shape(
            "parts without a boundary",
            send(&evidence, "multipart/form-data", "a"),
            &[&[400]],
        ),
        shape(
            "a part without a name",
            send(
                &evidence,
                parts,
                "--b\r\nContent-Disposition: form-data\r\n\r\na\r\n--b--\r\n",
            ),
            &[&[422]],
        ),
    ]
}
