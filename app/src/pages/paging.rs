//! Links to the other pages of a long list, and words in an address. It must not know what is
//! listed.

use crate::govuk::{PageItem, PageLink, PageNumber, Pagination};
use leptos::prelude::*;
use std::fmt::Write;

/// The links; none where there is but one page.
pub(super) fn pagination(
    current: u64,
    pages: u64,
    label: &str,
    href: impl Fn(u64) -> String,
) -> AnyView {
    if pages <= 1 {
        return ().into_any();
    }
    let link = |number: u64| PageLink {
        href: href(number),
        ..PageLink::default()
    };
    let current = current.clamp(1, pages);
    let mut items = Vec::new();
    let mut last = 0;
    for number in 1..=pages {
        let near = number.abs_diff(current) <= 1 || number == 1 || number == pages;
        if !near {
            continue;
        }
        if number > last + 1 {
            items.push(PageItem::Ellipsis);
        }
        last = number;
        items.push(PageItem::Page(PageNumber {
            number: number.to_string(),
            href: href(number),
            current: number == current,
            ..PageNumber::default()
        }));
    }
    Pagination {
        previous: (current > 1).then(|| link(current - 1)),
        next: (current < pages).then(|| link(current + 1)),
        items,
        label: label.to_owned(),
        ..Pagination::default()
    }
    .view()
}

/// The words as a part of a query: all but letters, digits and `-._~` as `%` and two digits.
pub(super) fn encoded(words: &str) -> String {
    words.bytes().fold(String::new(), |mut done, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                done.push(byte.into());
            }
            other => write!(done, "%{other:02X}").expect("a text takes all that is written"),
        }
        done
    })
}
