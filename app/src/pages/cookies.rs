//! The cookie page: a few cookies, each kept only for what someone asked for.

use crate::govuk::Table;
use crate::page::Page;
use crate::portal::Visitor;
use leptos::prelude::*;

/// The cookie page.
pub fn page(visitor: &Visitor) -> Page {
    Page::new("Cookies", visitor, draw)
}

fn draw() -> AnyView {
    let table = Table {
        caption: "The cookies we use".into(),
        caption_classes: "govuk-table__caption--m".to_owned(),
        head: vec![
            "Cookie".into(),
            "What it is for".into(),
            "When it ends".into(),
        ],
        rows: vec![
            vec![
                "Session".into(),
                "Keeps you signed in while you use this portal. It holds a random number, and \
                 nothing about you."
                    .into(),
                "When you sign out, or when you have been away too long".into(),
            ],
            vec![
                "Device".into(),
                "Remembers that you signed in on this device before, so that others who try your \
                 address do not make you wait. It holds a random number, and opens nothing."
                    .into(),
                "After half a year".into(),
            ],
            vec![
                "Provider".into(),
                "Remembers that you are on your way to sign in at your organisation's own page, \
                 where this portal offers that. It is sealed, and only this portal can read it."
                    .into(),
                "When you are back, or after 10 minutes".into(),
            ],
            vec![
                "Language".into(),
                "Remembers the language you chose for a form that is written in several. It \
                 holds that language, and nothing about you."
                    .into(),
                "After a year".into(),
            ],
        ],
        first_cell_is_header: true,
        stacked: true,
        ..Table::default()
    };
    view! {
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
                <h1 class="govuk-heading-l">"Cookies"</h1>
                <p class="govuk-body">
                    "A cookie is a small file that a website keeps on your device. This portal "
                    "sets some when you sign in, and one when you choose a language. They do only "
                    "what you asked for, so we do not ask you to agree to them."
                </p>
                {table.view()}
                <p class="govuk-body">
                    "We use no cookies for statistics, advertising or following you, and no other "
                    "website sets a cookie through ours."
                </p>
            </div>
        </div>
    }
    .into_any()
}
