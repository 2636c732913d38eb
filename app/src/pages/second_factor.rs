//! The second factor: setting it up, showing its recovery codes once, and the code at sign-in.

use crate::govuk::{Button, Details, ErrorSummary, Input, SummaryError, WarningText};
use crate::page::Page;
use crate::portal::Visitor;
use leptos::prelude::*;

/// What the page that asks for a code knows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AskCode {
    /// Where to go afterwards.
    pub next: String,
    /// What is wrong with the code.
    pub problem: Option<String>,
    /// Whether it was a recovery code.
    pub recovery: bool,
}

/// What the page that sets one up knows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SetUp {
    /// Where it posts to.
    pub action: String,
    /// Where to go afterwards.
    pub next: String,
    /// Why it is asked for, where someone cannot go on without.
    pub needed: bool,
    /// The key, to type.
    pub key: String,
    /// The key, sealed for the post.
    pub sealed: String,
    /// The key as an address that an app on this very device opens (`otpauth:`).
    pub address: String,
    /// The key as a picture to scan.
    pub picture: Picture,
    /// What is wrong with the code.
    pub problem: Option<String>,
}

/// A QR code: so many squares wide, and the dark ones as the path of a drawing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Picture {
    /// Squares of one side.
    pub width: usize,
    /// The dark squares.
    pub path: String,
}

/// The page that asks for a code at sign-in.
pub fn ask(visitor: &Visitor, ask: AskCode) -> Page {
    let problems = ask.problem.is_some();
    let page = Page::new("Enter the code from your app", visitor, move || {
        draw_ask(&ask)
    });
    Page { problems, ..page }
}

/// The page that sets a second factor up.
pub fn set_up(visitor: &Visitor, set_up: SetUp) -> Page {
    let problems = set_up.problem.is_some();
    let page = Page::new("Set up a second factor", visitor, move || {
        draw_set_up(&set_up)
    });
    Page { problems, ..page }
}

/// The page that shows recovery codes, the only time.
pub fn codes(visitor: &Visitor, codes: Vec<String>, next: String) -> Page {
    Page::new("Keep your recovery codes", visitor, move || {
        draw_codes(&codes, &next)
    })
}

fn draw_ask(ask: &AskCode) -> AnyView {
    let field = if ask.recovery { "recovery" } else { "code" };
    let in_code = ask.problem.clone().filter(|_| !ask.recovery);
    let recovery = Input {
        name: "recovery".to_owned(),
        label: "One of your recovery codes".into(),
        error: ask.problem.clone().filter(|_| ask.recovery).map(Into::into),
        autocomplete: Some("off".to_owned()),
        spellcheck: Some(false),
        classes: "govuk-input--width-20".to_owned(),
        ..Input::default()
    };
    let details = Details {
        summary: "I do not have my phone".into(),
        content: recovery.view().into(),
        open: ask.recovery,
        ..Details::default()
    };
    view! {
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
                {summary(ask.problem.as_deref(), field)}
                <h1 class="govuk-heading-l">"Enter the code from your app"</h1>
                <form method="post" action="/sign-in/code" novalidate=true>
                    <input type="hidden" name="next" value=ask.next.clone() />
                    {code_field(in_code).view()}
                    {details.view()}
                    {button("Continue").view()}
                </form>
                <p class="govuk-body">
                    "You have neither your phone nor a recovery code? Ask the administrator to "
                    "take your second factor away: you then set up another."
                </p>
                {leave()}
            </div>
        </div>
    }
    .into_any()
}

fn draw_set_up(set_up: &SetUp) -> AnyView {
    let needed = set_up.needed.then(|| {
        view! {
            <p class="govuk-body">
                "Your account may see details that identify a child, or decides who may. So a "
                "password alone does not open it: you also enter a code that only your phone "
                "or computer knows."
            </p>
        }
    });
    let leave = set_up.needed.then(leave);
    view! {
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
                {summary(set_up.problem.as_deref(), "code")}
                <h1 class="govuk-heading-l">"Set up a second factor"</h1>
                {needed}
                <h2 class="govuk-heading-m">"1. Get an authenticator app"</h2>
                <p class="govuk-body">
                    "Any that makes 6-digit codes will do, on a phone or in a password manager. "
                    "If your organisation gave you one, use that."
                </p>
                <h2 class="govuk-heading-m">"2. Add this portal to it"</h2>
                <p class="govuk-body">
                    <a class="govuk-link" href=set_up.address.clone()>
                        "Open the app on this phone or computer"
                    </a>
                    ", if it is here."
                </p>
                <p class="govuk-body">"Or scan this picture with an app on another:"</p>
                {picture(&set_up.picture)}
                <p class="govuk-body">"Or type this key into it:"</p>
                <p class="govuk-body">
                    <code class="app-key">{set_up.key.clone()}</code>
                </p>
                <h2 class="govuk-heading-m">"3. Enter the code it shows"</h2>
                <form method="post" action=set_up.action.clone() novalidate=true>
                    <input type="hidden" name="next" value=set_up.next.clone() />
                    <input type="hidden" name="key" value=set_up.sealed.clone() />
                    {code_field(set_up.problem.clone()).view()}
                    {button("Turn it on").view()}
                </form>
                {leave}
            </div>
        </div>
    }
    .into_any()
}

fn draw_codes(codes: &[String], next: &str) -> AnyView {
    let warning = WarningText {
        text: "These codes are shown only now. Print them or keep them in your password manager."
            .into(),
        ..WarningText::default()
    };
    let go_on = Button {
        text: "I have kept them".into(),
        href: Some(next.to_owned()),
        ..Button::default()
    };
    let code = |code: &String| view! { <li><code class="app-key">{code.clone()}</code></li> };
    view! {
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
                <h1 class="govuk-heading-l">"Keep your recovery codes"</h1>
                <p class="govuk-body">
                    "Your second factor is on. If you lose your phone, each of these codes opens "
                    "your account once, together with your password."
                </p>
                {warning.view()}
                <ol class="govuk-list govuk-list--number">{codes.iter().map(code).collect_view()}</ol>
                {go_on.view()}
            </div>
        </div>
    }
    .into_any()
}

fn summary(problem: Option<&str>, field: &str) -> AnyView {
    let Some(problem) = problem else {
        return ().into_any();
    };
    let error = SummaryError {
        text: problem.into(),
        href: Some(format!("#{field}")),
        ..SummaryError::default()
    };
    ErrorSummary {
        errors: vec![error],
        ..ErrorSummary::default()
    }
    .view()
}

fn code_field(problem: Option<String>) -> Input {
    Input {
        name: "code".to_owned(),
        label: "Code".into(),
        hint: Some("6 digits. It changes every half a minute.".into()),
        error: problem.map(Into::into),
        inputmode: Some("numeric".to_owned()),
        autocomplete: Some("one-time-code".to_owned()),
        spellcheck: Some(false),
        classes: "govuk-input--width-10".to_owned(),
        ..Input::default()
    }
}

fn button(text: &str) -> Button {
    Button {
        text: text.into(),
        prevent_double_click: Some(true),
        ..Button::default()
    }
}

/// The way out for who is only half signed in.
fn leave() -> AnyView {
    view! {
        <form method="post" action="/sign-in/leave">
            <button type="submit" class="app-link-button app-link-button--in-text">
                "Sign in as someone else"
            </button>
        </form>
    }
    .into_any()
}

fn picture(picture: &Picture) -> AnyView {
    // Four light squares around it, or apps do not find it.
    let side = picture.width + 8;
    let all = format!("0 0 {side} {side}");
    view! {
        <svg
            class="app-picture"
            viewBox=all
            width="220"
            height="220"
            role="img"
            aria-label="The key as a picture to scan"
            shape-rendering="crispEdges"
        >
            <rect width=side.to_string() height=side.to_string() fill="#ffffff"></rect>
            <path transform="translate(4 4)" d=picture.path.clone() fill="#000000"></path>
        </svg>
    }
    .into_any()
}
