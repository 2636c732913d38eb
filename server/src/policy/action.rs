//! The table: each action with those who may do it.

use fourlens_app::portal::Role;

/// Something that can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    /// Read what is open to all: start page, notices, styles and scripts.
    ReadPublic,
    /// Ask whether the portal is up.
    CheckHealth,
    /// Sign in.
    SignIn,
    /// Sign out.
    SignOut,
    /// See what is due.
    SeeHome,
    /// See a return with its answers, at one's own organisation.
    SeeReturn,
    /// Change a draft.
    FillReturn,
    /// Hand in a return.
    SubmitReturn,
    /// See what the services of an agency returned, in numbers.
    SeeServices,
    /// Read the scores that a return was given back.
    ReadFeedback,
    /// See who has returned.
    SeeCampaign,
    /// Read the scores of one return, by name.
    ReadScores,
    /// Read what was handed in, of one return, by name. It never reaches a draft.
    ReadAnswers,
    /// Have a file that an answer names, where one may see the return or read what was handed in.
    ReadFile,
    /// Take a campaign's scores away as a file.
    ExportScores,
    /// See a round of case audits: who is asked, who audits, what is in.
    SeeRound,
    /// Add cases, name auditors, keep people out, move days.
    HostRound,
    /// See whom a case identifies, in what was handed in about it. Without it that is masked.
    SeeIdentity,
    /// Read what the agencies say of a case whose grades are shown, side by side.
    SeeMeeting,
    /// Record the grade that a moderation meeting agreed, and what is kept of the meeting.
    AgreeGrade,
    /// Read what all rounds of case audits say together.
    SeeReport,
    /// See in it what rests on so few children that someone could tell who they are.
    SeeSmallCounts,
    /// Say whether one has a conflict of interest in a case.
    DeclareConflict,
    /// See whether the returns about cases that one's agency owes are in, and nothing of them.
    FollowCases,
    /// See who saw what, when and why.
    SeeRecords,
    /// Take out everything kept under a reference, for the person it is about.
    CopySubject,
    /// See what is proposed to be erased, what was, and what is held.
    SeeErasures,
    /// Propose to erase what is kept.
    ProposeErasure,
    /// Decide on what someone else proposed to erase.
    ApproveErasure,
    /// Hold a form so that nothing of it is destroyed, and lift that.
    KeepHolds,
    /// See which forms are published.
    SeeForms,
    /// Upload, look at, try out and throw away a definition that is not published yet.
    PrepareForm,
    /// Publish a version of a form.
    PublishForm,
    /// Open a campaign on a published form, move its last day, close it.
    OpenCampaign,
    /// Let an open campaign ask a newer version.
    AskVersion,
    /// Keep what the partnership works on.
    KeepPriorities,
    /// Rate a return otherwise than its organisation did.
    Moderate,
    /// See which organisations there are, with who works there.
    SeeDirectory,
    /// Add and change organisations.
    KeepDirectory,
    /// Take the national register of schools into the directory.
    ImportSchools,
    /// Let two organisations become one, and part them again.
    MergeOrganisations,
    /// Say who works at an organisation, and who has left.
    KeepPeople,
    /// Keep one's own account: its password, and where one is signed in.
    KeepAccount,
    /// Set up a second factor of one's own, or turn it off.
    ChangeSecondFactor,
    /// Bind an account at a provider to one's own, or part the two.
    BindAccount,
    /// Invite people, keep them out, take a lost second factor away.
    KeepAccounts,
}

/// Who may do an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everyone, signed in or not.
    Everyone,
    /// Everyone who is signed in.
    SignedIn,
    /// Those with one of these roles, at the organisation in question or above it.
    Roles(&'static [Role]),
}

/// Who is told what a return comes to, of those it belongs to.
const TOLD: &[Role] = &[
    Role::Head,
    Role::SafeguardingLead,
    Role::DeputySafeguardingLead,
    Role::Governor,
    Role::AgencyLead,
    Role::SubAgencyAuthor,
];
const SIGNERS: &[Role] = &[Role::Head, Role::AgencyLead, Role::Auditor];
/// Those with a page of their own: an auditor fills returns about cases they are named for, and
/// so stands beside those who answer for organisations.
const FILLERS: &[Role] = &[
    Role::Head,
    Role::SafeguardingLead,
    Role::DeputySafeguardingLead,
    Role::AgencyLead,
    Role::SubAgencyAuthor,
    Role::Auditor,
];
/// The same, and who reads along.
const BESIDE_THE_RETURN: &[Role] = &[
    Role::Head,
    Role::SafeguardingLead,
    Role::DeputySafeguardingLead,
    Role::Governor,
    Role::AgencyLead,
    Role::SubAgencyAuthor,
    Role::Auditor,
];
/// Those whose work begins on a page of their own; who chases or keeps begins on lists.
const AT_HOME: &[Role] = &[
    Role::Head,
    Role::SafeguardingLead,
    Role::DeputySafeguardingLead,
    Role::Governor,
    Role::AgencyLead,
    Role::SubAgencyAuthor,
    Role::Auditor,
    Role::AuditChair,
    Role::SubgroupMember,
    Role::BoardReader,
    Role::Triager,
];
const HOSTS: &[Role] = &[Role::QualityAssuranceManager];
/// Who works on all cases of a round: small counts stay among them.
const AUDIT_TEAM: &[Role] = &[Role::QualityAssuranceManager, Role::AuditChair];
/// Who reads reports; small counts are hidden from those outside the audit team.
const REPORTED_TO: &[Role] = &[
    Role::QualityAssuranceManager,
    Role::AuditChair,
    Role::SubgroupMember,
    Role::BoardReader,
];
const REPORTERS: &[Role] = &[Role::QualityAssuranceManager];
/// Who follows up what was returned; of an adviser's, schools only.
const FOLLOWERS: &[Role] = &[Role::QualityAssuranceManager, Role::EducationAdviser];
/// Both: an answer's files go with the answer.
const READERS: &[Role] = &[
    Role::Head,
    Role::SafeguardingLead,
    Role::DeputySafeguardingLead,
    Role::Governor,
    Role::AgencyLead,
    Role::SubAgencyAuthor,
    Role::Auditor,
    Role::QualityAssuranceManager,
    Role::EducationAdviser,
];
/// Who plans the year's audits asks for them; who keeps the portal may do it for them.
const CAMPAIGNERS: &[Role] = &[Role::QualityAssuranceManager, Role::Administrator];

/// Every action.
pub const ACTIONS: [Action; 46] = [
    Action::ReadPublic,
    Action::CheckHealth,
    Action::SignIn,
    Action::SignOut,
    Action::SeeHome,
    Action::SeeReturn,
    Action::FillReturn,
    Action::SubmitReturn,
    Action::SeeServices,
    Action::ReadFeedback,
    Action::SeeCampaign,
    Action::ReadScores,
    Action::ReadAnswers,
    Action::ReadFile,
    Action::ExportScores,
    Action::SeeRound,
    Action::HostRound,
    Action::SeeIdentity,
    Action::SeeMeeting,
    Action::AgreeGrade,
    Action::SeeReport,
    Action::SeeSmallCounts,
    Action::DeclareConflict,
    Action::FollowCases,
    Action::SeeRecords,
    Action::CopySubject,
    Action::SeeErasures,
    Action::ProposeErasure,
    Action::ApproveErasure,
    Action::KeepHolds,
    Action::SeeForms,
    Action::PrepareForm,
    Action::PublishForm,
    Action::OpenCampaign,
    Action::AskVersion,
    Action::KeepPriorities,
    Action::Moderate,
    Action::SeeDirectory,
    Action::KeepDirectory,
    Action::ImportSchools,
    Action::MergeOrganisations,
    Action::KeepPeople,
    Action::KeepAccount,
    Action::ChangeSecondFactor,
    Action::BindAccount,
    Action::KeepAccounts,
];

impl Action {
    /// Who may do it.
    pub fn access(self) -> Access {
        match self {
            Action::ReadPublic | Action::CheckHealth | Action::SignIn => Access::Everyone,
            Action::SignOut
            | Action::KeepAccount
            | Action::ChangeSecondFactor
            | Action::BindAccount => Access::SignedIn,
            Action::SeeHome => Access::Roles(AT_HOME),
            Action::SeeReturn => Access::Roles(BESIDE_THE_RETURN),
            Action::FillReturn => Access::Roles(FILLERS),
            Action::ReadFeedback => Access::Roles(TOLD),
            Action::SubmitReturn => Access::Roles(SIGNERS),
            Action::SeeServices => Access::Roles(&[
                Role::AgencyLead,
                Role::SubAgencyAuthor,
                Role::QualityAssuranceManager,
            ]),
            Action::SeeCampaign | Action::ReadScores | Action::ReadAnswers => {
                Access::Roles(FOLLOWERS)
            }
            Action::ExportScores | Action::Moderate => Access::Roles(REPORTERS),
            Action::ReadFile => Access::Roles(READERS),
            Action::SeeRound | Action::HostRound | Action::SeeIdentity => Access::Roles(HOSTS),
            Action::SeeMeeting => Access::Roles(&[
                Role::QualityAssuranceManager,
                Role::AuditChair,
                Role::Auditor,
            ]),
            Action::AgreeGrade | Action::SeeSmallCounts => Access::Roles(AUDIT_TEAM),
            Action::SeeReport => Access::Roles(REPORTED_TO),
            Action::DeclareConflict => Access::Roles(&[Role::Auditor]),
            Action::SeeRecords
            | Action::CopySubject
            | Action::ProposeErasure
            | Action::KeepHolds => Access::Roles(&[Role::DataProtectionOfficer]),
            Action::SeeErasures | Action::ApproveErasure => {
                Access::Roles(&[Role::DataProtectionOfficer, Role::Administrator])
            }
            Action::FollowCases => Access::Roles(&[Role::AgencyLead]),
            Action::SeeForms
            | Action::PrepareForm
            | Action::PublishForm
            | Action::AskVersion
            | Action::KeepPriorities
            | Action::KeepDirectory
            | Action::ImportSchools
            | Action::MergeOrganisations
            | Action::KeepPeople
            | Action::KeepAccounts => Access::Roles(&[Role::Administrator]),
            Action::OpenCampaign | Action::SeeDirectory => Access::Roles(CAMPAIGNERS),
        }
    }

    /// Whether it shows what identifies a child in a case or someone in others' answers, or leads
    /// to it: whoever lets people in could let themselves in.
    pub fn is_sensitive(self) -> bool {
        matches!(
            self,
            Action::SeeRound
                | Action::HostRound
                | Action::SeeIdentity
                | Action::SeeMeeting
                | Action::AgreeGrade
                | Action::DeclareConflict
                | Action::SeeRecords
                | Action::CopySubject
                | Action::ReadAnswers
                | Action::KeepPeople
                | Action::KeepAccounts
        )
    }

    /// Whether who does it must have proved within the last minutes who they are: taking much
    /// away at once, erasing, or what an open session on a borrowed desk would be good for.
    pub fn needs_proof(self) -> bool {
        matches!(
            self,
            Action::ExportScores
                | Action::CopySubject
                | Action::ProposeErasure
                | Action::ApproveErasure
                | Action::ChangeSecondFactor
                | Action::BindAccount
        )
    }

    /// Whether this role may do it.
    pub fn allows(self, role: Role) -> bool {
        match self.access() {
            Access::Everyone | Access::SignedIn => true,
            Access::Roles(roles) => roles.contains(&role),
        }
    }

    /// The word for it in `fourlens policy` and `fourlens routes`.
    pub fn key(self) -> &'static str {
        match self {
            Action::ReadPublic => "read_public",
            Action::CheckHealth => "check_health",
            Action::SignIn => "sign_in",
            Action::SignOut => "sign_out",
            Action::SeeHome => "see_home",
            Action::SeeReturn => "see_return",
            Action::FillReturn => "fill_return",
            Action::SubmitReturn => "submit_return",
            Action::SeeServices => "see_services",
            Action::ReadFeedback => "read_feedback",
            Action::SeeCampaign => "see_campaign",
            Action::ReadScores => "read_scores",
            Action::ReadAnswers => "read_answers",
            Action::ReadFile => "read_file",
            Action::ExportScores => "export_scores",
            Action::SeeRound => "see_round",
            Action::HostRound => "host_round",
            Action::SeeIdentity => "see_identity",
            Action::SeeMeeting => "see_meeting",
            Action::AgreeGrade => "agree_grade",
            Action::SeeReport => "see_report",
            Action::SeeSmallCounts => "see_small_counts",
            Action::DeclareConflict => "declare_conflict",
            Action::FollowCases => "follow_cases",
            Action::SeeRecords => "see_records",
            Action::CopySubject => "copy_subject",
            Action::SeeErasures => "see_erasures",
            Action::ProposeErasure => "propose_erasure",
            Action::ApproveErasure => "approve_erasure",
            Action::KeepHolds => "keep_holds",
            Action::SeeForms => "see_forms",
            Action::PrepareForm => "prepare_form",
            Action::PublishForm => "publish_form",
            Action::OpenCampaign => "open_campaign",
            Action::AskVersion => "ask_version",
            Action::KeepPriorities => "keep_priorities",
            Action::Moderate => "moderate",
            Action::SeeDirectory => "see_directory",
            Action::KeepDirectory => "keep_directory",
            Action::ImportSchools => "import_schools",
            Action::MergeOrganisations => "merge_organisations",
            Action::KeepPeople => "keep_people",
            Action::KeepAccount => "keep_account",
            Action::ChangeSecondFactor => "change_second_factor",
            Action::BindAccount => "bind_account",
            Action::KeepAccounts => "keep_accounts",
        }
    }
}
