//! What a form is: the typed package that YAML in git and JSON in the database both spell.
//! A package says what is asked; `Form` (`form.rs`) is the same, proved sound and ready to run.

mod band;
mod head;
mod scale;
mod section;

pub use band::{BAND_NAMES, Band};
pub use head::{Audience, Cycle, Document, FormHead, Lens, PrivacyPart, Sensitivity, Theme};
pub use scale::{Scale, ScaleOption};
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
    /// Questions that ratings carry along, declared once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub part_sets: Vec<PartSet>,
    /// Keys of the plugins that compute from the answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub plugins: Vec<String>,
    /// The questions, by section, in the order they are asked.
    pub sections: Vec<Section>,
}
