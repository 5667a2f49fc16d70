//! The words of any text with their grammar, for those who look for more in it than quotations.

use crate::attribute::annotation::Annotated;
use crate::attribute::lexicon::{Class, VerbForm};
use crate::attribute::sentences::Reading;
use crate::attribute::tokens::{Kind, tokenize};
use crate::model::span::TextSpan;

/// A word, a number or a mark of punctuation; quote marks are left out.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Word {
    /// Where it stands.
    pub(crate) span: TextSpan,
    /// What it is.
    pub(crate) kind: Kind,
    /// Its word classes.
    pub(crate) class: Class,
    /// Which forms of a known verb it may be.
    pub(crate) form: VerbForm,
    /// Whether it is a verb that is finite without doubt, or an auxiliary.
    pub(crate) is_finite: bool,
    /// Whether it can be the last word of a noun phrase.
    pub(crate) is_nominal: bool,
    /// The sentence in which it stands, from 0.
    pub(crate) sentence: usize,
}

impl Word {
    /// Whether it is in one of the classes.
    pub(crate) fn has(&self, class: Class) -> bool {
        self.class.has(class)
    }

    /// Whether it is a word or a number.
    pub(crate) fn is_spoken(&self) -> bool {
        matches!(self.kind, Kind::Word | Kind::Number)
    }
}

/// The words of a text, in order. What stands in quote marks is read like everything else.
pub(crate) fn outline(text: &str) -> Vec<Word> {
    let reading = Reading::new(text, tokenize(text), vec![]);
    let mut words = Vec::with_capacity(reading.tokens.len());
    for index in 0..reading.sentences.len() {
        let sentence = Annotated::new(reading.sentence(index));
        for unit in 0..sentence.len() {
            let Some(token) = sentence.token(unit) else { continue };
            words.push(Word {
                span: token.span(),
                kind: token.kind,
                class: token.class,
                form: token.form,
                is_finite: sentence.is_finite(unit),
                is_nominal: sentence.is_nominal(unit),
                sentence: index,
            });
        }
    }
    words
}
