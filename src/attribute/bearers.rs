//! Who is meant by a surname that two people of a text bear: whoever bore it alone before, or nobody for certain.

use std::collections::HashMap;

use crate::attribute::lexicon::{Class, Frames};
use crate::attribute::names::Name;
use crate::attribute::sentences::Reading;
use crate::english::names::PersonName;

/// So many tokens back somebody named in full is still thought of.
const NEAR: usize = 60;

/// Who was named with a surname so far.
#[derive(Debug, Default)]
pub(crate) struct Bearers {
    of: HashMap<String, Family>,
}

#[derive(Debug, Default)]
struct Family {
    /// Those named in full with a given name, where that was last, as a token, and that name.
    named: HashMap<usize, (usize, String)>,
    /// Whoever was meant by the surname alone before another one bore it.
    established: Option<usize>,
    /// Where several were named at once last: "Adam and Beth Braun".
    shared: Option<usize>,
}

impl Bearers {
    /// Whom a name means, and whether that is open. Names are given in the order of the text, each with the entity that
    /// the last mention speaks for and with its full name.
    pub(crate) fn meant(
        &mut self,
        reading: &Reading<'_>,
        name: &Name,
        (entity, full): (usize, &PersonName),
    ) -> (usize, bool) {
        let Some(surname) = full.surname() else { return (entity, false) };
        let family = self.of.entry(surname.to_owned()).or_default();
        if name.length > 1 {
            if name.given || !name.opens || is_unknown(reading, name) {
                let given = full.words().first().cloned().unwrap_or_default();
                family.named.insert(entity, (name.first, given));
            }
            if is_shared(reading, name) {
                family.shared = Some(name.first);
            }
            return (entity, false);
        }
        // A given name, or a name with a title, tells by itself.
        if name.proper.surname() != Some(surname)
            || name.titled(reading) && !name.gender(reading).is_empty()
        {
            return (entity, false);
        }
        let is_near = |at: usize| at + NEAR > name.first;
        let near = || family.named.values().filter(|(at, _)| is_near(*at)).map(|(_, given)| given);
        let several = near().any(|one| near().any(|other| are_apart(one, other)))
            || family.shared.is_some_and(is_near);
        match family.established {
            Some(established) => (established, false),
            None if several => (entity, true),
            None => {
                family.established = Some(entity);
                (entity, false)
            }
        }
    }
}

/// "Edda Braun" at the start of a sentence, but not "See Braun" or "Interestingly Braun".
fn is_unknown(reading: &Reading<'_>, name: &Name) -> bool {
    reading.tokens.get(name.first).is_some_and(|token| {
        token.class.without(Class::CAPITAL) == Class::default()
            && token.frames == Frames::default()
            && !["ly", "ing", "ed"].iter().any(|ending| reading.word(token).ends_with(ending))
    })
}

/// Whether two given names are not spellings of one: "Kristin" and "Kristen" are.
fn are_apart(one: &str, other: &str) -> bool {
    const STEM: usize = 3;
    !one.chars().take(STEM).eq(other.chars().take(STEM))
}

/// "Adam and Beth Braun": a given name is joined to the full one.
fn is_shared(reading: &Reading<'_>, name: &Name) -> bool {
    let token = |back: usize| name.whole.checked_sub(back).and_then(|at| reading.tokens.get(at));
    let given = Class::GIVEN;
    token(1).is_some_and(|token| token.has(Class::AND))
        && token(2)
            .is_some_and(|token| token.is_word() && token.has(Class::CAPITAL) && token.has(given))
        && !token(3).is_some_and(|token| token.has(Class::CAPITAL) && token.has(given))
}
