//! The agencies that a case asks: how far each return is, who audits, and the form that names
//! one more.

use super::declared;
use crate::govuk::{
    Button, Details, Label, Select, SelectItem, SummaryCard, SummaryList, SummaryRow,
};
use crate::pages::parts::state_tag;
use crate::portal::{AgencyReturn, CasePage, Declaration, NamedAuditor, PersonId, ReturnState};
use leptos::prelude::*;

/// Every agency asked.
pub(super) fn asked(case: &CasePage) -> AnyView {
    let agencies = case.case.agencies.iter().zip(&case.candidates);
    let agencies = agencies.map(|(agency, people)| one(case, agency, people));
    let none = case.case.agencies.is_empty().then(|| {
        view! { <p class="govuk-body">"No agency is asked about this case."</p> }
    });
    let change = (!case.closed).then(|| {
        view! {
            <p class="govuk-body">
                <a class="govuk-link" href=format!("/cases/{}/agencies", case.case.id)>
                    "Change the agencies asked"
                </a>
            </p>
        }
    });
    view! {
        <h2 class="govuk-heading-m" id="agencies">
            "Agencies asked"
        </h2>
        {change}
        {none}
        {agencies.collect_view()}
    }
    .into_any()
}

fn one(case: &CasePage, agency: &AgencyReturn, people: &[(PersonId, String)]) -> AnyView {
    let row = |key: &'static str, value: AnyView| SummaryRow {
        key: key.into(),
        value: value.into(),
        ..SummaryRow::default()
    };
    let mut rows = vec![
        row("Return", standing(agency)),
        row("Auditors", auditors(case, agency)),
    ];
    let open = !case.closed && !case.case.withdrawn && agency.state != ReturnState::Submitted;
    if open {
        rows.push(row("Name an auditor", naming(case, agency, people)));
    }
    SummaryList {
        rows,
        card: Some(SummaryCard {
            title: agency.name.clone(),
            heading_level: 3,
            ..SummaryCard::default()
        }),
        ..SummaryList::default()
    }
    .view()
}

fn standing(agency: &AgencyReturn) -> AnyView {
    let submitted = agency.submitted.clone();
    view! {
        {state_tag(agency.state).view()}
        {submitted.map(|at| view! { <span class="app-small">{at}</span> })}
    }
    .into_any()
}

fn auditors(case: &CasePage, agency: &AgencyReturn) -> AnyView {
    if agency.auditors.is_empty() {
        return "Nobody is named yet".into_any();
    }
    let item = |auditor: &NamedAuditor| {
        let reason = auditor.reason.clone();
        let reason = reason.map(|reason| view! { <span class="app-small">{reason}</span> });
        let stays = auditor.declaration == Declaration::Conflict
            || case.closed
            || agency.state == ReturnState::Submitted;
        view! {
            <li>
                {declared(auditor)}
                {reason}
                {(!stays).then(|| remove(case, agency, auditor))}
            </li>
        }
    };
    let items = agency.auditors.iter().map(item).collect_view();
    view! { <ul class="govuk-list govuk-list--spaced">{items}</ul> }.into_any()
}

fn remove(case: &CasePage, agency: &AgencyReturn, auditor: &NamedAuditor) -> AnyView {
    let of = format!(" {} for {}", auditor.name, agency.name);
    view! {
        <form method="post" action=format!("/cases/{}/auditors/remove", case.case.id)>
            <input type="hidden" name="organisation" value=agency.organisation.to_string() />
            <input type="hidden" name="person" value=auditor.person.to_string() />
            <button type="submit" class="app-link-button app-link-button--here">
                "Remove"
                <span class="govuk-visually-hidden">{of}</span>
            </button>
        </form>
    }
    .into_any()
}

/// The form that names an auditor; behind a summary where someone can complete the return.
fn naming(case: &CasePage, agency: &AgencyReturn, people: &[(PersonId, String)]) -> AnyView {
    let failed = case.attempt.problem(&field(agency)).is_some();
    if agency.lacks_auditor() || failed {
        return name(case, agency, people);
    }
    let summary = view! {
        "Name another auditor"
        <span class="govuk-visually-hidden">{format!(" for {}", agency.name)}</span>
    };
    Details {
        summary: summary.into_any().into(),
        content: name(case, agency, people).into(),
        classes: "govuk-!-margin-bottom-0".to_owned(),
        ..Details::default()
    }
    .view()
}

/// The id of the field that names an auditor of an agency.
fn field(agency: &AgencyReturn) -> String {
    format!("person-{}", agency.organisation)
}

fn name(case: &CasePage, agency: &AgencyReturn, people: &[(PersonId, String)]) -> AnyView {
    if people.is_empty() {
        return "Nobody else has the role of an auditor there. Ask the administrator to give it to \
                someone."
            .into_any();
    }
    let field = field(agency);
    let label = view! {
        "Auditor"
        <span class="govuk-visually-hidden">{format!(" for {}", agency.name)}</span>
    };
    let none = SelectItem {
        text: "Select a person".to_owned(),
        value: Some(String::new()),
        ..SelectItem::default()
    };
    let item = |(id, name): &(PersonId, String)| SelectItem {
        text: name.clone(),
        value: Some(id.to_string()),
        ..SelectItem::default()
    };
    let select = Select {
        name: "person".to_owned(),
        label: Label {
            text: label.into_any().into(),
            ..Label::default()
        },
        error: case.attempt.problem(&field).map(Into::into),
        items: std::iter::once(none)
            .chain(people.iter().map(item))
            .collect(),
        value: Some(String::new()),
        id: field,
        ..Select::default()
    };
    let text = view! {
        "Name auditor"
        <span class="govuk-visually-hidden">{format!(" for {}", agency.name)}</span>
    };
    let button = Button {
        text: text.into_any().into(),
        classes: "govuk-button--secondary govuk-!-margin-bottom-0".to_owned(),
        ..Button::default()
    };
    view! {
        <form method="post" action=format!("/cases/{}/auditors", case.case.id) novalidate=true>
            <input type="hidden" name="organisation" value=agency.organisation.to_string() />
            {select.view()}
            {button.view()}
        </form>
    }
    .into_any()
}
