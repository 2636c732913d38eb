//! Table `case_auditor`: who audits a case for an organisation, and what they declared about a
//! conflict of interest. Until they declare that they have none, the case's return is closed to
//! them. It must not know what an auditor answers.

mod declaring;
mod naming;

pub use declaring::{DeclareOutcome, Declared};
pub use naming::NameOutcome;

use super::{
    CaseBrief, ReturnView, Scoped, StoreError,
    audit_case::open_reason,
    key_store::Keys,
    returns,
    sql::{Sql, bytes},
};
use crate::seal::DataKey;
use fourlens_app::portal::{CampaignId, CaseId, Declaration, OrganisationId, PersonId};
use sea_orm::{ConnectionTrait, FromQueryResult};

const TABLE: &str = "case_auditor";

/// Someone named to audit a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditorView {
    /// Which case.
    pub case: CaseId,
    /// For which organisation.
    pub organisation: OrganisationId,
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// What they declared.
    pub declaration: Declaration,
    /// Why they have a conflict; none without one, and once it was erased.
    pub reason: Option<String>,
}

/// A return about a case that someone is named for, whatever they declared.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedReturn {
    /// The return, of which nothing more is theirs before they declared.
    pub view: ReturnView,
    /// Its case.
    pub case: CaseBrief,
    /// What they declared.
    pub declaration: Declaration,
}

impl Scoped {
    /// Who audits the cases of a round within reach, by name.
    pub async fn auditors_of_round(&self, of: CampaignId) -> Result<Vec<AuditorView>, StoreError> {
        let sql = select().text("c.id = ").value(of.bytes().to_vec());
        let sql = self.within_cases(sql.text(" AND "));
        self.auditor_views(sql).await
    }

    /// Who audits a case, by name; nobody when the case is out of reach.
    pub async fn auditors_of_case(&self, of: CaseId) -> Result<Vec<AuditorView>, StoreError> {
        let sql = select().text("k.id = ").value(of.bytes().to_vec());
        let sql = self.within_cases(sql.text(" AND "));
        self.auditor_views(sql).await
    }

    /// The returns that the actor is named for, by case.
    pub async fn named_returns(&self) -> Result<Vec<NamedReturn>, StoreError> {
        let sql = self.within_named(returns::select());
        let sql = sql.text(" ORDER BY k.reference, o.path");
        let views = self.return_views(sql).await?;
        let declared = self.own_declarations().await?;
        let named = |view: ReturnView| {
            let own = declared.iter().find(|row| row.id == *view.id.bytes());
            Some(NamedReturn {
                case: view.case.clone()?,
                declaration: declaration(own.and_then(|row| row.conflict)),
                view,
            })
        };
        Ok(views.into_iter().filter_map(named).collect())
    }

    /// The returns about cases that organisations of the actor's owe, each with who audits: that
    /// they are in is theirs to know, not what they say.
    pub async fn followed_returns(&self) -> Result<Vec<(ReturnView, Vec<String>)>, StoreError> {
        let sql = self
            .within_followed(returns::select())
            .text(" AND k.status = 'open'");
        let views = self
            .return_views(sql.text(" ORDER BY k.reference, o.path"))
            .await?;
        let sql = Sql::new(
            "SELECT r.id, n.name FROM return_ r \
             JOIN organisation o ON o.seq = r.organisation_seq \
             JOIN case_auditor a ON a.case_seq = r.case_seq \
             AND a.organisation_seq = r.organisation_seq AND COALESCE(a.conflict, 0) = 0 \
             JOIN person n ON n.seq = a.person_seq WHERE ",
        );
        let sql = self.within_followed(sql).text(" ORDER BY n.name, n.seq");
        let names = sql.all::<Auditing>(&self.store.house.main.read).await?;
        let auditors = |view: &ReturnView| {
            let of_return = names.iter().filter(|row| row.id == *view.id.bytes());
            of_return.map(|row| row.name.clone()).collect()
        };
        let with_auditors = |view: ReturnView| (auditors(&view), view);
        let both = views.into_iter().map(with_auditors);
        Ok(both.map(|(auditors, view)| (view, auditors)).collect())
    }

    /// What the actor declared, by return.
    async fn own_declarations(&self) -> Result<Vec<Own>, StoreError> {
        let Some(person) = self.author.person() else {
            return Ok(Vec::new());
        };
        Sql::new(
            "SELECT r.id, a.conflict FROM return_ r JOIN case_auditor a \
             ON a.case_seq = r.case_seq AND a.organisation_seq = r.organisation_seq \
             JOIN person n ON n.seq = a.person_seq WHERE n.id = ",
        )
        .value(person.bytes().to_vec())
        .all::<Own>(&self.store.house.main.read)
        .await
    }

    async fn auditor_views(&self, sql: Sql) -> Result<Vec<AuditorView>, StoreError> {
        let sql = sql.text(" ORDER BY lower(n.name), n.seq");
        let rows = sql.all::<Row>(&self.store.house.main.read).await?;
        let mut parts = rows
            .iter()
            .filter(|row| row.reason.is_some())
            .map(|row| bytes(&row.part, "part"))
            .collect::<Result<Vec<_>, _>>()?;
        parts.sort_unstable();
        parts.dedup();
        let keys = self.store.house.keys.keys(&parts).await?;
        rows.into_iter().map(|row| row.view(&keys)).collect()
    }
}

/// What a stored conflict says.
fn declaration(conflict: Option<i64>) -> Declaration {
    match conflict {
        None => Declaration::Awaited,
        Some(0) => Declaration::NoConflict,
        Some(_) => Declaration::Conflict,
    }
}

fn select() -> Sql {
    Sql::new(
        "SELECT k.id AS case_id, k.part, a2.id AS organisation, n.id AS person, n.name, \
         a.conflict, a.reason FROM case_auditor a JOIN audit_case k ON k.seq = a.case_seq \
         JOIN organisation a2 ON a2.seq = a.organisation_seq \
         JOIN person n ON n.seq = a.person_seq \
         JOIN campaign c ON c.seq = k.campaign_seq \
         JOIN audit_round ar ON ar.campaign_seq = k.campaign_seq \
         JOIN organisation o ON o.seq = ar.organisation_seq WHERE ",
    )
}

/// What names a row when its reason is sealed.
fn place<'a>(
    part: &'a [u8; 16],
    organisation: &'a OrganisationId,
    person: &'a PersonId,
) -> [&'a [u8]; 3] {
    [part, organisation.bytes(), person.bytes()]
}

/// Opens every reason of a case.
pub(super) async fn check(
    db: &impl ConnectionTrait,
    case_seq: i64,
    part: &[u8; 16],
    key: &DataKey,
) -> Result<(), StoreError> {
    let rows = Sql::new(
        "SELECT o.id AS organisation, n.id AS person, a.reason FROM case_auditor a \
         JOIN organisation o ON o.seq = a.organisation_seq \
         JOIN person n ON n.seq = a.person_seq WHERE a.reason IS NOT NULL AND a.case_seq = ",
    )
    .value(case_seq)
    .all::<Reason>(db)
    .await?;
    for row in rows {
        let organisation = OrganisationId::from_bytes(bytes(&row.organisation, "id")?);
        let person = PersonId::from_bytes(bytes(&row.person, "id")?);
        open_reason(
            key,
            TABLE,
            &place(part, &organisation, &person),
            &row.reason,
        )?;
    }
    Ok(())
}

#[derive(FromQueryResult)]
struct Row {
    case_id: Vec<u8>,
    part: Vec<u8>,
    organisation: Vec<u8>,
    person: Vec<u8>,
    name: String,
    conflict: Option<i64>,
    reason: Option<Vec<u8>>,
}

impl Row {
    fn view(self, keys: &Keys) -> Result<AuditorView, StoreError> {
        let part = bytes(&self.part, "part")?;
        let organisation = OrganisationId::from_bytes(bytes(&self.organisation, "id")?);
        let person = PersonId::from_bytes(bytes(&self.person, "id")?);
        let reason = match self.reason {
            None => None,
            Some(sealed) => {
                let at = place(&part, &organisation, &person);
                let open = |key: &DataKey| open_reason(key, TABLE, &at, &sealed);
                keys.of(&part)?.map(open).transpose()?
            }
        };
        Ok(AuditorView {
            case: CaseId::from_bytes(bytes(&self.case_id, "case id")?),
            organisation,
            person,
            name: self.name,
            declaration: declaration(self.conflict),
            reason,
        })
    }
}

#[derive(FromQueryResult)]
struct Own {
    id: Vec<u8>,
    conflict: Option<i64>,
}

#[derive(FromQueryResult)]
struct Auditing {
    id: Vec<u8>,
    name: String,
}

#[derive(FromQueryResult)]
struct Reason {
    organisation: Vec<u8>,
    person: Vec<u8>,
    reason: Vec<u8>,
}
