//! The words of English: which there are, of what kind and how frequent, and which may stand for which (`WordNet` 3.0).
//!
//! `config/wordnet/words.tsv` is a part of the program and sorted, so that a word is found by halving and nothing is read
//! at the start; `scripts/read_wordnet.py` makes it and describes its lines.

static WORDS: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/config/wordnet/words.tsv"));

/// What a word is most often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A noun.
    Noun,
    /// A verb.
    Verb,
    /// An adjective.
    Adjective,
    /// An adverb.
    Adverb,
}

/// The base of a word with what is known of it: a line of the file.
#[derive(Debug, Clone, Copy)]
struct Base {
    word: &'static str,
    kinds: &'static str,
    frequency: u8,
    related: &'static str,
}

/// Whether this is an English word in any of its forms, in small letters and folded. Words of the closed classes
/// (pronouns, prepositions and so on) are none here.
#[must_use]
pub fn is_word(word: &str) -> bool {
    !bases(word).is_empty()
}

/// Whether it is known as a name alone: a place, a person, a people.
#[must_use]
pub fn is_name(word: &str) -> bool {
    line(word).is_some_and(|line| line.kinds.starts_with('N'))
}

/// Whether the word is made of two common ones: "stoplight".
#[must_use]
pub fn is_compound(word: &str) -> bool {
    word.is_ascii()
        && (SHORTEST_PART..=word.len().saturating_sub(SHORTEST_PART)).any(|at| {
            let (one, other) = word.split_at(at);
            [one, other].iter().all(|part| frequency(part) >= COMMON)
        })
}

/// A part of a compound has at least this many letters, and this frequency.
const SHORTEST_PART: usize = 3;
const COMMON: u8 = 4;

/// The base of a word in another form: "airlines".
#[must_use]
pub fn base(word: &str) -> Option<&'static str> {
    let base = bases(word).into_iter().max_by_key(|base| base.frequency)?;
    (base.word != word).then_some(base.word)
}

/// The most frequent English word, in any of its forms, that is one typing error away and begins with the same letter: two
/// letters swapped, or else one too many, missing or wrong. `other` tells other words that there are, with their frequency.
#[must_use]
pub fn nearest(word: &str, is_swapped: bool, other: impl Fn(&str) -> Option<u8>) -> Option<String> {
    let known = |word: &String| other(word).or_else(|| is_word(word).then(|| frequency(word)));
    let edits = if is_swapped { swaps(word) } else { edits(word) };
    let found = edits.into_iter().filter_map(|edit| Some((known(&edit)?, edit)));
    let likely = found.filter(|(frequency, _)| *frequency >= LIKELY);
    likely
        .max_by(|(one, a), (other, b)| one.cmp(other).then_with(|| b.cmp(a)))
        .map(|(_, word)| word)
}

/// A rarer word is not meant.
const LIKELY: u8 = 3;

/// The words with two neighbouring letters swapped, the first left where it is.
fn swaps(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let swapped = |at: usize| {
        let mut letters = letters.clone();
        letters.swap(at, at + 1);
        letters.into_iter().collect()
    };
    (1..letters.len().saturating_sub(1)).map(swapped).collect()
}

/// The words with one letter less, more or exchanged behind the first.
fn edits(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let with = |start: usize, middle: Option<char>, end: usize| -> String {
        letters[..start].iter().chain(&middle).chain(&letters[end..]).collect()
    };
    let mut edits = Vec::new();
    for at in 1..=letters.len() {
        if at < letters.len() {
            edits.push(with(at, None, at + 1));
        }
        for letter in 'a'..='z' {
            edits.push(with(at, Some(letter), at));
            if at < letters.len() {
                edits.push(with(at, Some(letter), at + 1));
            }
        }
    }
    edits
}

/// What the word is most often.
#[must_use]
pub fn kind(word: &str) -> Option<Kind> {
    let base = bases(word).into_iter().max_by_key(|base| base.frequency)?;
    Some(match base.kinds.as_bytes().first()? {
        b'v' => Kind::Verb,
        b'a' => Kind::Adjective,
        b'r' => Kind::Adverb,
        _ => Kind::Noun,
    })
}

/// How frequent the word is: the binary logarithm of how often its base stands in `WordNet`'s tagged texts, plus one, at
/// most 9; 0 where it does not.
#[must_use]
pub fn frequency(word: &str) -> u8 {
    bases(word).iter().map(|base| base.frequency).max().unwrap_or(0)
}

/// Rarer bases of a form are not meant: "found" is seldom the base "found". Each step halves the frequency.
const FAR_RARER: u8 = 4;

/// The words that may stand for this one with what each counts against the word itself, from above 0 to below 1.
#[must_use]
pub fn standing_for(word: &str) -> Vec<(&'static str, f32)> {
    let bases = bases(word);
    let most = bases.iter().map(|base| base.frequency).max().unwrap_or(0);
    let meant = bases.into_iter().filter(|base| base.frequency + FAR_RARER > most);
    let own = |base: Base| (base.word != word).then_some((base.word, ANOTHER_FORM));
    meant
        .flat_map(|base| own(base).into_iter().chain(base.related.split(' ').filter_map(pair)))
        .collect()
}

/// The words that may stand for a verb with a particle: "resigned" for "stepped down".
#[must_use]
pub fn standing_for_phrase(verb: &str, particle: &str) -> Vec<(&'static str, f32)> {
    let bases = bases(verb);
    let phrases = bases.iter().filter_map(|base| line(&format!("{} {particle}", base.word)));
    phrases.flat_map(|phrase| phrase.related.split(' ').filter_map(pair)).collect()
}

/// A related word with its share.
fn pair(written: &'static str) -> Option<(&'static str, f32)> {
    let (other, share) = written.split_at_checked(written.len().checked_sub(1)?)?;
    Some((other, f32::from(share.parse::<u8>().ok()?) / 10.0))
}

/// What the base of an irregular form counts.
const ANOTHER_FORM: f32 = 0.9;

/// Endings of regular forms with what the base has instead, and the kind of word that takes them (`WordNet`'s own rules).
const ENDINGS: [(&str, &str, char); 20] = [
    ("s", "", 'n'),
    ("ses", "s", 'n'),
    ("xes", "x", 'n'),
    ("zes", "z", 'n'),
    ("ches", "ch", 'n'),
    ("shes", "sh", 'n'),
    ("men", "man", 'n'),
    ("ies", "y", 'n'),
    ("s", "", 'v'),
    ("ies", "y", 'v'),
    ("es", "e", 'v'),
    ("es", "", 'v'),
    ("ed", "e", 'v'),
    ("ed", "", 'v'),
    ("ing", "e", 'v'),
    ("ing", "", 'v'),
    ("er", "", 'a'),
    ("est", "", 'a'),
    ("er", "e", 'a'),
    ("est", "e", 'a'),
];

/// The bases that a form may have; the word itself is the first where it is one.
fn bases(form: &str) -> Vec<Base> {
    let mut found: Vec<Base> = Vec::new();
    let mut add = |base: Base| {
        if !base.kinds.is_empty()
            && !base.kinds.starts_with('N')
            && !found.iter().any(|other| other.word == base.word)
        {
            found.push(base);
        }
    };
    if let Some(own) = line(form) {
        add(own);
        own.bases().filter_map(line).for_each(&mut add);
    }
    for (ending, instead, kind) in ENDINGS {
        let Some(start) = form.strip_suffix(ending).filter(|start| start.len() > 1) else {
            continue;
        };
        if let Some(base) = line(&format!("{start}{instead}"))
            && base.kinds.contains(kind)
        {
            add(base);
        }
    }
    found
}

impl Base {
    /// The line in its parts.
    fn read(line: &'static str) -> Self {
        let mut fields = line.split('\t');
        let mut next = || fields.next().unwrap_or_default();
        let (word, tag) = (next(), next());
        let kinds = tag.trim_end_matches(|c: char| c.is_ascii_digit());
        let frequency = tag[kinds.len()..].parse().unwrap_or(0);
        let _bases = next();
        Self { word, kinds, frequency, related: next() }
    }

    /// The bases of an irregular form.
    fn bases(self) -> impl Iterator<Item = &'static str> {
        let field = at(self.word).and_then(|line| line.split('\t').nth(2)).unwrap_or_default();
        field.split(',').filter(|base| !base.is_empty())
    }
}

fn line(word: &str) -> Option<Base> {
    at(word).map(Base::read)
}

/// The line of a word.
fn at(word: &str) -> Option<&'static str> {
    let bytes = WORDS.as_bytes();
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let middle = usize::midpoint(low, high);
        let start = bytes[low..middle]
            .iter()
            .rposition(|&byte| byte == b'\n')
            .map_or(low, |at| low + at + 1);
        let end = bytes[middle..high]
            .iter()
            .position(|&byte| byte == b'\n')
            .map_or(high, |at| middle + at);
        let line = &WORDS[start..end];
        match line.split('\t').next().unwrap_or_default().cmp(word) {
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start,
            std::cmp::Ordering::Equal => return Some(line),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_found_and_is_as_the_script_describes_it() {
        let mut before = "";
        for line in WORDS.lines() {
            let word = line.split('\t').next().unwrap();
            assert!(before < word, "{before} stands before {word}");
            assert_eq!(at(word), Some(line));
            assert_eq!(line.split('\t').count(), 4, "{line}");
            let read = Base::read(line);
            assert!(!read.kinds.is_empty() || read.bases().next().is_some(), "{line}");
            for (other, share) in read.related.split(' ').filter_map(pair) {
                assert!(other.bytes().all(|byte| byte.is_ascii_lowercase()), "{word}: {other}");
                assert!(share > 0.2 && share < 1.0, "{word}: {other} {share}");
            }
            before = word;
        }
        for word in ["", "\t", "\n", "a\n", "zzzz", "é", "0"] {
            assert_eq!(at(word), None, "{word:?}");
        }
    }

    #[test]
    fn words_are_told_from_typing_errors_and_names() {
        for word in [
            "tanks", "banks", "auricles", "happened", "stopped", "children", "wolves", "biggest",
            "houses", "fell",
        ] {
            assert!(is_word(word), "{word} is a word");
        }
        for word in ["happend", "acording", "goverment", "tlaks", "podesta", "xqzt", "london", ""] {
            assert!(!is_word(word), "{word} is no word");
        }
        assert!(is_name("london") && !is_name("bread") && !is_name("podesta"));
    }

    #[test]
    fn words_stand_for_others_by_derivation_and_meaning() {
        let share = |one: &str, other: &str| {
            standing_for(one)
                .iter()
                .find(|(word, _)| *word == other)
                .map_or(0.0, |(_, share)| *share)
        };
        assert!(share("deep", "depth") > 0.6 && share("depth", "deep") > 0.6);
        assert!(share("died", "death") > 0.6 && share("deaths", "die") > 0.6);
        assert!(share("invade", "invasion") > 0.6);
        assert!(share("outside", "outdoors") > 0.3);
        assert!(share("quake", "earthquake") > 0.3);
        assert!(
            share("depth", "deep") > share("quake", "earthquake"),
            "derivation is closer than a synonym"
        );
        assert!(
            share("fell", "cruel") <= 0.0,
            "the rarer word of two that are written alike is not meant"
        );
        assert!(share("table", "chair") <= 0.0);
        let stand_for = |verb: &str, particle: &str, other: &str| {
            standing_for_phrase(verb, particle).iter().any(|(word, _)| *word == other)
        };
        assert!(stand_for("stepped", "down", "resign") && stand_for("broke", "down", "collapse"));
        assert!(!stand_for("stepped", "down", "refuse") && !stand_for("table", "down", "resign"));
    }

    #[test]
    fn kinds_and_frequencies_are_read() {
        assert_eq!(kind("volcanoes"), Some(Kind::Noun));
        assert_eq!(kind("erupted"), Some(Kind::Verb));
        assert_eq!(kind("deeper"), Some(Kind::Adjective));
        assert_eq!(kind("instead"), Some(Kind::Adverb));
        assert_eq!(kind("podesta"), None);
        assert!(frequency("said") > frequency("temblor"));
    }
}
