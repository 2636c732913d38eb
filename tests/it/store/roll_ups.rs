//! Roll-ups: always what the facts add up to, and made anew when rules change.

use super::harness::{City, Dice, city, fact, organisation, pack};
use fourlens_app::portal::CampaignId;
use fourlens_server::{
    random::Random,
    store::{FactPack, OrganisationKind, Page, ReturnFilter, RollUp, Submitted},
};
use std::collections::BTreeMap;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn after_two_hundred_submissions_roll_ups_are_what_the_facts_add_up_to() {
    let city = city().await;
    let (campaign, dice) = (two_hundred_schools(&city).await, Dice::new(4));
    let mut posts = Vec::new();
    for one in city.returns(campaign).await {
        let mut command = city.command(one.id, 0, 1);
        command.facts = random_facts(&dice);
        command.groups = vec!["all".to_owned(), format!("phase:{}", dice.roll(3))];
        let scope = city.system();
        posts.push(tokio::spawn(async move {
            scope.submit(command).await.unwrap().unwrap()
        }));
    }
    for post in posts {
        assert!(matches!(post.await.unwrap(), Submitted::Done(_)));
    }
    let by_hand = added_up(&city, campaign).await;
    let groups = ["all", "phase:0", "phase:1", "phase:2", "phase:nobody"];
    let held = city.system().roll_ups(campaign, &groups).await.unwrap();
    let all = held[0].1.tally("rating", "section.C").unwrap();
    assert_eq!(all.submissions, 202);
    let sums: BTreeMap<String, (i64, i64)> = held[0].1.plugins["rating"]
        .iter()
        .map(|(measure, tally)| (measure.clone(), (tally.value, tally.submissions)))
        .collect();
    assert_eq!(sums, by_hand);
    let phases: i64 = held[1..4]
        .iter()
        .filter_map(|(_, roll_up)| roll_up.tally("rating", "section.C"))
        .map(|tally| tally.submissions)
        .sum();
    assert_eq!(phases, 202);
    assert_eq!(held[4].1, RollUp::default());
    assert!(city.faults().await.is_empty());
}

#[tokio::test]
async fn after_scoring_again_facts_are_replaced_and_roll_ups_rebuilt() {
    let city = city().await;
    let campaign = city.campaign("175/157 2026", "2026-09-01").await;
    let scope = city.system();
    for one in city.returns(campaign).await {
        city.hand_in(&scope, one.id).await;
    }
    let slice = scope.submissions_after(0, 1).await.unwrap();
    assert_eq!(slice.len(), 1);
    let rest = scope.submissions_after(slice[0].cursor, 10).await.unwrap();
    assert_eq!(rest.len(), 1);
    let replaced = [slice, rest].concat().into_iter().map(|stored| {
        assert_eq!(stored.campaign, campaign);
        (
            stored.receipt.submission,
            vec![pack(vec![fact("section.C", Some(3), 3, None)])],
        )
    });
    scope.replace_facts(replaced.collect()).await.unwrap();
    assert_eq!(
        city.faults().await,
        ["Fault RollUp"],
        "until they are rebuilt"
    );
    scope.rebuild_roll_ups(campaign).await.unwrap();
    assert!(city.faults().await.is_empty());
    let held = scope.roll_ups(campaign, &["all"]).await.unwrap();
    assert_eq!(held[0].1.tally("rating", "section.C").unwrap().value, 6);
}

#[tokio::test]
async fn the_facts_of_a_campaign_come_in_slices_for_csv() {
    let city = city().await;
    let campaign = two_hundred_schools(&city).await;
    let scope = city.system();
    let mut expected = 0;
    let filter = ReturnFilter {
        name_contains: Some("SCHOOL 1".into()),
        ..Default::default()
    };
    for one in scope
        .returns_of_campaign(campaign, &filter, Page::ALL)
        .await
        .unwrap()
    {
        city.hand_in(&scope, one.id).await;
        expected += 1;
    }
    assert_eq!(expected, 111, "1, 10 to 19 and 100 to 199");
    let (mut after, mut seen) = (0, 0);
    loop {
        let slice = scope.facts_of_campaign(campaign, after, 50).await.unwrap();
        let Some(last) = slice.last() else { break };
        after = last.cursor;
        seen += slice.len();
        assert!(slice.iter().all(|one| one.facts[0].facts.len() == 1));
    }
    assert_eq!(seen, expected);
}

async fn two_hundred_schools(city: &City) -> CampaignId {
    let id = || (city.random.as_ref() as &dyn Random).id();
    let schools = (0..200).map(|number| {
        let name = format!("School {number}");
        organisation(
            id(),
            Some(city.partnership),
            OrganisationKind::School,
            &name,
            None,
        )
    });
    city.system()
        .put_organisations(schools.collect())
        .await
        .unwrap();
    city.campaign("175/157 2026", "2026-09-01").await
}

fn random_facts(dice: &Dice) -> Vec<FactPack> {
    let measures = ["section.C", "section.D", "theme.GOV", "question.C1"];
    let facts = measures
        .iter()
        .enumerate()
        .filter(|(index, _)| *index == 0 || dice.roll(4) > 0);
    let fact_of = |(_, measure): (usize, &&str)| match dice.roll(5) {
        0 => fact(measure, None, 9, None),
        points => fact(
            measure,
            Some(points as i64),
            9,
            Some(["red", "amber"][(points % 2) as usize]),
        ),
    };
    vec![pack(facts.map(fact_of).collect())]
}

/// Sum and number by measure, read from the facts themselves.
async fn added_up(city: &City, campaign: CampaignId) -> BTreeMap<String, (i64, i64)> {
    let mut sums: BTreeMap<String, (i64, i64)> = BTreeMap::new();
    for one in city
        .system()
        .facts_of_campaign(campaign, 0, 1_000)
        .await
        .unwrap()
    {
        for fact in one.facts.iter().flat_map(|pack| &pack.facts) {
            let sum = sums.entry(fact.measure.clone()).or_default();
            sum.0 += fact.value.unwrap_or(0);
            sum.1 += 1;
        }
    }
    sums
}
