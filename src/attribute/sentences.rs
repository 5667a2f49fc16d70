//! Cuts a text into sentences of units, where everything inside one pair of quote marks is a single unit.

#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::string_slice))]

use std::ops::Range;

use crate::attribute::lexicon::{Class, VerbForm};
use crate::attribute::marks::Quoted;
use crate::attribute::tokens::{Kind, Mark, Token};
use crate::model::span::TextSpan;

/// A text with everything that the later steps look at.
pub(crate) struct Reading<'t> {
    pub(crate) text: &'t str,
    pub(crate) tokens: Vec<Token>,
    pub(crate) quoted: Vec<Quoted>,
    units: Vec<Unit>,
    /// Unit ranges of the sentences, and the paragraph that each stands in.
    pub(crate) sentences: Vec<(Range<usize>, usize)>,
}

/// A token outside of quote marks, or all that stands inside one pair.
#[derive(Debug, Clone, Copy)]
struct Unit {
    first: usize,
    last: usize,
    quoted: Option<usize>,
}

/// How far the cue of "Ann Lee said" may stand behind the quotation, in tokens.
const ATTRIBUTION_REACH: usize = 7;

/// How far an apposition between the name and the cue is looked through, in tokens.
const APPOSITION_REACH: usize = 30;

/// From this many words on a capital and a stop make a sentence of what stands in quote marks, not a name.
const SPOKEN_SENTENCE: usize = 3;

/// A sentence longer than this many units is cut: no step may look further.
const LONGEST: usize = 240;

impl<'t> Reading<'t> {
    pub(crate) fn new(text: &'t str, tokens: Vec<Token>, quoted: Vec<Quoted>) -> Self {
        let mut reading = Self { text, tokens, quoted, units: Vec::new(), sentences: Vec::new() };
        reading.cut();
        reading
    }

    /// The word of a token as it stands.
    pub(crate) fn word(&self, token: &Token) -> &'t str {
        self.text.get(token.span().range()).unwrap_or_default()
    }

    /// The sentence at `index`.
    pub(crate) fn sentence(&self, index: usize) -> Sentence<'_> {
        let (range, paragraph) = self.sentences.get(index).cloned().unwrap_or_default();
        let units = self.units.get(range).unwrap_or_default();
        Sentence { reading: self, units, index, paragraph }
    }

    /// From the first of the tokens to the last; `None` if there are none.
    pub(crate) fn span(&self, tokens: &Range<usize>) -> Option<TextSpan> {
        let tokens = self.tokens.get(tokens.clone())?;
        Some(TextSpan::new(tokens.first()?.start(), tokens.last()?.end()))
    }

    /// How many quoted stretches open before the byte.
    pub(crate) fn quoted_before(&self, byte: usize) -> usize {
        self.quoted.partition_point(|quoted| {
            self.tokens.get(quoted.first).is_some_and(|token| token.start() < byte)
        })
    }

    /// Whether the sentence at `index` is the first of its paragraph.
    pub(crate) fn opens_paragraph(&self, index: usize) -> bool {
        let paragraph = |index: usize| self.sentences.get(index).map(|(_, paragraph)| *paragraph);
        index.checked_sub(1).is_none_or(|before| paragraph(before) != paragraph(index))
    }

    fn cut(&mut self) {
        let mut quoted = 0;
        let mut at = 0;
        let mut paragraph = 0;
        let mut start = 0;
        while let Some(token) = self.tokens.get(at) {
            if token.kind == Kind::Break {
                self.close_sentence(&mut start, paragraph);
                paragraph += 1;
                at += 1;
                continue;
            }
            let opened = self.quoted.get(quoted).filter(|quoted| quoted.first == at);
            let unit = if let Some(stretch) = opened {
                quoted += 1;
                Unit { first: at, last: stretch.last, quoted: Some(quoted - 1) }
            } else if matches!(token.kind, Kind::Mark(_)) {
                // A mark without a partner says nothing, unless it is the apostrophe of a plural's owner.
                if self.owns(at) {
                    if let Some(token) = self.tokens.get_mut(at) {
                        token.kind = Kind::Possessive;
                    }
                    self.units.push(Unit { first: at, last: at, quoted: None });
                }
                at += 1;
                continue;
            } else {
                Unit { first: at, last: at, quoted: None }
            };
            self.units.push(unit);
            at = unit.last + 1;
            if self.ends_sentence(&unit) || self.units.len() - start >= LONGEST {
                self.close_sentence(&mut start, paragraph);
            }
        }
        self.close_sentence(&mut start, paragraph);
    }

    /// Whether the mark at the token is the apostrophe of "the players' union".
    fn owns(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return false };
        let around = self.text.get(..token.start()).zip(self.text.get(token.end()..));
        matches!(token.kind, Kind::Mark(Mark::Single | Mark::SingleClose))
            && around.is_some_and(|(before, behind)| {
                before.ends_with(['s', 'S', 'z', 'x']) && behind.starts_with(' ')
            })
            && self.tokens.get(at + 1).is_some_and(Token::is_word)
    }

    fn close_sentence(&mut self, start: &mut usize, paragraph: usize) {
        if *start < self.units.len() {
            self.sentences.push((*start..self.units.len(), paragraph));
            *start = self.units.len();
        }
    }

    fn ends_sentence(&self, unit: &Unit) -> bool {
        let Some(next) = self.tokens.get(unit.last + 1) else { return true };
        if next.kind == Kind::Break {
            return true;
        }
        let begins = match next.kind {
            Kind::Word => next.has(Class::CAPITAL),
            Kind::Number | Kind::Mark(_) | Kind::Open => true,
            _ => false,
        };
        let Some(last) = self.tokens.get(unit.last) else { return true };
        match unit.quoted {
            None if last.kind == Kind::Stop => begins || next.kind == Kind::Dash,
            None if last.has(Class::ABBREVIATION) && !last.has(Class::BEFORE_NAME) => {
                let opener = Class::DETERMINER
                    .with(Class::PRONOUN)
                    .with(Class::SUBORDINATOR)
                    .with(Class::COORDINATOR);
                let opens = begins && next.has(opener) || self.is_spoken_sentence(unit.last + 1);
                opens && last.is_word() && self.word(last).ends_with('.')
            }
            None => false,
            Some(index) => {
                let quoted = self.quoted.get(index).map(Quoted::inner);
                let inner = quoted.and_then(|inner| self.tokens.get(inner.end.checked_sub(1)?));
                let Some(inner) = inner.filter(|inner| inner.kind == Kind::Stop) else {
                    return false;
                };
                let plain = self.word(inner) == ".";
                begins && (plain || !self.attribution_at(unit.last + 1))
            }
        }
    }

    /// Whether a whole sentence in quote marks begins with the token: "the chairman of the N.H.B. “We have lost it.”"
    fn is_spoken_sentence(&self, token: usize) -> bool {
        let at = self.quoted.partition_point(|quoted| quoted.first < token);
        let Some(quoted) = self.quoted.get(at).filter(|quoted| quoted.first == token) else {
            return false;
        };
        let inner = self.tokens.get(quoted.inner()).unwrap_or_default();
        let words = inner.iter().filter(|token| token.is_word()).count();
        words >= SPOKEN_SENTENCE
            && inner.first().is_some_and(|first| first.has(Class::CAPITAL))
            && inner.last().is_some_and(|last| matches!(last.kind, Kind::Stop | Kind::Comma))
    }

    /// Whether `Ann Lee said` or `said Ann Lee` stands at the token `at` without a clause behind it:
    /// what a question or a shout in quote marks is followed by.
    fn attribution_at(&self, at: usize) -> bool {
        let window = self.tokens.get(at..).unwrap_or_default().iter().take(ATTRIBUTION_REACH);
        let finite = VerbForm::PAST.with(VerbForm::THIRD);
        if self.named_speaker_at(at) {
            return true;
        }
        let mut window = window.enumerate();
        let Some((cue, verb)) =
            window.find(|(_, token)| !token.is_word() || token.form.has(finite))
        else {
            return false;
        };
        let behind = window.next().map(|(_, token)| token);
        verb.form.has(finite)
            && behind.is_none_or(|token| {
                !token.is_word()
                    || token.has(
                        Class::PREPOSITION
                            .with(Class::TIME)
                            .with(Class::ADVERB)
                            .with(Class::OBJECT),
                    )
                    || cue == 0
            })
    }

    /// Whether `Ann Lee, the mayor’s adviser on water, said at a meeting` stands at the token `at`: a name, an apposition
    /// between commas, and a verb of saying with nothing said behind it.
    fn named_speaker_at(&self, at: usize) -> bool {
        let finite = VerbForm::PAST.with(VerbForm::THIRD);
        let tokens = self.tokens.get(at..).unwrap_or_default();
        let tokens = tokens.get(..tokens.len().min(APPOSITION_REACH)).unwrap_or_default();
        let name = tokens.iter().take_while(|t| t.is_word() && t.has(Class::CAPITAL)).count();
        let Some([comma, opener, rest @ ..]) = tokens.get(name..) else { return false };
        let apposition = Class::DETERMINER.with(Class::ROLE).with(Class::POSSESSIVE);
        if name == 0 || comma.kind != Kind::Comma || !opener.has(apposition) {
            return false;
        }
        let plain = |token: &&Token| {
            !matches!(token.kind, Kind::Comma | Kind::Stop | Kind::Break | Kind::Mark(_))
                && !token.form.has(finite)
        };
        let inner = rest.iter().take_while(plain).count();
        let Some([close, verb, behind @ ..]) = rest.get(inner..) else { return false };
        let next = Class::PREPOSITION.with(Class::TIME).with(Class::ADVERB);
        close.kind == Kind::Comma
            && verb.form.has(finite)
            && !verb.frames.is_empty()
            && behind.first().is_none_or(|token| !token.is_word() || token.has(next))
    }
}

/// One sentence: its units are numbered from 0.
#[derive(Clone, Copy)]
pub(crate) struct Sentence<'r> {
    pub(crate) reading: &'r Reading<'r>,
    units: &'r [Unit],
    pub(crate) index: usize,
    pub(crate) paragraph: usize,
}

impl Sentence<'_> {
    pub(crate) fn len(&self) -> usize {
        self.units.len()
    }

    /// The token at `unit`; none for a quoted stretch or outside of the sentence.
    pub(crate) fn token(&self, unit: usize) -> Option<&Token> {
        let unit = self.units.get(unit)?;
        self.reading.tokens.get(unit.first).filter(|_| unit.quoted.is_none())
    }

    pub(crate) fn kind(&self, unit: usize) -> Option<Kind> {
        self.token(unit).map(|token| token.kind)
    }

    pub(crate) fn is(&self, unit: usize, kind: Kind) -> bool {
        self.kind(unit) == Some(kind)
    }

    pub(crate) fn has(&self, unit: usize, class: Class) -> bool {
        self.token(unit).is_some_and(|token| token.has(class))
    }

    pub(crate) fn is_word(&self, unit: usize) -> bool {
        self.is(unit, Kind::Word)
    }

    /// Index in [`Reading::quoted`] of the stretch at `unit`.
    pub(crate) fn quoted(&self, unit: usize) -> Option<usize> {
        self.units.get(unit)?.quoted
    }

    pub(crate) fn is_quoted(&self, unit: usize) -> bool {
        self.quoted(unit).is_some()
    }

    /// The words at `unit` as they stand.
    pub(crate) fn text(&self, unit: usize) -> &str {
        match self.units.get(unit) {
            Some(_) => self.reading.text.get(self.span(unit, unit).range()).unwrap_or_default(),
            None => "",
        }
    }

    /// Whether the word at `unit` is `word`, in any case.
    pub(crate) fn is_text(&self, unit: usize, word: &str) -> bool {
        // The lengths tell most words apart before any letter is looked at.
        self.units.get(unit).is_some_and(|unit| {
            let (first, last) =
                (self.reading.tokens.get(unit.first), self.reading.tokens.get(unit.last));
            first.zip(last).is_some_and(|(first, last)| {
                last.end() - first.start() == word.len()
                    && self
                        .reading
                        .text
                        .as_bytes()
                        .get(first.start()..last.end())
                        .is_some_and(|written| written.eq_ignore_ascii_case(word.as_bytes()))
            })
        })
    }

    /// From the first character of `first` to the last of `last`.
    pub(crate) fn span(&self, first: usize, last: usize) -> TextSpan {
        self.reading.span(&self.tokens(first, last)).unwrap_or(TextSpan::new(0, 0))
    }

    /// The tokens of the units from `first` to `last`; none outside of the sentence.
    pub(crate) fn tokens(&self, first: usize, last: usize) -> Range<usize> {
        match (self.units.get(first), self.units.get(last)) {
            (Some(first), Some(last)) => first.first..last.last + 1,
            _ => 0..0,
        }
    }

    /// The tokens inside of the marks of the quoted unit.
    fn inner(&self, unit: usize) -> &[Token] {
        let quoted = self.quoted(unit).and_then(|quoted| self.reading.quoted.get(quoted));
        quoted.and_then(|quoted| self.reading.tokens.get(quoted.inner())).unwrap_or_default()
    }

    /// The last token inside of the marks of the quoted unit.
    pub(crate) fn inner_last(&self, unit: usize) -> Option<&Token> {
        self.inner(unit).last()
    }

    /// Whether the content of the quoted unit ends with a comma or a stop inside its marks.
    pub(crate) fn is_rounded_off(&self, unit: usize) -> bool {
        self.inner_last(unit).is_some_and(|token| {
            matches!(token.kind, Kind::Comma | Kind::Stop | Kind::Dash)
                || token.kind == Kind::Other && self.reading.word(token).starts_with(['…', '.'])
        })
    }

    /// Whether the sentence is written like a headline, nearly every word with a capital.
    pub(crate) fn is_title_case(&self) -> bool {
        let (mut capitals, mut words) = (0, 0);
        for unit in 0..self.len().min(24) {
            if self.is_word(unit) && self.text(unit).len() > 3 {
                words += 1;
                capitals += usize::from(self.has(unit, Class::CAPITAL));
            }
        }
        words >= 4 && capitals * 10 >= words * 8
    }

    /// Whether the words in the quoted unit have the form of a title: "An American Son".
    pub(crate) fn is_title(&self, unit: usize) -> bool {
        let inner = self.inner(unit);
        let words = || inner.iter().filter(|token| token.is_word());
        let small =
            Class::DETERMINER.with(Class::PREPOSITION).with(Class::COORDINATOR).with(Class::TO);
        (2..=12).contains(&words().count())
            && words().all(|token| token.has(Class::CAPITAL.with(small)))
            && words().filter(|token| token.has(Class::CAPITAL)).count() >= 2
    }

    /// Words and numbers inside of the marks of the quoted unit.
    pub(crate) fn quoted_words(&self, unit: usize) -> usize {
        self.inner(unit)
            .iter()
            .filter(|token| matches!(token.kind, Kind::Word | Kind::Number))
            .count()
    }

    /// Whether the content of the quoted unit begins with a capital or a number.
    pub(crate) fn quoted_capital(&self, unit: usize) -> bool {
        self.inner(unit)
            .iter()
            .find(|token| matches!(token.kind, Kind::Word | Kind::Number))
            .is_some_and(|token| token.kind == Kind::Number || token.has(Class::CAPITAL))
    }

    /// Whether the content of the quoted unit lacks its subject: it begins with a small finite verb, an adverb before
    /// it or not: "did not see it coming", "never spoke".
    pub(crate) fn quoted_predicate(&self, unit: usize) -> bool {
        let verb = Class::FINITE.with(Class::AUXILIARY).with(Class::ED);
        let finite = VerbForm::PAST.with(VerbForm::THIRD);
        self.inner(unit)
            .iter()
            .find(|token| !token.has(Class::ADVERB.with(Class::NEGATION)) || token.has(verb))
            .is_some_and(|token| {
                token.is_word()
                    && !token.has(Class::CAPITAL)
                    && (token.has(verb) || token.form.has(finite))
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribute::{marks, tokens};

    #[test]
    fn cuts() {
        let cases = [
            ("He came. She went.", "He came. | She went."),
            (
                "Mr. Lin met Sen. Ortiz in the U.S. on Friday.",
                "Mr. Lin met Sen. Ortiz in the U.S. on Friday.",
            ),
            (
                "\"No. Never,\" he said. \"Go.\" Ann left.",
                "\"No. Never,\" he said. | \"Go.\" | Ann left.",
            ),
            (
                "\"Why?\" Smith asked. \"Why not?\" He left the room.",
                "\"Why?\" Smith asked. | \"Why not?\" | He left the room.",
            ),
            ("Title\nText here.", "Title | Text here."),
        ];
        for (text, expected) in cases {
            let tokens = tokens::tokenize(text);
            let quoted = marks::find(text, &tokens);
            let reading = Reading::new(text, tokens, quoted);
            let cut: Vec<&str> = (0..reading.sentences.len())
                .map(|index| {
                    let sentence = reading.sentence(index);
                    &text[sentence.span(0, sentence.len() - 1).range()]
                })
                .collect();
            assert_eq!(cut.join(" | "), expected);
        }
    }
}
