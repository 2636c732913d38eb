//! The forms published here, with their latest versions, for the administrator.

use super::figures::{self, numeric};
use super::parts::counted;
use crate::govuk::{BannerKind, Button, Cell, InsetText, Link, NotificationBanner, Tag};
use crate::page::Page;
use crate::portal::{DraftRow, FormRow, Portal, Refusal, Upkeep};
use leptos::prelude::*;

/// The lists of published forms and of definitions that are not published yet; `done` is what has
/// just been done.
///
/// # Errors
/// What the portal refuses.
pub async fn page(portal: &dyn Portal, done: Option<String>) -> Result<Page, Refusal> {
    let (forms, upkeep) = (portal.forms().await?, portal.upkeep().await?);
    let drafts = portal.drafts().await?;
    let draw = move || {
        view! {
            {done.clone().map(done_banner)}
            {waiting(&upkeep)}
            {draw(&forms)}
            {unpublished(&drafts)}
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
            <p class="govuk-body">"No form is published yet. Upload a definition to begin."</p>
        }
        .into_any(),
        false => table(forms),
    };
    let upload = Button {
        text: "Upload a definition".into(),
        href: Some("/forms/upload".to_owned()),
        ..Button::default()
    };
    let note = InsetText {
        content: "A published version never changes: a return belongs to the version it \
                  answered. Publishing a changed form makes a new version."
            .into(),
        ..InsetText::default()
    };
    view! {
        <h1 class="govuk-heading-l">"Forms"</h1>
        {upload.view()}
        <h2 class="govuk-heading-m">"Published"</h2>
        {body}
        {note.view()}
    }
    .into_any()
}

/// What waits, and what to do about it; nothing where nothing does.
fn waiting(upkeep: &Upkeep) -> AnyView {
    let words = [
        mail_words(upkeep),
        set_aside_words(upkeep),
        file_words(upkeep),
    ];
    told(words.into_iter().flatten().collect())
}

/// A banner with these; nothing where there are none.
pub(super) fn told(words: Vec<String>) -> AnyView {
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

fn done_banner(done: String) -> AnyView {
    NotificationBanner {
        content: done.into(),
        kind: BannerKind::Success,
        ..NotificationBanner::default()
    }
    .view()
}

/// The definitions that are on their way, whoever uploaded them.
pub(super) fn unpublished(drafts: &[DraftRow]) -> AnyView {
    if drafts.is_empty() {
        return ().into_any();
    }
    let row = |draft: &DraftRow| {
        let link = Link {
            text: draft.title.clone().into(),
            href: format!("/forms/drafts/{}", draft.id),
            ..Link::default()
        };
        let (text, classes) = match draft.problems {
            0 => ("Ready to publish".to_owned(), "govuk-tag--green"),
            some => (counted(some, "problem"), "govuk-tag--red"),
        };
        let state = Tag {
            text: text.into(),
            classes: classes.to_owned(),
            ..Tag::default()
        };
        let cells: Vec<Cell> = vec![
            link.view().into(),
            draft
                .key
                .clone()
                .unwrap_or_else(|| "Not known yet".to_owned())
                .into(),
            state.view().into(),
            draft.uploaded.clone().into(),
        ];
        cells
    };
    let head = ["Definition", "Key", "State", "Last uploaded by"];
    let head = head.into_iter().map(Cell::from).collect();
    let table = figures::table(head, drafts.iter().map(row).collect());
    view! {
        <h2 class="govuk-heading-m">"Not published yet"</h2>
        {table.view()}
    }
    .into_any()
}

/// What is said of mail that waits.
pub(super) fn mail_words(upkeep: &Upkeep) -> Option<String> {
    let waiting = upkeep.mail_waiting;
    let mails = match waiting {
        1 => "1 email is".to_owned(),
        _ => format!("{waiting} emails are"),
    };
    let because = match upkeep.sends_mail {
        true => {
            "because the mail server does not take them. Nothing is lost: they are tried again \
             and again. If this stays so, see that the server runs and lets this portal send"
        }
        false => {
            "because this portal has no mail server. Nothing is lost: it is sent once there is \
             one"
        }
    };
    (waiting > 0).then(|| {
        let since = &upkeep.mail_since;
        format!("{mails} not sent, the first since {since}, {because}.")
    })
}

/// What is said of mail that cannot be read.
pub(super) fn set_aside_words(upkeep: &Upkeep) -> Option<String> {
    let mails = match upkeep.mail_set_aside {
        0 => return None,
        1 => "1 mail was set aside, because what it says".to_owned(),
        some => format!("{some} mails were set aside, because what they say"),
    };
    Some(format!(
        "{mails} cannot be read. All others leave. Run “fourlens verify” to see what is damaged, \
         and invite again whoever says that they got no mail."
    ))
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
        let published = view! {
            {form.published.clone()}
            <br />
            <code>{form.version.clone()}</code>
        };
        vec![
            form.title.clone().into(),
            form.key.clone().into(),
            numeric(form.number.to_string()),
            published.into_any().into(),
            links(form).into(),
        ]
    };
    let head = [
        "Form".into(),
        "Key".into(),
        numeric("Latest version"),
        "Published, with its hash".into(),
        "See or do".into(),
    ];
    figures::table(head.into(), forms.iter().map(row).collect()).view()
}

fn links(form: &FormRow) -> AnyView {
    let key = &form.key;
    let links = [
        Some(("Preview", format!("/forms/{key}/preview"))),
        Some(("Open a campaign", format!("/campaigns/new?form={key}"))),
        Some(("Settings", format!("/forms/{key}/settings"))),
        form.local
            .then(|| ("Local questions", format!("/forms/{key}/local-questions"))),
        Some(("Privacy notice", format!("/privacy/{key}"))),
    ];
    let link = |(text, href): (&'static str, String)| {
        let link = Link {
            text: text.into(),
            hidden_text: format!("of {}", form.title),
            href,
            ..Link::default()
        };
        view! { <li>{link.view()}</li> }
    };
    let links = links.into_iter().flatten().map(link).collect_view();
    view! { <ul class="govuk-list govuk-!-margin-bottom-0">{links}</ul> }.into_any()
}
