//! Where reported content begins behind its cue, and where it ends.

use crate::attribute::cues::{Cue, CueKind, Subject};
use crate::attribute::endings::end;
use crate::attribute::lexicon::{Class, Frames};
use crate::attribute::phrases::{has_clause, is_finite, is_nominal, phrase_right};
use crate::attribute::sentences::Sentence;
use crate::attribute::tokens::Kind;

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

/// How far behind the cue its content may begin.
const REACH: usize = 30;

/// First unit of the content behind the cue, and how it is joined; none if nothing is reported there.
pub(crate) fn begin(sentence: &Sentence<'_>, cue: &Cue) -> Option<(usize, Joint)> {
    if cue.kind == CueKind::Noun {
        let that = (cue.at + 1..sentence.len().min(cue.at + 12))
            .find(|&unit| sentence.has(unit, Class::THAT))?;
        return Some((that, Joint::Clause));
    }
    if cue.kind == CueKind::According {
        return None;
    }
    if cue.headline {
        let first = cue.at + 1 + usize::from(sentence.has(cue.at + 1, Class::THAT));
        return (first + 2 < sentence.len()).then_some((first, Joint::Clause));
    }
    let frames = cue.frames;
    let mut at = if cue.kind == CueKind::Inverted { cue.end + 1 } else { cue.at + 1 };
    let limit = sentence.len().min(at + REACH);
    let mut addressed = false;
    if frames.has(Frames::ADDRESSEE)
        && let Some(that) = that_behind_addressee(sentence, at)
    {
        return Some((that, Joint::Clause));
    }
    while at < limit {
        if sentence.is_quoted(at) {
            // "a print called 'Cowboys'" names, it does not report; "what he called 'the old model'" does.
            let names = frames.has(Frames::NAMING) && !frames.has(Frames::CLAUSE);
            let free = matches!(cue.subject, Subject::Phrase(phrase) if phrase.first > at || phrase.first > 0 && sentence.has(phrase.first - 1, Class::QUESTION));
            return (!names || free || cue.kind != CueKind::Verb).then_some((at, Joint::Quoted));
        }
        match sentence.kind(at)? {
            Kind::Colon => return (at + 1 < sentence.len()).then_some((at + 1, Joint::Colon)),
            Kind::Comma => {
                if sentence.is_quoted(at + 1) {
                    return Some((at + 1, Joint::Quoted));
                }
                // "said, with some heat, that": a parenthesis before "that".
                let close = (at + 1..limit).find(|&unit| sentence.is(unit, Kind::Comma))?;
                if sentence.has(close + 1, Class::THAT)
                    && reports(frames)
                    && cue.kind == CueKind::Verb
                {
                    return Some((close + 1, Joint::Clause));
                }
                return None;
            }
            Kind::Word | Kind::Number => {}
            _ => return None,
        }
        if cue.kind == CueKind::Inverted {
            return None;
        }
        let reporting = reports(frames) || frames.has(Frames::THAT);
        if sentence.has(at, Class::THAT)
            && reporting
            && has_clause(sentence, at + 1, sentence.len())
        {
            return Some((at, Joint::Clause));
        }
        if frames.has(Frames::QUESTION) && sentence.has(at, Class::QUESTION) {
            return Some((at, Joint::Question));
        }
        if sentence.has(at, Class::TO) {
            let verb = sentence.is_word(at + 1)
                && !sentence.has(
                    at + 1,
                    Class::DETERMINER
                        .with(Class::CAPITAL)
                        .with(Class::POSSESSIVE)
                        .with(Class::OBJECT)
                        .with(Class::PLURAL),
                );
            let wanted = if addressed { Frames::DIRECTIVE } else { Frames::INFINITIVE };
            if verb && frames.has(wanted) {
                return Some((at, Joint::Infinitive));
            }
            at = behind_adjunct(sentence, at, limit)?;
            continue;
        }
        if let Some(next) = behind_time(sentence, at) {
            at = next;
            continue;
        }
        if sentence.has(at, Class::PREPOSITION) && !sentence.has(at, Class::CAPITAL) {
            if frames.has(Frames::CLAUSE) && fronted_clause(sentence, at, frames) {
                return Some((at, Joint::Clause));
            }
            at = match behind_adjunct(sentence, at, limit) {
                Some(next) => next,
                None => return object(sentence, cue, at),
            };
            continue;
        }
        if sentence.has(at, Class::ADVERB)
            && !sentence.has(at, Class::DETERMINER.with(Class::PRONOUN).with(Class::SUBJECT))
        {
            at += 1;
            continue;
        }
        if !addressed
            && frames.has(Frames::ADDRESSEE)
            && let Some(next) = behind_addressee(sentence, at, frames)
        {
            addressed = true;
            at = next;
            continue;
        }
        if clause_at(sentence, at, frames) {
            return Some((at, Joint::Clause));
        }
        return object(sentence, cue, at);
    }
    None
}

/// "told the Oslo daily Nordlys on Friday that": whatever the addressee is, "that" opens the clause.
fn that_behind_addressee(sentence: &Sentence<'_>, first: usize) -> Option<usize> {
    (first..sentence.len().min(first + 16))
        .take_while(|&unit| !sentence.is_quoted(unit) && !is_finite(sentence, unit))
        .take_while(|&unit| {
            matches!(sentence.kind(unit), Some(Kind::Word | Kind::Number | Kind::Possessive))
        })
        .find(|&unit| sentence.has(unit, Class::THAT))
        .filter(|that| has_clause(sentence, that + 1, sentence.len()))
}

fn reports(frames: Frames) -> bool {
    frames.has(Frames::CLAUSE.with(Frames::THAT).with(Frames::INFINITIVE))
}

/// Whether a clause without "that" begins at the unit.
fn clause_at(sentence: &Sentence<'_>, at: usize, frames: Frames) -> bool {
    if !frames.has(Frames::CLAUSE) {
        return false;
    }
    let starts = is_nominal(sentence, at)
        || sentence.has(
            at,
            Class::DETERMINER
                .with(Class::PRONOUN)
                .with(Class::SUBJECT)
                .with(Class::SUBORDINATOR)
                .with(Class::CAPITAL),
        );
    // What stands behind "say" is a clause even if its verb is none that is known.
    let plain = Frames::GUARDED.with(Frames::EVALUATION).with(Frames::ADDRESSEE);
    let certain = !frames.has(plain) && sentence.len() > at + 3;
    starts && (certain || has_clause(sentence, at, sentence.len()))
}

/// "said in the event of war the army would": an adjunct that belongs to the clause, with a comma behind it.
fn fronted_clause(sentence: &Sentence<'_>, at: usize, frames: Frames) -> bool {
    let comma = (at + 1..sentence.len().min(at + 12)).find(|&unit| {
        !sentence.is_word(unit)
            && !sentence.is(unit, Kind::Number)
            && !sentence.is(unit, Kind::Possessive)
    });
    comma.is_some_and(|comma| {
        sentence.is(comma, Kind::Comma)
            && !(at + 1..comma).any(|unit| is_finite(sentence, unit))
            && clause_at(sentence, comma + 1, frames)
            && !sentence.has(comma + 1, Class::THAT)
    })
}

/// The unit behind "on Monday", "last week", "Thursday", "earlier".
fn behind_time(sentence: &Sentence<'_>, at: usize) -> Option<usize> {
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
fn behind_adjunct(sentence: &Sentence<'_>, at: usize, limit: usize) -> Option<usize> {
    let mut unit = at + 1;
    while unit < limit.min(at + 18) {
        let quoted = sentence.is_quoted(unit)
            && (sentence.quoted_words(unit) >= 4 || sentence.quoted_capital(unit))
            && !sentence.is_title(unit);
        if sentence.has(unit, Class::THAT) && is_finite(sentence, unit + 1) {
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
            || is_finite(sentence, unit) && !sentence.has(unit, Class::ED)
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

/// The unit behind the one who is told; none if what stands here is the clause itself.
fn behind_addressee(sentence: &Sentence<'_>, at: usize, frames: Frames) -> Option<usize> {
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
    let told = sentence.is_text(at.wrapping_sub(1), "told")
        || sentence.is_text(at.wrapping_sub(1), "tells")
        || sentence.is_text(at.wrapping_sub(1), "telling")
        || sentence.is_text(at.wrapping_sub(1), "tell");
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
        || is_nominal(sentence, next);
    let bare = told
        || frames.has(Frames::ADDRESSEE)
            && !frames.has(Frames::QUESTION)
            && sentence.has(at, Class::ROLE.with(Class::OBJECT));
    (content || bare && clause && !is_finite(sentence, next)).then_some(next)
}

fn addressee_goes_on(sentence: &Sentence<'_>, first: usize, at: usize) -> bool {
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
                return is_nominal(sentence, at - 1) && !sentence.has(at + 1, Class::PRONOUN);
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
            ) || is_finite(sentence, at)
            {
                return false;
            }
            // Behind a name, or a plural that can be told something, the addressee is complete.
            let complete = sentence.has(at - 1, Class::CAPITAL)
                && !token.has(Class::ROLE.with(Class::GROUP))
                || sentence.has(at - 1, Class::PLURAL.with(Class::OBJECT))
                    && !sentence.has(at - 1, Class::DETERMINER);
            !complete && is_nominal(sentence, at)
        }
        _ => false,
    }
}

/// An object that is named or judged, if words in quote marks stand in it.
fn object(sentence: &Sentence<'_>, cue: &Cue, at: usize) -> Option<(usize, Joint)> {
    if cue.kind != CueKind::Verb || !cue.frames.has(Frames::NAMING.with(Frames::EVALUATION)) {
        return None;
    }
    let end = end(sentence, cue, at, Joint::Object, &[]);
    let plain = |unit: &usize| !sentence.is(*unit, Kind::Comma) && !is_finite(sentence, *unit);
    let quoted = (at..end).take_while(plain).any(|unit| sentence.is_quoted(unit));
    quoted.then_some((at, Joint::Object))
}
