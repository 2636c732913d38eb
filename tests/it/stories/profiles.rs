//! The profile on a campaign's page counts what its reader reaches, and what its filter asks for.

use crate::world::{Browser, Reply, World};
use fourlens_app::portal::{CampaignId, OrganisationId, ReturnId, Role};
use fourlens_server::store::{
    Audience, FormHash, NewOrganisation, OpenCampaign, OrganisationKind, Page, ReturnFilter,
};
use serde_json::json;

/// A trust with one school, asked together with Oakwell, which stands beside it.
struct Asked {
    world: World,
    campaign: CampaignId,
    ashgrove: ReturnId,
    oakwell: ReturnId,
}

fn organisation(
    id: OrganisationId,
    parent: OrganisationId,
    kind: OrganisationKind,
    name: &str,
) -> NewOrganisation {
    let school = kind == OrganisationKind::School;
    NewOrganisation {
        phase: school.then(|| "primary".to_string()),
        school_type: school.then(|| "academy".to_string()),
        urn: school.then(|| "990003".to_string()),
        laestab: school.then(|| "999/0003".to_string()),
        details: json!({ "roll": 210, "age_from": 4, "age_to": 11, "modules": ["none"], "head": { "name": "Ada Oak", "email": "ada@oakwell.example" } }),
        ..crate::store::harness::organisation(id, Some(parent), kind, name, None)
    }
}

async fn asked() -> Asked {
    let world = World::new().await;
    let system = world.store.system("story");
    let all = system.organisations().await.expect("organisations");
    let top = all.first().expect("the partnership comes first").id;
    let (trust, ashgrove): (OrganisationId, OrganisationId) =
        (world.state.random.id(), world.state.random.id());
    let new = vec![
        organisation(trust, top, OrganisationKind::Trust, "Tree Trust"),
        organisation(ashgrove, trust, OrganisationKind::School, "Ashgrove"),
    ];
    system.put_organisations(new).await.expect("added");
    let ada = system.person_by_email("ada@oakwell.example").await;
    let ada = ada.expect("read").expect("she is there").id;
    system
        .grant(ada, Role::Head, ashgrove)
        .await
        .expect("a grant");
    let opens_on = "2026-09-21".parse().expect("a day");
    let open = OpenCampaign {
        form_version: FormHash(*world.form.version()),
        title: "Second return".to_string(),
        opens_on,
        closes_on: opens_on + chrono::Days::new(60),
        as_of: opens_on,
        audience: Audience {
            kinds: vec![OrganisationKind::School],
            ..Audience::default()
        },
    };
    let campaign = system.open_campaign(open).await.expect("opened");
    let campaign = campaign.expect("published");
    let all = ReturnFilter::default();
    let returns = system.returns_of_campaign(campaign, &all, Page::ALL);
    let returns = returns.await.expect("listed");
    let of = |name: &str| {
        let found = returns.iter().find(|view| view.organisation.name == name);
        found.expect("asked").id
    };
    Asked {
        ashgrove: of("Ashgrove"),
        oakwell: of("Oakwell Primary School"),
        world,
        campaign,
    }
}

impl Asked {
    async fn hand_in(&self, id: ReturnId) {
        let mut head = self.world.head().await;
        let check = self.world.fill_all(&mut head, id, "2").await;
        assert_eq!(head.post_form(&check, &[]).await.status, 303);
    }

    async fn page(&self, browser: &mut Browser, filter: &str) -> Reply {
        let page = browser
            .get(&format!("/campaigns/{}{filter}", self.campaign))
            .await;
        assert_eq!(page.status, 200, "{}", page.text());
        page
    }
}

#[tokio::test]
async fn an_adviser_of_one_trust_reads_no_band_of_other_schools_out_of_the_profile() {
    let asked = asked().await;
    let email = "eli@tree.example";
    let system = asked.world.store.system("story");
    let top = system.organisations().await.expect("organisations")[0].id;
    let role = Role::EducationAdviser;
    asked.world.person("Eli Elder", email, role, top).await;
    // A role given before trusts had none.
    let moved = "UPDATE grant_ SET organisation_seq = (SELECT seq FROM organisation \
                 WHERE name = 'Tree Trust') WHERE role = 'education_adviser'";
    asked.world.meddle(moved).await;
    asked.hand_in(asked.oakwell).await;
    let mut eli = asked.world.signed_in(email).await;
    for filter in ["", "?phase=primary"] {
        let page = asked.page(&mut eli, filter).await;
        assert!(
            page.says("Nothing that matches has been"),
            "{}",
            page.text()
        );
    }
    asked.hand_in(asked.ashgrove).await;
    for (filter, whom) in [
        ("", "Profile of 1 school"),
        ("?phase=primary", "Profile of 1 primary school"),
    ] {
        let page = asked.page(&mut eli, filter).await;
        assert!(page.says(whom), "{whom}: {}", page.text());
    }
    let mut quinn = asked.world.manager().await;
    let page = asked.page(&mut quinn, "").await;
    assert!(page.says("Profile of 2 schools"), "{}", page.text());
}

#[tokio::test]
async fn a_phase_and_a_type_together_are_counted_together() {
    let asked = asked().await;
    asked.hand_in(asked.oakwell).await;
    let mut quinn = asked.world.manager().await;
    let both = "?phase=primary&type=academy";
    let page = asked.page(&mut quinn, both).await;
    assert!(
        page.says("Nothing that matches has been"),
        "{}",
        page.text()
    );
    asked.hand_in(asked.ashgrove).await;
    let page = asked.page(&mut quinn, both).await;
    let whom = "Profile of 1 primary school of type academy";
    assert!(page.says(whom), "{}", page.text());
    let page = asked.page(&mut quinn, "?phase=primary").await;
    let whom = "Profile of 2 primary schools";
    assert!(page.says(whom), "{}", page.text());
}
