//! A change of what someone may see bites in an answer that is still being sent: it is broken off,
//! so that nobody takes half of it for the whole.

use crate::world::{Browser, CASE_FORM, PASSWORD, World};
use axum::{
    body::{Body, Bytes},
    http::{Request, Response},
};
use fourlens_app::portal::{ReturnId, Role};
use fourlens_server::store::{Block, BlockOutcome};
use http_body_util::BodyExt;
use tower::ServiceExt;

/// More than is sent at once.
fn large() -> Vec<u8> {
    "All that we did in a year.\n".repeat(120_000).into_bytes()
}

/// An answer of which the first piece has come.
struct Begun {
    body: Body,
}

impl Begun {
    async fn ask(world: &World, browser: &Browser, path: &str) -> Begun {
        let request = Request::get(path).header("host", "127.0.0.1:3000");
        let request = request.header("cookie", browser.cookie_header());
        let request = request.body(Body::empty()).expect("a request");
        let answer: Response<Body> = world
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("answered");
        assert_eq!(answer.status(), 200, "{path}");
        let mut body = answer.into_body();
        let first = body.frame().await.expect("a piece").expect("whole");
        assert!(!first.into_data().expect("bytes").is_empty());
        Begun { body }
    }

    /// What else comes; none when it is broken off.
    async fn rest(self) -> Option<Bytes> {
        Some(self.body.collect().await.ok()?.to_bytes())
    }
}

/// Adds a large file to an evidence question; where it can be had.
async fn file(browser: &mut Browser, of: ReturnId, question: &str) -> String {
    let path = format!("/returns/{of}/evidence/{question}");
    let page = browser.get(&path).await;
    let added = browser.post_files(&page, &[("year.txt", &large())]).await;
    assert_eq!(added.status, 303, "{}", added.text());
    let page = browser.follow(added).await;
    page.attributes("main a[href*='/files/']", "href").remove(0)
}

/// Ends a role that someone holds.
async fn take_role(world: &World, email: &str, role: Role) {
    let system = world.store.system("story");
    let person = system.person_by_email(email).await.expect("read");
    let person = person.expect("there");
    let grant = person.grants.iter().find(|grant| grant.role == role);
    let at = grant.expect("held").organisation;
    system.revoke(person.id, role, at).await.expect("taken");
}

#[tokio::test]
async fn the_scores_file_ends_when_the_role_that_allowed_it_is_taken() {
    let world = World::new().await;
    let mut ada = world.head().await;
    let check = world.fill_all(&mut ada, world.oakwell.return_id, "2").await;
    assert_eq!(ada.post_form(&check, &[]).await.status, 303);
    let quinn = world.manager().await;
    let path = format!("/campaigns/{}/scores.csv", world.campaign);
    let whole = Begun::ask(&world, &quinn, &path).await;
    assert!(whole.rest().await.is_some(), "nothing has changed");

    let begun = Begun::ask(&world, &quinn, &path).await;
    let manager = Role::QualityAssuranceManager;
    take_role(&world, "quinn@partnership.example", manager).await;
    assert!(begun.rest().await.is_none(), "it is broken off");
}

#[tokio::test]
async fn the_scores_file_ends_when_its_reader_signs_out_elsewhere() {
    let world = World::new().await;
    let mut ada = world.head().await;
    let check = world.fill_all(&mut ada, world.oakwell.return_id, "2").await;
    assert_eq!(ada.post_form(&check, &[]).await.status, 303);
    let mut quinn = world.manager().await;
    let path = format!("/campaigns/{}/scores.csv", world.campaign);
    let begun = Begun::ask(&world, &quinn, &path).await;
    assert_eq!(quinn.post("/sign-out", &[]).await.status, 303);
    assert!(begun.rest().await.is_none(), "it is broken off");
}

#[tokio::test]
async fn a_file_ends_when_the_role_that_allowed_it_is_taken() {
    let world = World::new().await;
    let mut ada = world.head().await;
    let link = file(&mut ada, world.oakwell.return_id, "C1.evidence").await;
    let whole = Begun::ask(&world, &ada, &link).await;
    assert!(whole.rest().await.is_some(), "nothing has changed");
    let begun = Begun::ask(&world, &ada, &link).await;
    take_role(&world, "ada@oakwell.example", Role::Head).await;
    assert!(begun.rest().await.is_none(), "it is broken off");
}

#[tokio::test]
async fn a_file_goes_on_when_another_role_still_allows_it() {
    let world = World::new().await;
    let system = world.store.system("story");
    let ada = world.known("ada@oakwell.example").await;
    let people = system.people().await.expect("listed");
    let held = people.iter().find(|one| one.id == ada).expect("Ada");
    let at = held.grants[0].organisation;
    let also = Role::SafeguardingLead;
    system.grant(ada, also, at).await.expect("a grant");
    let mut browser = world.head().await;
    let link = file(&mut browser, world.oakwell.return_id, "C1.evidence").await;
    let begun = Begun::ask(&world, &browser, &link).await;
    take_role(&world, "ada@oakwell.example", Role::Head).await;
    assert!(begun.rest().await.is_some(), "she may still have it");
}

#[tokio::test]
async fn a_file_about_a_case_ends_when_its_reader_is_blocked_from_the_case() {
    let evidence = "      - evidence: { id: K4, label: \"What shows it\" }\n      - text: { id: K3";
    let form = CASE_FORM.replace("      - text: { id: K3", evidence);
    let world = World::new().await;
    let round = world.round_asking(&form).await;
    let case = round.audited_case(&world, "NEG-26Q4-01").await;
    let id = round.return_of(&world, case, round.police).await;
    let mut pat = world.signed_in("pat@police.example").await;
    let link = file(&mut pat, id, "K4").await;
    let whole = Begun::ask(&world, &pat, &link).await;
    assert!(whole.rest().await.is_some(), "nothing has changed");
    let begun = Begun::ask(&world, &pat, &link).await;
    let person = world.known("pat@police.example").await;
    let system = world.store.system("story");
    let blocked = system.block(case, person, Block::Set, "kin".to_string());
    assert_eq!(blocked.await.expect("blocked"), Some(BlockOutcome::Done));
    assert!(begun.rest().await.is_none(), "it is broken off");
}

#[tokio::test]
async fn a_file_ends_when_its_school_is_merged_away_from_its_reader() {
    let world = World::new().await;
    // Oakwell does not owe what Elmfield does, so that it moves.
    world
        .meddle(
            "DELETE FROM return_ WHERE organisation_seq = \
             (SELECT seq FROM organisation WHERE urn = '990001')",
        )
        .await;
    let mut edith = world.signed_in("edith@elmfield.example").await;
    let link = file(&mut edith, world.elmfield.return_id, "C1.evidence").await;
    let mut alex = world.administrator().await;
    let list = alex.get("/directory?words=Elmfield").await;
    let elmfield = list.attributes("main th a", "href").remove(0);
    let list = alex.get("/directory?words=Oakwell").await;
    let oakwell = list.attributes("main th a", "href").remove(0);
    let oakwell = oakwell.trim_start_matches("/directory/").to_string();
    let page = alex.get(&format!("{elmfield}/merge?into={oakwell}")).await;
    let (action, fields) = page.form_to("/merge", &[]);
    assert_eq!(alex.post(&action, &fields).await.status, 303);
    // Oakwell's head has it by the merge, and no longer once it is undone.
    let ada = world.head().await;
    let whole = Begun::ask(&world, &ada, &link).await;
    assert!(whole.rest().await.is_some(), "nothing has changed");
    let begun = Begun::ask(&world, &ada, &link).await;
    let page = alex.get(&format!("{elmfield}/merge")).await;
    let (action, fields) = page.form_to("/merge/undo", &[]);
    assert_eq!(alex.post(&action, &fields).await.status, 303);
    assert!(begun.rest().await.is_none(), "it is broken off");
}

#[tokio::test]
async fn a_file_ends_when_a_second_factor_was_set_up_in_the_meantime_elsewhere() {
    let world = World::new().await;
    let mut ada = world.head().await;
    let link = file(&mut ada, world.oakwell.return_id, "C1.evidence").await;
    let begun = Begun::ask(&world, &ada, &link).await;
    let mut elsewhere = world.browser();
    let reply = world
        .enter_password(&mut elsewhere, "ada@oakwell.example", PASSWORD)
        .await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    let page = elsewhere.get("/account/second-factor").await;
    let code = world.first_code(&page);
    let done = elsewhere.post_form(&page, &[("code", &code)]).await;
    assert_eq!(done.status, 200, "{}", done.text());
    assert!(begun.rest().await.is_none(), "it is broken off");
}
