//! What the services of an agency returned, as those see it who answer for the agency: states,
//! bands and counts of ratings. No word of an answer is in it.

use super::{BandShare, ReturnHead, ReturnId, ReturnState, ScoringRule};

/// The returns of an agency's services to the campaign that it answers itself, in the order of
/// the tree; none for an agency without services.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Services {
    /// The services.
    pub rows: Vec<ServiceRow>,
    /// The ratings with which a critical question fails.
    pub failing: String,
}

/// A service and its return.
#[derive(Debug, Clone, PartialEq)]
pub struct ServiceRow {
    /// Its return.
    pub id: ReturnId,
    /// Its name.
    pub name: String,
    /// The service that it is part of, where that is not the agency itself.
    pub part_of: Option<String>,
    /// How far it has come.
    pub state: ReturnState,
    /// The day it was handed in, in words.
    pub submitted: Option<String>,
    /// Sections by band, in the form's order of bands, once it is handed in.
    pub bands: Vec<BandShare>,
    /// Critical questions that fail, by number.
    pub critical: Vec<String>,
}

impl Services {
    /// How many have handed in.
    pub fn submitted(&self) -> usize {
        self.rows.len() - self.waiting().count()
    }

    /// Those that have not.
    pub fn waiting(&self) -> impl Iterator<Item = &ServiceRow> {
        let not_yet = |row: &&ServiceRow| row.state != ReturnState::Submitted;
        self.rows.iter().filter(not_yet)
    }
}

/// What the services said, by standard and by question.
#[derive(Debug, Clone, PartialEq)]
pub struct ServicesPage {
    /// The agency's own return.
    pub head: ReturnHead,
    /// The services.
    pub services: Services,
    /// The scored sections.
    pub sections: Vec<ServicesSection>,
    /// How points and bands are given.
    pub rule: ScoringRule,
}

/// A section over the services that have handed in.
#[derive(Debug, Clone, PartialEq)]
pub struct ServicesSection {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Services by band, in the form's order of bands.
    pub bands: Vec<BandShare>,
    /// The band of each service that has handed in, in the order of the services: id and word;
    /// none where it has none.
    pub each: Vec<Option<(String, String)>>,
    /// Its rated questions.
    pub questions: Vec<ServicesQuestion>,
}

/// How the services rate a question.
#[derive(Debug, Clone, PartialEq)]
pub struct ServicesQuestion {
    /// What people call it by.
    pub number: String,
    /// What it asks.
    pub label: String,
    /// Whether it is critical.
    pub critical: bool,
    /// Services by rating, in the order of the scale: word and number.
    pub ratings: Vec<(String, usize)>,
    /// Services that answer *not applicable*.
    pub not_applicable: usize,
}
