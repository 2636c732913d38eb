//! What leaves in an export when a form has asked for names in one version and not in the next:
//! each submission is held to the version that it answered. And the scores file, in which each case
//! has its own lines.

use crate::world::World;
use fourlens_app::portal::{CampaignId, ReturnId};
use fourlens_server::{
    export::{Names, answers, lines},
    store::{
        Audience, FormHash, OpenCampaign, OrganisationKind, Page, ReturnFilter, StoredSubmission,
    },
};
use serde_json::json;

/// Asks who leads, and who deputises, once by name and once by job.
fn version(identifying: bool) -> String {
    format!(
        r#"
schema: 1
form: {{ key: exported, title: "Who leads", description: "To export", lens: professional, audience: school, cycle: annual, sensitivity: organisation, reference: EX }}
sections:
  - id: A
    title: "Who leads"
    questions:
      - text: {{ id: A1, label: "Who leads?", identifying: {identifying} }}
      - text: {{ id: A2, label: "What do they do?" }}
      - table:
          id: A3
          label: "Deputies"
          row_name: "deputy"
          columns:
            - text: {{ id: who, label: "Who?", identifying: {identifying} }}
            - text: {{ id: job, label: "What do they do?" }}
"#
    )
}

/// Oakwell's head answers and submits.
async fn hand_in(world: &World, id: ReturnId, [leads, deputises]: [&str; 2]) {
    let mut ada = world.head().await;
    let path = format!("/returns/{id}/sections/A");
    let page = ada.get(&path).await;
    assert_eq!(ada.post_form(&page, &[("_add", "A3")]).await.status, 303);
    let page = ada.get(&path).await;
    let who = page.attributes("input[name$='.who']", "name").remove(0);
    let job = who.replace(".who", ".job");
    let typed = [
        ("A1", leads),
        ("A2", "Leads and listens"),
        (&who, deputises),
        (&job, "Listens"),
    ];
    assert_eq!(ada.post_form(&page, &typed).await.status, 303);
    let check = ada.get(&format!("/returns/{id}/check")).await;
    let (path, fields) = check.form_to("/submit", &[]);
    assert_eq!(ada.post(&path, &fields).await.status, 303);
}

/// A later campaign that asks the next version; Oakwell's return to it.
async fn asked_again(world: &World) -> ReturnId {
    let system = world.store.system("story");
    let form = fourlens_forms::load::form(&version(false)).expect("it is sound");
    let package = serde_json::to_string(form.package()).expect("a package is JSON");
    let published = system.publish("exported", &package).await;
    assert_eq!(published.expect("published").version.number, 2);
    let day = "2026-09-14".parse().expect("a day");
    let open = OpenCampaign {
        form_version: FormHash(*form.version()),
        title: "The next".to_string(),
        opens_on: day,
        closes_on: day + chrono::Days::new(60),
        as_of: day,
        audience: Audience {
            kinds: vec![OrganisationKind::School],
            ..Audience::default()
        },
    };
    let campaign: CampaignId = system
        .open_campaign(open)
        .await
        .expect("opened")
        .expect("one");
    let all = ReturnFilter::default();
    let returns = system.returns_of_campaign(campaign, &all, Page::ALL).await;
    let mut returns = returns.expect("listed").into_iter();
    let oakwell = returns.find(|view| view.organisation.name.starts_with("Oakwell"));
    oakwell.expect("asked").id
}

#[tokio::test]
async fn names_stay_out_of_an_export_by_the_version_that_was_answered() {
    let world = World::asking(&version(true)).await;
    hand_in(
        &world,
        world.oakwell.return_id,
        ["Mia Canary", "Dov Canary"],
    )
    .await;
    let next = asked_again(&world).await;
    hand_in(&world, next, ["A head of year", "A form tutor"]).await;
    let system = world.store.system("story");
    let stored = system.submissions_after(0, 10).await.expect("read");
    let [old, new]: [StoredSubmission; 2] = stored.try_into().expect("two submissions");

    let hidden = serde_json::to_value(answers(&old, Names::Hidden).expect("JSON"));
    let hidden = hidden.expect("JSON");
    assert!(!hidden.to_string().contains("Canary"), "{hidden}");
    assert_eq!(hidden["A2"], "Leads and listens");
    assert_eq!(hidden["A3"][0]["answers"], json!({ "job": "Listens" }));
    let shown = serde_json::to_value(answers(&old, Names::Shown).expect("JSON"));
    let shown = shown.expect("JSON");
    assert_eq!(shown["A1"], "Mia Canary");
    let both = json!({ "who": "Dov Canary", "job": "Listens" });
    assert_eq!(shown["A3"][0]["answers"], both);
    let jobs = serde_json::to_value(answers(&new, Names::Hidden).expect("JSON"));
    assert_eq!(jobs.expect("JSON")["A1"], "A head of year");

    let words = async |of: &StoredSubmission| {
        let form = world.state.form(of.receipt.form_version).await;
        let lines = lines(&form.expect("published"), of, Names::Hidden).expect("JSON");
        let told = lines.into_iter().map(|line| (line.question, line.words));
        told.collect::<Vec<_>>()
    };
    let line = |question: &str, words: &str| (question.to_string(), words.to_string());
    assert_eq!(
        words(&old).await,
        [
            line("A1", "(hidden)"),
            line("A2", "Leads and listens"),
            line("A3.who", "(hidden)"),
            line("A3.job", "Listens"),
        ]
    );
    assert_eq!(words(&new).await[2], line("A3.who", "A form tutor"));
}

#[tokio::test]
async fn the_scores_file_tells_the_cases_of_one_agency_apart() {
    let world = World::new().await;
    let round = world.round().await;
    let mut pat = world.signed_in("pat@police.example").await;
    for reference in ["NEG-26Q4-01", "NEG-26Q4-02"] {
        let case = round.audited_case(&world, reference).await;
        let id = round.return_of(&world, case, round.police).await;
        round.submit(&mut pat, id).await;
        round.show(&world, case).await;
    }
    let mut quinn = world.manager().await;
    let path = format!("/campaigns/{}/scores.csv", round.campaign);
    let file = quinn.get(&path).await.body;
    let mut reader = csv::Reader::from_reader(file.as_bytes());
    let head = reader.headers().expect("a head").clone();
    let column = head.iter().position(|name| name == "case");
    let measure = head.iter().position(|name| name == "measure");
    let (column, measure) = (column.expect("a case"), measure.expect("a measure"));
    let lines = reader.records().map(|line| line.expect("a line"));
    let grades = lines.filter(|line| line[measure].starts_with("grade.K1"));
    let mut cases: Vec<String> = grades.map(|line| line[column].to_string()).collect();
    cases.dedup();
    assert_eq!(cases, ["NEG-26Q4-01", "NEG-26Q4-02"]);
}
