//! Every form of the house loads and is what its issue asks for, and a definition that is broken
//! is told with line, column and what to write instead.

mod broken;
mod kloe_audit;
mod school_return;
mod section_11;

use std::{
    fs,
    path::{Path, PathBuf},
};

use fourlens_forms::{definition::FormPackage, form::Form, load};

fn definitions() -> Vec<(String, String)> {
    let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../forms/definitions");
    let files = fs::read_dir(folder)
        .expect("definitions are there")
        .map(|file| file.expect("it can be listed").path());
    let mut sources: Vec<(String, String)> = files
        .map(|path| {
            let name = path
                .file_stem()
                .expect("it is a file")
                .to_string_lossy()
                .into_owned();
            (name, fs::read_to_string(&path).expect("it can be read"))
        })
        .collect();
    sources.sort();
    sources
}

fn load(name: &str, source: &str) -> Form {
    load::form(source).unwrap_or_else(|problems| {
        let told: Vec<String> = problems
            .iter()
            .map(|problem| format!("{name}.yaml:{problem}"))
            .collect();
        panic!("{}", told.join("\n"))
    })
}

#[test]
fn every_definition_loads_and_is_called_by_its_key() {
    let sources = definitions();
    assert!(!sources.is_empty(), "there are no definitions");
    for (name, source) in sources {
        assert_eq!(load(&name, &source).package().form.key, name);
    }
}

#[test]
fn a_definition_stored_as_json_is_the_same_version() {
    for (name, source) in definitions() {
        let form = load(&name, &source);
        let json = serde_json::to_string(form.package()).expect("a package is JSON");
        let package: FormPackage =
            serde_json::from_str(&json).expect("a package is read from JSON");
        assert_eq!(&package, form.package(), "{name}");
        let again = Form::build(package).expect("a package that was sound stays so");
        assert_eq!(again.version(), form.version(), "{name}");
        assert_eq!(form.version_text().len(), 64);
    }
}

#[test]
fn another_word_is_another_version() {
    for (name, source) in definitions() {
        let form = load(&name, &source);
        let mut package = form.package().clone();
        package.form.minutes = package
            .form
            .minutes
            .map_or(Some(1), |minutes| Some(minutes + 1));
        let other = Form::build(package).expect("a number of minutes breaks nothing");
        assert_ne!(other.version(), form.version(), "{name}");
    }
}
