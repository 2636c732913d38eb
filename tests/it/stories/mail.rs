//! Mail leaves with what it tells of, once, to who may still know; without a mail server it waits.

mod kept_out;

use crate::world::{Browser, MailSink, Takes, World, link_in};
use fourlens_server::{config::MailFlags, jobs, store::OutboxMessage};

/// A head submits Oakwell's return.
async fn submit(world: &World) -> Browser {
    let mut ada = world.head().await;
    let check = world.fill_all(&mut ada, world.oakwell.return_id, "2").await;
    assert_eq!(ada.post_form(&check, &[]).await.status, 303);
    ada
}

#[tokio::test]
async fn whoever_submits_gets_the_reference_by_mail_once_and_no_answer() {
    let world = World::new().await;
    submit(&world).await;
    assert_eq!(
        world.mails().len(),
        0,
        "nothing is sent before the job runs"
    );
    assert_eq!(jobs::step(&world.state).await.expect("a step"), 1);
    assert_eq!(jobs::step(&world.state).await.expect("a step"), 0);
    let mails = world.mails();
    let [mail] = mails.as_slice() else {
        panic!("one mail: {mails:?}");
    };
    assert!(
        mail.contains("To: \"Ada Oak\" <ada@oakwell.example>"),
        "{mail}"
    );
    assert!(mail.contains("Reference: S175-26-"), "{mail}");
    let link = format!("/returns/{}/receipt", world.oakwell.return_id);
    assert!(mail.contains(&link), "{mail}");
    assert!(
        !mail.contains("As it should be"),
        "a mail holds no answer: {mail}"
    );
}

#[tokio::test]
async fn without_a_mail_server_mail_waits_and_the_administrator_is_told() {
    let world = World::new().await.for_real();
    submit(&world).await;
    assert_eq!(jobs::step(&world.state).await.expect("a step"), 0);
    let mut alex = world.signed_in("alex@partnership.example").await;
    let page = alex.get("/forms").await;
    assert!(
        page.says("1 email is not sent, the first since"),
        "{}",
        page.text()
    );
    let waiting = world
        .store
        .system("story")
        .messages_waiting("mail")
        .await
        .expect("counted");
    assert_eq!(waiting.count, 1, "nothing is lost");
}

#[tokio::test]
async fn a_mail_that_cannot_be_read_is_set_aside_told_and_holds_up_no_other() {
    let world = World::new().await;
    submit(&world).await;
    let system = world.store.system("story");
    let nonsense = OutboxMessage {
        kind: "mail".to_string(),
        dedupe_key: "nonsense".to_string(),
        payload: b"no mail at all".to_vec(),
        run_at: None,
    };
    let moved = OutboxMessage {
        dedupe_key: "moved".to_string(),
        ..nonsense.clone()
    };
    system.enqueue(vec![nonsense, moved]).await.expect("left");
    world
        .meddle(
            "UPDATE outbox SET run_at = 0, sealed = (SELECT o.sealed FROM outbox o \
             WHERE o.dedupe_key = 'nonsense') WHERE dedupe_key = 'moved'",
        )
        .await;
    while jobs::step(&world.state).await.expect("a step") > 0 {}
    assert_eq!(world.mails().len(), 1, "the receipt left");
    assert_eq!(failing(&world).await, 0, "nothing is tried again");
    let mut alex = world.administrator().await;
    for path in ["/forms", "/people"] {
        let page = alex.get(path).await;
        let told = "2 mails were set aside, because what they say cannot be read";
        assert!(page.says(told), "{path}: {}", page.text());
    }
}

/// The same portal for real, with this mail server.
fn with_server(world: World, sink: &MailSink) -> World {
    let flags = MailFlags {
        smtp: Some(sink.url()),
        mail_from: Some("Story Partnership <portal@story.example>".to_string()),
    };
    let server = flags.decide(&MailFlags::default()).expect("a mail server");
    world.told(|settings| {
        settings.store.demo = false;
        settings.mail = server;
    })
}

async fn failing(world: &World) -> i64 {
    let waiting = jobs::mail_waiting(&world.state).await;
    waiting.expect("counted").count
}

#[tokio::test]
async fn a_mail_server_that_is_down_for_a_day_loses_nothing_and_sends_nothing_twice() {
    let mut sink = MailSink::start().await;
    let world = with_server(World::new().await, &sink);
    submit(&world).await;
    sink.go_down().await;
    for _ in 0..24 {
        while jobs::step(&world.state).await.expect("a step") > 0 {}
        world.clock.pass_seconds(60 * 60);
    }
    assert_eq!(failing(&world).await, 1);
    let mut alex = world.administrator().await;
    for path in ["/forms", "/people"] {
        let page = alex.get(path).await;
        assert!(
            page.says("1 email is not sent, the first since"),
            "{path}: {}",
            page.text()
        );
        assert!(
            page.says("the mail server does not take"),
            "{path}: {}",
            page.text()
        );
    }
    sink.come_up().await;
    world.clock.pass_seconds(6 * 60 * 60);
    for _ in 0..3 {
        while jobs::step(&world.state).await.expect("a step") > 0 {}
    }
    let mails = sink.mails();
    assert_eq!(mails.len(), 1, "{mails:?}");
    assert!(mails[0].contains("Reference: S175-26-"), "{mails:?}");
    assert!(
        mails[0].contains("From: \"Story Partnership\" <portal@story.example>"),
        "{mails:?}"
    );
    assert_eq!(failing(&world).await, 0);
    assert!(!alex.get("/forms").await.says("not sent"));
}

#[tokio::test]
async fn a_mail_server_that_says_later_is_asked_again_later_and_one_bad_address_holds_up_no_other()
{
    let sink = MailSink::start().await;
    let world = with_server(World::new().await, &sink);
    sink.takes(Takes::NothingNow);
    submit(&world).await;
    assert_eq!(jobs::step(&world.state).await.expect("a step"), 1);
    assert_eq!(
        jobs::step(&world.state).await.expect("a step"),
        0,
        "not at once"
    );
    assert_eq!(sink.mails().len(), 0);
    sink.takes(Takes::NotTo("ada@oakwell.example"));
    let mut browser = world.browser();
    for email in ["ada@oakwell.example", "edith@elmfield.example"] {
        let page = browser.get("/forgotten").await;
        browser.post_form(&page, &[("email", email)]).await;
    }
    while jobs::step(&world.state).await.expect("a step") > 0 {}
    let mails = sink.mails();
    assert_eq!(mails.len(), 1, "{mails:?}");
    assert!(mails[0].contains("edith@elmfield.example"), "{mails:?}");
    let link = link_in(&mails[0]);
    assert_eq!(world.use_link(&link).await.status, 303);
    assert_eq!(failing(&world).await, 2);
}
