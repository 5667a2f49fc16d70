//! What is known of names: particles, initials, additions and spellings, and whether two names may be one person's.
//!
//! Attribution, the speakers of a corpus and a name that somebody typed all go through [`PersonName`].

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::english::data;
use crate::english::lexicon::fold;

/// A name in words that can be compared: folded, initials apart, nicknames and additions left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct PersonName {
    words: Vec<String>,
    generation: Option<String>,
}

impl PersonName {
    /// Reads a name as it stands: `J.R. Harte`, `Helen "Nell" Brandt`, `Robert Dane III`, `Nabil al-Tarshi`.
    #[must_use]
    pub fn parse(name: &str) -> Self {
        let mut read = Self::default();
        let mut closing = None;
        let mut pieces = name.split_whitespace().peekable();
        while let Some(piece) = pieces.next() {
            // A nickname or a maiden name between marks says nothing new.
            if let Some(close) = closing {
                if piece.contains(close) {
                    closing = None;
                }
                continue;
            }
            if let Some(close) = piece.chars().next().and_then(closing_mark) {
                let inside: String = piece.chars().skip(1).collect();
                if !inside.contains(close) {
                    closing = Some(close);
                }
                continue;
            }
            read.push(piece, name, pieces.peek().is_none());
        }
        // Everything stood between marks: that is all the name there is.
        if read.words.is_empty() {
            read.words.extend(plain_words(name));
        }
        read
    }

    fn push(&mut self, piece: &str, name: &str, ends: bool) {
        let added = !self.words.is_empty();
        if let Some(generation) = generation(piece.trim_end_matches(','), ends).filter(|_| added) {
            self.generation = Some(generation);
            return;
        }
        if added && is_honour(piece) || piece.eq_ignore_ascii_case("the") {
            return;
        }
        match initials(piece, self.words.is_empty().then_some(name)) {
            Some(letters) => self.words.extend(letters.map(String::from)),
            None => self.words.extend(plain_words(piece)),
        }
    }

    /// The words of the name, folded.
    #[must_use]
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// "jr", "iii": what tells father and son apart.
    #[must_use]
    pub fn generation(&self) -> Option<&str> {
        self.generation.as_deref()
    }

    /// The last word of the surname.
    #[must_use]
    pub fn surname(&self) -> Option<&str> {
        self.words.last().map(String::as_str)
    }

    /// The given name, or its initial; none for a surname alone.
    #[must_use]
    pub fn given(&self) -> Option<&str> {
        let (_, before) = self.words.split_last()?;
        before.first().map(String::as_str)
    }

    /// The name with every word in one of its spellings: Zelenskyy and Zelensky, Mohamed and Mohammed.
    #[must_use]
    pub fn spelled(&self) -> Self {
        let words = self.words.iter().map(|word| spelling(word)).collect();
        Self { words, generation: self.generation.clone() }
    }

    /// Whether both are full names of one person: the same surname and generation, and given names that are equal or
    /// initials of each other.
    #[must_use]
    pub fn agrees_with(&self, other: &Self) -> bool {
        let (Some((surname, before)), Some((others, before_other))) =
            (self.words.split_last(), other.words.split_last())
        else {
            return false;
        };
        if surname != others || !self.is_of_one_generation(other) {
            return false;
        }
        let (Some((given, middle)), Some((other_given, other_middle))) =
            (before.split_first(), before_other.split_first())
        else {
            return false;
        };
        let inner = |words: &[String]| -> Vec<String> {
            words.iter().filter(|word| !is_particle(word)).cloned().collect()
        };
        are_one_given(given, other_given)
            && inner(middle)
                .iter()
                .zip(&inner(other_middle))
                .all(|(one, two)| are_one_given(one, two))
    }

    /// Whether nothing tells the two apart as father and son. Of "Jr." and a bare name both are usual in one text, but
    /// "III" is often left out.
    fn is_of_one_generation(&self, other: &Self) -> bool {
        let is_numeral = |name: &Self| {
            name.generation().is_some_and(|generation| !matches!(generation, "jr" | "sr"))
        };
        self.generation == other.generation
            || self.generation.is_none() && is_numeral(other)
            || other.generation.is_none() && is_numeral(self)
    }

    /// Whether this is the end of a longer name: "Bosch", "van den Bosch" of "Johannes van den Bosch".
    #[must_use]
    pub fn is_end_of(&self, longer: &Self) -> bool {
        self.words.len() < longer.words.len()
            && longer.words.ends_with(&self.words)
            && (self.generation.is_none() || self.generation == longer.generation)
    }

    /// Whether somebody who types this name may mean the person of the other; `fits` compares two words.
    #[must_use]
    pub fn may_mean(&self, name: &Self, fits: impl Fn(&str, &str) -> bool) -> bool {
        if self.generation.is_some() && self.generation != name.generation {
            return false;
        }
        let all_fit = |typed: &[String], words: &[String]| {
            typed.len() == words.len() && typed.iter().zip(words).all(|(one, two)| fits(one, two))
        };
        let Some((last, before)) = self.words.split_last() else { return false };
        let Some((surname, givens)) = name.words.split_last() else { return false };
        let ends =
            |start: usize| name.words.get(start..).is_some_and(|end| all_fit(&self.words, end));
        let ends_alike = name.words.len().checked_sub(self.words.len()).is_some_and(ends);
        if ends_alike || self.is_written_together(name) {
            return true;
        }
        let Some((first, middle)) = givens.split_first() else {
            // A surname is all that is known of the person.
            return fits(last, surname);
        };
        let fits_given = |word: &String| {
            let initial = |given: &String| is_initial_of(word, given) || is_initial_of(given, word);
            givens.iter().any(|given| fits(word, given) || initial(given)) || is_particle(word)
        };
        if before.is_empty() {
            return fits(last, first);
        }
        if fits(last, surname) && before.iter().all(fits_given) {
            return true;
        }
        // Of two surnames the first alone: "Esperanza Hernán" for Esperanza Hernán Rivas.
        let first_surname = middle.last().filter(|word| word.chars().count() > 1);
        let shortened = first_surname.is_some_and(|word| fits(last, word))
            && before.first().is_some_and(|given| fits(given, first));
        // The family name in front: "Sorano Kenji" for Kenji Sorano.
        let turned = middle.is_empty()
            && before.len() == 1
            && before.first().is_some_and(|given| fits(given, surname))
            && fits(last, first);
        shortened || turned
    }

    /// Whether the two differ only in where they are cut: "Smithholm", "El Masuri" and "Elmasuri".
    fn is_written_together(&self, name: &Self) -> bool {
        let typed = self.words.concat();
        (0..name.words.len())
            .filter_map(|start| name.words.get(start..))
            .any(|end| end.concat() == typed)
    }
}

/// The words of a piece of a name: folded, cut at hyphens, without apostrophes and stops.
fn plain_words(piece: &str) -> Vec<String> {
    let folded = fold(piece);
    let words = folded.split(|c: char| !c.is_alphanumeric() && !is_apostrophe(c) && c != '.');
    let letters = |word: &str| word.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    words.map(letters).filter(|word| !word.is_empty()).collect()
}

/// The letters of "J.", "J.R." and, at the start of a name that is not all in capitals, "JR".
fn initials<'p>(
    piece: &'p str,
    opened: Option<&str>,
) -> Option<impl Iterator<Item = char> + use<'p>> {
    let letters = || piece.chars().filter(|c| c.is_alphabetic());
    let stopped = piece.contains('.')
        && piece.split(['.', '-']).all(|part| part.chars().count() <= 1)
        && letters().all(char::is_uppercase);
    let bare = opened.is_some_and(|name| {
        (2..=3).contains(&piece.len())
            && piece.bytes().all(|byte| byte.is_ascii_uppercase())
            && name
                .split_whitespace()
                .last()
                .is_some_and(|last| last.chars().any(char::is_lowercase))
    });
    (stopped || bare)
        .then(|| piece.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase))
}

fn closing_mark(open: char) -> Option<char> {
    match open {
        '"' => Some('"'),
        '“' | '”' => Some('”'),
        '‘' => Some('’'),
        '(' => Some(')'),
        '[' => Some(']'),
        '«' => Some('»'),
        _ => None,
    }
}

/// Whether two given names may be one: equal, or one the initial of the other.
fn are_one_given(one: &str, other: &str) -> bool {
    one == other || is_initial_of(one, other) || is_initial_of(other, one)
}

fn is_initial_of(initial: &str, name: &str) -> bool {
    initial.chars().count() == 1 && initial.chars().next() == name.chars().next()
}

/// Whether a character stands where an apostrophe does in names: O'Dowd, O’Dowd.
#[must_use]
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | 'ʿ' | 'ʾ' | '`' | '´' | '′')
}

/// Whether a folded word may stand inside of a name in small letters: "von", "bin".
#[must_use]
pub fn is_particle(word: &str) -> bool {
    KNOWN.particles.contains(word)
}

/// Whether a word is written behind names and is no surname: "Jr.", "III", "MP".
#[must_use]
pub fn is_addition(word: &str) -> bool {
    generation(word, false).is_some() || is_honour(word)
}

/// What tells father and son apart, folded: "jr" of "Jr.", "iii". A single letter counts only where it ends the name.
fn generation(word: &str, ends: bool) -> Option<String> {
    let bare = fold(word.trim_end_matches(['.', ',']));
    let is_numeral = !word.contains('.')
        && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
        && (bare.len() > 1 || ends);
    if is_numeral {
        return Some(bare);
    }
    let is_known = word.starts_with(char::is_uppercase) && KNOWN.generations.contains(&bare);
    is_known.then(|| bare.replace("junior", "jr").replace("senior", "sr"))
}

fn is_honour(word: &str) -> bool {
    let bare: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
    let capitals = bare.chars().filter(|c| c.is_uppercase()).count() > 1;
    KNOWN.honours.contains(&fold(&bare)) && (capitals || word.contains('.'))
}

/// Whether a word that begins small is a name all the same: "al-Tarshi", "d'Alessi", "dell’Acqua".
#[must_use]
pub fn has_attached_particle(word: &str) -> bool {
    let Some(at) = word.find(|c: char| c == '-' || c == '‑' || is_apostrophe(c)) else {
        return false;
    };
    let (particle, rest) = word.split_at(at);
    let mut rest = rest.chars();
    let known = match rest.next() {
        Some('-' | '‑') => &KNOWN.hyphened,
        _ => &KNOWN.apostrophed,
    };
    known.contains(particle) && rest.next().is_some_and(char::is_uppercase)
}

/// Whether a month or a day, as a folded word, is a given name as well.
#[must_use]
pub fn is_given_time(word: &str) -> bool {
    KNOWN.given_times.contains(word)
}

/// Whether a folded word behind a month makes no name of it: "May Day".
#[must_use]
pub fn goes_with_time(word: &str) -> bool {
    KNOWN.behind_times.contains(word)
}

/// The particles that are plain words in no text, one after the other.
pub(crate) fn particles() -> impl Iterator<Item = &'static str> {
    let known = &*KNOWN;
    let all = known.particles.iter().filter(|word| !known.doubtful_particles.contains(*word));
    all.map(String::as_str)
}

/// One spelling for the transliterations of a folded word: Zelensky, Zelenskyy, Zelenskiy, Zelenskij.
#[must_use]
pub fn spelling(word: &str) -> String {
    let stem = ["iyy", "iy", "yi", "yy", "ii", "ij", "yj", "i", "j"]
        .iter()
        .find_map(|end| word.strip_suffix(end));
    let word = match stem {
        Some(stem) if stem.len() > 3 => format!("{stem}y"),
        _ => word.to_owned(),
    };
    let mut letters = word.replace("kh", "h").replace("tch", "ch").replace("tsch", "ch");
    let mut last = None;
    // "777" is not "7".
    letters.retain(|c| last.replace(c) != Some(c) || c.is_numeric());
    letters
}

/// A spelled word with umlauts written as one letter: "Soerensen" is "Sorensen".
#[must_use]
pub fn without_umlauts(word: &str) -> String {
    if word.chars().count() < 5 {
        return word.to_owned();
    }
    word.replace("oe", "o").replace("ae", "a").replace("ue", "u").replace("aa", "a")
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    particles: String,
    doubtful_particles: String,
    hyphened: String,
    apostrophed: String,
    generations: String,
    honours: String,
    given_times: String,
    behind_times: String,
}

struct Known {
    particles: HashSet<String>,
    doubtful_particles: HashSet<String>,
    hyphened: HashSet<String>,
    apostrophed: HashSet<String>,
    generations: HashSet<String>,
    honours: HashSet<String>,
    given_times: HashSet<String>,
    behind_times: HashSet<String>,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/config/names.toml"));
    let file: File = data("names.toml", text);
    let set = |words: &str| words.split_whitespace().map(str::to_owned).collect();
    Known {
        particles: set(&file.particles),
        doubtful_particles: set(&file.doubtful_particles),
        hyphened: set(&file.hyphened),
        apostrophed: set(&file.apostrophed),
        generations: set(&file.generations),
        honours: set(&file.honours),
        given_times: set(&file.given_times),
        behind_times: set(&file.behind_times),
    }
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cut_into_words() {
        let check = |name: &str, words: &str, generation: Option<&str>| {
            let read = PersonName::parse(name);
            assert_eq!(read.words().join(" "), words, "{name}");
            assert_eq!(read.generation(), generation, "{name}");
        };
        check("Émile d’Aubry", "emile daubry", None);
        check("J.R. Marlow", "j r marlow", None);
        check("J. R. Marlow", "j r marlow", None);
        check("JR Marlow", "j r marlow", None);
        check("JO MARLOW", "jo marlow", None);
        check("Omar al-Hadi", "omar al hadi", None);
        check("Tove Berg-Lund", "tove berg lund", None);
        check("Edmund Roe Jr.", "edmund roe", Some("jr"));
        check("Edmund Roe, Junior", "edmund roe", Some("jr"));
        check("Edmund Roe III", "edmund roe", Some("iii"));
        check("Frederica IV", "frederica", Some("iv"));
        check("Edmund V. Roe", "edmund v roe", None);
        check("Nora Stahl PhD", "nora stahl", None);
        check("Nora Ma", "nora ma", None);
        check("Nora \"The Rock\" Stahl", "nora stahl", None);
        check("Nora Stahl (née Finn)", "nora stahl", None);
        check("“Duke”", "duke", None);
        check("@norastahl", "norastahl", None);
        check("", "", None);
    }

    #[test]
    fn full_names_of_one_person() {
        let check = |one: &str, other: &str, expected: bool| {
            let (one, other) = (PersonName::parse(one), PersonName::parse(other));
            assert_eq!(one.agrees_with(&other), expected, "{one:?} {other:?}");
            assert_eq!(other.agrees_with(&one), expected, "{other:?} {one:?}");
        };
        check("Edmund Roe", "Edmund P. Roe", true);
        check("E. Roe", "Edmund Roe", true);
        check("E.P. Roe", "Edmund Paul Roe", true);
        check("Edmund P. Roe", "Edmund H. Roe", false);
        check("Edmund Roe", "Edith Roe", false);
        check("Edmund Roe", "Roe", false);
        check("Edmund Roe", "Edmund Roe Jr.", false);
        check("Edmund Roe Sr.", "Edmund Roe Jr.", false);
        check("Edmund Roe", "Edmund Roe III", true);
        check("Edmund Roe II", "Edmund Roe III", false);
        check("Ana de Sousa", "Ana Sousa", true);
    }

    #[test]
    fn ends_of_longer_names() {
        let check = |short: &str, long: &str, expected: bool| {
            let (short, long) = (PersonName::parse(short), PersonName::parse(long));
            assert_eq!(short.is_end_of(&long), expected, "{short:?} {long:?}");
        };
        check("van der Meer", "Joost van der Meer", true);
        check("Van der Meer", "Joost van der Meer", true);
        check("Meer", "Joost van der Meer", true);
        check("Al-Hadi", "Omar al-Hadi", true);
        check("Rojas Peña", "Luz Rojas Pena", true);
        check("Luz Rojas", "Luz Rojas Peña", false);
        check("Roe Jr.", "Edmund Roe", false);
        check("Joost van der Meer", "Joost van der Meer", false);
    }

    #[test]
    fn what_somebody_types_for_a_name() {
        let check = |typed: &str, name: &str, expected: bool| {
            let (typed, name) = (PersonName::parse(typed), PersonName::parse(name));
            let means = typed.spelled().may_mean(&name.spelled(), |one, other| one == other);
            assert_eq!(means, expected, "{typed:?} {name:?}");
        };
        check("Meer", "Joost van der Meer", true);
        check("der Meer", "Joost van der Meer", true);
        check("Joost Meer", "Joost van der Meer", true);
        check("Joost", "Joost van der Meer", true);
        check("bin Saud", "Talal bin Saud", true);
        check("Luz Rojas", "Luz Rojas Peña", true);
        check("Rojas Pena", "Luz Rojas Peña", true);
        check("ODonovan", "Nuala O'Donovan", true);
        check("O’Donovan", "Nuala O'Donovan", true);
        check("Berg Lund", "Tove Berg-Lund", true);
        check("Berglund", "Tove Berg-Lund", true);
        check("J.R. Marlow", "J. R. Marlow", true);
        check("JR Marlow", "John Robert Marlow", true);
        check("E. P. Roe", "Edmund P. Roe", true);
        check("Edmund Roe", "Edmund Roe Jr.", true);
        check("Edmund Roe Sr.", "Edmund Roe Jr.", false);
        check("Kimura Aiko", "Aiko Kimura", true);
        check("Edith Roe", "Edmund Roe", false);
        check("Edmund Poe", "Edmund Roe", false);
        check("van Roe", "Edmund van der Meer", false);
        check("Mohamed Salleh", "Mohammed Saleh", true);
        check("", "Edmund Roe", false);
    }

    #[test]
    fn words_of_names() {
        let check = |word: &str, attached: bool| {
            assert_eq!(has_attached_particle(word), attached, "{word}");
        };
        check("al-Hadi", true);
        check("d’Aubry", true);
        check("dell'Orto", true);
        check("pre-Brexit", false);
        check("ex-President", false);
        check("don't", false);
        check("al-", false);
        assert!(is_addition("Jr.") && is_addition("III") && is_addition("PhD"));
        assert!(!is_addition("Ma") && !is_addition("X") && !is_addition("junior"));
    }
}
