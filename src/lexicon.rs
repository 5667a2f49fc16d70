//! Words made comparable: case, accents, spellings and names of one thing folded, endings cut.
//!
//! Articles and questions go through the same folding, so it need not give real words: it must only give
//! the same for what is the same. Only comparison sees the result; what is shown is never folded.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, LazyLock};

use frostem::{Algorithm, Stemmer};
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

/// A word at its place in a text.
#[derive(Debug, Clone)]
pub struct Term {
    entry: Arc<Entry>,
    /// Byte at which the word starts in the text it was taken from.
    pub start: usize,
    /// Byte just past the word in the text it was taken from.
    pub end: usize,
    /// Whether it is written like a name: with a capital that is not just the start of a sentence.
    pub is_name: bool,
}

/// What a word is compared by.
#[derive(Debug, PartialEq, Eq)]
struct Entry {
    word: String,
    stem: String,
    root: String,
    is_stopword: bool,
    is_weak: bool,
    /// Whether names of several words, or ones that are folded into another, start with it.
    starts_name: bool,
}

impl Term {
    /// The word with case, accents and spelling folded.
    #[must_use]
    pub fn word(&self) -> &str {
        &self.entry.word
    }

    /// The same without its ending (Porter's English stemmer); irregular forms led back to their base.
    #[must_use]
    pub fn stem(&self) -> &str {
        &self.entry.stem
    }

    /// What words of one family share ("invade", "invasion"): cruder than the stem, and often wrong.
    #[must_use]
    pub fn root(&self) -> &str {
        &self.entry.root
    }

    /// Whether the word is a number in digits.
    #[must_use]
    pub fn is_number(&self) -> bool {
        self.word().starts_with(|c: char| c.is_ascii_digit())
    }

    /// Whether the word says nothing about what a question asks for.
    #[must_use]
    pub fn is_stopword(&self) -> bool {
        self.entry.is_stopword
    }

    /// Whether the word speaks of asking and reporting rather than of what was reported.
    #[must_use]
    pub fn is_weak(&self) -> bool {
        self.entry.is_weak
    }
}

/// The words of a text, in order.
#[must_use]
pub fn terms(text: &str) -> Vec<Term> {
    let words = words(text);
    let mut terms = Vec::with_capacity(words.len());
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let (count, found) = match LEXICON.name_at(&words[at..]) {
            Some((count, name)) => (count, entry(name)),
            None => (1, word.entry.clone()),
        };
        let last = &words[at + count - 1];
        let end = last.start + last.written.len();
        terms.push(Term { entry: found, start: word.start, end, is_name: word.is_name });
        if text[end..].starts_with('%') {
            terms.push(Term { entry: entry("percent"), start: end, end: end + 1, is_name: false });
        }
        at += count;
    }
    terms
}

/// The stem of a single word.
#[must_use]
pub fn stem(word: &str) -> String {
    terms(word).first().map(|term| term.stem().to_owned()).unwrap_or_default()
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

/// How many words each thread remembers; past that it starts anew. English text says a thousand common words
/// again and again, so that nearly all are remembered: some 2 MiB a thread.
const REMEMBERED: usize = 1 << 14;

thread_local! {
    static ENTRIES: RefCell<HashMap<Box<str>, Arc<Entry>>> = RefCell::default();
}

/// What a word is compared by, remembered by how it is written.
fn entry(written: &str) -> Arc<Entry> {
    ENTRIES.with_borrow_mut(|entries| {
        if let Some(entry) = entries.get(written) {
            return entry.clone();
        }
        if entries.len() >= REMEMBERED {
            entries.clear();
        }
        let entry = Arc::new(LEXICON.entry(written));
        entries.insert(written.into(), entry.clone());
        entry
    })
}

/// A word as it stands in a text.
struct Word<'t> {
    written: &'t str,
    start: usize,
    entry: Arc<Entry>,
    /// Whether a name in capitals ("US") may be meant: it stands in capitals, or after "the".
    may_be_acronym: bool,
    is_name: bool,
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::with_capacity(text.len() / 5);
    let mut push = |start: usize, written| {
        let entry = entry(written);
        let starts_upper = written.starts_with(char::is_uppercase);
        let is_upper = starts_upper && !written.contains(char::is_lowercase);
        let after_the = words.last().is_some_and(|last: &Word<'_>| last.entry.word == "the");
        words.push(Word {
            written,
            start,
            may_be_acronym: is_upper || after_the,
            is_name: starts_upper && !starts_sentence(&text[..start]),
            entry,
        });
    };
    if text.chars().all(is_simple) {
        let mut at = 0;
        while let Some((start, end)) = next_word(text, at) {
            push(start, &text[start..end]);
            at = end;
        }
    } else {
        text.unicode_word_indices().for_each(|(start, written)| push(start, written));
    }
    words
}

/// Whether the quick way of cutting words does for a character: Latin letters, digits, common marks.
fn is_simple(c: char) -> bool {
    c < '\u{250}' && !matches!(c, '_' | '\u{ad}')
        || ('\u{2010}'..='\u{2044}').contains(&c)
        || c == '€'
}

/// The next word from byte `at` on, as Unicode's rules (UAX 29) cut it from simple characters.
fn next_word(text: &str, at: usize) -> Option<(usize, usize)> {
    let start = at + text[at..].find(char::is_alphanumeric)?;
    let mut chars = text[start..].char_indices().peekable();
    let mut last = ' ';
    let mut end = start;
    while let Some((offset, c)) = chars.next() {
        if c.is_alphanumeric() {
            end = start + offset + c.len_utf8();
            last = c;
            continue;
        }
        let next = chars.peek().map_or(' ', |&(_, next)| next);
        let joins = match c {
            '.' | '\'' | '’' | '‘' | '\u{2024}' => {
                last.is_alphabetic() && next.is_alphabetic()
                    || last.is_numeric() && next.is_numeric()
            }
            '·' | ':' | '\u{2027}' => last.is_alphabetic() && next.is_alphabetic(),
            ',' | ';' => last.is_numeric() && next.is_numeric(),
            _ => false,
        };
        if !joins {
            break;
        }
    }
    Some((start, end))
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
    family_endings: Vec<String>,
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
    family_endings: Vec<String>,
    stemmer: Stemmer,
}

/// Endings are exchanged only in words of at least this many letters.
const LONG_WORD: usize = 6;

/// A shorter root is shared by words that have nothing to do with each other.
const SHORTEST_ROOT: usize = 4;

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
            family_endings: data.family_endings,
            stemmer: Stemmer::new(Algorithm::English),
        }
    }

    fn entry(&self, written: &str) -> Entry {
        let mut folded = fold(written);
        for ending in ["'s", "'"] {
            if let Some(bare) = folded.strip_suffix(ending) {
                folded.truncate(bare.len());
            }
        }
        if is_dotted(&folded) || is_grouped_number(&folded) {
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
            word,
            stem,
        }
    }

    /// How many words a known name takes at the start of `words`, and what it is folded into.
    fn name_at(&self, words: &[Word<'_>]) -> Option<(usize, &str)> {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn words_of(text: &str) -> Vec<String> {
        terms(text).iter().map(|term| term.word().to_owned()).collect()
    }

    #[test]
    fn what_is_the_same_is_folded_alike() {
        let check = |one: &str, other: &str| {
            let stems = |text| terms(text).iter().map(|t| t.stem().to_owned()).collect::<Vec<_>>();
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
            let stems = |text| terms(text).iter().map(|t| t.stem().to_owned()).collect::<Vec<_>>();
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
    fn words_of_one_family_share_a_root() {
        let check = |one: &str, other: &str, alike: bool| {
            let root = |word| terms(word)[0].root().to_owned();
            assert_eq!(root(one) == root(other), alike, "{one} and {other}");
        };
        check("discover", "discovery", true);
        check("agree", "agreement", true);
        check("negotiate", "negotiators", true);
        check("deploy", "deployments", true);
        check("destroy", "destruction", false);
        check("party", "partner", false);
    }

    proptest::proptest! {
        #[test]
        fn words_are_cut_as_unicode_cuts_them(text in "[a-zA-Zé0-9 .,:'’‘;–€(%-]{0,60}") {
            let mut quick = vec![];
            let mut at = 0;
            while let Some((start, end)) = next_word(&text, at) {
                quick.push((start, &text[start..end]));
                at = end;
            }
            let full: Vec<_> = text.unicode_word_indices().collect();
            proptest::prop_assert_eq!(quick, full);
        }
    }

    #[test]
    fn names_are_told_from_starts_of_sentences() {
        let names: Vec<_> = terms("Yesterday Mr Macron spoke. “Putin lied,” he said.")
            .into_iter()
            .filter(|term| term.is_name)
            .map(|term| term.word().to_owned())
            .collect();
        assert_eq!(names, ["mr", "macron"]);
    }
}
