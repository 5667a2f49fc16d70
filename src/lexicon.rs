//! Words made comparable: case, accents, spellings and names of one thing folded, endings cut.
//!
//! Articles and questions go through the same folding, so it need not give real words: it must only give
//! the same for what is the same. Only comparison sees the result; what is shown is never folded.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use frostem::{Algorithm, Stemmer};
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

/// A word as it is compared.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Term {
    /// The word with case, accents and spelling folded.
    pub word: String,
    /// The same without its ending (Porter's English stemmer); irregular forms led back to their base.
    pub stem: String,
    /// Byte at which the word starts in the text it was taken from.
    pub start: usize,
    /// Byte just past the word in the text it was taken from.
    pub end: usize,
    /// Whether it is written like a name: with a capital that is not just the start of a sentence.
    pub is_name: bool,
}

impl Term {
    /// Whether the word is a number in digits.
    #[must_use]
    pub fn is_number(&self) -> bool {
        self.word.starts_with(|c: char| c.is_ascii_digit())
    }

    /// Whether the word says nothing about what a question asks for.
    #[must_use]
    pub fn is_stopword(&self) -> bool {
        LEXICON.stopwords.contains(self.word.as_str())
    }

    /// Whether the word speaks of asking and reporting rather than of what was reported.
    #[must_use]
    pub fn is_weak(&self) -> bool {
        LEXICON.weak.contains(self.word.as_str())
    }
}

/// The words of a text, in order.
#[must_use]
pub fn terms(text: &str) -> Vec<Term> {
    let words = words(text);
    let mut terms = Vec::with_capacity(words.len());
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let (count, folded) = match LEXICON.name_at(&words[at..]) {
            Some((count, name)) => (count, name.to_owned()),
            None => (1, LEXICON.respell(&word.folded)),
        };
        let last = &words[at + count - 1];
        terms.push(Term {
            stem: LEXICON.stem(&folded),
            word: folded,
            start: word.start,
            end: last.start + last.written.len(),
            is_name: word.is_name,
        });
        let after = &text[last.start + last.written.len()..];
        if after.starts_with('%') {
            let start = last.start + last.written.len();
            terms.push(Term {
                word: "percent".into(),
                stem: "percent".into(),
                start,
                end: start + 1,
                is_name: false,
            });
        }
        at += count;
    }
    terms
}

/// Lower case without accents; white space and marks are left as they are.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let bare = text.nfkd().filter(|&c| !is_combining_mark(c));
    bare.flat_map(char::to_lowercase)
        .flat_map(|c| {
            // Letters with a stroke through them are letters of their own to Unicode.
            let plain = match c {
                'ø' => "o",
                'ł' => "l",
                'đ' => "d",
                'ı' => "i",
                'ß' => "ss",
                'æ' => "ae",
                'œ' => "oe",
                'þ' => "th",
                '’' | '‘' => "'",
                _ => return vec![c],
            };
            plain.chars().collect()
        })
        .collect()
}

/// A word as it stands in a text.
struct Word<'t> {
    written: &'t str,
    start: usize,
    folded: String,
    /// Whether a name in capitals ("US") may be meant: it stands in capitals, or after "the".
    may_be_acronym: bool,
    is_name: bool,
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::new();
    for (start, written) in text.unicode_word_indices() {
        let mut folded = fold(written);
        for ending in ["'s", "'"] {
            if let Some(bare) = folded.strip_suffix(ending) {
                folded.truncate(bare.len());
            }
        }
        let starts_upper = written.starts_with(char::is_uppercase);
        let is_upper = !written.contains(char::is_lowercase) && starts_upper;
        if is_dotted(&folded) || is_grouped_number(&folded) {
            folded.retain(|c| c.is_alphanumeric());
        }
        let after_the = words.last().is_some_and(|last| last.folded == "the");
        words.push(Word {
            written,
            start,
            may_be_acronym: is_upper || after_the,
            is_name: starts_upper && !starts_sentence(&text[..start]),
            folded,
        });
    }
    words
}

/// Letters with full stops between them: "u.s", "d.c".
fn is_dotted(word: &str) -> bool {
    word.contains('.')
        && word
            .split('.')
            .all(|part| part.chars().count() == 1 && !part.starts_with(|c: char| c.is_numeric()))
}

/// Digits in groups of three: "800,000".
fn is_grouped_number(word: &str) -> bool {
    let mut groups = word.split(',');
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    word.contains(',')
        && groups.next().is_some_and(|first| first.len() <= 3 && digits(first))
        && groups.all(|group| group.len() == 3 && digits(group))
}

fn starts_sentence(before: &str) -> bool {
    let before = before.trim_end_matches(|c: char| c.is_whitespace() || "\"“‘'([".contains(c));
    before.is_empty() || before.ends_with(['.', '!', '?', ':', '”'])
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LexiconData {
    same: Vec<Vec<String>>,
    name_endings: Vec<(String, String)>,
    spelling_endings: Vec<(String, String)>,
    spelling: Vec<(String, String)>,
    irregular: HashMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StopwordData {
    dropped: HashMap<String, Vec<String>>,
    weak: Vec<String>,
}

struct Lexicon {
    /// By the first word of a name: all its words and the form that they are folded into.
    names: HashMap<String, Vec<(Vec<String>, String)>>,
    spelling: HashMap<String, String>,
    endings: Vec<(String, String)>,
    irregular: HashMap<String, String>,
    stopwords: HashSet<String>,
    weak: HashSet<String>,
    stemmer: Stemmer,
}

/// Endings are exchanged only in words of at least this many letters.
const LONG_WORD: usize = 6;

/// A name in capitals of at most this many letters could also be a common word.
const SHORT_ACRONYM: usize = 3;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "the files are built in, and a test reads them")]
    let (data, stopwords): (LexiconData, StopwordData) = (
        toml::from_str(include_str!("../config/lexicon.toml")).expect("config/lexicon.toml"),
        toml::from_str(include_str!("../config/stopwords.toml")).expect("config/stopwords.toml"),
    );
    Lexicon::new(data, stopwords)
});

impl Lexicon {
    fn new(data: LexiconData, stopwords: StopwordData) -> Self {
        let mut names: HashMap<String, Vec<(Vec<String>, String)>> = HashMap::new();
        for group in &data.same {
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
        Self {
            names,
            spelling: data.spelling.into_iter().map(fold_pair).collect(),
            endings: data
                .name_endings
                .into_iter()
                .chain(data.spelling_endings)
                .map(fold_pair)
                .collect(),
            irregular: data.irregular.into_iter().flat_map(bases).collect(),
            stopwords: stopwords.dropped.into_values().flatten().collect(),
            weak: stopwords.weak.into_iter().collect(),
            stemmer: Stemmer::new(Algorithm::English),
        }
    }

    /// How many words a known name takes at the start of `words`, and what it is folded into.
    fn name_at(&self, words: &[Word<'_>]) -> Option<(usize, &str)> {
        let candidates = self.names.get(&words.first()?.folded)?;
        let found = candidates.iter().find(|(name, _)| {
            let is_there = name.len() <= words.len()
                && name.iter().zip(words).all(|(part, word)| *part == word.folded);
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
            for (from, to) in &self.endings {
                if let Some(base) = word.strip_suffix(from.as_str()) {
                    return format!("{base}{to}");
                }
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
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words_of(text: &str) -> Vec<String> {
        terms(text).into_iter().map(|term| term.word).collect()
    }

    #[test]
    fn what_is_the_same_is_folded_alike() {
        let check = |one: &str, other: &str| {
            let stems = |text| terms(text).into_iter().map(|t| t.stem).collect::<Vec<_>>();
            assert_eq!(stems(one), stems(other), "{one:?} and {other:?}");
        };
        check("Zelensky", "Zelenskyy");
        check("Zelenskiy’s", "Zelensky");
        check("Syrskyi", "Syrsky");
        check("U.S. troops", "United States troops");
        check("the US", "the us");
        check("the U.K.", "the United Kingdom");
        check("Britain", "UK");
        check("Élysée Palace", "elysee palace");
        check("800,000 troops", "800000 troops");
        check("20%", "20 per cent");
        check("defence", "defense");
        check("finalise", "finalize");
        check("neighbouring", "neighboring");
        check("labour", "labor");
        check("travelling", "traveling");
        check("told", "tells");
        check("children", "child");
        check("organisations", "organization");
        check("Łódź", "Lodz");
        check("Maduro’s", "Maduro");
    }

    #[test]
    fn what_is_not_the_same_is_kept_apart() {
        let check = |one: &str, other: &str| {
            let stems = |text| terms(text).into_iter().map(|t| t.stem).collect::<Vec<_>>();
            assert_ne!(stems(one), stems(other), "{one:?} and {other:?}");
        };
        check("tell us more", "tell US more");
        check("four", "for");
        check("hour", "horizon");
        check("1,5", "15");
        check("3.5", "35");
        check("Austria", "Australia");
        check("states", "United States");
        check("he is un", "the UN");
    }

    #[test]
    fn words_keep_their_place() {
        let text = "The U.S. gave 800,000 euros – 20% – to Kyiv’s army.";
        let written: Vec<_> = terms(text).iter().map(|t| &text[t.start..t.end]).collect();
        let expected =
            ["The", "U.S", "gave", "800,000", "euros", "20", "%", "to", "Kyiv’s", "army"];
        assert_eq!(written, expected);
        assert_eq!(words_of("“It’s said”"), ["it", "said"]);
        assert_eq!(words_of("  …  "), Vec::<String>::new());
    }

    #[test]
    fn names_are_told_from_starts_of_sentences() {
        let names: Vec<_> = terms("Yesterday Mr Macron spoke. “Putin lied,” he said.")
            .into_iter()
            .filter(|term| term.is_name)
            .map(|term| term.word)
            .collect();
        assert_eq!(names, ["mr", "macron"]);
    }
}
