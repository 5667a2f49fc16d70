//! Two people of one surname: "the elder Braun", "the younger Braun".

use std::cmp::Ordering;
use std::ops::Range;

use crate::attribute::coreference::Resolver;
use crate::attribute::kinds::Kin;
use crate::attribute::lexicon::Class;
use crate::attribute::people::{Entity, Mention};
use crate::attribute::tokens::{Kind, Token};

/// How many tokens "and his daughter" may be long.
const LONGEST_KINSHIP: usize = 7;

impl Resolver<'_> {
    /// Who is meant by a surname with "elder" or "younger" in front: somebody, nobody that can be named, or the phrase
    /// says nothing of the kind.
    pub(crate) fn namesake(
        &self,
        mention: &Mention,
        tokens: &Range<usize>,
    ) -> Option<Option<usize>> {
        let before = self.reading.tokens.get(tokens.start..mention.whole)?;
        let wanted = before.iter().find_map(|token| {
            match self.reading.word(token).to_lowercase().as_str() {
                "elder" | "older" => Some(Ordering::Greater),
                "younger" => Some(Ordering::Less),
                _ => None,
            }
        })?;
        let family = self.known(mention.entity)?;
        let mut namesakes = self
            .people
            .entities
            .iter()
            .enumerate()
            .filter(|(_, entity)| entity.is_namesake_of(family) && entity.is_full());
        let (Some(one), Some(other), None) = (namesakes.next(), namesakes.next(), namesakes.next())
        else {
            return Some(None);
        };
        let order = self.ages(one.1, other.1).or_else(|| self.kinship(one.0, other.0));
        Some(order.map(|order| if order == wanted { one.0 } else { other.0 }))
    }

    /// Whether the first is older, by the years or the additions that the text gives.
    fn ages(&self, one: &Entity, other: &Entity) -> Option<Ordering> {
        let age = |entity: &Entity| entity.age.as_ref().and_then(|age| age.parse::<u32>().ok());
        if let (Some(one), Some(other)) = (age(one), age(other)) {
            return Some(one.cmp(&other)).filter(|order| order.is_ne());
        }
        match (one.generation(), other.generation()) {
            (Some("sr"), _) | (None, Some("jr")) => Some(Ordering::Greater),
            (_, Some("sr")) | (Some("jr"), None) => Some(Ordering::Less),
            _ => None,
        }
    }

    /// Whether the first is older, by "to his daughter Beth Braun" or "and her father, Adam Braun" between the names.
    fn kinship(&self, one: usize, other: usize) -> Option<Ordering> {
        let mentions = || self.people.mentions.iter();
        mentions().zip(mentions().skip(1)).find_map(|(first, second)| {
            let order = match (first.entity, second.entity) {
                pair if pair == (one, other) => Ordering::Greater,
                pair if pair == (other, one) => Ordering::Less,
                _ => return None,
            };
            let between = self.reading.tokens.get(first.last + 1..second.first)?;
            let short = between.len() <= LONGEST_KINSHIP;
            let owned = between
                .iter()
                .any(|token| token.has(Class::POSSESSIVE) || token.kind == Kind::Possessive);
            let kin =
                between.iter().rev().find_map(|token: &Token| Kin::of(self.reading.word(token)))?;
            (short && owned).then_some(match kin {
                Kin::Younger => order,
                Kin::Older => order.reverse(),
            })
        })
    }
}
