//! What is known, as pairs of key and value, with ways to change it.

use super::attributes::{class, spread};
use super::heading::heading;
use super::{Attributes, Content, Link};
use leptos::prelude::*;

/// A summary list.
#[derive(Default)]
pub struct SummaryList {
    /// Its rows.
    pub rows: Vec<SummaryRow>,
    /// The card around it, if any.
    pub card: Option<SummaryCard>,
    /// More classes, such as `govuk-summary-list--no-border`.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

/// A row of a summary list.
#[derive(Default)]
pub struct SummaryRow {
    /// What it is.
    pub key: Content,
    /// How it stands.
    pub value: Content,
    /// What can be done about it. Each link's hidden text says to what: "Change *name*".
    pub actions: Vec<Link>,
    /// More classes of the key.
    pub key_classes: String,
    /// More classes of the value.
    pub value_classes: String,
    /// More classes of the actions.
    pub action_classes: String,
    /// More classes of the row.
    pub classes: String,
}

/// A card around a summary list.
#[derive(Default)]
pub struct SummaryCard {
    /// What the list is about: drawn as its heading and read out with each action.
    pub title: String,
    /// The title's heading level; 2 where it is 0.
    pub heading_level: u8,
    /// What can be done about the whole list.
    pub actions: Vec<Link>,
    /// More classes.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

impl SummaryList {
    /// Draws the list.
    pub fn view(self) -> AnyView {
        let title = self
            .card
            .as_ref()
            .map(|card| card.title.clone())
            .unwrap_or_default();
        let any_actions = self.rows.iter().any(|row| !row.actions.is_empty());
        let row = |row: SummaryRow| row.view(any_actions, &title);
        let list = view! {
            <dl class=class("govuk-summary-list", &[], &self.classes) {..spread(self.attributes)}>
                {self.rows.into_iter().map(row).collect_view()}
            </dl>
        }
        .into_any();
        match self.card {
            Some(card) => card.view(list),
            None => list,
        }
    }
}

impl SummaryRow {
    fn view(self, any_actions: bool, title: &str) -> AnyView {
        let none = any_actions && self.actions.is_empty();
        let modifier = (none, "govuk-summary-list__row--no-actions");
        let actions = (!self.actions.is_empty()).then(|| {
            let actions = match only(self.actions) {
                Ok(action) => action_view(action, title),
                Err(actions) => view! {
                    <ul class="govuk-summary-list__actions-list">
                        {items(actions, title, "govuk-summary-list__actions-list-item")}
                    </ul>
                }
                .into_any(),
            };
            let class = class("govuk-summary-list__actions", &[], &self.action_classes);
            view! { <dd class=class>{actions}</dd> }
        });
        view! {
            <div class=class("govuk-summary-list__row", &[modifier], &self.classes)>
                <dt class=class("govuk-summary-list__key", &[], &self.key_classes)>
                    {self.key.view()}
                </dt>
                <dd class=class("govuk-summary-list__value", &[], &self.value_classes)>
                    {self.value.view()}
                </dd>
                {actions}
            </div>
        }
        .into_any()
    }
}

impl SummaryCard {
    fn view(self, list: AnyView) -> AnyView {
        let actions = (!self.actions.is_empty()).then(|| match only(self.actions) {
            Ok(action) => view! {
                <div class="govuk-summary-card__actions">{action_view(action, &self.title)}</div>
            }
            .into_any(),
            Err(actions) => view! {
                <ul class="govuk-summary-card__actions">
                    {items(actions, &self.title, "govuk-summary-card__action")}
                </ul>
            }
            .into_any(),
        });
        let level = if self.heading_level == 0 {
            2
        } else {
            self.heading_level
        };
        let title = (!self.title.is_empty()).then(|| {
            heading(
                level,
                "govuk-summary-card__title".to_owned(),
                None,
                self.title.into_any(),
            )
        });
        view! {
            <div class=class("govuk-summary-card", &[], &self.classes) {..spread(self.attributes)}>
                <div class="govuk-summary-card__title-wrapper">{title} {actions}</div>
                <div class="govuk-summary-card__content">{list}</div>
            </div>
        }
        .into_any()
    }
}

/// The one action there is, or the several.
fn only(mut actions: Vec<Link>) -> Result<Link, Vec<Link>> {
    match actions.pop() {
        Some(action) if actions.is_empty() => Ok(action),
        last => {
            actions.extend(last);
            Err(actions)
        }
    }
}

fn items(actions: Vec<Link>, title: &str, class: &'static str) -> AnyView {
    let item = |action| view! { <li class=class>{action_view(action, title)}</li> };
    actions.into_iter().map(item).collect_view().into_any()
}

fn action_view(mut action: Link, title: &str) -> AnyView {
    if !title.is_empty() {
        let hidden = format!("{} ({title})", action.hidden_text);
        action.hidden_text = hidden.trim_start().to_owned();
    }
    action.view()
}
