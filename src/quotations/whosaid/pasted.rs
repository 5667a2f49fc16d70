//! Words as people paste them: with the name of the one who said them in front or behind.

use std::ops::Range;

use crate::english::saying;
use crate::english::words::words;
use crate::quotations::Quotations;
use crate::quotations::check::contiguous;

/// A name with what belongs to it has no more words.
const LONGEST_NAME: usize = 8;

/// Words that stand beside a name and are none of it, besides verbs of saying.
const BESIDE: [&str; 14] = [
    "according",
    "to",
    "as",
    "put",
    "puts",
    "it",
    "that",
    "reporters",
    "quote",
    "quoted",
    "by",
    "from",
    "in",
    "on",
];

impl Quotations {
    /// The words and the name of asked words that were pasted with a name; nothing if there is none.
    pub(super) fn pasted<'a>(&self, asked: &'a str) -> Option<(&'a str, &'a str)> {
        let asked = asked.trim();
        in_marks(asked)
            .and_then(|marked| self.beside_marks(asked, marked))
            .or_else(|| self.signed(asked))
            .or_else(|| self.in_brackets(asked))
            .or_else(|| self.announced(asked))
            .or_else(|| self.reported(asked))
            .filter(|(words, _)| self.is_no_part(asked, words))
    }

    /// A name that is not among the words themselves: whoever pastes a whole quotation asks for that.
    fn is_no_part(&self, asked: &str, pasted: &str) -> bool {
        !self.is_said(asked) && !words(pasted).is_empty()
    }

    /// Whether somebody is quoted with exactly these words.
    fn is_said(&self, asked: &str) -> bool {
        let slots = self.read(asked);
        let is_known = slots.iter().all(|slot| !slot.words.is_empty());
        let stands =
            |row: &u32| contiguous::find(self.tokens(*row as usize), &slots, false).is_some();
        is_known && self.said.all_of(&slots).iter().any(stands)
    }

    /// `"…" - Marlo`, `Marlo: "…"`, `Marlo said "…"`, `"…" (Marlo, 2026)`.
    fn beside_marks<'a>(&self, asked: &'a str, marked: Range<usize>) -> Option<(&'a str, &'a str)> {
        let (before, behind) = (&asked[..marked.start], &asked[marked.end..]);
        let count = |text: &str| words(text).len();
        if count(before) + count(behind) > LONGEST_NAME || count(&asked[marked.clone()]) < 2 {
            return None;
        }
        let name = [behind, before].into_iter().find_map(|text| self.name(text, true))?;
        Some((&asked[marked], name))
    }

    /// `… – Ingrida Marlo`, with the name behind a dash, on the same line or below.
    fn signed<'a>(&self, asked: &'a str) -> Option<(&'a str, &'a str)> {
        let (at, dash) = asked.char_indices().rev().find(|(at, c)| {
            matches!(c, '—' | '–' | '-' | '~' | '―')
                && asked[..*at].ends_with(|c: char| c.is_whitespace() || is_mark(c))
        })?;
        let rest = &asked[at + dash.len_utf8()..];
        let is_short = words(rest).len() <= LONGEST_NAME;
        let name = self.name(rest, asked[..at].ends_with(is_mark)).filter(|_| is_short)?;
        Some((&asked[..at], name))
    }

    /// `… (Marlo, 2026)`.
    fn in_brackets<'a>(&self, asked: &'a str) -> Option<(&'a str, &'a str)> {
        let inside = asked.trim_end_matches(['.', ' ']).strip_suffix(')')?;
        let at = inside.rfind('(')?;
        let name = self.name(&inside[at + 1..], false)?;
        Some((&asked[..at], name))
    }

    /// `Marlo: …`.
    fn announced<'a>(&self, asked: &'a str) -> Option<(&'a str, &'a str)> {
        let (name, rest) = asked.split_once(':')?;
        let is_short = words(name).len() <= LONGEST_NAME;
        let name = self.name(name, false).filter(|_| is_short)?;
        Some((rest, name))
    }

    /// `Marlo said it was too dark`, `it was too dark, said Marlo`, without quote marks: only what was said, and with
    /// nothing but a known name beside the verb, for any sentence may hold a verb of saying.
    fn reported<'a>(&self, asked: &'a str) -> Option<(&'a str, &'a str)> {
        /// Fewer words are said by too many.
        const FEWEST: usize = 3;
        let found = words(asked);
        let verbs = found.iter().filter(|word| saying::reports(&word.folded));
        let mut readings = verbs.flat_map(|verb| {
            let (before, behind) = (&asked[..verb.start], &asked[verb.end..]);
            let behind = behind.trim_start();
            let said = behind.strip_prefix("that ").unwrap_or(behind);
            let comma = before.rfind([',', '.', '!', '?']);
            let last = comma.map(|comma| {
                let (in_front, name) = (&before[comma + 1..], behind.trim_end_matches(['.', ' ']));
                (&asked[..comma], if in_front.trim().is_empty() { name } else { in_front })
            });
            [Some((said, before)), last].into_iter().flatten()
        });
        readings.find_map(|(said, name)| {
            let name = name.trim();
            let is_name = self.name(name, false).is_some_and(|found| found == name);
            let is_short = words(name).len() <= LONGEST_NAME && words(said).len() >= FEWEST;
            (is_name && is_short && self.is_said(said)).then_some((said, name))
        })
    }

    /// The name in a few words: the longest run of them that is written like one, or that is somebody's here.
    /// An unknown name counts only where it `may_be_unknown`.
    fn name<'a>(&self, text: &'a str, may_be_unknown: bool) -> Option<&'a str> {
        let found = words(text);
        let is_part = |at: usize| {
            let word = &found[at];
            // "Grant told": a verb is written small, unless it stands at the start.
            let is_verb = saying::is_saying(&word.folded)
                && (at == 0 || text[word.start..].starts_with(char::is_lowercase));
            !is_verb
                && !BESIDE.contains(&word.folded.as_str())
                && !word.folded.starts_with(|c: char| c.is_ascii_digit())
        };
        // Two words of one sign overlap: "%" is a word of its own.
        let between = |at: usize| text.get(found[at - 1].end..found[at].start).unwrap_or_default();
        let mut runs: Vec<Range<usize>> = vec![];
        for at in (0..found.len()).filter(|&at| is_part(at)) {
            match runs.last_mut() {
                // "Ingrida Marlo, chairwoman": what a comma sets off is no name.
                Some(run) if run.end == at && !between(at).contains([',', '(', ';']) => {
                    run.end += 1;
                }
                _ => runs.push(at..at + 1),
            }
        }
        let slice = |run: &Range<usize>| {
            text.get(found[run.start].start..found[run.end - 1].end).unwrap_or_default()
        };
        let known = runs.iter().map(slice).find(|name| !self.speakers.find(name).is_empty());
        let has_capitals = |name: &&str| {
            let capitals =
                name.split_whitespace().filter(|word| word.starts_with(char::is_uppercase));
            capitals.count() * 2 > name.split_whitespace().count()
        };
        known.or_else(|| runs.iter().map(slice).find(has_capitals).filter(|_| may_be_unknown))
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '»' | '«' | '„' | '’' | '‘' | '\'')
}

/// The words inside the outer quote marks, or of the lines that are marked as quoted.
fn in_marks(asked: &str) -> Option<Range<usize>> {
    let pairs = [
        ('“', '”'),
        ('"', '"'),
        ('„', '“'),
        ('„', '”'),
        ('«', '»'),
        ('»', '«'),
        ('‘', '’'),
        ('\'', '\''),
    ];
    let stretch = |(open, close): &(char, char)| {
        let start = asked.find(*open)? + open.len_utf8();
        // Single marks may be apostrophes: they open at the start of a word.
        let is_apostrophe =
            matches!(open, '\'' | '’') && asked[..start - 1].ends_with(char::is_alphanumeric);
        let end = asked[start..].rfind(*close)? + start;
        (!is_apostrophe && !asked[start..end].trim().is_empty()).then_some(start..end)
    };
    let marked = pairs.iter().filter_map(stretch).max_by_key(Range::len);
    marked.or_else(|| {
        let quoted = asked.lines().take_while(|line| line.trim_start().starts_with('>'));
        let length: usize = quoted.map(|line| line.len() + 1).sum();
        (length > 0 && length < asked.len()).then_some(0..length)
    })
}
