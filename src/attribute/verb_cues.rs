//! The rules for verbs: where their subject stands, and whether they are verbs of saying there.

use crate::attribute::annotation::{Annotated, Phrase};
use crate::attribute::candidate::{Candidate, Construction};
use crate::attribute::cue::{Cue, Shape};
use crate::attribute::leftward::phrase_left;
use crate::attribute::lexicon::{Class, Frames, VerbForm};
use crate::attribute::parenthesis::{phrase_before_dashes, phrase_before_parenthesis};
use crate::attribute::phrases::{can_speak, phrase_right};
use crate::attribute::subjects::{agrees, before_relative, inverted_subject, is_clausal};
use crate::attribute::tokens::Kind;

/// `"…," said Starmer`
pub(crate) fn inverted(sentence: &Annotated<'_>, verb: &Candidate) -> Option<Cue> {
    if matches!(verb.construction, Construction::Unlisted | Construction::Relay) {
        return None;
    }
    let phrase = inverted_subject(sentence, verb.at)?;
    let comment = verb.at > 0 && sentence.has(verb.at - 1, Class::AS);
    let shape = if comment { Shape::InvertedComment(phrase) } else { Shape::Inverted(phrase) };
    Some(verb.word(shape, verb.token.frames, verb.token.form))
}

/// "was told by X that", `is called "a joke" by Y`: the source stands behind "by"; otherwise nobody says who spoke.
pub(crate) fn passive(sentence: &Annotated<'_>, verb: &Candidate) -> Option<Cue> {
    if verb.construction != Construction::Passive {
        return None;
    }
    let next = verb.at + 1;
    if sentence.has(next, Class::BY) {
        let phrase = phrase_right(sentence, next + 1)?;
        // "was accused by Lund of saying": the words are those of who was accused.
        let says = |unit: usize| {
            sentence.token(unit).is_some_and(|token| token.form.has(VerbForm::GERUND))
        };
        let is_accused = (phrase.first..=phrase.last + 1)
            .any(|unit| sentence.has(unit, Class::OF) && says(unit + 1));
        if is_accused {
            return None;
        }
        return Some(behind_hearer(sentence, verb, verb.verb(Shape::PassiveBy(phrase))));
    }
    if sentence.is_quoted(next) && sentence.has(next + 1, Class::BY) {
        return Some(verb.verb(Shape::PassiveAround(phrase_right(sentence, next + 2)?)));
    }
    let quoted = sentence.is_quoted(next)
        || matches!(sentence.kind(next), Some(Kind::Comma | Kind::Colon))
            && sentence.is_quoted(next + 1);
    let cue = verb.verb(Shape::Passive);
    // "“Go home,” he was told": nobody says by whom.
    let heard = !quoted && hearer(sentence, verb).is_some();
    (quoted || heard).then(|| behind_hearer(sentence, verb, cue))
}

/// The cue with whoever was told in front of the verb as a part of it: "“…,” he was told by X".
fn behind_hearer(sentence: &Annotated<'_>, verb: &Candidate, cue: Cue) -> Cue {
    match hearer(sentence, verb) {
        Some(phrase) => Cue { group: phrase.first, ..cue },
        None => cue,
    }
}

/// Who was told, in front of a passive right behind a quotation.
fn hearer(sentence: &Annotated<'_>, verb: &Candidate) -> Option<Phrase> {
    if !verb.token.frames.has(Frames::ADDRESSEE) {
        return None;
    }
    let phrase = phrase_left(sentence, verb.before()?)?;
    let before = phrase.first.checked_sub(1)?;
    let quoted = before.checked_sub(usize::from(sentence.is(before, Kind::Comma)))?;
    (sentence.is_quoted(quoted) && sentence.is_rounded_off(quoted)).then_some(phrase)
}

/// "…, adding that"
pub(crate) fn participle(sentence: &Annotated<'_>, verb: &Candidate) -> Option<Cue> {
    if verb.construction != Construction::Gerund {
        return None;
    }
    // "Writing on Telegram, Ann Lee said": the main verb reports.
    let content = sentence.has(verb.at + 1, Class::THAT) || sentence.is_quoted(verb.at + 1);
    if verb.at == 0 && !content {
        return None;
    }
    let leads = Class::PREPOSITION.with(Class::SUBORDINATOR).with(Class::COORDINATOR);
    let introduced = verb.before().is_none_or(|before| {
        matches!(sentence.kind(before), Some(Kind::Comma | Kind::Dash | Kind::Close))
            || sentence.is_quoted(before)
            || sentence.has(before, leads)
            || sentence.is_nominal(before) && opens_content(sentence, verb.at + 1)
    });
    // "videos showing that": a thing shows it, not who is the subject.
    let found = verb.token.frames.has(Frames::FINDING)
        && verb.before().is_some_and(|before| sentence.is_nominal(before));
    (introduced && !found).then(|| verb.verb(Shape::Shared))
}

/// Whether content may begin at the unit: "a letter saying that", not "a writing group".
fn opens_content(sentence: &Annotated<'_>, unit: usize) -> bool {
    let opener = Class::THAT
        .with(Class::DETERMINER)
        .with(Class::PRONOUN)
        .with(Class::OBJECT)
        .with(Class::QUESTION)
        .with(Class::CAPITAL)
        .with(Class::PLURAL)
        .with(Class::TO)
        .with(Class::PREPOSITION)
        .with(Class::ADVERB);
    !sentence.is_word(unit) || sentence.has(unit, opener)
}

/// ", with industries warning that": the words in front of the participle are its own subject.
pub(crate) fn absolute(sentence: &Annotated<'_>, verb: &Candidate) -> Option<Cue> {
    if verb.construction != Construction::Gerund {
        return None;
    }
    let phrase = phrase_left(sentence, verb.before()?)?;
    // "with the owners warning that", "a letter from the mayor saying that"
    let with = sentence.is_any(phrase.first.checked_sub(1)?, &["with", "by", "from"]);
    let text = sentence.has(phrase.last, Class::TEXT);
    // "carmakers", "shipbuilders", "florists": who does something.
    let does = !sentence.has(phrase.last, Class::CAPITAL)
        && ["ers", "ors", "ists", "men", "women"]
            .iter()
            .any(|ending| sentence.text(phrase.last).ends_with(ending));
    (with && !text && (does || can_speak(sentence, &phrase)))
        .then(|| verb.verb(Shape::Verb(phrase)))
}

/// "Asked whether", "When told that": nobody says by whom.
pub(crate) fn asked(sentence: &Annotated<'_>, verb: &Candidate) -> Option<Cue> {
    let token = verb.token;
    let listed = token.frames.has(Frames::ADDRESSEE) && token.form.has(VerbForm::PARTICIPLE);
    let opens = match verb.at.checked_sub(1) {
        None => true,
        Some(before) => sentence.is_any(before, &["when", "if", "while", "after", "once"]),
    };
    let content = sentence.has(verb.at + 1, Class::THAT)
        || token.frames.has(Frames::QUESTION) && sentence.has(verb.at + 1, Class::QUESTION);
    (listed && opens && content).then(|| verb.word(Shape::Passive, token.frames, token.form))
}

/// "He went on to say that"
pub(crate) fn infinitive(sentence: &Annotated<'_>, verb: &Candidate) -> Option<Cue> {
    // "I am happy to report that": the one who writes says so, and quotes nobody.
    let is_own = (0..verb.group.first).rev().take(INFINITIVE_REACH).any(|unit| {
        !sentence.is_quoted(unit) && (sentence.is_text(unit, "i") || sentence.is_text(unit, "we"))
    });
    if is_own {
        return None;
    }
    // "for people to find what they want": only texts find by saying.
    let says = !verb.token.frames.has(Frames::FINDING);
    (verb.construction == Construction::Infinitive && says).then(|| verb.verb(Shape::Shared))
}

/// How far in front of an infinitive its subject may stand, in units.
const INFINITIVE_REACH: usize = 8;

/// `"Quote," she laughed and added`: a verb right behind the quotation whose subject came before it.
pub(crate) fn behind_quotation(sentence: &Annotated<'_>, verb: &Candidate) -> Option<Cue> {
    let before = finite_behind(verb)?;
    let shared = before > 0 && sentence.is_quoted(before) && sentence.is_rounded_off(before);
    shared.then(|| verb.verb(Shape::Shared))
}

/// "Mina Sato, a baker whose shop was flooded, said"
pub(crate) fn behind_aside(sentence: &Annotated<'_>, verb: &Candidate) -> Option<Cue> {
    let before = finite_behind(verb)?;
    if !sentence.is(before, Kind::Comma) {
        return None;
    }
    let phrase = match phrase_before_parenthesis(sentence, before) {
        Some(phrase) => phrase,
        // A comma too many: "Lydia Lowe for the Food Agency, says".
        None => phrase_left(sentence, before.checked_sub(1)?)
            .filter(|phrase| opens_clause(sentence, phrase) && can_speak(sentence, phrase))?,
    };
    with_subject(sentence, verb, phrase, Shape::Verb)
}

/// Whether nothing stands in front of the phrase but a whole quotation: `"We pay more," grocer Ayla E, told the paper.`
fn opens_clause(sentence: &Annotated<'_>, phrase: &Phrase) -> bool {
    phrase
        .first
        .checked_sub(1)
        .is_none_or(|before| sentence.is_quoted(before) && sentence.is_rounded_off(before))
}

/// "Lee called it a joke, said it was late and left": a verb in a row of verbs of one form.
pub(crate) fn in_series(sentence: &Annotated<'_>, verb: &Candidate) -> Option<Cue> {
    let before = finite_behind(verb)?;
    let finite = VerbForm::PAST.with(VerbForm::THIRD);
    let alike = |unit: usize| {
        sentence.token(unit).is_some_and(|token| {
            token.form.has(finite) && token.form.has(verb.token.form) && sentence.is_finite(unit)
        })
    };
    let last = sentence.len().min(verb.at + SERIES_REACH);
    let series = sentence.is(before, Kind::Comma)
        && (before.saturating_sub(SERIES_REACH)..before).any(alike)
        && (verb.at + 1..last).any(|unit| sentence.has(unit, Class::AND) && alike(unit + 1));
    series.then(|| verb.verb(Shape::Shared))
}

/// How far the verbs of a row may stand from one another, in units.
const SERIES_REACH: usize = 20;

/// "The mayor — she was late — said"
pub(crate) fn behind_dashes(sentence: &Annotated<'_>, verb: &Candidate) -> Option<Cue> {
    let before = finite_behind(verb)?;
    if !sentence.is(before, Kind::Dash) {
        return None;
    }
    with_subject(sentence, verb, phrase_before_dashes(sentence, before)?, Shape::Verb)
}

/// "The mayor (she was late) said"
pub(crate) fn behind_bracket(sentence: &Annotated<'_>, verb: &Candidate) -> Option<Cue> {
    let before = finite_behind(verb)?;
    if !sentence.is(before, Kind::Close) {
        return None;
    }
    let end = sentence.open_bracket(before)?.checked_sub(1)?;
    with_subject(sentence, verb, phrase_left(sentence, end)?, Shape::Verb)
}

/// "She smiled and said": the subject stands with the verb before.
pub(crate) fn second_verb(sentence: &Annotated<'_>, verb: &Candidate) -> Option<Cue> {
    let second = is_second(sentence, finite_behind(verb)?)
        && (!verb.token.has(Class::HOMOGRAPH)
            || !verb.token.form.has(VerbForm::BASE)
            || sentence.has(verb.at + 1, Class::THAT.with(Class::DETERMINER).with(Class::PRONOUN))
            || sentence.is_quoted(verb.at + 1));
    second.then(|| verb.verb(Shape::Shared))
}

fn is_second(sentence: &Annotated<'_>, before: usize) -> bool {
    sentence.has(before, Class::AND) || sentence.is_any(before, &["but", "then"])
}

/// "the man who said": the pronoun belongs to the source, which begins with the words that it stands for.
pub(crate) fn relative(sentence: &Annotated<'_>, verb: &Candidate) -> Option<Cue> {
    let before = finite_behind(verb)?;
    if !is_relative_pronoun(sentence, before) {
        return None;
    }
    let end = before.checked_sub(1)?;
    let end = if sentence.is(end, Kind::Comma) { end.checked_sub(1)? } else { end };
    // "Voss, 30, who says": the age is no antecedent.
    let aged = sentence.is(end, Kind::Number) && sentence.is(end.checked_sub(1)?, Kind::Comma);
    let end = if aged { end.checked_sub(2)? } else { end };
    let antecedent = phrase_left(sentence, end)?;
    // "a prize for Voss, 30, who says"
    let governed = (antecedent.first..end).rev().find(|&unit| {
        aged && sentence.has(unit, Class::PREPOSITION) && !sentence.has(unit, Class::CAPITAL)
    });
    let first = governed.map_or(antecedent.first, |preposition| preposition + 1);
    let phrase = Phrase { first, last: before };
    with_subject(sentence, verb, phrase, Shape::Relative)
}

fn is_relative_pronoun(sentence: &Annotated<'_>, unit: usize) -> bool {
    sentence.has(unit, Class::RELATIVE) && !sentence.has(unit, Class::CAPITAL)
}

/// "she said", "as she said"
pub(crate) fn subject_in_front(sentence: &Annotated<'_>, verb: &Candidate) -> Option<Cue> {
    let before = finite_behind(verb)?;
    let kind = sentence.kind(before)?;
    if matches!(kind, Kind::Comma | Kind::Dash | Kind::Close)
        || is_second(sentence, before)
        || is_relative_pronoun(sentence, before)
    {
        return None;
    }
    let whole = before_relative(sentence, before, verb.group.first);
    let phrase = match (whole, phrase_left(sentence, before)) {
        (Some(whole), Some(near))
            if is_clausal(sentence, verb.at) || !can_speak(sentence, &near) =>
        {
            whole
        }
        (Some(whole), None) => whole,
        (_, near) => near?,
    };
    let phrase = with_name_in_front(sentence, phrase);
    let comment = phrase.first > 0 && sentence.has(phrase.first - 1, Class::AS);
    let shape = if comment { Shape::Comment } else { Shape::Verb };
    with_subject(sentence, verb, phrase, shape)
}

/// "Ayla Esen, head of the mill told the paper": the name in front of a role without an article, and of a comma too few.
fn with_name_in_front(sentence: &Annotated<'_>, phrase: Phrase) -> Phrase {
    let bare = sentence.has(phrase.first, Class::ROLE)
        && !sentence.has(phrase.first, Class::CAPITAL.with(Class::PLURAL))
        && phrase.last > phrase.first;
    let comma = phrase.first.checked_sub(1).filter(|&unit| bare && sentence.is(unit, Kind::Comma));
    let name = comma.and_then(|comma| phrase_left(sentence, comma.checked_sub(1)?));
    let named = name.filter(|name| {
        name.last > name.first
            && (name.first..=name.last).all(|unit| {
                sentence.has(unit, Class::CAPITAL.with(Class::PARTICLE))
                    && !sentence.has(unit, Class::PLACE.with(Class::BODY))
            })
    });
    named.map_or(phrase, |name| Phrase { first: name.first, last: phrase.last })
}

/// The unit in front of a finite verb.
fn finite_behind(verb: &Candidate) -> Option<usize> {
    (verb.construction == Construction::Finite).then(|| verb.before()).flatten()
}

fn with_subject(
    sentence: &Annotated<'_>,
    verb: &Candidate,
    phrase: Phrase,
    shape: fn(Phrase) -> Shape,
) -> Option<Cue> {
    if !agrees(sentence, verb.at, &phrase, verb.is_modified()) {
        return None;
    }
    let cue = verb.verb(shape(phrase));
    let nobody = sentence.is_any(phrase.first, &["nobody", "none", "neither"]);
    Some(Cue { negated: cue.negated || nobody, ..cue })
}
