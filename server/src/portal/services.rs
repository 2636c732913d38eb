//! What the services of an agency returned, for those who answer for it: counted from the facts of
//! what is handed in. It must not read an answer.

use super::{
    RequestPortal,
    campaign::{bands_of, failing},
    home::state_of,
    rule,
};
use crate::{
    fill, plugins,
    store::{FactPack, OrganisationKind, ReturnState as Stored, ReturnView},
    time,
    web::WebError,
};
use fourlens_app::portal::{
    BandShare, OrganisationId, Refusal, ReturnId, ServiceRow, Services, ServicesPage,
    ServicesQuestion, ServicesSection, SubmissionId,
};
use fourlens_contract::Fact;
use fourlens_forms::{
    definition::{Audience, Section},
    form::Form,
    question::{Question, date_in_words},
};
use std::collections::HashMap;

/// What the services said, by standard and by question.
pub(super) async fn services(
    portal: &RequestPortal,
    id: ReturnId,
) -> Result<ServicesPage, WebError> {
    let view = portal.scope()?.return_by_id(id).await?;
    let view = view.ok_or(Refusal::NotFound)?;
    let form = portal.state().form(view.campaign.form_version).await?;
    let below = Below::of(portal, &view, &form).await?;
    let below = below.ok_or(Refusal::NotFound)?;
    let said = below.said();
    let scored = form.sections().iter().enumerate();
    let scored = scored.filter(|(_, section)| section.scored);
    Ok(ServicesPage {
        head: fill::head(&view, &form),
        sections: scored
            .map(|(position, section)| said.section(&form, position, section))
            .collect(),
        services: below.services(&form),
        rule: rule::of(&form),
    })
}

/// The returns of the services below an agency, with what was read from those handed in.
pub(super) struct Below {
    agency: OrganisationId,
    views: Vec<ReturnView>,
    facts: HashMap<SubmissionId, Vec<FactPack>>,
}

impl Below {
    /// What lies below the organisation of a return; none where there can be nothing: only
    /// agencies are asked with their services.
    pub(super) async fn of(
        portal: &RequestPortal,
        view: &ReturnView,
        form: &Form,
    ) -> Result<Option<Below>, WebError> {
        if form.package().form.audience != Audience::Agency {
            return Ok(None);
        }
        let scope = portal.scope()?;
        let views = scope.returns_below(view.id).await?;
        if views.is_empty() && view.organisation.kind != OrganisationKind::Agency {
            return Ok(None);
        }
        let submitted: Vec<_> = views.iter().filter_map(submission_of).collect();
        Ok(Some(Below {
            agency: view.organisation.id,
            facts: scope.facts_of(&submitted).await?,
            views,
        }))
    }

    /// The services with how far each has come.
    pub(super) fn services(&self, form: &Form) -> Services {
        let names: HashMap<_, _> = self
            .views
            .iter()
            .map(|view| (view.organisation.id, &view.organisation.name))
            .collect();
        let row = |view: &ReturnView| {
            let packs = self.packs(view);
            let above = view.organisation.parent;
            let above = above.filter(|above| *above != self.agency);
            ServiceRow {
                id: view.id,
                name: view.organisation.name.clone(),
                part_of: above.and_then(|above| names.get(&above).copied().cloned()),
                state: state_of(view.state),
                submitted: packs
                    .and(view.receipt.as_ref())
                    .map(|receipt| date_in_words(time::local(receipt.submitted_at).date_naive())),
                bands: packs.map_or_else(Vec::new, |packs| bands_of(packs, form)),
                critical: packs.map_or_else(Vec::new, |packs| failing(packs, form)),
            }
        };
        Services {
            rows: self.views.iter().map(row).collect(),
            failing: rule::of(form).failing,
        }
    }

    /// What was read from those handed in.
    pub(super) fn said(&self) -> Said<'_> {
        let each = self.views.iter().filter_map(|view| self.packs(view));
        let by_measure = |packs| {
            let facts = plugins::facts(packs);
            facts.map(|fact| (fact.measure.as_str(), fact)).collect()
        };
        Said {
            waiting: self.views.len() - each.clone().count(),
            each: each.map(by_measure).collect(),
        }
    }

    fn packs(&self, view: &ReturnView) -> Option<&[FactPack]> {
        let packs = self.facts.get(&submission_of(view)?);
        Some(packs.map_or(&[][..], Vec::as_slice))
    }
}

/// The submission of a return that stands handed in.
fn submission_of(view: &ReturnView) -> Option<SubmissionId> {
    let handed_in = view.receipt.as_ref();
    handed_in
        .filter(|_| view.state == Stored::Submitted)
        .map(|receipt| receipt.submission)
}

/// What the services said: the facts of each that has handed in, by measure.
pub(super) struct Said<'f> {
    each: Vec<HashMap<&'f str, &'f Fact>>,
    waiting: usize,
}

impl Said<'_> {
    /// What they said to a question, in numbers: "2 embedded, 1 started; 4 not yet submitted".
    /// None where it is not rated, or there are no services.
    pub(super) fn to(&self, question: &Question) -> Option<String> {
        let counted = self.question(question)?;
        let ratings = counted.ratings.into_iter();
        let not_applicable = ("not applicable".to_string(), counted.not_applicable);
        let said: Vec<String> = ratings
            .chain([not_applicable])
            .filter(|(_, services)| *services > 0)
            .map(|(label, services)| format!("{services} {}", lower_first(&label)))
            .collect();
        let waiting = (self.waiting > 0).then(|| format!("{} not yet submitted", self.waiting));
        let said = Some(said.join(", ")).filter(|said| !said.is_empty());
        let parts: Vec<String> = said.into_iter().chain(waiting).collect();
        (!parts.is_empty()).then(|| parts.join("; "))
    }

    fn section(&self, form: &Form, position: usize, section: &Section) -> ServicesSection {
        let measure = format!("section.{}", section.id);
        let bands = &form.package().bands;
        let banded = |id: &String| {
            let band = bands.iter().find(|band| band.id == *id)?;
            Some((band.id.clone(), band.label.en().to_string()))
        };
        let each: Vec<_> = self
            .each
            .iter()
            .map(|facts| facts.get(measure.as_str())?.band.as_ref().and_then(banded))
            .collect();
        let share = |band: &fourlens_forms::definition::Band| BandShare {
            band: band.id.clone(),
            label: band.label.en().to_string(),
            returns: each
                .iter()
                .flatten()
                .filter(|(id, _)| *id == band.id)
                .count() as i64,
        };
        let rated = form.questions_of(position);
        let questions = rated.filter_map(|at| self.question(form.question(at)));
        ServicesSection {
            id: section.id.clone(),
            title: section.title.en().to_string(),
            bands: bands.iter().map(share).collect(),
            questions: questions.collect(),
            each,
        }
    }

    /// A question that is rated. A rating is known by its points, so no answer is read for it.
    fn question(&self, question: &Question) -> Option<ServicesQuestion> {
        let Question::Rating(asked) = question else {
            return None;
        };
        let measure = format!("question.{}", asked.common.id);
        let facts = self.each.iter();
        let facts: Vec<&Fact> = facts
            .filter_map(|facts| facts.get(measure.as_str()).copied())
            .collect();
        let rated = |points: i64| {
            let with = |fact: &&&Fact| fact.n > 0 && fact.value == Some(points);
            facts.iter().filter(with).count()
        };
        let options = asked.kind.on.iter().flat_map(|scale| &scale.options);
        Some(ServicesQuestion {
            number: question.number().unwrap_or(question.id()).to_string(),
            label: asked.common.label.en().to_string(),
            critical: asked.kind.critical,
            ratings: options
                .filter_map(|option| Some((option.label.en().to_string(), rated(option.points?))))
                .collect(),
            not_applicable: facts.iter().filter(|fact| fact.na > 0).count(),
        })
    }
}

/// A label within a sentence; one that begins with two capitals keeps them.
fn lower_first(label: &str) -> String {
    let mut letters = label.chars();
    let (first, second) = (letters.next(), letters.clone().next());
    match (first, second) {
        (Some(first), second) if !second.is_some_and(char::is_uppercase) => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => label.to_string(),
    }
}
