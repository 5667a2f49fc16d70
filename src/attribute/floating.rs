//! Quotations whose sentence has no cue: whole sentences in quote marks, and what is no quotation at all.

#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::string_slice))]

use crate::attribute::annotation::Annotated;
use crate::attribute::assertion;
use crate::attribute::lexicon::Class;
use crate::attribute::polarity;
use crate::attribute::reports::{Pending, Report, Source};
use crate::attribute::signatures;
use crate::attribute::tokens::Kind;

/// A fragment of at least this many words is reported speech even without a cue: a count over an annotated corpus
/// of news puts 96 % of such stretches inside of a quotation.
const LONG_FRAGMENT: usize = 7;

/// The rule for a sentence that is nothing but a quotation.
pub(crate) const WHOLE_SENTENCE: &str = "whole sentence";

/// Reports for the quoted units of the sentence that no report covers yet.
pub(crate) fn read(
    sentence: &Annotated<'_>,
    reports: &[Report],
    pending: Option<&Pending>,
) -> Vec<Report> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < sentence.len() {
        if !sentence.is_quoted(at) || reports.iter().any(|report| report.covers(at)) {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while end < sentence.len()
            && sentence.is_quoted(end)
            && !reports.iter().any(|report| report.covers(end))
        {
            end += 1;
        }
        found.extend(judge(sentence, at, end, reports, pending));
        at = end;
    }
    found
}

fn judge(
    sentence: &Annotated<'_>,
    at: usize,
    end: usize,
    reports: &[Report],
    pending: Option<&Pending>,
) -> Option<Report> {
    let whole = is_whole_sentence(sentence, at, end);
    if let Some(pending) = pending.filter(|_| at == 0) {
        let source = pending.source.clone();
        return Report::new(sentence, at..end, None, pending.cue, source, "behind a colon");
    }
    if (at..end).any(|unit| sentence.is_title(unit)) && !whole {
        return None;
    }
    if let Some(source) = signatures::behind(sentence, end)
        .or_else(|| signatures::in_front(sentence, at, end))
        .or_else(|| signatures::framed(sentence, at))
    {
        return Report::new(sentence, at..end, None, None, source, "signature");
    }
    if let Some(source) = signatures::cleft(sentence, end) {
        let taken_back = assertion::by_cleft(sentence, end);
        return Report::new(sentence, at..end, None, None, source, "cleft")
            .map(|report| report.taken_back(taken_back));
    }
    let words: usize = (at..end).map(|unit| sentence.quoted_words(unit)).sum();
    let ends_clause = sentence.is_rounded_off(end - 1);
    if whole {
        // A heading or a title in quote marks has no full stop.
        let spoken =
            ends_clause || words >= LONG_FRAGMENT || sentence.is(end, Kind::Stop) && words > 3;
        return spoken
            .then(|| Report::new(sentence, at..end, None, None, Source::Continued, WHOLE_SENTENCE))
            .flatten();
    }
    let begins =
        at == 0 || matches!(sentence.kind(at - 1), Some(Kind::Comma | Kind::Colon | Kind::Dash));
    if sentence.quoted_capital(at) && ends_clause && words >= 4 && begins {
        return Report::new(sentence, at..end, None, None, Source::Continued, "sentence inside");
    }
    if words >= LONG_FRAGMENT && reports.is_empty() {
        let denied = polarity::denies_behind(sentence, at);
        return Report::new(sentence, at..end, None, None, Source::Continued, "long fragment")
            .map(|report| report.denied(denied));
    }
    None
}

/// Whether nothing but the quoted units and punctuation stands in the sentence.
fn is_whole_sentence(sentence: &Annotated<'_>, at: usize, end: usize) -> bool {
    (0..at).chain(end..sentence.len()).all(|unit| {
        !matches!(sentence.kind(unit), Some(Kind::Word | Kind::Number)) && !sentence.is_quoted(unit)
            || unit < at && sentence.has(unit, Class::COORDINATOR)
    })
}
