//! Who asks, and how far they reach: the only door to anything an organisation owns. A block of
//! a person from a case is a part of the door, so that no question can forget it. It must not
//! know which role may do what; the caller's policy table names the roles of an action.

use super::{Author, Store, StoreError, sql::Sql, writer::Work};
use fourlens_app::portal::{CampaignId, Grant, OrganisationId, PersonId, Reach, Role};
use sea_orm::FromQueryResult;
use std::pin::Pin;

/// A signed-in person, as the request found them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their address, in lower case.
    pub email: String,
    /// What they may do where.
    pub grants: Vec<Grant>,
}

/// The store as far as someone reaches. What lies beyond answers as what does not exist.
#[derive(Clone)]
pub struct Scoped {
    pub(super) store: Store,
    pub(super) author: Author,
    /// None for the system, which reaches everything.
    roots: Option<Roots>,
    /// Where the actor fills returns: directly there, not only above it.
    fills_at: Vec<OrganisationId>,
}

/// Where a person's reach begins: everything at or below these organisations.
#[derive(Clone)]
struct Roots {
    person: PersonId,
    /// For what organisations owe.
    organisations: Vec<OrganisationId>,
    /// For what schools and colleges owe.
    schools: Vec<OrganisationId>,
    /// For cases, whoever is named for them.
    cases: Vec<OrganisationId>,
    /// For cases whose grades are shown, whoever is named for them.
    meetings: Vec<OrganisationId>,
    /// For cases that the person is named for and has no conflict in.
    named: Vec<OrganisationId>,
    /// For what is on record, whoever it is about.
    records: Vec<OrganisationId>,
}

/// A future that may move between threads.
pub(super) type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

impl Store {
    /// The store as far as these roles of this actor reach: the organisations of the grants with
    /// one of them, and all below.
    pub fn scope(&self, actor: &Actor, roles: &[Role]) -> Scoped {
        let held = actor
            .grants
            .iter()
            .filter(|grant| roles.contains(&grant.role));
        let roots = |of: &[Reach]| -> Vec<OrganisationId> {
            let those = held
                .clone()
                .filter(|grant| of.contains(&grant.role.reach()));
            those.map(|grant| grant.organisation).collect()
        };
        let roots = Roots {
            person: actor.person,
            organisations: roots(&[Reach::Organisations, Reach::Everything]),
            schools: roots(&[Reach::Schools]),
            cases: roots(&[Reach::Everything]),
            meetings: roots(&[Reach::Everything, Reach::ShownCases]),
            named: roots(&[Reach::NamedCases]),
            records: roots(&[Reach::Records]),
        };
        Scoped {
            store: self.clone(),
            author: Author::Person(actor.person),
            roots: Some(roots),
            fills_at: Vec::new(),
        }
    }

    /// The whole store, for a job or a command; the word is the author in the audit log.
    pub fn system(&self, word: &str) -> Scoped {
        Scoped {
            store: self.clone(),
            author: Author::System(word.to_owned()),
            roots: None,
            fills_at: Vec::new(),
        }
    }
}

impl Scoped {
    /// The same, where the actor fills returns with one of these roles: at that very organisation
    /// their reading is not recorded. Without this every reading is.
    pub fn filling(mut self, actor: &Actor, roles: &[Role]) -> Scoped {
        let held = actor.grants.iter();
        let fill = held.filter(|grant| roles.contains(&grant.role));
        self.fills_at = fill.map(|grant| grant.organisation).collect();
        self
    }

    /// Adds the condition that the return called `r` in the statement, of the organisation called
    /// `o`, is within reach. Every question about returns and what belongs to them asks it.
    pub(super) fn within(&self, sql: Sql) -> Sql {
        let Some(roots) = &self.roots else {
            return sql.text("TRUE");
        };
        let owed = below(sql.text("((r.case_seq IS NULL AND ("), &roots.organisations);
        let owed = handed_down(owed.text(" OR "), &roots.organisations);
        let owed = match roots.schools.is_empty() {
            true => owed.text(")"),
            false => below(owed.text(" OR (o.kind = 'school' AND "), &roots.schools).text("))"),
        };
        if roots.cases.is_empty() && roots.named.is_empty() {
            return owed.text("))");
        }
        let seen = below(
            owed.text(") OR (r.case_seq IS NOT NULL AND ("),
            &roots.cases,
        );
        let named = below(seen.text(" OR ("), &roots.named).text(" AND ");
        let named = roots.named_and_free(named).text("))");
        roots
            .unblocked(named.text(" AND "), "r.case_seq")
            .text("))")
    }

    /// Adds the condition that the return called `r`, of the organisation called `o`, is within
    /// reach, and what it says too: about a case nobody but its own auditors knows that before
    /// its grade is locked and the case's grades are shown.
    pub(super) fn within_told(&self, sql: Sql) -> Sql {
        let within = self.within(sql);
        let Some(roots) = &self.roots else {
            return within;
        };
        let told = within
            .text(" AND (r.case_seq IS NULL OR (")
            .text(SHOWN)
            .text(" AND ")
            .text(LOCKED)
            .text(") OR ");
        roots.named_and_free(told).text(")")
    }

    /// Adds the condition that the return called `r`, of the organisation called `o`, is about a
    /// case whose grades are shown, to those who host or chair.
    pub(super) fn within_shown(&self, sql: Sql) -> Sql {
        let sql = sql.text(SHOWN).text(" AND ");
        match &self.roots {
            None => sql.text("TRUE"),
            Some(roots) => {
                let sql = below(sql, &roots.meetings).text(" AND ");
                roots.unblocked(sql, "r.case_seq")
            }
        }
    }

    /// Adds the condition that the return called `r`, of the organisation called `o`, is one of
    /// a moderation meeting that the actor takes part in: its grade is locked and shown, and the
    /// actor hosts, chairs, or audits the same case with a locked grade of their own.
    pub(super) fn within_meeting(&self, sql: Sql) -> Sql {
        let sql = sql.text(SHOWN).text(" AND ").text(LOCKED).text(" AND ");
        let Some(roots) = &self.roots else {
            return sql.text("TRUE");
        };
        let hosts = below(sql.text("("), &roots.meetings).text(" OR ");
        let takes_part = roots.has_locked(hosts).text(") AND ");
        roots.unblocked(takes_part, "r.case_seq")
    }

    /// Adds the condition that the organisation called `o` is within reach: for statements about
    /// the directory, which show nothing that an organisation owes.
    pub(super) fn within_directory(&self, sql: Sql) -> Sql {
        self.within_directory_as(sql, "o")
    }

    /// The same of the organisation of this name in the statement.
    pub(super) fn within_directory_as(&self, sql: Sql, name: &str) -> Sql {
        debug_assert!(
            !sql.mentions("return_"),
            "a question about returns must ask whether the return is within reach"
        );
        match &self.roots {
            None => sql.text("TRUE"),
            Some(roots) => at_or_below(sql, name, &roots.of_the_directory()),
        }
    }

    /// Which row the uppermost organisation within reach is: what someone keeps belongs to it.
    pub(super) async fn owner(&self) -> Result<Option<i64>, StoreError> {
        let sql = self.within_directory(Sql::new("SELECT o.seq FROM organisation o WHERE "));
        let found = sql
            .text(" ORDER BY o.path LIMIT 1")
            .one::<Seq>(&self.store.house.main.read);
        Ok(found.await?.map(|row| row.seq))
    }

    /// Adds the condition that the records of the organisation called `o` are within reach, and
    /// that the actor is not blocked from the case in this column, if there is one in it.
    pub(super) fn within_records(&self, sql: Sql, case: &str) -> Sql {
        match &self.roots {
            None => sql.text("TRUE"),
            Some(roots) => {
                let sql = below(sql, &roots.records).text(" AND ");
                roots.unblocked(sql, case)
            }
        }
    }

    /// Adds the condition that the actor is not blocked from the case in this column, if there is
    /// one in it.
    pub(super) fn unblocked_from(&self, sql: Sql, case: &str) -> Sql {
        match &self.roots {
            None => sql.text("TRUE"),
            Some(roots) => roots.unblocked(sql, case),
        }
    }

    /// Adds the condition that the round hosted by the organisation called `o` is within reach.
    pub(super) fn within_rounds(&self, sql: Sql) -> Sql {
        match &self.roots {
            None => sql.text("TRUE"),
            Some(roots) => below(sql, &roots.cases),
        }
    }

    /// Adds the condition that the case called `k`, of a round hosted by the organisation called
    /// `o`, is within reach.
    pub(super) fn within_cases(&self, sql: Sql) -> Sql {
        let within = self.within_rounds(sql);
        match &self.roots {
            None => within,
            Some(roots) => roots.unblocked(within.text(" AND "), "k.seq"),
        }
    }

    /// Adds the condition that the return called `r`, of the organisation called `o`, is about a
    /// case and the actor is named for it, whatever they declared.
    pub(super) fn within_named(&self, sql: Sql) -> Sql {
        let Some(roots) = &self.roots else {
            return sql.text("r.case_seq IS NOT NULL");
        };
        let sql = below(sql, &roots.named).text(" AND ");
        let sql = roots.named(sql).text(") AND ");
        roots.unblocked(sql, "r.case_seq")
    }

    /// Adds the condition that the return called `r`, of the organisation called `o`, is about a
    /// case and asked of an organisation the actor answers for. What it says is not theirs.
    pub(super) fn within_followed(&self, sql: Sql) -> Sql {
        let sql = sql.text("r.case_seq IS NOT NULL AND ");
        match &self.roots {
            None => sql.text("TRUE"),
            Some(roots) => {
                let sql = below(sql, &roots.organisations).text(" AND ");
                roots.unblocked(sql, "r.case_seq")
            }
        }
    }

    /// Adds the condition that the actor is not blocked from the case of the return called `r`.
    pub(super) fn unblocked(&self, sql: Sql) -> Sql {
        match &self.roots {
            None => sql.text("TRUE"),
            Some(roots) => roots.unblocked(sql, "r.case_seq"),
        }
    }

    /// Whether the actor is blocked from a case of this campaign.
    pub(super) async fn is_blocked_in(&self, of: CampaignId) -> Result<bool, StoreError> {
        let Some(roots) = &self.roots else {
            return Ok(false);
        };
        let sql = Sql::new(
            "SELECT count(*) AS count FROM audit_case k JOIN campaign c \
             ON c.seq = k.campaign_seq WHERE c.id = ",
        )
        .value(of.bytes().to_vec())
        .text(" AND NOT ");
        let blocked = roots.unblocked(sql, "k.seq");
        let found = blocked.one::<Count>(&self.store.house.main.read).await?;
        Ok(found.is_some_and(|found| found.count > 0))
    }

    /// Adds a number over 0 where the actor may see whom the return called `r` identifies: in a
    /// case only its named auditors do, and the system.
    pub(super) fn sees_identity(&self, sql: Sql) -> Sql {
        let Some(roots) = &self.roots else {
            return sql.text("CAST(1 AS BIGINT)");
        };
        let sql = sql.text("CAST(CASE WHEN r.case_seq IS NULL OR ");
        roots
            .named_and_free(sql)
            .text(" THEN 1 ELSE 0 END AS BIGINT)")
    }

    /// Whether the actor fills what this very organisation owes, not only something above it.
    pub(super) fn fills_at(&self, organisation: OrganisationId) -> bool {
        self.fills_at.contains(&organisation)
    }

    /// Whether everything is within reach.
    pub(super) fn is_system(&self) -> bool {
        self.roots.is_none()
    }

    /// Writes in the next group, in a savepoint of its own.
    pub(super) async fn write<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: for<'w> FnOnce(&'w Work) -> Boxed<'w, Result<T, StoreError>> + Send + 'static,
    {
        self.store.house.writer.job(work).await
    }
}

impl Roots {
    /// Whatever a role reaches, it finds in the directory.
    fn of_the_directory(&self) -> Vec<OrganisationId> {
        let all = [
            &self.organisations,
            &self.schools,
            &self.meetings,
            &self.named,
            &self.records,
        ];
        let mut all: Vec<_> = all.into_iter().flatten().copied().collect();
        all.sort();
        all.dedup();
        all
    }

    /// Adds that the person is named for the case return called `r`; the bracket is left open.
    fn named(&self, sql: Sql) -> Sql {
        sql.text(
            "EXISTS (SELECT 1 FROM case_auditor ca JOIN audit_case ck ON ck.seq = ca.case_seq \
             WHERE ca.case_seq = r.case_seq AND ca.organisation_seq = r.organisation_seq \
             AND ck.status = 'open' AND ca.person_seq = ",
        )
        .text(PERSON)
        .value(self.person.bytes().to_vec())
        .text(")")
    }

    fn named_and_free(&self, sql: Sql) -> Sql {
        self.named(sql).text(" AND ca.conflict = 0)")
    }

    /// Adds that the person audits the case of the return called `r`, for an organisation whose
    /// grade is locked.
    fn has_locked(&self, sql: Sql) -> Sql {
        let sql = sql
            .text(
                "EXISTS (SELECT 1 FROM case_auditor ca \
                 JOIN audit_case ck ON ck.seq = ca.case_seq AND ck.status = 'open' \
                 JOIN return_ cr ON cr.case_seq = ca.case_seq \
                 AND cr.organisation_seq = ca.organisation_seq \
                 JOIN submission cs ON cs.return_seq = cr.seq \
                 JOIN grade_lock cl ON cl.submission_seq = cs.seq \
                 JOIN organisation co ON co.seq = ca.organisation_seq \
                 WHERE ca.case_seq = r.case_seq AND ca.conflict = 0 AND ca.person_seq = ",
            )
            .text(PERSON)
            .value(self.person.bytes().to_vec())
            .text(") AND ");
        at_or_below(sql, "co", &self.named).text(")")
    }

    /// Adds that the person is not blocked from the case in this column: the last row counts.
    fn unblocked(&self, sql: Sql, case: &str) -> Sql {
        sql.text(&format!(
            "NOT EXISTS (SELECT 1 FROM case_block cb WHERE cb.case_seq = {case} \
             AND cb.lifted = 0 AND NOT EXISTS (SELECT 1 FROM case_block cl \
             WHERE cl.case_seq = cb.case_seq AND cl.person_seq = cb.person_seq \
             AND cl.seq > cb.seq) AND cb.person_seq = "
        ))
        .text(PERSON)
        .value(self.person.bytes().to_vec())
        .text("))")
    }
}

#[derive(FromQueryResult)]
struct Count {
    count: i64,
}

#[derive(FromQueryResult)]
struct Seq {
    seq: i64,
}

/// Joins the organisation `o` that the row of this name belongs to: without one, the first
/// partnership.
pub(super) fn owned(name: &str) -> String {
    format!(
        " LEFT JOIN organisation o ON o.seq = COALESCE({name}.organisation_seq, \
         (SELECT min(t.seq) FROM organisation t WHERE t.parent_seq IS NULL)) "
    )
}

const PERSON: &str = "(SELECT seq FROM person WHERE id = ";

/// That the grades of the case of the return called `r` are shown.
const SHOWN: &str = "EXISTS (SELECT 1 FROM case_showing sh WHERE sh.case_seq = r.case_seq)";

/// That the grade of the return called `r` is locked.
const LOCKED: &str = "EXISTS (SELECT 1 FROM grade_lock gl \
    JOIN submission gs ON gs.seq = gl.submission_seq WHERE gs.return_seq = r.seq)";

/// Adds the condition that the return called `r` was handed in by the organisation called `o`,
/// and one at or below these descends from it: a school keeps its history when it becomes
/// another. What was only begun stays with who began it.
fn handed_down(sql: Sql, roots: &[OrganisationId]) -> Sql {
    if roots.is_empty() {
        return sql.text("FALSE");
    }
    sql.text(
        "(r.state = 'submitted' AND EXISTS (SELECT 1 FROM lineage l \
         JOIN organisation d ON d.seq = l.organisation_seq \
         JOIN organisation g ON d.path >= g.path AND d.path < g.path || ':' \
         WHERE l.ancestor_seq = o.seq AND g.id IN ",
    )
    .list(roots.iter().map(|id| id.bytes().to_vec()))
    .text("))")
}

/// Adds the condition that the organisation called `o` is at or below one of these.
fn below(sql: Sql, roots: &[OrganisationId]) -> Sql {
    at_or_below(sql, "o", roots)
}

/// Adds the condition that the organisation of this name in the statement is at or below one of
/// these.
fn at_or_below(sql: Sql, name: &str, roots: &[OrganisationId]) -> Sql {
    if roots.is_empty() {
        return sql.text("FALSE");
    }
    sql.text("EXISTS (SELECT 1 FROM organisation g WHERE g.id IN ")
        .list(roots.iter().map(|id| id.bytes().to_vec()))
        // `:` follows every digit and `.` in ASCII.
        .text(&format!(
            " AND {name}.path >= g.path AND {name}.path < g.path || ':')"
        ))
}
