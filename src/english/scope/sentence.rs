//! A sentence as a row of words with what stands between them, and where its clauses begin.

use std::collections::HashSet;
use std::ops::Range;

use super::words::WORDS;
use crate::english::words::words;

/// What stands in front of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    None,
    Comma,
    Dash,
    /// A semicolon, a colon or the end of a sentence.
    Stop,
    Open,
    Close,
}

/// A word of a sentence.
#[derive(Debug, Clone)]
struct Item {
    /// In lower case, with straight apostrophes.
    word: String,
    /// The words of the lists of base forms that it may be a form of, itself included.
    bases: Vec<String>,
    gap: Gap,
    has_colon: bool,
    /// Whether the apostrophe of an owner stands in front of it: "the owners' boats".
    has_owner: bool,
    /// Whether a quote mark opens in front of it.
    opens_quote: bool,
    /// Whether a quote mark closes in front of it.
    closes_quote: bool,
    is_capital: bool,
}

/// The words of a sentence.
#[derive(Debug, Default)]
pub struct Sentence {
    items: Vec<Item>,
    /// Whether it ends with a question mark.
    pub(super) is_question: bool,
}

impl Sentence {
    /// A sentence of words, each given with what stands in front of it, and what stands behind the last.
    pub fn new<'t>(words: impl IntoIterator<Item = (&'t str, &'t str)>, end: &str) -> Self {
        let items = words.into_iter().map(|(between, written)| {
            let word = written.to_lowercase().replace(['’', '‘', 'ʼ'], "'");
            Item {
                gap: gap(between),
                has_colon: between.contains(':'),
                has_owner: between.starts_with(['\'', '’']) && !between.contains([',', '.']),
                closes_quote: between.contains(['”', '’', '"', '»']),
                opens_quote: between.contains(['“', '‘', '"', '«']),
                is_capital: written.starts_with(char::is_uppercase),
                bases: WORDS.bases(&word),
                word,
            }
        });
        Self { items: items.collect(), is_question: end.contains('?') }
    }

    /// The sentence that a text is, and where each of its words stands in the text, in bytes.
    #[must_use]
    pub fn of(text: &str) -> (Self, Vec<Range<usize>>) {
        let places: Vec<Range<usize>> = words(text)
            .iter()
            .map(|word| word.start..word.end)
            .filter(|place| !place.is_empty())
            .collect();
        let starts = std::iter::once(0).chain(places.iter().map(|place| place.end));
        let between = starts.zip(&places).map(|(from, place)| {
            (
                text.get(from..place.start).unwrap_or_default(),
                text.get(place.clone()).unwrap_or_default(),
            )
        });
        let end = text.get(places.last().map_or(0, |place| place.end)..).unwrap_or_default();
        (Self::new(between, end), places)
    }

    /// Some words of it as a sentence of their own, which asks nothing.
    pub(super) fn part(&self, words: Range<usize>) -> Self {
        let items = self.items.get(words).unwrap_or_default().to_vec();
        Self { items, is_question: false }
    }

    /// How many words it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether it has no word.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The word at a place; nothing beyond the last.
    pub(super) fn word(&self, at: usize) -> &str {
        self.items.get(at).map_or("", |item| &item.word)
    }

    /// Whether the word is a form of one of a list of base forms.
    pub(super) fn is_a(&self, at: usize, list: &HashSet<String>) -> bool {
        self.items.get(at).is_some_and(|item| item.bases.iter().any(|base| list.contains(base)))
    }

    /// Whether the word is a form of a base form.
    pub(super) fn has_base(&self, at: usize, base: &str) -> bool {
        self.items.get(at).is_some_and(|item| item.bases.iter().any(|own| own == base))
    }

    pub(super) fn is(&self, at: usize, words: &[&str]) -> bool {
        words.contains(&self.word(at))
    }

    fn gap(&self, at: usize) -> Gap {
        self.items.get(at).map_or(Gap::Stop, |item| item.gap)
    }

    pub(super) fn has_comma(&self, at: usize) -> bool {
        self.gap(at) == Gap::Comma
    }

    pub(super) fn has_dash(&self, at: usize) -> bool {
        self.gap(at) == Gap::Dash
    }

    /// Whether the word starts behind a stop; the first one does.
    pub(super) fn has_stop(&self, at: usize) -> bool {
        at == 0 || self.gap(at) == Gap::Stop
    }

    /// Whether a colon stands in front of the word.
    pub(super) fn has_colon(&self, at: usize) -> bool {
        self.items.get(at).is_some_and(|item| item.has_colon)
    }

    /// Whether the word before owns what follows: "the owners' boats", "the mayor's wife".
    pub(super) fn has_owner(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map_or("", |before| self.word(before));
        before.ends_with("'s")
            || before.ends_with("s'")
            || before.ends_with('s') && self.items.get(at).is_some_and(|item| item.has_owner)
    }

    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.items.get(at).is_some_and(|item| item.is_capital)
    }

    /// Whether the word may be a verb without an ending.
    pub(super) fn is_base(&self, at: usize) -> bool {
        let word = self.word(at);
        !WORDS.prepositions.contains(word) && !WORDS.pronouns.contains(word) && !word.ends_with('s')
    }

    /// "I", "we're": the one who speaks.
    pub(super) fn is_own(&self, at: usize) -> bool {
        matches!(self.bare(at), "i" | "we")
    }

    /// Whether a bracket opens in front of the word.
    pub(super) fn has_bracket(&self, at: usize) -> bool {
        self.gap(at) == Gap::Open
    }

    /// The first word behind the bracket that opens in front of a word.
    pub(super) fn behind_bracket(&self, at: usize) -> usize {
        (at + 1..self.len()).find(|&next| self.gap(next) == Gap::Close).unwrap_or(self.len())
    }

    /// Whether anything but white space, or a mark inside of a word, stands in front of the word.
    pub(super) fn is_apart(&self, at: usize) -> bool {
        at == 0 || self.gap(at) != Gap::None
    }

    pub(super) fn closes_quote(&self, at: usize) -> bool {
        self.items.get(at).is_some_and(|item| item.closes_quote)
    }

    pub(super) fn opens_quote(&self, at: usize) -> bool {
        self.items.get(at).is_some_and(|item| item.opens_quote)
    }

    /// Whether the words of a phrase stand at a place.
    pub(super) fn stands(&self, at: usize, phrase: &[String]) -> bool {
        phrase.iter().enumerate().all(|(offset, word)| self.word(at + offset) == word)
    }

    pub(super) fn is_coordinator(&self, at: usize) -> bool {
        self.is(at, &["and", "but", "or", "so", "yet", "nor"])
    }

    /// "won't", "cannot", "is": an auxiliary by itself.
    pub(super) fn is_auxiliary(&self, at: usize) -> bool {
        let word = self.word(at);
        WORDS.auxiliaries.contains(word) || (is_negated_form(word) && word.len() > 3)
    }

    /// "we'll", "he's": a pronoun with its auxiliary.
    fn is_contracted(&self, at: usize) -> bool {
        let word = self.word(at);
        ["'ll", "'d", "'re", "'ve", "'m"].iter().any(|end| word.ends_with(end))
            || word
                .strip_suffix("'s")
                .is_some_and(|bare| WORDS.pronouns.contains(bare) || is_that(bare))
    }

    fn bare(&self, at: usize) -> &str {
        let word = self.word(at);
        word.split_once('\'').map_or(word, |(bare, _)| bare)
    }

    /// A word that is surely, or by its form, a finite verb.
    pub(super) fn is_finite(&self, at: usize) -> bool {
        let word = self.word(at);
        self.is_auxiliary(at) && !matches!(word, "be" | "been" | "being" | "having" | "doing")
            || WORDS.finite.contains(word)
            || (WORDS.is_past(word) && !self.is_modifier(at) && !self.is(at + 1, &["by"]))
            || (word.ends_with('s') && self.is_a(at, &WORDS.reporting))
            || self.is_contracted(at)
            || self.is_third_person(at)
            || self.agrees(at)
    }

    /// Whether the word may be a finite verb by its form: in -s or -ed, or a common verb.
    pub(super) fn is_finite_form(&self, at: usize) -> bool {
        let word = self.word(at);
        word.ends_with('s') && !word.ends_with("ss")
            || WORDS.is_past(word)
            || WORDS.finite.contains(word)
            || self.is_a(at, &WORDS.verbs)
    }

    /// "the court orders it": a form in -s between a noun and an object.
    fn is_third_person(&self, at: usize) -> bool {
        let word = self.word(at);
        let is_noun = |before: usize| {
            let word = self.word(before);
            !word.ends_with('s')
                && !WORDS.determiners.contains(word)
                && !WORDS.prepositions.contains(word)
                && !self.is_coordinator(before)
        };
        let is_object = |next: usize| {
            WORDS.determiners.contains(self.word(next))
                || WORDS.pronouns.contains(self.word(next))
                || WORDS.addressees.contains(self.word(next))
        };
        word.len() > 3
            && word.ends_with('s')
            && !word.ends_with("ss")
            && !word.contains('\'')
            && at > 0
            && !self.is_apart(at)
            && is_noun(at - 1)
            && is_object(at + 1)
            && !self.is_apart(at + 1)
    }

    /// "the dam breaks", "taxes fall": a common verb behind a noun that it agrees with.
    fn agrees(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).filter(|_| !self.is_apart(at)) else { return false };
        let (noun, verb) = (self.word(before), self.word(at));
        let is_noun = !WORDS.determiners.contains(noun)
            && !WORDS.prepositions.contains(noun)
            && !WORDS.adverbs.contains(noun)
            && !self.is_auxiliary(before)
            && !self.is_coordinator(before)
            && !noun.contains('\'')
            && noun != "to";
        let is_plural = noun.ends_with('s') && !noun.ends_with("ss")
            || matches!(noun, "people" | "men" | "women" | "children" | "police");
        let has_ending = verb.ends_with('s') && !verb.ends_with("ss");
        is_noun
            && is_plural != has_ending
            && !WORDS.is_past(verb)
            && !WORDS.is_gerund(verb)
            && self.is_a(at, &WORDS.verbs)
            && (has_ending || is_plural)
    }

    /// "the wounded man": a participle behind a determiner is no verb.
    fn is_modifier(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| {
            WORDS.determiners.contains(self.word(before))
                && !self.is(before, &["that", "this", "all", "those", "these"])
                || WORDS.prepositions.contains(self.word(before))
        })
    }

    /// "I", "we": a pronoun that can only be a subject.
    pub(super) fn is_nominative(&self, at: usize) -> bool {
        matches!(self.bare(at), "i" | "we" | "he" | "she" | "they")
    }

    /// Whether a subject with its verb begins at a place.
    pub(super) fn is_subject(&self, at: usize) -> bool {
        if at >= self.len() {
            return false;
        }
        if self.is_nominative(at) || (self.is_contracted(at) && !self.is(at, &["let's"])) {
            return self.is_contracted(at) || at + 1 < self.len() && !self.is_apart(at + 1);
        }
        let is_pronoun = self.is_pronoun(at);
        let starts = self.starts_noun(at);
        if !is_pronoun && !starts && self.is_no_noun(at) {
            return false;
        }
        let longest = self.longest_subject(at, is_pronoun, starts);
        for next in at + 1..(at + longest).min(self.len()) {
            if self.is_apart(next)
                || self.is(next, &["that", "which", "if", "to", "because", "when", "while"])
                || (self.is_coordinator(next) && self.word(next) != "and")
            {
                return false;
            }
            if self.is_finite(next)
                || self.is(next, &["never"])
                || (is_pronoun && WORDS.negators.contains(self.word(next)))
            {
                return true;
            }
        }
        false
    }

    fn is_pronoun(&self, at: usize) -> bool {
        WORDS.pronouns.contains(self.word(at))
            || self.is(at, &["there", "this", "that", "these", "those"])
    }

    /// A word with which a noun phrase begins, or that stands for one.
    fn starts_noun(&self, at: usize) -> bool {
        const ANYBODY: [&str; 8] = [
            "everyone",
            "everybody",
            "someone",
            "somebody",
            "people",
            "everything",
            "something",
            "nothing",
        ];
        let word = self.word(at);
        WORDS.determiners.contains(word)
            || WORDS.nobody.contains(word)
            || self.is_capital(at)
            || self.is(at, &ANYBODY)
    }

    /// A word with which no noun phrase begins.
    fn is_no_noun(&self, at: usize) -> bool {
        let word = self.word(at);
        self.is_finite(at)
            || WORDS.adverbs.contains(word)
            || WORDS.prepositions.contains(word)
            || WORDS.subordinators.contains(word)
            || self.is_coordinator(at)
            || WORDS.negators.contains(word)
            || word == "to"
            || WORDS.is_gerund(word)
    }

    /// How many words a subject that begins so may have before its verb.
    fn longest_subject(&self, at: usize, is_pronoun: bool, starts: bool) -> usize {
        /// A subject is seldom longer.
        const LONGEST: usize = 9;
        const LONGEST_WITHOUT_DETERMINER: usize = 4;
        const LONGEST_WITH_DEMONSTRATIVE: usize = 6;
        const LONGEST_PRONOUN: usize = 3;
        match () {
            () if self.is(at, &["this", "these", "those"]) => LONGEST_WITH_DEMONSTRATIVE,
            () if is_pronoun => LONGEST_PRONOUN,
            () if starts => LONGEST,
            () => LONGEST_WITHOUT_DETERMINER,
        }
    }

    /// Whether a clause of its own, joined to the one before, begins at a place: ", and we", "; we", ", but".
    pub(super) fn is_joined_clause(&self, at: usize) -> bool {
        if self.has_stop(at) {
            return true;
        }
        if !self.is_coordinator(at) {
            return false;
        }
        self.is_subject(self.joined_subject(at))
    }

    /// Where the subject of a clause behind a coordinator would begin: behind adverbs, and behind a comma also
    /// behind a short phrase ("…, and at dawn the soldiers came").
    pub(super) fn joined_subject(&self, at: usize) -> usize {
        let next = self.behind_adverbs(at + 1);
        if !self.has_comma(at) || !WORDS.prepositions.contains(self.word(next)) {
            return next;
        }
        (next + 2..next + 5).find(|&behind| self.is_subject(behind)).unwrap_or(next)
    }

    /// The first place from `at` on that holds no adverb.
    pub(super) fn behind_adverbs(&self, at: usize) -> usize {
        let mut next = at;
        while WORDS.adverbs.contains(self.word(next)) && !self.is(next, &["never", "not"]) {
            next += 1;
        }
        next
    }

    /// Whether what opens a clause inside of another one stands at a place.
    pub(super) fn opens_clause(&self, at: usize) -> bool {
        let word = self.word(at);
        self.is(at, &["that", "whether", "if"]) || WORDS.subordinators.contains(word)
    }

    /// From where on the clause at `at` goes, looking left: behind a conjunction, a stop or a comma.
    pub(super) fn clause_start(&self, at: usize) -> usize {
        (1..=at)
            .rev()
            .find(|&next| {
                self.is_apart(next)
                    || self.is_coordinator(next - 1) && self.is_joined_clause(next - 1)
                    || self.opens_clause(next - 1)
                        && !self.is(next - 1, &["as", "so", "than"])
                        && (!self.is(next - 1, &["once"]) || self.is_subject(next))
            })
            .unwrap_or(0)
    }

    /// From where on the whole sentence-like clause around `at` goes, looking left.
    pub(super) fn main_start(&self, at: usize) -> usize {
        (1..=at)
            .rev()
            .find(|&next| {
                self.has_stop(next)
                    || (self.is_coordinator(next) && self.is_joined_clause(next))
                    || (self.has_comma(next) && self.is(next, &["but"]))
            })
            .unwrap_or(0)
    }

    /// Up to where the whole sentence-like clause around `at` goes, looking right.
    pub(super) fn main_end(&self, at: usize) -> usize {
        (at + 1..self.len())
            .find(|&next| {
                self.has_stop(next)
                    || (self.is_coordinator(next) && self.is_joined_clause(next))
                    || (self.has_comma(next) && self.is(next, &["but"]))
            })
            .unwrap_or(self.len())
    }

    /// Whether a determiner in front says that the word is a noun.
    pub(super) fn is_noun(&self, at: usize) -> bool {
        at > 0
            && WORDS.determiners.contains(self.word(at - 1))
            && !self.is(at - 1, &["that", "all", "this"])
    }

    /// Whether a form in "'s" owns what follows: "the mayor's", and not "it's", "that's".
    pub(super) fn is_possessive(&self, at: usize) -> bool {
        self.word(at).ends_with("'s")
            && !WORDS.pronouns.contains(self.bare(at))
            && !is_that(self.bare(at))
            && !self.is_nominative(at)
    }

    pub(super) fn is_gerund(&self, at: usize) -> bool {
        WORDS.is_gerund(self.word(at))
    }

    /// Whether the clause in which a verb stands has the one who speaks as its subject.
    pub(super) fn subject_is_own(&self, at: usize) -> bool {
        let start = self.clause_start(at);
        (start..at).any(|at| matches!(self.bare(at), "i" | "we"))
    }

    /// Whether the word right before, or two before, is a past form: "not paid and left".
    pub(super) fn is_past_before(&self, at: usize) -> bool {
        (at.saturating_sub(3)..at).any(|before| WORDS.is_past(self.word(before)))
    }

    /// Whether a word names a point in time that a clause may tell: "the day we met".
    pub(super) fn is_point_in_time(&self, at: usize) -> bool {
        self.is(at, &["day", "moment", "minute", "hour", "second", "instant", "time"])
    }

    /// Whether a word says what is done with a day that came: "I will never forget the day".
    pub(super) fn keeps_a_day(&self, at: usize) -> bool {
        self.is(at, &["forget", "remember", "recall", "mark", "celebrate", "regret", "rue"])
    }

    /// Whether a finite verb stands somewhere in a stretch.
    pub(super) fn has_verb(&self, stretch: Range<usize>) -> bool {
        stretch.clone().any(|at| {
            self.is_finite(at)
                || self.is_contracted(at)
                // "We rebuild": whatever stands behind such a pronoun is its verb.
                || (at > stretch.start && self.is_a(at, &WORDS.verbs) && !self.is_noun(at))
                || (at > stretch.start && self.is_nominative(at - 1) && !self.is_apart(at) && !WORDS.prepositions.contains(self.word(at)))
        })
    }
}

fn gap(between: &str) -> Gap {
    // A full stop inside of a sentence is an abbreviation's.
    if between.contains([';', ':', '!', '?']) {
        return Gap::Stop;
    }
    if between.contains(['—', '–']) || between.contains(" - ") || between.contains("--") {
        return Gap::Dash;
    }
    if between.contains(['(', '[']) {
        return Gap::Open;
    }
    if between.contains([')', ']']) {
        return Gap::Close;
    }
    if between.contains(',') { Gap::Comma } else { Gap::None }
}

/// "don't", "isn't".
pub(super) fn is_negated_form(word: &str) -> bool {
    word.ends_with("n't")
}

fn is_that(word: &str) -> bool {
    matches!(word, "that" | "there" | "this" | "what" | "here" | "who")
}
