//! One save over the network. A request that gets no reply in time is lost.

use super::json;
use crate::islands::reply::Reply;
use wasm_bindgen::prelude::*;
use web_sys::{
    AbortController, Headers, RequestInit, Response, Window,
    js_sys::{Promise, Reflect, futures::JsFuture},
};

/// How long a reply may take, in milliseconds.
const PATIENCE: i32 = 30_000;
/// The most bytes that browsers send on behalf of a page that is gone, less a reserve.
const KEPT_ALIVE: usize = 60_000;

/// Posts a save and reads the reply.
pub(super) async fn post(url: &str, body: &str) -> Reply {
    match try_post(url, body).await {
        Ok((status, body)) => Reply::read(status, &json::parse(&body).unwrap_or_default()),
        Err(_) => Reply::Lost,
    }
}

async fn try_post(url: &str, body: &str) -> Result<(u16, String), JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let headers = Headers::new()?;
    headers.set("content-type", "application/json")?;
    let abort = AbortController::new()?;
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_headers(&headers);
    init.set_body(&JsValue::from_str(body));
    init.set_signal(Some(&abort.signal()));
    if body.len() <= KEPT_ALIVE {
        Reflect::set(&init, &JsValue::from_str("keepalive"), &JsValue::TRUE)?;
    }
    give_up_later(&window, abort)?;
    let response = wait(window.fetch_with_str_and_init(url, &init)).await?;
    let response: Response = response.dyn_into()?;
    let text = wait(response.text()?).await?;
    Ok((response.status(), text.as_string().unwrap_or_default()))
}

async fn wait(promise: Promise) -> Result<JsValue, JsValue> {
    JsFuture::from(promise).await
}

/// Ends the request when its time is over; ending one that has its reply changes nothing.
fn give_up_later(window: &Window, abort: AbortController) -> Result<(), JsValue> {
    let give_up = Closure::once_into_js(move || abort.abort());
    window
        .set_timeout_with_callback_and_timeout_and_arguments_0(give_up.unchecked_ref(), PATIENCE)?;
    Ok(())
}
