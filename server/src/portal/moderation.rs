//! Moderation of a return handed in: its own ratings, the reviewer's, and what each comes to.

use super::{RequestPortal, scores::section_fact};
use crate::{
    fill::Loaded,
    store::{FactPack, Moderation, Moderations, ReturnState},
    time,
    web::WebError,
};
use fourlens_app::portal::{
    ModerateSection, ModeratedRating, ModeratedSection, ModerationAttempt, ModerationPage, Refusal,
    ReturnId, Scored, SubmissionId, ToModerate,
};
use fourlens_forms::{
    definition::Section,
    journey::Journey,
    question::{Asked, NOT_APPLICABLE, Question, Rating},
};

/// A return handed in with all that is said of it. Whether there is a draft is not the
/// reviewer's to know, so it is asked before anything is read.
pub(super) struct Handed {
    pub(super) loaded: Loaded,
    pub(super) submission: SubmissionId,
    pub(super) said: Moderations,
}

impl Handed {
    pub(super) async fn load(portal: &RequestPortal, id: ReturnId) -> Result<Handed, WebError> {
        let scope = portal.scope()?;
        let view = scope.return_by_id(id).await?.ok_or(Refusal::NotFound)?;
        if view.state != ReturnState::Submitted {
            return Err(Refusal::NotFound.into());
        }
        let receipt = view.receipt.ok_or(Refusal::NotFound)?;
        let said = scope.moderations(receipt.submission).await?;
        Ok(Handed {
            loaded: portal.load(id).await?,
            submission: receipt.submission,
            said: said.ok_or(Refusal::NotFound)?,
        })
    }

    pub(super) fn of(&self, question: &str) -> Option<&Moderation> {
        let mut said = self.said.questions.iter();
        said.find(|said| said.question == question)
    }

    /// The facts with the moderated ratings in the place of its own.
    fn moderated_facts(&self, portal: &RequestPortal) -> Vec<FactPack> {
        let mut answers = self.loaded.answers.clone();
        for said in &self.said.questions {
            if let Some(rating) = &said.rating {
                answers.set(&said.question, Some(rating.as_str().into()));
            }
        }
        let journey = Journey::new(&self.loaded.form, answers, self.loaded.today);
        portal.state().plugins.score(&journey)
    }

    /// The scored ratings that apply, by section.
    fn ratings(&self, section: usize) -> Vec<(usize, &Asked<Rating>)> {
        let (form, journey) = (&self.loaded.form, self.loaded.journey());
        let here = form.questions_of(section);
        let ratings = here.filter_map(|position| match form.question(position) {
            Question::Rating(asked) if journey.applies(position).holds => Some((position, asked)),
            _ => None,
        });
        ratings.collect()
    }

    /// The scored sections that apply.
    fn sections(&self) -> Vec<(usize, &Section)> {
        let (form, journey) = (&self.loaded.form, self.loaded.journey());
        let sections = form.sections().iter().enumerate();
        sections
            .filter(|(at, section)| section.scored && journey.section_applies(*at).holds)
            .collect()
    }

    /// Every question whose moderated rating differs from its own.
    pub(super) fn moderated(&self) -> Vec<ModeratedRating> {
        let form = &self.loaded.form;
        let rating = |said: &Moderation| {
            let position = form.position(&said.question)?;
            let Question::Rating(asked) = form.question(position) else {
                return None;
            };
            Some(ModeratedRating {
                title: form.question_title(position),
                own: self.own(asked).1,
                moderated: word(asked, said.rating.as_deref()?),
                reason: said.reason.clone(),
            })
        };
        self.said.questions.iter().filter_map(rating).collect()
    }

    /// A question's own rating: value and words.
    fn own(&self, asked: &Asked<Rating>) -> (String, String) {
        let question = self.loaded.form.find(&asked.common.id);
        let answer = self.loaded.answers.get(&asked.common.id);
        let (Some(question), Some(answer)) = (question, answer) else {
            return (String::new(), "Not rated".to_string());
        };
        let asks = question.asks();
        (asks.value(answer).to_string(), asks.words(answer))
    }
}

/// What an option is called.
fn word(asked: &Asked<Rating>, value: &str) -> String {
    if value == NOT_APPLICABLE {
        return "Not applicable".to_string();
    }
    let scale = asked.kind.on.as_ref();
    let option = scale.and_then(|scale| scale.option(value));
    option.map_or_else(|| value.to_string(), |option| option.label.en().to_string())
}

/// A return, section by section, by its own ratings and with the moderated ones.
pub(super) async fn moderation(
    portal: &RequestPortal,
    id: ReturnId,
    done: Option<String>,
) -> Result<ModerationPage, WebError> {
    let handed = Handed::load(portal, id).await?;
    let own = portal.scope()?.facts(handed.submission).await?;
    let own = own.ok_or(Refusal::NotFound)?;
    let with_moderated = handed.moderated_facts(portal);
    let section = |(at, section): (usize, &Section)| {
        let ratings = handed.ratings(at);
        let is_moderated = |id: &str| handed.of(id).is_some_and(|said| said.rating.is_some());
        ModeratedSection {
            id: section.id.clone(),
            title: handed.loaded.form.section_title(at),
            questions: ratings.len(),
            moderated: ratings
                .iter()
                .filter(|(_, asked)| is_moderated(&asked.common.id))
                .count(),
            own: scored(&handed, &own, section),
            with_moderated: scored(&handed, &with_moderated, section),
        }
    };
    let receipt = handed.loaded.view.receipt.as_ref();
    Ok(ModerationPage {
        head: handed.loaded.head(),
        reference: receipt.map_or_else(String::new, |receipt| receipt.reference.clone()),
        sections: handed.sections().into_iter().map(section).collect(),
        moderated: handed.moderated(),
        shared: handed.said.shared_at.map(time::in_words),
        done,
    })
}

fn scored(handed: &Handed, packs: &[FactPack], section: &Section) -> Scored {
    let Some(fact) = section_fact(packs, section) else {
        return Scored::default();
    };
    let bands = &handed.loaded.form.package().bands;
    let band = fact.band.as_ref().map(|id| {
        let band = bands.iter().find(|band| band.id == *id);
        let word = band.map_or(id.as_str(), |band| band.label.en());
        (id.clone(), word.to_string())
    });
    Scored {
        points: fact.value.map(|value| (value, fact.max)),
        band,
    }
}

/// The ratings of one section, to moderate.
pub(super) async fn section(
    portal: &RequestPortal,
    id: ReturnId,
    section: &str,
    attempt: ModerationAttempt,
) -> Result<ModerateSection, WebError> {
    let handed = Handed::load(portal, id).await?;
    let sections = handed.sections();
    let place = sections.iter().position(|(_, asked)| asked.id == section);
    let place = place.ok_or(Refusal::NotFound)?;
    let (at, asked) = sections[place];
    let questions = handed.ratings(at).into_iter();
    Ok(ModerateSection {
        head: handed.loaded.head(),
        section: asked.id.clone(),
        title: handed.loaded.form.section_title(at),
        after: sections.get(place + 1).map(|(_, after)| after.id.clone()),
        questions: questions
            .map(|(position, asked)| to_moderate(&handed, position, asked))
            .collect(),
        attempt,
    })
}

fn to_moderate(handed: &Handed, position: usize, asked: &Asked<Rating>) -> ToModerate {
    let (form, journey) = (&handed.loaded.form, handed.loaded.journey());
    let looks = |value: &str| {
        let descriptor = asked.kind.descriptors.get(value);
        descriptor.map(|text| text.en().to_string())
    };
    let besides = form.parts_of(position).filter_map(|part| {
        let answer = journey.answer(part)?;
        let question = form.question(part);
        let words = question.asks().words(answer);
        Some((question.common().label.en().to_string(), words))
    });
    let scale = asked.kind.on.iter().flat_map(|scale| &scale.options);
    let mut options: Vec<_> = scale
        .map(|option| {
            let value = option.value.clone();
            (value, option.label.en().to_string(), looks(&option.value))
        })
        .collect();
    if asked.kind.not_applicable {
        let words = word(asked, NOT_APPLICABLE);
        options.push((NOT_APPLICABLE.to_string(), words, None));
    }
    let own = handed.own(asked);
    let said = handed.of(&asked.common.id);
    ToModerate {
        id: asked.common.id.clone(),
        title: form.question_title(position),
        critical: asked.kind.critical,
        descriptor: looks(&own.0),
        besides: besides.collect(),
        options,
        rating: said.and_then(|said| said.rating.clone()),
        reason: said.map_or_else(String::new, |said| said.reason.clone()),
        number: said.map_or(0, |said| said.number),
        own,
    }
}

/// What was shared with the organisation of the moderation of its return.
pub(super) async fn shared(
    portal: &RequestPortal,
    id: ReturnId,
) -> Result<Vec<ModeratedRating>, WebError> {
    let handed = Handed::load(portal, id).await?;
    Ok(match handed.said.shared_at {
        Some(_) => handed.moderated(),
        None => Vec::new(),
    })
}
