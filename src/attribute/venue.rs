//! Where words were said, and whether a text that is quoted is a draft: only what the sentence states.

#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::string_slice))]

use crate::attribute::lexicon::Class;
use crate::attribute::reports::{Report, Source};
use crate::attribute::sentences::Reading;
use crate::attribute::tokens::{Kind, Token};
use crate::model::quotation::{Speaker, SpeakerKind, Standing};
use crate::model::span::TextSpan;

/// How many words a venue may be long: "in a phone interview from her office with French television".
const LONGEST: usize = 7;

/// The venue beside the cue: "on Telegram", "told a news conference", "in a letter to lawmakers".
pub(crate) fn find(reading: &Reading<'_>, report: &Report) -> Option<TextSpan> {
    let cue = report.cue?;
    let sentence = reading.sentence(report.sentence);
    let range = sentence.tokens(0, sentence.len().checked_sub(1)?);
    let tokens = reading.tokens.get(range)?;
    let at = tokens.iter().position(|token| token.start() == cue.start())?;
    let word = reading.text.get(cue.range())?.to_lowercase();
    if word.starts_with("accord") {
        return None;
    }
    let told = word.starts_with('t');
    let free = |token: &Token| !report.parts.iter().any(|part| part.overlaps(&token.span()));
    let (before, behind) = tokens.split_at_checked(at)?;
    let behind = (at + 1..).zip(behind.iter().skip(1)).take_while(|(_, token)| free(token));
    let before = (0..at).zip(before).rev().filter(|(_, token)| free(token));
    behind.chain(before).find_map(|(first, lead)| {
        let leads = leads(lead);
        let addressed = told && first == at + 1 && !leads;
        if !leads && !addressed {
            return None;
        }
        let window = tokens.iter().enumerate().take(first + LONGEST);
        let (last, venue) = window
            .skip(first + usize::from(leads))
            .take_while(|(_, token)| free(token) && belongs(token))
            .find(|(_, token)| is_venue(token, lead))?;
        // "in a statement on X", "a letter to lawmakers"
        let last = match tokens.get(last + 1..last + 3) {
            Some([on, more]) if leads_on(on) && more.has(Class::SERVICE.with(Class::VENUE)) => more,
            _ => venue,
        };
        // "on X." at the end of a sentence looks like an initial.
        let words = reading.text.get(lead.start()..last.end())?;
        Some(TextSpan::new(lead.start(), lead.start() + words.trim_end_matches('.').len()))
    })
}

fn leads(token: &Token) -> bool {
    token.has(Class::PREPOSITION) && !token.has(Class::OF.with(Class::AS).with(Class::CAPITAL))
        || token.has(Class::CAPITAL) && token.has(Class::PREPOSITION)
}

fn leads_on(token: &Token) -> bool {
    token.has(Class::PREPOSITION) && !token.has(Class::OF)
}

fn belongs(token: &Token) -> bool {
    matches!(token.kind, Kind::Word | Kind::Number | Kind::Possessive)
        && !token.has(Class::AUXILIARY.with(Class::SUBORDINATOR).with(Class::PRONOUN))
}

/// Services are venues as they stand ("on X"), the rest as common nouns.
fn is_venue(token: &Token, lead: &Token) -> bool {
    token.has(Class::SERVICE) && token.has(Class::CAPITAL) && !lead.has(Class::TO)
        || token.has(Class::VENUE) && !token.has(Class::CAPITAL)
}

/// Draft or final, where the words that name a text as the source say so.
pub(crate) fn standing(
    reading: &Reading<'_>,
    report: &Report,
    speaker: Option<&Speaker>,
) -> Option<Standing> {
    if speaker?.kind != SpeakerKind::Text {
        return None;
    }
    let Source::Phrase(tokens) = &report.source else { return None };
    let words: Vec<String> = reading
        .tokens
        .get(tokens.clone())?
        .iter()
        .filter_map(|token| Some(reading.text.get(token.span().range())?.to_lowercase()))
        .collect();
    let says = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    if says(&["draft"]) {
        return Some(Standing::Draft);
    }
    says(&["joint", "final", "signed", "adopted", "published", "released", "issued"])
        .then_some(Standing::Final)
}
