//! Saving what was typed on a section's page, valid or not. An answer whose value is what was
//! shown is no change; one that someone else has changed meanwhile is a conflict and is left.

use super::{Control, LastActions, Loaded, files, identity::identifying_names, rows, started};
use crate::{
    state::State,
    store::{Change, SaveOutcome, Scoped},
    web::WebError,
};
use fourlens_app::portal::{Attempt, Conflict, Refusal, ReturnId, Stored};
use fourlens_forms::{
    check::{Problem, Rule},
    form::Form,
    question::{FillFrom, Posted, Question, SignOff, Signer, Table},
};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// What saving came to.
#[derive(Debug, Default)]
pub struct Saved {
    /// What could not be saved because someone else had changed it, with what was typed.
    pub attempt: Attempt,
    /// Their answers in words, by control name.
    pub conflicts: BTreeMap<String, Option<String>>,
    /// The new version and shown hash of what was saved, by control name.
    pub stored: BTreeMap<String, (i64, String)>,
    /// Whether the same page should be shown again: a question opened on it, a value is not a
    /// proper one, or rows were changed.
    pub stay: bool,
    /// The table whose rows were changed, to be shown again.
    pub rows_of: Option<String>,
    /// The row that was added to it: `A15:r1`.
    pub added: Option<String>,
}

/// Saves the fields that a section's page posted.
///
/// # Errors
/// `NotFound` for a return out of reach or an unknown section; `Closed` when nothing can be
/// changed any more.
pub async fn save(
    state: &State,
    scope: &Scoped,
    id: ReturnId,
    section: &str,
    fields: &[(String, String)],
    may_sign: MaySign,
) -> Result<Saved, WebError> {
    let before = Loaded::load(state, scope, id).await?;
    if let Some(because) = before.closed(state.today()) {
        return Err(Refusal::Closed { because }.into());
    }
    let section = before
        .form
        .section_position(section)
        .ok_or(Refusal::NotFound)?;
    let post = Post {
        state,
        loaded: &before,
        section,
        fields,
        may_sign,
    };
    let typed = post.named(post.typed()).await?;
    let mut changes = post.changes(&typed);
    let row_changes = post.row_changes();
    let rows_asked = post.rows_asked();
    let removes_files = post
        .removed()
        .is_some_and(|(_, row)| before.row_has_files(row));
    changes.extend(row_changes);
    changes.extend(post.last_actions(scope).await?);
    let mut saved = Saved {
        rows_of: rows_asked,
        ..Saved::default()
    };
    if changes.is_empty() {
        saved.stay = saved.rows_of.is_some() || any_improper(&before, section, &typed);
        return Ok(saved);
    }
    let apart = identifying_names(&before.form);
    let saving = scope.save_apart(id, changes, apart).await?;
    match saving.ok_or(Refusal::NotFound)? {
        SaveOutcome::Closed => {
            let because = "This return was submitted or its campaign was closed while you were writing. What you typed last is not saved.";
            return Err(Refusal::Closed {
                because: because.to_string(),
            }
            .into());
        }
        SaveOutcome::Saved(done) => {
            for conflict in done.conflicts {
                let control = Control {
                    question: conflict.question,
                    row: conflict.row,
                };
                let theirs = conflict
                    .theirs
                    .as_ref()
                    .map(|theirs| in_words(&before.form, &control.question, theirs));
                let name = control.to_string();
                saved.attempt.seen.insert(name.clone(), post.seen(&name));
                saved.attempt.typed.insert(name, conflict.yours);
                saved.conflicts.insert(control.to_string(), theirs);
            }
            for (question, row, version) in done.versions {
                let control = Control { question, row };
                let value = typed.get(&control).cloned().flatten().unwrap_or(Json::Null);
                let shown = state
                    .store
                    .shown_hash(id, &control.question, &control.row, &value);
                saved.stored.insert(control.to_string(), (version, shown));
            }
        }
    }
    if removes_files {
        scope.forget_files(id).await?;
    }
    let after = Loaded::load(state, scope, id).await?;
    saved.added = post.added(&after);
    saved.stay = saved.rows_of.is_some()
        || opened(&before, &after, section)
        || any_improper(&after, section, &typed);
    Ok(saved)
}

/// Whether the one who saves may sign as the head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MaySign {
    /// The head's own signature counts.
    Yes,
    /// It is not taken from anyone else.
    No,
}

/// What the page of a section posted, to be read against what the page showed.
pub(super) struct Post<'a> {
    pub(super) state: &'a State,
    pub(super) loaded: &'a Loaded,
    pub(super) section: usize,
    pub(super) fields: &'a [(String, String)],
    pub(super) may_sign: MaySign,
}

impl Post<'_> {
    /// What was typed, by control: those controls whose version the page carried and whose
    /// question stands in this section.
    pub(super) fn typed(&self) -> BTreeMap<Control, Option<Json>> {
        let names = self
            .fields
            .iter()
            .filter_map(|(name, _)| name.strip_prefix("_version-"));
        let typed = names.filter_map(|name| {
            let control: Control = name.parse().ok()?;
            let question = self.question(&control)?;
            Some((
                control,
                question.asks().read(&Posted::new(self.fields, name)),
            ))
        });
        typed.collect()
    }

    /// The same with an organisation's name where its number was typed.
    async fn named(
        &self,
        mut typed: BTreeMap<Control, Option<Json>>,
    ) -> Result<BTreeMap<Control, Option<Json>>, WebError> {
        let system = self.state.store.system("directory");
        for (control, value) in &mut typed {
            let Some(Question::Organisation(asked)) = self.question(control) else {
                continue;
            };
            let number = value.as_ref().and_then(Json::as_str);
            let is_number = |text: &&str| text.bytes().all(|byte| byte.is_ascii_digit());
            if let Some(number) = number.filter(is_number) {
                let name = system.name_by_number(&asked.kind.of_kind, number).await?;
                *value = name.map(Json::from).or_else(|| value.take());
            }
        }
        Ok(typed)
    }

    fn question(&self, control: &Control) -> Option<&Question> {
        let form = &self.loaded.form;
        let position = form.position(control.stands_in())?;
        let here = form.questions_of(self.section).contains(&position);
        let question = form.find(&control.question)?;
        let signs = matches!(question, Question::SignOff(asked) if asked.kind == SignOff { by: Signer::SignedIn });
        (here && question.takes_answer() && (!signs || self.may_sign == MaySign::Yes))
            .then_some(question)
    }

    /// Those of them that are not what was shown.
    pub(super) fn changes(&self, typed: &BTreeMap<Control, Option<Json>>) -> Vec<Change> {
        let changed = typed.iter().filter_map(|(control, value)| {
            let name = control.to_string();
            let choice = self.field(&format!("_take-{name}"));
            if choice == Some("theirs") {
                return None;
            }
            let over = choice.and_then(Conflict::kept_over);
            let shown = self.field(&format!("_shown-{name}")).unwrap_or("");
            let now = value.as_ref().unwrap_or(&Json::Null);
            let id = self.loaded.view.id;
            let store = &self.state.store;
            let hash = store.shown_hash(id, &control.question, &control.row, now);
            if over.is_none() && hash == shown {
                return None;
            }
            let seen_version = over.unwrap_or_else(|| self.seen(&name).version);
            let there = self.loaded.stored.get(control);
            let question = self.loaded.form.find(&control.question)?;
            Some(Change {
                question: control.question.clone(),
                row: control.row.clone(),
                seen_version,
                value: files::with_files_there(question, value.clone(), there),
            })
        });
        changed.collect()
    }

    /// What the page knew of the stored answer of a control.
    fn seen(&self, name: &str) -> Stored {
        let version = self.field(&format!("_version-{name}"));
        Stored {
            version: version
                .and_then(|version| version.parse().ok())
                .unwrap_or(0),
            shown: self
                .field(&format!("_shown-{name}"))
                .unwrap_or("")
                .to_string(),
        }
    }

    /// The table whose rows the pressed button changes.
    pub(super) fn rows_asked(&self) -> Option<String> {
        let removed = self.removed().map(|(table, _)| table);
        self.field("_add")
            .or(self.field("_fill"))
            .or(removed)
            .filter(|name| self.table(name).is_some())
            .map(str::to_string)
    }

    /// The row that the pressed button added.
    fn added(&self, after: &Loaded) -> Option<String> {
        let table = self.field("_add")?;
        let row = after.rows_of(&self.table(table)?.0).pop()?;
        Some(format!("{table}:{row}"))
    }

    /// The table and the row that a pressed button takes away.
    fn removed(&self) -> Option<(&str, &str)> {
        self.field("_remove")?.rsplit_once(':')
    }

    /// The changes that the pressed button makes to a table's rows.
    pub(super) fn row_changes(&self) -> Vec<Change> {
        let stored = &self.loaded.stored;
        let mut changes = Vec::new();
        if let Some((table, kind)) = self.field("_add").and_then(|name| self.table(name))
            && self.loaded.rows_of(&table).len() < kind.max_rows
        {
            changes.push(rows::add(&table, &self.fresh_row(), stored));
        }
        if let Some((name, row)) = self.removed()
            && let Some((table, _)) = self.table(name)
        {
            changes.extend(rows::remove(&table, row, stored));
        }
        if let Some((table, kind)) = self.field("_fill").and_then(|name| self.table(name))
            && kind.fill_from == Some(FillFrom::Ratings)
        {
            changes.extend(started::rows(
                &self.state.plugins,
                self.loaded,
                &table,
                kind.max_rows,
                || self.fresh_row(),
            ));
        }
        changes
    }

    /// The rows that a pressed button starts from the actions of the last return.
    async fn last_actions(&self, scope: &Scoped) -> Result<Vec<Change>, WebError> {
        let pressed = self.field("_fill").and_then(|name| self.table(name));
        let Some((table, kind)) =
            pressed.filter(|(_, kind)| kind.fill_from == Some(FillFrom::LastActions))
        else {
            return Ok(Vec::new());
        };
        let last = LastActions::before(self.state, scope, self.loaded).await?;
        Ok(last.map_or_else(Vec::new, |last| last.rows(self.loaded, &table, kind)))
    }

    /// The table of this section whose control has this name.
    fn table(&self, name: &str) -> Option<(Control, &Table)> {
        let control: Control = name.parse().ok()?;
        match self.question(&control)? {
            Question::Table(table) => Some((control, &table.kind)),
            _ => None,
        }
    }

    fn fresh_row(&self) -> String {
        let bytes = self.state.random.bytes::<6>();
        bytes
            .iter()
            .fold("r".to_string(), |row, byte| format!("{row}{byte:02x}"))
    }

    fn field(&self, name: &str) -> Option<&str> {
        self.fields
            .iter()
            .find(|(posted, _)| posted == name)
            .map(|(_, value)| value.as_str())
    }
}

fn in_words(form: &Form, question: &str, answer: &Json) -> String {
    form.find(question)
        .map_or_else(String::new, |question| question.asks().words(answer))
}

/// Whether a question of the section, still blank, applies now and did not before.
pub(super) fn opened(before: &Loaded, after: &Loaded, section: usize) -> bool {
    let (then, now) = (before.journey(), after.journey());
    let mut positions = after.form.questions_of(section);
    positions.any(|position| {
        now.applies(position).holds
            && !then.applies(position).holds
            && after.form.question(position).takes_answer()
            && now.answer(position).is_none()
    })
}

/// Whether one of these answers is not a proper one.
pub(super) fn any_improper(
    loaded: &Loaded,
    section: usize,
    typed: &BTreeMap<Control, Option<Json>>,
) -> bool {
    let told = |problem: &Problem| {
        typed.keys().any(|control| match &problem.cell {
            Some(cell) => cell.control(&problem.question) == control.to_string(),
            None => control.question == problem.question && control.row.is_empty(),
        })
    };
    let problems = loaded.journey().problems_of(section);
    problems
        .iter()
        .any(|problem| problem.rule == Rule::Invalid && told(problem))
}
