//! Verbs that take a clause, and from whom they come: only what the one who speaks says now, or what somebody knows for a
//! fact, asserts it. "those who hold that", "whoever says that", "try telling her, …, that", "what they had typed was that".

use super::governor::Governor;
use super::reach::{Reach, aside};
use super::sentence::{Sentence, is_negated_form};
use super::words::WORDS;
use crate::model::verdict::Change;

/// What the verb at `at` leaves open because nobody who speaks here says it.
pub(super) fn unsaid(sentence: &Sentence, at: usize, is_reporter: bool) -> Option<Governor> {
    by_another(sentence, at, is_reporter)
        .or_else(|| conviction(sentence, at, is_reporter))
        .or_else(|| cleft(sentence, at, is_reporter))
        .or_else(|| once_written(sentence, at))
}

/// Where the clause that a verb takes begins: behind "that", also behind an addressee and asides; or right behind.
pub(super) fn clause_behind(sentence: &Sentence, verb: usize) -> Option<usize> {
    /// So far behind the verb stands "that", asides not counted.
    const NEAR: usize = 7;
    let mut at = verb + 1;
    for _ in 0..NEAR {
        if at >= sentence.len() || sentence.has_stop(at) {
            return None;
        }
        let is_that = sentence.is(at, &["that"]) && at + 1 < sentence.len();
        if is_that && !sentence.is_finite(at + 1) && !sentence.is_apart(at + 1) {
            return Some(at + 1);
        }
        match aside(sentence, at) {
            Some(end) if end > at => at = end,
            _ if sentence.is_apart(at) && at > verb + 1 || sentence.is_finite(at) => return None,
            _ => at += 1,
        }
    }
    None
}

/// "Whoever says that", "those who hold that", "try telling them that": not the speaker's words.
fn by_another(sentence: &Sentence, at: usize, is_reporter: bool) -> Option<Governor> {
    let is_taking = sentence.is_a(at, &WORDS.reporting) || sentence.is_a(at, &WORDS.thinking);
    if !is_taking || sentence.is_noun(at) || at == 0 {
        return None;
    }
    let from = clause_behind(sentence, at)?;
    let mut before = at - 1;
    while before > 0
        && (sentence.is_auxiliary(before) || WORDS.adverbs.contains(sentence.word(before)))
    {
        before -= 1;
    }
    let words = before..from;
    if sentence.is_gerund(at) && sentence.is(before, &["try", "imagine", "fancy", "catch"]) {
        return Some(Governor::to_the_right(sentence, Change::Doubt, words, Reach::Embedded));
    }
    // "a way of making you feel that"
    let is_made = WORDS.addressees.contains(sentence.word(before))
        && before > 0
        && sentence.has_base(before - 1, "make");
    if is_made {
        return Some(Governor::to_the_right(sentence, Change::Doubt, words, Reach::Embedded));
    }
    if is_reporter || is_known(sentence, at) || sentence.is_gerund(at) {
        return None;
    }
    // "gets up and says": whoever gets up.
    let is_shared = sentence.is(before, &["and", "or"]) && !sentence.is_subject(before + 1);
    let subject = if is_shared { sentence.clause_start(before) } else { before };
    let is_theirs = sentence
        .is(subject, &["who", "whoever", "anyone", "anybody", "those", "whichever"])
        && !(before.saturating_sub(2)..before).any(|at| sentence.is_own(at));
    is_theirs.then(|| Governor::to_the_right(sentence, Change::Attribution, words, Reach::Embedded))
}

/// Whether nobody can do this of what is not so.
fn is_known(sentence: &Sentence, at: usize) -> bool {
    sentence.is_a(at, &WORDS.factive) && !sentence.is_a(at, &WORDS.loosely_factive)
}

/// "The man I play is convinced that": the nearest subject counts, and not an "I" in a clause inside of it.
fn conviction(sentence: &Sentence, at: usize, is_reporter: bool) -> Option<Governor> {
    let be = at.checked_sub(1)?;
    if !WORDS.opinions.contains(sentence.word(at))
        || !WORDS.be.contains(sentence.word(be))
        || be == 0
    {
        return None;
    }
    let subject = sentence.word(be - 1);
    let is_own = matches!(subject, "i" | "we" | "you" | "it" | "that" | "this" | "which" | "what")
        || is_reporter;
    let takes = sentence.is(at + 1, &["that"]) || sentence.is_subject(at + 1);
    (!is_own && takes && !sentence.is_apart(at + 1)).then(|| {
        Governor::to_the_right(sentence, Change::Attribution, at - 1..at + 1, Reach::Embedded)
    })
}

/// "What they had typed out was that", but "what I know is that", "what matters is that".
fn cleft(sentence: &Sentence, at: usize, is_reporter: bool) -> Option<Governor> {
    let is_be = sentence.is(at, &["is", "was"]) && sentence.is(at + 1, &["that"]);
    let opens = is_be && !sentence.is_finite(at + 2) && !is_reporter;
    let what = (0..at).rev().filter(|_| opens).find(|&what| sentence.is(what, &["what"]))?;
    let subject = what + 1;
    let is_theirs = sentence.is(subject, &["they", "he", "she", "people", "some", "others"])
        || WORDS.determiners.contains(sentence.word(subject))
        || sentence.is_capital(subject) && !sentence.is_own(subject);
    let is_fact = (what..at).any(|verb| {
        is_known(sentence, verb)
            || sentence.is(
                verb,
                &["forget", "forgot", "miss", "missed", "need", "needs", "did", "do", "got"],
            )
    });
    (is_theirs && !is_fact && sentence.main_start(at) <= what)
        .then(|| Governor::to_the_right(sentence, Change::Attribution, at..at + 2, Reach::Embedded))
}

/// "In the first edition we stated that": a text of the past, which need not stand any more.
fn once_written(sentence: &Sentence, at: usize) -> Option<Governor> {
    const TEXTS: [&str; 16] = [
        "version",
        "edition",
        "draft",
        "panel",
        "caption",
        "article",
        "report",
        "statement",
        "leaflet",
        "programme",
        "letter",
        "label",
        "sign",
        "page",
        "story",
        "entry",
    ];
    let is_written =
        sentence.is(at, &["stated", "wrote", "said", "claimed", "reported", "printed", "had"]);
    let start = sentence.main_start(at);
    let is_text = (start..at).any(|at| {
        TEXTS.contains(&sentence.word(at)) && (start..at).any(|before| sentence.is(before, &["in"]))
    });
    let is_own = at > 0 && sentence.is(at - 1, &["i", "we"]);
    let from = clause_behind(sentence, at).filter(|_| is_written && is_text && is_own)?;
    Some(Governor::to_the_right(sentence, Change::Doubt, at..from, Reach::Embedded))
}

/// Whether the sentence says behind what is told as somebody's words that these are right: "…, and he was right".
pub(super) fn is_endorsed(sentence: &Sentence, from: usize) -> bool {
    const NEAR: usize = 4;
    (from..sentence.len()).any(|at| {
        sentence.is(at, &["right", "correct"])
            && (at.saturating_sub(NEAR)..at).any(|be| {
                let is_be = WORDS.be.contains(sentence.word(be))
                    && !is_negated_form(sentence.word(be))
                    || sentence.is(be, &["she's", "he's", "they're", "that's", "it's"]);
                let subject =
                    if sentence.word(be).contains('\'') { be } else { be.saturating_sub(1) };
                is_be
                    && sentence.is(
                        subject,
                        &["he", "she", "they", "she's", "he's", "they're", "it", "that", "that's"],
                    )
                    && !(be..at)
                        .any(|at| sentence.is(at, &["not", "never", "hardly", "all", "the"]))
            })
            && !sentence.is_question
    })
}
