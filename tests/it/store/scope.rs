//! How far someone reaches: what lies beyond answers as what does not exist.

use super::harness::{change, city};
use fourlens_app::portal::{Grant, ReturnId, Role, SubmissionId};
use fourlens_server::store::{Page, ReturnFilter};
use serde_json::json;

#[tokio::test]
async fn another_schools_return_is_as_if_there_were_none() {
    let city = city().await;
    let campaign = city.campaign("175/157 2026", "2026-09-01").await;
    let head = city.person("Hanna Head", Role::Head, city.oakfield).await;
    let theirs = city.return_of(city.riverside, campaign).await;
    let receipt = city.hand_in(&city.system(), theirs).await;
    let scope = city.as_(&head);

    for of in [theirs, ReturnId::from_bytes([0; 16])] {
        assert_eq!(scope.return_by_id(of).await.unwrap(), None);
        assert_eq!(scope.draft(of).await.unwrap(), None);
        assert_eq!(
            scope
                .save(of, vec![change("C1", 0, json!(1))])
                .await
                .unwrap(),
            None
        );
        assert_eq!(scope.submit(city.command(of, 0, 1)).await.unwrap(), None);
        let before = scope.submitted_before(of, [1; 16], b"declared=yes").await;
        assert_eq!(before.unwrap(), None);
        assert_eq!(scope.receipt(of).await.unwrap(), None);
        assert_eq!(scope.previous(of).await.unwrap(), None);
    }
    for of in [receipt.submission, SubmissionId::from_bytes([0; 16])] {
        assert_eq!(scope.answers(of).await.unwrap(), None);
        assert_eq!(scope.facts(of).await.unwrap(), None);
    }
    assert_eq!(scope.organisation(city.riverside).await.unwrap(), None);
    assert_eq!(scope.organisation_by_urn("900002").await.unwrap(), None);
    assert!(
        scope
            .facts_of_campaign(campaign, 0, 10)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(scope.submissions_after(0, 10).await.unwrap().is_empty());
    let mine: Vec<_> = scope.mine().await.unwrap();
    assert_eq!(mine.len(), 1);
    assert_eq!(mine[0].organisation.id, city.oakfield);
}

#[tokio::test]
async fn a_role_reaches_everything_below_its_organisation_and_nothing_beside() {
    let city = city().await;
    let campaign = city.campaign("175/157 2026", "2026-09-01").await;
    let of_trust = city
        .person("Tru Truster", Role::SafeguardingLead, city.trust)
        .await;
    let of_all = city
        .person(
            "Quin Manager",
            Role::QualityAssuranceManager,
            city.partnership,
        )
        .await;
    let names = async |actor| -> Vec<String> {
        let scope = city.as_(actor);
        let filter = ReturnFilter::default();
        let returns = scope
            .returns_of_campaign(campaign, &filter, Page::ALL)
            .await
            .unwrap();
        returns
            .into_iter()
            .map(|one| one.organisation.name)
            .collect()
    };
    assert_eq!(names(&of_trust).await, ["Oakfield"]);
    assert_eq!(names(&of_all).await, ["Oakfield", "Riverside"]);
    let count = async |actor, filter: ReturnFilter| {
        let scope = city.as_(actor);
        scope.count_returns(campaign, &filter).await.unwrap()
    };
    let anything = ReturnFilter::default;
    assert_eq!(count(&of_trust, anything()).await, 1);
    assert_eq!(count(&of_all, anything()).await, 2);
    let named = ReturnFilter {
        name_contains: Some("RIVER".to_owned()),
        ..ReturnFilter::default()
    };
    assert_eq!(count(&of_all, named.clone()).await, 1);
    assert_eq!(count(&of_trust, named).await, 0, "beyond reach");
    let asked = async |actor| {
        let scope = city.as_(actor);
        scope.asked_phases_and_types(campaign).await.unwrap()
    };
    assert_eq!(
        asked(&of_all).await,
        asked(&of_trust).await,
        "both schools are alike"
    );
    let counted = city
        .as_(&of_trust)
        .campaign(campaign)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((counted.not_started, counted.submitted), (1, 0));
    let below: Vec<_> = city.as_(&of_trust).organisations().await.unwrap();
    assert_eq!(below.len(), 2, "the trust and its school");
}

#[tokio::test]
async fn a_grant_counts_only_for_the_roles_an_action_names() {
    let city = city().await;
    city.campaign("175/157 2026", "2026-09-01").await;
    let mut both = city.person("Bo Both", Role::Head, city.oakfield).await;
    both.grants.push(Grant {
        role: Role::Administrator,
        organisation: city.partnership,
    });
    let as_head = city.store.scope(&both, &[Role::Head]);
    assert_eq!(as_head.mine().await.unwrap().len(), 1);
    let as_none = city.store.scope(&both, &[Role::QualityAssuranceManager]);
    assert!(as_none.mine().await.unwrap().is_empty());
    assert!(as_none.campaigns().await.unwrap().is_empty());
    let as_administrator = city.store.scope(&both, &[Role::Administrator]);
    assert_eq!(as_administrator.mine().await.unwrap().len(), 2);
}

#[tokio::test]
async fn seventh_and_seventy_first_organisations_are_not_mistaken_for_each_other() {
    use super::harness::organisation;
    use fourlens_server::{random::Random, store::OrganisationKind};
    let city = city().await;
    let id = || (city.random.as_ref() as &dyn Random).id();
    let many: Vec<_> = (0..100)
        .map(|number| {
            let name = format!("School {number}");
            organisation(
                id(),
                Some(city.partnership),
                OrganisationKind::School,
                &name,
                None,
            )
        })
        .collect();
    let seventh = many[2].id;
    city.system().put_organisations(many).await.unwrap();
    let head = city.person("Seven Head", Role::Head, seventh).await;
    let reached = city.as_(&head).organisations().await.unwrap();
    assert_eq!(
        reached.iter().map(|one| one.id).collect::<Vec<_>>(),
        [seventh]
    );
}
