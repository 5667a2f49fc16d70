//! A question's words as the index knows them: their rarity, what may stand for them, what they weigh.

use std::ops::Range;

use crate::engine::meant::{is_decisive, meant};
use crate::english::dictionary::{self, Kind};
use crate::english::lexicon::Term;
use crate::english::related::{self, Related};
use crate::english::{chat, dates, lexicon};
use crate::search::index::{Index, IndexError};
use crate::search::question::{QueryTerm, Question, Wants};
use crate::search::rank::{self, PreparedQuery, WeightedTerm};

/// Who holds the office that a question speaks of.
pub(super) struct Holder {
    /// Where in the question the office stands.
    pub(super) range: Range<usize>,
    /// Stem of the last name.
    pub(super) stem: String,
}

/// The words of a question with their rarity. Those that no article has are corrected where an article has a
/// word that is nearly the same. The name of whoever holds an office may stand for its words.
pub(super) fn weigh(
    index: &Index,
    question: &Question,
    holder: Option<&Holder>,
) -> Result<PreparedQuery, IndexError> {
    let mut weighted: Vec<WeightedTerm> = Vec::with_capacity(question.terms.len());
    for query in &rejoined(index, &question.terms)? {
        let (queries, is_corrected) = meant(index, query)?;
        for mut query in queries {
            let is_repeat =
                weighted.iter().any(|other| other.query.term.stem() == query.term.stem());
            if query.term.is_stopword() || is_repeat {
                continue;
            }
            let holder = holder.filter(|holder| holder.range.contains(&query.term.start));
            let mut others: Vec<Related> = of_phrase(&query, &question.words);
            // "Drop out" is not to drop.
            let is_strict = query.term.is_name || query.picks || is_phrase(&query, &question.words);
            others.extend(
                holder.map(|holder| Related { stem: holder.stem.clone(), share: IN_OFFICE }),
            );
            if chat::is_slight(query.term.word()) && !asks_stance(&query, &question.words) {
                query.weight = query.weight.min(SLIGHT);
            }
            let spelled = Spelled { query, is_strict, is_corrected };
            weighted.extend(weigh_one(index, spelled, question.wants, others)?);
        }
    }
    Ok(PreparedQuery::new(joined(weighted, &question.words), &question.words))
}

/// A word of the question as it was read.
struct Spelled {
    query: QueryTerm,
    /// Whether no other word may stand for it, but for what a phrase gives.
    is_strict: bool,
    is_corrected: bool,
}

/// The words with alternatives made one: for "brothers or sisters" either suffices.
fn joined(weighted: Vec<WeightedTerm>, words: &[Term]) -> Vec<WeightedTerm> {
    let mut terms: Vec<WeightedTerm> = Vec::with_capacity(weighted.len());
    for term in weighted {
        let alternative = terms.last_mut().filter(|last| {
            let is_between = |word: &&Term| {
                word.start >= last.query.term.end && word.end <= term.query.term.start
            };
            let mut between = words.iter().filter(is_between);
            // A name is not another one: whoever asks for "Oslo or Bergen" may ask which of them.
            let are_common = !last.query.is_particular() && !term.query.is_particular();
            are_common
                && between.next().is_some_and(|first| first.word() == "or")
                && between.all(Term::is_stopword)
        });
        let Some(one) = alternative else {
            terms.push(term);
            continue;
        };
        let own = Related { stem: term.query.term.stem().to_owned(), share: AN_ALTERNATIVE };
        one.idf = match (one.is_known, term.is_known) {
            (true, true) => one.idf.min(term.idf),
            (false, true) => term.idf,
            _ => one.idf,
        };
        one.query.weight = one.query.weight.max(term.query.weight);
        one.is_known |= term.is_known;
        one.related.push(own);
        one.related.extend(term.related);
    }
    terms
}

/// What the second of two alternatives counts.
const AN_ALTERNATIVE: f32 = 0.95;

/// A word with what may stand for it and what it counts; nothing where it need not stand anywhere.
fn weigh_one(
    index: &Index,
    spelled: Spelled,
    wants: Wants,
    others: Vec<Related>,
) -> Result<Option<WeightedTerm>, IndexError> {
    let Spelled { mut query, is_strict, is_corrected } = spelled;
    let own = index.frequency(query.term.stem())?;
    // What picks one of a row picks by this very word: "the next meeting" is not the following one.
    let mut related = if is_strict && !query.term.is_name && !query.picks {
        vec![]
    } else {
        related::of(&query.term, is_strict)
    };
    related.extend(of_dates(query.term.word()));
    related.extend(others);
    if own == 0 {
        related.extend(hyphenated(index, query.term.word())?);
        related.extend(again(index, &query)?);
    }
    let mut others = 0;
    let mut found = Vec::with_capacity(related.len());
    for other in related {
        let frequency = index.frequency(&other.stem)?;
        if frequency > 0 {
            if other.share >= SURE {
                others += frequency;
            }
            found.push(other);
        }
    }
    let is_known = own + others > 0;
    // "What do the outlets say", "how long was it": a word that only addresses us, or names the kind of
    // answer, need not stand anywhere.
    let is_passing = PASSING.contains(&query.term.word()) && !query.picks;
    if !is_known && (query.term.is_weak() || query.weight < 1.0 || is_passing) {
        return Ok(None);
    }
    let is_decisive = !is_known && is_decisive(&query);
    if !is_known && !is_decisive && !query.picks {
        query.weight *= unknown_weight(query.term.word(), wants);
    }
    // A word that no article has is no rarer than one that stands once, or than those that stand for it: how rare it is
    // nobody knows.
    let frequency = if own > 0 || query.picks { own.max(1) } else { others.max(1) };
    let idf = rank::idf(frequency, index.units());
    Ok(Some(WeightedTerm { query, related: found, idf, is_known, is_decisive, is_corrected }))
}

/// Words of time that no article need have: "what happens next", "will it open soon".
const PASSING: [&str; 4] = ["next", "soon", "later", "anymore"];

/// The rest of a word that the articles may write with a hyphen: "reelection" for "re-election".
fn hyphenated(index: &Index, word: &str) -> Result<Option<Related>, IndexError> {
    /// Prefixes that are written with a hyphen or without (Quirk et al. 1985, appendix I.20 to I.31).
    const PREFIXES: [&str; 20] = [
        "re", "co", "pre", "anti", "non", "on", "off", "over", "under", "counter", "multi", "mid",
        "post", "pro", "self", "semi", "sub", "super", "ultra", "e",
    ];
    /// Shorter rests are endings.
    const SHORTEST: usize = 4;
    const SHARE: f32 = 0.95;
    for prefix in PREFIXES {
        let Some(rest) = word.strip_prefix(prefix).filter(|rest| rest.len() >= SHORTEST) else {
            continue;
        };
        let stem = lexicon::stem(rest);
        if index.frequency(&lexicon::stem(prefix))? > 0 && index.frequency(&stem)? > 0 {
            return Ok(Some(Related { stem, share: SHARE }));
        }
    }
    Ok(None)
}

/// The verb for doing it again: "reopen" for "open".
fn again(index: &Index, query: &QueryTerm) -> Result<Option<Related>, IndexError> {
    const SHARE: f32 = 0.9;
    let written = format!("re{}", query.term.word());
    if query.term.is_name || query.term.is_number() || !dictionary::is_word(&written) {
        return Ok(None);
    }
    let stem = lexicon::stem(&written);
    Ok((index.frequency(&stem)? > 0).then_some(Related { stem, share: SHARE }))
}

/// A word that stands for another for less may well mean something else where it stands.
const SURE: f32 = 0.4;

/// Words that stand for a verb with the particle behind it: "turned the offer down".
fn of_phrase(query: &QueryTerm, words: &[Term]) -> Vec<Related> {
    let behind = words.iter().filter(|word| word.start > query.term.start).take(REACH);
    behind.flat_map(|particle| related::of_phrase(query.term.word(), particle.word())).collect()
}

/// Whether a verb and the word right behind it mean something that the verb alone does not: "drop out".
fn is_phrase(query: &QueryTerm, words: &[Term]) -> bool {
    let at = words.iter().position(|word| word.start == query.term.start);
    let behind = at.and_then(|at| words.get(at + 1));
    behind.is_some_and(|next| related::of_phrase(query.term.word(), next.word()).next().is_some())
}

/// How many words behind its verb a particle is looked for.
const REACH: usize = 3;

/// Whether a word asks for what somebody thinks of a thing: "ok with this".
fn asks_stance(query: &QueryTerm, words: &[Term]) -> bool {
    let at = words.iter().position(|word| word.start == query.term.start);
    let behind = at.and_then(|at| words.get(at + 1));
    matches!(query.term.word(), "ok" | "okay" | "alright")
        && behind.is_some_and(|next| next.word() == "with")
}

/// What a word counts that says how strongly something is asked.
const SLIGHT: f32 = 0.25;

/// What an English word counts that no article has, nor one that may stand for it. A noun is mostly what is asked about; verbs
/// and adjectives can be told in many words, and adverbs and very frequent words say least. Whether somebody did a thing
/// hangs on the verb.
fn unknown_weight(word: &str, wants: Wants) -> f32 {
    let by_kind = match dictionary::kind(word) {
        None | Some(Kind::Noun) => 0.8,
        Some(Kind::Verb) if wants == Wants::Whether => 0.8,
        Some(Kind::Verb | Kind::Adjective) => 0.5,
        Some(Kind::Adverb) => 0.3,
    };
    let is_frequent = dictionary::frequency(word) >= FREQUENT;
    if is_frequent { by_kind * 0.5 } else { by_kind }
}

/// A word of this frequency has so many meanings that it says little by itself: some 600 words of English.
const FREQUENT: u8 = 7;

/// How much the name of whoever holds an office counts against the words of the office.
const IN_OFFICE: f32 = 0.9;

/// How much the other reading of a day counts, and a day of the month that is asked for.
const ANOTHER_READING: f32 = 0.95;

/// The days that a word may stand for: "6/1" is the sixth of January or the first of June, "January" any of its days.
fn of_dates(word: &str) -> impl Iterator<Item = Related> {
    let days = dates::readings(word).into_iter().chain(dates::days_of(word));
    days.map(|stem| Related { stem, share: ANOTHER_READING })
}

/// The words with those joined that the articles write as one: "Mac Arthur", "web site".
fn rejoined(index: &Index, terms: &[QueryTerm]) -> Result<Vec<QueryTerm>, IndexError> {
    let mut joined: Vec<QueryTerm> = Vec::with_capacity(terms.len());
    for next in terms {
        if let Some(last) = joined.last_mut()
            && next.term.start == last.term.end + 1
            && !last.term.is_number()
            && !next.term.is_number()
            && (index.frequency(last.term.stem())? == 0 || index.frequency(next.term.stem())? == 0)
        {
            let written = format!("{}{}", last.written, next.written);
            let term = lexicon::terms(&written).into_iter().next();
            if let Some(mut term) = term.filter(|term| term.end == written.len())
                && index.frequency(term.stem())? > 0
            {
                term.is_name = last.term.is_name;
                (term.start, term.end) = (last.term.start, next.term.end);
                *last = QueryTerm { written, term, ..last.clone() };
                continue;
            }
        }
        joined.push(next.clone());
    }
    Ok(joined)
}
