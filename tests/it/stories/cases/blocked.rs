//! Someone on a case's block list finds nothing of it, whatever they may do elsewhere: its pages
//! answer byte for byte as pages that do not exist.

use crate::world::{Browser, Reply, Round, World};
use fourlens_app::portal::{CaseId, ReturnId};
use fourlens_server::{
    store::{Block, BlockOutcome},
    web::routes,
};

const NOWHERE: &str = "0123456789abcdef0123456789abcdef";

async fn block(world: &World, case: CaseId, email: &str, block: Block) {
    let (system, person) = (world.store.system("story"), world.known(email).await);
    let blocked = system.block(case, person, block, "kin".to_string()).await;
    assert_eq!(blocked.expect("blocked"), Some(BlockOutcome::Done));
}

/// All that a browser gets, but for what is drawn anew each time.
fn bytes(reply: &Reply) -> (u16, Option<String>, Vec<(String, String)>, String) {
    let policy = &reply.headers["content-security-policy"];
    let nonce = policy
        .split("nonce-")
        .nth(1)
        .and_then(|rest| rest.split('\'').next());
    let nonce = nonce.unwrap_or("no nonce");
    let without = |text: &str| text.replace(nonce, "");
    let headers = reply.headers.iter();
    let headers = headers.map(|(name, value)| (name.clone(), without(value)));
    (
        reply.status,
        reply.location.clone(),
        headers.collect(),
        without(&reply.body),
    )
}

/// Every route with an identity of a case or a return in its path.
fn paths(case: CaseId, id: ReturnId) -> Vec<(String, String, String)> {
    let all = routes().into_iter();
    let about = all.filter_map(|route| {
        let here = match route.path {
            path if path.starts_with("/cases/") => case.to_string(),
            path if path.contains("/returns/") => id.to_string(),
            _ => return None,
        };
        let with = |id: &str| {
            let path = route.path.replace("{id}", id).replace("{section}", "A");
            // A file, an answer: whatever else stands in the path is of that return.
            let parts = path.split('/').map(|part| match part.starts_with('{') {
                true => NOWHERE.to_string(),
                false => part.to_string(),
            });
            parts.collect::<Vec<_>>().join("/")
        };
        Some((route.method.clone(), with(&here), with(NOWHERE)))
    });
    about.collect()
}

async fn ask(browser: &mut Browser, method: &str, path: &str) -> Reply {
    let fields = [
        ("conflict".to_string(), "no".to_string()),
        ("why".to_string(), "safety".to_string()),
        ("KH1".to_string(), "typed".to_string()),
        ("_version-KH1".to_string(), "0".to_string()),
        ("draft_version".to_string(), "1".to_string()),
        ("idempotency_key".to_string(), NOWHERE.to_string()),
        ("organisation".to_string(), NOWHERE.to_string()),
        ("person".to_string(), NOWHERE.to_string()),
        ("status".to_string(), "withdrawn".to_string()),
    ];
    match (method, path.starts_with("/api/")) {
        ("GET", _) => browser.get(path).await,
        (_, true) => {
            let body = serde_json::json!({ "fields": fields });
            browser.post_json(path, &body).await
        }
        (_, false) => browser.post(path, &fields).await,
    }
}

async fn finds_nothing(world: &World, email: &str, (case, id): (CaseId, ReturnId)) {
    let mut browser = world.signed_in(email).await;
    for (method, there, nowhere) in paths(case, id) {
        let theirs = ask(&mut browser, &method, &there).await;
        let missing = ask(&mut browser, &method, &nowhere).await;
        assert_eq!(bytes(&theirs), bytes(&missing), "{email}: {method} {there}");
        assert!(
            theirs.status >= 400,
            "{email}: {method} {there}: {}",
            theirs.status
        );
    }
}

async fn handed_in(world: &World, round: &Round, reference: &str) -> (CaseId, ReturnId) {
    let case = round.audited_case(world, reference).await;
    let id = round.return_of(world, case, round.police).await;
    let mut pat = world.signed_in("pat@police.example").await;
    round.submit(&mut pat, id).await;
    (case, id)
}

#[tokio::test]
async fn every_page_of_a_case_answers_someone_blocked_as_one_that_does_not_exist() {
    let world = World::new().await;
    let round = world.round().await;
    let (case, id) = handed_in(&world, &round, "NEG-26Q4-01").await;
    for email in [
        "pat@police.example",
        "lena@police.example",
        "quinn@partnership.example",
    ] {
        block(&world, case, email, Block::Set).await;
        finds_nothing(&world, email, (case, id)).await;
    }
    let draft = round.return_of(&world, case, round.hospital).await;
    block(&world, case, "hal@hospital.example", Block::Set).await;
    finds_nothing(&world, "hal@hospital.example", (case, draft)).await;
}

#[tokio::test]
async fn lists_and_counts_leave_out_a_case_for_someone_blocked() {
    let world = World::new().await;
    let round = world.round().await;
    let (case, _) = handed_in(&world, &round, "NEG-26Q4-01").await;
    let (other, _) = handed_in(&world, &round, "NEG-26Q4-02").await;
    for case in [case, other] {
        round.show(&world, case).await;
    }
    let pages = [
        ("pat@police.example", "/home".to_string()),
        ("lena@police.example", "/home".to_string()),
        ("quinn@partnership.example", "/campaigns".to_string()),
        (
            "quinn@partnership.example",
            format!("/campaigns/{}/cases", round.campaign),
        ),
    ];
    let csv = format!("/campaigns/{}/scores.csv", round.campaign);
    let mut quinn = world.manager().await;
    let references = |csv: &str| csv.lines().filter(|line| line.contains("grade.K1")).count();
    assert_eq!(references(&quinn.get(&csv).await.body), 2);
    for email in [
        "pat@police.example",
        "lena@police.example",
        "quinn@partnership.example",
    ] {
        block(&world, case, email, Block::Set).await;
    }
    for (email, page) in &pages {
        let page = world.signed_in(email).await.get(page).await;
        assert_eq!(page.status, 200);
        assert!(
            !page.body.contains("NEG-26Q4-01"),
            "{email}: {}",
            page.text()
        );
        assert!(
            !page.body.contains(&case.to_string()),
            "{email}: {}",
            page.text()
        );
    }
    let campaigns = quinn.get("/campaigns").await;
    assert!(
        campaigns.says("1 of 2 returns submitted"),
        "{}",
        campaigns.text()
    );
    let cohort = quinn
        .get(&format!("/campaigns/{}/cases", round.campaign))
        .await;
    assert!(
        cohort.says("1 case: 1 of 2 returns submitted"),
        "{}",
        cohort.text()
    );
    assert_eq!(
        references(&quinn.get(&csv).await.body),
        1,
        "the file leaves it out"
    );

    let mut quentin = world.signed_in("quentin@partnership.example").await;
    let cohort = quentin
        .get(&format!("/campaigns/{}/cases", round.campaign))
        .await;
    assert!(
        cohort.says("2 cases: 2 of 4 returns submitted"),
        "others see all: {}",
        cohort.text()
    );
}

#[tokio::test]
async fn figures_leave_out_a_case_for_someone_blocked() {
    let world = World::new().await;
    let round = world.round().await;
    let (case, _) = handed_in(&world, &round, "NEG-26Q4-01").await;
    handed_in(&world, &round, "NEG-26Q4-02").await;
    let quinn = world.known("quinn@partnership.example").await;
    let actor = world
        .store
        .system("story")
        .actor(quinn)
        .await
        .expect("read")
        .expect("there");
    let scope = world.store.scope(
        &actor,
        &[fourlens_app::portal::Role::QualityAssuranceManager],
    );
    let counted = |rolled: Vec<(String, fourlens_server::store::RollUp)>| {
        let (_, all) = rolled.into_iter().next().expect("a group");
        all.tally("kloe", "grade.K1")
            .map_or(0, |tally| tally.submissions)
    };
    let before = scope
        .roll_ups(round.campaign, &["all"])
        .await
        .expect("rolled up");
    assert_eq!(counted(before), 2);
    block(&world, case, "quinn@partnership.example", Block::Set).await;
    let after = scope
        .roll_ups(round.campaign, &["all"])
        .await
        .expect("rolled up");
    assert_eq!(counted(after), 1);
}

#[tokio::test]
async fn a_block_works_with_the_next_request_and_is_lifted_by_another_row() {
    let world = World::new().await;
    let round = world.round().await;
    let case = round.audited_case(&world, "NEG-26Q4-01").await;
    let id = round.return_of(&world, case, round.police).await;
    let mut pat = world.signed_in("pat@police.example").await;
    let page = pat.get(&format!("/returns/{id}/sections/A")).await;
    let mut quinn = world.manager().await;
    let list = quinn.get(&format!("/cases/{case}/blocks")).await;
    assert!(list.says("Nobody is on the list"), "{}", list.text());
    let refused = quinn.post_form(&list, &[]).await;
    assert_eq!(refused.status, 422);
    let person = world.known("pat@police.example").await.to_string();
    let typed = [
        ("person", person.as_str()),
        ("reason", "Her mother is his sister"),
    ];
    let done = quinn.post_form(&list, &typed).await;
    let list = quinn.follow(done).await;
    assert!(
        list.says("They see nothing of this case from now on"),
        "{}",
        list.text()
    );
    assert!(list.says("Her mother is his sister"), "{}", list.text());

    let late = pat
        .post_form(&page, &[("KH1", "typed after the block")])
        .await;
    assert_eq!(late.status, 404, "{}", late.text());
    assert_eq!(pat.get(&format!("/returns/{id}")).await.status, 404);
    let shown = quinn.get(&format!("/cases/{case}")).await;
    let offered = shown.texts("option");
    assert!(!offered.contains(&"Pat Pine".to_string()), "{offered:?}");

    let (path, mut fields) = list.form_to("/blocks/lift", &[]);
    let reason = fields
        .iter_mut()
        .find(|(name, _)| name.starts_with("reason-"));
    reason.expect("a reason").1 = "It was another Pat".to_string();
    let done = quinn.post(&path, &fields).await;
    let list = quinn.follow(done).await;
    assert!(list.says("It was another Pat"), "{}", list.text());
    assert_eq!(pat.get(&format!("/returns/{id}")).await.status, 200);
    let faults = world.store.verify().await.expect("verified");
    assert!(faults.is_empty(), "{faults:?}");
}

#[tokio::test]
async fn someone_blocked_cannot_be_named() {
    let world = World::new().await;
    let round = world.round().await;
    let case = round.case(&world, "NEG-26Q4-01").await;
    block(&world, case, "pat@police.example", Block::Set).await;
    let mut quinn = world.manager().await;
    let fields = [
        ("organisation".to_string(), round.police.to_string()),
        (
            "person".to_string(),
            world.known("pat@police.example").await.to_string(),
        ),
    ];
    let refused = quinn
        .post(&format!("/cases/{case}/auditors"), &fields)
        .await;
    assert_eq!(refused.status, 422, "{}", refused.text());
    assert!(refused.says("Select someone else"), "{}", refused.text());
}
