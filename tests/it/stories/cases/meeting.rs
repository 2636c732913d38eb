//! Grades that nobody sees before all are locked, and the meeting that agrees one.

use crate::world::{Browser, CHILD, Round, World};
use fourlens_app::portal::{CaseId, OrganisationId};
use fourlens_server::{
    jobs,
    store::{Author, Subject},
};

/// A case that both agencies have handed in.
async fn handed_in(world: &World, round: &Round, reference: &str) -> CaseId {
    let case = round.audited_case(world, reference).await;
    for (email, agency) in [
        ("pat@police.example", round.police),
        ("hal@hospital.example", round.hospital),
    ] {
        submit(world, round, case, email, agency).await;
    }
    case
}

async fn submit(world: &World, round: &Round, case: CaseId, email: &str, agency: OrganisationId) {
    let id = round.return_of(world, case, agency).await;
    let mut auditor = world.signed_in(email).await;
    round.submit(&mut auditor, id).await;
}

/// Presses the button of the form that leads there, on the page of a case.
async fn press(host: &mut Browser, case: CaseId, action: &str) -> crate::world::Reply {
    let page = host.get(&format!("/cases/{case}")).await;
    let (path, mut fields) = page.form_to(action, &[]);
    // Every box there is, ticked: none is by itself.
    let boxes = page.attributes("main input[type=checkbox][name=return]", "value");
    fields.extend(boxes.into_iter().map(|value| ("return".to_string(), value)));
    let done = host.post(&path, &fields).await;
    host.follow(done).await
}

#[tokio::test]
async fn the_host_locks_each_grade_then_shows_them_and_nobody_saw_one_before() {
    let world = World::new().await;
    let round = world.round().await;
    let case = handed_in(&world, &round, "NEG-26Q4-01").await;
    let police = round.return_of(&world, case, round.police).await;
    let mut quinn = world.manager().await;
    let mut chris = world.signed_in("chris@partnership.example").await;
    let mut hal = world.signed_in("hal@hospital.example").await;
    let meeting = format!("/cases/{case}/meeting");

    let page = quinn.get(&format!("/cases/{case}")).await;
    assert!(page.says("is closed to everyone"), "{}", page.text());
    assert!(!page.says("Meets good"), "{}", page.text());
    assert!(!page.says("Show grades"), "not before all are locked");
    let answers = quinn.get(&format!("/returns/{police}/answers")).await;
    assert_eq!(answers.status, 409, "{}", answers.text());
    assert!(answers.says("locked and shown"), "{}", answers.text());
    for path in [format!("/returns/{police}/scores"), meeting.clone()] {
        assert_eq!(quinn.get(&path).await.status, 404, "{path}");
    }
    let scores = quinn
        .get(&format!("/campaigns/{}/scores.csv", round.campaign))
        .await;
    assert!(!scores.body.contains("grade.K1"), "{}", scores.body);
    let report = quinn.get("/reports/case-audit").await;
    assert!(report.says("nothing to count"), "{}", report.text());

    let locked = press(&mut quinn, case, "/lock").await;
    assert!(locked.says("The grades were locked"), "{}", locked.text());
    for browser in [&mut quinn, &mut chris, &mut hal] {
        assert_eq!(browser.get(&meeting).await.status, 404);
    }
    let shown = press(&mut quinn, case, "/show").await;
    assert!(shown.says("The grades are shown"), "{}", shown.text());
    for browser in [&mut quinn, &mut chris, &mut hal] {
        let page = browser.get(&meeting).await;
        assert!(
            page.says("Moderation meeting: NEG-26Q4-01"),
            "{}",
            page.text()
        );
        assert!(page.says("Meets good"), "{}", page.text());
        let side = browser.get(&format!("{meeting}/B")).await;
        let agencies = side.texts(".app-side__card h3");
        assert_eq!(agencies, ["Story Hospital", "Story Police"].repeat(2));
        assert!(side.says("She was seen alone and heard"), "{}", side.text());
    }
    let child = quinn.get(&format!("{meeting}/A")).await;
    assert!(child.says("an uncle of sorts"), "{}", child.text());
    for hidden in [CHILD, "Dov", "2019"] {
        assert!(!child.body.contains(hidden), "{hidden}: {}", child.text());
    }
    assert!(world.store.verify().await.expect("verified").is_empty());
}

#[tokio::test]
async fn an_auditor_whose_own_grade_is_not_locked_sees_nothing_of_the_others() {
    let world = World::new().await;
    let round = world.round().await;
    let case = round.audited_case(&world, "NEG-26Q4-01").await;
    submit(&world, &round, case, "pat@police.example", round.police).await;
    let mut quinn = world.manager().await;
    press(&mut quinn, case, "/lock").await;
    let page = quinn.get(&format!("/cases/{case}")).await;
    assert!(page.says("Go on without Story Hospital"), "{}", page.text());
    let (path, fields) = page.form_to("/show", &[]);
    let refused = quinn.post(&path, &fields).await;
    assert_eq!(refused.status, 422);
    assert!(refused.says("Wait for the returns"), "{}", refused.text());
    let (path, fields) = page.form_to("/show", &[("without", "yes")]);
    quinn.post(&path, &fields).await;

    let mut hal = world.signed_in("hal@hospital.example").await;
    let meeting = format!("/cases/{case}/meeting");
    assert_eq!(hal.get(&meeting).await.status, 404, "his is still to come");
    submit(&world, &round, case, "hal@hospital.example", round.hospital).await;
    assert_eq!(hal.get(&meeting).await.status, 404, "his is not locked");
    assert!(!hal.get("/home").await.says("Moderation meeting"));
    let hospital = round.return_of(&world, case, round.hospital).await;
    let answers = quinn.get(&format!("/returns/{hospital}/answers")).await;
    assert_eq!(answers.status, 409, "not before it is locked");

    world.clock.pass_days(1);
    let mut quinn = world.manager().await;
    let mut hal = world.signed_in("hal@hospital.example").await;
    press(&mut quinn, case, "/lock").await;
    let page = hal.get(&meeting).await;
    assert!(page.says("after the others were shown"), "{}", page.text());
    assert!(
        hal.get("/home")
            .await
            .says("Moderation meeting of case NEG-26Q4-01")
    );
}

#[tokio::test]
async fn the_meeting_agrees_a_grade_with_a_reason_and_a_lost_race_shows_both() {
    let world = World::new().await;
    let round = world.round().await;
    let case = handed_in(&world, &round, "NEG-26Q4-01").await;
    round.show(&world, case).await;
    let mut quinn = world.manager().await;
    let mut chris = world.signed_in("chris@partnership.example").await;
    let path = format!("/cases/{case}/meeting/B");
    let page = chris.get(&path).await;
    let nothing = chris.post_form(&page, &[]).await;
    assert_eq!(nothing.status, 422);
    assert!(
        nothing.says("Enter why the meeting agrees"),
        "{}",
        nothing.text()
    );
    let (early, late) = (quinn.get(&path).await, page);
    let why = "All read the plan together";
    let agreed = chris
        .post_form(&late, &[("grade", "3"), ("reason", why)])
        .await;
    let agreed = chris.follow(agreed).await;
    assert!(
        agreed.says("The agreed grade was saved"),
        "{}",
        agreed.text()
    );
    assert!(
        agreed.says(why) && agreed.says("by Chris Cedar"),
        "{}",
        agreed.text()
    );
    let lost = quinn
        .post_form(
            &early,
            &[("grade", "1"), ("reason", "I thought better of it")],
        )
        .await;
    assert_eq!(lost.status, 409);
    for words in ["Someone else recorded", why, "I thought better of it"] {
        assert!(
            lost.says(words) || lost.body.contains(words),
            "{words}: {}",
            lost.text()
        );
    }
    let page = quinn.get(&format!("/cases/{case}")).await;
    assert!(page.says("Does not meet good yet"), "{}", page.text());
    let trail = world.store.system("story");
    let trail = trail.trail(&Subject::new("case", case.bytes())).await;
    let trail = trail.expect("the trail");
    let chris_id = world.known("chris@partnership.example").await;
    let agrees = trail.iter().filter(|entry| entry.action == "case.agree");
    let authors: Vec<_> = agrees.map(|entry| entry.author.clone()).collect();
    assert_eq!(authors, [Author::Person(chris_id)]);
    assert!(
        !format!("{trail:?}").contains(why),
        "the log holds no reason"
    );
    let mut hal = world.signed_in("hal@hospital.example").await;
    let page = hal.get(&path).await;
    assert!(page.says(why), "{}", page.text());
    assert!(
        !page.says("Save agreed grade"),
        "auditors read what is agreed"
    );
    let fields = [("question".to_string(), "K1".to_string())];
    assert_eq!(
        hal.post(&format!("{path}/agree"), &fields).await.status,
        404
    );
}

#[tokio::test]
async fn what_is_kept_of_the_meeting_is_checked_saved_and_shown() {
    let world = World::new().await;
    let round = world.round().await;
    let case = handed_in(&world, &round, "NEG-26Q4-01").await;
    round.show(&world, case).await;
    let mut quinn = world.manager().await;
    let path = format!("/cases/{case}/meeting");
    let page = quinn.get(&path).await;
    assert!(
        page.says("Nothing is recorded of the meeting"),
        "{}",
        page.text()
    );
    let refused = quinn
        .post_form(&page, &[("held-day", "40"), ("present", "Quinn, Pat")])
        .await;
    assert_eq!(refused.status, 422);
    for words in [
        "Enter the day",
        "Select whether the child",
        "Select whether the practitioners",
    ] {
        assert!(refused.says(words), "{words}: {}", refused.text());
    }
    assert!(refused.body.contains("Quinn, Pat"), "{}", refused.text());
    let typed = [
        ("held-day", "1"),
        ("held-month", "10"),
        ("held-year", "2026"),
        ("present", "Quinn, Pat"),
        ("family", "sought"),
        ("practitioners", "yes"),
    ];
    let saved = quinn.post_form(&page, &typed).await;
    let saved = quinn.follow(saved).await;
    for words in [
        "1 October 2026",
        "Quinn, Pat",
        "They were asked and have not answered",
    ] {
        assert!(saved.says(words), "{words}: {}", saved.text());
    }
    assert!(world.store.verify().await.expect("verified").is_empty());
}

#[tokio::test]
async fn auditors_are_told_of_shown_grades_by_a_mail_without_a_word_of_the_case() {
    let world = World::new().await;
    let round = world.round().await;
    let case = handed_in(&world, &round, "NEG-26Q4-01").await;
    let mut quinn = world.manager().await;
    press(&mut quinn, case, "/lock").await;
    press(&mut quinn, case, "/show").await;
    jobs::step(&world.state).await.expect("a step");
    let folder = world.state.settings.store.store.data.join("mail");
    let files = std::fs::read_dir(folder).expect("mails");
    let mails = files.map(|file| std::fs::read_to_string(file.expect("a file").path()));
    let mails = mails.map(|mail| mail.expect("text").replace("=\r\n", ""));
    let told: Vec<String> = mails
        .filter(|mail| mail.contains("Grades are shown"))
        .collect();
    assert_eq!(told.len(), 2, "to each auditor whose grade is locked");
    for word in ["NEG-26Q4-01", "Meets", "Police", "Hospital"] {
        assert!(told.iter().all(|mail| !mail.contains(word)), "{word}");
    }
}

#[tokio::test]
async fn the_report_counts_grades_of_cases_that_are_shown_and_marks_small_counts() {
    let world = World::new().await;
    let round = world.round().await;
    let shown = handed_in(&world, &round, "NEG-26Q4-01").await;
    handed_in(&world, &round, "NEG-26Q4-02").await;
    round.show(&world, shown).await;
    for email in ["quinn@partnership.example", "chris@partnership.example"] {
        let mut browser = world.signed_in(email).await;
        let page = browser.get("/reports/case-audit").await;
        assert!(
            page.says("2 of 2 returns about 1 child in 1 round"),
            "{}",
            page.text()
        );
        for words in ["Grades by agency", "Grades by theme", "Grades by quarter"] {
            assert!(page.says(words), "{words}: {}", page.text());
        }
        assert!(page.says("1 of 1 (100%)*"), "marked: {}", page.text());
        assert!(
            page.says("Agreed by the meetings") && page.says("Not agreed yet"),
            "{}",
            page.text()
        );
        assert!(
            page.says("2026 Q3"),
            "the quarter it opened in: {}",
            page.text()
        );
        assert!(
            page.says("How far each two agencies agree (1 pair)"),
            "{}",
            page.text()
        );
    }
    for email in [
        "pat@police.example",
        "lena@police.example",
        "alex@partnership.example",
    ] {
        let mut browser = world.signed_in(email).await;
        assert_eq!(
            browser.get("/reports/case-audit").await.status,
            404,
            "{email}"
        );
    }
    let mut quinn = world.manager().await;
    assert_eq!(quinn.get("/reports/school-175-157").await.status, 404);
}

#[tokio::test]
async fn someone_on_the_block_list_takes_part_in_no_meeting_and_no_report_counts_the_case_for_them()
{
    let world = World::new().await;
    let round = world.round().await;
    let case = handed_in(&world, &round, "NEG-26Q4-01").await;
    round.show(&world, case).await;
    let system = world.store.system("story");
    for email in ["hal@hospital.example", "chris@partnership.example"] {
        let person = world.known(email).await;
        let block = fourlens_server::store::Block::Set;
        let blocked = system.block(case, person, block, "kin".to_string()).await;
        blocked.expect("blocked");
        let mut browser = world.signed_in(email).await;
        for page in ["", "/A", "/B"] {
            let reply = browser.get(&format!("/cases/{case}/meeting{page}")).await;
            assert_eq!(reply.status, 404, "{email} {page}");
        }
        assert!(!browser.get("/home").await.says("NEG-26Q4-01"), "{email}");
    }
    let mut chris = world.signed_in("chris@partnership.example").await;
    let report = chris.get("/reports/case-audit").await;
    assert!(report.says("nothing to count"), "{}", report.text());
}

#[tokio::test]
async fn a_meetings_page_is_on_record_for_every_agency_or_not_shown_at_all() {
    let world = World::new().await;
    let round = world.round().await;
    let case = handed_in(&world, &round, "NEG-26Q4-01").await;
    round.show(&world, case).await;
    let system = world.store.system("story");
    let mut submissions = Vec::new();
    for agency in [round.police, round.hospital] {
        let id = round.return_of(&world, case, agency).await;
        let receipt = system.receipt(id).await.expect("read").expect("submitted");
        submissions.push(receipt.submission);
    }
    let views = async || {
        let mut views = Vec::new();
        for submission in &submissions {
            let subject = Subject::new("submission", submission.bytes());
            let trail = system.trail(&subject).await.expect("the trail");
            let seen = trail
                .iter()
                .filter(|entry| entry.action == "submission.view");
            views.push(seen.count());
        }
        views
    };
    let before = views().await;
    let mut quinn = world.manager().await;
    let path = format!("/cases/{case}/meeting");
    let last = submissions[1].to_string();
    let last = match crate::store::harness::on_postgres() {
        true => format!("NEW.subject_id = decode('{last}', 'hex')"),
        false => format!("NEW.subject_id = X'{last}'"),
    };
    let seen = format!("NEW.action = 'submission.view' AND {last}");
    world.fail_on("audit", &seen).await;
    assert_eq!(quinn.get(&path).await.status, 503);
    assert_eq!(views().await, before, "nothing was shown of either");
    world.fail_no_more("audit").await;
    assert_eq!(quinn.get(&path).await.status, 200);
    let one_more: Vec<usize> = before.iter().map(|seen| seen + 1).collect();
    assert_eq!(views().await, one_more);
}
