//! What the engine gives back, as messages.

use std::borrow::Cow;

use super::GREY;
use super::entry::Item;
use super::escape::{escape, units};
use super::fit::{self, AUTHOR};
use super::listing::{HasWordings, Listing, is_legible};
use super::message::{Button, Footer, Meaning, Message, Row};
use super::notes;
use super::press::{Paging, Press};
use crate::engine::Reply;
use crate::model::answer::{Answer, Outcome, Passage, Summary};
use crate::model::inquiry::Inquiry;
use crate::model::place::Place;
use crate::model::profile::Profile;
use crate::model::verdict::{Check, Comparison, Group, Page, Verdict};
use crate::render::outline;
use crate::render::reading_room::ReadingRoom;
use crate::render::verdict::sentence;

/// Passages on one page.
const PASSAGES: usize = 3;
/// Sentences of a summary on one page: all of them, unless they are very long.
const SENTENCES: usize = 8;
/// Quotations on one page: as many as a button can show the context of.
const QUOTATIONS: usize = 5;
/// Other names that are shown of somebody.
const ALIASES: usize = 6;
/// Units of text in one.
const NAME: usize = 80;
/// Words of a message that are checked in one reply; what does not fit is counted.
const CHECKS: usize = 40;

/// The page with this number, from 0, of the reply to an inquiry. A refusal is seen only by the person who asked.
#[must_use]
pub fn reply(
    inquiry: &Inquiry,
    reply: &Reply<'_>,
    number: usize,
    has_wordings: &HasWordings<'_>,
    room: ReadingRoom<'_>,
) -> Message {
    let listing = match reply {
        Reply::Answer(answer) => match &answer.outcome {
            Outcome::Answered => answered(inquiry, answer),
            Outcome::NotFound(refusal) => return refused(inquiry, answer, refusal),
        },
        Reply::Check(check) => checked(inquiry, check),
        Reply::Quotes(page) if page.total == 0 => {
            return notes::nobody(&inquiry.to_string(), None);
        }
        Reply::Quotes(page) => quoted(inquiry, page),
        Reply::Comparison(comparison) if comparison.is_empty() => {
            return notes::no_topic(&inquiry.to_string());
        }
        Reply::Comparison(comparison) => compared(inquiry, comparison),
        Reply::Profile(profile) if profile.is_empty() => {
            return notes::unknown(&inquiry.to_string(), &outline::nobody(profile));
        }
        Reply::Profile(profile) => profiled(inquiry, profile),
        Reply::Summary(summary) => match &summary.refusal {
            Some(refusal) => return notes::refusal(&inquiry.to_string(), refusal).private(),
            None => summarised(inquiry, summary),
        },
    };
    let mut message = Listing { room, ..listing }.page(number, has_wordings);
    if let Reply::Answer(answer) = reply
        && !answer.related.is_empty()
        && is_legible(inquiry)
    {
        let button = Button::secondary("Show related", Press::Beside.to_string());
        message.components.insert(1.min(message.components.len()), Row::new(vec![button]));
    }
    let is_refusal = matches!(reply, Reply::Check(check) if check.verdict == Verdict::NotFound);
    if is_refusal {
        Message { meaning: Meaning::Refusal, ..grey(message).private() }
    } else {
        message
    }
}

fn answered<'c>(inquiry: &Inquiry, answer: &'c Answer<'c>) -> Listing<'c> {
    Listing {
        heading: String::new(),
        note: answer.note.as_ref().map(ToString::to_string),
        ..passages(inquiry, &answer.passages)
    }
}

/// A list of passages that answer.
fn passages<'c>(inquiry: &Inquiry, passages: &'c [Passage<'c>]) -> Listing<'c> {
    let line = inquiry.to_string();
    let otherwise = if units(&line) > AUTHOR { FEWER_WORDS } else { OTHER_WORDS };
    Listing {
        line,
        is_first_large: true,
        paging: is_legible(inquiry).then_some(Press::Page(Paging::Found, 0)),
        otherwise,
        wants_feedback: true,
        ..list(
            passages
                .iter()
                .map(|passage| ("".into(), Item::Shown(outline::Item::Passage(passage))))
                .collect(),
        )
    }
}

/// How to see the rest where the line is too long to be repeated on the message.
const FEWER_WORDS: &str = "ask in fewer words to see them";
/// How to see the rest where the line on the message would be read as something else.
const OTHER_WORDS: &str = "ask in other words to see them";

/// A list, and nothing besides.
fn list<'c>(items: Vec<(Cow<'static, str>, Item<'c>)>) -> Listing<'c> {
    Listing {
        line: String::new(),
        heading: String::new(),
        items,
        per_page: PASSAGES,
        is_first_large: false,
        called: ("passage", "passages"),
        note: None,
        paging: None,
        otherwise: OTHER_WORDS,
        left_out: 0,
        wants_feedback: false,
        room: ReadingRoom::default(),
        more: None,
    }
}

fn refused(
    inquiry: &Inquiry,
    answer: &Answer<'_>,
    refusal: &crate::model::answer::Refusal,
) -> Message {
    let mut message = notes::refusal(&inquiry.to_string(), refusal).private();
    if !answer.passages.is_empty() && is_legible(inquiry) {
        let related = Press::Page(Paging::Related, 0).to_string();
        message.components.push(Row::new(vec![Button::primary("Show related", related)]));
    } else if let (false, Some(embed)) = (answer.passages.is_empty(), message.embeds.first_mut()) {
        let text = "What comes near is not shown: ask in fewer words to see it".to_owned();
        embed.footer = Some(Footer { text });
    }
    message
}

/// A page of what comes near to a question that is not answered.
#[must_use]
pub fn related(
    inquiry: &Inquiry,
    answer: &Answer<'_>,
    number: usize,
    room: ReadingRoom<'_>,
) -> Message {
    let listing = Listing {
        heading: "**Related, but no answer:**".to_owned(),
        is_first_large: false,
        paging: is_legible(inquiry).then_some(Press::Page(Paging::Related, 0)),
        wants_feedback: false,
        room,
        ..passages(inquiry, &answer.passages)
    };
    grey(listing.page(number, &|_, _| false)).private()
}

/// What comes near to an answer, seen only by the person who wants to see it.
#[must_use]
pub fn beside(inquiry: &Inquiry, answer: &Answer<'_>, room: ReadingRoom<'_>) -> Message {
    if answer.related.is_empty() {
        return notes::notice(GONE);
    }
    let listing = Listing {
        heading: "**Related, but likely no answer by itself:**".to_owned(),
        is_first_large: false,
        per_page: answer.related.len(),
        paging: None,
        wants_feedback: false,
        room,
        ..passages(inquiry, &answer.related)
    };
    grey(listing.page(0, &|_, _| false)).private()
}

fn checked<'c>(inquiry: &Inquiry, check: &'c Check<'c>) -> Listing<'c> {
    Listing {
        heading: format!("**{}**", escape(&sentence(check))),
        items: shown(outline::check(check)),
        per_page: QUOTATIONS,
        called: ("place", "places"),
        wants_feedback: check.verdict != Verdict::NotFound,
        ..passages(inquiry, &[])
    }
}

fn quoted<'c>(inquiry: &Inquiry, page: &'c Page<'c>) -> Listing<'c> {
    let count = match page.total {
        1 => "1 quotation".to_owned(),
        total => format!("{total} quotations"),
    };
    let has_names = page.quotations.iter().any(|quoted| quoted.speaker().is_some());
    Listing {
        heading: format!("**{count}**"),
        items: shown(outline::quotations(page)),
        per_page: QUOTATIONS,
        is_first_large: false,
        more: (has_names && is_legible(inquiry)).then_some(("Show map", Press::Map)),
        called: ("quotation", "quotations"),
        ..passages(inquiry, &[])
    }
}

fn profiled<'c>(inquiry: &Inquiry, profile: &'c Profile<'c>) -> Listing<'c> {
    let aliases = if profile.aliases.is_empty() {
        String::new()
    } else {
        let names = profile.aliases.iter().take(ALIASES).map(|name| fit::label(name, NAME));
        format!("also {} · ", names.collect::<Vec<_>>().join(", "))
    };
    let name = escape(&fit::label(&profile.name, NAME));
    let has_more = profile.best.len() < profile.quotations;
    Listing {
        heading: format!("**{name}**\n-# {}", escape(&format!("{aliases}{}", profile.count()))),
        items: shown(outline::profile(profile)),
        per_page: SENTENCES,
        is_first_large: false,
        called: ("entry", "entries"),
        more: (has_more && is_legible(inquiry)).then_some(("All quotations", Press::Quotations)),
        ..passages(inquiry, &[])
    }
}

fn summarised<'c>(inquiry: &Inquiry, summary: &'c Summary<'c>) -> Listing<'c> {
    Listing {
        note: summary.note(),
        per_page: SENTENCES,
        is_first_large: false,
        called: ("sentence", "sentences"),
        ..passages(inquiry, &summary.sentences)
    }
}

fn compared<'c>(inquiry: &Inquiry, comparison: &'c Comparison<'c>) -> Listing<'c> {
    Listing {
        items: shown(outline::comparison(comparison)),
        per_page: QUOTATIONS,
        is_first_large: false,
        called: ("entry", "entries"),
        ..passages(inquiry, &[])
    }
}

/// The items that are shown everywhere.
fn shown<'c>(
    items: impl IntoIterator<Item = outline::Headed<'c>>,
) -> Vec<(Cow<'static, str>, Item<'c>)> {
    items.into_iter().map(|(heading, item)| (heading, Item::Shown(item))).collect()
}

/// The verdicts on the words that were found in a message, and how many more were left out. There are no pages:
/// no button can carry the words, and nothing is kept of what people write.
#[must_use]
pub fn checks(checked: &[(String, Check<'_>)], left_out: usize, room: ReadingRoom<'_>) -> Message {
    let items = checked.iter().map(|(words, check)| ("".into(), Item::Checked(words, check)));
    let listing = Listing {
        line: "Quotations in the message".to_owned(),
        per_page: CHECKS,
        called: ("quotation", "quotations"),
        otherwise: "check them with /whosaid",
        left_out,
        wants_feedback: true,
        room,
        ..list(items.collect())
    };
    listing.page(0, &|_, _| false)
}

/// A page of the paragraphs around the passages at these places, seen only by the person who wants to see them.
/// Passages are missing whose article is no longer served.
#[must_use]
pub fn context(
    passages: &[Passage<'_>],
    places: &[Place],
    number: usize,
    room: ReadingRoom<'_>,
) -> Message {
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
        per_page: count.max(1),
        called: ("paragraph", "paragraphs"),
        paging: Some(Press::Context(None, places.to_vec())),
        note: gone(places.len().saturating_sub(passages.len())),
        room,
        ..list(items)
    };
    if count == 0 {
        return notes::notice(GONE);
    }
    listing.page(number, &|_, _| false).private()
}

/// A page of how all documents report the utterances at these places, seen only by the person who wants to see
/// them. `missing` of the places stand in articles that are no longer served.
#[must_use]
pub fn wordings(
    groups: &[Group<'_>],
    places: &[Place],
    missing: usize,
    number: usize,
    room: ReadingRoom<'_>,
) -> Message {
    if groups.is_empty() {
        return notes::notice(if missing > 0 { GONE } else { "No other article reports this." });
    }
    let listing = Listing {
        per_page: CHECKS,
        called: ("report", "reports"),
        paging: Some(Press::Wordings(None, places.to_vec())),
        note: gone(missing),
        room,
        ..list(shown(groups.iter().flat_map(outline::group)))
    };
    listing.page(number, &|_, _| false).private()
}

/// What is said where nothing that a button names is there any more.
const GONE: &str = "What this button shows is no longer served. Please ask again.";

fn gone(missing: usize) -> Option<String> {
    match missing {
        0 => None,
        1 => Some("1 place that this button shows is no longer served".to_owned()),
        _ => Some(format!("{missing} places that this button shows are no longer served")),
    }
}

fn grey(mut message: Message) -> Message {
    message.embeds.iter_mut().for_each(|embed| embed.color = Some(GREY));
    message
}
