//! What is served, and how answers are chosen from it.

use std::path::PathBuf;
use std::time::Duration;

use serde::Deserialize;

use super::ConfigError;
use super::error::allow;

/// Where the articles are and how much of them is read.
#[derive(Debug, Clone)]
pub struct CorpusConfig {
    /// The folder.
    pub dir: PathBuf,
    /// Largest file that is read, in bytes.
    pub max_file_bytes: u64,
    /// Most files that are read.
    pub max_files: usize,
    /// How often the folder is looked at while the bot serves; `None`: never.
    pub poll: Option<Duration>,
}

/// Where the index is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexConfig {
    /// The folder for the index and the clean texts; without one they are kept in memory.
    pub dir: Option<PathBuf>,
}

/// How answers are chosen.
#[derive(Debug, Clone, Copy)]
pub struct AnswerConfig {
    /// Most passages in an answer, 1 to 10.
    pub passages: usize,
    /// Confidence from which on an answer is given, 0 to 1.
    pub min_confidence: f32,
    /// Whether the sentence encoder helps to order the best sentences.
    pub encoder: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCorpus {
    dir: PathBuf,
    max_file_bytes: u64,
    max_files: usize,
    poll_seconds: u64,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct RawIndex {
    dir: Option<PathBuf>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawAnswer {
    passages: usize,
    min_confidence: f32,
    encoder: bool,
}

impl RawCorpus {
    pub(super) fn checked(self) -> Result<CorpusConfig, ConfigError> {
        let Self { dir, max_file_bytes, max_files, poll_seconds } = self;
        allow(
            (1..=1 << 30).contains(&max_file_bytes),
            "corpus.max_file_bytes",
            &max_file_bytes,
            "a number of bytes from 1 to 1073741824 is allowed",
        )?;
        allow(max_files > 0, "corpus.max_files", &max_files, "a number from 1 on is allowed")?;
        allow(
            poll_seconds <= 86_400,
            "corpus.poll_seconds",
            &poll_seconds,
            "a number of seconds from 1 to 86400 is allowed, or 0 for never",
        )?;
        let poll = (poll_seconds > 0).then(|| Duration::from_secs(poll_seconds));
        Ok(CorpusConfig { dir, max_file_bytes, max_files, poll })
    }
}

impl RawIndex {
    pub(super) fn checked(self) -> IndexConfig {
        IndexConfig { dir: self.dir.filter(|dir| !dir.as_os_str().is_empty()) }
    }
}

impl RawAnswer {
    pub(super) fn checked(self) -> Result<AnswerConfig, ConfigError> {
        let Self { passages, min_confidence, encoder } = self;
        allow(
            (1..=10).contains(&passages),
            "answer.passages",
            &passages,
            "a number from 1 to 10 is allowed",
        )?;
        allow(
            (0.0..=1.0).contains(&min_confidence),
            "answer.min_confidence",
            &min_confidence,
            "a number from 0 to 1 is allowed",
        )?;
        Ok(AnswerConfig { passages, min_confidence, encoder })
    }
}
