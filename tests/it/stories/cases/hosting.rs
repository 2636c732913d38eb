//! The host's round: its timetable, its cohort, its agencies and auditors.

use crate::world::World;
use fourlens_app::portal::OrganisationId;
use fourlens_server::store::{NewOrganisation, OrganisationKind};
use serde_json::json;

#[tokio::test]
async fn the_campaign_of_a_round_leads_to_its_cohort_and_an_empty_one_says_what_to_do() {
    let world = World::new().await;
    let round = world.round().await;
    let mut quinn = world.manager().await;
    let list = quinn.get("/campaigns").await;
    assert!(list.says("Neglect 2026"), "{}", list.text());
    let there = quinn.get(&format!("/campaigns/{}", round.campaign)).await;
    let page = quinn.follow(there).await;
    assert!(page.says("This round has no case yet"), "{}", page.text());
    assert!(
        page.says("Add a case for each child in the cohort"),
        "{}",
        page.text()
    );
    let now = page.texts("#timetable + p strong");
    assert_eq!(now, ["Draw the cohort"], "2 October is in week 1");
    assert!(
        page.says("23 November 2026"),
        "eight weeks: {}",
        page.text()
    );
}

#[tokio::test]
async fn a_case_is_added_under_the_next_reference_and_asks_the_agencies_that_are_ticked() {
    let world = World::new().await;
    let round = world.round().await;
    let mut quinn = world.manager().await;
    let path = format!("/campaigns/{}/cases/new", round.campaign);
    let page = quinn.get(&path).await;
    assert_eq!(page.attributes("#reference", "value"), ["NEG-26Q3-01"]);
    let none = quinn.post_form(&page, &[]).await;
    assert_eq!(none.status, 422);
    assert!(none.says("Select at least one agency"), "{}", none.text());
    let police = round.police.to_string();
    for wrong in ["Mia Canary", "NEG-26Q4"] {
        let typed = [("reference", wrong), ("agency", police.as_str())];
        let refused = quinn.post_form(&page, &typed).await;
        assert_eq!(refused.status, 422, "{wrong}");
        assert!(refused.says("like NEG-26Q4-03"), "{}", refused.text());
    }
    let typed = [("reference", "neg-26q3-01"), ("agency", police.as_str())];
    let added = quinn.post_form(&page, &typed).await;
    let case = quinn.follow(added).await;
    assert!(case.says("Case NEG-26Q3-01"), "{}", case.text());
    assert!(
        case.says("Story Police") && !case.says("Story Hospital"),
        "{}",
        case.text()
    );
    let taken = quinn.post_form(&page, &typed).await;
    assert!(taken.says("this one is taken"), "{}", taken.text());
    let next = quinn.get(&path).await;
    assert_eq!(next.attributes("#reference", "value"), ["NEG-26Q3-02"]);
    let cohort = quinn
        .get(&format!("/campaigns/{}/cases", round.campaign))
        .await;
    assert!(cohort.says("1 return has no auditor"), "{}", cohort.text());
}

#[tokio::test]
async fn agencies_can_be_changed_until_their_return_is_begun() {
    let world = World::new().await;
    let round = world.round().await;
    let case = round.audited_case(&world, "NEG-26Q4-01").await;
    let id = round.return_of(&world, case, round.police).await;
    let mut pat = world.signed_in("pat@police.example").await;
    round.fill(&mut pat, id).await;
    let mut quinn = world.manager().await;
    let page = quinn.get(&format!("/cases/{case}/agencies")).await;
    assert!(page.says("Its return is begun"), "{}", page.text());
    let nobody = quinn.post(&format!("/cases/{case}/agencies"), &[]).await;
    let shown = quinn.follow(nobody).await;
    assert!(
        shown.says("but for those that have begun"),
        "{}",
        shown.text()
    );
    assert!(
        shown.says("Story Police") && !shown.says("Story Hospital"),
        "{}",
        shown.text()
    );
    let both = [round.police, round.hospital].map(|id| ("agency".to_string(), id.to_string()));
    let asked = quinn.post(&format!("/cases/{case}/agencies"), &both).await;
    let shown = quinn.follow(asked).await;
    assert!(shown.says("Story Hospital"), "{}", shown.text());
    assert!(
        shown.says("Nobody is named yet"),
        "Hal is to be named anew: {}",
        shown.text()
    );
    assert!(world.store.verify().await.expect("verified").is_empty());
}

#[tokio::test]
async fn only_people_who_audit_for_an_agency_are_named_for_it() {
    let world = World::new().await;
    let round = world.round().await;
    let case = round.case(&world, "NEG-26Q4-01").await;
    let mut quinn = world.manager().await;
    let page = quinn.get(&format!("/cases/{case}")).await;
    let offered = page.texts(&format!("#person-{} option", round.police));
    assert_eq!(offered, ["Select a person", "Pat Pine", "Pia Pine"]);
    for (who, words) in [
        (String::new(), "Select who audits"),
        (
            world.known("hal@hospital.example").await.to_string(),
            "Select someone else",
        ),
        (
            world.known("lena@police.example").await.to_string(),
            "Select someone else",
        ),
    ] {
        let fields = [
            ("organisation".to_string(), round.police.to_string()),
            ("person".to_string(), who),
        ];
        let refused = quinn
            .post(&format!("/cases/{case}/auditors"), &fields)
            .await;
        assert_eq!(refused.status, 422);
        assert!(refused.says(words), "{}", refused.text());
    }
    let fields = [
        ("organisation".to_string(), round.police.to_string()),
        (
            "person".to_string(),
            world.known("pat@police.example").await.to_string(),
        ),
    ];
    quinn
        .post(&format!("/cases/{case}/auditors"), &fields)
        .await;
    let page = quinn.get(&format!("/cases/{case}")).await;
    let (path, fields) = page.form_to("/auditors/remove", &[]);
    let removed = quinn.post(&path, &fields).await;
    let page = quinn.follow(removed).await;
    assert!(page.says("no longer named"), "{}", page.text());
    let home = world
        .signed_in("pat@police.example")
        .await
        .get("/home")
        .await;
    assert!(home.says("You have no case to audit"), "{}", home.text());
}

#[tokio::test]
async fn a_case_taken_out_of_the_round_is_closed_to_its_auditors_until_it_is_back() {
    let world = World::new().await;
    let round = world.round().await;
    let case = round.audited_case(&world, "NEG-26Q4-01").await;
    let id = round.return_of(&world, case, round.police).await;
    let mut pat = world.signed_in("pat@police.example").await;
    let mut quinn = world.manager().await;
    let page = quinn.get(&format!("/cases/{case}")).await;
    let (path, fields) = page.form_to("/status", &[]);
    let done = quinn.post(&path, &fields).await;
    let page = quinn.follow(done).await;
    assert!(page.says("taken out of the round"), "{}", page.text());
    assert_eq!(pat.get(&format!("/returns/{id}")).await.status, 404);
    assert!(!pat.get("/home").await.says("NEG-26Q4-01"));
    let (path, fields) = page.form_to("/status", &[]);
    quinn.post(&path, &fields).await;
    assert_eq!(pat.get(&format!("/returns/{id}")).await.status, 200);
}

#[tokio::test]
async fn the_timetable_is_changed_day_by_day_and_a_lost_race_shows_both() {
    let world = World::new().await;
    let round = world.round().await;
    let mut quinn = world.manager().await;
    let path = format!("/campaigns/{}/timetable", round.campaign);
    let page = quinn.get(&path).await;
    assert_eq!(page.attributes("#report-day", "value"), ["23"]);
    for (typed, words) in [
        (
            [("audit-day", "31"), ("audit-month", "11")],
            "Enter a real day for “Agencies audit”",
        ),
        (
            [("audit-day", "1"), ("audit-month", "9")],
            "not before “Draw the cohort”",
        ),
    ] {
        let refused = quinn.post_form(&page, &typed).await;
        assert_eq!(refused.status, 422);
        assert!(refused.says(words), "{}", refused.text());
        assert_eq!(refused.attributes("#audit-day", "value"), [typed[0].1]);
    }
    let later = [("report-day", "14"), ("report-month", "12")];
    let done = quinn.post_form(&page, &later).await;
    let shown = quinn.follow(done).await;
    assert!(shown.says("The timetable was changed"), "{}", shown.text());
    assert!(shown.says("14 December 2026"), "{}", shown.text());
    let campaigns = quinn.get("/campaigns").await;
    assert!(
        campaigns.says("14 December 2026"),
        "it ends with the last step: {}",
        campaigns.text()
    );

    let race = quinn
        .post_form(&page, &[("report-day", "7"), ("report-month", "12")])
        .await;
    assert_eq!(race.status, 409, "{}", race.text());
    assert!(race.says("It is 14 December 2026 now"), "{}", race.text());
    assert_eq!(race.attributes("#report-day", "value"), ["7"]);
    let shown = quinn
        .get(&format!("/campaigns/{}/cases", round.campaign))
        .await;
    assert!(shown.says("14 December 2026"), "{}", shown.text());
}

#[tokio::test]
async fn a_closed_round_stays_as_it_is() {
    let world = World::new().await;
    let round = world.round().await;
    let case = round.case(&world, "NEG-26Q4-01").await;
    let closed = world
        .store
        .system("story")
        .close_campaign(round.campaign)
        .await;
    assert!(closed.expect("closed"));
    let mut quinn = world.manager().await;
    let page = quinn.get(&format!("/cases/{case}")).await;
    assert_eq!(page.status, 200);
    assert!(
        page.attributes("main form", "action").is_empty(),
        "{}",
        page.text()
    );
    for path in ["agencies", "auditors", "status", "blocks"] {
        let reply = quinn.post(&format!("/cases/{case}/{path}"), &[]).await;
        assert_eq!(reply.status, 409, "{path}: {}", reply.text());
    }
}

#[tokio::test]
async fn sixty_cases_of_six_agencies_are_shown_in_pages() {
    let world = World::new().await;
    let round = world.round().await;
    let system = world.store.system("story");
    let host = system.organisations().await.expect("read")[0].id;
    let mut asked: Vec<OrganisationId> = vec![round.police, round.hospital];
    for name in ["Probation", "Housing", "Youth Justice", "Health Visiting"] {
        let id = world.state.random.id();
        let agency = NewOrganisation {
            id,
            parent: Some(host),
            kind: OrganisationKind::Agency,
            name: format!("Story {name}"),
            phase: None,
            school_type: None,
            urn: None,
            laestab: None,
            opened_on: None,
            closed_on: None,
            details: json!({}),
        };
        system
            .put_organisations(vec![agency])
            .await
            .expect("an agency");
        asked.push(id);
    }
    for number in 1..=60 {
        let reference = format!("NEG-26Q4-{number:02}");
        let added = system
            .add_case(round.campaign, reference, asked.clone())
            .await;
        added.expect("added").expect("there");
    }
    let mut quinn = world.manager().await;
    let path = format!("/campaigns/{}/cases", round.campaign);
    let page = quinn.get(&path).await;
    assert!(
        page.says("60 cases: 0 of 360 returns submitted"),
        "{}",
        page.text()
    );
    assert!(page.says("360 returns have no auditor"), "{}", page.text());
    assert!(
        page.says("NEG-26Q4-20") && !page.says("NEG-26Q4-21"),
        "{}",
        page.text()
    );
    let last = quinn.get(&format!("{path}?page=3")).await;
    assert!(
        last.says("NEG-26Q4-60") && !last.says("NEG-26Q4-40 "),
        "{}",
        last.text()
    );
    let complete = quinn.get(&format!("{path}?show=complete&page=9")).await;
    assert!(
        complete.says("No case is in this list now"),
        "{}",
        complete.text()
    );
}
