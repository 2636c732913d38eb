//! What is kept of a moderation meeting: when it was held, who took part, whether the family and
//! the practitioners were heard.

use crate::govuk::{
    Button, DateInput, DatePart, Details, Fieldset, Label, Legend, Radio, Radios, SummaryList,
    SummaryRow, Textarea,
};
use crate::pages::parts::lines;
use crate::portal::{FAMILY_HEARD, FamilyHeard, MeetingKept, MeetingPage};
use chrono::Datelike;
use fourlens_forms::question::date_in_words;
use leptos::prelude::*;

/// What is kept, and for whoever records it the form to change it.
pub(super) fn record(meeting: &MeetingPage) -> AnyView {
    let stands = match &meeting.kept {
        Some(kept) => list(kept),
        None => view! {
            <p class="govuk-body">"Nothing is recorded of the meeting yet."</p>
        }
        .into_any(),
    };
    let failed = !meeting.attempt.problems.is_empty();
    let form = meeting.head.agrees.then(|| match (&meeting.kept, failed) {
        (Some(_), false) => Details {
            summary: "Change what is recorded".into(),
            content: form(meeting).into(),
            ..Details::default()
        }
        .view(),
        _ => form(meeting),
    });
    view! {
        <h2 class="govuk-heading-m" id="record">
            "The meeting itself"
        </h2>
        {stands}
        {form}
    }
    .into_any()
}

fn list(kept: &MeetingKept) -> AnyView {
    let row = |key: &'static str, value: AnyView| SummaryRow {
        key: key.into(),
        value: value.into(),
        ..SummaryRow::default()
    };
    let family = FAMILY_HEARD
        .iter()
        .find(|(heard, ..)| *heard == kept.family);
    let family = family.map_or("", |(_, _, words)| words);
    let practitioners = if kept.practitioners { "Yes" } else { "No" };
    SummaryList {
        rows: vec![
            row("Held on", date_in_words(kept.held_on).into_any()),
            row("Who took part", lines(&kept.present)),
            row("Child or family heard", family.into_any()),
            row(
                "Talked through with practitioners",
                practitioners.into_any(),
            ),
            row("Recorded", kept.recorded.clone().into_any()),
        ],
        ..SummaryList::default()
    }
    .view()
}

fn form(meeting: &MeetingPage) -> AnyView {
    let number = meeting.kept.as_ref().map_or(0, |kept| kept.number);
    let button = Button {
        text: "Save the record".into(),
        prevent_double_click: Some(true),
        ..Button::default()
    };
    let action = format!("/cases/{}/meeting", meeting.head.case);
    view! {
        <form method="post" action=action novalidate=true>
            <input type="hidden" name="seen" value=number.to_string() />
            {held_on(meeting).view()}
            {present(meeting).view()}
            {family(meeting).view()}
            {practitioners(meeting).view()}
            {button.view()}
        </form>
    }
    .into_any()
}

fn held_on(meeting: &MeetingPage) -> DateInput {
    let held = meeting.kept.as_ref().map(|kept| kept.held_on);
    let part = |part: &str, held: Option<u32>| {
        let typed = meeting.attempt.typed(&format!("held-{part}"));
        typed
            .map(str::to_owned)
            .or(held.map(|held| held.to_string()))
    };
    let year = held.and_then(|day| u32::try_from(day.year()).ok());
    DateInput {
        id: "held".to_owned(),
        name_prefix: "held".to_owned(),
        fieldset: Some(legend("When was the meeting held?")),
        error: meeting.attempt.problem("held").map(Into::into),
        parts: vec![
            DatePart::day(part("day", held.map(|day| day.day()))),
            DatePart::month(part("month", held.map(|day| day.month()))),
            DatePart::year(part("year", year)),
        ],
        ..DateInput::default()
    }
}

fn present(meeting: &MeetingPage) -> Textarea {
    let held = meeting.kept.as_ref().map(|kept| kept.present.as_str());
    let typed = meeting.attempt.typed("present");
    Textarea {
        name: "present".to_owned(),
        label: Label::from("Who took part?"),
        hint: Some("Names and agencies of those who moderated, one on a line.".into()),
        error: meeting.attempt.problem("present").map(Into::into),
        value: typed.or(held).unwrap_or_default().to_owned(),
        ..Textarea::default()
    }
}

fn family(meeting: &MeetingPage) -> Radios {
    let item = |(_, value, words): &(FamilyHeard, &str, &'static str)| Radio {
        text: (*words).into(),
        value: (*value).to_owned(),
        ..Radio::default()
    };
    let held = meeting.kept.as_ref().and_then(|kept| {
        let found = FAMILY_HEARD
            .iter()
            .find(|(heard, ..)| *heard == kept.family);
        found.map(|(_, word, _)| *word)
    });
    let typed = meeting.attempt.typed("family");
    Radios {
        name: "family".to_owned(),
        fieldset: Some(legend("Has the child or the family given their view?")),
        error: meeting.attempt.problem("family").map(Into::into),
        items: FAMILY_HEARD.iter().map(item).collect(),
        value: typed.or(held).map(str::to_owned),
        ..Radios::default()
    }
}

fn practitioners(meeting: &MeetingPage) -> Radios {
    let item = |value: &str, text: &'static str| Radio {
        text: text.into(),
        value: value.to_owned(),
        ..Radio::default()
    };
    let held = meeting.kept.as_ref().map(|kept| match kept.practitioners {
        true => "yes",
        false => "no",
    });
    let typed = meeting.attempt.typed("practitioners");
    Radios {
        name: "practitioners".to_owned(),
        fieldset: Some(legend(
            "Was the case talked through with the practitioners who worked with the child?",
        )),
        error: meeting.attempt.problem("practitioners").map(Into::into),
        items: vec![item("yes", "Yes"), item("no", "No")],
        value: typed.or(held).map(str::to_owned),
        classes: "govuk-radios--inline".to_owned(),
        ..Radios::default()
    }
}

fn legend(text: &'static str) -> Fieldset {
    Fieldset {
        legend: Legend {
            text: text.into(),
            classes: "govuk-fieldset__legend--s".to_owned(),
            ..Legend::default()
        },
        ..Fieldset::default()
    }
}
