//! Licence expressions as SPDX writes them, weighed against a list of what is allowed.

use std::collections::BTreeSet;

/// Whether an SPDX expression can be met; AND binds before OR, and `/` is an old OR.
pub(super) fn satisfied(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let spaced = expression
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    either(&mut rest, allowed) && rest.is_empty()
}

fn either(words: &mut &[&str], allowed: &BTreeSet<String>) -> bool {
    let mut met = both(words, allowed);
    while let ["OR", rest @ ..] = *words {
        *words = rest;
        met |= both(words, allowed);
    }
    met
}

fn both(words: &mut &[&str], allowed: &BTreeSet<String>) -> bool {
    let mut met = one(words, allowed);
    while let ["AND", rest @ ..] = *words {
        *words = rest;
        met &= one(words, allowed);
    }
    met
}

fn one(words: &mut &[&str], allowed: &BTreeSet<String>) -> bool {
    match *words {
        ["(", rest @ ..] => {
            *words = rest;
            let met = either(words, allowed);
            *words = words.strip_prefix(&[")"]).unwrap_or(&["unclosed"]);
            met
        }
        [licence, "WITH", exception, rest @ ..] => {
            *words = rest;
            allowed.contains(&format!("{licence} WITH {exception}"))
        }
        [licence, rest @ ..] => {
            *words = rest;
            allowed.contains(*licence)
        }
        [] => false,
    }
}

#[test]
fn licences_are_weighed_as_spdx_means_them() {
    let allowed = BTreeSet::from(["MIT", "Apache-2.0", "X WITH Y-exception"].map(str::to_owned));
    for fine in [
        "MIT",
        "GPL-3.0 OR MIT",
        "MIT/GPL-3.0",
        "(GPL-2.0 OR MIT) AND Apache-2.0",
        "X WITH Y-exception",
    ] {
        assert!(satisfied(fine, &allowed), "{fine}");
    }
    for bad in [
        "GPL-3.0",
        "MIT AND GPL-3.0",
        "X",
        "GPL-2.0 OR MIT AND X",
        "",
    ] {
        assert!(!satisfied(bad, &allowed), "{bad}");
    }
}
