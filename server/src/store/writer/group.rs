//! One group of commands: tried together, then one by one if that fails. It must not know what
//! a command writes.

use super::{
    super::{
        StoreError,
        audit::Author,
        draft::{Change, SaveOutcome},
        scope::Boxed,
        submit::{Appended, Prepared},
    },
    Command, Work,
};
use std::{collections::HashSet, sync::Arc};
use tokio::sync::oneshot;

/// Tells one caller how it ended.
pub(in crate::store) type Ending = Box<dyn FnOnce(Result<(), StoreError>) + Send>;

/// Anything that writes; both ends tell the caller, an error after its savepoint was undone.
pub(in crate::store) type Job =
    Box<dyn for<'w> FnOnce(&'w Work) -> Boxed<'w, Result<Ending, Ending>> + Send>;

/// Answers to save.
pub(in crate::store) struct Save {
    pub(in crate::store) return_seq: i64,
    pub(in crate::store) author: Author,
    pub(in crate::store) changes: Vec<Change>,
    /// The questions whose answers are sealed with a key of their own.
    pub(in crate::store) identifying: HashSet<String>,
}

/// A submission to append.
pub(in crate::store) type Append = Box<Prepared>;

/// A command and the caller who waits for it.
pub(in crate::store) struct Waiting<C, O> {
    command: C,
    tell: oneshot::Sender<Result<O, StoreError>>,
}

impl<C, O> Waiting<C, O> {
    pub(super) fn new(command: C) -> (Self, oneshot::Receiver<Result<O, StoreError>>) {
        let (tell, told) = oneshot::channel();
        (Self { command, tell }, told)
    }
}

/// Commands that share a transaction.
#[derive(Default)]
pub(super) struct Group {
    jobs: Vec<Job>,
    pub(super) saves: Vec<Waiting<Save, SaveOutcome>>,
    pub(super) appends: Vec<Waiting<Append, Appended>>,
    pub(super) ends: bool,
}

impl Group {
    /// Takes a command in; whether there may be more after it.
    pub(super) fn take(&mut self, command: Command) -> bool {
        match command {
            Command::Job(job) => self.jobs.push(job),
            Command::Save(save) => self.saves.push(save),
            Command::Append(append) => self.appends.push(append),
            Command::Stop => self.ends = true,
        }
        !self.ends
    }

    pub(super) fn len(&self) -> usize {
        self.jobs.len() + self.saves.len() + self.appends.len()
    }

    /// Runs the jobs, each in a savepoint.
    pub(super) async fn jobs(
        &mut self,
        work: &Work,
        endings: &mut Vec<Ending>,
    ) -> Result<(), StoreError> {
        for job in std::mem::take(&mut self.jobs) {
            let mark = work.savepoint().await?;
            match job(work).await {
                Ok(ending) => {
                    endings.push(ending);
                    work.keep().await?;
                }
                Err(ending) => {
                    endings.push(ending);
                    work.undo(mark).await?;
                }
            }
        }
        Ok(())
    }

    /// Tells everyone not yet reached that nothing was written; a job's caller sees its end of the
    /// channel dropped.
    pub(super) fn fail(self, error: &StoreError) {
        let unwritten = || StoreError::Unwritten(Arc::new(error.clone()));
        for save in self.saves {
            let _ = save.tell.send(Err(unwritten()));
        }
        for append in self.appends {
            let _ = append.tell.send(Err(unwritten()));
        }
    }
}

/// Applies commands of one kind in one go; if that fails, each alone.
pub(super) async fn together<C: Sync, O: Send + 'static>(
    work: &Work,
    waiting: &mut Vec<Waiting<C, O>>,
    endings: &mut Vec<Ending>,
    apply: impl for<'w> Fn(&'w Work, Vec<&'w C>) -> Boxed<'w, Result<Vec<O>, StoreError>>,
) -> Result<(), StoreError> {
    if waiting.is_empty() {
        return Ok(());
    }
    let mark = work.savepoint().await?;
    let all = waiting.iter().map(|one| &one.command).collect();
    let outcomes = apply(work, all).await;
    if let Ok(outcomes) = outcomes {
        work.keep().await?;
        for (one, outcome) in waiting.drain(..).zip(outcomes) {
            endings.push(telling(one.tell, Ok(outcome)));
        }
        return Ok(());
    }
    work.undo(mark).await?;
    for one in std::mem::take(waiting) {
        let mark = work.savepoint().await?;
        let outcome = apply(work, vec![&one.command]).await;
        let outcome = outcome.and_then(|mut all| all.pop().ok_or(StoreError::Stopped));
        let failed = outcome.is_err();
        endings.push(telling(one.tell, outcome));
        if failed {
            work.undo(mark).await?
        } else {
            work.keep().await?
        }
    }
    Ok(())
}

fn telling<O: Send + 'static>(
    tell: oneshot::Sender<Result<O, StoreError>>,
    outcome: Result<O, StoreError>,
) -> Ending {
    Box::new(move |end| {
        let _ = tell.send(end.and(outcome));
    })
}
