//! Letters that are none, wherever an address or a form takes text: refused before anything looks
//! for them, by both databases alike.

use super::answer::{Answer, filled, request, send};
use crate::access::stage::Stage;
use fourlens_app::portal::Role;
use fourlens_server::web::routes;

const ROLES: [Role; 4] = [
    Role::Head,
    Role::QualityAssuranceManager,
    Role::DataProtectionOfficer,
    Role::Administrator,
];

/// What stands where a path names something.
fn named(path: &str, instead: &str) -> String {
    let parts = path.split('/').map(|part| match part.starts_with('{') {
        true => instead,
        false => part,
    });
    parts.collect::<Vec<_>>().join("/")
}

/// Every field that an address may have.
fn query(value: &str) -> String {
    let names = [
        "next",
        "done",
        "token",
        "name",
        "words",
        "phase",
        "type",
        "kind",
        "standing",
        "state",
        "page",
        "reference",
        "form",
        "role",
        "as",
        "rows",
        "code",
        "section",
        "from",
        "year",
    ];
    let fields = names.map(|name| format!("{name}={value}"));
    fields.join("&")
}

fn fault(what: &str, answer: &Answer, met: &[u16]) -> Option<String> {
    let is_met = met.is_empty() && answer.status < 500 || met.contains(&answer.status);
    (!is_met).then(|| format!("{what}: {} {}", answer.status, answer.text()))
}

#[tokio::test]
async fn letters_that_are_none_are_nobodys_fault() {
    let stage = Stage::set().await;
    let mut wrong = Vec::new();
    for role in ROLES {
        let cookies = stage.walker(role).await.cookie_header();
        for route in routes() {
            let at = filled(&stage, route.path);
            let is_read = route.method == "GET";
            let asked = |path: &str| request(&route.method, path, &cookies);
            for (nonsense, met) in [
                ("a%00b", &[404][..]),
                ("%FF%FE", &[]),
                ("%E2%80%AE", &[]),
                ("%0D%0A", &[]),
            ] {
                let mut paths = vec![named(route.path, nonsense)];
                if is_read {
                    paths.push(format!("{at}?{}", query(nonsense)));
                }
                for path in paths.iter().filter(|path| path.contains(nonsense)) {
                    let answer = send(&stage.world, asked(path), b"").await;
                    wrong.extend(fault(&format!("{role} {path}"), &answer, met));
                }
            }
            if !is_read && !route.path.starts_with("/api/") {
                let form = asked(&at).header("content-type", "Application/x-www-form-urlencoded");
                let answer = send(&stage.world, form, b"title=a%00b").await;
                // Files are sent in parts, and these are no parts.
                wrong.extend(fault(
                    &format!("{role} {at}"),
                    &answer,
                    &[400, 404, 403, 303],
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn a_file_of_nonsense_is_told_to_be_one() {
    let stage = Stage::set().await;
    let mut administrator = stage.walker(Role::Administrator).await;
    let page = administrator.get("/forms/upload").await;
    let definition = b"schema: 1\nform: { key: nul, title: \"a\\0b\0\" }\n";
    for content in [&definition[..], b"\xff\xfe\0", b"\0"] {
        let files: [(&str, &[u8]); 1] = [("a\0b.yaml", content)];
        let answer = administrator.post_parts(page.form(&[]), &files).await;
        assert!(answer.status < 500, "{}", answer.text());
    }
    let page = administrator.get("/directory/import").await;
    let schools = b"URN,EstablishmentName\n1\0,a\0b\n100000,a\0b\n";
    let files: [(&str, &[u8]); 1] = [("a\0b.csv", schools)];
    let (path, fields) = page.form(&[("areas", "a\0b")]);
    let answer = administrator.post_parts((path, fields), &files).await;
    assert!(answer.status < 500, "{}", answer.text());
}
