//! The figure that a question asks for, found in a sentence.

use crate::english::lexicon::{self, Term};
use crate::english::value_words::{Part, VALUE_WORDS};
use crate::search::measure::{self, Measure};
use crate::search::question::Question;
use crate::search::rank::{self, PreparedQuery};

/// The figure that a question asks for: of a kind (an age, a depth, a price), or of what is counted.
pub(super) struct Figure<'q> {
    measures: Vec<&'static Measure>,
    /// Stems of the names in the question.
    names: Vec<&'q str>,
    /// Stems of what is counted with those of words that may stand for it.
    counted: Vec<&'q str>,
}

impl<'q> Figure<'q> {
    /// `None` where no such figure is asked for.
    pub(super) fn asked(question: &Question, asked: &'q PreparedQuery) -> Option<Self> {
        let measures = measure::asked(&question.words);
        let is_name = |term: &&rank::WeightedTerm| term.query.term.is_name;
        let names = asked.terms.iter().filter(is_name).map(|term| term.query.term.stem());
        let is_counted =
            |term: &&rank::WeightedTerm| question.counted.as_ref() == Some(&term.query.written);
        let counted = asked.terms.iter().find(is_counted).map_or_else(Vec::new, |term| {
            let related = term.related.iter().map(|other| other.stem.as_str());
            std::iter::once(term.query.term.stem()).chain(related).collect()
        });
        let is_asked = !measures.is_empty() || !counted.is_empty();
        is_asked.then(|| Self { measures, names: names.collect(), counted })
    }

    /// Whether it is of a kind: an age, a depth, a price.
    pub(super) fn is_measured(&self) -> bool {
        !self.measures.is_empty()
    }

    /// Whether a text speaks of what is counted.
    pub(super) fn is_of(&self, text: &str) -> bool {
        lexicon::terms(text).iter().any(|term| self.counted.first() == Some(&term.stem()))
    }

    /// Whether a text tells it.
    pub(super) fn is_told(&self, text: &str) -> bool {
        let terms = lexicon::terms(text);
        if self.measures.is_empty() {
            return self.is_counted(text, &terms);
        }
        self.measures.iter().any(|measure| {
            // An age is that of whoever is named beside it.
            let is_of_another = measure.is_of_a_person()
                && !self.names.is_empty()
                && !terms.iter().any(|term| self.names.contains(&term.stem()));
            let is_told = || {
                let mut places = 0..terms.len();
                places.any(|at| rank::is_number(&terms[at]) && measure.fits(text, &terms, at))
            };
            !is_of_another && (measure.is_told_without_number(&terms) || is_told())
        })
    }

    /// Whether a number stands right in front of what is counted, or there are none: "nine voters", "41 registered voters",
    /// "no voters"; a share of them does not tell how many.
    fn is_counted(&self, text: &str, terms: &[Term]) -> bool {
        let is_share = |term: &Term| matches!(VALUE_WORDS.part(term.word()), Part::Share(_));
        let is_percent = |at: usize| {
            let is_word = |term: &Term| {
                matches!(VALUE_WORDS.part(term.word()), Part::Percent) || term.word() == "per"
            };
            text[terms[at].end..].trim_start().starts_with('%')
                || text[terms[at].start..terms[at].end].ends_with('%')
                || is_word(&terms[at])
                || terms.get(at + 1).is_some_and(is_word)
        };
        let counts = |at: usize| {
            let term = &terms[at];
            (rank::is_number(term) && !is_share(term) && !is_percent(at))
                || VALUE_WORDS.is_amount(term.word()) && !is_share(term)
                || matches!(term.word(), "no" | "one" | "both" | "single")
        };
        (0..terms.len())
            .filter(|&at| self.counted.contains(&terms[at].stem()))
            .any(|at| (at.saturating_sub(COUNTED_REACH)..at).any(counts))
    }
}

/// How many words in front of what is counted its number may stand.
const COUNTED_REACH: usize = 3;
