//! What is served, and how answers are chosen from it.

use std::path::PathBuf;
use std::time::Duration;

use serde::Deserialize;

use super::ConfigError;
use super::error::{allow, quoted};

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
    /// What is looked for new articles while the bot serves.
    pub feeds: FeedsConfig,
}

/// Feeds (RSS, Atom) whose new pages are added to the articles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedsConfig {
    /// Their addresses.
    pub addresses: Vec<String>,
    /// How often each is looked at.
    pub every: Duration,
    /// So many of the newest entries of each are looked at.
    pub entries: usize,
    /// How long fetching one feed or page may take.
    pub timeout: Duration,
    /// Whether they, and the pages that they name, may lie in a private network.
    pub is_private_allowed: bool,
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
    feeds: Addresses,
    feed_seconds: u64,
    feed_entries: usize,
    feed_timeout_seconds: u64,
    feed_private: bool,
}

/// A list, or a text with blanks between the addresses, which is how the environment can have several.
#[derive(Deserialize)]
#[serde(untagged)]
enum Addresses {
    List(Vec<String>),
    Text(String),
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
        let feeds = self.feeds()?;
        let Self { dir, max_file_bytes, max_files, poll_seconds, .. } = self;
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
        Ok(CorpusConfig { dir, max_file_bytes, max_files, poll, feeds })
    }

    fn feeds(&self) -> Result<FeedsConfig, ConfigError> {
        let written = match &self.feeds {
            Addresses::List(list) => list.clone(),
            Addresses::Text(text) => text.split_whitespace().map(str::to_owned).collect(),
        };
        let mut addresses: Vec<String> = vec![];
        for address in written {
            let host = ["http://", "https://"].iter().find_map(|start| address.strip_prefix(start));
            allow(
                host.is_some_and(|host| !host.is_empty() && !host.starts_with('/')),
                "corpus.feeds",
                &quoted(Some(&address)),
                "addresses of feeds such as \"https://example.org/rss.xml\" are allowed, in a list or with blanks between them",
            )?;
            if !addresses.contains(&address) {
                addresses.push(address);
            }
        }
        allow(
            (1..=86_400).contains(&self.feed_seconds),
            "corpus.feed_seconds",
            &self.feed_seconds,
            "a number of seconds from 1 to 86400 is allowed",
        )?;
        allow(
            (1..=1000).contains(&self.feed_entries),
            "corpus.feed_entries",
            &self.feed_entries,
            "a number from 1 to 1000 is allowed",
        )?;
        allow(
            (1..=600).contains(&self.feed_timeout_seconds),
            "corpus.feed_timeout_seconds",
            &self.feed_timeout_seconds,
            "a number of seconds from 1 to 600 is allowed",
        )?;
        Ok(FeedsConfig {
            timeout: Duration::from_secs(self.feed_timeout_seconds),
            addresses,
            every: Duration::from_secs(self.feed_seconds),
            entries: self.feed_entries,
            is_private_allowed: self.feed_private,
        })
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
