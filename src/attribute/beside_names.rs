//! The roles that stand beside a name: in front of it, or behind a comma.

use std::ops::Range;

use crate::attribute::lexicon::Class;
use crate::attribute::sentences::Reading;
use crate::attribute::tokens::{Kind, Token};

/// How many tokens a role beside a name may have.
const LONGEST_ROLE: usize = 9;

/// First token of the role in front of the name: "Labour leader" Keir Starmer, "the union's leader," Sylvie Roux.
pub(crate) fn role_before(reading: &Reading<'_>, whole: usize) -> usize {
    let (before, _) = reading.tokens.split_at_checked(whole).unwrap_or_default();
    let other = Class::AUXILIARY
        .with(Class::PRONOUN)
        .with(Class::SUBORDINATOR)
        .with(Class::COORDINATOR)
        .with(Class::FINITE)
        .with(Class::ED);
    let mut seen_role = false;
    let mut taken = 0;
    for (back, token) in before.iter().rev().take(LONGEST_ROLE).enumerate() {
        // "the Bishop of Ostmark": the place has no role.
        if back == 0 && token.has(Class::PREPOSITION) && !token.has(Class::CAPITAL) {
            return whole;
        }
        let comma = back == 0
            && token.kind == Kind::Comma
            && before
                .iter()
                .rev()
                .nth(1)
                .is_some_and(|token| token.is_word() && !token.has(Class::CAPITAL));
        if token.has(Class::DETERMINER) {
            taken += usize::from(seen_role);
            break;
        }
        let word = token.is_word()
            && !token.has(other)
            && token.frames.is_empty()
            && (!token.has(Class::PREPOSITION) || token.has(Class::OF));
        if !(comma || word || token.kind == Kind::Possessive) {
            break;
        }
        seen_role |= token.has(Class::ROLE.with(Class::TITLE));
        taken += 1;
    }
    if seen_role { whole - taken } else { whole }
}

/// The role behind a name: Karim Mahmoud, "a Labour MP,".
pub(crate) fn role_behind(reading: &Reading<'_>, last: usize) -> Option<Range<usize>> {
    if reading.tokens.get(last + 1)?.kind != Kind::Comma {
        return None;
    }
    let first = last + 2;
    let behind = reading.tokens.get(first..)?;
    let closes = |token: &Token| !token.is_word() && token.kind != Kind::Possessive;
    let length = behind.iter().take(LONGEST_ROLE).position(closes)?;
    let role = behind.get(..length)?;
    let lead = behind.first()?;
    let person = Class::ROLE.with(Class::TITLE);
    let appositive = lead.has(Class::DETERMINER.with(Class::ROLE).with(Class::PEOPLE))
        || role.iter().any(|token| token.has(Class::ROLE));
    let clause = role.iter().any(|token| {
        token.has(Class::AUXILIARY.with(Class::PRONOUN).with(Class::COORDINATOR))
            || !token.frames.is_empty() && !token.has(person)
    });
    (appositive && !clause && role.iter().any(|token| token.has(person)))
        .then_some(first..first + length)
}
