//! Files that show that an answer is true: added, used twice, taken away, handed in, read by those
//! who may, and by nobody else.

use crate::world::{Browser, Reply, World};
use fourlens_server::store::{AuditEntry, Author, Subject};
use serde_json::json;

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
    assert_eq!(links(&ada.get(&print).await), [file.clone()]);

    let answers = format!("/returns/{}/answers", world.oakwell.return_id);
    assert_eq!(links(&quinn.get(&answers).await), [file.clone()]);
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
        "Rename “policy.pdf.exe”: it has two endings, .pdf and .exe",
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

#[tokio::test]
async fn a_file_of_two_questions_stays_until_both_let_it_go() {
    let world = World::new().await;
    let mut lee = lead(&world).await;
    let (first, second) = (
        evidence(&world, "C1.evidence"),
        evidence(&world, "C2.evidence"),
    );
    let one = add(&mut lee, &first, "policy.pdf", PDF).await;
    let [file] = links(&one).try_into().expect("one link");
    let two = lee.get(&second).await;
    assert!(
        two.says("Files you already added elsewhere"),
        "{}",
        two.text()
    );
    let [id] = two
        .attributes("input[name=file][type=checkbox]", "value")
        .try_into()
        .expect("one");
    let (path, fields) = two.form_to("/use", &[("file", &id)]);
    let used = lee.post(&path, &fields).await;
    let two = lee.follow(used).await;
    assert_eq!(links(&two), [file.clone()]);

    let one = remove(&mut lee, &one).await;
    assert!(
        one.says("No file has been added here yet"),
        "{}",
        one.text()
    );
    assert_eq!(lee.get(&file).await.bytes, PDF, "the other question has it");
    let two = remove(&mut lee, &two).await;
    assert!(
        two.says("No file has been added here yet"),
        "{}",
        two.text()
    );
    assert_eq!(lee.get(&file).await.status, 404, "its key is destroyed");
    let actions: Vec<_> = trail(&world)
        .await
        .into_iter()
        .map(|entry| entry.action)
        .collect();
    assert_eq!(actions, ["file.upload", "file.download", "file.remove"]);
    let there = std::fs::read_dir(world.state.settings.store.store.data.join("files"));
    assert_eq!(there.expect("a folder").count(), 0, "its bytes are deleted");
    assert!(world.store.verify().await.expect("verified").is_empty());
}

#[tokio::test]
async fn saving_a_section_never_loses_a_file_whoever_was_faster() {
    let world = World::new().await;
    let (mut ada, mut lee) = (world.head().await, lead(&world).await);
    let old = ada.get(&section(&world)).await;
    let page = add(
        &mut lee,
        &evidence(&world, "C1.evidence"),
        "policy.pdf",
        PDF,
    )
    .await;
    // Ada changes nothing of the evidence: there is nothing to choose.
    let saved = ada.post_form(&old, &[("C1", "2")]).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    // She names an owner on a page that is older than the file: she sees both.
    let conflict = ada.post_form(&old, &[("C1.evidence-owner", "Head")]).await;
    assert_eq!(conflict.status, 409);
    assert!(
        conflict.says("policy.pdf (36 bytes)"),
        "{}",
        conflict.text()
    );
    let mine = ada
        .post_form(&conflict, &[("C1.evidence-how", "file")])
        .await;
    assert_eq!(mine.status, 303, "{}", mine.text());
    let after = ada.get(&section(&world)).await;
    assert_eq!(links(&after), links(&page), "the file is there");
    let owner = "input[name='C1.evidence-owner']";
    assert_eq!(after.attributes(owner, "value"), ["Head"]);

    // An island saves the owner alone, and a page without any evidence posts none.
    let beside = |name: &str| {
        after
            .attributes(&format!("input[name='{name}']"), "value")
            .remove(0)
    };
    let fields = json!({ "fields": [
        ["C1.evidence-how", "file"], ["C1.evidence-owner", "Deputy"],
        ["_version-C1.evidence", beside("_version-C1.evidence")],
        ["_shown-C1.evidence", beside("_shown-C1.evidence")],
    ] });
    let live = ada
        .post_json(&format!("/api{}", section(&world)), &fields)
        .await;
    assert_eq!(live.status, 200, "{}", live.body);
    let after = ada.get(&section(&world)).await;
    assert_eq!(after.attributes(owner, "value"), ["Deputy"]);
    let none = [("C1.evidence-how", ""), ("C1.evidence-owner", "")];
    let blank = ada.post_form(&after, &none).await;
    let blank = ada.follow(blank).await;
    assert_eq!(links(&blank), links(&page), "the file is there still");
    assert!(
        blank.says("Select whether “Evidence” is a file"),
        "{}",
        blank.text()
    );
}

#[tokio::test]
async fn a_file_of_another_return_is_never_taken() {
    let world = World::new().await;
    let mut edith = world.signed_in("edith@elmfield.example").await;
    let hers = format!("/returns/{}/evidence/C1.evidence", world.elmfield.return_id);
    let page = add(&mut edith, &hers, "hers.pdf", PDF).await;
    let id = page
        .attributes("form[action$='/remove'] input[name=file]", "value")
        .remove(0);

    let mut lee = lead(&world).await;
    let page = lee.get(&section(&world)).await;
    let typed = [
        ("C1.evidence-how", "file"),
        ("C1.evidence-file", id.as_str()),
    ];
    lee.post_form(&page, &typed).await;
    let page = lee.get(&section(&world)).await;
    assert!(page.says("Add a file to “Evidence”"), "{}", page.text());
    let ours = evidence(&world, "C1.evidence");
    let fields = [("file".to_string(), id.clone())];
    let used = lee.post(&format!("{ours}/use"), &fields).await;
    assert_eq!(used.status, 409, "{}", used.text());
    assert_eq!(
        lee.post(&format!("{ours}/remove"), &fields).await.status,
        303
    );
    let theirs = format!("/returns/{}/files/{id}", world.oakwell.return_id);
    assert_eq!(lee.get(&theirs).await.status, 404);
    assert_eq!(
        links(&edith.get(&hers).await).len(),
        1,
        "hers is where it was"
    );
}

#[tokio::test]
async fn what_is_no_evidence_question_has_no_files() {
    let world = World::new().await;
    let mut lee = lead(&world).await;
    for control in ["C1", "C9.evidence", "A15[r1].name", "..", "C1.evidence%5B"] {
        assert_eq!(
            lee.get(&evidence(&world, control)).await.status,
            404,
            "{control}"
        );
    }
    let page = lee.get(&section(&world)).await;
    let odd = [("_files", "https://evil.example/")];
    let saved = lee.post_form(&page, &odd).await;
    assert_eq!(saved.location, Some(section(&world)));
}

const WITH_TABLE: &str = r#"
schema: 1
form: { key: small, title: "A small form", description: "For a story", lens: provider, audience: school, cycle: none, sensitivity: organisation, reference: SF }
privacy: []
sections:
  - id: A
    title: "Actions"
    questions:
      - table:
          id: A1
          label: "Actions"
          row_name: "action"
          columns:
            - text: { id: what, label: "What" }
            - evidence: { id: proof, label: "Proof" }
"#;

#[tokio::test]
async fn a_row_of_a_table_has_its_own_files_and_takes_them_with_it() {
    let world = World::asking(WITH_TABLE).await;
    let mut ada = world.head().await;
    let path = format!("/returns/{}/sections/A", world.oakwell.return_id);
    let page = ada.get(&path).await;
    let added = ada.post_form(&page, &[("_add", "A1")]).await;
    let page = ada.follow(added).await;
    let cell = page.attributes("button[name=_files]", "value").remove(0);
    let saved = ada.post_form(&page, &[("_files", &cell)]).await;
    let page = ada.follow(saved).await;
    assert!(page.says("Actions: Proof"), "{}", page.text());
    let added = ada.post_files(&page, &[("policy.pdf", PDF)]).await;
    assert_eq!(added.status, 303, "{}", added.text());
    let page = ada.follow(added).await;
    let [file] = links(&page).try_into().expect("one link");
    let page = ada.get(&path).await;
    assert_eq!(links(&page), [file.clone()]);

    let row = cell.trim_end_matches(".proof").to_string();
    ada.post_form(&page, &[("_remove", &row)]).await;
    assert_eq!(ada.get(&file).await.status, 404, "it went with its row");
    assert!(
        world
            .store
            .verify()
            .await
            .expect("verified")
            .iter()
            .all(|fault| { fault.severity == fourlens_server::store::Severity::Note })
    );
}
