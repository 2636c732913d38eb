//! The made-up city: its partnership, trusts, schools, agencies and services, as a tree. It must
//! not know what anyone answers, nor the store's connection.

use super::{
    accounts::PARTNERSHIP,
    agencies::{self, Agency},
    dice::Dice,
    names,
    schools::{BATCHES, Batch, Given, School},
};
use crate::{
    random::Random,
    store::{NewOrganisation, OrganisationKind, OrganisationView},
};
use chrono::{Days, NaiveDate};
use fourlens_app::portal::OrganisationId;
use serde_json::json;

/// How many trusts run schools.
const TRUSTS: usize = 12;

/// The made-up city.
#[derive(Debug, Clone)]
pub(super) struct City {
    /// The partnership and its trusts.
    others: Vec<OrganisationView>,
    /// Its agencies, each before its services.
    pub(super) agencies: Vec<Agency>,
    /// Its schools.
    pub(super) schools: Vec<School>,
    /// Its own chance.
    pub(super) dice: Dice,
}

impl City {
    /// The city that this chance makes, as it stands on the day when its open campaign began.
    pub(super) fn invent(random: &dyn Random, begins: NaiveDate) -> City {
        let dice = Dice::new(u64::from_be_bytes(random.bytes()));
        let mut places = names::places(&dice).into_iter();
        let name = PARTNERSHIP.to_string();
        let partnership = organisation(random, None, OrganisationKind::Partnership, name);
        let above = Some(partnership.id);
        let trusts: Vec<_> = places
            .by_ref()
            .take(TRUSTS)
            .map(|place| {
                organisation(
                    random,
                    above,
                    OrganisationKind::Trust,
                    trust_name(&place, &dice),
                )
            })
            .collect();
        let mut others = vec![partnership];
        others.extend(trusts.iter().cloned());
        let mut city = City {
            agencies: agencies::all(random, others[0].id, &dice),
            others,
            schools: Vec::new(),
            dice,
        };
        city.build_schools(random, &trusts, &mut places, begins);
        city
    }

    fn build_schools(
        &mut self,
        random: &dyn Random,
        trusts: &[OrganisationView],
        places: &mut impl Iterator<Item = String>,
        begins: NaiveDate,
    ) {
        let mut in_trusts = 0;
        let all = BATCHES
            .iter()
            .flat_map(|batch| (0..batch.count).map(move |index| (batch, index)));
        for ((batch, index), urn) in all.zip(999_001..) {
            let mut parent = (self.partnership(), None);
            if batch.in_trust {
                parent = trust(trusts, in_trusts, &self.dice);
                in_trusts += 1;
            }
            let known = batch.first_place.filter(|_| index == 0).map(str::to_string);
            let Some(place) = known.or_else(|| places.next()) else {
                return;
            };
            let given = Given {
                id: random.id(),
                place,
                parent,
                urn: format!("{urn}"),
            };
            let mut school = School::new(batch, index, given, &self.dice);
            (school.view.opened_on, school.view.closed_on) = life(batch, index, begins);
            self.schools.push(school);
        }
    }

    /// The partnership.
    pub(super) fn partnership(&self) -> OrganisationId {
        self.others[0].id
    }

    /// The school in the place with this name.
    pub(super) fn school_in(&self, place: &str) -> Option<&School> {
        self.schools.iter().find(|school| school.is_in(place))
    }

    /// The agency or service with this name.
    pub(super) fn agency_called(&self, name: &str) -> Option<&Agency> {
        self.agencies.iter().find(|agency| agency.view.name == name)
    }

    /// Everything, parents first, as the directory takes it.
    pub(super) fn organisations(&self) -> Vec<NewOrganisation> {
        let agencies = self.agencies.iter().map(|agency| &agency.view);
        let schools = self.schools.iter().map(|school| &school.view);
        self.others
            .iter()
            .chain(agencies)
            .chain(schools)
            .cloned()
            .map(new)
            .collect()
    }
}

fn trust_name(place: &str, dice: &Dice) -> String {
    let ending = *dice
        .of(place)
        .pick(&["Learning Trust", "Schools Trust", "Academy Trust"]);
    format!("{place} {ending}")
}

/// The trust of the school number `index` of those in trusts: each trust has one before any has
/// a second, and the first grow largest.
fn trust(
    trusts: &[OrganisationView],
    index: usize,
    dice: &Dice,
) -> (OrganisationId, Option<String>) {
    let mut dice = dice.of(&format!("place {index}"));
    let most = i64::try_from(trusts.len()).unwrap_or(1) - 1;
    let drawn = dice.between(0, most).min(dice.between(0, most));
    let drawn = usize::try_from(drawn).unwrap_or(0);
    let trust = &trusts[if index < trusts.len() { index } else { drawn }];
    (trust.id, Some(trust.name.clone()))
}

/// Since when and until when a school stands: a few are new, one has closed.
fn life(batch: &Batch, index: usize, begins: NaiveDate) -> (Option<NaiveDate>, Option<NaiveDate>) {
    let before = |days: u64| begins.checked_sub_days(Days::new(days));
    match (batch.school_type, batch.phase, index) {
        ("free_school", _, 1) => (before(500), None),
        ("voluntary_controlled", "primary", 2) => (None, before(500)),
        _ => (None, None),
    }
}

fn organisation(
    random: &dyn Random,
    parent: Option<OrganisationId>,
    kind: OrganisationKind,
    name: String,
) -> OrganisationView {
    OrganisationView {
        id: random.id(),
        parent,
        kind,
        name,
        phase: None,
        school_type: None,
        urn: None,
        laestab: None,
        opened_on: None,
        closed_on: None,
        details: json!({}),
    }
}

fn new(view: OrganisationView) -> NewOrganisation {
    NewOrganisation {
        id: view.id,
        parent: view.parent,
        kind: view.kind,
        name: view.name,
        phase: view.phase,
        school_type: view.school_type,
        urn: view.urn,
        laestab: view.laestab,
        opened_on: view.opened_on,
        closed_on: view.closed_on,
        details: view.details,
    }
}
