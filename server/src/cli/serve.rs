//! `serve` and `migrate`.

use super::{Terminal, open_files, seed};
use crate::{
    clock::SystemClock,
    config::{ServeFlags, StoreFlags, mark_demo},
    demo, jobs,
    random::SystemRandom,
    seal::KeyRing,
    state::State,
    store::Store,
    web,
};
use anyhow::{Context, bail};
use std::{process::ExitCode, sync::Arc};
use tokio::net::TcpListener;

/// `fourlens serve`
pub(super) async fn serve(
    flags: ServeFlags,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<ExitCode> {
    let settings = flags.decide()?;
    if settings.store.demo {
        prepare_demo(&settings.store.store).await?;
    }
    let store = Store::open(
        settings.store.store.clone(),
        Arc::new(SystemClock),
        Arc::new(SystemRandom),
    )
    .await?;
    if settings.store.demo && !demo::may_be_in(&store).await? {
        bail!("the database holds a portal that is not a demo's: --demo refuses it");
    }
    let beyond_here = settings.secure() || !settings.listen.ip().is_loopback();
    if !settings.store.demo && beyond_here && demo::is_in(&store).await? {
        bail!(
            "the database holds a made-up city, whose password everyone knows: it is served only on this machine"
        );
    }
    if settings.store.demo && store.system("serve").form_versions().await?.is_empty() {
        terminal.say("filling the demo with a made-up city …");
        seed::fill(&store, terminal).await?;
    }
    if let Some(few) = open_files::raise() {
        terminal.say(format_args!(
            "only {few} files and connections may be open at once: allow {} (`ulimit -n`, or LimitNOFILE of the service), or some people are turned away when many come",
            open_files::WANTED
        ));
    }
    let listener = TcpListener::bind(settings.listen)
        .await
        .with_context(|| format!("cannot listen on {}", settings.listen))?;
    let state = State::new(
        store.clone(),
        Arc::new(SystemClock),
        Arc::new(SystemRandom),
        settings.clone(),
    );
    let app = web::router(state.clone());
    greet(&state, listener.local_addr()?, terminal);
    let (stop_jobs, jobs_stopped) = tokio::sync::oneshot::channel::<()>();
    let mut jobs = tokio::spawn(jobs::run(state, async {
        // Told to stop, or whoever would tell is gone.
        let _ = jobs_stopped.await;
    }));
    // What breaks down for good ends the process: whoever keeps it running starts it again, and
    // nothing acknowledged is lost. Going on would refuse every save.
    tokio::select! {
        served = web::serve(listener, app, stopped()) => served?,
        () = store.writing_ended() => bail!("the writer broke down: nothing can be saved any more"),
        ended = &mut jobs => {
            ended?;
            bail!("the jobs ended by themselves: no mail would go out any more");
        }
    }
    drop(stop_jobs);
    jobs.await?;
    store.close().await?;
    Ok(ExitCode::SUCCESS)
}

/// `fourlens migrate`
pub(super) async fn migrate(
    flags: &StoreFlags,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<ExitCode> {
    let settings = flags.decide()?;
    let taken = if settings.demo {
        prepare_demo(&settings.store).await?
    } else {
        Store::migrate(&settings.store).await?
    };
    for step in &taken {
        terminal.say(format_args!("took step {step}"));
    }
    if taken.is_empty() {
        terminal.say("nothing to do: the databases have the shape this version needs");
    }
    terminal.print(&taken)
}

/// A demo marks its data folder, makes its own key ring beside it, and migrates by itself; the
/// steps taken.
async fn prepare_demo(config: &crate::store::StoreConfig) -> anyhow::Result<Vec<String>> {
    mark_demo(&config.data)
        .with_context(|| format!("cannot write to {}", config.data.display()))?;
    if !config.keys.exists() {
        KeyRing::create(&config.keys, &SystemRandom)?;
    }
    Ok(Store::migrate(config).await?)
}

fn greet(state: &State, address: std::net::SocketAddr, terminal: &mut Terminal<'_>) {
    let public = &state.settings.public_url;
    let shown = if public.ends_with(":0") {
        format!("http://{address}")
    } else {
        public.clone()
    };
    terminal.say(format_args!("\nFourlens is at {shown}"));
    if state.assets.urls().islands.is_none() {
        terminal.say(
            "(built without islands: everything works, without showing and hiding as you type and autosave)"
        );
    }
    if state.settings.store.demo {
        terminal.say("\nDemo accounts, all made up:");
        for account in demo::accounts() {
            terminal.say(format_args!(
                "  {:32} {:22} {}",
                account.email, account.password, account.who
            ));
        }
    }
    terminal.say("\nStop it with Ctrl-C.");
}

/// Done when the process is asked to stop.
async fn stopped() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {},
        () = terminated => {},
    }
}
