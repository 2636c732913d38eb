//! Mail leaves with what it tells of, once, to who may still know; without a mail server it waits.

use crate::world::{Browser, World};
use fourlens_server::jobs;
use std::fs;

/// A head submits Oakwell's return.
async fn submit(world: &World) -> Browser {
    let mut ada = world.head().await;
    let check = world.fill_all(&mut ada, world.oakwell.return_id, "2").await;
    assert_eq!(ada.post_form(&check, &[]).await.status, 303);
    ada
}

/// The mails written so far.
fn mails(world: &World) -> Vec<String> {
    let folder = world.state.settings.store.store.data.join("mail");
    let Ok(files) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let read = |file: std::io::Result<fs::DirEntry>| {
        let text = fs::read_to_string(file.expect("a file").path()).expect("text");
        text.replace("=\r\n", "")
    };
    files.map(read).collect()
}

#[tokio::test]
async fn whoever_submits_gets_the_reference_by_mail_once_and_no_answer() {
    let world = World::new().await;
    submit(&world).await;
    assert_eq!(
        mails(&world).len(),
        0,
        "nothing is sent before the job runs"
    );
    assert_eq!(jobs::step(&world.state).await.expect("a step"), 1);
    assert_eq!(jobs::step(&world.state).await.expect("a step"), 0);
    let mails = mails(&world);
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
async fn who_may_no_longer_see_the_return_is_not_told_of_it() {
    let world = World::new().await;
    submit(&world).await;
    let system = world.store.system("story");
    let ada = system
        .person_by_email("ada@oakwell.example")
        .await
        .expect("asked")
        .expect("Ada");
    system.disable(ada.id).await.expect("disabled");
    assert_eq!(jobs::step(&world.state).await.expect("a step"), 1);
    assert_eq!(mails(&world).len(), 0);
    let waiting = system.messages_waiting("mail").await.expect("counted");
    assert_eq!(waiting.count, 0, "it is done with");
}

#[tokio::test]
async fn without_a_mail_server_mail_waits_and_the_administrator_is_told() {
    let world = World::new().await.for_real();
    submit(&world).await;
    assert_eq!(jobs::step(&world.state).await.expect("a step"), 0);
    let mut alex = world.signed_in("alex@partnership.example").await;
    let page = alex.get("/forms").await;
    assert!(
        page.says("1 mail is not sent, the first since"),
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
