//! Files that show that an answer is true: added, used twice, taken away, handed in, read by those
//! who may, and by nobody else.

mod kept;
mod refused;
mod scanned;

use crate::world::{Browser, Reply, World};
use fourlens_server::store::{AuditEntry, Author, Subject};

const PDF: &[u8] = b"%PDF-1.7\n% Planted-Word-Seven\n%%EOF\n";
const OTHER_PDF: &[u8] = b"%PDF-1.7\n% another\n%%EOF\n";

async fn lead(world: &World) -> Browser {
    world.signed_in("lee@oakwell.example").await
}

fn section(world: &World) -> String {
    format!("/returns/{}/sections/C", world.oakwell.return_id)
}

fn evidence(world: &World, question: &str) -> String {
    format!("/returns/{}/evidence/{question}", world.oakwell.return_id)
}

/// Adds a file to a question; the page that follows.
async fn add(browser: &mut Browser, page: &str, name: &str, content: &[u8]) -> Reply {
    let page = browser.get(page).await;
    let added = browser.post_files(&page, &[(name, content)]).await;
    assert_eq!(added.status, 303, "{}", added.text());
    browser.follow(added).await
}

/// Presses the first button that removes a file.
async fn remove(browser: &mut Browser, page: &Reply) -> Reply {
    let (path, fields) = page.form_to("/remove", &[]);
    let removed = browser.post(&path, &fields).await;
    assert_eq!(removed.status, 303, "{}", removed.text());
    browser.follow(removed).await
}

/// Where the files of a page can be had.
fn links(page: &Reply) -> Vec<String> {
    let links = page.attributes("main a", "href").into_iter();
    links.filter(|link| link.contains("/files/")).collect()
}

/// What was done with the files of Oakwell's return.
async fn trail(world: &World) -> Vec<AuditEntry> {
    let subject = Subject::new("return", world.oakwell.return_id.bytes());
    let trail = world.store.system("story").trail(&subject).await;
    let mut trail = trail.expect("the trail");
    trail.retain(|entry| entry.action.starts_with("file."));
    trail
}

#[tokio::test]
async fn a_lead_adds_a_file_the_head_submits_and_the_manager_downloads_it() {
    let world = World::new().await;
    let mut lee = lead(&world).await;
    let page = lee.get(&section(&world)).await;
    let typed = [("C1.how", "We keep minutes"), ("_files", "C1.evidence")];
    let saved = lee.post_form(&page, &typed).await;
    assert_eq!(saved.location, Some(evidence(&world, "C1.evidence")));
    let page = lee.follow(saved).await;
    assert!(
        page.says("No file has been added here yet"),
        "{}",
        page.text()
    );
    let added = lee.post_files(&page, &[("Policy 2026.pdf", PDF)]).await;
    let page = lee.follow(added).await;
    assert!(page.says("The files were added"), "{}", page.text());
    assert!(page.says("Policy 2026.pdf (36 bytes)"), "{}", page.text());

    let page = lee.get(&section(&world)).await;
    assert!(page.says("We keep minutes"), "nothing typed is lost");
    assert!(page.says("Policy 2026.pdf (36 bytes)"), "{}", page.text());
    let how = "input[name='C1.evidence-how'][checked]";
    assert_eq!(page.attributes(how, "value"), ["file"]);
    let [file] = links(&page).try_into().expect("one link");
    assert_eq!(lee.get(&file).await.bytes, PDF);

    let mut quinn = world.manager().await;
    assert_eq!(quinn.get(&file).await.status, 404, "a draft's file");
    let mut ada = world.head().await;
    let check = world.fill_all(&mut ada, world.oakwell.return_id, "2").await;
    assert!(check.says("Policy 2026.pdf"), "{}", check.text());
    let submitted = ada.post_form(&check, &[]).await;
    assert_eq!(submitted.status, 303, "{}", submitted.text());
    let print = format!("/returns/{}/print", world.oakwell.return_id);
    assert_eq!(links(&ada.get(&print).await), [file.as_str()]);

    let answers = format!("/returns/{}/answers", world.oakwell.return_id);
    assert_eq!(links(&quinn.get(&answers).await), [file.as_str()]);
    let got = quinn.get(&file).await;
    assert_eq!(got.bytes, PDF);
    for (name, value) in [
        ("content-type", "application/pdf"),
        ("x-content-type-options", "nosniff"),
        ("cache-control", "no-store"),
        ("content-length", "36"),
    ] {
        assert_eq!(got.headers[name], value, "{name}");
    }
    assert!(got.headers["content-security-policy"].starts_with("sandbox;"));
    let disposition = &got.headers["content-disposition"];
    assert!(
        disposition.starts_with("attachment; filename=\"Policy 2026.pdf\""),
        "{disposition}"
    );
    let trail = trail(&world).await;
    let last = trail.last().expect("a trail");
    assert_eq!(last.action, "file.download");
    assert!(matches!(last.author, Author::Person(_)));
    assert!(world.store.verify().await.expect("verified").is_empty());
}

#[tokio::test]
async fn nobody_else_sees_a_file_and_nothing_changes_after_submission() {
    let world = World::new().await;
    let mut ada = world.head().await;
    let page = add(
        &mut ada,
        &evidence(&world, "C1.evidence"),
        "policy.pdf",
        PDF,
    )
    .await;
    let [file] = links(&page).try_into().expect("one link");
    let mut edith = world.signed_in("edith@elmfield.example").await;
    let missing = edith.get(&format!("{}0", &file[..file.len() - 1])).await;
    for path in [file.clone(), evidence(&world, "C1.evidence")] {
        let theirs = edith.get(&path).await;
        assert_eq!(
            (theirs.status, theirs.text()),
            (404, missing.text()),
            "{path}"
        );
    }
    let stolen = edith.post_files(&page, &[("hers.pdf", OTHER_PDF)]).await;
    assert_eq!(stolen.status, 404);
    let mut alex = world.signed_in("alex@partnership.example").await;
    assert_eq!(alex.get(&file).await.status, 404, "the administrator");
    let mut nobody = world.browser();
    assert_eq!(nobody.get(&file).await.status, 303, "sign in first");

    let check = world.fill_all(&mut ada, world.oakwell.return_id, "2").await;
    assert_eq!(ada.post_form(&check, &[]).await.status, 303);
    let more = ada.post_files(&page, &[("more.pdf", OTHER_PDF)]).await;
    assert_eq!(more.status, 409);
    let (path, fields) = page.form_to("/remove", &[]);
    assert_eq!(ada.post(&path, &fields).await.status, 409);
    assert_eq!(ada.get(&file).await.bytes, PDF, "it stays");
    assert_eq!(edith.get(&file).await.status, 404);
    assert!(world.store.verify().await.expect("verified").is_empty());
}
