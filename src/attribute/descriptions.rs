//! Whom a noun phrase without a name stands for: "the prime minister", "the 24-year-old", "the official", "the Serb".

use std::ops::Range;

use crate::attribute::coreference::{Resolved, Resolver, Spoken};
use crate::attribute::kinds::{general_role, is_silent};
use crate::attribute::lexicon::{Class, VerbForm, gender_of};
use crate::attribute::people::Entity;
use crate::attribute::tokens::{Kind, Token};
use crate::model::quotation::SpeakerKind;

/// How many mentions back and ahead a description is looked for.
const BACK: usize = 200;
const AHEAD: usize = 60;

impl Resolver<'_> {
    /// The words of the phrase, an apposition or a relative clause left out.
    pub(crate) fn phrase_text(&self, tokens: &Range<usize>) -> String {
        let words = self.reading.tokens.get(tokens.clone()).unwrap_or_default();
        let closes = |token: &Token| {
            matches!(token.kind, Kind::Comma | Kind::Open)
                || token.has(Class::RELATIVE)
                    && (!token.has(Class::DETERMINER) || token.has(Class::THAT))
                || token.has(Class::ED) && !token.has(Class::CAPITAL)
                || token.form == VerbForm::PARTICIPLE
        };
        let cut = words.iter().skip(1).position(closes).map_or(words.len(), |cut| cut + 1);
        let words = words.get(..cut).unwrap_or_default();
        let Some((first, last)) = words.first().zip(words.last()) else { return String::new() };
        let text = self.reading.text.get(first.start()..last.end()).unwrap_or_default();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        match text.split_once(' ') {
            Some((
                first @ ("The" | "A" | "An" | "One" | "Some" | "His" | "Her" | "Its" | "Their"),
                rest,
            )) => format!("{} {rest}", first.to_lowercase()),
            _ => text,
        }
    }

    /// A noun phrase without a name of its own.
    pub(crate) fn role(&self, tokens: &Range<usize>, sentence: usize) -> Resolved {
        let words = self.reading.tokens.get(tokens.clone()).unwrap_or_default();
        let definite = words.first().is_some_and(|token| {
            let first = self.reading.word(token).to_lowercase();
            matches!(first.as_str(), "the" | "this" | "that")
                || token.has(Class::TITLE.with(Class::ROLE))
        });
        let words = without_complement(words);
        let content: Vec<&Token> = words
            .iter()
            .take_while(|token| {
                let complement = !token.has(Class::CAPITAL) && token.has(Class::PREPOSITION);
                !(complement || matches!(token.kind, Kind::Comma | Kind::Open))
            })
            .filter(|token| token.is_word() && !token.has(Class::DETERMINER))
            .collect();
        let unnamed = |kind| Resolved::unnamed(self.phrase_text(tokens), kind, "noun phrase");
        let Some(head) = content.last() else {
            // "Some 30% said", "The said": nobody is named.
            let counted = words.iter().any(|token| token.kind == Kind::Number)
                && !words.iter().any(|token| token.has(Class::OF))
                || words.iter().all(|it| self.reading.word(it).eq_ignore_ascii_case("the"));
            return if counted {
                Resolved::nobody("a number")
            } else {
                unnamed(SpeakerKind::Unnamed)
            };
        };
        let amount = is_amount(self.reading.word(head));
        if amount || words.first().is_some_and(|token| token.has(Class::OF)) {
            return Resolved::nobody("a share");
        }
        let complement = words.iter().any(|token| token.has(Class::PREPOSITION));
        if definite
            && !complement
            && let Some(known) = self.described(&content, head, tokens.start, sentence)
        {
            return known;
        }
        let several = Class::PLURAL.with(Class::TEXT).with(Class::GROUP).with(Class::CROWD);
        if definite
            && !head.has(several)
            && let Some(entity) = self.introduced(tokens, sentence, gender_of(head.class))
        {
            return self.entity(entity, "named behind");
        }
        self.without_name(tokens, head)
    }

    /// Somebody or something without a name, if it can speak.
    fn without_name(&self, tokens: &Range<usize>, head: &Token) -> Resolved {
        let people = Class::TEXT.with(Class::GROUP).with(Class::ROLE).with(Class::CROWD);
        let silent = match head.has(Class::COMMON) {
            true => is_silent(&self.reading.word(head).to_lowercase()),
            false => is_silent(self.reading.word(head)),
        };
        if silent && !head.has(people) {
            return Resolved::nobody("a thing");
        }
        let kind = match () {
            () if head.has(Class::TEXT) => SpeakerKind::Text,
            () if head.has(Class::GROUP) => SpeakerKind::Body,
            () => SpeakerKind::Unnamed,
        };
        let unnamed = Resolved::unnamed(self.phrase_text(tokens), kind, "noun phrase");
        Resolved { head: Some(self.reading.word(head).to_lowercase()), ..unnamed }
    }

    fn described(
        &self,
        content: &[&Token],
        head: &Token,
        at: usize,
        sentence: usize,
    ) -> Option<Resolved> {
        if let Some(entity) = self.by_description(content, at) {
            return Some(self.entity(entity, "role"));
        }
        // "the official": the unnamed one of before.
        let same_head = |spoken: &&Spoken| self.is_same_noun(spoken, content, head);
        if let Some(spoken) = self.spoken.iter().rev().take(12).find(same_head) {
            return Some(Resolved::again(spoken, "same head noun"));
        }
        let alone = content.len() == 1;
        if alone && head.has(Class::PEOPLE) && !head.has(Class::PLURAL) {
            return self.of_people(head, at, sentence);
        }
        let body = (alone && head.has(Class::GENERIC)).then(|| self.last_body(at, sentence));
        body.flatten().map(|entity| self.entity(entity, "body"))
    }

    /// Whether the phrase is about whoever spoke before: the same noun, and nothing beside it that was not said then.
    /// "the official" may be "a senior official", but "the Swedish government" is not the Danish one.
    fn is_same_noun(&self, spoken: &Spoken, content: &[&Token], head: &Token) -> bool {
        let word = |token: &Token| self.reading.word(token).to_lowercase();
        let said = spoken.speaker.as_ref().map(|speaker| speaker.name.to_lowercase());
        let said: Vec<&str> = said.iter().flat_map(|name| name.split_whitespace()).collect();
        spoken.head.as_deref() == Some(word(head).as_str())
            && content.iter().all(|token| said.contains(&word(token).as_str()))
    }

    /// The person whose role or age fits "the prime minister", "the 24-year-old".
    pub(crate) fn by_description(&self, content: &[&Token], at: usize) -> Option<usize> {
        let word = |token: &Token| self.reading.word(token).to_lowercase();
        let (head, modifiers) = content.split_last()?;
        let modifiers: Vec<String> = modifiers.iter().map(|token| word(token)).collect();
        let near = self.near(at);
        let age = content
            .iter()
            .map(|token| word(token))
            .find_map(|word| word.strip_suffix("-year-old").map(str::to_owned));
        if age.is_some()
            && let Some((entity, _)) = near.iter().find(|(_, entity)| entity.age == age)
        {
            return Some(*entity);
        }
        if age.is_some() && content.len() == 1 {
            if self.has_newcomer(at) {
                return None;
            }
            return self.only_person_before(at);
        }
        if !head.has(Class::ROLE.with(Class::TITLE)) || head.has(Class::PLURAL) {
            return None;
        }
        let role = word(head);
        let mut best: Option<(usize, usize)> = None;
        for (number, entity) in near.iter().filter(|(_, entity)| entity.roles.contains(&role)) {
            let shared = modifiers.iter().filter(|word| entity.roles.contains(word)).count();
            let fits = modifiers.is_empty() || shared > 0;
            if fits && best.is_none_or(|(_, most)| shared > most) {
                best = Some((*number, shared));
            }
        }
        best.map(|(entity, _)| entity).or_else(|| self.of_that_kind(&role, &modifiers, &near))
    }

    /// The only person around who may be meant by "the 24-year-old": the only one who is a subject in the sentences before,
    /// or the only one at all, if no age is known of them.
    fn only_person_before(&self, at: usize) -> Option<usize> {
        const NEAR: usize = 80;
        let mentions = self.people.mentions.iter().zip(&self.sentence_of);
        let near: Vec<(usize, bool, usize)> = mentions
            .filter(|(mention, _)| {
                mention.first < at && mention.first + NEAR > at && !mention.quoted
            })
            .filter(|(mention, _)| {
                self.known(mention.entity)
                    .is_some_and(|entity| entity.person || entity.is_name_like())
            })
            .map(|(mention, place)| (mention.entity, self.weight(mention, *place) > 1.0, *place))
            .collect();
        let only = |wanted: &dyn Fn(bool) -> bool| {
            let mut found = near.iter().filter(|(_, is_subject, _)| wanted(*is_subject));
            let (first, ..) = found.next()?;
            found.all(|(other, ..)| other == first).then_some(*first)
        };
        // "Ida met Per": it may be either.
        let is_apart = |entity: &usize| {
            let places = near.iter().filter(|(one, ..)| one == entity).map(|(.., place)| place);
            let mut places = places.flat_map(|place| near.iter().filter(move |it| it.2 == *place));
            places.all(|(other, ..)| other == entity)
        };
        let entity = only(&|is_subject| is_subject).filter(is_apart).or_else(|| only(&|_| true))?;
        self.known(entity)?.age.is_none().then_some(entity)
    }

    /// The only person around whose role is of one kind with the one asked for: the ambassador is "the envoy".
    fn of_that_kind(
        &self,
        role: &str,
        modifiers: &[String],
        near: &[(usize, &Entity)],
    ) -> Option<usize> {
        let kind = general_role(role)?;
        let is_of_kind =
            |entity: &Entity| entity.roles.iter().any(|role| general_role(role) == Some(kind));
        let mut found = near.iter().filter(|(_, entity)| is_of_kind(entity));
        let (only, _) = found.next().filter(|_| modifiers.is_empty())?;
        found.next().is_none().then_some(*only)
    }

    /// The people named around the token, each once: backward from it, then ahead.
    fn near(&self, at: usize) -> Vec<(usize, &Entity)> {
        let before = self.people.mentions.partition_point(|mention| mention.first < at);
        let (before, behind) = self.people.mentions.split_at_checked(before).unwrap_or_default();
        let mut near: Vec<(usize, &Entity)> = Vec::new();
        for mention in before.iter().rev().take(BACK).chain(behind.iter().take(AHEAD)) {
            if !near.iter().any(|(known, _)| *known == mention.entity)
                && let Some(entity) = self.known(mention.entity)
            {
                near.push((mention.entity, entity));
            }
        }
        near
    }
}

/// The phrase in front of a participle that opens a complement: "a statement issued after the talks".
fn without_complement(words: &[Token]) -> &[Token] {
    let closed = Class::DETERMINER.with(Class::ADVERB);
    let participle = words
        .iter()
        .zip(words.iter().skip(1))
        .skip(1)
        .position(|(before, token)| token.has(Class::ED) && !before.has(closed));
    words.get(..participle.map_or(words.len(), |at| at + 2)).unwrap_or(words)
}

/// "2.5m", "27bn": an amount without its unit.
fn is_amount(word: &str) -> bool {
    let number = word.trim_end_matches(char::is_alphabetic);
    let unit = word.strip_prefix(number).unwrap_or_default();
    number.starts_with(|c: char| c.is_ascii_digit()) && ["m", "bn", "tn", "k", "p"].contains(&unit)
}
