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
    features.sum(&ranking(features).order)
}

/// How sure it is that the best sentence answers the question: 0 to 1, comparable between corpora.
#[must_use]
pub fn confidence(features: &Features) -> f32 {
    let ranking = ranking(features);
    let sum = features.sum(&ranking.confidence) + ranking.confidence_bias;
    1.0 / (1.0 + (-sum).exp())
}

/// What each feature adds to [`score`], in a fixed order.
#[must_use]
pub fn score_shares(features: &Features) -> Vec<(&'static str, f32)> {
    features.shares(&ranking(features).order)
}

/// What each feature adds to the confidence before it is squeezed between 0 and 1, in a fixed order.
#[must_use]
pub fn confidence_shares(features: &Features) -> Vec<(&'static str, f32)> {
    features.shares(&ranking(features).confidence)
}

/// The weights for a sentence: others where the sentence encoder has compared it with the question.
fn ranking(features: &Features) -> &'static Ranking {
    if features.encoded > 0.0 { &WITH_ENCODER } else { &RANKING }
}

/// The weights, as the files `config/ranking.toml` and `config/ranking-encoder.toml` give them.
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

static WITH_ENCODER: LazyLock<Ranking> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "the file is built in, and a test reads it")]
    toml::from_str(include_str!(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/config/ranking-encoder.toml"
    )))
    .expect("config/ranking-encoder.toml")
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_others_where_the_encoder_was_used() {
        let plain = Features { sentence: 1.0, ..Features::default() };
        let encoded = Features { encoded: 1.0, ..plain };
        let check = |features: &Features, ranking: &Ranking| {
            assert!((score(features) - ranking.order.sentence).abs() < 1e-6);
            let sum = ranking.confidence.sentence + ranking.confidence_bias;
            let sum = sum + features.encoded * ranking.confidence.encoded;
            assert!((confidence(features) - 1.0 / (1.0 + (-sum).exp())).abs() < 1e-6);
        };
        check(&plain, &RANKING);
        check(&encoded, &WITH_ENCODER);
    }
}
