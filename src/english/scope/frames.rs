//! What the words in front say of all that follows: "There are two lies about me: …", "In the second act …", "That the
//! ship leaked I deny".

use std::ops::Range;

use super::governor::Governor;
use super::neighbour;
use super::sentence::Sentence;
use super::words::WORDS;
use crate::model::verdict::Change;

/// What the frame that begins at `at` says of what stands behind it.
pub(super) fn framed(sentence: &Sentence, at: usize) -> Option<Governor> {
    colon(sentence, at)
        .or_else(|| fiction(sentence, at))
        .or_else(|| fronted(sentence, at))
        .or_else(|| gauge(sentence, at))
}

/// "There are three lies on this page: …", "Their slogan is simple: …", "Let me read you what they write: …"
fn colon(sentence: &Sentence, at: usize) -> Option<Governor> {
    if !sentence.has_colon(at) {
        return None;
    }
    let start = (0..at).rev().find(|&start| sentence.has_stop(start)).unwrap_or(0);
    let front = start..at;
    let any = |test: &dyn Fn(usize) -> bool| front.clone().any(test);
    let is_own =
        any(&|at| sentence.is(at, &["my", "our", "mine", "ours", "me"]) || sentence.is_own(at));
    let is_negated = any(&|at| {
        WORDS.negators.contains(sentence.word(at))
            || sentence.word(at).ends_with("n't")
            || sentence.is(at, &["no"])
    });
    let is_untrue = any(&|at| WORDS.falsehoods.contains(sentence.word(at)));
    let is_claim = any(&|at| {
        let is_head = WORDS.determiners.contains(sentence.word(at.saturating_sub(1)))
            || sentence.has_owner(at)
            || sentence.is_noun(at);
        sentence.is_a(at, &WORDS.claims) && is_head
            || sentence.is(at, &["slogan", "slogans", "mantra", "excuse", "excuses", "accusations"])
    });
    let change = neighbour::said_of_next(&sentence.part(front.clone()))
        .or((is_untrue && !is_negated).then_some(Change::Negation))
        .or((is_claim && !is_own).then_some(Change::Attribution))
        .or((!is_negated && puts_in_words(sentence, start, at)).then_some(Change::Attribution))?;
    let clause = at..sentence.len();
    Some(Governor { change, words: front, strong: vec![clause], weak: vec![] })
}

/// "The poster said: …", "He lived by one rule: …", "The prosecution's case was simple: …", "I had the letter typed: …": the
/// words behind are those of somebody else, or of a text.
fn puts_in_words(sentence: &Sentence, start: usize, at: usize) -> bool {
    const BELIEFS: [&str; 24] = [
        "rule",
        "creed",
        "motto",
        "belief",
        "line",
        "view",
        "philosophy",
        "case",
        "answer",
        "reply",
        "verdict",
        "logic",
        "words",
        "word",
        "sentence",
        "phrase",
        "story",
        "thought",
        "thesis",
        "argument",
        "theory",
        "text",
        "charge",
        "boast",
    ];
    /// So near to the colon stands the word for what is behind it.
    const NEAR: usize = 4;
    const WRITTEN: [&str; 10] = [
        "typed", "written", "printed", "scrawled", "painted", "daubed", "carved", "stitched",
        "sprayed", "chalked",
    ];
    let last = at - 1;
    if WRITTEN.contains(&sentence.word(last)) {
        return true;
    }
    let begin = sentence.behind_adverbs(start + usize::from(sentence.is_coordinator(start)));
    let is_own = sentence.is_own(begin)
        || sentence.is(begin, &["my", "our", "let", "it", "this", "that", "here", "there"]);
    if is_own {
        return false;
    }
    let is_theirs = (begin..at).any(|at| {
        sentence.is(at, &["his", "her", "their", "your"]) || sentence.has_owner(at) && at > begin
    });
    let is_somebody = sentence.is_nominative(begin)
        || WORDS.determiners.contains(sentence.word(begin))
        || sentence.is_capital(begin);
    let is_belief =
        (begin.max(at.saturating_sub(NEAR))..at).any(|noun| BELIEFS.contains(&sentence.word(noun)));
    let has_verb = sentence.has_verb(begin..at) && !sentence.is(begin, &["the"]);
    // "The poster said: …", "a banner read: …"
    let says = sentence.is(last, &["read", "reads"])
        || sentence.is_a(last, &WORDS.reporting)
            && !sentence.is_noun(last)
            && !sentence.is_a(last, &WORDS.factive);
    is_somebody && (says && last > begin || is_belief && (is_theirs || has_verb))
}

/// "In the second act I confess", "in my dream the king comes back": not in this world.
fn fiction(sentence: &Sentence, at: usize) -> Option<Governor> {
    const NEAR: usize = 4;
    if !sentence.is(at, &["in"]) || sentence.clause_start(at) != at {
        return None;
    }
    let noun =
        (at + 1..at + 1 + NEAR).find(|&noun| WORDS.fictions.contains(sentence.word(noun)))?;
    let is_phrase = WORDS.determiners.contains(sentence.word(at + 1))
        && (at + 2..=noun).all(|at| !sentence.is_apart(at) && !sentence.is_finite(at));
    // "in the last act of the play"
    let is_part = sentence.is(noun + 1, &["of"])
        && WORDS.determiners.contains(sentence.word(noun + 2))
        && !sentence.is_apart(noun + 3);
    let end = noun + 1 + if is_part { 3 } else { 0 };
    // "in the film industry people work": another noun.
    let is_clause = sentence.is_apart(end)
        || sentence.is_nominative(end)
        || sentence.is_capital(end)
        || WORDS.determiners.contains(sentence.word(end));
    (is_phrase && is_clause).then(|| {
        let clause = end..sentence.main_end(at).max(end);
        Governor::beside(sentence, Change::Doubt, at..end, vec![clause])
    })
}

/// "Measured against a wreck the ship is sound", "by the standards of a pirate, …": beside that, and no further.
fn gauge(sentence: &Sentence, at: usize) -> Option<Governor> {
    const NEAR: usize = 5;
    if sentence.clause_start(at) != at {
        return None;
    }
    let is_participle = sentence
        .is(at, &["measured", "judged", "compared", "set", "placed", "next"])
        && sentence.is(at + 1, &["against", "by", "with", "to", "beside", "alongside"]);
    let is_standard = sentence.is(at, &["by"])
        && !sentence.is(at + 1, &["any", "all", "every", "our", "my"])
        && (at + 2..at + NEAR).any(|at| sentence.is(at, &["standards", "yardstick"]));
    let end = (at + 2..sentence.len())
        .find(|&end| sentence.is_apart(end) || end > at + 3 && sentence.is_subject(end))?;
    (is_participle || is_standard).then(|| {
        let clause = end..sentence.main_end(at).max(end);
        Governor::beside(sentence, Change::Condition, at..at + 2, vec![clause])
    })
}

/// "That the ship was unfit I utterly deny": what is said of the clause comes behind it.
fn fronted(sentence: &Sentence, at: usize) -> Option<Governor> {
    let is_fronted = sentence.is(at, &["that"])
        && (sentence.is_capital(at) || at > 0)
        && sentence.clause_start(at) == at
        && (at == 0 || sentence.has_stop(at) || sentence.is_coordinator(at - 1))
        && (sentence.is_subject(at + 1) || WORDS.determiners.contains(sentence.word(at + 1)))
        && !sentence.is_finite(at + 1);
    if !is_fronted {
        return None;
    }
    let end = sentence.main_end(at);
    let is_asserted = (at + 2..end).any(|at| {
        let word = sentence.word(at);
        let is_said = WORDS.asserting.contains(word) || WORDS.feelings.contains(word);
        // "is clear", "is a shame", "we know"
        is_said && (at.saturating_sub(4)..at).any(|be| WORDS.be.contains(sentence.word(be)))
            || sentence.is(at, &["know", "knew", "proves", "shows", "means", "matters", "explains"])
    }) && !(at + 2..end)
        .any(|at| sentence.is_a(at, &WORDS.denying) || sentence.is_a(at, &WORDS.unreal));
    let strong = std::iter::once(at + 1..end).collect();
    (!is_asserted).then(|| Governor {
        change: Change::Doubt,
        words: at..at + 1,
        strong,
        weak: vec![],
    })
}

/// Whether words stand right behind an adjective that says that there is no such thing, or that it is not known: "this
/// imaginary wave of robberies".
pub(super) fn unreal_noun(sentence: &Sentence, kept: &Range<usize>) -> Option<Range<usize>> {
    let before = kept.start.checked_sub(1)?;
    let is_noun = !WORDS.determiners.contains(sentence.word(kept.start))
        && !WORDS.prepositions.contains(sentence.word(kept.start))
        && !WORDS.pronouns.contains(sentence.word(kept.start));
    // "so-called", "non-existent" are cut into two words.
    let whole = before
        .checked_sub(1)
        .map(|first| format!("{}-{}", sentence.word(first), sentence.word(before)));
    let is_unreal = WORDS.sham_adjectives.contains(sentence.word(before))
        || whole.is_some_and(|whole| WORDS.sham_adjectives.contains(&whole));
    (is_unreal && is_noun && !sentence.is_apart(kept.start)).then_some(before..kept.start)
}
