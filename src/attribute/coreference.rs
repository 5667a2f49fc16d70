//! From the words that name a source to the speaker they stand for.

use std::ops::Range;

use crate::attribute::lexicon::{Class, VerbForm};
use crate::attribute::people::{Mention, People};
use crate::attribute::pronouns::FADING;
use crate::attribute::reports::{Report, Source};
use crate::attribute::sentences::Reading;
use crate::attribute::tokens::{Kind, Token};
use crate::model::quotation::{Speaker, SpeakerKind};
use crate::model::span::TextSpan;

/// A resolved source and how it was resolved.
#[derive(Debug, Clone, Default)]
pub(crate) struct Resolved {
    pub(crate) speaker: Option<Speaker>,
    pub(crate) rule: &'static str,
    pub(crate) candidates: Vec<String>,
    /// The words that named the speaker of a quotation that goes on.
    pub(crate) source: Option<TextSpan>,
}

/// Resolves the sources of a text, report after report, in the order of the text.
pub(crate) struct Resolver<'r> {
    pub(crate) reading: &'r Reading<'r>,
    pub(crate) people: &'r People,
    /// Sentence of every mention, in the order of the mentions.
    pub(crate) sentence_of: Vec<usize>,
    /// For every entity, whether the text quotes it by name anywhere: places never are.
    pub(crate) voices: Vec<bool>,
    /// Who spoke before: the speaker, the entity if it has one, and the sentence.
    pub(crate) spoken: Vec<Spoken>,
}

#[derive(Debug, Clone)]
pub(crate) struct Spoken {
    pub(crate) speaker: Option<Speaker>,
    pub(crate) entity: Option<usize>,
    /// Last token of the noun phrase, the head of an unnamed source.
    pub(crate) head: Option<String>,
    pub(crate) sentence: usize,
    pub(crate) source: Option<TextSpan>,
}

impl<'r> Resolver<'r> {
    pub(crate) fn new(reading: &'r Reading<'r>, people: &'r People, reports: &[Report]) -> Self {
        let mut sentence_of = Vec::with_capacity(people.mentions.len());
        let mut sentence = 0;
        for mention in &people.mentions {
            while sentence + 1 < reading.sentences.len()
                && reading.sentence(sentence + 1).tokens(0, 0).start <= mention.first
            {
                sentence += 1;
            }
            sentence_of.push(sentence);
        }
        let voices = vec![false; people.entities.len()];
        let mut resolver = Self { reading, people, sentence_of, voices, spoken: Vec::new() };
        for report in reports {
            if let Source::Phrase(tokens) = &report.source {
                let named =
                    people.mentions_in(tokens).rfind(|mention| resolver.is_head(mention, tokens));
                if let Some(mention) = named {
                    resolver.voices[mention.entity] = true;
                }
            }
        }
        resolver
    }

    /// The speaker of the report; remembers it for the reports behind.
    pub(crate) fn resolve(&mut self, report: &Report) -> Resolved {
        let (resolved, entity, head) = match &report.source {
            Source::Phrase(tokens) => self.phrase(tokens, report.sentence),
            Source::Continued => self.continued(report),
            Source::Untold => {
                (Resolved { rule: "nobody named", ..Resolved::default() }, None, None)
            }
        };
        let source = match &report.source {
            Source::Phrase(tokens) => {
                let tokens = &self.reading.tokens[tokens.clone()];
                tokens
                    .first()
                    .zip(tokens.last())
                    .map(|(first, last)| TextSpan::new(first.start(), last.end()))
            }
            Source::Continued | Source::Untold => resolved.source,
        };
        self.spoken.push(Spoken {
            speaker: resolved.speaker.clone(),
            entity,
            head,
            sentence: report.last_sentence,
            source,
        });
        resolved
    }

    fn phrase(
        &self,
        tokens: &Range<usize>,
        sentence: usize,
    ) -> (Resolved, Option<usize>, Option<String>) {
        let words = &self.reading.tokens[tokens.clone()];
        if let [token] = words
            && token.has(Class::PRONOUN.with(Class::SUBJECT).with(Class::POSSESSIVE))
            && !(token.has(Class::CAPITAL) && token.has(Class::GIVEN))
        {
            return self.pronoun(token, tokens.start, sentence);
        }
        let named: Vec<&Mention> = self
            .people
            .mentions_in(tokens)
            .filter(|mention| self.is_head(mention, tokens))
            .collect();
        if let Some(mention) = named.last() {
            if named.len() > 1 && self.are_joined(&named) {
                return (self.together(&named), None, None);
            }
            return (self.entity(mention.entity, "name"), Some(mention.entity), None);
        }
        self.role(tokens, sentence)
    }

    pub(crate) fn entity(&self, entity: usize, rule: &'static str) -> Resolved {
        let entity = &self.people.entities[entity];
        let kind =
            if entity.body && !entity.person { SpeakerKind::Body } else { SpeakerKind::Person };
        Resolved {
            speaker: Some(Speaker { name: entity.name.clone(), kind }),
            rule,
            ..Resolved::default()
        }
    }

    /// Whether the name is what the phrase is about: no owner ("Trump's lawyer"), no complement ("a spokesman for Trump").
    fn is_head(&self, mention: &Mention, tokens: &Range<usize>) -> bool {
        let all = &self.reading.tokens;
        let follows = all.get(mention.last + 1).filter(|_| mention.last + 1 < tokens.end);
        if follows.is_some_and(|token| token.kind == Kind::Possessive) {
            return false;
        }
        // A small noun behind the name is the head: "Twitter executives", "GOP voters", "the Cruz campaign".
        let small_head = all[mention.last + 1..tokens.end.max(mention.last + 1)]
            .iter()
            .take_while(|token| {
                token.is_word()
                    && !token.has(Class::PREPOSITION.with(Class::RELATIVE).with(Class::COORDINATOR))
            })
            .any(|token| {
                !token.has(Class::CAPITAL) && !token.has(Class::OBJECT.with(Class::ADVERB))
            });
        if small_head {
            return false;
        }
        let mut at = mention.whole;
        // "the ambassador to China Paula Weiss": the name does not belong to the place before it.
        if at > tokens.start && all[at - 1].is_word() && all[at - 1].has(Class::CAPITAL) {
            return true;
        }
        while at > tokens.start {
            let token = &all[at - 1];
            if token.has(Class::PREPOSITION) && !token.has(Class::CAPITAL) {
                return false;
            }
            if token.kind == Kind::Comma || token.kind == Kind::Possessive {
                return true;
            }
            if token.has(Class::ROLE) && !token.has(Class::CAPITAL) {
                return true;
            }
            at -= 1;
        }
        true
    }

    fn are_joined(&self, named: &[&Mention]) -> bool {
        named.windows(2).any(|pair| {
            let between =
                &self.reading.tokens[pair[0].last + 1..pair[1].whole.max(pair[0].last + 1)];
            between.iter().any(|token| token.has(Class::AND)) && pair[0].entity != pair[1].entity
        })
    }

    /// Several speakers as one: "Emmanuel Macron and Keir Starmer".
    fn together(&self, named: &[&Mention]) -> Resolved {
        let mut names: Vec<&str> = Vec::new();
        let mut bodies = false;
        for mention in named {
            let entity = &self.people.entities[mention.entity];
            bodies |= entity.body && !entity.person;
            if !names.contains(&entity.name.as_str()) {
                names.push(&entity.name);
            }
        }
        let kind = if bodies { SpeakerKind::Body } else { SpeakerKind::Person };
        let last = names.pop().unwrap_or_default();
        let name = match names.is_empty() {
            true => last.to_owned(),
            false => format!("{} and {last}", names.join(", ")),
        };
        unnamed(name, kind, "several names")
    }

    /// The words of the phrase, an apposition or a relative clause left out.
    pub(crate) fn phrase_text(&self, tokens: &Range<usize>) -> String {
        let words = &self.reading.tokens[tokens.clone()];
        let cut = words.iter().position(|token| {
            matches!(token.kind, Kind::Comma | Kind::Open)
                || token.has(Class::RELATIVE)
                    && (!token.has(Class::DETERMINER) || token.has(Class::THAT))
                || token.has(Class::ED) && !token.has(Class::CAPITAL)
                || token.form == VerbForm::PARTICIPLE
        });
        let end = match cut {
            Some(cut) if cut > 0 => tokens.start + cut,
            _ => tokens.end,
        };
        let span = self.reading.tokens[tokens.start].start()..self.reading.tokens[end - 1].end();
        let text = self.reading.text[span].split_whitespace().collect::<Vec<_>>().join(" ");
        match text.split_once(' ') {
            Some((
                first @ ("The" | "A" | "An" | "One" | "Some" | "His" | "Her" | "Its" | "Their"),
                rest,
            )) => format!("{} {rest}", first.to_lowercase()),
            _ => text,
        }
    }

    /// A noun phrase without a name of its own.
    fn role(
        &self,
        tokens: &Range<usize>,
        sentence: usize,
    ) -> (Resolved, Option<usize>, Option<String>) {
        let words = &self.reading.tokens[tokens.clone()];
        let text = |token: &Token| self.reading.text[token.span().range()].to_lowercase();
        let definite = words.first().is_some_and(|token| {
            let first = text(token);
            first == "the"
                || first == "this"
                || first == "that"
                || token.has(Class::TITLE.with(Class::ROLE))
        });
        // A participle behind the noun opens a complement: "a statement issued after the talks".
        let participle = (1..words.len()).find(|&at| {
            words[at].has(Class::ED)
                && at > 1
                && !words[at - 1].has(Class::DETERMINER.with(Class::ADVERB))
        });
        let words = &words[..participle.unwrap_or(words.len())];
        let content: Vec<&Token> = words
            .iter()
            .take_while(|token| {
                let small = !token.has(Class::CAPITAL);
                let complement = small && token.has(Class::PREPOSITION);
                !(complement || matches!(token.kind, Kind::Comma | Kind::Open))
            })
            .filter(|token| token.is_word() && !token.has(Class::DETERMINER))
            .collect();
        let Some(head) = content.last() else {
            return (
                unnamed(self.phrase_text(tokens), SpeakerKind::Unnamed, "noun phrase"),
                None,
                None,
            );
        };
        let head_word = text(head);
        let kind = match () {
            () if head.has(Class::TEXT) => SpeakerKind::Text,
            () if head.has(Class::GROUP) => SpeakerKind::Body,
            () => SpeakerKind::Unnamed,
        };
        let complement = words.iter().any(|token| token.has(Class::PREPOSITION));
        if definite && !complement {
            if let Some(entity) = self.by_description(&content, tokens.start) {
                return (self.entity(entity, "role"), Some(entity), None);
            }
            // "the official": the unnamed one of before.
            let before = self
                .spoken
                .iter()
                .rev()
                .take(12)
                .find(|spoken| spoken.head.as_deref() == Some(&head_word));
            if let Some(spoken) = before {
                return (
                    Resolved {
                        speaker: spoken.speaker.clone(),
                        rule: "same head noun",
                        ..Resolved::default()
                    },
                    spoken.entity,
                    spoken.head.clone(),
                );
            }
            if content.len() == 1 && head.has(Class::PEOPLE) && !head.has(Class::PLURAL) {
                let ranked = self.ranked(Class::default(), tokens.start, sentence);
                if let Some(&(entity, _)) = ranked.first() {
                    return (self.entity(entity, "people"), Some(entity), None);
                }
            }
            if content.len() == 1
                && head.has(Class::GENERIC)
                && let Some(entity) = self.last_body(tokens.start, sentence)
            {
                return (self.entity(entity, "body"), Some(entity), None);
            }
        }
        (unnamed(self.phrase_text(tokens), kind, "noun phrase"), None, Some(head_word))
    }

    /// The person whose role or age fits "the prime minister", "the 24-year-old".
    fn by_description(&self, content: &[&Token], at: usize) -> Option<usize> {
        let text = |token: &Token| self.reading.text[token.span().range()].to_lowercase();
        let head = text(content.last()?);
        let age = content
            .iter()
            .map(|token| text(token))
            .find_map(|word| word.strip_suffix("-year-old").map(str::to_owned));
        let modifiers: Vec<String> =
            content[..content.len() - 1].iter().map(|token| text(token)).collect();
        let before = self.people.mentions.partition_point(|mention| mention.first < at);
        let backward = self.people.mentions[..before].iter().rev().take(200);
        let forward = self.people.mentions[before..].iter().take(60);
        let mut best: Option<(usize, usize)> = None;
        let mut seen: Vec<usize> = Vec::new();
        for mention in backward.chain(forward) {
            if seen.contains(&mention.entity) {
                continue;
            }
            seen.push(mention.entity);
            let entity = &self.people.entities[mention.entity];
            if age.is_some() && entity.age == age {
                return Some(mention.entity);
            }
            if !content.last()?.has(Class::ROLE.with(Class::TITLE))
                || content.last()?.has(Class::PLURAL)
                || !entity.roles.contains(&head)
            {
                continue;
            }
            let shared = modifiers.iter().filter(|word| entity.roles.contains(word)).count();
            if shared < modifiers.len() && !modifiers.is_empty() && shared == 0 {
                continue;
            }
            if best.is_none_or(|(_, most)| shared > most) {
                best = Some((mention.entity, shared));
            }
        }
        best.map(|(entity, _)| entity)
    }

    pub(crate) fn last_body(&self, at: usize, sentence: usize) -> Option<usize> {
        let spoken = self
            .spoken
            .iter()
            .rev()
            .take(4)
            .filter(|spoken| sentence <= spoken.sentence + 6)
            .find_map(|spoken| {
                spoken.entity.filter(|&entity| !self.people.entities[entity].person)
            });
        spoken.or_else(|| {
            let before = self.people.mentions.partition_point(|mention| mention.first < at);
            let recent =
                (0..before).rev().take(12).filter(|&index| sentence <= self.sentence_of[index] + 3);
            recent
                .filter(|&index| {
                    let mention = &self.people.mentions[index];
                    let entity = &self.people.entities[mention.entity];
                    let subject = self.weight(mention, self.sentence_of[index]) > 1.0;
                    let place = self.reading.tokens[mention.last].has(Class::PLACE);
                    !mention.quoted && !entity.person && !place && (entity.body || subject)
                })
                .map(|index| self.people.mentions[index].entity)
                .next()
        })
    }

    /// A quotation without a cue: the speaker of the one before, else the subject of the sentence before.
    fn continued(&self, report: &Report) -> (Resolved, Option<usize>, Option<String>) {
        let paragraph = |sentence: usize| self.reading.sentences[sentence].1;
        let here = paragraph(report.sentence);
        if let Some(spoken) = self.spoken.last() {
            let near =
                here <= paragraph(spoken.sentence) + 1 && report.sentence <= spoken.sentence + 3;
            if near {
                let resolved = Resolved {
                    speaker: spoken.speaker.clone(),
                    rule: "goes on",
                    candidates: Vec::new(),
                    source: spoken.source,
                };
                return (resolved, spoken.entity, spoken.head.clone());
            }
        }
        let start = self.reading.sentence(report.sentence).tokens(0, 0).start;
        let end = self.people.mentions.partition_point(|mention| mention.first < start);
        let before =
            (0..end).rev().take(12).filter(|&index| report.sentence <= self.sentence_of[index] + 2);
        let best = before
            .filter(|&index| {
                let entity = &self.people.entities[self.people.mentions[index].entity];
                !self.people.mentions[index].quoted && (entity.person || !entity.body)
            })
            .max_by(|&one, &other| {
                let weight = |index: usize| {
                    self.weight(&self.people.mentions[index], self.sentence_of[index])
                        * FADING.powi(to_power(report.sentence - self.sentence_of[index]))
                };
                weight(one).total_cmp(&weight(other))
            });
        match best.map(|index| self.people.mentions[index].entity) {
            Some(entity) => {
                (self.entity(entity, "subject of the sentence before"), Some(entity), None)
            }
            None => (Resolved { rule: "nobody named", ..Resolved::default() }, None, None),
        }
    }
}

pub(crate) fn to_power(distance: usize) -> i32 {
    i32::try_from(distance).unwrap_or(i32::MAX)
}

pub(crate) fn unnamed(name: String, kind: SpeakerKind, rule: &'static str) -> Resolved {
    Resolved { speaker: Some(Speaker { name, kind }), rule, ..Resolved::default() }
}
