//! Theft: whoever carries off the data folder, both databases and a backup, but not the key ring,
//! reads nothing that people typed, and nothing opens that was moved.
//!
//! Not secret at rest, because the portal finds its way by them: names of organisations, names and
//! mail addresses of people with accounts, what a provider calls them, references of cases and
//! submissions, the wording of forms, titles of campaigns, and figures.

mod entering;
mod filled;
mod loot;
mod moved;
mod opened;
mod planting;
mod words;

use self::{filled::Filled, loot::Loot, words::Search};
use fourlens_server::jobs;

#[tokio::test]
async fn a_thief_without_the_key_ring_finds_nothing_that_anyone_typed() {
    let filled = Filled::new().await;
    // The demonstration's mails lie in the data folder, and are searched like all else.
    while jobs::step(&filled.world.state).await.expect("a step") > 0 {}
    let folder = tempfile::tempdir().expect("a folder");
    let backup = folder.path().join("backup");
    filled.world.store.backup(&backup).await.expect("a backup");
    let loot = Loot::of(&filled.world, &backup).await;

    for (public, place) in [
        ("Oakwell Primary School", "organisation.name"),
        ("hal@hospital.example", "person.email"),
        ("NEG-26Q4-01", "audit_case.reference"),
        ("\"section.C\"", "fact_pack.packed, unpacked"),
    ] {
        let found = loot.search(&Search::of([public]));
        let place = format!("{public} in {place}");
        assert!(
            found.contains(&place),
            "the search finds {place}: {found:?}"
        );
    }
    let words = &filled.words;
    assert!(words.kept.len() > 500, "{} words", words.kept.len());
    let all = words.kept.iter().chain(&words.gone);
    let found = loot.search(&Search::of(all.map(|word| word.text.as_str())));
    assert!(found.is_empty(), "in the clear: {found:#?}");

    let opened = opened::everything(&filled).await.to_lowercase();
    let is_lost = |word: &&words::Word| !opened.contains(&word.text.to_lowercase());
    let lost = words.kept.iter().filter(is_lost);
    let lost: Vec<_> = lost.map(|word| (&word.place, &word.text)).collect();
    assert!(lost.is_empty(), "the key ring does not open: {lost:#?}");
    assert_eq!(filled.world.store.verify().await.expect("verified"), []);
}
