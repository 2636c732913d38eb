//! Schools from the national register: previewed, taken, and a history that survives.

use super::{HEAD, administered, apply, extract, path_of, upload};
use crate::store::harness::organisation;
use crate::world::World;
use chrono::NaiveDate;
use fourlens_app::portal::ReturnId;
use fourlens_server::store::{Audience, FormHash, OpenCampaign, OrganisationKind, Page};

const OAKWELL_CLOSED: &str = "990001,999,Ostrelby,0001,Oakwell Primary School,Community school,\
    Closed,,30-09-2026,Primary,,,";
const OAKWELL_ACADEMY: &str = "990011,999,Ostrelby,0001,Oakwell Academy,Academy converter,Open,\
    01-10-2026,,Primary,10000011,41,Larkstowe Learning Trust";
const ELMFIELD: &str = "990002,999,Ostrelby,0002,Elmfield School,Community school,Open,,,\
    Secondary,,,";
const NEW: &str = "990012,999,Ostrelby,2012,Willow School,Free schools,Open,01-09-2026,,\
    Primary,,,";

#[tokio::test]
async fn an_administrator_sees_what_an_extract_would_change_then_takes_it_and_again_is_nothing() {
    let (world, mut alex) = administered().await;
    let elsewhere = "100001,201,Elsewhere,1234,Far School,Community school,Open,,,Primary,,,";
    let file = extract(&[OAKWELL_CLOSED, OAKWELL_ACADEMY, ELMFIELD, NEW, elsewhere]);
    let preview = upload(&mut alex, "999", &file, b"").await;
    assert_eq!(preview.status, 200, "{}", preview.text());
    for words in [
        "Schools to add: 2",
        "Schools that close: 1",
        "Trusts to add or rename: 1",
        "Schools that follow another: 1",
        "999, without 1 school of other areas",
    ] {
        assert!(preview.says(words), "{words}: {}", preview.text());
    }
    let before = alex.get("/directory?words=Willow").await;
    assert!(before.says("None of"), "nothing is done by looking");

    let done = apply(&mut alex, &preview).await;
    assert!(done.says("2 added"), "{}", done.text());
    assert!(done.says("1 closed"), "{}", done.text());
    assert!(done.says("There is nothing to do"), "{}", done.text());
    let academy = path_of(&mut alex, "Oakwell Academy").await;
    let page = alex.get(&academy).await;
    assert!(page.says("Larkstowe Learning Trust"), "{}", page.text());
    assert!(page.says("Before it"), "{}", page.text());
    assert!(
        page.says("Added from the schools register"),
        "{}",
        page.text()
    );
    let old = alex.get("/directory?words=990001&standing=closed").await;
    assert!(old.says("Closed on 30 September 2026"), "{}", old.text());

    let again = upload(&mut alex, "999", &file, b"").await;
    assert!(again.says("There is nothing to do"), "{}", again.text());
    assert!(
        again.says("As the directory has them 4"),
        "{}",
        again.text()
    );
    let faults = world.store.verify().await.expect("verified");
    assert!(faults.is_empty(), "{faults:?}");
}

#[tokio::test]
async fn bad_rows_are_told_by_line_and_good_ones_are_kept() {
    let (_world, mut alex) = administered().await;
    let file = extract(&[
        "9900,999,Ostrelby,2001,Short,Community school,Open,,,Primary,,,",
        NEW,
        "990013,999,Ostrelby,2013,=1+1,Community school,Open,31-02-2026,,Primary,,,",
        "990014,999,Ostrelby",
    ]);
    let preview = upload(&mut alex, "", &file, b"").await;
    assert!(
        preview.says("Lines with something wrong: 3"),
        "{}",
        preview.text()
    );
    let href = preview.attributes("a[href*='show=problems']", "href");
    let problems = alex.get(&href[0]).await;
    assert!(
        problems.says("“31-02-2026” is no day"),
        "{}",
        problems.text()
    );
    let file = problems.attributes("a[download]", "href");
    let file = alex.get(&file[0]).await;
    assert_eq!(file.headers["content-type"], "text/csv; charset=utf-8");
    let lines: Vec<&str> = file.body.lines().collect();
    assert!(lines[1].starts_with("Schools,2,"), "{lines:?}");
    assert_eq!(lines.len(), 4, "{lines:?}");

    let done = apply(&mut alex, &preview).await;
    assert!(done.says("1 added"), "{}", done.text());
    path_of(&mut alex, "Willow School").await;
}

#[tokio::test]
async fn what_is_no_extract_is_refused_with_what_to_do() {
    let (_world, mut alex) = administered().await;
    let nothing = alex.get("/directory/import").await;
    let form = nothing.form_to("/directory/import", &[("areas", "99")]);
    let empty: [(&str, &str, &[u8]); 2] = [("file", "", b""), ("links", "", b"")];
    let reply = alex.post_picked(form, &empty).await;
    assert_eq!(reply.status, 422);
    let links = reply.attributes(".govuk-error-summary a", "href");
    assert_eq!(links, ["#areas", "#file"]);
    assert_eq!(reply.attributes("input[name=areas]", "value"), ["99"]);
    let reply = upload(&mut alex, "", b"Name,Town\nA,B\n", b"URN,LinkURN\n").await;
    assert_eq!(reply.status, 422);
    assert!(reply.says("There is no column “URN”"), "{}", reply.text());
    assert!(
        reply.says("There is no column “LinkType”"),
        "{}",
        reply.text()
    );
}

#[tokio::test]
async fn a_plan_that_is_no_longer_what_was_shown_is_not_done() {
    let (_world, mut alex) = administered().await;
    let first = upload(&mut alex, "", &extract(&[NEW]), b"").await;
    let both = upload(&mut alex, "", &extract(&[NEW, ELMFIELD]), b"").await;
    apply(&mut alex, &both).await;
    let (action, fields) = first.form_to("/apply", &[]);
    let late = alex.post(&action, &fields).await;
    assert_eq!(late.status, 303, "it is held by now: nothing is left to do");

    let renamed = NEW.replace("Willow School", "Willow Tree School");
    let change = upload(&mut alex, "", &extract(&[&renamed]), b"").await;
    let willow = path_of(&mut alex, "Willow School").await;
    let form = alex.get(&format!("{willow}/edit")).await;
    let saved = alex.post_form(&form, &[("name", "Willows School")]).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    let (action, fields) = change.form_to("/apply", &[]);
    let late = alex.post(&action, &fields).await;
    assert_eq!(late.status, 409);
    assert!(late.says("The directory changed"), "{}", late.text());
    assert!(
        late.says("Willows School → Willow Tree School"),
        "{}",
        late.text()
    );
}

#[tokio::test]
async fn an_import_that_was_cut_short_is_finished_by_using_the_file_again() {
    let (world, mut alex) = administered().await;
    let lines: Vec<String> = (0..450)
        .map(|number| {
            format!(
                "99{:04},999,Ostrelby,{:04},School {number},Community school,Open,,,Primary,,,",
                1000 + number,
                3000 + number
            )
        })
        .collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let preview = upload(&mut alex, "", &extract(&lines), b"").await;
    // The third slice cannot be written.
    world.fail_on("organisation", "NEW.urn = '991410'").await;
    let (action, fields) = preview.form_to("/apply", &[]);
    let cut = alex.post(&action, &fields).await;
    assert_eq!(cut.status, 500, "{}", cut.text());
    world.fail_no_more("organisation").await;
    let href = action.trim_end_matches("/apply").to_owned();
    let rest = alex.get(&href).await;
    assert!(rest.says("Schools to add: 50"), "{}", rest.text());
    let done = apply(&mut alex, &rest).await;
    assert!(done.says("50 added"), "{}", done.text());
    assert!(world.store.verify().await.expect("verified").is_empty());
}

/// What the academy owes a campaign that opens in November.
async fn next_campaign(world: &World, urn: &str) -> ReturnId {
    let system = world.store.system("story");
    let opens_on: NaiveDate = "2026-11-20".parse().expect("a day");
    let open = OpenCampaign {
        form_version: FormHash(*world.form.version()),
        title: "School return 2027".to_string(),
        opens_on,
        closes_on: opens_on + chrono::Days::new(60),
        as_of: opens_on,
        audience: Audience {
            kinds: vec![OrganisationKind::School],
            ..Audience::default()
        },
    };
    let campaign = system.open_campaign(open).await.expect("opened");
    let campaign = campaign.expect("the version is published");
    let returns = system
        .returns_of_campaign(campaign, &Default::default(), Page::ALL)
        .await
        .expect("listed");
    let of_urn = returns
        .iter()
        .find(|view| view.organisation.urn.as_deref() == Some(urn));
    assert!(
        returns
            .iter()
            .all(|view| view.organisation.urn.as_deref() != Some("990001")),
        "the closed school is not asked"
    );
    of_urn.expect("asked").id
}

#[tokio::test]
async fn a_head_teachers_history_survives_the_conversion() {
    let (world, mut alex) = administered().await;
    let old = world.oakwell.return_id;
    let mut ada = world.head().await;
    let check = world.fill_all(&mut ada, old, "2").await;
    assert_eq!(ada.post_form(&check, &[]).await.status, 303);

    let links = b"URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n\
        990011,990001,Oakwell Primary School,Predecessor,01-10-2026\n";
    let academy = OAKWELL_ACADEMY.replace(",0001,", ",2011,");
    let more = "NumberOfPupils,StatutoryLowAge,StatutoryHighAge,HeadFirstName,HeadLastName,\
        NurseryProvision (name),Boarders (name),OfficialSixthForm (name)";
    let known = "210,4,11,Ada,Oak,No Nursery Classes,No boarders,Not applicable";
    let lines = [
        format!("{HEAD},{more}"),
        format!("{OAKWELL_CLOSED},,,,,,,,"),
        format!("{academy},{known}"),
    ];
    let file = lines.join("\n").into_bytes();
    let preview = upload(&mut alex, "999", &file, links).await;
    apply(&mut alex, &preview).await;
    let academy = path_of(&mut alex, "Oakwell Academy").await;
    let people = alex.get(&format!("{academy}/people")).await;
    assert!(
        people.says("People of what it followed"),
        "{}",
        people.text()
    );
    let ada_here = people.attributes("input[name=bring]", "value");
    let (action, mut fields) = people.form_to("/people/bring", &[]);
    fields.extend(
        ada_here
            .iter()
            .map(|one| ("bring".to_string(), one.clone())),
    );
    let brought = alex.post(&action, &fields).await;
    assert_eq!(brought.status, 303, "{}", brought.text());
    // Only the academy is left to her.
    let before = alex.get(&academy).await;
    let closed = before.attributes("main th a", "href");
    let closed = alex.get(&format!("{}/people", closed[0])).await;
    leave_all(&mut alex, &closed).await;

    world.clock.pass_days(50);
    let new = next_campaign(&world, "990011").await;
    let mut ada = world.head().await;
    let home = ada.get("/home").await;
    assert!(home.says("School return 2027"), "{}", home.text());
    assert!(
        home.says("School return 2026"),
        "what she handed in: {}",
        home.text()
    );
    for page in ["/receipt", "/print", "/feedback"] {
        let read = ada.get(&format!("/returns/{old}{page}")).await;
        assert_eq!(read.status, 200, "{page}: {}", read.text());
    }
    let check = world.fill_all(&mut ada, new, "3").await;
    assert_eq!(ada.post_form(&check, &[]).await.status, 303);
    let feedback = ada.get(&format!("/returns/{new}/feedback")).await;
    assert!(
        feedback.says("School return 2026"),
        "compared with the return before the conversion: {}",
        feedback.text()
    );
    // Another school's head sees nothing of it.
    let mut edith = world.signed_in("edith@elmfield.example").await;
    assert_eq!(
        edith.get(&format!("/returns/{old}/receipt")).await.status,
        404
    );
    assert!(world.store.verify().await.expect("verified").is_empty());
}

/// Ends every role at a page of people.
async fn leave_all(browser: &mut crate::world::Browser, page: &crate::world::Reply) {
    let persons = page.attributes("form[action$='/people/end'] input[name=person]", "value");
    let roles = page.attributes("form[action$='/people/end'] input[name=ends]", "value");
    assert!(!persons.is_empty(), "{}", page.text());
    let (action, _) = page.form_to("/people/end", &[]);
    for (person, role) in persons.iter().zip(&roles) {
        let mut fields = vec![
            ("person".to_string(), person.clone()),
            ("ends".to_string(), role.clone()),
        ];
        let parts = [("day", "1"), ("month", "10"), ("year", "2026")];
        fields.extend(
            parts.map(|(part, value)| (format!("last-{person}-{role}-{part}"), value.to_string())),
        );
        let reply = browser.post(&action, &fields).await;
        assert_eq!(reply.status, 303, "{}", reply.text());
    }
}

#[tokio::test]
async fn what_was_only_begun_stays_with_who_began_it() {
    let (world, mut alex) = administered().await;
    let old = world.oakwell.return_id;
    let mut ada = world.head().await;
    crate::world::post(
        &mut ada,
        &format!("/returns/{old}/sections/C"),
        &[("C1".to_string(), "2".to_string())],
    )
    .await;
    let preview = upload(
        &mut alex,
        "999",
        &extract(&[OAKWELL_CLOSED, OAKWELL_ACADEMY]),
        b"",
    )
    .await;
    apply(&mut alex, &preview).await;
    let academy = path_of(&mut alex, "Oakwell Academy").await;
    let page = alex.get(&format!("{academy}/people")).await;
    let (action, fields) = page.form_to(
        "/people",
        &[
            ("name", "Nia New"),
            ("email", "edith@elmfield.example"),
            ("role", "head"),
        ],
    );
    assert_eq!(alex.post(&action, &fields).await.status, 303);
    let mut edith = world.signed_in("edith@elmfield.example").await;
    assert_eq!(edith.get(&format!("/returns/{old}")).await.status, 404);
}

#[tokio::test]
async fn a_campaign_tells_of_schools_that_closed_and_takes_back_what_is_not_begun() {
    let (world, mut alex) = administered().await;
    let preview = upload(&mut alex, "999", &extract(&[OAKWELL_CLOSED]), b"").await;
    apply(&mut alex, &preview).await;
    let mut quinn = world.manager().await;
    let campaign = format!("/campaigns/{}", world.campaign);
    let page = quinn.get(&campaign).await;
    assert!(
        page.says("Oakwell Primary School: closed on 30 September 2026"),
        "{}",
        page.text()
    );
    let (action, fields) = page.form_to("/withdraw", &[]);
    assert_eq!(quinn.post(&action, &fields).await.status, 303);
    let page = quinn.get(&campaign).await;
    assert!(!page.says("have closed since"), "{}", page.text());
    assert!(page.says("1 return"), "{}", page.text());
    let mut ada = world.head().await;
    let id = world.oakwell.return_id;
    assert_eq!(ada.get(&format!("/returns/{id}")).await.status, 404);
    assert!(world.store.verify().await.expect("verified").is_empty());
}

#[tokio::test]
async fn an_extract_hangs_no_school_below_another_partnerships_trust_nor_after_its_schools() {
    use fourlens_app::portal::OrganisationId;
    let (world, mut alex) = administered().await;
    let system = world.store.system("story");
    let id = || -> OrganisationId { world.state.random.id() };
    let (far, trust, school) = (id(), id(), id());
    let top = |kind, name| organisation(far, None, kind, name, None);
    let new = vec![
        top(OrganisationKind::Partnership, "Far Partnership"),
        organisation(trust, Some(far), OrganisationKind::Trust, "Far Trust", None),
        organisation(
            school,
            Some(trust),
            OrganisationKind::School,
            "Far School",
            Some("990099"),
        ),
    ];
    system.put_organisations(new).await.expect("added");
    let coded = "UPDATE organisation SET register_code = '41' WHERE name = 'Far Trust'";
    world.meddle(coded).await;

    let links = b"URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n\
        990011,990099,Far School,Predecessor,01-10-2026\n";
    let file = extract(&[OAKWELL_CLOSED, OAKWELL_ACADEMY, ELMFIELD, NEW]);
    let preview = upload(&mut alex, "999", &file, links).await;
    let done = apply(&mut alex, &preview).await;
    assert!(done.says("2 added"), "{}", done.text());

    let all = system.organisations().await.expect("organisations");
    let named = |name: &str| all.iter().find(|of| of.name == name).expect(name);
    let academy = named("Oakwell Academy");
    assert_eq!(academy.parent, Some(named("Larkstowe Learning Trust").id));
    assert_ne!(academy.parent, Some(trust));
    let (before, _) = system.directory_line(academy.id).await.expect("read");
    let before: Vec<_> = before.iter().map(|one| &one.organisation.name).collect();
    assert_eq!(before, ["Oakwell Primary School"]);
    let again = upload(&mut alex, "999", &file, links).await;
    assert!(again.says("There is nothing to do"), "{}", again.text());
}
