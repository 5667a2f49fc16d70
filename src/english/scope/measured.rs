//! What measures a clause that was kept by something else: a comparison, a standard, an exception, those for whom alone
//! it is so.

use std::ops::Range;

use super::tail::Tail;
use super::words::WORDS;
use crate::english::numbers;
use crate::model::verdict::Change;

/// "We need it like I need a cold", "about as much as", "in the same way that", "no more than".
pub(super) fn comparison(tail: &Tail<'_>) -> Option<(Change, Range<usize>)> {
    let sentence = tail.sentence;
    let of = |at: usize| {
        let is_me = WORDS.addressees.contains(sentence.word(at + 1));
        // "like they always do"
        let is_usual =
            (at + 2..at + 5).any(|at| sentence.is(at, &["always", "usually", "normally"]));
        // "The council listens as a stone listens"
        let is_echo = sentence.is(at, &["as", "like"])
            && (at + 2..tail.end.min(at + 7)).any(|verb| {
                !sentence.is_auxiliary(verb)
                    && !sentence.is_noun(verb)
                    && sentence.word(verb).len() > 2
                    && tail.kept.clone().skip(1).any(|at| sentence.word(at) == sentence.word(verb))
                    && sentence.is_finite_form(verb)
            });
        if is_echo {
            return Some((Change::Doubt, at..at + 1));
        }
        if sentence.is(at, &["like"]) && sentence.is_subject(at + 1) && !is_me && !is_usual {
            return Some((Change::Doubt, at..at + 1));
        }
        let is_as = sentence.is(at, &["as"])
            && sentence.is(at + 1, &["much", "little", "likely", "often", "surely", "welcome"])
            && sentence.is(at + 2, &["as"]);
        if is_as {
            return Some((Change::Doubt, at..at + 3));
        }
        let is_more = sentence.is(at, &["no", "any"])
            && sentence.is(at + 1, &["more", "better"])
            && sentence.is(at + 2, &["than"]);
        if is_more {
            return Some((Change::Negation, at..at + 3));
        }
        let is_way = sentence.is(at, &["way", "manner", "fashion", "sense"])
            && at > tail.next()
            && (sentence.is(at - 1, &["the"])
                || sentence.is(at - 1, &["same"])
                || sentence.is(at + 1, &["that"]) && sentence.is(at - 1, &["a"]));
        let behind = at + 1 + usize::from(sentence.is(at + 1, &["that", "as", "in"]));
        let opens = sentence.is_subject(behind)
            || WORDS.determiners.contains(sentence.word(behind)) && behind + 2 < tail.end;
        let is_way = is_way && !sentence.is_apart(behind) && opens;
        // "We did it the way we always do": that says how.
        let is_own = sentence.is_own(behind) || sentence.is(behind, &["it", "you"]);
        (is_way && !is_own).then_some((Change::Doubt, at - 1..at + 1))
    };
    tail.nearby().find_map(of)
}

/// Where things are as they should be, and need not be so elsewhere.
const PRETENCES: [&str; 18] = [
    "mind",
    "head",
    "imagination",
    "dreams",
    "postcards",
    "postcard",
    "brochure",
    "brochures",
    "poster",
    "posters",
    "paper",
    "leaflet",
    "leaflets",
    "advert",
    "adverts",
    "advertisements",
    "slogans",
    "opinion",
];

/// "by the standards of a pirate", "compared with a wreck", "for a beginner".
pub(super) fn standard(tail: &Tail<'_>) -> Option<(Change, Range<usize>)> {
    const NEAR: usize = 5;
    let (sentence, phrase) = (tail.sentence, tail.phrase());
    let of = |at: usize| {
        let by = sentence.is(at, &["by"])
            && !sentence.is(at + 1, &["any", "all", "every", "our", "my"])
            && (at + 2..at + NEAR)
                .any(|at| sentence.is(at, &["standards", "standard", "measure", "yardstick"]));
        let against = sentence.is(at, &["compared", "measured", "judged", "beside"])
            && !sentence.is_auxiliary(at - 1)
            && (sentence.is(at, &["beside"])
                || sentence.is(at + 1, &["with", "to", "against", "by", "beside"]))
            && tail.kept.clone().any(|at| WORDS.be.contains(sentence.word(at)));
        // "on the postcards", "in his own mind": nowhere else.
        let is_there = sentence.is(at, &["in", "on"])
            && (WORDS.determiners.contains(sentence.word(at + 1))
                || sentence.is(at + 1, &["paper"]))
            && (at + 1..at + 4).any(|noun| {
                PRETENCES.contains(&sentence.word(noun)) && !sentence.is(noun + 1, &["of"])
            })
            && tail.kept.clone().any(|at| WORDS.be.contains(sentence.word(at)));
        if is_there && !sentence.is(at + 1, &["my", "our"]) {
            return Some((Change::Doubt, at..at + 2));
        }
        (by || against && !sentence.is(at, &["beside"])).then_some((Change::Condition, at..at + 2))
    };
    phrase.into_iter().find_map(of)
}

/// "…, bar two hundred of them", "all but the ones that cost anything".
pub(super) fn exception(tail: &Tail<'_>) -> Option<(Change, Range<usize>)> {
    let sentence = tail.sentence;
    let of = |at: usize| {
        let is_noun = |at: usize| {
            WORDS.determiners.contains(sentence.word(at))
                || sentence.is(at, &["for"])
                || numbers::value(sentence.word(at)).is_some()
                // "a hundred and ninety" is one word.
                || sentence.word(at).contains(' ')
        };
        let is_bar = sentence.is(at, &["bar", "barring", "save", "minus"])
            && sentence.has_comma(at)
            && is_noun(at + 1);
        let is_but = sentence.is(at, &["but"])
            && !sentence.is_apart(at)
            && is_noun(at + 1)
            && !sentence.is_subject(at + 1);
        (is_bar || is_but).then_some((Change::Condition, at..at + 1))
    };
    tail.rest().find_map(of)
}

/// "It is a fine deal for the men who wrote it": for nobody else.
pub(super) fn restriction(tail: &Tail<'_>) -> Option<(Change, Range<usize>)> {
    let (sentence, next) = (tail.sentence, tail.next());
    // "It is a fine deal", but not "what we said was that we pray"
    let verb = tail.kept.clone().rev().find(|&at| sentence.is_finite(at))?;
    let is_be = WORDS.be.contains(sentence.word(verb))
        || sentence.word(verb).ends_with("'s") && !sentence.is_possessive(verb);
    let is_for = sentence.is(next, &["for", "to"])
        && !sentence.is_apart(next)
        && (WORDS.determiners.contains(sentence.word(next + 1))
            || sentence.is(next + 1, &["anyone", "anybody", "those", "people", "someone", "men"]));
    let relative = tail.phrase().end;
    let is_whose = sentence.is(relative, &["who", "whose"])
        || tail.phrase().any(|at| sentence.is(at, &["who", "whose"]));
    (is_be && verb + 1 < next && is_for && is_whose).then_some((Change::Condition, next..next + 1))
}
