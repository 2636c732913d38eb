//! The house rules that a machine can hold: licences and bans, arrows between rooms, true maps,
//! nothing unfinished. It reads manifests and sources and knows nothing of what they do.

mod spdx;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use serde_json::Value;

use self::spdx::satisfied;

const TOP: &[&str] = &[
    "Cargo.toml",
    "Cargo.lock",
    "LICENSE",
    "README.md",
    "app",
    "server",
    "plugins",
    "forms",
    "migrations",
    "tests",
    "xtask",
    ".cargo",
    ".ci",
    ".git",
    ".gitignore",
    ".clippy.toml",
    "rustfmt.toml",
    "deny.toml",
];

/// Which rooms a room may name, by package. Of plugins, see `arrows`.
const ARROWS: &[(&str, &[&str])] = &[
    ("fourlens-forms", &[]),
    ("fourlens-migrations", &[]),
    ("xtask", &[]),
    ("fourlens-contract", &["fourlens-forms"]),
    ("fourlens-app", &["fourlens-forms"]),
];

/// Rooms that join the others.
const JOINERS: &[&str] = &["fourlens-server", "fourlens-tests"];

#[test]
fn every_package_we_build_on_has_an_allowed_licence() {
    let allowed = entries_of_deny("allow = [");
    let refused: Vec<String> = packages()
        .iter()
        .filter(|package| !package["source"].is_null())
        .filter_map(|package| {
            let licence = package["license"].as_str().unwrap_or("none named");
            let name = package["name"].as_str()?;
            (!satisfied(licence, &allowed)).then(|| format!("{name}: {licence}"))
        })
        .collect();
    assert!(refused.is_empty(), "not in deny.toml: {refused:#?}");
}

#[test]
fn no_banned_package_is_in_the_graph_and_only_one_sqlx_core() {
    let mut banned = entries_of_deny("deny = [");
    assert!(banned.remove("sqlx-core"), "deny.toml allows one sqlx-core");
    let names: Vec<&str> = packages()
        .iter()
        .filter_map(|package| package["name"].as_str())
        .collect();
    let found: Vec<&&str> = names
        .iter()
        .filter(|name| banned.contains(**name))
        .collect();
    assert!(found.is_empty(), "banned in deny.toml: {found:?}");
    assert_eq!(names.iter().filter(|name| **name == "sqlx-core").count(), 1);
}

#[test]
fn rooms_depend_only_on_the_rooms_they_may_know() {
    let rooms = rooms();
    for (room, named) in &rooms {
        if JOINERS.contains(&room.as_str()) {
            continue;
        }
        // Every room without a line of its own is a plugin.
        let may = ARROWS
            .iter()
            .find(|(name, _)| name == room)
            .map_or(&["fourlens-contract"][..], |(_, may)| *may);
        let others: Vec<_> = named
            .iter()
            .filter(|name| !may.contains(&name.as_str()))
            .collect();
        assert!(others.is_empty(), "{room} may not know {others:?}");
    }
}

#[test]
fn pages_never_name_a_plugin() {
    let plugins: Vec<String> = packages()
        .iter()
        .filter(|package| package["source"].is_null())
        .filter(|package| {
            package["manifest_path"]
                .as_str()
                .is_some_and(|path| path.contains("/plugins/"))
        })
        .map(|package| name(package).replace('-', "_"))
        .collect();
    for file in sources(&root().join("app"), &["rs"]) {
        let text = read(&file);
        for plugin in &plugins {
            assert!(!text.contains(plugin), "{} names {plugin}", file.display());
        }
    }
}

#[test]
fn every_path_that_readme_and_file_heads_name_exists() {
    let mut lines: Vec<(PathBuf, String)> = Vec::new();
    let readme = root().join("README.md");
    for line in read(&readme).lines() {
        lines.push((readme.clone(), line.to_owned()));
    }
    for file in sources(&root(), &["rs"]) {
        for line in read(&file).lines().filter(|line| line.starts_with("//!")) {
            lines.push((file.clone(), line.to_owned()));
        }
    }
    let wrong: Vec<String> = lines
        .iter()
        .flat_map(|(file, line)| paths_in(line).into_iter().map(move |path| (file, path)))
        .filter(|(_, path)| !root().join(path).exists())
        .map(|(file, path)| format!("{}: {path}", file.display()))
        .collect();
    assert!(wrong.is_empty(), "named but not there: {wrong:#?}");
}

#[test]
fn every_rust_file_opens_by_saying_what_it_is_for() {
    let silent: Vec<PathBuf> = sources(&root(), &["rs"])
        .into_iter()
        .filter(|file| !read(file).starts_with("//!"))
        .collect();
    assert!(silent.is_empty(), "without a head: {silent:#?}");
}

#[test]
fn nothing_unfinished_is_left_in_a_source() {
    // Taken apart, so that this file does not find itself.
    let words = [
        concat!("to", "do!("),
        concat!("db", "g!("),
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
    ];
    let kinds = ["rs", "scss", "mjs", "toml", "yaml", "ftl"];
    for file in sources(&root(), &kinds) {
        let text = read(&file);
        for word in words {
            assert!(!text.contains(word), "{} holds {word}", file.display());
        }
    }
}

#[test]
fn the_top_of_the_house_holds_only_what_the_map_names() {
    let ignored = read(&root().join(".gitignore"));
    let ignored: Vec<&str> = ignored.lines().map(|line| line.trim_matches('/')).collect();
    let strangers: Vec<String> = fs::read_dir(root())
        .expect("the house can be read")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .filter(|name| !TOP.contains(&name.as_str()) && !ignored.contains(&name.as_str()))
        .collect();
    assert!(strangers.is_empty(), "not on the map: {strangers:?}");
}

/// All packages that any room builds on, on any system, as cargo names them.
fn packages() -> &'static Vec<Value> {
    static METADATA: OnceLock<Vec<Value>> = OnceLock::new();
    METADATA.get_or_init(|| {
        let ask = |more: &[&str]| {
            Command::new(env!("CARGO"))
                .args(["metadata", "--format-version", "1", "--locked"])
                .args(more)
                .current_dir(root())
                .output()
                .expect("cargo runs")
        };
        // Packages for systems other than this one may never have been fetched.
        let offline = ask(&["--offline"]);
        let output = if offline.status.success() {
            offline
        } else {
            ask(&[])
        };
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let all: Value = serde_json::from_slice(&output.stdout).expect("cargo writes JSON");
        all["packages"]
            .as_array()
            .expect("a list of packages")
            .clone()
    })
}

/// Our own packages, and which of our own each of them names.
fn rooms() -> BTreeMap<String, BTreeSet<String>> {
    let own: Vec<&Value> = packages()
        .iter()
        .filter(|package| package["source"].is_null())
        .collect();
    let names: BTreeSet<String> = own.iter().copied().map(name).collect();
    own.iter()
        .map(|package| {
            let dependencies = package["dependencies"].as_array().expect("dependencies");
            let named = dependencies
                .iter()
                .map(name)
                .filter(|name| names.contains(name));
            (name(package), named.collect())
        })
        .collect()
}

fn name(value: &Value) -> String {
    value["name"].as_str().expect("a name").to_owned()
}

/// The first quoted word of each line of a list in deny.toml.
fn entries_of_deny(start: &str) -> BTreeSet<String> {
    read(&root().join("deny.toml"))
        .lines()
        .skip_while(|line| *line != start)
        .skip(1)
        .take_while(|line| *line != "]")
        .filter_map(|line| line.split('"').nth(1).map(str::to_owned))
        .collect()
}

/// What stands in backticks and looks like a path of this house; a pattern counts up to its
/// first variable part.
fn paths_in(line: &str) -> Vec<String> {
    line.split('`')
        .skip(1)
        .step_by(2)
        .filter(|words| words.contains('/') && !words.contains(' '))
        .filter(|words| {
            let room = words.split('/').next().unwrap_or_default();
            TOP.contains(&room)
        })
        .map(|words| match words.find(['*', '<', '{', '…']) {
            Some(at) => words[..at]
                .rsplit_once('/')
                .map_or("", |(folder, _)| folder),
            None => words.split(':').next().unwrap_or_default(),
        })
        .map(str::to_owned)
        .collect()
}

/// Files of some kinds under a folder, without what is generated.
fn sources(folder: &Path, kinds: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder can be read") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            if !["target", "node_modules", ".git"].contains(&name.as_ref()) {
                found.extend(sources(&path, kinds));
            }
        } else if path
            .extension()
            .is_some_and(|kind| kinds.iter().any(|wanted| kind == *wanted))
        {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
