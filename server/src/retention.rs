//! What the retention of a form asks for: which campaigns are due for review, and drafts that are
//! destroyed some days after their campaign closed. Nothing of what was handed in goes by itself.

use crate::{
    forms::FormError,
    state::State,
    store::{CampaignView, ErasureExtent, ErasureTarget},
    time,
};
use chrono::{Days, Months, NaiveDate};
use fourlens_app::portal::CampaignId;
use fourlens_forms::definition::Retention;

/// A campaign of which something is due for review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// Which.
    pub campaign: CampaignId,
    /// Its title.
    pub title: String,
    /// How much of it.
    pub extent: ErasureExtent,
    /// Since when.
    pub since: NaiveDate,
}

/// Campaigns that are over, each with the day on which it was, and how long what it gathered is
/// kept. One that nobody closed was over with its last day, though it takes late returns.
async fn over(state: &State) -> Result<Vec<(CampaignView, NaiveDate, Retention)>, FormError> {
    let mut all = Vec::new();
    for view in state.store.system("retention").campaigns().await? {
        let closed_at = view.closed_at.map(|at| time::local(at).date_naive());
        let over = closed_at.unwrap_or(view.closes_on);
        if over >= state.today() {
            continue;
        }
        let form = state.form(view.form_version).await?;
        if let Some(retention) = form.package().form.retention {
            all.push((view, over, retention));
        }
    }
    Ok(all)
}

/// What is due for review today and not destroyed yet, the longest due first.
///
/// # Errors
/// When the store fails.
pub async fn due(state: &State) -> Result<Vec<Due>, FormError> {
    let (today, system) = (state.today(), state.store.system("retention"));
    let mut due = Vec::new();
    for (view, closed, retention) in over(state).await? {
        let months = retention.identifying_months.map(Months::new);
        let identifying = months.and_then(|months| closed.checked_add_months(months));
        let years = closed.checked_add_months(Months::new(12 * retention.years));
        let whole = years.filter(|day| *day <= today);
        let names = identifying.filter(|day| *day <= today && whole.is_none());
        let candidates = [
            (whole, ErasureExtent::Everything),
            (names, ErasureExtent::Identifying),
        ];
        for (since, extent) in candidates {
            let Some(since) = since else { continue };
            let target = ErasureTarget::Campaign(view.id);
            let plan = system.plan_erasure(target, extent).await?;
            let left = plan.is_some_and(|plan| plan.parts + plan.files + plan.drafts > 0);
            if left {
                due.push(Due {
                    campaign: view.id,
                    title: view.title.clone(),
                    extent,
                    since,
                });
            }
        }
    }
    due.sort_by_key(|due| due.since);
    Ok(due)
}

/// Destroys the drafts of campaigns that were closed so many days ago, unless their form is held;
/// how many. A campaign that nobody closed takes late returns, so its drafts stay.
///
/// # Errors
/// When the store fails.
pub async fn expire_drafts(state: &State) -> Result<usize, FormError> {
    let (today, system) = (state.today(), state.store.system("retention"));
    let mut gone = 0;
    for (view, over, retention) in over(state).await? {
        let last = over + Days::new(u64::from(retention.drafts_days));
        let Some(closed_at) = view.closed_at.filter(|_| last < today) else {
            continue;
        };
        let target = ErasureTarget::Campaign(view.id);
        if system.held(target).await?.is_empty() {
            gone += system.expire_drafts(view.id, closed_at).await?;
        }
    }
    Ok(gone)
}
