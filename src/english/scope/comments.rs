//! What is said of a clause beside it: "…, I hope", "…, or so they tell us", "in theory, …", "myth: …".

use std::ops::Range;

use super::governor::Governor;
use super::sentence::Sentence;
use super::words::WORDS;
use crate::model::verdict::Change;

/// What the words at `at` say of the clause beside them.
pub(super) fn beside(sentence: &Sentence, at: usize, is_reporter: bool) -> Option<Governor> {
    let end = (at + 1..sentence.len()).find(|&next| sentence.is_apart(next));
    let words = at..end.unwrap_or(sentence.len());
    let is_behind = at > 0 && (sentence.has_comma(at) || sentence.has_dash(at));
    let comment = if is_behind { comment(sentence, words.clone(), is_reporter) } else { None };
    if let Some(change) = comment.or_else(|| frame(sentence, words.clone())) {
        return Some(around(sentence, change, words));
    }
    if let Some(change) = label(sentence, words.clone()) {
        let clause = words.end..sentence.main_end(words.end);
        return Some(Governor::of_clause(change, words, clause));
    }
    let phrase = WORDS.hedges.iter().find(|phrase| sentence.stands(at, phrase))?;
    let words = at..at + phrase.len();
    let is_last = words.end >= sentence.len() || sentence.is_apart(words.end);
    let is_set_off = is_behind || sentence.clause_start(at) == at;
    let is_hedge = if phrase.len() == 1 { is_set_off && is_last } else { is_set_off || is_last };
    is_hedge.then(|| around(sentence, Change::Doubt, words))
}

/// The clause in front of some words, and what goes on behind them.
fn around(sentence: &Sentence, change: Change, words: Range<usize>) -> Governor {
    let start = if words.start == 0 || sentence.has_stop(words.start) {
        words.start
    } else {
        sentence.main_start(words.start - 1)
    };
    let before = start..words.start;
    let behind = words.end..sentence.main_end(words.end - 1).max(words.end);
    Governor { change, words, strong: vec![], weak: vec![before, behind] }
}

/// "I hope", "or so they say", "that is what they want", "said no one", behind a comma.
fn comment(sentence: &Sentence, words: Range<usize>, is_reporter: bool) -> Option<Change> {
    let at = words.start;
    let is_own = words.clone().any(|at| sentence.is(at, &["i", "we", "i'd", "we'd"]));
    if sentence.is(at, &["or"]) && sentence.is(at + 1, &["so"]) && words.len() > 2 {
        let is_told = words.clone().any(|at| sentence.is(at, &["told"]));
        return Some(if is_own && !is_told { Change::Doubt } else { Change::Attribution });
    }
    let what = if sentence.is(at, &["that's"]) { at + 1 } else { at + 2 };
    let is_said = |at: usize| {
        sentence.is_a(at, &WORDS.reporting) || sentence.is_a(at, &WORDS.made_to_believe)
    };
    if sentence.is(at, &["that", "that's", "which"]) && sentence.is(what, &["what"]) {
        let is_theirs = !sentence.is(what + 1, &["i", "we", "i'd", "we'd", "i've", "we've"]);
        return (is_theirs && words.clone().any(is_said)).then_some(Change::Attribution);
    }
    if sentence.is(at, &["say", "says", "said", "claim", "claims", "insist", "insists"]) {
        let next = at + 1;
        if WORDS.nobody.contains(sentence.word(next)) || sentence.is(next, &["no"]) {
            return Some(Change::Negation);
        }
        let is_somebody = WORDS.determiners.contains(sentence.word(next))
            && !sentence.is(next, &["that", "this", "my", "our"])
            || sentence.is_capital(next) && !sentence.is_nominative(next)
            || sentence.is(next, &["they", "he", "she", "people", "critics"]);
        let is_past = sentence.is(at, &["said"]);
        return (is_somebody && !is_past && !is_reporter).then_some(Change::Attribution);
    }
    if goes_the_story(sentence, words.clone()) && !is_reporter {
        return Some(Change::Attribution);
    }
    // "…, the papers would have you believe"
    let last = words.end - 1;
    let is_made = sentence.is(last, &["know", "believe", "think"])
        && WORDS.addressees.contains(sentence.word(if sentence.is(last - 1, &["to"]) {
            last.saturating_sub(2)
        } else {
            last - 1
        }))
        && !is_own
        && words.len() > 3;
    if is_made {
        return Some(Change::Attribution);
    }
    if let Some(change) = undone(sentence, words.clone()) {
        return Some(change);
    }
    if sentence.is(words.end - 1, &["permitting", "willing"]) && words.len() <= 3 {
        return Some(Change::Condition);
    }
    own_doubt(sentence, words)
}

/// "…, runs the gossip at the gate", "…, so goes the tale".
fn goes_the_story(sentence: &Sentence, words: Range<usize>) -> bool {
    const NEAR: usize = 5;
    const STORIES: [&str; 17] = [
        "tale", "theory", "argument", "headline", "line", "saying", "joke", "refrain", "song",
        "slogan", "cry", "excuse", "logic", "wisdom", "message", "choice", "thinking",
    ];
    let at = words.start + usize::from(sentence.is(words.start, &["so", "or", "and"]));
    let at = at + usize::from(sentence.is(at, &["so"]));
    sentence.is(at, &["runs", "ran", "goes", "went", "reads", "reads"])
        && WORDS.determiners.contains(sentence.word(at + 1))
        && (at + 2..(at + NEAR).min(words.end)).any(|noun| {
            sentence.is_a(noun, &WORDS.claims) || STORIES.contains(&sentence.word(noun))
        })
}

/// "…, until we opened it", "…, but it did not", "…, except that it was not": it was otherwise then.
fn undone(sentence: &Sentence, words: Range<usize>) -> Option<Change> {
    // "in the lab, but nowhere else, …"
    let is_contrast = sentence.is(words.start, &["but", "and"])
        && words.len() <= 5
        && !sentence.has_verb(words.clone())
        && words.clone().any(|at| {
            WORDS.negators.contains(sentence.word(at))
                || WORDS.nobody.contains(sentence.word(at))
                || sentence.is(at, &["only"])
        });
    if is_contrast && words.end < sentence.len() {
        return Some(Change::Condition);
    }
    let opens = sentence.is(words.start, &["until", "till"]);
    (opens && sentence.is_subject(words.start + 1)).then_some(Change::Doubt)
}

/// "I hope", "I don't think so", "I used to think".
fn own_doubt(sentence: &Sentence, words: Range<usize>) -> Option<Change> {
    const LONGEST: usize = 6;
    // "…, I told myself for the best part of ten years"
    let is_to_self = words.clone().any(|at| {
        let told = at + 1 + usize::from(sentence.is(at + 1, &["to"]));
        ["tell", "say", "promise", "convince", "assure"]
            .iter()
            .any(|base| sentence.has_base(at, base))
            && sentence.is(told, &["myself", "ourselves"])
    });
    if is_to_self && sentence.is_own(words.start) {
        return Some(Change::Doubt);
    }
    if !sentence.is_own(words.start) || words.len() > LONGEST || words.len() < 2 {
        return None;
    }
    let last = words.end - 1 - usize::from(sentence.is(words.end - 1, &["so"]));
    let is_then = WORDS.is_past(sentence.word(last))
        || words.clone().any(|at| sentence.is(at, &["used", "once"]));
    let is_negated = words
        .clone()
        .any(|at| WORDS.negators.contains(sentence.word(at)) || sentence.word(at).ends_with("n't"));
    let is_thought = sentence.is_a(last, &WORDS.thinking) && (is_then || is_negated);
    let is_open = sentence.is_a(last, &WORDS.doubting) && !is_negated || is_thought;
    (is_open && !(is_negated && sentence.is_a(last, &WORDS.upheld))).then_some(Change::Doubt)
}

/// "as my rival puts it", "in his words", "to quote the duke": what stands beside is theirs.
fn frame(sentence: &Sentence, words: Range<usize>) -> Option<Change> {
    let at = words.start;
    if sentence.clause_start(at) != at {
        return None;
    }
    let is_own =
        words.clone().any(|at| sentence.is(at, &["i", "we", "me", "myself", "us", "i've"]));
    let is_luck =
        (at..at + 3).any(|at| sentence.is(at, &["luck", "chance", "fate", "fortune", "things"]));
    let puts = sentence.is(at, &["as"])
        && !is_luck
        && words.clone().any(|at| {
            sentence.is(at, &["put", "puts", "has", "have", "tells", "tell"])
                && sentence.is(at + 1, &["it"])
        });
    let in_words = sentence.is(at, &["in"])
        && sentence.is(words.end - 1, &["words"])
        && (sentence.is(at + 1, &["his", "her", "their", "your"])
            || sentence.word(words.end - 2).ends_with('\'')
            || sentence.word(words.end - 2).ends_with("'s"));
    let in_the_words = sentence.is(at, &["in"])
        && sentence.is(at + 1, &["the"])
        && sentence.is(at + 2, &["words"])
        && sentence.is(at + 3, &["of"]);
    // "by his logic", "in the minister's view", "to their mind"
    let is_owned =
        |at: usize| sentence.is(at - 1, &["his", "her", "their", "your"]) || sentence.has_owner(at);
    let is_view = WORDS.prepositions.contains(sentence.word(at))
        && words.len() > 2
        && (at + 2..words.end.min(at + 6)).any(|noun| {
            is_owned(noun)
                && (sentence.is_a(noun, &WORDS.views)
                    || WORDS.outlooks.contains(sentence.word(noun)))
        });
    // "as far as the ministry is concerned", "if you ask the duke"
    let concerns = sentence.is(at, &["as"])
        && sentence.is(words.end - 1, &["concerned", "aware"])
        && sentence.is(at + 1, &["far"]);
    let quotes = sentence.is(at, &["to"]) && sentence.is(at + 1, &["quote", "hear"]);
    let is_theirs = puts || in_words || in_the_words || quotes || is_view || concerns;
    (is_theirs && !is_own).then_some(Change::Attribution)
}

/// "Myth: …", "fake news: …".
fn label(sentence: &Sentence, words: Range<usize>) -> Option<Change> {
    const LONGEST: usize = 3;
    let is_label =
        sentence.has_stop(words.start) && words.len() <= LONGEST && sentence.has_colon(words.end);
    if !is_label {
        return None;
    }
    // "Make no mistake: …"
    if words.clone().any(|at| sentence.is(at, &["no"])) {
        return None;
    }
    let is_a = |list| words.clone().any(|at| sentence.is_a(at, list));
    if is_a(&WORDS.unreal) || words.clone().any(|at| sentence.is(at, &["fake"])) {
        Some(Change::Negation)
    } else if is_a(&WORDS.claims) {
        Some(Change::Attribution)
    } else {
        is_a(&WORDS.doubtful_things).then_some(Change::Doubt)
    }
}
