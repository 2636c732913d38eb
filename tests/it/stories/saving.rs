//! Saving: what was typed is kept, valid or not, and nobody overwrites anybody unseen.

use crate::world::World;
use serde_json::json;

#[tokio::test]
async fn an_improper_answer_is_kept_and_shown_back_with_what_to_do() {
    let world = World::new().await;
    let mut head = world.head().await;
    let path = format!("/returns/{}/sections/B", world.oakwell.return_id);
    let page = head.get(&path).await;
    let reply = head
        .post_form(&page, &[("B1", "a dozen"), ("_go", "next")])
        .await;
    assert_eq!(
        reply.location.as_deref(),
        Some(path.as_str()),
        "the same section again"
    );
    let page = head.follow(reply).await;
    assert_eq!(page.attributes("input[name=B1]", "value"), ["a dozen"]);
    assert!(page.says("as a number"), "{}", page.text());
    assert!(
        page.texts("title")[0].starts_with("Error: "),
        "{:?}",
        page.texts("title")
    );
}

#[tokio::test]
async fn a_proper_section_leads_to_the_next() {
    let world = World::new().await;
    let mut head = world.head().await;
    let page = head
        .get(&format!("/returns/{}/sections/C", world.oakwell.return_id))
        .await;
    let typed = world.proper_answers("C", "2");
    let typed: Vec<(&str, &str)> = typed
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let reply = head.post_form(&page, &typed).await;
    assert_eq!(
        reply.location,
        Some(format!("/returns/{}/sections/D", world.oakwell.return_id))
    );
}

#[tokio::test]
async fn an_answer_that_opens_a_question_shows_the_section_again_with_it() {
    let world = World::new().await;
    let mut head = world.head().await;
    let path = format!("/returns/{}/sections/L", world.oakwell.return_id);
    let page = head.get(&path).await;
    assert!(
        page.attributes("[data-question='L4.na_reason'][hidden]", "id")
            .len()
            == 1
    );
    let reply = head
        .post_form(&page, &[("L4", "na"), ("_go", "next")])
        .await;
    assert_eq!(reply.location.as_deref(), Some(path.as_str()));
    let page = head.follow(reply).await;
    assert!(
        page.attributes("[data-question='L4.na_reason'][hidden]", "id")
            .is_empty()
    );
}

#[tokio::test]
async fn two_tabs_that_change_different_answers_both_count() {
    let world = World::new().await;
    let mut head = world.head().await;
    let path = format!("/returns/{}/sections/C", world.oakwell.return_id);
    let (one, other) = (head.get(&path).await, head.get(&path).await);
    assert_eq!(head.post_form(&one, &[("C1", "1")]).await.status, 303);
    assert_eq!(head.post_form(&other, &[("C2", "3")]).await.status, 303);
    let page = head.get(&path).await;
    assert_eq!(page.attributes("input[name=C1][checked]", "value"), ["1"]);
    assert_eq!(page.attributes("input[name=C2][checked]", "value"), ["3"]);
}

#[tokio::test]
async fn two_people_who_change_one_answer_see_both_and_choose() {
    let world = World::new().await;
    let (mut head, mut lead) = (
        world.head().await,
        world.signed_in("lee@oakwell.example").await,
    );
    let path = format!("/returns/{}/sections/C", world.oakwell.return_id);
    let (heads, leads) = (head.get(&path).await, lead.get(&path).await);
    assert_eq!(head.post_form(&heads, &[("C1", "1")]).await.status, 303);
    let conflict = lead.post_form(&leads, &[("C1", "3"), ("C2", "2")]).await;
    assert_eq!(conflict.status, 409);
    assert!(
        conflict.says("Embedded"),
        "their answer is shown: {}",
        conflict.text()
    );
    assert_eq!(
        conflict.attributes("input[name=C1][checked]", "value"),
        ["3"],
        "mine is kept in the control"
    );
    let after = head.get(&path).await;
    assert_eq!(
        after.attributes("input[name=C1][checked]", "value"),
        ["1"],
        "nothing is overwritten"
    );
    assert_eq!(
        after.attributes("input[name=C2][checked]", "value"),
        ["2"],
        "the other answer is saved"
    );
    let theirs = lead.post_form(&conflict, &[("_take-C1", "theirs")]).await;
    assert_eq!(theirs.status, 303);
    assert_eq!(
        lead.get(&path)
            .await
            .attributes("input[name=C1][checked]", "value"),
        ["1"]
    );
    let unsaid = lead.post_form(&conflict, &[]).await;
    assert_eq!(unsaid.status, 409, "nothing goes over theirs unsaid");
    let again = lead.get(&path).await;
    assert_eq!(
        again.attributes("input[name=C1][checked]", "value"),
        ["1"],
        "{}",
        again.text()
    );
    let yours = &unsaid.attributes("input[name=_take-C1]", "value")[1];
    let mine = lead.post_form(&unsaid, &[("_take-C1", yours)]).await;
    assert_eq!(mine.status, 303, "{}", mine.text());
    assert_eq!(
        lead.get(&path)
            .await
            .attributes("input[name=C1][checked]", "value"),
        ["3"]
    );
}

#[tokio::test]
async fn rows_are_added_filled_and_removed() {
    let world = World::new().await;
    let mut head = world.head().await;
    let path = format!("/returns/{}/sections/A", world.oakwell.return_id);
    let page = head.get(&path).await;
    let reply = head.post_form(&page, &[("_add", "A15")]).await;
    let to = reply.location.clone().unwrap_or_default();
    let title = to.strip_prefix(&format!("{path}?rows=A15#"));
    let title = title.expect("back to the table").to_string();
    let page = head.follow(reply).await;
    assert_eq!(
        page.attributes("p.govuk-summary-card__title", "id"),
        [title],
        "to the new row"
    );
    assert!(!page.says("There is a problem"), "a fresh row is no fault");
    let cells = page.attributes("input[name^='A15:'][name$='.name']", "name");
    assert_eq!(cells.len(), 1, "{}", page.text());
    assert_eq!(
        head.post_form(&page, &[(&cells[0], "Dana Deputy")])
            .await
            .status,
        303
    );
    let page = head.get(&path).await;
    assert_eq!(
        page.attributes("input[name^='A15:'][name$='.name']", "value"),
        ["Dana Deputy"]
    );
    let row = cells[0].trim_end_matches(".name").to_string();
    head.post_form(&page, &[("_remove", &row)]).await;
    assert!(
        head.get(&path)
            .await
            .attributes("input[name^='A15:']", "name")
            .is_empty()
    );
}

#[tokio::test]
async fn each_low_rating_starts_an_action_once_and_a_blank_plan_is_told_before_submitting() {
    let world = World::new().await;
    let mut head = world.head().await;
    let base = format!("/returns/{}", world.oakwell.return_id);
    let plan = format!("{base}/sections/S");
    let empty = head.get(&plan).await;
    assert!(empty.says("No rating so far suggests an action"));
    let page = head.get(&format!("{base}/sections/H")).await;
    head.post_form(&page, &[("H1", "3"), ("H2", "4"), ("H3", "2")])
        .await;
    let check = head.get(&format!("{base}/check")).await;
    assert!(
        check.says("2 ratings suggest an action and have none in “Action plan”"),
        "{}",
        check.text()
    );

    let page = head.get(&plan).await;
    let (path, fields) = page.form(&[("_fill", "S4")]);
    assert!(page.attributes("button[name=_fill]", "value") == ["S4"]);
    let reply = head.post(&path, &fields).await;
    let page = head.follow(reply).await;
    let asked = page.attributes("input[name^='S4:'][name$='.question']", "value");
    assert_eq!(asked.len(), 2, "{}", page.text());
    assert!(asked.contains(&"H1".to_string()) && asked.contains(&"H2".to_string()));
    assert!(!page.says("There is a problem"), "a fresh row is no fault");
    assert!(page.attributes("button[name=_fill]", "value").is_empty());
    let check = head.get(&format!("{base}/check")).await;
    assert!(!check.says("suggest an action"), "{}", check.text());
}

#[tokio::test]
async fn an_island_saves_one_answer_and_learns_its_new_version() {
    let world = World::new().await;
    let mut head = world.head().await;
    let path = format!("/returns/{}/sections/C", world.oakwell.return_id);
    let page = head.get(&path).await;
    let (version, shown) = (
        page.attributes("input[name='_version-C1']", "value")
            .remove(0),
        page.attributes("input[name='_shown-C1']", "value")
            .remove(0),
    );
    let fields = json!({ "fields": [["C1", "2"], ["_version-C1", version], ["_shown-C1", shown]] });
    let reply = head.post_json(&format!("/api{path}"), &fields).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    let body: serde_json::Value = serde_json::from_str(&reply.body).expect("JSON");
    assert_eq!(body["stored"]["C1"]["version"], 1);
    let again = json!({ "fields": [["C1", "3"], ["_version-C1", "0"], ["_shown-C1", shown]] });
    let stale = head.post_json(&format!("/api{path}"), &again).await;
    let body: serde_json::Value = serde_json::from_str(&stale.body).expect("JSON");
    assert_eq!(body["conflicts"][0]["control"], "C1");
    assert_eq!(
        head.get(&path)
            .await
            .attributes("input[name=C1][checked]", "value"),
        ["2"]
    );
}

#[tokio::test]
async fn unknown_controls_and_other_sections_are_left_alone() {
    let world = World::new().await;
    let mut head = world.head().await;
    let path = format!("/returns/{}/sections/C", world.oakwell.return_id);
    let page = head.get(&path).await;
    let strange = [
        ("ZZ9", "x"),
        ("_version-ZZ9", "0"),
        ("D1", "1"),
        ("_version-D1", "0"),
        ("_shown-D1", ""),
    ];
    assert_eq!(head.post_form(&page, &strange).await.status, 303);
    let other = head
        .get(&format!("/returns/{}/sections/D", world.oakwell.return_id))
        .await;
    assert!(
        other
            .attributes("input[name=D1][checked]", "value")
            .is_empty()
    );
}

#[tokio::test]
async fn a_post_that_is_too_large_is_refused_in_words() {
    let world = World::new().await;
    let mut head = world.head().await;
    let path = format!("/returns/{}/sections/C", world.oakwell.return_id);
    let page = head.get(&path).await;
    let reply = head
        .post_form(&page, &[("C1.how", &"x".repeat(2_000_000))])
        .await;
    assert_eq!(reply.status, 413);
    assert!(reply.says("nothing of it was saved"), "{}", reply.text());
}
