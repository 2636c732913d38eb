//! Which returns are wanted: a form that works by GET, without scripts.

use super::address::state_word;
use crate::govuk::{Button, Input, Select, SelectItem};
use crate::pages::audience::called;
use crate::portal::{CampaignPage, OrganisationId, ReturnState};
use leptos::prelude::*;

const STATES: [ReturnState; 3] = [
    ReturnState::NotStarted,
    ReturnState::InProgress,
    ReturnState::Submitted,
];

/// The filter, filled with what was asked for.
pub(super) fn form(page: &CampaignPage) -> AnyView {
    let action = format!("/campaigns/{}#returns", page.campaign.id);
    let clear = action.clone();
    let filter = &page.filter;
    let states = STATES.map(|state| (state_word(state).to_owned(), state.words().to_owned()));
    let name = Input {
        name: "name".to_owned(),
        label: called(page.campaign.audience).one.into(),
        value: filter.name.clone(),
        spellcheck: Some(false),
        ..Input::default()
    };
    let state = filter.state.map(|state| state_word(state).to_owned());
    let [phase, school_type, agency] = [
        ("phase", "Phase", "All phases", &page.phases, &filter.phase),
        (
            "type",
            "Type",
            "All types",
            &page.types,
            &filter.school_type,
        ),
        (
            "agency",
            "Agency with its services",
            "All agencies",
            &page.agencies,
            &filter.agency.map(|agency| agency.to_string()),
        ),
    ]
    .map(|(name, label, all, offered, value)| {
        let some = !offered.is_empty();
        some.then(|| column(select(name, label, all, offered, value.clone())))
    });
    let apply = Button {
        text: "Apply filter".into(),
        ..Button::default()
    };
    view! {
        <form method="get" action=action role="search" aria-label="Filter returns">
            <div class="govuk-grid-row">
                {phase} {school_type} {agency}
                {column(select("state", "State", "All states", &states, state))}
                {column(name.view())}
            </div>
            <div class="govuk-button-group">
                {apply.view()} <a class="govuk-link" href=clear>
                    "Clear filter"
                </a>
            </div>
        </form>
    }
    .into_any()
}

fn column(control: AnyView) -> AnyView {
    view! { <div class="govuk-grid-column-one-quarter-from-desktop">{control}</div> }.into_any()
}

/// What was asked for, in words: "primary, not started, “oak”"; empty when nothing was. A name
/// keeps its letters.
pub(super) fn in_words(page: &CampaignPage) -> String {
    let filter = &page.filter;
    let word = |asked: &Option<String>, offered: &[(String, String)]| {
        let asked = asked.clone()?;
        let known = offered.iter().find(|(value, _)| *value == asked);
        Some(known.map_or(asked, |(_, word)| word.to_lowercase()))
    };
    let parts = [
        word(&filter.phase, &page.phases),
        word(&filter.school_type, &page.types),
        filter.agency.map(|agency| named(page, agency)),
        filter.state.map(|state| state.words().to_lowercase()),
        filter.name.as_ref().map(|name| format!("“{name}”")),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// What an agency is called; one that is not asked, plainly so.
fn named(page: &CampaignPage, agency: OrganisationId) -> String {
    let id = agency.to_string();
    let known = page.agencies.iter().find(|(known, _)| *known == id);
    known.map_or_else(
        || "an agency that is not asked".to_owned(),
        |(_, name)| name.clone(),
    )
}

fn select(
    name: &str,
    label: &'static str,
    all: &str,
    offered: &[(String, String)],
    value: Option<String>,
) -> AnyView {
    let item = |value: &str, text: &str| SelectItem {
        text: text.to_owned(),
        value: Some(value.to_owned()),
        ..SelectItem::default()
    };
    let offered = offered.iter().map(|(value, text)| item(value, text));
    Select {
        name: name.to_owned(),
        label: label.into(),
        items: std::iter::once(item("", all)).chain(offered).collect(),
        value: Some(value.unwrap_or_default()),
        classes: "govuk-!-width-full".to_owned(),
        ..Select::default()
    }
    .view()
}
