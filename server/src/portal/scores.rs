//! The scores of one return, from its facts.

use super::{RequestPortal, ranking::Ranking, rule};
use crate::{
    fill, plugins,
    store::{FactPack, Receipt, ReturnView, Scoped},
    time,
    web::WebError,
};
use fourlens_app::portal::{Refusal, ReturnId, Scores, SectionScore, Trend, TrendSection};
use fourlens_contract::Fact;
use fourlens_forms::{
    definition::{Band, Section},
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

/// The scores that facts tell; neither change nor the school's own rating is among them.
pub(super) fn of_packs(
    view: &ReturnView,
    receipt: Receipt,
    form: &Form,
    packs: &[FactPack],
) -> Scores {
    let package = form.package();
    let fact = |measure: &str| plugins::facts(packs).find(|fact| fact.measure == measure);
    let section = package.sections.iter().filter_map(|section| {
        let fact = fact(&format!("section.{}", section.id))?;
        Some(score(fact, &section.id, section.title.en(), &package.bands))
    });
    let theme = package.themes.iter().filter_map(|theme| {
        let fact = fact(&format!("theme.{}", theme.id))?;
        Some(score(fact, &theme.id, theme.title.en(), &package.bands))
    });
    let ranking = Ranking::of(form, packs);
    Scores {
        sections: section.collect(),
        themes: theme.collect(),
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

fn score(fact: &Fact, id: &str, title: &str, bands: &[Band]) -> SectionScore {
    let word = |id: &String| {
        bands
            .iter()
            .find(|band| band.id == *id)
            .map(|band| band.label.en().to_string())
    };
    SectionScore {
        id: id.to_string(),
        title: title.to_string(),
        value: fact.value,
        max: fact.max,
        band: fact
            .band
            .as_ref()
            .map(|id| (id.clone(), word(id).unwrap_or_else(|| id.clone()))),
        n: fact.n,
        na: fact.na,
        because: fact.because.clone(),
    }
}

/// What the school says of itself: the ratings that are asked and not scored.
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
    /// Its phase.
    pub phase: String,
    /// Its type.
    pub school_type: String,
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

/// The lines of one submission, text guarded against being read as a formula.
pub fn score_rows(submitted: &crate::store::SubmittedFacts) -> Vec<ScoreRow> {
    let (organisation, receipt) = (&submitted.organisation, &submitted.receipt);
    let text = |words: &str| guarded(words);
    let row = |fact: &Fact| ScoreRow {
        urn: text(organisation.urn.as_deref().unwrap_or("")),
        organisation: text(&organisation.name),
        phase: text(organisation.phase.as_deref().unwrap_or("")),
        school_type: text(organisation.school_type.as_deref().unwrap_or("")),
        reference: receipt.reference.clone(),
        submitted_on: time::local(receipt.submitted_at).date_naive().to_string(),
        measure: fact.measure.clone(),
        value: fact.value,
        max: fact.max,
        band: fact.band.clone().unwrap_or_default(),
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
