//! What the portal is told: flags and a file that mirror each other, and what does not fit
//! together is refused with words before anything is opened.

use super::{Place, ServeLine};
use clap::{CommandFactory, Parser};
use fourlens_server::{
    cli::Cli,
    config::{Settings, mark_demo},
};
use std::{fs, path::PathBuf};

/// What `serve` would be told by a line, or why it would refuse.
pub(super) fn told(line: &str) -> Result<Settings, String> {
    let words = ["serve"].into_iter().chain(line.split_whitespace());
    let line = ServeLine::try_parse_from(words).map_err(|refused| refused.to_string())?;
    line.flags.decide().map_err(|refused| refused.to_string())
}

/// A real portal's line with these words added; nothing lies in its data folder.
pub(super) fn real(line: &str) -> Result<Settings, String> {
    told(&format!(
        "--data /nowhere/data --keys /nowhere/ring.json {line}"
    ))
}

const FILE: &str = r#"
data = "/file/data"
database_url = "postgres://file/main"
key_store = "postgres://file/keys"
keys = "/file/ring.json"
listen = "0.0.0.0:8080"
public_url = "https://returns.example/"
trusted_proxy = "10.0.0.0/8"
files = "s3://bucket/evidence"
clamav = "unix:/run/clamav/clamd.ctl"
megabytes_per_file = 5
"#;

#[test]
fn a_file_says_all_that_flags_say() {
    let place = Place::empty();
    let file = place.file("fourlens.toml", FILE);
    let settings = told(&format!("--config {file}")).expect("it fits together");
    let store = &settings.store.store;
    assert_eq!(store.data, PathBuf::from("/file/data"));
    assert_eq!(store.keys, PathBuf::from("/file/ring.json"));
    assert_eq!(store.database_url.as_deref(), Some("postgres://file/main"));
    assert_eq!(store.key_store_url.as_deref(), Some("postgres://file/keys"));
    assert_eq!(settings.listen.to_string(), "0.0.0.0:8080");
    assert_eq!(
        settings.public_url, "https://returns.example",
        "without the slash"
    );
    assert_eq!(
        settings
            .trusted_proxy
            .map(|proxy| proxy.to_string())
            .as_deref(),
        Some("10.0.0.0/8")
    );
    assert!(!settings.store.demo);
    assert_eq!(store.files.as_deref(), Some("s3://bucket/evidence"));
    let files = &settings.files;
    let scanner = files.clamav.as_ref().map(ToString::to_string);
    assert_eq!(scanner.as_deref(), Some("unix:/run/clamav/clamd.ctl"));
    assert_eq!(files.bytes_per_file, 5_000_000);
    assert_eq!(files.bytes_per_return, 200_000_000, "as usual");
}

#[test]
fn a_flag_beats_the_file_and_leaves_the_rest_of_it() {
    let place = Place::empty();
    let file = place.file("fourlens.toml", FILE);
    let line = format!(
        "--config {file} --data /flag/data --listen 127.0.0.1:1 --trusted-proxy 192.0.2.1/32"
    );
    let settings = told(&line).expect("it fits together");
    assert_eq!(settings.store.store.data, PathBuf::from("/flag/data"));
    assert_eq!(settings.store.store.keys, PathBuf::from("/file/ring.json"));
    assert_eq!(settings.listen.to_string(), "127.0.0.1:1");
    assert_eq!(settings.public_url, "https://returns.example");
    assert_eq!(
        settings
            .trusted_proxy
            .map(|proxy| proxy.to_string())
            .as_deref(),
        Some("192.0.2.1/32")
    );
}

#[test]
fn every_flag_has_a_variable_and_a_line_in_the_file() {
    let place = Place::empty();
    let command = Cli::command();
    let serve = command.find_subcommand("serve").expect("there is `serve`");
    let flags: Vec<_> = serve
        .get_arguments()
        .filter_map(|flag| Some((flag, flag.get_long()?)))
        .collect();
    assert!(flags.len() >= 9, "{flags:?}");
    for (flag, name) in flags {
        let key = name.replace('-', "_");
        let variable = format!("FOURLENS_{}", key.to_uppercase());
        assert_eq!(
            flag.get_env().and_then(|name| name.to_str()),
            Some(variable.as_str())
        );
        if name != "config" {
            // No flag is a list of lists: a key that is known is refused for that, not as unknown.
            let file = place.file("one.toml", &format!("{key} = [[]]"));
            let refused = told(&format!("--config {file}")).expect_err("no flag is a list");
            assert!(!refused.contains("unknown field"), "{refused}");
        }
    }
}

#[test]
fn an_unknown_key_in_the_file_is_refused_with_its_name_and_line() {
    let place = Place::empty();
    let file = place.file(
        "fourlens.toml",
        "data = \"/file/data\"\nkeyes = \"/file/ring.json\"\n",
    );
    let refused = told(&format!("--config {file}")).expect_err("there is no such key");
    assert!(refused.contains(&file), "{refused}");
    assert!(
        refused.contains("line 2") && refused.contains("unknown field `keyes`"),
        "{refused}"
    );
    assert!(
        refused.contains("`keys`"),
        "what could be written: {refused}"
    );
    let absent = told("--config /nowhere/fourlens.toml").expect_err("there is no such file");
    assert!(
        absent.contains("cannot read /nowhere/fourlens.toml"),
        "{absent}"
    );
}

#[test]
fn a_demo_and_a_real_portal_refuse_each_others_folders() {
    let place = Place::empty();
    let [demo, real, fresh] = ["demo", "real", "fresh"].map(|name| place.path(name));
    mark_demo(&demo).expect("a folder can be marked");
    fs::create_dir(&real).expect("a folder");
    place.file("real/fourlens.sqlite", "data");
    let keys = place.config.keys.display();
    let told = |words: &str, folder: &PathBuf| {
        told(&format!(
            "{words} --data {} --keys {keys}",
            folder.display()
        ))
    };
    let refused = told("--demo", &real).expect_err("data that is not a demo's");
    assert!(
        refused.contains("holds data that is not a demo's"),
        "{refused}"
    );
    let refused = told("", &demo).expect_err("a demo's data");
    assert!(
        refused.contains("serve it with --demo, or name another folder"),
        "{refused}"
    );
    assert!(told("--demo", &demo).is_ok() && told("", &real).is_ok());
    assert!(told("--demo", &fresh).is_ok() && told("", &fresh).is_ok());
    assert!(told("--demo=false", &demo).is_err() && told("--demo=false", &real).is_ok());
}

#[test]
fn what_is_no_place_for_files_no_scanner_or_no_room_is_refused() {
    for (line, words) in [
        ("--files gs://bucket", "not gs://bucket"),
        ("--files s3:///prefix", "not s3:///prefix"),
        ("--clamav clamd", "such as 127.0.0.1:3310"),
        (
            "--clamav unix:clamd.ctl",
            "such as unix:/run/clamav/clamd.ctl",
        ),
        ("--megabytes-per-file 0", "at least 1"),
        (
            "--megabytes-per-file 10 --megabytes-per-return 9",
            "at most --megabytes-per-return",
        ),
    ] {
        let refused = real(line).expect_err("it does not fit");
        assert!(refused.contains(words), "{line}: {refused}");
    }
    let settings = real("--megabytes-per-file 300 --clamav tcp://127.0.0.1:3310").expect("it fits");
    assert_eq!(settings.files.bytes_per_return, 300_000_000);
}

#[test]
fn what_is_no_mail_server_or_no_provider_is_refused() {
    let place = Place::empty();
    let secret = place.file("secret", "between us\n");
    for (line, words) in [
        ("--smtp mail.example", "--smtp must be smtps://HOST"),
        ("--smtp smtps://mail.example", "say who mail is from"),
        (
            "--smtp smtps://mail.example --mail-from portal",
            "must be an address",
        ),
        ("--oidc-issuer http://login.example", "must be https://"),
        ("--oidc-issuer https://login.example", "--oidc-client-id"),
        (
            "--oidc-issuer https://login.example --oidc-client-id portal --oidc-client-secret /nowhere/secret",
            "cannot read the provider's secret",
        ),
    ] {
        let refused = real(line).expect_err("it does not fit");
        assert!(refused.contains(words), "{line}: {refused}");
    }
    let settings = real(&format!(
        "--smtp smtp://name:hidden@mail.example --mail-from portal@alder.example \
         --oidc-issuer https://login.example --oidc-client-id portal \
         --oidc-client-secret {secret} --oidc-second-factor mfa,hwk"
    ))
    .expect("it fits");
    let provider = settings.provider.clone().expect("a provider");
    assert_eq!(provider.client_secret.as_str(), "between us");
    assert_eq!(provider.second_factor, ["mfa", "hwk"]);
    let printed = format!("{settings:?}");
    assert!(
        !printed.contains("between us") && !printed.contains("hidden"),
        "{printed}"
    );
}

#[test]
fn a_demos_key_ring_lies_beside_its_data_and_a_real_portal_must_name_one() {
    let demo = told("--demo --data /nowhere/demo").expect("a demo");
    assert_eq!(demo.store.store.keys, PathBuf::from("/nowhere/demo.keys"));
    let refused = told("--data /nowhere/data").expect_err("no ring is named");
    assert!(refused.contains("fourlens keys new FILE"), "{refused}");
    let refused =
        real("--database-url postgres://nowhere/main").expect_err("no key store is named");
    assert!(
        refused.contains("--key-store URL, another database"),
        "{refused}"
    );
}
