//! What a school is given back at once: its scores, what is strongest and weakest, actions to
//! consider, change since last year, and schools of its phase, never fewer than ten others.

use super::{
    RequestPortal, moderation,
    scores::{self, section_fact},
};
use crate::{
    directory::in_words,
    fill::Loaded,
    store::{FactPack, RollUp},
    web::WebError,
};
use fourlens_app::portal::{
    ComparedSection, Comparison, Feedback, Refusal, ReturnId, Scores, Suggestion,
};
use fourlens_contract::{Fact, SuggestedAction};
use fourlens_forms::{definition::Section, question::Question};

/// Others that a school is compared with, at least: the disclosure rule for organisations'
/// own returns (design decision 20).
const FEWEST_OTHERS: i64 = 10;

/// What a return handed in says of its organisation.
pub(super) async fn feedback(portal: &RequestPortal, id: ReturnId) -> Result<Feedback, WebError> {
    let loaded = portal.load(id).await?;
    let scope = portal.scope()?;
    let receipt = loaded.view.receipt.clone().ok_or(Refusal::NotFound)?;
    let packs = scope
        .facts(receipt.submission)
        .await?
        .ok_or(Refusal::NotFound)?;
    let scores = Scores {
        trend: scores::trend(&scope, &loaded.view, &loaded.form, &packs).await?,
        own_rating: scores::own_rating(&loaded.form, &loaded.answers),
        ..scores::of_packs(&loaded.view, receipt, &loaded.form, &packs)
    };
    let suggested = portal.state().plugins.suggestions(&loaded.journey());
    let suggestion = |action| suggestion(&loaded, action);
    Ok(Feedback {
        suggestions: suggested.into_iter().map(suggestion).collect(),
        comparison: comparison(portal, &loaded, &packs).await?,
        moderated: moderation::shared(portal, id).await?,
        scores,
    })
}

fn suggestion(loaded: &Loaded, action: SuggestedAction) -> Suggestion {
    let asked = loaded.form.find(&action.question);
    Suggestion {
        label: asked.map_or_else(String::new, |asked| asked.common().label.en().to_string()),
        critical: matches!(asked, Some(Question::Rating(asked)) if asked.kind.critical),
        question: action.question,
        towards: action.towards,
        action: action.action,
        because: action.because,
    }
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
