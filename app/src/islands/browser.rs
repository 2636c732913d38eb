//! A section page in the browser: events in, hidden questions and saved answers out. It decides
//! nothing that `engine`, `field` and `saver` can decide.

mod fetch;
mod json;
mod lines;
mod page;

use super::engine::Engine;
use super::given::Given;
use super::said::Said;
use super::saver::Saver;
use lines::Lines;
use page::{Page, Shared};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::prelude::*;
use web_sys::{
    Element, Event, EventTarget, PageTransitionEvent, SubmitEvent, VisibilityState,
    js_sys::Function,
};

/// How long a submit waits for a save that is on its way, in milliseconds.
const HOLD: u32 = 3_000;

/// Wakes the live lines of the page, if it has some.
pub(super) fn wake() {
    // Without one of these there is no page to be live on.
    let _ = try_wake();
}

fn try_wake() -> Option<()> {
    let window = web_sys::window()?;
    let document = window.document()?;
    let lines = Lines::find(&document)?;
    let form = lines.form()?;
    let given = Given::read(&json::parse(&lines.given()?)?)?;
    let save = given.save.clone();
    let page = Page {
        window: window.clone(),
        form: form.clone(),
        lines,
        said: Said::Nothing,
        save,
        engine: Engine::new(given),
        saver: Saver::default(),
        seen: Vec::new(),
        tick: None,
        timer: None,
        submitting: false,
        held: None,
    };
    let shared: Shared = Rc::new(RefCell::new(page));
    shared.borrow_mut().tick = {
        let shared = shared.clone();
        Some(forever(move |_| tick(&shared)))
    };
    let hear = {
        let shared = shared.clone();
        forever(move |event| hear(&shared, &event))
    };
    listen(&form, &["input", "change", "submit"], &hear);
    listen(&document, &["visibilitychange"], &hear);
    listen(
        &window,
        &["pagehide", "pageshow", "online", "beforeunload"],
        &hear,
    );
    shared.borrow_mut().start();
    Some(())
}

/// A function that lives as long as the page.
fn forever(does: impl FnMut(Event) + 'static) -> Function {
    Closure::<dyn FnMut(Event)>::new(does)
        .into_js_value()
        .unchecked_into()
}

fn listen(target: &EventTarget, events: &[&str], hear: &Function) {
    for event in events {
        // Only a name that is no text is refused.
        let _ = target.add_event_listener_with_callback(event, hear);
    }
}

fn hear(shared: &Shared, event: &Event) {
    match event.type_().as_str() {
        "input" | "change" => {
            let name = event.target().and_then(|target| {
                let target: Element = target.dyn_into().ok()?;
                target.get_attribute("name")
            });
            shared.borrow_mut().changed(&name.unwrap_or_default());
        }
        "submit" => submitted(shared, event),
        "visibilitychange" => {
            let document = shared.borrow().window.document();
            match document.map(|document| document.visibility_state()) {
                Some(VisibilityState::Hidden) => leave(shared),
                _ => tick(shared),
            }
        }
        "pagehide" => leave(shared),
        "online" => tick(shared),
        "beforeunload" => {
            let page = shared.borrow();
            if page.saver.is_failing() && page.saver.is_waiting() && !page.submitting {
                event.prevent_default();
            }
        }
        _ => shown_again(shared, event),
    }
}

/// The form is posted, with everything in it. A save on its way is waited for, because what the
/// form says of versions is only true again with its reply.
fn submitted(shared: &Shared, event: &Event) {
    let mut page = shared.borrow_mut();
    if page.saver.is_flying() && !page.submitting {
        event.prevent_default();
        let submitter = event.dyn_ref::<SubmitEvent>().and_then(|e| e.submitter());
        page.held = Some(submitter);
        page.schedule(HOLD);
        return;
    }
    page.unschedule();
    page.submitting = true;
}

/// Posts the form that waited for a save.
fn release(shared: &Shared) {
    let (form, submitter) = {
        let mut page = shared.borrow_mut();
        let Some(submitter) = page.held.take() else {
            return;
        };
        page.submitting = true;
        (page.form.clone(), submitter)
    };
    let posted = match &submitter {
        Some(button) => form.request_submit_with_submitter(Some(button)),
        None => form.request_submit(),
    };
    if posted.is_err() {
        shared.borrow_mut().submitting = false;
    }
}

fn tick(shared: &Shared) {
    let controls = {
        let mut page = shared.borrow_mut();
        page.unschedule();
        match page.submitting || page.held.is_some() {
            true => Vec::new(),
            false => page.saver.next(),
        }
    };
    send(shared, controls);
    release(shared);
}

/// The page may be going away: what waits is sent now, unless the form has just been posted.
fn leave(shared: &Shared) {
    let controls = {
        let mut page = shared.borrow_mut();
        match page.submitting {
            true => Vec::new(),
            false => page.saver.rest(),
        }
    };
    send(shared, controls);
}

/// A page that the browser kept and shows again may hold versions that have moved on since.
fn shown_again(shared: &Shared, event: &Event) {
    let kept = event.dyn_ref::<PageTransitionEvent>();
    if !kept.is_some_and(|event| event.persisted()) {
        return;
    }
    let mut page = shared.borrow_mut();
    page.submitting = false;
    if !page.saver.is_waiting() && !page.saver.is_flying() {
        // A page that may not be loaded again stays as it is; the server tells stale versions.
        let _ = page.window.location().reload();
    }
}

fn send(shared: &Shared, controls: Vec<String>) {
    if controls.is_empty() {
        return;
    }
    let (save, body) = {
        let page = shared.borrow();
        page.tell();
        (page.save.clone(), page.body(&controls))
    };
    let shared = shared.clone();
    leptos::task::spawn_local(async move {
        let reply = fetch::post(&save, &body).await;
        shared.borrow_mut().settle(controls, &reply);
        release(&shared);
    });
}
