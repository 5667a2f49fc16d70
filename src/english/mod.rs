//! What is known of the English language, each thing once: words, sentences, numbers, names, related words, and their lists.

pub(crate) mod value_words;
pub(crate) mod cut;
pub(crate) mod chat;
mod decimal;
pub mod dictionary;
pub(crate) mod row;
pub(crate) mod numbers;
pub mod dates;
pub(crate) mod values;
pub mod figures;
pub(crate) mod geography;
pub mod lexicon;
pub(crate) mod inflection;
pub(crate) mod negations;
pub(crate) mod saying;
pub(crate) mod lists;
pub mod names;
pub mod offices;
pub mod related;
pub mod scope;
pub mod sentences;
pub mod tolls;
pub mod typing;
pub mod words;

use serde::de::DeserializeOwned;

/// Reads an embedded data file; that it can be read is tested for every one of them.
#[expect(clippy::panic, reason = "the file is a part of the program")]
pub(crate) fn data<T: DeserializeOwned>(name: &str, text: &str) -> T {
    toml::from_str(text).unwrap_or_else(|error| panic!("config/{name}: {error}"))
}
