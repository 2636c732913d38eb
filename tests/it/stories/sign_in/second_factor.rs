//! The second factor: asked of who sees what identifies a child, set up before anything else,
//! each code once, and a way back when the phone is lost.

use crate::{
    store::harness,
    world::{Browser, PASSWORD, Reply, World},
};
use fourlens_server::store::Subject;

const QUINN: &str = "quinn@partnership.example";

/// Quinn sets a second factor up; her browser and her recovery codes.
async fn set_up(world: &World) -> (Browser, Vec<String>) {
    let mut quinn = world.browser();
    let reply = world.enter_password(&mut quinn, QUINN, PASSWORD).await;
    let page = quinn.follow(reply).await;
    let reply = quinn
        .post_form(&page, &[("code", &world.first_code(&page))])
        .await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    (quinn, reply.texts("code.app-key"))
}

/// Quinn's password is right; the page that asks for her code.
async fn half_way(world: &World) -> (Browser, Reply) {
    let mut quinn = world.browser();
    let reply = world.enter_password(&mut quinn, QUINN, PASSWORD).await;
    assert_eq!(reply.location.as_deref(), Some("/sign-in/code?next="));
    let page = quinn.follow(reply).await;
    (quinn, page)
}

#[tokio::test]
async fn whoever_sees_identifying_answers_sets_one_up_before_anything_else() {
    let world = World::new().await.for_real();
    let mut quinn = world.browser();
    let reply = world.enter_password(&mut quinn, QUINN, PASSWORD).await;
    assert_eq!(
        reply.location.as_deref(),
        Some("/sign-in/second-factor?next=")
    );
    let page = quinn.follow(reply).await;
    assert!(
        page.says("details that identify a child"),
        "{}",
        page.text()
    );
    for path in [
        "/campaigns",
        "/account",
        "/account/second-factor",
        "/people",
    ] {
        let reply = quinn.get(path).await;
        let to = reply.location.unwrap_or_default();
        assert!(to.starts_with("/sign-in?next="), "{path} leads to {to}");
        let reply = quinn.get(&to).await;
        let to = reply.location.unwrap_or_default();
        assert!(to.starts_with("/sign-in/second-factor?next="), "{to}");
    }
    assert!(!page.body.contains("Quinn Reed"), "nobody is signed in yet");

    let wrong = quinn.post_form(&page, &[("code", "000000")]).await;
    assert_eq!(wrong.status, 422);
    let key = |page: &Reply| page.texts("code.app-key");
    assert_eq!(key(&wrong), key(&page), "the same key, scanned already");
    let code = world.first_code(&page);
    let done = quinn.post_form(&wrong, &[("code", &code)]).await;
    assert_eq!(done.texts("code.app-key").len(), 10, "{}", done.text());
    assert_eq!(quinn.get("/campaigns").await.status, 200);

    let (mut quinn, page) = half_way(&world).await;
    assert_eq!(quinn.get("/campaigns").await.status, 303);
    let used = quinn.post_form(&page, &[("code", &code)]).await;
    assert_eq!(used.status, 422, "a code opens once");
    let code = world.code(QUINN).await;
    let reply = quinn.post_form(&page, &[("code", &code)]).await;
    assert_eq!(reply.location.as_deref(), Some("/campaigns"));
    assert_eq!(quinn.get("/campaigns").await.status, 200);
}

#[tokio::test]
async fn a_key_of_another_session_or_a_made_up_one_is_not_taken() {
    let world = World::new().await.for_real();
    let mut one = world.browser();
    let reply = world.enter_password(&mut one, QUINN, PASSWORD).await;
    let theirs = one.follow(reply).await;
    let mut other = world.browser();
    let reply = world.enter_password(&mut other, QUINN, PASSWORD).await;
    let page = other.follow(reply).await;
    let code = world.first_code(&theirs);
    let sealed = theirs.attributes("input[name=key]", "value").remove(0);
    for key in [sealed.as_str(), "made-up", ""] {
        let reply = other
            .post_form(&page, &[("key", key), ("code", &code)])
            .await;
        assert!(reply.says("Set up a second factor"), "{}", reply.text());
    }
    let person = world.known(QUINN).await;
    let kept = world.store.second_factor(person).await.expect("read");
    assert!(kept.is_none());
}

#[tokio::test]
async fn a_recovery_code_opens_once_and_says_how_many_are_left() {
    let world = World::new().await.for_real();
    let (_, codes) = set_up(&world).await;
    let (mut quinn, page) = half_way(&world).await;
    let typed = codes[0].to_lowercase().replace('-', " ");
    let reply = quinn.post_form(&page, &[("recovery", &typed)]).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    let account = quinn.get("/account").await;
    assert!(
        account.says("9 recovery codes are left"),
        "{}",
        account.text()
    );

    let (mut quinn, page) = half_way(&world).await;
    let again = quinn.post_form(&page, &[("recovery", &codes[0])]).await;
    assert_eq!(again.status, 422);
    assert!(again.says("that you have not used yet"), "{}", again.text());
}

#[tokio::test]
async fn after_five_wrong_codes_the_password_is_asked_for_again() {
    let world = World::new().await.for_real();
    set_up(&world).await;
    let (mut quinn, page) = half_way(&world).await;
    for try_ in 1..=5 {
        let reply = quinn.post_form(&page, &[("code", "000000")]).await;
        let expected = if try_ < 5 { 422 } else { 303 };
        assert_eq!(reply.status, expected, "try {try_}");
    }
    let code = world.code(QUINN).await;
    let reply = quinn.post_form(&page, &[("code", &code)]).await;
    assert_eq!(reply.location.as_deref(), Some("/sign-in"));
    assert_eq!(quinn.get("/campaigns").await.status, 303);
}

#[tokio::test]
async fn half_a_sign_in_is_over_after_ten_minutes() {
    let world = World::new().await.for_real();
    set_up(&world).await;
    let (mut quinn, page) = half_way(&world).await;
    world.clock.pass_seconds(11 * 60);
    let code = world.code(QUINN).await;
    let reply = quinn.post_form(&page, &[("code", &code)]).await;
    assert_eq!(reply.location.as_deref(), Some("/sign-in"));
}

#[tokio::test]
async fn a_head_needs_none_and_is_asked_for_one_they_set_up_and_may_turn_it_off() {
    let world = World::new().await.for_real();
    let mut ada = world.head().await;
    let page = ada.get("/account/second-factor").await;
    let reply = ada
        .post_form(&page, &[("code", &world.first_code(&page))])
        .await;
    assert_eq!(reply.texts("code.app-key").len(), 10, "{}", reply.text());
    assert_eq!(
        ada.get("/home").await.status,
        200,
        "this session has shown it"
    );
    let mut again = world.browser();
    let reply = world
        .enter_password(&mut again, "ada@oakwell.example", PASSWORD)
        .await;
    assert_eq!(reply.location.as_deref(), Some("/sign-in/code?next="));

    world.clock.pass_seconds(11 * 60);
    let off = ada.post("/account/second-factor/off", &[]).await;
    assert_eq!(
        off.location.as_deref(),
        Some("/prove?next=/"),
        "proved too long ago"
    );
    let page = ada.get("/prove?next=/account").await;
    let code = world.code("ada@oakwell.example").await;
    let reply = ada.post_form(&page, &[("proof", &code)]).await;
    assert_eq!(reply.location.as_deref(), Some("/account"));
    let off = ada.post("/account/second-factor/off", &[]).await;
    assert_eq!(off.location.as_deref(), Some("/account?done=off"));
    let mut once = world.browser();
    let reply = world
        .enter_password(&mut once, "ada@oakwell.example", PASSWORD)
        .await;
    assert_eq!(reply.location.as_deref(), Some("/home"));

    let (mut quinn, _) = set_up(&world).await;
    let kept = quinn.post("/account/second-factor/off", &[]).await;
    assert_eq!(kept.status, 404, "a role that needs one keeps it");
}

#[tokio::test]
async fn new_recovery_codes_replace_the_old_ones() {
    let world = World::new().await.for_real();
    let (mut quinn, old) = set_up(&world).await;
    let page = quinn.post("/account/second-factor/codes", &[]).await;
    let new = page.texts("code.app-key");
    assert_eq!(new.len(), 10);
    assert!(new.iter().all(|code| !old.contains(code)));
    let (mut quinn, page) = half_way(&world).await;
    let reply = quinn.post_form(&page, &[("recovery", &old[1])]).await;
    assert_eq!(reply.status, 422);
    let reply = quinn.post_form(&page, &[("recovery", &new[1])]).await;
    assert_eq!(reply.status, 303);
}

#[tokio::test]
async fn the_administrator_takes_a_lost_one_away_on_record_and_its_person_is_told() {
    let world = World::new().await;
    let person = world.known(QUINN).await;
    let (world, mut alex) = {
        let world = world.for_real();
        set_up(&world).await;
        let alex = world.administrator().await;
        (world, alex)
    };
    let page = alex.get(&format!("/people/{person}")).await;
    assert!(page.says("Second factor On"), "{}", page.text());
    let (path, fields) = page.form_to("/second-factor", &[]);
    let reply = alex.post(&path, &fields).await;
    let page = alex.follow(reply).await;
    assert!(page.says("they are told by email"), "{}", page.text());
    assert!(page.says("Set up at the next sign-in"), "{}", page.text());
    let subject = Subject::new("person", person.bytes());
    let trail = world
        .store
        .system("story")
        .trail(&subject)
        .await
        .expect("read");
    let taken = trail
        .iter()
        .filter(|entry| entry.action == "second_factor.take");
    assert_eq!(taken.count(), 1);
    let world = world.told(|settings| settings.store.demo = true);
    let mails = world.sent().await;
    let told = mails
        .iter()
        .find(|mail| mail.contains("second factor was taken away"));
    assert!(told.is_some_and(|mail| mail.contains(QUINN)), "{mails:?}");
}

#[tokio::test]
async fn neither_key_nor_codes_lie_in_the_open() {
    let world = World::new().await.for_real();
    let (_, codes) = set_up(&world).await;
    let person = world.known(QUINN).await;
    let factor = world.store.second_factor(person).await.expect("read");
    let key = factor.expect("set up").key;
    let db = harness::raw(&world.state.settings.store.store).await;
    let hex: String = key.iter().map(|byte| format!("{byte:02X}")).collect();
    let found = match harness::on_postgres() {
        true => format!(
            "SELECT count(*) FROM second_factor WHERE position(decode('{hex}', 'hex') in sealed) > 0"
        ),
        false => format!("SELECT count(*) FROM second_factor WHERE instr(sealed, x'{hex}') > 0"),
    };
    assert_eq!(harness::number(&db, &found).await, 0);
    let codes_kept = "SELECT count(*) FROM recovery_code WHERE length(code_hash) = 32";
    assert_eq!(harness::number(&db, codes_kept).await, codes.len() as i64);
    db.close().await.expect("closed");
    assert!(world.store.verify().await.expect("verified").is_empty());
}
