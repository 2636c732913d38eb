//! The grades of a case and its moderation meeting: locking, showing, and what is agreed.

use super::{
    case::{Done, open_case},
    id,
    posted::{self, Fields, attempt, field, problem, values},
};
use crate::{
    jobs::Mail,
    store::{Agree, AgreeOutcome, AgreedGrade, MeetingRecord, ShowOutcome},
    web::{WebError, render, visit::Visit},
};
use axum::{
    Extension, Form,
    body::Body,
    extract::{Path, Query},
    http::{Response, StatusCode},
    response::{IntoResponse, Redirect},
};
use fourlens_app::{
    pages,
    portal::{
        CaseId, FAMILY_HEARD, FamilyHeard, MeetingPart, Portal, Refusal, ReturnId, RoundAttempt,
    },
};
use serde::Deserialize;

type Page = Result<Response<Body>, WebError>;

/// The most letters of a reason, and of who took part.
const MOST_LETTERS: usize = 2_000;

const MOVED: &str = "Someone else recorded something after you opened this page. Look at what stands now, then save again if yours should stand";

/// Locks the grades that are ticked.
pub async fn lock(
    Extension(visit): Extension<Visit>,
    Path(case): Path<String>,
    Form(fields): Form<Fields>,
) -> Page {
    let (case, scope): (CaseId, _) = (id(&case)?, visit.scope()?);
    open_case(&visit, &scope, case).await?;
    let returns = values(&fields, "return").map(str::parse::<ReturnId>);
    let returns: Vec<ReturnId> = returns.filter_map(Result::ok).collect();
    if returns.is_empty() {
        let wrong = problem(
            "return",
            "Select at least one agency whose grade you want to lock",
        );
        return case_page(&visit, case, attempt(fields, wrong)).await;
    }
    let locked = scope.lock_grades(case, returns).await?;
    locked.ok_or(Refusal::NotFound)?;
    to(&format!("/cases/{case}?done=locked#grades"))
}

/// Shows the locked grades.
pub async fn show(
    Extension(visit): Extension<Visit>,
    Path(case): Path<String>,
    Form(fields): Form<Fields>,
) -> Page {
    let (case, scope): (CaseId, _) = (id(&case)?, visit.scope()?);
    open_case(&visit, &scope, case).await?;
    let seen: usize = field(&fields, "missing").parse().unwrap_or_default();
    if seen > 0 && field(&fields, "without") != "yes" {
        let message = "Wait for the returns that are not in, or select that you go on without them";
        return case_page(&visit, case, attempt(fields, problem("without", message))).await;
    }
    let told = scope.meeting_auditors(case).await?.into_iter();
    let told = told.map(|to| Mail::Meeting { to, case }.message(format!("meeting:{case}:{to}")));
    let outcome = scope.show_grades(case, seen, told.collect()).await?;
    let message = match outcome.ok_or(Refusal::NotFound)? {
        ShowOutcome::Shown => return to(&format!("/cases/{case}?done=shown#grades")),
        ShowOutcome::NothingLocked => "Lock at least one grade before you show them",
        ShowOutcome::Unlocked(_) => "Another return has come in. Lock its grade first",
        ShowOutcome::Missing(_) => {
            "Which returns are in has changed since you opened this page. Look again before you \
             show the grades"
        }
    };
    case_page(&visit, case, attempt(fields, problem("grades", message))).await
}

/// The page of the case with what was tried.
async fn case_page(visit: &Visit, case: CaseId, tried: RoundAttempt) -> Page {
    let page = pages::case::page(&visit.portal(), case, tried).await?;
    render::page_with(&visit.state, page, StatusCode::UNPROCESSABLE_ENTITY).await
}

/// The meeting about a case.
pub async fn meeting(
    Extension(visit): Extension<Visit>,
    Path(case): Path<String>,
    Query(done): Query<Done>,
) -> Page {
    let page = pages::meeting::page(&visit.portal(), id(&case)?, said(&done)).await?;
    render::page(&visit.state, page).await
}

/// A section of the form at the meeting.
pub async fn section(
    Extension(visit): Extension<Visit>,
    Path((case, section)): Path<(String, String)>,
    Query(done): Query<Done>,
) -> Page {
    let portal = visit.portal();
    let page = pages::meeting::section::page(&portal, id(&case)?, &section, said(&done)).await?;
    render::page(&visit.state, page).await
}

/// What has just been done.
fn said(done: &Done) -> RoundAttempt {
    let words = match done.done.as_str() {
        "agreed" => Some("The agreed grade was saved."),
        "recorded" => Some("The record of the meeting was saved."),
        _ => None,
    };
    RoundAttempt {
        done: words.map(str::to_string),
        ..RoundAttempt::default()
    }
}

/// Records the grade that the meeting agreed of one question.
pub async fn agree(
    Extension(visit): Extension<Visit>,
    Path((case, section)): Path<(String, String)>,
    Form(fields): Form<Fields>,
) -> Page {
    let case: CaseId = id(&case)?;
    let portal = visit.portal();
    let tried = RoundAttempt::default();
    let shown = portal.meeting_section(case, &section, tried).await?;
    let question = field(&fields, "question").to_string();
    let graded = shown.parts.iter().find_map(|part| match part {
        MeetingPart::Grade(grade) if grade.id == question => Some(grade),
        _ => None,
    });
    let graded = graded.ok_or(WebError::Malformed("question is one that is graded"))?;
    let (grade, reason) = (field(&fields, "grade"), field(&fields, "reason"));
    let at = |name: &str| format!("{name}-{question}");
    let mut wrong = Vec::new();
    if !graded.options.iter().any(|(value, ..)| value == grade) {
        wrong.extend(problem(
            &at("grade"),
            "Select the grade that the meeting agrees",
        ));
    }
    wrong.extend(long_or_blank(
        &at("reason"),
        reason,
        "Enter why the meeting agrees this grade",
    ));
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    if !wrong.is_empty() {
        return section_page(&visit, case, &section, attempt(fields, wrong), status).await;
    }
    let agreed = AgreedGrade {
        grade: grade.to_string(),
        reason: reason.to_string(),
    };
    let seen = field(&fields, "seen").parse().unwrap_or(-1);
    let agreed = Agree::Grade(question.clone(), agreed);
    let outcome = visit.scope()?.agree(case, seen, agreed).await?;
    match outcome.ok_or(Refusal::NotFound)? {
        AgreeOutcome::Done => to(&format!("/cases/{case}/meeting/{section}?done=agreed")),
        AgreeOutcome::Moved => {
            let tried = attempt(fields, problem(&at("grade"), MOVED));
            section_page(&visit, case, &section, tried, StatusCode::CONFLICT).await
        }
    }
}

async fn section_page(
    visit: &Visit,
    case: CaseId,
    section: &str,
    tried: RoundAttempt,
    status: StatusCode,
) -> Page {
    let page = pages::meeting::section::page(&visit.portal(), case, section, tried).await?;
    render::page_with(&visit.state, page, status).await
}

/// Records what is kept of the meeting.
pub async fn record(
    Extension(visit): Extension<Visit>,
    Path(case): Path<String>,
    Form(fields): Form<Fields>,
) -> Page {
    let case: CaseId = id(&case)?;
    let record = match kept(&visit, &fields) {
        Ok(record) => record,
        Err(wrong) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return meeting_page(&visit, case, attempt(fields, wrong), status).await;
        }
    };
    let seen = field(&fields, "seen").parse().unwrap_or(-1);
    let outcome = visit
        .scope()?
        .agree(case, seen, Agree::Meeting(record))
        .await?;
    match outcome.ok_or(Refusal::NotFound)? {
        AgreeOutcome::Done => to(&format!("/cases/{case}/meeting?done=recorded#record")),
        AgreeOutcome::Moved => {
            let tried = attempt(fields, problem("record", MOVED));
            meeting_page(&visit, case, tried, StatusCode::CONFLICT).await
        }
    }
}

async fn meeting_page(
    visit: &Visit,
    case: CaseId,
    tried: RoundAttempt,
    status: StatusCode,
) -> Page {
    let page = pages::meeting::page(&visit.portal(), case, tried).await?;
    render::page_with(&visit.state, page, status).await
}

/// What is kept of the meeting, or all that is wrong with what was typed.
fn kept(visit: &Visit, fields: &Fields) -> Result<MeetingRecord, Vec<(String, String)>> {
    let mut wrong = Vec::new();
    let held_on = posted::day(fields, "held");
    match held_on {
        None => wrong.extend(problem(
            "held",
            "Enter the day the meeting was held, like 27 3 2026",
        )),
        Some(day) if day > visit.state.today() => {
            wrong.extend(problem("held", "Enter a day that has come"));
        }
        Some(_) => {}
    }
    let present = field(fields, "present");
    wrong.extend(long_or_blank("present", present, "Enter who took part"));
    let word = field(fields, "family");
    let family = FAMILY_HEARD.iter().find(|(_, value, _)| *value == word);
    if family.is_none() {
        let message = "Select whether the child or the family has given their view";
        wrong.extend(problem("family", message));
    }
    let practitioners = field(fields, "practitioners");
    if !["yes", "no"].contains(&practitioners) {
        let message = "Select whether the practitioners talked the case through";
        wrong.extend(problem("practitioners", message));
    }
    match (held_on, family) {
        (Some(held_on), Some((family, ..))) if wrong.is_empty() => Ok(MeetingRecord {
            held_on,
            present: present.to_string(),
            family: FamilyHeard::clone(family),
            practitioners: practitioners == "yes",
        }),
        _ => Err(wrong),
    }
}

/// What is wrong with a text that must not be blank.
fn long_or_blank(at: &str, text: &str, blank: &str) -> Vec<(String, String)> {
    if text.is_empty() {
        return problem(at, blank);
    }
    if text.chars().count() > MOST_LETTERS {
        return problem(at, "Shorten this to 2,000 letters");
    }
    Vec::new()
}

/// What to show of a report.
#[derive(Debug, Default, Deserialize)]
pub struct Shown {
    #[serde(default)]
    of: String,
}

/// What all rounds of a form say together.
pub async fn report(
    Extension(visit): Extension<Visit>,
    Path(form): Path<String>,
    Query(shown): Query<Shown>,
) -> Page {
    let page = pages::report::page(&visit.portal(), &form, &shown.of).await?;
    render::page(&visit.state, page).await
}

fn to(address: &str) -> Page {
    Ok(Redirect::to(address).into_response())
}
