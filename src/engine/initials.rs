//! Initials that no article has, spelled out: "APEC" is the "Asia-Pacific Economic Cooperation" of which an article speaks.

use crate::engine::candidates;
use crate::english::lexicon;
use crate::search::index::{Index, IndexError, Store};
use crate::search::question::Question;
use crate::search::rank::{self, PreparedQuery, WeightedTerm};

/// How many units are read for the words.
const UNITS: usize = 20;

/// Fewer letters are spelled out by chance.
const LETTERS: std::ops::RangeInclusive<usize> = 3..=7;

/// What a word of the spelled out name counts.
const SPELLED_OUT: f32 = 0.9;

/// The words of a question; initials that no article has stand for the name that an article spells out beside the others.
pub(super) fn spell_out(
    index: &Index,
    store: &Store,
    question: &Question,
    asked: PreparedQuery,
) -> Result<PreparedQuery, IndexError> {
    let is_initials = |term: &WeightedTerm| {
        let word = term.query.term.word();
        term.is_decisive
            && LETTERS.contains(&word.len())
            && word.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    if !asked.terms.iter().any(is_initials) || asked.terms.iter().all(|term| !term.is_known) {
        return Ok(asked);
    }
    let mut terms = asked.terms.clone();
    for unit in index.search(&candidates::clauses(&asked), UNITS)? {
        let sheet = store.sheet(unit.document)?;
        for sentence in unit.sentences().filter_map(|at| sheet.sentence(at)) {
            for term in terms.iter_mut().filter(|term| is_initials(term)) {
                let Some(name) = spelled_out(term.query.term.word(), sheet.slice(&sentence)) else {
                    continue;
                };
                read_as(index, term, &name)?;
            }
        }
    }
    Ok(PreparedQuery::new(terms, &question.words))
}

/// Lets the last word of a name stand for initials: articles shorten a union, a board or a cooperation to it.
fn read_as(index: &Index, term: &mut WeightedTerm, name: &[String]) -> Result<(), IndexError> {
    let Some(stem) = name.last() else { return Ok(()) };
    let frequency = index.frequency(stem)?;
    if frequency > 0 {
        term.related.push(related(stem));
        term.idf = rank::idf(frequency, index.units());
        (term.is_known, term.is_decisive) = (true, false);
    }
    Ok(())
}

fn related(stem: &str) -> crate::english::related::Related {
    crate::english::related::Related { stem: stem.to_owned(), share: SPELLED_OUT }
}

/// The stems of a row of words with capitals whose first letters are these.
fn spelled_out(initials: &str, text: &str) -> Option<Vec<String>> {
    text.split([',', ';', ':', '.', '(', ')']).find_map(|part| {
        let words = part.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'));
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        (0..words.len()).find_map(|from| {
            let with_small = row(initials, &words[from..], false);
            let found = with_small.or_else(|| row(initials, &words[from..], true))?;
            Some(found.iter().map(|word| lexicon::stem(word)).collect())
        })
    })
}

/// The words with capitals at the beginning of a text that spell the initials; small ones are passed over, or have a letter.
fn row<'t>(initials: &str, words: &[&'t str], skips_small: bool) -> Option<Vec<&'t str>> {
    let mut letters = initials.chars().peekable();
    let mut found = vec![];
    for word in words {
        let Some(letter) = letters.peek() else { break };
        // "Department of Defense", "United States of America": small words have a letter or none.
        let is_small = word.starts_with(char::is_lowercase) && lexicon::is_stopword(word);
        if is_small && skips_small && !found.is_empty() {
            continue;
        }
        let first = word.chars().next()?;
        if !(is_small || first.is_uppercase()) || first.to_ascii_lowercase() != *letter {
            return None;
        }
        letters.next();
        if !is_small {
            found.push(*word);
        }
    }
    (letters.peek().is_none() && found.len() > 1).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_found_spelled_out() {
        let check = |initials: &str, text: &str, expected: Option<&str>| {
            let found = spelled_out(initials, text).map(|stems| stems.join(" "));
            assert_eq!(found.as_deref(), expected, "{initials} {text}");
        };
        check("nfb", "Members of the National Ferry Board met.", Some("nation ferri board"));
        check("ufo", "The Union of Ferry Operators said so.", Some("union ferri oper"));
        check("uofo", "The Union of Ferry Operators said so.", Some("union ferri oper"));
        check("npsc", "the North-Pacific Salmon Council", Some("north pacif salmon council"));
        check("nfb", "The new ferry boat sailed.", None);
        check("nfb", "Nora Finn, Boston", None);
        check("nfb", "National Ferry", None);
        check("nfb", "", None);
    }
}
