//! Names that a text gives apart from the words for their bearers: `"…," said the man who raised the alarm. He was Gustav
//! Aronsen.`, "the former duchess, who calls herself Annabel Frost"; and the one whom "the Dutchman" can only mean.

use std::ops::Range;

use crate::attribute::coreference::{Resolved, Resolver};
use crate::attribute::lexicon::{Class, gender_of};
use crate::attribute::tokens::{Kind, Token};

impl Resolver<'_> {
    /// The person whom the text names behind the phrase, in the same sentence or soon after it.
    pub(crate) fn introduced(
        &self,
        tokens: &Range<usize>,
        sentence: usize,
        gender: Class,
    ) -> Option<usize> {
        const AHEAD: usize = 3;
        if let Some(entity) = self.calls_itself(tokens, sentence) {
            return Some(entity);
        }
        for place in sentence..=sentence + AHEAD {
            let found = self.introduction(place, tokens.end, gender);
            // "The judge rose. He was Karl Lowe": that is the judge.
            if found.is_some() || self.brings_somebody(place, tokens.end) {
                return found;
            }
        }
        None
    }

    /// Whether a sentence speaks of somebody outside of its quotations, behind the token `from`.
    fn brings_somebody(&self, place: usize, from: usize) -> bool {
        let sentence = self.reading.sentence(place);
        (0..sentence.len()).filter(|&unit| !sentence.is_quoted(unit)).any(|unit| {
            let tokens = sentence.tokens(unit, unit);
            tokens.start >= from
                && (sentence.has(unit, Class::ROLE)
                    || self.people.mentions_in(&tokens).next().is_some())
        })
    }

    /// "the former duchess, who has gone back to calling herself Annabel Frost"
    fn calls_itself(&self, tokens: &Range<usize>, sentence: usize) -> Option<usize> {
        let sentence = self.reading.sentence(sentence);
        let end = sentence.tokens(0, sentence.len().checked_sub(1)?).end;
        let words = self.reading.tokens.get(tokens.start..end)?;
        let own = words.windows(2).position(|pair| {
            let [verb, own] = pair else { return false };
            let verb = self.reading.word(verb).to_lowercase();
            let is_called = matches!(verb.as_str(), "call" | "calls" | "called" | "calling");
            is_called && matches!(self.reading.word(own), "herself" | "himself" | "themselves")
        })?;
        self.person_at(tokens.start + own + 2)
    }

    /// "He was Gustav Aronsen", "Her name is Anna Berg": who had been spoken of without a name.
    fn introduction(&self, place: usize, from: usize, gender: Class) -> Option<usize> {
        let sentence = self.reading.sentence(place);
        let first = (0..sentence.len()).find(|&unit| !sentence.is_quoted(unit))?;
        let start = sentence.tokens(first, first).start;
        if start < from {
            return None;
        }
        let pronoun = sentence
            .token(first)
            .filter(|token| token.has(Class::PRONOUN.with(Class::POSSESSIVE)))?;
        let known = gender_of(pronoun.class);
        if known.is_empty() || !gender.is_empty() && known != gender {
            return None;
        }
        let be = first + 1 + usize::from(sentence.is_text(first + 1, "name"));
        let is_named =
            be > first + 1 || !pronoun.has(Class::POSSESSIVE) || pronoun.has(Class::SUBJECT);
        (is_named && sentence.has(be, Class::BE)).then(|| self.person_at(start + be + 1 - first))?
    }

    /// The person whose name begins at the token.
    fn person_at(&self, at: usize) -> Option<usize> {
        let end = self.people.mentions.partition_point(|mention| mention.whole < at);
        let mention = self.people.mentions.get(end).filter(|mention| mention.whole == at)?;
        self.known(mention.entity)?.is_full().then_some(mention.entity)
    }

    /// "the Dutchman": the one who is in the reader's mind, if nobody else is nearly as much.
    pub(crate) fn of_people(&self, head: &Token, at: usize, sentence: usize) -> Option<Resolved> {
        /// The next one is worth less than this share of the first; compared on `attr1` and `attr2`.
        const SURE: f32 = 0.4;
        let word = self.reading.word(head);
        let gender = match word {
            word if word.ends_with("woman") => Class::FEMALE,
            word if word.ends_with("man") && word != "German" && word != "Roman" => Class::MALE,
            _ => Class::default(),
        };
        let ranked = self.ranked(gender, at, sentence);
        let &(entity, best) = ranked.first()?;
        let is_sure = ranked.get(1).is_none_or(|&(_, second)| second < best * SURE);
        is_sure.then(|| self.entity(entity, "people"))
    }

    /// Whether somebody new without a name opened a sentence behind the last name: "His former patient gave him a rose."
    pub(crate) fn has_newcomer(&self, at: usize) -> bool {
        let last = self
            .before(at)
            .find(|(mention, _)| !mention.quoted)
            .map(|(mention, _)| mention.last + 1);
        let between = self.reading.tokens.get(last.unwrap_or(0)..at).unwrap_or_default();
        between.windows(2).any(|pair| {
            let [before, token] = pair else { return false };
            let opens = matches!(before.kind, Kind::Stop | Kind::Break | Kind::Mark(_));
            opens
                && token.has(Class::POSSESSIVE)
                && token.has(Class::CAPITAL)
                && !gender_of(token.class).is_empty()
        })
    }
}
