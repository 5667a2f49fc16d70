//! Words as numbers, so that an index can keep them ready for the ranking and a question costs no reading of text.

use super::word_kinds;
use crate::english::lexicon::Term;
use crate::english::related;

/// A word as the ranking sees it. It depends on the word alone, so one entry serves all places where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// Number of the word with case, accents and spelling folded ([`number`]).
    pub word: u64,
    /// Number of its stem.
    pub stem: u64,
    /// Number of its root.
    pub root: u64,
    /// What kind of word it is.
    pub traits: Traits,
}

/// A word at its place in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// The word.
    pub word: Word,
    /// Whether it is written like a name: with a capital that is not just the start of a sentence.
    pub is_name: bool,
}

/// What kind of word it is: a set of the constants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Traits(u32);

impl Traits {
    /// It says nothing about what a question asks for.
    pub const STOPWORD: Self = Self(1);
    /// It speaks of asking and reporting.
    pub const WEAK: Self = Self(1 << 1);
    /// It starts with a digit.
    pub const DIGITS: Self = Self(1 << 2);
    /// It counts: digits or a number word.
    pub const NUMBER: Self = Self(1 << 3);
    /// It tells a time.
    pub const TIME: Self = Self(1 << 4);
    /// It names a country or a capital.
    pub const PLACE: Self = Self(1 << 5);
    /// It gives a reason.
    pub const REASON: Self = Self(1 << 6);
    /// It stands before names of places.
    pub const BEFORE_PLACE: Self = Self(1 << 7);
    /// It is the definite article.
    pub const THE: Self = Self(1 << 8);
    /// It stands for somebody or something named before.
    pub const PRONOUN: Self = Self(1 << 9);
    /// It turns a statement round.
    pub const NEGATION: Self = Self(1 << 10);

    /// Whether these have what `other` has.
    #[must_use]
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// Bytes of a word.
pub const WORD_BYTES: usize = 28;

impl Word {
    /// The word of a term.
    #[must_use]
    pub fn of(term: &Term) -> Self {
        let kinds = [
            (Traits::STOPWORD, term.is_stopword()),
            (Traits::WEAK, term.is_weak()),
            (Traits::DIGITS, term.is_number()),
            (Traits::NUMBER, word_kinds::is_number(term)),
            (Traits::TIME, word_kinds::is_time(term)),
            (Traits::PLACE, related::is_place(term.stem())),
            (Traits::REASON, word_kinds::is_reason(term)),
            (Traits::BEFORE_PLACE, word_kinds::stands_before_places(term)),
            (Traits::THE, term.word() == "the"),
            (Traits::PRONOUN, is_pronoun(term.word())),
            (Traits::NEGATION, related::is_negation(term.word())),
        ];
        let traits = kinds.iter().filter(|(_, is)| *is).fold(0, |all, (one, _)| all | one.0);
        Self {
            word: number(term.word()),
            stem: number(term.stem()),
            root: number(term.root()),
            traits: Traits(traits),
        }
    }

    /// The word as bytes.
    #[must_use]
    pub fn to_bytes(self) -> [u8; WORD_BYTES] {
        let mut bytes = [0; WORD_BYTES];
        bytes[..8].copy_from_slice(&self.word.to_le_bytes());
        bytes[8..16].copy_from_slice(&self.stem.to_le_bytes());
        bytes[16..24].copy_from_slice(&self.root.to_le_bytes());
        bytes[24..].copy_from_slice(&self.traits.0.to_le_bytes());
        bytes
    }

    /// The word that was made these bytes.
    #[must_use]
    pub fn from_bytes(bytes: &[u8; WORD_BYTES]) -> Self {
        let long = |at: usize| u64::from_le_bytes(std::array::from_fn(|offset| bytes[at + offset]));
        let traits = u32::from_le_bytes(std::array::from_fn(|offset| bytes[24 + offset]));
        Self { word: long(0), stem: long(8), root: long(16), traits: Traits(traits) }
    }
}

impl Token {
    /// The token of a term.
    #[must_use]
    pub fn of(term: &Term) -> Self {
        Self { word: Word::of(term), is_name: term.is_name }
    }

    /// Whether its word has one of these traits.
    #[must_use]
    pub fn is(&self, traits: Traits) -> bool {
        self.word.traits.has(traits)
    }
}

const PRONOUNS: [&str; 8] = ["he", "she", "it", "they", "this", "these", "that", "those"];

/// Whether a folded word stands for somebody or something named before.
#[must_use]
pub fn is_pronoun(word: &str) -> bool {
    PRONOUNS.contains(&word)
}

/// The number of a word: FNV-1a with the finish of `MurmurHash3`, 64 bits. The index keeps such numbers, so the
/// function must never change without the format. Two of a billion words share one once in forty times.
#[must_use]
pub fn number(word: &str) -> u64 {
    let mix = |number: u64, byte: u8| (number ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
    let mut number = word.bytes().fold(0xcbf2_9ce4_8422_2325, mix);
    number ^= number >> 33;
    number = number.wrapping_mul(0xff51_afd7_ed55_8ccd);
    number ^= number >> 33;
    number = number.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    number ^ number >> 33
}

/// A set of numbers that is asked far more often for what it does not have.
#[derive(Debug, Clone)]
pub(super) struct Numbers {
    /// A bit for each value of the last ten bits.
    filter: [u64; 16],
    sorted: Vec<u64>,
}

impl Numbers {
    pub(super) fn new(numbers: impl Iterator<Item = u64>) -> Self {
        let mut sorted: Vec<u64> = numbers.collect();
        sorted.sort_unstable();
        sorted.dedup();
        let mut filter = [0; 16];
        for number in &sorted {
            filter[(number >> 6 & 15) as usize] |= 1_u64 << (number & 63);
        }
        Self { filter, sorted }
    }

    /// The place of a number among the sorted ones, if it is one of them.
    pub(super) fn find(&self, number: u64) -> Option<usize> {
        let may_be = self.filter[(number >> 6 & 15) as usize] >> (number & 63) & 1 == 1;
        if may_be { self.sorted.binary_search(&number).ok() } else { None }
    }

    pub(super) fn contains(&self, number: u64) -> bool {
        self.find(number).is_some()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.sorted.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::english::lexicon;

    #[test]
    fn numbers_stay_what_they_are() {
        // The index on disk holds them.
        assert_eq!(number(""), 0xefd0_1f60_ba99_2926);
        assert_eq!(number("summit"), number("summit"));
        assert_ne!(number("summit"), number("summits"));
    }

    #[test]
    fn kinds_of_words_are_seen() {
        let is = |word: &str, traits| Token::of(&lexicon::terms(word)[0]).is(traits);
        assert!(is("the", Traits::THE) && is("the", Traits::STOPWORD));
        assert!(
            is("2014", Traits::TIME) && is("2014", Traits::DIGITS) && is("2014", Traits::NUMBER)
        );
        assert!(is("twelve", Traits::DIGITS) && !is("dozen", Traits::DIGITS));
        assert!(is("dozen", Traits::NUMBER) && is("million", Traits::NUMBER));
        assert!(is("2026-01-06", Traits::TIME) && !is("2026-01-06", Traits::NUMBER));
        assert!(is("Jan.", Traits::TIME) && is("Mondays", Traits::TIME));
        assert!(is("Paris", Traits::PLACE) && !is("table", Traits::PLACE));
        assert!(is("they", Traits::PRONOUN) && is("not", Traits::NEGATION));
        assert!(is("because", Traits::REASON) && is("near", Traits::BEFORE_PLACE));
    }

    proptest::proptest! {
        #[test]
        fn words_come_back_from_their_bytes(text in "\\PC{0,40}") {
            for term in lexicon::terms(&text) {
                let word = Word::of(&term);
                proptest::prop_assert_eq!(Word::from_bytes(&word.to_bytes()), word);
                proptest::prop_assert_eq!(word.stem == word.word, term.stem() == term.word());
            }
        }

        #[test]
        fn a_set_has_what_was_put_in(numbers: Vec<u64>, other: u64) {
            let set = Numbers::new(numbers.iter().copied());
            proptest::prop_assert!(numbers.iter().all(|&number| set.contains(number)));
            proptest::prop_assert_eq!(set.contains(other), numbers.contains(&other));
        }
    }
}
