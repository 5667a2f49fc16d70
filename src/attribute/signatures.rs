//! Names set behind a quotation, as under an epigraph: `“…” — Ann Lee (@annlee)`, `“…” : Ann Lee`, and on a line of their own.

#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::string_slice))]

use crate::attribute::annotation::{Annotated, Phrase};
use crate::attribute::leftward::phrase_left;
use crate::attribute::lexicon::Class;
use crate::attribute::phrases::phrase_right;
use crate::attribute::reports::{Report, Source};
use crate::attribute::sentences::Sentence;
use crate::attribute::tokens::Kind;

/// The rule for a quotation with a name behind it.
const RULE: &str = "signature";
/// How many words a name may have.
const LONGEST_NAME: usize = 5;
/// How many units may follow the name, as its role or place.
const LONGEST_ROLE: usize = 12;

/// `“…” — Ernest Hemingway`: a dash or a colon and a name behind the quotation, and nothing else.
pub(crate) fn behind(sentence: &Annotated<'_>, end: usize) -> Option<Source> {
    match sentence.kind(end)? {
        Kind::Dash | Kind::Colon => name(sentence, end + 1),
        Kind::Open => bracketed(sentence, end),
        _ => None,
    }
}

/// `“…” (Ann Lee)`: a person's name and nothing else in brackets, and nothing behind them.
fn bracketed(sentence: &Annotated<'_>, open: usize) -> Option<Source> {
    let first = open + 1;
    let close = (first..sentence.len()).find(|&unit| sentence.is(unit, Kind::Close))?;
    let last = close.checked_sub(1)?;
    let person = sentence.has(first, Class::GIVEN)
        && last > first
        && (first..close).all(|unit| sentence.has(unit, Class::CAPITAL.with(Class::PARTICLE)));
    let ends = (close + 1..sentence.len()).all(|unit| sentence.is(unit, Kind::Stop));
    (person && ends).then(|| Source::phrase(sentence, Phrase { first, last }))
}

/// `Ann Lee – “…”`: a person's name and a dash, and nothing but the quotation behind them.
pub(crate) fn in_front(sentence: &Annotated<'_>, quoted: usize, end: usize) -> Option<Source> {
    let dash = quoted.checked_sub(1)?;
    let last = dash.checked_sub(1)?;
    let person = sentence.is(dash, Kind::Dash)
        && sentence.has(0, Class::GIVEN)
        && (1..LONGEST_NAME).contains(&last)
        && (0..dash).all(|unit| sentence.has(unit, Class::CAPITAL.with(Class::PARTICLE)));
    let ends = (end..sentence.len()).all(|unit| sentence.is(unit, Kind::Stop));
    (person && ends).then(|| Source::phrase(sentence, Phrase { first: 0, last }))
}

/// `In the words of Ann Lee: “…”`, `as Ann Lee puts it, “…”`: who speaks in the quotation that begins at `quoted`.
pub(crate) fn framed(sentence: &Annotated<'_>, quoted: usize) -> Option<Source> {
    let mark = quoted.checked_sub(1)?;
    let end = match sentence.kind(mark)? {
        Kind::Comma | Kind::Colon => mark.checked_sub(1)?,
        _ => mark,
    };
    let of = (end.saturating_sub(LONGEST_ROLE)..end).rev().find(|&of| {
        of > 2
            && sentence.has(of, Class::OF)
            && sentence.is_text(of - 1, "words")
            && sentence.is_text(of - 2, "the")
            && sentence.is_text(of - 3, "in")
    });
    if let Some(of) = of {
        return phrase_right(sentence, of + 1)
            .filter(|phrase| phrase.last <= end)
            .map(|phrase| Source::phrase(sentence, phrase));
    }
    let verb = end.checked_sub(1)?;
    let puts = sentence.is_text(end, "it") && sentence.is_any(verb, &["puts", "put"]);
    let phrase = phrase_left(sentence, verb.checked_sub(1).filter(|_| puts)?)?;
    let is_comment =
        phrase.first.checked_sub(1).is_some_and(|before| sentence.has(before, Class::AS));
    is_comment.then(|| Source::phrase(sentence, phrase))
}

/// Gives a quotation without a cue the name on the line below it: "— Ann Lee, mayor of Tarno". Whether that was done.
pub(crate) fn sign(line: &Annotated<'_>, reports: &mut Vec<Report>) -> bool {
    if !line.is(0, Kind::Dash) {
        return false;
    }
    let Some((source, above)) = name(line, 1).zip(line.index.checked_sub(1)) else { return false };
    if let Some(last) = reports.last_mut().filter(|last| last.last_sentence == above) {
        if last.cue.is_some() || matches!(last.source, Source::Phrase(_)) {
            return false;
        }
        last.source = source;
        last.rule = RULE;
        return true;
    }
    let above = line.reading.sentence(above);
    let quoted = above.is_quoted(0) && (1..above.len()).all(|unit| above.is(unit, Kind::Stop));
    let report = quoted.then(|| Report::new(&above, 0..1, None, None, source, RULE)).flatten();
    let signed = report.is_some();
    reports.extend(report);
    signed
}

/// The name that begins with the unit, where only a handle, a role or a place follows to the end of the sentence.
fn name(sentence: &Annotated<'_>, first: usize) -> Option<Source> {
    let words = (first..first + LONGEST_NAME)
        .take_while(|&unit| {
            sentence.has(unit, Class::CAPITAL)
                || unit > first && sentence.has(unit, Class::PARTICLE)
        })
        .count();
    let last = (first + words).checked_sub(1)?;
    let behind = last + 1;
    let is_handle = |unit: usize| sentence.text(unit).starts_with('@');
    let handle = words > 0 && (is_handle(first) || is_handle(behind + 1));
    let small = Class::DETERMINER.with(Class::PRONOUN).with(Class::PREPOSITION);
    let named = (words > 1 || handle) && !sentence.has(first, small);
    (named && ends(sentence, behind)).then(|| Source::phrase(sentence, Phrase { first, last }))
}

/// Whether the sentence ends at the unit, or behind brackets or a role that begins there.
fn ends(sentence: &Annotated<'_>, at: usize) -> bool {
    let rest = at..sentence.len();
    match sentence.kind(at) {
        None => at >= sentence.len(),
        Some(Kind::Stop) => rest.len() == 1,
        Some(Kind::Open | Kind::Comma) => {
            rest.len() <= LONGEST_ROLE
                && rest
                    .into_iter()
                    .all(|unit| !sentence.is_finite(unit) && !sentence.is_quoted(unit))
        }
        _ => false,
    }
}

/// `“Never again!” is what Ann Lee said.`, also behind a dash and "that".
pub(crate) fn cleft(sentence: &Annotated<'_>, end: usize) -> Option<Source> {
    let apart = matches!(sentence.kind(end), Some(Kind::Dash | Kind::Comma))
        && sentence.is_any(end + 1, &["that", "this", "which"]);
    let end = if apart { end + 2 } else { end };
    let what = end + 1;
    if !sentence.has(end, Class::BE) || !sentence.is_any(what, &["what", "how"]) {
        return None;
    }
    let first = what + 1;
    let verb = (first + 1..first + LONGEST_ROLE).find(|&unit| sentence.is_finite(unit))?;
    let reports = sentence.token(verb).is_some_and(|token| !token.frames.is_empty());
    let noun = sentence.is_nominal(verb - 1);
    let phrase = Phrase { first, last: verb - 1 };
    (reports && noun).then(|| Source::phrase(sentence, phrase))
}

/// Words behind which quote marks hold a name or a word, not what somebody said: "goes by the name “Tiny”".
const NAMING: [&str; 10] = [
    "name",
    "nickname",
    "pseudonym",
    "moniker",
    "alias",
    "handle",
    "title",
    "nicknamed",
    "entitled",
    "titled",
];

/// Whether the quoted unit is a name or a title that the word before it announces.
pub(crate) fn is_announced(sentence: &Sentence<'_>, quoted: usize) -> bool {
    quoted
        .checked_sub(1)
        .is_some_and(|before| NAMING.iter().any(|word| sentence.is_text(before, word)))
}
