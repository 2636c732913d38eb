//! A form tried out by a return that is not there: a made-up organisation answers it, and the
//! answers travel in the page. Nothing here is written anywhere.

use super::{
    Control, Files, Loaded, MaySign, StoredAnswer,
    save::{Post, any_improper, opened},
};
use crate::{
    clock::UnixMillis,
    state::State,
    store::{
        CampaignBrief, Change, FormHash, OrganisationKind, OrganisationView, ReturnState,
        ReturnView,
    },
};
use chrono::{NaiveDate, TimeDelta};
use fourlens_app::portal::{CampaignId, OrganisationId, ReturnId};
use fourlens_forms::{definition::Audience, form::Form, text::FALLBACK};
use serde_json::{Value as Json, json};
use std::{collections::HashMap, sync::Arc};

/// The identity of everything that is not there.
const NOWHERE: [u8; 16] = [0; 16];

/// Days that the made-up campaign is still open.
const DAYS_LEFT: i64 = 28;

/// An answer on its way: question, row and value, as a draft would hold it.
type Carried = (String, String, Json);

/// What a page typed into a form that is tried out.
pub struct Tried {
    /// The form with the answers so far.
    pub loaded: Loaded,
    /// Whether the same page should be shown again.
    pub stay: bool,
}

/// A form with the answers that a page carries; none when these cannot be read.
pub fn carried(form: Arc<Form>, answers: &str, today: NaiveDate) -> Option<Loaded> {
    let carried: Vec<Carried> = match answers {
        "" => Vec::new(),
        answers => serde_json::from_str(answers).ok()?,
    };
    let stored = carried.into_iter().map(|(question, row, value)| {
        let answer = StoredAnswer { version: 1, value };
        (Control { question, row }, answer)
    });
    let view = nowhere(&form, today);
    let stored = (stored.collect(), Files::new());
    Some(Loaded::of_draft(view, form, stored, today))
}

/// The answers so far, for the page to carry.
pub fn to_carry(loaded: &Loaded) -> String {
    let mut carried: Vec<(&str, &str, &Json)> = loaded
        .stored
        .iter()
        .map(|(control, answer)| {
            let Control { question, row } = control;
            (question.as_str(), row.as_str(), &answer.value)
        })
        .collect();
    carried.sort_by_key(|(question, row, _)| (*question, *row));
    serde_json::to_string(&carried).expect("answers are JSON")
}

/// Takes what the page of a section posted into the answers so far.
pub fn try_out(
    state: &State,
    before: Loaded,
    section: usize,
    fields: &[(String, String)],
    may_sign: MaySign,
) -> Tried {
    let post = Post {
        state,
        loaded: &before,
        section,
        fields,
        may_sign,
    };
    let typed = post.typed();
    let mut changes = post.changes(&typed);
    changes.extend(post.row_changes());
    let rows = post.rows_asked().is_some();
    let stored = changed(before.stored.clone(), changes);
    let after = Loaded::of_draft(
        before.view.clone(),
        before.form.clone(),
        (stored, Files::new()),
        before.today,
    );
    let stay = rows || opened(&before, &after, section) || any_improper(&after, section, &typed);
    Tried {
        loaded: after,
        stay,
    }
}

/// The same in a language, as far as its form is written in it.
pub fn said_in(tried: Loaded, language: &str) -> Loaded {
    let mut written = tried.form.languages().iter();
    let form = match language {
        // As it is written it says everything in English.
        FALLBACK => tried.form.clone(),
        _ if written.any(|written| written == language) => {
            Arc::new(tried.form.in_language(language))
        }
        _ => tried.form.clone(),
    };
    tried.worded(form, language)
}

fn changed(
    mut stored: HashMap<Control, StoredAnswer>,
    changes: Vec<Change>,
) -> HashMap<Control, StoredAnswer> {
    for change in changes {
        let control = Control {
            question: change.question,
            row: change.row,
        };
        match change.value {
            Some(value) => stored.insert(control, StoredAnswer { version: 1, value }),
            None => stored.remove(&control),
        };
    }
    stored
}

/// A return of an organisation that is not there to a campaign that is not there.
fn nowhere(form: &Form, today: NaiveDate) -> ReturnView {
    ReturnView {
        id: ReturnId::from_bytes(NOWHERE),
        organisation: organisation(form.package().form.audience),
        campaign: CampaignBrief {
            id: CampaignId::from_bytes(NOWHERE),
            title: "Preview".to_string(),
            form_version: FormHash(*form.version()),
            form_key: form.package().form.key.clone(),
            form_number: 0,
            opens_on: today,
            closes_on: today + TimeDelta::days(DAYS_LEFT),
            as_of: today,
            closed_at: None,
        },
        state: ReturnState::InProgress,
        draft_version: 0,
        saved_at: None::<UnixMillis>,
        receipt: None,
        case: None,
    }
}

/// Someone of those whom the form asks. The numbers belong to nobody.
fn organisation(audience: Audience) -> OrganisationView {
    let school = matches!(audience, Audience::School);
    let (kind, name) = match school {
        true => (OrganisationKind::School, "Example Primary School"),
        false => (OrganisationKind::Agency, "Example Agency"),
    };
    let of_school = |words: &str| school.then(|| words.to_string());
    let head = json!({ "name": "Sam Example", "email": "head@school.example" });
    OrganisationView {
        id: OrganisationId::from_bytes(NOWHERE),
        parent: None,
        kind,
        name: name.to_string(),
        phase: of_school("primary"),
        school_type: of_school("community"),
        urn: of_school("999999"),
        laestab: of_school("999/9999"),
        opened_on: None,
        closed_on: None,
        details: match school {
            true => json!({ "roll": 210, "age_from": 4, "age_to": 11, "head": head }),
            false => json!({}),
        },
    }
}
