//! What the partnership keeps of a form between its versions: lists that questions are asked for
//! each item of, and switches that turn questions on and off.

use crate::text::Text;
use serde::{Deserialize, Serialize};

/// Items that the partnership keeps, such as its priorities. A question with `for_each` is asked
/// once for each of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
pub struct List {
    /// What questions call it: `priorities`.
    pub id: String,
    /// Its title for whoever keeps it.
    pub title: Text,
    /// The items, in the order they are asked about.
    pub items: Vec<ListItem>,
}

/// One item of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
pub struct ListItem {
    /// Its permanent id, a part of the question's: `neglect`.
    pub id: String,
    /// What `${item}` stands for in the question's texts.
    pub title: Text,
}

/// Something that the partnership asks for or leaves out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "load", derive(schemars::JsonSchema))]
pub struct Switch {
    /// What questions call it: `prompt_ratings`.
    pub id: String,
    /// What it does, for whoever turns it.
    pub title: Text,
    /// Whether it is on.
    pub on: bool,
}
