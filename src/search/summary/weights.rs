//! What counts how much for a sentence of a summary (`config/summary.toml`), and the words that it goes by.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;

/// What counts how much.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Weights {
    pub(super) centrality: f32,
    pub(super) shared_words: f32,
    pub(super) shared_pairs: f32,
    pub(super) support: f32,
    pub(super) position: f32,
    pub(super) short: f32,
    pub(super) long: f32,
    pub(super) said: f32,
    pub(super) same: f32,
    pub(super) relevance: f32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    weights: Weights,
    leaning: HashSet<String>,
    persons: HashSet<String>,
    times: HashSet<String>,
    furniture: Vec<String>,
}

/// The words that tell whether a sentence can stand alone.
pub(super) struct Words {
    /// Words besides pronouns that stand for something that was named before, where a sentence opens with one.
    pub(super) leaning: HashSet<String>,
    /// Those that stand for somebody, wherever nobody is named before.
    pub(super) persons: HashSet<String>,
    /// "This week" and "that year" stand for themselves.
    pub(super) times: HashSet<String>,
    /// What pages say to their readers.
    pub(super) furniture: Vec<String>,
}

static FILE: LazyLock<(Weights, Words)> = LazyLock::new(|| {
    let file: File = crate::english::data(
        "summary.toml",
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/config/summary.toml")),
    );
    let File { weights, leaning, persons, times, furniture } = file;
    (weights, Words { leaning, persons, times, furniture })
});

pub(super) static WEIGHTS: LazyLock<&'static Weights> = LazyLock::new(|| &FILE.0);
pub(super) static WORDS: LazyLock<&'static Words> = LazyLock::new(|| &FILE.1);
