//! The administrator who keeps the directory: adds agencies and renames them, lets people join and
//! leave, merges two agencies and parts them again.

use super::{
    super::Chance,
    ledger::{Ledger, Told},
    place::Place,
    wire::CUT,
};
use crate::world::{Browser, Reply};
use fourlens_app::portal::{OrganisationId, PersonId};
use fourlens_server::{
    clock::{Clock, SystemClock},
    time,
};
use std::collections::BTreeMap;

type Fields = Vec<(String, String)>;

/// The administrator, and the agencies as they know them.
pub(super) struct Keeper {
    pub(super) browser: Browser,
    pub(super) chance: Chance,
    pub(super) ledger: Ledger,
    pub(super) agencies: Vec<Agency>,
    /// The request that nobody knows the end of, and what it does.
    pub(super) doubt: Option<(String, Fields, Doing)>,
    pub(super) acts: usize,
}

/// An agency.
pub(super) struct Agency {
    id: String,
    name: String,
    /// Who works there, by address, with their identity once it was looked up.
    people: BTreeMap<String, Option<PersonId>>,
    merged_into: Option<usize>,
}

/// What a request does once it is done.
#[derive(Clone)]
pub(super) enum Doing {
    Add(String, String),
    Rename(usize, String),
    Join(usize, String),
    Leave(usize, String),
    Merge(usize, usize),
    Undo(usize),
}

impl Keeper {
    /// Does something; whether the server still answers.
    pub(super) async fn act(&mut self) -> bool {
        self.acts += 1;
        let asked = match self.chance.below(9) {
            0 | 1 => self.add(&format!("Agency {}", self.acts)).await,
            2 => self.add(" ").await,
            3 => self.rename().await,
            4 | 5 => self.join().await,
            6 => self.leave().await,
            7 => self.merge().await,
            _ => self.undo().await,
        };
        let Some((path, fields, doing)) = asked else {
            return self.browser.get("/directory").await.status != CUT;
        };
        let intent = format!("the administrator posts {fields:?} to {path}");
        let asking = self.browser.post(&path, &fields);
        let (reply, told) = self.ledger.write(intent, asking).await;
        match (told, &doing) {
            (Told::Refused, Doing::Add(_, name)) if name.trim().is_empty() => {}
            (Told::Refused, _) => panic!("{path}: {} {}", reply.status, reply.text()),
            (Told::Acknowledged, Doing::Add(_, name)) => {
                assert!(!name.trim().is_empty(), "an agency without a name");
                self.learn(doing);
            }
            (Told::Acknowledged, _) => self.learn(doing),
            (Told::Unknown, _) => self.doubt = Some((path, fields, doing)),
        }
        told != Told::Unknown
    }

    /// Agencies that no merge touches.
    fn alone(&mut self) -> Option<usize> {
        let goal = |at: usize| self.agencies.iter().any(|one| one.merged_into == Some(at));
        let all = self.agencies.iter().enumerate();
        let alone = all.filter(|(at, one)| one.merged_into.is_none() && !goal(*at));
        let alone: Vec<usize> = alone.map(|(at, _)| at).collect();
        (!alone.is_empty()).then(|| *self.chance.of(&alone))
    }

    async fn page(&mut self, path: &str) -> Option<Reply> {
        let page = self.browser.get(path).await;
        (page.status != CUT).then_some(page)
    }

    async fn add(&mut self, name: &str) -> Option<(String, Fields, Doing)> {
        let page = self.page("/directory/new?kind=agency").await?;
        let (path, fields) = page.form(&[("name", name)]);
        let id = fields.iter().find(|(name, _)| name == "id");
        let id = id.expect("the form names what it adds").1.clone();
        Some((path, fields, Doing::Add(id, name.to_string())))
    }

    async fn rename(&mut self) -> Option<(String, Fields, Doing)> {
        let at = self.alone()?;
        let name = format!("Agency {} renamed", self.acts);
        let page = format!("/directory/{}/edit", self.agencies[at].id);
        let page = self.page(&page).await?;
        let (path, fields) = page.form(&[("name", &name)]);
        Some((path, fields, Doing::Rename(at, name)))
    }

    async fn join(&mut self) -> Option<(String, Fields, Doing)> {
        let at = self.alone()?;
        let email = format!("joiner{}@alder.example", self.acts);
        let page = format!("/directory/{}/people", self.agencies[at].id);
        let page = self.page(&page).await?;
        let typed = [
            ("name", "Jo Iner"),
            ("email", &email),
            ("role", "agency_lead"),
        ];
        let (path, fields) = page.form_to("/people", &typed);
        Some((path, fields, Doing::Join(at, email)))
    }

    async fn leave(&mut self) -> Option<(String, Fields, Doing)> {
        let at = self.alone()?;
        let known = self.agencies[at].people.iter();
        let mut known = known.filter_map(|(email, person)| Some((email.clone(), (*person)?)));
        let (email, person) = known.next_back()?;
        let day = time::local(SystemClock.now()).date_naive();
        let parts = [("day", "%-d"), ("month", "%-m"), ("year", "%Y")];
        let mut fields = vec![
            ("person".to_string(), person.to_string()),
            ("ends".to_string(), "agency_lead".to_string()),
        ];
        for (part, format) in parts {
            let name = format!("last-{person}-agency_lead-{part}");
            fields.push((name, day.format(format).to_string()));
        }
        let path = format!("/directory/{}/people/end", self.agencies[at].id);
        Some((path, fields, Doing::Leave(at, email)))
    }

    async fn merge(&mut self) -> Option<(String, Fields, Doing)> {
        let (one, other) = (self.alone()?, self.alone()?);
        if one == other {
            return None;
        }
        let (from, into) = (&self.agencies[one].id, &self.agencies[other].id);
        let page = format!("/directory/{from}/merge?into={into}");
        let page = self.page(&page).await?;
        let (path, fields) = page.form_to("/merge", &[]);
        Some((path, fields, Doing::Merge(one, other)))
    }

    async fn undo(&mut self) -> Option<(String, Fields, Doing)> {
        let merged = self.agencies.iter();
        let merged = merged.clone().position(|one| one.merged_into.is_some())?;
        let page = format!("/directory/{}/merge", self.agencies[merged].id);
        let page = self.page(&page).await?;
        let (path, fields) = page.form_to("/merge/undo", &[]);
        Some((path, fields, Doing::Undo(merged)))
    }

    fn learn(&mut self, doing: Doing) {
        match doing {
            Doing::Add(id, name) => self.agencies.push(Agency {
                id,
                name,
                people: BTreeMap::new(),
                merged_into: None,
            }),
            Doing::Rename(at, name) => self.agencies[at].name = name,
            Doing::Join(at, email) => {
                self.agencies[at].people.insert(email, None);
            }
            Doing::Leave(at, email) => {
                self.agencies[at].people.remove(&email);
            }
            Doing::Merge(one, other) => self.agencies[one].merged_into = Some(other),
            Doing::Undo(one) => self.agencies[one].merged_into = None,
        }
    }

    /// Asks again what nobody knows the end of: then it is done, once.
    pub(super) async fn settle(&mut self) {
        let Some((path, fields, doing)) = self.doubt.take() else {
            return;
        };
        let reply = self.browser.post(&path, &fields).await;
        let nameless = matches!(&doing, Doing::Add(_, name) if name.trim().is_empty());
        let renamed = matches!(&doing, Doing::Rename(..));
        match reply.status {
            422 if nameless => return,
            // It was saved, so the version that the form knew is not the newest.
            409 if renamed => {}
            303 if !nameless => {}
            status => panic!("{path} asked again: {status} {}", reply.text()),
        }
        self.learn(doing);
    }

    /// Holds the pages and the store against what was acknowledged.
    pub(super) async fn hold(&mut self, place: &Place) {
        let store = place.store().await;
        let system = store.system("soak");
        let all = system.organisations().await.expect("organisations");
        let mut there: Vec<&str> = all
            .iter()
            .map(|one| one.name.as_str())
            .filter(|name| name.starts_with("Agency"))
            .collect();
        let mut known: Vec<&str> = self.agencies.iter().map(|one| one.name.as_str()).collect();
        there.sort_unstable();
        known.sort_unstable();
        assert_eq!(there, known, "each agency once, and no other");
        let mut people = BTreeMap::new();
        for (at, agency) in self.agencies.iter().enumerate() {
            let id: OrganisationId = agency.id.parse().expect("an identity");
            let contacts = system.contacts(id).await.expect("contacts");
            let named = contacts.into_iter().map(|one| (one.email, one.person));
            let named: Vec<(String, PersonId)> = named.collect();
            people.extend(named.iter().cloned());
            let mut there: Vec<String> = named.into_iter().map(|(email, _)| email).collect();
            let here = self.agencies.iter().enumerate().filter(|(from, one)| {
                *from == at && one.merged_into.is_none() || one.merged_into == Some(at)
            });
            let mut known: Vec<String> = here
                .flat_map(|(_, one)| one.people.keys().cloned())
                .collect();
            there.sort_unstable();
            known.sort_unstable();
            assert_eq!(there, known, "who works at {}", agency.name);
        }
        store.close().await.expect("closed");
        for agency in &mut self.agencies {
            for (email, person) in &mut agency.people {
                *person = people.get(email).copied();
            }
        }
        for agency in self.agencies.iter().rev().take(5) {
            let page = self.browser.get(&format!("/directory/{}", agency.id)).await;
            assert!(page.says(&agency.name), "{}", page.text());
            let merged = page.says("It became a part of");
            assert_eq!(merged, agency.merged_into.is_some(), "{}", page.text());
        }
    }
}
