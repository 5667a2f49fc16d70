//! Whether a sentence has a thing of the kind that a question wants.

use super::token::{Token, Traits};
use crate::search::question::Wants;

/// Whether a sentence can be seen to have or lack what is wanted.
#[must_use]
pub(super) fn is_checked(wants: Wants) -> bool {
    !matches!(wants, Wants::Thing | Wants::Whether)
}

/// The places of words that could be what is wanted. `new` tells which words the question has not said itself.
#[must_use]
pub(super) fn places(wants: Wants, sentence: &[Token], new: &[bool]) -> Vec<usize> {
    let pick: fn(&Token) -> bool = match wants {
        Wants::Person => is_person,
        Wants::Place => |token| token.is(Traits::PLACE),
        Wants::Number => |token| token.is(Traits::NUMBER),
        Wants::Time => |token| token.is(Traits::TIME),
        Wants::Reason => |token| token.is(Traits::REASON),
        Wants::Speech => |token| token.is(Traits::WEAK),
        Wants::Thing | Wants::Whether => return vec![],
    };
    let counts_if_asked = wants == Wants::Speech;
    let stands_in = |at: usize| {
        let before =
            sentence[..at].iter().rev().find(|token| !token.is_name && !token.is(Traits::THE));
        before.is_some_and(|before| before.is(Traits::BEFORE_PLACE))
    };
    let is_wanted = |at: usize, token: &Token| {
        pick(token)
            || wants == Wants::Place && token.is_name && !token.is(Traits::TIME) && stands_in(at)
    };
    let tokens = sentence.iter().zip(new).enumerate();
    tokens
        .filter(|(at, (token, new))| (**new || counts_if_asked) && is_wanted(*at, token))
        .map(|(at, _)| at)
        .collect()
}

/// A name that is no day, month or country.
fn is_person(token: &Token) -> bool {
    token.is_name && !token.is(Traits::TIME) && !token.is(Traits::PLACE)
}
