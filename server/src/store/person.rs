//! Table `person`: who may sign in. It must not know what they may do, nor how a password is
//! hashed.

use super::{
    Actor, Scoped, StoreError, grant,
    sql::{Sql, bytes},
};
use crate::clock::UnixMillis;
use fourlens_app::portal::{Grant, PersonId};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    FromQueryResult,
    entity::prelude::*,
};
use serde_json::json;
use std::collections::{HashMap, HashSet};

/// Someone to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPerson {
    /// Their name.
    pub name: String,
    /// Their address; kept in lower case, one person each.
    pub email: String,
    /// Their password, hashed; none until they choose one.
    pub password_hash: Option<String>,
}

/// A person and what they may do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonView {
    /// Who.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Since when they may no longer sign in.
    pub disabled_at: Option<UnixMillis>,
    /// What they may do where.
    pub grants: Vec<Grant>,
}

impl Scoped {
    /// Adds a person who may do nothing yet. Errors: the address is taken.
    pub async fn add_person(&self, new: NewPerson) -> Result<PersonId, StoreError> {
        let author = self.author.clone();
        let id: PersonId = self.store.house.random.id();
        self.write(move |work| {
            Box::pin(async move {
                let row = entity::ActiveModel {
                    seq: NotSet,
                    id: Set(id.bytes().to_vec()),
                    name: Set(new.name),
                    email: Set(new.email.trim().to_lowercase()),
                    password_hash: Set(new.password_hash),
                    disabled_at: Set(None),
                };
                let added = entity::Entity::insert(row)
                    .exec_without_returning(&work.tx)
                    .await;
                added.map_err(|error| match StoreError::from(error) {
                    double if double.is_double() => StoreError::Taken("email"),
                    other => other,
                })?;
                work.note(&author, "person.add", ("person", id.bytes()), json!({}));
                Ok(id)
            })
        })
        .await
    }

    /// Gives a person another password and ends their sessions; whether there is such a person.
    pub async fn set_password(&self, of: PersonId, hash: String) -> Result<bool, StoreError> {
        if !self.reaches(of).await? {
            return Ok(false);
        }
        let author = self.author.clone();
        self.write(move |work| {
            Box::pin(async move {
                let set = Sql::new("UPDATE person SET password_hash = ")
                    .value(hash)
                    .text(" WHERE id = ")
                    .value(of.bytes().to_vec())
                    .run(&work.tx)
                    .await?;
                if set > 0 {
                    super::session::end_of(work, of).await?;
                    super::sign_in_link::void_links_of(work, of).await?;
                    work.note(
                        &author,
                        "person.password",
                        ("person", of.bytes()),
                        json!({}),
                    );
                }
                Ok(set > 0)
            })
        })
        .await
    }

    /// The person with this address, if `people` would list them.
    pub async fn person_by_email(&self, email: &str) -> Result<Option<PersonView>, StoreError> {
        Ok(self
            .find_people(Some(Which::Email(email.trim().to_lowercase())))
            .await?
            .pop())
    }

    /// A person as one who acts, with what they may do now; none when they may no longer sign in.
    pub async fn actor(&self, id: PersonId) -> Result<Option<Actor>, StoreError> {
        let found = self.find_people(Some(Which::Id(id))).await?.pop();
        let active = found.filter(|person| person.disabled_at.is_none());
        Ok(active.map(|person| Actor {
            person: person.id,
            name: person.name,
            email: person.email,
            grants: person.grants,
        }))
    }

    /// Everyone with a grant within reach, and for the system everyone, by name.
    pub async fn people(&self) -> Result<Vec<PersonView>, StoreError> {
        self.find_people(None).await
    }

    /// What these people are called, as far as they have a grant within reach.
    pub async fn person_names(
        &self,
        of: HashSet<PersonId>,
    ) -> Result<HashMap<PersonId, String>, StoreError> {
        let sql = Sql::new(
            "SELECT DISTINCT n.id, n.name FROM person n LEFT JOIN grant_ a ON a.person_seq = n.seq \
             LEFT JOIN organisation o ON o.seq = a.organisation_seq WHERE n.id IN ",
        );
        let sql = sql.list(of.into_iter().map(|id| id.bytes().to_vec()));
        let sql = self.within_directory(sql.text(" AND "));
        let rows = sql.all::<Named>(&self.store.house.main.read).await?;
        let named = rows.into_iter().map(|row| {
            let id = PersonId::from_bytes(bytes(&row.id, "person id")?);
            Ok((id, row.name))
        });
        named.collect()
    }

    async fn find_people(&self, which: Option<Which>) -> Result<Vec<PersonView>, StoreError> {
        let sql = Sql::new(
            "SELECT n.id, n.name, n.email, n.disabled_at, a.role, o.id AS organisation \
             FROM person n LEFT JOIN grant_ a ON a.person_seq = n.seq \
             LEFT JOIN organisation o ON o.seq = a.organisation_seq WHERE ",
        );
        let mut sql = self.within_directory(sql);
        sql = match which {
            Some(Which::Email(email)) => sql.text(" AND n.email = ").value(email),
            Some(Which::Id(id)) => sql.text(" AND n.id = ").value(id.bytes().to_vec()),
            None => sql,
        };
        let rows = sql.text(" ORDER BY n.seq, o.path, a.role");
        let rows = rows.all::<Row>(&self.store.house.main.read).await?;
        let mut people: Vec<PersonView> = Vec::new();
        for row in rows {
            let id = PersonId::from_bytes(bytes(&row.id, "person id")?);
            let grant = grant::of(row.role.as_deref(), row.organisation.as_deref())?;
            match people.last_mut().filter(|last| last.id == id) {
                Some(last) => last.grants.extend(grant),
                None => people.push(PersonView {
                    id,
                    name: row.name,
                    email: row.email,
                    disabled_at: row.disabled_at.map(UnixMillis),
                    grants: grant.into_iter().collect(),
                }),
            }
        }
        people.sort_by_cached_key(|person| person.name.to_lowercase());
        Ok(people)
    }
}

#[derive(FromQueryResult)]
struct Named {
    id: Vec<u8>,
    name: String,
}

/// One person, by one of the ways to name them.
enum Which {
    Email(String),
    Id(PersonId),
}

#[derive(FromQueryResult)]
struct Row {
    id: Vec<u8>,
    name: String,
    email: String,
    disabled_at: Option<i64>,
    role: Option<String>,
    organisation: Option<Vec<u8>>,
}

/// The row.
pub(super) mod entity {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "person")]
    pub(crate) struct Model {
        #[sea_orm(primary_key)]
        pub seq: i64,
        pub id: Vec<u8>,
        pub name: String,
        pub email: String,
        pub password_hash: Option<String>,
        pub disabled_at: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
