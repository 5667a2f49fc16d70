//! Months and days that are given names where they stand: "June Field", "Jan van Moor", not "in June Field"; and a verb
//! that is one: "Said Haddad said".

use std::collections::HashSet;

use crate::attribute::classes::{Class, Frames, VerbForm};
use crate::attribute::tokens::{Kind, Token};
use crate::english::names::{goes_with_time, is_given_time};

/// Takes from the months and days that are parts of a name what makes them times, so that no later step sees one.
pub(crate) fn read_names(text: &str, tokens: &mut [Token]) {
    let mut surnames: HashSet<String> = HashSet::new();
    for at in 0..tokens.len() {
        if is_said(text, tokens, at)
            && let Some(token) = tokens.get_mut(at)
        {
            token.class = Class::CAPITAL.with(Class::GIVEN).with(Class::MALE);
            token.frames = Frames::default();
            token.form = VerbForm::default();
        }
        let Some(token) = tokens.get(at).filter(|token| is_time(token)) else { continue };
        let word = text.get(token.span().range()).unwrap_or_default().to_lowercase();
        let class = if opens_name(text, tokens, at) {
            Class::GIVEN
        } else if ends_name(tokens, at) && (token.has(Class::MONTH) || is_given_time(&word)) {
            surnames.insert(word);
            Class::CAPITAL
        } else if surnames.contains(&word) && speaks(tokens, at) {
            Class::CAPITAL
        } else {
            continue;
        };
        if let Some(token) = tokens.get_mut(at) {
            let kept = [Class::CAPITAL, Class::ALL_CAPITALS, Class::MALE, Class::FEMALE];
            let kept = kept.into_iter().filter(|class| token.has(*class));
            token.class = kept.fold(class, Class::with);
            token.frames = Frames::default();
            token.form = VerbForm::default();
        }
    }
}

fn is_time(token: &Token) -> bool {
    token.has(Class::TIME) && token.has(Class::CAPITAL) && token.is_word()
}

/// "Said Haddad said": at the start of a sentence, in front of a capital and a verb with which the clause is complete.
fn is_said(text: &str, tokens: &[Token], at: usize) -> bool {
    let word = |at: usize| tokens.get(at).and_then(|token| text.get(token.span().range()));
    if word(at) != Some("Said") || !opens_sentence(tokens, at) {
        return false;
    }
    let name = |at: usize| {
        tokens.get(at).is_some_and(|token| {
            let closed = Class::DETERMINER.with(Class::PRONOUN).with(Class::TITLE);
            token.is_word() && token.has(Class::CAPITAL) && !token.has(closed)
        })
    };
    let surnames = (at + 1..at + 4).take_while(|&at| name(at)).count();
    surnames > 0 && is_finite(tokens, at + surnames + 1)
}

fn opens_sentence(tokens: &[Token], at: usize) -> bool {
    at.checked_sub(1).and_then(|before| tokens.get(before)).is_none_or(|before| {
        matches!(before.kind, Kind::Stop | Kind::Break | Kind::Mark(_) | Kind::Colon)
    })
}

/// Whether the token is a finite verb by a list, its form or its ending.
fn is_finite(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| {
        token.is_word()
            && !token.has(Class::CAPITAL)
            && (token.form.has(VerbForm::PAST.with(VerbForm::THIRD))
                || token.has(Class::ED.with(Class::FINITE).with(Class::AUXILIARY)))
    })
}

/// "Clara May", "Clara Winter": a month or a season behind a given name, and no date.
fn ends_name(tokens: &[Token], at: usize) -> bool {
    let given = at.checked_sub(1).and_then(|before| tokens.get(before)).is_some_and(|before| {
        before.has(Class::GIVEN) && before.has(Class::CAPITAL) && !before.has(Class::TIME)
    });
    let alone = at.checked_sub(2).and_then(|before| tokens.get(before)).is_none_or(|before| {
        !before.has(Class::CAPITAL) || before.has(Class::TITLE.with(Class::ROLE))
    });
    let behind = tokens.get(at + 1);
    let dated = behind.is_some_and(|token| token.kind == Kind::Number);
    given && alone && !dated
}

/// Whether the word opens its sentence, or follows a title or a cue, and a cue stands beside it: `"Now," May said`.
fn speaks(tokens: &[Token], at: usize) -> bool {
    let finite = VerbForm::PAST.with(VerbForm::THIRD);
    let cue = |token: &Token| token.form.has(finite) && !token.frames.is_empty();
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    let opens = before.is_none_or(|token| {
        matches!(token.kind, Kind::Stop | Kind::Break | Kind::Mark(_)) || token.has(Class::TITLE)
    });
    opens && tokens.get(at + 1).is_some_and(cue)
}

fn opens_name(text: &str, tokens: &[Token], at: usize) -> bool {
    let word = |at: usize| -> Option<String> {
        let token = tokens.get(at).filter(|token| token.is_word())?;
        Some(text.get(token.span().range())?.to_lowercase())
    };
    let Some(given) = word(at).filter(|word| is_given_time(word)) else { return false };
    let has = |at: usize, class: Class| tokens.get(at).is_some_and(|token| token.has(class));
    let mut surname = at + 1;
    while has(surname, Class::PARTICLE) && !has(surname, Class::CAPITAL) {
        surname += 1;
    }
    let closed = Class::TIME
        .with(Class::DETERMINER)
        .with(Class::PRONOUN)
        .with(Class::PREPOSITION)
        .with(Class::COORDINATOR)
        .with(Class::SUBORDINATOR);
    // "April Winter met": at the start of a sentence, and a verb behind.
    let season = has(surname, Class::TIME)
        && !has(surname, Class::MONTH.with(Class::DAY))
        && opens_sentence(tokens, at)
        && is_finite(tokens, surname + 1);
    let named = has(surname, Class::CAPITAL)
        && (!has(surname, closed) || season)
        && word(surname).is_some_and(|word| !goes_with_time(&word));
    // "to Jan Peeters": what no list knows is a surname.
    let only = [Class::CAPITAL, Class::GIVEN, Class::MALE, Class::FEMALE]
        .into_iter()
        .fold(Class::default(), Class::with);
    let is_surname =
        tokens.get(surname).is_some_and(|token| token.class.without(only) == Class::default())
            && !has(surname + 1, Class::CAPITAL)
            && at
                .checked_sub(1)
                .and_then(word)
                .is_some_and(|word| ["to", "of", "by", "from"].contains(&word.as_str()));
    named
        && (is_surname || !is_dated(tokens, at, word))
        && (given != "may" || !is_wish(tokens, at, surname))
}

/// Whether the words in front ask for a time: "in June", "last May", "3 April", "the August".
fn is_dated(tokens: &[Token], at: usize, word: impl Fn(usize) -> Option<String>) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let Some(token) = tokens.get(before) else { return false };
    let lead = Class::TIME.with(Class::TIME_ADJECTIVE).with(Class::DETERMINER);
    let temporal = [
        "in", "on", "since", "until", "till", "before", "after", "by", "during", "through", "from",
        "to", "of",
    ];
    token.kind == Kind::Number
        || token.has(lead) && !token.has(Class::CAPITAL)
        || word(before).is_some_and(|word| temporal.contains(&word.as_str()))
}

/// "May God bless you": the modal verb at the start of a sentence, unless a finite verb follows the two words.
fn is_wish(tokens: &[Token], at: usize, surname: usize) -> bool {
    let opens = opens_sentence(tokens, at);
    let finite = tokens.get(surname + 1).is_some_and(|token| {
        token.form.has(VerbForm::PAST.with(VerbForm::THIRD))
            || token.has(Class::ED)
            || matches!(token.kind, Kind::Comma | Kind::Open)
    });
    opens && !finite
}
