//! A portal with two partnerships that have nothing to do with each other, each with schools,
//! agencies, campaigns, a round of case audits, and everything handed in and shown.

use crate::world::{Browser, PASSWORD, Reply, World};
use fourlens_app::portal::{
    CampaignId, CaseId, OrganisationId, PersonId, ROUND_STEPS, ReturnId, Role,
};
use fourlens_server::{
    password,
    store::{
        Actor, Audience, Declared, ErasureExtent, ErasureTarget, FormHash, NewOrganisation,
        NewPerson, OpenCampaign, OpenRound, OrganisationKind, Page, ReturnFilter, ReturnView,
        ShowOutcome,
    },
};
use serde_json::json;

/// The smallest form with a score, a file and a section.
const FORM: &str = r#"
schema: 1
form: { key: walk, title: "Walk", description: "A form to walk on", lens: provider, audience: school, cycle: annual, sensitivity: organisation, reference: WALK, retention: { years: 1, drafts_days: 30 } }
themes:
  - { id: VOICE, title: "Voice of the child" }
plugins: [rating]
bands:
  - { id: good, label: "Good", when: "true()", because: "It is" }
scales:
  - id: level
    version: 1
    options:
      - { value: "1", label: "Low", points: 0 }
      - { value: "2", label: "High", points: 1 }
sections:
  - id: B
    title: "What we do"
    scored: true
    questions:
      - rating: { id: K1, label: "Do you listen?", scale: level, themes: [VOICE] }
      - evidence: { id: K2, label: "How do you know?" }
  - id: R
    title: "Local priorities"
    scored: false
    local: { up_to: 3 }
    questions: []
"#;

/// What a record is: which routes name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A return that its organisation owes.
    Owed,
    /// A return about a case.
    Audit,
    /// A campaign that asks organisations.
    Campaign,
    /// A round of case audits.
    Round,
    /// A case.
    Case,
    /// A definition that is not published.
    Draft,
    /// An extract of the schools register.
    Import,
    /// An erasure that was proposed.
    Erasure,
    /// An organisation of the directory.
    Organisation,
}

/// Something with an identity that a route may name.
#[derive(Debug, Clone)]
pub struct Record {
    /// What it is.
    pub kind: Kind,
    /// Its identity, as routes have it.
    pub id: String,
    /// What the test calls it.
    pub name: String,
    /// The kinds of the organisations that it belongs to.
    pub of: Vec<OrganisationKind>,
    /// A file that it names.
    pub file: Option<String>,
    /// Where a role at this organisation, or above it, reaches it.
    pub within: Vec<OrganisationId>,
}

/// A partnership and what there is below it.
pub struct Tree {
    pub partnership: OrganisationId,
    pub school: OrganisationId,
    pub agency: OrganisationId,
    pub records: Vec<Record>,
}

/// The portal of the walk.
pub struct Stage {
    pub world: World,
    pub own: Tree,
    pub strangers: Tree,
}

impl Stage {
    pub async fn set() -> Stage {
        let world = World::asking(FORM).await;
        let audit = fourlens_forms::load::form(crate::world::CASE_FORM).expect("sound");
        let package = serde_json::to_string(audit.package()).expect("JSON");
        let system = world.store.system("story");
        system
            .publish("case-audit", &package)
            .await
            .expect("published");
        let hash = FormHash(*audit.version());
        let own = tree(&world, "near", hash).await;
        let strangers = tree(&world, "far", hash).await;
        Stage {
            world,
            own,
            strangers,
        }
    }

    /// Every record of both trees.
    pub fn records(&self) -> impl Iterator<Item = &Record> {
        self.own.records.iter().chain(&self.strangers.records)
    }

    /// The file that a return names; none that exists otherwise.
    pub fn file_of(&self, record: &Record) -> String {
        record.file.clone().unwrap_or_else(|| "0".repeat(32))
    }

    /// Where someone with this role holds it.
    pub fn home(&self, role: Role) -> OrganisationId {
        match role {
            Role::Head | Role::SafeguardingLead | Role::DeputySafeguardingLead | Role::Governor => {
                self.own.school
            }
            Role::AgencyLead | Role::SubAgencyAuthor | Role::Auditor => self.own.agency,
            _ => self.own.partnership,
        }
    }

    /// Changes what the strangers hold: another name, and answers that are not the same.
    pub async fn change_strangers(&self) {
        let far = "UPDATE organisation SET name = 'changed ' || name WHERE name LIKE 'far %'";
        self.world.meddle(far).await;
        let far = "UPDATE campaign SET title = 'changed ' || title WHERE title LIKE 'far %'";
        self.world.meddle(far).await;
        let host = self.world.signed_in("host@far.example").await;
        let case = self
            .strangers
            .records
            .iter()
            .find(|of| of.kind == Kind::Case);
        let path = format!("/cases/{}/status", case.expect("a case").id);
        let withdrawn = [("status".to_string(), "withdrawn".to_string())];
        let done = host.clone().post(&path, &withdrawn).await;
        assert_eq!(done.status, 303, "{}", done.text());
    }

    /// Someone with this role where it belongs in the own tree, signed in.
    pub async fn walker(&self, role: Role) -> Browser {
        let at = self.home(role);
        let email = format!("{}@near.example", role.key().replace('_', "-"));
        // The auditors were there when the cases were audited.
        if role != Role::Auditor {
            person(&self.world, &email, role, at).await;
        }
        self.world.signed_in(&email).await
    }
}

/// What its administrator keeps: a definition that waits to be published, and an extract of the
/// schools register.
async fn kept(world: &World, tree: &Tree, name: &str) -> Vec<Record> {
    let email = format!("admin@{name}.example");
    person(world, &email, Role::Administrator, tree.partnership).await;
    let mut admin = world.signed_in(&email).await;
    let page = admin.get("/forms/upload").await;
    let next = FORM.replace("A form to walk on", "The same, said anew");
    let file: (&str, &[u8]) = ("walk.yaml", next.as_bytes());
    let draft = admin.post_parts(page.form(&[]), &[file]).await;
    let page = admin.get("/directory/import").await;
    let extract = "URN,LA (code),LA (name),EstablishmentNumber,EstablishmentName,\
        TypeOfEstablishment (name),EstablishmentStatus (name),OpenDate,CloseDate,\
        PhaseOfEducation (name),UKPRN,Trusts (code),Trusts (name)\r\n\
        990012,999,Ostrelby,2012,Willow School,Free schools,Open,01-09-2026,,Primary,,,";
    let form = page.form_to("/directory/import", &[("areas", "999")]);
    let files = [
        ("file", "schools.csv", extract.as_bytes()),
        ("links", "", b""),
    ];
    let import = admin.post_picked(form, &files).await;
    let record = |kind: Kind, of: &Reply| {
        let id = of.location.as_deref().and_then(|at| at.rsplit('/').next());
        let id = id.unwrap_or_else(|| panic!("{}", of.text()));
        Record {
            kind,
            id: id.split('?').next().unwrap_or(id).to_string(),
            name: format!("{name} {kind:?}"),
            of: Vec::new(),
            file: None,
            within: vec![tree.partnership],
        }
    };
    vec![record(Kind::Draft, &draft), record(Kind::Import, &import)]
}

async fn person(world: &World, email: &str, role: Role, at: OrganisationId) -> PersonId {
    let system = world.store.system("story");
    let person = NewPerson {
        name: format!("Walker {email}"),
        email: email.to_string(),
        password_hash: Some(password::hash(PASSWORD, world.state.random.as_ref())),
    };
    let id = system.add_person(person).await.expect("a person");
    system.grant(id, role, at).await.expect("a grant");
    id
}

async fn organisation(
    world: &World,
    (kind, name): (OrganisationKind, &str),
    parent: Option<OrganisationId>,
) -> OrganisationId {
    let id: OrganisationId = world.state.random.id();
    let new = NewOrganisation {
        id,
        parent,
        kind,
        name: name.to_string(),
        phase: None,
        school_type: None,
        urn: None,
        laestab: None,
        opened_on: None,
        closed_on: None,
        details: json!({}),
    };
    let system = world.store.system("story");
    system.put_organisations(vec![new]).await.expect("put");
    id
}

async fn tree(world: &World, name: &str, audit: FormHash) -> Tree {
    use OrganisationKind::{Agency, Partnership, School};
    let called = |what: &str| format!("{name} {what}");
    let partnership = organisation(world, (Partnership, &called("partnership")), None).await;
    let mut below = Vec::new();
    for (kind, what) in [
        (School, "school"),
        (School, "sibling"),
        (Agency, "agency"),
        (Agency, "other agency"),
    ] {
        below.push((
            kind,
            organisation(world, (kind, &called(what)), Some(partnership)).await,
        ));
    }
    let (school, agency) = (below[0].1, below[2].1);
    let host = person(
        world,
        &format!("host@{name}.example"),
        Role::QualityAssuranceManager,
        partnership,
    )
    .await;
    let mut tree = Tree {
        partnership,
        school,
        agency,
        records: Vec::new(),
    };
    for (kind, of) in [(Partnership, partnership)].iter().chain(&below) {
        tree.records.push(Record {
            kind: Kind::Organisation,
            id: of.to_string(),
            name: format!("{name} {kind:?}"),
            of: vec![*kind],
            file: None,
            within: vec![*of, partnership],
        });
    }
    owe(world, &mut tree, name, host, &below).await;
    audit_cases(world, &mut tree, name, audit, &below[2..]).await;
    let erasure = erasure(world, &tree, name).await;
    tree.records.push(erasure);
    let kept = kept(world, &tree, name).await;
    tree.records.extend(kept);
    tree
}

/// What someone proposed to erase: whom the other agency's audit identifies.
async fn erasure(world: &World, tree: &Tree, name: &str) -> Record {
    let email = format!("officer@{name}.example");
    let role = Role::DataProtectionOfficer;
    let officer = person(world, &email, role, tree.partnership).await;
    let scope = world.store.scope(&actor(world, officer).await, &[role]);
    let case = tree.records.iter().find(|of| of.kind == Kind::Case);
    let case = case.expect("a case").id.parse().expect("an identity");
    let proposed = scope.propose_erasure(
        world.state.random.as_ref().id(),
        ErasureTarget::Case(case),
        ErasureExtent::Identifying,
        "request".to_string(),
    );
    let id = proposed.await.expect("proposed").expect("within reach");
    Record {
        kind: Kind::Erasure,
        id: id.to_string(),
        name: format!("{name} erasure"),
        of: Vec::new(),
        file: None,
        within: vec![tree.partnership],
    }
}

async fn actor(world: &World, person: PersonId) -> Actor {
    let system = world.store.system("story");
    system.actor(person).await.expect("read").expect("there")
}

/// A campaign that asks every school and agency, and what each hands in.
async fn owe(
    world: &World,
    tree: &mut Tree,
    name: &str,
    host: PersonId,
    below: &[(OrganisationKind, OrganisationId)],
) {
    let scope = world
        .store
        .scope(&actor(world, host).await, &[Role::QualityAssuranceManager]);
    let opens_on = "2026-09-07".parse().expect("a day");
    let campaign = OpenCampaign {
        form_version: FormHash(*world.form.version()),
        title: format!("{name} returns"),
        opens_on,
        closes_on: opens_on + chrono::Days::new(102),
        as_of: opens_on,
        audience: Audience {
            kinds: vec![OrganisationKind::School, OrganisationKind::Agency],
            ..Audience::default()
        },
    };
    let opened = scope.open_campaign(campaign).await.expect("opened");
    let campaign = opened.expect("the version is published");
    for (kind, of) in below {
        let id = owed(world, campaign, *of, None).await;
        let role = match kind {
            OrganisationKind::School => Role::Head,
            _ => Role::AgencyLead,
        };
        let email = format!("signs.{of}@{name}.example");
        person(world, &email, role, *of).await;
        let file = hand_in(world, &email, id).await;
        tree.records.push(Record {
            kind: Kind::Owed,
            id: id.to_string(),
            name: format!("{name} return of {kind:?}"),
            of: vec![*kind],
            file: Some(file),
            within: vec![*of, tree.partnership],
        });
    }
    let mut within: Vec<OrganisationId> = below.iter().map(|(_, of)| *of).collect();
    within.push(tree.partnership);
    tree.records.push(Record {
        kind: Kind::Campaign,
        id: campaign.to_string(),
        name: format!("{name} campaign"),
        of: vec![OrganisationKind::School, OrganisationKind::Agency],
        file: None,
        within,
    });
}

async fn owed(
    world: &World,
    campaign: CampaignId,
    of: OrganisationId,
    case: Option<CaseId>,
) -> ReturnId {
    let system = world.store.system("story");
    let filter = ReturnFilter::default();
    let all = system.returns_of_campaign(campaign, &filter, Page::ALL);
    let own = |view: &&ReturnView| {
        view.organisation.id == of && view.case.as_ref().map(|case| case.id) == case
    };
    let all = all.await.expect("listed");
    all.iter().find(own).expect("asked").id
}

/// Answers the small form with a file and submits it.
async fn hand_in(world: &World, email: &str, id: ReturnId) -> String {
    let mut browser = world.signed_in(email).await;
    let page = browser.get(&format!("/returns/{id}/evidence/K2")).await;
    let file: (&str, &[u8]) = ("proof.txt", b"We asked the pupils and wrote it down.");
    let added = browser.post_files(&page, &[file]).await;
    assert_eq!(added.status, 303, "{}", added.text());
    let page = browser.get(&format!("/returns/{id}/sections/B")).await;
    let saved = browser
        .post_form(&page, &[("_go", "next"), ("K1", "2")])
        .await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    let check = browser.get(&format!("/returns/{id}/check")).await;
    let done = browser.post_form(&check, &[]).await;
    assert_eq!(
        done.location,
        Some(format!("/returns/{id}/receipt")),
        "{}",
        done.text()
    );
    let print = browser.get(&format!("/returns/{id}/print")).await;
    let files = print.attributes("main a[href*='/files/']", "href");
    let file = files.first().and_then(|href| href.rsplit('/').next());
    file.expect("the file is named").to_string()
}

/// A round of one case that both agencies audit, locked and shown.
async fn audit_cases(
    world: &World,
    tree: &mut Tree,
    name: &str,
    form_version: FormHash,
    agencies: &[(OrganisationKind, OrganisationId)],
) {
    let system = world.store.system("story");
    let opens_on = "2026-09-28".parse().expect("a day");
    let open = OpenRound {
        form_version,
        title: format!("{name} round"),
        opens_on,
        as_of: opens_on,
        host: tree.partnership,
        theme: "NEG".to_string(),
        steps: ROUND_STEPS
            .map(|step| (step, opens_on + chrono::Days::new(7 * step.week())))
            .to_vec(),
    };
    let round = system
        .open_round(open)
        .await
        .expect("opened")
        .expect("hosted");
    let asked: Vec<OrganisationId> = agencies.iter().map(|(_, of)| *of).collect();
    let reference = format!("NEG-26Q4-{:02}", name.len() * 10 + 1);
    let case = system.add_case(round, reference, asked.clone()).await;
    let case = case.expect("added").expect("the round is there");
    let mut ids = Vec::new();
    for (place, of) in asked.iter().enumerate() {
        let email = match place {
            0 => format!("auditor@{name}.example"),
            _ => format!("other.auditor@{name}.example"),
        };
        let auditor = person(world, &email, Role::Auditor, *of).await;
        system
            .name_auditor(case, *of, auditor)
            .await
            .expect("named");
        let id = owed(world, round, *of, Some(case)).await;
        let scope = world
            .store
            .scope(&actor(world, auditor).await, &[Role::Auditor]);
        let declared = scope.declare(id, Declared::NoConflict, Vec::new()).await;
        declared.expect("declared");
        audit(world, &email, id).await;
        ids.push(id);
        tree.records.push(Record {
            kind: Kind::Audit,
            id: id.to_string(),
            name: format!("{name} audit {place}"),
            of: vec![OrganisationKind::Agency],
            file: None,
            within: match place {
                0 => vec![*of, tree.partnership],
                _ => vec![tree.partnership],
            },
        });
    }
    system.lock_grades(case, ids).await.expect("locked");
    let shown = system
        .show_grades(case, 0, Vec::new())
        .await
        .expect("shown");
    assert_eq!(shown, Some(ShowOutcome::Shown));
    for (kind, id, what) in [
        (Kind::Round, round.to_string(), "round"),
        (Kind::Case, case.to_string(), "case"),
    ] {
        tree.records.push(Record {
            kind,
            id,
            name: format!("{name} {what}"),
            of: Vec::new(),
            file: None,
            within: vec![asked[0], tree.partnership],
        });
    }
}

async fn audit(world: &World, email: &str, id: ReturnId) {
    let mut browser = world.signed_in(email).await;
    for (section, typed) in [
        ("A", [("KH1", "Wren Walker"), ("KH2", "no")]),
        ("B", [("K1", "2"), ("K2", "She was heard")]),
    ] {
        let page = browser
            .get(&format!("/returns/{id}/sections/{section}"))
            .await;
        let typed: Vec<_> = [("_go", "next")].into_iter().chain(typed).collect();
        let saved = browser.post_form(&page, &typed).await;
        assert_eq!(saved.status, 303, "{}", saved.text());
    }
    let check = browser.get(&format!("/returns/{id}/check")).await;
    let done = browser.post_form(&check, &[]).await;
    assert_eq!(
        done.location,
        Some(format!("/returns/{id}/receipt")),
        "{}",
        done.text()
    );
}
