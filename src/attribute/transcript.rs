//! Paragraphs that begin with who speaks: transcripts of talks, interviews in questions and answers, and headlines of the
//! same form.

#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::string_slice))]

use std::collections::HashMap;
use std::ops::Range;

use crate::attribute::annotation::Phrase;
use crate::attribute::kinds::is_label;
use crate::attribute::lexicon::{Class, VerbForm};
use crate::attribute::reports::{Report, Source};
use crate::attribute::sentences::{Reading, Sentence};
use crate::attribute::tokens::Kind;

/// The rule that found the content.
pub(crate) const RULE: &str = "transcript";

/// From this many paragraphs with a name and a colon on, a text is a transcript; below, a label must tell by itself.
const TURNS: usize = 3;
/// From this many paragraphs on if the labels have what only labels have: a role in brackets.
const LABELLED_TURNS: usize = 2;
/// How many units a name may have.
const LONGEST_NAME: usize = 5;
/// How many units may stand in brackets, or behind a comma, between the name and its colon.
const LONGEST_ROLE: usize = 8;

/// What a text as a whole tells about its labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Style {
    /// Names with a colon are turns of speakers.
    turns: bool,
    /// `Q.` and `A.` are question and answer, no initials.
    questions: bool,
    /// More than one label is written in capitals.
    shouted: bool,
}

/// Who speaks in a paragraph, as it says itself.
struct Label {
    who: Who,
    /// The first unit of what is said; the length of the sentence if the next one begins with it.
    content: usize,
    /// Whether a time stands in front of the name: `[00:12] Ann Lee:`.
    timed: bool,
    /// Whether a role or a party stands between name and colon.
    role: bool,
}

enum Who {
    /// Units of the name.
    Name(Range<usize>),
    Question,
    Answer,
}

/// Looks at all paragraphs of a text, once.
pub(crate) fn style(reading: &Reading<'_>) -> Style {
    let openings: Vec<usize> =
        (0..reading.sentences.len()).filter(|&index| reading.opens_paragraph(index)).collect();
    let (mut questions, mut answers, mut roles, mut persons, mut headings) = (0, 0, 0, 0, 0);
    let mut shouted = 0;
    let (mut labels, mut spoken) = (0, 0);
    let mut names: HashMap<&str, usize> = HashMap::new();
    for (place, &index) in openings.iter().enumerate() {
        let sentence = reading.sentence(index);
        let Some(label) = label(&sentence) else { continue };
        labels += 1;
        match label.who {
            Who::Question => questions += 1,
            Who::Answer => answers += usize::from(questions > 0),
            Who::Name(units) => {
                spoken += usize::from(has_verb(&sentence, label.content));
                let last = units.end.saturating_sub(1);
                let name = sentence.span(units.start, last);
                *names.entry(reading.text.get(name.range()).unwrap_or_default()).or_default() += 1;
                shouted += usize::from(is_shouted(&sentence, units.clone()));
                let role = label.role || is_bold(&sentence, units.start);
                roles += usize::from(role);
                persons += usize::from(role || label.timed || is_person(&sentence, units));
                let next = openings.get(place + 1).map(|&next| reading.sentence(next));
                headings += usize::from(next.is_some_and(|next| {
                    is_told_about(&next, openings.get(place + 2).copied(), sentence.text(last))
                }));
            }
        }
    }
    let turns: usize = names.values().sum();
    let repeated = names.len() < turns;
    // A text that has nothing but names and colons, and questions that somebody with a name answers.
    let only = labels == openings.len() && turns >= LABELLED_TURNS && persons == turns;
    let enough = turns >= TURNS && (repeated || persons * 2 >= turns)
        || roles >= LABELLED_TURNS
        || only
        || questions > 0 && turns > 0;
    // "Group A: Norway, Serbia", "Italy: 10th appearance": lists, and nobody speaks.
    let enough = enough && spoken * 3 >= turns;
    let questions = questions > 0 && (answers > 0 || turns > 0);
    Style { turns: enough && headings * 2 < turns, questions, shouted: shouted > 1 }
}

/// Whether what stands behind a label has a verb, or somebody who speaks or is spoken to.
fn has_verb(sentence: &Sentence<'_>, content: usize) -> bool {
    let spoken = Class::FINITE.with(Class::AUXILIARY).with(Class::SUBJECT).with(Class::PRONOUN);
    // "A. It will open.": the label is a sentence by itself.
    content >= sentence.len()
        || (content..sentence.len()).any(|unit| {
            sentence.has(unit, spoken)
                || sentence.token(unit).is_some_and(|token| !token.form.is_empty())
        })
}

/// Whether the name that labels a paragraph is told about in the next one: then it is a heading. "Varga: Win by a mile."
fn is_told_about(next: &Sentence<'_>, end: Option<usize>, name: &str) -> bool {
    let reading = next.reading;
    let end = end.unwrap_or(reading.sentences.len());
    label(next).is_none()
        && (next.index..end).any(|index| {
            let sentence = reading.sentence(index);
            (0..sentence.len()).any(|unit| sentence.text(unit) == name)
        })
}

/// The turn that begins with this sentence, if it opens a paragraph: the content goes to the end of the paragraph.
pub(crate) fn turn(sentence: &Sentence<'_>, style: Style) -> Option<Report> {
    let label = label(sentence)?;
    let source = match &label.who {
        Who::Question | Who::Answer if !style.questions => return None,
        Who::Question | Who::Answer => Source::Untold,
        Who::Name(units) => {
            let tells = label.timed
                || is_handle(sentence, units.start)
                || is_shouted(sentence, units.clone())
                    && (style.shouted || is_name(sentence, units))
                || style.turns
                || is_headline(sentence, units);
            if !tells {
                return None;
            }
            let last = units.end.checked_sub(1)?;
            Source::phrase(sentence, Phrase { first: units.start, last })
        }
    };
    if label.content < sentence.len() {
        return Report::new(sentence, label.content..sentence.len(), None, None, source, RULE);
    }
    // "A. It will open.": the label is a sentence by itself.
    let next = sentence.reading.sentence(sentence.index + 1);
    if next.paragraph != sentence.paragraph {
        return None;
    }
    Report::new(&next, 0..next.len(), None, None, source, RULE)
}

/// The label at the start of the sentence, with words behind it that are not in quote marks.
fn label(sentence: &Sentence<'_>) -> Option<Label> {
    let (start, timed) = behind_time(sentence);
    let (who, content, role) = match question_or_answer(sentence, start) {
        Some((who, content)) => (who, content, false),
        None => {
            let units = name(sentence, start)?;
            let colon = behind_role(sentence, units.end);
            if !sentence.is(colon, Kind::Colon) || colon + 2 >= sentence.len() {
                return None;
            }
            let role = colon > units.end;
            (Who::Name(units), colon + 1, role)
        }
    };
    (!sentence.is_quoted(content)).then_some(Label { who, content, timed, role })
}

/// The first unit behind `[00:12]`, `(00:12:31)`, `00:12`, and whether that stands there.
fn behind_time(sentence: &Sentence<'_>) -> (usize, bool) {
    let bracket = usize::from(sentence.is(0, Kind::Open));
    let mut at = bracket;
    while sentence.is(at, Kind::Number) && sentence.is(at + 1, Kind::Colon) {
        at += 2;
    }
    let closed = bracket == 0 || sentence.is(at + 1, Kind::Close);
    if at > bracket && sentence.is(at, Kind::Number) && closed {
        (at + 1 + bracket, true)
    } else {
        (0, false)
    }
}

/// `Q:`, `A.`, `Question:`.
fn question_or_answer(sentence: &Sentence<'_>, at: usize) -> Option<(Who, usize)> {
    let word = sentence.text(at);
    let who = |word: &str| match word {
        "Q" | "Question" | "QUESTION" => Some(Who::Question),
        "A" | "Answer" | "ANSWER" => Some(Who::Answer),
        _ => None,
    };
    if let Some(initial) = word.strip_suffix('.').filter(|word| word.len() == 1) {
        return Some((who(initial)?, at + 1));
    }
    (sentence.is(at + 1, Kind::Colon) && at + 2 < sentence.len()).then_some((who(word)?, at + 2))
}

/// The name of up to five words that begins with the unit.
fn name(sentence: &Sentence<'_>, start: usize) -> Option<Range<usize>> {
    let other = Class::TEXT
        .with(Class::GROUP)
        .with(Class::VENUE)
        .with(Class::TIME)
        .with(Class::ADVERB)
        .with(Class::CUE_NOUN);
    let small =
        Class::DETERMINER.with(Class::PREPOSITION).with(Class::PRONOUN).with(Class::SUBORDINATOR);
    // "RT @annlee: …" is what the account behind it wrote.
    let passed_on = sentence.text(start) == "RT" && is_handle(sentence, start + 1);
    let start = start + usize::from(passed_on);
    let length = (start..start + LONGEST_NAME)
        .take_while(|&unit| sentence.has(unit, Class::CAPITAL) && !sentence.has(unit, other))
        .count();
    // "Dear Abby: …" is written to her.
    if sentence.text(start).eq_ignore_ascii_case("dear") {
        return None;
    }
    let label = is_label((start..start + length).map(|unit| sentence.text(unit)));
    (length > 0 && !label && !sentence.has(start, small)).then_some(start..start + length)
}

/// The unit behind `(minister)`, `(D-Ohio)`, `, D-OHIO` at the unit; the unit itself if no such thing stands there.
fn behind_role(sentence: &Sentence<'_>, at: usize) -> usize {
    let reach = at + 1..at + LONGEST_ROLE;
    if sentence.is(at, Kind::Open) {
        return reach
            .clone()
            .find(|&unit| sentence.is(unit, Kind::Close))
            .map_or(at, |unit| unit + 1);
    }
    if !sentence.is(at, Kind::Comma) {
        return at;
    }
    let words = reach.take_while(|&unit| sentence.is_word(unit)).count();
    let behind = at + 1 + words;
    let role = (at + 1..behind).any(|unit| sentence.has(unit, Class::ROLE));
    // "D-OHIO"
    let party = words == 1 && sentence.text(at + 1).as_bytes().get(1) == Some(&b'-');
    if role || party { behind } else { at }
}

/// Whether the label is set in bold, as Markdown has it.
fn is_bold(sentence: &Sentence<'_>, at: usize) -> bool {
    let start = sentence.span(at, at).start();
    sentence.reading.text.get(..start).is_some_and(|before| before.ends_with("**"))
}

fn is_handle(sentence: &Sentence<'_>, at: usize) -> bool {
    sentence.text(at).starts_with('@')
}

/// Whether the name is written in capitals and has more than an initial.
fn is_shouted(sentence: &Sentence<'_>, units: Range<usize>) -> bool {
    sentence.text(units.start).len() > 2
        && units
            .into_iter()
            .all(|unit| sentence.has(unit, Class::ALL_CAPITALS) && sentence.text(unit).len() > 1)
}

/// "WEATHER: …": one word in capitals is a name where the text has it again as one.
fn is_name(sentence: &Sentence<'_>, units: &Range<usize>) -> bool {
    units.len() > 1
        || sentence.has(units.start, Class::GIVEN)
        || is_named_again(sentence, sentence.text(units.start))
}

/// Whether a word written in capitals stands elsewhere in the text, as a name is written or in capitals again.
fn is_named_again(sentence: &Sentence<'_>, word: &str) -> bool {
    let mut letters = word.chars();
    let first: String = letters.next().into_iter().collect();
    let name = first + &letters.as_str().to_lowercase();
    let text = sentence.reading.text;
    text.matches(word).nth(1).is_some() || text.contains(&name)
}

/// Whether the label is one of a person, not of a part of a list ("Main Course: soup").
fn is_person(sentence: &Sentence<'_>, units: Range<usize>) -> bool {
    is_handle(sentence, units.start)
        || is_shouted(sentence, units.clone())
        || units.into_iter().any(|unit| sentence.has(unit, Class::GIVEN.with(Class::TITLE)))
}

/// "Graham: Rhetoric Hurts the Party": the first line, without a stop, and the name comes again.
fn is_headline(sentence: &Sentence<'_>, name: &Range<usize>) -> bool {
    let last = name.end.saturating_sub(1);
    let word = sentence.text(last);
    let end = sentence.span(last, last).end();
    let alone = sentence.reading.sentences.get(1).is_none_or(|next| next.1 != sentence.paragraph);
    let stopped = sentence.is(sentence.len().saturating_sub(1), Kind::Stop);
    let rest = sentence.reading.text.get(end..).unwrap_or_default();
    // "Graham: A late surge" is told of Graham, and quotes nobody: only a clause is said.
    let is_said = (name.end + 1..sentence.len()).any(|unit| is_predicate(sentence, unit));
    sentence.index == 0 && alone && !stopped && word.len() > 2 && is_said && rest.contains(word)
}

/// Whether the unit is a finite verb, or a pronoun that has one.
fn is_predicate(sentence: &Sentence<'_>, unit: usize) -> bool {
    let finite = VerbForm::PAST.with(VerbForm::THIRD);
    let before = unit.checked_sub(1);
    let is_noun = before
        .is_some_and(|before| sentence.has(before, Class::DETERMINER.with(Class::POSSESSIVE)));
    !is_noun
        && sentence.token(unit).is_some_and(|token| {
            token.form.has(finite)
                || token.has(Class::AUXILIARY.with(Class::FINITE).with(Class::ED))
                || token.has(Class::PRONOUN) && !token.has(Class::POSSESSIVE)
                || is_behind_subject(sentence, unit)
        })
}

/// "Endorsements prove it", "Trump stirs ugliness": a word of no closed class behind a plural or a name of the text.
fn is_behind_subject(sentence: &Sentence<'_>, unit: usize) -> bool {
    let closed = Class::PREPOSITION
        .with(Class::COORDINATOR)
        .with(Class::SUBORDINATOR)
        .with(Class::DETERMINER)
        .with(Class::ADVERB)
        .with(Class::CAPITAL)
        .with(Class::TO);
    let Some(before) = unit.checked_sub(1) else { return false };
    let noun = sentence.text(before);
    let is_plural = sentence.has(before, Class::PLURAL) || noun.len() > 4 && noun.ends_with('s');
    let is_named = sentence.has(before, Class::CAPITAL)
        && sentence.reading.text.matches(noun).nth(1).is_some();
    sentence.is_word(unit)
        && sentence.is_word(before)
        && !sentence.has(unit, closed)
        && !sentence.has(before, Class::DETERMINER)
        && (is_plural || is_named)
}
