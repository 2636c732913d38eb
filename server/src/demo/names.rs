//! Names of places and people that nobody has. It must not know what they are given to.

use super::dice::Dice;
use serde_json::{Value as Json, json};

const FIRST_SYLLABLES: [&str; 28] = [
    "Corvin", "Dapple", "Evender", "Fablen", "Glimmer", "Hazzel", "Inkle", "Jorrow", "Kestrin",
    "Lunnet", "Moonen", "Nimble", "Opaline", "Pellin", "Quandle", "Ravvel", "Saffern", "Tamsel",
    "Velder", "Wexel", "Yonder", "Zephyr", "Isper", "Orrin", "Thrennel", "Pomfer", "Umbrel",
    "Fennick",
];

const LAST_SYLLABLES: [&str; 10] = [
    "wick", "mere", "combe", "hollow", "stowe", "garth", "beck", "march", "thorn", "quay",
];

const GIVEN_NAMES: [&str; 48] = [
    "Aaliyah",
    "Adam",
    "Agnieszka",
    "Aisha",
    "Alan",
    "Amara",
    "Andrew",
    "Anita",
    "Beatrice",
    "Ben",
    "Bronwen",
    "Carla",
    "Chidi",
    "Claire",
    "Dalia",
    "Daniel",
    "Deepak",
    "Elena",
    "Emeka",
    "Farah",
    "Fiona",
    "Gareth",
    "Gloria",
    "Hannah",
    "Harjit",
    "Helen",
    "Imran",
    "Ingrid",
    "Jamal",
    "Janet",
    "Joanna",
    "Kamala",
    "Kwame",
    "Leon",
    "Maeve",
    "Marcus",
    "Mei",
    "Nadia",
    "Niall",
    "Oluwaseun",
    "Priya",
    "Rafael",
    "Rhiannon",
    "Samira",
    "Stephen",
    "Tomasz",
    "Yusuf",
    "Zoe",
];

const FAMILY_NAMES: [&str; 40] = [
    "Abara",
    "Applethwaite",
    "Banerjee",
    "Bellweather",
    "Castellan",
    "Chowdhary",
    "Dunnock",
    "Eastlake",
    "Fairhollow",
    "Farthing",
    "Gildersome",
    "Goldcrest",
    "Hartigan-Moss",
    "Hollowell",
    "Ibekwe",
    "Jessop-Lane",
    "Kaminska",
    "Kestrel",
    "Larkspur",
    "Lindqvist",
    "Merriday",
    "Mistry-Cole",
    "Nightingale",
    "Okonjo",
    "Oxenbridge",
    "Pennyfeather",
    "Qureshi-Hale",
    "Quillfeather",
    "Redfern",
    "Ruddock",
    "Sandalwood",
    "Siskin",
    "Thistlewood",
    "Tregarrow",
    "Umbers",
    "Vantongeren",
    "Waxwing",
    "Wintergreen",
    "Yaffle",
    "Zellweger-Ash",
];

/// Place names, each once, in the order of chance.
pub(super) fn places(dice: &Dice) -> Vec<String> {
    let all = FIRST_SYLLABLES.iter().flat_map(|first| {
        LAST_SYLLABLES
            .iter()
            .map(move |last| format!("{first}{last}"))
    });
    dice.of("places").shuffled(all.collect())
}

/// A made-up person at work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    /// Given and family name.
    pub(super) name: String,
    /// Their address at work.
    pub(super) email: String,
}

impl Named {
    /// Someone who works where mail goes to `domain`.
    pub(super) fn someone(dice: &mut Dice, domain: &str) -> Named {
        let (given, family) = (dice.pick(&GIVEN_NAMES), dice.pick(&FAMILY_NAMES));
        let local = format!("{given}.{family}").to_lowercase();
        Named {
            name: format!("{given} {family}"),
            email: format!("{local}@{domain}"),
        }
    }

    /// As a person question is answered.
    pub(super) fn answer(&self) -> Json {
        json!({ "name": self.name, "email": self.email })
    }
}

/// A telephone number that Ofcom keeps for drama, so that it rings nowhere.
pub(super) fn phone(dice: &mut Dice) -> String {
    format!("01632 960{:03}", dice.between(0, 999))
}
