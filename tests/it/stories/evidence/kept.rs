//! A file stays as long as an answer names it, whoever saves what meanwhile, and goes with its last.

use super::{PDF, add, evidence, lead, links, remove, section, trail};
use crate::world::World;
use serde_json::json;

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
    assert_eq!(links(&two), [file.as_str()]);

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
    let yours = &conflict.attributes("input[name='_take-C1.evidence']", "value")[1];
    let chosen = [("C1.evidence-how", "file"), ("_take-C1.evidence", yours)];
    let mine = ada.post_form(&conflict, &chosen).await;
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
        blank.says("Select “In a file” for “Evidence”, or remove its files"),
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
    for control in ["C1", "C9.evidence", "A15:r1.name", "..", "C1.evidence%5B"] {
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

/// Evidence in a table, and in a table in its rows.
const WITH_TABLES: &str = r#"
schema: 1
form: { key: small, title: "A small form", description: "For a story", lens: provider, audience: school, cycle: none, sensitivity: organisation, reference: SF }
sections:
  - id: A
    title: "Actions"
    questions:
      - table:
          id: A1
          label: "Actions"
          row_name: "action"
          columns:
            - evidence: { id: proof, label: "Proof" }
            - table:
                id: steps
                label: "Steps"
                row_name: "step"
                columns:
                  - evidence: { id: proof, label: "Proof of the step" }
"#;

#[tokio::test]
async fn a_row_of_a_table_has_its_own_files_and_takes_them_with_it() {
    let world = World::asking(WITH_TABLES).await;
    let mut ada = world.head().await;
    let path = format!("/returns/{}/sections/A", world.oakwell.return_id);
    let page = ada.get(&path).await;
    let added = ada.post_form(&page, &[("_add", "A1")]).await;
    let page = ada.follow(added).await;
    let inner = page.attributes("button[name=_add]", "value");
    let inner = inner.iter().find(|name| name.ends_with(".steps"));
    let added = ada
        .post_form(&page, &[("_add", inner.expect("a table in the row"))])
        .await;
    let page = ada.follow(added).await;
    let cells = page.attributes("button[name=_files]", "value");
    assert_eq!(cells.len(), 2, "{cells:?}");
    let mut files = Vec::new();
    for (cell, title) in cells
        .iter()
        .zip(["Actions: Proof", "Actions: Proof of the step"])
    {
        let saved = ada.post_form(&page, &[("_files", cell)]).await;
        let page = ada.follow(saved).await;
        assert!(page.says(title), "{}", page.text());
        let added = ada.post_files(&page, &[("policy.pdf", PDF)]).await;
        assert_eq!(added.status, 303, "{}", added.text());
        files.extend(links(&ada.follow(added).await));
    }
    let page = ada.get(&path).await;
    assert_eq!(links(&page), files);
    let check = format!("/returns/{}/check", world.oakwell.return_id);
    assert_eq!(links(&ada.get(&check).await), files);

    let row = cells[0].trim_end_matches(".proof").to_string();
    ada.post_form(&page, &[("_remove", &row)]).await;
    for file in &files {
        assert_eq!(ada.get(file).await.status, 404, "it went with its row");
    }
    let faults = world.store.verify().await.expect("verified");
    assert!(faults.is_empty(), "{faults:?}");
}
