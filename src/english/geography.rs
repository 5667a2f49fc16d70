//! Countries, what their people are called, their capitals and the houses of their governments (`config/geography.toml`).

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::english::data;

/// A country or a part of the world.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Country {
    /// Its name.
    pub(crate) name: String,
    /// What its people are called: adjectives and nouns.
    pub(crate) people: Vec<String>,
    /// Its capital, if it is known by one name.
    pub(crate) capital: Vec<String>,
    /// Houses that stand for its government.
    #[serde(default)]
    pub(crate) seat: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    country: Vec<Country>,
}

/// All countries, read once.
pub(crate) static COUNTRIES: LazyLock<Vec<Country>> = LazyLock::new(|| {
    let File { country } = data("geography.toml", include_str!("../../config/geography.toml"));
    country
});

static NAMES: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let names = |country: &'static Country| std::iter::once(&country.name).chain(&country.capital);
    COUNTRIES.iter().flat_map(names).map(|name| name.to_lowercase()).collect()
});

/// Whether the word in small letters names a country or a capital.
pub(crate) fn is_country(word: &str) -> bool {
    NAMES.contains(word)
}
