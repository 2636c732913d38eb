//! The directory: schools from the national register, history across a conversion, people who
//! come and go, two entries that become one.

mod editing;
mod importing;
mod merging;
mod people;

use crate::world::{Browser, Reply, World};

/// The register's columns that these stories need.
const HEAD: &str = "URN,LA (code),LA (name),EstablishmentNumber,EstablishmentName,\
    TypeOfEstablishment (name),EstablishmentStatus (name),OpenDate,CloseDate,\
    PhaseOfEducation (name),UKPRN,Trusts (code),Trusts (name)";

/// An extract of these lines.
fn extract(lines: &[&str]) -> Vec<u8> {
    let all = [&[HEAD], lines].concat();
    all.join("\r\n").into_bytes()
}

/// Uploads an extract, and links with it; the page it leads to.
async fn upload(browser: &mut Browser, areas: &str, schools: &[u8], links: &[u8]) -> Reply {
    let page = browser.get("/directory/import").await;
    let form = page.form_to("/directory/import", &[("areas", areas)]);
    let links_name = if links.is_empty() { "" } else { "links.csv" };
    let files = [
        ("file", "edubasealldata.csv", schools),
        ("links", links_name, links),
    ];
    let reply = browser.post_picked(form, &files).await;
    browser.follow(reply).await
}

/// Uses an extract that was uploaded; the page afterwards.
async fn apply(browser: &mut Browser, preview: &Reply) -> Reply {
    let (action, fields) = preview.form_to("/apply", &[]);
    let reply = browser.post(&action, &fields).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    browser.follow(reply).await
}

/// The path of an organisation's page, found by its name.
async fn path_of(browser: &mut Browser, name: &str) -> String {
    let words = name.replace(' ', "%20");
    let list = browser.get(&format!("/directory?words={words}")).await;
    let names = list.texts("main th a");
    let paths = list.attributes("main th a", "href");
    let at = names.iter().position(|one| one == name);
    paths[at.unwrap_or_else(|| panic!("{name}: {}", list.text()))].clone()
}

/// A world with a browser of its administrator.
async fn administered() -> (World, Browser) {
    let world = World::new().await;
    let alex = world.administrator().await;
    (world, alex)
}
