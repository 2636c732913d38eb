//! Erasing, as the people who decide it see it: what is due by the retention of its form, what was
//! proposed, what it would destroy.

use super::RequestPortal;
use crate::{
    policy::Action,
    retention,
    store::{ErasureExtent, ErasurePlan, ErasureReport, ErasureTarget, ErasureView, Hold},
    time,
    web::WebError,
};
use fourlens_app::portal::{
    ERASURE_EXTENTS, ERASURE_REASONS, ErasureDue, ErasureId, ErasurePage, ErasureRow, ErasuresPage,
    HOLD_REASONS, HoldRow, Refusal, RoundAttempt,
};
use fourlens_forms::question::date_in_words;

/// What is due, proposed and held.
pub(super) async fn erasures(
    portal: &RequestPortal,
    attempt: RoundAttempt,
) -> Result<ErasuresPage, WebError> {
    let (state, scope) = (portal.state(), portal.scope()?);
    let proposes = portal.visit.scope_to(Action::ProposeErasure).is_some();
    let forms: Vec<(String, String)> = super::home::forms(portal)
        .await?
        .into_iter()
        .map(|row| (row.key, row.title))
        .collect();
    let mut due = match proposes {
        true => retention::due(state).await?,
        false => Vec::new(),
    };
    let mut theirs = Vec::with_capacity(due.len());
    for one in &due {
        let target = ErasureTarget::Campaign(one.campaign);
        theirs.push(scope.reaches_erasure(target).await?);
    }
    let mut theirs = theirs.into_iter();
    due.retain(|_| theirs.next().unwrap_or(false));
    let due = due.into_iter().map(|due| ErasureDue {
        proposal: state.random.as_ref().id(),
        campaign: due.campaign,
        title: due.title,
        extent: due.extent.key(),
        since: date_in_words(due.since),
    });
    Ok(ErasuresPage {
        due: due.collect(),
        rows: scope.erasures().await?.iter().map(row).collect(),
        holds: scope
            .holds()
            .await?
            .iter()
            .map(|hold| held(hold, &forms))
            .collect(),
        forms,
        proposes,
        proposal: state.random.as_ref().id(),
        attempt,
    })
}

/// One that was proposed, with what it would destroy, or destroyed.
pub(super) async fn erasure(
    portal: &RequestPortal,
    id: ErasureId,
    attempt: RoundAttempt,
) -> Result<ErasurePage, WebError> {
    let view = portal
        .scope()?
        .erasure(id)
        .await?
        .ok_or(Refusal::NotFound)?;
    // Whoever may decide may know how much it is: counts and references, no answer.
    let system = portal.state().store.system("erasure");
    let (lines, held) = match (&view.report, &view.decided) {
        (Some(report), _) => (done(report), Vec::new()),
        (None, Some(_)) => (Vec::new(), Vec::new()),
        (None, None) => {
            let plan = system.plan_erasure(view.target, view.extent).await?;
            let plan = plan.ok_or(Refusal::NotFound)?;
            (planned(&plan), plan.held)
        }
    };
    Ok(ErasurePage {
        row: row(&view),
        lines,
        own: view.own,
        held,
        attempt,
    })
}

fn row(view: &ErasureView) -> ErasureRow {
    let extent = ERASURE_EXTENTS
        .iter()
        .find(|(word, ..)| *word == view.extent.key());
    let because = ERASURE_REASONS
        .iter()
        .find(|(word, _)| *word == view.because);
    let decided = view.decided.as_ref().map(|(at, by, approved)| {
        let what = match (approved, view.done) {
            (false, _) => "Refused",
            (true, true) => "Erased",
            (true, false) => "Approved, and not all gone yet,",
        };
        format!("{what} on {}", by_whom(time::in_words(*at), by.as_deref()))
    });
    let (at, by) = &view.proposed;
    ErasureRow {
        id: view.id,
        called: view.called.clone(),
        extent: extent.map_or_else(String::new, |(_, words, _)| (*words).to_string()),
        because: because.map_or_else(|| view.because.clone(), |(_, words)| (*words).to_string()),
        proposed: by_whom(time::in_words(*at), by.as_deref()),
        decided,
    }
}

fn by_whom(at: String, by: Option<&str>) -> String {
    match by {
        Some(by) => format!("{at} by {by}"),
        None => at,
    }
}

fn held(hold: &Hold, forms: &[(String, String)]) -> HoldRow {
    let title = forms.iter().find(|(key, _)| *key == hold.form_key);
    let because = HOLD_REASONS.iter().find(|(word, _)| *word == hold.because);
    let because = because.map_or(hold.because.as_str(), |(_, words)| words);
    let since = by_whom(time::in_words(hold.set_at), hold.by.as_deref());
    HoldRow {
        form: hold.form_key.clone(),
        title: title.map_or_else(|| hold.form_key.clone(), |(_, title)| title.clone()),
        because: format!("{because}, since {since}"),
    }
}

fn planned(plan: &ErasurePlan) -> Vec<(String, String)> {
    lines(
        &plan.submissions,
        (plan.parts, plan.drafts, plan.files),
        plan.words,
    )
}

fn done(report: &ErasureReport) -> Vec<(String, String)> {
    lines(
        &report.submissions,
        (report.parts, report.drafts, report.files),
        report.words,
    )
}

fn lines(
    submissions: &[String],
    (parts, drafts, files): (usize, usize, usize),
    words: bool,
) -> Vec<(String, String)> {
    let line = |what: &str, how: String| (what.to_string(), how);
    let references = match submissions {
        [] => "None".to_string(),
        some => some.join(", "),
    };
    vec![
        line("Submissions", references),
        line("Sealed parts of them", parts.to_string()),
        line("Drafts", drafts.to_string()),
        line("Files", files.to_string()),
        line(
            "What was said of the case",
            if words {
                "Reasons and what its meeting agreed, where there are any"
            } else {
                "Nothing"
            }
            .to_string(),
        ),
    ]
}

/// The extent of this word, as posted.
pub fn extent_of(word: &str) -> Option<ErasureExtent> {
    ErasureExtent::ALL
        .into_iter()
        .find(|extent| extent.key() == word)
}
