//! An end within five seconds, whatever hangs.
//!
//! Signals are awaited on a thread and runtime of their own, so that not even a task that spins for ever, or
//! a blocked thread pool, keeps the process from ending.

use std::io;
use std::process;
use std::time::Duration;

use tokio::sync::watch;

/// How long an orderly end may take, besides the time in which requests are still taken. Orchestrators commonly kill after
/// ten seconds; this program promises five where a second is left for that.
const BOUND: Duration = Duration::from_millis(3500);

/// Exit code of a process that was told to stop and did.
const STOPPED: i32 = 0;

/// Tells when the process has been asked to stop.
#[derive(Debug, Clone)]
pub struct Shutdown(watch::Receiver<bool>);

impl Shutdown {
    /// Returns when the process has been asked to stop; at once, if that was before.
    pub async fn requested(&self) {
        let mut asked = self.0.clone();
        // An error means that the thread is gone, which it is only when the process ends.
        if asked.wait_for(|&asked| asked).await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

impl Shutdown {
    /// A stop that never comes.
    #[must_use]
    pub fn never() -> Self {
        // Without a sender, waiting fails, which counts as waiting for ever.
        Self(watch::channel(false).1)
    }

    /// Tells of a stop this long after it was asked for.
    #[must_use]
    pub fn later(&self, delay: Duration) -> Self {
        let (ask, asked) = watch::channel(false);
        let first = self.clone();
        tokio::spawn(async move {
            first.requested().await;
            tokio::time::sleep(delay).await;
            ask.send_replace(true);
        });
        Self(asked)
    }
}

/// Listens for SIGTERM and SIGINT. From the first on the process has 3.5 s more than `drain` to end by itself, then it is
/// ended; a second signal ends it at once.
///
/// # Errors
/// If the operating system does not let the process listen.
pub fn on_signal(drain: Duration) -> io::Result<Shutdown> {
    let bound = BOUND + drain;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let signals = {
        let _entered = runtime.enter();
        Signals::new()?
    };
    let (ask, asked) = watch::channel(false);
    let listen = async move {
        let mut signals = signals;
        signals.next().await;
        tracing::info!("stopping");
        ask.send_replace(true);
        if tokio::time::timeout(bound, signals.next()).await.is_err() {
            tracing::warn!("not done in {bound:?}, stopping all the same");
        }
        process::exit(STOPPED);
    };
    std::thread::Builder::new().name("signals".into()).spawn(move || runtime.block_on(listen))?;
    Ok(Shutdown(asked))
}

#[cfg(unix)]
struct Signals {
    terminate: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn new() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        let (terminate, interrupt) =
            (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
        Ok(Self { terminate, interrupt })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn new() -> io::Result<Self> {
        Ok(Self)
    }

    async fn next(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
