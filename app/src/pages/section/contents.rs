//! The questions of a section as links at its top, so that nobody has to scroll to see what is
//! asked.

use crate::govuk::Details;
use crate::portal::{AskedQuestion, SectionPage};
use fourlens_forms::question::Question;
use leptos::prelude::*;

/// Questions from which on the list helps.
const ENOUGH: usize = 4;
/// Questions from which on the list itself is in the way, and is folded.
const MANY: usize = 11;

/// Links to every question that is asked, without parts; nothing for a short section.
pub(super) fn of(section: &SectionPage) -> AnyView {
    let entries = section.form.entries();
    let asked = section.questions.iter().filter(|asked| {
        let entry = &entries[asked.position];
        let asks =
            matches!(entry.question, Question::Composite(_)) || entry.question.takes_answer();
        asked.applies && entry.parent.is_none() && asks
    });
    let asked: Vec<&AskedQuestion> = asked.collect();
    if asked.len() < ENOUGH {
        return ().into_any();
    }
    let item = |asked: &AskedQuestion| {
        let href = format!("#q-{}", section.question(asked).id());
        let title = section.form.question_title(asked.position);
        view! {
            <li>
                <a class="govuk-link" href=href>
                    {title}
                </a>
            </li>
        }
    };
    let many = asked.len() >= MANY;
    let summary = format!("The {} questions of this section", asked.len());
    let list = view! { <ul class="govuk-list">{asked.into_iter().map(item).collect_view()}</ul> };
    if many {
        let folded = Details {
            summary: summary.into(),
            content: list.into_any().into(),
            ..Details::default()
        };
        return view! {
            <nav class="section-contents--folded" aria-label="In this section">
                {folded.view()}
            </nav>
        }
        .into_any();
    }
    view! {
        <nav class="section-contents" aria-labelledby="in-this-section">
            <h2 class="govuk-heading-s" id="in-this-section">
                "In this section"
            </h2>
            {list}
        </nav>
    }
    .into_any()
}
