//! A section as a page: what is stored, what was tried, what the directory knows, what is wrong.

mod directory;

use super::{
    RequestPortal, evidence,
    return_::has_questions,
    services::{Below, Said},
};
use crate::{
    fill::{self, Control, LastActions, Loaded, unplanned},
    web::WebError,
};
use chrono::NaiveDate;
use directory::Directory;
use fourlens_app::portal::{
    AskedQuestion, Attempt, Conflict, LastPlan, Refusal, ReturnId, Row, SectionPage, Stored,
    ToStart,
};
use fourlens_forms::{
    answers::Answers,
    check::{Problem, Rule},
    definition::FormPackage,
    journey::Journey,
    question::{FillFrom, Question},
    slice,
};
use serde::Serialize;

/// A section to fill.
pub(super) async fn section(
    portal: &RequestPortal,
    id: ReturnId,
    section: &str,
    attempt: Attempt,
) -> Result<SectionPage, WebError> {
    let loaded = portal.load(id).await?;
    let position = loaded.form.section_position(section);
    let position = position.ok_or(Refusal::NotFound)?;
    if !asked(&loaded, &loaded.journey()).contains(&position) {
        return Err(Refusal::NotFound.into());
    }
    page(portal, &loaded, position, &attempt).await
}

/// The sections that apply and ask something.
pub(super) fn asked(loaded: &Loaded, journey: &Journey<'_>) -> Vec<usize> {
    let apply = journey.sections().into_iter();
    apply.filter(|at| has_questions(loaded, *at)).collect()
}

/// The page of a section, whether it is asked or not; one that is not has place 0.
pub(super) async fn page(
    portal: &RequestPortal,
    loaded: &Loaded,
    position: usize,
    attempt: &Attempt,
) -> Result<SectionPage, WebError> {
    let directory = Directory::of(portal, loaded, position).await?;
    let last = last_actions(portal, loaded, position).await?;
    let below = Below::of(portal, &loaded.view, &loaded.form).await?;
    let journey = loaded.journey();
    let asked = asked(loaded, &journey);
    let place = asked.iter().position(|at| *at == position);
    let problems = told(loaded, &journey, position, attempt);
    let said = below.as_ref().map(Below::said);
    let page = Page {
        portal,
        loaded,
        journey: &journey,
        attempt,
        problems: &problems,
        last,
        said,
        directory,
    };
    let questions = loaded
        .form
        .questions_of(position)
        .map(|at| page.question(at))
        .collect();
    let id_at = |at: usize| loaded.form.sections()[at].id.clone();
    let beside = |at: Option<usize>| at.and_then(|at| asked.get(at)).map(|at| id_at(*at));
    Ok(SectionPage {
        head: loaded.head(),
        section: position,
        place: (place.map_or(0, |place| place + 1), asked.len()),
        before: beside(place.and_then(|place| place.checked_sub(1))),
        after: beside(place.map(|place| place + 1)),
        questions,
        closed: loaded.closed(portal.state().today()),
        live: live(portal, loaded, position),
        problems: problems
            .into_iter()
            .map(|problem| journey.listed(problem))
            .collect(),
        form: loaded.form.clone(),
    })
}

/// What was planned in the return before, if a table of this section begins with it and can be
/// changed.
async fn last_actions(
    portal: &RequestPortal,
    loaded: &Loaded,
    section: usize,
) -> Result<Option<LastActions>, WebError> {
    let mut questions = loaded.form.questions_of(section);
    let wanted = questions.any(|position| {
        matches!(loaded.form.question(position), Question::Table(table)
            if table.kind.fill_from == Some(FillFrom::LastActions))
    });
    match wanted && !loaded.is_submitted() {
        true => LastActions::before(portal.state(), &portal.scope()?, loaded).await,
        false => Ok(None),
    }
}

/// What is told at the top: improper answers always, blanks once something of it is saved, but
/// not to someone who has only just added or removed a row.
fn told(loaded: &Loaded, journey: &Journey<'_>, section: usize, attempt: &Attempt) -> Vec<Problem> {
    let saved_once = loaded
        .form
        .questions_of(section)
        .any(|position| journey.answer(position).is_some());
    let problems = journey.problems_of(section).into_iter();
    let blanks_are_told = saved_once && !attempt.rows_changed;
    problems
        .filter(|problem| blanks_are_told || problem.rule == Rule::Invalid)
        .collect()
}

fn live(portal: &RequestPortal, loaded: &Loaded, section: usize) -> String {
    let package = slice::package(&loaded.form, section);
    let answers = slice::answers(&loaded.form, &package, &loaded.answers);
    let id = loaded.view.id;
    let section = &loaded.form.sections()[section].id;
    let live = Live {
        package: &package,
        section,
        answers: &answers,
        today: portal.state().today(),
        save: format!("/api/returns/{id}/sections/{section}"),
    };
    serde_json::to_string(&live).expect("a package and answers are JSON")
}

/// What the island of a section is given.
#[derive(Serialize)]
struct Live<'a> {
    package: &'a FormPackage,
    section: &'a str,
    answers: &'a Answers,
    today: NaiveDate,
    save: String,
}

struct Page<'a> {
    portal: &'a RequestPortal,
    loaded: &'a Loaded,
    journey: &'a Journey<'a>,
    attempt: &'a Attempt,
    problems: &'a [Problem],
    directory: Directory,
    /// What was planned in the return before, where a table of the section begins with it.
    last: Option<LastActions>,
    /// What the services below said.
    said: Option<Said<'a>>,
}

impl Page<'_> {
    fn question(&self, position: usize) -> AskedQuestion {
        let question = self.loaded.form.question(position);
        let problem = self
            .problems
            .iter()
            .find(|problem| problem.question == question.id() && problem.cell.is_none());
        let control = Control::of(question.id());
        AskedQuestion {
            applies: self.journey.applies(position).holds,
            required: self.journey.required(position),
            problem: problem.map(|problem| problem.message.clone()),
            rows: self.rows(position, question, &control),
            to_start: self.to_start(question),
            services: self.said.as_ref().and_then(|said| said.to(question)),
            ..self.with_computed(position, self.control(position, question, &control))
        }
    }

    /// What a question that is worked out comes to so far.
    fn with_computed(&self, position: usize, asked: AskedQuestion) -> AskedQuestion {
        let known = match self.loaded.form.question(position) {
            Question::Computed(_) => &self.journey.known(position).value,
            _ => return asked,
        };
        AskedQuestion {
            answer: (!known.is_blank()).then(|| known.to_string().into()),
            ..asked
        }
    }

    /// The rows that could be started from other answers; none where the table does not offer it.
    fn to_start(&self, question: &Question) -> Option<ToStart> {
        let Question::Table(table) = question else {
            return None;
        };
        let control = Control::of(&table.common.id);
        Some(match table.kind.fill_from? {
            FillFrom::Ratings => {
                let plugins = &self.portal.state().plugins;
                ToStart::LowRatings(unplanned(plugins, self.loaded, &control).len())
            }
            FillFrom::LastActions => ToStart::LastActions(match &self.last {
                None => LastPlan::NoReturn,
                Some(last) if last.count() == 0 => LastPlan::Empty,
                Some(last) => LastPlan::Without(last.unstarted(self.loaded, &control).len()),
            }),
        })
    }

    /// The rows of a table, those of tables in them included; none of another kind.
    fn rows(&self, position: usize, question: &Question, table: &Control) -> Vec<Row> {
        let Question::Table(asked) = question else {
            return Vec::new();
        };
        let cell = |row: &str, column: &Question| {
            let control = Control::cell(&table.question, &table.row_below(row), column.id());
            AskedQuestion {
                required: column.common().required,
                problem: self.problem_at(&control),
                rows: self.rows(position, column, &control),
                ..self.control(position, column, &control)
            }
        };
        let columns = &asked.kind.columns;
        let rows = self.loaded.rows_of(table).into_iter();
        rows.map(|row| Row {
            cells: columns.iter().map(|column| cell(&row, column)).collect(),
            id: row,
        })
        .collect()
    }

    /// What is wrong with a cell.
    fn problem_at(&self, control: &Control) -> Option<String> {
        let name = control.to_string();
        let is_it = |problem: &&Problem| {
            let cell = problem.cell.as_ref();
            cell.is_some_and(|cell| cell.control(&problem.question) == name)
        };
        let problem = self.problems.iter().find(is_it);
        problem.map(|problem| problem.message.clone())
    }

    /// A control with what is stored under it and what it shows.
    fn control(&self, position: usize, question: &Question, control: &Control) -> AskedQuestion {
        let (version, stored) = self.loaded.stored_at(control);
        let id = self.loaded.view.id;
        let posted = fill::posted(question, &stored);
        let shown =
            self.portal
                .state()
                .store
                .shown_hash(id, &control.question, &control.row, &posted);
        let tried = self.attempt.typed.get(&control.to_string());
        let kept = if self.loaded.is_submitted() {
            self.loaded.answer_at(control).cloned()
        } else {
            None
        };
        let known = Some(stored).filter(|value| !value.is_null()).or(kept);
        let conflict = tried.map(|_| Conflict {
            theirs: known.as_ref().map(|theirs| question.asks().words(theirs)),
            version,
        });
        let seen = self.attempt.seen.get(&control.to_string()).cloned();
        let offered_by_directory = match (&known, version) {
            (None, 0) if !self.loaded.is_submitted() => self.directory.prefill(question),
            _ => None,
        };
        let files = known.as_ref();
        let files = files.map(|known| evidence::files_of(self.loaded, question, known));
        AskedQuestion {
            files: files.unwrap_or_default(),
            position,
            applies: true,
            required: false,
            stored: seen.unwrap_or(Stored { version, shown }),
            prefilled: tried.is_none() && offered_by_directory.is_some(),
            answer: tried.cloned().unwrap_or(known.or(offered_by_directory)),
            problem: None,
            conflict,
            rows: Vec::new(),
            to_start: None,
            offered: self.directory.offered(question),
            services: None,
        }
    }
}
