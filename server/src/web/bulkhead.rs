//! Bulkheads: each costly kind of work has a room of its own, so that a flood of one never starves
//! the others. What finds no place in its room soon is refused, with a time to try again.

use super::WebError;
use std::{sync::Arc, time::Duration};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// A kind of work with a room of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    /// Reading and drawing pages.
    Pages,
    /// Writing: saving, handing in, and what else is posted.
    Saves,
    /// Posts by which people sign in, up to where a password is checked.
    SignIn,
    /// Checking passwords of those who come from a device not known: costly by design.
    Passwords,
    /// Checking passwords where that person signed in before: a flood of strangers keeps nobody
    /// out of where they were.
    KnownPasswords,
    /// Asking the provider: it may be slow.
    Provider,
    /// Taking figures away.
    Exports,
    /// Plugins at work.
    Plugins,
    /// Files on their way in: each is sealed as it comes, and may come slowly.
    Uploads,
    /// Files on their way out: a slow line holds its place for long.
    Downloads,
    /// Definitions on their way in, which are large.
    DefinitionsIn,
    /// Definitions being read and proved.
    Definitions,
    /// Extracts of the schools register, each some 60 MB.
    Imports,
}

/// How large a room is.
struct Size {
    /// So many work at once,
    at_once: usize,
    /// so many more may wait for a place,
    waiting: usize,
    /// and none of them longer than this.
    patience: Duration,
}

const SHORT: Duration = Duration::from_secs(1);
const LONG: Duration = Duration::from_secs(10);

impl Room {
    const ALL: [Room; 13] = [
        Room::Pages,
        Room::Saves,
        Room::SignIn,
        Room::Passwords,
        Room::KnownPasswords,
        Room::Provider,
        Room::Exports,
        Room::Plugins,
        Room::Uploads,
        Room::Downloads,
        Room::DefinitionsIn,
        Room::Definitions,
        Room::Imports,
    ];

    fn size(self, cores: usize) -> Size {
        let (at_once, waiting, patience) = match self {
            Room::Pages => (cores * 16, cores * 128, SHORT),
            Room::Saves => (cores * 64, 1024, SHORT),
            // Of these some wait for a password to be checked; the rest is for those who do not.
            Room::SignIn => (cores * 24, cores * 64, SHORT),
            // A password takes a core for some 20 ms: half of the cores stay for everyone else.
            Room::Passwords | Room::KnownPasswords => ((cores / 2).max(1), cores * 8, 2 * SHORT),
            Room::Provider => (8, 32, LONG),
            Room::Exports => (2, 8, LONG),
            Room::Plugins => (cores * 2, 1024, 2 * SHORT),
            Room::Uploads => (64, 64, LONG),
            Room::Downloads => (64, 64, LONG),
            Room::DefinitionsIn => (4, 8, LONG),
            Room::Definitions => (cores, 16, LONG),
            Room::Imports => (1, 2, LONG),
        };
        Size {
            at_once,
            waiting,
            patience,
        }
    }
}

/// Every room.
#[derive(Clone)]
pub struct Bulkheads([Bulkhead; Room::ALL.len()]);

/// A room: so many at work at once, and so many waiting.
#[derive(Clone)]
struct Bulkhead {
    working: Arc<Semaphore>,
    inside: Arc<Semaphore>,
    places: usize,
    patience: Duration,
}

/// A place in a room; leaving gives it back.
pub struct Place {
    _working: OwnedSemaphorePermit,
    _inside: OwnedSemaphorePermit,
}

impl Default for Bulkheads {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Bulkheads::for_cores(cores)
    }
}

impl Bulkheads {
    /// Rooms for a machine of so many cores.
    pub fn for_cores(cores: usize) -> Bulkheads {
        Bulkheads(Room::ALL.map(|room| Bulkhead::new(room.size(cores))))
    }

    /// Rooms for so many at once, and as many waiting, each of them.
    pub fn of_places(at_once: usize) -> Bulkheads {
        let size = |room: Room| Size {
            at_once,
            waiting: at_once,
            ..room.size(1)
        };
        Bulkheads(Room::ALL.map(|room| Bulkhead::new(size(room))))
    }

    /// A place in a room, after waiting for one if need be.
    ///
    /// # Errors
    /// `Busy` when too many wait already, or this one waited too long.
    pub async fn enter(&self, room: Room) -> Result<Place, WebError> {
        self.of(room).enter().await
    }

    /// Whether someone who comes now would at least be let in to wait.
    pub fn has_room(&self, room: Room) -> bool {
        self.of(room).inside.available_permits() > 0
    }

    /// Whether nobody is inside any room, at work or waiting.
    pub fn are_empty(&self) -> bool {
        let empty = |room: &Bulkhead| room.inside.available_permits() == room.places;
        self.0.iter().all(empty)
    }

    fn of(&self, room: Room) -> &Bulkhead {
        &self.0[room as usize]
    }
}

impl Bulkhead {
    fn new(size: Size) -> Bulkhead {
        let places = size.at_once + size.waiting;
        Bulkhead {
            working: Arc::new(Semaphore::new(size.at_once)),
            inside: Arc::new(Semaphore::new(places)),
            places,
            patience: size.patience,
        }
    }

    async fn enter(&self) -> Result<Place, WebError> {
        let inside = self.inside.clone().try_acquire_owned();
        let inside = inside.map_err(|_| WebError::Busy)?;
        let working = self.working.clone().acquire_owned();
        let working = tokio::time::timeout(self.patience, working).await;
        let working = working.map_err(|_| WebError::Busy)?;
        Ok(Place {
            _working: working.map_err(|_| WebError::Busy)?,
            _inside: inside,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> Bulkhead {
        Bulkhead::new(Size {
            at_once: 1,
            waiting: 1,
            patience: SHORT,
        })
    }

    #[test]
    fn each_room_is_found_where_it_stands() {
        for (position, room) in Room::ALL.into_iter().enumerate() {
            assert_eq!(room as usize, position, "{room:?}");
        }
    }

    #[test]
    fn who_waits_for_a_password_leaves_room_to_those_who_sign_in_otherwise() {
        for cores in 1..=128 {
            let inside = |room: Room| room.size(cores).at_once + room.size(cores).waiting;
            let waiting = inside(Room::Passwords) + inside(Room::KnownPasswords);
            assert!(waiting < Room::SignIn.size(cores).at_once, "{cores} cores");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn who_waits_gets_the_place_that_is_given_back() {
        let room = small();
        let first = room.enter().await.expect("a place");
        let waiting = tokio::spawn({
            let room = room.clone();
            async move { room.enter().await.is_ok() }
        });
        tokio::task::yield_now().await;
        drop(first);
        assert!(waiting.await.expect("it does not panic"));
    }

    #[tokio::test(start_paused = true)]
    async fn who_finds_the_room_full_or_waits_too_long_is_refused_and_leaves_nothing_behind() {
        let room = small();
        let first = room.enter().await.expect("a place");
        let (waited, refused) = tokio::join!(room.enter(), room.enter());
        assert!(matches!(waited, Err(WebError::Busy)));
        assert!(matches!(refused, Err(WebError::Busy)));
        drop(first);
        assert_eq!(room.inside.available_permits(), room.places);
    }
}
