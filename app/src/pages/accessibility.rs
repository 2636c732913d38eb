//! The accessibility statement: what we aim for, what is tested and how, and whom to tell.

use crate::page::Page;
use crate::portal::Visitor;
use leptos::prelude::*;

/// The accessibility statement.
pub fn page(visitor: &Visitor) -> Page {
    let contact = visitor.partnership.reached();
    Page::new("Accessibility statement", visitor, move || draw(&contact))
}

fn draw(contact: &str) -> AnyView {
    view! {
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
                <h1 class="govuk-heading-l">"Accessibility statement for Fourlens"</h1>
                <p class="govuk-body">
                    "This statement is about every page of this portal, which is run by your "
                    "safeguarding children partnership. We want as many people as possible to be "
                    "able to use it. You should be able to:"
                </p>
                <ul class="govuk-list govuk-list--bullet">
                    <li>"zoom in up to 400% without text spilling off the screen"</li>
                    <li>"go from signing in to the receipt with a keyboard alone"</li>
                    <li>"do the same with scripts (JavaScript) turned off"</li>
                    <li>"use your own colours and ask for less motion"</li>
                    <li>"read every chart as a table with the same numbers"</li>
                </ul>
                {standing()}
                {tested()}
                {report(contact)}
            </div>
        </div>
    }
    .into_any()
}

fn standing() -> AnyView {
    view! {
        <h2 class="govuk-heading-m">"How accessible this portal is"</h2>
        <p class="govuk-body">
            "We aim for level AA of the Web Content Accessibility Guidelines, version 2.2. We "
            "know of no part that fails it. We do not claim that the portal meets it in full, "
            "because nobody outside our team has audited it, and people with disabilities have "
            "not tested it yet."
        </p>
        <p class="govuk-body">
            "The returns for schools, colleges and agencies are long. Each section can be saved on its own, "
            "and there is no time limit on a section while you stay signed in."
        </p>
    }
    .into_any()
}

fn tested() -> AnyView {
    view! {
        <h2 class="govuk-heading-m">"How we tested it"</h2>
        <p class="govuk-body">"Each change to the portal is tested by program before it goes live:"</p>
        <ul class="govuk-list govuk-list--bullet">
            <li>"every page is checked with axe-core, and any fault it finds stops the change"</li>
            <li>"the whole journey of a return is made with the keyboard only"</li>
            <li>"the whole journey of a return is made with scripts turned off"</li>
        </ul>
        <p class="govuk-body">
            "Tests by program find only some of the problems that people meet. We have not yet "
            "tested with screen readers, magnifiers or speech recognition by hand."
        </p>
    }
    .into_any()
}

fn report(contact: &str) -> AnyView {
    view! {
        <h2 class="govuk-heading-m">"Tell us about a problem"</h2>
        <p class="govuk-body">
            "If you cannot use a page, or need something in another format such as large print, "
            "easy read or a recording, reply to the message that invited you or get in touch with "
            {format!("{contact}.")}
            " Say which page it is and what you need."
        </p>
        <h2 class="govuk-heading-m">"If you are not content with the answer"</h2>
        <p class="govuk-body">
            "The Equality and Human Rights Commission enforces the Public Sector Bodies (Websites "
            "and Mobile Applications) (No. 2) Accessibility Regulations 2018. If you are not happy "
            "with how we respond, contact the Equality Advisory and Support Service."
        </p>
        <h2 class="govuk-heading-m">"About this statement"</h2>
        <p class="govuk-body">"This statement was prepared on 22 November 2026."</p>
    }
    .into_any()
}
