//! Finds the stretches inside quote marks: outer marks only, paired within a paragraph, with a missing mark made good.

#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::string_slice))]

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

/// How far the cue of "she said" may stand behind the comma, in tokens.
const ATTRIBUTION_REACH: usize = 5;

/// All quoted stretches of the text, in order and apart from each other.
pub(crate) fn find(text: &str, tokens: &[Token]) -> Vec<Quoted> {
    let mut found = Vec::new();
    let mut start = 0;
    while start < tokens.len() {
        let rest = tokens.iter().skip(start);
        let length = rest.take_while(|token| token.kind != Kind::Break).count();
        let end = start + length;
        paragraph(&Paragraph { text, tokens, start, end }, &mut found);
        // A stretch that runs on into the next paragraph takes that paragraph with it.
        start = found.last().map_or(end, |quoted: &Quoted| quoted.last.max(end)) + 1;
    }
    found
}

struct Paragraph<'a> {
    text: &'a str,
    tokens: &'a [Token],
    start: usize,
    end: usize,
}

/// The families of double marks: a mark of another one inside of a quotation belongs to what is quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    /// Straight, curly and low marks, which writers mix.
    Plain,
    Angled,
    Corner,
    Prime,
}

impl Paragraph<'_> {
    fn mark(&self, at: usize) -> Option<Mark> {
        match self.tokens.get(at)?.kind {
            Kind::Mark(mark) => Some(mark),
            _ => None,
        }
    }

    fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    fn before(&self, at: usize) -> Option<char> {
        self.text.get(..self.tokens.get(at)?.start())?.chars().next_back()
    }

    /// What follows the token; a blank where the mark of a note was left out.
    fn after(&self, at: usize) -> Option<char> {
        let end = self.tokens.get(at)?.end();
        let next = self.text.get(end..)?.chars().next()?;
        let noted = self.tokens.get(at + 1).is_some_and(|next| next.start() > end);
        Some(if noted { ' ' } else { next })
    }

    /// Whether the mark at `at` may open: nothing hangs on its left, something on its right.
    fn opens(&self, at: usize) -> bool {
        let free = |c: char| c.is_whitespace() || "([{—–-/…\"“‘'*_".contains(c);
        self.before(at).is_none_or(free) && self.after(at).is_some_and(|c| !c.is_whitespace())
    }

    fn closes(&self, at: usize) -> bool {
        self.before(at).is_some_and(|c| !c.is_whitespace())
            && self.after(at).is_none_or(|c| !c.is_alphanumeric())
    }

    /// Whether the mark hangs on the word before it and on nothing behind.
    fn only_closes(&self, at: usize) -> bool {
        self.closes(at) && !self.opens(at)
    }

    fn family(&self, at: usize) -> Family {
        let token = self.tokens.get(at);
        let first = token.and_then(|token| self.text.get(token.start()..)?.chars().next());
        match first {
            Some('«' | '»' | '<' | '>') => Family::Angled,
            Some('「' | '」' | '『' | '』') => Family::Corner,
            Some('〝' | '〞' | '〟') => Family::Prime,
            _ => Family::Plain,
        }
    }

    /// The next double mark of the family.
    fn next_double(&self, at: usize, family: Family) -> Option<usize> {
        (at + 1..self.end).find(|&next| {
            let double = [Mark::Double, Mark::DoubleOpen, Mark::DoubleClose];
            self.mark(next).is_some_and(|mark| double.contains(&mark))
                && self.family(next) == family
        })
    }

    /// Whether a quotation may begin at the mark although it is not closed: with the paragraph or behind punctuation.
    fn leads(&self, open: usize) -> bool {
        open == self.start
            || open.checked_sub(1).is_some_and(|before| {
                matches!(self.kind(before), Some(Kind::Colon | Kind::Comma | Kind::Stop))
            })
    }
}

fn paragraph(paragraph: &Paragraph<'_>, found: &mut Vec<Quoted>) {
    let mut at = paragraph.start;
    while at < paragraph.end {
        let next = match paragraph.mark(at) {
            Some(Mark::DoubleOpen) => double(paragraph, at),
            Some(Mark::Double) if paragraph.opens(at) => double(paragraph, at),
            // »Wir bleiben«, ”Vi stannar”: what closes elsewhere opens here.
            Some(Mark::DoubleClose) if paragraph.opens(at) => turned(paragraph, at),
            Some(Mark::Single | Mark::SingleOpen | Mark::SingleClose) if paragraph.opens(at) => {
                single(paragraph, at)
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
fn double(paragraph: &Paragraph<'_>, open: usize) -> Option<Quoted> {
    let curly = paragraph.mark(open) == Some(Mark::DoubleOpen);
    let family = paragraph.family(open);
    let mut at = open;
    while let Some(next) = paragraph.next_double(at, family) {
        at = next;
        let closes = match paragraph.mark(at) {
            Some(Mark::DoubleClose) => true,
            // A mark turned the wrong way: it hangs on the word before it.
            Some(Mark::DoubleOpen) => paragraph.only_closes(at),
            Some(Mark::Double) if curly => {
                let behind = paragraph.next_double(at, family);
                let behind = behind.and_then(|behind| paragraph.mark(behind));
                paragraph.closes(at) && behind != Some(Mark::DoubleClose)
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
        if !reopens || at == open + 1 {
            continue;
        }
        match nested_end(paragraph, at, family) {
            Some(end) if curly => at = end,
            _ => {
                return unclosed(paragraph, open, at, false)
                    .or_else(|| cut_off(paragraph, open, at));
            }
        }
    }
    not_closed_here(paragraph, open)
}

/// The close of a quotation that begins at `open` inside of another one in the same marks: “He said “go” and left”.
fn nested_end(paragraph: &Paragraph<'_>, open: usize, family: Family) -> Option<usize> {
    let close = paragraph.next_double(open, family)?;
    let outer = paragraph.next_double(close, family)?;
    [close, outer]
        .iter()
        .all(|&at| paragraph.mark(at) == Some(Mark::DoubleClose) && !paragraph.opens(at))
        .then_some(close)
}

/// `"It was a hard game. "We stuck to our plan."`: a sentence ends, and the next mark opens again.
fn cut_off(paragraph: &Paragraph<'_>, open: usize, again: usize) -> Option<Quoted> {
    let last = again.checked_sub(1)?;
    let stopped = last > open + 1 && paragraph.kind(last) == Some(Kind::Stop);
    (stopped && paragraph.leads(open)).then_some(Quoted {
        first: open,
        last,
        closed: false,
        continues: false,
    })
}

/// A stretch that its paragraph does not close: it goes on in the next one, or the mark was forgotten.
fn not_closed_here(paragraph: &Paragraph<'_>, open: usize) -> Option<Quoted> {
    let leads = paragraph.leads(open) || paragraph.mark(open) == Some(Mark::DoubleOpen);
    if !leads {
        return None;
    }
    let continues = matches!(
        paragraph.mark(paragraph.end + 1),
        Some(Mark::DoubleOpen | Mark::Double | Mark::DoubleClose)
    );
    if continues && open + 1 < paragraph.end {
        return Some(Quoted { first: open, last: paragraph.end - 1, closed: false, continues });
    }
    run_on(paragraph, open).or_else(|| unclosed(paragraph, open, paragraph.end, true))
}

/// The stretch that a closing mark opens, as in German and Swedish. Its partner must be there, or the next paragraph opens
/// in the same way: else the mark is a slip.
fn turned(paragraph: &Paragraph<'_>, open: usize) -> Option<Quoted> {
    let family = paragraph.family(open);
    match paragraph.next_double(open, family) {
        Some(at) => (paragraph.only_closes(at) && at > open + 1).then_some(Quoted {
            first: open,
            last: at,
            closed: true,
            continues: false,
        }),
        None => {
            let next = paragraph.end + 1;
            let continues = paragraph.mark(next) == Some(Mark::DoubleClose)
                && paragraph.opens(next)
                && paragraph.family(next) == family;
            (continues && paragraph.leads(open) && open + 1 < paragraph.end).then_some(Quoted {
                first: open,
                last: paragraph.end - 1,
                closed: false,
                continues,
            })
        }
    }
}

/// A stretch that ends in the next paragraph, which has no opening mark of its own.
fn run_on(paragraph: &Paragraph<'_>, open: usize) -> Option<Quoted> {
    let from = paragraph.end + 1;
    let mark = (from..paragraph.tokens.len())
        .take_while(|&at| paragraph.kind(at) != Some(Kind::Break))
        .take(RUN_ON_REACH)
        .find(|&at| {
            matches!(paragraph.mark(at), Some(Mark::Double | Mark::DoubleOpen | Mark::DoubleClose))
        })?;
    paragraph.only_closes(mark).then_some(Quoted {
        first: open,
        last: mark,
        closed: true,
        continues: false,
    })
}

/// A stretch whose closing mark is missing: it ends in front of ", she said", or with the paragraph.
fn unclosed(paragraph: &Paragraph<'_>, open: usize, limit: usize, to_end: bool) -> Option<Quoted> {
    let attributed = (open + 2..limit).find(|&at| {
        matches!(paragraph.kind(at), Some(Kind::Comma | Kind::Stop))
            && is_attribution(paragraph.tokens.get(at + 1..limit).unwrap_or_default())
    });
    let last = match attributed {
        Some(at) => at,
        None if to_end && limit > open + 1 => limit - 1,
        None => return None,
    };
    Some(Quoted { first: open, last, closed: false, continues: false })
}

/// Whether the tokens begin with "she said" or "said Ann Lee": a finite cue within four words, without a mark between.
fn is_attribution(tokens: &[Token]) -> bool {
    let finite = VerbForm::PAST.with(VerbForm::THIRD);
    let words = tokens.iter().take(ATTRIBUTION_REACH).take_while(|token| token.is_word()).count();
    let (window, behind) = tokens.split_at_checked(words).unwrap_or((tokens, &[]));
    let is_cue = |token: &Token| token.form.has(finite) && !token.has(Class::HOMOGRAPH);
    let Some(cue) = window.iter().position(is_cue) else { return false };
    let Some((subject, [_, rest @ ..])) = window.split_at_checked(cue) else { return false };
    let named = |token: &Token| token.has(Class::CAPITAL.with(Class::PRONOUN).with(Class::ROLE));
    if subject.is_empty() {
        return rest.iter().any(named);
    }
    let next = rest.first().or(behind.first());
    next.is_none_or(|token| !token.has(Class::THAT)) && subject.iter().any(named)
}

/// The stretch that the single mark at `open` opens. An apostrophe behind a plural may close it only if no better one follows.
fn single(paragraph: &Paragraph<'_>, open: usize) -> Option<Quoted> {
    if is_elision(paragraph, open) {
        return None;
    }
    let opener = paragraph.before(open + 1);
    // ’Vi stannar’, ›Wir bleiben‹: a closing mark that opens must lead, and its partner must round the words off.
    let is_turned = paragraph.mark(open) == Some(Mark::SingleClose);
    let leads = matches!(opener, Some('’' | '´')) && paragraph.leads(open);
    if is_turned && !(opener == Some('›') || leads) {
        return None;
    }
    let rounds_off = |at: usize| {
        paragraph.before(at).is_some_and(|c| ",.!?…".contains(c))
            || paragraph.after(at) == Some(',')
    };
    let mut plural = None;
    for at in open + 1..paragraph.end.min(open + SINGLE_REACH) {
        let closes = match paragraph.mark(at) {
            Some(Mark::Single | Mark::SingleClose) => {
                paragraph.closes(at) && (!is_turned || opener == Some('›') || rounds_off(at))
            }
            // ‚Wir bleiben‘, ›Wir bleiben‹, and a mark turned the wrong way.
            Some(Mark::SingleOpen) => {
                paragraph.only_closes(at)
                    && (matches!(opener, Some('‚' | '›'))
                        || matches!(opener, Some('‘' | '`')) && rounds_off(at))
            }
            _ => false,
        };
        if closes && at > open + 1 && !is_rock_n_roll(paragraph, at) {
            let quoted = Quoted { first: open, last: at, closed: true, continues: false };
            let possessive = paragraph.before(at) == Some('s')
                && paragraph.after(at).is_some_and(char::is_whitespace);
            if !possessive {
                return Some(quoted);
            }
            plural.get_or_insert(quoted);
        } else if plural.is_some()
            && matches!(paragraph.mark(at), Some(Mark::Single | Mark::SingleOpen))
            && paragraph.opens(at)
            && !is_elision(paragraph, at)
        {
            break;
        }
    }
    plural.or_else(|| {
        let continues = paragraph.leads(open)
            && !is_turned
            && open + 1 < paragraph.end
            && paragraph.end < open + SINGLE_REACH
            && matches!(paragraph.mark(paragraph.end + 1), Some(Mark::Single | Mark::SingleOpen));
        continues.then_some(Quoted {
            first: open,
            last: paragraph.end - 1,
            closed: false,
            continues,
        })
    })
}

/// Whether the mark at `at` is the second of "rock 'n' roll".
fn is_rock_n_roll(paragraph: &Paragraph<'_>, at: usize) -> bool {
    let Some(word) = at.checked_sub(1).and_then(|word| paragraph.tokens.get(word)) else {
        return false;
    };
    let letter = paragraph.text.get(word.span().range()).is_some_and(|word| word == "n");
    letter && at.checked_sub(2).is_some_and(|mark| paragraph.mark(mark).is_some())
}

/// Whether the mark at `at` is the apostrophe of a word that lost its beginning: 'em, '90s.
fn is_elision(paragraph: &Paragraph<'_>, at: usize) -> bool {
    paragraph.tokens.get(at + 1).is_none_or(|token| {
        let word = paragraph.text.get(token.span().range()).unwrap_or_default();
        let decade = word.len() == 3
            && word.ends_with('s')
            && word.starts_with(|c: char| c.is_ascii_digit());
        !matches!(token.kind, Kind::Word | Kind::Number | Kind::Mark(_) | Kind::Open)
            || ["em", "tis", "twas", "n", "til", "cause", "bout"].contains(&word)
            || decade
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribute::notes;
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
            ("\"Never,\"4 she said. \"No.\"", "\"Never,\" | \"No.\""),
            ("He said, \"One.\n\nTwo.\" Then he left.", "\"One.\n\nTwo.\""),
            ("“Enough of this.“ He left.", "“Enough of this.“"),
            ("back in the '90s and '80s", ""),
            ("»We stay«, he said. »We do.«", "»We stay« | »We do.«"),
            ("» Read more", ""),
            ("»Read more about it", ""),
            ("« We stay », he said. « We do. »", "« We stay » | « We do. »"),
            ("„We stay“, he said. „We do.”", "„We stay“ | „We do.”"),
            (",,We stay'', he said, <<and go>>.", ",,We stay'' | <<and go>>"),
            ("”We stay”, he said. ”We do.”", "”We stay” | ”We do.”"),
            ("”We stay.\n\n”We do.”", "”We stay. | ”We do.”"),
            ("›We stay‹, he said.", "›We stay‹"),
            ("‚We stay‘, he said.", "‚We stay‘"),
            ("’We stay,’ he said.", "’We stay,’"),
            ("´We stay,´ he said.", "´We stay,´"),
            ("`We stay,` he said.", "`We stay,`"),
            ("run `cargo` and `make` there", ""),
            ("'Rock 'n' roll is dead,' he said.", "'Rock 'n' roll is dead,'"),
            ("’Twas late, and ’em boys’ boats", ""),
            ("「We stay」, he said. 『We do.』", "「We stay」 | 『We do.』"),
            ("〝We stay,〟 he said. ＂We do.＂", "〝We stay,〟 | ＂We do.＂"),
            ("“He said «no» and «go»,” she said.", "“He said «no» and «go»,”"),
            ("“He said “no” and left,” she said.", "“He said “no” and left,”"),
            ("\"It was hard. \"We stuck to it.\"", "\"It was hard. | \"We stuck to it.\""),
            ("He ran. 'We had no plan.\n\n'Nobody did.'", "'We had no plan. | 'Nobody did.'"),
            (
                "'Tell 'em the boys' boat sank in the '90s,' he said.",
                "'Tell 'em the boys' boat sank in the '90s,'",
            ),
            ("the players’ bus, the ’90s and rock ’n’ roll", ""),
            ("‘She said “no” twice,’ he wrote.", "‘She said “no” twice,’"),
            ("“I told them, ‘Wake up.’ They did.”", "“I told them, ‘Wake up.’ They did.”"),
        ];
        for (text, expected) in cases {
            let mut tokens = tokenize(text);
            notes::leave_out(text, &mut tokens);
            let found: Vec<&str> = find(text, &tokens)
                .iter()
                .map(|quoted| &text[tokens[quoted.first].start()..tokens[quoted.last].end()])
                .collect();
            assert_eq!(found.join(" | "), expected);
        }
    }
}
