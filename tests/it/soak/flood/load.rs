//! Five times the load: what was acknowledged is there, what was refused is not.

use super::{hold_empty, hold_refused};
use crate::{
    soak::rounds,
    world::{Browser, Reply, World},
};
use fourlens_app::portal::ReturnId;
use tokio::task::JoinSet;

/// How many can save at once, and how many more can wait.
const ROOM: usize = 6;

/// Saves at once: five times what finds a place.
const SAVES: usize = 5 * 2 * ROOM;

/// Floods in a test run.
const FLOODS: usize = 2;

#[tokio::test(flavor = "multi_thread")]
async fn under_five_times_the_load_what_is_acknowledged_is_there_and_what_is_refused_is_not() {
    let world = World::new().await;
    let returns = world.schools_of_ada(SAVES).await;
    assert_eq!(returns.len(), SAVES);
    let mut ada = world.head().await;
    let narrow = world.with_room_for(ROOM);
    let mut stands = vec![String::new(); SAVES];
    let mut refused = 0;
    for flood in 0..rounds(FLOODS) {
        let sections = pages(&mut ada, &returns).await;
        let at_once = at_once(&narrow, &ada, &sections, flood).await;
        for (number, reply) in at_once {
            match reply.status {
                303 => stands[number] = words(flood),
                _ => {
                    hold_refused(&reply);
                    refused += 1;
                }
            }
        }
        hold_empty(&narrow).await;
    }
    eprintln!("{refused} of {} were refused", rounds(FLOODS) * SAVES);
    let now = pages(&mut ada, &returns).await;
    for (number, page) in now.iter().enumerate() {
        let shown = page.texts("textarea[name='C1.how']").concat();
        assert_eq!(shown, stands[number], "return {number}");
    }
    let mut after = ada.at(&narrow);
    let (path, fields) = now[0].form(&[("C1.how", "Afterwards")]);
    assert_eq!(after.post(&path, &fields).await.status, 303);
    let found = narrow.store.verify().await.expect("verified");
    assert!(found.is_empty(), "{found:?}");
}

fn words(flood: usize) -> String {
    format!("Words of flood {flood}")
}

async fn pages(ada: &mut Browser, returns: &[ReturnId]) -> Vec<Reply> {
    let mut pages = Vec::new();
    for return_id in returns {
        pages.push(ada.get(&format!("/returns/{return_id}/sections/C")).await);
    }
    pages
}

/// Saves all of them at the same time, and what came of each.
async fn at_once(
    world: &World,
    ada: &Browser,
    sections: &[Reply],
    flood: usize,
) -> Vec<(usize, Reply)> {
    let mut saving = JoinSet::new();
    for (number, page) in sections.iter().enumerate() {
        let mut browser = ada.at(world);
        let (path, fields) = page.form(&[("C1.how", &words(flood))]);
        saving.spawn(async move { (number, browser.post(&path, &fields).await) });
    }
    saving.join_all().await
}
