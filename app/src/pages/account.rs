//! One's own account: password, second factor, and where one is signed in.

use super::attempt::done;
use super::figures;
use crate::govuk::{Button, Cell, SummaryList, SummaryRow, WarningText};
use crate::page::Page;
use crate::portal::{AccountPage, Portal, Refusal, SessionLine};
use leptos::prelude::*;

/// Fewer recovery codes than this are a reason to make new ones.
const FEW_CODES: i64 = 3;

/// The page; `said` is what was done just now.
///
/// # Errors
/// What the portal refuses.
pub async fn page(portal: &dyn Portal, said: Option<String>) -> Result<Page, Refusal> {
    let shown = AccountPage {
        done: said,
        ..portal.account().await?
    };
    let page = Page::new("Your account", portal.visitor(), move || draw(&shown));
    Ok(Page {
        section: Some("/account"),
        ..page
    })
}

fn draw(shown: &AccountPage) -> AnyView {
    view! {
        {shown.done.clone().map(done)}
        <h1 class="govuk-heading-l">"Your account"</h1>
        {who(shown)}
        {provider(shown)}
        <h2 class="govuk-heading-m">"Second factor"</h2>
        {second_factor(shown)}
        <h2 class="govuk-heading-m">"Where you are signed in"</h2>
        {sessions(&shown.sessions)}
    }
    .into_any()
}

fn who(shown: &AccountPage) -> AnyView {
    let row = |key: &'static str, value: AnyView| SummaryRow {
        key: key.into(),
        value: value.into(),
        value_classes: "govuk-!-text-break-word".to_owned(),
        ..SummaryRow::default()
    };
    let password = match shown.has_password {
        true => view! {
            <a class="govuk-link" href="/account/password">
                "Choose another password"
            </a>
        }
        .into_any(),
        false => "You sign in with an account elsewhere and have none here".into_any(),
    };
    SummaryList {
        rows: vec![
            row("Name", shown.name.clone().into_any()),
            row("Email address", shown.email.clone().into_any()),
            row("Password", password),
        ],
        ..SummaryList::default()
    }
    .view()
}

/// The account elsewhere, for who has a password here.
fn provider(shown: &AccountPage) -> AnyView {
    let there = shown.provider.as_ref().filter(|_| shown.has_password);
    let Some((name, bound)) = there else {
        return ().into_any();
    };
    let heading = format!("Your account at {name}");
    let rest = match bound {
        false => {
            let bind = Button {
                text: format!("Sign in with {name}, too").into(),
                href: Some("/account/provider".to_owned()),
                classes: "govuk-button--secondary".to_owned(),
                ..Button::default()
            };
            view! {
                <p class="govuk-body">
                    {format!("If you have an account at {name}, you can sign in here with it.")}
                </p>
                {bind.view()}
            }
            .into_any()
        }
        true => {
            let part = Button {
                text: "Stop signing in with it".into(),
                classes: "govuk-button--warning".to_owned(),
                prevent_double_click: Some(true),
                ..Button::default()
            };
            view! {
                <p class="govuk-body">
                    {format!("You can sign in with your account at {name}, and with your password.")}
                </p>
                <form method="post" action="/account/provider/part">{part.view()}</form>
            }
            .into_any()
        }
    };
    view! {
        <h2 class="govuk-heading-m">{heading}</h2>
        {rest}
    }
    .into_any()
}

fn second_factor(shown: &AccountPage) -> AnyView {
    let Some(left) = shown.codes_left else {
        let set_up = Button {
            text: "Set up a second factor".into(),
            href: Some("/account/second-factor".to_owned()),
            classes: "govuk-button--secondary".to_owned(),
            ..Button::default()
        };
        return view! {
            <p class="govuk-body">
                "Your password alone opens your account. A code from your phone beside it keeps "
                "out whoever learns your password."
            </p>
            {set_up.view()}
        }
        .into_any();
    };
    let words = match left {
        1 => "It is on. 1 recovery code is left.".to_owned(),
        _ => format!("It is on. {left} recovery codes are left."),
    };
    let few = (left < FEW_CODES).then(|| {
        WarningText {
            text: "Make new recovery codes before you run out.".into(),
            ..WarningText::default()
        }
        .view()
    });
    let renew = Button {
        text: "Make new recovery codes".into(),
        classes: "govuk-button--secondary".to_owned(),
        prevent_double_click: Some(true),
        ..Button::default()
    };
    let take = (!shown.needs_second_factor).then(|| {
        let take = Button {
            text: "Turn off the second factor".into(),
            classes: "govuk-button--warning".to_owned(),
            prevent_double_click: Some(true),
            ..Button::default()
        };
        view! { <form method="post" action="/account/second-factor/off">{take.view()}</form> }
    });
    view! {
        <p class="govuk-body">{words}</p>
        {few}
        <div class="govuk-button-group">
            <form method="post" action="/account/second-factor/codes">{renew.view()}</form>
            {take}
        </div>
    }
    .into_any()
}

fn sessions(sessions: &[SessionLine]) -> AnyView {
    let row = |line: &SessionLine| -> Vec<Cell> {
        let end = match line.own {
            true => "This device".into_any(),
            false => end(line),
        };
        vec![
            line.device.clone().into(),
            line.since.clone().into(),
            line.seen.clone().into(),
            end.into(),
        ]
    };
    let head = ["Device", "Since", "Last used", "Sign out there"].map(Cell::from);
    let others = sessions.iter().any(|line| !line.own).then(|| {
        let button = Button {
            text: "Sign out everywhere else".into(),
            classes: "govuk-button--secondary".to_owned(),
            name: Some("session".to_owned()),
            value: Some("others".to_owned()),
            ..Button::default()
        };
        view! { <form method="post" action="/account/sessions/end">{button.view()}</form> }
    });
    view! {
        <p class="govuk-body">
            "If you do not know one of these, end it and choose another password."
        </p>
        {figures::table(head.into(), sessions.iter().map(row).collect()).view()}
        {others}
    }
    .into_any()
}

fn end(line: &SessionLine) -> AnyView {
    view! {
        <form method="post" action="/account/sessions/end">
            <button
                type="submit"
                class="app-link-button app-link-button--in-text"
                name="session"
                value=line.key.clone()
            >
                "Sign out"
                <span class="govuk-visually-hidden">
                    {format!(" {}, since {}", line.device, line.since)}
                </span>
            </button>
        </form>
    }
    .into_any()
}
