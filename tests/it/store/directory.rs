//! Organisations, people and forms.

use super::harness::{MORNING, city, day, organisation, session};
use fourlens_app::portal::{PersonId, Role};
use fourlens_server::{
    clock::UnixMillis,
    random::Random,
    store::{
        Audience, DisableOutcome, FormHash, NewPerson, OpenCampaign, OrganisationKind,
        PutOrganisations, RevokeOutcome, StoreError,
    },
};
use std::time::Duration;

#[tokio::test]
async fn importing_the_same_schools_again_changes_nothing_and_a_new_name_is_taken_over() {
    let city = city().await;
    let other_id = (city.random.as_ref() as &dyn Random).id();
    let school = |name| {
        let parent = Some(city.trust);
        organisation(
            other_id,
            parent,
            OrganisationKind::School,
            name,
            Some("900001"),
        )
    };
    let same = city
        .system()
        .put_organisations(vec![school("Oakfield")])
        .await
        .unwrap();
    assert_eq!(
        same,
        PutOrganisations {
            added: 0,
            changed: 0,
            same: 1
        }
    );
    let renamed = city
        .system()
        .put_organisations(vec![school("Oakfield Primary")])
        .await
        .unwrap();
    assert_eq!(
        renamed,
        PutOrganisations {
            added: 0,
            changed: 1,
            same: 0
        }
    );
    let held = city
        .system()
        .organisation_by_urn("900001")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (held.id, held.name.as_str()),
        (city.oakfield, "Oakfield Primary")
    );
}

#[tokio::test]
async fn an_address_is_one_persons() {
    let city = city().await;
    city.person("Hanna Head", Role::Head, city.oakfield).await;
    let new = NewPerson {
        name: "Another".into(),
        email: "HANNA.head@example.test ".into(),
        password_hash: None,
    };
    let taken = city.system().add_person(new).await;
    assert!(
        matches!(taken, Err(StoreError::Taken("email"))),
        "{taken:?}"
    );
}

#[tokio::test]
async fn the_last_administrator_stays() {
    let city = city().await;
    let first = city
        .person("Ari Admin", Role::Administrator, city.partnership)
        .await
        .person;
    let system = city.system();
    assert_eq!(
        system.disable(first).await.unwrap(),
        DisableOutcome::LastAdministrator
    );
    let revoked = system
        .revoke(first, Role::Administrator, city.partnership)
        .await
        .unwrap();
    assert_eq!(revoked, RevokeOutcome::LastAdministrator);

    let second = city
        .person("Bea Admin", Role::Administrator, city.partnership)
        .await
        .person;
    let until = UnixMillis(MORNING).plus(Duration::from_secs(60));
    city.store
        .begin_session(session([5; 32], first, until))
        .await
        .unwrap();
    assert_eq!(
        system.disable(first).await.unwrap(),
        DisableOutcome::Disabled
    );
    assert_eq!(
        city.store.actor_of([5; 32]).await.unwrap(),
        None,
        "and is signed out"
    );
    assert!(
        city.store
            .sign_in_row("ari.admin@example.test")
            .await
            .unwrap()
            .unwrap()
            .disabled
    );
    assert!(
        city.store
            .begin_session(session([6; 32], first, until))
            .await
            .is_err()
    );
    assert_eq!(
        system.disable(second).await.unwrap(),
        DisableOutcome::LastAdministrator
    );
    let nobody = PersonId::from_bytes([0; 16]);
    assert_eq!(
        system.disable(nobody).await.unwrap(),
        DisableOutcome::NotFound
    );
}

#[tokio::test]
async fn only_who_can_sign_in_and_give_roles_to_all_counts_as_an_administrator() {
    let city = city().await;
    let (system, role) = (city.system(), Role::Administrator);
    let working = city
        .person("Ari Admin", role, city.partnership)
        .await
        .person;
    city.grant_of_old(working, role, city.oakfield).await;
    city.person("Olga Admin", role, city.oakfield).await;
    let invited = NewPerson {
        name: "Inga Admin".into(),
        email: "inga@example.test".into(),
        password_hash: None,
    };
    let invited = system.add_person(invited).await.unwrap();
    system.grant(invited, role, city.partnership).await.unwrap();
    let revoked = async |person, at| system.revoke(person, role, at).await.unwrap();
    assert_eq!(
        system.disable(working).await.unwrap(),
        DisableOutcome::LastAdministrator
    );
    assert_eq!(
        revoked(working, city.partnership).await,
        RevokeOutcome::LastAdministrator
    );
    assert_eq!(
        revoked(working, city.oakfield).await,
        RevokeOutcome::Revoked,
        "what lets nobody else in may go"
    );
    assert_eq!(
        revoked(invited, city.partnership).await,
        RevokeOutcome::Revoked
    );
}

#[tokio::test]
async fn a_role_is_given_only_where_there_is_one() {
    let city = city().await;
    let head = city.person("Hanna Head", Role::Head, city.oakfield).await;
    for (role, at) in [
        (Role::Administrator, city.oakfield),
        (Role::QualityAssuranceManager, city.trust),
        (Role::Head, city.partnership),
    ] {
        let given = city.system().grant(head.person, role, at).await;
        assert!(matches!(given, Err(StoreError::Missing(_))), "{given:?}");
    }
}

#[tokio::test]
async fn a_person_beyond_reach_cannot_be_touched() {
    let city = city().await;
    let of_trust = city
        .person("Tru Admin", Role::Administrator, city.trust)
        .await;
    let beside = city
        .person("Rio Head", Role::Head, city.riverside)
        .await
        .person;
    let below = city
        .person("Hanna Head", Role::Head, city.oakfield)
        .await
        .person;
    let scope = city.as_(&of_trust);
    assert_eq!(
        scope.disable(beside).await.unwrap(),
        DisableOutcome::NotFound
    );
    assert!(!scope.set_password(beside, "hash".into()).await.unwrap());
    assert!(
        scope
            .grant(beside, Role::Head, city.oakfield)
            .await
            .is_err()
    );
    assert!(
        scope
            .grant(below, Role::Head, city.riverside)
            .await
            .is_err()
    );
    assert!(scope.set_password(below, "hash".into()).await.unwrap());
    let names: Vec<_> = scope
        .people()
        .await
        .unwrap()
        .into_iter()
        .map(|one| one.name)
        .collect();
    assert_eq!(names, ["Hanna Head", "Tru Admin"]);
}

#[tokio::test]
async fn publishing_is_repeatable_and_numbers_count_up_per_form() {
    let city = city().await;
    let system = city.system();
    let again = system
        .publish("school-175-157", r#"{"made":"up"}"#)
        .await
        .unwrap();
    assert_eq!(
        (again.new, again.version.number, again.version.hash),
        (false, 1, city.form)
    );
    let second = system
        .publish("school-175-157", r#"{"made":"new"}"#)
        .await
        .unwrap();
    assert_eq!((second.new, second.version.number), (true, 2));
    let other = system
        .publish("kloe-audit", r#"{"made":"up, too"}"#)
        .await
        .unwrap();
    assert_eq!(other.version.number, 1);
    assert_eq!(
        system.latest_form("school-175-157").await.unwrap(),
        Some(second.version.clone())
    );
    let text = second.version.hash.to_string();
    assert_eq!(text.parse::<FormHash>().unwrap(), second.version.hash);
    assert_eq!(
        system.form_version(second.version.hash).await.unwrap(),
        Some(second.version)
    );
    assert_eq!(system.form_versions().await.unwrap().len(), 3);
}

#[tokio::test]
async fn an_earlier_version_that_is_published_again_is_the_latest_again() {
    let city = city().await;
    let system = city.system();
    for made in [r#"{"made":"new"}"#, r#"{"made":"up"}"#] {
        system.publish("school-175-157", made).await.unwrap();
    }
    let latest = system.latest_form("school-175-157").await.unwrap();
    assert_eq!(latest.map(|latest| latest.number), Some(1));
    assert_eq!(system.form_versions().await.unwrap().len(), 2);
}

#[tokio::test]
async fn of_two_who_publish_after_the_same_version_one_is_told_and_changes_nothing() {
    let city = city().await;
    let system = city.system();
    let after = async |seen, made| {
        let published = system.publish_after(seen, "school-175-157", made).await;
        published.unwrap().map(|done| done.version)
    };
    let (one, other) = tokio::join!(
        after(city.form, r#"{"made":"one"}"#),
        after(city.form, r#"{"made":"other"}"#),
    );
    let first = match (one, other) {
        (Some(first), None) | (None, Some(first)) => first,
        both => panic!("one of them: {both:?}"),
    };
    let latest = system.latest_form("school-175-157").await.unwrap();
    assert_eq!(latest, Some(first.clone()));
    assert_eq!(system.form_versions().await.unwrap().len(), 2);
    let campaign = city.campaign("175/157 2026", "2026-09-01").await;
    assert!(
        system
            .ask_version(campaign, city.form, first.hash)
            .await
            .unwrap()
    );
    assert!(
        !system
            .ask_version(campaign, city.form, first.hash)
            .await
            .unwrap(),
        "no longer"
    );
}

#[tokio::test]
async fn a_campaign_asks_those_who_exist_on_its_first_day_and_fit_its_audience() {
    let city = city().await;
    let id = || (city.random.as_ref() as &dyn Random).id();
    let school = |name: &str| {
        organisation(
            id(),
            Some(city.partnership),
            OrganisationKind::School,
            name,
            None,
        )
    };
    let mut closed = school("Closed");
    closed.closed_on = Some(day("2026-08-31"));
    let mut coming = school("Coming");
    coming.opened_on = Some(day("2027-09-01"));
    let mut secondary = school("Secondary");
    secondary.phase = Some("secondary".into());
    city.system()
        .put_organisations(vec![closed, coming, secondary])
        .await
        .unwrap();
    let asked = async |audience| {
        let open = OpenCampaign {
            form_version: city.form,
            title: "175/157".into(),
            opens_on: day("2026-09-01"),
            closes_on: day("2026-10-01"),
            as_of: day("2026-09-01"),
            audience,
        };
        let campaign = city.system().open_campaign(open).await.unwrap().unwrap();
        let returns = city.returns(campaign).await;
        returns
            .into_iter()
            .map(|one| one.organisation.name)
            .collect::<Vec<_>>()
    };
    let kinds = vec![OrganisationKind::School];
    let all = asked(Audience {
        kinds: kinds.clone(),
        ..Audience::default()
    })
    .await;
    assert_eq!(all, ["Oakfield", "Riverside", "Secondary"]);
    let phases = vec!["secondary".to_owned()];
    let some = asked(Audience {
        phases,
        ..Audience::default()
    })
    .await;
    assert_eq!(some, ["Secondary"]);
    let of_trust = asked(Audience {
        below: Some(city.trust),
        kinds,
        ..Audience::default()
    })
    .await;
    assert_eq!(of_trust, ["Oakfield"]);
}
