//! Text from outside. U+0000 is in nothing that a person types, one of our databases takes it in no
//! text, and others use it to end a word early: no address has it and no field that is posted.

use axum::http::Uri;

/// Whether an address has it, in its path or its query.
pub fn is_broken_address(address: &Uri) -> bool {
    let parts = address.path_and_query();
    parts.is_some_and(|parts| parts.as_str().contains("%00"))
}

/// Whether the fields of a form have it, as they are posted.
pub fn is_broken_form(fields: &[u8]) -> bool {
    fields.contains(&0) || fields.windows(3).any(|code| code == b"%00")
}

/// Whether a text of JSON has it.
pub fn is_broken_json(json: &[u8]) -> bool {
    let mut rest = json;
    while let Some(at) = rest.iter().position(|byte| *byte == b'\\') {
        let escape = &rest[at + 1..];
        if escape.starts_with(b"u0000") {
            return true;
        }
        // What is escaped begins no other escape.
        rest = escape.get(1..).unwrap_or_default();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_found_as_an_address_a_form_and_json_write_it() {
        let address = |text: &str| is_broken_address(&text.parse().expect("an address"));
        assert!(address("/a%00b") && address("/a?b=%00"));
        assert!(!address("/a%2500b?c=100%25"));
        assert!(is_broken_form(b"a=b%00") && is_broken_form(b"a=\0"));
        assert!(!is_broken_form(b"a=100%2500&b=%0D"));
        assert!(is_broken_json(br#"["a\u0000b"]"#) && is_broken_json(br#"["\\\u0000"]"#));
        assert!(!is_broken_json(br#"["\\u0000", "\u0001", "\"]"#));
    }
}
