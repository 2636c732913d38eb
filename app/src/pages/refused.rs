//! What is shown instead of a page that cannot be had: what happened, what to do next, and that
//! nothing was lost where that is true.

use crate::govuk::Button;
use crate::page::Page;
use crate::portal::{Refusal, Visitor};
use leptos::prelude::*;

/// The page for a refusal. Which status it is sent with is the server's matter.
pub fn page(visitor: &Visitor, refusal: &Refusal) -> Page {
    let said = words(refusal);
    let way_out = way_out(visitor, refusal);
    let title = said.title;
    Page::new(title, visitor, move || draw(&said, way_out))
}

/// What is said of a refusal.
struct Words {
    title: &'static str,
    paragraphs: Vec<String>,
}

fn words(refusal: &Refusal) -> Words {
    let (title, paragraphs): (_, &[&str]) = match refusal {
        Refusal::NotFound => (
            "Page not found",
            &[
                "If you typed the address, check that it is right. If you pasted it, check that \
                 you copied all of it.",
                "If it is right, the page may be one that your account cannot see. Ask the person \
                 who gave you your account.",
            ],
        ),
        Refusal::SignIn => (
            "Sign in to see this page",
            &[
                "You are not signed in, or you have been away for too long. Everything that you \
                 saved before is kept.",
                "If you were saving something just now, keep this page open and sign in on another \
                 tab. Then reload this page: your browser sends what you typed again.",
            ],
        ),
        Refusal::DeclareFirst(_) => (
            "Tell us about conflicts of interest first",
            &[
                "You see this return once you have said whether you have a conflict of interest in \
                 the case.",
            ],
        ),
        Refusal::Prove => (
            "Prove first that it is you",
            &["This takes much away at once, so it asks again who you are."],
        ),
        Refusal::Closed { because } => return closed(because),
        Refusal::NotTaken { because } => {
            return Words {
                title: "This was not taken",
                paragraphs: vec![because.clone()],
            };
        }
        Refusal::Busy => (
            "The portal is busy",
            &[
                "Many people are using the portal right now. Everything that you saved before is \
                 kept.",
                "Wait a minute, then reload this page. If you were saving something just now, your \
                 browser sends what you typed again.",
            ],
        ),
        Refusal::Fault => (
            "Sorry, something went wrong with the portal",
            &[
                "This is our fault, not yours, and it has been recorded. Everything that you saved \
                 before is kept.",
                "Reload this page to try again. If you were saving something just now, your browser \
                 sends what you typed again. If it does not help, tell your partnership what you \
                 were doing and when.",
            ],
        ),
    };
    Words {
        title,
        paragraphs: paragraphs.iter().map(|&words| words.to_owned()).collect(),
    }
}

fn closed(because: &str) -> Words {
    let kept = "Everything that was saved before then is kept and can still be read. What you \
                typed after that was not saved.";
    Words {
        title: "This can no longer be changed",
        paragraphs: vec![because.to_owned(), kept.to_owned()],
    }
}

fn way_out(visitor: &Visitor, refusal: &Refusal) -> (&'static str, &'static str) {
    match refusal {
        Refusal::SignIn => ("Sign in", "/sign-in"),
        _ if visitor.name.is_some() => ("Go to my start page", "/"),
        _ => ("Go to the start page", "/"),
    }
}

fn draw(said: &Words, (text, href): (&'static str, &'static str)) -> AnyView {
    let paragraphs = said.paragraphs.iter().cloned();
    let button = Button {
        text: text.into(),
        href: Some(href.to_owned()),
        ..Button::default()
    };
    view! {
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
                <h1 class="govuk-heading-l">{said.title}</h1>
                {paragraphs.map(|words| view! { <p class="govuk-body">{words}</p> }).collect_view()}
                {button.view()}
            </div>
        </div>
    }
    .into_any()
}
