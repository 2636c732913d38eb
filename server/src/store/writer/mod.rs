//! The one writer: commands queue, up to 32 share a transaction, and each is told only after the
//! commit. A group is tried whole; when that fails, each command gets a savepoint of its own, so
//! that one bad command costs the others nothing. It must not know who may do what.

mod chain;
mod group;
mod work;

pub(super) use group::{Append, Save};
pub(super) use work::{Counted, Work};

use super::{
    StoreError, database::Database, draft::SaveOutcome, key_store::KeyStore, scope::Boxed,
    submit::Appended,
};
use crate::{clock::Clock, random::Random};
use chain::Chain;
use group::{Ending, Group, Job, Waiting};
use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicUsize, Ordering},
};
use tokio::{
    sync::{mpsc, oneshot},
    task::JoinHandle,
};

/// Commands in one transaction at most.
const GROUP: usize = 32;
/// Commands waiting at most; beyond, callers are told to come back.
const QUEUE: usize = 1_024;

/// Something to write.
pub(super) enum Command {
    Job(Job),
    Save(Waiting<Save, SaveOutcome>),
    Append(Waiting<Append, Appended>),
    Stop,
}

/// The door to the writer.
pub(super) struct Queue {
    commands: mpsc::Sender<Command>,
    writer: Mutex<Option<JoinHandle<()>>>,
    /// How many backups are being copied; while one is, no key is destroyed.
    copying: Arc<AtomicUsize>,
}

/// Keys stay while this lives.
pub(super) struct KeysStay(Arc<AtomicUsize>);

impl Drop for KeysStay {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Starts the writer.
pub(super) fn start(
    main: Database,
    keys: KeyStore,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
) -> Queue {
    let (commands, queued) = mpsc::channel(QUEUE);
    let copying = Arc::new(AtomicUsize::new(0));
    let chain = Chain::new(random.bytes());
    let writer = Writer {
        main,
        keys,
        clock,
        random,
        chain,
        gone: Vec::new(),
        copying: copying.clone(),
    };
    let task = tokio::spawn(writer.run(queued));
    Queue {
        commands,
        writer: Mutex::new(Some(task)),
        copying,
    }
}

impl Queue {
    /// Done when nothing is written any more: the writer was closed, or broke down.
    pub(super) async fn stopped(&self) {
        self.commands.closed().await;
    }

    /// Whether nothing is written any more.
    pub(super) fn has_stopped(&self) -> bool {
        self.commands.is_closed()
    }

    /// Saves answers of a draft.
    pub(super) async fn save(&self, save: Save) -> Result<SaveOutcome, StoreError> {
        self.ask(save, Command::Save).await
    }

    /// Appends a submission.
    pub(super) async fn append(&self, append: Append) -> Result<Appended, StoreError> {
        self.ask(append, Command::Append).await
    }

    /// Appends many, waiting for room instead of giving up: for made-up data and imports.
    pub(super) async fn append_all(
        &self,
        appends: Vec<Append>,
    ) -> Result<Vec<Appended>, StoreError> {
        let mut told = Vec::with_capacity(appends.len());
        for append in appends {
            let (waiting, answer) = Waiting::new(append);
            let sent = self.commands.send(Command::Append(waiting)).await;
            sent.map_err(|_| StoreError::Stopped)?;
            told.push(answer);
        }
        let mut done = Vec::with_capacity(told.len());
        for answer in told {
            done.push(answer.await.map_err(|_| StoreError::Stopped)??);
        }
        Ok(done)
    }

    /// Does anything else that writes, in a savepoint of its own.
    pub(super) async fn job<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: for<'w> FnOnce(&'w Work) -> Boxed<'w, Result<T, StoreError>> + Send + 'static,
    {
        let (tell, told) = oneshot::channel::<Result<T, StoreError>>();
        let job: Job = Box::new(move |writing| {
            let doing = work(writing);
            Box::pin(async move {
                match doing.await {
                    Ok(value) => {
                        let ending: Ending = Box::new(move |end| {
                            let _ = tell.send(end.map(|()| value));
                        });
                        Ok(ending)
                    }
                    Err(error) => Err(Box::new(move |end: Result<(), StoreError>| {
                        let _ = tell.send(Err(end.err().unwrap_or(error)));
                    }) as Ending),
                }
            })
        });
        self.enqueue(Command::Job(job))?;
        // A job that its group never reached is dropped with its end of the channel.
        told.await
            .map_err(|_| StoreError::Unwritten(Arc::new(StoreError::Stopped)))?
    }

    /// Keeps keys from being destroyed until what this returns is dropped.
    pub(super) fn keys_stay(&self) -> KeysStay {
        self.copying.fetch_add(1, Ordering::SeqCst);
        KeysStay(self.copying.clone())
    }

    /// Whether a backup is being copied, so that nothing may be destroyed.
    pub(super) fn is_copying(&self) -> bool {
        self.copying.load(Ordering::SeqCst) > 0
    }

    /// Writes what is queued and ends the writer.
    pub(super) async fn stop(&self) {
        let task = self
            .writer
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(task) = task {
            let _ = self.commands.send(Command::Stop).await;
            let _ = task.await;
        }
    }

    async fn ask<C, O>(
        &self,
        command: C,
        wrap: fn(Waiting<C, O>) -> Command,
    ) -> Result<O, StoreError> {
        let (waiting, told) = Waiting::new(command);
        self.enqueue(wrap(waiting))?;
        told.await.map_err(|_| StoreError::Stopped)?
    }

    fn enqueue(&self, command: Command) -> Result<(), StoreError> {
        self.commands
            .try_send(command)
            .map_err(|refused| match refused {
                mpsc::error::TrySendError::Full(_) => StoreError::Busy,
                mpsc::error::TrySendError::Closed(_) => StoreError::Stopped,
            })
    }
}

struct Writer {
    main: Database,
    keys: KeyStore,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    chain: Chain,
    /// Keys of drafts that were handed in, to be destroyed when the queue is empty.
    gone: Vec<[u8; 16]>,
    copying: Arc<AtomicUsize>,
}

impl Writer {
    async fn run(mut self, mut queued: mpsc::Receiver<Command>) {
        while let Some(first) = queued.recv().await {
            let mut group = Group::default();
            let mut room = group.take(first);
            while room && group.len() < GROUP {
                match queued.try_recv() {
                    Ok(next) => room = group.take(next),
                    Err(_) => break,
                }
            }
            if group.ends {
                queued.close();
            }
            self.write(group, &queued).await;
        }
    }

    /// Writes a group and tells everyone in it how that ended.
    async fn write(&mut self, mut group: Group, queued: &mpsc::Receiver<Command>) {
        let mut endings = Vec::with_capacity(group.len());
        let end = self.try_write(&mut group, &mut endings).await;
        if let Err(error) = &end {
            tracing::error!(%error, commands = endings.len() + group.len(), "a group was not written");
            self.chain.forget();
            group.fail(error);
        }
        if queued.is_empty() {
            // Before anyone is told, as long as nobody waits for it.
            self.destroy_keys().await;
        }
        let end = end.map_err(|error| StoreError::Unwritten(Arc::new(error)));
        for ending in endings {
            ending(end.clone());
        }
    }

    async fn try_write(
        &mut self,
        group: &mut Group,
        endings: &mut Vec<Ending>,
    ) -> Result<(), StoreError> {
        if group.len() == 0 {
            return Ok(());
        }
        let tx = self.main.begin().await?;
        let work = Work::new(
            tx,
            self.clock.now(),
            self.keys.clone(),
            self.random.clone(),
            self.main.is_postgres(),
        );
        group.jobs(&work, endings).await?;
        group::together(&work, &mut group.saves, endings, |work, saves| {
            Box::pin(super::draft::save_group(work, saves))
        })
        .await?;
        group::together(&work, &mut group.appends, endings, |work, appends| {
            Box::pin(super::submit::append_group(work, appends))
        })
        .await?;
        let (tx, settled) = work.settle().await?;
        let head = self
            .chain
            .append(&tx, settled.now, settled.entries, &self.main)
            .await?;
        tx.commit().await?;
        self.chain.advance(head);
        self.gone.extend(settled.gone);
        Ok(())
    }

    /// Destroys the keys of drafts that were handed in. What a crash leaves is swept later.
    async fn destroy_keys(&mut self) {
        if self.gone.is_empty() || self.copying.load(Ordering::SeqCst) > 0 {
            return;
        }
        match self.keys.commit(&[], &self.gone).await {
            Ok(()) => self.gone.clear(),
            Err(error) => tracing::error!(%error, "draft keys were not destroyed"),
        }
    }
}
