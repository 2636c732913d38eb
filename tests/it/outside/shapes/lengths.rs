//! Where one request ends and another begins: lengths, chunks, and what stands behind.

use super::{BEHIND, FORM, HOST, REFUSED, Shape, shape};

/// Where one request ends and another begins.
pub fn lengths() -> Vec<Shape> {
    let post = |lines: &str, body: &str| {
        format!("POST /sign-in HTTP/1.1\r\n{HOST}\r\n{FORM}\r\n{lines}\r\n\r\n{body}")
    };
    let chunked = "Transfer-Encoding: chunked";
    vec![
        shape(
            "length, then chunks",
            post(
                &format!("Content-Length: 5\r\n{chunked}"),
                &format!("0\r\n\r\n{BEHIND}"),
            ),
            &[&[422]],
        ),
        shape(
            "chunks, then length",
            post(
                &format!("{chunked}\r\nContent-Length: 5"),
                &format!("0\r\n\r\n{BEHIND}"),
            ),
            &[&[422]],
        ),
        shape(
            "two different lengths",
            post("Content-Length: 5\r\nContent-Length: 6", "a=bcd"),
            REFUSED,
        ),
        shape(
            "two lengths in one line",
            post("Content-Length: 5, 6", "a=bcd"),
            REFUSED,
        ),
        shape(
            "the same length twice",
            post("Content-Length: 5\r\nContent-Length: 5", "a=bcd"),
            &[&[422]],
        ),
        shape(
            "a length with a sign",
            post("Content-Length: +5", "a=bcd"),
            REFUSED,
        ),
        shape(
            "a negative length",
            post("Content-Length: -5", "a=bcd"),
            REFUSED,
        ),
        shape(
            "a length past all numbers",
            post("Content-Length: 99999999999999999999999", "a"),
            REFUSED,
        ),
        shape(
            "a length past all limits",
            post("Content-Length: 9999999999", "a"),
            &[&[413]],
        ),
        shape(
            "more told than sent",
            post("Content-Length: 50", "a=b"),
            REFUSED,
        ),
        shape(
            "more sent than told",
            post("Content-Length: 3", "a=bNONSENSE"),
            &[&[422]],
        ),
        shape(
            "an unknown coding",
            post("Transfer-Encoding: chunked, identity", "0\r\n\r\n"),
            REFUSED,
        ),
        shape(
            "a coding with a smuggler's letter",
            post("Transfer-Encoding: \u{b}chunked", "0\r\n\r\n"),
            REFUSED,
        ),
        shape(
            "a chunk extension",
            post(chunked, "3;a=b\r\na=b\r\n0\r\n\r\n"),
            &[&[422]],
        ),
        shape(
            "an endless chunk extension",
            post(
                chunked,
                &format!("3;{}\r\na=b\r\n0\r\n\r\n", "a".repeat(100_000)),
            ),
            REFUSED,
        ),
        shape(
            "a chunk of no size",
            post(chunked, "\r\na=b\r\n0\r\n\r\n"),
            REFUSED,
        ),
        shape(
            "a chunk of a word",
            post(chunked, "xyz\r\na=b\r\n0\r\n\r\n"),
            REFUSED,
        ),
        shape(
            "a chunk past all numbers",
            post(chunked, "FFFFFFFFFFFFFFFFF\r\na=b\r\n0\r\n\r\n"),
            REFUSED,
        ),
        shape(
            "a chunk without its end",
            post(chunked, "3\r\na=bXX0\r\n\r\n"),
            REFUSED,
        ),
        shape(
            "trailers",
            post(chunked, "3\r\na=b\r\n0\r\nCookie: fourlens=1\r\n\r\n"),
            &[&[422]],
        ),
        shape(
            "a body that a reading does not have",
            format!("GET / HTTP/1.1\r\n{HOST}\r\nContent-Length: 5\r\n\r\nabcde{BEHIND}"),
            &[&[413, 200]],
        ),
    ]
}
