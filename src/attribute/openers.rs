//! Words that have a capital because they open a sentence: "Realising his error, Voss said", "Sales fell".

use std::collections::HashSet;

use crate::attribute::classes::{Class, VerbForm};
use crate::attribute::kinds::is_talk;
use crate::attribute::tokens::{Kind, Token, unknown_form};

/// Marks the words of no list that open a sentence and are no names, so that nobody is called by them: those that the
/// text has in small letters as well, and those in -ing, -ed and -ly, if none has a capital inside of a sentence.
pub(crate) fn mark(text: &str, tokens: &mut [Token]) {
    let word = |token: &Token| text.get(token.span().range()).unwrap_or_default();
    let mut small: HashSet<&str> = HashSet::new();
    let mut named: HashSet<&str> = HashSet::new();
    let mut opens = true;
    for token in tokens.iter() {
        if token.is_word() {
            match token.has(Class::CAPITAL) {
                true if !opens => named.insert(word(token)),
                true => false,
                false => small.insert(word(token)),
            };
        }
        opens = opens_sentence(token);
    }
    let mut opens = true;
    for at in 0..tokens.len() {
        let Some(&token) = tokens.get(at) else { break };
        let alone = !tokens.get(at + 1).is_some_and(|next| next.has(Class::CAPITAL));
        if opens && is_unknown(&token) && alone {
            let written = word(&token);
            let folded = written.to_lowercase();
            let ending = unknown_form(&token, &folded);
            let common = small.contains(folded.as_str()) || !ending.is_empty();
            // "Speculation suggests": it never speaks.
            let common = common && !shows_name(tokens, at) || is_talk(&folded);
            if common
                && !named.contains(written)
                && let Some(token) = tokens.get_mut(at)
            {
                token.class = token.class.with(Class::COMMON).with(ending);
            }
        }
        opens = opens_sentence(&token);
    }
}

/// Whether a sentence begins behind the token.
fn opens_sentence(token: &Token) -> bool {
    matches!(token.kind, Kind::Stop | Kind::Break | Kind::Mark(_) | Kind::Colon)
}

/// Whether no list knows the word, which is written with one capital.
fn is_unknown(token: &Token) -> bool {
    token.is_word() && token.class == Class::CAPITAL && token.form.is_empty()
}

/// "Keeling said", "Keeling's": whether what follows shows that the word is a name.
fn shows_name(tokens: &[Token], at: usize) -> bool {
    let finite = VerbForm::PAST.with(VerbForm::THIRD);
    tokens.get(at + 1).is_some_and(|next| {
        matches!(next.kind, Kind::Possessive | Kind::Colon)
            || next.form.has(finite) && !next.frames.is_empty()
    })
}
