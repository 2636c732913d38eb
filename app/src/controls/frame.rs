//! What stands around a control: what is asked above it, help and guidance between, and the
//! problem beside it, tied together by ids.

use super::{Control, marks};
use crate::govuk::Fieldset;
use leptos::prelude::*;

/// The frame of a control with one part, which draws its own hint and problem.
pub(super) fn line(control: &Control<'_>, component: AnyView) -> AnyView {
    view! {
        <div class=class(control)>
            {control.label().view(&control.name)}
            {marks::aside(control)}
            {component}
        </div>
    }
    .into_any()
}

/// The frame of a control with several parts, which draw neither hint nor problem.
pub(super) fn group(control: &Control<'_>, parts: AnyView) -> AnyView {
    let (hint_id, error_id) = (
        format!("{}-hint", control.name),
        format!("{}-error", control.name),
    );
    let hint = control.hint().map(|hint| (hint.view(&hint_id), hint_id));
    let error = control
        .error()
        .map(|error| (error.view(&error_id), error_id));
    let ids = [Some(control.described_by()), id_of(&hint), id_of(&error)];
    let ids: Vec<String> = ids
        .into_iter()
        .flatten()
        .filter(|id| !id.is_empty())
        .collect();
    let fieldset = Fieldset {
        legend: control.legend(),
        described_by: ids.join(" "),
        role: Some("group".to_owned()),
        ..Fieldset::default()
    };
    let inside = view! {
        {hint.map(|(hint, _)| hint)}
        {marks::aside(control)}
        {error.map(|(error, _)| error)}
        {parts}
    };
    view! { <div class=class(control)>{fieldset.view(inside.into_any())}</div> }.into_any()
}

fn id_of(drawn: &Option<(AnyView, String)>) -> Option<String> {
    drawn.as_ref().map(|(_, id)| id.clone())
}

fn class(control: &Control<'_>) -> &'static str {
    match control.asked.problem {
        Some(_) => "govuk-form-group govuk-form-group--error",
        None => "govuk-form-group",
    }
}
