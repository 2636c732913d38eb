//! JSON by the browser's own reader and writer, which weigh nothing.

use serde_json::{Map, Value as Json};
use wasm_bindgen::prelude::*;
use web_sys::js_sys::{Array, JSON, Object};

/// Reads a text; none when it is not JSON.
pub(super) fn parse(text: &str) -> Option<Json> {
    JSON::parse(text).ok().map(|value| read(&value))
}

/// The body of a save, of pairs of name and value.
pub(super) fn save(fields: &Array) -> String {
    let fields = JSON::stringify(fields)
        .ok()
        .and_then(|text| text.as_string());
    format!("{{\"fields\":{}}}", fields.unwrap_or_default())
}

fn read(value: &JsValue) -> Json {
    if let Some(text) = value.as_string() {
        return Json::String(text);
    }
    if let Some(number) = value.as_f64() {
        return read_number(number);
    }
    if let Some(flag) = value.as_bool() {
        return Json::Bool(flag);
    }
    if Array::is_array(value) {
        let items: &Array = value.unchecked_ref();
        return items.iter().map(|item| read(&item)).collect();
    }
    let Some(object) = value.dyn_ref::<Object>() else {
        return Json::Null;
    };
    // One by one: collecting would bring a sort of its own.
    let mut parts = Map::new();
    for entry in Object::entries(object).iter() {
        let entry: Array = entry.unchecked_into();
        let name = entry.get(0).as_string().unwrap_or_default();
        parts.insert(name, read(&entry.get(1)));
    }
    Json::Object(parts)
}

/// A number as the server's reader makes it: whole where it is written whole.
fn read_number(number: f64) -> Json {
    const EXACT: f64 = 9_007_199_254_740_991.0;
    match number.fract() == 0.0 && number.abs() <= EXACT {
        true => Json::from(number as i64),
        false => Json::from(number),
    }
}
