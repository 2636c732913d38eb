//! The scores file: a campaign's scores as CSV, written as it is read, slice by slice. Before each
//! slice it is asked anew whether its reader may have it: whatever kept them out since ends it, and
//! so that half a file is not taken for a whole one, it ends with the connection.

use super::id;
use crate::{
    portal::score_rows,
    store::{OrganisationKind, Scoped, StoreError, Subject, SubmittedFacts},
    web::{Place, Room, WebError, visit::Visit},
};
use axum::{
    Extension,
    body::{Body, Bytes},
    extract::Path,
    http::{HeaderValue, Response, header},
};
use fourlens_app::portal::{CampaignId, OrganisationId, Refusal};
use futures::stream;
use serde_json::json;
use std::{
    collections::{HashMap, HashSet},
    io,
};

/// Submissions read at once.
const SLICE: u32 = 200;

/// A line for each measure of each submission.
pub async fn scores_file(
    Extension(visit): Extension<Visit>,
    Path(campaign): Path<String>,
) -> Result<Response<Body>, WebError> {
    let campaign: CampaignId = id(&campaign)?;
    let place = visit.state.bulkheads.enter(Room::Exports).await?;
    let scope = visit.scope()?;
    let view = scope.campaign(campaign).await?.ok_or(Refusal::NotFound)?;
    let subject = Subject::new("campaign", campaign.bytes());
    scope
        .record(
            "export.scores",
            subject,
            json!({ "submissions": view.submitted }),
        )
        .await?;
    let file = ScoresFile {
        visit,
        campaign,
        after: Some(0),
        _place: place,
    };
    let pieces = stream::unfold(Some(file), |file| async move {
        let mut file = file?;
        match file.piece().await {
            Ok(Some(piece)) => Some((Ok(piece), Some(file))),
            Ok(None) => None,
            Err(cause) => {
                cause.log();
                tracing::warn!("the scores file was broken off");
                Some((Err(io::Error::other("broken off")), None))
            }
        }
    });
    let mut response = Response::new(Body::from_stream(pieces));
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/csv; charset=utf-8"),
    );
    let name = format!("attachment; filename=\"scores-{campaign}.csv\"");
    let name = HeaderValue::from_str(&name).map_err(|cause| WebError::Fault(cause.to_string()))?;
    headers.insert(header::CONTENT_DISPOSITION, name);
    Ok(response)
}

/// The file as far as it has been sent.
struct ScoresFile {
    visit: Visit,
    campaign: CampaignId,
    /// After which submission it goes on; none when all were sent.
    after: Option<i64>,
    _place: Place,
}

impl ScoresFile {
    /// The next lines; none after the last ones.
    async fn piece(&mut self) -> Result<Option<Bytes>, WebError> {
        let Some(after) = self.after else {
            return Ok(None);
        };
        let now = self.visit.again().await.ok_or(Refusal::NotFound)?;
        let scope = now.scope()?;
        let still = scope.campaign(self.campaign).await?;
        still.ok_or(Refusal::NotFound)?;
        let (slice, above) = slice(&scope, self.campaign, after).await?;
        self.after = slice.last().map(|submitted| submitted.cursor);
        let mut writer = csv::WriterBuilder::new()
            .has_headers(after == 0)
            .from_writer(Vec::new());
        for submitted in &slice {
            let agency = agency_of(submitted).and_then(|agency| above.get(&agency));
            for row in score_rows(submitted, agency.map_or("", String::as_str)) {
                let written = writer.serialize(row);
                written.map_err(|cause| WebError::Fault(cause.to_string()))?;
            }
        }
        let bytes = writer.into_inner();
        let bytes = bytes.map_err(|cause| WebError::Fault(cause.to_string()))?;
        Ok(Some(bytes.into()))
    }
}

/// The agency that a service is part of.
fn agency_of(submitted: &SubmittedFacts) -> Option<OrganisationId> {
    let organisation = &submitted.organisation;
    let is_service = organisation.kind == OrganisationKind::Service;
    organisation.parent.filter(|_| is_service)
}

/// A slice of a campaign's scores, with the names of the agencies above its services.
async fn slice(
    scope: &Scoped,
    campaign: CampaignId,
    after: i64,
) -> Result<(Vec<SubmittedFacts>, HashMap<OrganisationId, String>), StoreError> {
    let slice = scope.facts_of_campaign(campaign, after, SLICE).await?;
    let agencies: HashSet<_> = slice.iter().filter_map(agency_of).collect();
    let names = scope.organisation_names(agencies).await?;
    Ok((slice, names))
}
