//! Words that negate, doubt or deny a clause, and those that say whose words it is.

use std::ops::Range;

use super::reach::{Reach, aside, reach, takes_clause};
use super::sentence::{Sentence, is_negated_form};
use super::words::WORDS;
use crate::model::verdict::Change;

/// What governs a stretch of a sentence.
#[derive(Debug)]
pub(super) struct Governor {
    pub(super) change: Change,
    /// The words that govern.
    pub(super) words: Range<usize>,
    /// What they govern whatever it is: the clause is not so, or somebody else's.
    pub(super) strong: Vec<Range<usize>>,
    /// What they govern if it says something: a clause in front of its condition.
    pub(super) weak: Vec<Range<usize>>,
}

impl Governor {
    pub(super) fn to_the_right(
        sentence: &Sentence,
        change: Change,
        words: Range<usize>,
        kind: Reach,
    ) -> Self {
        let strong = reach(sentence, words.end, kind);
        Self { change, words, strong, weak: vec![] }
    }
}

/// The governor that the word at `at` is, if it is one of negation.
pub(super) fn negation(sentence: &Sentence, at: usize) -> Vec<Governor> {
    let word = sentence.word(at);
    if word == "no" {
        return no(sentence, at).into_iter().collect();
    }
    if word == "without" {
        return vec![without(sentence, at)];
    }
    if WORDS.nobody.contains(word) && !sentence.is(at + 1, &["but", "less"]) {
        return vec![clausal(sentence, at, Change::Negation)];
    }
    if matches!(word, "few" | "little")
        && !(at > 0
            && sentence.is(at - 1, &["a", "the", "very", "last", "these", "those", "past", "next"]))
    {
        let is_subject = word == "few" && sentence.clause_start(at) == at;
        let is_thing = word == "little"
            && WORDS.has_base(&WORDS.doubtful_things, sentence.word(at + 1))
            || sentence.is(at + 1, &["evidence", "reason", "proof", "sign"]);
        return if is_subject || is_thing {
            vec![clausal(sentence, at, Change::Doubt)]
        } else {
            vec![]
        };
    }
    if !WORDS.negators.contains(word) && !is_negated_form(word) {
        return vec![];
    }
    not(sentence, at)
}

/// "not", "never", "don't".
fn not(sentence: &Sentence, at: usize) -> Vec<Governor> {
    let next = sentence.word(at + 1);
    if WORDS.not_only.contains(next) || is_tag(sentence, at) {
        return vec![];
    }
    if next == "to" && WORDS.not_only.contains(sentence.word(at + 2)) {
        return vec![];
    }
    let before = at.checked_sub(1);
    if before.is_some_and(|before| sentence.is(before, &["if", "or", "why"]))
        && sentence.word(at) == "not"
    {
        return vec![];
    }
    // "we decided not to close it", "the gym, not the school"
    let is_clausal = sentence.word(at) != "not"
        || before.is_some_and(|before| {
            sentence.is_auxiliary(before)
                || before > 0 && sentence.is_auxiliary(before - 1)
                || sentence.word(before).contains('\'')
        });
    if !is_clausal {
        let kind = if sentence.is_apart(at) && at > 0 { Reach::Phrase } else { Reach::Clause };
        return vec![Governor::to_the_right(sentence, Change::Negation, at..at + 1, kind)];
    }
    let mut governors = vec![clausal(sentence, at, Change::Negation)];
    // "I do not think that": it is left open as well.
    let verb = sentence.behind_adverbs(at + 1);
    let verb = [verb, verb + 1, verb + 2]
        .into_iter()
        .take(if sentence.is_subject(verb) { 3 } else { 1 })
        .find(|&verb| WORDS.has_base(&WORDS.thinking, sentence.word(verb)));
    if let Some(verb) = verb {
        governors.push(Governor {
            change: Change::Doubt,
            words: at..verb + 1,
            strong: reach(sentence, verb + 1, Reach::Embedded),
            weak: vec![],
        });
    }
    governors
}

/// A negation of the clause around it: all behind it, and what stands in front if it says something by itself.
fn clausal(sentence: &Sentence, at: usize, change: Change) -> Governor {
    let start = sentence.clause_start(at);
    let mut strong = reach(sentence, at + 1, Reach::Clause);
    // "we do not doubt that we will win", "I cannot wait to go": what follows is meant.
    let found = (at + 1..(at + 4).min(sentence.len())).find(|&verb| {
        let word = sentence.word(verb);
        !sentence.is_gerund(verb) && WORDS.has_base(&WORDS.upheld, word)
    });
    if let Some(verb) = found {
        let is_so = sentence.is(verb + 1, &["that", "to", "but", "the"])
            || sentence.is_subject(verb + 1)
            || sentence.is_gerund(verb + 1);
        if is_so
            && !(sentence.is(verb + 1, &["the"])
                && sentence.is(verb, &["help", "ignore", "overlook", "fail", "refuse"]))
        {
            for stretch in &mut strong {
                stretch.end = stretch.end.min(verb + 1);
            }
            strong.retain(|stretch| stretch.start < stretch.end);
        }
    }
    // Where the subject stands behind its verb, so does what the auxiliary asks or denies.
    Governor { change, words: at..at + 1, strong, weak: vec![start..at] }
}

/// "no": not in "no doubt"; in front of a noun.
fn no(sentence: &Sentence, at: usize) -> Option<Governor> {
    let next = sentence.word(at + 1);
    // "No, we will close it."
    if sentence.is_apart(at + 1) {
        return None;
    }
    if WORDS.affirming.contains(next) {
        return None;
    }
    if next == "question" && !sentence.is(at + 2, &["of"]) {
        return None;
    }
    let before = at.checked_sub(1).map_or("", |before| sentence.word(before));
    if WORDS.no_way.contains(before)
        && sentence.is(
            at + 1,
            &[
                "circumstances",
                "way",
                "time",
                "point",
                "means",
                "account",
                "sense",
                "condition",
                "stage",
            ],
        )
    {
        return Some(clausal(sentence, at, Change::Negation));
    }
    if WORDS.prepositions.contains(before) {
        return Some(Governor::to_the_right(sentence, Change::Negation, at..at + 1, Reach::Phrase));
    }
    let mut governor = clausal(sentence, at, Change::Negation);
    if sentence.is(at + 1, &["one"]) {
        governor.words = at..at + 2;
    }
    Some(governor)
}

/// "without": what follows is not done; a clause of what would be hangs on it.
fn without(sentence: &Sentence, at: usize) -> Governor {
    let mut governor =
        Governor::to_the_right(sentence, Change::Negation, at..at + 1, Reach::Phrase);
    let start = sentence.main_start(at);
    let is_open = (start..at).any(|at| {
        sentence.is(at, &["would", "could", "cannot", "can't", "couldn't", "wouldn't", "might"])
    });
    if is_open {
        governor.change = Change::Condition;
        governor.weak.push(start..at);
    }
    governor
}

/// "didn't we?": it asks for assent.
fn is_tag(sentence: &Sentence, at: usize) -> bool {
    sentence.has_comma(at) && is_negated_form(sentence.word(at)) && at + 2 >= sentence.len()
}

/// The governor that a verb, a noun or an adjective at `at` is: of what it takes as its object.
pub(super) fn lexical(sentence: &Sentence, at: usize, is_reporter: bool) -> Vec<Governor> {
    let word = sentence.word(at);
    let right = |change, kind| Governor::to_the_right(sentence, change, at..at + 1, kind);
    let next = complement(sentence, at);
    let opens = |next: usize| {
        sentence.is(next, &["that", "whether", "if", "to", "for"]) || sentence.is_subject(next)
    };
    let is_noun = at > 0
        && WORDS.determiners.contains(sentence.word(at - 1))
        && !sentence.is(at - 1, &["that", "all", "this"]);
    let mut found = vec![];
    // "no doubt", "without doubt"
    if at > 0 && sentence.is(at - 1, &["no", "without"]) && WORDS.affirming.contains(word) {
        return found;
    }
    if WORDS.has_base(&WORDS.unreal, word) && sentence.is(next, &["that", "to", "for", "if"]) {
        found.push(right(Change::Negation, Reach::Embedded));
    } else if WORDS.has_base(&WORDS.unreal, word)
        && is_predicate(sentence, at)
        && (sentence.is_subject(next) || sentence.is_gerund(next))
    {
        found.push(right(Change::Negation, Reach::Embedded));
    } else if WORDS.has_base(&WORDS.denying, word) && denies(sentence, at) {
        found.push(right(Change::Negation, Reach::Embedded));
    } else if WORDS.has_base(&WORDS.doubting, word)
        && !is_noun
        && (opens(next) || sentence.is(next, &["about"]))
    {
        found.push(right(Change::Doubt, Reach::Embedded));
    } else if WORDS.has_base(&WORDS.claims, word)
        && (is_noun || sentence.is(next, &["that"]) && !has_subject(sentence, at))
        && sentence.is(next, &["that", "of"])
        && (sentence.is(next, &["that"]) || sentence.is_gerund(next + 1))
    {
        found.push(right(Change::Attribution, Reach::Embedded));
    } else if WORDS.has_base(&WORDS.doubtful_things, word)
        && (sentence.is(next, &["that"])
            || sentence.is(next, &["of"]) && sentence.is_gerund(next + 1))
    {
        found.push(right(Change::Doubt, Reach::Embedded));
    } else if WORDS.maybe.contains(word)
        && (sentence.clause_start(at) == at
            || sentence.is_apart(at + 1)
            || at + 1 == sentence.len())
    {
        let stretch = sentence.main_start(at)..sentence.main_end(at);
        found.push(Governor {
            change: Change::Doubt,
            words: at..at + 1,
            strong: vec![],
            weak: vec![stretch],
        });
    } else if WORDS.allegedly.contains(word)
        || word == "according"
            && sentence.is(next, &["to"])
            && !sentence.is(next + 1, &["me", "us", "plan"])
    {
        let stretch = sentence.main_start(at)..sentence.main_end(at);
        found.push(Governor {
            change: Change::Attribution,
            words: at..at + 1,
            strong: vec![],
            weak: vec![stretch],
        });
    } else if word == "too" && sentence.is(at + 2, &["to", "for"]) {
        found.push(Governor::to_the_right(sentence, Change::Negation, at..at + 2, Reach::Embedded));
    }
    found.extend(intention(sentence, at));
    if !is_noun {
        found.extend(others_words(sentence, at, is_reporter));
    }
    found
}

/// Where what a verb, a noun or an adjective takes as its object begins: behind an aside, or behind "is" ("their story
/// is that").
fn complement(sentence: &Sentence, at: usize) -> usize {
    let next = at + 1;
    if sentence.has_comma(next) && !sentence.is(next, &["that"]) {
        let close = (next + 1..sentence.len()).find(|&close| sentence.is_apart(close));
        return close.filter(|&close| sentence.is(close, &["that"])).unwrap_or(next);
    }
    let is_verb = sentence.is_auxiliary(next) && WORDS.be.contains(sentence.word(next));
    if is_verb && sentence.is(next + 1, &["that"]) { next + 1 } else { next }
}

/// Whether a verb of denial has something behind it that is not so.
fn denies(sentence: &Sentence, at: usize) -> bool {
    const NEAR: usize = 7;
    let next = at + 1;
    if sentence.is(next, &["to", "that", "whether"])
        || sentence.is_gerund(next)
        || sentence.is_subject(next)
    {
        return true;
    }
    let until = (next..(at + NEAR).min(sentence.len()))
        .find(|&at| sentence.is_apart(at))
        .unwrap_or((at + NEAR).min(sentence.len()));
    (next..until).any(|at| {
        sentence.is(at, &["that", "to", "from"])
            || (sentence.is(at, &["of", "on"]) && sentence.is_gerund(at + 1))
            || sentence.is(at, &["out"]) && sentence.is_gerund(at + 1)
    })
}

fn is_predicate(sentence: &Sentence, at: usize) -> bool {
    (at.saturating_sub(3)..at).any(|before| {
        WORDS.be.contains(sentence.word(before)) || sentence.word(before).contains('\'')
    })
}

/// Whether a word that may be a noun is a verb here: "we claim", "has claimed".
fn has_subject(sentence: &Sentence, at: usize) -> bool {
    let is_noun = |before: usize| {
        WORDS.be.contains(sentence.word(before)) && !WORDS.is_past(sentence.word(at))
    };
    at > 0 && (sentence.is_nominative(at - 1) || sentence.is_auxiliary(at - 1) && !is_noun(at - 1))
}

/// What was meant to be done, would have been done, or almost was: "had planned to", "would have".
fn intention(sentence: &Sentence, at: usize) -> Option<Governor> {
    let next = at + 1;
    let word = sentence.word(at);
    let is_past = WORDS.is_past(word) || at > 0 && sentence.is(at - 1, &["was", "were", "been"]);
    let is_meant = is_past
        && WORDS.has_base(&WORDS.intended, word)
        && !(at > 0 && sentence.is(at - 1, &["is", "are", "be"]));
    let infinitive = (next..next + 2).find(|&to| {
        sentence.is(to, &["to"]) && !WORDS.prepositions.contains(sentence.word(to - 1))
    });
    if let Some(to) = infinitive.filter(|_| is_meant) {
        return Some(Governor::to_the_right(sentence, Change::Doubt, at..to + 1, Reach::Embedded));
    }
    let is_going = matches!(word, "going" | "about" | "meant" | "supposed")
        && at > 0
        && sentence.is(at - 1, &["was", "were", "been"])
        && sentence.is(next, &["to"]);
    if is_going {
        return Some(Governor::to_the_right(sentence, Change::Doubt, at..at + 2, Reach::Embedded));
    }
    // "would have closed it": it did not come to that.
    if matches!(word, "would" | "could" | "should" | "might")
        && sentence.is(next, &["have"])
        && (WORDS.is_past(sentence.word(at + 2))
            || sentence.is(at + 2, &["been", "had", "gone", "done"])
            || sentence.word(at + 2).ends_with('n'))
    {
        return Some(Governor::to_the_right(sentence, Change::Doubt, at..at + 2, Reach::Clause));
    }
    let is_verb = |at: usize| WORDS.is_past(sentence.word(at)) || sentence.is_finite(at);
    if matches!(word, "almost" | "nearly") && is_verb(next) {
        return Some(Governor::to_the_right(sentence, Change::Negation, at..at + 1, Reach::Clause));
    }
    None
}

/// Other people's words: "critics say", "they want us to believe", "I was told", and behind a comma "they say".
fn others_words(sentence: &Sentence, at: usize, is_reporter: bool) -> Vec<Governor> {
    let word = sentence.word(at);
    let next = at + 1;
    let object = complement(sentence, at);
    if !WORDS.has_base(&WORDS.reporting, word)
        || (WORDS.has_base(&WORDS.factive, word) && !is_told(sentence, at))
    {
        return vec![];
    }
    let Some(whose) = whose(sentence, at, is_reporter) else { return vec![] };
    if whose == Whose::Own {
        return vec![];
    }
    let has_addressee = WORDS.addressees.contains(sentence.word(next))
        && (sentence.is(next + 1, &["that"])
            || sentence.is_subject(next + 1)
            || sentence.is_apart(next + 1));
    let behind = if has_addressee { next + 1 } else { object };
    let is_quoted = sentence.opens_quote(behind);
    let takes = sentence.is(behind, &["that", "to"])
        && (!sentence.is_apart(behind) || behind > next)
        || (sentence.is_subject(behind) && (!sentence.is_apart(behind) || is_quoted))
        || is_quoted;
    if takes {
        return vec![Governor::to_the_right(
            sentence,
            Change::Attribution,
            at..behind,
            Reach::Embedded,
        )];
    }
    // "the pier is safe, critics say"
    let start = sentence.clause_start(at);
    let is_comment = start > 0 && sentence.has_comma(start) && at - start <= 4;
    if is_comment && (next >= sentence.len() || sentence.is_apart(next)) {
        let stretch = sentence.main_start(start.saturating_sub(1))..start;
        let rest = next..sentence.main_end(at);
        return vec![Governor {
            change: Change::Attribution,
            words: start..next,
            strong: vec![],
            weak: vec![stretch, rest],
        }];
    }
    vec![]
}

/// "we were told", "it is said": the one who speaks heard it.
fn is_told(sentence: &Sentence, at: usize) -> bool {
    WORDS.is_past(sentence.word(at))
        && (at.saturating_sub(2)..at).any(|before| {
            WORDS.be.contains(sentence.word(before)) || sentence.word(before).contains("'re")
        })
}

#[derive(PartialEq, Eq)]
enum Whose {
    Own,
    Others,
}

/// Whether a verb of saying has the one who speaks as its subject.
fn whose(sentence: &Sentence, at: usize, is_reporter: bool) -> Option<Whose> {
    if is_told(sentence, at) && !WORDS.has_base(&WORDS.factive, sentence.word(at)) {
        return Some(Whose::Others);
    }
    let mut subject = at.checked_sub(1)?;
    if sentence.is(subject, &["to"]) {
        return made_to(sentence, subject);
    }
    if sentence.is_apart(at) {
        // "says Novak": the quotation's own, or an order.
        return None;
    }
    while subject > 0
        && !sentence.is_apart(subject)
        && (sentence.is_auxiliary(subject)
            || WORDS.adverbs.contains(sentence.word(subject))
            || WORDS.negators.contains(sentence.word(subject)))
    {
        subject -= 1;
    }
    let word = sentence.word(subject);
    let bare = word.split_once('\'').map_or(word, |(bare, _)| bare);
    Some(match bare {
        "i" | "we" => Whose::Own,
        "he" | "she" | "they" | "it" if is_reporter => Whose::Own,
        "let" | "us" | "and" | "or" | "to" | "please" => return None,
        _ if sentence.is_auxiliary(subject) && subject == 0 => return None,
        _ => Whose::Others,
    })
}

/// "they want us to believe", "they would have us believe".
fn made_to(sentence: &Sentence, to: usize) -> Option<Whose> {
    if !WORDS.has_base(&WORDS.made_to_believe, sentence.word(to + 1)) {
        return None;
    }
    let start = sentence.clause_start(to);
    let is_own = sentence.is_nominative(start) && sentence.word(start).starts_with(['i', 'w']);
    let has_others =
        (start..to).any(|at| sentence.is(at, &["us", "you", "people", "everyone", "voters", "me"]));
    (has_others && !is_own).then_some(Whose::Others)
}

/// Phrases that say that what follows is not so, or somebody else's, or only thought of.
pub(super) fn phrase(sentence: &Sentence, at: usize) -> Option<Governor> {
    let phrase = WORDS.never_so.iter().find(|phrase| sentence.stands(at, phrase))?;
    let end = at + phrase.len();
    let joined = phrase.join(" ");
    if phrase.len() == 1 && !sentence.is_gerund(end) {
        return None;
    }
    if joined == "far from" && sentence.is(end, &["here", "the", "home"]) {
        return None;
    }
    let change = if WORDS.has_base(&WORDS.of_others, &phrase[0]) {
        Change::Attribution
    } else if WORDS.thought_of.iter().any(|start| joined.starts_with(start.as_str())) {
        Change::Doubt
    } else {
        Change::Negation
    };
    let kind = match change {
        Change::Negation
            if joined != "the last thing"
                && !joined.starts_with("out of")
                && !joined.starts_with("no ") =>
        {
            Reach::Phrase
        }
        _ => Reach::Embedded,
    };
    Some(Governor::to_the_right(sentence, change, at..end, kind))
}

/// "To say that the pier is safe is wrong": what is only said for the sake of argument.
pub(super) fn for_argument(sentence: &Sentence, at: usize) -> Option<Governor> {
    let is_first = sentence.clause_start(at) == at && sentence.is(at, &["to"]);
    let is_said = is_first
        && takes_clause(sentence, at + 1)
        && (sentence.is(at + 2, &["that"]) || sentence.is_subject(at + 2));
    is_said.then(|| Governor::to_the_right(sentence, Change::Doubt, at..at + 2, Reach::Embedded))
}

/// The end of the aside in which a word stands: it does not govern what stands around that.
pub(super) fn end_of_aside(sentence: &Sentence, at: usize) -> Option<usize> {
    (1..=at).rev().find_map(|start| aside(sentence, start).filter(|&end| end > at))
}
