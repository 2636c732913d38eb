//! The author of a form tries it out as those who will answer and read it, and nothing of that is
//! saved.

use super::{
    languages::SURVEY,
    publishing::{SOUND, upload},
};
use crate::world::{Browser, Reply, World};

/// Uploads the small form and opens its preview.
async fn preview(alex: &mut Browser) -> Reply {
    let page = upload(alex, "sound.yaml", SOUND).await;
    let links = page.attributes("main a", "href");
    let link = links.iter().find(|link| link.ends_with("/preview"));
    alex.get(link.expect("a link to the preview")).await
}

/// Posts the page as it stands with some fields typed.
async fn go(alex: &mut Browser, page: &Reply, typed: &[(&str, &str)]) -> Reply {
    let shown = alex.post_form(page, typed).await;
    assert_eq!(shown.status, 200, "{}", shown.text());
    shown
}

/// Shows another part or another role.
async fn show(alex: &mut Browser, page: &Reply, role: &str, part: &str) -> Reply {
    let typed = [("_go", "show"), ("_role", role), ("_view", part)];
    go(alex, page, &typed).await
}

#[tokio::test]
async fn conditions_and_constraints_can_be_tried_and_nothing_is_written() {
    let world = World::new().await;
    let mut alex = world.administrator().await;
    let page = preview(&mut alex).await;
    let before = world.rows().await;
    assert!(page.says("Preview: nothing is saved"), "{}", page.text());
    assert!(page.says("Example Primary School"), "{}", page.text());
    let hidden = |page: &Reply| page.attributes("#q-A2[hidden]", "id").len();
    assert_eq!(hidden(&page), 1, "the condition does not hold yet");

    let page = go(&mut alex, &page, &[("_go", "next"), ("A1", "yes")]).await;
    assert_eq!(
        hidden(&page),
        0,
        "the page stays, because a question opened on it"
    );
    let page = go(&mut alex, &page, &[("_go", "next"), ("A2", "ab")]).await;
    assert!(page.says("Say more"), "{}", page.text());
    assert!(page.body.contains("<title>Error: "), "the title says so");
    let page = go(&mut alex, &page, &[("_go", "stay"), ("A2", "because")]).await;
    assert!(!page.says("Say more"), "{}", page.text());
    let page = go(&mut alex, &page, &[("_go", "next"), ("_add", "A3")]).await;
    let cell = page.attributes("input[name^='A3:']", "name")[0].clone();
    let typed = [("_go", "next"), (cell.as_str(), "Ada")];
    let page = go(&mut alex, &page, &typed).await;
    assert!(page.says("C. Two"), "the next section: {}", page.text());
    let page = go(&mut alex, &page, &[("_go", "next"), ("C1", "1")]).await;
    assert!(page.says("Check your answers"), "{}", page.text());
    for answer in ["because", "Ada", "Good"] {
        assert!(page.says(answer), "{answer}: {}", page.text());
    }
    assert!(page.says("Nothing is left to do: here the button “Submit return” follows."));

    let page = go(&mut alex, &page, &[("_to", "A")]).await;
    let removed = page.attributes("button[name=_remove]", "value")[0].clone();
    let page = go(&mut alex, &page, &[("_remove", &removed)]).await;
    assert!(page.attributes("input[name^='A3:']", "name").is_empty());
    let page = show(&mut alex, &page, "head", "_copy").await;
    assert!(page.says("Copy to print"), "{}", page.text());
    assert!(page.says("because"), "{}", page.text());
    assert_eq!(
        world.rows().await,
        before,
        "no table has a row more or less"
    );
}

#[tokio::test]
async fn each_role_sees_what_the_policy_lets_it_see() {
    let world = World::new().await;
    let mut alex = world.administrator().await;
    let page = preview(&mut alex).await;
    let page = go(&mut alex, &page, &[("_go", "stay"), ("A1", "yes")]).await;
    let roles = page.attributes("select[name=_role] option", "value");
    assert_eq!(roles.len(), fourlens_app::portal::ROLES.len());

    let manager = show(&mut alex, &page, "quality_assurance_manager", "A").await;
    let told = "reads this once the return is submitted";
    assert!(manager.says(told), "{}", manager.text());
    assert!(manager.says("A1. Is it so? Yes"), "{}", manager.text());
    assert!(manager.attributes("input[name=A1]", "name").is_empty());

    let none = show(&mut alex, &manager, "administrator", "A").await;
    assert!(
        none.says("This role sees no answers of this form"),
        "{}",
        none.text()
    );
    assert!(!none.says("Is it so?"), "{}", none.text());

    let stranger = show(&mut alex, &none, "agency_lead", "A").await;
    let told = "This role sees no answers of this form";
    assert!(stranger.says(told), "a school's form: {}", stranger.text());

    let lead = show(&mut alex, &none, "safeguarding_lead", "A").await;
    let checked = lead.attributes("input[name=A1][checked]", "value");
    assert_eq!(checked, ["yes"], "what was typed travels along");
    let check = show(&mut alex, &lead, "safeguarding_lead", "_check").await;
    assert!(check.says("This role may not submit"), "{}", check.text());
}

#[tokio::test]
async fn a_form_for_agencies_is_shown_as_to_an_agency() {
    let world = World::new().await;
    let mut alex = world.administrator().await;
    let agencies = SOUND.replace("audience: school", "audience: agency");
    let page = upload(&mut alex, "sound.yaml", &agencies).await;
    let link = page.attributes("main a[href$='/preview']", "href")[0].clone();
    let page = alex.get(&link).await;
    assert!(page.says("Example Agency"), "{}", page.text());
    let role = page.attributes("select[name=_role] option[selected]", "value");
    assert_eq!(role, ["agency_lead"]);
    let head = show(&mut alex, &page, "head", "A").await;
    let told = "This role sees no answers of this form";
    assert!(head.says(told), "{}", head.text());
    let author = show(&mut alex, &head, "sub_agency_author", "A").await;
    assert!(!author.attributes("input[name=A1]", "name").is_empty());
}

#[tokio::test]
async fn a_form_about_cases_is_shown_as_to_an_auditor() {
    const AUDIT: &str = include_str!("../../../forms/definitions/kloe-audit.yaml");
    let world = World::new().await;
    let mut alex = world.administrator().await;
    let page = upload(&mut alex, "kloe-audit.yaml", AUDIT).await;
    let link = page.attributes("main a[href$='/preview']", "href")[0].clone();
    let mut page = alex.get(&link).await;
    let before = world.rows().await;
    let role = page.attributes("select[name=_role] option[selected]", "value");
    assert_eq!(role, ["auditor"]);
    for part in page.attributes("select[name=_view] option", "value") {
        page = show(&mut alex, &page, "auditor", &part).await;
        page = go(&mut alex, &page, &[("_go", "stay")]).await;
    }
    let chair = show(&mut alex, &page, "audit_chair", "_check").await;
    let told = "This role sees no answers of this form";
    assert!(chair.says(told), "{}", chair.text());
    assert_eq!(
        world.rows().await,
        before,
        "no table has a row more or less"
    );
}

#[tokio::test]
async fn a_form_is_shown_in_each_of_its_languages_and_with_earlier_answers() {
    let world = World::new().await;
    let mut alex = world.administrator().await;
    let page = upload(&mut alex, "survey.yaml", SURVEY).await;
    let link = page.attributes("main a[href$='/preview']", "href")[0].clone();
    let page = alex.get(&link).await;
    assert_eq!(page.texts("h1"), ["A. About you"]);
    let typed = [("_go", "show"), ("_language", "cy"), ("A1", "Ysgol Dderw")];
    let page = go(&mut alex, &page, &typed).await;
    assert_eq!(page.texts("h1"), ["A. Amdanoch chi"]);
    let told = "How many children come to Ysgol Dderw?";
    assert!(page.says(told), "{}", page.text());
    let page = go(&mut alex, &page, &[("_go", "stay")]).await;
    assert_eq!(
        page.texts("h1"),
        ["A. Amdanoch chi"],
        "the choice travels along"
    );
}

#[tokio::test]
async fn a_section_that_is_not_asked_can_be_looked_at() {
    let world = World::new().await;
    let mut alex = world.administrator().await;
    let page = preview(&mut alex).await;
    assert!(page.says("C. Two (not asked so far)"), "{}", page.text());
    let page = show(&mut alex, &page, "head", "C").await;
    assert!(page.says("With the answers so far this section is not asked"));
    assert!(page.attributes(".question[hidden]", "id").is_empty());
}

#[tokio::test]
async fn every_section_of_a_published_form_is_drawn_as_for_a_respondent() {
    let world = World::new().await;
    let mut alex = world.administrator().await;
    let mut page = alex.get("/forms/school-175-157/preview").await;
    let before = world.rows().await;
    assert!(page.says("(version 1)"), "{}", page.text());
    let urn = page.attributes("input[value='999999']", "name");
    assert_eq!(urn.len(), 1, "the directory's answers are offered");
    for section in world.form.sections() {
        if section.questions.is_empty() {
            continue;
        }
        page = show(&mut alex, &page, "head", &section.id).await;
        let position = world.form.section_position(&section.id).expect("a section");
        assert!(
            page.says(&world.form.section_title(position)),
            "{}",
            section.id
        );
        let mut typed = world.proper_answers(&section.id, "2");
        if section.id == "A" {
            // The directory knows this of every school; the one made up has nothing special.
            typed.push(("A.modules".to_string(), "none".to_string()));
        }
        let typed: Vec<(&str, &str)> = typed
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        page = go(&mut alex, &page, &typed).await;
    }
    let shown = show(&mut alex, &page, "head", "C").await;
    let files = go(&mut alex, &shown, &[("_files", "C1.evidence")]).await;
    assert!(files.says("A preview takes none."), "{}", files.text());
    page = show(&mut alex, &page, "head", "_check").await;
    let told = "Nothing is left to do: here the button “Submit return” follows.";
    assert!(page.says(told), "{}", page.text());
    assert_eq!(
        world.rows().await,
        before,
        "no table has a row more or less"
    );
}

#[tokio::test]
async fn a_preview_whose_definition_is_broken_by_now_leads_back_to_it() {
    let world = World::new().await;
    let mut alex = world.administrator().await;
    let page = upload(&mut alex, "sound.yaml", SOUND).await;
    let (path, fields) = page.form_to("/discard", &[]);
    let draft = path.replace("/discard", "");
    let broken = SOUND.replace("- yes_no:", "- yesno:");
    let upload = (draft.clone(), fields);
    assert_eq!(
        alex.post_parts(upload, &[("a.yaml", broken.as_bytes())])
            .await
            .status,
        303
    );
    let back = alex.get(&format!("{draft}/preview")).await;
    assert_eq!(back.location.as_deref(), Some(draft.as_str()));
    let forged = [("_answers".to_string(), "not JSON".to_string())];
    let refused = alex.post("/forms/school-175-157/preview", &forged).await;
    assert_eq!(refused.status, 404);
}
