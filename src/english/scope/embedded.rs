//! Clauses behind "that": what is known to assert them.
//!
//! Words that assert a clause are fewer than those that leave it open, so a clause that hangs on any other word is open:
//! "they taught that", "the premise that", "a strange belief around town that".

use super::governor::Governor;
use super::implied::came_true;
use super::others::is_others;
use super::reach::{Reach, reach};
use super::sentence::Sentence;
use super::words::WORDS;
use crate::model::verdict::Change;

/// What leaves the clause open that the "that" at `at` opens, if nothing known asserts it.
pub(super) fn that_clause(sentence: &Sentence, at: usize, is_reporter: bool) -> Option<Governor> {
    if !opens_clause(sentence, at) || is_result(sentence, at) {
        return None;
    }
    let head = head(sentence, at)?;
    if is_cleft(sentence, head) {
        return None;
    }
    let change = leaves_open(sentence, head, at, is_reporter)?;
    // Words of the clause without a verb say nothing that could be taken back.
    let weak = reach(sentence, at + 1, Reach::Embedded);
    Some(Governor { change, words: head..at + 1, strong: vec![], weak })
}

/// Whether "that" is neither the subject of a relative clause nor in front of a noun.
fn opens_clause(sentence: &Sentence, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).filter(|_| sentence.is(at, &["that"])) else {
        return false;
    };
    let next = sentence.behind_adverbs(at + 1);
    let word = sentence.word(before);
    // "put it about that", but "after that"
    let is_particle = before > 0 && sentence.is(before - 1, &["it"]);
    let hangs = (!WORDS.prepositions.contains(word) || is_particle)
        && !sentence.is_coordinator(before)
        && !WORDS.be.contains(word)
        && !sentence.is_auxiliary(before)
        && !sentence.has_stop(at)
        && !sentence.opens_clause(before)
        && !sentence.is(
            before,
            &[
                "now",
                "given",
                "seeing",
                "considering",
                "granted",
                "such",
                "all",
                "everything",
                "provided",
                "providing",
                "assuming",
            ],
        );
    hangs
        && next < sentence.len()
        && !sentence.is_apart(at + 1)
        && !sentence.is_finite(next)
        && sentence.has_verb(at + 1..sentence.main_end(at))
}

/// "so loud that", "such a storm that": it came to that.
fn is_result(sentence: &Sentence, at: usize) -> bool {
    (sentence.clause_start(at)..at).any(|so| sentence.is(so, &["so", "such"]))
}

/// "It was at noon that", "it is the mayor that": these say which.
fn is_cleft(sentence: &Sentence, head: usize) -> bool {
    /// "It was not until I had rubbed off the clay that": a clause of time may be longer.
    const LONGEST_UNTIL: usize = 16;
    const LONGEST: usize = 6;
    let says_which = |at: usize| {
        WORDS.prepositions.contains(sentence.word(at))
            || sentence.is_capital(at)
            || sentence.is(at, &["the", "only", "not"])
    };
    let is_it = |it: usize| {
        sentence.is(it, &["it"])
            && WORDS.be.contains(sentence.word(it + 1))
            && it + 2 <= head
            && says_which(it + 2)
    };
    let is_until = |it: usize| {
        sentence.is(it, &["it"])
            && WORDS.be.contains(sentence.word(it + 1))
            && (it + 2..it + 4).any(|at| sentence.is(at, &["until", "till"]))
    };
    (head.saturating_sub(LONGEST)..head).any(is_it) && !is_known(sentence, head)
        || (head.saturating_sub(LONGEST_UNTIL)..head).any(is_until)
}

/// The word on which the clause behind "that" hangs: right in front, or in front of an aside, a phrase or an addressee.
fn head(sentence: &Sentence, that: usize) -> Option<usize> {
    /// Phrases between a word and its clause are short.
    const PHRASE: usize = 4;
    /// So far in front of the clause stands the verb of an addressee: "told all of the old inspectors that".
    const NEAR: usize = 6;
    let mut at = that - 1;
    if sentence.is_apart(that) {
        // Without an aside in between, "that" points behind a comma.
        let open = (1..that).rev().find(|&open| sentence.is_apart(open))?;
        if sentence.has_stop(open) || sentence.opens_clause(open) {
            return None;
        }
        at = open - 1;
    }
    let start = sentence.clause_start(at);
    let nearest = at;
    while !is_known(sentence, at) && at > start {
        if is_adverb(sentence, at) {
            at -= 1;
            continue;
        }
        let preposition = (at.saturating_sub(PHRASE).max(start + 1)..=at)
            .rev()
            .find(|&before| WORDS.prepositions.contains(sentence.word(before)));
        match preposition {
            Some(preposition) => at = preposition - 1,
            _ => break,
        }
    }
    if is_known(sentence, at) {
        return Some(at);
    }
    let told = (start.max(that.saturating_sub(NEAR))..nearest)
        .rev()
        .find(|&verb| sentence.is_a(verb, &WORDS.reporting) && !sentence.is_noun(verb));
    Some(told.unwrap_or(nearest))
}

/// Whether some list says what the word does to a clause behind it.
fn is_known(sentence: &Sentence, at: usize) -> bool {
    let word = sentence.word(at);
    [&WORDS.asserting, &WORDS.feelings, &WORDS.opinions].iter().any(|list| list.contains(word))
        || [
            &WORDS.reporting,
            &WORDS.thinking,
            &WORDS.factive,
            &WORDS.doubting,
            &WORDS.denying,
            &WORDS.claims,
            &WORDS.doubtful_things,
            &WORDS.unreal,
            &WORDS.upheld,
        ]
        .iter()
        .any(|list| sentence.is_a(at, list))
        || sentence.is(at, &["me", "us"])
}

fn is_adverb(sentence: &Sentence, at: usize) -> bool {
    let word = sentence.word(at);
    WORDS.adverbs.contains(word) || word.len() > 4 && word.ends_with("ly")
}

/// What the word at `head` does to the clause behind it, if it leaves that open.
fn leaves_open(sentence: &Sentence, head: usize, that: usize, is_reporter: bool) -> Option<Change> {
    /// So far in front of a view stands whose it is: "our firm view that".
    const NEAR: usize = 3;
    let word = sentence.word(head);
    let is_a = |list| sentence.is_a(head, list);
    let is_near = head + 1 == that;
    if WORDS.asserting.contains(word) && !is_sought(sentence, head)
        || WORDS.feelings.contains(word)
        || WORDS.given.contains(word)
        || is_time(sentence, head)
    {
        return None;
    }
    // "It struck me that", "it dawned on us that", but "prove to me that"
    if sentence.is(head, &["me", "us"]) {
        let asked =
            (head.saturating_sub(2)..head).find(|&at| sentence.is_a(at, &WORDS.implicative));
        return asked
            .filter(|&verb| sentence.clause_start(verb) == verb || is_unproven(sentence, verb))
            .map(|_| Change::Doubt);
    }
    let is_own = (head.saturating_sub(NEAR)..head).any(|at| sentence.is(at, &["my", "our"]));
    if is_a(&WORDS.views) && is_own {
        return None;
    }
    let is_verb = !sentence.is_noun(head);
    if is_a(&WORDS.factive) && is_verb {
        return is_unproven(sentence, head).then_some(Change::Doubt);
    }
    // What these do, right in front of the clause, is judged where they are.
    let is_judged =
        [&WORDS.doubting, &WORDS.denying, &WORDS.claims, &WORDS.doubtful_things, &WORDS.unreal]
            .iter()
            .any(|list| is_a(list));
    if is_judged && is_near {
        return None;
    }
    if is_verb && (is_a(&WORDS.reporting) || is_a(&WORDS.thinking) || WORDS.opinions.contains(word))
    {
        let is_open = is_others(sentence, head, is_reporter)
            && (!is_near || !is_a(&WORDS.reporting) && !WORDS.opinions.contains(word));
        return is_open.then_some(Change::Attribution);
    }
    if is_verb && is_a(&WORDS.upheld) {
        return None;
    }
    Some(if is_a(&WORDS.claims) { Change::Attribution } else { Change::Doubt })
}

/// "We look for a sign that": there is none yet.
fn is_sought(sentence: &Sentence, head: usize) -> bool {
    const NEAR: usize = 4;
    // "We make no apology for the fact that": that there is.
    !sentence.is(head, &["fact"])
        && (head.saturating_sub(NEAR)..head).any(|at| {
            sentence.is(at, &["for"]) || sentence.is(at, &["any", "one"]) && at + 1 == head
        })
}

/// "the moment that", "the way that"
fn is_time(sentence: &Sentence, at: usize) -> bool {
    WORDS.days.contains(sentence.word(at))
        || sentence.is(at, &["day", "time", "moment", "way", "reason", "extent", "point", "place"])
}

/// "to show that", "a document proving that": nothing says that it does.
fn is_unproven(sentence: &Sentence, verb: usize) -> bool {
    let Some(before) = verb.checked_sub(1) else { return false };
    if !sentence.is_a(verb, &WORDS.implicative) {
        return false;
    }
    if sentence.clause_start(verb) == verb && sentence.is_base(verb) {
        return true;
    }
    if sentence.is(before, &["to"]) {
        let is_said = before
            .checked_sub(1)
            .is_some_and(|head| WORDS.saying_heads.contains(sentence.word(head)));
        return !is_said && !came_true(sentence, before);
    }
    sentence.is_gerund(verb)
        && !sentence.is_apart(verb)
        && !sentence.is_auxiliary(before)
        && !sentence.word(before).contains('\'')
        && !WORDS.prepositions.contains(sentence.word(before))
}
