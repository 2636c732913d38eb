//! The server is killed (SIGKILL) while several people work, started again on what it left, and
//! asked: everything it acknowledged is there once, nothing it refused is, and what it left open is
//! there once or not at all until it is asked again. The machine itself goes on, so this proves what
//! is done in which order, not what a disk keeps when the power fails.

mod keeper;
mod ledger;
mod officers;
mod owed;
mod place;
mod respondent;
mod server;
mod visitor;
mod wire;

use super::{Chance, rounds};
use fourlens_app::portal::Role;
use keeper::Keeper;
use ledger::{Ledger, Told};
use officers::{HandedIn, Officer, Officers};
use place::Place;
use respondent::Respondent;
use server::Server;
use std::time::Duration;
use tokio::sync::oneshot;
use visitor::Visitor;
use wire::Wire;

/// The name of the test below: the server is this binary, asked for it alone.
const THIS_TEST: &str = "soak::killed::what_was_acknowledged_outlives_a_kill";

/// Kills in a test run.
const KILLS: usize = 3;

/// The most acts until the server is killed.
const ACTS: usize = 60;

#[test]
fn what_was_acknowledged_outlives_a_kill() {
    server::serve_if_told();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime starts");
    runtime.block_on(story());
}

async fn story() {
    let mut chance = Chance::from(0x5EED_0003);
    let place = Place::new().await;
    let mut server = Server::start(&place.flags());
    let wire = Wire::to(server.address);
    let mut house = House::new(&place, &wire, &mut chance).await;
    let kills = rounds(KILLS);
    for kill in 1..=kills {
        let returns = place.ask(kill).await;
        for (at, respondent) in house.respondents.iter_mut().enumerate() {
            respondent.begin(returns[at * 3..at * 3 + 3].iter().copied());
        }
        let strike = house.ledger.after(5 + chance.below(ACTS));
        // Anywhere in what the server is at by then.
        let breath = Duration::from_micros(chance.below(5_000) as u64);
        tokio::join!(strike_when(strike, breath, server), house.work());
        place.is_whole().await;
        server = Server::start(&place.flags());
        wire.lead_to(server.address);
        house.settle(&place).await;
        house.hold(&place).await;
    }
    server.kill();
    place.is_whole().await;
    let [done, refused, unknown] =
        [Told::Acknowledged, Told::Refused, Told::Unknown].map(|told| house.ledger.count(told));
    eprintln!(
        "{kills} kills: {done} acts acknowledged, {refused} refused, {unknown} cut off; {} \
         submissions",
        house.officers.all.len()
    );
}

async fn strike_when(strike: oneshot::Receiver<()>, breath: Duration, server: Server) {
    strike.await.expect("somebody acts");
    tokio::time::sleep(breath).await;
    tokio::task::spawn_blocking(move || server.kill())
        .await
        .expect("killed");
}

/// Everyone who works at the same time.
struct House {
    ledger: Ledger,
    respondents: [Respondent; 2],
    keeper: Keeper,
    officers: Officers,
    visitor: Visitor,
}

impl House {
    async fn new(place: &Place, wire: &Wire, chance: &mut Chance) -> House {
        place.add("Ada", Role::Head, &[0, 1, 2]).await;
        place.add("Bo", Role::Head, &[3, 4, 5]).await;
        place.add("Vi", Role::SafeguardingLead, &[0]).await;
        place.add("Alex", Role::Administrator, &[]).await;
        place.add("Bea", Role::Administrator, &[]).await;
        place.add("Dot", Role::DataProtectionOfficer, &[]).await;
        let ledger = Ledger::default();
        let mut respondent = async |name| Respondent {
            name,
            browser: place::sign_in(wire, name).await.0,
            chance: chance.another(),
            ledger: ledger.clone(),
            owed: Vec::new(),
            doubt: None,
            acts: 0,
        };
        let respondents = [respondent("Ada").await, respondent("Bo").await];
        let officer = async |name| {
            let (browser, app) = place::sign_in(wire, name).await;
            let app = app.expect("they need a second factor");
            Officer { browser, app }
        };
        House {
            respondents,
            keeper: Keeper {
                browser: place::sign_in(wire, "Alex").await.0,
                chance: chance.another(),
                ledger: ledger.clone(),
                agencies: Vec::new(),
                doubt: None,
                acts: 0,
            },
            officers: Officers {
                proposes: officer("Dot").await,
                decides: officer("Bea").await,
                chance: chance.another(),
                ledger: ledger.clone(),
                all: Vec::new(),
                doubt: None,
            },
            visitor: Visitor {
                name: "Vi",
                wire: wire.clone(),
                chance: chance.another(),
                ledger: ledger.clone(),
                inside: Vec::new(),
                outside: Vec::new(),
                lost: 0,
                doubt: None,
                was_wrong: false,
            },
            ledger,
        }
    }

    /// All at once, until the server answers nobody.
    async fn work(&mut self) {
        let [ada, bo] = &mut self.respondents;
        let (keeper, officers, visitor) = (&mut self.keeper, &mut self.officers, &mut self.visitor);
        tokio::join!(
            async { while ada.act().await {} },
            async { while bo.act().await {} },
            async { while keeper.act().await {} },
            async { while officers.act().await {} },
            async { while visitor.act().await {} },
        );
    }

    /// Everyone asks again what was left open.
    async fn settle(&mut self, place: &Place) {
        for respondent in &mut self.respondents {
            respondent.settle().await;
        }
        self.keeper.settle().await;
        self.officers.settle().await;
        self.visitor.settle(place).await;
    }

    /// Everyone holds what is there against what was acknowledged; what was handed in is the
    /// officers' from then on.
    async fn hold(&mut self, place: &Place) {
        let store = place.store().await;
        let system = store.system("soak");
        for respondent in &mut self.respondents {
            respondent.hold().await;
            for owed in &respondent.owed {
                let receipt = system.receipt(owed.id).await.expect("read");
                let is_there = receipt.is_some();
                let last = self.ledger.last_unknown();
                assert_eq!(is_there, owed.submitted, "{}, after {last:#?}", owed.id);
                let Some(receipt) = receipt else { continue };
                self.officers.all.push(HandedIn {
                    owed: owed.clone(),
                    submission: receipt.submission,
                    reference: receipt.reference,
                    proposal: None,
                    erased: false,
                });
            }
        }
        store.close().await.expect("closed");
        self.keeper.hold(place).await;
        self.officers.hold(place).await;
        self.visitor.hold(place).await;
    }
}
