//! What authors of forms do: check a definition, publish it, try it on answers.

use super::{Place, room, run};
use serde_json::{Value, json};
use std::{collections::BTreeSet, process::ExitCode};

const SOUND: &str = include_str!("../definitions/sound.yaml");

/// The sound form with a kind of question that does not exist: line 35, column 9.
fn broken() -> String {
    SOUND.replace("- yes_no:", "- yesno:")
}

#[test]
fn checking_tells_of_each_file_and_fails_when_one_is_broken() {
    let place = Place::empty();
    let (sound, broken) = (
        place.file("sound.yaml", SOUND),
        place.file("broken.yaml", &broken()),
    );
    let told = run(&format!("check {sound}"));
    assert_eq!(told.code, ExitCode::SUCCESS);
    assert!(
        told.messages.starts_with(&format!("{sound}: ")),
        "{}",
        told.messages
    );
    assert!(
        told.messages.contains(" questions, version "),
        "{}",
        told.messages
    );

    let told = run(&format!("check {broken} {sound}"));
    assert_eq!(told.code, ExitCode::FAILURE);
    let lines: Vec<&str> = told.messages.lines().collect();
    assert!(
        lines[0].starts_with(&format!("{broken}:35:9: ")),
        "{lines:?}"
    );
    assert!(lines[0].contains("did you mean `yes_no`?"), "{lines:?}");
    assert!(
        lines
            .iter()
            .any(|line| line.starts_with(&format!("{sound}: "))),
        "{lines:?}"
    );
    assert_eq!(told.output, "");
}

#[test]
fn a_file_that_is_not_there_or_names_no_plugin_of_ours_is_told() {
    let place = Place::empty();
    let told = run(&format!("check {}", place.path("nowhere.yaml").display()));
    assert!(
        told.refusal().contains("nowhere.yaml: cannot be read"),
        "{}",
        told.messages
    );
    let strange = place.file("strange.yaml", &SOUND.replace("[rating]", "[astrology]"));
    let told = run(&format!("check {strange}"));
    let place_of_it = format!("{strange}:30:1: There is no plugin `astrology`");
    assert!(
        told.refusal().starts_with(&place_of_it),
        "{}",
        told.messages
    );
}

#[test]
fn every_definition_of_the_house_passes_its_check() {
    for key in ["school-175-157", "section-11", "kloe-audit"] {
        let definition = room(&format!("forms/definitions/{key}.yaml"));
        let told = run(&format!("check {definition}"));
        assert_eq!(told.code, ExitCode::SUCCESS, "{}", told.messages);
    }
}

#[test]
fn a_definition_is_published_once_and_a_new_wording_is_a_new_number() {
    let place = Place::migrated();
    let sound = place.file("sound.yaml", SOUND);
    let told = place.run(&format!("publish {sound}"));
    let first = told.json();
    assert_eq!(
        (&first["form"], &first["number"], &first["new"]),
        (&json!("sound"), &json!(1), &json!(true))
    );
    assert!(
        told.messages.contains("sound version 1 published"),
        "{}",
        told.messages
    );

    let again = place.run(&format!("publish {sound}"));
    assert_eq!(again.json()["new"], json!(false));
    assert_eq!(again.json()["version"], first["version"]);
    assert!(
        again.messages.contains("published before"),
        "{}",
        again.messages
    );

    let reworded = place.file(
        "reworded.yaml",
        &SOUND.replace("Is it so?", "Is it really so?"),
    );
    let second = place.run(&format!("publish {reworded}")).json();
    assert_eq!(
        (&second["number"], &second["new"]),
        (&json!(2), &json!(true))
    );
    assert_ne!(second["version"], first["version"]);
}

#[test]
fn publishing_a_broken_definition_tells_where_and_changes_nothing() {
    let place = Place::migrated();
    let sound = place.file("sound.yaml", SOUND);
    place.run(&format!("publish {sound}")).json();
    let broken = place.file("broken.yaml", &broken());
    let told = place.run(&format!("publish {broken}"));
    let first = told.refusal().lines().next().unwrap_or_default();
    assert!(first.starts_with(&format!("{broken}:35:9: ")), "{first}");
    let held = place.look(async |store| store.system("story").form_versions().await);
    assert_eq!(held.expect("listed").len(), 1);
    assert_eq!(place.run("verify").json(), json!([]));
}

/// Evaluates answers to the sound form, given on 1 October 2026.
fn try_out(command: &str, answers: &Value) -> Value {
    let place = Place::empty();
    let form = place.file("sound.yaml", SOUND);
    let file = json!({ "form": "sound", "as_of": "2026-10-01", "answers": answers });
    let answers = place.file("answers.json", &file.to_string());
    run(&format!("{command} --form {form} --answers {answers}")).json()
}

fn keys(of: &Value) -> BTreeSet<&str> {
    of.as_object()
        .expect("an object")
        .keys()
        .map(String::as_str)
        .collect()
}

#[test]
fn what_answers_come_to_is_told_by_question() {
    let rows = json!([{ "row": "r1", "answers": { "name": "Ada" } }]);
    let told = try_out(
        "eval",
        &json!({ "A1": "yes", "A2": "ab", "A3": rows, "A5": "2026-10-02" }),
    );
    let every = keys(&told);
    assert!(
        every.is_superset(&BTreeSet::from([
            "A1", "A2", "A3", "A4", "A5", "C1", "C1.how"
        ])),
        "{every:?}"
    );
    for (id, question) in told.as_object().expect("by question id") {
        let shape = BTreeSet::from([
            "relevant",
            "required",
            "value",
            "determined",
            "valid",
            "message",
        ]);
        assert_eq!(keys(question), shape, "{id}");
    }
    let about = |id: &str, key: &str| told[id][key].clone();
    assert_eq!(about("A1", "value"), json!("yes"));
    assert_eq!(
        (about("A1", "valid"), about("A1", "message")),
        (json!(true), json!(null))
    );
    assert_eq!(
        (about("A2", "valid"), about("A2", "message")),
        (json!(false), json!("Say more"))
    );
    assert_eq!(
        about("A3", "value"),
        json!(1),
        "expressions see how many rows there are"
    );
    assert_eq!(
        about("A5", "valid"),
        json!(false),
        "a day after the one the answers are looked at"
    );
    assert_eq!(
        (about("C1", "relevant"), about("C1", "value")),
        (json!(true), json!(null))
    );
}

#[test]
fn a_question_that_does_not_apply_is_not_relevant_and_one_that_hangs_on_a_blank_is_not_determined()
{
    let told = try_out("eval", &json!({ "A1": "no", "A2": "because" }));
    assert_eq!(told["A2"]["relevant"], json!(false));
    assert_eq!(told["C1"]["relevant"], json!(false));
    let blank = try_out("eval", &json!({}));
    assert_eq!(blank["A1"]["determined"], json!(false), "{}", blank["A1"]);
}

#[test]
fn scores_are_a_list_of_facts() {
    let told = try_out("score", &json!({ "A1": "yes", "C1": "1" }));
    let facts = told.as_array().expect("a list");
    for fact in facts {
        let shape = [
            "measure",
            "value",
            "max",
            "band",
            "n",
            "na",
            "critical",
            "determined",
            "missing",
            "because",
        ];
        assert_eq!(keys(fact), BTreeSet::from(shape), "{fact}");
    }
    let section = facts
        .iter()
        .find(|fact| fact["measure"] == "section.C")
        .expect("section C is scored");
    assert_eq!(
        (&section["value"], &section["max"], &section["band"]),
        (&json!(3), &json!(3), &json!("green"))
    );
}

#[test]
fn a_case_audit_is_counted_by_its_own_plugin() {
    let place = Place::empty();
    let given = json!({ "KR1": "evident", "KR2": "partly", "KG1": "meets" });
    let file = json!({ "form": "kloe-audit", "as_of": "2026-10-01", "answers": given });
    let answers = place.file("answers.json", &file.to_string());
    let form = room("forms/definitions/kloe-audit.yaml");
    let told = run(&format!("score --form {form} --answers {answers}")).json();
    let facts = told.as_array().expect("a list").iter();
    let figure = |measure: &str| {
        let mut facts = facts.clone();
        let fact = facts.find(|fact| fact["measure"] == measure);
        let fact = fact.unwrap_or_else(|| panic!("there is no fact {measure}"));
        (fact["value"].clone(), fact["band"].clone())
    };
    assert_eq!(figure("grade.KG1"), (json!(1), json!("meets")));
    assert_eq!(figure("prompt.KR2"), (json!(1), json!("partly")));
    assert_eq!(figure("evident.KR"), (json!(1), json!(null)));
    assert_eq!(figure("theme.PLAN"), (json!(null), json!(null)));
}

#[test]
fn answers_to_another_form_or_version_are_refused_and_strange_ones_warned_of() {
    let place = Place::empty();
    let form = place.file("sound.yaml", SOUND);
    let told = |file: Value| {
        let answers = place.file("answers.json", &file.to_string());
        run(&format!("eval --form {form} --answers {answers}"))
    };
    let other = told(json!({ "form": "section-11", "answers": {} }));
    assert!(
        other
            .refusal()
            .contains("answers the form `section-11`, not `sound`"),
        "{}",
        other.messages
    );
    let old = told(json!({ "form": "sound", "version": "0000", "answers": {} }));
    assert!(
        old.refusal().contains("answers version 0000"),
        "{}",
        old.messages
    );
    let no_file = told(json!({ "answers": {} }));
    assert!(
        no_file.refusal().contains("is not an answers file"),
        "{}",
        no_file.messages
    );
    let strange = told(json!({ "form": "sound", "answers": { "A1": "yes", "Z9": 1 } }));
    assert!(
        strange.messages.contains("no question `Z9`"),
        "{}",
        strange.messages
    );
    assert_eq!(strange.json()["A1"]["value"], json!("yes"));
}
