//! Nobody learns from an answer, or from the work behind it, who has an account.

use crate::world::{PASSWORD, World};
use fourlens_server::store::NewPerson;

#[tokio::test]
async fn every_wrong_try_gets_the_same_answer_for_the_same_work() {
    let world = World::new().await;
    let system = world.store.system("story");
    let new = NewPerson {
        name: "Nia New".to_string(),
        email: "nia@oakwell.example".to_string(),
        password_hash: None,
    };
    system.add_person(new).await.expect("added");
    let edith = world.known("edith@elmfield.example").await;
    system.disable(edith).await.expect("disabled");
    let mut replies = Vec::new();
    for (email, password) in [
        ("ada@oakwell.example", "not her password"),
        ("nobody@oakwell.example", PASSWORD),
        ("edith@elmfield.example", PASSWORD),
        ("nia@oakwell.example", PASSWORD),
    ] {
        let before = world.state.passwords.count();
        let mut browser = world
            .browser()
            .from(&format!("203.0.113.{}", replies.len()));
        let mut reply = world.enter_password(&mut browser, email, password).await;
        let checked = world.state.passwords.count() - before;
        assert_eq!(checked, 1, "{email}: one password is checked");
        reply.headers.remove("content-security-policy");
        reply.headers.remove("content-length");
        let body = reply.body.replace(email, "ADDRESS");
        let nonce = |body: &str| {
            let at = body.find("nonce=\"").map(|at| at + 7);
            at.map(|at| body[at..].split('"').next().unwrap_or_default().to_string())
        };
        let body = match nonce(&body) {
            Some(nonce) => body.replace(&nonce, "NONCE"),
            None => body,
        };
        replies.push((reply.status, reply.headers, body));
    }
    for reply in &replies {
        assert_eq!(reply.0, 422);
        assert_eq!(*reply, replies[0]);
    }
}
