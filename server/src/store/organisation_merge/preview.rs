//! What would move when one organisation becomes a part of another.

use super::moving::MOVING;
use crate::store::{ReturnState, Scoped, StoreError, sql::Sql};
use fourlens_app::portal::{OrganisationId, Role};
use sea_orm::FromQueryResult;

/// What would move.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MergePreview {
    /// Returns; those about cases are counted apart.
    pub returns: Vec<MovingReturn>,
    /// Returns about cases.
    pub case_returns: i64,
    /// People with their roles.
    pub people: Vec<MovingPerson>,
    /// What stands right below.
    pub below: Vec<String>,
}

/// A return that would move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovingReturn {
    /// To which campaign.
    pub campaign: String,
    /// Where it stands.
    pub state: ReturnState,
    /// Whether the other owes one, too, so that both stay where they are.
    pub stays: bool,
}

/// Someone who would move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovingPerson {
    /// Who.
    pub name: String,
    /// What they do.
    pub role: Role,
}

impl Scoped {
    /// What would move from one organisation to the other; empty beyond reach.
    pub async fn preview_merge(
        &self,
        from: OrganisationId,
        into: OrganisationId,
    ) -> Result<MergePreview, StoreError> {
        if self.organisation(from).await?.is_none() || self.organisation(into).await?.is_none() {
            return Ok(MergePreview::default());
        }
        let db = &self.store.house.main.read;
        let of = |sql: Sql| {
            sql.text(" WHERE one.id = ")
                .value(from.bytes().to_vec())
                .text(" AND other.id = ")
                .value(into.bytes().to_vec())
        };
        let returns = Sql::new("SELECT c.title AS campaign, r.state, CASE WHEN ")
            .text(MOVING)
            .text(
                " THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END AS stays, \
                 CAST(CASE WHEN r.case_seq IS NULL THEN 0 ELSE 1 END AS BIGINT) AS of_case \
                 FROM return_ r JOIN organisation one ON one.seq = r.organisation_seq \
                 JOIN campaign c ON c.seq = r.campaign_seq CROSS JOIN organisation other",
            );
        let returns = of(returns).text(" ORDER BY c.opens_on DESC, r.seq");
        let returns = returns.all::<Owed>(db).await?;
        let people = Sql::new(
            "SELECT n.name, a.role AS word FROM grant_ a JOIN person n ON n.seq = a.person_seq \
             JOIN organisation o ON o.seq = a.organisation_seq WHERE o.id = ",
        )
        .value(from.bytes().to_vec())
        .text(" ORDER BY lower(n.name), a.role");
        let people = people.all::<Named>(db).await?;
        let below = Sql::new(
            "SELECT o.name, o.kind AS word FROM organisation o \
             JOIN organisation p ON p.seq = o.parent_seq WHERE p.id = ",
        )
        .value(from.bytes().to_vec())
        .text(" ORDER BY lower(o.name)");
        let below = below.all::<Named>(db).await?;
        let case_returns = returns.iter().filter(|row| row.of_case > 0).count();
        let plain = returns.into_iter().filter(|row| row.of_case == 0);
        Ok(MergePreview {
            returns: plain.map(Owed::view).collect::<Result<_, _>>()?,
            case_returns: i64::try_from(case_returns).unwrap_or(i64::MAX),
            people: people
                .into_iter()
                .map(Named::person)
                .collect::<Result<_, _>>()?,
            below: below.into_iter().map(|row| row.name).collect(),
        })
    }
}

#[derive(FromQueryResult)]
struct Owed {
    campaign: String,
    state: String,
    stays: i64,
    of_case: i64,
}

impl Owed {
    fn view(self) -> Result<MovingReturn, StoreError> {
        Ok(MovingReturn {
            campaign: self.campaign,
            state: ReturnState::of(&self.state)?,
            stays: self.stays > 0,
        })
    }
}

#[derive(FromQueryResult)]
struct Named {
    name: String,
    word: String,
}

impl Named {
    fn person(self) -> Result<MovingPerson, StoreError> {
        let role = self.word.parse();
        Ok(MovingPerson {
            name: self.name,
            role: role.map_err(|cause: String| StoreError::damaged("role", cause))?,
        })
    }
}
