//! Whom a pronoun stands for: by gender, by place in the sentence, by who spoke last.

use crate::attribute::annotation::Annotated;
use crate::attribute::coreference::{Resolved, Resolver, Spoken};
use crate::attribute::lexicon::{Class, gender_of, look_up};
use crate::attribute::phrases::main_subject;
use crate::attribute::tokens::{Kind, Token};
use crate::model::quotation::{Speaker, SpeakerKind};

/// How many sentences back an unnamed speaker may be meant by "he" or "she".
const UNNAMED_REACH: usize = 2;
/// How many sentences back "they" and "it" may reach for a speaker.
const BODY_REACH: usize = 3;

impl Resolver<'_> {
    pub(crate) fn pronoun(&self, token: &Token, at: usize, sentence: usize) -> Resolved {
        let gender = gender_of(token.class);
        if token.has(Class::POSSESSIVE)
            && let Some(entity) = self.nearest(gender, at, sentence)
        {
            return self.entity(entity, "nearest name");
        }
        if !gender.is_empty() {
            return self.he_or_she(gender, at, sentence);
        }
        let word = self.reading.word(token).to_lowercase();
        let found = match word.as_str() {
            "they" => self.they(at, sentence),
            "it" => self.it(at, sentence),
            _ => None,
        };
        found.unwrap_or_else(|| {
            let indefinite =
                !token.has(Class::PRONOUN.with(Class::RELATIVE).with(Class::DETERMINER));
            match indefinite {
                true => Resolved::unnamed(
                    self.reading.word(token).to_owned(),
                    SpeakerKind::Unnamed,
                    "indefinite pronoun",
                ),
                false => Resolved::nobody("pronoun without a name"),
            }
        })
    }

    fn he_or_she(&self, gender: Class, at: usize, sentence: usize) -> Resolved {
        let ranked = self.ranked(gender, at, sentence);
        let names = ranked.iter().take(4).filter_map(|&(entity, _)| self.known(entity));
        let candidates = names.map(|entity| entity.name.clone()).collect();
        let best = ranked.first().map(|&(entity, _)| entity);
        if let Some(spoken) = self.unnamed_speaker(gender, sentence)
            && !best.is_some_and(|entity| self.is_subject_since(entity, spoken.sentence, at))
        {
            return Resolved {
                candidates,
                ..Resolved::again(spoken, "pronoun for an unnamed speaker")
            };
        }
        let somebody_new = self.unnamed_subject(gender, sentence).is_some();
        if let Some(entity) = best {
            // "Reyes said. The judge was not moved. “…,” she said."
            let spoke = self.spoken.last().is_some_and(|spoken| {
                spoken.entity == Some(entity) && spoken.sentence + 2 >= sentence
            });
            if spoke && somebody_new {
                return Resolved { candidates, ..Resolved::nobody("somebody new before") };
            }
            let rival = ranked.get(1).map(|&(other, _)| other);
            if !spoke && rival.is_some_and(|rival| self.are_one_subject(entity, rival, at)) {
                return Resolved { candidates, ..Resolved::nobody("one of two") };
            }
            return Resolved { candidates, ..self.entity(entity, "pronoun") };
        }
        match self.named_next(gender, at, sentence) {
            Some(entity) => self.entity(entity, "name behind"),
            None => Resolved::nobody("pronoun without a name"),
        }
    }

    /// Whether two were named last as one subject: "Adam Braun and his son, Karl, left. “…,” he said."
    fn are_one_subject(&self, one: usize, other: usize, at: usize) -> bool {
        const BETWEEN: usize = 6;
        let last = |wanted: usize| {
            let before =
                self.people.mentions.iter().rev().skip_while(|mention| mention.first >= at);
            before.into_iter().find(|mention| mention.entity == wanted)
        };
        let Some((one, other)) = last(one).zip(last(other)) else { return false };
        let (first, second) = if one.first < other.first { (one, other) } else { (other, one) };
        let between = self.reading.tokens.get(first.last + 1..second.whole).unwrap_or_default();
        between.len() <= BETWEEN
            && between.iter().any(|token| token.has(Class::AND))
            && !between.iter().any(|token| {
                token.kind == Kind::Stop
                    || token.has(Class::FINITE.with(Class::AUXILIARY).with(Class::ED))
                    || !token.form.is_empty() && !token.frames.is_empty()
            })
    }

    /// An unnamed person who spoke just before: "a witness said … She added".
    fn unnamed_speaker(&self, gender: Class, sentence: usize) -> Option<&Spoken> {
        let spoken = self.spoken.last()?;
        let kind = spoken.speaker.as_ref()?.kind;
        let head = look_up(spoken.head.as_ref()?).class;
        let fits = gender_of(head).is_empty() || gender_of(head) == gender;
        (spoken.entity.is_none()
            && kind == SpeakerKind::Unnamed
            && fits
            && !head.has(Class::PLURAL.with(Class::CROWD))
            && sentence <= spoken.sentence + UNNAMED_REACH)
            .then_some(spoken)
    }

    /// The subject of the sentence before, if that is somebody with a role whom nothing else in the text names.
    fn unnamed_subject(&self, gender: Class, sentence: usize) -> Option<()> {
        let before = self.reading.sentence(sentence.checked_sub(1)?);
        // In a paragraph of its own, "the candidate" is most often somebody who was named.
        if before.paragraph != self.reading.sentence(sentence).paragraph {
            return None;
        }
        let annotated = Annotated::new(before);
        let phrase =
            main_subject(&annotated, annotated.len()).filter(|phrase| phrase.first == 0)?;
        let tokens = annotated.tokens(phrase.first, phrase.last);
        let known = gender_of(self.token(tokens.end.checked_sub(1)?)?.class);
        let new = annotated.is_any(phrase.first, &["the", "a", "an", "The", "A", "An"])
            && annotated.has(phrase.last, Class::ROLE)
            && !annotated.has(phrase.last, Class::PLURAL)
            && (known.is_empty() || known == gender)
            && self.people.mentions_in(&tokens).next().is_none();
        let words = self.reading.tokens.get(tokens.start + 1..tokens.end)?;
        let words: Vec<&Token> = words.iter().collect();
        (new && self.by_description(&words, tokens.start).is_none()).then_some(())
    }

    /// Whether the entity is the subject of a sentence between the one given and the token.
    fn is_subject_since(&self, entity: usize, sentence: usize, at: usize) -> bool {
        let mentions = self.people.mentions.iter().zip(&self.sentence_of);
        mentions
            .rev()
            .skip_while(|(mention, _)| mention.first >= at)
            .take_while(|(_, place)| **place > sentence)
            .any(|(mention, place)| {
                mention.entity == entity && !mention.quoted && self.weight(mention, *place) > 1.0
            })
    }

    /// Keeps what "he" or "she" shows of somebody whose name shows no gender.
    pub(crate) fn learn_gender(&mut self, token: &Token, resolved: &Resolved) {
        let gender = gender_of(token.class);
        if !gender.is_empty()
            && let Some(known) = resolved.entity.and_then(|entity| self.genders.get_mut(entity))
            && known.is_empty()
        {
            *known = gender;
        }
    }

    fn they(&self, at: usize, sentence: usize) -> Option<Resolved> {
        self.body_that_spoke(sentence).or_else(|| {
            if let Some(speaker) = self.plural_subject(sentence) {
                let rule = "plural subject before";
                return Some(Resolved { speaker: Some(speaker), rule, ..Resolved::default() });
            }
            self.only_person(at, sentence).map(|entity| self.entity(entity, "they of one person"))
        })
    }

    fn it(&self, at: usize, sentence: usize) -> Option<Resolved> {
        self.body_that_spoke(sentence)
            .or_else(|| self.text_before(sentence))
            .or_else(|| Some(self.entity(self.last_body(at, sentence)?, "body before")))
    }

    /// "He had sent a note. “…,” it ended.": the note says it, and nobody is told to be its author.
    fn text_before(&self, sentence: usize) -> Option<Resolved> {
        let before = self.reading.sentence(sentence.checked_sub(1)?);
        let is_text = |unit: usize| {
            before.has(unit, Class::TEXT)
                && !before.has(unit, Class::PLURAL.with(Class::CAPITAL))
                && unit
                    .checked_sub(1)
                    .is_some_and(|unit| before.is_text(unit, "a") || before.is_text(unit, "an"))
        };
        (1..before.len()).any(is_text).then(|| Resolved::nobody("a text before"))
    }

    /// A body, or several who spoke together, a few sentences before.
    fn body_that_spoke(&self, sentence: usize) -> Option<Resolved> {
        let is_body = |spoken: &&Spoken| {
            sentence <= spoken.sentence + BODY_REACH
                && spoken.speaker.as_ref().is_some_and(|speaker| {
                    speaker.kind != SpeakerKind::Person || speaker.name.contains(" and ")
                })
        };
        let spoken = self.spoken.iter().rev().take(3).find(is_body)?;
        Some(Resolved::again(spoken, "pronoun for a body"))
    }

    /// The one person of the sentence before, if nothing shows a gender: "Robin Braun will host. They said".
    fn only_person(&self, at: usize, sentence: usize) -> Option<usize> {
        let before = sentence.checked_sub(1)?;
        let near = self.people.mentions.iter().zip(&self.sentence_of).filter(|(mention, place)| {
            mention.first < at && **place >= before && !mention.quoted && !self.is_thing(mention)
        });
        let mut only = None;
        for (mention, place) in near {
            let entity = self.known(mention.entity)?;
            let subject = self.weight(mention, *place) > 1.0;
            match only {
                Some(known) if known == mention.entity => {}
                None if subject && entity.person && !entity.body => only = Some(mention.entity),
                _ if entity.person => return None,
                _ => {}
            }
        }
        only.filter(|&entity| self.genders.get(entity).is_some_and(|gender| gender.is_empty()))
    }

    /// Those who are the subject of the sentence before: "Farmers blocked the road."
    fn plural_subject(&self, sentence: usize) -> Option<Speaker> {
        let before = Annotated::new(self.reading.sentence(sentence.checked_sub(1)?));
        let phrase = main_subject(&before, before.len())?;
        let people = Class::ROLE.with(Class::CROWD).with(Class::GROUP);
        let plural = before.has(phrase.last, Class::PLURAL) && before.has(phrase.last, people);
        let name = || self.phrase_text(&before.tokens(phrase.first, phrase.last));
        plural.then(|| Speaker { name: name(), kind: SpeakerKind::Unnamed })
    }

    /// The person who is named right behind the first pronoun of a text: `"Why now?" she asked. Dana Weld has …`.
    fn named_next(&self, gender: Class, at: usize, sentence: usize) -> Option<usize> {
        self.people
            .mentions
            .iter()
            .zip(&self.sentence_of)
            .skip_while(|(mention, _)| mention.first < at)
            .take_while(|(_, place)| **place <= sentence + 1)
            .find(|(mention, _)| {
                !mention.quoted
                    && !self.is_thing(mention)
                    && self.may_be(mention.entity, gender)
                    && self.known(mention.entity).is_some_and(|entity| entity.person)
            })
            .map(|(mention, _)| mention.entity)
    }
}
