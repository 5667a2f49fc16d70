//! The word lists that decide what a difference of wording means (`config/check.toml`).

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use frostem::{Algorithm, Stemmer};
use serde::Deserialize;

use crate::english::lexicon;
use crate::english::negations::NEGATIONS;

/// The lists, read once.
pub(crate) static LISTS: LazyLock<Lists> = LazyLock::new(Lists::read);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    same_names: Vec<Vec<String>>,
    turning: HashSet<String>,
    negating_prefixes: Vec<String>,
    opposites: Vec<(String, String)>,
    small: String,
    inflections: Vec<String>,
    draft_words: Vec<String>,
    final_words: Vec<String>,
}

/// See `config/check.toml` for what each list is for.
pub(crate) struct Lists {
    /// Words of a writing → the form that they are folded into; by the first word, longest first.
    same: HashMap<String, Vec<(Vec<String>, String)>>,
    same_names: HashMap<String, String>,
    turning: HashSet<String>,
    prefixes: Vec<String>,
    opposites: HashSet<(String, String)>,
    small: HashSet<String>,
    inflections: HashSet<String>,
    /// Words that speak of a draft.
    pub(crate) draft_words: Vec<String>,
    /// Words that speak of the text that came of a draft.
    pub(crate) final_words: Vec<String>,
    stemmer: Stemmer,
}

impl Lists {
    #[expect(
        clippy::expect_used,
        reason = "the file is part of the program, and every test reads it"
    )]
    fn read() -> Self {
        let file: File =
            toml::from_str(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/config/check.toml")))
                .expect("config/check.toml is understood");
        let mut same: HashMap<String, Vec<(Vec<String>, String)>> = HashMap::new();
        for group in lexicon::writings() {
            for writing in group {
                let words: Vec<_> = writing.split(' ').map(str::to_owned).collect();
                same.entry(words[0].clone()).or_default().push((words, group[0].replace(' ', "_")));
            }
        }
        for writings in same.values_mut() {
            writings.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        let set = |words: &str| words.split_whitespace().map(str::to_owned).collect();
        let pairs = file.opposites.iter();
        Self {
            same,
            same_names: file
                .same_names
                .iter()
                .chain(lexicon::same_names())
                .flat_map(|group| {
                    let first = group[0].replace(' ', "_");
                    group.iter().map(move |name| (name.replace(' ', "_"), first.clone()))
                })
                .collect(),
            turning: file.turning,
            prefixes: file.negating_prefixes,
            opposites: pairs
                .flat_map(|(one, other)| {
                    [(one.clone(), other.clone()), (other.clone(), one.clone())]
                })
                .collect(),
            small: set(&file.small),
            inflections: file.inflections.into_iter().collect(),
            draft_words: file.draft_words,
            final_words: file.final_words,
            stemmer: Stemmer::new(Algorithm::English),
        }
    }

    /// Whether the word turns its sentence into the opposite.
    pub(crate) fn is_negation(&self, word: &str) -> bool {
        NEGATIONS.contains(word) || self.turning.contains(word)
    }

    /// Whether one word is the opposite of the other: by a beginning ("unready") or as the list has it.
    pub(crate) fn are_opposites(&self, one: &str, other: &str) -> bool {
        let negates = |long: &str, short: &str| {
            short.len() > 2
                && long.strip_suffix(short).is_some_and(|start| {
                    self.prefixes.iter().any(|prefix| prefix == start.trim_end_matches('-'))
                })
        };
        negates(one, other)
            || negates(other, one)
            || self.opposites.contains(&(one.to_owned(), other.to_owned()))
    }

    /// The pairs of opposites, each once.
    pub(crate) fn opposites(&self) -> impl Iterator<Item = (&str, &str)> {
        let pairs = self.opposites.iter().map(|(one, other)| (one.as_str(), other.as_str()));
        pairs.filter(|(one, other)| one < other)
    }

    /// Whether the word says nothing by itself.
    pub(crate) fn is_small(&self, word: &str) -> bool {
        self.small.contains(word)
    }

    /// Whether the words differ by no more than an ending.
    pub(crate) fn are_inflections(&self, one: &str, other: &str) -> bool {
        let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
        let bare = short.strip_suffix('e').unwrap_or(short);
        [short, bare]
            .iter()
            .any(|stem| long.strip_prefix(stem).is_some_and(|end| self.inflections.contains(end)))
            || self.stem(one) == self.stem(other)
    }

    /// The name that stands for all names of the same place or body.
    pub(crate) fn one_name<'w>(&'w self, word: &'w str) -> &'w str {
        self.same_names.get(word).map_or(word, String::as_str)
    }

    /// Other names with the name that stands for them.
    pub(crate) fn other_names(&self) -> impl Iterator<Item = (&str, &str)> {
        self.same_names.iter().map(|(other, name)| (other.as_str(), name.as_str()))
    }

    /// The word without its ending.
    pub(crate) fn stem(&self, word: &str) -> String {
        self.stemmer.stem(word).into_owned()
    }

    /// The longest writing of a thing that starts the words, with the form that it is folded into.
    pub(crate) fn same_at(&self, words: &[&str]) -> Option<(usize, &str)> {
        let writings = self.same.get(*words.first()?)?;
        writings.iter().find_map(|(writing, form)| {
            let stands = writing.len() <= words.len()
                && writing.iter().zip(words).all(|(one, other)| one == other);
            stands.then_some((writing.len(), form.as_str()))
        })
    }
}
