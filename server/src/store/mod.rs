//! The store: the only room that knows a database. People come in through `Store::scope`, jobs
//! and the command line through `Store::system`; views leave, rows never do. It must not know a
//! route, a page or a plugin.

mod error;

mod scope;

mod account;
mod audit;
mod audit_case;
mod audit_round;
mod campaign;
mod case_agreement;
mod case_auditor;
mod case_block;
mod case_showing;
mod draft;
mod erasure;
mod evidence_file;
mod fact;
mod failed_try;
mod form_draft;
mod form_version;
mod grade_lock;
mod grant;
mod legal_hold;
mod meeting;
mod moderation;
mod organisation;
mod organisation_merge;
mod outbox;
mod past_grant;
mod person;
mod priority;
mod provider_account;
mod record;
mod returns;
mod rollup;
mod round_step;
mod school_import;
mod second_factor;
mod session;
mod sign_in_link;
mod sign_in_sweep;
mod submission;
mod submit;
mod succession;

mod backup;
mod restore;
mod rotation;
mod verify;

mod writer;

mod database;
mod file_store;
mod key_store;
mod pack;
mod sql;

pub use account::{AccountFilter, AccountView, InviteOutcome, Invited};
pub use audit::{AuditEntry, Author, Subject};
pub use audit_case::{AskedOutcome, CaseBrief, CaseStatus, CaseView};
pub use audit_round::{OpenRound, RoundView};
pub use backup::{Manifest, ManifestFile};
pub use campaign::{
    Audience, CampaignBrief, CampaignMoved, CampaignOpened, CampaignView, OpenCampaign,
};
pub use case_agreement::{Agree, AgreeOutcome, AgreedGrade, Agreement, Agreements, MeetingRecord};
pub use case_auditor::{AuditorView, DeclareOutcome, Declared, NameOutcome, NamedReturn};
pub use case_block::{Block, BlockOutcome, BlockView};
pub use case_showing::ShowOutcome;
pub use draft::{AnswerPlace, Change, Conflict, Draft, DraftAnswer, Edit, SaveOutcome, Saved};
pub use erasure::{
    ErasureExtent, ErasureOutcome, ErasurePlan, ErasureReport, ErasureTarget, ErasureView,
};
pub use error::StoreError;
pub use evidence_file::{
    FileAbout, FileContent, FileRoom, FileStanding, FileState, IncomingFile, KeepFile, Kept,
    SealedFile, Used, Verdict, WaitingFile,
};
pub use fact::{FactPack, StoredSubmission, SubmittedFacts};
pub use failed_try::{Patience, TryKey};
pub use file_store::FilesAt;
pub use form_draft::{DraftKept, FormDraft, FormDraftRow, NewFormDraft, PublishedDraft};
pub use form_version::{FormHash, FormVersion, FormVersionRow, Published};
pub use grant::{DisableOutcome, RevokeOutcome};
pub use legal_hold::Hold;
pub use meeting::{LockedReturn, MeetingView, ReportedRow};
pub use moderation::{Moderate, Moderation, Moderations};
pub use organisation::{
    DirectoryEntry, DirectoryFilter, EditOutcome, NewOrganisation, OrganisationEdit,
    OrganisationKind, OrganisationView, PlanDone, PutOrganisations, Standing,
};
pub use organisation_merge::{MergeOutcome, MergePreview, MergeView, MovingPerson, MovingReturn};
pub use outbox::{ClaimedMessage, OutboxMessage, WaitingMessages};
pub use past_grant::Contact;
pub use person::{NewPerson, PersonView};
pub use priority::Priority;
pub use record::{OnRecord, Recorded};
pub use restore::Restored;
pub use returns::{Page, ReturnFilter, ReturnOrder, ReturnState, ReturnView};
pub use rollup::{RollUp, Tally};
pub use rotation::{Retired, Rotated};
pub use round_step::TimetableOutcome;
pub use school_import::SchoolImport;
pub use scope::{Actor, Scoped};
pub use second_factor::{NewSecondFactor, SecondFactor};
pub use session::{EndSessions, NewSession, SessionRow, SessionView, SignInRow};
pub use sign_in_link::{LinkGives, LinkPurpose, LinkView};
pub use submission::{Answers, ContentHash, Part, PartKind, Receipt};
pub use submit::{PastSubmission, SubmitCommand, Submitted};
pub use verify::{Fault, FaultKind, Severity};

use crate::{
    clock::Clock,
    random::Random,
    seal::{DataKey, WatchedRing},
};
use database::{Database, is_sqlite, sqlite_file, sqlite_url};
use file_store::FileStore;
use fourlens_app::portal::ReturnId;
use fourlens_migrations::{KeyMigrator, Migrator, MigratorTrait};
use key_store::KeyStore;
use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

/// Where everything lies.
#[derive(Debug, Clone)]
pub struct StoreConfig {
    /// The folder of the embedded database, the key store and the files.
    pub data: PathBuf,
    /// A PostgreSQL (or SQLite) URL; none for a file in the data folder.
    pub database_url: Option<String>,
    /// The key store's own database; none for `keys.sqlite` in the data folder.
    pub key_store_url: Option<String>,
    /// The key ring's file, outside the data folder.
    pub keys: PathBuf,
    /// A folder or `s3://bucket/prefix` for files; none for `files` in the data folder.
    pub files: Option<String>,
}

impl StoreConfig {
    fn main_url(&self) -> String {
        let file = || sqlite_url(&self.data.join("fourlens.sqlite"));
        self.database_url.clone().unwrap_or_else(file)
    }

    /// A key store in a file beside PostgreSQL would be another one for each process.
    fn key_url(&self) -> Result<String, StoreError> {
        let main = self.main_url();
        let file = || is_sqlite(&main).then(|| sqlite_url(&self.data.join("keys.sqlite")));
        let url = self.key_store_url.clone().or_else(file);
        url.filter(|url| *url != main).ok_or(StoreError::NoKeyStore)
    }
}

/// The open store. A clone is the same store.
#[derive(Clone)]
pub struct Store {
    house: Arc<House>,
}

/// What every part of the store works with.
struct House {
    main: Database,
    keys: KeyStore,
    files: FileStore,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    secrets: Secrets,
    writer: writer::Queue,
    config: StoreConfig,
}

/// Keys that the ring derives, one a purpose.
#[derive(Clone)]
struct Secrets {
    shown: DataKey,
    outbox: DataKey,
    second_factor: DataKey,
    tries: DataKey,
    provider: DataKey,
}

impl Store {
    /// Brings both databases to this program's shape; the names of the steps taken.
    pub async fn migrate(config: &StoreConfig) -> Result<Vec<String>, StoreError> {
        fs::create_dir_all(&config.data).map_err(StoreError::file(&config.data))?;
        let key_url = config.key_url()?;
        let mut taken = migrate::<Migrator>(&config.main_url()).await?;
        taken.extend(migrate::<KeyMigrator>(&key_url).await?);
        Ok(taken)
    }

    /// Opens the store and starts its writer. Refuses a shape older than this program's, a
    /// database that does not hold to durable settings, and a key ring that lies inside the data
    /// folder or did not seal what is stored.
    pub async fn open(
        config: StoreConfig,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
    ) -> Result<Self, StoreError> {
        if lies_in(&config.keys, &config.data)? {
            return Err(StoreError::KeysInData(config.keys));
        }
        let files = FileStore::new(&config)?;
        if files
            .folder()
            .is_some_and(|folder| lies_in(&config.keys, folder).unwrap_or(false))
        {
            return Err(StoreError::KeysInData(config.keys));
        }
        let ring = Arc::new(WatchedRing::load(&config.keys)?);
        let main = open_current::<Migrator>(&config.main_url(), "main").await?;
        let keys = open_current::<KeyMigrator>(&config.key_url()?, "key").await?;
        let keys = KeyStore::new(keys, ring.clone(), random.clone());
        keys.prove_ring(&config.keys).await?;
        let derived = ring.now();
        let secrets = Secrets {
            shown: derived.derived("shown value"),
            outbox: derived.derived("outbox payload"),
            second_factor: derived.derived("second factor"),
            tries: derived.derived("failed try"),
            provider: derived.derived("provider visit"),
        };
        let writer = writer::start(main.clone(), keys.clone(), clock.clone(), random.clone());
        let house = House {
            main,
            keys,
            files,
            clock,
            random,
            secrets,
            writer,
            config,
        };
        Ok(Self {
            house: Arc::new(house),
        })
    }

    /// Done when nothing can be written any more: the store was closed, or its writer broke down.
    /// Whoever serves then ends, so that whoever started it starts it again.
    pub async fn writing_ended(&self) {
        self.house.writer.stopped().await;
    }

    /// Whether something can be written.
    pub fn is_writing(&self) -> bool {
        !self.house.writer.has_stopped()
    }

    /// Writes what is queued, then closes every connection.
    pub async fn close(&self) -> Result<(), StoreError> {
        self.house.writer.stop().await;
        self.house.main.close().await?;
        self.house.keys.database.close().await
    }

    /// What a page carries beside a control: the keyed hash of the value it shows, 32 hexadecimal
    /// digits. A posted value with the same hash was not changed. Blank is null.
    pub fn shown_hash(
        &self,
        of: ReturnId,
        question: &str,
        row: &str,
        value: &serde_json::Value,
    ) -> String {
        let value = serde_json::to_vec(value).unwrap_or_default();
        let parts = [of.bytes(), question.as_bytes(), row.as_bytes(), &value];
        pack::hex(&self.house.secrets.shown.hash(&parts)[..16])
    }
}

async fn migrate<M: MigratorTrait>(url: &str) -> Result<Vec<String>, StoreError> {
    let db = Database::open_to_migrate(url).await?;
    let postgres = !is_sqlite(url);
    if postgres {
        // Several processes may start at once; the one connection of this pool holds the lock.
        sql::Sql::new("SELECT pg_advisory_lock(4175)")
            .run(&db)
            .await?;
    }
    let pending = M::get_pending_migrations(&db).await?;
    let names = pending.iter().map(|step| step.name().to_owned()).collect();
    let done = M::up(&db, None).await;
    let whole = Database::whole_references(&db).await;
    db.close().await?;
    done?;
    whole?;
    Ok(names)
}

async fn open_current<M: MigratorTrait>(
    url: &str,
    which: &'static str,
) -> Result<Database, StoreError> {
    if is_sqlite(url) && !sqlite_file(url).exists() {
        return Err(StoreError::OldSchema(which));
    }
    let database = Database::open(url).await?;
    if M::get_pending_migrations_read_only(&database.read)
        .await?
        .is_empty()
    {
        return Ok(database);
    }
    database.close().await?;
    Err(StoreError::OldSchema(which))
}

/// Whether a file lies at or below a folder, links followed.
fn lies_in(file: &Path, folder: &Path) -> Result<bool, StoreError> {
    let real = |path: &Path| path.canonicalize().map_err(StoreError::file(path));
    if !folder.exists() {
        return Ok(false);
    }
    Ok(real(file)?.starts_with(real(folder)?))
}
