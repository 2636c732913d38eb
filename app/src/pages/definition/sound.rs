//! What a definition asks, in short: sections with their questions, plugins, scoring; and the ways
//! on, to try it out and to publish it.

use super::{changes, url};
use crate::govuk::{Button, Cell, Details, InsetText, SummaryList, SummaryRow, Table, WarningText};
use crate::pages::figures::{self, numeric};
use crate::pages::parts::{counted, paragraphs};
use crate::pages::rule;
use crate::portal::{Against, DefinitionPage, SectionCount, SoundDefinition};
use leptos::prelude::*;

/// A definition that can be published.
pub(super) fn definition(shown: &DefinitionPage, sound: &SoundDefinition) -> AnyView {
    let preview = Button {
        text: "Preview it".into(),
        href: Some(format!("{}/preview", url(shown))),
        classes: "govuk-button--secondary".to_owned(),
        ..Button::default()
    };
    view! {
        {paragraphs(&sound.description)}
        {preview.view()}
        <h2 class="govuk-heading-m">"What it asks"</h2>
        {cover(sound).view()}
        {sections(&sound.sections).view()}
        {scoring(sound)}
        <h2 class="govuk-heading-m">"What publishing it changes"</h2>
        {changes::against(&sound.against)}
        {asked_before(&sound.asked_before)}
        {publish(shown, sound)}
    }
    .into_any()
}

fn cover(sound: &SoundDefinition) -> SummaryList {
    let plugins = match sound.plugins.is_empty() {
        true => "None: nothing is computed from the answers".to_owned(),
        false => format!("{} (all known here)", sound.plugins.join(", ")),
    };
    let rows = [
        ("Key", sound.key.clone()),
        ("Whom it asks", sound.asks.clone()),
        ("Plugins", plugins),
        ("Hash of this wording", sound.hash.clone()),
    ];
    let row = |(key, value): (&'static str, String)| SummaryRow {
        key: key.into(),
        value: value.into(),
        ..SummaryRow::default()
    };
    SummaryList {
        rows: rows.into_iter().map(row).collect(),
        ..SummaryList::default()
    }
}

fn sections(sections: &[SectionCount]) -> Table {
    let row = |section: &SectionCount| -> Vec<Cell> {
        let asked_if = section.asked_if.clone();
        let asked_if = asked_if.unwrap_or_else(|| "Always".to_owned());
        vec![
            section.title.clone().into(),
            numeric(section.questions.to_string()),
            numeric(section.required.to_string()),
            numeric(section.scored.to_string()),
            asked_if.into(),
        ]
    };
    let head: Vec<Cell> = vec![
        "Section".into(),
        numeric("Questions"),
        numeric("Required"),
        numeric("Scored"),
        "Asked when".into(),
    ];
    let questions: usize = sections.iter().map(|section| section.questions).sum();
    let count = |number: usize, noun| counted(i64::try_from(number).unwrap_or(i64::MAX), noun);
    let caption = format!(
        "{} with {}",
        count(sections.len(), "section"),
        count(questions, "question")
    );
    Table {
        caption: caption.into(),
        caption_classes: "govuk-table__caption--s".to_owned(),
        ..figures::table(head, sections.iter().map(row).collect())
    }
}

fn scoring(sound: &SoundDefinition) -> AnyView {
    let Some(scores) = &sound.rule else {
        return view! { <p class="govuk-body">"Nothing in this form is given a band."</p> }
            .into_any();
    };
    Details {
        summary: "How it scores".into(),
        content: rule::rule(scores).into(),
        ..Details::default()
    }
    .view()
}

/// That ids are used again which an earlier version used.
fn asked_before(ids: &[String]) -> Option<AnyView> {
    let words = format!(
        "An earlier version asked {}, which the latest no longer does. An id is never used again \
         for another question: check that each asks what it asked then.",
        ids.join(", ")
    );
    (!ids.is_empty()).then(|| {
        WarningText {
            text: words.into(),
            ..WarningText::default()
        }
        .view()
    })
}

fn publish(shown: &DefinitionPage, sound: &SoundDefinition) -> AnyView {
    if let Against::Same { latest: true, .. } = sound.against {
        return ().into_any();
    }
    let open = match sound.campaigns {
        0 => "No campaign asks this form at the moment.".to_owned(),
        1 => "One campaign that is open asks this form, and goes on asking the version it was \
              opened with."
            .to_owned(),
        some => format!(
            "{some} campaigns that are open ask this form, and go on asking the versions they \
             were opened with."
        ),
    };
    let note = InsetText {
        content: format!("A published version never changes and cannot be taken back. {open}")
            .into(),
        ..InsetText::default()
    };
    let button = Button {
        text: "Publish".into(),
        prevent_double_click: Some(true),
        ..Button::default()
    };
    view! {
        {note.view()}
        <form method="post" action=format!("{}/publish", url(shown)) novalidate=true>
            <input type="hidden" name="seen" value=shown.version.to_string() />
            <input type="hidden" name="latest" value=sound.latest.clone() />
            {button.view()}
        </form>
    }
    .into_any()
}
