//! From the words that name a source to the speaker they stand for.

use std::ops::Range;

use crate::attribute::kinds::is_label;
use crate::attribute::lexicon::Class;
use crate::attribute::people::{Entity, Mention, People};
use crate::attribute::reports::{Report, Source};
use crate::attribute::sentences::Reading;
use crate::attribute::tokens::{Kind, Token};
use crate::model::quotation::{Speaker, SpeakerKind};
use crate::model::span::TextSpan;

/// What a mention is worth a sentence later.
pub(crate) const FADING: f32 = 0.55;

/// A resolved source and how it was resolved.
#[derive(Debug, Clone, Default)]
pub(crate) struct Resolved {
    pub(crate) speaker: Option<Speaker>,
    pub(crate) rule: &'static str,
    pub(crate) candidates: Vec<String>,
    /// The words that named the speaker of a quotation that goes on.
    pub(crate) source: Option<TextSpan>,
    /// The entity that speaks, if it has a name.
    pub(crate) entity: Option<usize>,
    /// Last word of the noun phrase, the head of an unnamed source.
    pub(crate) head: Option<String>,
}

impl Resolved {
    /// A speaker without a name of its own.
    pub(crate) fn unnamed(name: String, kind: SpeakerKind, rule: &'static str) -> Self {
        Self { speaker: Some(Speaker { name, kind }), rule, ..Self::default() }
    }

    /// Nobody can be named.
    pub(crate) fn nobody(rule: &'static str) -> Self {
        Self { rule, ..Self::default() }
    }

    /// Whoever spoke before.
    pub(crate) fn again(spoken: &Spoken, rule: &'static str) -> Self {
        Self {
            speaker: spoken.speaker.clone(),
            rule,
            entity: spoken.entity,
            head: spoken.head.clone(),
            ..Self::default()
        }
    }
}

/// Resolves the sources of a text, report after report, in the order of the text.
pub(crate) struct Resolver<'r> {
    pub(crate) reading: &'r Reading<'r>,
    pub(crate) people: &'r People,
    /// Sentence of every mention, in the order of the mentions.
    pub(crate) sentence_of: Vec<usize>,
    /// For every entity, whether the text quotes it by name anywhere: places never are.
    pub(crate) voices: Vec<bool>,
    /// For every entity, the gender that its name or a pronoun shows.
    pub(crate) genders: Vec<Class>,
    /// Who spoke before.
    pub(crate) spoken: Vec<Spoken>,
    /// Who was meant by a pronoun or a role that opened a sentence before.
    pub(crate) echoes: Vec<Echo>,
    /// The first sentence whose opening was not looked at yet.
    pub(crate) followed: usize,
}

/// Who spoke: the speaker, the entity if it has one, and the sentence.
#[derive(Debug, Clone)]
pub(crate) struct Spoken {
    pub(crate) speaker: Option<Speaker>,
    pub(crate) entity: Option<usize>,
    /// Last word of the noun phrase, the head of an unnamed source.
    pub(crate) head: Option<String>,
    pub(crate) sentence: usize,
    pub(crate) source: Option<TextSpan>,
}

/// Somebody who is the subject of a sentence without being named in it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Echo {
    pub(crate) entity: usize,
    pub(crate) sentence: usize,
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
        let mut resolver = Self {
            reading,
            people,
            sentence_of,
            voices: vec![false; people.entities.len()],
            genders: people.entities.iter().map(|entity| entity.gender).collect(),
            spoken: Vec::new(),
            echoes: Vec::new(),
            followed: 0,
        };
        for report in reports {
            let Source::Phrase(tokens) = &report.source else { continue };
            let named = resolver.named_in(tokens).last().map(|mention| mention.entity);
            if let Some(voice) = named.and_then(|entity| resolver.voices.get_mut(entity)) {
                *voice = true;
            }
        }
        resolver
    }

    /// The speaker of the report; remembers it for the reports behind.
    pub(crate) fn resolve(&mut self, report: &Report) -> Resolved {
        self.follow(report.sentence);
        let resolved = match &report.source {
            Source::Phrase(tokens) if self.is_told(tokens, report) => {
                Resolved::nobody("who is told")
            }
            Source::Phrase(tokens) => self.phrase(&self.all_named(tokens), report.sentence),
            Source::Continued => self.continued(report),
            Source::Untold => Resolved::nobody("nobody named"),
        };
        let source = match &report.source {
            Source::Phrase(tokens) => {
                let tokens = self.reading.tokens.get(tokens.clone()).unwrap_or_default();
                tokens
                    .first()
                    .zip(tokens.last())
                    .map(|(first, last)| TextSpan::new(first.start(), last.end()))
            }
            Source::Continued | Source::Untold => resolved.source,
        };
        self.spoken.push(Spoken {
            speaker: resolved.speaker.clone(),
            entity: resolved.entity,
            head: resolved.head.clone(),
            sentence: report.last_sentence,
            source,
        });
        resolved
    }

    fn phrase(&mut self, tokens: &Range<usize>, sentence: usize) -> Resolved {
        let words = self.reading.tokens.get(tokens.clone()).unwrap_or_default();
        if let [token] = words
            && token.has(Class::PRONOUN.with(Class::SUBJECT).with(Class::POSSESSIVE))
            && !(token.has(Class::CAPITAL) && token.has(Class::GIVEN))
            && (!token.has(Class::ALL_CAPITALS) || self.people.mentions_in(tokens).next().is_none())
        {
            let resolved = self.pronoun(token, tokens.start, sentence);
            self.learn_gender(token, &resolved);
            return resolved;
        }
        let named = self.named_in(tokens);
        let labelled = self.token(tokens.end).is_some_and(|token| token.kind == Kind::Colon);
        if labelled && is_label(words.iter().map(|token| self.reading.word(token))) {
            return Resolved::nobody("a label");
        }
        match named.as_slice() {
            [one] if self.has_company(one, tokens) => Resolved::unnamed(
                self.phrase_text(tokens),
                SpeakerKind::Unnamed,
                "a name and others",
            ),
            [] => self.role(tokens, sentence),
            [.., last] if self.are_joined(&named) => self.together(&named, last),
            [.., last] => match self.namesake(last, tokens) {
                Some(Some(entity)) => self.entity(entity, "elder or younger"),
                Some(None) => Resolved::nobody("one of two with a surname"),
                None if last.open => Resolved::nobody("one of two with a surname"),
                None => self.entity(last.entity, "name"),
            },
        }
    }

    pub(crate) fn token(&self, at: usize) -> Option<&'r Token> {
        self.reading.tokens.get(at)
    }

    pub(crate) fn known(&self, entity: usize) -> Option<&'r Entity> {
        self.people.entities.get(entity)
    }

    pub(crate) fn entity(&self, number: usize, rule: &'static str) -> Resolved {
        let Some(entity) = self.known(number) else { return Resolved::nobody(rule) };
        let kind =
            if entity.body && !entity.person { SpeakerKind::Body } else { SpeakerKind::Person };
        let speaker = Speaker { name: entity.name.clone(), kind };
        Resolved { speaker: Some(speaker), rule, entity: Some(number), ..Resolved::default() }
    }

    /// The names that the phrase is about.
    fn named_in(&self, tokens: &Range<usize>) -> Vec<&'r Mention> {
        let mut named: Vec<&Mention> = Vec::new();
        for mention in self.people.mentions_in(tokens) {
            // "Anna Varga of Oslo and Peter Braun of Bergen": what stands between is the first one's place.
            let joined = !named.is_empty()
                && mention
                    .whole
                    .checked_sub(1)
                    .and_then(|before| self.token(before))
                    .is_some_and(|token| token.has(Class::AND))
                && self.is_own(mention, tokens);
            // "Anna Varga of brokers Anna Varga & Co.": what she belongs to.
            let complement = named.last().is_some_and(|known| self.is_complement(known, mention));
            if joined || !complement && self.is_head(mention, tokens) {
                named.push(mention);
            }
        }
        named
    }

    /// Whether nothing behind the name makes it somebody else's: "Trump's", "the Cruz campaign", "GOP voters".
    fn is_own(&self, mention: &Mention, tokens: &Range<usize>) -> bool {
        let behind = self.reading.tokens.get(mention.last + 1..tokens.end).unwrap_or_default();
        if behind.first().is_some_and(|token| token.kind == Kind::Possessive) {
            return false;
        }
        // "Lena and Otto producer Ida Ross": neither speaks.
        let joined =
            self.people.mentions_in(&(mention.last + 2..tokens.end)).next().filter(|next| {
                let adjective = Class::PLACE.with(Class::PEOPLE);
                next.whole == mention.last + 2
                    && !self.token(next.last).is_some_and(|token| {
                        token.has(adjective) || self.reading.word(token).contains('-')
                    })
                    && behind.first().is_some_and(|token| token.has(Class::AND))
                    && self.token(next.last + 1).is_some_and(|token| token.kind != Kind::Possessive)
            });
        if joined.is_some_and(|next| !self.is_own(next, tokens)) {
            return false;
        }
        let complement = Class::PREPOSITION.with(Class::RELATIVE).with(Class::COORDINATOR);
        !behind.iter().take_while(|token| token.is_word() && !token.has(complement)).any(|token| {
            !token.has(Class::CAPITAL) && !token.has(Class::OBJECT.with(Class::ADVERB))
        })
    }

    /// Whether the name is what the phrase is about: no owner ("Trump's lawyer"), no complement ("a spokesman for Trump").
    fn is_head(&self, mention: &Mention, tokens: &Range<usize>) -> bool {
        if !self.is_own(mention, tokens) {
            return false;
        }
        let before = self.reading.tokens.get(tokens.start..mention.whole).unwrap_or_default();
        // "the ambassador to China Paula Weiss": the name does not belong to the place before it.
        if before.last().is_some_and(|token| token.is_word() && token.has(Class::CAPITAL)) {
            return true;
        }
        // "the spokesman for sport Anna Varga": a noun that is no role stands between.
        let topic = before.last().is_some_and(|token| {
            let other = Class::ROLE
                .with(Class::TITLE)
                .with(Class::DETERMINER)
                .with(Class::PREPOSITION)
                .with(Class::COORDINATOR)
                .with(Class::GROUP);
            let field = !token.has(other) || token.has(Class::ROLE) && token.has(Class::PLURAL);
            token.is_word() && field && token.form.is_empty()
        });
        let person = self.known(mention.entity).is_some_and(|it| it.person && it.is_full());
        let role = Class::ROLE.with(Class::TITLE);
        let bare = before.first().is_some_and(|it| !it.has(Class::DETERMINER))
            && before.iter().any(|it| it.has(role) && !it.has(Class::PLURAL));
        if topic && person && bare {
            return true;
        }
        let mut titled = false;
        for (at, token) in before.iter().enumerate().rev() {
            if token.has(Class::PREPOSITION) && !token.has(Class::CAPITAL) {
                // "a spokesman for singer Anna Varga", but "the Lord of Life director Anna Varga"
                let source = role.with(Class::TEXT).with(Class::CROWD);
                let governed = before.iter().take(at).any(|token| token.has(source));
                return titled && (token.has(Class::OF) || !governed);
            }
            titled |= token.has(role);
            // "the head of the mill and former miner Anna Varga"
            let joined = titled && token.has(Class::AND);
            if joined || matches!(token.kind, Kind::Comma | Kind::Possessive) {
                return true;
            }
        }
        true
    }

    /// Whether a preposition right behind a person's name governs the other one: "Anna Varga of brokers Varga & Co."
    fn is_complement(&self, person: &Mention, mention: &Mention) -> bool {
        let between = self.reading.tokens.get(person.last + 1..mention.whole).unwrap_or_default();
        let governs = between.first().is_some_and(|token| token.has(Class::PREPOSITION));
        let open = between.iter().all(|token| token.is_word() && !token.has(Class::AND));
        governs && open && self.known(person.entity).is_some_and(|entity| entity.person)
    }

    fn are_joined(&self, named: &[&Mention]) -> bool {
        named.iter().zip(named.iter().skip(1)).any(|(one, other)| {
            let between = self.reading.tokens.get(one.last + 1..other.whole).unwrap_or_default();
            between.iter().any(|token| token.has(Class::AND)) && one.entity != other.entity
        })
    }

    /// Several speakers as one: "Emmanuel Macron and Keir Starmer".
    fn together(&self, named: &[&Mention], last: &Mention) -> Resolved {
        let mut entities: Vec<&Entity> = Vec::new();
        for entity in named.iter().filter_map(|mention| self.known(mention.entity)) {
            if !entities.iter().any(|known| known.name == entity.name) {
                entities.push(entity);
            }
        }
        let bodies = entities.iter().any(|entity| entity.body && !entity.person);
        let kind = if bodies { SpeakerKind::Body } else { SpeakerKind::Person };
        let names: Vec<&str> = entities.iter().map(|entity| entity.name.as_str()).collect();
        match names.split_last() {
            Some((last, first)) if !first.is_empty() => {
                let name = format!("{} and {last}", first.join(", "));
                Resolved::unnamed(name, kind, "several names")
            }
            _ => self.entity(last.entity, "name"),
        }
    }
}

pub(crate) fn to_power(distance: usize) -> i32 {
    i32::try_from(distance).unwrap_or(i32::MAX)
}
