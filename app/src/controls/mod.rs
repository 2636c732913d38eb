//! The control that asks each kind of question, one file a kind and named like it. A control
//! only draws: what it shows and what is wrong with it are given. It knows no portal.

mod amount;
mod conflict;
mod control;
mod files;
mod frame;
mod marks;

mod address;
mod choice;
mod choices;
mod composite;
mod computed;
mod date;
mod declaration;
mod evidence;
mod long_text;
mod money;
mod month;
mod note;
mod number;
mod organisation;
mod percent;
mod person;
mod ranking;
mod rating;
mod sign_off;
mod table;
mod text;
mod time;
mod yes_no;

pub(crate) use date::inputs as dates;

pub use control::{Control, Place, first_id, take_name};
pub use files::{file, file_list};

use fourlens_forms::question::{Question, Signer};
use leptos::prelude::*;

/// A question with all that belongs to it, in the box by which islands and links find it.
pub fn question(control: &Control<'_>) -> AnyView {
    view! {
        <div
            id=format!("q-{}", control.name)
            class="app-condition question"
            data-question=control.name.clone()
            hidden=!control.asked.applies
        >
            {marks::marks(control)}
            {conflict::conflict(control)}
            {by_kind(control)}
            {stored(control)}
        </div>
    }
    .into_any()
}

/// A cell of a table with all that belongs to it.
fn cell(control: &Control<'_>) -> AnyView {
    view! {
        {conflict::conflict(control)}
        {by_kind(control)}
        {stored(control)}
    }
    .into_any()
}

fn by_kind(control: &Control<'_>) -> AnyView {
    match control.question {
        Question::Text(asked) => text::control(&asked.kind, control),
        Question::LongText(asked) => long_text::control(&asked.kind, control),
        Question::Number(asked) => number::control(&asked.kind, control),
        Question::Percent(_) => percent::control(control),
        Question::Money(_) => money::control(control),
        Question::Date(_) => date::control(control),
        Question::Month(_) => month::control(control),
        Question::Time(_) => time::control(control),
        Question::Address(_) => address::control(control),
        Question::YesNo(_) => yes_no::control(control),
        Question::Choice(asked) => choice::control(&asked.kind, control),
        Question::Choices(asked) => choices::control(&asked.kind, control),
        Question::Ranking(asked) => ranking::control(&asked.kind, control),
        Question::Rating(asked) => rating::control(&asked.kind, control),
        Question::Composite(_) => composite::control(control),
        Question::Table(asked) => table::control(&asked.kind, control),
        Question::Evidence(_) => evidence::control(control),
        Question::Organisation(_) => organisation::control(control),
        Question::Person(_) => person::control(control),
        Question::Declaration(asked) => declaration::control(&asked.kind, control),
        Question::SignOff(asked) => match asked.kind.by {
            Signer::SignedIn => sign_off::signed_in(control),
            Signer::Declared => sign_off::declared(control),
        },
        Question::Computed(_) => computed::control(control),
        Question::Note(asked) => note::control(&asked.kind, control),
    }
}

/// What tells a change from none and from a conflict, posted back as it was sent. A table has
/// none of its own: its cells have theirs.
fn stored(control: &Control<'_>) -> AnyView {
    if !control.question.takes_answer() || matches!(control.question, Question::Table(_)) {
        return ().into_any();
    }
    let stored = &control.asked.stored;
    view! {
        <input
            type="hidden"
            name=format!("_version-{}", control.name)
            value=stored.version.to_string()
        />
        <input type="hidden" name=format!("_shown-{}", control.name) value=stored.shown.clone() />
    }
    .into_any()
}
