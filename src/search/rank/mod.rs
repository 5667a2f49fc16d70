//! How well a sentence answers a question: its features, and the weights that make one figure of them.

mod answer_kind;
mod features;
mod matches;
mod token;
mod word_kinds;

use std::sync::LazyLock;

use serde::Deserialize;

pub use features::{Features, Surroundings, Weights, read};
pub use matches::{Hit, Matches, PreparedQuery, WeightedTerm, idf};
pub use token::{Token, Traits, WORD_BYTES, Word, is_pronoun, number};
pub use word_kinds::{is_number, is_time};

/// The figure by which sentences are ordered, best highest. It means nothing by itself.
#[must_use]
pub fn score(features: &Features) -> f32 {
    features.sum(&RANKING.order)
}

/// How sure it is that the best sentence answers the question: 0 to 1, comparable between corpora.
#[must_use]
pub fn confidence(features: &Features) -> f32 {
    let sum = features.sum(&RANKING.confidence) + RANKING.confidence_bias;
    1.0 / (1.0 + (-sum).exp())
}

/// What each feature adds to [`score`], in a fixed order.
#[must_use]
pub fn score_shares(features: &Features) -> Vec<(&'static str, f32)> {
    features.shares(&RANKING.order)
}

/// What each feature adds to the confidence before it is squeezed between 0 and 1, in a fixed order.
#[must_use]
pub fn confidence_shares(features: &Features) -> Vec<(&'static str, f32)> {
    features.shares(&RANKING.confidence)
}

/// The weights, as the file `config/ranking.toml` gives them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Ranking {
    order: Weights,
    confidence_bias: f32,
    confidence: Weights,
}

static RANKING: LazyLock<Ranking> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "the file is built in, and a test reads it")]
    toml::from_str(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/config/ranking.toml")))
        .expect("config/ranking.toml")
});
