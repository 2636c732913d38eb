//! An administrator uploads a definition, sees what is wrong or what it would change, and
//! publishes it. What is on its way is nobody's until then, and is not lost.

use crate::world::{Browser, Reply, SCHOOL_RETURN, World};
use fourlens_app::portal::FormDraftId;
use fourlens_server::store::{Author, Subject};

/// A small sound form that nobody has published.
pub const SOUND: &str = include_str!("../definitions/sound.yaml");

/// The same with a kind of question that does not exist: line 35, column 9.
fn broken() -> String {
    SOUND.replace("- yes_no:", "- yesno:")
}

/// Uploads a file and opens the page that follows.
pub async fn upload(browser: &mut Browser, name: &str, text: &str) -> Reply {
    let page = browser.get("/forms/upload").await;
    let uploaded = browser
        .post_parts(page.form(&[]), &[(name, text.as_bytes())])
        .await;
    assert_eq!(uploaded.status, 303, "{}", uploaded.text());
    browser.follow(uploaded).await
}

/// Presses the button that publishes.
pub async fn publish(browser: &mut Browser, page: &Reply) -> Reply {
    let (path, fields) = page.form_to("/publish", &[]);
    browser.post(&path, &fields).await
}

/// The identity of the definition that a page shows.
fn shown(page: &Reply) -> FormDraftId {
    let (path, _) = page.form_to("/discard", &[]);
    let id = path.split('/').nth(3).expect("a definition's address");
    id.parse().expect("an identity")
}

#[tokio::test]
async fn a_broken_definition_is_told_with_its_place_kept_and_mended_on_the_page() {
    let world = World::new().await;
    let mut alex = world.administrator().await;
    let page = upload(&mut alex, "sound.yaml", &broken()).await;
    assert!(page.says("Line 35, column 9"), "{}", page.text());
    assert!(page.says("did you mean `yes_no`?"), "{}", page.text());
    assert!(page.says("> 35 - yesno: ^ 36"), "{}", page.text());
    let links = page.attributes(".govuk-error-summary a", "href");
    assert_eq!(links[0], "#problem-1");
    assert!(!page.attributes("#problem-1", "id").is_empty());

    let list = world.administrator().await.get("/forms").await;
    let told = "sound.yaml Not known yet 1 problem Alex Key on 2 October 2026";
    assert!(list.says(told), "{}", list.text());

    let (path, mut fields) = page.form(&[]);
    fields.push(("text".to_string(), SOUND.to_string()));
    let mended = alex.post_parts((path, fields), &[]).await;
    let page = alex.follow(mended).await;
    assert!(page.says("Ready to publish"), "{}", page.text());
    let published = publish(&mut alex, &page).await;
    let list = alex.follow(published).await;
    let told = "Sound: version 1 is published. A campaign can be opened on it now.";
    assert!(list.says(told), "{}", list.text());
    assert!(!list.says("Not published yet"), "{}", list.text());
}

#[tokio::test]
async fn of_very_many_problems_the_first_hundred_are_shown() {
    let world = World::new().await;
    let mut alex = world.administrator().await;
    let question = |number: usize| format!("      - yesno: {{ id: Z{number}, label: \"Why?\" }}\n");
    let many: String = (0..150).map(question).collect();
    let page = upload(&mut alex, "many.yaml", &format!("{SOUND}{many}")).await;
    assert!(
        page.says("This definition has 150 problems"),
        "{}",
        page.text()
    );
    assert!(page.says("These are the first 100; 50 more come after them"));
    assert_eq!(page.texts(".app-problem").len(), 100);
}

#[tokio::test]
async fn what_publishing_changes_is_told_by_what_it_means_for_answers() {
    let world = World::new().await;
    let mut alex = world.administrator().await;
    let page = upload(&mut alex, "school.yaml", SCHOOL_RETURN).await;
    let told = "Nothing: this very wording is version 1, the latest.";
    assert!(page.says(told), "{}", page.text());
    assert!(
        page.attributes("form[action$='/publish']", "action")
            .is_empty()
    );

    let page = upload(&mut alex, "sound.yaml", SOUND).await;
    for told in [
        "This form was not published here before. This becomes version 1.",
        "Every open school and college, once a year",
        "rating (all known here)",
        "2 sections with 6 questions",
        "C. Two 1 0 1 “A1. Is it so?” is yes",
    ] {
        assert!(page.says(told), "{told}: {}", page.text());
    }
    publish(&mut alex, &page).await;

    let next = SOUND
        .replace("label: \"Which?\"", "label: \"Which of these?\"")
        .replace(
            "          label: \"When?\"",
            "          label: \"When?\"\n          required: true",
        )
        .replace(
            "{ value: a, label: \"This\" },",
            "{ value: c, label: \"This\" },",
        );
    let page = upload(&mut alex, "sound.yaml", &next).await;
    for told in [
        "Against version 1, the latest:",
        "Answers are lost or mean something else (1 change)",
        "A4 no longer offers an option",
        "Answers stay, but may be improper or count otherwise (1 change)",
        "A5 is answered or scored otherwise",
    ] {
        assert!(page.says(told), "{told}: {}", page.text());
    }
    publish(&mut alex, &page).await;
    let page = upload(&mut alex, "sound.yaml", SOUND).await;
    let told = "This very wording was published before as version 1.";
    assert!(page.says(told), "{}", page.text());
}

#[tokio::test]
async fn a_plugin_that_nobody_has_is_a_problem() {
    let world = World::new().await;
    let mut alex = world.administrator().await;
    let strange = SOUND.replace("[rating]", "[astrology]");
    let page = upload(&mut alex, "strange.yaml", &strange).await;
    assert!(page.says("Line 30, column 1"), "{}", page.text());
    assert!(
        page.says("There is no plugin `astrology`"),
        "{}",
        page.text()
    );
    let (path, _) = page.form_to("/discard", &[]);
    let publish = path.replace("/discard", "/publish");
    let fields = [("seen".to_string(), "1".to_string())];
    assert_eq!(alex.post(&publish, &fields).await.status, 409);
    assert!(!alex.get("/forms").await.says("version 1 is published"));
}

#[tokio::test]
async fn two_administrators_at_once_lose_nothing() {
    let world = World::new().await;
    let (mut alex, mut other) = (world.administrator().await, world.administrator().await);
    let page = upload(&mut alex, "sound.yaml", SOUND).await;
    let address = format!("/forms/drafts/{}", shown(&page));
    let stale = other.get(&address).await;
    let reworded = SOUND.replace("Is it so?", "Is it really so?");
    let replaced = alex
        .post_parts(
            page.form_to(&address, &[]),
            &[("sound.yaml", reworded.as_bytes())],
        )
        .await;
    assert_eq!(replaced.location.as_deref(), Some(address.as_str()));

    let refused = publish(&mut other, &stale).await;
    assert_eq!(refused.status, 409);
    assert!(refused.says("Nothing was published"), "{}", refused.text());
    let beside = other
        .post_parts(
            stale.form_to(&address, &[]),
            &[("mine.yaml", SOUND.as_bytes())],
        )
        .await;
    let page = other.follow(beside).await;
    assert!(page.says("yours is kept beside it"), "{}", page.text());
    assert_ne!(format!("/forms/drafts/{}", shown(&page)), address);
    let (path, fields) = stale.form_to("/discard", &[]);
    assert_eq!(other.post(&path, &fields).await.status, 409);

    assert_eq!(publish(&mut other, &page).await.status, 303);
    let first = alex.get(&address).await;
    let published = publish(&mut alex, &first).await;
    assert_eq!(
        published.location.as_deref(),
        Some("/forms?published=sound")
    );
    let again = publish(&mut alex, &first).await;
    assert_eq!(again.location.as_deref(), Some("/forms?done=gone"));
}

#[tokio::test]
async fn another_version_published_meanwhile_is_seen_first() {
    let world = World::new().await;
    let mut alex = world.administrator().await;
    let first = upload(&mut alex, "sound.yaml", SOUND).await;
    let reworded = SOUND.replace("Is it so?", "Is it really so?");
    let second = upload(&mut alex, "sound.yaml", &reworded).await;
    assert_eq!(publish(&mut alex, &first).await.status, 303);
    let refused = publish(&mut alex, &second).await;
    assert_eq!(refused.status, 409);
    assert!(
        refused.says("Against version 1, the latest:"),
        "{}",
        refused.text()
    );
    assert_eq!(publish(&mut alex, &refused).await.status, 303);
}

#[tokio::test]
async fn what_was_done_to_a_definition_is_on_record_and_throwing_it_away_takes_it_away() {
    let world = World::new().await;
    let mut alex = world.administrator().await;
    let page = upload(&mut alex, "sound.yaml", &broken()).await;
    let id = shown(&page);
    let address = format!("/forms/drafts/{id}");
    let replaced = alex
        .post_parts(
            page.form_to(&address, &[]),
            &[("sound.yaml", SOUND.as_bytes())],
        )
        .await;
    let page = alex.follow(replaced).await;
    let (path, fields) = page.form_to("/discard", &[]);
    let gone = alex.post(&path, &fields).await;
    assert!(
        alex.follow(gone)
            .await
            .says("The definition was thrown away.")
    );
    assert_eq!(alex.get(&address).await.status, 404);

    let subject = Subject::new("form_draft", id.bytes());
    let trail = world.store.system("story").trail(&subject).await;
    let trail = trail.expect("the trail");
    let done: Vec<&str> = trail.iter().map(|entry| entry.action.as_str()).collect();
    let all = [
        "form_draft.keep",
        "form_draft.replace",
        "form_draft.discard",
    ];
    assert_eq!(done, all);
    assert!(
        trail
            .iter()
            .all(|entry| matches!(entry.author, Author::Person(_)))
    );
    assert!(world.store.verify().await.expect("verified").is_empty());
}

#[tokio::test]
async fn what_is_no_definition_is_refused_with_what_to_do() {
    let world = World::new().await;
    let mut alex = world.administrator().await;
    let page = alex.get("/forms/upload").await;
    let none = alex.post_parts(page.form(&[]), &[]).await;
    assert_eq!(none.status, 422);
    assert!(none.says("Choose a file or paste the text of a definition"));
    let both = alex
        .post_parts(
            page.form(&[("text", SOUND)]),
            &[("a.yaml", SOUND.as_bytes())],
        )
        .await;
    assert_eq!(both.status, 422);
    assert!(both.says("not both"), "{}", both.text());
    assert!(both.body.contains("Is it so?"), "what was pasted is kept");
    let huge = "#".repeat(9 * 1024 * 1024);
    let huge = alex
        .post_parts(page.form(&[]), &[("huge.yaml", huge.as_bytes())])
        .await;
    assert_eq!(huge.status, 413);
    assert!(huge.says("choose a smaller file"), "{}", huge.text());
    assert!(!alex.get("/forms").await.says("Not published yet"));
}

#[tokio::test]
async fn only_the_administrator_prepares_and_publishes_forms() {
    let world = World::new().await;
    let mut alex = world.administrator().await;
    let page = upload(&mut alex, "sound.yaml", SOUND).await;
    let draft = format!("/forms/drafts/{}", shown(&page));
    let preview = format!("{draft}/preview");
    let published = "/forms/school-175-157/preview";
    for mut other in [world.head().await, world.manager().await] {
        for path in ["/forms/upload", &draft, &preview, published] {
            assert_eq!(other.get(path).await.status, 404, "{path}");
            let upload = (path.to_string(), Vec::new());
            let files = [("sound.yaml", SOUND.as_bytes())];
            assert_eq!(other.post_parts(upload, &files).await.status, 404, "{path}");
        }
        for action in ["publish", "discard"] {
            let (path, fields) = page.form_to(&format!("/{action}"), &[]);
            assert_eq!(other.post(&path, &fields).await.status, 404, "{path}");
        }
    }
    let none = format!("/forms/drafts/{}", "0".repeat(32));
    assert_eq!(alex.get(&none).await.status, 404);
    assert_eq!(alex.get("/forms/nowhere/preview").await.status, 404);
}
