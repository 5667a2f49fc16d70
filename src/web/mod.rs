//! A page on which the bot can be tried without Discord: it sends what Discord sends, to the same dispatcher, and shows what
//! Discord is sent.

mod api;
mod browser;
mod events;
mod examples;
mod guard;
mod page;
mod reading;
mod server;
mod start;
mod state;
#[cfg(test)]
mod tests;

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::io::{self, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;

use crate::config::{Config, Secret};
use crate::discord::dispatcher::Dispatcher;
use crate::discord::request::Request;
use crate::discord::rest::{Rest, RestError};
use crate::discord::{self, handler};
use crate::engine::live::Live;
use crate::ops::shutdown::{self, Shutdown};

/// Why the page cannot be served. Each message is one line that says what to do.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The address is taken or not allowed.
    #[error(
        "cannot listen on {at}: {error}; set another address with VERBATIM__DEMO__BIND or demo.bind, port 0 for any that is free"
    )]
    Bind {
        /// The address.
        at: SocketAddr,
        /// Why.
        error: io::Error,
    },
    /// The dispatcher cannot be given a way to reply.
    #[error("the page cannot be called from here: {0}")]
    Rest(#[from] RestError),
    /// The operating system refuses something.
    #[error("{0}")]
    System(#[from] io::Error),
}

/// Serves the page until the process is told to stop. The address is taken before the articles are read, which may take
/// minutes; it is printed when they are, and `read` is told of it.
///
/// # Errors
/// If the articles cannot be read or the address cannot be listened on.
pub fn run<E>(
    read: impl FnOnce(String) -> Result<Arc<Live>, E>,
    config: &Config,
    is_opened: bool,
) -> Result<(), E>
where
    E: From<DemoError>,
{
    let system = |error: io::Error| E::from(DemoError::from(error));
    let shutdown = shutdown::on_signal(Duration::ZERO).map_err(system)?;
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(system)?;
    let at = config.demo.bind;
    let listener = runtime
        .block_on(TcpListener::bind(at))
        .map_err(|error| E::from(DemoError::Bind { at, error }))?;
    let here = format!("http://{}", reachable(listener.local_addr().map_err(system)?));
    let live = read(here.clone())?;
    let served = runtime.block_on(serve(listener, &here, live, config, &shutdown, is_opened));
    // A question that is worked on may take its time.
    runtime.shutdown_background();
    served.map_err(E::from)
}

async fn serve(
    listener: TcpListener,
    here: &str,
    live: Arc<Live>,
    config: &Config,
    shutdown: &Shutdown,
    is_opened: bool,
) -> Result<(), DemoError> {
    let secret = secret();
    discord::read_quotations(&live.engine());
    let demo = state::Demo {
        dispatcher: Arc::new(dispatcher(&live, here, &secret, config)?),
        live,
        events: Arc::default(),
        examples: Arc::default(),
        secret: Arc::new(secret),
        public_url: config.demo.public_url.clone(),
        shutdown: shutdown.clone(),
    };
    // Made while the browser comes up.
    let (examples, engine) = (Arc::clone(&demo.examples), demo.live.engine());
    tokio::task::spawn_blocking(move || examples.of(&engine));
    writeln!(io::stdout(), "Try it at {here}/ (Ctrl+C ends it)")?;
    if is_opened {
        browser::open(here);
    }
    server::serve(listener, demo, shutdown).await;
    Ok(())
}

/// The dispatcher of the bot, whose replies that are put off come back here.
fn dispatcher(
    live: &Arc<Live>,
    here: &str,
    secret: &Secret,
    config: &Config,
) -> Result<Dispatcher, DemoError> {
    let live = Arc::clone(live);
    let reply = move |request: &Request| handler::reply(&live.engine(), request);
    Ok(Dispatcher::new(Arc::new(reply), Rest::local(here, secret)?, config.limits))
}

/// The address at which this machine reaches a listener that may listen on all addresses.
fn reachable(at: SocketAddr) -> SocketAddr {
    let ip = match at.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, at.port())
}

/// What the dispatcher shows when it calls, so that nobody else can write into the channel. The standard library keys its
/// hashes with random numbers of the operating system.
fn secret() -> Secret {
    let word = || RandomState::new().build_hasher().finish();
    Secret::new(format!("{:016x}{:016x}", word(), word()))
}
