//! Configuration: what was written, then what was checked. Every key is in `config/default.toml`.

use std::collections::HashMap;
use std::fmt;
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::time::Duration;

use config::{Environment, File, FileFormat};
use serde::Deserialize;

/// The defaults, as shipped.
const DEFAULTS: &str = include_str!("../config/default.toml");

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
    /// How much may be asked at one time.
    pub limits: LimitsConfig,
    /// What is logged.
    pub log: LogConfig,
}

/// Where the articles are and how much of them is read.
#[derive(Debug, Clone)]
pub struct CorpusConfig {
    /// The folder.
    pub dir: PathBuf,
    /// Largest file that is read, in bytes.
    pub max_file_bytes: u64,
    /// Most files that are read.
    pub max_files: usize,
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
}

/// How to reach Discord.
#[derive(Debug, Clone)]
pub struct DiscordConfig {
    /// The bot's token, if one is set.
    pub token: Option<Secret>,
    /// Base URL of another server that speaks Discord's API.
    pub api_url: Option<String>,
    /// The one server that commands are registered for; all servers if there is none.
    pub guild: Option<u64>,
    /// The channels of servers in which mentions are answered; all if there is none.
    pub mention_channels: Vec<u64>,
    /// The connections to the gateway that this process holds.
    pub shards: Shards,
    /// The Ed25519 key with which Discord signs what it sends to the HTTP endpoint.
    pub public_key: Option<[u8; 32]>,
    /// How long the gateway may give no sign of life before the bot gives up.
    pub patience: Duration,
}

/// The connections to the gateway that one process holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shards {
    /// As many as Discord recommends, all of them.
    Auto,
    /// From the first to the last, which is one of them, out of so many in all.
    Range {
        /// The first.
        first: u32,
        /// The last.
        last: u32,
        /// How many there are in all processes together.
        total: u32,
    },
}

/// How much may be asked at one time.
#[derive(Debug, Clone, Copy)]
pub struct LimitsConfig {
    /// Requests of one person in a minute.
    pub user_per_minute: NonZeroU32,
    /// Requests from one server in a minute.
    pub server_per_minute: NonZeroU32,
    /// Requests that are worked on at one time.
    pub in_flight: u32,
}

/// The HTTP endpoint for interactions.
#[derive(Debug, Clone, Copy)]
pub struct HttpConfig {
    /// The address on which it listens.
    pub bind: SocketAddr,
}

/// What is logged and in which form.
#[derive(Debug, Clone)]
pub struct LogConfig {
    /// A filter in the syntax of `tracing_subscriber::EnvFilter`.
    pub filter: String,
    /// The form of a line.
    pub format: LogFormat,
}

/// The form of a log line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// A value that no log and no error message shows.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The value itself, for the one place that needs it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// What is wrong with the configuration. Each message says which key, where it was set and what is allowed.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A file or variable that cannot be read, an unknown key, or a value of the wrong type.
    #[error("in {place}: {error}")]
    Source {
        /// The file, or the environment.
        place: String,
        /// The key and what is allowed.
        error: String,
    },
    /// A value that is not allowed.
    #[error("`{key}` is {value}: {allowed}")]
    Value {
        /// The key with its section.
        key: &'static str,
        /// What was set.
        value: String,
        /// What may be set.
        allowed: &'static str,
    },
    /// The token is set in more than one place.
    #[error("the Discord token is set by {0}: keep one of them and unset the others")]
    TokenTwice(String),
    /// The file that `DISCORD_TOKEN_FILE` names cannot be read.
    #[error("DISCORD_TOKEN_FILE names {path}, which cannot be read: {error}")]
    TokenFile {
        /// The path as it was set.
        path: String,
        /// Why.
        error: std::io::Error,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    corpus: RawCorpus,
    #[serde(default)]
    index: RawIndex,
    answer: RawAnswer,
    discord: RawDiscord,
    http: RawHttp,
    limits: RawLimits,
    log: RawLog,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCorpus {
    dir: PathBuf,
    max_file_bytes: u64,
    max_files: usize,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct RawIndex {
    dir: Option<PathBuf>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAnswer {
    passages: usize,
    min_confidence: f32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDiscord {
    token: Option<String>,
    api_url: Option<String>,
    guild: Option<String>,
    mention_channels: String,
    shards: String,
    public_key: Option<String>,
    patience_seconds: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLimits {
    user_per_minute: u32,
    server_per_minute: u32,
    in_flight: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawHttp {
    bind: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLog {
    filter: String,
    format: String,
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
        // Each layer is tried before the next is laid over it, so that an error is blamed on the right one.
        parse(with_file.clone(), &path.display().to_string())?;
        let variables = Environment::with_prefix("VERBATIM").prefix_separator("__").separator("__");
        let with_variables = with_file.add_source(variables.source(Some(environment.clone())));
        let raw = parse(with_variables, "the environment (VERBATIM__SECTION__KEY)")?;
        check(raw, environment)
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

fn check(raw: Raw, environment: &HashMap<String, String>) -> Result<Config, ConfigError> {
    let allow = |ok: bool, key, value: String, allowed| {
        if ok { Ok(()) } else { Err(ConfigError::Value { key, value, allowed }) }
    };
    let Raw { corpus, index, answer, discord, http, limits, log } = raw;
    allow(
        (1..=1 << 30).contains(&corpus.max_file_bytes),
        "corpus.max_file_bytes",
        corpus.max_file_bytes.to_string(),
        "a number of bytes from 1 to 1073741824 is allowed",
    )?;
    allow(
        corpus.max_files > 0,
        "corpus.max_files",
        corpus.max_files.to_string(),
        "a number from 1 on is allowed",
    )?;
    allow(
        (1..=10).contains(&answer.passages),
        "answer.passages",
        answer.passages.to_string(),
        "a number from 1 to 10 is allowed",
    )?;
    allow(
        (0.0..=1.0).contains(&answer.min_confidence),
        "answer.min_confidence",
        answer.min_confidence.to_string(),
        "a number from 0 to 1 is allowed",
    )?;
    let api_url = discord.api_url.filter(|url| !url.is_empty());
    allow(
        api_url
            .as_deref()
            .is_none_or(|url| url.starts_with("http://") || url.starts_with("https://")),
        "discord.api_url",
        format!("{:?}", api_url.as_deref().unwrap_or_default()),
        "a URL that starts with http:// or https:// is allowed",
    )?;
    let guild = discord.guild.filter(|guild| !guild.is_empty());
    let guild_id = guild.as_deref().and_then(|guild| guild.parse().ok()).filter(|&id: &u64| id > 0);
    allow(
        guild.is_none() || guild_id.is_some(),
        "discord.guild",
        format!("{:?}", guild.unwrap_or_default()),
        "the id of a server, a number of some 18 digits, is allowed",
    )?;
    allow(
        (1..=3600).contains(&discord.patience_seconds),
        "discord.patience_seconds",
        discord.patience_seconds.to_string(),
        "a number of seconds from 1 to 3600 is allowed",
    )?;
    let public_key = discord.public_key.filter(|key| !key.is_empty());
    let public_key_bytes = public_key.as_deref().and_then(hex);
    allow(
        public_key.is_none() || public_key_bytes.is_some(),
        "discord.public_key",
        format!("{:?}", public_key.unwrap_or_default()),
        "the public key of the application, 64 hexadecimal digits, is allowed",
    )?;
    let channels = discord.mention_channels.split([',', ' ']).filter(|id| !id.is_empty());
    let mention_channels: Option<Vec<u64>> = channels.map(|id| id.parse().ok()).collect();
    let mention_channels = mention_channels.ok_or_else(|| ConfigError::Value {
        key: "discord.mention_channels",
        value: format!("{:?}", discord.mention_channels),
        allowed: "ids of channels with commas between them are allowed",
    })?;
    let shards = shards(&discord.shards).ok_or_else(|| ConfigError::Value {
        key: "discord.shards",
        value: format!("{:?}", discord.shards),
        allowed: "\"auto\", a number such as \"4\", or a part of it such as \"0-3/16\" is allowed",
    })?;
    let per_minute = |key, number: u32| {
        NonZeroU32::new(number).ok_or_else(|| ConfigError::Value {
            key,
            value: number.to_string(),
            allowed: "a number from 1 on is allowed",
        })
    };
    let limits = LimitsConfig {
        user_per_minute: per_minute("limits.user_per_minute", limits.user_per_minute)?,
        server_per_minute: per_minute("limits.server_per_minute", limits.server_per_minute)?,
        in_flight: limits.in_flight,
    };
    allow(
        (1..=MOST_IN_FLIGHT).contains(&limits.in_flight),
        "limits.in_flight",
        limits.in_flight.to_string(),
        "a number from 1 to 100000 is allowed",
    )?;
    let bind = http.bind.parse().map_err(|_| ConfigError::Value {
        key: "http.bind",
        value: format!("{:?}", http.bind),
        allowed: "an address and a port such as \"127.0.0.1:8080\" or \"[::]:8080\" is allowed",
    })?;
    let filter = tracing_subscriber::EnvFilter::try_new(&log.filter);
    allow(
        filter.is_ok(),
        "log.filter",
        format!("{:?}", log.filter),
        "a filter such as \"info\" or \"verbatim=debug,warn\" is allowed",
    )?;
    let format = match log.format.as_str() {
        "text" => Some(LogFormat::Text),
        "json" => Some(LogFormat::Json),
        _ => None,
    };
    let format = format.ok_or_else(|| ConfigError::Value {
        key: "log.format",
        value: format!("{:?}", log.format),
        allowed: "\"text\" or \"json\" is allowed",
    })?;
    Ok(Config {
        corpus: CorpusConfig {
            dir: corpus.dir,
            max_file_bytes: corpus.max_file_bytes,
            max_files: corpus.max_files,
        },
        index: IndexConfig { dir: index.dir.filter(|dir| !dir.as_os_str().is_empty()) },
        answer: AnswerConfig { passages: answer.passages, min_confidence: answer.min_confidence },
        discord: DiscordConfig {
            token: token(discord.token.as_deref(), environment)?,
            api_url,
            guild: guild_id,
            mention_channels,
            shards,
            public_key: public_key_bytes,
            patience: Duration::from_secs(discord.patience_seconds),
        },
        http: HttpConfig { bind },
        limits,
        log: LogConfig { filter: log.filter, format },
    })
}

/// More requests than these at one time would only wait for each other.
const MOST_IN_FLIGHT: u32 = 100_000;

/// Shards as they are written: `auto`, all of a number, or a part of it.
fn shards(written: &str) -> Option<Shards> {
    if written == "auto" {
        return Some(Shards::Auto);
    }
    let (range, total) = match written.split_once('/') {
        Some((range, total)) => (range.split_once('-'), total.parse().ok()?),
        None => (None, written.parse::<u32>().ok()?),
    };
    let (first, last) = match range {
        Some((first, last)) => (first.parse().ok()?, last.parse().ok()?),
        None if written.contains('/') => return None,
        None => (0, total.checked_sub(1)?),
    };
    (first <= last && last < total).then_some(Shards::Range { first, last, total })
}

/// The bytes that hexadecimal digits stand for.
fn hex<const N: usize>(digits: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    if digits.len() != 2 * N || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    for (byte, at) in bytes.iter_mut().zip((0..).step_by(2)) {
        *byte = u8::from_str_radix(digits.get(at..at + 2)?, 16).ok()?;
    }
    Some(bytes)
}

/// The token from the one place where it is set.
fn token(
    key: Option<&str>,
    environment: &HashMap<String, String>,
) -> Result<Option<Secret>, ConfigError> {
    let set =
        |value: Option<&str>| value.filter(|value| !value.trim().is_empty()).map(str::to_owned);
    let key = set(key);
    let variable = set(environment.get("DISCORD_TOKEN").map(String::as_str));
    let path = set(environment.get("DISCORD_TOKEN_FILE").map(String::as_str));
    let places: Vec<_> = [
        (key.is_some(), "the key `discord.token`"),
        (variable.is_some(), "the variable DISCORD_TOKEN"),
        (path.is_some(), "the variable DISCORD_TOKEN_FILE"),
    ]
    .into_iter()
    .filter_map(|(is_set, place)| is_set.then_some(place))
    .collect();
    if places.len() > 1 {
        return Err(ConfigError::TokenTwice(places.join(" and ")));
    }
    let from_file = path
        .map(|path| {
            std::fs::read_to_string(&path).map_err(|error| ConfigError::TokenFile { path, error })
        })
        .transpose()?;
    Ok(key.or(variable).or(from_file).map(|token| Secret(token.trim().to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(file: &str, environment: &[(&str, &str)]) -> Result<Config, String> {
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
        assert_eq!(load("", &[]).unwrap().index.dir, None);
        let config = load("", &[("VERBATIM__INDEX__DIR", "c")]).unwrap();
        assert_eq!(config.index.dir.as_deref(), Some(Path::new("c")));
    }

    #[test]
    fn shards_as_they_are_written() {
        let range = |first, last, total| Some(Shards::Range { first, last, total });
        assert_eq!(shards("auto"), Some(Shards::Auto));
        assert_eq!(shards("4"), range(0, 3, 4));
        assert_eq!(shards("0-3/16"), range(0, 3, 16));
        assert_eq!(shards("15-15/16"), range(15, 15, 16));
    }

    #[test]
    fn channels_as_they_are_written() {
        let channels = |written: &str| {
            let file = format!("[discord]\nmention_channels = {written:?}");
            load(&file, &[]).map(|config| config.discord.mention_channels)
        };
        assert_eq!(channels(""), Ok(vec![]));
        assert_eq!(channels("1, 22,3"), Ok(vec![1, 22, 3]));
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
        check("[discord]\npatience_seconds = 0", &[], &["discord.patience_seconds", "from 1 to"]);
        check("[discord]\npublic_key = \"00\"", &[], &["discord.public_key", "64 hex"]);
        for shards in ["", "0", "many", "3-1/4", "0-4/4", "1/4", "-1", "0-/4"] {
            let file = format!("[discord]\nshards = {shards:?}");
            check(&file, &[], &["discord.shards", "0-3/16"]);
        }
        let file = "[discord]\nmention_channels = \"news\"";
        check(file, &[], &["discord.mention_channels", "ids of channels"]);
        check("[limits]\nuser_per_minute = 0", &[], &["limits.user_per_minute", "from 1"]);
        check("[limits]\nin_flight = 0", &[], &["limits.in_flight", "from 1"]);
        check("[http]\nbind = \"8080\"", &[], &["http.bind", "127.0.0.1:8080"]);
        check("[log]\nformat = \"xml\"", &[], &["log.format", "xml", "text", "json"]);
        check("[log]\nfilter = \"verbatim=loud\"", &[], &["log.filter", "info"]);
        check("[corpus\n", &[], &["test.toml"]);
        check("", &[("VERBATIM__ANSWER__PASSAGES", "x")], &["answer.passages", "environment"]);
        check("", &[("VERBATIM__ANSWER__PASAGES", "3")], &["pasages", "environment", "passages"]);
    }

    #[test]
    fn one_token_from_one_place_and_never_shown() {
        let token = |file: &str, environment: &[(&str, &str)]| {
            load(file, environment).map(|config| config.discord.token)
        };
        assert_eq!(token("", &[]), Ok(None));
        assert_eq!(token("", &[("DISCORD_TOKEN", "")]), Ok(None));
        let secret = Some(Secret("abc".to_owned()));
        assert_eq!(token("[discord]\ntoken = \"abc\"", &[]), Ok(secret.clone()));
        assert_eq!(token("", &[("DISCORD_TOKEN", "abc\n")]), Ok(secret.clone()));
        assert_eq!(token("", &[("VERBATIM__DISCORD__TOKEN", "abc")]), Ok(secret.clone()));
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "abc\n").unwrap();
        let path = file.path().to_str().unwrap();
        assert_eq!(token("", &[("DISCORD_TOKEN_FILE", path)]), Ok(secret.clone()));
        let twice = token("", &[("DISCORD_TOKEN_FILE", path), ("DISCORD_TOKEN", "abc")]);
        assert!(twice.unwrap_err().contains("DISCORD_TOKEN_FILE"));
        let missing = token("", &[("DISCORD_TOKEN_FILE", "/no/such/file")]);
        assert!(missing.unwrap_err().contains("/no/such/file"));
        assert!(!format!("{secret:?}").contains("abc"));
    }
}
