//! What ends a command without a result, and the exit code that says so.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::article::corpus::CorpusError;
use crate::chat::ChatError;
use crate::config::ConfigError;
use crate::discord::ServeError;
use crate::fetch::FetchError;
use crate::intake::IntakeError;
use crate::search::index::{self, IndexError, OpenError};
use crate::web::DemoError;

/// What ends a command without a result.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// The configuration.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The articles.
    #[error(transparent)]
    Corpus(#[from] CorpusError),
    /// The index.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// A text to be marked, or an answer to be checked.
    #[error("the file {} cannot be read: {error}", file.display())]
    Text {
        /// The file that was named.
        file: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// Discord.
    #[error(transparent)]
    Serve(#[from] ServeError),
    /// The page to try it on.
    #[error(transparent)]
    Demo(#[from] DemoError),
    /// The index on disk.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The index on disk is not as it was written.
    #[error("the index is damaged: {}", if *is_aside {
        "it was put aside, and the next command builds it anew".to_owned()
    } else {
        format!("delete the folder {} and it will be rebuilt", dir.display())
    })]
    Damaged {
        /// The folder of the index.
        dir: PathBuf,
        /// Whether it was put aside, so that it is built anew.
        is_aside: bool,
    },
    /// A bot that runs does not serve, or none runs.
    #[error("not serving at {at}: {why}")]
    Unhealthy {
        /// Where it was asked.
        at: std::net::SocketAddr,
        /// Why.
        why: String,
    },
    /// A page cannot be fetched.
    #[error("the page cannot be fetched: {0}")]
    Fetch(#[from] FetchError),
    /// Something that is to be added is nothing that can be.
    #[error("{0}")]
    Unreadable(String),
    /// Something that is to be added cannot be stored.
    #[error(transparent)]
    Intake(#[from] IntakeError),
    /// A panic.
    #[error("this is a mistake of the program, please report it: {0}")]
    Broken(String),
    /// Nothing was given where words are needed.
    #[error("{NO_WORDS}")]
    NoWords,
    /// A page past the last one.
    #[error("there {} only {pages} page{}", if *pages == 1 { "is" } else { "are" }, if *pages == 1 { "" } else { "s" })]
    NoPage {
        /// How many there are.
        pages: usize,
    },
    /// Standard input or output.
    #[error("standard input or output failed: {0}")]
    Io(#[from] io::Error),
}

impl CliError {
    /// Names the folder of the index if that is damaged, and puts it aside.
    pub(super) fn naming(self, dir: Option<&Path>) -> Self {
        match (self, dir) {
            (
                Self::Index(IndexError::Damaged)
                | Self::Open(OpenError::Index(IndexError::Damaged)),
                Some(dir),
            ) => Self::Damaged { dir: dir.to_owned(), is_aside: index::discard(dir).is_ok() },
            (error, _) => error,
        }
    }

    /// 2 for what the user can mend, 3 for a fault.
    pub(super) fn exit_code(&self) -> ExitCode {
        match self {
            Self::Config(_)
            | Self::Text { .. }
            | Self::NoWords
            | Self::Unreadable(_)
            | Self::Demo(DemoError::Bind { .. })
            | Self::Intake(_)
            | Self::Fetch(
                FetchError::Address(_) | FetchError::Private(_) | FetchError::Robots(_),
            )
            | Self::NoPage { .. }
            | Self::Corpus(_)
            | Self::Open(OpenError::Corpus(_) | OpenError::Folder(_) | OpenError::ReadOnly(_)) => {
                ExitCode::from(2)
            }
            // Whoever reads has seen enough: `verbatim … | head` is no fault.
            Self::Io(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            Self::Serve(error) if error.can_be_repaired() => ExitCode::from(2),
            Self::Damaged { .. }
            | Self::Unhealthy { .. }
            | Self::Broken(_)
            | Self::Fetch(_)
            | Self::Index(_)
            | Self::Open(_)
            | Self::Io(_)
            | Self::Demo(_)
            | Self::Serve(_) => ExitCode::from(3),
        }
    }
}

/// What is said where words are needed and none are given.
const NO_WORDS: &str = "no words given";

impl From<ChatError> for CliError {
    fn from(error: ChatError) -> Self {
        match error {
            ChatError::Io(error) => Self::Io(error),
            ChatError::Index(error) => Self::Index(error),
        }
    }
}
