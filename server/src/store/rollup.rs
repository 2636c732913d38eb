//! Table `rollup`: a campaign's facts counted by group, kept up with every submission, so that a
//! report costs the same at any number. It can be made anew from the facts, and must not know
//! what a measure means.

use super::{
    FactPack, Scoped, StoreError, fact,
    sql::Sql,
    writer::{Counted, Work},
};
use fourlens_app::portal::CampaignId;
use fourlens_contract::Fact;
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::BTreeMap;

/// What one group of a campaign's submissions says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RollUp {
    /// By plugin, then by measure.
    pub plugins: BTreeMap<String, BTreeMap<String, Tally>>,
}

/// One measure over a group.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Submissions with this measure.
    pub submissions: i64,
    /// Those in which an answer still missing could change it.
    pub undetermined: i64,
    /// Those with a value.
    pub valued: i64,
    /// The sum of the values.
    pub value: i64,
    /// The sum of what those with a value could have reached.
    pub max: i64,
    /// Submissions by band.
    pub bands: BTreeMap<String, i64>,
    /// The sum of `n`.
    pub n: i64,
    /// The sum of `na`.
    pub na: i64,
}

impl RollUp {
    /// One measure of one plugin.
    pub fn tally(&self, plugin: &str, measure: &str) -> Option<&Tally> {
        self.plugins.get(plugin)?.get(measure)
    }

    /// What these submissions say.
    pub fn of<'f>(submissions: impl IntoIterator<Item = &'f [FactPack]>) -> RollUp {
        let mut roll_up = RollUp::default();
        submissions
            .into_iter()
            .for_each(|packs| roll_up.count(packs));
        roll_up
    }

    fn count(&mut self, packs: &[FactPack]) {
        for pack in packs {
            if !self.plugins.contains_key(&pack.plugin) {
                self.plugins.insert(pack.plugin.clone(), BTreeMap::new());
            }
            let Some(measures) = self.plugins.get_mut(&pack.plugin) else {
                continue;
            };
            for fact in &pack.facts {
                match measures.get_mut(&fact.measure) {
                    Some(tally) => tally.count(fact),
                    None => {
                        let mut tally = Tally::default();
                        tally.count(fact);
                        measures.insert(fact.measure.clone(), tally);
                    }
                }
            }
        }
    }

    fn merge(&mut self, other: Self) {
        for (plugin, measures) in other.plugins {
            let own = self.plugins.entry(plugin).or_default();
            for (measure, tally) in measures {
                own.entry(measure).or_default().merge(tally);
            }
        }
    }
}

impl Tally {
    fn count(&mut self, fact: &Fact) {
        self.submissions += 1;
        self.undetermined += i64::from(!fact.determined);
        if let Some(value) = fact.value {
            self.valued += 1;
            self.value += value;
            self.max += fact.max;
        }
        if let Some(band) = &fact.band {
            *self.bands.entry(band.clone()).or_default() += 1;
        }
        self.n += i64::from(fact.n);
        self.na += i64::from(fact.na);
    }

    fn merge(&mut self, other: Self) {
        self.submissions += other.submissions;
        self.undetermined += other.undetermined;
        self.valued += other.valued;
        self.value += other.value;
        self.max += other.max;
        self.n += other.n;
        self.na += other.na;
        for (band, count) in other.bands {
            *self.bands.entry(band).or_default() += count;
        }
    }
}

/// Roll-ups by group.
pub(super) type Groups = BTreeMap<String, RollUp>;

impl Scoped {
    /// A campaign's roll-ups for these groups, in this order; a group nobody is in yet is empty.
    /// They count everyone, whoever reaches how far: the caller goes through disclosure control.
    /// Someone blocked from a case gets figures without it, counted for them alone.
    pub async fn roll_ups(
        &self,
        of: CampaignId,
        groups: &[&str],
    ) -> Result<Vec<(String, RollUp)>, StoreError> {
        let db = &self.store.house.main.read;
        let mut held = match self.is_blocked_in(of).await? {
            true => {
                counted_of(db, of, 0, |sql| self.unblocked(sql))
                    .await?
                    .groups
            }
            false => stored(db, of, Some(groups)).await?,
        };
        let group = |group: &&str| ((*group).to_owned(), held.remove(*group).unwrap_or_default());
        Ok(groups.iter().map(group).collect())
    }

    /// Makes a campaign's roll-ups anew from its facts. Counting is done beside the writer; only
    /// what came meanwhile is counted while it waits.
    pub async fn rebuild_roll_ups(&self, of: CampaignId) -> Result<(), StoreError> {
        if self.campaign(of).await?.is_none() {
            return Err(StoreError::Missing("campaign"));
        }
        let counted = counted(&self.store.house.main.read, of, 0).await?;
        let author = self.author.clone();
        self.write(move |work| {
            Box::pin(async move {
                rebuild(work, of, counted).await?;
                work.note(
                    &author,
                    "rollup.rebuild",
                    ("campaign", of.bytes()),
                    json!({}),
                );
                Ok(())
            })
        })
        .await
    }
}

/// The roll-ups held for a campaign, all or these.
pub(super) async fn stored(
    db: &impl ConnectionTrait,
    of: CampaignId,
    groups: Option<&[&str]>,
) -> Result<Groups, StoreError> {
    let sql = Sql::new(
        "SELECT u.campaign_seq, u.group_key, u.packed FROM rollup u \
         JOIN campaign c ON c.seq = u.campaign_seq WHERE c.id = ",
    );
    let mut sql = sql.value(of.bytes().to_vec());
    if let Some(groups) = groups {
        sql = sql
            .text(" AND u.group_key IN ")
            .list(groups.iter().copied());
    }
    let rows = sql.all::<Row>(db).await?;
    rows.into_iter()
        .map(|row| Ok((row.group_key.clone(), row.unpack()?)))
        .collect()
}

/// Roll-ups counted from facts.
pub(super) struct FromFacts {
    pub(super) groups: Groups,
    submissions: i64,
    last: i64,
}

/// Counts the facts of each return's last submission after this row.
pub(super) async fn counted(
    db: &impl ConnectionTrait,
    of: CampaignId,
    after: i64,
) -> Result<FromFacts, StoreError> {
    counted_of(db, of, after, |sql| sql.text("TRUE")).await
}

/// The same, of those returns called `r` for which a condition holds.
async fn counted_of(
    db: &impl ConnectionTrait,
    of: CampaignId,
    after: i64,
    narrow: impl Fn(Sql) -> Sql,
) -> Result<FromFacts, StoreError> {
    let mut found = FromFacts {
        groups: Groups::new(),
        submissions: 0,
        last: after,
    };
    loop {
        let rows = Sql::new(
            "SELECT s.seq, s.groups_ FROM submission s JOIN return_ r ON r.seq = s.return_seq \
             JOIN campaign c ON c.seq = r.campaign_seq WHERE s.number = \
             (SELECT max(number) FROM submission WHERE return_seq = r.seq) AND c.id = ",
        )
        .value(of.bytes().to_vec())
        .text(" AND s.seq > ")
        .value(found.last)
        .text(" AND ");
        let rows = narrow(rows)
            .text(" ORDER BY s.seq LIMIT 500")
            .all::<Submitted>(db)
            .await?;
        let Some(last) = rows.last() else {
            return Ok(found);
        };
        found.last = last.seq;
        found.submissions += rows.len() as i64;
        let seqs: Vec<i64> = rows.iter().map(|row| row.seq).collect();
        let facts = fact::of_submissions(db, &seqs).await?;
        for row in rows {
            let packs = facts.get(&row.seq).map_or(&[][..], Vec::as_slice);
            for group in row.groups_.lines() {
                found
                    .groups
                    .entry(group.to_owned())
                    .or_default()
                    .count(packs);
            }
        }
    }
}

async fn rebuild(work: &Work, of: CampaignId, before: FromFacts) -> Result<(), StoreError> {
    let campaign = Sql::new("SELECT seq, title AS groups_ FROM campaign WHERE id = ")
        .value(of.bytes().to_vec())
        .text(if work.is_postgres { " FOR UPDATE" } else { "" })
        .one::<Submitted>(&work.tx)
        .await?;
    let campaign_seq = campaign.ok_or(StoreError::Missing("campaign"))?.seq;
    lock(
        &work.tx,
        work.is_postgres,
        &[(campaign_seq, "all".to_owned())],
    )
    .await?;
    let since = counted(&work.tx, of, before.last).await?;
    let returns = Sql::new(
        "SELECT count(DISTINCT s.return_seq) AS seq, '' AS groups_ FROM submission s \
         JOIN return_ r ON r.seq = s.return_seq WHERE r.campaign_seq = ",
    );
    let returns = returns
        .value(campaign_seq)
        .one::<Submitted>(&work.tx)
        .await?;
    let mut groups = before.groups;
    if returns.is_some_and(|all| all.seq == before.submissions + since.submissions) {
        for (group, roll_up) in since.groups {
            groups.entry(group).or_default().merge(roll_up);
        }
    } else {
        // Another process committed a row from before the last one counted.
        groups = counted(&work.tx, of, 0).await?.groups;
    }
    let gone = Sql::new("DELETE FROM rollup WHERE campaign_seq = ").value(campaign_seq);
    gone.run(&work.tx).await?;
    let rows = groups
        .into_iter()
        .map(|(group, roll_up)| ((campaign_seq, group), roll_up));
    write(&work.tx, rows.collect()).await
}

/// Adds a group's facts to the roll-ups, each read and written once.
pub(super) async fn add(
    db: &impl ConnectionTrait,
    is_postgres: bool,
    counted: Vec<Counted>,
) -> Result<(), StoreError> {
    let mut more: BTreeMap<(i64, String), RollUp> = BTreeMap::new();
    for counted in counted {
        for group in counted.groups {
            more.entry((counted.campaign_seq, group))
                .or_default()
                .count(&counted.facts);
        }
    }
    if more.is_empty() {
        return Ok(());
    }
    let keys: Vec<_> = more.keys().cloned().collect();
    for row in lock(db, is_postgres, &keys).await? {
        let key = (row.campaign_seq, row.group_key.clone());
        let held = row.unpack()?;
        if let Some(roll_up) = more.get_mut(&key) {
            roll_up.merge(held);
        }
    }
    write(db, more).await
}

/// Reads rows to be written; on PostgreSQL they exist and are locked afterwards, always in the
/// same order, so that two processes wait for each other instead of deadlocking.
async fn lock(
    db: &impl ConnectionTrait,
    is_postgres: bool,
    keys: &[(i64, String)],
) -> Result<Vec<Row>, StoreError> {
    if is_postgres {
        Sql::new("INSERT INTO rollup (campaign_seq, group_key, packed) ")
            .rows(
                keys.iter().map(|(campaign, group)| {
                    [(*campaign).into(), group.clone().into(), "{}".into()]
                }),
            )
            .text(" ON CONFLICT (campaign_seq, group_key) DO NOTHING")
            .run(db)
            .await?;
    }
    Sql::new(
        "SELECT campaign_seq, group_key, packed FROM rollup \
         WHERE (campaign_seq, group_key) IN (",
    )
    .rows(
        keys.iter()
            .map(|(campaign, group)| [(*campaign).into(), group.clone().into()]),
    )
    .text(") ORDER BY campaign_seq, group_key")
    .text(if is_postgres { " FOR UPDATE" } else { "" })
    .all::<Row>(db)
    .await
}

async fn write(
    db: &impl ConnectionTrait,
    roll_ups: BTreeMap<(i64, String), RollUp>,
) -> Result<(), StoreError> {
    if roll_ups.is_empty() {
        return Ok(());
    }
    Sql::new("INSERT INTO rollup (campaign_seq, group_key, packed) ")
        .rows(roll_ups.into_iter().map(|((campaign, group), roll_up)| {
            let packed = serde_json::to_string(&roll_up).expect("a roll-up is numbers by name");
            [campaign.into(), group.into(), packed.into()]
        }))
        .text(" ON CONFLICT (campaign_seq, group_key) DO UPDATE SET packed = excluded.packed")
        .run(db)
        .await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct Row {
    campaign_seq: i64,
    group_key: String,
    packed: String,
}

impl Row {
    fn unpack(&self) -> Result<RollUp, StoreError> {
        serde_json::from_str(&self.packed).map_err(|cause| StoreError::damaged("a roll-up", cause))
    }
}

#[derive(FromQueryResult)]
struct Submitted {
    seq: i64,
    groups_: String,
}
