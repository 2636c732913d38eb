//! The scores of one return, from its facts.

use super::{RequestPortal, ranking::Ranking, rule};
use crate::{
    fill, plugins,
    store::{FactPack, Receipt, ReturnView, Scoped},
    time,
    web::WebError,
};
use fourlens_app::portal::{
    GaugeScore, GaugeShare, Refusal, ReturnId, Scores, SectionScore, Trend, TrendSection,
};
use fourlens_contract::Fact;
use fourlens_forms::{
    definition::{FormPackage, Gauge, Section},
    form::Form,
    question::Question,
};
use serde::Serialize;

/// The scores of one return, for those who report.
pub(super) async fn scores(portal: &RequestPortal, id: ReturnId) -> Result<Scores, WebError> {
    let scope = portal.scope()?;
    let view = scope.return_by_id(id).await?.ok_or(Refusal::NotFound)?;
    let receipt = view.receipt.clone().ok_or(Refusal::NotFound)?;
    let form = portal.state().form(receipt.form_version).await?;
    let packs = scope
        .facts(receipt.submission)
        .await?
        .ok_or(Refusal::NotFound)?;
    let trend = trend(&scope, &view, &form, &packs).await?;
    Ok(Scores {
        trend,
        ..of_packs(&view, receipt, &form, &packs)
    })
}

/// The scores that facts tell; neither change nor their own rating is among them.
pub(super) fn of_packs(
    view: &ReturnView,
    receipt: Receipt,
    form: &Form,
    packs: &[FactPack],
) -> Scores {
    let package = form.package();
    let named = Named { package };
    let fact = |measure: &str| plugins::facts(packs).find(|fact| fact.measure == measure);
    let section = package.sections.iter().filter_map(|section| {
        let fact = fact(&format!("section.{}", section.id))?;
        Some(named.score(fact, &section.id, section.title.en()))
    });
    let theme = package.themes.iter().filter_map(|theme| {
        let fact = fact(&format!("theme.{}", theme.id))?;
        Some(named.score(fact, &theme.id, theme.title.en()))
    });
    let ranking = Ranking::of(form, packs);
    Scores {
        sections: section.collect(),
        themes: theme.collect(),
        gauges: named.gauges(packs),
        overall: fact("overall").map_or_else(
            || "Not scored: the figures could not be computed.".to_string(),
            |fact| fact.because.clone(),
        ),
        critical: ranking.critical(),
        strongest: ranking.strongest(),
        weakest: ranking.weakest(),
        trend: None,
        own_rating: None,
        head: fill::head(view, form),
        campaign: view.campaign.id,
        reference: receipt.reference,
        submitted: time::in_words(receipt.submitted_at),
        rule: rule::of(form),
    }
}

/// The fact of a section.
pub(super) fn section_fact<'p>(packs: &'p [FactPack], section: &Section) -> Option<&'p Fact> {
    let measure = format!("section.{}", section.id);
    plugins::facts(packs).find(|fact| fact.measure == measure)
}

/// Change since the organisation's return before this one.
pub(super) async fn trend(
    scope: &Scoped,
    of: &ReturnView,
    form: &Form,
    packs: &[FactPack],
) -> Result<Option<Trend>, WebError> {
    let Some(before) = scope.previous(of.id).await? else {
        return Ok(None);
    };
    let (Some(view), Some(then)) = (
        scope.return_by_id(before.return_id).await?,
        scope.facts(before.submission).await?,
    ) else {
        return Ok(None);
    };
    let points = |fact: &Fact| Some((fact.value?, fact.max));
    let sections = form.sections().iter().filter_map(|section| {
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

/// Facts in the words of a definition.
struct Named<'p> {
    package: &'p FormPackage,
}

impl Named<'_> {
    fn score(&self, fact: &Fact, id: &str, title: &str) -> SectionScore {
        let (bands, badges) = (&self.package.bands, &self.package.badges);
        let band = |id: &String| {
            let known = bands.iter().find(|band| band.id == *id);
            let word = known.map_or(id.as_str(), |band| band.label.en());
            (id.clone(), word.to_string())
        };
        let badge = |id: &String| {
            let known = badges.iter().find(|badge| badge.id == *id);
            known
                .map_or(id.as_str(), |badge| badge.label.en())
                .to_string()
        };
        SectionScore {
            id: id.to_string(),
            title: title.to_string(),
            value: fact.value,
            max: fact.max,
            band: fact.band.as_ref().map(band),
            badges: fact.badges.iter().map(badge).collect(),
            n: fact.n,
            na: fact.na,
            because: fact.because.clone(),
        }
    }

    /// The gauges, each as a whole and by section.
    fn gauges(&self, packs: &[FactPack]) -> Vec<GaugeScore> {
        let share = |measure: String| {
            let fact = plugins::facts(packs).find(|fact| fact.measure == measure)?;
            Some(GaugeShare {
                with: fact.value,
                of: fact.max,
            })
        };
        let gauge = |gauge: &Gauge| {
            let sections = self.package.sections.iter().filter_map(|section| {
                let share = share(format!("gauge.{}.{}", gauge.id, section.id))?;
                Some((section.id.clone(), section.title.en().to_string(), share))
            });
            Some(GaugeScore {
                id: gauge.id.clone(),
                title: gauge.title.en().to_string(),
                because: gauge.because.en().to_string(),
                whole: share(format!("gauge.{}", gauge.id))?,
                sections: sections.collect(),
            })
        };
        self.package.gauges.iter().filter_map(gauge).collect()
    }
}

/// What those who answered say of themselves: the ratings that are asked and not scored.
pub(super) fn own_rating(
    form: &Form,
    answers: &fourlens_forms::answers::Answers,
) -> Option<String> {
    let unscored = form
        .entries()
        .iter()
        .find_map(|entry| match &entry.question {
            Question::Rating(_) if !form.sections()[entry.section].scored => {
                let answer = answers.get(entry.question.id())?;
                Some(entry.question.asks().words(answer))
            }
            _ => None,
        })?;
    Some(unscored)
}

/// A line of the scores file.
#[derive(Debug, Clone, Serialize)]
pub struct ScoreRow {
    /// The organisation's URN.
    pub urn: String,
    /// The organisation's name.
    pub organisation: String,
    /// The agency that a service is part of.
    pub agency: String,
    /// Its phase.
    pub phase: String,
    /// Its type.
    pub school_type: String,
    /// The case that it is about, by its reference: one organisation may answer about several.
    pub case: String,
    /// The submission's reference.
    pub reference: String,
    /// The day it was handed in.
    pub submitted_on: String,
    /// What is measured.
    pub measure: String,
    /// Points; empty while something is missing.
    pub value: Option<i64>,
    /// Points that could be reached.
    pub max: i64,
    /// The band.
    pub band: String,
    /// The badges earned.
    pub badges: String,
    /// Questions that count.
    pub n: u32,
    /// Questions answered *not applicable*.
    pub na: u32,
    /// Critical questions that fail.
    pub critical: String,
    /// What is missing.
    pub missing: String,
    /// Why it is what it is.
    pub because: String,
}

/// The lines of one submission, text guarded against being read as a formula; `agency` is what a
/// service is part of.
pub fn score_rows(submitted: &crate::store::SubmittedFacts, agency: &str) -> Vec<ScoreRow> {
    let (organisation, receipt) = (&submitted.organisation, &submitted.receipt);
    let text = |words: &str| guarded(words);
    let row = |fact: &Fact| ScoreRow {
        urn: text(organisation.urn.as_deref().unwrap_or("")),
        organisation: text(&organisation.name),
        agency: text(agency),
        phase: text(organisation.phase.as_deref().unwrap_or("")),
        school_type: text(organisation.school_type.as_deref().unwrap_or("")),
        case: submitted.case.clone().unwrap_or_default(),
        reference: receipt.reference.clone(),
        submitted_on: time::local(receipt.submitted_at).date_naive().to_string(),
        measure: fact.measure.clone(),
        value: fact.value,
        max: fact.max,
        band: fact.band.clone().unwrap_or_default(),
        badges: fact.badges.join(" "),
        n: fact.n,
        na: fact.na,
        critical: fact.critical.join(" "),
        missing: fact.missing.join(" "),
        because: text(&fact.because),
    };
    plugins::facts(&submitted.facts).map(row).collect()
}

/// A text that no spreadsheet reads as a formula.
fn guarded(words: &str) -> String {
    if words.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{words}")
    } else {
        words.to_string()
    }
}
