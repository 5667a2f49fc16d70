//! Leaves out what is set among the words and is none of them: the marks of notes (`[4]`, `¹`, `*`) and of emphasis.

#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::string_slice))]

use crate::attribute::tokens::{Kind, Mark, Token, is_superscript};

/// The longest number of a note, in digits: longer ones are years and counts.
const LONGEST_NUMBER: usize = 3;

/// How many tokens a note in brackets may have, brackets included: "[citation needed]", "[12, 13]".
const LONGEST_NOTE: usize = 5;

/// Takes the marks of notes and of emphasis out of the tokens, so that no later step takes one for a word.
pub(crate) fn leave_out(text: &str, tokens: &mut Vec<Token>) {
    let mut kept: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while let Some(&token) = tokens.get(at) {
        match note_len(text, &kept, tokens.get(at..).unwrap_or_default()) {
            0 => {
                kept.push(token);
                at += 1;
            }
            len => at += len,
        }
    }
    *tokens = kept;
}

/// How many of the tokens are a mark to leave out, behind those that were kept.
fn note_len(text: &str, kept: &[Token], tokens: &[Token]) -> usize {
    let Some(token) = tokens.first() else { return 0 };
    let word = text.get(token.span().range()).unwrap_or_default();
    let hangs =
        kept.last().is_some_and(|last| last.end() == token.start() && last.kind != Kind::Break);
    match token.kind {
        Kind::Other => match word {
            "*" => 1,
            "_" => usize::from(!hangs || is_followed_by_blank(text, token)),
            "†" | "‡" | "§" => usize::from(hangs),
            _ => usize::from(word.starts_with(is_superscript)),
        },
        Kind::Open if hangs => bracketed_len(text, kept, tokens),
        Kind::Open => match reference_len(kept, tokens) {
            0 if kept.last().is_some_and(|last| matches!(last.kind, Kind::Mark(_))) => {
                bracketed_len(text, kept, tokens)
            }
            len => len,
        },
        Kind::Number if hangs && word.len() <= LONGEST_NUMBER => {
            usize::from(is_note_number(text, kept, tokens))
        }
        _ => 0,
    }
}

fn is_followed_by_blank(text: &str, token: &Token) -> bool {
    text.get(token.end()..).is_some_and(|rest| rest.chars().next().is_none_or(char::is_whitespace))
}

/// `said.[5]`, `stays,”[a]`, `”(1)`, `in 1901[citation needed]`.
fn bracketed_len(text: &str, kept: &[Token], tokens: &[Token]) -> usize {
    let word = |token: &Token| text.get(token.span().range()).unwrap_or_default();
    let Some(close) = tokens.iter().take(LONGEST_NOTE).position(|token| token.kind == Kind::Close)
    else {
        return 0;
    };
    let inner = tokens.get(1..close).unwrap_or_default();
    let numbered = inner.iter().all(|token| {
        matches!(token.kind, Kind::Comma | Kind::Dash)
            || token.kind == Kind::Number && word(token).len() <= LONGEST_NUMBER
    });
    let square = tokens.first().is_some_and(|token| word(token) == "[");
    let letter = matches!(inner, [token] if word(token).len() == 1);
    let named = inner.first().is_some_and(|token| {
        ["note", "citation", "n"].iter().any(|name| word(token).eq_ignore_ascii_case(name))
    });
    let round = kept
        .last()
        .is_some_and(|last| matches!(last.kind, Kind::Mark(_) | Kind::Stop | Kind::Comma));
    let is_note =
        !inner.is_empty() && if square { numbered || letter || named } else { round && numbered };
    if is_note { close + 1 } else { 0 }
}

/// `“the pier stays” (Moor 55)`, `(Moor, 2019)`: a name and a number in brackets behind a quotation.
fn reference_len(kept: &[Token], tokens: &[Token]) -> usize {
    let quoted = kept.last().is_some_and(|last| matches!(last.kind, Kind::Mark(_)));
    match tokens {
        [_, name, number, close, ..] | [_, name, _, number, close, ..]
            if quoted
                && name.is_word()
                && number.kind == Kind::Number
                && close.kind == Kind::Close =>
        {
            tokens.iter().take_while(|token| token.kind != Kind::Close).count() + 1
        }
        _ => 0,
    }
}

/// A bare number that hangs on a closing mark or on a full stop: `stays,”4 Marlo said.5`.
fn is_note_number(text: &str, kept: &[Token], tokens: &[Token]) -> bool {
    let free =
        tokens.first().zip(tokens.get(1)).is_none_or(|(token, next)| token.end() < next.start());
    let mut before = kept.iter().rev();
    let (Some(last), Some(inner)) = (before.next(), before.next()) else { return false };
    let adjoined = inner.end() == last.start();
    let word = text.get(inner.span().range()).unwrap_or_default();
    free && adjoined
        && match last.kind {
            Kind::Mark(Mark::Double | Mark::DoubleClose) => {
                matches!(inner.kind, Kind::Comma | Kind::Stop)
            }
            Kind::Stop => inner.is_word() && word.len() > LONGEST_NUMBER && !word.contains('.'),
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribute::tokens::tokenize;

    #[test]
    fn leaves_out_marks_alone() {
        let cases = [
            ("“It stays,”[4] she said.[5]", "“|It|stays|,|”|she|said|."),
            ("“It stays,”¹ she said.²", "“|It|stays|,|”|she|said|."),
            ("\"It stays,\"4 she said.5 He left", "\"|It|stays|,|\"|she|said|.|He|left"),
            ("“It stays,”(2) she said.", "“|It|stays|,|”|she|said|."),
            ("**“It stays,”* she said†", "“|It|stays|,|”|she|said"),
            ("It burned[citation needed] twice[a]", "It|burned|twice"),
            // what is no mark of a note
            ("the rule [of 1987] applied", "the|rule|[|of|1987|]|applied"),
            ("a ship of 5'10\" and 12 men", "a|ship|of|5|'|10|\"|and|12|men"),
            ("he said \"4 men\"", "he|said|\"|4|men|\""),
            ("10² and 3 km² of No.5", "10²|and|3|km²|of|No|.|5"),
            ("“It stays” (Moor 55), “all” (Moor, 2019).", "“|It|stays|”|,|“|all|”|."),
            ("“It stays” [4], “all,” (5) he said.", "“|It|stays|”|,|“|all|,|”|he|said|."),
            ("“It stays” (see page 55).", "“|It|stays|”|."),
            ("“It stays” (he hopes so).", "“|It|stays|”|(|he|hopes|so|)|."),
            ("(Moor 55) and [19] dead", "(|Moor|55|)|and|[|19|]|dead"),
            ("snake_case and f(1)", "snake|_|case|and|f|(|1|)"),
        ];
        for (text, expected) in cases {
            let mut tokens = tokenize(text);
            leave_out(text, &mut tokens);
            let words: Vec<&str> = tokens.iter().map(|token| &text[token.span().range()]).collect();
            assert_eq!(words.join("|"), expected, "{text}");
        }
    }
}
