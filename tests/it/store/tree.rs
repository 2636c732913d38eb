//! Agencies and their services: who is asked, in which order they are listed, and whose returns
//! lie below whose.

use super::harness::{City, city, day, organisation};
use fourlens_app::portal::{CampaignId, OrganisationId, Role};
use fourlens_server::{
    random::Random,
    store::{
        Audience, NewOrganisation, OpenCampaign, OrganisationKind, Page, ReturnFilter, ReturnOrder,
        ReturnView, Scoped,
    },
};

/// Agencies of a city with their services, and the campaign that asks them.
struct Tree {
    city: City,
    campaign: CampaignId,
    council: OrganisationId,
    early_help: OrganisationId,
    police: OrganisationId,
}

/// A council with two services, one of which has a hub and one of which has closed; a housing
/// agency of nearly the same name; police with a service.
async fn tree() -> Tree {
    let city = city().await;
    let id = || -> OrganisationId { (city.random.as_ref() as &dyn Random).id() };
    let [council, early_help, police] = [id(), id(), id()];
    let agency = |id, name| {
        organisation(
            id,
            Some(city.partnership),
            OrganisationKind::Agency,
            name,
            None,
        )
    };
    let service =
        |id, above, name| organisation(id, Some(above), OrganisationKind::Service, name, None);
    let closed = NewOrganisation {
        closed_on: Some(day("2026-01-01")),
        ..service(id(), council, "Youth Clubs")
    };
    let all = vec![
        agency(police, "Police"),
        agency(id(), "Council Homes"),
        agency(council, "Council"),
        service(id(), police, "Child Protection Unit"),
        service(early_help, council, "Early Help"),
        service(id(), council, "Adoption"),
        service(id(), early_help, "North Hub"),
        closed,
    ];
    city.system().put_organisations(all).await.unwrap();
    let open = OpenCampaign {
        form_version: city.form,
        title: "Section 11".to_owned(),
        opens_on: day("2026-09-01"),
        closes_on: day("2026-12-01"),
        as_of: day("2026-09-01"),
        audience: Audience {
            kinds: vec![OrganisationKind::Agency, OrganisationKind::Service],
            ..Audience::default()
        },
    };
    let campaign = city.system().open_campaign(open).await.unwrap().unwrap();
    Tree {
        city,
        campaign,
        council,
        early_help,
        police,
    }
}

fn names(views: Vec<ReturnView>) -> Vec<String> {
    views
        .into_iter()
        .map(|view| view.organisation.name)
        .collect()
}

impl Tree {
    async fn listed(&self, scope: &Scoped, filter: ReturnFilter) -> Vec<String> {
        let filter = ReturnFilter {
            order: ReturnOrder::Tree,
            ..filter
        };
        let listed = scope.returns_of_campaign(self.campaign, &filter, Page::ALL);
        names(listed.await.unwrap())
    }

    async fn below(&self, scope: &Scoped, of: OrganisationId) -> Vec<String> {
        let of = self.city.return_of(of, self.campaign).await;
        names(scope.returns_below(of).await.unwrap())
    }
}

#[tokio::test]
async fn every_open_agency_and_each_open_service_is_asked_agencies_first() {
    let tree = tree().await;
    let listed = tree
        .listed(&tree.city.system(), ReturnFilter::default())
        .await;
    let expected = [
        "Council",
        "Adoption",
        "Early Help",
        "North Hub",
        "Council Homes",
        "Police",
        "Child Protection Unit",
    ];
    assert_eq!(listed, expected);
    let of_council = ReturnFilter {
        within: Some(tree.council),
        ..ReturnFilter::default()
    };
    let listed = tree.listed(&tree.city.system(), of_council).await;
    assert_eq!(listed, expected[..4]);
    let agencies = tree.city.system().asked_agencies(tree.campaign).await;
    let agencies: Vec<_> = agencies
        .unwrap()
        .into_iter()
        .map(|(_, name)| name)
        .collect();
    assert_eq!(agencies, ["Council", "Council Homes", "Police"]);
}

#[tokio::test]
async fn what_lies_below_a_return_is_what_lies_below_its_organisation_within_reach() {
    let tree = tree().await;
    let system = tree.city.system();
    assert_eq!(
        tree.below(&system, tree.council).await,
        ["Adoption", "Early Help", "North Hub"]
    );
    assert_eq!(tree.below(&system, tree.early_help).await, ["North Hub"]);
    let lead = tree.city.person("Pat Lead", Role::AgencyLead, tree.police);
    let of_police = tree.city.as_(&lead.await);
    assert_eq!(
        tree.below(&of_police, tree.police).await,
        ["Child Protection Unit"]
    );
    assert!(
        tree.below(&of_police, tree.council).await.is_empty(),
        "another agency's services are out of reach"
    );
    let [council, police] = [tree.council, tree.police];
    let named = of_police.organisation_names([council, police]).await;
    assert_eq!(named.unwrap().len(), 1, "so are their names");
}
