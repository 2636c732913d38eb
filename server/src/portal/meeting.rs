//! The moderation meeting about a case: what was handed in about it, question by question, agency
//! beside agency, and what was agreed. It opens nothing that identifies anyone.

use super::RequestPortal;
use crate::{
    fill::masked_words,
    policy::Action,
    store::{AgreedGrade, Agreement, Agreements, MeetingView, Part, Scoped},
    submission, time,
    web::WebError,
};
use fourlens_app::portal::{
    AgreedView, CaseId, GradedQuestion, MeetingDue, MeetingHead, MeetingKept, MeetingPage,
    MeetingPart, MeetingSection, MeetingSectionPage, Refusal, RoundAttempt,
};
use fourlens_forms::{
    answers::Answers,
    definition::{CountedAs, ScaleOption},
    form::Form,
    journey::Journey,
    question::Question,
};
use std::sync::Arc;

/// What one agency says, with the form it answered.
struct Said {
    form: Arc<Form>,
    answers: Answers,
}

/// A meeting with what is said and agreed at it.
struct Meeting {
    view: MeetingView,
    /// The form as the round asks it.
    form: Arc<Form>,
    /// In the order of the returns.
    said: Vec<Said>,
    agreements: Agreements,
}

impl Meeting {
    async fn load(portal: &RequestPortal, id: CaseId) -> Result<Meeting, WebError> {
        let (state, scope) = (portal.state(), portal.scope()?);
        let view = scope.meeting(id).await?.ok_or(Refusal::NotFound)?;
        let handed_in = view.returns.iter().map(|of| of.receipt.submission);
        let handed_in: Vec<_> = handed_in.collect();
        let mut all = scope.meeting_answers(&handed_in).await?;
        let mut said = Vec::with_capacity(view.returns.len());
        for of in &view.returns {
            let answers = all.remove(&of.receipt.submission);
            let answers = answers.ok_or(Refusal::NotFound)?;
            said.push(Said {
                form: state.form(of.receipt.form_version).await?,
                answers: opened(&answers.other)?,
            });
        }
        Ok(Meeting {
            form: state.form(view.campaign.form_version).await?,
            agreements: scope.agreements(id).await?.ok_or(Refusal::NotFound)?,
            view,
            said,
        })
    }

    fn head(&self, portal: &RequestPortal) -> MeetingHead {
        let returns = self.view.returns.iter();
        MeetingHead {
            case: self.view.case.id,
            reference: self.view.case.reference.clone(),
            round: self.view.campaign.id,
            round_title: self.view.campaign.title.clone(),
            agencies: returns.map(|of| of.organisation.name.clone()).collect(),
            hosts: portal.visit.scope_to(Action::SeeRound).is_some(),
            agrees: portal.visit.scope_to(Action::AgreeGrade).is_some(),
        }
    }

    /// What each agency answered to a question, in words; none of a blank, nor where it does not
    /// apply.
    fn words(&self, id: &str) -> Vec<Option<String>> {
        let one = |said: &Said| {
            let position = said.form.position(id)?;
            let question = said.form.question(position);
            let answer = said.answers.get(id);
            let words = match question {
                Question::Computed(_) => {
                    let journey =
                        Journey::new(&said.form, said.answers.clone(), self.view.campaign.as_of);
                    let known = journey.known(position);
                    known.determined.then(|| known.value.to_string())
                }
                _ => masked_words(question, answer),
            };
            words.filter(|words| !words.is_empty())
        };
        self.said.iter().map(one).collect()
    }

    /// What there is of a section, side by side. What nobody answered is left out, but for grades.
    fn parts(&self, section: usize) -> Vec<MeetingPart> {
        let mut parts = Vec::new();
        for position in self.form.questions_of(section) {
            let question = self.form.question(position);
            let silent = matches!(
                question,
                Question::Note(_) | Question::Composite(_) | Question::Declaration(_)
            );
            if silent || question.common().identifying {
                continue;
            }
            if let Some(grade) = self.graded(position) {
                parts.push(MeetingPart::Grade(grade));
                continue;
            }
            let (title, said) = (
                self.form.question_title(position),
                self.words(question.id()),
            );
            if said.iter().all(Option::is_none) {
                continue;
            }
            match (question, parts.last_mut()) {
                (Question::Rating(_) | Question::Choice(_) | Question::YesNo(_), last) => {
                    match last {
                        Some(MeetingPart::Chosen(rows)) => rows.push((title, said)),
                        _ => parts.push(MeetingPart::Chosen(vec![(title, said)])),
                    }
                }
                _ => parts.push(MeetingPart::Words { title, said }),
            }
        }
        parts
    }

    /// A question that agencies grade.
    fn graded(&self, position: usize) -> Option<GradedQuestion> {
        let Question::Rating(asked) = self.form.question(position) else {
            return None;
        };
        let scale = asked.kind.on.as_ref()?;
        if scale.counted_as != Some(CountedAs::Grade) {
            return None;
        }
        let mut places: Vec<&ScaleOption> = scale.options.iter().collect();
        places.retain(|option| option.points.is_some());
        places.sort_by_key(|option| std::cmp::Reverse(option.points));
        let looks = |option: &ScaleOption| option.hint.as_ref().map(|hint| hint.en().to_string());
        let option = |option: &&ScaleOption| {
            (
                option.value.clone(),
                option.label.en().to_string(),
                looks(option),
            )
        };
        let word = |value: &str| {
            let found = scale.options.iter().find(|option| option.value == value);
            found.map_or_else(|| value.to_string(), |option| option.label.en().to_string())
        };
        let id = asked.common.id.as_str();
        let agreed = self.agreements.grades.iter().find(|(of, _)| of == id);
        Some(GradedQuestion {
            id: id.to_string(),
            title: self.grade_title(position),
            options: places.iter().map(option).collect(),
            said: self.words(id),
            agreed: agreed.map(|(_, agreed)| agreed_view(agreed, word(&agreed.agreed.grade))),
        })
    }

    /// What a grade is of: its line of enquiry, or the whole.
    fn grade_title(&self, position: usize) -> String {
        let entry = &self.form.entries()[position];
        let parent = entry.parent.map(|parent| self.form.question(parent));
        match parent {
            Some(Question::Composite(line)) => line.common.label.en().to_string(),
            _ => entry.question.common().label.en().to_string(),
        }
    }

    /// The sections with something in them: position and parts.
    fn sections(&self) -> Vec<(usize, Vec<MeetingPart>)> {
        let all = (0..self.form.sections().len()).map(|at| (at, self.parts(at)));
        all.filter(|(_, parts)| !parts.is_empty()).collect()
    }

    fn section_title(&self, at: usize) -> String {
        self.form.sections()[at].title.en().to_string()
    }
}

fn agreed_view(of: &Agreement<AgreedGrade>, word: String) -> AgreedView {
    AgreedView {
        grade: (of.agreed.grade.clone(), word),
        reason: of.agreed.reason.clone(),
        recorded: recorded(of),
        number: of.number,
    }
}

/// When something was recorded, and by whom.
fn recorded<T>(of: &Agreement<T>) -> String {
    let at = time::in_words(of.at);
    match &of.by {
        Some(by) => format!("Recorded on {at} by {by}"),
        None => format!("Recorded on {at}"),
    }
}

/// The answers of a part; none once it was erased.
fn opened(part: &Part) -> Result<Answers, WebError> {
    let open: Vec<&[u8]> = match part {
        Part::Open(bytes) => vec![bytes.as_slice()],
        Part::Erased | Part::Withheld => Vec::new(),
    };
    let answers = submission::answers_of(&open);
    answers.map_err(|cause| WebError::Fault(cause.to_string()))
}

/// The meeting about a case.
pub(super) async fn meeting(
    portal: &RequestPortal,
    id: CaseId,
    attempt: RoundAttempt,
) -> Result<MeetingPage, WebError> {
    let meeting = Meeting::load(portal, id).await?;
    let grade = |part: MeetingPart| match part {
        MeetingPart::Grade(grade) => Some(grade),
        MeetingPart::Words { .. } | MeetingPart::Chosen(_) => None,
    };
    let sections = meeting.sections().into_iter();
    let sections = sections.map(|(at, parts)| MeetingSection {
        id: meeting.form.sections()[at].id.clone(),
        title: meeting.section_title(at),
        grades: parts.into_iter().filter_map(grade).collect(),
    });
    let shown_at = meeting.view.shown_at;
    let locked = meeting.view.returns.iter();
    let locked = locked.map(|of| (time::in_words(of.locked_at), of.locked_at.0 > shown_at.0));
    let kept = meeting.agreements.meeting.as_ref();
    let kept = kept.map(|of| MeetingKept {
        held_on: of.agreed.held_on,
        present: of.agreed.present.clone(),
        family: of.agreed.family,
        practitioners: of.agreed.practitioners,
        recorded: recorded(of),
        number: of.number,
    });
    Ok(MeetingPage {
        head: meeting.head(portal),
        shown: time::in_words(shown_at),
        locked: locked.collect(),
        sections: sections.collect(),
        kept,
        attempt,
    })
}

/// A section of the form at that meeting.
pub(super) async fn section(
    portal: &RequestPortal,
    id: CaseId,
    section: &str,
    attempt: RoundAttempt,
) -> Result<MeetingSectionPage, WebError> {
    let meeting = Meeting::load(portal, id).await?;
    let mut sections = meeting.sections();
    let here = |(at, _): &(usize, Vec<MeetingPart>)| meeting.form.sections()[*at].id == section;
    let place = sections.iter().position(here).ok_or(Refusal::NotFound)?;
    let named = |place: usize| {
        let (at, _) = sections.get(place)?;
        let id = meeting.form.sections()[*at].id.clone();
        Some((id, meeting.section_title(*at)))
    };
    let (before, after) = (place.checked_sub(1).and_then(named), named(place + 1));
    let (at, parts) = sections.swap_remove(place);
    Ok(MeetingSectionPage {
        head: meeting.head(portal),
        id: section.to_string(),
        title: meeting.section_title(at),
        parts,
        before,
        after,
        attempt,
    })
}

/// The meetings of a scope, as someone finds them at home.
pub(super) async fn due(scope: &Scoped) -> Result<Vec<MeetingDue>, WebError> {
    let meetings = scope.meetings().await?.into_iter();
    let due = meetings.map(|meeting| MeetingDue {
        case: meeting.case.id,
        reference: meeting.case.reference,
        round: meeting.campaign.title,
        agencies: meeting.returns.len(),
        shown: time::in_words(meeting.shown_at),
    });
    Ok(due.collect())
}

/// The overall grade that the meeting about a case agreed, in words: of the first question that
/// is graded and is no line of enquiry.
pub(super) async fn overall(
    scope: &Scoped,
    form: &Form,
    id: CaseId,
) -> Result<Option<String>, WebError> {
    let agreements = scope.agreements(id).await?.unwrap_or_default();
    let word = |(question, agreed): &(String, Agreement<AgreedGrade>)| {
        let position = form.position(question)?;
        let entry = &form.entries()[position];
        let Question::Rating(asked) = &entry.question else {
            return None;
        };
        let scale = asked.kind.on.as_ref().filter(|_| entry.parent.is_none())?;
        let option = scale
            .options
            .iter()
            .find(|of| of.value == agreed.agreed.grade)?;
        Some(option.label.en().to_string())
    };
    Ok(agreements.grades.iter().find_map(word))
}
