//! Moderation of a return: its sections by their own ratings and by the reviewer's, every
//! moderated rating with its reason, and sharing them with the organisation.

pub mod section;

use super::bands::boxed;
use super::figures::{self, numeric};
use super::parts::{counted, heading, return_url};
use crate::govuk::{
    BackLink, BannerKind, Button, Cell, InsetText, Link, NotificationBanner, SummaryList,
    SummaryRow,
};
use crate::page::Page;
use crate::portal::{
    ModeratedRating, ModeratedSection, ModerationPage, Portal, Refusal, ReturnId, Scored,
};
use leptos::prelude::*;

/// The page; `done` is what was just done.
///
/// # Errors
/// What the portal refuses.
pub async fn page(
    portal: &dyn Portal,
    id: ReturnId,
    done: Option<String>,
) -> Result<Page, Refusal> {
    let shown = portal.moderation(id, done).await?;
    let title = format!("Moderation of {}", shown.head.organisation);
    let page = Page::new(title, portal.visitor(), move || draw(&shown));
    Ok(Page {
        section: Some("/campaigns"),
        ..page
    })
}

pub(super) fn draw(shown: &ModerationPage) -> AnyView {
    let back = BackLink {
        text: "Back to the scores".into(),
        href: format!("{}/scores", return_url(shown.head.id)),
        ..BackLink::default()
    };
    let caption = format!("{}, {}", shown.head.campaign, shown.reference);
    let title = format!("Moderation of {}", shown.head.organisation);
    let done = shown.done.clone().map(|done| {
        NotificationBanner {
            content: done.into(),
            kind: BannerKind::Success,
            ..NotificationBanner::default()
        }
        .view()
    });
    view! {
        {back.view()}
        {done}
        {heading(&caption, &title)}
        <p class="govuk-body">
            "The organisation’s own ratings stay as they were handed in. Yours stand beside them, \
             each with a reason. The portal records that you read the answers."
        </p>
        {none_yet(&shown.moderated)}
        {sections(shown)}
        {ratings(&shown.moderated)}
        {sharing(shown)}
    }
    .into_any()
}

fn sections(shown: &ModerationPage) -> AnyView {
    let row = |section: &ModeratedSection| {
        let link = Link {
            text: section.title.clone().into(),
            href: format!("{}/moderation/{}", return_url(shown.head.id), section.id),
            ..Link::default()
        };
        let first = Cell {
            text: link.view().into(),
            ..Cell::default()
        };
        let moderated = match section.moderated {
            0 => [figures::nothing(), numeric_nothing(), numeric_nothing()],
            some => [
                scored(&section.with_moderated),
                numeric(drift(section)),
                numeric(format!("{some} of {}", section.questions)),
            ],
        };
        [first, scored(&section.own)]
            .into_iter()
            .chain(moderated)
            .collect()
    };
    let head = vec![
        "Section".into(),
        "By its own ratings".into(),
        "With moderated ratings".into(),
        numeric("Points added"),
        numeric("Moderated"),
    ];
    figures::table(head, shown.sections.iter().map(row).collect()).view()
}

/// What the reviewer's ratings add to the points, or take away.
fn drift(section: &ModeratedSection) -> String {
    match section.drift() {
        Some(drift) if drift > 0 => format!("+{drift}"),
        // A minus, not a hyphen: read out as one.
        Some(drift) if drift < 0 => format!("−{}", -drift),
        Some(_) => "0".to_owned(),
        None => "Not known".to_owned(),
    }
}

fn numeric_nothing() -> Cell {
    Cell {
        numeric: true,
        ..figures::nothing()
    }
}

fn scored(of: &Scored) -> Cell {
    let points = match of.points {
        Some((points, max)) => format!("{points} of {max}"),
        None => "Not scored".to_owned(),
    };
    let band = of.band.as_ref().map(|(id, word)| {
        view! {
            " "
            {boxed(id, word)}
        }
    });
    Cell {
        text: view! {
            {points}
            {band}
        }
        .into_any()
        .into(),
        ..Cell::default()
    }
}

fn none_yet(moderated: &[ModeratedRating]) -> AnyView {
    if !moderated.is_empty() {
        return ().into_any();
    }
    let words = "You have not moderated a rating yet. Open a section to begin.".into();
    InsetText {
        content: words,
        ..InsetText::default()
    }
    .view()
}

fn ratings(moderated: &[ModeratedRating]) -> AnyView {
    if moderated.is_empty() {
        return ().into_any();
    }
    let count = counted(moderated.len() as i64, "moderated rating");
    view! {
        <h2 class="govuk-heading-m">{count}</h2>
        {list(moderated)}
    }
    .into_any()
}

/// Moderated ratings, each with both ratings and the reason.
pub(super) fn list(moderated: &[ModeratedRating]) -> AnyView {
    let row = |of: &ModeratedRating| {
        let value = view! {
            <p class="govuk-body">{format!("Own rating: {}. Moderated: {}.", of.own, of.moderated)}</p>
            <p class="govuk-body">{of.reason.clone()}</p>
        };
        SummaryRow {
            key: of.title.clone().into(),
            value: value.into_any().into(),
            ..SummaryRow::default()
        }
    };
    SummaryList {
        rows: moderated.iter().map(row).collect(),
        ..SummaryList::default()
    }
    .view()
}

fn sharing(shown: &ModerationPage) -> AnyView {
    let stands = match &shown.shared {
        Some(at) => format!("Shared on {at}. What you have changed since is seen there too."),
        None => "Nobody at the organisation sees them before you share them.".to_owned(),
    };
    let share = (shown.shared.is_none() && !shown.moderated.is_empty()).then(|| {
        let button = Button {
            text: "Share moderated ratings".into(),
            prevent_double_click: Some(true),
            ..Button::default()
        };
        let action = format!("{}/moderation/share", return_url(shown.head.id));
        view! {
            <form method="post" action=action>
                {button.view()}
            </form>
        }
    });
    view! {
        <h2 class="govuk-heading-m">"Sharing with the organisation"</h2>
        <p class="govuk-body">{stands}</p>
        {share}
    }
    .into_any()
}
