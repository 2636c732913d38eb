//! What a form is: the typed package that YAML in git and JSON in the database both spell.
//! A package says what is asked; `Form` (`form.rs`) is the same, proved sound and ready to run.

mod band;
mod figure;
mod head;
mod kept;
mod scale;
mod section;

pub use band::{BAND_NAMES, Band};
pub use figure::{Badge, Gauge};
pub use head::{
    Audience, Cycle, Document, FormHead, Lens, PrivacyPart, Retention, Sensitivity, Theme,
};
pub use kept::{List, ListItem, Switch};
pub use scale::{CountedAs, Scale, ScaleOption};
pub use section::{LocalQuestions, PartSet, Section};

use serde::{Deserialize, Serialize};

/// A whole form, as its author wrote it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
pub struct FormPackage {
    /// The version of this language: 1.
    pub schema: u32,
    /// What the form is called and whom it asks.
    pub form: FormHead,
    /// The privacy notice, part by part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub privacy: Vec<PrivacyPart>,
    /// Guidance that questions refer to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<Document>,
    /// Subjects shared by all forms, with the codes questions carry.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<Theme>,
    /// Scales that ratings answer on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scales: Vec<Scale>,
    /// Readings of a section's points; the first whose condition holds is the section's band.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bands: Vec<Band>,
    /// Marks that a section earns besides its band.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub badges: Vec<Badge>,
    /// Shares shown beside the scores.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gauges: Vec<Gauge>,
    /// Lists that the partnership keeps, for questions asked once for each item.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lists: Vec<List>,
    /// What the partnership asks for or leaves out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub switches: Vec<Switch>,
    /// Questions declared once, that ratings carry along and composites ask.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub part_sets: Vec<PartSet>,
    /// Keys of the plugins that compute from the answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub plugins: Vec<String>,
    /// The questions, by section, in the order they are asked.
    pub sections: Vec<Section>,
}
