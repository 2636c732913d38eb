//! Sessions: where one is signed in, ended from elsewhere, and proved again before much is taken.

use crate::world::{PASSWORD, World};
use axum::{body::Body, http::Request};
use http_body_util::BodyExt;
use tower::ServiceExt;

const ADA: &str = "ada@oakwell.example";
const CHROME: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";
const IPHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1";

#[tokio::test]
async fn a_person_sees_where_they_are_signed_in_and_ends_a_session_there() {
    let world = World::new().await;
    let mut desk = world.browser().called(CHROME);
    world.enter_password(&mut desk, ADA, PASSWORD).await;
    let mut phone = world.browser().called(IPHONE);
    world.enter_password(&mut phone, ADA, PASSWORD).await;
    let mut other = world.signed_in("edith@elmfield.example").await;

    let page = desk.get("/account").await;
    assert!(page.says("Chrome on Windows"), "{}", page.text());
    assert!(page.says("Safari on an iPhone"), "{}", page.text());
    let keys = page.attributes("button[name=session]", "value");
    assert_eq!(keys.len(), 2, "the other one, and all others: {keys:?}");
    let end = [("session".to_string(), keys[0].clone())];
    other.post("/account/sessions/end", &end).await;
    assert_eq!(phone.get("/home").await.status, 200, "nobody else's to end");
    let reply = desk.post("/account/sessions/end", &end).await;
    assert_eq!(reply.location.as_deref(), Some("/account?done=ended"));
    assert_eq!(phone.get("/home").await.status, 303);
    assert_eq!(desk.get("/home").await.status, 200);
}

#[tokio::test]
async fn another_password_signs_out_everywhere_else() {
    let world = World::new().await;
    let mut desk = world.head().await;
    let mut phone = world.head().await;
    let page = desk.get("/account/password").await;
    let wrong = [
        ("current", "not her password"),
        ("password", "teal lantern otter"),
    ];
    let reply = desk.post_form(&page, &wrong).await;
    assert_eq!(reply.status, 422);
    assert!(
        reply.says("Enter the password you have now"),
        "{}",
        reply.text()
    );
    let right = [("current", PASSWORD), ("password", "teal lantern otter")];
    let reply = desk.post_form(&page, &right).await;
    assert_eq!(reply.location.as_deref(), Some("/account?done=password"));
    assert_eq!(phone.get("/home").await.status, 303);
    assert_eq!(desk.get("/home").await.status, 200);
    let mut again = world.browser();
    assert_eq!(
        world.enter_password(&mut again, ADA, PASSWORD).await.status,
        422
    );
}

#[tokio::test]
async fn a_person_removed_while_filling_is_out_at_the_next_request_and_what_was_saved_stays() {
    let world = World::new().await;
    let mut ada = world.head().await;
    let mut alex = world.administrator().await;
    let id = world.oakwell.return_id;
    let section = format!("/returns/{id}/sections/C");
    let page = ada.get(&section).await;
    let reply = ada.post_form(&page, &[("C1", "4")]).await;
    assert_eq!(reply.status, 303);
    let page = ada.get(&section).await;
    let person = world.known(ADA).await;
    let disabled = alex.post(&format!("/people/{person}/disable"), &[]).await;
    assert_eq!(disabled.status, 303);
    let reply = ada.post_form(&page, &[("C1", "1")]).await;
    assert_eq!(reply.location.as_deref(), Some("/sign-in?next=/"));
    let api = format!("/api/returns/{id}/sections/C");
    let reply = ada
        .post_json(&api, &serde_json::json!({ "fields": [] }))
        .await;
    assert_eq!(reply.status, 401);
    let mut lee = world.signed_in("lee@oakwell.example").await;
    let page = lee.get(&section).await;
    let chosen = page.attributes("input[name=C1][checked]", "value");
    assert_eq!(chosen, ["4"], "the answer saved before");
    let refused = world
        .enter_password(&mut world.browser(), ADA, PASSWORD)
        .await;
    assert_eq!(refused.status, 422);
}

#[tokio::test]
async fn taking_scores_away_asks_again_who_one_is_after_ten_minutes() {
    let world = World::new().await;
    let mut quinn = world.manager().await;
    let file = format!("/campaigns/{}/scores.csv", world.campaign);
    assert_eq!(quinn.get(&file).await.status, 200, "signing in was proof");
    world.clock.pass_seconds(10 * 60 + 1);
    let reply = quinn.get(&file).await;
    assert_eq!(
        reply.location.as_deref(),
        Some(format!("/prove?next={file}").as_str())
    );
    let page = quinn.follow(reply).await;
    let wrong = quinn
        .post_form(&page, &[("proof", "not her password")])
        .await;
    assert_eq!(wrong.status, 422);
    let reply = quinn.post_form(&page, &[("proof", PASSWORD)]).await;
    assert_eq!(reply.location.as_deref(), Some(file.as_str()));
    assert_eq!(quinn.get(&file).await.status, 200);
    let elsewhere = quinn.get("/prove?next=//evil.example").await;
    let next = elsewhere.attributes("input[name=next]", "value");
    assert_eq!(next, [""], "never to another site");
}

#[tokio::test]
async fn a_file_on_its_way_is_broken_off_when_its_reader_is_kept_out() {
    let world = World::new().await;
    let mut ada = world.head().await;
    let page = format!("/returns/{}/evidence/C1.evidence", world.oakwell.return_id);
    let large = "All that we did in a year.\n".repeat(120_000);
    let reply = ada.get(&page).await;
    let reply = ada
        .post_files(&reply, &[("year.txt", large.as_bytes())])
        .await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    let links = ada
        .get(&page)
        .await
        .attributes("main a[href*='/files/']", "href");
    let cookies = ada.cookie_header();
    let ask = || {
        let request = Request::get(&links[0]).header("host", "127.0.0.1:3000");
        let request = request.header("cookie", &cookies);
        let request = request.body(Body::empty()).expect("a request");
        world.router.clone().oneshot(request)
    };
    let whole = ask().await.expect("an answer").into_body().collect().await;
    assert_eq!(whole.expect("whole").to_bytes().len(), large.len());
    let answer = ask().await.expect("an answer");
    let person = world.known(ADA).await;
    world
        .store
        .system("story")
        .disable(person)
        .await
        .expect("disabled");
    assert!(
        answer.into_body().collect().await.is_err(),
        "it is broken off"
    );
}
