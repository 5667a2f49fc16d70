//! Questions that speak of somebody by an office: "the French president" is whoever the articles say it is.

use super::candidates;
use super::query::{self, Holder};
use crate::english::lexicon;
use crate::english::offices::{self, Offices};
use crate::search::index::{Index, IndexError, Store};
use crate::search::question::{self, Question};

/// How many units are read for the name.
const UNITS: usize = 20;

/// The holder of the office in a question. Nobody where the question has no other words, for then it asks who that is.
pub(super) fn holder(
    index: &Index,
    store: &Store,
    text: &str,
    question: &Question,
) -> Result<Option<Holder>, IndexError> {
    let Some((office, range)) = offices::named(text) else { return Ok(None) };
    if question.terms.iter().all(|term| range.contains(&term.term.start)) {
        return Ok(None);
    }
    let words = question::understand(&text[range.clone()]);
    let asked = query::weigh(index, &words, None)?;
    let mut offices = Offices::default();
    for unit in index.search(&candidates::clauses(&asked), UNITS)? {
        let sheet = store.sheet(unit.document)?;
        for sentence in unit.sentences().filter_map(|at| sheet.sentence(at)) {
            offices.read(sheet.slice(&sentence));
        }
    }
    let stem = offices.holder(&office).and_then(|name| {
        let term = lexicon::terms(name).into_iter().next()?;
        Some(term.stem().to_owned())
    });
    Ok(stem.map(|stem| Holder { range, stem }))
}
