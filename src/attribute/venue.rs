//! Where words were said, and whether a text that is quoted is a draft: only what the sentence states.

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
    let range = sentence.tokens(0, sentence.len() - 1);
    let tokens = &reading.tokens[range];
    let at = tokens.iter().position(|token| token.start() == cue.start())?;
    let free = |token: &Token| !report.parts.iter().any(|part| part.overlaps(&token.span()));
    if reading.text[cue.range()].to_lowercase().starts_with("accord") {
        return None;
    }
    let told = reading.text[cue.range()].to_lowercase().starts_with("t");
    let behind = (at + 1..tokens.len()).take_while(|&unit| free(&tokens[unit]));
    let before = (0..at).rev().filter(|&unit| free(&tokens[unit]));
    behind.chain(before).find_map(|first| {
        let leads = leads(&tokens[first]);
        let addressed = told && first == at + 1 && !leads;
        if !leads && !addressed {
            return None;
        }
        let last = (first + usize::from(leads)..tokens.len().min(first + LONGEST))
            .take_while(|&unit| free(&tokens[unit]) && belongs(&tokens[unit]))
            .find(|&unit| is_venue(&tokens[unit], &tokens[first]))?;
        // "in a statement on X", "a letter to lawmakers"
        let more = tokens.get(last + 1).is_some_and(leads_on)
            && tokens
                .get(last + 2)
                .is_some_and(|token| token.has(Class::SERVICE.with(Class::VENUE)));
        let last = if more { last + 2 } else { last };
        // "on X." at the end of a sentence looks like an initial.
        let words = &reading.text[tokens[first].start()..tokens[last].end()];
        Some(TextSpan::new(
            tokens[first].start(),
            tokens[first].start() + words.trim_end_matches('.').len(),
        ))
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
    let words: Vec<String> = reading.tokens[tokens.clone()]
        .iter()
        .map(|token| reading.text[token.span().range()].to_lowercase())
        .collect();
    let says = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    if says(&["draft"]) {
        return Some(Standing::Draft);
    }
    says(&["joint", "final", "signed", "adopted", "published", "released", "issued"])
        .then_some(Standing::Final)
}
