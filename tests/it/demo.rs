//! The demo as a whole: what the made-up city holds once it lies in a store.
#![expect(
    clippy::unwrap_used,
    reason = "a story that cannot go on is a failed story"
)]

use crate::store::harness;
use fourlens_app::portal::{Declaration, Role, RoundStep};
use fourlens_forms::{form::Form, journey::Journey};
use fourlens_server::{
    clock::{Clock, UnixMillis},
    demo::{self, AskedForms, DemoError, Seeded},
    random::SeededRandom,
    store::{CampaignView, Page, Part, ReturnFilter, ReturnState, ReturnView, Scoped, Store},
    submission, time,
};
use std::sync::Arc;
use tempfile::TempDir;

/// 2 October 2026, noon in London.
struct Noon;

impl Clock for Noon {
    fn now(&self) -> UnixMillis {
        UnixMillis(1_790_938_800_000)
    }
}

/// A portal with the demo in it.
struct Demo {
    store: Store,
    form: Form,
    section_11: Form,
    seeded: Seeded,
    _folder: TempDir,
}

impl Demo {
    async fn made() -> Demo {
        let (config, folder) = harness::empty_place().await;
        Store::migrate(&config).await.unwrap();
        let random = Arc::new(SeededRandom::new(7));
        let store = Store::open(config, Arc::new(Noon), random).await.unwrap();
        let form = fourlens_forms::load::form(crate::world::SCHOOL_RETURN).unwrap();
        let section_11 = fourlens_forms::load::form(crate::world::SECTION_11).unwrap();
        let seeded = seed(&store, &form, &section_11).await.unwrap();
        Demo {
            store,
            form,
            section_11,
            seeded,
            _folder: folder,
        }
    }

    /// Opens the round of case audits.
    async fn round(&self) -> CampaignView {
        let definition = include_str!("../../forms/definitions/kloe-audit.yaml");
        let form = fourlens_forms::load::form(definition).unwrap();
        let package = serde_json::to_string(form.package()).unwrap();
        let (hash, random) = (|_: &str| "hashed".to_string(), SeededRandom::new(2));
        demo::seed_round(&self.store, &Noon, &random, &form, &package, hash)
            .await
            .unwrap();
        let campaigns = self.system().campaigns().await.unwrap();
        let round = campaigns.into_iter().find(|of| of.form_key == "kloe-audit");
        round.unwrap()
    }

    fn system(&self) -> Scoped {
        self.store.system("story")
    }

    /// The campaigns of a form, newest first.
    async fn campaigns(&self, form: &Form) -> Vec<CampaignView> {
        let all = self.system().campaigns().await.unwrap().into_iter();
        let key = &form.package().form.key;
        all.filter(|campaign| campaign.form_key == *key).collect()
    }

    async fn returns(&self, of: &CampaignView) -> Vec<ReturnView> {
        self.system()
            .returns_of_campaign(of.id, &ReturnFilter::default(), Page::ALL)
            .await
            .unwrap()
    }

    /// The returns of the school in a place, newest campaign first.
    async fn returns_of(&self, place: &str) -> Vec<ReturnView> {
        let mine = self.system().mine().await.unwrap();
        mine.into_iter()
            .filter(|view| view.organisation.name.starts_with(place))
            .collect()
    }
}

async fn seed(store: &Store, schools: &Form, agencies: &Form) -> Result<Seeded, DemoError> {
    let forms = AskedForms { schools, agencies };
    let hash = |_: &str| "hashed".to_string();
    demo::seed(store, &Noon, &SeededRandom::new(1), forms, hash).await
}

#[tokio::test]
async fn the_demo_has_two_closed_campaigns_and_one_under_way() {
    let demo = Demo::made().await;
    let campaigns = demo.campaigns(&demo.form).await;
    let titles: Vec<_> = campaigns
        .iter()
        .map(|campaign| campaign.title.as_str())
        .collect();
    assert_eq!(
        titles,
        [
            "School return 2026/27",
            "School return 2025/26",
            "School return 2024/25"
        ]
    );
    let [open, last, first] = campaigns.as_slice() else {
        panic!("three campaigns")
    };
    let today = time::local(Noon.now()).date_naive();
    assert!(open.closed_at.is_none() && open.opens_on < today && today < open.closes_on);
    for (campaign, least, most) in [(open, 50, 70), (last, 90, 99), (first, 85, 99)] {
        let all = campaign.submitted + campaign.in_progress + campaign.not_started;
        let share = 100 * campaign.submitted / all;
        assert!(
            (115..=120).contains(&all),
            "{all} asked in {}",
            campaign.title
        );
        assert!(
            (least..=most).contains(&share),
            "{share} % in {}",
            campaign.title
        );
    }
    assert!(open.in_progress > 10 && open.not_started > 5, "{open:?}");
    let all = demo.system().campaigns().await.unwrap();
    let handed_in: i64 = all.iter().map(|campaign| campaign.submitted).sum();
    assert_eq!(usize::try_from(handed_in), Ok(demo.seeded.submissions));
}

#[tokio::test]
async fn agencies_and_services_were_asked_two_years_ago_and_are_asked_now() {
    let demo = Demo::made().await;
    let campaigns = demo.campaigns(&demo.section_11).await;
    let titles: Vec<_> = campaigns
        .iter()
        .map(|campaign| campaign.title.as_str())
        .collect();
    let expected = [
        "Section 11 self-assessment 2026",
        "Section 11 self-assessment 2024",
    ];
    assert_eq!(titles, expected);
    for campaign in &campaigns {
        let asked = campaign.submitted + campaign.in_progress + campaign.not_started;
        assert_eq!(asked, 40, "{}", campaign.title);
    }
    let [open, past] = campaigns.as_slice() else {
        panic!("two campaigns")
    };
    assert!(past.closed_at.is_some() && past.submitted >= 34, "{past:?}");
    assert!(open.closed_at.is_none() && open.submitted >= 12, "{open:?}");
    assert!(open.in_progress >= 6 && open.not_started >= 4, "{open:?}");
}

#[tokio::test]
async fn the_agency_whose_lead_signs_in_has_begun_and_six_of_its_ten_services_have_submitted() {
    let demo = Demo::made().await;
    let open = &demo.campaigns(&demo.section_11).await[0];
    let returns = demo.returns(open).await;
    let children = returns
        .iter()
        .find(|view| view.organisation.name == "Ostrelby Children's Services")
        .unwrap();
    assert_eq!(children.state, ReturnState::InProgress);
    let services = demo.system().returns_below(children.id).await.unwrap();
    let standing = |state: ReturnState| {
        let those = services.iter().filter(|view| view.state == state);
        those.count()
    };
    assert_eq!(services.len(), 10);
    assert_eq!(standing(ReturnState::Submitted), 6);
    assert_eq!(standing(ReturnState::InProgress), 2);
}

#[tokio::test]
async fn what_the_demo_handed_in_is_proper_and_scored() {
    let demo = Demo::made().await;
    let system = demo.system();
    let campaigns = demo.campaigns(&demo.form).await;
    let mut looked_at = 0;
    for view in demo.returns(&campaigns[1]).await.into_iter().step_by(5) {
        let Some(receipt) = view.receipt else {
            continue;
        };
        let parts = system.answers(receipt.submission).await.unwrap().unwrap();
        let open = |part: Part| match part {
            Part::Open(bytes) => bytes,
            Part::Erased | Part::Withheld => panic!("nothing is erased"),
        };
        let (identifying, other) = (open(parts.identifying), open(parts.other));
        let answers = submission::answers_of(&[&identifying, &other]).unwrap();
        let day = time::local(receipt.submitted_at).date_naive();
        assert_eq!(
            Journey::new(&demo.form, answers, day).problems(),
            [],
            "{}",
            view.organisation.name
        );
        let packs = system.facts(receipt.submission).await.unwrap().unwrap();
        assert!(
            packs[0].facts.iter().all(|fact| fact.determined),
            "{}",
            view.organisation.name
        );
        looked_at += 1;
    }
    assert!(looked_at >= 20, "{looked_at} looked at");
    for phase in ["primary", "secondary", "all_through"] {
        let rolled = system
            .roll_ups(campaigns[1].id, &[&format!("phase:{phase}")])
            .await
            .unwrap();
        let tally = rolled[0]
            .1
            .tally("rating", "section.C")
            .expect("section C is scored");
        assert!(
            tally.submissions > 11,
            "{} {phase} schools",
            tally.submissions
        );
    }
}

#[tokio::test]
async fn the_schools_whose_heads_sign_in_have_begun_handed_in_and_not_begun() {
    let demo = Demo::made().await;
    let places = ["Quillmere", "Wexenholt", "Umbergarth"];
    let standing = [
        ReturnState::InProgress,
        ReturnState::Submitted,
        ReturnState::NotStarted,
    ];
    for (place, state) in places.into_iter().zip(standing) {
        let states: Vec<_> = demo
            .returns_of(place)
            .await
            .into_iter()
            .map(|view| view.state)
            .collect();
        assert_eq!(
            states,
            [state, ReturnState::Submitted, ReturnState::Submitted],
            "{place}"
        );
    }
    let begun = demo.returns_of("Quillmere").await[0].id;
    let draft = demo.system().draft(begun).await.unwrap().unwrap();
    let answered = |id: &str| draft.answers.iter().any(|answer| answer.question == id);
    assert!(answered("A1") && answered("A15.name") && answered("B21") && !answered("C1"));
}

#[tokio::test]
async fn every_demo_account_is_a_person_with_a_role() {
    let demo = Demo::made().await;
    demo.round().await;
    let mut roles = Vec::new();
    for account in demo::accounts() {
        let person = demo.system().person_by_email(&account.email).await.unwrap();
        let person = person.unwrap_or_else(|| panic!("{} is nobody", account.email));
        assert!(!person.name.is_empty() && account.password.len() >= 12);
        roles.extend(person.grants.iter().map(|grant| grant.role));
    }
    let [head, lead] = [Role::Head, Role::SafeguardingLead];
    assert_eq!(
        roles,
        [
            head,
            lead,
            head,
            head,
            Role::AgencyLead,
            Role::SubAgencyAuthor,
            Role::QualityAssuranceManager,
            Role::AuditChair,
            Role::DataProtectionOfficer,
            Role::Administrator,
            Role::Auditor,
            Role::Auditor
        ]
    );
}

#[tokio::test]
async fn a_portal_that_holds_organisations_refuses_to_be_made_a_demo() {
    let demo = Demo::made().await;
    let again = seed(&demo.store, &demo.form, &demo.section_11).await;
    assert!(matches!(again, Err(DemoError::NotEmpty)), "{again:?}");
    assert_eq!(
        demo.system().organisations().await.unwrap().len(),
        demo.seeded.organisations
    );
}

#[tokio::test]
async fn the_demos_round_has_six_cases_with_returns_in_every_state() {
    let demo = Demo::made().await;
    let round = demo.round().await;
    let system = demo.system();
    let cases = system.cases_of_round(round.id).await.unwrap();
    let references: Vec<&str> = cases.iter().map(|case| case.reference.as_str()).collect();
    assert_eq!(references.len(), 6);
    assert!(
        references
            .iter()
            .all(|reference| reference.starts_with("NEG-26Q3-")),
        "{references:?}"
    );
    assert_eq!(
        (round.submitted, round.in_progress),
        (9, 4),
        "what its auditors answered is what the form asks: {round:?}"
    );
    assert!(round.not_started > 8, "{round:?}");
    let auditors = system.auditors_of_round(round.id).await.unwrap();
    for declaration in [
        Declaration::Awaited,
        Declaration::NoConflict,
        Declaration::Conflict,
    ] {
        let said = auditors
            .iter()
            .any(|auditor| auditor.declaration == declaration);
        assert!(said, "{declaration:?}");
    }
    let steps = system.round(round.id).await.unwrap().unwrap();
    let today = time::local(Noon.now()).date_naive();
    assert!(steps.due_on(RoundStep::Cohort) < today && today < steps.due_on(RoundStep::Audit));
    assert!(demo.store.verify().await.unwrap().is_empty());
}
