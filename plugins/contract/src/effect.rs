//! What a plugin may propose. Proposals are data; only the host acts.

use serde::{Deserialize, Serialize};

/// What has happened to a return.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// It was handed in.
    Submitted,
}

/// What a plugin proposes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Offer this action to the one who answered.
    SuggestAction(SuggestedAction),
}

/// An action offered because of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuggestedAction {
    /// The question that calls for it.
    pub question: String,
    /// The rating to reach; empty when none is better.
    pub towards: String,
    /// What should become true, in the words of that rating.
    pub action: String,
    /// Why it is suggested, in a sentence.
    pub because: String,
    /// How urgent it is: 1 first.
    pub rank: u32,
}
