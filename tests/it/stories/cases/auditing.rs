//! What an auditor meets: a reference, a question about conflicts, then the return.

use crate::world::{CHILD, World};
use fourlens_server::{
    jobs,
    store::{Author, Subject},
};

#[tokio::test]
async fn an_auditor_declares_no_conflict_fills_the_return_and_submits_it() {
    let world = World::new().await;
    let round = world.round().await;
    let case = round.case(&world, "NEG-26Q4-01").await;
    round.name(&world, case, "pat@police.example").await;
    let id = round.return_of(&world, case, round.police).await;

    let mut pat = world.signed_in("pat@police.example").await;
    let home = pat.get("/home").await;
    assert!(home.says("Case NEG-26Q4-01"), "{}", home.text());
    assert!(
        home.says("26 October 2026"),
        "week 4 of the round: {}",
        home.text()
    );
    assert!(!home.says("Start in case"), "{}", home.text());
    let links = home.attributes("main a", "href");
    assert!(
        links.contains(&format!("/returns/{id}/conflict")),
        "{links:?}"
    );

    let page = pat.get(&format!("/returns/{id}/conflict")).await;
    let nothing = pat.post_form(&page, &[]).await;
    assert_eq!(nothing.status, 422, "{}", nothing.text());
    assert!(
        nothing.says("Select yes if you have a conflict"),
        "{}",
        nothing.text()
    );
    let declared = pat.post_form(&page, &[("conflict", "no")]).await;
    let list = pat.follow(declared).await;
    assert!(list.says("NEG-26Q4-01"), "{}", list.text());
    assert!(list.says("26 October 2026"), "{}", list.text());

    round.submit(&mut pat, id).await;
    let receipt = pat.get(&format!("/returns/{id}/receipt")).await;
    assert!(receipt.says("KLOE-26-"), "{}", receipt.text());
    assert!(
        receipt.says("Nobody but the auditors of your agency can read your answers yet"),
        "{}",
        receipt.text()
    );
    assert!(!receipt.says(CHILD), "{}", receipt.text());
    let print = pat.get(&format!("/returns/{id}/print")).await;
    assert!(
        print.says(CHILD),
        "who fills a return sees it: {}",
        print.text()
    );
    let home = pat.get("/home").await;
    assert!(
        home.says("Submitted") && !home.says(CHILD),
        "{}",
        home.text()
    );

    let faults = world.store.verify().await.expect("verified");
    assert!(faults.is_empty(), "everything stored is whole: {faults:?}");
}

#[tokio::test]
async fn before_they_declare_an_auditor_is_led_to_the_question_from_every_page() {
    let world = World::new().await;
    let round = world.round().await;
    let case = round.case(&world, "NEG-26Q4-01").await;
    round.name(&world, case, "pat@police.example").await;
    let id = round.return_of(&world, case, round.police).await;
    let mut pat = world.signed_in("pat@police.example").await;
    for page in ["", "/sections/A", "/check", "/print", "/receipt"] {
        let reply = pat.get(&format!("/returns/{id}{page}")).await;
        let asked = Some(format!("/returns/{id}/conflict"));
        assert_eq!((reply.status, reply.location), (303, asked), "{page}");
    }
    let typed = vec![
        ("KH1".to_string(), CHILD.to_string()),
        ("_version-KH1".to_string(), "0".to_string()),
    ];
    let reply = pat.post(&format!("/returns/{id}/sections/A"), &typed).await;
    assert_eq!(reply.location, Some(format!("/returns/{id}/conflict")));
    let fields = serde_json::json!({ "fields": [["KH1", CHILD], ["_version-KH1", "0"]] });
    let reply = pat
        .post_json(&format!("/api/returns/{id}/sections/A"), &fields)
        .await;
    assert_eq!(reply.status, 403, "{}", reply.body);
    assert!(
        reply.body.contains("conflict of interest"),
        "{}",
        reply.body
    );
    let views = round.returns(&world).await;
    assert!(
        views.iter().all(|view| view.draft_version == 0),
        "{views:?}"
    );
}

#[tokio::test]
async fn a_conflict_closes_the_return_and_the_host_names_someone_else() {
    let world = World::new().await;
    let round = world.round().await;
    let case = round.audited_case(&world, "NEG-26Q4-01").await;
    let id = round.return_of(&world, case, round.police).await;
    let mut pat = world.signed_in("pat@police.example").await;
    round.fill(&mut pat, id).await;

    let page = pat.get(&format!("/returns/{id}/conflict")).await;
    assert!(
        page.says("You declared that you have no conflict"),
        "{}",
        page.text()
    );
    let why = "Her mother is my neighbour";
    let declared = pat
        .post_form(&page, &[("conflict", "yes"), ("reason", why)])
        .await;
    let closed = pat.follow(declared).await;
    assert!(closed.says("closed to you"), "{}", closed.text());
    for page in ["", "/sections/A", "/check", "/print"] {
        let reply = pat.get(&format!("/returns/{id}{page}")).await;
        assert_eq!(
            reply.location,
            Some(format!("/returns/{id}/conflict")),
            "{page}"
        );
    }
    let none = [("conflict".to_string(), "no".to_string())];
    pat.post(&format!("/returns/{id}/conflict"), &none).await;
    assert_eq!(
        pat.get(&format!("/returns/{id}")).await.status,
        303,
        "a conflict stays"
    );

    let mut quinn = world.manager().await;
    let page = quinn
        .get(&format!("/campaigns/{}/cases", round.campaign))
        .await;
    assert!(
        page.says("A return has nobody to complete it"),
        "{}",
        page.text()
    );
    assert!(
        page.says("Pat Pine has a conflict of interest in case NEG-26Q4-01"),
        "{}",
        page.text()
    );
    let page = quinn.get(&format!("/cases/{case}")).await;
    assert!(page.says(why), "{}", page.text());
    let pia = world.known("pia@police.example").await.to_string();
    let fields = [
        ("organisation".to_string(), round.police.to_string()),
        ("person".to_string(), pia),
    ];
    let named = quinn
        .post(&format!("/cases/{case}/auditors"), &fields)
        .await;
    let page = quinn.follow(named).await;
    assert!(page.says("The auditor was named"), "{}", page.text());
    assert!(
        page.says("Pia Pine (has not declared yet)"),
        "{}",
        page.text()
    );
    let page = quinn
        .get(&format!("/campaigns/{}/cases", round.campaign))
        .await;
    assert!(!page.says("nobody to complete"), "{}", page.text());

    let mut pia = world.signed_in("pia@police.example").await;
    let page = pia.get(&format!("/returns/{id}/conflict")).await;
    pia.post_form(&page, &[("conflict", "no")]).await;
    let check = pia.get(&format!("/returns/{id}/check")).await;
    assert!(
        check.says(CHILD),
        "what was saved is there to go on with: {}",
        check.text()
    );
}

#[tokio::test]
async fn the_host_is_told_of_a_conflict_by_a_mail_without_a_word_of_the_case() {
    let world = World::new().await;
    let round = world.round().await;
    let case = round.audited_case(&world, "NEG-26Q4-01").await;
    let id = round.return_of(&world, case, round.police).await;
    let mut pat = world.signed_in("pat@police.example").await;
    let page = pat.get(&format!("/returns/{id}/conflict")).await;
    let why = "Her mother is my neighbour";
    pat.post_form(&page, &[("conflict", "yes"), ("reason", why)])
        .await;
    jobs::step(&world.state).await.expect("a step");
    let folder = world.state.settings.store.store.data.join("mail");
    let files: Vec<_> = std::fs::read_dir(folder).expect("mails").collect();
    let mails = files
        .into_iter()
        .map(|file| std::fs::read_to_string(file.expect("a file").path()).expect("text"));
    let mails: Vec<String> = mails.map(|mail| mail.replace("=\r\n", "")).collect();
    assert_eq!(mails.len(), 2, "to each of those who host: {mails:?}");
    for mail in &mails {
        assert!(mail.contains("Name another auditor"), "{mail}");
        assert!(
            mail.contains(&format!("/campaigns/{}/cases", round.campaign)),
            "{mail}"
        );
        for word in [
            "NEG-26Q4-01",
            "Pat",
            "neighbour",
            "Police",
            &case.to_string(),
        ] {
            assert!(!mail.contains(word), "{word}: {mail}");
        }
    }
}

#[tokio::test]
async fn an_auditor_sees_no_case_but_those_they_are_named_for() {
    let world = World::new().await;
    let round = world.round().await;
    let case = round.audited_case(&world, "NEG-26Q4-01").await;
    let other = round.case(&world, "NEG-26Q4-02").await;
    let mut pat = world.signed_in("pat@police.example").await;
    let home = pat.get("/home").await;
    assert!(!home.says("NEG-26Q4-02"), "{}", home.text());
    let own_agency = round.return_of(&world, other, round.police).await;
    let other_agency = round.return_of(&world, case, round.hospital).await;
    for id in [own_agency, other_agency] {
        for page in [
            "",
            "/sections/A",
            "/check",
            "/print",
            "/conflict",
            "/answers",
            "/scores",
        ] {
            assert_eq!(
                pat.get(&format!("/returns/{id}{page}")).await.status,
                404,
                "{page}"
            );
        }
    }
    for page in [
        "/campaigns",
        &format!("/cases/{case}"),
        &format!("/cases/{case}/blocks"),
    ] {
        assert_eq!(pat.get(page).await.status, 404, "{page}");
    }
}

#[tokio::test]
async fn the_agencys_lead_sees_whether_its_returns_are_in_and_nothing_of_them() {
    let world = World::new().await;
    let round = world.round().await;
    let case = round.audited_case(&world, "NEG-26Q4-01").await;
    let id = round.return_of(&world, case, round.police).await;
    let mut pat = world.signed_in("pat@police.example").await;
    round.submit(&mut pat, id).await;
    let mut lena = world.signed_in("lena@police.example").await;
    let home = lena.get("/home").await;
    assert!(home.says("NEG-26Q4-01"), "{}", home.text());
    assert!(
        home.says("Pat Pine") && home.says("Submitted"),
        "{}",
        home.text()
    );
    assert!(!home.says("Story Hospital"), "{}", home.text());
    for page in [
        "",
        "/sections/A",
        "/print",
        "/answers",
        "/receipt",
        "/feedback",
        "/conflict",
    ] {
        assert_eq!(
            lena.get(&format!("/returns/{id}{page}")).await.status,
            404,
            "{page}"
        );
    }
}

#[tokio::test]
async fn administrators_heads_and_the_chair_see_nothing_of_a_round() {
    let world = World::new().await;
    let round = world.round().await;
    let case = round.audited_case(&world, "NEG-26Q4-01").await;
    let id = round.return_of(&world, case, round.police).await;
    for email in [
        "alex@partnership.example",
        "ada@oakwell.example",
        "chris@partnership.example",
    ] {
        let mut browser = world.signed_in(email).await;
        for page in [
            format!("/campaigns/{}", round.campaign),
            format!("/campaigns/{}/cases", round.campaign),
            format!("/campaigns/{}/scores.csv", round.campaign),
            format!("/cases/{case}"),
            format!("/returns/{id}"),
            format!("/returns/{id}/answers"),
            format!("/returns/{id}/conflict"),
        ] {
            assert_eq!(browser.get(&page).await.status, 404, "{email} {page}");
        }
        let home = browser.get("/home").await;
        assert!(!home.body.contains("NEG-26Q4"), "{email}");
    }
}

#[tokio::test]
async fn what_an_auditor_declares_is_on_record() {
    let world = World::new().await;
    let round = world.round().await;
    let case = round.audited_case(&world, "NEG-26Q4-01").await;
    let trail = world
        .store
        .system("story")
        .trail(&Subject::new("case", case.bytes()))
        .await
        .expect("the trail");
    let pat = world.known("pat@police.example").await;
    let declared = trail
        .iter()
        .find(|entry| entry.action == "case.declare" && entry.author == Author::Person(pat));
    let declared = declared.unwrap_or_else(|| panic!("{trail:?}"));
    assert_eq!(declared.detail["conflict"], false);
}
