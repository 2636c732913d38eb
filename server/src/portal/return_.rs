//! Task list, *check your answers*, receipt and printable copy of a return.

use super::{
    RequestPortal, evidence,
    section::asked,
    services::{Below, Said},
};
use crate::{
    fill::{self, Control, Loaded, Why, masked_words, unplanned},
    policy::Action,
    store::{OrganisationKind, ReturnState},
    time,
    web::WebError,
};
use fourlens_app::portal::{
    Advice, AnswerLine, CheckPage, CheckSection, Identity, MASK, PrintPage, PrintSection,
    ReceiptPage, Refusal, ReturnId, Task, TaskList, TaskState,
};
use fourlens_forms::{
    check::{Problem, Rule},
    journey::Journey,
    question::{FillFrom, Question},
};

/// A return's sections and how far each has come.
pub(super) async fn task_list(portal: &RequestPortal, id: ReturnId) -> Result<TaskList, WebError> {
    let loaded = portal.load(id).await?;
    let journey = loaded.journey();
    let tasks = tasks(&loaded, &journey);
    let closes_on = super::home::due_on(portal, &loaded.view).await?;
    let below = Below::of(portal, &loaded.view, &loaded.form).await?;
    Ok(TaskList {
        services: below.map(|below| below.services(&loaded.form)),
        head: loaded.head(),
        state: super::home::state_of(loaded.view.state),
        may_fill: portal.visit.may_with(Action::FillReturn, id).await?,
        closes_on,
        days_left: time::days_until(portal.state().today(), closes_on),
        complete: complete(&tasks),
        undecided: undecided(&loaded, &journey),
        tasks,
    })
}

/// The sections that apply and ask something, as tasks.
pub(super) fn tasks(loaded: &Loaded, journey: &Journey<'_>) -> Vec<Task> {
    let shown = journey.sections().into_iter();
    let shown = shown.filter(|section| has_questions(loaded, *section));
    shown
        .map(|section| task(loaded, journey, section))
        .collect()
}

/// How many tasks are complete.
pub(super) fn complete(tasks: &[Task]) -> usize {
    let complete = |task: &&Task| task.state == TaskState::Complete;
    tasks.iter().filter(complete).count()
}

/// Whether a section asks anything; one that waits for local questions does not.
pub(super) fn has_questions(loaded: &Loaded, section: usize) -> bool {
    !loaded.form.questions_of(section).is_empty()
}

fn task(loaded: &Loaded, journey: &Journey<'_>, section: usize) -> Task {
    let asked = &loaded.form.sections()[section];
    let positions = || loaded.form.questions_of(section);
    let required = positions()
        .filter(|position| journey.required(*position))
        .count();
    let problems = journey.problems_of(section);
    let missing = problems
        .iter()
        .filter(|problem| problem.rule == Rule::Required && problem.cell.is_none())
        .count();
    let begun = positions().any(|position| journey.answer(position).is_some());
    let state = match (begun, problems.is_empty()) {
        (false, _) => TaskState::NotStarted,
        (true, false) => TaskState::InProgress,
        (true, true) => TaskState::Complete,
    };
    let answered = required.saturating_sub(missing);
    Task {
        section: asked.id.clone(),
        title: loaded.form.section_title(section),
        state,
        answered,
        required,
    }
}

/// Sections that may still apply.
fn undecided(loaded: &Loaded, journey: &Journey<'_>) -> Vec<String> {
    let sections = loaded.form.sections().iter().enumerate();
    let open = sections.filter(|(position, _)| {
        let applies = journey.section_applies(*position);
        !applies.holds && !applies.determined
    });
    open.map(|(position, _)| loaded.form.section_title(position))
        .collect()
}

/// Every answer once more, and what is still to do.
pub(super) async fn check(
    portal: &RequestPortal,
    id: ReturnId,
    notice: Option<String>,
) -> Result<CheckPage, WebError> {
    let loaded = portal.load(id).await?;
    let may_submit = portal.visit.may_with(Action::SubmitReturn, id).await?;
    let page = check_page(portal, &loaded);
    let below = Below::of(portal, &loaded.view, &loaded.form).await?;
    let said = below.as_ref().map(Below::said);
    let sections = page.sections.into_iter().map(|section| CheckSection {
        lines: beside(section.lines, &loaded, said.as_ref()),
        ..section
    });
    Ok(CheckPage {
        sections: sections.collect(),
        services: below.as_ref().map(|below| below.services(&loaded.form)),
        may_submit: may_submit && !loaded.is_submitted(),
        notice: page.notice.or(notice),
        closes_on: super::home::due_on(portal, &loaded.view).await?,
        ..page
    })
}

/// Every answer of what is loaded, and what is still to do in it, for someone who may not submit.
pub(super) fn check_page(portal: &RequestPortal, loaded: &Loaded) -> CheckPage {
    let journey = loaded.journey();
    let shown = asked(loaded, &journey).into_iter();
    let sections = shown.map(|section| CheckSection {
        section: loaded.form.sections()[section].id.clone(),
        title: loaded.form.section_title(section),
        lines: lines(loaded, &journey, section),
        problems: listed(&journey, section),
        advice: advice(portal, loaded, section),
    });
    let key: String = portal
        .state()
        .random
        .bytes::<16>()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    CheckPage {
        head: loaded.head(),
        draft_version: loaded.version,
        idempotency_key: key,
        sections: sections.collect(),
        may_submit: false,
        submitter: submitter(loaded),
        notice: loaded.closed(portal.state().today()),
        closes_on: loaded.view.campaign.closes_on,
        services: None,
    }
}

/// What is wrong in a section, as a list tells it.
fn listed(journey: &Journey<'_>, section: usize) -> Vec<Problem> {
    let problems = journey.problems_of(section).into_iter();
    problems.map(|problem| journey.listed(problem)).collect()
}

/// Answers with what the services below said to the same.
fn beside(mut lines: Vec<AnswerLine>, loaded: &Loaded, said: Option<&Said<'_>>) -> Vec<AnswerLine> {
    for line in &mut lines {
        let question = loaded.form.find(&line.question);
        line.services = said.and_then(|said| said.to(question?));
    }
    lines
}

/// Who hands a return in, as its own people say it.
fn submitter(loaded: &Loaded) -> &'static str {
    match (&loaded.view.case, loaded.view.organisation.kind) {
        (Some(_), _) => "an auditor named for the case",
        (None, OrganisationKind::Agency | OrganisationKind::Service) => "your agency's lead",
        (None, _) => "the headteacher or principal",
    }
}

/// Low ratings for which no row is begun in a table that offers to begin one.
fn advice(portal: &RequestPortal, loaded: &Loaded, section: usize) -> Vec<Advice> {
    let plugins = &portal.state().plugins;
    let about = |position: usize| {
        let Question::Table(table) = loaded.form.question(position) else {
            return None;
        };
        (table.kind.fill_from == Some(FillFrom::Ratings)).then_some(())?;
        let left = unplanned(plugins, loaded, &Control::of(&table.common.id)).len();
        let (ratings, have) = match left {
            0 => return None,
            1 => ("1 rating suggests".to_string(), "has"),
            _ => (format!("{left} ratings suggest"), "have"),
        };
        let label = table.common.label.en();
        Some(Advice {
            question: table.common.id.clone(),
            words: format!("{ratings} an action and {have} none in “{label}”"),
        })
    };
    loaded
        .form
        .questions_of(section)
        .filter_map(about)
        .collect()
}

fn lines(loaded: &Loaded, journey: &Journey<'_>, section: usize) -> Vec<AnswerLine> {
    let asked = loaded.form.questions_of(section).filter(|position| {
        let question = loaded.form.question(*position);
        let is_words = matches!(question, Question::Note(_) | Question::Composite(_));
        // What applies may rest on an answer that is masked: then what was answered tells.
        let told = loaded.masked && loaded.answers.get(question.id()).is_some();
        (told || journey.applies(*position).holds) && !is_words
    });
    asked
        .map(|position| line(loaded, journey, position))
        .collect()
}

fn line(loaded: &Loaded, journey: &Journey<'_>, position: usize) -> AnswerLine {
    let question = loaded.form.question(position);
    let given = match loaded.masked {
        true => loaded.answers.get(question.id()),
        false => journey.answer(position),
    };
    let files = given.map(|answer| evidence::files_of(loaded, question, answer));
    let files = files.unwrap_or_default();
    let answer = given
        .map(|answer| question.asks().words(&fill::posted(question, answer)))
        .filter(|words| !words.is_empty() || !files.is_empty());
    let computed = matches!(question, Question::Computed(_))
        .then(|| journey.known(position))
        .map(|known| match loaded.masked && !known.determined {
            // It rests on an answer that is masked.
            true => MASK.to_string(),
            false => known.value.to_string(),
        });
    AnswerLine {
        question: question.id().to_string(),
        label: loaded.form.question_title(position),
        answer: match loaded.masked {
            true => masked_words(question, given).filter(|words| !words.is_empty()),
            false => answer,
        }
        .or(computed),
        files,
        required: journey.required(position),
        part: loaded.form.entries()[position].parent.is_some(),
        services: None,
    }
}

/// The receipt of a return handed in.
pub(super) async fn receipt(portal: &RequestPortal, id: ReturnId) -> Result<ReceiptPage, WebError> {
    let loaded = portal.load(id).await?;
    let receipt = loaded.view.receipt.clone().ok_or(Refusal::NotFound)?;
    Ok(ReceiptPage {
        head: loaded.head(),
        reference: receipt.reference,
        submitted: time::in_words(receipt.submitted_at),
        by: signer(&loaded).unwrap_or_else(|| submitter(&loaded).to_string()),
        fingerprint: receipt.content_hash.to_string(),
    })
}

/// The name under the first signature by a signed-in person.
fn signer(loaded: &Loaded) -> Option<String> {
    let signed = loaded
        .form
        .entries()
        .iter()
        .find_map(|entry| match &entry.question {
            Question::SignOff(asked) => loaded
                .answers
                .get(&asked.common.id)?
                .get("at")
                .and(loaded.answers.get(&asked.common.id)),
            _ => None,
        })?;
    signed.get("name")?.as_str().map(str::to_string)
}

/// A copy to print or keep.
pub(super) async fn printable(portal: &RequestPortal, id: ReturnId) -> Result<PrintPage, WebError> {
    Ok(print_page(&portal.load(id).await?))
}

/// A copy of what is loaded.
pub(super) fn print_page(loaded: &Loaded) -> PrintPage {
    let journey = loaded.journey();
    let shown = asked(loaded, &journey).into_iter();
    let sections = shown.map(|section| PrintSection {
        title: loaded.form.section_title(section),
        lines: lines(loaded, &journey, section),
    });
    let receipt = loaded.view.receipt.as_ref();
    PrintPage {
        head: loaded.head(),
        receipt: receipt.map(|receipt| {
            (
                receipt.reference.clone(),
                time::in_words(receipt.submitted_at),
            )
        }),
        proof: receipt.map(|receipt| {
            let by = signer(loaded).unwrap_or_else(|| submitter(loaded).to_string());
            (by, receipt.content_hash.to_string())
        }),
        version: loaded.form.version_text()[..12].to_string(),
        identity: if loaded.masked {
            Identity::Masked
        } else {
            Identity::Open
        },
        problem: None,
        sections: sections.collect(),
    }
}

/// What was handed in, for those who read returns. Whether there is a draft is not theirs to
/// know, so it is asked before anything is read.
pub(super) async fn answers(
    portal: &RequestPortal,
    id: ReturnId,
    problem: Option<String>,
) -> Result<PrintPage, WebError> {
    is_handed_in(portal, id).await?;
    Ok(PrintPage {
        problem,
        ..printable(portal, id).await?
    })
}

/// The same with whom it identifies, once it is recorded who sees that and why.
pub(super) async fn identity(
    portal: &RequestPortal,
    id: ReturnId,
    why: &str,
) -> Result<PrintPage, WebError> {
    is_handed_in(portal, id).await?;
    let scope = portal.scope()?;
    let loaded = Loaded::with_identity(portal.state(), &scope, id, Why(why)).await?;
    Ok(PrintPage {
        identity: Identity::Shown,
        ..print_page(&loaded)
    })
}

async fn is_handed_in(portal: &RequestPortal, id: ReturnId) -> Result<(), WebError> {
    let scope = portal.scope()?;
    let view = scope.return_by_id(id).await?;
    match view.map(|view| view.state) {
        Some(ReturnState::Submitted) if scope.is_told(id).await? => Ok(()),
        Some(ReturnState::Submitted) => Err(Refusal::Closed {
            because: "What the agencies say of a case is closed until their grades are locked and \
                      shown. Its host does that on the page of the case."
                .to_string(),
        }
        .into()),
        _ => Err(Refusal::NotFound.into()),
    }
}
