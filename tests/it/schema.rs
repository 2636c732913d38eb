//! The JSON Schema that editors read is the one the code has, and it accepts our own forms.

use std::{fs, path::Path};

use fourlens_forms::load;
use serde_json::{Value as Json, json};

fn room(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

fn schema() -> Json {
    serde_json::from_str(&load::schema_text()).expect("the schema is JSON")
}

fn form_as_json() -> Json {
    let source = fs::read_to_string(room("forms/definitions/school-175-157.yaml"))
        .expect("the return is there");
    let package = load::package(&source).expect("the return is sound");
    serde_json::to_value(package).expect("a package is JSON")
}

#[test]
fn the_schema_checked_in_is_the_one_the_code_has() {
    let checked_in =
        fs::read_to_string(room("forms/schema/form.schema.json")).expect("the schema is there");
    assert_eq!(
        checked_in.trim_end(),
        load::schema_text().trim_end(),
        "write it again: cargo run -p fourlens-forms --features load --example schema > forms/schema/form.schema.json"
    );
}

#[test]
fn every_definition_is_valid_by_the_schema() {
    let validator = jsonschema::validator_for(&schema()).expect("the schema is a schema");
    for file in fs::read_dir(room("forms/definitions")).expect("definitions are there") {
        let path = file.expect("it can be listed").path();
        let source = fs::read_to_string(&path).expect("it can be read");
        let package = load::package(&source)
            .unwrap_or_else(|problems| panic!("{}: {problems:?}", path.display()));
        let json = serde_json::to_value(package).expect("a package is JSON");
        let told: Vec<String> = validator
            .iter_errors(&json)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(told.is_empty(), "{}: {}", path.display(), told.join("\n"));
    }
}

#[test]
fn the_schema_refuses_what_the_loader_refuses() {
    let validator = jsonschema::validator_for(&schema()).expect("the schema is a schema");
    let broken = [
        ("/schema", json!("one")),
        ("/form/lens", json!("sideways")),
        ("/form/audience", json!(7)),
        ("/sections", json!({})),
        (
            "/sections/2/questions/0",
            json!({ "starring": { "id": "C1" } }),
        ),
        ("/scales/0/options/0/points", json!("three")),
    ];
    for (place, wrong) in broken {
        let mut form = form_as_json();
        *form
            .pointer_mut(place)
            .unwrap_or_else(|| panic!("{place} is there")) = wrong;
        assert!(
            !validator.is_valid(&form),
            "the schema accepts a wrong {place}"
        );
    }
}
