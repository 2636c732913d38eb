//! Nobody sees what is not theirs; another's page answers as one that does not exist.

use crate::world::World;
use fourlens_server::store::{Author, Subject};

#[tokio::test]
async fn a_page_asks_to_sign_in_first_and_leads_back() {
    let world = World::new().await;
    let mut browser = world.browser();
    let reply = browser.get("/home").await;
    assert_eq!(reply.location.as_deref(), Some("/sign-in?next=/home"));
    let page = browser.follow(reply).await;
    let typed = [
        ("email", "ada@oakwell.example"),
        ("password", crate::world::PASSWORD),
    ];
    let reply = browser.post_form(&page, &typed).await;
    assert_eq!(reply.location.as_deref(), Some("/home"));
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_get_the_same_words() {
    let world = World::new().await;
    let mut replies = Vec::new();
    for (email, password) in [
        ("ada@oakwell.example", "not her password"),
        ("nobody@oakwell.example", "not her password"),
    ] {
        let mut browser = world.browser();
        let page = browser.get("/sign-in").await;
        let reply = browser
            .post_form(&page, &[("email", email), ("password", password)])
            .await;
        assert_eq!(reply.status, 422);
        replies.push(reply.text());
    }
    assert_eq!(replies[0], replies[1]);
}

#[tokio::test]
async fn another_schools_return_answers_exactly_as_one_that_does_not_exist() {
    let world = World::new().await;
    let mut head = world.head().await;
    let others = world.elmfield.return_id;
    let none = "0123456789abcdef0123456789abcdef";
    for page in [
        "",
        "/sections/C",
        "/check",
        "/receipt",
        "/print",
        "/evidence/C1.evidence",
        "/files/0123456789abcdef0123456789abcdef",
        "/answers",
        "/feedback",
    ] {
        let theirs = head.get(&format!("/returns/{others}{page}")).await;
        let missing = head.get(&format!("/returns/{none}{page}")).await;
        assert_eq!(
            (theirs.status, theirs.text()),
            (missing.status, missing.text()),
            "{page}"
        );
        assert_eq!(theirs.status, 404, "{page}");
    }
    let fields = vec![
        ("C1".to_string(), "4".to_string()),
        ("_version-C1".to_string(), "0".to_string()),
    ];
    assert_eq!(
        head.post(&format!("/returns/{others}/sections/C"), &fields)
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn a_page_of_another_role_is_not_there() {
    let world = World::new().await;
    let mut head = world.head().await;
    assert_eq!(head.get("/campaigns").await.status, 404);
    assert_eq!(head.get("/forms").await.status, 404);
    let mut manager = world.manager().await;
    assert_eq!(manager.get("/home").await.status, 404);
    assert_eq!(
        manager
            .get(&format!("/returns/{}", world.oakwell.return_id))
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn the_manager_reads_a_submitted_return_on_record_and_no_draft() {
    let world = World::new().await;
    let id = world.oakwell.return_id;
    let mut manager = world.manager().await;
    let mut head = world.head().await;
    let check = world.fill_all(&mut head, id, "2").await;
    let answers = format!("/returns/{id}/answers");
    let none = format!("/returns/{}/answers", "01".repeat(16));
    let missing = manager.get(&none).await;
    let draft = manager.get(&answers).await;
    assert_eq!((draft.status, draft.text()), (404, missing.text()));

    assert_eq!(head.post_form(&check, &[]).await.status, 303);
    let scores = manager.get(&format!("/returns/{id}/scores")).await;
    let links = scores.attributes("main a", "href");
    assert!(links.contains(&answers), "{links:?}");
    let read = manager.get(&answers).await;
    assert!(read.says("Signed by Ada Oak"), "{}", read.text());

    let system = world.store.system("story");
    let receipt = system.receipt(id).await.expect("read").expect("submitted");
    let subject = Subject {
        kind: "submission".to_string(),
        id: receipt.submission.bytes().to_vec(),
    };
    let trail = system.trail(&subject).await.expect("the trail");
    let views: Vec<_> = trail
        .iter()
        .filter(|entry| entry.action == "submission.view")
        .collect();
    assert_eq!(views.len(), 1, "{trail:?}");
    assert!(matches!(views[0].author, Author::Person(_)), "{views:?}");

    for mut other in [
        world.signed_in("edith@elmfield.example").await,
        world.signed_in("alex@partnership.example").await,
        head,
    ] {
        assert_eq!(other.get(&answers).await.status, 404);
    }
}

#[tokio::test]
async fn signing_out_ends_the_session_on_the_server() {
    let world = World::new().await;
    let mut head = world.head().await;
    let kept = head.clone();
    let reply = head.post("/sign-out", &[]).await;
    assert_eq!(reply.status, 303);
    assert_eq!(
        kept.clone().get("/home").await.status,
        303,
        "the old cookie opens nothing"
    );
}

#[tokio::test]
async fn a_session_ends_after_a_working_day() {
    let world = World::new().await;
    let mut head = world.head().await;
    world.clock.pass_days(1);
    assert_eq!(
        head.get("/home").await.location.as_deref(),
        Some("/sign-in?next=/home")
    );
}

#[tokio::test]
async fn signing_in_never_leads_to_another_site() {
    let world = World::new().await;
    for next in [
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "/\u{1}/evil.example",
        "https://evil.example",
    ] {
        let mut browser = world.browser();
        let page = browser.get("/sign-in").await;
        let typed = [
            ("email", "ada@oakwell.example"),
            ("password", crate::world::PASSWORD),
            ("next", next),
        ];
        let reply = browser.post_form(&page, &typed).await;
        assert_eq!(reply.location.as_deref(), Some("/home"), "{next:?}");
    }
}
