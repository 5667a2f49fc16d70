//! What stands between a cue and its content: times, and other adjuncts of the verb.

use crate::attribute::annotation::Annotated;
use crate::attribute::lexicon::{Class, VerbForm};
use crate::attribute::phrases::{has_clause, phrase_right};
use crate::attribute::tokens::Kind;

/// The unit behind "on Monday", "last week", "Thursday", "earlier".
pub(crate) fn behind_time(sentence: &Annotated<'_>, at: usize) -> Option<usize> {
    let mut end = at;
    let lead = sentence.is_text(at, "on")
        || sentence.is_text(at, "late")
        || sentence.is_text(at, "in")
        || sentence.is_text(at, "earlier")
        || sentence.has(at, Class::TIME_ADJECTIVE.with(Class::TIME));
    if !lead {
        return None;
    }
    let mut timed = false;
    while end < at + 6
        && (sentence.has(end, Class::TIME.with(Class::TIME_ADJECTIVE))
            || sentence.is(end, Kind::Number)
            || end == at)
    {
        timed |= sentence.has(end, Class::TIME)
            || sentence.is(end, Kind::Number) && end > at && sentence.text(end).len() == 4;
        end += 1;
    }
    // "this week the party said" — but "this week will": a subject.
    (timed && !sentence.has(end, Class::AUXILIARY) && !sentence.is(end, Kind::Possessive))
        .then_some(end)
}

/// The unit behind the adjunct that the preposition at `at` opens, if content may begin there.
pub(crate) fn behind_adjunct(sentence: &Annotated<'_>, at: usize, limit: usize) -> Option<usize> {
    let mut unit = at + 1;
    while unit < limit.min(at + 18) {
        let quoted = sentence.is_quoted(unit)
            && (sentence.quoted_words(unit) >= 4 || sentence.quoted_capital(unit))
            && !sentence.is_title(unit);
        // "respond to videos showing that": what follows belongs to the other verb.
        let other = sentence
            .token(unit)
            .is_some_and(|token| !token.frames.is_empty() && token.form.has(VerbForm::GERUND));
        let verb = !sentence.has(unit.saturating_sub(1), Class::DETERMINER);
        if other && verb && sentence.has(unit + 1, Class::THAT) {
            return None;
        }
        if sentence.has(unit, Class::THAT) && sentence.is_finite(unit + 1) {
            // "agree on guarantees that could": the pronoun of a relative clause.
            return None;
        }
        if quoted || sentence.has(unit, Class::THAT) || sentence.is(unit, Kind::Colon) {
            return Some(unit);
        }
        if sentence.is(unit, Kind::Comma) {
            let quoted = sentence.is_quoted(unit + 1) && !sentence.is_title(unit + 1);
            return (quoted || sentence.has(unit + 1, Class::THAT)).then_some(unit);
        }
        if matches!(sentence.kind(unit), Some(Kind::Stop | Kind::Semicolon | Kind::Dash))
            || sentence.is_finite(unit) && !sentence.has(unit, Class::ED)
        {
            break;
        }
        unit += 1;
    }
    // "said Monday in Leeds the plan was dead", "told the House in May he would go": a new phrase with its own verb.
    let phrase = phrase_right(sentence, at + 1)?;
    let next = phrase.last + 1;
    let fresh = sentence.has(next, Class::DETERMINER.with(Class::PRONOUN))
        || sentence.has(next, Class::CAPITAL) && !sentence.has(phrase.last, Class::CAPITAL);
    let question = sentence.has(next, Class::QUESTION) || sentence.has(next, Class::TO);
    (question || fresh && has_clause(sentence, next, sentence.len())).then_some(next)
}
