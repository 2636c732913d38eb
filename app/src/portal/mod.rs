//! All that pages may ask of the server, and the plain data they get. It must not know how
//! anything is stored.

mod account;
mod campaign;
mod campaign_days;
mod case;
mod definition;
mod directory;
mod erasure;
mod evidence;
mod feedback;
mod form_settings;
mod home;
mod id;
mod local;
mod meeting;
mod moderation;
mod opening;
mod person;
mod preview;
mod priority;
mod record;
mod report;
mod return_;
mod role;
mod round;
mod school_import;
mod section;
mod services;

pub use account::{AccountPage, AccountsPage, PersonPage, PersonRow, SessionLine, Standing};
pub use campaign::{
    BandShare, CampaignFilter, CampaignPage, CampaignRow, ClosedReturn, FormRow, ReturnRow,
    SectionProfile, ThemeProfile,
};
pub use campaign_days::CampaignDays;
pub use case::{
    AgenciesPage, AgencyReturn, AskableAgency, BlockRow, BlocksPage, CASE_SHOWS, CaseDue,
    CaseFollowed, CasePage, CaseRow, CaseShow, ConflictPage, Declaration, NamedAuditor,
};
pub use definition::{
    Against, Changes, DefinitionAttempt, DefinitionPage, DefinitionProblem, DraftRow, Proof,
    SectionCount, SoundDefinition, SourceLine, UploadAttempt,
};
pub use directory::{
    ContactRow, ContactsPage, DirectoryAsked, DirectoryPage, DirectoryRow, FormAsked, HistoryRow,
    MergeChosen, MergePage, MergeRow, OrganisationForm, OrganisationPage, Overtaken,
};
pub use erasure::{
    ERASURE_EXTENTS, ERASURE_REASONS, ErasureDue, ErasurePage, ErasureRow, ErasuresPage,
    HOLD_REASONS, HoldRow,
};
pub use evidence::{EvidenceAttempt, EvidenceFile, EvidencePage, FileState, OtherFile};
pub use feedback::{
    BandRule, ComparedSection, Comparison, CriticalQuestions, Feedback, GaugeScore, GaugeShare,
    Ranked, RatedQuestion, Scores, ScoringRule, SectionScore, Suggestion, Trend, TrendSection,
};
pub use form_settings::{FormSettings, ListRow, SettingsAttempt, SwitchRow};
pub use home::Upkeep;
pub use home::{Due, Home, PastReturn};
pub use id::{
    AddingId, CampaignId, CaseId, ErasureId, FileId, FormDraftId, Id, MergeId, NotAnId,
    OrganisationId, PersonId, ReturnId, SchoolImportId, SubmissionId,
};
pub use local::{LocalAttempt, LocalCampaign, LocalQuestion, LocalQuestions};
pub use meeting::{
    AgreedView, FAMILY_HEARD, FamilyHeard, GradedQuestion, MeetingDue, MeetingHead, MeetingKept,
    MeetingPage, MeetingPart, MeetingSection, MeetingSectionPage,
};
pub use moderation::{
    ModerateSection, ModeratedRating, ModeratedSection, ModerationAttempt, ModerationPage, Scored,
    ToModerate,
};
pub use opening::{
    FormChoice, OpenedPage, OpeningAsked, OpeningConfirm, OpeningDetails, OpeningPage,
    OpeningProblem, OpeningTyped, TypedDay,
};
pub use person::{DemoAccount, Partnership, Visitor};
pub use preview::{
    CHECK, COPY, PreviewAsked, PreviewPage, PreviewSection, PreviewShown, Previewed,
};
pub use priority::{Priorities, PriorityAttempt, PriorityRow};
pub use record::{RecordFound, RecordRow, RecordedId, RecordsPage, SubjectCopy};
pub use report::{ReportPage, TileCell, TileFigure, TileGroup, TileView};
pub use return_::{
    Advice, AnswerLine, CheckPage, CheckSection, Identity, MASK, PrintPage, PrintSection,
    ReceiptPage, ReturnHead, ReturnState, Task, TaskList, TaskState,
};
pub use role::{Grant, ROLES, Reach, Role};
pub use round::{
    ConflictTold, NewRoundPage, ROUND_STEPS, RoundAttempt, RoundHead, RoundPage, RoundStep,
    StepRow, StepStanding, TimetablePage,
};
pub use school_import::{IMPORT_SHOWS, ImportAttempt, ImportPage, ImportShow};
pub use section::{AskedQuestion, Attempt, Conflict, LastPlan, Row, SectionPage, Stored, ToStart};
pub use services::{ServiceRow, Services, ServicesPage, ServicesQuestion, ServicesSection};

use fourlens_forms::definition::FormPackage;
use std::{future::Future, pin::Pin, sync::Arc};

/// What a page waits for.
pub type Ask<'a, T> = Pin<Box<dyn Future<Output = Result<T, Refusal>> + Send + 'a>>;

/// Why a page cannot be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// There is none, or none for this visitor: both answer the same.
    NotFound,
    /// Only for people who are signed in.
    SignIn,
    /// It is there once the visitor has declared whether they have a conflict of interest.
    DeclareFirst(ReturnId),
    /// It is there once the visitor has proved again that it is them.
    Prove,
    /// It is there, and can no longer be changed.
    Closed {
        /// What happened, in a sentence.
        because: String,
    },
    /// What was sent could not be taken, and nothing was done.
    NotTaken {
        /// Why, and what to do, in a sentence.
        because: String,
    },
    /// Too much is going on; trying again helps.
    Busy,
    /// Something is wrong with us; the cause is in the log.
    Fault,
}

/// All that pages may ask; one for each request, on behalf of its visitor.
pub trait Portal: Send + Sync {
    /// Who asks.
    fn visitor(&self) -> &Visitor;

    /// What is due, and what was handed in before.
    fn home(&self) -> Ask<'_, Home>;

    /// A return's sections and how far each has come.
    fn task_list(&self, id: ReturnId) -> Ask<'_, TaskList>;

    /// What the services of the agency that owes this return have returned.
    fn services(&self, id: ReturnId) -> Ask<'_, ServicesPage>;

    /// A section with its answers; after a post that met a conflict, with what was tried.
    fn section<'a>(
        &'a self,
        id: ReturnId,
        section: &'a str,
        attempt: Attempt,
    ) -> Ask<'a, SectionPage>;

    /// The files of one evidence question, by its control's name; after a post that did not work,
    /// with what came of it.
    fn evidence<'a>(
        &'a self,
        id: ReturnId,
        control: &'a str,
        attempt: EvidenceAttempt,
    ) -> Ask<'a, EvidencePage>;

    /// Every answer once more, and what is still to do; `notice` is what to know first, after
    /// handing in did not work.
    fn check(&self, id: ReturnId, notice: Option<String>) -> Ask<'_, CheckPage>;

    /// The receipt of a return handed in.
    fn receipt(&self, id: ReturnId) -> Ask<'_, ReceiptPage>;

    /// A copy to print or keep, of a draft or of what was handed in.
    fn printable(&self, id: ReturnId) -> Ask<'_, PrintPage>;

    /// What was handed in, for those who read returns; a draft answers as a return that does not
    /// exist. Whom a case identifies is masked; `problem` says why it could not be shown.
    fn answers(&self, id: ReturnId, problem: Option<String>) -> Ask<'_, PrintPage>;

    /// The same with whom it identifies, for those who say why: that is recorded before they see
    /// it.
    fn identity<'a>(&'a self, id: ReturnId, why: &'a str) -> Ask<'a, PrintPage>;

    /// What a return handed in says of its organisation.
    fn feedback(&self, id: ReturnId) -> Ask<'_, Feedback>;

    /// A return handed in by its own ratings and by the reviewer's; `done` is what was just done.
    fn moderation(&self, id: ReturnId, done: Option<String>) -> Ask<'_, ModerationPage>;

    /// The ratings of a section, to moderate; `attempt` is what a post tried and could not say.
    fn moderate_section<'a>(
        &'a self,
        id: ReturnId,
        section: &'a str,
        attempt: ModerationAttempt,
    ) -> Ask<'a, ModerateSection>;

    /// The campaigns that the visitor chases and reads.
    fn campaigns(&self) -> Ask<'_, Vec<CampaignRow>>;

    /// Who has returned, and the profile of those who have.
    fn campaign<'a>(&'a self, id: CampaignId, filter: &'a CampaignFilter) -> Ask<'a, CampaignPage>;

    /// The scores of one return, for those who report.
    fn scores(&self, id: ReturnId) -> Ask<'_, Scores>;

    /// A round of case audits, with a page of those cases that are shown.
    fn round(&self, id: CampaignId, show: CaseShow, page: usize) -> Ask<'_, RoundPage>;

    /// A round to be opened.
    fn new_round(&self, attempt: RoundAttempt) -> Ask<'_, NewRoundPage>;

    /// One case of a round.
    fn case(&self, id: CaseId, attempt: RoundAttempt) -> Ask<'_, CasePage>;

    /// The moderation meeting about a case whose grades are shown.
    fn meeting(&self, id: CaseId, attempt: RoundAttempt) -> Ask<'_, MeetingPage>;

    /// A section of the form at that meeting, agency beside agency. That the visitor reads it is
    /// recorded first.
    fn meeting_section<'a>(
        &'a self,
        id: CaseId,
        section: &'a str,
        attempt: RoundAttempt,
    ) -> Ask<'a, MeetingSectionPage>;

    /// What all rounds of a form of case audits say together of one thing, by its name; of the
    /// whole where none of that name is reported.
    fn report<'a>(&'a self, form: &'a str, of: &'a str) -> Ask<'a, ReportPage>;

    /// What is on record about the case or the return with this reference. That the visitor looks
    /// is recorded first.
    fn records<'a>(&'a self, reference: &'a str) -> Ask<'a, RecordsPage>;

    /// Everything kept under a reference, with names, for the person it is about. That it is
    /// taken out is recorded first.
    fn subject_copy<'a>(&'a self, reference: &'a str) -> Ask<'a, SubjectCopy>;

    /// What is due to be erased, what was proposed, and what is held.
    fn erasures(&self, attempt: RoundAttempt) -> Ask<'_, ErasuresPage>;

    /// One erasure that was proposed.
    fn erasure(&self, id: ErasureId, attempt: RoundAttempt) -> Ask<'_, ErasurePage>;

    /// A case to be added to a round.
    fn new_case(&self, to: CampaignId, attempt: RoundAttempt) -> Ask<'_, AgenciesPage>;

    /// Whom a case asks.
    fn case_agencies(&self, id: CaseId, attempt: RoundAttempt) -> Ask<'_, AgenciesPage>;

    /// Who is kept out of a case.
    fn blocks(&self, id: CaseId, attempt: RoundAttempt) -> Ask<'_, BlocksPage>;

    /// A round's timetable.
    fn timetable(&self, id: CampaignId, attempt: RoundAttempt) -> Ask<'_, TimetablePage>;

    /// What an auditor is asked before they see anything of a case.
    fn conflict(&self, id: ReturnId, attempt: RoundAttempt) -> Ask<'_, ConflictPage>;

    /// The forms published here.
    fn forms(&self) -> Ask<'_, Vec<FormRow>>;

    /// What an administrator should know of the portal itself.
    fn upkeep(&self) -> Ask<'_, Upkeep>;

    /// The partnership's own questions in a form; after a post that did not work, with what was
    /// tried.
    fn local_questions<'a>(
        &'a self,
        key: &'a str,
        attempt: LocalAttempt,
    ) -> Ask<'a, LocalQuestions>;

    /// What the partnership works on; after a post that did not work, with what was tried.
    fn priorities(&self, attempt: PriorityAttempt) -> Ask<'_, Priorities>;

    /// What is kept of a form; after a post that did not work, with what was tried.
    fn form_settings<'a>(&'a self, key: &'a str, attempt: SettingsAttempt)
    -> Ask<'a, FormSettings>;

    /// The definitions that are not published yet, the one uploaded last first.
    fn drafts(&self) -> Ask<'_, Vec<DraftRow>>;

    /// One of them, with what is wrong or what publishing it would change; after a post, with
    /// what came of that.
    fn definition(&self, id: FormDraftId, attempt: DefinitionAttempt) -> Ask<'_, DefinitionPage>;

    /// A form tried out as a role sees it. Nothing is saved.
    fn preview<'a>(&'a self, of: &'a Previewed, asked: PreviewAsked) -> Ask<'a, PreviewPage>;

    /// A page on the way to an open campaign.
    fn opening(&self, asked: OpeningAsked) -> Ask<'_, OpeningPage>;

    /// The last day of a campaign and its close; after a post that did not work, with what was
    /// tried.
    fn campaign_days(&self, id: CampaignId, attempt: RoundAttempt) -> Ask<'_, CampaignDays>;

    /// A campaign that was just opened.
    fn opened(&self, id: CampaignId) -> Ask<'_, OpenedPage>;

    /// Organisations of the directory.
    fn directory(&self, asked: DirectoryAsked) -> Ask<'_, DirectoryPage>;

    /// One organisation of the directory; `done` is what was just done.
    fn organisation(&self, id: OrganisationId, done: Option<String>) -> Ask<'_, OrganisationPage>;

    /// The form of an organisation; after a post that did not work, with what was tried.
    fn organisation_form(&self, asked: FormAsked) -> Ask<'_, OrganisationForm>;

    /// Who works at an organisation; after a post that did not work, with what was tried.
    fn contacts(&self, at: OrganisationId, attempt: RoundAttempt) -> Ask<'_, ContactsPage>;

    /// An organisation that is to become a part of another, once that is chosen.
    fn merging<'a>(
        &'a self,
        id: OrganisationId,
        words: &'a str,
        into: Option<OrganisationId>,
        attempt: RoundAttempt,
    ) -> Ask<'a, MergePage>;

    /// An extract of the schools register, with a page of one part of what it would change.
    fn school_import(
        &self,
        id: SchoolImportId,
        show: Option<ImportShow>,
        page: u64,
        refused: Option<String>,
    ) -> Ask<'_, ImportPage>;

    /// One's own account.
    fn account(&self) -> Ask<'_, AccountPage>;

    /// A page of those who may sign in, whose name or address has these words; after an
    /// invitation that did not work, with what was tried.
    fn accounts<'a>(
        &'a self,
        words: &'a str,
        page: i64,
        attempt: RoundAttempt,
    ) -> Ask<'a, AccountsPage>;

    /// One person's account.
    fn person(&self, id: PersonId) -> Ask<'_, PersonPage>;

    /// The latest published definition of a form, for its privacy notice.
    fn form<'a>(&'a self, key: &'a str) -> Ask<'a, Arc<FormPackage>>;
}
