//! Whose words a clause is, where somebody else's are told.

use super::governor::{Governor, complement};
use super::reach::Reach;
use super::sentence::Sentence;
use super::words::WORDS;
use crate::model::verdict::Change;

/// Other people's words: "critics say", "they want us to believe", "I was told", and behind a comma "they say".
pub(super) fn others_words(sentence: &Sentence, at: usize, is_reporter: bool) -> Option<Governor> {
    let is_reported = sentence.is_a(at, &WORDS.reporting)
        && !sentence.is_noun(at)
        // "We were shown that" is what others showed; "it has been shown that" is what is so.
        && (!sentence.is_a(at, &WORDS.factive)
            || is_told(sentence, at) && !sentence.is(sentence.clause_start(at), &["it"]));
    if !is_reported
        || is_finding(sentence, at)
        || is_unashamed(sentence, at)
        || whose(sentence, at, is_reporter)? == Whose::Own
    {
        return None;
    }
    let next = at + 1;
    let object = complement(sentence, at);
    let has_addressee = WORDS.addressees.contains(sentence.word(next))
        && (sentence.is(next + 1, &["that"])
            || sentence.is_subject(next + 1)
            || sentence.is_apart(next + 1));
    let behind = if has_addressee { next + 1 } else { object };
    let is_quoted = sentence.opens_quote(behind);
    // "it was said of us that"
    let of = sentence.is(next, &["of", "about", "to"]);
    let that = (next..next + 4).find(|&that| sentence.is(that, &["that"])).filter(|_| of);
    let behind = that.unwrap_or(behind);
    let takes = sentence.is(behind, &["that", "to"])
        && (!sentence.is_apart(behind) || behind > next)
        || (sentence.is_subject(behind) && (!sentence.is_apart(behind) || is_quoted))
        || is_quoted;
    if takes {
        let words = at..behind;
        return Some(Governor::to_the_right(sentence, Change::Attribution, words, Reach::Embedded));
    }
    comment(sentence, at)
}

/// "the pier is safe, critics say", "…, my neighbour likes to tell me over the fence": behind a comma.
fn comment(sentence: &Sentence, at: usize) -> Option<Governor> {
    let start = sentence.clause_start(at);
    // "as the law requires", "as promised": told of what is so.
    let is_as = sentence.is(start, &["as"]) && !sentence.is_a(at, &WORDS.as_claimed);
    let is_comment = start > 0
        && !is_as
        && sentence.has_comma(start)
        && at - start <= 4
        && !sentence.is(start, &["whatever", "whoever", "however", "what", "which", "who"]);
    // "…, they keep telling me"
    let next = at + 1;
    let end = next + usize::from(WORDS.addressees.contains(sentence.word(next)));
    // "…, my neighbour likes to tell me over the fence"
    let close = (end..sentence.len()).find(|&at| sentence.is_apart(at)).unwrap_or(sentence.len());
    let is_alone = end == close
        || (WORDS.prepositions.contains(sentence.word(end))
            || WORDS.determiners.contains(sentence.word(end))
            || sentence.is(end, &["every", "each", "all", "again"]))
            && !sentence.has_verb(end..close);
    if !is_comment || !is_alone {
        return None;
    }
    let end = close;
    let before = sentence.main_start(start.saturating_sub(1))..start;
    let behind = end..sentence.main_end(at).max(end);
    let clauses = if behind.is_empty() { vec![before] } else { vec![before, behind] };
    let words = start..end;
    Some(match clauses.len() {
        1 => Governor::beside(sentence, Change::Attribution, words, clauses),
        _ => Governor { change: Change::Attribution, words, strong: vec![], weak: clauses },
    })
}

/// "the government's view that", "they are of the opinion that": what others think.
pub(super) fn view(sentence: &Sentence, at: usize, is_reporter: bool) -> Option<Governor> {
    const NEAR: usize = 5;
    let that = at + 1;
    let opens = sentence.is(that, &["that"]) && !sentence.is_finite(that + 1);
    if !opens || !sentence.is_a(at, &WORDS.views) {
        return None;
    }
    let start = sentence.clause_start(at).max(at.saturating_sub(NEAR));
    let is_owned = (start..at).any(|owner| {
        let word = sentence.word(owner);
        let is_theirs = matches!(word, "their" | "your")
            || matches!(word, "his" | "her" | "its") && !is_reporter
            || word.ends_with("s'");
        is_theirs || word.ends_with("'s") && sentence.is_possessive(owner)
    });
    let is_of = at > 1 && sentence.is(at - 1, &["the"]) && sentence.is(at - 2, &["of"]);
    let is_held = is_of && is_others(sentence, at - 2, is_reporter);
    (is_owned || is_held).then(|| {
        let words = at..that + 1;
        Governor::to_the_right(sentence, Change::Attribution, words, Reach::Embedded)
    })
}

/// "I keep reading that", "we hear every week that": it is what others say.
pub(super) fn heard(sentence: &Sentence, at: usize) -> Option<Governor> {
    const NEAR: usize = 4;
    let is_heard =
        sentence.is(at, &["hear", "heard", "hearing", "read", "reading"]) && !sentence.is_noun(at);
    let that = (at + 1..at + 1 + NEAR)
        .take_while(|&next| !sentence.is_apart(next))
        .find(|&next| sentence.is(next, &["that"]))?;
    // "we heard that song": a verb must follow.
    let has_clause = sentence.has_verb(that + 2..sentence.main_end(that).max(that + 2));
    let is_glad = at > 1
        && sentence.is(at - 1, &["to"])
        && (WORDS.feelings.contains(sentence.word(at - 2)) || sentence.is(at - 2, &["good"]));
    (is_heard && has_clause && !is_glad).then(|| {
        let words = at..that + 1;
        Governor::to_the_right(sentence, Change::Attribution, words, Reach::Embedded)
    })
}

/// "I make no apology for saying that": that says it.
pub(super) fn is_unashamed(sentence: &Sentence, at: usize) -> bool {
    const NEAR: usize = 3;
    let is_for = at > 0 && sentence.is(at - 1, &["for"]);
    is_for
        && (at.saturating_sub(NEAR)..at)
            .any(|at| sentence.is(at, &["apology", "apologies", "apologise", "apologize"]))
}

/// Whether words beside a quotation say that it is the own one of whoever speaks: "I told them".
#[must_use]
pub fn says_own(text: &str) -> bool {
    let (sentence, _) = Sentence::of(text);
    (0..sentence.len()).any(|at| {
        let is_said = sentence.is_a(at, &WORDS.reporting)
            || sentence.is_a(at, &WORDS.thinking)
            || sentence.is(at, &["like", "went", "was", "goes"]);
        is_said
            && whose(&sentence, at, false)
                .map_or_else(|| sentence.subject_is_own(at), |whose| whose == Whose::Own)
            && !(sentence.clause_start(at)..at).any(|at| {
                WORDS.negators.contains(sentence.word(at)) || sentence.word(at).ends_with("n't")
            })
    })
}

/// "the court ruled that", "the inquiry concluded that": found by those who are there to find it.
fn is_finding(sentence: &Sentence, at: usize) -> bool {
    sentence.is_a(at, &WORDS.findings)
        && (sentence.clause_start(at)..at)
            .any(|finder| WORDS.finders.contains(sentence.word(finder)))
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
    if is_told(sentence, at) && !sentence.is_a(at, &WORDS.factive) {
        return Some(Whose::Others);
    }
    let mut subject = at.checked_sub(1)?;
    if sentence.is(subject, &["to"]) {
        return made_to(sentence, subject).or_else(|| used_to(sentence, subject));
    }
    if sentence.is_apart(at) {
        // "the letter, which is forged, says"; but "says Novak" is the quotation's own, or an order.
        let open = (1..at).rev().find(|&open| sentence.is_apart(open))?;
        let is_aside = sentence.has_bracket(open)
            || sentence.has_dash(open) && sentence.has_dash(at)
            || sentence.has_comma(open) && sentence.has_comma(at);
        if !is_aside || open < 2 || sentence.has_stop(open) {
            return None;
        }
        return of_subject(sentence, open - 1, is_reporter)
            .filter(|whose| *whose == Whose::Own || !sentence.subject_is_own(open - 1));
    }
    while subject > 0
        && !sentence.is_apart(subject)
        && (sentence.is_auxiliary(subject)
            || WORDS.adverbs.contains(sentence.word(subject))
            || sentence.is_gerund(subject + 1)
                && sentence
                    .is(subject, &["keep", "keeps", "kept", "start", "started", "stop", "stopped"])
            || WORDS.negators.contains(sentence.word(subject)))
    {
        subject -= 1;
    }
    // "they had us believe"
    let is_made = WORDS.addressees.contains(sentence.word(subject))
        && subject > 0
        && sentence.is_a(at, &WORDS.made_to_believe)
        && sentence.is(subject - 1, &["had", "have", "has", "made", "make", "makes"])
        && !sentence.subject_is_own(at);
    if is_made {
        return Some(Whose::Others);
    }
    of_subject(sentence, subject, is_reporter)
}

/// Whether what a predicate at `at` says is said of somebody other than the one who speaks.
pub(super) fn is_others(sentence: &Sentence, at: usize, is_reporter: bool) -> bool {
    let mut subject = at.saturating_sub(1);
    while subject > 0
        && (sentence.is_auxiliary(subject) || WORDS.adverbs.contains(sentence.word(subject)))
    {
        subject -= 1;
    }
    of_subject(sentence, subject, is_reporter) == Some(Whose::Others)
        && !sentence.subject_is_own(at)
}

fn of_subject(sentence: &Sentence, subject: usize, is_reporter: bool) -> Option<Whose> {
    let word = sentence.word(subject);
    let bare = word.split_once('\'').map_or(word, |(bare, _)| bare);
    Some(match bare {
        "i" | "we" => Whose::Own,
        "he" | "she" | "they" | "it" if is_reporter => Whose::Own,
        // "Do you think that": that is asked, and nobody's words.
        "you" if sentence.is_question => return None,
        "let" | "me" | "us" | "and" | "or" | "to" | "please" => return None,
        _ if sentence.is_auxiliary(subject) && subject == 0 => return None,
        _ => Whose::Others,
    })
}

/// "my grandmother used to say", "they like to claim".
fn used_to(sentence: &Sentence, to: usize) -> Option<Whose> {
    let start = sentence.clause_start(to);
    let is_own =
        matches!(sentence.word(start), "i" | "we" | "it" | "there" | "let" | "to" | "let's");
    let is_somebody =
        sentence.is_subject(start) || WORDS.determiners.contains(sentence.word(start));
    let is_told = sentence.is_a(to + 1, &WORDS.reporting) && is_somebody;
    (is_told && !is_own && !sentence.word(start).contains('\'')).then_some(Whose::Others)
}

/// "they want us to believe", "they would have us believe".
fn made_to(sentence: &Sentence, to: usize) -> Option<Whose> {
    if !sentence.is_a(to + 1, &WORDS.made_to_believe) {
        return None;
    }
    let start = sentence.clause_start(to);
    let is_own = sentence.is_nominative(start) && sentence.word(start).starts_with(['i', 'w']);
    let has_others =
        (start..to).any(|at| sentence.is(at, &["us", "you", "people", "everyone", "voters", "me"]));
    (has_others && !is_own).then_some(Whose::Others)
}
