//! A form in several languages, and earlier answers in the texts of later questions.

use crate::world::World;

pub const SURVEY: &str = r#"
schema: 1
form: { key: two-languages, title: { en: "Survey", cy: "Arolwg" }, description: "In two languages", lens: professional, audience: school, cycle: none, sensitivity: organisation, reference: TL }
sections:
  - id: A
    title: { en: "About you", cy: "Amdanoch chi" }
    questions:
      - text: { id: A1, label: { en: "What is your school called?", cy: "Beth yw enw eich ysgol?" }, required: true }
      - number: { id: A2, label: "How many children come to ${A1}?", required: true, required_message: "Enter how many come to ${A1}" }
"#;

#[tokio::test]
async fn a_head_reads_the_form_in_the_language_she_chose_and_english_where_it_ends() {
    let world = World::asking(SURVEY).await;
    let mut head = world.head().await;
    let path = format!("/returns/{}/sections/A", world.oakwell.return_id);
    let page = head.get(&path).await;
    assert!(page.says("What is your school called?"));

    let (action, fields) = page.form_to("/language", &[("language", "cy")]);
    let reply = head.post(&action, &fields).await;
    assert_eq!(reply.location.as_deref(), Some(path.as_str()));
    let page = head.follow(reply).await;
    assert_eq!(page.texts("h1"), ["A. Amdanoch chi"]);
    assert_eq!(
        page.texts("label[for=A1] [lang=cy]"),
        ["Beth yw enw eich ysgol?"]
    );
    assert!(page.says("How many children come to [Beth yw enw eich ysgol?]?"));

    let (action, fields) = page.form_to("/sections/A", &[("A1", "Ysgol Dderw"), ("_go", "stay")]);
    let reply = head.post(&action, &fields).await;
    let page = head.follow(reply).await;
    assert!(
        page.says("How many children come to Ysgol Dderw?"),
        "{}",
        page.text()
    );
    assert!(
        page.says("Enter how many come to Ysgol Dderw"),
        "problems say it too"
    );
    let print = head
        .get(&format!("/returns/{}/print", world.oakwell.return_id))
        .await;
    assert!(print.says("How many children come to Ysgol Dderw?"));
}

#[tokio::test]
async fn a_browser_that_asks_for_a_language_gets_it_and_nonsense_is_english() {
    let world = World::asking(SURVEY).await;
    let mut head = world.head().await;
    let path = format!("/returns/{}/sections/A", world.oakwell.return_id);
    for (wish, title) in [
        ("cy", "A. Amdanoch chi"),
        ("xx", "A. About you"),
        ("../etc", "A. About you"),
    ] {
        let fields = [
            ("language".to_string(), wish.to_string()),
            ("back".to_string(), path.clone()),
        ];
        head.post("/language", &fields).await;
        assert_eq!(head.get(&path).await.texts("h1"), [title], "{wish}");
        head.post("/language", &[("language".to_string(), "en".to_string())])
            .await;
    }
    let away = [
        ("language".to_string(), "cy".to_string()),
        ("back".to_string(), "//elsewhere.example".to_string()),
    ];
    assert_ne!(
        head.post("/language", &away).await.location.as_deref(),
        Some("//elsewhere.example")
    );
}
