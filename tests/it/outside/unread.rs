//! What no page of ours sends is answered with a page, not with words for developers.

use crate::world::World;

#[tokio::test]
async fn what_cannot_be_read_is_answered_with_a_page() {
    let world = World::new().await;
    let mut alex = world.administrator().await;
    let field = |name: &str| vec![(name.to_string(), "x".to_string())];
    let replies = [
        alex.post(
            "/people/0123456789abcdef0123456789abcdef/invite",
            &field("odd"),
        )
        .await,
        alex.post("/forms/upload", &field("definition")).await,
        alex.post_json("/holds", &serde_json::json!({})).await,
    ];
    for reply in replies {
        assert!((400..500).contains(&reply.status), "{}", reply.status);
        let kind = &reply.headers["content-type"];
        assert!(kind.starts_with("text/html"), "{kind}: {}", reply.body);
        assert!(!reply.says("Failed to"), "{}", reply.text());
    }
    let unread = alex.post("/forms/upload", &field("definition")).await;
    assert!(unread.says("This was not taken"), "{}", unread.text());
}
