//! The one who is told, between a cue and its content: "told reporters on Monday that".

use crate::attribute::annotation::Annotated;
use crate::attribute::lexicon::{Class, Frames};
use crate::attribute::phrases::has_clause;
use crate::attribute::tokens::Kind;

/// "told the Oslo daily Nordlys on Friday that": whatever the addressee is, "that" opens the clause.
pub(crate) fn that_behind_addressee(sentence: &Annotated<'_>, first: usize) -> Option<usize> {
    (first..sentence.len().min(first + 16))
        .take_while(|&unit| !sentence.is_quoted(unit) && !sentence.is_finite(unit))
        .take_while(|&unit| {
            matches!(sentence.kind(unit), Some(Kind::Word | Kind::Number | Kind::Possessive))
        })
        .find(|&unit| sentence.has(unit, Class::THAT))
        .filter(|that| has_clause(sentence, that + 1, sentence.len()))
}

/// The unit behind the one who is told; none if what stands here is the clause itself.
pub(crate) fn behind_addressee(
    sentence: &Annotated<'_>,
    at: usize,
    frames: Frames,
) -> Option<usize> {
    let next = phrase_end(sentence, at);
    let told = at.checked_sub(1).is_some_and(|verb| sentence.is_any(verb, &TELL));
    // "warned demand would grow": what cannot be told anything is the subject of the clause.
    let mute = !told && sentence.has(next, Class::PREPOSITION) && !holds_people(sentence, at, next);
    if next == at || mute {
        return None;
    }
    let opener = Class::THAT
        .with(Class::QUESTION)
        .with(Class::TO)
        .with(Class::PREPOSITION)
        .with(Class::TIME);
    let content = sentence.is_quoted(next)
        || sentence.has(next, opener)
        || matches!(sentence.kind(next), None | Some(Kind::Colon | Kind::Comma | Kind::Stop));
    let clause = sentence.has(next, Class::PRONOUN.with(Class::DETERMINER).with(Class::CAPITAL))
        || sentence.is_nominal(next);
    let bare = told
        || frames.has(Frames::ADDRESSEE)
            && !frames.has(Frames::QUESTION)
            && sentence.has(at, Class::ROLE.with(Class::OBJECT));
    (content || bare && clause && !sentence.is_finite(next)).then_some(next)
}

/// The forms of the verb that always has somebody who is told.
const TELL: [&str; 4] = ["told", "tells", "telling", "tell"];

/// The unit behind the phrase of the one who is told.
fn phrase_end(sentence: &Annotated<'_>, at: usize) -> usize {
    let object = sentence.has(at, Class::OBJECT)
        && !sentence.has(at, Class::POSSESSIVE.with(Class::PRONOUN));
    if object {
        return at + 1;
    }
    let limit = sentence.len().min(at + LONGEST);
    (at..limit).find(|&unit| !addressee_goes_on(sentence, at, unit)).unwrap_or(limit)
}

/// How long the phrase of the one who is told may be, in units.
const LONGEST: usize = 12;

/// Whether somebody who can be told something stands between the units.
fn holds_people(sentence: &Annotated<'_>, first: usize, end: usize) -> bool {
    let people = Class::ROLE
        .with(Class::GROUP)
        .with(Class::CROWD)
        .with(Class::PEOPLE)
        .with(Class::CAPITAL)
        .with(Class::OBJECT)
        .with(Class::PLURAL)
        .with(Class::PRONOUN)
        .with(Class::VENUE);
    (first..end).any(|unit| sentence.has(unit, people))
}

fn addressee_goes_on(sentence: &Annotated<'_>, first: usize, at: usize) -> bool {
    let Some(token) = sentence.token(at) else { return false };
    match token.kind {
        Kind::Number | Kind::Possessive => true,
        Kind::Word => {
            if at == first {
                return !token.has(
                    Class::THAT.with(Class::QUESTION).with(Class::PREPOSITION).with(Class::ADVERB),
                ) || token.has(Class::CAPITAL);
            }
            let capital = token.has(Class::CAPITAL);
            let behind_name =
                sentence.has(at - 1, Class::CAPITAL) || sentence.is(at - 1, Kind::Possessive);
            if capital {
                return behind_name
                    || !sentence.has(at - 1, Class::PLURAL.with(Class::OBJECT))
                    || sentence.has(at - 1, Class::DETERMINER);
            }
            if token.has(Class::OF.with(Class::AND)) || sentence.is_text(at, "from") {
                return sentence.is_nominal(at - 1) && !sentence.has(at + 1, Class::PRONOUN);
            }
            if token.has(Class::DETERMINER) {
                return sentence.has(at - 1, Class::OF.with(Class::AND).with(Class::PREPOSITION));
            }
            if token.has(
                Class::PRONOUN
                    .with(Class::THAT)
                    .with(Class::QUESTION)
                    .with(Class::PREPOSITION)
                    .with(Class::TO)
                    .with(Class::TIME),
            ) || sentence.is_finite(at)
            {
                return false;
            }
            // Behind a name, or a plural that can be told something, the addressee is complete.
            let complete = sentence.has(at - 1, Class::CAPITAL)
                && !token.has(Class::ROLE.with(Class::GROUP).with(Class::TEXT).with(Class::VENUE))
                || sentence.has(at - 1, Class::PLURAL.with(Class::OBJECT))
                    && !sentence.has(at - 1, Class::DETERMINER);
            !complete && sentence.is_nominal(at)
        }
        _ => false,
    }
}
