//! How near to the reader's mind the people of a text are at a place: whom "he" may stand for, best first.

use crate::attribute::coreference::{Echo, FADING, Resolver, to_power};
use crate::attribute::lexicon::{Class, gender_of};
use crate::attribute::people::Mention;
use crate::attribute::tokens::{Kind, Token};

/// How many sentences back a pronoun may reach.
const REACH: usize = 14;
/// How many names back a pronoun may reach.
const NAMES: usize = 60;
/// What a subject is worth; an object is worth 1.
const SUBJECT: f32 = 2.0;
/// What an owner, or what a preposition governs, is worth.
const GOVERNED: f32 = 0.6;

impl Resolver<'_> {
    /// The mentions in front of the token, the last one first, with their sentences.
    pub(crate) fn before(&self, at: usize) -> impl Iterator<Item = (&Mention, usize)> {
        let end = self.people.mentions.partition_point(|mention| mention.first < at);
        let mentions = self.people.mentions.get(..end).unwrap_or_default();
        mentions.iter().zip(self.sentence_of.iter().copied()).rev()
    }

    /// Whether "he" or "she" may stand for the entity; any gender if `gender` is empty.
    pub(crate) fn may_be(&self, number: usize, gender: Class) -> bool {
        let known = self.genders.get(number).copied().unwrap_or_default();
        let clashes = !gender.is_empty() && !known.is_empty() && known != gender;
        !clashes && self.known(number).is_some_and(|entity| entity.person || !entity.body)
    }

    /// Whether the name is one of a thing that cannot speak, here or anywhere; whoever is quoted by name is none.
    pub(crate) fn is_thing(&self, mention: &Mention) -> bool {
        let voice = self.voices.get(mention.entity).copied().unwrap_or_default();
        mention.thing || !voice && self.known(mention.entity).is_some_and(|entity| entity.thing)
    }

    /// How sure it is that the entity is a person, of the gender if one is asked for.
    pub(crate) fn evidence(&self, number: usize, gender: Class) -> Option<f32> {
        let entity = self.known(number)?;
        let same = self.genders.get(number).copied().unwrap_or_default() == gender;
        match entity.person {
            true if same => Some(1.0),
            true => Some(0.8),
            false if same && !gender.is_empty() => Some(0.8),
            false if self.voices.get(number).copied().unwrap_or_default() => Some(0.6),
            false if entity.is_name_like() => Some(0.5),
            // A capital that its sentence asks for, or a name with an article, shows nobody.
            false => (entity.certain && !entity.definite).then_some(0.15),
        }
    }

    /// The name in front of "his" in the same sentence.
    pub(crate) fn nearest(&self, gender: Class, at: usize, sentence: usize) -> Option<usize> {
        let fits = |mention: &Mention| {
            let person = self.known(mention.entity).is_some_and(|entity| entity.person);
            !mention.quoted
                && !self.is_thing(mention)
                && self.may_be(mention.entity, gender)
                && (gender.is_empty() || person)
        };
        self.before(at)
            .take_while(|(_, place)| *place == sentence)
            .find(|(mention, _)| fits(mention))
            .map(|(mention, _)| mention.entity)
    }

    /// The people whom a pronoun of this gender at the token may stand for, best first.
    pub(crate) fn ranked(&self, gender: Class, at: usize, sentence: usize) -> Vec<(usize, f32)> {
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
        let faded = |place: usize| {
            let distance = sentence.saturating_sub(place);
            (distance <= REACH).then(|| FADING.powi(to_power(distance)))
        };
        for (mention, place) in self.before(at).take(NAMES) {
            let Some(faded) = faded(place) else { break };
            if !mention.quoted
                && !self.is_thing(mention)
                && self.may_be(mention.entity, gender)
                && let Some(known) = self.evidence(mention.entity, gender)
            {
                add(mention.entity, known * self.weight(mention, place) * faded, 0.0);
            }
        }
        for echo in self.echoes.iter().rev().take(NAMES) {
            let Some(faded) = faded(echo.sentence) else { break };
            if self.may_be(echo.entity, gender) {
                add(echo.entity, SUBJECT * faded, 0.0);
            }
        }
        for spoken in self.spoken.iter().rev().take(6) {
            if let Some(entity) = spoken.entity
                && let Some(faded) = faded(spoken.sentence)
                && self.may_be(entity, gender)
            {
                add(entity, 0.0, faded);
            }
        }
        let mut ranked: Vec<(usize, f32)> = scores
            .into_iter()
            .map(|(entity, mention, speech)| (entity, mention + speech))
            .collect();
        ranked.sort_by(|one, other| other.1.total_cmp(&one.1));
        ranked
    }

    /// A subject counts most, then the one a verb governs, then an owner and the one a preposition governs.
    pub(crate) fn weight(&self, mention: &Mention, sentence: usize) -> f32 {
        let start = self.reading.sentence(sentence).tokens(0, 0).start;
        if self.token(mention.last + 1).is_some_and(|token| token.kind == Kind::Possessive) {
            return GOVERNED;
        }
        let before = self.reading.tokens.get(start..mention.whole).unwrap_or_default();
        let governed = before
            .last()
            .is_some_and(|token| token.has(Class::PREPOSITION) && !token.has(Class::CAPITAL));
        if governed {
            return GOVERNED;
        }
        let finite = Class::FINITE.with(Class::AUXILIARY).with(Class::ED);
        let is_verb = |token: &Token| token.has(finite) || !token.form.is_empty();
        if before.iter().any(is_verb) || follows_unknown_verb(before) { 1.0 } else { SUBJECT }
    }

    /// Looks at how the sentences before this one open: "She" and "the governor" are somebody who was named.
    pub(crate) fn follow(&mut self, sentence: usize) {
        for place in self.followed..sentence {
            let first = self.reading.sentence(place).tokens(0, 0).start;
            let spoke = self.spoken.iter().rev().take(3).any(|spoken| spoken.sentence == place);
            if let Some(token) = self.token(first).filter(|_| !spoke)
                && let Some(entity) = self.opening(token, first, place)
            {
                self.echoes.push(Echo { entity, sentence: place });
            }
        }
        self.followed = self.followed.max(sentence);
    }

    fn opening(&mut self, token: &Token, at: usize, sentence: usize) -> Option<usize> {
        let gender = gender_of(token.class);
        if token.has(Class::PRONOUN) && !gender.is_empty() {
            let (entity, _) = *self.ranked(gender, at, sentence).first()?;
            self.learn_gender(token, &self.entity(entity, "pronoun"));
            return Some(entity);
        }
        if self.reading.word(token) == "It" {
            return self.fallen_to(at, sentence);
        }
        if !token.has(Class::DETERMINER) || self.reading.word(token) != "The" {
            return None;
        }
        let words = self.reading.tokens.get(at + 1..at + 4)?;
        let role =
            words.iter().take_while(|token| token.is_word() && !token.has(Class::PREPOSITION));
        let length = role.clone().position(|token| token.has(Class::ROLE))? + 1;
        let behind = words.get(length);
        if behind
            .is_some_and(|token| token.has(Class::PREPOSITION) || token.kind == Kind::Possessive)
        {
            return None;
        }
        let role: Vec<&Token> = role.take(length).collect();
        self.by_description(&role, at)
    }

    /// "It fell to the bishop to answer": he is in mind as if he were the subject.
    fn fallen_to(&self, at: usize, sentence: usize) -> Option<usize> {
        const NEAR: usize = 8;
        let last = self.reading.sentence(sentence);
        let end = last.tokens(0, last.len().checked_sub(1)?).end.min(at + NEAR);
        let the = (at..end)
            .find(|&the| self.token(the).is_some_and(|token| self.reading.word(token) == "the"))?;
        let role = self.token(the + 1).filter(|token| token.has(Class::ROLE.with(Class::TITLE)))?;
        let behind = self.token(the + 2)?;
        if behind.has(Class::PREPOSITION) && !behind.has(Class::TO) {
            return None;
        }
        self.by_description(&[role], the)
    }

    pub(crate) fn last_body(&self, at: usize, sentence: usize) -> Option<usize> {
        let is_body = |&number: &usize| self.known(number).is_some_and(|entity| !entity.person);
        let mut spoken =
            self.spoken.iter().rev().take(4).filter(|spoken| sentence <= spoken.sentence + 6);
        spoken.find_map(|spoken| spoken.entity.filter(is_body)).or_else(|| {
            self.before(at)
                .take(12)
                .filter(|(_, place)| sentence <= place + 3)
                .find(|(mention, place)| {
                    let subject = self.weight(mention, *place) > 1.0;
                    let place = self.token(mention.last).is_some_and(|it| it.has(Class::PLACE));
                    let body = self.known(mention.entity).is_some_and(|entity| entity.body);
                    !mention.quoted
                        && !self.is_thing(mention)
                        && is_body(&mention.entity)
                        && !place
                        && (body || subject)
                })
                // What only may be a body hides those further back.
                .filter(|(mention, _)| {
                    self.known(mention.entity)
                        .is_some_and(|entity| entity.body || entity.may_be_body())
                })
                .map(|(mention, _)| mention.entity)
        })
    }
}

/// "Anna Varga beat Clara Berg": a small word of no known class between two names is a verb that no list has.
fn follows_unknown_verb(before: &[Token]) -> bool {
    let Some((last, rest)) = before.split_last() else { return false };
    last.is_word()
        && last.class.is_empty()
        && rest.last().is_some_and(|token| token.has(Class::CAPITAL) && token.is_word())
}
