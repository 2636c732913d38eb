//! What the island keeps of its page, and what it changes there: `hidden` of questions, the
//! versions beside controls, its own lines.

use super::{
    json,
    lines::{self, Lines},
};
use crate::islands::engine::Engine;
use crate::islands::field::{self, Field};
use crate::islands::reply::{Reply, Version};
use crate::islands::said::Said;
use crate::islands::saver::Saver;
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::prelude::*;
use web_sys::{
    Element, FormData, HtmlElement, HtmlFormElement, Window,
    js_sys::{Array, Function},
};

/// The page, as every listener holds it.
pub(super) type Shared = Rc<RefCell<Page>>;

/// A section page.
pub(super) struct Page {
    pub(super) window: Window,
    pub(super) form: HtmlFormElement,
    pub(super) lines: Lines,
    /// How saving stands by the last reply.
    pub(super) said: Said,
    /// Where changed answers are posted.
    pub(super) save: String,
    /// The rules; none when what the server gave is not sound, which must not stop saving.
    pub(super) engine: Option<Engine>,
    pub(super) saver: Saver,
    /// What each changed control last held, because browsers tell some changes twice.
    pub(super) seen: Vec<(String, String)>,
    /// Sends what waits; given once the page stands.
    pub(super) tick: Option<Function>,
    pub(super) timer: Option<i32>,
    /// Whether the form has been posted and the next page is awaited.
    pub(super) submitting: bool,
    /// A submit that waits for a save, with the button that was pressed.
    pub(super) held: Option<Option<HtmlElement>>,
}

impl Page {
    /// Takes what the page shows, which may be more than what is stored.
    pub(super) fn start(&mut self) {
        let fields = self.fields();
        if let Some(engine) = &mut self.engine {
            engine.take_all(&fields);
        }
        self.show();
        self.lines.appear();
    }

    /// Something was typed or picked in the field with this name.
    pub(super) fn changed(&mut self, name: &str) {
        let fields = self.fields();
        let Some(control) = field::control_of(name, &fields) else {
            return;
        };
        let own = |(name, _): &&Field| field::control_of(name, &fields) == Some(control);
        let values = fields.iter().filter(own);
        let now: String = values
            .flat_map(|(name, value)| [name, "\0", value, "\0"])
            .collect();
        match self.seen.iter_mut().find(|(seen, _)| seen == control) {
            Some((_, last)) if *last == now => return,
            Some((_, last)) => *last = now,
            None => self.seen.push((control.to_owned(), now)),
        }
        if let Some(engine) = &mut self.engine {
            engine.take(control, &fields);
        }
        self.show();
        if self.find(field::TAKE, control).is_some() {
            self.saver.keep_apart(control);
        }
        self.saver.changed(control);
        self.tell();
        if self.saver.is_waiting() && !self.retries() {
            self.schedule(self.saver.pause());
        }
    }

    /// The request that saves these controls.
    pub(super) fn body(&self, controls: &[String]) -> String {
        let fields = self.fields();
        let fields = field::fields_of(controls, &fields).into_iter();
        let pair = |(name, value): &Field| {
            let words = [name, value].map(|words| JsValue::from_str(words));
            words.iter().collect::<Array>()
        };
        json::save(&fields.map(pair).collect())
    }

    /// The server answered, or did not.
    pub(super) fn settle(&mut self, sent: Vec<String>, reply: &Reply) {
        if let Reply::Stored { versions, .. } = reply {
            versions.iter().for_each(|version| self.stored(version));
        }
        self.said = self.saver.settle(sent, reply);
        self.tell();
        let again = !matches!(reply, Reply::SignedOut);
        if again && self.saver.is_waiting() && self.held.is_none() && !self.submitting {
            self.schedule(self.saver.pause());
        }
    }

    /// Says how saving stands. A problem stays told until it is over.
    pub(super) fn tell(&self) {
        let on_its_way = self.saver.is_waiting() || self.saver.is_flying();
        match on_its_way && !self.said.failed() {
            true => self.lines.wait(),
            false => self.lines.say(&self.said),
        }
    }

    /// Sends what waits in so many milliseconds, and not before.
    pub(super) fn schedule(&mut self, pause: u32) {
        self.unschedule();
        let Some(tick) = &self.tick else { return };
        let pause = i32::try_from(pause).unwrap_or(i32::MAX);
        let timer = self
            .window
            .set_timeout_with_callback_and_timeout_and_arguments_0(tick, pause);
        self.timer = timer.ok();
    }

    /// Takes back what was scheduled.
    pub(super) fn unschedule(&mut self) {
        if let Some(timer) = self.timer.take() {
            self.window.clear_timeout_with_handle(timer);
        }
    }

    /// Whether a try after a failure is scheduled; typing must not hasten it.
    fn retries(&self) -> bool {
        self.saver.is_failing() && self.timer.is_some()
    }

    /// Shows the questions that are asked, hides the others with what was typed in them, and
    /// counts.
    fn show(&self) {
        let Some(engine) = &self.engine else { return };
        for (question, asked) in engine.asked() {
            if let Some(element) = self.query(&format!("[data-question=\"{question}\"]")) {
                lines::show(&element, asked);
            }
        }
        self.lines.count(&engine.count());
    }

    fn stored(&self, version: &Version) {
        let beside = [
            (field::VERSION, &version.version),
            (field::SHOWN, &version.shown),
        ];
        for (prefix, value) in beside {
            if let Some(input) = self.find(prefix, &version.control) {
                // Only a name that is none is refused. A browser that goes back to this page
                // must not put an old version beside a new answer.
                let _ = input.set_attribute("value", value);
                let _ = input.set_attribute("autocomplete", "off");
            }
        }
    }

    /// Every field as the form would post it now.
    fn fields(&self) -> Vec<Field> {
        let Ok(form) = FormData::new_with_form(&self.form) else {
            return Vec::new();
        };
        let entries = form.entries().into_iter().flatten();
        let field = |entry: JsValue| {
            let entry: Array = entry.unchecked_into();
            Some((entry.get(0).as_string()?, entry.get(1).as_string()?))
        };
        entries.filter_map(field).collect()
    }

    fn find(&self, prefix: &str, control: &str) -> Option<Element> {
        self.query(&format!("[name=\"{prefix}{control}\"]"))
    }

    fn query(&self, selector: &str) -> Option<Element> {
        self.form.query_selector(selector).ok().flatten()
    }
}
