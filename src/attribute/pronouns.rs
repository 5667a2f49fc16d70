//! Whom a pronoun stands for: by gender, by place in the sentence, by who spoke last.

use crate::attribute::annotation::Annotated;
use crate::attribute::coreference::{Resolved, Resolver, to_power, unnamed};
use crate::attribute::lexicon::{Class, gender_of};
use crate::attribute::people::Mention;
use crate::attribute::phrases::main_subject;
use crate::attribute::tokens::{Kind, Token};
use crate::model::quotation::{Speaker, SpeakerKind};

/// How many sentences back a pronoun may reach.
const REACH: usize = 14;
/// What a mention is worth a sentence later.
pub(crate) const FADING: f32 = 0.55;

impl Resolver<'_> {
    pub(crate) fn pronoun(
        &self,
        token: &Token,
        at: usize,
        sentence: usize,
    ) -> (Resolved, Option<usize>, Option<String>) {
        let word = self.reading.text[token.span().range()].to_lowercase();
        let gender = gender_of(token.class);
        if token.has(Class::POSSESSIVE)
            && let Some(entity) = self.nearest(gender, at, sentence)
        {
            return (self.entity(entity, "nearest name"), Some(entity), None);
        }
        if !gender.is_empty() {
            let ranked = self.ranked(gender, at, sentence);
            let candidates = ranked
                .iter()
                .take(4)
                .map(|&(entity, _)| self.people.entities[entity].name.clone())
                .collect();
            // An unnamed speaker of the sentence before may be meant as well: "a witness said … She added".
            let unnamed = self.spoken.last().filter(|spoken| {
                spoken.entity.is_none() && spoken.head.is_some() && sentence <= spoken.sentence + 2
            });
            if let Some(spoken) = unnamed {
                let named_since = ranked.first().is_some_and(|&(_, score)| score > 2.0);
                if !named_since {
                    return (
                        Resolved {
                            speaker: spoken.speaker.clone(),
                            rule: "pronoun for an unnamed speaker",
                            candidates,
                            source: None,
                        },
                        None,
                        spoken.head.clone(),
                    );
                }
            }
            return match ranked.first() {
                Some(&(entity, _)) => {
                    (Resolved { candidates, ..self.entity(entity, "pronoun") }, Some(entity), None)
                }
                None => match self.named_next(gender, at, sentence) {
                    Some(entity) => (self.entity(entity, "name behind"), Some(entity), None),
                    None => {
                        let rule = "pronoun without a name";
                        (Resolved { rule, ..Resolved::default() }, None, None)
                    }
                },
            };
        }
        if word == "they" || word == "it" {
            let last = self.spoken.iter().rev().take(3).find(|spoken| {
                sentence <= spoken.sentence + 3
                    && spoken.speaker.as_ref().is_some_and(|speaker| {
                        speaker.kind != SpeakerKind::Person || speaker.name.contains(" and ")
                    })
            });
            if let Some(spoken) = last {
                return (
                    Resolved {
                        speaker: spoken.speaker.clone(),
                        rule: "pronoun for a body",
                        ..Resolved::default()
                    },
                    spoken.entity,
                    spoken.head.clone(),
                );
            }
        }
        if word == "it"
            && let Some(entity) = self.last_body(at, sentence)
        {
            return (self.entity(entity, "body before"), Some(entity), None);
        }
        if word == "they"
            && let Some(speaker) = self.plural_subject(sentence)
        {
            let resolved = Resolved {
                speaker: Some(speaker),
                rule: "plural subject before",
                ..Resolved::default()
            };
            return (resolved, None, None);
        }
        let indefinite = !token.has(Class::PRONOUN);
        if indefinite && !token.has(Class::RELATIVE.with(Class::DETERMINER)) {
            return (
                unnamed(
                    self.reading.text[token.span().range()].to_owned(),
                    SpeakerKind::Unnamed,
                    "indefinite pronoun",
                ),
                None,
                None,
            );
        }
        (Resolved { rule: "pronoun without a name", ..Resolved::default() }, None, None)
    }

    /// Those who are the subject of the sentence before: "Farmers blocked the road."
    pub(crate) fn plural_subject(&self, sentence: usize) -> Option<Speaker> {
        let before = Annotated::new(self.reading.sentence(sentence.checked_sub(1)?));
        let phrase = main_subject(&before, before.len())?;
        let people = Class::ROLE.with(Class::CROWD).with(Class::GROUP);
        let plural = before.has(phrase.last, Class::PLURAL) && before.has(phrase.last, people);
        let name = || self.phrase_text(&before.tokens(phrase.first, phrase.last));
        plural.then(|| Speaker { name: name(), kind: SpeakerKind::Unnamed })
    }

    /// The person who is named right behind the first pronoun of a text: `"Why now?" she asked. Dana Weld has …`.
    fn named_next(&self, gender: Class, at: usize, sentence: usize) -> Option<usize> {
        let start = self.people.mentions.partition_point(|mention| mention.first < at);
        let near = (start..self.people.mentions.len())
            .take_while(|&index| self.sentence_of[index] <= sentence + 1);
        near.map(|index| &self.people.mentions[index])
            .find(|mention| {
                let entity = &self.people.entities[mention.entity];
                !mention.quoted && entity.person && entity.may_be(gender)
            })
            .map(|mention| mention.entity)
    }

    /// The name in front of "his" in the same sentence.
    pub(crate) fn nearest(&self, gender: Class, at: usize, sentence: usize) -> Option<usize> {
        let end = self.people.mentions.partition_point(|mention| mention.first < at);
        let same = (0..end).rev().take_while(|&index| self.sentence_of[index] == sentence);
        let fits = |mention: &&Mention| {
            let entity = &self.people.entities[mention.entity];
            !mention.quoted && entity.may_be(gender) && (gender.is_empty() || entity.person)
        };
        same.map(|index| &self.people.mentions[index]).find(fits).map(|mention| mention.entity)
    }

    /// The people whom a pronoun of this gender at the token may stand for, best first.
    pub(crate) fn ranked(&self, gender: Class, at: usize, sentence: usize) -> Vec<(usize, f32)> {
        let end = self.people.mentions.partition_point(|mention| mention.first < at);
        // The best mention and the last speech count, not how often a name comes: whom a text talks about most is
        // seldom the one who talks.
        let mut scores: Vec<(usize, f32, f32)> = Vec::new();
        let mut add = |entity: usize, mention: f32, speech: f32| match scores
            .iter_mut()
            .find(|(known, ..)| *known == entity)
        {
            Some((_, most, last)) => (*most, *last) = (most.max(mention), last.max(speech)),
            None => scores.push((entity, mention, speech)),
        };
        for index in (0..end).rev().take(60) {
            let mention = &self.people.mentions[index];
            let distance = sentence.saturating_sub(self.sentence_of[index]);
            if distance > REACH {
                break;
            }
            let entity = &self.people.entities[mention.entity];
            if mention.quoted || !entity.may_be(gender) {
                continue;
            }
            let known = match entity.person {
                true if entity.gender == gender => 1.0,
                true => 0.8,
                false if entity.gender == gender && !gender.is_empty() => 0.8,
                false if self.voices[mention.entity] => 0.6,
                false if entity.is_name_like() => 0.5,
                false if entity.certain && !entity.definite => 0.15,
                // A capital that its sentence asks for, or a name with an article, shows nobody.
                false => continue,
            };
            add(
                mention.entity,
                known
                    * self.weight(mention, self.sentence_of[index])
                    * FADING.powi(to_power(distance)),
                0.0,
            );
        }
        for spoken in self.spoken.iter().rev().take(6) {
            let Some(entity) = spoken.entity else { continue };
            let distance = sentence.saturating_sub(spoken.sentence);
            if distance <= REACH && self.people.entities[entity].may_be(gender) {
                add(entity, 0.0, FADING.powi(to_power(distance)));
            }
        }
        let mut ranked: Vec<(usize, f32)> = scores
            .into_iter()
            .map(|(entity, mention, speech)| (entity, mention + speech))
            .collect();
        ranked.sort_by(|one, other| other.1.total_cmp(&one.1));
        ranked
    }

    /// A subject counts most, then the one a verb or a preposition governs, then an owner.
    pub(crate) fn weight(&self, mention: &Mention, sentence: usize) -> f32 {
        let tokens = &self.reading.tokens;
        let sentence = self.reading.sentence(sentence);
        let start = sentence.tokens(0, 0).start;
        if tokens.get(mention.last + 1).is_some_and(|token| token.kind == Kind::Possessive) {
            return 0.6;
        }
        let before = mention
            .whole
            .checked_sub(1)
            .filter(|&before| before >= start)
            .map(|before| &tokens[before]);
        let governed =
            before.is_some_and(|token| token.has(Class::PREPOSITION) && !token.has(Class::CAPITAL));
        if governed {
            return 0.6;
        }
        let first = tokens[start..mention.whole.max(start)]
            .iter()
            .all(|token| !token.has(Class::FINITE.with(Class::AUXILIARY)) && token.form.is_empty());
        if first { 2.0 } else { 1.0 }
    }
}
