//! An organisation is picked from a list, or, of very many, named by its number.

use crate::{store::harness::organisation, world::World};
use fourlens_app::portal::OrganisationId;
use fourlens_server::store::OrganisationKind;

const ASKS: &str = r#"
schema: 1
form: { key: picks, title: "Picks", description: "A form that asks for a school", lens: provider, audience: school, cycle: annual, sensitivity: organisation, reference: PICK }
sections:
  - id: A
    title: "Your partner"
    questions:
      - organisation: { id: A1, label: "Which school do you work with?", of_kind: school }
      - text: { id: A2, label: "On what?" }
"#;

#[tokio::test]
async fn of_some_schools_one_is_picked_and_of_very_many_one_is_named_by_its_number() {
    let world = World::asking(ASKS).await;
    let mut ada = world.head().await;
    let path = format!("/returns/{}/sections/A", world.oakwell.return_id);
    let page = ada.get(&path).await;
    let offered = page.texts("select[name=A1] option");
    let all = [
        "None selected",
        "Elmfield School (990002)",
        "Oakwell Primary School (990001)",
    ];
    assert_eq!(offered, all);

    let system = world.store.system("story");
    let all = system.organisations().await.expect("organisations");
    let top = all.first().expect("the partnership comes first").id;
    let more = (0..310).map(|number| {
        let (id, urn): (OrganisationId, _) =
            (world.state.random.id(), format!("{}", 991_000 + number));
        let name = format!("School {number}");
        organisation(id, Some(top), OrganisationKind::School, &name, Some(&urn))
    });
    system
        .put_organisations(more.collect())
        .await
        .expect("added");
    let page = ada.get(&path).await;
    assert!(page.texts("select").is_empty(), "{}", page.text());
    assert!(
        page.says("or its number such as the URN"),
        "{}",
        page.text()
    );
    assert!(!page.body.contains("School 309"), "nobody sends them all");

    let stored = async |typed: &str| {
        let mut ada = ada.clone();
        let page = ada.get(&path).await;
        let saved = ada
            .post_form(&page, &[("_go", "next"), ("A1", typed)])
            .await;
        assert_eq!(saved.status, 303, "{}", saved.text());
        let page = ada.get(&path).await;
        page.attributes("input[name=A1]", "value")
    };
    assert_eq!(stored("990002").await, ["Elmfield School (990002)"]);
    assert_eq!(
        stored("Elmfield").await,
        ["Elmfield"],
        "a name stays as it is typed"
    );
    assert_eq!(stored("123456").await, ["123456"], "no school has it");
}
