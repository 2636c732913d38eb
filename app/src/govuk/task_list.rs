//! What is to be done, and how far each part is.

use super::attributes::{class, ids, or, spread};
use super::{Attributes, Content, Tag};
use leptos::prelude::*;

/// A task list.
#[derive(Default)]
pub struct TaskList {
    /// The tasks, in order.
    pub items: Vec<Task>,
    /// From which the ids of hints and states are made; `task-list` where it is empty.
    pub id_prefix: String,
    /// More classes.
    pub classes: String,
    /// More attributes.
    pub attributes: Attributes,
}

/// One task.
#[derive(Default)]
pub struct Task {
    /// What is to be done.
    pub title: Content,
    /// Where; none where it cannot be started yet.
    pub href: Option<String>,
    /// What else is to be said about it.
    pub hint: Option<Content>,
    /// How far it is.
    pub status: TaskStatus,
    /// More classes of the title.
    pub title_classes: String,
    /// More classes of the status, such as `govuk-task-list__status--cannot-start-yet`.
    pub status_classes: String,
    /// More classes of the task.
    pub classes: String,
}

/// How far a task is.
pub enum TaskStatus {
    /// In plain words, for what asks no attention.
    Text(Content),
    /// On a colour, for what does.
    Tag(Tag),
}

impl TaskList {
    /// Draws the list.
    pub fn view(self) -> AnyView {
        let prefix = or(self.id_prefix, "task-list");
        let item = |(place, task): (usize, Task)| task.view(&format!("{prefix}-{}", place + 1));
        view! {
            <ul class=class("govuk-task-list", &[], &self.classes) {..spread(self.attributes)}>
                {self.items.into_iter().enumerate().map(item).collect_view()}
            </ul>
        }
        .into_any()
    }
}

impl Task {
    fn view(self, id: &str) -> AnyView {
        let status_id = format!("{id}-status");
        let hint_id = self.hint.is_some().then(|| format!("{id}-hint"));
        let described_by = ids([hint_id.as_deref().unwrap_or_default(), &status_id]);
        let linked = (self.href.is_some(), "govuk-task-list__item--with-link");
        let title = self.title.view();
        let title = match self.href {
            Some(href) => view! {
                <a
                    class=class("govuk-link govuk-task-list__link", &[], &self.title_classes)
                    href=href
                    aria-describedby=described_by
                >
                    {title}
                </a>
            }
            .into_any(),
            None if self.title_classes.is_empty() => view! { <div>{title}</div> }.into_any(),
            None => view! { <div class=self.title_classes>{title}</div> }.into_any(),
        };
        let hint = self.hint.map(|text| {
            view! {
                <div id=hint_id class="govuk-task-list__hint">
                    {text.view()}
                </div>
            }
        });
        view! {
            <li class=class("govuk-task-list__item", &[linked], &self.classes)>
                <div class="govuk-task-list__name-and-hint">{title} {hint}</div>
                <div
                    class=class("govuk-task-list__status", &[], &self.status_classes)
                    id=status_id
                >
                    {self.status.view()}
                </div>
            </li>
        }
        .into_any()
    }
}

impl TaskStatus {
    fn view(self) -> AnyView {
        match self {
            Self::Text(text) => text.view(),
            Self::Tag(tag) => tag.view(),
        }
    }
}

impl Default for TaskStatus {
    fn default() -> Self {
        Self::Text(Content::default())
    }
}
