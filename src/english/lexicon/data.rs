//! The lists that words are folded by, read once.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use frostem::{Algorithm, Stemmer};
use serde::Deserialize;

use super::words::Word;
use super::{Entry, fold};
use crate::english::value_words::VALUE_WORDS;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LexiconData {
    writings: Vec<Vec<String>>,
    same: Vec<Vec<String>>,
    name_endings: Vec<(String, String)>,
    spelling_endings: Vec<(String, String)>,
    spelling: Vec<(String, String)>,
    irregular: BTreeMap<String, Vec<String>>,
    family_endings: Vec<String>,
    apart: Vec<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StopwordData {
    dropped: BTreeMap<String, Vec<String>>,
    weak: Vec<String>,
}

pub(super) struct Lexicon {
    /// Writings of one thing, and names of one thing; the first of each list stands for the others.
    pub(super) writings: Vec<Vec<String>>,
    pub(super) same: Vec<Vec<String>>,
    /// By the first word of a name: all its words and the form that they are folded into.
    names: HashMap<String, Vec<(Vec<String>, String)>>,
    spelling: HashMap<String, String>,
    name_endings: Vec<(String, String)>,
    endings: Vec<(String, String)>,
    irregular: HashMap<String, String>,
    pub(super) stopwords: HashSet<String>,
    weak: HashSet<String>,
    family_endings: Vec<String>,
    stemmer: Stemmer,
}

/// Whether an ending is one of a longer word. "Colour" has its British ending, "pour" has none; "traveller" doubles a
/// letter that American words have once, "killer" and "kill" do not.
fn may_be_respelled(base: &str, ending: &str) -> bool {
    let is_vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    let mut groups = 0;
    let mut was_vowel = false;
    for c in base.chars() {
        groups += usize::from(is_vowel(c) && !was_vowel);
        was_vowel = is_vowel(c);
    }
    groups >= if ending.starts_with("ll") { 2 } else { 1 }
}

/// Endings of names are exchanged only in words of at least this many letters.
const LONG_WORD: usize = 6;

/// A shorter root is shared by words that have nothing to do with each other.
const SHORTEST_ROOT: usize = 4;

/// A name in capitals of at most this many letters could also be a common word.
const SHORT_ACRONYM: usize = 3;

pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "the files are built in, and a test reads them")]
    let (data, stopwords): (LexiconData, StopwordData) = (
        toml::from_str(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/config/lexicon.toml")))
            .expect("config/lexicon.toml"),
        toml::from_str(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/config/stopwords.toml")))
            .expect("config/stopwords.toml"),
    );
    Lexicon::new(data, stopwords)
});

/// The short forms of the months with their names.
fn short_months() -> impl Iterator<Item = (String, String)> {
    VALUE_WORDS
        .months()
        .iter()
        .flat_map(|names| names.iter().skip(1).map(|short| (short.clone(), names[0].clone())))
}

impl Lexicon {
    fn new(data: LexiconData, stopwords: StopwordData) -> Self {
        let mut names: HashMap<String, Vec<(Vec<String>, String)>> = HashMap::new();
        for group in data.writings.iter().chain(&data.same) {
            let Some(canonical) = group.first() else { continue };
            for name in group {
                let words: Vec<String> = name.split(' ').map(fold).collect();
                if let Some(first) = words.first().cloned() {
                    names.entry(first).or_default().push((words, canonical.replace(' ', "_")));
                }
            }
        }
        for candidates in names.values_mut() {
            candidates.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        let fold_pair = |(from, to): (String, String)| (fold(&from), fold(&to));
        let bases = |(base, forms): (String, Vec<String>)| {
            forms.into_iter().map(move |form| (form, base.clone()))
        };
        // A mark keeps the stem of these from the stemmer.
        let apart = data.apart.into_iter().flat_map(|forms| {
            let stem = format!("{}_", forms[0]);
            forms.into_iter().map(move |form| (form, stem.clone()))
        });
        Self {
            writings: data.writings,
            same: data.same,
            names,
            spelling: data.spelling.into_iter().map(fold_pair).chain(short_months()).collect(),
            name_endings: data.name_endings.into_iter().map(fold_pair).collect(),
            endings: data.spelling_endings.into_iter().map(fold_pair).collect(),
            irregular: data.irregular.into_iter().flat_map(bases).chain(apart).collect(),
            stopwords: stopwords.dropped.into_values().flatten().collect(),
            weak: stopwords.weak.into_iter().collect(),
            family_endings: data.family_endings,
            stemmer: Stemmer::new(Algorithm::English),
        }
    }

    pub(super) fn entry(&self, written: &str) -> Entry {
        let mut folded = fold(written);
        let part = VALUE_WORDS.part(&folded);
        for ending in ["'s", "'"] {
            if let Some(bare) = folded.strip_suffix(ending) {
                folded.truncate(bare.len());
            }
        }
        // "U.S.", "node.js".
        if folded.contains('.') && !folded.starts_with(|c: char| c.is_numeric()) {
            folded.retain(char::is_alphanumeric);
        }
        folded.retain(|c| c != '\u{ad}');
        let word = self.respell(&folded);
        let stem = self.stem(&word);
        Entry {
            root: self.root(&stem),
            is_stopword: self.stopwords.contains(&word),
            is_weak: self.weak.contains(&word),
            starts_name: self.names.contains_key(&word),
            part,
            word,
            stem,
        }
    }

    /// How many words a known name takes at the start of `words`, and what it is folded into.
    pub(super) fn name_at(&self, words: &[Word<'_>]) -> Option<(usize, &str)> {
        let first = words.first().filter(|first| first.entry.starts_name)?;
        let candidates = self.names.get(&first.entry.word)?;
        let found = candidates.iter().find(|(name, _)| {
            let is_there = name.len() <= words.len()
                && name.iter().zip(words).all(|(part, word)| *part == word.entry.word);
            let is_short =
                name.len() == 1 && name[0].len() <= SHORT_ACRONYM && self.is_acronym(&name[0]);
            is_there && (!is_short || words[0].may_be_acronym)
        });
        found.map(|(name, folded)| (name.len(), folded.as_str()))
    }

    /// Whether a short name could be mistaken for a common word when it stands in small letters.
    fn is_acronym(&self, name: &str) -> bool {
        self.stopwords.contains(name) || matches!(name, "un" | "pm")
    }

    fn respell(&self, word: &str) -> String {
        if let Some(other) = self.spelling.get(word) {
            return other.clone();
        }
        if word.len() >= LONG_WORD {
            for (from, to) in &self.name_endings {
                if let Some(base) = word.strip_suffix(from.as_str()) {
                    return format!("{base}{to}");
                }
            }
        }
        for (from, to) in &self.endings {
            if let Some(base) = word.strip_suffix(from.as_str())
                && may_be_respelled(base, from)
            {
                return format!("{base}{to}");
            }
        }
        word.to_owned()
    }

    fn stem(&self, word: &str) -> String {
        let base = self.irregular.get(word).map_or(word, String::as_str);
        if base.contains(|c: char| c == '_' || c.is_ascii_digit()) {
            return base.to_owned();
        }
        self.stemmer.stem(base).to_string()
    }

    /// The stem without endings that make a noun of a verb, an adjective of a noun and so on.
    fn root(&self, stem: &str) -> String {
        let endings = self.family_endings.iter();
        let bases = endings.filter_map(|ending| stem.strip_suffix(ending.as_str()));
        let base = bases.filter(|base| base.len() >= SHORTEST_ROOT).min_by_key(|base| base.len());
        let base = base.unwrap_or(stem);
        // "agree" loses an e to the stemmer that "agreement" keeps.
        base.strip_suffix("ee").map_or_else(|| base.to_owned(), |bare| format!("{bare}e"))
    }
}
