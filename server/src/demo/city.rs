//! The made-up city: its partnership, trusts, schools, agencies and services, as a tree. It must
//! not know what anyone answers, nor the store's connection.

use super::{
    dice::Dice,
    names::{self, CITY},
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

/// Agencies of the partnership with their services.
const AGENCIES: [(&str, &[&str]); 8] = [
    (
        "City Council",
        &[
            "Children's Front Door",
            "Early Help Hubs",
            "Children Looked After Team",
            "Youth Justice Service",
            "Adult Social Care",
        ],
    ),
    (
        "and Vale Constabulary",
        &["Child Protection Unit", "Neighbourhood Policing"],
    ),
    (
        "Integrated Care Board",
        &["Designated Safeguarding Team", "General Practice"],
    ),
    (
        "Hospitals",
        &["Children's Emergency Department", "Maternity Service"],
    ),
    (
        "Community and Mental Health Care",
        &[
            "Health Visiting and School Nursing",
            "Children's Mental Health Service",
            "Adult Drug and Alcohol Service",
        ],
    ),
    ("Probation Office", &["Public Protection Team"]),
    ("Homes", &["Tenancy Support", "Domestic Abuse Refuge"]),
    (
        "Voluntary Action",
        &["Youth Clubs", "Young Carers Project", "Family Mediation"],
    ),
];

/// The made-up city.
#[derive(Debug, Clone)]
pub(super) struct City {
    /// Everything but schools, parents first.
    others: Vec<OrganisationView>,
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
        let mut next_place = move || places.next().unwrap_or_else(|| CITY.to_string());
        let mut others = vec![organisation(
            random,
            None,
            OrganisationKind::Partnership,
            format!("{CITY} Safeguarding Children Partnership"),
        )];
        let partnership = others[0].id;
        for _ in 0..TRUSTS {
            let ending = dice
                .of(&format!("trust {}", others.len()))
                .pick(&["Learning Trust", "Schools Trust", "Academy Trust"])
                .to_string();
            let name = format!("{} {ending}", next_place());
            others.push(organisation(
                random,
                Some(partnership),
                OrganisationKind::Trust,
                name,
            ));
        }
        let trusts: Vec<OrganisationView> = others[1..].to_vec();
        for (agency, services) in AGENCIES {
            let agency = organisation(
                random,
                Some(partnership),
                OrganisationKind::Agency,
                format!("{CITY} {agency}"),
            );
            let parent = Some(agency.id);
            others.push(agency);
            let services = services.iter().map(|name| {
                organisation(
                    random,
                    parent,
                    OrganisationKind::Service,
                    (*name).to_string(),
                )
            });
            others.extend(services);
        }
        let mut schools = Vec::new();
        let mut placed = 0;
        for (batch, index) in BATCHES
            .iter()
            .flat_map(|batch| (0..batch.count).map(move |index| (batch, index)))
        {
            let parent = match batch.in_trust {
                true => trust(&trusts, &mut placed, &dice),
                false => (partnership, None),
            };
            let place = batch
                .first_place
                .filter(|_| index == 0)
                .map_or_else(&mut next_place, str::to_string);
            let given = Given {
                id: random.id(),
                place,
                parent,
                urn: format!("{}", 999_001 + schools.len()),
            };
            let mut school = School::new(batch, index, given, &dice);
            (school.view.opened_on, school.view.closed_on) = life(batch, index, begins);
            schools.push(school);
        }
        City {
            others,
            schools,
            dice,
        }
    }

    /// The partnership.
    pub(super) fn partnership(&self) -> OrganisationId {
        self.others[0].id
    }

    /// The school in the place with this name.
    pub(super) fn school_in(&self, place: &str) -> Option<&School> {
        self.schools
            .iter()
            .find(|school| school.view.name.starts_with(place))
    }

    /// Everything, parents first, as the directory takes it.
    pub(super) fn organisations(&self) -> Vec<NewOrganisation> {
        self.others
            .iter()
            .chain(self.schools.iter().map(|school| &school.view))
            .cloned()
            .map(new)
            .collect()
    }
}

/// The next school's trust: each has one before any has a second, and the first grow largest.
fn trust(
    trusts: &[OrganisationView],
    placed: &mut usize,
    dice: &Dice,
) -> (OrganisationId, Option<String>) {
    let index = *placed;
    *placed += 1;
    let mut dice = dice.of(&format!("place {index}"));
    let most = i64::try_from(trusts.len()).unwrap_or(1) - 1;
    let drawn = dice.between(0, most).min(dice.between(0, most));
    let trust = &trusts[if index < trusts.len() {
        index
    } else {
        usize::try_from(drawn).unwrap_or(0)
    }];
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
