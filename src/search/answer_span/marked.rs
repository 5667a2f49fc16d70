//! The words of a passage with what the question makes of them.

use crate::attribute::{Class, Word, WordKind, outline};
use crate::english::lexicon;
use crate::search::measure::Measure;
use crate::search::rank::{PreparedQuery, Token, Traits};

/// A word of the passage.
#[derive(Debug)]
pub(super) struct Marked {
    pub(super) word: Word,
    /// Its stem, if it is a word that is compared.
    pub(super) stem: String,
    /// The words of the question that it stands for.
    pub(super) hits: Vec<usize>,
    /// Whether it says what the question does not, and is no small word.
    pub(super) is_news: bool,
    /// Whether it counts at all: no small word.
    pub(super) counts: bool,
    pub(super) is_number: bool,
    pub(super) is_time: bool,
    pub(super) is_place: bool,
    pub(super) is_name: bool,
    pub(super) is_reason: bool,
    /// Whether it is a number with the unit that is asked for.
    pub(super) is_measured: bool,
}

/// The words of a text, marked.
pub(super) fn mark(text: &str, measures: &[&Measure], asked: &PreparedQuery) -> Vec<Marked> {
    let mut words: Vec<Marked> = outline(text).into_iter().map(bare).collect();
    let terms = lexicon::terms(text);
    let tokens: Vec<Token> = terms.iter().map(Token::of).collect();
    let hits = asked.hits(&tokens);
    let mut from = 0;
    for (at, (term, token)) in terms.iter().zip(&tokens).enumerate() {
        while words.get(from).is_some_and(|word| word.word.span.end() <= term.start) {
            from += 1;
        }
        for word in &mut words[from..] {
            if word.word.span.start() >= term.end {
                break;
            }
            // "%" and "$" stand beside a number; the word is what it is.
            word.is_number |= token.is(Traits::NUMBER);
            word.is_measured |= token.is(Traits::NUMBER)
                && measures.iter().any(|measure| measure.fits(text, &terms, at));
            word.is_time |= token.is(Traits::TIME);
            word.is_place |= token.is(Traits::PLACE);
            word.is_reason |= token.is(Traits::REASON);
            word.is_name |= token.is_name;
            word.counts |= !token.is(Traits::STOPWORD);
            word.is_news |= !token.is(Traits::STOPWORD) && !asked.has_said(token);
            word.hits.extend(hits.iter().filter(|hit| hit.at == at).map(|hit| hit.term));
            term.stem().clone_into(&mut word.stem);
        }
    }
    for word in &mut words {
        word.is_news &= word.hits.is_empty();
        word.is_name |= word.word.has(Class::CAPITAL) && word.is_name;
    }
    words
}

fn bare(word: Word) -> Marked {
    Marked {
        is_number: word.kind == WordKind::Number,
        word,
        stem: String::new(),
        hits: vec![],
        is_news: false,
        counts: false,
        is_time: false,
        is_place: false,
        is_name: false,
        is_reason: false,
        is_measured: false,
    }
}
