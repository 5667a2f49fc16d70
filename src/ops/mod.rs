//! What a running service needs besides its work.

pub mod shutdown;
