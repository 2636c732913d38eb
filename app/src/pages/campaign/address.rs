//! The address of a campaign's page with a filter in it, so that links keep what was asked for.

use crate::pages::paging;
use crate::portal::{CampaignFilter, CampaignId, ReturnState};

/// The word of a state in the address.
pub(super) fn state_word(state: ReturnState) -> &'static str {
    match state {
        ReturnState::NotStarted => "not_started",
        ReturnState::InProgress => "in_progress",
        ReturnState::Submitted => "submitted",
    }
}

/// The list of the returns in a state.
pub(super) fn of_state(id: CampaignId, state: ReturnState) -> String {
    format!("/campaigns/{id}?state={}#returns", state_word(state))
}

/// Another page of the list, with the same filter.
pub(super) fn of_page(id: CampaignId, filter: &CampaignFilter, page: u64) -> String {
    let mut parts: Vec<(&str, String)> = [
        ("phase", filter.phase.clone()),
        ("type", filter.school_type.clone()),
        ("agency", filter.agency.map(|agency| agency.to_string())),
        (
            "state",
            filter.state.map(|state| state_word(state).to_owned()),
        ),
        ("name", filter.name.clone()),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name, value?)))
    .collect();
    parts.push(("page", page.to_string()));
    let query: Vec<String> = parts
        .iter()
        .map(|(name, value)| format!("{name}={}", paging::encoded(value)))
        .collect();
    format!("/campaigns/{id}?{}#returns", query.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_keep_the_filter_whatever_was_typed() {
        let filter = CampaignFilter {
            phase: Some("primary".to_owned()),
            school_type: None,
            agency: None,
            state: Some(ReturnState::InProgress),
            name: Some("St Ann’s & co".to_owned()),
            page: 1,
        };
        let id = CampaignId::from_bytes([7; 16]);
        let expected = "/campaigns/07070707070707070707070707070707?phase=primary\
                        &state=in_progress&name=St%20Ann%E2%80%99s%20%26%20co&page=2#returns";
        assert_eq!(of_page(id, &filter, 2), expected);
    }
}
