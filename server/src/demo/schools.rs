//! A made-up school with everything the directory holds of one, and how it answers where it
//! differs from others.

mod batches;
mod numbers;
mod people;
mod texts;

pub(super) use batches::{BATCHES, Batch};

use super::{
    accounts::{PRIMARY, SECONDARY, SPECIAL},
    dice::Dice,
    names::{self, Named},
    quality::Year,
    respondents::{Cell, Respondent, Standing},
    texts::Texts,
};
use crate::store::{OrganisationKind, OrganisationView};
use fourlens_app::portal::{OrganisationId, Role};
use fourlens_forms::{answers::Answers, question::Number};
use serde_json::{Value as Json, json};

/// The question that names the chair, who signs for the governing body.
pub(super) const CHAIR: &str = people::CHAIR;

/// Yes in a hundred, where it is not as with others: the lead is almost always a senior leader,
/// and is seldom shared.
const YES: [(&str, u64); 2] = [("A12", 94), ("A30", 5)];

/// A made-up school, and what its answers are made of.
#[derive(Debug, Clone)]
pub(super) struct School {
    /// As the directory holds it.
    pub(super) view: OrganisationView,
    /// The name of its trust.
    pub(super) trust: Option<String>,
    /// Where its mail goes.
    pub(super) domain: String,
    /// Its own chance.
    pub(super) dice: Dice,
}

/// What a school is given when it is made.
pub(super) struct Given {
    pub(super) id: OrganisationId,
    pub(super) place: String,
    pub(super) parent: (OrganisationId, Option<String>),
    pub(super) urn: String,
}

impl School {
    /// The school number `index` of a batch.
    pub(super) fn new(batch: &Batch, index: usize, given: Given, city: &Dice) -> School {
        let mut dice = city.of(&given.place);
        let domain = format!("{}.example", given.place.to_lowercase());
        // A school whose head may sign in is what its account says.
        let known_well = index == 0 && batch.first_place.is_some();
        let ages = if known_well {
            batch.ages[0]
        } else {
            *dice.pick(batch.ages)
        };
        let ending = if known_well {
            batch.endings[0]
        } else {
            *dice.pick(batch.endings)
        };
        let boards = (1..=batch.boarding).contains(&index);
        let (parent, trust) = given.parent;
        let view = OrganisationView {
            id: given.id,
            parent: Some(parent),
            kind: OrganisationKind::School,
            name: name(&given.place, ending, ages),
            phase: Some(batch.phase.to_string()),
            school_type: Some(batch.school_type.to_string()),
            urn: Some(given.urn),
            laestab: Some(format!(
                "999/{:04}",
                batch.establishments_from + u32::try_from(index).unwrap_or(0)
            )),
            opened_on: None,
            closed_on: None,
            details: details(batch, ages, boards, &domain, &mut dice),
        };
        School {
            view,
            trust,
            domain,
            dice: city.of(&given.place).of("answers"),
        }
    }

    /// Whether it is the school in this place.
    pub(super) fn is_in(&self, place: &str) -> bool {
        self.view.name.split(' ').next() == Some(place)
    }

    /// How many pupils it has.
    pub(super) fn roll(&self) -> i64 {
        self.view.details["roll"].as_i64().unwrap_or(100)
    }

    /// Whether it answers this module.
    pub(super) fn has(&self, module: &str) -> bool {
        self.view.details["modules"]
            .as_array()
            .is_some_and(|modules| modules.iter().any(|has| has == module))
    }

    /// Its safeguarding lead, in the first year.
    pub(super) fn lead(&self) -> Named {
        people::holder(self, people::LEAD, 0)
    }

    /// Its head's name.
    pub(super) fn head(&self) -> &str {
        self.view.details["head"]["name"]
            .as_str()
            .unwrap_or("The headteacher")
    }
}

impl Respondent for School {
    fn view(&self) -> &OrganisationView {
        &self.view
    }

    fn above(&self) -> Option<&str> {
        self.trust.as_deref()
    }

    fn domain(&self) -> &str {
        &self.domain
    }

    fn dice(&self) -> &Dice {
        &self.dice
    }

    fn signer(&self) -> (&str, Role) {
        (self.head(), Role::Head)
    }

    fn texts(&self) -> &'static Texts {
        &texts::SCHOOLS
    }

    /// Of those whose heads may sign in, one has handed in, one has filled two sections, and one
    /// has not begun.
    fn standing(&self) -> Option<Standing> {
        [
            (PRIMARY, Standing::Begun(2)),
            (SECONDARY, Standing::Submitted),
            (SPECIAL, Standing::NotBegun),
        ]
        .into_iter()
        .find(|(place, _)| self.is_in(place))
        .map(|(_, standing)| standing)
    }

    fn yes(&self, question: &str) -> u64 {
        let known = YES.iter().find(|(id, _)| *id == question);
        known.map_or(75, |(_, share)| *share)
    }

    fn number(&self, question: &str, asked: &Number, given: &Answers, dice: &mut Dice) -> f64 {
        numbers::number(self, question, asked, given, dice)
    }

    fn person(&self, question: &str, year: Year) -> Json {
        people::answer(self, question, year)
    }

    fn words(&self, question: &str) -> Option<String> {
        texts::own(self, question)
    }

    /// Rows stand for people, such as deputies: more in a larger school.
    fn rows(&self, _: &str) -> usize {
        match self.roll() {
            roll if roll < 150 => 1,
            roll if roll < 700 => 2,
            _ => 4,
        }
    }

    fn cell(&self, cell: &Cell<'_>, _: &mut Dice) -> Option<Json> {
        let role = format!("person {}", cell.row);
        (cell.column == "name").then(|| people::holder(self, &role, cell.year).name.into())
    }
}

/// A school's name; one for the youngest or the older of primary age says so.
fn name(place: &str, ending: &str, ages: (i64, i64)) -> String {
    let ending = match ages {
        (4, 7) => ending.replace("Primary", "Infant"),
        (7, 11) => ending.replace("Primary", "Junior"),
        _ => ending.to_string(),
    };
    format!("{place} {ending}")
}

fn details(batch: &Batch, ages: (i64, i64), boards: bool, domain: &str, dice: &mut Dice) -> Json {
    let head = Named::someone(dice, domain);
    json!({
        "roll": dice.between(batch.roll.0, batch.roll.1),
        "age_from": ages.0,
        "age_to": ages.1,
        "modules": modules(batch, ages, boards),
        "head": { "name": head.name, "email": format!("head@{domain}") },
        "phone": names::phone(dice),
        "email": format!("office@{domain}"),
    })
}

/// The modules a school answers, as the school return calls them.
fn modules(batch: &Batch, (youngest, oldest): (i64, i64), boards: bool) -> Vec<&'static str> {
    let has = [
        ("early_years", youngest < 5 && oldest < 99),
        ("boarding", boards),
        ("sixth_form", oldest >= 18),
        ("independent", batch.school_type == "independent"),
        (
            "special_ap",
            matches!(batch.school_type, "special" | "pupil_referral_unit"),
        ),
        ("hospital", batch.school_type == "hospital_school"),
    ];
    let modules: Vec<_> = has
        .into_iter()
        .filter(|(_, holds)| *holds)
        .map(|(module, _)| module)
        .collect();
    if modules.is_empty() {
        vec!["none"]
    } else {
        modules
    }
}
