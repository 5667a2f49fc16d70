//! What is found in one sentence, before anybody asks who speaks: content, cue and source.

use std::ops::Range;

use crate::attribute::annotation::Phrase;
use crate::attribute::cue::Cue;
use crate::attribute::names::is_order;
use crate::attribute::sentences::Sentence;
use crate::attribute::tokens::Kind;
use crate::model::change::Change;
use crate::model::span::TextSpan;

/// The rule for content in front of its cue.
pub(crate) const IN_FRONT: &str = "content in front";

/// Who is reported, before anybody asks who that is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Source {
    /// The noun phrase of these tokens.
    Phrase(Range<usize>),
    /// Whoever spoke last, or the subject of the sentence before.
    Continued,
    /// The text does not say.
    Untold,
}

impl Source {
    /// The noun phrase of the sentence.
    pub(crate) fn phrase(sentence: &Sentence<'_>, phrase: Phrase) -> Self {
        let tokens = sentence.tokens(phrase.first, phrase.last);
        let order = tokens.len() > 1 && is_order(sentence.reading, tokens.start);
        Self::Phrase(tokens.start + usize::from(order)..tokens.end)
    }
}

/// Content, cue and source as found in one sentence.
#[derive(Debug, Clone)]
pub(crate) struct Report {
    pub(crate) sentence: usize,
    /// Index of the sentence in which the parts end.
    pub(crate) last_sentence: usize,
    pub(crate) parts: Vec<TextSpan>,
    pub(crate) cue: Option<TextSpan>,
    pub(crate) source: Source,
    pub(crate) rule: &'static str,
    /// The rule that found the cue; empty without a cue.
    pub(crate) cue_rule: &'static str,
    /// What takes back what is reported: it is not so, or was not said.
    pub(crate) denied: Option<Change>,
    /// Units of the sentence that the parts cover.
    units: Vec<Range<usize>>,
}

impl Report {
    pub(crate) fn new(
        sentence: &Sentence<'_>,
        units: Range<usize>,
        rest: Option<Range<usize>>,
        cue: Option<TextSpan>,
        source: Source,
        rule: &'static str,
    ) -> Option<Self> {
        let units: Vec<_> = [Some(units), rest]
            .into_iter()
            .flatten()
            .filter_map(|range| trim(sentence, range))
            .collect();
        let parts: Vec<_> =
            units.iter().map(|range| sentence.span(range.start, range.end - 1)).collect();
        (!parts.is_empty()).then_some(Self {
            sentence: sentence.index,
            last_sentence: sentence.index,
            parts,
            cue,
            source,
            rule,
            cue_rule: "",
            denied: None,
            units,
        })
    }

    /// What a cue reports.
    pub(crate) fn of_cue(
        sentence: &Sentence<'_>,
        cue: &Cue,
        units: Range<usize>,
        rest: Option<Range<usize>>,
        source: Source,
        rule: &'static str,
    ) -> Option<Self> {
        let span = sentence.span(cue.at, cue.at);
        let report = Self::new(sentence, units, rest, Some(span), source, rule)?;
        Some(Self { cue_rule: cue.rule, ..report })
    }

    /// The same, denied or not.
    pub(crate) fn denied(self, denied: bool) -> Self {
        let denied = self.denied.or(denied.then_some(Change::Negation));
        Self { denied, ..self }
    }

    /// The same, taken back or not, unless it is denied already.
    pub(crate) fn taken_back(self, change: Option<Change>) -> Self {
        Self { denied: self.denied.or(change), ..self }
    }

    /// Where its content begins, as a byte of the text.
    pub(crate) fn start(&self) -> usize {
        self.parts.first().map_or(0, TextSpan::start)
    }

    /// Takes its source and its cue from the sentence behind it.
    pub(crate) fn take_tag(&mut self, tag: Tag) {
        self.source = tag.source;
        self.cue = Some(tag.cue);
        self.cue_rule = tag.rule;
    }

    /// Takes source and cue of the report that goes on with this one and names who speaks.
    pub(crate) fn take_cue(&mut self, behind: &Self) {
        self.source = behind.source.clone();
        self.cue = behind.cue;
        self.cue_rule = behind.cue_rule;
    }

    /// Takes the parts of a report that goes on with this one.
    pub(crate) fn append(&mut self, rest: Self) {
        self.parts.extend(rest.parts);
        self.last_sentence = rest.last_sentence;
    }

    /// Takes in all of a sentence behind this report.
    pub(crate) fn extend_to(&mut self, sentence: &Sentence<'_>) {
        let Some(last) = sentence.len().checked_sub(1) else { return };
        if let Some(part) = self.parts.last_mut() {
            *part = part.hull(&sentence.span(0, last));
        }
        self.last_sentence = sentence.index;
    }

    /// Whether the parts cover the unit of its sentence.
    pub(crate) fn covers(&self, unit: usize) -> bool {
        self.units.iter().any(|range| range.contains(&unit))
    }
}

/// The range without punctuation at its edges.
fn trim(sentence: &Sentence<'_>, range: Range<usize>) -> Option<Range<usize>> {
    let loose = |unit: usize| {
        matches!(
            sentence.kind(unit),
            Some(Kind::Comma | Kind::Stop | Kind::Colon | Kind::Semicolon | Kind::Dash)
        )
    };
    let (mut start, mut end) = (range.start, range.end.min(sentence.len()));
    while start < end && loose(start) {
        start += 1;
    }
    while start < end && loose(end - 1) {
        end -= 1;
    }
    (start < end).then_some(start..end)
}

/// Who says, in a sentence of its own, what stands in the sentence before.
#[derive(Debug, Clone)]
pub(crate) struct Tag {
    pub(crate) source: Source,
    pub(crate) cue: TextSpan,
    pub(crate) rule: &'static str,
}

/// What the sentence leaves for the next one: "Cruz continued:" at the end of a paragraph.
#[derive(Debug, Clone)]
pub(crate) struct Pending {
    pub(crate) cue: Option<TextSpan>,
    pub(crate) source: Source,
}
