//! A word that reports, by the shape in which it stands with the words that name its source.

use crate::attribute::annotation::Phrase;
use crate::attribute::lexicon::{Frames, VerbForm};

/// A word that reports, in its sentence.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cue {
    pub(crate) shape: Shape,
    /// First unit of the verb group, adverbs and auxiliaries included.
    pub(crate) group: usize,
    /// The unit of the word itself.
    pub(crate) at: usize,
    /// The constructions that the word opens.
    pub(crate) frames: Frames,
    pub(crate) form: VerbForm,
    pub(crate) negated: bool,
    /// The rule that found it.
    pub(crate) rule: &'static str,
}

/// How a cue and the words that name its source stand together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A verb behind its subject: "she said".
    Verb(Phrase),
    /// "as Comey noted"
    Comment(Phrase),
    /// "the man who said": the phrase ends with the pronoun.
    Relative(Phrase),
    /// "Sanders Says He Will Run"
    Headline(Phrase),
    /// "Reuters quotes the draft as saying": the draft.
    Relayed(Phrase),
    /// `Pike repeated Lee's words: “…”`: whose they are, and the last unit in front of the colon.
    PassedOn {
        /// Lee.
        whose: Phrase,
        /// "words"
        last: usize,
    },
    /// A verb in front of its subject: "said Starmer".
    Inverted(Phrase),
    /// "as noted Ann Lee"
    InvertedComment(Phrase),
    /// "was told by the mayor that": the source stands right behind the verb.
    PassiveBy(Phrase),
    /// `is called "a joke" by critics`: the source stands behind the words.
    PassiveAround(Phrase),
    /// `was called "a joke"`: nobody says by whom.
    Passive,
    /// A verb whose subject stands with another verb: "…, adding that".
    Shared,
    /// "according to the mayor"
    According(Phrase),
    /// "the mayor's claim that"
    Noun(Phrase),
}

/// How content behind a cue is joined to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Joint {
    /// A clause, with "that" or without.
    Clause,
    /// Words in quote marks directly behind the cue.
    Quoted,
    /// Behind a colon.
    Colon,
    /// "whether", "why".
    Question,
    /// "to" and a verb.
    Infinitive,
    /// An object that is named or judged; counts only with words in quote marks.
    Object,
}

impl Cue {
    /// The words that name the source, where the cue has its own.
    pub(crate) fn source(&self) -> Option<Phrase> {
        match self.shape {
            Shape::Verb(phrase)
            | Shape::Comment(phrase)
            | Shape::Relative(phrase)
            | Shape::Headline(phrase)
            | Shape::Relayed(phrase)
            | Shape::Inverted(phrase)
            | Shape::InvertedComment(phrase)
            | Shape::PassiveBy(phrase)
            | Shape::PassiveAround(phrase)
            | Shape::According(phrase)
            | Shape::Noun(phrase)
            | Shape::PassedOn { whose: phrase, .. } => Some(phrase),
            Shape::Passive | Shape::Shared => None,
        }
    }

    /// First unit of subject and verb, whichever comes first.
    pub(crate) fn start(&self) -> usize {
        match self.source() {
            Some(phrase) if phrase.first < self.group => {
                phrase.first - usize::from(self.is_comment() && phrase.first > 0)
            }
            _ => self.group,
        }
    }

    /// Last unit of the cue and of a source right behind it.
    pub(crate) fn end(&self) -> usize {
        match self.shape {
            Shape::Inverted(phrase)
            | Shape::InvertedComment(phrase)
            | Shape::PassiveBy(phrase)
            | Shape::According(phrase) => phrase.last.max(self.at),
            Shape::PassedOn { last, .. } => last,
            _ => self.at,
        }
    }

    /// Whether the source stands between the cue and the content.
    pub(crate) fn has_source_behind(&self) -> bool {
        matches!(
            self.shape,
            Shape::Inverted(_)
                | Shape::InvertedComment(_)
                | Shape::PassiveBy(_)
                | Shape::PassedOn { .. }
        )
    }

    /// Whether the cue is a verb that has its source, if any, in front of it or behind its content.
    pub(crate) fn leads_to_content(&self) -> bool {
        !self.has_source_behind() && !matches!(self.shape, Shape::According(_) | Shape::Noun(_))
    }

    pub(crate) fn is_comment(&self) -> bool {
        matches!(self.shape, Shape::Comment(_) | Shape::InvertedComment(_))
    }

    pub(crate) fn is_relative(&self) -> bool {
        matches!(self.shape, Shape::Relative(_))
    }

    pub(crate) fn is_according(&self) -> bool {
        matches!(self.shape, Shape::According(_))
    }
}
