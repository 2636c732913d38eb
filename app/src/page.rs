//! What a page is before it is drawn: pages ask the portal for data, then say how to draw it.

use crate::portal::Visitor;
use leptos::prelude::AnyView;
use std::sync::Arc;

/// A page that has all its data.
#[derive(Clone)]
pub struct Page {
    /// Its title, without the portal's name.
    pub title: String,
    /// Whether something is to be put right first: the title then begins with "Error: ".
    pub problems: bool,
    /// Whether islands live on it.
    pub islands: bool,
    /// Which entry of the navigation it belongs to, by URL.
    pub section: Option<&'static str>,
    /// Who looks at it.
    pub visitor: Visitor,
    /// Draws its main part.
    pub draw: Arc<dyn Fn() -> AnyView + Send + Sync>,
}

impl Page {
    /// A page with this title, drawn by `draw`.
    pub fn new(
        title: impl Into<String>,
        visitor: &Visitor,
        draw: impl Fn() -> AnyView + Send + Sync + 'static,
    ) -> Page {
        Page {
            title: title.into(),
            problems: false,
            islands: false,
            section: None,
            visitor: visitor.clone(),
            draw: Arc::new(draw),
        }
    }
}

/// Where styles, scripts and islands lie; the server knows, from its build.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Assets {
    /// The URL of the styles.
    pub styles: Option<String>,
    /// The URL of the controls' behaviour.
    pub script: Option<String>,
    /// The URL of the folder of the islands.
    pub islands: Option<String>,
}
