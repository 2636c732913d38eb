//! The made-up children of the round, and the names of those who audit. Nothing here is anyone's.

/// Auditors' names.
pub(super) const AUDITORS: [&str; 12] = [
    "Corin Ashdown",
    "Petra Lindqvale",
    "Tobias Marrowick",
    "Una Fairholt",
    "Lowri Penhallam",
    "Desmond Quarrie",
    "Imogen Tarrant",
    "Kofi Adderley",
    "Marta Wilmore",
    "Bashir Colegrave",
    "Nell Osterby",
    "Anand Thistlewood",
];

/// A child with the people around them.
pub(super) struct Child {
    pub(super) name: &'static str,
    /// As the form's options say it.
    pub(super) gender: &'static str,
    /// Full years at the start of the scoping period.
    pub(super) age: i32,
    /// Of the range that is never given out: it begins with 999.
    pub(super) nhs: &'static str,
    /// As the form's options say it.
    pub(super) status: &'static str,
    /// Name, age, relationship, and whether they live with the child.
    pub(super) family: &'static [(&'static str, i64, &'static str, &'static str)],
}

const CHILDREN: [Child; 6] = [
    Child {
        name: "Wren Fernhollow",
        gender: "girl",
        age: 7,
        nhs: "9990000018",
        status: "child_protection",
        family: &[
            ("Isla Fernhollow", 31, "mother", "yes"),
            ("Gareth Moss", 34, "mother’s partner", "part_time"),
            ("Perrin Fernhollow", 3, "younger brother", "yes"),
        ],
    },
    Child {
        name: "Jory Tidewell",
        gender: "boy",
        age: 11,
        nhs: "9990000026",
        status: "child_in_need",
        family: &[
            ("Hew Tidewell", 42, "father", "yes"),
            ("Morwenna Tidewell", 68, "paternal grandmother", "yes"),
        ],
    },
    Child {
        name: "Saffi Larkrise",
        gender: "girl",
        age: 2,
        nhs: "9990000034",
        status: "child_protection",
        family: &[
            ("Dana Larkrise", 24, "mother", "yes"),
            ("Owen Pell", 27, "father", "no"),
        ],
    },
    Child {
        name: "Ossian Brackenby",
        gender: "boy",
        age: 14,
        nhs: "9990000042",
        status: "early_help",
        family: &[
            ("Ruth Brackenby", 39, "mother", "yes"),
            ("Ines Brackenby", 16, "older sister", "yes"),
            ("Col Brackenby", 9, "younger brother", "yes"),
        ],
    },
    Child {
        name: "Maple Quillane",
        gender: "girl",
        age: 5,
        nhs: "9990000050",
        status: "looked_after",
        family: &[("Bridie Quillane", 45, "kinship carer, maternal aunt", "yes")],
    },
    Child {
        name: "Robin Stonehythe",
        gender: "non_binary",
        age: 16,
        nhs: "9990000069",
        status: "closed",
        family: &[("Martin Stonehythe", 51, "father", "yes")],
    },
];

/// The child of the case with this number.
pub(super) fn child(number: u32) -> &'static Child {
    &CHILDREN[(number as usize).saturating_sub(1) % CHILDREN.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_nhs_number_is_proper_and_of_the_range_that_is_never_given_out() {
        for child in &CHILDREN {
            let digits: Vec<u32> = child
                .nhs
                .bytes()
                .map(|byte| u32::from(byte - b'0'))
                .collect();
            assert!(
                child.nhs.starts_with("999") && digits.len() == 10,
                "{}",
                child.nhs
            );
            let weighed = digits.iter().zip((2..=10).rev());
            let sum: u32 = weighed.map(|(digit, weight)| digit * weight).sum();
            assert_eq!((11 - sum % 11) % 11, digits[9], "{}", child.nhs);
        }
    }
}
