//! Passages, quotations, checks and figures as entries of a page.

use std::borrow::Cow;

use super::escape::{escape, units};
use super::fit;
use super::page::{Body, Entry, Words};
use crate::model::answer::Passage;
use crate::model::document::Document;
use crate::model::verdict::{
    Check, Figures, Found, Match, Op, Piece, Quoted, Verdict, Wording, sha256,
};
use crate::render::{notes, outline, verdict};

/// Speakers named for one passage. The others are counted.
const SPEAKERS: usize = 3;
/// Units of text in a speaker's name or a venue.
const NAME: usize = 80;
/// Units of a heading: most articles' names fit.
const HEADING: usize = 160;
/// Units of the asked words that stand above their verdict.
const ASKED: usize = 160;
/// Words of the same shown on each side of a difference.
const AROUND: usize = 5;
/// Units of a line of differences. A longer one would be read by nobody.
const DIFFERENCE: usize = 900;

/// What an entry is made of.
#[derive(Debug, Clone, Copy)]
pub(super) enum Item<'c> {
    /// What is shown everywhere.
    Shown(outline::Item<'c>),
    /// A passage with what a reader needs to check it.
    Proof(&'c Passage<'c>),
    /// Words found in a message, with their verdict.
    Checked(&'c str, &'c Check<'c>),
}

impl<'c> Item<'c> {
    /// The entry, below a heading in plain words if it is the first of its kind.
    pub(super) fn entry(self, heading: &str) -> Entry<'c> {
        let heading = if heading.is_empty() {
            String::new()
        } else {
            format!("**{}**", escape(&fit::label(heading, HEADING)))
        };
        let body = match self {
            Self::Shown(item) => of_item(item),
            Self::Proof(passage) => {
                Body::Words(Words { below: proof(passage), ..of_passage(passage) })
            }
            Self::Checked(words, check) => return checked(words, check),
        };
        Entry { heading, body: Some(body) }
    }

    /// Where the words stand whose paragraph can be shown.
    pub(super) fn place(self) -> Option<(&'c Document, crate::model::span::TextSpan)> {
        let of_found = |found: &'c Found<'c>| match found {
            Found::Quotation(quoted) => (quoted.document(), quoted.quotation().span()),
            Found::Reporter(passage) => (passage.document(), passage.span()),
        };
        match self {
            Self::Shown(item) => match item {
                outline::Item::Passage(passage) => Some((passage.document(), passage.span())),
                outline::Item::Match(_, one) => Some(of_found(&one.found)),
                outline::Item::Quoted(quoted) | outline::Item::Wording(Wording { quoted, .. }) => {
                    Some((quoted.document(), quoted.quotation().span()))
                }
                outline::Item::Figures(_) => None,
            },
            Self::Checked(_, check) => check.matches.first().map(|one| of_found(&one.found)),
            // A proof is the paragraph itself.
            Self::Proof(_) => None,
        }
    }
}

fn of_item(item: outline::Item<'_>) -> Body<'_> {
    Body::Words(match item {
        outline::Item::Passage(passage) => of_passage(passage),
        outline::Item::Match(verdict, one) => of_match(verdict, one),
        outline::Item::Quoted(quoted) => of_quoted(quoted),
        outline::Item::Wording(wording) => {
            let below = difference("than above", &wording.diff, Op::Added);
            Words { below, ..of_quoted(&wording.quoted) }
        }
        outline::Item::Figures(figures) => return of_figures(figures),
    })
}

fn of_passage<'c>(passage: &'c Passage<'c>) -> Words<'c> {
    let speakers = passage.speakers();
    let mut who: Vec<_> = speakers.iter().take(SPEAKERS).map(|name| bold(name)).collect();
    if speakers.len() > SPEAKERS {
        who.push(format!("{} others", speakers.len() - SPEAKERS));
    }
    Words {
        text: Cow::Borrowed(passage.text()),
        bold: passage
            .around_highlight()
            .map_or(0..0, |[before, marked, _]| before.len()..before.len() + marked.len()),
        document: passage.document(),
        span: passage.span(),
        who,
        also_in: passage.also_in(),
        notes: passage
            .form()
            .map(verdict::form)
            .into_iter()
            .chain(notes(passage))
            .map(badge)
            .collect(),
        below: String::new(),
    }
}

/// What a reader needs to check a passage: its file, the range of its bytes, and the digest of the file.
fn proof(passage: &Passage<'_>) -> String {
    let raw = passage.citation().raw_span();
    let name = escape(&fit::label(passage.document().name(), NAME));
    let digest = sha256(passage.document());
    format!("-# {name} bytes {}–{} · SHA-256 {digest}", raw.start(), raw.end())
}

fn of_match<'c>(verdict: Verdict, one: &'c Match<'c>) -> Words<'c> {
    let mut below = one.surroundings.as_ref().map_or_else(String::new, |around| {
        let stretches = around.stretches(one.found.document()).into_iter();
        in_sentence(&stretches.collect::<Vec<_>>())
    });
    if outline::shows_difference(verdict, one) {
        let difference = difference("than asked", &one.diff, Op::Missing);
        if !below.is_empty() && !difference.is_empty() {
            below.push('\n');
        }
        below.push_str(&difference);
    }
    let mut words = match &one.found {
        Found::Quotation(quoted) => of_quoted(quoted),
        Found::Reporter(passage) => of_passage(passage),
    };
    if matches!(one.found, Found::Reporter(_)) {
        words.notes.insert(0, badge("the reporter’s words"));
    }
    Words { below, ..words }
}

fn of_quoted<'c>(quoted: &'c Quoted<'c>) -> Words<'c> {
    let (document, quotation) = (quoted.document(), quoted.quotation());
    let who = match (quoted.speaker(), quoted.source()) {
        (Some(name), _) => bold(name),
        (None, Some(source)) => escape(&fit::label(source, NAME)),
        (None, None) => "the text does not tell who".to_owned(),
    };
    let venue = quoted.venue().map(|venue| escape(&fit::label(venue, NAME)));
    let standing = quotation.standing().map(|standing| format!("{} text", standing.as_str()));
    let is_repaired = quoted.spans().iter().any(|&span| document.is_repaired(span));
    let form = badge(verdict::form(quotation.form()));
    let denied = quotation.is_denied().then(|| badge(verdict::DENIED));
    let notes = [Some(form), denied, venue, standing, is_repaired.then(|| badge("repaired"))];
    Words {
        text: match quoted.spans() {
            [span] => Cow::Borrowed(document.slice(*span)),
            _ => Cow::Owned(quoted.shown()),
        },
        bold: 0..0,
        document,
        span: quotation.span(),
        who: vec![who],
        also_in: vec![],
        notes: notes.into_iter().flatten().collect(),
        below: String::new(),
    }
}

fn of_figures<'c>(figures: &'c Figures<'c>) -> Body<'c> {
    let equal = figures.values.iter().map(|equal| {
        let each = equal.iter().map(|figure| {
            let document = figure.passage.document();
            (document.slice(figure.written), document)
        });
        each.collect()
    });
    Body::Figures(equal.collect())
}

/// Words from a message above their verdict; where they are not word for word, the place they come close to.
fn checked<'c>(words: &'c str, check: &'c Check<'c>) -> Entry<'c> {
    let verdict = escape(&verdict::sentence(check));
    let heading = format!("“{}”\n**{verdict}**", escape(&fit::label(words, ASKED)));
    let best = check.matches.first().filter(|_| check.verdict != Verdict::NotFound);
    Entry { heading, body: best.map(|one| Body::Words(of_match(check.verdict, one))) }
}

fn bold(name: &str) -> String {
    format!("**{}**", escape(&fit::label(name, NAME)))
}

/// A word in a box of its own.
fn badge(word: &str) -> String {
    format!("`{word}`")
}

/// How words differ: struck through what they have not, bold what they have instead. `own` says which of the
/// pieces stand in the words that are shown.
fn difference(than: &str, pieces: &[Piece], own: Op) -> String {
    if pieces.iter().all(|piece| piece.op == Op::Same) {
        return String::new();
    }
    let last = pieces.len() - 1;
    let shown = pieces.iter().enumerate().map(|(at, piece)| match piece.op {
        Op::Same => escape(&around(&piece.text, at > 0, at < last)),
        op if op == own => format!("**{}**", escape(piece.text.trim())),
        _ => format!("~~{}~~", escape(piece.text.trim())),
    });
    let line = format!("-# Other words {than}: {}", shown.collect::<Vec<_>>().join(" "));
    if units(&line) > DIFFERENCE {
        return format!("-# Many other words {than}.");
    }
    line
}

/// The whole sentence around asked words, which are bold in it.
fn in_sentence(stretches: &[(&str, bool)]) -> String {
    let line = |shown: &dyn Fn(usize, &str) -> String| {
        let words = stretches.iter().enumerate().map(|(at, (words, is_asked))| {
            // White space and marks at the edge of bold words keep them from being bold.
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            if *is_asked { format!("**{}**", escape(&words)) } else { shown(at, &words) }
        });
        let spaced = words.enumerate().fold(String::new(), |line, (at, words)| {
            let before = at.checked_sub(1).map_or("", |before| stretches[before].0);
            let is_apart = before.ends_with(char::is_whitespace)
                || stretches[at].0.starts_with(char::is_whitespace);
            let blank = if is_apart { " " } else { "" };
            line + blank + &words
        });
        format!("-# In the article: {spaced}")
    };
    let last = stretches.len().saturating_sub(1);
    let whole = line(&|_, words| escape(words));
    if units(&whole) <= DIFFERENCE {
        return whole;
    }
    line(&|at, words| escape(&around(words, at > 0, at < last)))
}

/// The words of a long stretch that stand next to a difference before or after it.
fn around(same: &str, after: bool, before: bool) -> String {
    let words: Vec<&str> = same.split_whitespace().collect();
    let kept = |is_kept: bool| if is_kept { AROUND } else { 0 };
    let (first, last) = (kept(after), kept(before));
    if words.len() <= first + last + 1 {
        return words.join(" ");
    }
    let begin = words[..first].iter().copied();
    let end = words[words.len() - last..].iter().copied();
    begin.chain(["…"]).chain(end).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::quotation::Form;

    fn piece(op: Op, text: &str) -> Piece {
        Piece { op, text: text.to_owned() }
    }

    #[test]
    fn differences_are_shown_with_a_few_words_around() {
        let pieces = [
            piece(Op::Same, "We will never ever under any circumstances"),
            piece(Op::Missing, "*tighten*"),
            piece(Op::Added, "strengthen"),
            piece(Op::Same, "the one two three four five six seven eight nine ten text"),
            piece(Op::Missing, "today"),
        ];
        assert_eq!(
            difference("than asked", &pieces, Op::Missing),
            "-# Other words than asked: … never ever under any circumstances **\\*tighten\\*** \
             ~~strengthen~~ the one two three four … seven eight nine ten text **today**"
        );
        assert!(
            difference("than above", &pieces, Op::Added)
                .contains("~~\\*tighten\\*~~ **strengthen**")
        );
        assert_eq!(difference("than asked", &pieces[..1], Op::Missing), "");
        let long = [piece(Op::Same, "a"), piece(Op::Added, &"word ".repeat(400))];
        assert_eq!(difference("than asked", &long, Op::Missing), "-# Many other words than asked.");
    }

    #[test]
    fn every_form_has_its_badge() {
        let forms = [Form::Direct, Form::Mixed, Form::Indirect].map(verdict::form);
        assert_eq!(forms, ["word for word", "fragment", "paraphrase"]);
    }
}
