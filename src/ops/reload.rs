//! Tells when something in a folder has changed, so that it can be read again: the system tells of it, or else the folder is
//! looked at from time to time, because some mounts tell of nothing; SIGHUP asks for it.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use notify::{EventKind, RecursiveMode, Watcher};
use tokio::sync::Notify;

/// What is watched.
#[derive(Debug, Clone)]
pub struct Watched {
    /// The folder, with all in it.
    pub folder: PathBuf,
    /// How often it is looked at, whatever the system tells; `None`: never.
    pub every: Option<Duration>,
}

/// Why something is looked at again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// Something may have changed.
    Change,
    /// Somebody asked for it.
    Hangup,
}

/// Calls `look` on a thread of its own whenever something may have changed.
///
/// # Errors
/// If the operating system gives no thread, or does not let the process listen to SIGHUP.
pub fn watch(watched: &Watched, mut look: impl FnMut(Cause) + Send + 'static) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut hangup = {
        let _entered = runtime.enter();
        Hangup::new()?
    };
    let changes = Arc::new(Notify::new());
    let watcher = watcher(watched, &changes);
    let every = watched.every;
    let listen = async move {
        // It watches as long as it is there.
        let _watcher = watcher;
        loop {
            let every = async {
                match every {
                    Some(every) => tokio::time::sleep(every).await,
                    None => std::future::pending().await,
                }
            };
            let cause = tokio::select! {
                () = hangup.next() => Cause::Hangup,
                () = changes.notified() => Cause::Change,
                () = every => Cause::Change,
            };
            look(cause);
        }
    };
    std::thread::Builder::new().name("reload".into()).spawn(move || runtime.block_on(listen))?;
    Ok(())
}

/// Lets the system tell of changes; where it cannot, that is said once.
fn watcher(watched: &Watched, changes: &Arc<Notify>) -> Option<notify::RecommendedWatcher> {
    let told = Arc::clone(changes);
    let tell = move |event: notify::Result<notify::Event>| {
        // Reading changes nothing. After an error something may have been missed.
        if !event.is_ok_and(|event| matches!(event.kind, EventKind::Access(_))) {
            told.notify_one();
        }
    };
    let watcher = notify::recommended_watcher(tell).and_then(|mut watcher| {
        watcher.watch(&watched.folder, RecursiveMode::Recursive)?;
        Ok(watcher)
    });
    let folder = watched.folder.display();
    match (watcher, watched.every) {
        (Ok(watcher), _) => Some(watcher),
        (Err(error), Some(every)) => {
            tracing::warn!(%error, "changes in {folder} are not told of: it is looked at every {every:?}");
            None
        }
        (Err(error), None) => {
            tracing::warn!(%error, "changes in {folder} are not told of: send SIGHUP, or set corpus.poll_seconds");
            None
        }
    }
}

#[cfg(unix)]
struct Hangup(tokio::signal::unix::Signal);

#[cfg(unix)]
impl Hangup {
    fn new() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        signal(SignalKind::hangup()).map(Self)
    }

    async fn next(&mut self) {
        if self.0.recv().await.is_none() {
            std::future::pending::<()>().await;
        }
    }
}

#[cfg(not(unix))]
struct Hangup;

#[cfg(not(unix))]
impl Hangup {
    fn new() -> io::Result<Self> {
        Ok(Self)
    }

    async fn next(&mut self) {
        std::future::pending::<()>().await;
    }
}
