//! Who speaks in a quotation without a cue: whoever spoke before, or is named beside it.

use crate::attribute::coreference::{FADING, Resolved, Resolver, to_power};
use crate::attribute::lexicon::{Class, VerbForm};
use crate::attribute::reports::Report;
use crate::attribute::tokens::{Kind, Token};

/// What must be known of somebody to speak in a quotation without a cue: at least a name of two words.
const ENOUGH: f32 = 0.5;

impl Resolver<'_> {
    /// A quotation without a cue: the speaker of the one before, else the subject of the sentence before.
    pub(crate) fn continued(&self, report: &Report) -> Resolved {
        let paragraph = |sentence: usize| self.reading.sentence(sentence).paragraph;
        let here = paragraph(report.sentence);
        if let Some(spoken) = self.spoken.last() {
            let near =
                here <= paragraph(spoken.sentence) + 1 && report.sentence <= spoken.sentence + 3;
            if near && self.is_anothers_turn(report, spoken.sentence, spoken.entity) {
                return Resolved::nobody("one of two");
            }
            if near {
                let resolved = Resolved::again(spoken, "goes on");
                return Resolved { source: spoken.source, ..resolved };
            }
        }
        if let Some(entity) = self.described_behind(report) {
            return self.entity(entity, "told behind");
        }
        let start = self.reading.sentence(report.sentence).tokens(0, 0).start;
        let best = self
            .before(start)
            .take(12)
            .filter(|(mention, place)| {
                let sure = self.evidence(mention.entity, Class::default());
                report.sentence <= place + 2
                    && !mention.quoted
                    && !self.talks_of(report, mention.entity)
                    && !self.is_thing(mention)
                    && self.may_be(mention.entity, Class::default())
                    && sure.is_some_and(|sure| sure >= ENOUGH)
                    && self.weight(mention, *place) > 1.0
            })
            .map(|(mention, place)| {
                let faded = FADING.powi(to_power(report.sentence.saturating_sub(place)));
                (mention.entity, self.weight(mention, place) * faded)
            })
            .reduce(|best, other| if other.1 > best.1 { other } else { best });
        match best {
            Some((entity, _)) => self.entity(entity, "subject of the sentence before"),
            None => Resolved::nobody("nobody named"),
        }
    }

    /// Whether the sentence in front, in the same paragraph and behind the one in which somebody spoke, is about another
    /// person: "“…,” said Lee. ¶ Pike came back to it later. “…?”" may be Pike's.
    fn is_anothers_turn(&self, report: &Report, spoke: usize, speaker: Option<usize>) -> bool {
        let Some(before) = report.sentence.checked_sub(1).filter(|before| *before > spoke) else {
            return false;
        };
        let sentence = self.reading.sentence(before);
        let paragraph = |sentence: usize| self.reading.sentence(sentence).paragraph;
        if paragraph(before) != paragraph(report.sentence) || paragraph(before) == paragraph(spoke)
        {
            return false;
        }
        let Some(last) = sentence.len().checked_sub(1) else { return false };
        let tokens = sentence.tokens(0, last);
        self.people.mentions_in(&tokens).next().is_some_and(|mention| {
            mention.whole == tokens.start
                && !mention.quoted
                && Some(mention.entity) != speaker
                && !self.talks_of(report, mention.entity)
                && self
                    .known(mention.entity)
                    .is_some_and(|entity| entity.person || entity.is_name_like())
                && self.weight(mention, before) > 1.0
        })
    }

    /// Whether the words name the entity: nobody speaks of himself by name.
    fn talks_of(&self, report: &Report, entity: usize) -> bool {
        let place = |byte: usize| {
            let tokens = &self.reading.tokens;
            tokens.partition_point(|token| token.start() < byte)
        };
        report.parts.iter().any(|part| {
            let tokens = place(part.start())..place(part.end());
            self.people.mentions_in(&tokens).any(|mention| mention.entity == entity)
        })
    }

    /// `"I smelt a fire." Anna Varga was describing the moment`, `That was Anna Varga's verdict`: who is named in the
    /// next sentence of the paragraph as the one who told it.
    fn described_behind(&self, report: &Report) -> Option<usize> {
        let next = report.last_sentence + 1;
        if next >= self.reading.sentences.len() {
            return None;
        }
        let sentence = self.reading.sentence(next);
        if sentence.paragraph != self.reading.sentence(report.sentence).paragraph {
            return None;
        }
        let tokens = sentence.tokens(0, sentence.len().checked_sub(1)?);
        let mention = self.people.mentions_in(&tokens).next().filter(|mention| !mention.quoted)?;
        let behind = self.reading.tokens.get(mention.last + 1..tokens.end)?;
        let opens = mention.whole == tokens.start;
        let tells = |token: &Token| !token.frames.is_empty() && token.form.has(VerbForm::GERUND);
        // "Anna Varga was describing", "Anna Varga's verdict", "That is how Anna Varga begins"
        let describes = opens
            && behind.first().is_some_and(|token| token.has(Class::BE))
            && behind.get(1).is_some_and(tells);
        let first = self.token(tokens.start)?;
        let refers =
            matches!(self.reading.word(first), "That" | "This" | "So" | "Thus" | "Those" | "Such");
        let owns = behind.first().is_some_and(|token| token.kind == Kind::Possessive);
        let how = self
            .token(mention.whole.saturating_sub(1))
            .is_some_and(|token| self.reading.word(token) == "how");
        let told = refers && !opens && (owns || how);
        (describes || told && mention.whole - tokens.start <= 4).then_some(mention.entity)
    }
}
