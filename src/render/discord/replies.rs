//! What the engine gives back, as messages.

use std::borrow::Cow;

use super::GREY;
use super::entry::Item;
use super::escape::escape;
use super::listing::{HasWordings, Listing};
use super::message::{Button, Meaning, Message, Row};
use super::notes;
use super::press::{Paging, Press};
use crate::answer::{Answer, Outcome, Passage, label};
use crate::engine::Reply;
use crate::render::verdict::sentence;
use crate::verdict::{Check, Comparison, Group, Page, Verdict};

/// Passages on one page.
const PASSAGES: usize = 3;
/// Quotations on one page: as many as a button can show the context of.
const QUOTATIONS: usize = 5;
/// Words of a message that are checked in one reply; what does not fit is counted.
const CHECKS: usize = 40;

/// The page with this number, from 0, of a reply to `line`. A refusal is seen only by the person who asked.
#[must_use]
pub fn reply(
    line: &str,
    reply: &Reply<'_>,
    number: usize,
    has_wordings: &HasWordings<'_>,
) -> Message {
    let listing = match reply {
        Reply::Answer(answer) => match &answer.outcome {
            Outcome::Answered => answered(line, answer),
            Outcome::NotFound(refusal) => return refused(line, answer, refusal),
        },
        Reply::Check(check) => checked(line, check),
        Reply::Quotes(page) if page.total == 0 => return notes::nobody(line, None),
        Reply::Quotes(page) => quoted(line, page),
        Reply::Comparison(comparison) if comparison.is_empty() => return notes::no_topic(line),
        Reply::Comparison(comparison) => compared(line, comparison),
    };
    let message = listing.page(number, has_wordings);
    let is_refusal = matches!(reply, Reply::Check(check) if check.verdict == Verdict::NotFound);
    if is_refusal {
        Message { meaning: Meaning::Refusal, ..grey(message).private() }
    } else {
        message
    }
}

fn answered<'c>(line: &str, answer: &'c Answer<'c>) -> Listing<'c> {
    Listing {
        heading: String::new(),
        note: answer.note.as_ref().map(ToString::to_string),
        ..passages(line, &answer.passages)
    }
}

/// A list of passages that answer.
fn passages<'c>(line: &str, passages: &'c [Passage<'c>]) -> Listing<'c> {
    Listing {
        line: line.to_owned(),
        heading: String::new(),
        items: passages.iter().map(|passage| ("".into(), Item::Passage(passage))).collect(),
        per_page: PASSAGES,
        is_first_large: true,
        called: ("passage", "passages"),
        note: None,
        paging: Some(Paging::Found),
        wants_feedback: true,
    }
}

fn refused(line: &str, answer: &Answer<'_>, refusal: &crate::answer::Refusal) -> Message {
    let mut message = notes::refusal(line, refusal).private();
    if !answer.passages.is_empty() && super::listing::is_legible(line) {
        let related = Press::Page(Paging::Related, 0).to_string();
        message.components.push(Row::new(vec![Button::primary("Show related", related)]));
    }
    message
}

/// A page of what comes near to a question that is not answered.
#[must_use]
pub fn related(line: &str, answer: &Answer<'_>, number: usize) -> Message {
    let listing = Listing {
        heading: "**Related, but no answer:**".to_owned(),
        is_first_large: false,
        paging: Some(Paging::Related),
        wants_feedback: false,
        ..passages(line, &answer.passages)
    };
    grey(listing.page(number, &|_, _| false)).private()
}

fn checked<'c>(line: &str, check: &'c Check<'c>) -> Listing<'c> {
    let matches = check.matches.iter().map(|one| ("".into(), Item::Match(check.verdict, one)));
    let wordings = check.other_wordings().map(Item::Wording);
    Listing {
        heading: format!("**{}**", escape(&sentence(check))),
        items: matches.chain(under("Reported as, elsewhere:", wordings)).collect(),
        per_page: QUOTATIONS,
        called: ("place", "places"),
        wants_feedback: check.verdict != Verdict::NotFound,
        ..passages(line, &[])
    }
}

fn quoted<'c>(line: &str, page: &'c Page<'c>) -> Listing<'c> {
    let count = match page.total {
        1 => "1 quotation".to_owned(),
        total => format!("{total} quotations"),
    };
    Listing {
        heading: format!("**{count}**"),
        items: page.quotations.iter().map(|quoted| ("".into(), Item::Quoted(quoted))).collect(),
        per_page: QUOTATIONS,
        is_first_large: false,
        called: ("quotation", "quotations"),
        ..passages(line, &[])
    }
}

fn compared<'c>(line: &str, comparison: &'c Comparison<'c>) -> Listing<'c> {
    let Comparison { documents, wordings, figures, draft, final_text } = comparison;
    let mut items: Vec<_> = documents
        .iter()
        .flat_map(|side| {
            let heading = side.first().map_or_else(String::new, |one| label(one.document()));
            under(heading, side.iter().map(Item::Passage))
        })
        .collect();
    items.extend(wordings.iter().flat_map(grouped));
    items.extend(figures.iter().map(|figures| ("".into(), Item::Figures(figures))));
    if !draft.is_empty() {
        items.extend(under("Of the draft:", draft.iter().map(Item::Passage)));
        items.extend(under("Of the final text:", final_text.iter().map(Item::Passage)));
    }
    Listing {
        items,
        per_page: QUOTATIONS,
        is_first_large: false,
        called: ("entry", "entries"),
        ..passages(line, &[])
    }
}

fn grouped<'c>(group: &'c Group<'c>) -> impl Iterator<Item = (Cow<'static, str>, Item<'c>)> {
    let first = std::iter::once(Item::Quoted(&group.first));
    under("The same utterance, reported as:", first.chain(group.others.iter().map(Item::Wording)))
}

/// Items of which the first has a heading.
fn under<'c>(
    heading: impl Into<Cow<'static, str>>,
    items: impl Iterator<Item = Item<'c>>,
) -> impl Iterator<Item = (Cow<'static, str>, Item<'c>)> {
    let headings = std::iter::once(heading.into()).chain(std::iter::repeat("".into()));
    headings.zip(items)
}

/// The verdicts on the words that were found in a message.
#[must_use]
pub fn checks(checked: &[(String, Check<'_>)]) -> Message {
    let items =
        checked.iter().map(|(words, check)| ("".into(), Item::Checked(words, check))).collect();
    let listing = Listing {
        items,
        per_page: CHECKS,
        is_first_large: false,
        called: ("quotation", "quotations"),
        paging: None,
        ..passages("Quotations in the message", &[])
    };
    listing.page(0, &|_, _| false)
}

/// The paragraphs around passages, seen only by the person who wants to see them. `missing` passages stand in
/// articles that are no longer served.
#[must_use]
pub fn context(passages: &[Passage<'_>], missing: usize) -> Message {
    let mut paragraphs: Vec<Passage<'_>> = vec![];
    for paragraph in passages.iter().map(Passage::with_neighbours) {
        let joined = paragraphs
            .iter()
            .enumerate()
            .find_map(|(at, other)| other.joined(&paragraph).map(|joined| (at, joined)));
        match joined {
            Some((at, joined)) => paragraphs[at] = joined,
            None => paragraphs.push(paragraph),
        }
    }
    let count = paragraphs.len();
    let items = paragraphs.iter().map(|paragraph| ("".into(), Item::Proof(paragraph))).collect();
    let listing = Listing {
        items,
        per_page: count.max(1),
        is_first_large: false,
        paging: None,
        wants_feedback: false,
        note: gone(missing),
        ..self::passages("", &[])
    };
    let mut message = listing.page(0, &|_, _| false);
    message.components.clear();
    if count == 0 { notes::notice(GONE) } else { message.private() }
}

/// How all documents report the same utterances, seen only by the person who wants to see them.
#[must_use]
pub fn wordings(groups: &[Group<'_>], missing: usize) -> Message {
    if groups.is_empty() {
        return notes::notice(if missing > 0 { GONE } else { "No other article reports this." });
    }
    let listing = Listing {
        items: groups.iter().flat_map(grouped).collect(),
        per_page: CHECKS,
        is_first_large: false,
        called: ("report", "reports"),
        paging: None,
        wants_feedback: false,
        note: gone(missing),
        ..passages("", &[])
    };
    listing.page(0, &|_, _| false).private()
}

/// What is said where nothing that a button names is there any more.
const GONE: &str = "The article of this button is no longer served. Please ask again.";

fn gone(missing: usize) -> Option<String> {
    match missing {
        0 => None,
        1 => Some("1 article of this button is no longer served".to_owned()),
        _ => Some(format!("{missing} articles of this button are no longer served")),
    }
}

fn grey(mut message: Message) -> Message {
    message.embeds.iter_mut().for_each(|embed| embed.color = Some(GREY));
    message
}
