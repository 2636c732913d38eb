//! What is not taken, and what is taken once.

use super::{OTHER_PDF, PDF, add, evidence, lead, links, remove, trail};
use crate::world::World;

#[tokio::test]
async fn what_cannot_be_taken_is_told_and_leaves_nothing_behind() {
    let world = World::new().await;
    let world = world.told(|settings| settings.files.bytes_per_file = 1_000_000);
    let mut lee = lead(&world).await;
    let page = lee.get(&evidence(&world, "C1.evidence")).await;
    let nothing = lee.post_files(&page, &[]).await;
    assert_eq!(nothing.status, 422);
    assert!(nothing.says("Select a file to add"), "{}", nothing.text());

    let large = [PDF, &vec![b'x'; 1_000_001]].concat();
    let files: [(&str, &[u8]); 8] = [
        ("policy.pdf.exe", b"MZ"),
        ("macros.docm", b"PK\x03\x04"),
        ("page.pdf", b"<html>"),
        ("empty.pdf", b""),
        ("large.pdf", &large),
        ("../../ring.txt", b"words"),
        ("a\"b\r\nSet-Cookie: x=\u{202e}.pdf", PDF),
        ("good.txt", b"words"),
    ];
    let told = lee.post_files(&page, &files).await;
    assert_eq!(told.status, 422);
    assert!(told.texts("title")[0].starts_with("Error: "));
    for words in [
        "“policy.pdf.exe” cannot be added because .exe files are not taken, though its name says .pdf too",
        "“macros.docm” cannot be added because .docm files are not taken",
        "“page.pdf” is not a .pdf file, whatever its name says",
        "“empty.pdf” is empty",
        "“large.pdf” must be smaller than 1 MB",
        "Rename “../../ring.txt”",
        "its name has characters that cannot be seen",
    ] {
        assert!(told.says(words), "{words}: {}", told.text());
    }
    let errors = told.attributes(".govuk-error-summary a", "href");
    assert_eq!(errors, ["#file"; 7]);
    assert_eq!(
        links(&told).len(),
        1,
        "the good one is added: {}",
        told.text()
    );
    let there = std::fs::read_dir(world.state.settings.store.store.data.join("files"));
    assert_eq!(there.expect("a folder").count(), 1, "nothing else is left");
    assert!(world.store.verify().await.expect("verified").is_empty());
}

#[tokio::test]
async fn a_return_has_room_for_so_much_and_no_more() {
    let world = World::new().await;
    let world = world.told(|settings| settings.files.bytes_per_return = 60);
    let mut lee = lead(&world).await;
    let page = add(&mut lee, &evidence(&world, "C1.evidence"), "one.pdf", PDF).await;
    let full = lee.post_files(&page, &[("two.pdf", OTHER_PDF)]).await;
    assert_eq!(full.status, 422);
    assert!(full.says("“two.pdf” does not fit"), "{}", full.text());
    let page = remove(&mut lee, &full).await;
    let again = lee.post_files(&page, &[("two.pdf", OTHER_PDF)]).await;
    assert_eq!(again.status, 303, "{}", again.text());
    let much = vec![b'x'; 3 * 1024 * 1024];
    let refused = lee.post_files(&page, &[("much.txt", &much)]).await;
    assert_eq!(refused.status, 413);
    assert!(
        refused.says("add fewer or smaller files"),
        "{}",
        refused.text()
    );
}

#[tokio::test]
async fn a_post_that_comes_twice_adds_once() {
    let world = World::new().await;
    let mut lee = lead(&world).await;
    let page = lee.get(&evidence(&world, "C1.evidence")).await;
    let both: [(&str, &[u8]); 2] = [("policy.pdf", PDF), ("other.pdf", OTHER_PDF)];
    assert_eq!(lee.post_files(&page, &both).await.status, 303);
    assert_eq!(lee.post_files(&page, &both).await.status, 303);
    let after = lee.get(&evidence(&world, "C1.evidence")).await;
    assert_eq!(links(&after).len(), 2, "{}", after.text());
    // Going back and picking another file is no repeat.
    let third = lee.post_files(&page, &[("third.txt", b"words")]).await;
    let page = lee.follow(third).await;
    assert_eq!(links(&page).len(), 3, "{}", page.text());
    assert_eq!(trail(&world).await.len(), 3);
    assert!(world.store.verify().await.expect("verified").is_empty());
}
