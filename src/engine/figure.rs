//! The figure that a question asks for, found in a sentence.

use crate::english::lexicon::{self, Term};
use crate::english::value_words::VALUE_WORDS;
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

    /// Whether a text tells it.
    pub(super) fn is_told(&self, text: &str) -> bool {
        let terms = lexicon::terms(text);
        if self.measures.is_empty() {
            return self.is_counted(&terms);
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
    /// "no voters".
    fn is_counted(&self, terms: &[Term]) -> bool {
        let counts = |term: &Term| {
            rank::is_number(term)
                || VALUE_WORDS.is_amount(term.word())
                || matches!(term.word(), "no" | "one" | "both" | "single")
        };
        (0..terms.len())
            .filter(|&at| self.counted.contains(&terms[at].stem()))
            .any(|at| terms[at.saturating_sub(COUNTED_REACH)..at].iter().any(counts))
    }
}

/// How many words in front of what is counted its number may stand.
const COUNTED_REACH: usize = 3;
