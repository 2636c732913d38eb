//! A made-up town that is asked: a data folder with a school for each connection, its head, as many
//! open campaigns as each owes returns, and drafts. Made through the store before anything is timed. It must
//! not know what is measured.

use crate::{
    client::{Client, Reply},
    load::CONNECTIONS,
    peer_form,
    server_process::{Running, Workshop},
};
use anyhow::{Context, Result, bail};
use fourlens_app::portal::{Grant, OrganisationId, PersonId, ReturnId, Role};
use fourlens_forms::form::Form;
use fourlens_server::{
    clock::{Clock, SystemClock},
    password,
    random::{Random, SystemRandom},
    seal::KeyRing,
    store::{
        Actor, Audience, Change, FormHash, NewOrganisation, NewPerson, OpenCampaign,
        OrganisationKind, Page, ReturnFilter, SaveOutcome, Scoped, Store, StoreConfig,
    },
};
use serde_json::{Value as Json, json};
use std::{collections::HashMap, net::SocketAddr, path::PathBuf, sync::Arc};
use tokio::task::JoinSet;

const PASSWORD: &str = "a bench's password";

/// Drafts saved at once, so that groups of the writer are full.
const SAVES: usize = 64;

/// The town's folder and what is in it.
pub struct Town {
    /// Where everything lies.
    pub config: StoreConfig,
    heads: Vec<Head>,
}

/// The head of a school, and the returns that it owes.
pub struct Head {
    /// Signs in with it.
    email: String,
    actor: Actor,
    /// What is to be handed in.
    pub returns: Vec<ReturnId>,
}

impl Town {
    /// Makes a town that owes so many returns, spread over a school for each connection.
    pub async fn found(folder: PathBuf, form: &Form, returns: usize) -> Result<Town> {
        let config = StoreConfig {
            data: folder.join("data"),
            database_url: None,
            key_store_url: None,
            keys: folder.join("ring.json"),
            files: None,
        };
        KeyRing::create(&config.keys, &SystemRandom)?;
        Store::migrate(&config).await?;
        let store = open(&config).await?;
        let system = store.system("bench");
        let heads = settle(&system, CONNECTIONS.min(returns)).await?;
        let heads = ask(&system, form, heads, returns).await?;
        store.close().await?;
        Ok(Town { config, heads })
    }

    /// Saves these answers in every draft.
    pub async fn fill(&self, answers: &[(String, Json)]) -> Result<()> {
        let store = open(&self.config).await?;
        let change = |(question, value): &(String, Json)| Change {
            question: question.clone(),
            row: String::new(),
            seen_version: 0,
            value: Some(value.clone()),
        };
        let changes: Vec<Change> = answers.iter().map(change).collect();
        let mut saving: JoinSet<Result<()>> = JoinSet::new();
        for head in &self.heads {
            let scope = store.scope(&head.actor, &[Role::Head]);
            for of in &head.returns {
                if saving.len() == SAVES {
                    saving.join_next().await.context("some are saving")???;
                }
                saving.spawn(save(scope.clone(), *of, changes.clone()));
            }
        }
        while let Some(saved) = saving.join_next().await {
            saved??;
        }
        store.close().await?;
        Ok(())
    }

    /// Serves the town, and signs each head in.
    pub async fn serve(&self, workshop: &Workshop) -> Result<(Running, Vec<String>)> {
        let server = workshop.serve(&self.config.data, &self.config.keys)?;
        let mut cookies = Vec::with_capacity(self.heads.len());
        for head in &self.heads {
            cookies.push(session(server.address(), head).await?);
        }
        Ok((server, cookies))
    }

    /// As [`Town::serve`], behind a proxy.
    pub async fn serve_behind_proxy(&self, workshop: &Workshop) -> Result<(Running, Vec<String>)> {
        let server = workshop.serve_behind_proxy(&self.config.data, &self.config.keys)?;
        let mut cookies = Vec::with_capacity(self.heads.len());
        for head in &self.heads {
            cookies.push(session(server.address(), head).await?);
        }
        Ok((server, cookies))
    }

    /// The heads, one for each connection.
    pub fn heads(&self) -> &[Head] {
        &self.heads
    }
}

/// The form of a definition that has nothing wrong with it.
pub fn form(definition: &str) -> Result<Form> {
    fourlens_forms::load::form(definition)
        .map_err(|problems| anyhow::anyhow!("the definition is not sound: {problems:?}"))
}

/// The path of a section.
pub fn section(of: ReturnId, number: usize) -> String {
    format!("/returns/{of}/sections/{}", peer_form::block(number))
}

/// Opens a town's store.
pub async fn open(config: &StoreConfig) -> Result<Store> {
    let (clock, random) = (Arc::new(SystemClock), Arc::new(SystemRandom));
    Ok(Store::open(config.clone(), clock, random).await?)
}

async fn save(scope: Scoped, of: ReturnId, changes: Vec<Change>) -> Result<()> {
    let all = changes.len();
    match scope.save(of, changes).await? {
        Some(SaveOutcome::Saved(saved)) if saved.versions.len() == all => Ok(()),
        other => bail!("a draft was not saved: {other:?}"),
    }
}

/// The partnership, and the schools with their heads.
async fn settle(system: &Scoped, schools: usize) -> Result<Vec<(OrganisationId, Head)>> {
    let random: &dyn Random = &SystemRandom;
    let top = organisation(
        None,
        OrganisationKind::Partnership,
        "Bench Partnership".to_owned(),
    );
    let above = top.id;
    let school = |number: usize| NewOrganisation {
        phase: Some(["primary", "secondary"][number % 2].to_owned()),
        school_type: Some("academy".to_owned()),
        urn: Some(format!("{}", 900_000 + number)),
        ..organisation(
            Some(above),
            OrganisationKind::School,
            format!("School {number}"),
        )
    };
    let schools: Vec<_> = (0..schools).map(school).collect();
    let ids: Vec<OrganisationId> = schools.iter().map(|school| school.id).collect();
    let all = std::iter::once(top).chain(schools).collect();
    system.put_organisations(all).await?;
    let hash = password::hash(PASSWORD, random);
    let mut heads = Vec::with_capacity(ids.len());
    for (number, school) in ids.into_iter().enumerate() {
        heads.push((school, head(system, number, school, &hash).await?));
    }
    Ok(heads)
}

async fn head(system: &Scoped, number: usize, school: OrganisationId, hash: &str) -> Result<Head> {
    let (name, email) = (
        format!("Head {number}"),
        format!("head{number}@bench.example"),
    );
    let new = NewPerson {
        name: name.clone(),
        email: email.clone(),
        password_hash: Some(hash.to_owned()),
    };
    let person: PersonId = system.add_person(new).await?;
    system.grant(person, Role::Head, school).await?;
    let grants = vec![Grant {
        role: Role::Head,
        organisation: school,
    }];
    let actor = Actor {
        person,
        name,
        email: email.clone(),
        grants,
    };
    Ok(Head {
        email,
        actor,
        returns: Vec::new(),
    })
}

/// Publishes the form, opens campaigns that ask every school until there are so many returns, and
/// tells each head theirs.
async fn ask(
    system: &Scoped,
    form: &Form,
    heads: Vec<(OrganisationId, Head)>,
    returns: usize,
) -> Result<Vec<Head>> {
    let package = serde_json::to_string(form.package())?;
    system.publish(&form.package().form.key, &package).await?;
    let today = SystemClock.now().date_time().date_naive();
    let mut heads: HashMap<OrganisationId, Head> = heads.into_iter().collect();
    for number in 0..returns.div_ceil(heads.len()) {
        let campaign = OpenCampaign {
            form_version: FormHash(*form.version()),
            title: format!("Bench {number}"),
            opens_on: today - chrono::Days::new(2),
            closes_on: today + chrono::Days::new(60),
            as_of: today,
            audience: Audience {
                kinds: vec![OrganisationKind::School],
                ..Audience::default()
            },
        };
        let campaign = system.open_campaign(campaign).await?;
        let campaign = campaign.context("the version is published")?;
        let filter = ReturnFilter::default();
        let owed = system
            .returns_of_campaign(campaign, &filter, Page::ALL)
            .await?;
        for view in owed {
            let head = heads.get_mut(&view.organisation.id);
            head.context("every school has a head")?
                .returns
                .push(view.id);
        }
    }
    Ok(heads.into_values().collect())
}

fn organisation(
    parent: Option<OrganisationId>,
    kind: OrganisationKind,
    name: String,
) -> NewOrganisation {
    let random: &dyn Random = &SystemRandom;
    NewOrganisation {
        id: random.id(),
        parent,
        kind,
        name,
        phase: None,
        school_type: None,
        urn: None,
        laestab: None,
        opened_on: None,
        closed_on: None,
        details: json!({}),
    }
}

/// Signs in over HTTP; the session's cookie.
async fn session(address: SocketAddr, head: &Head) -> Result<String> {
    let given = sign_in(address, head).await?;
    let mut pairs = given.split("; ");
    let is_session = |pair: &&str| {
        let name = pair.split('=').next();
        matches!(name, Some("fourlens" | "__Host-fourlens"))
    };
    let session = pairs.find(is_session).map(str::to_owned);
    session.context("a session has a cookie")
}

/// Signs in over HTTP; every cookie that is given, so that the device is known afterwards.
pub async fn sign_in(address: SocketAddr, head: &Head) -> Result<String> {
    let given = sign_in_where(Client::connect(address).await?, "", head).await?;
    let given = given.headers.get_all("set-cookie").iter();
    let pairs = given.filter_map(|cookie| cookie.to_str().ok()?.split(';').next());
    Ok(pairs.collect::<Vec<_>>().join("; "))
}

/// Signs in from a device with these cookies.
pub async fn sign_in_where(client: Client, cookies: &str, head: &Head) -> Result<Reply> {
    let form = format!(
        "email={}&password={}",
        head.email.replace('@', "%40"),
        PASSWORD.replace(' ', "+")
    );
    let cookies = (!cookies.is_empty()).then(|| cookies.to_owned());
    let mut client = client.with_cookie(cookies);
    let reply = client.post("/sign-in", form.replace('\'', "%27")).await?;
    reply.expect(303, "/sign-in")
}
