//! The names of a text: who is the same, of what gender, in what role.

use std::collections::HashMap;
use std::ops::Range;

use crate::attribute::lexicon::{Class, gender_of};
use crate::attribute::names::{Name, names, role_before, role_behind};
use crate::attribute::sentences::Reading;
use crate::attribute::tokens::Kind;

/// Somebody or something with a name.
#[derive(Debug, Clone, Default)]
pub(crate) struct Entity {
    /// The fullest form of the name in the text, without titles.
    pub(crate) name: String,
    /// `MALE`, `FEMALE` or nothing.
    pub(crate) gender: Class,
    /// Whether title, role or given name show a person.
    pub(crate) person: bool,
    /// Whether the name is one of a body: "Northshire Council".
    pub(crate) body: bool,
    /// Words of the roles that stand beside the name, in lower case.
    pub(crate) roles: Vec<String>,
    /// Age in years, as written.
    pub(crate) age: Option<String>,
    words: Vec<String>,
}

impl Entity {
    /// Whether the name has the two or three words of a person's.
    pub(crate) fn is_name_like(&self) -> bool {
        !self.body && (2..=3).contains(&self.words.len())
    }

    /// Whether "he" or "she" may stand for it; any gender if `gender` is empty.
    pub(crate) fn may_be(&self, gender: Class) -> bool {
        let clashes = !gender.is_empty() && !self.gender.is_empty() && self.gender != gender;
        !clashes && (self.person || !self.body)
    }
}

/// A name where it stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mention {
    /// First token of the name, titles included.
    pub(crate) whole: usize,
    /// First token of the name proper.
    pub(crate) first: usize,
    pub(crate) last: usize,
    pub(crate) entity: usize,
    /// Whether it stands inside quote marks.
    pub(crate) quoted: bool,
}

/// All names of a text.
#[derive(Debug, Default)]
pub(crate) struct People {
    pub(crate) entities: Vec<Entity>,
    /// In the order of the text.
    pub(crate) mentions: Vec<Mention>,
}

impl People {
    pub(crate) fn find(reading: &Reading<'_>) -> Self {
        let names = names(reading);
        let mut people = Self::default();
        let mut index = Index::default();
        // Full names first, so that a surname finds its owner even where the owner is introduced later.
        let mut entities: Vec<Option<usize>> = vec![None; names.len()];
        for (name, entity) in names.iter().zip(&mut entities) {
            if name.words.len() > 1 {
                *entity = Some(people.full_name(reading, name, &mut index));
            }
        }
        let mut last_seen: HashMap<usize, usize> = HashMap::new();
        for (position, name) in names.iter().enumerate() {
            if name.doubtful && !index.last_words.contains_key(&name.words[0].to_lowercase()) {
                continue;
            }
            let entity = entities[position]
                .unwrap_or_else(|| people.short_name(reading, name, &mut index, &last_seen));
            last_seen.insert(entity, position);
            people.mentions.push(Mention {
                whole: name.whole,
                first: name.first,
                last: name.last,
                entity,
                quoted: name.quoted,
            });
            people.describe(reading, name, entity);
        }
        people
    }

    /// The last mention that lies wholly inside the tokens and that `fits` accepts.
    pub(crate) fn mentions_in(
        &self,
        tokens: &Range<usize>,
    ) -> impl DoubleEndedIterator<Item = &Mention> {
        let start = self.mentions.partition_point(|mention| mention.first < tokens.start);
        let end = self.mentions.partition_point(|mention| mention.last < tokens.end);
        self.mentions[start..end.max(start)].iter()
    }

    fn full_name(&mut self, reading: &Reading<'_>, name: &Name, index: &mut Index) -> usize {
        let words: Vec<String> = name.words.iter().map(|word| word.to_lowercase()).collect();
        let known = index.last_words.get(&words[words.len() - 1]).and_then(|same| {
            same.iter().rev().take(CANDIDATES).copied().find(|&entity| {
                let other = &self.entities[entity];
                same_name(&other.words, &words) && !clash(other.gender, name.gender(reading))
            })
        });
        if let Some(entity) = known {
            if words.len() > self.entities[entity].words.len() {
                name.write(reading, &mut self.entities[entity]);
                self.entities[entity].words = words;
            }
            return entity;
        }
        self.add(reading, name, words, index)
    }

    fn add(
        &mut self,
        reading: &Reading<'_>,
        name: &Name,
        words: Vec<String>,
        index: &mut Index,
    ) -> usize {
        let entity = self.entities.len();
        index.last_words.entry(words[words.len() - 1].clone()).or_default().push(entity);
        if words.len() > 1 {
            index.first_words.entry(words[0].clone()).or_default().push(entity);
        }
        let mut new = Entity { words, ..Entity::default() };
        name.write(reading, &mut new);
        self.entities.push(new);
        entity
    }

    /// The owner of a name of one word: whoever bears it and was named last, else whoever will be named.
    fn short_name(
        &mut self,
        reading: &Reading<'_>,
        name: &Name,
        index: &mut Index,
        last_seen: &HashMap<usize, usize>,
    ) -> usize {
        let word = name.words[0].to_lowercase();
        let gender = name.gender(reading);
        for map in [&index.last_words, &index.first_words] {
            let best = map.get(&word).and_then(|bearers| {
                bearers
                    .iter()
                    .rev()
                    .take(CANDIDATES)
                    .copied()
                    .filter(|&entity| !clash(self.entities[entity].gender, gender))
                    .max_by_key(|entity| {
                        (
                            !gender.is_empty() && self.entities[*entity].gender == gender,
                            last_seen.get(entity),
                            std::cmp::Reverse(*entity),
                        )
                    })
            });
            if let Some(entity) = best {
                return entity;
            }
        }
        self.add(reading, name, vec![word], index)
    }

    /// Learns gender, role and age from what stands beside the name.
    fn describe(&mut self, reading: &Reading<'_>, name: &Name, entity: usize) {
        let tokens = &reading.tokens;
        let gender = name.gender(reading);
        let entity = &mut self.entities[entity];
        if entity.gender.is_empty() {
            entity.gender = gender;
        }
        entity.person |= name.titled(reading);
        let mut learn = |range: Range<usize>| {
            for token in &tokens[range] {
                if token.is_word()
                    && !token.has(Class::DETERMINER.with(Class::PREPOSITION))
                    && entity.roles.len() < MOST_ROLES
                {
                    entity.roles.push(reading.text[token.span().range()].to_lowercase());
                    if token.has(Class::ROLE) {
                        entity.person = !entity.body;
                        if entity.gender.is_empty() && !token.has(Class::PLURAL) {
                            entity.gender = gender_of(token.class);
                        }
                    }
                }
            }
        };
        learn(role_before(reading, name.whole)..name.first);
        if let Some(range) = role_behind(reading, name.last) {
            learn(range);
        }
        if tokens.get(name.last + 1).is_some_and(|token| token.kind == Kind::Comma) {
            let closed = tokens
                .get(name.last + 3)
                .is_some_and(|token| matches!(token.kind, Kind::Comma | Kind::Stop | Kind::Close));
            if let Some(age) =
                tokens.get(name.last + 2).filter(|token| token.kind == Kind::Number && closed)
            {
                entity.age = Some(reading.text[age.span().range()].to_owned());
                entity.person = true;
            }
        }
    }
}

/// How many bearers of one word are compared: ten thousand Smiths must not make the work quadratic.
const CANDIDATES: usize = 24;
/// How many role words are kept of one entity.
const MOST_ROLES: usize = 24;

#[derive(Default)]
struct Index {
    last_words: HashMap<String, Vec<usize>>,
    first_words: HashMap<String, Vec<usize>>,
}

fn clash(one: Class, other: Class) -> bool {
    !one.is_empty() && !other.is_empty() && one != other
}

/// Same last word, and given names that do not contradict each other: "Donald Trump", "Donald J. Trump".
fn same_name(one: &[String], other: &[String]) -> bool {
    let initial = |word: &str| word.trim_end_matches('.').chars().count() == 1;
    let agrees = |a: &String, b: &String| {
        a == b || (initial(a) || initial(b)) && a.chars().next() == b.chars().next()
    };
    one.last() == other.last() && one.first().zip(other.first()).is_some_and(|(a, b)| agrees(a, b))
}
