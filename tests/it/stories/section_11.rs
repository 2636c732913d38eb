//! Agencies with services below them: a service's author fills, the agency's lead submits, what the
//! services said comes together, the manager sees, and nobody sees another agency's.

use crate::world::{AgencyWorld, Browser, Reply, post};
use fourlens_app::portal::ReturnId;

async fn open(browser: &mut Browser, id: ReturnId, page: &str) -> Reply {
    let reply = browser.get(&format!("/returns/{id}{page}")).await;
    assert_eq!(reply.status, 200, "{page}: {}", reply.text());
    reply
}

/// Two of the council's three services have handed in: one rates everything 3, one 1.
async fn two_services_of_three(world: &AgencyWorld, lead: &mut Browser) {
    for (service, rating) in [("Early Help", "3"), ("Fostering", "1")] {
        let id = world.owes(service).await;
        world.hand_in(lead, id, rating).await;
    }
}

#[tokio::test]
async fn a_services_author_fills_and_cannot_submit_and_the_agencys_lead_submits() {
    let world = AgencyWorld::new().await;
    let id = world.owes("Early Help").await;
    let mut author = world.signed_in("ed@millbrook.example").await;
    let home = author.get("/home").await;
    assert!(home.says("Section 11 2026"), "{}", home.text());
    assert!(!home.says("Fostering"), "{}", home.text());
    let check = world.fill(&mut author, id, "3").await;
    assert!(
        check.says("Sign-off by the executive lead"),
        "{}",
        check.text()
    );
    let forms = check.attributes("form[action$=submit]", "action");
    assert!(forms.is_empty(), "{forms:?}");
    let posted = [
        ("draft_version", "1"),
        ("idempotency_key", &"11".repeat(16)),
    ];
    let posted = posted.map(|(name, value)| (name.to_string(), value.to_string()));
    let reply = author.post(&format!("/returns/{id}/submit"), &posted).await;
    assert_eq!(reply.status, 404);

    let mut lead = world.signed_in("mo@millbrook.example").await;
    let home = lead.get("/home").await;
    assert!(home.says("Services 0 of 3 submitted"), "{}", home.text());
    let sign = format!("/returns/{id}/sections/Z");
    let yes = ("Z5.executive".to_string(), "yes".to_string());
    post(&mut lead, &sign, &[yes]).await;
    let check = open(&mut lead, id, "/check").await;
    let (path, fields) = check.form_to("/submit", &[]);
    let reply = lead.post(&path, &fields).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    let receipt = lead.follow(reply).await;
    assert!(receipt.says("S11-26-"), "{}", receipt.text());
    assert!(receipt.says("Mo Mill"), "{}", receipt.text());
    let copy = open(&mut author, id, "/print").await;
    assert!(
        copy.says("Signed by Mo Mill (Agency lead)"),
        "{}",
        copy.text()
    );
    let faults = world.store.verify().await.expect("verified");
    assert!(faults.is_empty(), "everything stored is whole: {faults:?}");
}

#[tokio::test]
async fn what_the_services_said_stands_beside_each_rating_and_on_a_page_of_its_own() {
    let world = AgencyWorld::new().await;
    let mut lead = world.signed_in("mo@millbrook.example").await;
    let agency = world.owes("Millbrook Council").await;
    let before = open(&mut lead, agency, "/services").await;
    assert!(
        before.says("0 of 3 services submitted"),
        "{}",
        before.text()
    );
    two_services_of_three(&world, &mut lead).await;

    let list = open(&mut lead, agency, "").await;
    assert!(list.says("2 of 3 services submitted"), "{}", list.text());
    // Every rating 3 makes each of the twelve standards Green; every rating 1 makes
    // 5 * sum < 6 * n, so each is Red, and no critical question is 0.
    assert!(list.says("12 Green None"), "{}", list.text());
    assert!(list.says("12 Red None"), "{}", list.text());
    let said = "Services: 1 embedded, 1 started or patchy; 1 not yet submitted";
    let section = open(&mut lead, agency, "/sections/S1").await;
    let count = section.text().matches(said).count();
    assert_eq!(count, 5, "beside each of five ratings: {}", section.text());
    assert!(open(&mut lead, agency, "/check").await.says(said));

    let page = open(&mut lead, agency, "/services").await;
    let row = page.texts("tr").into_iter();
    let row: Vec<String> = row.filter(|row| row.starts_with("1.1.")).collect();
    assert!(row[0].ends_with("(critical) 1 0 1 0 0"), "{row:?}");
    assert!(page.says("1 Red, 0 Amber, 1 Green"), "{}", page.text());
    let bands = page.texts(".app-matrix .band");
    assert_eq!(bands.len(), 2 * 12, "two services, twelve standards");
    assert_eq!(bands.iter().filter(|band| *band == "Red").count(), 12);
    for word in ["As it should be", "Overall", "%"] {
        assert!(!page.says(word), "{word}: {}", page.text());
    }
}

#[tokio::test]
async fn services_that_wait_are_told_before_submitting_and_keep_nobody_from_it() {
    let world = AgencyWorld::new().await;
    let mut lead = world.signed_in("mo@millbrook.example").await;
    two_services_of_three(&world, &mut lead).await;
    let agency = world.owes("Millbrook Council").await;
    let check = world.fill(&mut lead, agency, "2").await;
    let waiting = "1 of your 3 services has not submitted its return yet: Front Door.";
    assert!(check.says(waiting), "{}", check.text());
    let reply = lead.post_form(&check, &[]).await;
    let receipt = lead.follow(reply).await;
    assert!(receipt.says("S11-26-"), "{}", receipt.text());
    assert!(
        receipt.says("the name of your organisation"),
        "{}",
        receipt.text()
    );
    let home = lead.get("/home").await;
    assert!(home.says("Services 2 of 3 submitted"), "{}", home.text());
    let feedback = open(&mut lead, agency, "/feedback").await;
    for words in ["school", "headteacher", "governors", "phase"] {
        assert!(!feedback.says(words), "{words}: {}", feedback.text());
    }
}

#[tokio::test]
async fn another_agencys_lead_gets_404_and_sees_no_count() {
    let world = AgencyWorld::new().await;
    let mut lead = world.signed_in("mo@millbrook.example").await;
    two_services_of_three(&world, &mut lead).await;
    let council = world.owes("Millbrook Council").await;
    let front_door = world.owes("Front Door").await;
    let none = "0123456789abcdef0123456789abcdef";
    let mut charity = world.signed_in("hal@harbour.example").await;
    let mut author = world.signed_in("ed@millbrook.example").await;
    for page in [
        "",
        "/services",
        "/sections/S1",
        "/check",
        "/feedback",
        "/print",
    ] {
        let missing = charity.get(&format!("/returns/{none}{page}")).await;
        for id in [council, front_door] {
            for browser in [&mut charity, &mut author] {
                let theirs = browser.get(&format!("/returns/{id}{page}")).await;
                assert_eq!(
                    (theirs.status, theirs.text()),
                    (404, missing.text()),
                    "{page}"
                );
            }
        }
    }
    let own = world.owes("Early Help").await;
    let below = author.get(&format!("/returns/{own}/services")).await;
    assert_eq!(below.status, 404, "nothing lies below a service");
    let mut police = world.signed_in("val@police.example").await;
    let id = world.owes("Vale Police").await;
    for page in ["", "/services", "/sections/S1"] {
        let said = open(&mut police, id, page).await;
        for name in ["Millbrook", "Early Help", "Front Door"] {
            assert!(!said.body.contains(name), "{page} names {name}");
        }
        for count in ["1 embedded", "2 of 3", "of 3 services"] {
            assert!(!said.says(count), "{page}: {}", said.text());
        }
    }
    let mut head = world.head().await;
    assert_eq!(
        head.get(&format!("/returns/{council}/services"))
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn who_leads_one_agency_and_writes_for_another_signs_only_for_the_first() {
    let world = AgencyWorld::new().await;
    let mut val = world.signed_in("val@police.example").await;
    let id = world.owes("Fostering").await;
    let check = world.fill(&mut val, id, "2").await;
    let forms = check.attributes("form[action$=submit]", "action");
    assert!(forms.is_empty(), "{forms:?}");
    assert!(
        check.says("Sign “Sign-off by the executive lead”"),
        "{}",
        check.text()
    );
    let own = world.owes("Vale Police").await;
    let receipt = world.hand_in(&mut val, own, "2").await;
    assert!(receipt.says("S11-26-"), "{}", receipt.text());
}

#[tokio::test]
async fn an_agency_without_services_is_told_so() {
    let world = AgencyWorld::new().await;
    let mut lead = world.signed_in("hal@harbour.example").await;
    let id = world.owes("Harbour Charity").await;
    let list = open(&mut lead, id, "").await;
    assert!(
        list.says("no service below this agency was asked"),
        "{}",
        list.text()
    );
    let page = open(&mut lead, id, "/services").await;
    assert!(page.says("No service was asked"), "{}", page.text());
    let check = world.fill(&mut lead, id, "2").await;
    assert!(!check.says("Services:"), "{}", check.text());
}

#[tokio::test]
async fn the_manager_sees_agencies_with_their_services_and_takes_the_file() {
    let world = AgencyWorld::new().await;
    let mut lead = world.signed_in("mo@millbrook.example").await;
    two_services_of_three(&world, &mut lead).await;
    let mut manager = world.manager().await;
    let path = format!("/campaigns/{}", world.asked);
    let page = manager.get(&path).await;
    let names = page.texts("#returns ~ table tbody th");
    let starts: Vec<&str> = names
        .iter()
        .filter_map(|name| name.split_whitespace().next())
        .collect();
    let tree = [
        "Harbour",
        "Millbrook",
        "Early",
        "Fostering",
        "Front",
        "Vale",
        "Custody",
    ];
    assert_eq!(starts, tree, "{names:?}");
    assert!(names[2].contains("Part of Millbrook Council"), "{names:?}");
    assert!(
        page.says("Profile of 2 agencies and services"),
        "{}",
        page.text()
    );
    for words in ["School", "school", "phase", "Phase"] {
        assert!(!page.says(words), "{words}: {}", page.text());
    }
    let options = page.attributes("select[name=agency] option", "value");
    let police = manager.get(&format!("{path}?agency={}", options[3])).await;
    assert!(
        police.says("2 of 7 returns match: Vale Police."),
        "{}",
        police.text()
    );
    assert!(
        police.says("Profile of 0 returns from Vale Police"),
        "{}",
        police.text()
    );
    let council = manager.get(&format!("{path}?agency={}", options[2])).await;
    assert!(
        council.says("Profile of 2 returns from Millbrook Council"),
        "{}",
        council.text()
    );
    assert!(
        council.says("1 Red, 0 Amber, 1 Green"),
        "{}",
        council.text()
    );

    let agency = world.owes("Millbrook Council").await;
    let together = manager.get(&format!("/returns/{agency}/services")).await;
    assert!(
        together.says("2 of 3 services submitted"),
        "{}",
        together.text()
    );
    let csv = manager.get(&format!("{path}/scores.csv")).await;
    let line = |start: &str| csv.body.lines().any(|line| line.starts_with(start));
    assert!(line(",Early Help,Millbrook Council,"), "{}", csv.body);
    let green = "section.S1,15,15,green,embedded,5,0";
    assert!(csv.body.contains(green), "{}", csv.body);
}

#[tokio::test]
async fn badges_and_evidence_stand_beside_the_bands_and_never_in_them() {
    let world = AgencyWorld::new().await;
    let mut lead = world.signed_in("mo@millbrook.example").await;
    let id = world.owes("Early Help").await;
    // Of the 56 ratings two have evidence, and the review date of one has passed.
    for (question, month) in [("S11-1.1", "3"), ("S11-1.2", "8")] {
        let year = if month == "3" { "2027" } else { "2026" };
        let part = |name: &str| format!("{question}.evidence-{name}");
        let typed = [
            (part("how"), "seen"),
            (part("review-day"), "1"),
            (part("review-month"), month),
            (part("review-year"), year),
        ];
        let typed = typed.map(|(name, value)| (name, value.to_string()));
        post(&mut lead, &format!("/returns/{id}/sections/S1"), &typed).await;
    }
    world.hand_in(&mut lead, id, "3").await;
    let feedback = open(&mut lead, id, "/feedback").await;
    let mut manager = world.manager().await;
    for page in [feedback, open(&mut manager, id, "/scores").await] {
        for words in [
            "12 have the badge “Embedded”",
            "Green, Embedded: 15 of 15 points",
            "Evidence strength: 1 of 56 ratings has evidence that is in date",
            "It stands beside the ratings and never changes them",
        ] {
            assert!(page.says(words), "{words}: {}", page.text());
        }
        let row = page.texts("tr").into_iter();
        let row = row.filter(|row| row.starts_with("S1. Accountability"));
        let row: Vec<String> = row.collect();
        assert!(
            row.contains(&"S1. Accountability and commissioning 1 5".to_string()),
            "{row:?}"
        );
        assert!(!page.says("Overall"), "{}", page.text());
    }
}

#[tokio::test]
async fn the_actions_of_the_last_return_are_offered_in_the_next_and_started_once() {
    let world = AgencyWorld::new().await;
    let mut lead = world.signed_in("hal@harbour.example").await;
    let first = world.owes("Harbour Charity").await;
    let before = open(&mut lead, first, "/sections/P").await;
    assert!(
        before.says("You have no earlier return here"),
        "{}",
        before.text()
    );
    let plan = format!("/returns/{first}/sections/ACT");
    for action in ["Name a deputy", "Ask the children"] {
        post(
            &mut lead,
            &plan,
            &[("_add".to_string(), "ACT1".to_string())],
        )
        .await;
        let page = lead.get(&plan).await;
        let rows = page.attributes("button[name=_remove]", "value");
        let row = rows.last().expect("a row");
        let part = |name: &str, value: &str| (format!("{row}.{name}"), value.to_string());
        let typed = [
            part("question", "2.1"),
            part("action", action),
            part("owner", "Manager"),
            part("due-day", "1"),
            part("due-month", "3"),
            part("due-year", "2027"),
            part("success", "They say so"),
        ];
        post(&mut lead, &plan, &typed).await;
    }
    world.hand_in(&mut lead, first, "2").await;

    world.clock.pass_days(728);
    let mut lead = world.signed_in("hal@harbour.example").await;
    let next = world.ask(("Section 11 2028", "2028-09-01")).await;
    let next = world.owes_to(next, "Harbour Charity").await;
    let section = open(&mut lead, next, "/sections/P").await;
    let button = "Start a row for each action of your last return";
    assert!(section.says(button), "{}", section.text());
    for _ in 0..2 {
        let fields = [("_fill".to_string(), "P1".to_string())];
        let path = format!("/returns/{next}/sections/P");
        post(&mut lead, &path, &fields).await;
        let section = open(&mut lead, next, "/sections/P").await;
        assert!(!section.says(button), "{}", section.text());
        let actions = section.texts("textarea[name$='.action']");
        assert_eq!(actions, ["Name a deputy", "Ask the children"]);
        let about = section.attributes("input[name^='P1:'][name$='.question']", "value");
        assert_eq!(about, ["2.1", "2.1"]);
    }
}
