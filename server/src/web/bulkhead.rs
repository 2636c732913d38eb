//! Bulkheads: each costly kind of work has room of its own, so that a flood of one never starves
//! the others. What finds no room is refused at once, with a time to try again.

use super::WebError;
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Room for each kind of work.
#[derive(Clone)]
pub struct Bulkheads {
    /// Checking passwords: costly by design, so few at once.
    pub sign_in: Bulkhead,
    /// Asking the provider: it may be slow.
    pub provider: Bulkhead,
    /// Drawing pages.
    pub pages: Bulkhead,
    /// Saving and handing in.
    pub submit: Bulkhead,
    /// Taking figures away.
    pub export: Bulkhead,
    /// Plugins at work.
    pub plugins: Bulkhead,
    /// Files on their way in: each holds some megabytes.
    pub upload: Bulkhead,
    /// Files on their way out: a slow line holds its place for long.
    pub download: Bulkhead,
    /// Definitions on their way in, which are large.
    pub definitions_in: Bulkhead,
    /// Definitions being read and proved.
    pub definitions: Bulkhead,
    /// Extracts of the schools register, each some 60 MB.
    pub imports: Bulkhead,
}

/// Room for one kind of work: so many at once, and so many waiting.
#[derive(Clone)]
pub struct Bulkhead {
    working: Arc<Semaphore>,
    inside: Arc<Semaphore>,
}

/// A place inside; leaving gives it back.
pub struct Place {
    _working: OwnedSemaphorePermit,
    _inside: OwnedSemaphorePermit,
}

impl Default for Bulkheads {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Bulkheads {
            sign_in: Bulkhead::new(cores, 64),
            provider: Bulkhead::new(8, 32),
            pages: Bulkhead::new(cores * 16, 1024),
            submit: Bulkhead::new(256, 2048),
            export: Bulkhead::new(2, 8),
            plugins: Bulkhead::new(cores * 2, 1024),
            upload: Bulkhead::new(8, 64),
            download: Bulkhead::new(64, 64),
            definitions_in: Bulkhead::new(4, 8),
            definitions: Bulkhead::new(cores, 16),
            imports: Bulkhead::new(1, 2),
        }
    }
}

impl Bulkhead {
    fn new(at_once: usize, waiting: usize) -> Bulkhead {
        Bulkhead {
            working: Arc::new(Semaphore::new(at_once)),
            inside: Arc::new(Semaphore::new(at_once + waiting)),
        }
    }

    /// A place inside, after waiting for one if need be.
    ///
    /// # Errors
    /// `Busy` when so many wait already that waiting would not help.
    pub async fn enter(&self) -> Result<Place, WebError> {
        let inside = self
            .inside
            .clone()
            .try_acquire_owned()
            .map_err(|_| WebError::Busy)?;
        let working = self
            .working
            .clone()
            .acquire_owned()
            .await
            .map_err(|_| WebError::Busy)?;
        Ok(Place {
            _working: working,
            _inside: inside,
        })
    }
}
