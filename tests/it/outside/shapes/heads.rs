//! The lines of a head, and whole heads that are none.

use super::{BEHIND, HOST, REFUSED, Shape, shape};

/// The lines of a head.
pub fn heads() -> Vec<Shape> {
    let get = |lines: &str| format!("GET /cookies HTTP/1.1\r\n{HOST}\r\n{lines}\r\n\r\n");
    vec![
        shape("a folded line", get("X-A: b\r\n  c"), &[&[400]]),
        shape("a space before the colon", get("X-A : b"), REFUSED),
        shape("a line without a colon", get("nonsense"), REFUSED),
        shape("an empty name", get(": b"), REFUSED),
        shape("a bare line feed", get("X-A: b\nX-C: d"), &[&[200]]),
        shape("a bare carriage return", get("X-A: b\rX-C: d"), REFUSED),
        shape("NUL in a line", get("X-A: b\0c"), REFUSED),
        shape("no host", "GET /cookies HTTP/1.1\r\n\r\n", &[&[400]]),
        shape("two hosts", get("Host: evil.example"), &[&[400]]),
        shape(
            "an empty host",
            "GET /cookies HTTP/1.1\r\nHost:\r\n\r\n",
            &[&[400]],
        ),
        shape(
            "two cookie lines",
            get("Cookie: a=b\r\nCookie: c=d"),
            &[&[200]],
        ),
        shape(
            "a session told twice",
            get("Cookie: fourlens=a\r\nCookie: fourlens=b; fourlens=c"),
            &[&[200]],
        ),
        shape(
            "a cookie of nonsense",
            get("Cookie: =; ;;=a;fourlens"),
            &[&[200]],
        ),
        shape(
            "a head of 300 KiB in one line",
            get(&format!("X-A: {}", "a".repeat(300 * 1024))),
            &[&[431], &[400], &[]],
        ),
        shape(
            "a head of 200 lines",
            get(&(0..200)
                .map(|n| format!("X-{n}: a"))
                .collect::<Vec<_>>()
                .join("\r\n")),
            &[&[431], &[400], &[]],
        ),
        shape(
            "a target of 70 KiB",
            format!("GET /{} HTTP/1.1\r\n{HOST}\r\n\r\n", "a".repeat(70 * 1024)),
            &[&[414], &[431], &[400], &[]],
        ),
        shape(
            "half a head",
            format!("GET /cookies HTTP/1.1\r\n{HOST}\r\nX-A: "),
            REFUSED,
        ),
        shape("nothing at all", "", &[&[]]),
        shape("empty lines first", format!("\r\n\r\n{BEHIND}"), &[&[200]]),
        shape(
            "what TLS says first",
            b"\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03".to_vec(),
            REFUSED,
        ),
        shape(
            "what HTTP/2 says first",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            REFUSED,
        ),
    ]
}
