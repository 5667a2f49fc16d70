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
    let object_only = sentence.has(at, Class::OBJECT) && !sentence.has(at, Class::POSSESSIVE);
    let phrase_end = if object_only && !sentence.has(at, Class::PRONOUN) {
        at + 1
    } else {
        let mut end = at;
        while end < sentence.len().min(at + 12) && addressee_goes_on(sentence, at, end) {
            end += 1;
        }
        end
    };
    if phrase_end == at {
        return None;
    }
    let next = phrase_end;
    let animate = Class::ROLE
        .with(Class::GROUP)
        .with(Class::CROWD)
        .with(Class::PEOPLE)
        .with(Class::CAPITAL)
        .with(Class::OBJECT)
        .with(Class::PLURAL)
        .with(Class::PRONOUN)
        .with(Class::VENUE);
    let told = sentence.is_text(at.wrapping_sub(1), "told")
        || sentence.is_text(at.wrapping_sub(1), "tells")
        || sentence.is_text(at.wrapping_sub(1), "telling")
        || sentence.is_text(at.wrapping_sub(1), "tell");
    // "warned demand would grow": what cannot be told anything is the subject of the clause.
    if !told
        && sentence.has(next, Class::PREPOSITION)
        && !(at..next).any(|unit| sentence.has(unit, animate))
    {
        return None;
    }
    let content = sentence.is_quoted(next)
        || sentence.has(
            next,
            Class::THAT
                .with(Class::QUESTION)
                .with(Class::TO)
                .with(Class::PREPOSITION)
                .with(Class::TIME),
        )
        || matches!(sentence.kind(next), None | Some(Kind::Colon | Kind::Comma | Kind::Stop));
    let clause = sentence.has(next, Class::PRONOUN.with(Class::DETERMINER).with(Class::CAPITAL))
        || sentence.is_nominal(next);
    let bare = told
        || frames.has(Frames::ADDRESSEE)
            && !frames.has(Frames::QUESTION)
            && sentence.has(at, Class::ROLE.with(Class::OBJECT));
    (content || bare && clause && !sentence.is_finite(next)).then_some(next)
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
