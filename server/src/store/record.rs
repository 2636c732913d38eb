//! What is on record about a case or a submission: who did what with it, when and why. It reads the
//! log, and opens no answer.

use super::{
    AuditEntry, Scoped, StoreError, Subject,
    sql::{Sql, bytes},
};
use fourlens_app::portal::{PersonId, RecordedId, ReturnId};
use sea_orm::FromQueryResult;
use std::collections::HashMap;

/// Something that records are kept about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Which.
    pub id: RecordedId,
    /// What it is known by.
    pub reference: String,
    /// The campaign or round it belongs to.
    pub campaign: String,
    /// The organisations it was asked of or handed in by.
    pub organisations: Vec<String>,
    /// Their returns, in the same order.
    pub returns: Vec<ReturnId>,
    /// Everything with rows of its own in the log, with what people call it.
    subjects: Vec<(Subject, String)>,
}

/// One row of the log, for people to read.
#[derive(Debug, Clone, PartialEq)]
pub struct OnRecord {
    /// What was done.
    pub entry: AuditEntry,
    /// The name of who did it; none for a job or a command.
    pub by: Option<String>,
    /// To what, in words: the case, or an organisation's return.
    pub about: String,
}

impl Scoped {
    /// The case or the submission with this reference.
    pub async fn recorded(&self, reference: &str) -> Result<Option<Recorded>, StoreError> {
        match self.recorded_case(reference).await? {
            Some(case) => Ok(Some(case)),
            None => self.recorded_submission(reference).await,
        }
    }

    async fn recorded_case(&self, reference: &str) -> Result<Option<Recorded>, StoreError> {
        let sql = Sql::new(
            "SELECT k.id, k.seq, c.title FROM audit_case k \
             JOIN campaign c ON c.seq = k.campaign_seq \
             JOIN audit_round ar ON ar.campaign_seq = k.campaign_seq \
             JOIN organisation o ON o.seq = ar.organisation_seq WHERE k.reference = ",
        )
        .value(reference)
        .text(" AND ");
        let sql = self.within_records(sql, "k.seq");
        let db = &self.store.house.main.read;
        let Some(case) = sql.one::<Found>(db).await? else {
            return Ok(None);
        };
        let id = bytes(&case.id, "case id")?;
        let mut found = Recorded {
            id: RecordedId::Case(id),
            reference: reference.to_owned(),
            campaign: case.title,
            organisations: Vec::new(),
            returns: Vec::new(),
            subjects: vec![(Subject::new("case", &id), "The case".to_owned())],
        };
        let returns = Sql::new(OF_RETURNS).text("r.case_seq = ").value(case.seq);
        found.take(returns.text(IN_ORDER).all::<Part>(db).await?)?;
        Ok(Some(found))
    }

    async fn recorded_submission(&self, reference: &str) -> Result<Option<Recorded>, StoreError> {
        let sql = Sql::new(
            "SELECT s.id, r.seq, c.title FROM submission s JOIN return_ r ON r.seq = s.return_seq \
             JOIN campaign c ON c.seq = r.campaign_seq \
             JOIN organisation o ON o.seq = r.organisation_seq WHERE s.reference = ",
        )
        .value(reference)
        .text(" AND ");
        let sql = self.within_records(sql, "r.case_seq");
        let db = &self.store.house.main.read;
        let Some(submission) = sql.one::<Found>(db).await? else {
            return Ok(None);
        };
        let mut found = Recorded {
            id: RecordedId::Submission(bytes(&submission.id, "submission id")?),
            reference: reference.to_owned(),
            campaign: submission.title,
            organisations: Vec::new(),
            returns: Vec::new(),
            subjects: Vec::new(),
        };
        let returns = Sql::new(OF_RETURNS).text("r.seq = ").value(submission.seq);
        found.take(returns.text(IN_ORDER).all::<Part>(db).await?)?;
        Ok(Some(found))
    }

    /// Everything on record about it, oldest first, with the reasons that were given. That
    /// someone looks is recorded first.
    pub async fn on_record(&self, of: &Recorded) -> Result<Vec<OnRecord>, StoreError> {
        if let Some((subject, _)) = of.subjects.first() {
            let detail = serde_json::json!({ "reference": of.reference });
            self.record("record.view", subject.clone(), detail).await?;
        }
        let mut all = Vec::new();
        for (subject, about) in &of.subjects {
            let entries = self.trail(subject).await?.into_iter();
            all.extend(entries.map(|entry| (entry, about.clone())));
        }
        let names = self.names_of(all.iter().map(|(entry, _)| entry)).await?;
        let on_record = |(entry, about): (AuditEntry, String)| OnRecord {
            by: entry.author.person().and_then(|by| names.get(&by).cloned()),
            entry,
            about,
        };
        let mut all: Vec<OnRecord> = all.into_iter().map(on_record).collect();
        all.sort_by_key(|row| row.entry.at.0);
        Ok(all)
    }

    /// Records that everything kept under a reference is taken out for the person it is about.
    pub async fn record_copy(&self, of: &Recorded) -> Result<(), StoreError> {
        let subject = of.subjects.first().map(|(subject, _)| subject.clone());
        let subject = subject.ok_or(StoreError::Missing("record"))?;
        let detail = serde_json::json!({ "reference": of.reference });
        self.record("export.subject", subject, detail).await
    }

    async fn names_of<'e>(
        &self,
        entries: impl Iterator<Item = &'e AuditEntry>,
    ) -> Result<HashMap<PersonId, String>, StoreError> {
        let mut people: Vec<PersonId> = entries.filter_map(|of| of.author.person()).collect();
        people.sort();
        people.dedup();
        let rows = Sql::new("SELECT id, name FROM person WHERE id IN ")
            .list(people.iter().map(|id| id.bytes().to_vec()))
            .all::<Named>(&self.store.house.main.read)
            .await?;
        let named = |row: Named| Ok((PersonId::from_bytes(bytes(&row.id, "id")?), row.name));
        rows.into_iter().map(named).collect()
    }
}

/// Returns with their submissions; which is still to be said.
const OF_RETURNS: &str = "SELECT r.id, o.name, s.id AS submission FROM return_ r \
    JOIN organisation o ON o.seq = r.organisation_seq \
    LEFT JOIN submission s ON s.return_seq = r.seq WHERE ";

const IN_ORDER: &str = " ORDER BY lower(o.name), r.seq, s.number";

impl Recorded {
    /// Adds returns and their submissions.
    fn take(&mut self, parts: Vec<Part>) -> Result<(), StoreError> {
        for part in parts {
            let own = Subject::new("return", &part.id);
            let about = format!("Return of {}", part.name);
            if !self.subjects.iter().any(|(subject, _)| *subject == own) {
                self.subjects.push((own, about.clone()));
                self.organisations.push(part.name);
                self.returns
                    .push(ReturnId::from_bytes(bytes(&part.id, "return id")?));
            }
            let submission = part.submission.map(|id| Subject::new("submission", &id));
            self.subjects.extend(submission.map(|of| (of, about)));
        }
        Ok(())
    }
}

#[derive(FromQueryResult)]
struct Found {
    id: Vec<u8>,
    seq: i64,
    title: String,
}

#[derive(FromQueryResult)]
struct Part {
    id: Vec<u8>,
    name: String,
    submission: Option<Vec<u8>>,
}

#[derive(FromQueryResult)]
struct Named {
    id: Vec<u8>,
    name: String,
}
