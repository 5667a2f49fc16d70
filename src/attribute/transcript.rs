//! Paragraphs that begin with a name and a colon: transcripts of talks, and headlines of the same form.

use crate::attribute::lexicon::Class;
use crate::attribute::reports::{Report, Source};
use crate::attribute::sentences::{Reading, Sentence};
use crate::attribute::tokens::Kind;

/// The rule that found the content.
pub(crate) const RULE: &str = "transcript";

/// From this many paragraphs with a name and a colon on, a text is a transcript; below, names must be in capitals.
const TURNS: usize = 3;

/// Whether the text is written as a transcript: asked once, for all paragraphs.
pub(crate) fn is_transcript(reading: &Reading<'_>) -> bool {
    let opens = |index: &usize| {
        *index == 0 || reading.sentences[index - 1].1 != reading.sentences[*index].1
    };
    let turns = (0..reading.sentences.len())
        .filter(opens)
        .filter(|&index| colon(&reading.sentence(index)).is_some())
        .take(TURNS);
    turns.count() == TURNS
}

/// The turn that begins with this sentence, if it opens a paragraph: the content goes to the end of the paragraph.
pub(crate) fn turn(sentence: &Sentence<'_>, is_transcript: bool) -> Option<Report> {
    let colon = colon(sentence)?;
    let shouted = (0..colon)
        .all(|unit| sentence.has(unit, Class::ALL_CAPITALS) && sentence.text(unit).len() > 1)
        && sentence.text(0).len() > 2;
    if !shouted && !is_transcript && !is_headline(sentence, colon) {
        return None;
    }
    let source = Source::Phrase(sentence.tokens(0, colon - 1));
    Report::new(sentence, colon + 1..sentence.len(), None, None, source, RULE)
}

/// The colon behind a name of up to four words at the start of the sentence, with plain words behind it.
fn colon(sentence: &Sentence<'_>) -> Option<usize> {
    let colon = (1..sentence.len().min(6)).find(|&unit| sentence.is(unit, Kind::Colon))?;
    let other = Class::TEXT
        .with(Class::GROUP)
        .with(Class::VENUE)
        .with(Class::TIME)
        .with(Class::ADVERB)
        .with(Class::CUE_NOUN);
    let name = (0..colon)
        .all(|unit| sentence.has(unit, Class::CAPITAL) && !sentence.has(unit, other))
        && !sentence.has(
            0,
            Class::DETERMINER
                .with(Class::PREPOSITION)
                .with(Class::PRONOUN)
                .with(Class::SUBORDINATOR),
        );
    let words = colon + 2 < sentence.len() && !sentence.is_quoted(colon + 1);
    (name && words).then_some(colon)
}

/// "Graham: Rhetoric Hurts the Party": the first line, and the name comes again.
fn is_headline(sentence: &Sentence<'_>, colon: usize) -> bool {
    let text = sentence.reading.text;
    let name = sentence.text(colon - 1);
    let end = sentence.span(colon, colon).end();
    let alone = sentence.reading.sentences.get(1).is_none_or(|next| next.1 != sentence.paragraph);
    sentence.index == 0 && alone && name.len() > 2 && text[end..].contains(name)
}
