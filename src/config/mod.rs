//! Configuration: what was written, then what was checked. Every key is in `config/default.toml`.

mod corpus;
mod demo;
mod discord;
mod error;
mod http;
mod limits;
mod log;
mod secret;
mod written;

use std::collections::HashMap;
use std::path::Path;

use config::{Environment, File, FileFormat};
use serde::Deserialize;

pub use corpus::{AnswerConfig, CorpusConfig, FeedsConfig, IndexConfig};
pub use demo::DemoConfig;
pub use discord::{DiscordConfig, Shards};
pub use error::ConfigError;
pub use http::{HttpConfig, OpsConfig};
pub use limits::LimitsConfig;
pub use log::{LogConfig, LogFormat};
pub use secret::Secret;

/// The defaults, as shipped.
const DEFAULTS: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/config/default.toml"));

/// The file that is read where no other is named.
const DEFAULT_FILE: &str = "verbatim.toml";

/// Checked configuration.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where the articles are.
    pub corpus: CorpusConfig,
    /// Where the index is kept.
    pub index: IndexConfig,
    /// How answers are chosen.
    pub answer: AnswerConfig,
    /// How to reach Discord.
    pub discord: DiscordConfig,
    /// The endpoint for interactions.
    pub http: HttpConfig,
    /// Health and metrics.
    pub ops: OpsConfig,
    /// The page on which the bot can be tried.
    pub demo: DemoConfig,
    /// How much may be asked at one time.
    pub limits: LimitsConfig,
    /// Where copies of the bot share what was asked by whom, if they do: an address, which may hold a password.
    pub store: Option<Secret>,
    /// What is logged.
    pub log: LogConfig,
}

/// What was written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    corpus: corpus::RawCorpus,
    #[serde(default)]
    index: corpus::RawIndex,
    answer: corpus::RawAnswer,
    discord: discord::RawDiscord,
    http: http::RawHttp,
    #[serde(default)]
    ops: http::RawOps,
    demo: demo::RawDemo,
    limits: limits::RawLimits,
    log: log::RawLog,
}

impl Config {
    /// Reads the defaults, then `file` (or `verbatim.toml`, if there is one), then the environment.
    ///
    /// # Errors
    /// At the first key that is unknown, of the wrong type or not allowed.
    pub fn load(
        file: Option<&Path>,
        environment: &HashMap<String, String>,
    ) -> Result<Self, ConfigError> {
        let path = file.unwrap_or(Path::new(DEFAULT_FILE));
        let from_file = File::from(path).format(FileFormat::Toml).required(file.is_some());
        let defaults = builder().add_source(File::from_str(DEFAULTS, FileFormat::Toml));
        let with_file = defaults.add_source(from_file);
        if let Ok(text) = std::fs::read_to_string(path) {
            written::check_file(&text, &path.display().to_string())?;
        }
        written::check_environment(environment)?;
        // Each layer is tried before the next is laid over it, so that an error is blamed on the right one.
        parse(with_file.clone(), &path.display().to_string())?;
        let variables = Environment::with_prefix("VERBATIM").prefix_separator("__").separator("__");
        let with_variables = with_file.add_source(variables.source(Some(environment.clone())));
        let raw = parse(with_variables, "the environment (VERBATIM__SECTION__KEY)")?;
        raw.checked(environment)
    }
}

type Layers = config::ConfigBuilder<config::builder::DefaultState>;

fn builder() -> Layers {
    config::Config::builder()
}

/// Reads all layers so far; `place` is where the last one comes from.
fn parse(layers: Layers, place: &str) -> Result<Raw, ConfigError> {
    let read = layers.build().and_then(config::Config::try_deserialize);
    read.map_err(|error| ConfigError::Source { place: place.to_owned(), error: error.to_string() })
}

impl Raw {
    fn checked(self, environment: &HashMap<String, String>) -> Result<Config, ConfigError> {
        Ok(Config {
            corpus: self.corpus.checked()?,
            index: self.index.checked(),
            answer: self.answer.checked()?,
            discord: self.discord.checked(environment)?,
            http: self.http.checked()?,
            ops: self.ops.checked()?,
            store: self.limits.store()?,
            demo: self.demo.checked()?,
            limits: self.limits.checked()?,
            log: self.log.checked()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn load(file: &str, environment: &[(&str, &str)]) -> Result<Config, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("test.toml");
        std::fs::write(&path, file).unwrap();
        let environment =
            environment.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        Config::load(Some(&path), &environment).map_err(|error| error.to_string())
    }

    #[test]
    fn layers() {
        let config = load("", &[]).unwrap();
        assert_eq!(config.corpus.dir, Path::new("seeds"));
        assert_eq!(config.answer.passages, 5);
        let config = load("[corpus]\ndir = \"a\"\n[answer]\npassages = 3", &[]).unwrap();
        assert_eq!((config.corpus.dir.to_str(), config.answer.passages), (Some("a"), 3));
        let environment = [("VERBATIM__CORPUS__DIR", "b"), ("VERBATIM__ANSWER__PASSAGES", "4")];
        let config = load("[corpus]\ndir = \"a\"", &environment).unwrap();
        assert_eq!((config.corpus.dir.to_str(), config.answer.passages), (Some("b"), 4));
        let feeds = |file: &str, environment: &[(&str, &str)]| {
            load(file, environment).unwrap().corpus.feeds.addresses
        };
        let (a, b) = ("https://a.example/rss", "http://b.example/?x=1,2");
        assert_eq!(feeds("", &[]), [""; 0]);
        assert_eq!(feeds(&format!("[corpus]\nfeeds = [{a:?}, {b:?}, {a:?}]"), &[]), [a, b]);
        let both = format!(" {a} {b}");
        assert_eq!(feeds("", &[("VERBATIM__CORPUS__FEEDS", &both)]), [a, b]);
        assert_eq!(load("", &[]).unwrap().index.dir, None);
        let config = load("", &[("VERBATIM__INDEX__DIR", "c")]).unwrap();
        assert_eq!(config.index.dir.as_deref(), Some(Path::new("c")));
    }

    #[test]
    fn every_message_names_key_place_and_what_is_allowed() {
        let check = |file: &str, environment: &[(&str, &str)], parts: &[&str]| {
            let message = load(file, environment).expect_err(file);
            for part in parts {
                assert!(message.contains(part), "{part:?} is missing in: {message}");
            }
        };
        check("[corpus]\nfolder = \"a\"", &[], &["folder", "test.toml", "dir", "max_file_bytes"]);
        check("[corpse]\ndir = \"a\"", &[], &["corpse", "corpus", "test.toml"]);
        check("[answer]\npassages = \"many\"", &[], &["answer.passages", "many", "test.toml"]);
        check("[answer]\npassages = 0", &[], &["answer.passages", "from 1 to 10"]);
        check("[answer]\nmin_confidence = 1.5", &[], &["answer.min_confidence", "from 0 to 1"]);
        check("[discord]\napi_url = \"discord\"", &[], &["discord.api_url", "http://"]);
        check("[discord]\nguild = \"my server\"", &[], &["discord.guild", "id of a server"]);
        let file = "[discord]\nfeedback_channel = \"#feedback\"";
        check(file, &[], &["discord.feedback_channel", "id of a channel"]);
        check("[discord]\npatience_seconds = 0", &[], &["discord.patience_seconds", "from 1 to"]);
        check("[discord]\npublic_key = \"00\"", &[], &["discord.public_key", "64 hex"]);
        for shards in ["", "0", "many", "3-1/4", "0-4/4", "1/4", "-1", "0-/4"] {
            let file = format!("[discord]\nshards = {shards:?}");
            check(&file, &[], &["discord.shards", "0-3/16"]);
        }
        let file = "[discord]\nmention_channels = \"news\"";
        check(file, &[], &["discord.mention_channels", "ids of channels"]);
        for feeds in ["[\"news\"]", "\"https://a.example/rss ftp://b\"", "\"https:///x\""] {
            let file = format!("[corpus]\nfeeds = {feeds}");
            check(&file, &[], &["corpus.feeds", "https://example.org/rss.xml"]);
        }
        check("[corpus]\nfeeds = 3", &[], &["corpus.feeds", "list"]);
        check("[corpus]\nfeed_seconds = 0", &[], &["corpus.feed_seconds", "86400"]);
        check("[corpus]\nfeed_entries = 0", &[], &["corpus.feed_entries", "from 1 to 1000"]);
        check("[limits]\nuser_per_minute = 0", &[], &["limits.user_per_minute", "from 1"]);
        check("[limits]\nin_flight = 0", &[], &["limits.in_flight", "from 1"]);
        check("[http]\nbind = \"8080\"", &[], &["http.bind", "127.0.0.1:8080"]);
        check("[ops]\nbind = \"9090\"", &[], &["ops.bind", "127.0.0.1:8080"]);
        check("[demo]\nbind = \"7878\"", &[], &["demo.bind", "127.0.0.1:8080"]);
        for url in
            ["news.example", "https://", "https://news.example/#a", "https://me@news.example"]
        {
            let file = format!("[demo]\npublic_url = {url:?}");
            check(&file, &[], &["demo.public_url", "https://"]);
        }
        check("[log]\nformat = \"xml\"", &[], &["log.format", "xml", "text", "json"]);
        check("[log]\nfilter = \"verbatim=loud\"", &[], &["log.filter", "info"]);
        check("[log]\nfilter = \"inof\"", &[], &["log.filter", "inof", "info"]);
        check("[corpus\n", &[], &["test.toml"]);
        check("", &[("VERBATIM__ANSWER__PASSAGES", "x")], &["answer.passages", "environment"]);
        check("", &[("VERBATIM__ANSWER__PASAGES", "3")], &["pasages", "environment", "passages"]);
    }
}
