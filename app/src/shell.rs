//! What surrounds every page: the document with its styles and scripts, header, navigation by
//! role, and footer. It draws no page itself.

use crate::govuk::{
    Content, Current, Footer, GenericHeader, Link, NavigationItem, PhaseBanner, ServiceNavigation,
    SkipLink,
};
use crate::page::{Assets, Page};
use crate::pages::home;
use crate::portal::{Partnership, Role, Visitor};
use leptos::config::LeptosOptions;
use leptos::hydration::HydrationScripts;
use leptos::nonce::Nonce;
use leptos::prelude::*;

/// The portal's name.
pub const NAME: &str = "Fourlens";

/// Says on the body that scripts run, before anything is drawn. From govuk-frontend's template.
const SCRIPTS_RUN: &str = "document.body.className += ' js-enabled' + \
    ('noModule' in HTMLScriptElement.prototype ? ' govuk-frontend-supported' : '');";

/// The whole document. `nonce` is the one that the response's policy allows scripts by; without
/// one there are none.
pub fn document(page: Page, assets: Assets, nonce: Option<Nonce>) -> impl IntoView {
    if let Some(nonce) = &nonce {
        provide_context(nonce.clone());
    }
    let styles = assets
        .styles
        .map(|href| view! { <link rel="stylesheet" href=href /> });
    let scripts_run = nonce
        .clone()
        .map(|nonce| view! { <script nonce=nonce>{SCRIPTS_RUN}</script> });
    let script = assets
        .script
        .zip(nonce)
        .map(|(src, nonce)| view! { <script type="module" src=src nonce=nonce></script> });
    let main = (page.draw)();
    let islands = (page.islands && scripts_run.is_some())
        .then(|| assets.islands.map(|folder| islands(&folder)));
    view! {
        <!DOCTYPE html>
        <html lang="en" class="govuk-template">
            <head>
                <meta charset="utf-8" />
                <title>{title(&page)}</title>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
                <meta name="theme-color" content="#10525c" />
                // No picture of our own yet; without this line browsers ask for /favicon.ico.
                <link rel="icon" href="data:," />
                {styles}
            </head>
            <body class="govuk-template__body">
                {scripts_run}
                {head(&page)}
                <div class="govuk-width-container">
                    <main class="govuk-main-wrapper" id="main-content">
                        {main}
                    </main>
                </div>
                {foot(&page.visitor.partnership)}
                {script}
                {islands}
            </body>
        </html>
    }
    .into_any()
}

fn title(page: &Page) -> String {
    let first = if page.problems { "Error: " } else { "" };
    format!("{first}{} – {NAME}", page.title)
}

fn head(page: &Page) -> AnyView {
    let skip = SkipLink {
        text: "Skip to main content".into(),
        href: "#main-content".to_owned(),
        ..SkipLink::default()
    };
    let header = GenericHeader {
        logo: NAME.into(),
        ..GenericHeader::default()
    };
    let demo = page.visitor.demo.then(|| {
        PhaseBanner {
            tag: "Demo".into(),
            text: "This is a demonstration with made-up schools and agencies".into(),
            ..PhaseBanner::default()
        }
        .view()
    });
    view! {
        {skip.view()}
        <header class="govuk-template__header">
            {header.view()}
            {navigation(page)}
            {demo}
        </header>
    }
    .into_any()
}

fn navigation(page: &Page) -> AnyView {
    let Some(name) = page.visitor.name.clone() else {
        return ().into_any();
    };
    let item = |(text, href): (&'static str, &'static str)| NavigationItem {
        text: text.into(),
        href: Some(href.to_owned()),
        current: if page.section == Some(href) {
            Current::Section
        } else {
            Current::No
        },
        ..NavigationItem::default()
    };
    ServiceNavigation {
        items: entries(&page.visitor).into_iter().map(item).collect(),
        end: Some(signed_in(name)),
        end_inline: true,
        ..ServiceNavigation::default()
    }
    .view()
}

/// The navigation's entries for these roles: what they say, and where they lead.
fn entries(visitor: &Visitor) -> Vec<(&'static str, &'static str)> {
    let begins_on_lists = [
        Role::QualityAssuranceManager,
        Role::EducationAdviser,
        Role::DataProtectionOfficer,
        Role::Administrator,
    ];
    let mut roles = visitor.roles.iter();
    let at_home = roles.any(|role| !begins_on_lists.contains(role));
    let follows = [Role::QualityAssuranceManager, Role::EducationAdviser];
    let follows = follows.into_iter().any(|role| visitor.is(role));
    let all = [
        (at_home, (home::called(visitor), "/home")),
        (follows, ("Campaigns", "/campaigns")),
        (
            visitor.is(Role::DataProtectionOfficer),
            ("Who saw what", "/records"),
        ),
        (
            visitor.is(Role::QualityAssuranceManager) || visitor.is(Role::Administrator),
            ("Directory", "/directory"),
        ),
        (visitor.is(Role::Administrator), ("Forms", "/forms")),
        (
            visitor.is(Role::Administrator),
            ("Priorities", "/priorities"),
        ),
        (visitor.is(Role::Administrator), ("People", "/people")),
        (
            visitor.is(Role::DataProtectionOfficer) || visitor.is(Role::Administrator),
            ("Erasing", "/erasures"),
        ),
    ];
    all.into_iter()
        .filter(|(has, _)| *has)
        .map(|(_, entry)| entry)
        .collect()
}

fn signed_in(name: String) -> AnyView {
    view! {
        <div class="app-signed-in">
            <a class="govuk-link app-signed-in__name" href="/account">
                <span class="govuk-visually-hidden">"Your account: "</span>
                {name}
            </a>
            <form method="post" action="/sign-out">
                <button type="submit" class="app-link-button">
                    "Sign out"
                </button>
            </form>
        </div>
    }
    .into_any()
}

fn foot(partnership: &Partnership) -> AnyView {
    let link = |text: &'static str, href: &str| Link {
        text: text.into(),
        href: href.to_owned(),
        ..Link::default()
    };
    let footer = Footer {
        meta: vec![
            link("Accessibility statement", "/accessibility"),
            link("Privacy", "/privacy"),
            link("Cookies", "/cookies"),
        ],
        content: run_by(partnership),
        ..Footer::default()
    };
    view! { <footer class="govuk-template__footer">{footer.view()}</footer> }.into_any()
}

/// Who runs the portal and how to reach them, as far as it was told.
fn run_by(partnership: &Partnership) -> Content {
    let name = partnership.name.as_ref();
    let name = name.map(|name| format!("Run by {name}."));
    let contact = partnership.contact.as_ref();
    let contact = contact.map(|contact| format!("Get help: {contact}"));
    let said: Vec<String> = name.into_iter().chain(contact).collect();
    said.join(" ").into()
}

/// Loads the islands of the folder when the browser has nothing else to do. At the end of the
/// document, so that the page can be used before.
fn islands(folder: &str) -> AnyView {
    let (root, package) = folder
        .trim_end_matches('/')
        .rsplit_once('/')
        .unwrap_or(("", folder));
    let options = LeptosOptions::builder()
        .output_name("fourlens")
        .site_pkg_dir(package.to_owned())
        .build();
    view! { <HydrationScripts options=options islands=true root=root.to_owned() /> }.into_any()
}
