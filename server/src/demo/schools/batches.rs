//! How many schools of which phase and type the made-up city has, in lists of schools alike. It
//! must not know their names.

use crate::demo::accounts::{PRIMARY, SECONDARY, SPECIAL};

/// A number of schools alike.
pub(in crate::demo) struct Batch {
    pub(in crate::demo) count: usize,
    pub(in crate::demo) phase: &'static str,
    pub(in crate::demo) school_type: &'static str,
    /// Ends of names; what ages say goes before.
    pub(in crate::demo) endings: &'static [&'static str],
    /// Youngest and oldest pupils.
    pub(in crate::demo) ages: &'static [(i64, i64)],
    pub(in crate::demo) roll: (i64, i64),
    /// The first establishment number, where the national register counts such schools from.
    pub(in crate::demo) establishments_from: u32,
    pub(in crate::demo) in_trust: bool,
    /// How many of them board.
    pub(in crate::demo) boarding: usize,
    /// The place of the first, where an account works there.
    pub(in crate::demo) first_place: Option<&'static str>,
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
pub(in crate::demo) const BATCHES: [Batch; 24] = [
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
