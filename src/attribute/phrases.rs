//! The noun phrase to the right of a verb, who can speak, and whether a clause stands in a stretch of units.

use crate::attribute::annotation::{Annotated, Phrase};
use crate::attribute::lexicon::{Class, Frames, VerbForm};
use crate::attribute::tokens::{Kind, Token};

/// How many units a phrase may be long.
const LONGEST_PHRASE: usize = 24;

/// How many units "(ret.)" may have in front of its closing bracket.
const LONGEST_BRACKET: usize = 3;
/// How many units of a clause are looked through for its verb.
const CLAUSE_REACH: usize = 40;

/// The noun phrase that begins with the unit `first`; a title, role or name behind a comma is taken in
/// if the phrase has no name of its own.
pub(crate) fn phrase_right(sentence: &Annotated<'_>, first: usize) -> Option<Phrase> {
    sentence.right(first, || find(sentence, first))
}

fn find(sentence: &Annotated<'_>, first: usize) -> Option<Phrase> {
    let token = sentence.token(first)?;
    if token.has(Class::PRONOUN) && !token.has(Class::DETERMINER) {
        return Some(Phrase { first, last: first });
    }
    let mut end = first;
    while end < sentence.len().min(first + LONGEST_PHRASE) && goes_on(sentence, first, end) {
        end += 1;
    }
    while end > first
        && sentence.has(end - 1, Class::PREPOSITION.with(Class::COORDINATOR))
        && !sentence.has(end - 1, Class::CAPITAL)
    {
        end -= 1;
    }
    let phrase = Phrase { first, last: end.checked_sub(1)? };
    (end > first).then(|| with_name_behind_comma(sentence, phrase))
}

/// "Trump's son-in-law, Jared Kushner": the name behind the comma belongs to the phrase in front of it.
fn with_name_behind_comma(sentence: &Annotated<'_>, phrase: Phrase) -> Phrase {
    let comma = phrase.last + 1;
    let small = !sentence.has(phrase.last, Class::CAPITAL)
        || sentence.has(phrase.first, Class::DETERMINER.with(Class::ROLE));
    if !sentence.is(comma, Kind::Comma) || !small || !sentence.has(comma + 1, Class::CAPITAL) {
        return phrase;
    }
    let mut end = comma + 1;
    while end < sentence.len()
        && (sentence.has(end, Class::CAPITAL.with(Class::PARTICLE))
            && !sentence.has(end, Class::TIME))
    {
        end += 1;
    }
    let closes = end == sentence.len()
        || matches!(
            sentence.kind(end),
            Some(Kind::Comma | Kind::Stop | Kind::Semicolon | Kind::Open)
        )
        || sentence.has(end, Class::PREPOSITION.with(Class::TIME));
    if closes { Phrase { first: phrase.first, last: end - 1 } } else { phrase }
}

/// "Maj. Gen. (ret.) Ann Lee": whether the unit is part of a short bracket between a title and the name.
fn is_bracket_in_name(sentence: &Annotated<'_>, first: usize, at: usize) -> bool {
    let open = (first.max(at.saturating_sub(LONGEST_BRACKET))..=at)
        .rev()
        .find(|&unit| sentence.is(unit, Kind::Open));
    let Some(open) = open.filter(|&open| open > first) else { return false };
    let close = (open..open + LONGEST_BRACKET + 1).find(|&unit| sentence.is(unit, Kind::Close));
    close.is_some_and(|close| {
        at <= close
            && sentence.has(open - 1, Class::TITLE)
            && sentence.has(close + 1, Class::CAPITAL)
    })
}

/// Whether the phrase that begins with `first` goes on with the unit `at`.
fn goes_on(sentence: &Annotated<'_>, first: usize, at: usize) -> bool {
    let Some(token) = sentence.token(at) else {
        return at > first
            && sentence.quoted_words(at) <= 3
            && !sentence.is_rounded_off(at)
            && sentence.has(at + 1, Class::CAPITAL);
    };
    match token.kind {
        Kind::Number | Kind::Possessive => true,
        Kind::Open | Kind::Close | Kind::Stop => is_bracket_in_name(sentence, first, at),
        Kind::Word if is_bracket_in_name(sentence, first, at) => true,
        Kind::Word if token.has(Class::TIME) => {
            let behind_given = at > first
                && sentence.has(at - 1, Class::GIVEN.with(Class::TITLE))
                && !sentence.has(at - 1, Class::MONTH);
            token.has(Class::CAPITAL) && behind_given
        }
        Kind::Word if token.has(Class::CAPITAL) => true,
        Kind::Word => goes_on_with_small(sentence, token, first, at),
        _ => false,
    }
}

fn goes_on_with_small(sentence: &Annotated<'_>, token: &Token, first: usize, at: usize) -> bool {
    let complements = token.has(Class::OF)
        || sentence.is_any(at, &["for", "at", "from"])
        || token.has(Class::BY) && sentence.has(at - usize::from(at > 0), Class::TEXT);
    if complements {
        return at > first && sentence.is_nominal(at - 1);
    }
    if token.has(Class::AND) {
        // "said Hugo and Felix Lang"
        let names = sentence.has(at.saturating_sub(1), Class::CAPITAL)
            && sentence.has(at + 1, Class::CAPITAL);
        // "said the head of the board and former judge"
        let roles = sentence.has(at + 1, Class::ROLE.with(Class::TITLE))
            && !sentence.has(at + 1, Class::PLURAL);
        return at > first
            && (names || roles)
            && !(at + 1..sentence.len().min(at + 6)).any(|next| sentence.is_finite(next));
    }
    if token.has(Class::DETERMINER) {
        return at == first || sentence.has(at - 1, Class::PREPOSITION);
    }
    let closed = Class::PRONOUN
        .with(Class::PREPOSITION)
        .with(Class::SUBORDINATOR)
        .with(Class::COORDINATOR)
        .with(Class::AUXILIARY)
        .with(Class::OBJECT)
        .with(Class::TO)
        .with(Class::THAT);
    let adverb = token.has(Class::ADVERB) && !token.has(Class::PLAIN);
    let participle = token.has(Class::ING.with(Class::ED))
        && !(at > 0 && sentence.has(at - 1, Class::DETERMINER));
    !(token.has(closed)
        || adverb
        || sentence.is_finite(at)
        || participle
        || ends_with_name(sentence, token, first, at))
}

/// Behind a name nothing small belongs to the phrase any more, but a role or a body.
fn ends_with_name(sentence: &Annotated<'_>, token: &Token, first: usize, at: usize) -> bool {
    at > first
        && sentence.has(at - 1, Class::CAPITAL)
        && !sentence.has(first, Class::DETERMINER)
        && !token.has(Class::ROLE.with(Class::GROUP).with(Class::PARTICLE).with(Class::TEXT))
        && !next_role(sentence, at)
}

/// Whether a role or body noun follows within two words: "NATO secretary general", "Twitter product chief".
fn next_role(sentence: &Annotated<'_>, at: usize) -> bool {
    (at..at + 3)
        .take_while(|&next| sentence.is_word(next))
        .any(|next| sentence.has(next, Class::ROLE.with(Class::GROUP)))
}

/// The subject of the main clause: the first phrase that a finite verb follows, behind fronted adjuncts.
pub(crate) fn main_subject(sentence: &Annotated<'_>, before: usize) -> Option<Phrase> {
    let mut at = 0;
    while at < before {
        let fronted = sentence
            .has(at, Class::PREPOSITION.with(Class::SUBORDINATOR).with(Class::ING).with(Class::ED))
            || sentence.token(at).is_some_and(|token| {
                token.form.has(VerbForm::GERUND.with(VerbForm::PARTICIPLE)) && at == 0
            });
        if fronted && !sentence.has(at, Class::SUBJECT.with(Class::DETERMINER)) {
            at = (at..before).find(|&unit| sentence.is(unit, Kind::Comma))? + 1;
            continue;
        }
        if sentence.has(at, Class::COORDINATOR.with(Class::ADVERB))
            || !sentence.is_word(at) && !sentence.is(at, Kind::Number)
        {
            at += 1;
            continue;
        }
        return phrase_right(sentence, at).filter(|phrase| phrase.last < before);
    }
    None
}

/// Whether the units from `first` on hold a finite verb before the clause is over.
pub(crate) fn has_clause(sentence: &Annotated<'_>, first: usize, end: usize) -> bool {
    let end = end.min(first + CLAUSE_REACH);
    let mut seen_noun = false;
    for unit in first..end {
        if sentence.is_quoted(unit) {
            if seen_noun || sentence.quoted_words(unit) > 3 {
                return true;
            }
            seen_noun = true;
            continue;
        }
        let stops = matches!(sentence.kind(unit), Some(Kind::Semicolon | Kind::Colon))
            || sentence.is(unit, Kind::Dash) && sentence.has(unit + 1, Class::COORDINATOR);
        if stops {
            return false;
        }
        if seen_noun && opens_report(sentence, unit) {
            return true;
        }
        if unit > first && is_relative(sentence, unit) {
            // A relative clause holds a verb of its own, which is not the one that is wanted.
            return verbs(sentence, unit + 1, end) > 1;
        }
        if seen_noun && leaves_clause(sentence, unit) {
            return false;
        }
        // "accounts held by the bank": a participle.
        let passive = sentence.has(unit + 1, Class::BY)
            && !sentence.has(unit, Class::AUXILIARY)
            && sentence.has(unit + 2, Class::CAPITAL.with(Class::DETERMINER))
            && !sentence.is_any(unit + 2, &["a", "an", "half"]);
        let finite = sentence.is_finite(unit)
            && !passive
            && !sentence.has(unit.saturating_sub(1), Class::TO)
            || unit > first && is_third_person(sentence, unit);
        if seen_noun && finite {
            return true;
        }
        // Behind a pronoun any small word in -s, or any word at all behind a plural one, is its verb.
        if unit > first
            && sentence.has(unit - 1, Class::PRONOUN)
            && sentence.is_nominal(unit)
            && !sentence.has(unit, Class::CAPITAL.with(Class::PRONOUN))
        {
            return true;
        }
        seen_noun |= sentence.is_nominal(unit) || sentence.has(unit, Class::SUBJECT);
    }
    false
}

fn is_relative(sentence: &Annotated<'_>, unit: usize) -> bool {
    sentence.has(unit, Class::RELATIVE)
        && (!sentence.has(unit, Class::DETERMINER)
            || sentence.has(unit, Class::THAT) && sentence.is_nominal(unit.saturating_sub(1)))
}

/// "Voss heads the board": an unknown word in -s between a name and an object.
fn is_third_person(sentence: &Annotated<'_>, unit: usize) -> bool {
    let unknown = sentence
        .token(unit)
        .is_some_and(|token| token.class.is_empty() && token.form.is_empty() && token.is_word());
    let text = sentence.text(unit);
    unknown
        && text.ends_with('s')
        && !text.ends_with("ss")
        && sentence.has(unit - 1, Class::CAPITAL)
        && !sentence.has(unit - 1, Class::PEOPLE)
        && sentence.has(unit + 1, Class::DETERMINER.with(Class::OBJECT).with(Class::TO))
}

/// "agree that": a verb of saying whose form alone does not tell that it is finite.
fn opens_report(sentence: &Annotated<'_>, unit: usize) -> bool {
    let frames = Frames::CLAUSE.with(Frames::THAT);
    sentence.has(unit + 1, Class::THAT)
        && sentence.token(unit).is_some_and(|token| {
            token.frames.has(frames)
                && token.form.has(VerbForm::BASE)
                && !token.has(Class::HOMOGRAPH)
        })
}

/// The finite verbs of a stretch, each group of auxiliaries and verb counted once.
fn verbs(sentence: &Annotated<'_>, first: usize, end: usize) -> usize {
    (first..end)
        .filter(|&unit| {
            sentence.is_finite(unit) && !sentence.has(unit.saturating_sub(1), Class::AUXILIARY)
        })
        .count()
}

/// What stands behind "if" and "as" has a verb of its own; a verb behind "and" belongs to the cue.
fn leaves_clause(sentence: &Annotated<'_>, unit: usize) -> bool {
    // "fish such as cod", "as many as ten boats": no clause.
    let compares = ["such", "many", "much", "few", "little", "well"];
    let phrase = sentence.has(unit, Class::AS)
        && (sentence.is_any(unit + 1, &compares)
            || unit.checked_sub(1).is_some_and(|before| sentence.is_any(before, &compares)));
    // "before he turns 35", but "before noon"
    let preposition =
        sentence.has(unit, Class::PREPOSITION) && !sentence.has(unit + 1, Class::PRONOUN);
    let subordinate = !phrase
        && sentence.has(unit, Class::SUBORDINATOR)
        && !sentence.has(unit, Class::RELATIVE)
        && !preposition;
    let coordinated =
        sentence.is_finite(unit) && sentence.has(unit.saturating_sub(1), Class::COORDINATOR);
    subordinate || coordinated
}

/// The last unit of the phrase before its complements: "members" in "members of the board".
pub(crate) fn head(sentence: &Annotated<'_>, phrase: &Phrase) -> usize {
    (phrase.first + 1..=phrase.last)
        .find(|&unit| sentence.has(unit, Class::PREPOSITION) && !sentence.has(unit, Class::CAPITAL))
        .map_or(phrase.last, |complement| complement - 1)
}

/// Whether the phrase can speak: a pronoun, a name, or a noun for people, bodies and texts.
pub(crate) fn can_speak(sentence: &Annotated<'_>, phrase: &Phrase) -> bool {
    let speaking = Class::PRONOUN
        .with(Class::CAPITAL)
        .with(Class::ROLE)
        .with(Class::GROUP)
        .with(Class::TEXT)
        .with(Class::CROWD)
        .with(Class::PEOPLE)
        .with(Class::CUE_NOUN);
    (phrase.first..=phrase.last).any(|unit| {
        sentence.has(unit, speaking)
            && !sentence.has(unit, Class::COMMON)
            && !(unit == 0 && sentence.has(unit, Class::DETERMINER) && phrase.last > 0)
    }) || (phrase.first == phrase.last && sentence.has(phrase.first, Class::SUBJECT))
        || counts_people(sentence, phrase)
        || is_age(sentence, phrase.last)
}

/// "the 31-year-old": somebody of that age.
pub(crate) fn is_age(sentence: &Annotated<'_>, unit: usize) -> bool {
    sentence.text(unit).ends_with("-year-old")
}

/// "nearly nine out of 10", "a third", "56%": a share without the people that it counts.
fn counts_people(sentence: &Annotated<'_>, phrase: &Phrase) -> bool {
    sentence.has(phrase.last, Class::SHARE)
        || sentence.is(phrase.last, Kind::Number)
            && (sentence.is_text(phrase.last + 1, "%")
                || phrase.last.checked_sub(1).is_some_and(|of| sentence.has(of, Class::OF)))
}
