//! Who asks, and how far they reach: the only door to anything an organisation owns. It must
//! not know which role may do what; the caller's policy table names the roles of an action.

use super::{Author, Store, StoreError, sql::Sql, writer::Work};
use fourlens_app::portal::{Grant, OrganisationId, PersonId, Role};
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
    reach: Reach,
    /// Where the actor holds a grant directly, whatever its role.
    at_home: Vec<OrganisationId>,
}

#[derive(Clone)]
enum Reach {
    All,
    Below(Vec<OrganisationId>),
}

/// A future that may move between threads.
pub(super) type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

impl Store {
    /// The store as far as these roles of this actor reach: the organisations of the grants with
    /// one of them, and all below.
    pub fn scope(&self, actor: &Actor, roles: &[Role]) -> Scoped {
        let at_home: Vec<_> = actor
            .grants
            .iter()
            .map(|grant| grant.organisation)
            .collect();
        let within = actor
            .grants
            .iter()
            .filter(|grant| roles.contains(&grant.role));
        Scoped {
            store: self.clone(),
            author: Author::Person(actor.person),
            reach: Reach::Below(within.map(|grant| grant.organisation).collect()),
            at_home,
        }
    }

    /// The whole store, for a job or a command; the word is the author in the audit log.
    pub fn system(&self, word: &str) -> Scoped {
        Scoped {
            store: self.clone(),
            author: Author::System(word.to_owned()),
            reach: Reach::All,
            at_home: Vec::new(),
        }
    }
}

impl Scoped {
    /// Adds the condition that the organisation called `o` in the statement is within reach.
    pub(super) fn within(&self, sql: Sql) -> Sql {
        match &self.reach {
            Reach::All => sql.text("TRUE"),
            Reach::Below(roots) if roots.is_empty() => sql.text("FALSE"),
            Reach::Below(roots) => sql
                .text("EXISTS (SELECT 1 FROM organisation g WHERE g.id IN ")
                .list(roots.iter().map(|id| id.bytes().to_vec()))
                // `:` follows every digit and `.` in ASCII.
                .text(" AND o.path >= g.path AND o.path < g.path || ':')"),
        }
    }

    /// Whether the actor belongs to this very organisation, not only to one above it.
    pub(super) fn is_at_home(&self, organisation: OrganisationId) -> bool {
        self.at_home.contains(&organisation)
    }

    /// Whether everything is within reach.
    pub(super) fn is_system(&self) -> bool {
        matches!(self.reach, Reach::All)
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
