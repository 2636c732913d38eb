//! What the directory knows of an answer: a form says `prefill: organisation.urn`, and gets it as
//! the question's kind holds it. It must not know who asks.

use crate::{directory::in_words, store::OrganisationView};
use serde_json::{Map, Value as Json};

/// What the directory knows under `path`; none where it knows nothing, or no such path.
///
/// `organisation.urn`, `.laestab`, `.name`, `.type`, `.phase` and `.trust` are text, `.age_from`,
/// `.age_to` and `.roll` numbers, `.modules` a list of option values, `.head` a person with
/// `name`, `email` and `phone` as far as they are known. `trust` is the name of the trust above.
pub fn prefill(organisation: &OrganisationView, trust: Option<&str>, path: &str) -> Option<Json> {
    let details = &organisation.details;
    match path.strip_prefix("organisation.")? {
        "urn" => text(organisation.urn.as_deref()),
        "laestab" => text(organisation.laestab.as_deref()),
        "name" => text(Some(&organisation.name)),
        "type" => text(organisation.school_type.as_deref().map(in_words).as_deref()),
        "phase" => text(organisation.phase.as_deref().map(in_words).as_deref()),
        "trust" => text(trust),
        number @ ("age_from" | "age_to" | "roll") => details
            .get(number)
            .filter(|known| known.is_number())
            .cloned(),
        "modules" => details
            .get("modules")
            .filter(|known| known.as_array().is_some_and(|list| !list.is_empty()))
            .cloned(),
        "head" => person(details.get("head")?),
        _ => None,
    }
}

fn text(known: Option<&str>) -> Option<Json> {
    known.filter(|words| !words.is_empty()).map(Json::from)
}

/// A person as far as the kind holds one; none without a name.
fn person(known: &Json) -> Option<Json> {
    let part = |name: &str| Some((name.to_string(), text(known.get(name)?.as_str())?));
    let parts: Map<String, Json> = ["name", "email", "phone"]
        .into_iter()
        .filter_map(part)
        .collect();
    parts.contains_key("name").then_some(Json::Object(parts))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::OrganisationKind;
    use fourlens_app::portal::OrganisationId;
    use serde_json::json;

    fn school(details: Json) -> OrganisationView {
        OrganisationView {
            id: OrganisationId::from_bytes([1; 16]),
            parent: None,
            kind: OrganisationKind::School,
            name: "Quillmere Primary School".to_string(),
            phase: Some("all_through".to_string()),
            school_type: Some("pupil_referral_unit".to_string()),
            urn: Some("999001".to_string()),
            laestab: None,
            opened_on: None,
            closed_on: None,
            details,
        }
    }

    #[test]
    fn the_directory_answers_as_each_kind_holds_it() {
        let head = json!({ "name": "Ada Oak", "email": "ada@quillmere.example", "since": 2019 });
        let school = school(json!({ "roll": 210, "modules": ["none"], "head": head }));
        let known = |path: &str| prefill(&school, Some("Larkstowe Learning Trust"), path);
        assert_eq!(known("organisation.urn"), Some(json!("999001")));
        assert_eq!(known("organisation.phase"), Some(json!("All-through")));
        assert_eq!(
            known("organisation.type"),
            Some(json!("Pupil referral unit"))
        );
        assert_eq!(
            known("organisation.trust"),
            Some(json!("Larkstowe Learning Trust"))
        );
        assert_eq!(known("organisation.roll"), Some(json!(210)));
        assert_eq!(known("organisation.modules"), Some(json!(["none"])));
        assert_eq!(
            known("organisation.head"),
            Some(json!({ "name": "Ada Oak", "email": "ada@quillmere.example" }))
        );
    }

    #[test]
    fn what_the_directory_does_not_know_stays_blank() {
        let school =
            school(json!({ "roll": "many", "modules": [], "head": { "email": "a@b.example" } }));
        for path in [
            "laestab",
            "trust",
            "roll",
            "age_from",
            "modules",
            "head",
            "shoe_size",
        ] {
            assert_eq!(
                prefill(&school, None, &format!("organisation.{path}")),
                None,
                "{path}"
            );
        }
        assert_eq!(prefill(&school, None, "person.name"), None);
    }
}
