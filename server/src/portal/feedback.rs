//! What a school is given back at once: its scores, what is strongest and weakest, actions to
//! consider, change since last year, and schools of its phase, never fewer than ten others.

use super::{RequestPortal, scores};
use crate::{
    directory::in_words,
    fill::Loaded,
    plugins,
    store::{FactPack, RollUp, Scoped},
    time,
    web::WebError,
};
use fourlens_app::portal::{
    ComparedSection, Comparison, Feedback, Refusal, ReturnId, Strength, Suggestion, Trend,
    TrendSection,
};
use fourlens_contract::Fact;
use fourlens_forms::{definition::Section, question::Question};

/// Others that a school is compared with, at least: the disclosure rule for organisations'
/// own returns (design decision 20).
const FEWEST_OTHERS: i64 = 10;

/// Questions named as strongest and weakest.
const NAMED: usize = 5;

/// What a return handed in says of its organisation.
pub(super) async fn feedback(portal: &RequestPortal, id: ReturnId) -> Result<Feedback, WebError> {
    let loaded = portal.load(id).await?;
    let scope = portal.scope()?;
    let receipt = loaded.view.receipt.clone().ok_or(Refusal::NotFound)?;
    let packs = scope
        .facts(receipt.submission)
        .await?
        .ok_or(Refusal::NotFound)?;
    let submitted = time::in_words(receipt.submitted_at);
    let mut scores = scores::of_packs(
        loaded.head(),
        receipt.reference,
        submitted,
        &loaded.form,
        &packs,
    );
    scores.own_rating = scores::own_rating(&loaded.form, &loaded.answers);
    let (strongest, weakest) = strengths(&loaded, &packs);
    let suggestions = portal
        .state()
        .plugins
        .suggestions(&loaded.journey())
        .into_iter();
    Ok(Feedback {
        strongest,
        weakest,
        suggestions: suggestions
            .map(|action| Suggestion {
                question: action.question,
                action: action.action,
                because: action.because,
            })
            .collect(),
        trend: trend(&scope, &loaded, &packs).await?,
        comparison: comparison(portal, &loaded, &packs).await?,
        scores,
    })
}

fn strengths(loaded: &Loaded, packs: &[FactPack]) -> (Vec<Strength>, Vec<Strength>) {
    let mut rated: Vec<(i64, i64, bool, Strength)> = plugins::facts(packs)
        .filter_map(|fact| {
            let id = fact.measure.strip_prefix("question.")?;
            let Question::Rating(asked) = loaded.form.find(id)? else {
                return None;
            };
            let critical = asked.kind.critical;
            let strength = Strength {
                question: id.to_string(),
                label: asked.common.label.en().to_string(),
                rating: loaded.form.find(id)?.asks().words(loaded.answers.get(id)?),
                critical,
            };
            (fact.n > 0).then_some((fact.value?, fact.max, critical, strength))
        })
        .collect();
    // Best share of its points first, critical questions first among equals; integers only.
    rated.sort_by(|(a, a_max, a_critical, _), (b, b_max, b_critical, _)| {
        (b * a_max)
            .cmp(&(a * b_max))
            .then(b_critical.cmp(a_critical))
    });
    let strong = rated.iter().filter(|(value, max, ..)| value == max);
    let strongest = strong
        .map(|(.., strength)| strength.clone())
        .take(NAMED)
        .collect();
    let mut weak: Vec<_> = rated
        .into_iter()
        .filter(|(value, max, ..)| 3 * value <= *max)
        .collect();
    weak.sort_by(|(a, a_max, a_critical, _), (b, b_max, b_critical, _)| {
        (a * b_max)
            .cmp(&(b * a_max))
            .then(b_critical.cmp(a_critical))
    });
    (
        strongest,
        weak.into_iter()
            .map(|(.., strength)| strength)
            .take(NAMED)
            .collect(),
    )
}

fn section_fact<'p>(packs: &'p [FactPack], section: &Section) -> Option<&'p Fact> {
    let measure = format!("section.{}", section.id);
    plugins::facts(packs).find(|fact| fact.measure == measure)
}

async fn trend(
    scope: &Scoped,
    loaded: &Loaded,
    packs: &[FactPack],
) -> Result<Option<Trend>, WebError> {
    let Some(before) = scope.previous(loaded.view.id).await? else {
        return Ok(None);
    };
    let (Some(view), Some(then)) = (
        scope.return_by_id(before.return_id).await?,
        scope.facts(before.submission).await?,
    ) else {
        return Ok(None);
    };
    let points = |fact: &Fact| Some((fact.value?, fact.max));
    let sections = loaded.form.sections().iter().filter_map(|section| {
        let (now, then) = (section_fact(packs, section), section_fact(&then, section));
        let trend = TrendSection {
            id: section.id.clone(),
            title: section.title.en().to_string(),
            before: then.and_then(points),
            now: now.and_then(points),
        };
        now.or(then).map(|_| trend)
    });
    Ok(Some(Trend {
        campaign: view.campaign.title,
        sections: sections.collect(),
    }))
}

async fn comparison(
    portal: &RequestPortal,
    loaded: &Loaded,
    packs: &[FactPack],
) -> Result<Result<Comparison, String>, WebError> {
    let Some(phase) = loaded.view.organisation.phase.clone() else {
        return Ok(Err(
            "Your organisation has no phase in the directory, so there is nobody to compare with."
                .to_string(),
        ));
    };
    // Only a closed campaign is compared with, and only through its roll-up: one figure for at
    // least ten others, whoever asks.
    let system = portal.state().store.system("portal");
    let key = &loaded.form.package().form.key;
    let closed = system.campaigns().await?.into_iter();
    let last = closed
        .filter(|campaign| {
            campaign.closed_at.is_some()
                && campaign.form_key == *key
                && campaign.id != loaded.view.campaign.id
        })
        .max_by_key(|campaign| campaign.closes_on);
    let Some(last) = last else {
        return Ok(Err(
            "No earlier campaign is closed yet, so there is nothing to compare with.".to_string(),
        ));
    };
    let group = format!("phase:{phase}");
    let phase = in_words(&phase).to_lowercase();
    let rolled = system.roll_ups(last.id, &[&group]).await?;
    let own = own_facts_in(portal, loaded, last.id).await?;
    let roll_up = rolled.first().map(|(_, roll_up)| roll_up);
    let others = Others {
        roll_up,
        own: own.as_deref(),
    };
    let sections: Vec<ComparedSection> = loaded
        .form
        .sections()
        .iter()
        .filter_map(|section| others.beside(section, packs))
        .collect();
    let schools = others.schools();
    if schools < FEWEST_OTHERS || sections.iter().all(|section| section.others.is_none()) {
        return Ok(Err(format!(
            "Fewer than {FEWEST_OTHERS} other {phase} schools returned in {}, so no figures are shown: they could point at a school.",
            last.title
        )));
    }
    Ok(Ok(Comparison {
        whom: format!("{schools} other {phase} schools in {}", last.title),
        sections,
    }))
}

/// The facts of the asking school's own return in the campaign it is compared with: they are
/// taken out of the others.
async fn own_facts_in(
    portal: &RequestPortal,
    loaded: &Loaded,
    campaign: fourlens_app::portal::CampaignId,
) -> Result<Option<Vec<FactPack>>, WebError> {
    let scope = portal.scope()?;
    let mine = scope.mine().await?;
    let same = |view: &&crate::store::ReturnView| {
        view.campaign.id == campaign && view.organisation.id == loaded.view.organisation.id
    };
    let Some(receipt) = mine
        .iter()
        .find(same)
        .and_then(|view| view.receipt.as_ref())
    else {
        return Ok(None);
    };
    Ok(scope.facts(receipt.submission).await?)
}

struct Others<'a> {
    roll_up: Option<&'a RollUp>,
    own: Option<&'a [FactPack]>,
}

impl Others<'_> {
    /// How many others returned.
    fn schools(&self) -> i64 {
        self.figures("overall", None)
            .map_or(0, |(schools, ..)| schools)
    }

    /// A section beside the others', for sections the asking school has.
    fn beside(&self, section: &Section, packs: &[FactPack]) -> Option<ComparedSection> {
        let fact = section_fact(packs, section)?;
        let share = |value: i64, max: i64| (max > 0).then(|| (200 * value + max) / (2 * max));
        let others = self.figures(
            &fact.measure,
            self.own.and_then(|own| section_fact(own, section)),
        );
        Some(ComparedSection {
            id: section.id.clone(),
            title: section.title.en().to_string(),
            own: fact.value.and_then(|value| share(value, fact.max)),
            others: others
                .filter(|(schools, ..)| *schools >= FEWEST_OTHERS)
                .and_then(|(_, value, max)| share(value, max)),
        })
    }

    /// Schools, points and points that could be reached, of the others with a value.
    fn figures(&self, measure: &str, own: Option<&Fact>) -> Option<(i64, i64, i64)> {
        let tally = self.roll_up?.tally("rating", measure)?;
        let own_counted = match measure {
            "overall" => i64::from(self.own.is_some()),
            _ => i64::from(own.is_some_and(|fact| fact.value.is_some())),
        };
        let (value, max) = own
            .and_then(|fact| Some((fact.value?, fact.max)))
            .unwrap_or((0, 0));
        let counted = if measure == "overall" {
            tally.submissions
        } else {
            tally.valued
        };
        Some((counted - own_counted, tally.value - value, tally.max - max))
    }
}
