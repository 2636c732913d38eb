//! What is asked for, and letters that are none.

use super::{FORM, HOST, REFUSED, Shape, shape};

/// What is asked for.
pub fn targets() -> Vec<Shape> {
    let line = |line: &str| format!("{line}\r\n{HOST}\r\n\r\n");
    vec![
        shape(
            "a whole address",
            line("GET http://127.0.0.1:3000/cookies HTTP/1.1"),
            &[&[200]],
        ),
        shape(
            "another's whole address",
            line("GET http://evil.example/cookies HTTP/1.1"),
            &[&[200]],
        ),
        shape(
            "a tunnel",
            line("CONNECT evil.example:443 HTTP/1.1"),
            &[&[404]],
        ),
        shape("an asterisk", line("OPTIONS * HTTP/1.1"), &[&[404]]),
        shape("an asterisk to read", line("GET * HTTP/1.1"), &[&[404]]),
        shape("no slash", line("GET cookies HTTP/1.1"), &[&[404]]),
        shape(
            "a way up",
            line("GET /assets/../../etc/passwd HTTP/1.1"),
            &[&[404]],
        ),
        shape(
            "a way up, coded",
            line("GET /assets/%2e%2e%2f%2e%2e%2fetc%2fpasswd HTTP/1.1"),
            &[&[404]],
        ),
        shape(
            "a way up, coded twice",
            line("GET /assets/%252e%252e%252fetc HTTP/1.1"),
            &[&[404]],
        ),
        shape(
            "two slashes",
            line("GET //evil.example/.. HTTP/1.1"),
            &[&[404]],
        ),
        shape("a fragment", line("GET /cookies#a HTTP/1.1"), &[&[200]]),
        shape("a space inside", line("GET /coo kies HTTP/1.1"), REFUSED),
        shape("no target", line("GET HTTP/1.1"), REFUSED),
        shape(
            "an unknown method",
            line("PROPFIND /cookies HTTP/1.1"),
            &[&[405]],
        ),
        shape(
            "a method of nonsense",
            line("G\u{1}T /cookies HTTP/1.1"),
            REFUSED,
        ),
    ]
}

/// Letters that are none.
pub fn letters() -> Vec<Shape> {
    let get = |target: &[u8]| {
        let rest = format!(" HTTP/1.1\r\n{HOST}\r\n\r\n");
        [b"GET ", target, rest.as_bytes()].concat()
    };
    let post = |body: &str| {
        let length = body.len();
        format!(
            "POST /sign-in HTTP/1.1\r\n{HOST}\r\n{FORM}\r\nContent-Length: {length}\r\n\r\n{body}"
        )
    };
    let cookie = |value: &[u8]| {
        let begin = format!("GET /cookies HTTP/1.1\r\n{HOST}\r\nCookie: fourlens=");
        [begin.as_bytes(), value, b"\r\n\r\n"].concat()
    };
    vec![
        shape("NUL in a path", get(b"/privacy/a\0b"), REFUSED),
        shape("NUL in a path, coded", get(b"/privacy/a%00b"), &[&[404]]),
        shape("no letters in a path", get(b"/privacy/\xff\xfe"), &[&[400]]),
        shape(
            "no letters in a path, coded",
            get(b"/privacy/%FF%FE"),
            &[&[400]],
        ),
        shape("half a code in a path", get(b"/privacy/%F"), &[&[404]]),
        shape("no letters in an asset", get(b"/assets/%C0%AE"), &[&[400]]),
        shape(
            "NUL in a query, coded",
            get(b"/sign-in?next=%00"),
            &[&[404]],
        ),
        shape(
            "no letters in a query, coded",
            get(b"/sign-in?next=%FF%FE"),
            &[&[200]],
        ),
        shape(
            "no letters in a query",
            get(b"/sign-in?next=\xff"),
            &[&[400]],
        ),
        shape(
            "a field twice in a query",
            get(b"/sign-in?next=a&next=b"),
            &[&[400]],
        ),
        shape("NUL in a form", post("email=%00&password=%00"), &[&[400]]),
        shape(
            "no letters in a form",
            post("email=%FF&password=%FE"),
            &[&[422]],
        ),
        shape(
            "half codes in a form",
            post("email=%&password=%F"),
            &[&[422]],
        ),
        shape(
            "a field twice in a form",
            post("email=a&email=b&password=c"),
            &[&[422]],
        ),
        shape("a form of signs", post("&&&==&=&"), &[&[422]]),
        shape("no letters in a cookie", cookie(b"\xff\xfe"), &[&[200]]),
        shape("NUL in a cookie", cookie(b"a\0b"), REFUSED),
    ]
}
