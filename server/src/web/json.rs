//! JSON from a program or an island: what cannot be read is refused in JSON, too, and without a
//! word of what was sent, for answers are in it.

use super::text;
use axum::{
    Json,
    body::{Body, Bytes},
    extract::{FromRequest, Request},
    http::{Response, StatusCode},
    response::IntoResponse,
};
use serde::de::DeserializeOwned;
use serde_json::json;

/// A body of JSON, read.
pub struct JsonBody<T>(pub T);

impl<T, S> FromRequest<S> for JsonBody<T>
where
    T: DeserializeOwned,
    S: Send + Sync,
{
    type Rejection = Response<Body>;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response<Body>> {
        let (head, body) = request.into_parts();
        // It was read before, within the route's limit.
        let whole = Bytes::from_request(Request::new(body), state).await;
        let bytes = whole.map_err(|rejection| refused(rejection.status()))?;
        let request = Request::from_parts(head, Body::from(bytes.clone()));
        match Json::<T>::from_request(request, state).await {
            Ok(_) if text::is_broken_json(&bytes) => Err(refused(StatusCode::UNPROCESSABLE_ENTITY)),
            Ok(Json(body)) => Ok(JsonBody(body)),
            Err(rejection) => Err(refused(rejection.status())),
        }
    }
}

/// A refusal in JSON.
fn refused(status: StatusCode) -> Response<Body> {
    let message = match status {
        StatusCode::UNSUPPORTED_MEDIA_TYPE => {
            "Send JSON, and say so: the header Content-Type is application/json."
        }
        StatusCode::UNPROCESSABLE_ENTITY => {
            "What was sent is JSON, but not as /openapi.json describes it."
        }
        _ => "What was sent cannot be read as JSON.",
    };
    (status, Json(json!({ "message": message }))).into_response()
}
