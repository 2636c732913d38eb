//! The made-up schools: how many of which phase and type, and one of them with everything the
//! directory holds of a school. It must not know what they answer.

use super::{
    accounts::{PRIMARY, SECONDARY, SPECIAL},
    dice::Dice,
    names::{self, Named},
};
use crate::store::{OrganisationKind, OrganisationView};
use fourlens_app::portal::OrganisationId;
use serde_json::{Value as Json, json};

/// A number of schools alike.
pub(super) struct Batch {
    pub(super) count: usize,
    pub(super) phase: &'static str,
    pub(super) school_type: &'static str,
    /// Ends of names; what ages say goes before.
    endings: &'static [&'static str],
    /// Youngest and oldest pupils.
    ages: &'static [(i64, i64)],
    roll: (i64, i64),
    /// The first establishment number, where the national register counts such schools from.
    pub(super) establishments_from: u32,
    pub(super) in_trust: bool,
    /// How many of them board.
    boarding: usize,
    /// The place of the first, where an account works there.
    pub(super) first_place: Option<&'static str>,
}

/// What most batches are: maintained, below the partnership, nobody boards.
const PLAIN: Batch = Batch {
    count: 0,
    phase: "primary",
    school_type: "community",
    endings: &["Primary School"],
    ages: &[(4, 11)],
    roll: (90, 630),
    establishments_from: 2000,
    in_trust: false,
    boarding: 0,
    first_place: None,
};

const PRIMARY_AGES: &[(i64, i64)] = &[(3, 11), (4, 11), (4, 11), (4, 11), (4, 7), (7, 11)];
const SECONDARY_AGES: &[(i64, i64)] = &[(11, 18), (11, 16), (11, 16)];
const SECONDARY_ROLL: (i64, i64) = (640, 1_480);

/// The schools of the city: 120.
pub(super) const BATCHES: [Batch; 24] = [
    Batch {
        count: 22,
        ages: PRIMARY_AGES,
        first_place: Some(PRIMARY),
        ..PLAIN
    },
    Batch {
        count: 6,
        phase: "nursery",
        school_type: "maintained_nursery",
        endings: &["Nursery School"],
        ages: &[(2, 4)],
        roll: (48, 118),
        establishments_from: 1000,
        ..PLAIN
    },
    Batch {
        count: 8,
        school_type: "voluntary_aided",
        endings: &[
            "Catholic Primary School",
            "Church of England Primary School",
        ],
        establishments_from: 3300,
        ..PLAIN
    },
    Batch {
        count: 3,
        school_type: "voluntary_controlled",
        endings: &["Church of England Primary School"],
        establishments_from: 3000,
        ..PLAIN
    },
    Batch {
        count: 1,
        school_type: "foundation",
        establishments_from: 5200,
        ..PLAIN
    },
    Batch {
        count: 26,
        school_type: "academy",
        endings: &["Primary Academy", "Primary School"],
        ages: PRIMARY_AGES,
        establishments_from: 2200,
        in_trust: true,
        ..PLAIN
    },
    Batch {
        count: 3,
        school_type: "free_school",
        endings: &["Primary Free School"],
        roll: (60, 240),
        establishments_from: 2600,
        in_trust: true,
        ..PLAIN
    },
    Batch {
        count: 3,
        school_type: "independent",
        endings: &["Preparatory School"],
        ages: &[(3, 11)],
        roll: (80, 260),
        establishments_from: 6000,
        ..PLAIN
    },
    Batch {
        count: 1,
        phase: "middle",
        endings: &["Middle School"],
        ages: &[(9, 13)],
        roll: (380, 520),
        establishments_from: 4500,
        ..PLAIN
    },
    Batch {
        count: 1,
        phase: "middle",
        school_type: "academy",
        endings: &["Middle Academy"],
        ages: &[(9, 13)],
        roll: (380, 520),
        establishments_from: 4520,
        in_trust: true,
        ..PLAIN
    },
    Batch {
        count: 13,
        phase: "secondary",
        school_type: "academy",
        endings: &["Academy", "High School"],
        ages: SECONDARY_AGES,
        roll: SECONDARY_ROLL,
        establishments_from: 4000,
        in_trust: true,
        first_place: Some(SECONDARY),
        ..PLAIN
    },
    Batch {
        count: 3,
        phase: "secondary",
        endings: &["School", "Community School"],
        ages: SECONDARY_AGES,
        roll: SECONDARY_ROLL,
        establishments_from: 4100,
        ..PLAIN
    },
    Batch {
        count: 3,
        phase: "secondary",
        school_type: "voluntary_aided",
        endings: &["Catholic High School"],
        ages: SECONDARY_AGES,
        roll: SECONDARY_ROLL,
        establishments_from: 4600,
        ..PLAIN
    },
    Batch {
        count: 1,
        phase: "secondary",
        school_type: "foundation",
        endings: &["High School"],
        ages: SECONDARY_AGES,
        roll: SECONDARY_ROLL,
        establishments_from: 5400,
        ..PLAIN
    },
    Batch {
        count: 2,
        phase: "secondary",
        school_type: "free_school",
        endings: &["Free School"],
        ages: SECONDARY_AGES,
        roll: (180, 720),
        establishments_from: 4200,
        in_trust: true,
        ..PLAIN
    },
    Batch {
        count: 2,
        phase: "secondary",
        school_type: "independent",
        endings: &["Senior School"],
        ages: &[(11, 18)],
        roll: (240, 620),
        establishments_from: 6020,
        boarding: 1,
        ..PLAIN
    },
    Batch {
        count: 2,
        phase: "all_through",
        school_type: "academy",
        endings: &["All-through Academy"],
        ages: &[(3, 18)],
        roll: (900, 1_600),
        establishments_from: 4300,
        in_trust: true,
        ..PLAIN
    },
    Batch {
        count: 4,
        phase: "all_through",
        school_type: "independent",
        endings: &["School", "House School"],
        ages: &[(3, 18)],
        roll: (180, 840),
        establishments_from: 6040,
        boarding: 2,
        ..PLAIN
    },
    Batch {
        count: 5,
        phase: "all_through",
        school_type: "special",
        endings: &["Special School"],
        ages: &[(4, 19), (5, 16)],
        roll: (64, 190),
        establishments_from: 7000,
        boarding: 1,
        first_place: Some(SPECIAL),
        ..PLAIN
    },
    Batch {
        count: 3,
        phase: "all_through",
        school_type: "special",
        endings: &["Special Academy"],
        ages: &[(4, 19), (11, 19)],
        roll: (70, 210),
        establishments_from: 7020,
        in_trust: true,
        ..PLAIN
    },
    Batch {
        count: 3,
        phase: "all_through",
        school_type: "pupil_referral_unit",
        endings: &["Pupil Referral Unit"],
        ages: &[(5, 16), (11, 16)],
        roll: (18, 74),
        establishments_from: 1100,
        ..PLAIN
    },
    Batch {
        count: 1,
        phase: "all_through",
        school_type: "hospital_school",
        endings: &["Hospital School"],
        ages: &[(4, 18)],
        roll: (22, 46),
        establishments_from: 7060,
        ..PLAIN
    },
    Batch {
        count: 2,
        phase: "16_plus",
        school_type: "sixth_form_college",
        endings: &["Sixth Form College"],
        ages: &[(16, 19)],
        roll: (880, 1_900),
        establishments_from: 8600,
        ..PLAIN
    },
    Batch {
        count: 2,
        phase: "16_plus",
        school_type: "college",
        endings: &["College"],
        ages: &[(16, 99)],
        roll: (2_400, 5_800),
        establishments_from: 8000,
        ..PLAIN
    },
];

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
        let known_well = index == 0 && batch.first_place.is_some();
        let first = |of: usize| if known_well { Some(0) } else { None }.filter(|_| of > 0);
        let ages =
            first(batch.ages.len()).map_or_else(|| *dice.pick(batch.ages), |at| batch.ages[at]);
        let ending = first(batch.endings.len())
            .map_or_else(|| *dice.pick(batch.endings), |at| batch.endings[at]);
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

    /// Its head's name.
    pub(super) fn head(&self) -> &str {
        self.view.details["head"]["name"]
            .as_str()
            .unwrap_or("The headteacher")
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
