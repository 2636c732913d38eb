//! Erasing by the command line: counted first, proposed by one person, decided by another.

use super::seeding::city;
use serde_json::json;
use std::process::ExitCode;

#[test]
fn a_reference_is_counted_proposed_and_erased_by_someone_else() {
    let place = city();
    let line = "export school-175-157 --to json";
    let all = place.run(line).json();
    let reference = all[0]["reference"]
        .as_str()
        .expect("a reference")
        .to_string();
    for (email, role) in [
        ("dot@ostrelby.example", "data_protection_officer"),
        ("alex@ostrelby.example", "administrator"),
    ] {
        let add = format!("user add {email} --name Someone");
        place.run_typing(&add, "correct horse battery").json();
        let told = place.run(&format!("user role {email} {role}"));
        assert_eq!(told.code, ExitCode::SUCCESS, "{}", told.messages);
    }

    let counted = place
        .run(&format!("erase {reference} --extent everything"))
        .json();
    assert_eq!(counted["submissions"], json!([reference]));
    assert_eq!(counted["parts"], json!(2));
    let nobody = place.run(&format!(
        "erase {reference} --propose request --by who@ostrelby.example"
    ));
    assert!(
        nobody.refusal().contains("nobody has the address"),
        "{}",
        nobody.messages
    );
    let wrong = place.run(&format!(
        "erase {reference} --propose whim --by dot@ostrelby.example"
    ));
    assert!(
        wrong.refusal().contains("write one of retention"),
        "{}",
        wrong.messages
    );
    let not_theirs = format!("erase {reference} --propose request --by alex@ostrelby.example");
    let not_theirs = place.run(&not_theirs);
    assert!(
        not_theirs.refusal().contains("has no role"),
        "{}",
        not_theirs.messages
    );

    let propose = format!(
        "erase {reference} --extent everything --propose request --by dot@ostrelby.example"
    );
    let id = place.run(&propose).json()["proposed"]
        .as_str()
        .expect("an id")
        .to_string();
    let alone = place.run(&format!("erase --approve {id} --by dot@ostrelby.example"));
    assert!(
        alone.refusal().contains("someone else must"),
        "{}",
        alone.messages
    );
    let report = place
        .run(&format!("erase --approve {id} --by alex@ostrelby.example"))
        .json();
    assert_eq!(
        (&report["parts"], &report["submissions"]),
        (&json!(2), &json!([reference]))
    );
    let again = place.run(&format!("erase --refuse {id} --by alex@ostrelby.example"));
    assert!(
        again.refusal().contains("decided before"),
        "{}",
        again.messages
    );

    let left = place
        .run(&format!("erase {reference} --extent everything"))
        .json();
    assert_eq!(left["parts"], json!(0));
    assert_eq!(place.run("verify").json(), json!([]));
}
