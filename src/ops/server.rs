//! HTTP with an end: bounded connections, bounded time, and a way to stop.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

use super::shutdown::Shutdown;

/// What one server takes on.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// Connections held at one time. What comes on top waits to be accepted.
    pub connections: u32,
    /// How long the head of a request may take to arrive.
    pub arrival: Duration,
    /// How long a connection may last; then it carries one request only. Without it, it may carry any number.
    pub life: Option<Duration>,
}

/// The connections that are left when a server has stopped.
#[derive(Debug)]
pub struct Open {
    places: Arc<Semaphore>,
    all: u32,
}

impl Open {
    /// Returns when all have ended, each once its request is answered.
    pub async fn drained(&self) {
        // Nobody closes this semaphore.
        let _all = self.places.acquire_many(self.all).await;
    }
}

/// Serves on `listener` until the process is told to stop; what is still open then.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    bounds: Bounds,
    shutdown: &Shutdown,
) -> Open {
    let places = Arc::new(Semaphore::new(bounds.connections as usize));
    loop {
        let accept = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (listener.accept().await, place)
        };
        let (accepted, place) = tokio::select! {
            accepted = accept => accepted,
            () = shutdown.requested() => break,
        };
        match accepted {
            Ok((stream, _)) => {
                let connection = connection(stream, router.clone(), bounds, shutdown.clone());
                tokio::spawn(async move {
                    connection.await;
                    drop(place);
                });
            }
            // Out of file descriptors, or the other side is gone already: others may still come.
            Err(error) => {
                tracing::warn!(%error, "a connection was not accepted");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
    Open { places, all: bounds.connections }
}

/// Serves one connection until it ends, or until the process is told to stop and its request is answered.
async fn connection(stream: TcpStream, router: Router, bounds: Bounds, shutdown: Shutdown) {
    let service = TowerToHyperService::new(router);
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(bounds.arrival)
        .keep_alive(bounds.life.is_none())
        .serve_connection(TokioIo::new(stream), service);
    tokio::pin!(connection);
    let life_is_over = async {
        match bounds.life {
            Some(life) => tokio::time::sleep(life).await,
            None => std::future::pending().await,
        }
    };
    tokio::select! {
        // Whoever breaks a connection off knows it.
        _ = connection.as_mut() => {}
        () = life_is_over => {}
        () = shutdown.requested() => {
            connection.as_mut().graceful_shutdown();
            let _ = connection.await;
        }
    }
}
