//! What each of the further roles finds, and what it does not.

use crate::world::World;
use fourlens_app::portal::{OrganisationId, Role};
use fourlens_server::store::{OrganisationKind, OrganisationView};

/// The organisation of the world with this name.
async fn called(world: &World, name: &str) -> OrganisationId {
    let all = organisations(world).await;
    all.iter().find(|of| of.name == name).expect(name).id
}

async fn organisations(world: &World) -> Vec<OrganisationView> {
    let system = world.store.system("story");
    system.organisations().await.expect("organisations")
}

async fn partnership(world: &World) -> OrganisationId {
    let all = organisations(world).await;
    let top = all
        .iter()
        .find(|of| of.kind == OrganisationKind::Partnership);
    top.expect("a partnership").id
}

#[tokio::test]
async fn a_deputy_fills_the_schools_return_and_does_not_submit_it() {
    let world = World::new().await;
    let school = called(&world, "Oakwell Primary School").await;
    world
        .person(
            "Dee Dell",
            "dee@oakwell.example",
            Role::DeputySafeguardingLead,
            school,
        )
        .await;
    let mut dee = world.signed_in("dee@oakwell.example").await;
    let id = world.oakwell.return_id;
    let check = world.fill_all(&mut dee, id, "2").await;
    let submit = check.attributes("form[action$='/submit']", "action");
    assert!(submit.is_empty(), "{submit:?}");
    let submit = dee.post(&format!("/returns/{id}/submit"), &[]).await;
    assert_eq!(submit.status, 404);
}

#[tokio::test]
async fn a_governor_reads_along_and_changes_nothing() {
    let world = World::new().await;
    let school = called(&world, "Oakwell Primary School").await;
    world
        .person("Gus Glen", "gus@oakwell.example", Role::Governor, school)
        .await;
    let mut gus = world.signed_in("gus@oakwell.example").await;
    let id = world.oakwell.return_id;
    let list = gus.get(&format!("/returns/{id}")).await;
    assert!(list.says("others answer it"), "{}", list.text());
    assert!(!list.says("Answer the questions"), "{}", list.text());
    for page in ["sections/C", "check", "evidence/C1.evidence"] {
        assert_eq!(
            gus.get(&format!("/returns/{id}/{page}")).await.status,
            404,
            "{page}"
        );
    }
    let fields = [("C1".to_string(), "4".to_string())];
    let saved = gus
        .post(&format!("/returns/{id}/sections/C"), &fields)
        .await;
    assert_eq!(saved.status, 404);
    assert_eq!(gus.get(&format!("/returns/{id}/print")).await.status, 200);
    let mut head = world.head().await;
    let check = world.fill_all(&mut head, id, "2").await;
    head.post_form(&check, &[]).await;
    let feedback = gus.get(&format!("/returns/{id}/feedback")).await;
    assert_eq!(feedback.status, 200);
    let others = world.elmfield.return_id;
    assert_eq!(gus.get(&format!("/returns/{others}")).await.status, 404);
}

#[tokio::test]
async fn an_education_adviser_reads_schools_returns_and_nothing_of_agencies_or_cases() {
    let world = World::new().await;
    let round = world.round().await;
    let case = round.audited_case(&world, "NEG-26Q4-01").await;
    let police = round.return_of(&world, case, round.police).await;
    let top = partnership(&world).await;
    world
        .person(
            "Eli Elder",
            "eli@partnership.example",
            Role::EducationAdviser,
            top,
        )
        .await;
    let id = world.oakwell.return_id;
    let mut head = world.head().await;
    let check = world.fill_all(&mut head, id, "2").await;
    head.post_form(&check, &[]).await;
    let mut eli = world.signed_in("eli@partnership.example").await;
    for page in ["scores", "answers"] {
        let read = eli.get(&format!("/returns/{id}/{page}")).await;
        assert_eq!(read.status, 200, "{page}");
        let missing = eli.get(&format!("/returns/{police}/{page}")).await;
        assert_eq!(missing.status, 404, "{page} of a case");
    }
    let campaigns = eli.get("/campaigns").await;
    assert!(campaigns.says("2 returns"), "{}", campaigns.text());
    assert!(!campaigns.says("Neglect"), "{}", campaigns.text());
    for page in [
        format!("/campaigns/{}/scores.csv", world.campaign),
        format!("/campaigns/{}/cases", round.campaign),
        format!("/returns/{id}/moderation"),
    ] {
        assert_eq!(eli.get(&page).await.status, 404, "{page}");
    }
}

#[tokio::test]
async fn members_of_subgroup_and_board_read_reports_without_small_counts() {
    let world = World::new().await;
    let round = world.round().await;
    let top = partnership(&world).await;
    for (name, email, role) in [
        ("Sol Sand", "sol@partnership.example", Role::SubgroupMember),
        ("Bea Bay", "bea@partnership.example", Role::BoardReader),
    ] {
        world.person(name, email, role, top).await;
    }
    let submit = async |reference: &str| {
        let case = round.audited_case(&world, reference).await;
        for (email, agency) in [
            ("pat@police.example", round.police),
            ("hal@hospital.example", round.hospital),
        ] {
            let id = round.return_of(&world, case, agency).await;
            let mut auditor = world.signed_in(email).await;
            round.submit(&mut auditor, id).await;
        }
        round.show(&world, case).await;
    };
    for number in 1..=4 {
        submit(&format!("NEG-26Q4-0{number}")).await;
    }
    let mut sol = world.signed_in("sol@partnership.example").await;
    let mut bea = world.signed_in("bea@partnership.example").await;
    for reader in [&mut sol, &mut bea] {
        let home = reader.get("/home").await;
        assert!(
            home.attributes("main a", "href")
                .contains(&"/reports/case-audit".to_string())
        );
        let report = reader.get("/reports/case-audit").await;
        assert!(report.says("Fewer than 5 children"), "{}", report.text());
        assert!(report.says("Hidden: a count rests on"), "{}", report.text());
        for told in ["Story Police", "4 of 4", "NEG"] {
            assert!(!report.says(told), "{told}: {}", report.text());
        }
        assert_eq!(reader.get("/campaigns").await.status, 404);
    }
    submit("NEG-26Q4-05").await;
    let report = sol.get("/reports/case-audit").await;
    assert!(report.says("about 5 children"), "{}", report.text());
    assert!(report.says("5 of 5 (100%)"), "{}", report.text());
    assert!(!report.says("each two agencies"), "{}", report.text());
}

#[tokio::test]
async fn a_triager_finds_that_nothing_waits_for_them() {
    let world = World::new().await;
    let top = partnership(&world).await;
    let email = "tri@partnership.example";
    world.person("Tri Thorn", email, Role::Triager, top).await;
    let mut tri = world.signed_in(email).await;
    let home = tri.get("/home").await;
    assert!(home.says("nothing for you here yet"), "{}", home.text());
    for page in [
        "/campaigns".to_string(),
        "/records".to_string(),
        "/reports/case-audit".to_string(),
        format!("/returns/{}", world.oakwell.return_id),
    ] {
        assert_eq!(tri.get(&page).await.status, 404, "{page}");
    }
}

#[tokio::test]
async fn a_data_protection_officer_sees_who_saw_a_child_when_and_why_and_no_answer() {
    let world = World::new().await;
    let round = world.round().await;
    let case = round.audited_case(&world, "NEG-26Q4-01").await;
    let id = round.return_of(&world, case, round.police).await;
    let mut pat = world.signed_in("pat@police.example").await;
    round.submit(&mut pat, id).await;
    round.show(&world, case).await;
    let mut quinn = world.manager().await;
    let answers = quinn.get(&format!("/returns/{id}/answers")).await;
    let why = [("why", "other"), ("other", "Her social worker asked")];
    quinn.post_form(&answers, &why).await;

    let top = partnership(&world).await;
    let email = "dpo@partnership.example";
    world
        .person("Dot Oak", email, Role::DataProtectionOfficer, top)
        .await;
    let mut dot = world.signed_in(email).await;
    let empty = dot.get("/records").await;
    assert!(empty.says("Reference of a case"), "{}", empty.text());
    let nothing = dot.get("/records?reference=NEG-26Q4-77").await;
    assert!(
        nothing.says("Nothing has the reference NEG-26Q4-77"),
        "{}",
        nothing.text()
    );

    let found = dot.get("/records?reference=neg-26q4-01").await;
    let seen = found.texts("h3 + table tbody tr");
    let says = |words: &[&str]| {
        seen.iter()
            .any(|row| words.iter().all(|word| row.contains(word)))
    };
    assert_eq!(seen.len(), 3, "with the looking itself: {seen:?}");
    assert!(says(&["Quinn Reed", "Read the answers"]), "{seen:?}");
    let why = "Her social worker asked";
    assert!(says(&["Saw who the answers identify", why]), "{seen:?}");
    assert!(says(&["Dot Oak", "Looked at these records"]), "{seen:?}");
    for done in [
        "Declared on a conflict",
        "Locked a grade",
        "Submitted the return",
        "Pat Pine",
    ] {
        assert!(found.says(done), "{done}: {}", found.text());
    }
    for hidden in [crate::world::CHILD, "Meets good", "She was seen"] {
        assert!(!found.body.contains(hidden), "{hidden}: {}", found.text());
    }

    let system = world.store.system("story");
    let receipt = system.receipt(id).await.expect("read").expect("submitted");
    let one = dot
        .get(&format!("/records?reference={}", receipt.reference))
        .await;
    assert!(one.says("Return of Story Police"), "{}", one.text());
    for page in ["/campaigns".to_string(), format!("/returns/{id}/answers")] {
        assert_eq!(dot.get(&page).await.status, 404, "{page}");
    }
}

#[tokio::test]
async fn a_copy_of_everything_is_taken_out_for_the_child_it_is_about_and_that_is_on_record() {
    let world = World::new().await;
    let round = world.round().await;
    let case = round.audited_case(&world, "NEG-26Q4-01").await;
    let police = round.return_of(&world, case, round.police).await;
    let hospital = round.return_of(&world, case, round.hospital).await;
    let mut pat = world.signed_in("pat@police.example").await;
    round.submit(&mut pat, police).await;
    let mut hal = world.signed_in("hal@hospital.example").await;
    round.fill(&mut hal, hospital).await;
    let top = partnership(&world).await;
    let email = "dpo@partnership.example";
    let role = Role::DataProtectionOfficer;
    world.person("Dot Oak", email, role, top).await;
    let mut dot = world.signed_in(email).await;
    let found = dot.get("/records?reference=NEG-26Q4-01").await;
    let path = "/records/copy?reference=NEG-26Q4-01";
    let links = found.attributes("main a", "href");
    assert!(links.contains(&path.to_string()), "{links:?}");
    let copy = dot.get(path).await;
    assert_eq!(copy.headers["cache-control"], "no-store");
    for words in [
        crate::world::CHILD,
        "Dov Canary",
        "She was seen alone and heard",
        "Begun and not submitted",
        "may name others",
    ] {
        assert!(copy.says(words), "{words}: {}", copy.text());
    }
    let records = dot.get("/records?reference=NEG-26Q4-01").await;
    assert!(
        records.says("Took everything out for the person it is about"),
        "{}",
        records.text()
    );
    assert_eq!(
        dot.get("/records/copy?reference=NEG-26Q4-02").await.status,
        404
    );
    world.clock.pass_seconds(11 * 60);
    let later = dot.get(path).await;
    let to = later.location.unwrap_or_default();
    assert!(
        to.starts_with("/prove?next="),
        "after ten minutes they confirm who they are: {to}"
    );
    for other in ["quinn@partnership.example", "alex@partnership.example"] {
        let mut other = world.signed_in(other).await;
        assert_eq!(other.get(path).await.status, 404);
    }
}

#[tokio::test]
async fn an_administrator_of_one_agency_gives_no_role_beyond_it() {
    let world = World::new().await;
    let round = world.round().await;
    let email = "ann@police.example";
    world
        .person("Ann Ash", email, Role::AgencyLead, round.police)
        .await;
    // A role given when agencies could have administrators.
    let given = "UPDATE grant_ SET role = 'administrator' WHERE person_seq = \
                 (SELECT seq FROM person WHERE email = 'ann@police.example')";
    world.meddle(given).await;
    let mut ann = world.signed_in(email).await;
    let own = ann
        .get(&format!("/directory/{}/people", round.police))
        .await;
    assert_eq!(own.status, 200);
    for beyond in [
        partnership(&world).await,
        called(&world, "Oakwell Primary School").await,
    ] {
        let path = format!("/directory/{beyond}/people");
        assert_eq!(ann.get(&path).await.status, 404);
        let typed = [
            ("email", email),
            ("name", "Ann Ash"),
            ("role", "quality_assurance_manager"),
        ];
        let typed = typed.map(|(name, value)| (name.to_string(), value.to_string()));
        assert_eq!(ann.post(&path, &typed).await.status, 404);
    }
    assert_eq!(ann.get("/campaigns").await.status, 404);
}

#[tokio::test]
async fn a_block_from_a_case_stands_before_records_copies_and_erasing_too() {
    let world = World::new().await;
    let round = world.round().await;
    let case = round.audited_case(&world, "NEG-26Q4-01").await;
    let id = round.return_of(&world, case, round.police).await;
    let mut pat = world.signed_in("pat@police.example").await;
    round.submit(&mut pat, id).await;
    let top = partnership(&world).await;
    let email = "dpo@partnership.example";
    let role = Role::DataProtectionOfficer;
    world.person("Dot Oak", email, role, top).await;
    let mut dot = world.signed_in(email).await;
    let page = dot.get("/erasures").await;
    let typed = [
        ("reference", "NEG-26Q4-01"),
        ("extent", "everything"),
        ("because", "request"),
    ];
    let proposed = dot.post_form(&page, &typed).await;
    let proposal = proposed.location.expect("it is proposed");

    let system = world.store.system("story");
    for email in [email, "alex@partnership.example"] {
        let person = world.known(email).await;
        let block = fourlens_server::store::Block::Set;
        let blocked = system.block(case, person, block, "kin".to_string()).await;
        blocked.expect("blocked");
    }
    let receipt = system.receipt(id).await.expect("read").expect("submitted");
    for reference in ["NEG-26Q4-01", receipt.reference.as_str()] {
        let records = dot.get(&format!("/records?reference={reference}")).await;
        assert!(
            records.says("Nothing has the reference"),
            "{}",
            records.text()
        );
        let copy = dot
            .get(&format!("/records/copy?reference={reference}"))
            .await;
        assert_eq!(copy.status, 404, "{reference}");
        let typed = [
            ("reference", reference),
            ("extent", "everything"),
            ("because", "request"),
        ];
        assert_eq!(
            dot.post_form(&page, &typed).await.status,
            422,
            "{reference}"
        );
    }
    for mut reader in [dot, world.administrator().await] {
        let list = reader.get("/erasures").await;
        assert!(list.says("Nothing was proposed yet"), "{}", list.text());
        assert_eq!(reader.get(&proposal).await.status, 404);
    }
}
