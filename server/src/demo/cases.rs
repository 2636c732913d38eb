//! A round of case audits under way in the made-up city: six cases, the agencies that worked with
//! each, their auditors, and returns in every state. Every child in it is made up, and every NHS
//! number is one that is never given out.

mod audit;
mod children;

use super::{
    DemoError,
    accounts::{AUDITORS, PASSWORD},
    dice::Dice,
};
use crate::{
    case_reference,
    clock::{Clock, UnixMillis},
    plugins::PluginHost,
    random::Random,
    store::{
        Agree, AgreedGrade, Block, Declared, FormHash, NewPerson, OpenRound, OrganisationKind,
        OrganisationView, Page, PastSubmission, ReturnFilter, ReturnView, Scoped, Store,
        StoreError,
    },
    submission::{Destination, Handed},
    time,
};
use audit::Audit;
use chrono::{NaiveDate, TimeDelta};
use fourlens_app::portal::{
    CampaignId, CaseId, OrganisationId, PersonId, ROUND_STEPS, Role, RoundStep,
};
use fourlens_forms::form::Form;

/// Days from the first day of the round to today: agencies audit now.
const DAYS_IN: i64 = 23;

/// The letters of the round's theme.
const THEME: &str = "NEG";

/// Agencies that take part at most.
const AGENCIES: usize = 6;

/// How far a return has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stand {
    /// Nobody is named.
    Unnamed,
    /// Named, and nothing said about conflicts.
    Named,
    /// Free to begin.
    Free,
    /// So many sections are filled.
    Begun(usize),
    /// It is in.
    In,
    /// The one who was named has a conflict.
    Conflict,
}

/// What each case asks of the agencies, in their order; none where an agency is not asked.
const CASES: [[Option<Stand>; AGENCIES]; 6] = {
    use Stand::{Begun, Conflict, Free, In, Named, Unnamed};
    [
        [Some(In), Some(In), Some(In), Some(In), None, None],
        [Some(In), Some(In), Some(Begun(6)), None, Some(In), None],
        [
            Some(Begun(4)),
            Some(Conflict),
            Some(In),
            Some(Free),
            None,
            Some(Named),
        ],
        [
            Some(Free),
            Some(Begun(2)),
            Some(Unnamed),
            Some(In),
            Some(Begun(9)),
            None,
        ],
        [Some(Named), Some(Named), Some(Free), None, None, None],
        [
            Some(Named),
            Some(Free),
            Some(Named),
            Some(Unnamed),
            Some(Named),
            Some(Named),
        ],
    ]
};

/// What the round is made with.
struct Round<'a> {
    store: &'a Store,
    system: Scoped,
    clock: &'a dyn Clock,
    random: &'a dyn Random,
    form: &'a Form,
    host: PluginHost,
    dice: Dice,
    campaign: CampaignId,
    today: NaiveDate,
}

/// An agency that takes part and its two auditors.
struct Agency {
    view: OrganisationView,
    auditors: [PersonId; 2],
}

/// Opens the round in a demo that has agencies; how many of its returns are in. `package_json` is
/// the case form's canonical JSON.
///
/// # Errors
/// When the store fails.
pub async fn seed_round(
    store: &Store,
    clock: &dyn Clock,
    random: &dyn Random,
    form: &Form,
    package_json: &str,
    hash_password: impl Fn(&str) -> String,
) -> Result<usize, DemoError> {
    let system = store.system("seed");
    let organisations = system.organisations().await?;
    let top = organisations
        .iter()
        .find(|of| of.kind == OrganisationKind::Partnership);
    let Some(top) = top.map(|top| top.id) else {
        return Ok(0);
    };
    system
        .publish(&form.package().form.key, package_json)
        .await?;
    let agencies = organisations.into_iter();
    let agencies = agencies.filter(|of| of.kind == OrganisationKind::Agency);
    let agencies: Vec<OrganisationView> = agencies.take(AGENCIES).collect();
    let agencies = admit(&system, agencies, &hash_password(PASSWORD)).await?;
    let today = time::local(clock.now()).date_naive();
    let campaign = open(&system, form, top, today).await?;
    let round = Round {
        store,
        system,
        clock,
        random,
        form,
        host: PluginHost::default(),
        dice: Dice::new(u64::from_be_bytes(random.bytes())),
        campaign,
        today,
    };
    let mut submitted = 0;
    for (number, stands) in (1..).zip(CASES) {
        submitted += round.case(number, &stands, &agencies).await?;
    }
    Ok(submitted)
}

/// Adds two auditors to each agency; the first of the first two may sign in.
async fn admit(
    system: &Scoped,
    agencies: Vec<OrganisationView>,
    hash: &str,
) -> Result<Vec<Agency>, StoreError> {
    let mut admitted = Vec::with_capacity(agencies.len());
    for (place, view) in agencies.into_iter().enumerate() {
        let mut auditors = [PersonId::from_bytes([0; 16]); 2];
        for (which, auditor) in auditors.iter_mut().enumerate() {
            let name = children::AUDITORS[(place * 2 + which) % children::AUDITORS.len()];
            let account = AUDITORS.get(place).filter(|_| which == 0);
            let email = match account {
                Some(account) => account.email.to_string(),
                None => format!("auditor{}.{place}@ostrelby.example", which + 1),
            };
            let person = NewPerson {
                name: account.map_or(name, |account| account.name).to_string(),
                email,
                password_hash: Some(hash.to_string()),
            };
            *auditor = system.add_person(person).await?;
            system.grant(*auditor, Role::Auditor, view.id).await?;
        }
        admitted.push(Agency { view, auditors });
    }
    Ok(admitted)
}

async fn open(
    system: &Scoped,
    form: &Form,
    host: OrganisationId,
    today: NaiveDate,
) -> Result<CampaignId, StoreError> {
    let opens_on = today - TimeDelta::days(DAYS_IN);
    let due = |step: RoundStep| opens_on + chrono::Days::new(7 * step.week());
    let open = OpenRound {
        form_version: FormHash(*form.version()),
        title: "Neglect: multi-agency case audit".to_string(),
        opens_on,
        as_of: opens_on,
        host,
        theme: THEME.to_string(),
        steps: ROUND_STEPS.map(|step| (step, due(step))).to_vec(),
    };
    let opened = system.open_round(open).await?;
    opened.ok_or(StoreError::Missing("partnership"))
}

impl Round<'_> {
    /// Adds a case and brings each return to where it stands; how many are in.
    async fn case(
        &self,
        number: u32,
        stands: &[Option<Stand>; AGENCIES],
        agencies: &[Agency],
    ) -> Result<usize, StoreError> {
        let asked = agencies.iter().zip(stands);
        let asked: Vec<(&Agency, Stand)> = asked
            .filter_map(|(agency, stand)| Some((agency, (*stand)?)))
            .collect();
        let opened = self.today - TimeDelta::days(DAYS_IN);
        let reference = case_reference::numbered(&case_reference::prefix(THEME, opened), number);
        let ids = asked.iter().map(|(agency, _)| agency.view.id).collect();
        let case = self.system.add_case(self.campaign, reference, ids).await?;
        let case = case.ok_or(StoreError::Missing("agency"))?;
        let mut submitted = 0;
        for (agency, stand) in asked {
            let view = self.owed(case, agency).await?;
            submitted += usize::from(self.bring(number, case, agency, view, stand).await?);
        }
        if let Some(last) = agencies.last().filter(|_| number == 4) {
            let why = "Made up: lives next door to the family.".to_string();
            self.system
                .block(case, last.auditors[1], Block::Set, why)
                .await?;
        }
        if number == 1 {
            self.moderate(case).await?;
        }
        Ok(submitted)
    }

    /// Locks and shows the grades of a case, and agrees the grade of the whole.
    async fn moderate(&self, case: CaseId) -> Result<(), StoreError> {
        let filter = ReturnFilter::default();
        let all = self
            .system
            .returns_of_campaign(self.campaign, &filter, Page::ALL)
            .await?;
        let own = |view: &&ReturnView| view.case.as_ref().is_some_and(|of| of.id == case);
        let returns = all.iter().filter(own).map(|view| view.id).collect();
        self.system.lock_grades(case, returns).await?;
        self.system.show_grades(case, 0, Vec::new()).await?;
        let agreed = AgreedGrade {
            grade: "meets".to_string(),
            reason: "Made up: the agencies saw the same risks at the same time. The one that graded lower \
                     moved once the plan was read together."
                .to_string(),
        };
        let agreed = Agree::Grade("KG1".to_string(), agreed);
        self.system.agree(case, 0, agreed).await?;
        Ok(())
    }

    async fn owed(&self, case: CaseId, agency: &Agency) -> Result<ReturnView, StoreError> {
        let filter = ReturnFilter::default();
        let all = self
            .system
            .returns_of_campaign(self.campaign, &filter, Page::ALL)
            .await?;
        let own = |view: &ReturnView| {
            view.organisation.id == agency.view.id
                && view.case.as_ref().is_some_and(|of| of.id == case)
        };
        let found = all.into_iter().find(own);
        found.ok_or(StoreError::Missing("return"))
    }

    /// Brings a return to where it stands; whether it is in.
    async fn bring(
        &self,
        number: u32,
        case: CaseId,
        agency: &Agency,
        view: ReturnView,
        stand: Stand,
    ) -> Result<bool, StoreError> {
        // The second auditor takes every other case, but not where one who may sign in looks.
        let auditor = agency.auditors[usize::from(number == 2 || number == 6)];
        if stand == Stand::Unnamed {
            return Ok(false);
        }
        self.system
            .name_auditor(case, agency.view.id, auditor)
            .await?;
        let declared = match stand {
            Stand::Unnamed | Stand::Named => return Ok(false),
            Stand::Conflict => {
                let why = "Made up: I supervise the worker who holds the case.";
                Declared::Conflict(Some(why.to_string()))
            }
            Stand::Free | Stand::Begun(_) | Stand::In => Declared::NoConflict,
        };
        let actor = self.system.actor(auditor).await?;
        let actor = actor.ok_or(StoreError::Missing("person"))?;
        let scope = self.store.scope(&actor, &[Role::Auditor]);
        scope.declare(view.id, declared, Vec::new()).await?;
        let audit = Audit {
            form: self.form,
            child: children::child(number),
            agency: &agency.view.name,
            auditor: &actor.name,
            today: self.today,
            dice: self.dice.of(&format!("{} {number}", agency.view.name)),
        };
        match stand {
            Stand::Begun(sections) => {
                let (changes, apart) = audit.changes(sections);
                scope.save_apart(view.id, changes, apart).await?;
                Ok(false)
            }
            Stand::In => self.hand_in(&audit, &agency.view, &view, auditor).await,
            _ => Ok(false),
        }
    }

    /// Hands a return in, as its auditor would; not one whose answers the form refuses.
    async fn hand_in(
        &self,
        audit: &Audit<'_>,
        organisation: &OrganisationView,
        view: &ReturnView,
        auditor: PersonId,
    ) -> Result<bool, StoreError> {
        let journey = audit.journey();
        if !journey.problems().is_empty() {
            return Ok(false);
        }
        let to = Destination {
            return_id: view.id,
            draft_version: view.draft_version,
            idempotency_key: self.random.bytes(),
            form: self.form,
            organisation,
            as_of: self.today,
        };
        let past = PastSubmission {
            command: Handed::of(&journey, &self.host).command(to, view.id.bytes().to_vec()),
            submitted_at: UnixMillis(self.clock.now().0 - 26 * 60 * 60 * 1000),
            submitted_by: Some(auditor),
        };
        self.system.append_past(vec![past]).await?;
        Ok(true)
    }
}
