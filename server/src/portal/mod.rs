//! The portal as one request sees it: what pages ask, answered from the store within the
//! request's reach. It must not know HTML.

mod account;
mod campaign;
mod case;
mod definition;
mod directory;
mod erasure;
mod evidence;
mod feedback;
mod home;
mod kept;
mod local;
mod meeting;
mod moderation;
mod opening;
mod preview;
mod ranking;
mod record;
mod report;
mod return_;
mod round;
mod rule;
mod school_import;
mod scores;
mod section;
mod services;

pub use erasure::extent_of;
pub use scores::{ScoreRow, score_rows};

use crate::{
    fill::Loaded,
    state::State,
    store::Scoped,
    web::{Visit, WebError},
};
use fourlens_app::portal::{
    AccountPage, AccountsPage, AgenciesPage, Ask, Attempt, BlocksPage, CampaignDays,
    CampaignFilter, CampaignId, CampaignPage, CampaignRow, CaseId, CasePage, CaseShow, CheckPage,
    ConflictPage, ContactsPage, DefinitionAttempt, DefinitionPage, DirectoryAsked, DirectoryPage,
    DraftRow, ErasureId, ErasurePage, ErasuresPage, EvidenceAttempt, EvidencePage, Feedback,
    FormAsked, FormDraftId, FormRow, FormSettings, Home, ImportPage, ImportShow, LocalAttempt,
    LocalQuestions, MeetingPage, MeetingSectionPage, MergePage, ModerateSection, ModerationAttempt,
    ModerationPage, NewRoundPage, OpenedPage, OpeningAsked, OpeningPage, OrganisationForm,
    OrganisationId, OrganisationPage, PersonId, PersonPage, Portal, PreviewAsked, PreviewPage,
    Previewed, PrintPage, Priorities, PriorityAttempt, ReceiptPage, RecordsPage, Refusal,
    ReportPage, ReturnId, RoundAttempt, RoundPage, SchoolImportId, Scores, SectionPage,
    ServicesPage, SettingsAttempt, SubjectCopy, TaskList, TimetablePage, Upkeep, Visitor,
};
use fourlens_forms::definition::FormPackage;
use std::{future::Future, sync::Arc};

/// The portal on behalf of one request.
pub struct RequestPortal {
    visit: Visit,
    visitor: Visitor,
}

impl RequestPortal {
    /// The portal on behalf of this visit.
    pub fn new(visit: Visit) -> RequestPortal {
        RequestPortal {
            visitor: visit.visitor(),
            visit,
        }
    }

    fn state(&self) -> &State {
        &self.visit.state
    }

    fn scope(&self) -> Result<Scoped, WebError> {
        self.visit.scope()
    }

    async fn load(&self, id: ReturnId) -> Result<Loaded, WebError> {
        let loaded = Loaded::load(self.state(), &self.scope()?, id).await?;
        loaded.said_in(self.state(), &self.visit.language).await
    }
}

/// Hands a page what it asked for, and tells the log, once, what the page is not told.
fn ask<'a, T>(answer: impl Future<Output = Result<T, WebError>> + Send + 'a) -> Ask<'a, T> {
    Box::pin(async move {
        answer.await.map_err(|error| {
            error.log();
            error.refusal()
        })
    })
}

impl Portal for RequestPortal {
    fn visitor(&self) -> &Visitor {
        &self.visitor
    }

    fn home(&self) -> Ask<'_, Home> {
        ask(home::home(self))
    }

    fn task_list(&self, id: ReturnId) -> Ask<'_, TaskList> {
        ask(return_::task_list(self, id))
    }

    fn services(&self, id: ReturnId) -> Ask<'_, ServicesPage> {
        ask(services::services(self, id))
    }

    fn section<'a>(
        &'a self,
        id: ReturnId,
        section: &'a str,
        attempt: Attempt,
    ) -> Ask<'a, SectionPage> {
        ask(section::section(self, id, section, attempt))
    }

    fn evidence<'a>(
        &'a self,
        id: ReturnId,
        control: &'a str,
        attempt: EvidenceAttempt,
    ) -> Ask<'a, EvidencePage> {
        ask(evidence::evidence(self, id, control, attempt))
    }

    fn check(&self, id: ReturnId, notice: Option<String>) -> Ask<'_, CheckPage> {
        ask(return_::check(self, id, notice))
    }

    fn receipt(&self, id: ReturnId) -> Ask<'_, ReceiptPage> {
        ask(return_::receipt(self, id))
    }

    fn printable(&self, id: ReturnId) -> Ask<'_, PrintPage> {
        ask(return_::printable(self, id))
    }

    fn answers(&self, id: ReturnId, problem: Option<String>) -> Ask<'_, PrintPage> {
        ask(return_::answers(self, id, problem))
    }

    fn identity<'a>(&'a self, id: ReturnId, why: &'a str) -> Ask<'a, PrintPage> {
        ask(return_::identity(self, id, why))
    }

    fn feedback(&self, id: ReturnId) -> Ask<'_, Feedback> {
        ask(feedback::feedback(self, id))
    }

    fn moderation(&self, id: ReturnId, done: Option<String>) -> Ask<'_, ModerationPage> {
        ask(moderation::moderation(self, id, done))
    }

    fn moderate_section<'a>(
        &'a self,
        id: ReturnId,
        section: &'a str,
        attempt: ModerationAttempt,
    ) -> Ask<'a, ModerateSection> {
        ask(moderation::section(self, id, section, attempt))
    }

    fn campaigns(&self) -> Ask<'_, Vec<CampaignRow>> {
        ask(campaign::campaigns(self))
    }

    fn campaign<'a>(&'a self, id: CampaignId, filter: &'a CampaignFilter) -> Ask<'a, CampaignPage> {
        ask(campaign::campaign(self, id, filter))
    }

    fn scores(&self, id: ReturnId) -> Ask<'_, Scores> {
        ask(scores::scores(self, id))
    }

    fn round(&self, id: CampaignId, show: CaseShow, page: usize) -> Ask<'_, RoundPage> {
        ask(round::round(self, id, show, page))
    }

    fn new_round(&self, attempt: RoundAttempt) -> Ask<'_, NewRoundPage> {
        ask(round::new_round(self, attempt))
    }

    fn case(&self, id: CaseId, attempt: RoundAttempt) -> Ask<'_, CasePage> {
        ask(case::case(self, id, attempt))
    }

    fn meeting(&self, id: CaseId, attempt: RoundAttempt) -> Ask<'_, MeetingPage> {
        ask(meeting::meeting(self, id, attempt))
    }

    fn meeting_section<'a>(
        &'a self,
        id: CaseId,
        section: &'a str,
        attempt: RoundAttempt,
    ) -> Ask<'a, MeetingSectionPage> {
        ask(meeting::section(self, id, section, attempt))
    }

    fn report<'a>(&'a self, form: &'a str, of: &'a str) -> Ask<'a, ReportPage> {
        ask(report::report(self, form, of))
    }

    fn records<'a>(&'a self, reference: &'a str) -> Ask<'a, RecordsPage> {
        ask(record::records(self, reference))
    }

    fn subject_copy<'a>(&'a self, reference: &'a str) -> Ask<'a, SubjectCopy> {
        ask(record::copy(self, reference))
    }

    fn erasures(&self, attempt: RoundAttempt) -> Ask<'_, ErasuresPage> {
        ask(erasure::erasures(self, attempt))
    }

    fn erasure(&self, id: ErasureId, attempt: RoundAttempt) -> Ask<'_, ErasurePage> {
        ask(erasure::erasure(self, id, attempt))
    }

    fn new_case(&self, to: CampaignId, attempt: RoundAttempt) -> Ask<'_, AgenciesPage> {
        ask(case::new_case(self, to, attempt))
    }

    fn case_agencies(&self, id: CaseId, attempt: RoundAttempt) -> Ask<'_, AgenciesPage> {
        ask(case::agencies(self, id, attempt))
    }

    fn blocks(&self, id: CaseId, attempt: RoundAttempt) -> Ask<'_, BlocksPage> {
        ask(case::blocks(self, id, attempt))
    }

    fn timetable(&self, id: CampaignId, attempt: RoundAttempt) -> Ask<'_, TimetablePage> {
        ask(round::timetable(self, id, attempt))
    }

    fn conflict(&self, id: ReturnId, attempt: RoundAttempt) -> Ask<'_, ConflictPage> {
        ask(case::conflict(self, id, attempt))
    }

    fn forms(&self) -> Ask<'_, Vec<FormRow>> {
        ask(home::forms(self))
    }

    fn upkeep(&self) -> Ask<'_, Upkeep> {
        ask(home::upkeep(self))
    }

    fn local_questions<'a>(
        &'a self,
        key: &'a str,
        attempt: LocalAttempt,
    ) -> Ask<'a, LocalQuestions> {
        ask(local::local_questions(self, key, attempt))
    }

    fn priorities(&self, attempt: PriorityAttempt) -> Ask<'_, Priorities> {
        ask(kept::priorities(self, attempt))
    }

    fn form_settings<'a>(
        &'a self,
        key: &'a str,
        attempt: SettingsAttempt,
    ) -> Ask<'a, FormSettings> {
        ask(kept::form_settings(self, key, attempt))
    }

    fn drafts(&self) -> Ask<'_, Vec<DraftRow>> {
        ask(definition::drafts(self))
    }

    fn definition(&self, id: FormDraftId, attempt: DefinitionAttempt) -> Ask<'_, DefinitionPage> {
        ask(definition::definition(self, id, attempt))
    }

    fn preview<'a>(&'a self, of: &'a Previewed, asked: PreviewAsked) -> Ask<'a, PreviewPage> {
        ask(preview::preview(self, of, asked))
    }

    fn opening(&self, asked: OpeningAsked) -> Ask<'_, OpeningPage> {
        ask(opening::opening(self, asked))
    }

    fn campaign_days(&self, id: CampaignId, attempt: RoundAttempt) -> Ask<'_, CampaignDays> {
        ask(campaign::days(self, id, attempt))
    }

    fn opened(&self, id: CampaignId) -> Ask<'_, OpenedPage> {
        ask(opening::opened(self, id))
    }

    fn directory(&self, asked: DirectoryAsked) -> Ask<'_, DirectoryPage> {
        ask(directory::directory(self, asked))
    }

    fn organisation(&self, id: OrganisationId, done: Option<String>) -> Ask<'_, OrganisationPage> {
        ask(directory::organisation(self, id, done))
    }

    fn organisation_form(&self, asked: FormAsked) -> Ask<'_, OrganisationForm> {
        ask(directory::form(self, asked))
    }

    fn contacts(&self, at: OrganisationId, attempt: RoundAttempt) -> Ask<'_, ContactsPage> {
        ask(directory::contacts_page(self, at, attempt))
    }

    fn merging<'a>(
        &'a self,
        id: OrganisationId,
        words: &'a str,
        into: Option<OrganisationId>,
        attempt: RoundAttempt,
    ) -> Ask<'a, MergePage> {
        ask(directory::merging(self, id, words, into, attempt))
    }

    fn school_import(
        &self,
        id: SchoolImportId,
        show: Option<ImportShow>,
        page: u64,
        refused: Option<String>,
    ) -> Ask<'_, ImportPage> {
        ask(school_import::school_import(self, id, show, page, refused))
    }

    fn account(&self) -> Ask<'_, AccountPage> {
        ask(account::account(self))
    }

    fn accounts<'a>(
        &'a self,
        words: &'a str,
        page: i64,
        attempt: RoundAttempt,
    ) -> Ask<'a, AccountsPage> {
        ask(account::accounts(self, words, page, attempt))
    }

    fn person(&self, id: PersonId) -> Ask<'_, PersonPage> {
        ask(account::person(self, id))
    }

    fn form<'a>(&'a self, key: &'a str) -> Ask<'a, Arc<FormPackage>> {
        ask(async move {
            let latest = self
                .state()
                .store
                .system("portal")
                .latest_form(key)
                .await?
                .ok_or(Refusal::NotFound)?;
            let form = self.state().form(latest.hash).await?;
            Ok(Arc::new(form.package().clone()))
        })
    }
}
