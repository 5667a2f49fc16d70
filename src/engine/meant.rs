//! What a word of a question that no article has was meant to be: another spelling, a typing error, two words in one.

use crate::english::chat;
use crate::english::dictionary;
use crate::english::lexicon;
use crate::english::related;
use crate::search::index::{Edits, Index, IndexError};
use crate::search::question::QueryTerm;

/// The word itself; or what was meant by it if no article has it, and whether that is a correction.
pub(super) fn meant(
    index: &Index,
    query: &QueryTerm,
) -> Result<(Vec<QueryTerm>, bool), IndexError> {
    let read = |words: &[String], is_name: bool| -> Vec<QueryTerm> {
        let terms = words.iter().filter_map(|word| lexicon::terms(word).into_iter().next());
        terms
            .map(|mut term| {
                term.is_name = is_name;
                (term.start, term.end) = (query.term.start, query.term.end);
                QueryTerm { term, ..query.clone() }
            })
            .collect()
    };
    let word = query.term.word();
    let as_is = |is_name: bool| -> QueryTerm {
        let mut term = query.term.clone();
        term.is_name = is_name;
        QueryTerm { term, ..query.clone() }
    };
    if index.frequency(query.term.stem())? > 0 {
        let is_name = query.term.is_name || stands_as_name(index, word)?;
        return Ok((vec![as_is(is_name)], false));
    }
    // "Else" is no typing error for a word that an article happens to have.
    if chat::is_slight(word) {
        return Ok((vec![query.clone()], false));
    }
    // "Passangers" is not "pass" and "angers" where the articles have passengers.
    let is_compound = || -> Result<bool, IndexError> {
        let is_near = index.nearest_word(word, query.term.is_name, Edits::One)?.is_some();
        Ok(!is_near && dictionary::is_compound(&query.written.to_lowercase()))
    };
    if query.term.is_number() || is_word(query) || is_compound()? {
        let is_told = query.term.is_stopword() || is_related(index, query)?;
        let parts = if is_told { None } else { index.split_word(word)? };
        let whole = || (vec![query.clone()], false);
        return Ok(parts
            .map_or_else(whole, |(one, other)| (read(&[one, other], query.term.is_name), true)));
    }
    if let Some(plain) = without_doubled_vowels(word)
        && let Some(term) = lexicon::terms(&plain).into_iter().next()
        && index.frequency(term.stem())? > 0
    {
        return Ok((read(&[plain], query.term.is_name), false));
    }
    if let Some((nearest, is_name)) = corrected(index, word, query.term.is_name)? {
        return Ok((read(&[nearest], is_name), true));
    }
    if let Some((one, other)) = index.split_word(word)? {
        return Ok((read(&[one, other], query.term.is_name), true));
    }
    // What is neither English nor in the articles is somebody's or something's name: "podesta".
    Ok((vec![as_is(query.term.is_name || word.chars().all(char::is_alphabetic))], false))
}

/// What a mistyped word was meant to be, and whether that is a name: of the words that have two letters swapped one of the
/// index, else one of English; then the same for one wrong letter, and two wrong letters for a long word of the index.
fn corrected(
    index: &Index,
    word: &str,
    is_name: bool,
) -> Result<Option<(String, bool)>, IndexError> {
    let small = |word: &str| lexicon::is_stopword(word).then_some(u8::MAX);
    let is_short = word.chars().count() < SHORTEST_ENGLISH;
    let english = |is_swapped: bool| {
        if is_name || is_short || !index.may_correct(word) {
            None
        } else {
            dictionary::nearest(word, is_swapped, small)
        }
    };
    for edits in [Edits::Swapped, Edits::One, Edits::Two] {
        if let Some(nearest) = index.nearest_word(word, is_name, edits)? {
            let is_name = is_name || stands_as_name(index, &nearest)?;
            return Ok(Some((nearest, is_name)));
        }
        let is_swapped = edits == Edits::Swapped;
        if edits != Edits::Two
            && let Some(nearest) = english(is_swapped)
        {
            return Ok(Some((nearest, false)));
        }
    }
    Ok(None)
}

/// A shorter word is near to too many of English.
const SHORTEST_ENGLISH: usize = 4;

/// Whether an article has a word that may stand for this one.
fn is_related(index: &Index, query: &QueryTerm) -> Result<bool, IndexError> {
    for other in related::of(&query.term, query.term.is_name) {
        if index.frequency(&other.stem)? > 0 {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether it is a word or a name that English has, so that no typing error was made. A list of words is no list of all
/// words: one that we know other words for is one, too.
fn is_word(query: &QueryTerm) -> bool {
    let written = query.written.to_lowercase();
    let is_english = |word: &str| dictionary::is_word(word) || dictionary::is_name(word);
    query.term.is_stopword()
        || !related::related(query.term.stem()).is_empty()
        || is_english(query.term.word())
        || is_english(&written)
}

/// Whether what nobody mentions can be told in no other words: a name, a number, what is no English word.
pub(super) fn is_decisive(query: &QueryTerm) -> bool {
    query.term.is_name
        && !dictionary::is_word(query.term.word())
        && !dictionary::is_compound(query.term.word())
}

/// A word that is hardly ever met but as a name, where it is one: "trump" in small letters. Up to this frequency.
const RARE: u8 = 1;

/// Whether a word in small letters is a name in the articles: it is written like one there, and it is no English word, or
/// a rare one that is written so nearly everywhere, and whose base ("airline" of "airlines") no article has.
fn stands_as_name(index: &Index, word: &str) -> Result<bool, IndexError> {
    let is_english = dictionary::is_word(word);
    if is_english && dictionary::frequency(word) > RARE {
        return Ok(false);
    }
    if let Some(base) = dictionary::base(word).filter(|_| is_english)
        && index.documents_with(base)? > 0
    {
        return Ok(false);
    }
    let names = index.documents_with_name(word)?;
    let least = if is_english { index.documents_with(word)? * 4 / 5 } else { 0 };
    Ok(names > least)
}

/// A word as it is without the vowels that stand for letters with two dots, a ring or a stroke: "Bjoern" is "Bjørn",
/// which is folded to "bjorn".
fn without_doubled_vowels(word: &str) -> Option<String> {
    let plain = word.replace("ae", "a").replace("oe", "o").replace("ue", "u").replace("aa", "a");
    (plain != word).then_some(plain)
}
