//! The services with how far each has come: on the page about them, and on the task list of
//! their agency.

use crate::govuk::{Cell, Link};
use crate::pages::bands::in_words;
use crate::pages::figures::{nothing, table};
use crate::pages::parts::{counted, return_url, state_tag};
use crate::portal::{ReturnState, ServiceRow, Services};
use leptos::prelude::*;

/// Who reads: it decides where the name of a service leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::pages) enum Reader {
    /// Someone who answers for the agency: to the service's return.
    Agency,
    /// Someone who reports: to the scores of what was submitted.
    Partnership,
}

/// How many have submitted, in words.
pub(in crate::pages) fn submitted(services: &Services) -> String {
    let all = services.rows.len() as i64;
    match all {
        0 => "No service was asked for a return of its own.".to_owned(),
        _ => format!(
            "{} of {} submitted",
            services.submitted(),
            counted(all, "service")
        ),
    }
}

/// The services as a table, or why there are none.
pub(in crate::pages) fn list(services: &Services, reader: Reader) -> AnyView {
    if services.rows.is_empty() {
        return view! {
            <p class="govuk-body">
                "In this campaign no service below this agency was asked for a return of its \
                 own. The agency’s return covers them."
            </p>
        }
        .into_any();
    }
    let critical = format!("Critical questions {}", services.failing);
    let head = [
        "Service",
        "State",
        "Submitted",
        "Sections by band",
        &critical,
    ];
    let head = head.into_iter().map(Cell::from).collect();
    let rows = services.rows.iter().map(|service| row(service, reader));
    table(head, rows.collect()).view()
}

fn row(service: &ServiceRow, reader: Reader) -> Vec<Cell> {
    let submitted = service.submitted.clone();
    let (bands, critical): (Cell, Cell) = match service.state {
        ReturnState::Submitted if service.critical.is_empty() => {
            (in_words(&service.bands).into(), "None".into())
        }
        ReturnState::Submitted => (
            in_words(&service.bands).into(),
            service.critical.join(", ").into(),
        ),
        _ => (nothing(), nothing()),
    };
    vec![
        name(service, reader).into(),
        state_tag(service.state).view().into(),
        submitted.unwrap_or_else(|| "Not yet".to_owned()).into(),
        bands,
        critical,
    ]
}

fn name(service: &ServiceRow, reader: Reader) -> AnyView {
    let part_of = service.part_of.as_ref();
    let part_of = part_of.map(|above| {
        view! { <span class="app-small">{format!("Part of {above}")}</span> }
    });
    view! {
        {link(service, reader)}
        {part_of}
    }
    .into_any()
}

/// The name of a service, leading to what this reader may read of it.
pub(super) fn link(service: &ServiceRow, reader: Reader) -> AnyView {
    let url = return_url(service.id);
    let (hidden, href) = match (reader, service.state) {
        (Reader::Agency, _) => ("(return)", url),
        (Reader::Partnership, ReturnState::Submitted) => ("(scores)", format!("{url}/scores")),
        (Reader::Partnership, _) => return service.name.clone().into_any(),
    };
    Link {
        text: service.name.clone().into(),
        hidden_text: hidden.to_owned(),
        href,
        ..Link::default()
    }
    .view()
}
