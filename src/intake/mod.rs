//! What comes into the folder of articles while the program runs: pages, files, and the pages that feeds name.

mod feeds;
mod given;
mod pause;
mod store;

use std::io;
use std::path::PathBuf;

pub use feeds::Feeds;
pub use given::Given;
pub use store::{free_name, store};

/// Why something is not taken in.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// It is nothing that can be read or stored, and why.
    #[error("{0}")]
    Unfit(String),
    /// A file cannot be read or written.
    #[error("the file {} cannot be read or written: {error}", file.display())]
    File {
        /// The file.
        file: PathBuf,
        /// Why.
        error: io::Error,
    },
}
