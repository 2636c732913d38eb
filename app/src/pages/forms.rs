//! The forms published here, with their latest versions, for the administrator.

use super::figures::{self, numeric};
use crate::govuk::{InsetText, Link, NotificationBanner};
use crate::page::Page;
use crate::portal::{FormRow, Portal, Refusal, Upkeep};
use leptos::prelude::*;

/// The list of published forms.
///
/// # Errors
/// What the portal refuses.
pub async fn page(portal: &dyn Portal) -> Result<Page, Refusal> {
    let (forms, upkeep) = (portal.forms().await?, portal.upkeep().await?);
    let draw = move || {
        view! {
            {mail_notice(&upkeep)}
            {draw(&forms)}
        }
        .into_any()
    };
    let page = Page::new("Forms", portal.visitor(), draw);
    Ok(Page {
        section: Some("/forms"),
        ..page
    })
}

pub(super) fn draw(forms: &[FormRow]) -> AnyView {
    let body = match forms.is_empty() {
        true => view! {
            <p class="govuk-body">
                "No form is published yet. To publish one, run "<code>"fourlens publish"</code>
                " with its file on the server."
            </p>
        }
        .into_any(),
        false => table(forms),
    };
    let note = InsetText {
        content: "A published version never changes: a return belongs to the version it \
                  answered. Publishing a changed form makes a new version."
            .into(),
        ..InsetText::default()
    };
    view! {
        <h1 class="govuk-heading-l">"Forms"</h1>
        {body}
        {note.view()}
    }
    .into_any()
}

/// That mail waits, and what to do about it.
pub(super) fn mail_notice(upkeep: &Upkeep) -> Option<AnyView> {
    let waiting = upkeep.mail_waiting;
    let mails = match waiting {
        1 => "1 mail is".to_owned(),
        _ => format!("{waiting} mails are"),
    };
    let words = format!(
        "{mails} not sent, the first since {}, because this portal has no mail server. Nothing is \
         lost: it is sent once there is one.",
        upkeep.mail_since,
    );
    (waiting > 0).then(|| {
        NotificationBanner {
            content: words.into(),
            ..NotificationBanner::default()
        }
        .view()
    })
}

fn table(forms: &[FormRow]) -> AnyView {
    let row = |form: &FormRow| {
        let notice = Link {
            text: "Privacy notice".into(),
            hidden_text: format!("of {}", form.title),
            href: format!("/privacy/{}", form.key),
            ..Link::default()
        };
        let settings = Link {
            text: "Settings".into(),
            hidden_text: format!("of {}", form.title),
            href: format!("/forms/{}/settings", form.key),
            ..Link::default()
        };
        let version = view! { <code>{form.version.clone()}</code> };
        let local = form.local.then(|| {
            Link {
                text: "Local questions".into(),
                hidden_text: format!("of {}", form.title),
                href: format!("/forms/{}/local-questions", form.key),
                ..Link::default()
            }
            .view()
        });
        vec![
            form.title.clone().into(),
            form.key.clone().into(),
            numeric(form.number.to_string()),
            version.into_any().into(),
            form.published.clone().into(),
            view! { {notice.view()} <br /> {settings.view()} <br /> {local} }
                .into_any()
                .into(),
        ]
    };
    let head = [
        "Form".into(),
        "Key".into(),
        numeric("Latest version"),
        "Hash".into(),
        "Published".into(),
        "See".into(),
    ];
    figures::table(head.into(), forms.iter().map(row).collect()).view()
}
