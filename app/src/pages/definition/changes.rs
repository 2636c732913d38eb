//! What a definition changes in the latest published version, by what it means for answers.

use crate::govuk::Details;
use crate::pages::parts::counted;
use crate::portal::{Against, Changes};
use leptos::prelude::*;

/// Changes listed openly; more are folded.
const FEW: usize = 8;

/// What it is to the published versions.
pub(super) fn against(against: &Against) -> AnyView {
    let words = match against {
        Against::First => "This form was not published here before. This becomes version 1.".into(),
        Against::Same {
            number,
            latest: true,
        } => format!("Nothing: this very wording is version {number}, the latest."),
        Against::Same { number, .. } => format!(
            "This very wording was published before as version {number}. Publishing it makes that \
             version the latest again."
        ),
        Against::Changes { number, kinds } => return compared(*number, kinds),
    };
    view! { <p class="govuk-body">{words}</p> }.into_any()
}

fn compared(number: i64, kinds: &[Changes]) -> AnyView {
    let words = match kinds.is_empty() {
        true => format!("Against version {number}, nothing that is asked or scored changes."),
        false => format!("Against version {number}, the latest:"),
    };
    view! {
        <p class="govuk-body">{words}</p>
        {kinds.iter().map(kind).collect_view()}
    }
    .into_any()
}

fn kind(kind: &Changes) -> AnyView {
    let all = kind.changes.len() + kind.more;
    let number = counted(i64::try_from(all).unwrap_or(i64::MAX), "change");
    let items = kind.changes.iter().cloned();
    let more = (kind.more > 0).then(|| view! { <li>{format!("and {} more", kind.more)}</li> });
    let list = view! {
        <ul class="govuk-list govuk-list--bullet">
            {items.map(|change| view! { <li>{change}</li> }).collect_view()} {more}
        </ul>
    };
    let list = match all > FEW {
        true => Details {
            summary: format!("Show the {number}").into(),
            content: list.into_any().into(),
            ..Details::default()
        }
        .view(),
        false => list.into_any(),
    };
    view! {
        <h3 class="govuk-heading-s govuk-!-margin-bottom-1">
            {format!("{} ({number})", kind.title)}
        </h3>
        <p class="govuk-body govuk-!-margin-bottom-2">{kind.meaning}</p>
        {list}
    }
    .into_any()
}
