//! The world of a story about agencies: a council with three services, police with one, and a
//! charity with none, asked for the Section 11 self-assessment beside the schools' return.

use super::{Browser, PASSWORD, Reply, SECTION_11, World, filling, people::ask_from};
use crate::store::harness::organisation;
use fourlens_app::portal::{CampaignId, OrganisationId, ReturnId, Role};
use fourlens_forms::form::Form;
use fourlens_server::{
    password,
    random::Random,
    store::{NewPerson, OrganisationKind, Page, ReturnFilter},
};
use std::{collections::BTreeMap, ops::Deref};

/// Every agency with the services below it.
const AGENCIES: [(&str, &[&str]); 3] = [
    (
        "Millbrook Council",
        &["Early Help", "Fostering", "Front Door"],
    ),
    ("Vale Police", &["Custody"]),
    ("Harbour Charity", &[]),
];

/// Who may do what where. Val leads the police, and writes for a service of the council besides.
const PEOPLE: [(&str, &str, Role, &str); 5] = [
    (
        "Mo Mill",
        "mo@millbrook.example",
        Role::AgencyLead,
        "Millbrook Council",
    ),
    (
        "Ed Early",
        "ed@millbrook.example",
        Role::SubAgencyAuthor,
        "Early Help",
    ),
    (
        "Val Vale",
        "val@police.example",
        Role::AgencyLead,
        "Vale Police",
    ),
    (
        "Val Vale",
        "val@police.example",
        Role::SubAgencyAuthor,
        "Fostering",
    ),
    (
        "Hal Harbour",
        "hal@harbour.example",
        Role::AgencyLead,
        "Harbour Charity",
    ),
];

/// A portal with schools and agencies; it asks both.
pub struct AgencyWorld {
    world: World,
    /// The Section 11 self-assessment.
    pub section_11: Form,
    /// The campaign that asks it.
    pub asked: CampaignId,
    organisations: BTreeMap<&'static str, OrganisationId>,
}

impl Deref for AgencyWorld {
    type Target = World;

    fn deref(&self) -> &World {
        &self.world
    }
}

impl AgencyWorld {
    /// A world that asks agencies and their services from September 2026 on.
    pub async fn new() -> AgencyWorld {
        let world = World::new().await;
        let system = world.store.system("story");
        let all = system.organisations().await.expect("listed");
        let partnership = all.first().expect("the partnership comes first").id;
        let random = world.state.random.clone();
        let mut organisations = BTreeMap::new();
        let mut added = Vec::new();
        let mut add = |name: &'static str, above, kind| {
            let id: OrganisationId = random.as_ref().id();
            organisations.insert(name, id);
            added.push(organisation(id, Some(above), kind, name, None));
            id
        };
        for (agency, services) in AGENCIES {
            let agency = add(agency, partnership, OrganisationKind::Agency);
            for service in services {
                add(service, agency, OrganisationKind::Service);
            }
        }
        system.put_organisations(added).await.expect("added");
        let section_11 = fourlens_forms::load::form(SECTION_11).expect("it is sound");
        let mut world = AgencyWorld {
            asked: CampaignId::from_bytes([0; 16]),
            section_11,
            organisations,
            world,
        };
        world.admit(random.as_ref()).await;
        world.asked = world.ask(("Section 11 2026", "2026-09-07")).await;
        world
    }

    async fn admit(&self, random: &dyn Random) {
        let system = self.store.system("story");
        let hash = password::hash(PASSWORD, random);
        for (name, email, role, at) in PEOPLE {
            let known = system.person_by_email(email).await.expect("looked up");
            let person = match known {
                Some(known) => known.id,
                None => {
                    let new = NewPerson {
                        name: name.to_string(),
                        email: email.to_string(),
                        password_hash: Some(hash.clone()),
                    };
                    system.add_person(new).await.expect("a person")
                }
            };
            let granted = system.grant(person, role, self.organisations[at]).await;
            granted.expect("a grant");
        }
    }

    /// Asks the agencies and their services, in a campaign of this title that opens on this day.
    pub async fn ask(&self, of: (&str, &str)) -> CampaignId {
        let kinds = vec![OrganisationKind::Agency, OrganisationKind::Service];
        ask_from(&self.store.system("story"), &self.section_11, kinds, of).await
    }

    /// The return that an agency or a service owes the first campaign.
    pub async fn owes(&self, name: &str) -> ReturnId {
        self.owes_to(self.asked, name).await
    }

    /// The return that an agency or a service owes a campaign.
    pub async fn owes_to(&self, campaign: CampaignId, name: &str) -> ReturnId {
        let system = self.store.system("story");
        let all = ReturnFilter::default();
        let listed = system.returns_of_campaign(campaign, &all, Page::ALL);
        let listed = listed.await.expect("listed").into_iter();
        let mut owed = listed.filter(|view| view.organisation.name == name);
        owed.next().expect("asked").id
    }

    /// Fills a return, every rating with the same.
    pub async fn fill(&self, browser: &mut Browser, id: ReturnId, rating: &str) -> Reply {
        filling::fill_all(&self.section_11, browser, id, rating).await
    }

    /// Fills a return and hands it in; the receipt.
    pub async fn hand_in(&self, browser: &mut Browser, id: ReturnId, rating: &str) -> Reply {
        let check = self.fill(browser, id, rating).await;
        let (path, fields) = check.form_to("/submit", &[]);
        let reply = browser.post(&path, &fields).await;
        assert_eq!(reply.status, 303, "{}", reply.text());
        browser.follow(reply).await
    }
}
