//! A round of case audits in a story: two agencies with their auditors, a small form that
//! identifies a child, and a cohort of made-up cases.

use super::{Browser, PASSWORD, Reply, World};
use fourlens_app::portal::{
    CampaignId, CaseId, OrganisationId, PersonId, ROUND_STEPS, ReturnId, Role,
};
use fourlens_server::{
    password,
    store::{
        FormHash, NewOrganisation, NewPerson, OpenRound, OrganisationKind, Page, ReturnFilter,
        ReturnView, ShowOutcome,
    },
};
use serde_json::json;

/// A case form as small as can be: who the child is, who is in the family, what was found.
pub const CASE_FORM: &str = r#"
schema: 1
form: { key: case-audit, title: "Case audit", description: "What one agency found in one case", lens: professional, audience: case, cycle: none, sensitivity: case, reference: KLOE }
themes:
  - { id: VOICE, title: "Voice of the child" }
plugins: [kloe]
scales:
  - id: grade
    version: 1
    counted_as: grade
    options:
      - { value: "1", label: "Exceeds good", points: 2 }
      - { value: "2", label: "Meets good", points: 1 }
      - { value: "3", label: "Does not meet good yet", points: 0 }
sections:
  - id: A
    title: "The child"
    questions:
      - text: { id: KH1, label: "Name of the child", required: true, identifying: true }
      - yes_no: { id: KH2, label: "Was the child born when the audit began?", required: true }
      - date: { id: KH3, label: "Date of birth", identifying: true, applies_if: "${KH2} = 'yes'" }
      - table:
          id: KF
          label: "Family"
          row_name: "person"
          columns:
            - text: { id: name, label: "Name", identifying: true }
            - text: { id: relation, label: "Relationship" }
  - id: B
    title: "What we found"
    scored: true
    questions:
      - rating: { id: K1, label: "Can you hear the child in the record?", scale: grade, required: true, themes: [VOICE] }
      - long_text: { id: K2, label: "What worked well?", required: true }
      - text: { id: K3, label: "What changed for the child by name?", applies_if: "${KH1} != ''" }
"#;

/// The name of the child in every story: it must never be where it is not meant to be.
pub const CHILD: &str = "Mia Canary";

/// A round of case audits and those who work in it.
pub struct Round {
    /// Its campaign.
    pub campaign: CampaignId,
    /// An agency with Pat and Pia as auditors and Lena as lead.
    pub police: OrganisationId,
    /// An agency with Hal as auditor.
    pub hospital: OrganisationId,
}

impl World {
    /// A round that opened on 28 September 2026, with nobody asked yet.
    pub async fn round(&self) -> Round {
        self.round_asking(CASE_FORM).await
    }

    /// The same, with another form.
    pub async fn round_asking(&self, definition: &str) -> Round {
        let system = self.store.system("story");
        let random = self.state.random.clone();
        let organisations = system.organisations().await.expect("organisations");
        let host = organisations
            .iter()
            .find(|of| of.kind == OrganisationKind::Partnership);
        let host = host.expect("a partnership").id;
        let [police, hospital]: [OrganisationId; 2] = [random.id(), random.id()];
        let agency = |id, name: &str| NewOrganisation {
            id,
            parent: Some(host),
            kind: OrganisationKind::Agency,
            name: name.to_string(),
            phase: None,
            school_type: None,
            urn: None,
            laestab: None,
            opened_on: None,
            closed_on: None,
            details: json!({}),
        };
        let both = vec![
            agency(police, "Story Police"),
            agency(hospital, "Story Hospital"),
        ];
        system.put_organisations(both).await.expect("agencies");
        for (name, email, role, at) in [
            ("Pat Pine", "pat@police.example", Role::Auditor, police),
            ("Pia Pine", "pia@police.example", Role::Auditor, police),
            ("Lena Lime", "lena@police.example", Role::AgencyLead, police),
            ("Hal Hazel", "hal@hospital.example", Role::Auditor, hospital),
            (
                "Quentin Quince",
                "quentin@partnership.example",
                Role::QualityAssuranceManager,
                host,
            ),
            (
                "Chris Cedar",
                "chris@partnership.example",
                Role::AuditChair,
                host,
            ),
        ] {
            self.person(name, email, role, at).await;
        }
        let form = fourlens_forms::load::form(definition).expect("the definition is sound");
        let package = serde_json::to_string(form.package()).expect("a package is JSON");
        system
            .publish(&form.package().form.key, &package)
            .await
            .expect("published");
        let opens_on = "2026-09-28".parse().expect("a day");
        let weeks = |weeks| opens_on + chrono::Days::new(7 * weeks);
        let open = OpenRound {
            form_version: FormHash(*form.version()),
            title: "Neglect 2026".to_string(),
            opens_on,
            as_of: opens_on,
            host,
            theme: "NEG".to_string(),
            steps: ROUND_STEPS.map(|step| (step, weeks(step.week()))).to_vec(),
        };
        let campaign = system.open_round(open).await.expect("opened");
        Round {
            campaign: campaign.expect("the host is there"),
            police,
            hospital,
        }
    }

    /// A person with one role.
    pub async fn person(
        &self,
        name: &str,
        email: &str,
        role: Role,
        at: OrganisationId,
    ) -> PersonId {
        let system = self.store.system("story");
        let new = NewPerson {
            name: name.to_string(),
            email: email.to_string(),
            password_hash: Some(password::hash(PASSWORD, self.state.random.as_ref())),
        };
        let person = system.add_person(new).await.expect("a person");
        system.grant(person, role, at).await.expect("a grant");
        person
    }

    /// The person with this address.
    pub async fn known(&self, email: &str) -> PersonId {
        let system = self.store.system("story");
        let found = system.person_by_email(email).await.expect("read");
        found.expect("a person").id
    }
}

impl Round {
    /// A case that asks both agencies.
    pub async fn case(&self, world: &World, reference: &str) -> CaseId {
        let system = world.store.system("story");
        let asked = vec![self.police, self.hospital];
        let added = system
            .add_case(self.campaign, reference.to_string(), asked)
            .await;
        added.expect("added").expect("the round is there")
    }

    /// A case for which Pat and Hal are named, both without a conflict.
    pub async fn audited_case(&self, world: &World, reference: &str) -> CaseId {
        let case = self.case(world, reference).await;
        for email in ["pat@police.example", "hal@hospital.example"] {
            self.name(world, case, email).await;
            let mut auditor = world.signed_in(email).await;
            let id = self.return_of(world, case, self.agency_of(email)).await;
            let page = auditor.get(&format!("/returns/{id}/conflict")).await;
            let declared = auditor.post_form(&page, &[("conflict", "no")]).await;
            assert_eq!(declared.location, Some(format!("/returns/{id}")));
        }
        case
    }

    fn agency_of(&self, email: &str) -> OrganisationId {
        match email.ends_with("@police.example") {
            true => self.police,
            false => self.hospital,
        }
    }

    /// Locks the grades of a case that are in and shows them, without those still to come.
    pub async fn show(&self, world: &World, case: CaseId) {
        let system = world.store.system("story");
        let returns = self.returns(world).await;
        let own = |view: &&ReturnView| view.case.as_ref().is_some_and(|of| of.id == case);
        let (is_in, missing): (Vec<&ReturnView>, Vec<_>) = returns
            .iter()
            .filter(own)
            .partition(|view| view.receipt.is_some());
        let ids = is_in.iter().map(|view| view.id).collect();
        system.lock_grades(case, ids).await.expect("locked");
        let shown = system.show_grades(case, missing.len(), Vec::new()).await;
        assert_eq!(shown.expect("shown"), Some(ShowOutcome::Shown));
    }

    /// Names an auditor, as the host does.
    pub async fn name(&self, world: &World, case: CaseId, email: &str) {
        let (system, person) = (world.store.system("story"), world.known(email).await);
        let named = system
            .name_auditor(case, self.agency_of(email), person)
            .await;
        named.expect("named").expect("the case is there");
    }

    /// What an agency owes about a case.
    pub async fn return_of(&self, world: &World, case: CaseId, agency: OrganisationId) -> ReturnId {
        let returns = self.returns(world).await;
        let own = |view: &&ReturnView| {
            view.organisation.id == agency && view.case.as_ref().is_some_and(|of| of.id == case)
        };
        returns.iter().find(own).expect("asked").id
    }

    /// Every return of the round.
    pub async fn returns(&self, world: &World) -> Vec<ReturnView> {
        let system = world.store.system("story");
        let filter = ReturnFilter::default();
        let listed = system.returns_of_campaign(self.campaign, &filter, Page::ALL);
        listed.await.expect("listed")
    }

    /// Fills a return and gives *check your answers*.
    pub async fn fill(&self, auditor: &mut Browser, id: ReturnId) -> Reply {
        let page = auditor.get(&format!("/returns/{id}/sections/A")).await;
        assert_eq!(page.status, 200, "{}", page.text());
        let child = [
            ("_go", "next"),
            ("KH1", CHILD),
            ("KH2", "yes"),
            ("KH3-day", "3"),
            ("KH3-month", "9"),
            ("KH3-year", "2019"),
        ];
        let reply = auditor.post_form(&page, &child).await;
        assert_eq!(reply.status, 303, "{}", reply.text());
        let page = auditor.get(&format!("/returns/{id}/sections/A")).await;
        auditor.post_form(&page, &[("_add", "KF")]).await;
        let page = auditor.get(&format!("/returns/{id}/sections/A")).await;
        let names = page.attributes("input[name^='KF:']", "name");
        let name = names
            .iter()
            .find(|name| name.ends_with(".name"))
            .expect("a row");
        let relation = name.replace(".name", ".relation");
        let family = [
            (name.as_str(), "Dov Canary"),
            (&relation, "an uncle of sorts"),
        ];
        auditor.post_form(&page, &family).await;
        let page = auditor.get(&format!("/returns/{id}/sections/B")).await;
        let found = [
            ("_go", "next"),
            ("K1", "2"),
            ("K2", "She was seen alone and heard"),
            ("K3", "She goes to school again"),
        ];
        let reply = auditor.post_form(&page, &found).await;
        assert_eq!(reply.status, 303, "{}", reply.text());
        auditor.get(&format!("/returns/{id}/check")).await
    }

    /// Fills a return and submits it.
    pub async fn submit(&self, auditor: &mut Browser, id: ReturnId) {
        let check = self.fill(auditor, id).await;
        let reply = auditor.post_form(&check, &[]).await;
        let receipt = format!("/returns/{id}/receipt");
        assert_eq!(reply.location, Some(receipt), "{}", reply.text());
    }
}
