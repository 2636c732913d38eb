//! Who someone is to an organisation. What each role may do is the server's policy table.

use super::OrganisationId;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// What a person does for an organisation and everything below it in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Heads a school or college; signs its return.
    Head,
    /// Leads on safeguarding in a school or college; fills its return.
    SafeguardingLead,
    /// Stands in for the safeguarding lead, and may do all they may.
    DeputySafeguardingLead,
    /// Chairs the governors or is their link for safeguarding; reads the return and its feedback.
    Governor,
    /// Answers for an agency and its services at executive level; signs their returns.
    AgencyLead,
    /// Fills the return of an agency's service; does not sign it.
    SubAgencyAuthor,
    /// Audits cases for an agency, only those they are named for.
    Auditor,
    /// Signs off what an audit found.
    AuditChair,
    /// Chases and reads every return of the partnership, and reports.
    QualityAssuranceManager,
    /// Follows up what schools and colleges return, with the quality assurance manager.
    EducationAdviser,
    /// Sits on the Audit and Performance subgroup: reads reports, without small counts.
    SubgroupMember,
    /// Reads what is presented to the Partnership Board.
    BoardReader,
    /// Reads what young people write in their own words, for whatever must be acted on.
    Triager,
    /// Answers for how personal data are used: sees who saw what, and takes out or erases what a
    /// person has a right to.
    DataProtectionOfficer,
    /// Keeps forms, campaigns, organisations and people; reads no answers.
    Administrator,
}

/// Every role, in the order they are listed to people.
pub const ROLES: [Role; 15] = [
    Role::Head,
    Role::SafeguardingLead,
    Role::DeputySafeguardingLead,
    Role::Governor,
    Role::AgencyLead,
    Role::SubAgencyAuthor,
    Role::Auditor,
    Role::AuditChair,
    Role::QualityAssuranceManager,
    Role::EducationAdviser,
    Role::SubgroupMember,
    Role::BoardReader,
    Role::Triager,
    Role::DataProtectionOfficer,
    Role::Administrator,
];

impl Role {
    /// The word in the database, on the command line and in the policy table.
    pub fn key(self) -> &'static str {
        match self {
            Role::Head => "head",
            Role::SafeguardingLead => "safeguarding_lead",
            Role::DeputySafeguardingLead => "deputy_safeguarding_lead",
            Role::Governor => "governor",
            Role::AgencyLead => "agency_lead",
            Role::SubAgencyAuthor => "sub_agency_author",
            Role::Auditor => "auditor",
            Role::AuditChair => "audit_chair",
            Role::QualityAssuranceManager => "quality_assurance_manager",
            Role::EducationAdviser => "education_adviser",
            Role::SubgroupMember => "subgroup_member",
            Role::BoardReader => "board_reader",
            Role::Triager => "triager",
            Role::DataProtectionOfficer => "data_protection_officer",
            Role::Administrator => "administrator",
        }
    }

    /// What people call it.
    pub fn title(self) -> &'static str {
        match self {
            Role::Head => "Headteacher",
            Role::SafeguardingLead => "Designated safeguarding lead",
            Role::DeputySafeguardingLead => "Deputy safeguarding lead",
            Role::Governor => "Chair or link governor",
            Role::AgencyLead => "Agency lead",
            Role::SubAgencyAuthor => "Author for a service",
            Role::Auditor => "Auditor",
            Role::AuditChair => "Audit chair",
            Role::QualityAssuranceManager => "Quality assurance manager",
            Role::EducationAdviser => "Education adviser",
            Role::SubgroupMember => "Audit and Performance member",
            Role::BoardReader => "Board reader",
            Role::Triager => "Triager",
            Role::DataProtectionOfficer => "Data protection officer",
            Role::Administrator => "Administrator",
        }
    }
}

/// Which returns a role reaches at its organisation and below, where an action is its own to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// What organisations owe; no return about a case.
    Organisations,
    /// What schools and colleges owe; no return of an agency, and none about a case.
    Schools,
    /// Returns about cases for which the person is named and has declared no conflict.
    NamedCases,
    /// Both kinds of returns, whoever is named.
    Everything,
    /// Cases whose grades are shown, whoever is named; no return that is only owed.
    ShownCases,
    /// What is on record about everything, and not what anyone answered.
    Records,
    /// None.
    Nothing,
}

impl Reach {
    /// The word for it in `fourlens policy`.
    pub fn key(self) -> &'static str {
        match self {
            Reach::Organisations => "organisations",
            Reach::Schools => "schools",
            Reach::NamedCases => "named_cases",
            Reach::Everything => "everything",
            Reach::ShownCases => "shown_cases",
            Reach::Records => "records",
            Reach::Nothing => "nothing",
        }
    }
}

impl Role {
    /// How far it reaches. A block of a person from a case goes before all of it.
    pub fn reach(self) -> Reach {
        match self {
            Role::Head
            | Role::SafeguardingLead
            | Role::DeputySafeguardingLead
            | Role::Governor
            | Role::AgencyLead
            | Role::SubAgencyAuthor
            | Role::Administrator => Reach::Organisations,
            Role::EducationAdviser => Reach::Schools,
            Role::Auditor => Reach::NamedCases,
            Role::QualityAssuranceManager => Reach::Everything,
            Role::AuditChair | Role::SubgroupMember | Role::BoardReader => Reach::ShownCases,
            Role::DataProtectionOfficer => Reach::Records,
            Role::Triager => Reach::Nothing,
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

impl FromStr for Role {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        ROLES
            .into_iter()
            .find(|role| role.key() == word)
            .ok_or_else(|| {
                let known: Vec<_> = ROLES.iter().map(|role| role.key()).collect();
                format!("`{word}` is not a role: write one of {}", known.join(", "))
            })
    }
}

/// One role of one person at one organisation; it reaches everything below that organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// What the person does there.
    pub role: Role,
    /// Where; the role reaches this organisation and all below it.
    pub organisation: OrganisationId,
}
