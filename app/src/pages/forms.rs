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
            {waiting(&upkeep)}
            {draw(&forms)}
            {scanner_note(&upkeep)}
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

/// What waits, and what to do about it; nothing where nothing does.
fn waiting(upkeep: &Upkeep) -> AnyView {
    let words: Vec<String> = [mail_words(upkeep), file_words(upkeep)]
        .into_iter()
        .flatten()
        .collect();
    if words.is_empty() {
        return ().into_any();
    }
    let paragraphs = words.into_iter().map(|words| view! { <p>{words}</p> });
    NotificationBanner {
        content: paragraphs.collect_view().into_any().into(),
        ..NotificationBanner::default()
    }
    .view()
}

fn mail_words(upkeep: &Upkeep) -> Option<String> {
    let waiting = upkeep.mail_waiting;
    let mails = match waiting {
        1 => "1 mail is".to_owned(),
        _ => format!("{waiting} mails are"),
    };
    (waiting > 0).then(|| {
        format!(
            "{mails} not sent, the first since {}, because this portal has no mail server. \
             Nothing is lost: it is sent once there is one.",
            upkeep.mail_since,
        )
    })
}

fn file_words(upkeep: &Upkeep) -> Option<String> {
    let waiting = upkeep.files_waiting;
    let files = match waiting {
        1 => "1 file waits".to_owned(),
        _ => format!("{waiting} files wait"),
    };
    let advice = match upkeep.scans_files {
        true => "If this stays so, see that the scanner runs and can be reached.",
        false => "Start the portal with --clamav to have them looked at.",
    };
    (waiting > 0).then(|| {
        format!("{files} for the virus scanner and cannot be downloaded until then. {advice}")
    })
}

/// What is done about viruses in files.
fn scanner_note(upkeep: &Upkeep) -> AnyView {
    let words = match upkeep.scans_files {
        true => "A virus scanner looks at every evidence file before anyone can download it.",
        false => {
            "No virus scanner is configured: of evidence files only name, size and kind are \
             checked. To have each looked at, start the portal with --clamav."
        }
    };
    InsetText {
        content: words.into(),
        ..InsetText::default()
    }
    .view()
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
