//! A place on a scale: a radio button for each rating, and under it what would be seen; above
//! them, for an agency, what its services said.

use super::{Control, control::said, frame};
use crate::govuk::{Radio, Radios};
use fourlens_forms::{
    definition::ScaleOption,
    question::{NOT_APPLICABLE, Rating},
};
use leptos::prelude::*;

/// The ratings of the scale, best first, and *not applicable* where it is offered.
pub(super) fn control(kind: &Rating, control: &Control<'_>) -> AnyView {
    let ratings = kind
        .on
        .iter()
        .flat_map(|scale| &scale.options)
        .map(|option| radio(kind, option));
    let not_applicable = kind.not_applicable.then(|| Radio {
        text: "Not applicable to us".into(),
        value: NOT_APPLICABLE.to_owned(),
        hint: Some("You will be asked to say why.".into()),
        divider: Some("or".to_owned()),
        ..Radio::default()
    });
    let radios = Radios {
        name: control.name.clone(),
        items: ratings.chain(not_applicable).collect(),
        value: Some(control.typed()),
        classes: "govuk-radios--ratings".to_owned(),
        ..Radios::default()
    };
    let parts = view! {
        {services(control)}
        {radios.view()}
    };
    frame::group(control, parts.into_any())
}

/// What the services below said to the same question.
fn services(control: &Control<'_>) -> AnyView {
    let said = control.asked.services.as_ref();
    said.map(|said| view! { <p class="app-services">{format!("Services: {said}")}</p> })
        .into_any()
}

/// A rating with the question's own words for it, else the scale's.
fn radio(kind: &Rating, option: &ScaleOption) -> Radio {
    let seen = kind.descriptors.get(&option.value).or(option.hint.as_ref());
    Radio {
        text: said(&option.label),
        value: option.value.clone(),
        hint: seen.map(said),
        ..Radio::default()
    }
}
