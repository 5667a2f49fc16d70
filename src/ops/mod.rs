//! What a running service needs besides its work.

pub mod health;
pub mod metrics;
pub mod reload;
pub mod server;
pub mod shutdown;
