//! A question's words as the index knows them: their rarity, what may stand for them, typos corrected.

use std::ops::Range;

use crate::english::related::{self, Related};
use crate::english::{dates, lexicon};
use crate::search::index::{Index, IndexError};
use crate::search::question::{QueryTerm, Question};
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
    let units = index.units();
    let mut weighted: Vec<WeightedTerm> = Vec::with_capacity(question.terms.len());
    for query in &rejoined(index, &question.terms)? {
        let (queries, is_corrected) = known(index, query)?;
        for query in queries {
            let stem = query.term.stem();
            let is_repeat = weighted.iter().any(|other| other.query.term.stem() == stem);
            if query.term.is_stopword() || is_repeat {
                continue;
            }
            let frequency = index.frequency(stem)?;
            let mut related = related::related(stem).to_vec();
            related.extend(of_dates(query.term.word()));
            let holder = holder.filter(|holder| holder.range.contains(&query.term.start));
            related.extend(
                holder.map(|holder| Related { stem: holder.stem.clone(), share: IN_OFFICE }),
            );
            let mut is_known = frequency > 0;
            for other in &related {
                is_known = is_known || index.frequency(&other.stem)? > 0;
            }
            // "What do the outlets say", "how long was it": a word that only addresses us, or names the kind of
            // answer, need not stand anywhere.
            if !is_known && (query.term.is_weak() || query.weight < 1.0) {
                continue;
            }
            // A word that no article has is no rarer than one that stands once: how rare it is nobody knows.
            let idf = rank::idf(frequency.max(1), units);
            weighted.push(WeightedTerm { query, related, idf, is_known, is_corrected });
        }
    }
    Ok(PreparedQuery::new(weighted, &question.words))
}

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

/// A word as it is without the vowels that stand for letters with two dots, a ring or a stroke: "Bjoern" is "Bjørn",
/// which is folded to "bjorn".
fn without_doubled_vowels(word: &str) -> Option<String> {
    let plain = word.replace("ae", "a").replace("oe", "o").replace("ue", "u").replace("aa", "a");
    (plain != word).then_some(plain)
}

/// The word itself; or what was meant by it if no article has it, and that it was corrected.
fn known(index: &Index, query: &QueryTerm) -> Result<(Vec<QueryTerm>, bool), IndexError> {
    let meant = |words: &[String]| -> Vec<QueryTerm> {
        let terms = words.iter().filter_map(|word| lexicon::terms(word).into_iter().next());
        terms
            .map(|mut term| {
                term.is_name = query.term.is_name;
                QueryTerm { term, ..query.clone() }
            })
            .collect()
    };
    // A word that we know other words for is no typing error, even if no article has it.
    let is_word = !related::related(query.term.stem()).is_empty() || query.term.is_stopword();
    if is_word || index.frequency(query.term.stem())? > 0 {
        return Ok((vec![query.clone()], false));
    }
    if let Some(plain) = without_doubled_vowels(query.term.word())
        && let Some(term) = lexicon::terms(&plain).into_iter().next()
        && index.frequency(term.stem())? > 0
    {
        return Ok((meant(&[plain]), false));
    }
    if let Some(nearest) = index.nearest_word(query.term.word(), query.term.is_name)? {
        return Ok((meant(&[nearest]), true));
    }
    if let Some((one, other)) = index.split_word(query.term.word())? {
        return Ok((meant(&[one, other]), true));
    }
    Ok((vec![query.clone()], false))
}
