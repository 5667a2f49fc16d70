//! Conditions, and questions.

use super::governor::Governor;
use super::mockery::disbelieving_tag;
use super::reach::{Reach, reach};
use super::sentence::{Sentence, is_negated_form};
use super::words::WORDS;
use crate::english::dictionary;
use crate::model::verdict::Change;

/// The condition that begins at `at`, in front of what hangs on it or behind.
pub(super) fn condition(sentence: &Sentence, at: usize) -> Option<Governor> {
    let phrase = WORDS.conditions.iter().find(|phrase| sentence.stands(at, phrase));
    if let Some(phrase) = phrase {
        return stated(sentence, at, at + phrase.len(), phrase);
    }
    if let Some(governor) = on_a_day(sentence, at) {
        return Some(governor);
    }
    let time = WORDS.times.iter().find(|phrase| sentence.stands(at, phrase));
    if let Some(phrase) = time {
        return time_of(sentence, at, at + phrase.len());
    }
    if let Some(governor) = meant(sentence, at) {
        return Some(governor);
    }
    if let Some(governor) = before_it(sentence, at) {
        return Some(governor);
    }
    inverted(sentence, at).or_else(|| or_else(sentence, at)).or_else(|| limit(sentence, at))
}

/// What the condition whose phrase stands at `at..end` reaches, if it is one.
fn stated(sentence: &Sentence, at: usize, end: usize, phrase: &[String]) -> Option<Governor> {
    let first = phrase[0].as_str();
    let before = at.checked_sub(1).map_or("", |before| sentence.word(before));
    if first == "if" && (is_concession(sentence, at, end) || is_no_condition(sentence, end, before))
    {
        return None;
    }
    if first == "if" && ASKING.contains(&before) {
        let words = at..end;
        return Some(Governor::to_the_right(sentence, Change::Question, words, Reach::Embedded));
    }
    let is_other = match first {
        "provided" | "providing" | "assuming" | "supposing" | "except" => {
            phrase.len() == 1 && is_participle(sentence, at, end)
        }
        // "a pending case"
        "pending" => at > 0 && (WORDS.determiners.contains(before) || WORDS.be.contains(before)),
        "in" => phrase.len() == 2 && sentence.is(end, &["of"]),
        // "The bell rang only once"
        _ => phrase.len() == 2 && phrase[1] == "once" && !sentence.is_subject(end),
    };
    if is_other {
        return None;
    }
    let mut governor = around(sentence, at, end);
    // "even if they leave, we will stay": that does not hang on it.
    if before == "even" {
        governor.weak.clear();
        governor.words = at - 1..end;
    }
    Some(governor)
}

/// Behind these "if" asks: "I wonder if", "it is unclear if".
const ASKING: [&str; 18] = [
    "ask",
    "asks",
    "asked",
    "asking",
    "wonder",
    "wondering",
    "wondered",
    "know",
    "see",
    "tell",
    "sure",
    "unclear",
    "say",
    "doubt",
    "doubtful",
    "me",
    "decide",
    "matter",
];

/// "fair, if a little slow"
fn is_concession(sentence: &Sentence, at: usize, end: usize) -> bool {
    const DEGREES: [&str; 10] =
        ["a", "rather", "somewhat", "slightly", "too", "very", "quite", "less", "more", "perhaps"];
    sentence.has_comma(at)
        && sentence.is(end, &DEGREES)
        && !sentence.has_verb(end..sentence.main_end(at).max(end))
}

/// "if you ask me", "as if", "what if": judged elsewhere, or no condition.
fn is_no_condition(sentence: &Sentence, end: usize, before: &str) -> bool {
    WORDS.no_condition.contains(sentence.word(end))
        || sentence.is(end, &["you"])
            && (sentence.is(end + 1, &["ask", "will", "like"])
                || sentence.is(end + 1, &["want"]) && sentence.is(end + 2, &["my"]))
        || matches!(before, "as" | "what")
}

/// "provided help", "assuming office": a verb.
fn is_participle(sentence: &Sentence, at: usize, end: usize) -> bool {
    let is_behind = sentence.is(at, &["provided", "providing"])
        && at > 0
        && !sentence.is_auxiliary(at - 1)
        && !sentence.is_nominative(at - 1)
        && sentence.has_verb(sentence.main_start(at)..at);
    !is_behind && !sentence.is_subject(end) && !sentence.is(end, &["that", "if", "when"])
}

/// "we will sign when hell freezes over", but "we slept when the bell rang".
fn time_of(sentence: &Sentence, at: usize, end: usize) -> Option<Governor> {
    if let Some(governor) = not_until(sentence, at, end).or_else(|| until_proven(sentence, at, end))
    {
        return Some(governor);
    }
    if is_of_noun(sentence, at) {
        return None;
    }
    let is_fronted = is_fronted_until(sentence, at, end);
    let is_clause = sentence.is_subject(end)
        || is_fronted
        || sentence.is(end, &["you"])
        || sentence.is(at, &["when"]) && has_clause(sentence, end)
        || is_fronted_general(sentence, at, end);
    if !is_clause {
        return None;
    }
    // "on Friday, when the roads are dry": the day is named, and told of.
    let is_dated = at > 1
        && sentence.has_comma(at)
        && sentence.is(at, &["when"])
        && (sentence.is_capital(at - 1) || WORDS.days.contains(sentence.word(at - 1)));
    if is_dated {
        return None;
    }
    let mut governor = around(sentence, at, end);
    let any = |word: fn(&str) -> bool| {
        governor.weak.iter().any(|stretch| stretch.clone().any(|at| word(sentence.word(at))))
    };
    let is_future = any(|word| {
        WORDS.modals.contains(word) && !matches!(word, "would" | "could" | "'d")
            || word.ends_with("'ll")
            || matches!(word, "don't" | "doesn't" | "do")
    });
    let may_never_be = !sentence.is(at, &["the"])
        && (any(|word| WORDS.modals.contains(word)) || is_general(sentence, end));
    // "When the price of oil goes up, …": nobody says that it does.
    let is_supposed = is_fronted_general(sentence, at, end);
    // "when it is found that": nobody says that it was.
    governor.strong.retain_mut(|stretch| {
        if is_supposed {
            return true;
        }
        let that = stretch.clone().find(|&at| {
            sentence.is(at, &["that"]) && !sentence.is_apart(at) && !sentence.is_finite(at + 1)
        });
        stretch.start = that.map_or(stretch.end, |that| that + 1);
        may_never_be && stretch.start < stretch.end
    });
    let is_future = is_future || is_fronted;
    if !is_future {
        governor.weak.clear();
    }
    (is_future || !governor.strong.is_empty()).then_some(governor)
}

/// "innocent until proven guilty"
fn until_proven(sentence: &Sentence, at: usize, end: usize) -> Option<Governor> {
    let is_open = sentence.is(at, &["until", "till"])
        && !sentence.is_apart(end)
        && sentence
            .is(end, &["proven", "proved", "shown", "told", "found", "convicted", "replaced"])
        && !(sentence.main_start(at)..at).any(|at| sentence.is(at, &["was", "were", "had", "did"]));
    let clause = sentence.main_start(at)..at;
    is_open.then(|| Governor::of_clause(Change::Condition, at..end, clause))
}

/// "The chimney, the tallest in the county when it was built, will be kept": a time of the aside's.
fn is_of_noun(sentence: &Sentence, at: usize) -> bool {
    let Some(open) = (1..=at).rev().find(|&open| sentence.is_apart(open)) else { return false };
    let closes = (at + 1..sentence.len()).find(|&close| sentence.is_apart(close));
    let is_aside = sentence.has_comma(open)
        && open < at
        && closes
            .is_some_and(|close| sentence.has_comma(close) && !sentence.is_joined_clause(close));
    is_aside && !sentence.is_coordinator(open) && !sentence.has_verb(open..at)
}

/// "When the price of oil goes up, firms find it harder": told of no time that was.
fn is_fronted_general(sentence: &Sentence, at: usize, end: usize) -> bool {
    let opens = sentence.is(at, &["when", "whenever", "once"])
        && (at == 0 || sentence.has_stop(at) || sentence.is_coordinator(at - 1));
    let comma = (end..sentence.len()).find(|&comma| sentence.is_apart(comma));
    opens
        && (sentence.is_subject(end) || WORDS.determiners.contains(sentence.word(end)))
        && !sentence.is_own(end)
        && comma.is_some_and(|comma| (end + 1..comma).any(|at| is_present(sentence, at)))
        && !comma.is_some_and(|comma| {
            (end..comma).any(|at| {
                sentence.is(at, &["was", "were", "had", "did"])
                    || sentence.is(at, &["have", "has", "now"])
                    || WORDS.is_past(sentence.word(at))
            })
        })
}

/// "rises", "is", "go": a verb that tells of no time that is over.
fn is_present(sentence: &Sentence, at: usize) -> bool {
    const EITHER: [&str; 15] = [
        "hit", "cost", "put", "cut", "let", "set", "read", "hurt", "shut", "spread", "burst",
        "split", "beat", "bet", "quit",
    ];
    let word = sentence.word(at);
    let is_third = word.strip_suffix('s').is_some_and(|base| {
        !base.ends_with('s') && dictionary::is_word(base) && !sentence.is_noun(at)
    });
    sentence.is(at, &["is", "are", "does", "do", "goes"])
        || is_third && !WORDS.determiners.contains(sentence.word(at - 1))
        || WORDS.verbs.contains(word) && !sentence.is_noun(at) && !EITHER.contains(&word)
}

/// Whether a clause of time tells of what is so again and again: "when it is found".
fn is_general(sentence: &Sentence, from: usize) -> bool {
    const NEAR: usize = 3;
    (from..from + NEAR).any(|at| {
        sentence.is(at, &["is", "are"])
            || sentence.word(at).ends_with("'s") && !sentence.is_possessive(at)
    })
}

/// "Until somebody shows me a body, the case is closed", but "until the last day, it was closed".
fn is_fronted_until(sentence: &Sentence, at: usize, end: usize) -> bool {
    const SHORTEST: usize = 3;
    let opens = sentence.is(at, &["until", "till"]) && sentence.clause_start(at) == at;
    let comma = (end..sentence.len()).find(|&comma| sentence.is_apart(comma));
    opens
        && comma.is_some_and(|comma| {
            comma - end >= SHORTEST
                && !(end..comma).any(|at| {
                    let word = sentence.word(at);
                    WORDS.is_past(word)
                        || WORDS.days.contains(word)
                        || matches!(word, "was" | "were" | "had" | "came" | "day")
                })
        })
}

/// "we never paid until this week": then we did.
fn not_until(sentence: &Sentence, at: usize, end: usize) -> Option<Governor> {
    let is_until = sentence.is(at, &["until", "till"]);
    let before = at.checked_sub(1).filter(|_| is_until)?;
    // "It was not until May that we knew", "it wasn't until May"
    let is_it = before > 0 && sentence.is(before - 1, &["it"]);
    if sentence.is(before, &["up", "not"]) || is_it && is_negated_form(sentence.word(before)) {
        return None;
    }
    let clause = sentence.main_start(before)..at;
    let is_negated = clause.clone().any(|at| {
        let word = sentence.word(at);
        WORDS.negators.contains(word)
            || WORDS.nobody.contains(word)
            || is_negated_form(word)
            || matches!(word, "no" | "cannot")
    });
    is_negated.then(|| Governor::of_clause(Change::Condition, at..end, clause))
}

/// "Anything less means the plan is dead", "a vote to leave means that": only in that case.
fn meant(sentence: &Sentence, at: usize) -> Option<Governor> {
    if !sentence.is(at, &["means", "mean", "implies", "signifies"]) {
        return None;
    }
    let start = sentence.clause_start(at);
    let is_case = sentence
        .is(start, &["anything", "any", "failure", "failing", "whoever", "whatever", "without"])
        || sentence.is(start, &["a", "an", "no"])
            && (start..at)
                .any(|to| sentence.is(to, &["to", "vote", "deal", "win", "loss", "defeat"]));
    let opens = sentence.is(at + 1, &["that"]) || sentence.is_subject(at + 1);
    (is_case && opens).then(|| {
        Governor::to_the_right(sentence, Change::Condition, start..at + 1, Reach::Embedded)
    })
}

/// "They would have to drag me out before I signed it": it does not come to that.
fn before_it(sentence: &Sentence, at: usize) -> Option<Governor> {
    let opens = sentence.is(at, &["before"]) && sentence.is_subject(at + 1);
    let is_open = (sentence.main_start(at)..at).any(|at| {
        sentence.is(at, &["would", "might", "could", "will", "shall"])
            || sentence.word(at).ends_with("'d")
            || sentence.word(at).ends_with("'ll")
    });
    (opens && is_open)
        .then(|| Governor::to_the_right(sentence, Change::Condition, at..at + 1, Reach::Embedded))
}

/// "I will resign the day the harbour is sold": that day may not come.
fn on_a_day(sentence: &Sentence, at: usize) -> Option<Governor> {
    let noun = at + 1 + usize::from(sentence.is(at + 1, &["very", "first"]));
    let clause = noun + 1 + usize::from(sentence.is(noun + 1, &["that", "when"]));
    let opens = sentence.is(at, &["the"])
        && sentence.is_point_in_time(noun)
        && (sentence.is_subject(clause) || WORDS.determiners.contains(sentence.word(clause)));
    let before = sentence.main_start(at)..at;
    let is_open = before
        .clone()
        .any(|at| WORDS.modals.contains(sentence.word(at)) || sentence.word(at).ends_with("'ll"));
    let is_object =
        before.clone().any(|at| sentence.keeps_a_day(at) || sentence.is(at, &["until", "since"]));
    let verb = (clause + 1..sentence.main_end(clause)).find(|&at| sentence.is_finite(at));
    let is_past = verb.is_some_and(|verb| {
        WORDS.is_past(sentence.word(verb)) || sentence.is(verb, &["was", "were", "had", "did"])
    });
    let words = at..clause;
    (opens && is_open && !is_object && !is_past)
        .then(|| Governor::to_the_right(sentence, Change::Condition, words, Reach::Embedded))
}

fn has_clause(sentence: &Sentence, from: usize) -> bool {
    sentence.has_verb(from..sentence.main_end(from))
}

/// The condition with its own words, and what stands before or behind it.
pub(super) fn around(sentence: &Sentence, at: usize, end: usize) -> Governor {
    let start = sentence.main_start(at);
    let is_first = at == 0
        || sentence.clause_start(at) == at && !sentence.has_verb(start..at)
        || (at > 0
            && (sentence.is_coordinator(at - 1) || sentence.is(at - 1, &["that", "because"]))
            && !sentence.is(at - 1, &["but"]))
        || (at > 1 && sentence.is(at - 1, &["only", "even"]) && at == 1);
    // Its own clause goes up to the next comma, unless that is an aside's.
    let comma = (end..sentence.len()).find(|&next| {
        sentence.has_comma(next) || sentence.has_stop(next) || sentence.has_dash(next)
    });
    let then = (end..sentence.len())
        .find(|&next| sentence.is(next, &["then"]) && sentence.is_subject(next + 1));
    let own_end = comma.into_iter().chain(then).min().unwrap_or(sentence.len());
    let mut strong = reach(sentence, end, Reach::Embedded);
    for stretch in &mut strong {
        stretch.end = stretch.end.min(own_end.max(stretch.start));
    }
    strong.retain(|stretch| !stretch.is_empty());
    let mut weak = vec![];
    if !is_first {
        // "We will rebuild it, but only if the state pays": the clause before "but" hangs on it as well.
        let joins =
            |at: usize| at > 0 && sentence.is_coordinator(at) && !sentence.is_subject(at + 1);
        let from = match (start..at)
            .find(|&next| sentence.is(next, &["but", "and", "yet"]) && joins(next))
        {
            Some(joint) if joint + 3 >= at => sentence.main_start(joint.saturating_sub(1)),
            _ => start,
        };
        weak.push(from..at);
    }
    if own_end < sentence.len() && !sentence.has_stop(own_end) {
        let rest = if is_first {
            reach(sentence, own_end, Reach::Everything)
        } else if sentence.is_joined_clause(own_end) || sentence.is(own_end, &["but", "which"]) {
            vec![]
        } else {
            reach(sentence, own_end, Reach::Embedded)
        };
        weak.extend(rest);
    }
    Governor { change: Change::Condition, words: at..end, strong, weak }
}

/// "Should they pay, we will sign", "had we known, we would have come".
fn inverted(sentence: &Sentence, at: usize) -> Option<Governor> {
    let opens = sentence.is(at, &["should", "had", "were"]) && !sentence.is_question;
    let is_should =
        at > 0 && sentence.is(at, &["should"]) && !sentence.is(at + 1, &["that", "all"]);
    // "we would have come had we known"
    let is_behind = opens
        && at > 0
        && sentence.is(at, &["had", "were"])
        && !sentence.is_nominative(at - 1)
        && (sentence.main_start(at)..at).any(|at| {
            sentence.is(at, &["would", "could", "might"]) || sentence.word(at).ends_with("'d")
        });
    let is_first = opens && (sentence.clause_start(at) == at || is_should || is_behind);
    let has_subject = is_first
        && (WORDS.pronouns.contains(sentence.word(at + 1))
            || WORDS.determiners.contains(sentence.word(at + 1))
            || sentence.is_nominative(at + 1));
    // "Should voters reject it, we will close": no question begins so without its mark.
    let is_bare = is_first
        && at == 0
        && !sentence.is_apart(at + 1)
        && sentence.is(at, &["should", "had", "were"])
        && (at + 2..sentence.len()).any(|comma| sentence.has_comma(comma));
    let has_subject = has_subject
        || is_bare
        || is_first && sentence.is(at + 1, &["there", "anyone", "anybody", "someone", "somebody"]);
    has_subject.then(|| around(sentence, at, at + 1))
}

/// "Pay, or we will close the school", "either they pay or we close".
fn or_else(sentence: &Sentence, at: usize) -> Option<Governor> {
    if sentence.is(at, &["otherwise"]) && sentence.clause_start(at) == at {
        let clause = at + 1..sentence.main_end(at);
        return Some(Governor::of_clause(Change::Condition, at..at + 1, clause));
    }
    if !sentence.is(at, &["or"])
        || !sentence.is_subject(at + 1)
        || at == 0
        || is_governed_or(sentence, at)
    {
        return None;
    }
    let clause = at + 1..sentence.main_end(at);
    let mut governor = Governor::of_clause(Change::Condition, at..at + 1, clause);
    governor.weak.push(sentence.main_start(at.saturating_sub(1))..at);
    Some(governor)
}

/// "we will help, but not with troops", "without the army, the city will fall": a limit to what is said.
fn limit(sentence: &Sentence, at: usize) -> Option<Governor> {
    if sentence.is(at, &["but"]) && sentence.is(at + 1, &["not"]) {
        let is_limit = WORDS.prepositions.contains(sentence.word(at + 2))
            || sentence.is(at + 2, &["yet", "now", "today", "this", "here"]);
        let clause = sentence.main_start(at.saturating_sub(1))..at;
        return is_limit.then(|| Governor::of_clause(Change::Condition, at..at + 2, clause));
    }
    let is_without = sentence.is(at, &["without"]) && sentence.clause_start(at) == at;
    if !is_without || WORDS.affirming.contains(sentence.word(at + 1)) {
        return None;
    }
    let start = (at + 1..sentence.len()).find(|&next| sentence.has_comma(next))?;
    let clause = start..sentence.main_end(start).max(start);
    let is_open = clause
        .clone()
        .any(|at| WORDS.modals.contains(sentence.word(at)) || sentence.word(at).ends_with("'ll"));
    (is_open && !clause.is_empty())
        .then(|| Governor::of_clause(Change::Condition, at..at + 1, clause))
}

fn is_governed_or(sentence: &Sentence, at: usize) -> bool {
    (0..at).any(|before| sentence.is(before, &["whether"]))
}

/// The questions of a sentence that ends with a question mark, and those inside of it: "whether".
pub(super) fn questions(sentence: &Sentence) -> Vec<Governor> {
    let mut found: Vec<Governor> = (0..sentence.len())
        .filter(|&at| sentence.is(at, &["whether"]))
        .map(|at| Governor::to_the_right(sentence, Change::Question, at..at + 1, Reach::Embedded))
        .collect();
    if !sentence.is_question || sentence.is_empty() {
        return found;
    }
    let last = sentence.len() - 1;
    // "We won, didn't we?" states it.
    let tag = (last.saturating_sub(2)..=last)
        .find(|&at| sentence.has_comma(at) && sentence.is_auxiliary(at) && at < last);
    if tag.is_some() {
        found.extend(disbelieving_tag(sentence).map(|tag| {
            let clause = sentence.main_start(tag.start.saturating_sub(1))..tag.start;
            Governor::of_clause(Change::Question, tag, clause)
        }));
        return found;
    }
    let start = sentence.main_start(last);
    // "Will we sell it?" is seen to be a question by its words, "We sell it?" by its mark alone.
    let first =
        sentence.behind_adverbs(if sentence.is_coordinator(start) { start + 1 } else { start });
    let asks = sentence.is_auxiliary(first)
        || sentence
            .is(first, &["who", "what", "why", "how", "where", "when", "which", "whose", "whom"]);
    let words = if asks { first..first + 1 } else { sentence.len()..sentence.len() + 1 };
    found.push(Governor::of_clause(Change::Question, words, start..sentence.len()));
    found
}
