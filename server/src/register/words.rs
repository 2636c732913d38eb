//! What the register's words are in the directory: phases, types of school, what is no school,
//! and the parts of the school return that a school answers.

use serde_json::{Value as Json, json};

/// The directory's word for a type of school; types that it tells apart no further share one.
pub(super) fn school_type(name: &str) -> String {
    let word = match name {
        "Community school" => "community",
        "Voluntary aided school" => "voluntary_aided",
        "Voluntary controlled school" => "voluntary_controlled",
        "Foundation school" => "foundation",
        "Academy converter" | "Academy sponsor led" => "academy",
        "Free schools" => "free_school",
        "Other independent school" => "independent",
        "Local authority nursery school" => "maintained_nursery",
        "Community special school"
        | "Foundation special school"
        | "Academy special converter"
        | "Academy special sponsor led"
        | "Free schools special"
        | "Non-maintained special school"
        | "Other independent special school" => "special",
        "Pupil referral unit"
        | "Academy alternative provision converter"
        | "Academy alternative provision sponsor led"
        | "Free schools alternative provision" => "pupil_referral_unit",
        "Further education" => "college",
        "Sixth form centres"
        | "Academy 16-19 converter"
        | "Academy 16 to 19 sponsor led"
        | "Free schools 16 to 19" => "sixth_form_college",
        other => return slug(other),
    };
    word.to_owned()
}

/// The directory's word for a phase; none where the register says that none applies.
pub(super) fn phase(name: &str) -> Option<String> {
    match name {
        "Not applicable" => None,
        "Middle deemed primary" | "Middle deemed secondary" => Some("middle".to_owned()),
        other => Some(slug(other)),
    }
}

/// Whether a type is of places that answer no school's return.
pub(super) fn is_no_school(type_name: &str) -> bool {
    let name = type_name.to_lowercase();
    [
        "children's centre",
        "children's centre linked site",
        "higher education institutions",
        "british schools overseas",
        "offshore schools",
        "service children's education",
        "welsh establishment",
        "miscellaneous",
    ]
    .contains(&name.as_str())
}

/// What decides which parts of the school return a school answers.
pub(super) struct Traits<'a> {
    pub(super) school_type: &'a str,
    pub(super) nursery: bool,
    pub(super) boards: bool,
    pub(super) sixth_form: bool,
    pub(super) type_name: &'a str,
}

/// Those parts, as the school return calls them.
pub(super) fn modules(of: &Traits<'_>) -> Json {
    let special = ["special", "pupil_referral_unit"].contains(&of.school_type);
    let has = [
        ("early_years", of.nursery),
        ("boarding", of.boards),
        ("sixth_form", of.sixth_form),
        ("independent", of.type_name.contains("independent")),
        ("special_ap", special),
    ];
    let has: Vec<&str> = has
        .into_iter()
        .filter_map(|(module, holds)| holds.then_some(module))
        .collect();
    match has.is_empty() {
        true => json!(["none"]),
        false => json!(has),
    }
}

/// Small letters and digits, with `_` between words.
fn slug(words: &str) -> String {
    let parts = words.split(|c: char| !c.is_ascii_alphanumeric());
    let parts = parts.filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("_").to_lowercase()
}
