//! A case of an audit round: who is asked about it, who audits for them, who is kept out, and
//! what an auditor declares. Nothing here names a child.

use super::{CaseId, OrganisationId, PersonId, ReturnId, ReturnState, RoundAttempt, RoundHead};
use chrono::NaiveDate;

/// What an auditor said about a conflict of interest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Declaration {
    /// Nothing yet, so they see nothing of the case.
    Awaited,
    /// That they have none.
    NoConflict,
    /// That they have one, so the return is closed to them.
    Conflict,
}

/// Someone named to audit a case for an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedAuditor {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// What they declared.
    pub declaration: Declaration,
    /// Why they have a conflict, as they wrote it.
    pub reason: Option<String>,
}

/// What an organisation owes about a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgencyReturn {
    /// Which organisation.
    pub organisation: OrganisationId,
    /// Its name.
    pub name: String,
    /// Its return.
    pub return_id: ReturnId,
    /// How far that has come.
    pub state: ReturnState,
    /// When it was handed in, in words.
    pub submitted: Option<String>,
    /// When its grade was locked, in words.
    pub locked: Option<String>,
    /// Who audits for it.
    pub auditors: Vec<NamedAuditor>,
}

impl AgencyReturn {
    /// Whether nobody is named who could still audit.
    pub fn lacks_auditor(&self) -> bool {
        let free = |auditor: &NamedAuditor| auditor.declaration != Declaration::Conflict;
        self.state != ReturnState::Submitted && !self.auditors.iter().any(free)
    }
}

/// A case in a round's cohort.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseRow {
    /// Which.
    pub id: CaseId,
    /// What it is known by.
    pub reference: String,
    /// Whether it was taken out of the round.
    pub withdrawn: bool,
    /// When its grades were shown, in words.
    pub shown: Option<String>,
    /// The organisations asked, by name.
    pub agencies: Vec<AgencyReturn>,
}

impl CaseRow {
    /// How many of its returns are in.
    pub fn submitted(&self) -> usize {
        let is_in = |agency: &&AgencyReturn| agency.state == ReturnState::Submitted;
        self.agencies.iter().filter(is_in).count()
    }

    /// The returns that are in and whose grades are not locked.
    pub fn to_lock(&self) -> impl Iterator<Item = &AgencyReturn> {
        let open = |agency: &&AgencyReturn| {
            agency.state == ReturnState::Submitted && agency.locked.is_none()
        };
        self.agencies.iter().filter(open)
    }

    /// The returns that are still to come.
    pub fn missing(&self) -> impl Iterator<Item = &AgencyReturn> {
        let is_out = |agency: &&AgencyReturn| agency.state != ReturnState::Submitted;
        self.agencies.iter().filter(is_out)
    }

    /// Whether its grades are to be locked or shown: all its returns are in.
    pub fn to_show(&self) -> bool {
        let all = self.agencies.len();
        !self.withdrawn && self.shown.is_none() && all > 0 && self.submitted() == all
    }
}

/// Which cases of a round are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CaseShow {
    /// All.
    #[default]
    All,
    /// Those with an organisation that nobody audits for.
    WithoutAuditor,
    /// Those with a return still to come.
    Waiting,
    /// Those with every return in.
    Complete,
    /// Those with every return in whose grades are not shown yet.
    ToShow,
}

/// What can be shown, with its word in addresses and what people read.
pub const CASE_SHOWS: [(CaseShow, &str, &str); 5] = [
    (CaseShow::All, "all", "All cases"),
    (
        CaseShow::WithoutAuditor,
        "without-auditor",
        "Cases that need an auditor",
    ),
    (CaseShow::Waiting, "waiting", "Cases with returns to come"),
    (CaseShow::Complete, "complete", "Cases with every return in"),
    (CaseShow::ToShow, "to-show", "Cases with grades to show"),
];

impl CaseRow {
    /// Whether it is among what is shown.
    pub fn is_in(&self, show: CaseShow) -> bool {
        let all = self.agencies.len();
        match show {
            CaseShow::All => true,
            CaseShow::WithoutAuditor => {
                !self.withdrawn && self.agencies.iter().any(AgencyReturn::lacks_auditor)
            }
            CaseShow::Waiting => !self.withdrawn && (all == 0 || self.submitted() < all),
            CaseShow::Complete => all > 0 && self.submitted() == all,
            CaseShow::ToShow => self.to_show(),
        }
    }
}

/// One case of a round.
#[derive(Debug, Clone, PartialEq)]
pub struct CasePage {
    /// Its round.
    pub head: RoundHead,
    /// The case.
    pub case: CaseRow,
    /// The last day for its returns.
    pub due_on: NaiveDate,
    /// Whether its round is closed.
    pub closed: bool,
    /// Who can be named for each organisation asked, in the same order.
    pub candidates: Vec<Vec<(PersonId, String)>>,
    /// How many people are kept out of it now.
    pub blocked: usize,
    /// The overall grade that its meeting agreed, in words.
    pub agreed: Option<String>,
    /// What was tried, and what came of it.
    pub attempt: RoundAttempt,
}

/// A person kept out of a case, now or before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockRow {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Since when, in words, and by whom.
    pub since: (String, String),
    /// Why.
    pub reason: String,
    /// When it was lifted, by whom and why; none while it stands.
    pub lifted: Option<(String, String, String)>,
}

/// Who is kept out of a case.
#[derive(Debug, Clone, PartialEq)]
pub struct BlocksPage {
    /// Its round.
    pub head: RoundHead,
    /// The case, and what it is known by.
    pub case: (CaseId, String),
    /// Blocks that stand, then those lifted.
    pub blocks: Vec<BlockRow>,
    /// Who can be blocked, with their role.
    pub people: Vec<(PersonId, String)>,
    /// What was tried, and what came of it.
    pub attempt: RoundAttempt,
}

/// An organisation that could be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskableAgency {
    /// Which.
    pub id: OrganisationId,
    /// Its name.
    pub name: String,
    /// Whether it is asked.
    pub asked: bool,
    /// Whether its return is begun, so that it stays asked.
    pub begun: bool,
}

/// Which organisations a case asks; before there is a case, with its reference.
#[derive(Debug, Clone, PartialEq)]
pub struct AgenciesPage {
    /// The round.
    pub head: RoundHead,
    /// The case and what it is known by; none for a case to be added.
    pub case: Option<(CaseId, String)>,
    /// The reference that is free, for a case to be added.
    pub proposed: String,
    /// The agencies, and whatever else is asked.
    pub agencies: Vec<AskableAgency>,
    /// Services and schools, one of which can be asked too.
    pub others: Vec<(OrganisationId, String)>,
    /// What was tried, and what came of it.
    pub attempt: RoundAttempt,
}

/// What an auditor is asked before they see anything of a case.
#[derive(Debug, Clone, PartialEq)]
pub struct ConflictPage {
    /// Which return.
    pub return_id: ReturnId,
    /// What the case is known by.
    pub reference: String,
    /// The round's title.
    pub round: String,
    /// The organisation they audit for.
    pub organisation: String,
    /// What they declared so far.
    pub declaration: Declaration,
    /// What was tried, and what came of it.
    pub attempt: RoundAttempt,
}

/// A return about a case, as its auditor finds it at home: by reference only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseDue {
    /// Which return.
    pub return_id: ReturnId,
    /// What the case is known by.
    pub reference: String,
    /// The round's title.
    pub round: String,
    /// The organisation they audit for.
    pub organisation: String,
    /// How far it has come.
    pub state: ReturnState,
    /// What they declared.
    pub declaration: Declaration,
    /// The last day for it, and whole days until then.
    pub due: (NaiveDate, i64),
    /// Whether nothing can be changed any more.
    pub closed: bool,
    /// Its case, once the visitor can go to its moderation meeting.
    pub meeting: Option<CaseId>,
}

/// A return about a case, as its agency's lead follows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFollowed {
    /// What the case is known by.
    pub reference: String,
    /// The round's title.
    pub round: String,
    /// Which organisation owes it.
    pub organisation: String,
    /// How far it has come.
    pub state: ReturnState,
    /// Who audits.
    pub auditors: Vec<String>,
    /// The last day for it.
    pub due_on: NaiveDate,
}
