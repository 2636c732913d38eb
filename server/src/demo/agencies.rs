//! A made-up agency, or one of its services, and how it answers where it differs from others.

mod listed;
mod numbers;
mod texts;

pub(super) use listed::{CHILDREN, HUBS};

use super::{
    dice::Dice,
    names::Named,
    quality::Year,
    respondents::{Cell, Respondent, Standing},
    texts::Texts,
};
use crate::{
    random::Random,
    store::{OrganisationKind, OrganisationView},
};
use fourlens_app::portal::{OrganisationId, Role};
use fourlens_forms::{answers::Answers, question::Number};
use listed::{AGENCIES, Listed};
use serde_json::{Value as Json, json};

/// Where the returns of the services below the agency whose lead may sign in stand: six of ten
/// are submitted.
const STANDINGS: [Standing; 10] = [
    Standing::Submitted,
    Standing::Begun(3),
    Standing::Submitted,
    Standing::Submitted,
    Standing::NotBegun,
    Standing::Submitted,
    Standing::Begun(7),
    Standing::Submitted,
    Standing::NotBegun,
    Standing::Submitted,
];

/// An agency, or one of its services.
#[derive(Debug, Clone)]
pub(super) struct Agency {
    /// As the directory holds it.
    pub(super) view: OrganisationView,
    /// Who answers for the agency as a whole, and signs for its services too.
    pub(super) lead: Named,
    /// Who writes the return; for an agency as a whole, someone beside its lead.
    pub(super) author: Named,
    /// The agency that a service is part of.
    agency: Option<String>,
    domain: String,
    dice: Dice,
    standing: Option<Standing>,
}

/// Every agency below the partnership, each before its services.
pub(super) fn all(random: &dyn Random, partnership: OrganisationId, city: &Dice) -> Vec<Agency> {
    let listed = AGENCIES.iter();
    listed
        .flat_map(|listed| with_services(random, partnership, listed, city))
        .collect()
}

fn with_services(
    random: &dyn Random,
    partnership: OrganisationId,
    listed: &Listed,
    city: &Dice,
) -> Vec<Agency> {
    let dice = city.of(listed.name);
    let named = |who: &str, domain: &str| Named {
        email: format!("{who}@{domain}"),
        ..Named::someone(&mut dice.of(&format!("{who} of {domain}")), domain)
    };
    let known = listed.name == CHILDREN;
    let agency = Agency {
        view: organisation(random, partnership, OrganisationKind::Agency, listed.name),
        lead: named("lead", listed.domain),
        author: named("safeguarding", listed.domain),
        agency: None,
        domain: listed.domain.to_string(),
        standing: known.then_some(Standing::Begun(6)),
        dice: dice.clone(),
    };
    let mut all = vec![agency];
    for (name, standing) in listed.services.iter().zip(STANDINGS) {
        let domain = domain_of(name);
        all.push(Agency {
            view: organisation(random, all[0].view.id, OrganisationKind::Service, name),
            lead: all[0].lead.clone(),
            author: named("author", &domain),
            agency: Some(listed.name.to_string()),
            standing: known.then_some(standing),
            dice: dice.of(name),
            domain,
        });
    }
    all
}

/// Where the mail of a service goes.
fn domain_of(name: &str) -> String {
    let plain = name.to_lowercase().replace('\'', "").replace(' ', "-");
    format!("{plain}.example")
}

fn organisation(
    random: &dyn Random,
    parent: OrganisationId,
    kind: OrganisationKind,
    name: &str,
) -> OrganisationView {
    OrganisationView {
        id: random.id(),
        parent: Some(parent),
        kind,
        name: name.to_string(),
        phase: None,
        school_type: None,
        urn: None,
        laestab: None,
        opened_on: None,
        closed_on: None,
        details: json!({}),
    }
}

impl Agency {
    /// Who may fill its return, and as what.
    pub(super) fn person(&self) -> (&Named, Role) {
        match self.is_service() {
            true => (&self.author, Role::SubAgencyAuthor),
            false => (&self.lead, Role::AgencyLead),
        }
    }

    fn is_service(&self) -> bool {
        self.view.kind == OrganisationKind::Service
    }
}

impl Respondent for Agency {
    fn view(&self) -> &OrganisationView {
        &self.view
    }

    fn above(&self) -> Option<&str> {
        self.agency.as_deref()
    }

    fn domain(&self) -> &str {
        &self.domain
    }

    fn dice(&self) -> &Dice {
        &self.dice
    }

    fn signer(&self) -> (&str, Role) {
        (&self.lead.name, Role::AgencyLead)
    }

    fn texts(&self) -> &'static Texts {
        &texts::AGENCIES
    }

    fn standing(&self) -> Option<Standing> {
        self.standing
    }

    fn overdue(&self) -> u64 {
        22
    }

    fn number(&self, question: &str, asked: &Number, given: &Answers, dice: &mut Dice) -> f64 {
        let drawn = numbers::number(self, question, given, dice) as f64;
        drawn.clamp(asked.min.unwrap_or(0.0), asked.max.unwrap_or(f64::MAX))
    }

    fn percent(&self, question: &str, given: &Answers, dice: &mut Dice) -> i64 {
        numbers::percent(question, given, dice)
    }

    /// Everyone stays: who leads is whom the portal lets in.
    fn person(&self, question: &str, _: Year) -> Json {
        match question {
            "A9" => self.lead.answer(),
            _ => self.author.answer(),
        }
    }

    fn words(&self, question: &str) -> Option<String> {
        texts::own(self, question)
    }

    fn line(&self, question: &str) -> Option<String> {
        let whole = || "The whole organisation".to_string();
        let covers = || match self.is_service() {
            true => self.view.name.clone(),
            false => whole(),
        };
        (question == "A3").then(covers)
    }

    fn choice(&self, question: &str) -> Option<&'static str> {
        let mut dice = self.dice.of("contact with children");
        (question == "A7").then(|| *dice.pick(&["some", "most", "most", "all"]))
    }

    fn days(&self, question: &str) -> Option<i64> {
        match question {
            "A10" => Some(-745),
            "A11" => Some(-15),
            _ => None,
        }
    }

    fn rows(&self, _: &str) -> usize {
        numbers::LEVELS.len()
    }

    fn cell(&self, cell: &Cell<'_>, dice: &mut Dice) -> Option<Json> {
        numbers::level(self, cell, dice)
    }
}
