//! What those who answered are given back at once: scores, what is strongest and weakest, actions
//! to consider, change since the last return, and their peers, never fewer than ten others.

use super::{
    RequestPortal, moderation,
    scores::{self, section_fact},
};
use crate::{
    directory::in_words,
    fill::Loaded,
    store::{FactPack, OrganisationView, RollUp},
    web::WebError,
};
use fourlens_app::portal::{
    CampaignId, ComparedSection, Comparison, Feedback, Refusal, ReturnId, Scores, Suggestion,
};
use fourlens_contract::SuggestedAction;
use fourlens_forms::{
    definition::{Audience, Section},
    question::Question,
};

/// Others that an organisation is compared with, at least: the disclosure rule for organisations'
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
        question: loaded.form.called(&action.question).to_string(),
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
    let Some(peers) = Peers::of(loaded) else {
        return Ok(Err(
            "Your organisation has no phase in the directory, so there is nobody to compare with."
                .to_string(),
        ));
    };
    // Only a closed campaign of the same partnership is compared with, and only through its
    // roll-up: one figure for at least ten others, whoever asks.
    let system = portal.state().store.system("portal");
    let last = portal.scope()?.closed_last(loaded.view.id).await?;
    let Some((last, title)) = last else {
        return Ok(Err(
            "No earlier campaign is closed yet, so there is nothing to compare with.".to_string(),
        ));
    };
    let rolled = system.roll_ups(last, &[&peers.group()]).await?;
    let others = Others {
        roll_up: rolled.first().map(|(_, roll_up)| roll_up),
        own: own_facts_in(portal, &peers, last).await?,
    };
    let sections: Vec<ComparedSection> = loaded
        .form
        .sections()
        .iter()
        .filter_map(|section| others.beside(section, packs))
        .collect();
    let (count, called) = (others.count(), peers.called());
    if count < FEWEST_OTHERS || sections.iter().all(|section| section.others.is_none()) {
        return Ok(Err(format!(
            "Fewer than {FEWEST_OTHERS} other {called} returned in {title}, so no figures are shown: they could point at one of them."
        )));
    }
    Ok(Ok(Comparison {
        whom: format!("{count} other {called} in {title}"),
        sections,
    }))
}

/// Whom a return is compared with: schools of its phase, or every agency and service.
enum Peers {
    Phase(String),
    Agencies,
}

impl Peers {
    fn of(loaded: &Loaded) -> Option<Peers> {
        match loaded.form.package().form.audience {
            Audience::School => loaded.view.organisation.phase.clone().map(Peers::Phase),
            Audience::Agency | Audience::Case => Some(Peers::Agencies),
        }
    }

    /// The roll-up that counts them.
    fn group(&self) -> String {
        match self {
            Peers::Phase(phase) => format!("phase:{phase}"),
            Peers::Agencies => "all".to_string(),
        }
    }

    fn are(&self, organisation: &OrganisationView) -> bool {
        match self {
            Peers::Phase(phase) => organisation.phase.as_ref() == Some(phase),
            Peers::Agencies => true,
        }
    }

    fn called(&self) -> String {
        match self {
            Peers::Phase(phase) => format!("{} schools", in_words(phase).to_lowercase()),
            Peers::Agencies => "agencies and services".to_string(),
        }
    }
}

/// The facts of every return in a campaign that the visitor can see anyway: they are taken out of
/// the others, or what is left could be worked out.
async fn own_facts_in(
    portal: &RequestPortal,
    peers: &Peers,
    campaign: CampaignId,
) -> Result<Vec<Vec<FactPack>>, WebError> {
    let scope = portal.scope()?;
    let mine = scope.mine().await?.into_iter();
    let submitted: Vec<_> = mine
        .filter(|view| view.campaign.id == campaign && peers.are(&view.organisation))
        .filter_map(|view| Some(view.receipt?.submission))
        .collect();
    Ok(scope.facts_of(&submitted).await?.into_values().collect())
}

struct Others<'a> {
    roll_up: Option<&'a RollUp>,
    own: Vec<Vec<FactPack>>,
}

impl Others<'_> {
    /// How many others returned.
    fn count(&self) -> i64 {
        let tally = self.roll_up.and_then(|all| all.tally("rating", "overall"));
        let own = self.own.iter().filter(|packs| !packs.is_empty()).count();
        tally.map_or(0, |tally| tally.submissions - own as i64)
    }

    /// A section beside the others', for sections the asking organisation has.
    fn beside(&self, section: &Section, packs: &[FactPack]) -> Option<ComparedSection> {
        let fact = section_fact(packs, section)?;
        let share = |value: i64, max: i64| (max > 0).then(|| (200 * value + max) / (2 * max));
        let others = self.figures(section, &fact.measure);
        Some(ComparedSection {
            id: section.id.clone(),
            title: section.title.en().to_string(),
            own: fact.value.and_then(|value| share(value, fact.max)),
            others: others
                .filter(|(count, ..)| *count >= FEWEST_OTHERS)
                .and_then(|(_, value, max)| share(value, max)),
        })
    }

    /// How many, their points and the points they could reach, of the others with a value.
    fn figures(&self, section: &Section, measure: &str) -> Option<(i64, i64, i64)> {
        let tally = self.roll_up?.tally("rating", measure)?;
        let own = self.own.iter().filter_map(|packs| {
            let fact = section_fact(packs, section)?;
            Some((fact.value?, fact.max))
        });
        let all = (tally.valued, tally.value, tally.max);
        Some(own.fold(all, |(count, value, max), own| {
            (count - 1, value - own.0, max - own.1)
        }))
    }
}
