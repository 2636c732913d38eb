//! Who is in a story's world, and what is asked of their schools.

use super::{PASSWORD, World};
use chrono::NaiveDate;
use fourlens_app::portal::{CampaignId, OrganisationId, PersonId, ReturnId, Role};
use fourlens_forms::form::Form;
use fourlens_server::{
    password,
    random::Random,
    store::{
        Audience, FormHash, NewOrganisation, NewPerson, OpenCampaign, OrganisationKind, Page,
        Scoped,
    },
};
use serde_json::json;

impl World {
    /// So many more schools that are asked too, each with Ada as its head; their returns.
    pub async fn schools_of_ada(&self, schools: usize) -> Vec<ReturnId> {
        let system = self.store.system("story");
        let alex = system.person_by_email("alex@partnership.example").await;
        let alex = alex.expect("read").expect("he is there");
        let top = alex.grants[0].organisation;
        let ids: Vec<OrganisationId> = (0..schools).map(|_| self.state.random.id()).collect();
        let school = |(number, id): (usize, &OrganisationId)| {
            let school = school(
                top,
                *id,
                &format!("School {number}"),
                "primary",
                &format!("{}", 991_000 + number),
            );
            NewOrganisation {
                laestab: None,
                ..school
            }
        };
        let all = ids.iter().enumerate().map(school).collect();
        system.put_organisations(all).await.expect("organisations");
        let ada = system.person_by_email("ada@oakwell.example").await;
        let ada = ada.expect("read").expect("she is there").id;
        for id in &ids {
            system.grant(ada, Role::Head, *id).await.expect("a grant");
        }
        let asks = (
            Vec::from([OrganisationKind::School]),
            ("Another", "2026-09-14"),
        );
        let campaign = ask_from(&system, &self.form, asks.0, asks.1).await;
        let all = Page {
            offset: 0,
            limit: 10_000,
        };
        let returns = system
            .returns_of_campaign(campaign, &Default::default(), all)
            .await
            .expect("listed");
        let theirs = returns
            .into_iter()
            .filter(|view| ids.contains(&view.organisation.id));
        theirs.map(|view| view.id).collect()
    }
}

fn school(
    partnership: OrganisationId,
    id: OrganisationId,
    name: &str,
    phase: &str,
    urn: &str,
) -> NewOrganisation {
    NewOrganisation {
        id,
        parent: Some(partnership),
        kind: OrganisationKind::School,
        name: name.to_string(),
        phase: Some(phase.to_string()),
        school_type: Some("community".to_string()),
        urn: Some(urn.to_string()),
        laestab: Some(format!("999/{}", &urn[2..])),
        opened_on: None,
        closed_on: None,
        details: json!({ "roll": 210, "age_from": 4, "age_to": 11, "modules": ["none"], "head": { "name": "Ada Oak", "email": "ada@oakwell.example" } }),
    }
}

pub(super) async fn people(
    system: &Scoped,
    random: &dyn Random,
) -> (OrganisationId, OrganisationId) {
    let partnership: OrganisationId = random.id();
    let (oakwell, elmfield): (OrganisationId, OrganisationId) = (random.id(), random.id());
    let top = NewOrganisation {
        id: partnership,
        parent: None,
        kind: OrganisationKind::Partnership,
        name: "Story Partnership".to_string(),
        phase: None,
        school_type: None,
        urn: None,
        laestab: None,
        opened_on: None,
        closed_on: None,
        details: json!({}),
    };
    let all = vec![
        top,
        school(
            partnership,
            oakwell,
            "Oakwell Primary School",
            "primary",
            "990001",
        ),
        school(
            partnership,
            elmfield,
            "Elmfield School",
            "secondary",
            "990002",
        ),
    ];
    system.put_organisations(all).await.expect("organisations");
    let hash = password::hash(PASSWORD, random);
    let staff = [
        ("Ada Oak", "ada@oakwell.example", Role::Head, oakwell),
        (
            "Lee Oak",
            "lee@oakwell.example",
            Role::SafeguardingLead,
            oakwell,
        ),
        ("Edith Elm", "edith@elmfield.example", Role::Head, elmfield),
        (
            "Quinn Reed",
            "quinn@partnership.example",
            Role::QualityAssuranceManager,
            partnership,
        ),
        (
            "Alex Key",
            "alex@partnership.example",
            Role::Administrator,
            partnership,
        ),
    ];
    for (name, email, role, organisation) in staff {
        let person: PersonId = system
            .add_person(NewPerson {
                name: name.to_string(),
                email: email.to_string(),
                password_hash: Some(hash.clone()),
            })
            .await
            .expect("a person");
        system
            .grant(person, role, organisation)
            .await
            .expect("a grant");
    }
    (oakwell, elmfield)
}

pub(super) async fn ask(system: &Scoped, form: &Form) -> CampaignId {
    let kinds = vec![OrganisationKind::School];
    ask_from(system, form, kinds, ("School return 2026", "2026-09-07")).await
}

/// Publishes a form and opens a campaign that asks it, of this title and from this day on.
pub(super) async fn ask_from(
    system: &Scoped,
    form: &Form,
    kinds: Vec<OrganisationKind>,
    (title, opens_on): (&str, &str),
) -> CampaignId {
    let package = serde_json::to_string(form.package()).expect("a package is JSON");
    system
        .publish(&form.package().form.key, &package)
        .await
        .expect("published");
    let opens_on: NaiveDate = opens_on.parse().expect("a day");
    let campaign = OpenCampaign {
        form_version: FormHash(*form.version()),
        title: title.to_string(),
        opens_on,
        closes_on: opens_on + chrono::Days::new(102),
        as_of: opens_on,
        audience: Audience {
            kinds,
            ..Audience::default()
        },
    };
    system
        .open_campaign(campaign)
        .await
        .expect("opened")
        .expect("the version is published")
}
