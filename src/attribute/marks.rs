//! Finds the stretches inside quote marks: outer marks only, paired within a paragraph, with a missing mark made good.

use crate::attribute::lexicon::{Class, VerbForm};
use crate::attribute::tokens::{Kind, Mark, Token};

/// A stretch inside quote marks, as a range of tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Quoted {
    /// The opening mark.
    pub(crate) first: usize,
    /// The closing mark, or the last token of the content where the mark is missing.
    pub(crate) last: usize,
    /// Whether `last` is a mark.
    pub(crate) closed: bool,
    /// Whether the quotation goes on in the next paragraph, which opens with a mark again.
    pub(crate) continues: bool,
}

impl Quoted {
    /// The tokens between the marks.
    pub(crate) fn inner(&self) -> std::ops::Range<usize> {
        self.first + 1..if self.closed { self.last } else { self.last + 1 }
    }
}

/// How far a single mark may be from its partner, in tokens: apostrophes must not make the search quadratic.
const SINGLE_REACH: usize = 300;
/// How far into the next paragraph a double mark may close, in tokens.
const RUN_ON_REACH: usize = 400;

/// All quoted stretches of the text, in order and apart from each other.
pub(crate) fn find(text: &str, tokens: &[Token]) -> Vec<Quoted> {
    let mut found = Vec::new();
    let mut start = 0;
    while start < tokens.len() {
        let end = tokens[start..]
            .iter()
            .position(|token| token.kind == Kind::Break)
            .map_or(tokens.len(), |length| start + length);
        paragraph(&Paragraph { text, tokens, end }, start, &mut found);
        // A stretch that runs on into the next paragraph takes that paragraph with it.
        start = found.last().map_or(end, |quoted: &Quoted| quoted.last.max(end)) + 1;
    }
    found
}

struct Paragraph<'a> {
    text: &'a str,
    tokens: &'a [Token],
    end: usize,
}

impl Paragraph<'_> {
    fn mark(&self, at: usize) -> Option<Mark> {
        match self.tokens[at].kind {
            Kind::Mark(mark) => Some(mark),
            _ => None,
        }
    }

    fn before(&self, at: usize) -> Option<char> {
        self.text[..self.tokens[at].start()].chars().next_back()
    }

    fn after(&self, at: usize) -> Option<char> {
        self.text[self.tokens[at].end()..].chars().next()
    }

    /// Whether the mark at `at` may open: nothing hangs on its left, something on its right.
    fn opens(&self, at: usize) -> bool {
        let free = |c: char| c.is_whitespace() || "([{—–-/…\"“‘'".contains(c);
        self.before(at).is_none_or(free) && self.after(at).is_some_and(|c| !c.is_whitespace())
    }

    fn closes(&self, at: usize) -> bool {
        self.before(at).is_some_and(|c| !c.is_whitespace())
            && self.after(at).is_none_or(|c| !c.is_alphanumeric())
    }
}

fn paragraph(paragraph: &Paragraph<'_>, start: usize, found: &mut Vec<Quoted>) {
    let mut at = start;
    while at < paragraph.end {
        let next = match paragraph.mark(at) {
            Some(Mark::DoubleOpen | Mark::Double)
                if paragraph.opens(at) || paragraph.mark(at) == Some(Mark::DoubleOpen) =>
            {
                double(paragraph, at, start)
            }
            Some(Mark::Single | Mark::SingleOpen) if paragraph.opens(at) => {
                single(paragraph, at, start)
            }
            _ => None,
        };
        at = match next {
            Some(quoted) => {
                found.push(quoted);
                quoted.last + 1
            }
            None => at + 1,
        };
    }
}

/// The stretch that the double mark at `open` opens.
fn double(paragraph: &Paragraph<'_>, open: usize, start: usize) -> Option<Quoted> {
    let curly = paragraph.mark(open) == Some(Mark::DoubleOpen);
    for at in open + 1..paragraph.end {
        let closes = match paragraph.mark(at) {
            Some(Mark::DoubleClose) => true,
            // A mark turned the wrong way: it hangs on the word before it.
            Some(Mark::DoubleOpen) => paragraph.closes(at) && !paragraph.opens(at),
            Some(Mark::Double) if curly => {
                paragraph.closes(at) && next_double(paragraph, at) != Some(Mark::DoubleClose)
            }
            Some(Mark::Double) => paragraph.closes(at) || !paragraph.opens(at),
            _ => false,
        };
        if closes {
            return (at > open + 1).then_some(Quoted {
                first: open,
                last: at,
                closed: true,
                continues: false,
            });
        }
        let reopens = match paragraph.mark(at) {
            Some(Mark::DoubleOpen) => true,
            Some(Mark::Double) => !curly && paragraph.opens(at),
            _ => false,
        };
        if reopens && at > open + 1 {
            return unclosed(paragraph, open, at, false);
        }
    }
    let continues = paragraph.tokens.get(paragraph.end + 1).is_some_and(|token| {
        matches!(token.kind, Kind::Mark(Mark::DoubleOpen | Mark::Double | Mark::DoubleClose))
    });
    let leads = open == start
        || matches!(paragraph.tokens[open - 1].kind, Kind::Colon | Kind::Comma | Kind::Stop)
        || paragraph.mark(open) == Some(Mark::DoubleOpen);
    if continues && leads && open + 1 < paragraph.end {
        return Some(Quoted { first: open, last: paragraph.end - 1, closed: false, continues });
    }
    if !leads {
        return None;
    }
    run_on(paragraph, open).or_else(|| unclosed(paragraph, open, paragraph.end, true))
}

/// A stretch that ends in the next paragraph, which has no opening mark of its own.
fn run_on(paragraph: &Paragraph<'_>, open: usize) -> Option<Quoted> {
    let tokens = paragraph.tokens;
    let from = paragraph.end + 1;
    let mark = (from..tokens.len())
        .take_while(|&at| tokens[at].kind != Kind::Break)
        .take(RUN_ON_REACH)
        .find(|&at| {
            matches!(paragraph.mark(at), Some(Mark::Double | Mark::DoubleOpen | Mark::DoubleClose))
        })?;
    let closes = paragraph.closes(mark) && !paragraph.opens(mark);
    closes.then_some(Quoted { first: open, last: mark, closed: true, continues: false })
}

fn next_double(paragraph: &Paragraph<'_>, at: usize) -> Option<Mark> {
    let doubles = [Mark::Double, Mark::DoubleOpen, Mark::DoubleClose];
    (at + 1..paragraph.end)
        .filter_map(|next| paragraph.mark(next))
        .find(|mark| doubles.contains(mark))
}

/// A stretch whose closing mark is missing: it ends in front of ", she said", or with the paragraph.
fn unclosed(paragraph: &Paragraph<'_>, open: usize, limit: usize, to_end: bool) -> Option<Quoted> {
    let tokens = paragraph.tokens;
    let attributed = (open + 2..limit).find(|&at| {
        matches!(tokens[at].kind, Kind::Comma | Kind::Stop) && is_attribution(tokens, at + 1, limit)
    });
    let last = match attributed {
        Some(at) => at,
        None if to_end && limit > open + 1 => limit - 1,
        None => return None,
    };
    Some(Quoted { first: open, last, closed: false, continues: false })
}

/// Whether "she said" or "said Ann Lee" stands at `at`: a finite cue within four words, without a mark between.
fn is_attribution(tokens: &[Token], at: usize, limit: usize) -> bool {
    let finite = VerbForm::PAST.with(VerbForm::THIRD);
    let window = &tokens[at.min(limit)..limit.min(at + 5)];
    let words = window.iter().take_while(|token| token.is_word()).count();
    let window = &window[..words];
    let Some(cue) =
        window.iter().position(|token| token.form.has(finite) && !token.has(Class::HOMOGRAPH))
    else {
        return false;
    };
    let subject = &window[..cue];
    let named = |token: &Token| token.has(Class::CAPITAL.with(Class::PRONOUN).with(Class::ROLE));
    if subject.is_empty() {
        window[cue + 1..].iter().any(named)
    } else {
        let ends = tokens.get(at + cue + 1).is_none_or(|token| !token.has(Class::THAT));
        ends && subject.iter().any(named)
    }
}

/// The stretch that the single mark at `open` opens. An apostrophe behind a plural may close it only if no better one follows.
fn single(paragraph: &Paragraph<'_>, open: usize, start: usize) -> Option<Quoted> {
    let tokens = paragraph.tokens;
    let elided = tokens.get(open + 1).is_none_or(|token| {
        let word = &paragraph.text[token.span().range()];
        !matches!(token.kind, Kind::Word | Kind::Number | Kind::Mark(_) | Kind::Open)
            || ["em", "tis", "twas", "n", "til", "cause", "bout"].contains(&word)
            || word.len() == 3 && word.ends_with('s') && word.as_bytes()[0].is_ascii_digit()
    });
    if elided {
        return None;
    }
    let mut plural = None;
    for at in open + 1..paragraph.end.min(open + SINGLE_REACH) {
        match paragraph.mark(at) {
            Some(Mark::Single | Mark::SingleClose) if paragraph.closes(at) && at > open + 1 => {
                let quoted = Quoted { first: open, last: at, closed: true, continues: false };
                let possessive = paragraph.before(at) == Some('s')
                    && paragraph.after(at).is_some_and(char::is_whitespace);
                if !possessive {
                    return Some(quoted);
                }
                plural.get_or_insert(quoted);
            }
            Some(Mark::Single | Mark::SingleOpen) if paragraph.opens(at) && plural.is_some() => {
                break;
            }
            _ => {}
        }
    }
    let leads = open == start || matches!(tokens[open - 1].kind, Kind::Colon | Kind::Comma);
    plural.or_else(|| {
        let continues = leads
            && paragraph.end < open + SINGLE_REACH
            && tokens.get(paragraph.end + 1).is_some_and(|token| {
                matches!(token.kind, Kind::Mark(Mark::Single | Mark::SingleOpen))
            });
        continues.then_some(Quoted {
            first: open,
            last: paragraph.end - 1,
            closed: false,
            continues,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribute::tokens::tokenize;

    #[test]
    fn pairs() {
        let cases = [
            ("He said “yes” and \"no\".", "“yes” | \"no\""),
            ("'It is the players' choice,' he said.", "'It is the players' choice,'"),
            ("the players' bus and the drivers' union", ""),
            ("“It was over,” said Erin Cole, at 18\".", "“It was over,”"),
            ("\"The numbers rose, she said. \"We saw.\"", "\"The numbers rose, | \"We saw.\""),
            ("\"We opened at six, said owner Paula Reyes.", "\"We opened at six,"),
            ("\"One.\n\n\"Two.\"", "\"One. | \"Two.\""),
            ("''Never,'' she said.", "''Never,''"),
            ("He said, \"One.\n\nTwo.\" Then he left.", "\"One.\n\nTwo.\""),
            ("“Enough of this.“ He left.", "“Enough of this.“"),
            ("back in the '90s and '80s", ""),
            ("‘She said “no” twice,’ he wrote.", "‘She said “no” twice,’"),
            ("“I told them, ‘Wake up.’ They did.”", "“I told them, ‘Wake up.’ They did.”"),
        ];
        for (text, expected) in cases {
            let tokens = tokenize(text);
            let found: Vec<&str> = find(text, &tokens)
                .iter()
                .map(|quoted| &text[tokens[quoted.first].start()..tokens[quoted.last].end()])
                .collect();
            assert_eq!(found.join(" | "), expected);
        }
    }
}
