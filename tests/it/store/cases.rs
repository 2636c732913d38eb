//! Rounds, cases and who may see them, below any page.

use super::harness::{ANY_ROLE, City, MORNING, change, city, day, saved};
use fourlens_app::portal::{CampaignId, CaseId, Role};
use fourlens_server::{
    clock::UnixMillis,
    store::{Block, Declared, OpenRound, Part, PartKind, ShowOutcome, StoreError},
};
use sea_orm::ConnectionTrait;
use serde_json::json;
use std::collections::HashSet;

/// A round of one case that asks both schools of the city.
async fn round(city: &City) -> (CampaignId, CaseId) {
    let open = OpenRound {
        form_version: city.form,
        title: "Neglect".to_owned(),
        opens_on: day("2026-09-07"),
        as_of: day("2026-09-07"),
        host: city.partnership,
        theme: "NEG".to_owned(),
        steps: Vec::new(),
    };
    let round = city.system().open_round(open).await.unwrap().unwrap();
    let asked = vec![city.oakfield, city.riverside];
    let system = city.system();
    let case = system.add_case(round, "NEG-26Q3-01".to_owned(), asked);
    (round, case.await.unwrap().unwrap())
}

#[tokio::test]
async fn an_organisation_owes_one_return_a_case_and_one_a_campaign() {
    let city = city().await;
    let (round, _) = round(&city).await;
    let asked = vec![city.oakfield];
    let system = city.system();
    let second = system.add_case(round, "NEG-26Q3-02".to_owned(), asked.clone());
    second.await.unwrap().unwrap();
    assert_eq!(city.returns(round).await.len(), 3);
    let taken = city
        .system()
        .add_case(round, "NEG-26Q3-02".to_owned(), asked)
        .await;
    assert!(
        matches!(taken, Err(StoreError::Taken("reference"))),
        "{taken:?}"
    );
    assert_eq!(city.returns(round).await.len(), 3, "nothing of it is left");
    city.store.sweep_keys().await.unwrap();
    assert!(city.faults().await.is_empty());
    for (case, ends) in [("NULL", "campaign"), ("1", "case")] {
        let again = format!(
            "INSERT INTO return_ (id, campaign_seq, organisation_seq, case_seq, state, \
             draft_version) SELECT k.id, r.campaign_seq, r.organisation_seq, {case}, \
             'not_started', 0 FROM return_ r, audit_case k WHERE r.seq = (SELECT min(seq) FROM \
             return_) AND k.seq = 2"
        );
        let db = city.raw().await;
        let first = db.execute_unprepared(&again).await;
        if ends == "campaign" {
            assert!(
                first.is_ok(),
                "a return about no case may stand beside: {first:?}"
            );
            let second = again.replace("k.seq = 2", "k.seq = 1");
            assert!(db.execute_unprepared(&second).await.is_err(), "one {ends}");
        } else {
            assert!(first.is_err(), "one {ends}");
        }
        db.close().await.unwrap();
    }
}

#[tokio::test]
async fn a_round_is_there_for_its_host_before_it_has_a_case_and_for_nobody_else() {
    let city = city().await;
    let (round, case) = round(&city).await;
    let host = city
        .person(
            "Quinn Manager",
            Role::QualityAssuranceManager,
            city.partnership,
        )
        .await;
    let below = city
        .person("Tru Manager", Role::QualityAssuranceManager, city.trust)
        .await;
    let head = city.person("Hanna Head", Role::Head, city.oakfield).await;
    let admin = city
        .person("Ari Admin", Role::Administrator, city.partnership)
        .await;
    assert!(city.as_(&host).round(round).await.unwrap().is_some());
    assert!(city.as_(&host).case(case).await.unwrap().is_some());
    for other in [below, head, admin] {
        let scope = city.as_(&other);
        assert_eq!(scope.round(round).await.unwrap(), None);
        assert_eq!(scope.case(case).await.unwrap(), None);
        assert!(scope.cases_of_round(round).await.unwrap().is_empty());
        assert!(scope.auditors_of_round(round).await.unwrap().is_empty());
        assert_eq!(scope.blocks_of_case(case).await.unwrap(), None);
        let more = scope.add_case(round, "NEG-26Q3-09".to_owned(), vec![city.oakfield]);
        assert_eq!(more.await.unwrap(), None);
        let named = scope.name_auditor(case, city.oakfield, other.person).await;
        assert_eq!(named.unwrap(), None);
        let blocked = scope
            .block(case, host.person, Block::Set, String::new())
            .await;
        assert_eq!(blocked.unwrap(), None);
    }
}

#[tokio::test]
async fn heads_and_leads_never_reach_a_return_about_a_case() {
    let city = city().await;
    let campaign = city.campaign("175/157 2026", "2026-09-01").await;
    let (round, _) = round(&city).await;
    for role in [
        Role::Head,
        Role::SafeguardingLead,
        Role::AgencyLead,
        Role::Administrator,
    ] {
        let person = city.person(&format!("A {role}"), role, city.oakfield).await;
        let scope = city.store.scope(&person, ANY_ROLE);
        let mine = scope.mine().await.unwrap();
        let campaigns: HashSet<_> = mine.iter().map(|view| view.campaign.id).collect();
        assert_eq!(campaigns, HashSet::from([campaign]), "{role}");
        for view in city.returns(round).await {
            assert_eq!(scope.return_by_id(view.id).await.unwrap(), None, "{role}");
            assert_eq!(scope.draft(view.id).await.unwrap(), None, "{role}");
        }
    }
}

#[tokio::test]
async fn a_key_of_its_own_holds_what_identifies_someone_in_a_draft() {
    let city = city().await;
    let campaign = city.campaign("175/157 2026", "2026-09-01").await;
    let head = city.person("Hanna Head", Role::Head, city.oakfield).await;
    let id = city.return_of(city.oakfield, campaign).await;
    let scope = city.as_(&head);
    let changes = vec![
        change("P1", 0, json!("Ada Canary")),
        change("C1", 0, json!(2)),
    ];
    let apart = HashSet::from(["P1".to_owned()]);
    saved(scope.save_apart(id, changes, apart.clone()).await.unwrap());
    let draft = scope.draft(id).await.unwrap().unwrap();
    assert_eq!(draft.answers.len(), 2);
    let next = vec![change("P1", 1, json!("Ada Canary-Oak"))];
    saved(scope.save_apart(id, next, apart).await.unwrap());
    assert!(city.faults().await.is_empty());

    let gone = "DELETE FROM data_key WHERE seq = (SELECT max(seq) FROM data_key)";
    let keys = city.raw_keys().await;
    keys.execute_unprepared(gone).await.unwrap();
    keys.close().await.unwrap();
    assert_eq!(city.faults().await, ["Fault KeyMissing"]);
}

#[tokio::test]
async fn erasing_whom_a_case_identifies_leaves_the_rest() {
    let city = city().await;
    let (_, case) = round(&city).await;
    let auditor = city
        .person("Otto Auditor", Role::Auditor, city.oakfield)
        .await;
    let named = city
        .system()
        .name_auditor(case, city.oakfield, auditor.person)
        .await;
    named.unwrap().unwrap();
    let returns = city.as_(&auditor).named_returns().await.unwrap();
    let id = returns[0].view.id;
    let scope = city.as_(&auditor);
    let free = scope.declare(id, Declared::NoConflict, Vec::new());
    free.await.unwrap().unwrap();
    let receipt = city.hand_in(&city.as_(&auditor), id).await;
    let host = city
        .person(
            "Quinn Manager",
            Role::QualityAssuranceManager,
            city.partnership,
        )
        .await;
    let closed = city.as_(&host).answers(receipt.submission).await;
    assert_eq!(closed.unwrap(), None, "before its grade is shown");
    let locked = city.as_(&host).lock_grades(case, vec![id]).await;
    assert_eq!(locked.unwrap(), Some(1));
    let shown = city.as_(&host).show_grades(case, 1, Vec::new()).await;
    assert_eq!(shown.unwrap(), Some(ShowOutcome::Shown));
    let answers = city
        .as_(&host)
        .answers(receipt.submission)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(answers.identifying, Part::Withheld);
    city.system()
        .erase(receipt.submission, PartKind::Identifying)
        .await
        .unwrap();
    let seen = city
        .as_(&host)
        .answers_with_identity(receipt.submission, "records")
        .await;
    assert_eq!(seen.unwrap().unwrap().identifying, Part::Erased);
    assert!(city.faults().await.is_empty());
    assert_eq!(
        city.system().case(case).await.unwrap().unwrap().opened_at,
        UnixMillis(MORNING)
    );
}
