//! The names of a text: who is the same, of what gender, in what role.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;

use crate::attribute::bearers::Bearers;
use crate::attribute::beside_names::{role_before, role_behind};
use crate::attribute::kinds::{is_label, is_thing_before, is_thing_behind, is_thing_in_letters};
use crate::attribute::lexicon::{Class, gender_of};
use crate::attribute::name_index::{FEWEST_LETTERS, NameIndex, initials};
use crate::attribute::names::{Name, names, without_stop};
use crate::attribute::sentences::Reading;
use crate::attribute::tokens::Kind;
use crate::english::names::{PersonName, is_particle};

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
    /// Whether the name is one of a thing that cannot speak: "Peter Hale Bridge", "Storm Anna".
    pub(crate) thing: bool,
    /// Words of the roles that stand beside the name, in lower case.
    pub(crate) roles: Vec<String>,
    /// Age in years, as written.
    pub(crate) age: Option<String>,
    /// Whether the name stands anywhere with a capital that no sentence asks for.
    pub(crate) certain: bool,
    /// Whether an article stands in front of the name somewhere: "the Anna Varga Show".
    pub(crate) definite: bool,
    /// The letters that stand for the name: "ECB".
    acronym: Option<PersonName>,
    /// Whether the name begins with a given name that is known as one.
    given: bool,
    /// Whether the name is one of a body that more than capitals make: "Bank of England".
    compound: bool,
    proper: PersonName,
    /// How many words the fullest name has.
    length: usize,
    /// Place of the first of its names among the names of the text.
    introduced: usize,
}

impl Entity {
    /// Whether the name has the two or three words of a person's.
    pub(crate) fn is_name_like(&self) -> bool {
        !self.body && (2..=3).contains(&self.length)
    }

    /// Whether a name of no known kind may be a body's: it has a capital that no sentence asks for, and is no plural of
    /// an abbreviation ("DVDs").
    pub(crate) fn may_be_body(&self) -> bool {
        let plural = self
            .name
            .strip_suffix('s')
            .is_some_and(|letters| letters.len() > 1 && letters.chars().all(char::is_uppercase));
        (self.certain || self.length > 1) && !plural
    }

    /// Whether the two share their last name.
    pub(crate) fn is_namesake_of(&self, other: &Self) -> bool {
        self.proper.surname() == other.proper.surname()
    }

    /// Whether a given name is known besides the surname.
    pub(crate) fn is_full(&self) -> bool {
        self.length > 1
    }

    /// "jr", "iii": what tells father and son apart.
    pub(crate) fn generation(&self) -> Option<&str> {
        self.proper.generation()
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
    /// Whether what stands beside the name makes a thing of it here: "the Millau viaduct".
    pub(crate) thing: bool,
    /// Whether somebody else of the surname may be meant as well: "Braun" behind "Adam Braun sued Beth Braun".
    pub(crate) open: bool,
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
        let mut index = NameIndex::default();
        let full = people.full_names(reading, &names, &mut index);
        let mut last_seen: HashMap<usize, usize> = HashMap::new();
        let mut bearers = Bearers::default();
        for (position, name) in names.iter().enumerate() {
            if name.doubtful && !index.has_surname(&name.proper) {
                continue;
            }
            let known = full.get(&position).copied();
            let entity = known
                .or_else(|| people.take_acronym(reading, name, &mut index))
                .or_else(|| people.spelled_out(reading, name, &mut index))
                .or_else(|| people.short_name(reading, name, &index, &last_seen))
                .unwrap_or_else(|| people.add(reading, name, position, &mut index));
            last_seen.insert(entity, position);
            let (entity, open) = match people.entities.get(entity) {
                Some(known) if !known.body && !known.thing => {
                    bearers.meant(reading, name, (entity, &known.proper))
                }
                _ => (entity, false),
            };
            people.mentions.push(Mention {
                whole: name.whole,
                first: name.first,
                last: name.last,
                entity,
                quoted: name.quoted,
                thing: is_beside_thing(reading, name),
                open,
            });
            people.describe(reading, name, entity);
        }
        people
    }

    /// The mentions that lie wholly inside the tokens.
    pub(crate) fn mentions_in(
        &self,
        tokens: &Range<usize>,
    ) -> impl DoubleEndedIterator<Item = &Mention> {
        let start = self.mentions.partition_point(|mention| mention.first < tokens.start);
        let end = self.mentions.partition_point(|mention| mention.last < tokens.end);
        self.mentions.get(start..end.max(start)).unwrap_or_default().iter()
    }

    /// Who bears the full names, by their places. Longer names come first, so that a shorter one finds its owner even
    /// where the owner is introduced later; names that end a longer one are left to the order of the text.
    fn full_names(
        &mut self,
        reading: &Reading<'_>,
        names: &[Name],
        index: &mut NameIndex,
    ) -> HashMap<usize, usize> {
        let mut order: Vec<(usize, &Name)> =
            names.iter().enumerate().filter(|(_, name)| name.length > 1).collect();
        order.sort_by_key(|(position, name)| (Reverse(name.proper.words().len()), *position));
        let mut full = HashMap::new();
        for (position, name) in order {
            let gender = name.gender(reading);
            let same = |entity: &&usize| {
                self.entities.get(**entity).is_some_and(|other| {
                    let one_name =
                        other.proper == name.proper || other.proper.agrees_with(&name.proper);
                    one_name && !clash(other.gender, gender)
                })
            };
            let bearers = index.by_surname(&name.proper);
            if let Some(&entity) = bearers.iter().rev().take(CANDIDATES).find(same) {
                if let Some(known) = self.entities.get_mut(entity) {
                    known.introduced = known.introduced.min(position);
                }
                full.insert(position, entity);
                continue;
            }
            let ends_longer = bearers.iter().rev().take(CANDIDATES).any(|&entity| {
                self.entities.get(entity).is_some_and(|other| {
                    !other.body
                        && other.length > 1
                        && (other.given || !name.given)
                        && name.proper.is_end_of(&other.proper)
                })
            });
            if !ends_longer {
                full.insert(position, self.add(reading, name, position, index));
            }
        }
        full
    }

    /// "the European Central Bank (ECB)": the letters in brackets are the body named in front of them.
    fn take_acronym(
        &mut self,
        reading: &Reading<'_>,
        name: &Name,
        index: &mut NameIndex,
    ) -> Option<usize> {
        let is =
            |at: usize, kind: Kind| reading.tokens.get(at).is_some_and(|token| token.kind == kind);
        let open = name.first.checked_sub(1)?;
        let owner = self.mentions.last().filter(|owner| owner.last + 1 == open)?.entity;
        let letters = name.proper.words().concat();
        let entity = self.entities.get_mut(owner)?;
        let initials = initials(&entity.proper);
        let stands_for = name.length == 1 && letters.len() > 1 && initials.contains(&letters);
        if !stands_for || !is(open, Kind::Open) || !is(name.last + 1, Kind::Close) {
            return None;
        }
        entity.acronym = Some(name.proper.clone());
        entity.body |= !entity.person;
        index.add(&name.proper, owner);
        Some(owner)
    }

    /// "The International Monetary Fund … the IMF": the letters are those of the only name that has them.
    fn spelled_out(
        &mut self,
        reading: &Reading<'_>,
        name: &Name,
        index: &mut NameIndex,
    ) -> Option<usize> {
        let token = reading.tokens.get(name.first)?;
        let letters = name.proper.words().concat();
        if name.length > 1 || !token.has(Class::ALL_CAPITALS) || letters.len() < FEWEST_LETTERS {
            return None;
        }
        let [owner] = index.by_initials(&letters) else { return None };
        let owner = *owner;
        let entity = self.entities.get_mut(owner).filter(|entity| !entity.person)?;
        entity.acronym = Some(name.proper.clone());
        entity.body = true;
        index.add(&name.proper, owner);
        Some(owner)
    }

    fn add(
        &mut self,
        reading: &Reading<'_>,
        name: &Name,
        position: usize,
        index: &mut NameIndex,
    ) -> usize {
        let entity = self.entities.len();
        index.add(&name.proper, entity);
        let mut new = Entity {
            proper: name.proper.clone(),
            length: name.length,
            given: name.given,
            compound: name.compound,
            introduced: position,
            ..Entity::default()
        };
        new.take_name(reading, name);
        self.entities.push(new);
        entity
    }

    /// The owner of a short name: whoever bears it and was named last, else whoever will be named first.
    fn short_name(
        &self,
        reading: &Reading<'_>,
        name: &Name,
        index: &NameIndex,
        last_seen: &HashMap<usize, usize>,
    ) -> Option<usize> {
        let gender = name.gender(reading);
        let best = |bearers: &[usize], is_short_for: &dyn Fn(&Entity) -> bool| {
            bearers
                .iter()
                .rev()
                .take(CANDIDATES)
                .filter_map(|&number| Some((number, self.entities.get(number)?)))
                .filter(|(_, entity)| !clash(entity.gender, gender) && is_short_for(entity))
                .max_by_key(|(number, entity)| {
                    (
                        entity.proper.generation() == name.proper.generation(),
                        !gender.is_empty() && entity.gender == gender,
                        last_seen.get(number),
                        Reverse(entity.introduced),
                    )
                })
                .map(|(number, _)| number)
        };
        let surname = |entity: &Entity| {
            entity.proper == name.proper
                || entity.acronym.as_ref() == Some(&name.proper)
                || (entity.length > 1 && (!entity.compound || name.compound)
                    || entity.proper.words().first().is_some_and(|it| is_particle(it)))
                    && name.proper.is_end_of(&entity.proper)
        };
        let given = |entity: &Entity| {
            let next = entity.proper.words().get(name.proper.words().len());
            // "the Bank" for the Bank of England, but not "Marks" for Marks & Spencer.
            let head = !entity.compound || next.is_some_and(|word| word == "of" || word == "for");
            !entity.thing && head && entity.proper.words().starts_with(name.proper.words())
        };
        best(index.by_surname(&name.proper), &surname)
            .or_else(|| best(index.by_given(&name.proper), &given))
            .or_else(|| {
                // Of two surnames the first: "Sánchez" for Pedro Sánchez Prados.
                let inner = |entity: &Entity| {
                    !entity.body && !entity.thing && !entity.definite && name.length == 1
                };
                best(index.by_inner(&name.proper), &inner)
            })
    }

    /// Learns gender, role and age from what stands beside the name.
    fn describe(&mut self, reading: &Reading<'_>, name: &Name, entity: usize) {
        let Some(entity) = self.entities.get_mut(entity) else { return };
        if entity.gender.is_empty() {
            entity.gender = name.gender(reading);
        }
        entity.person |= name.titled(reading);
        entity.certain |= !name.opens;
        entity.definite |= name.whole == name.first
            && name.whole.checked_sub(1).and_then(|before| reading.tokens.get(before)).is_some_and(
                |before| before.has(Class::DETERMINER) && !before.has(Class::POSSESSIVE),
            );
        entity.learn_roles(reading, role_before(reading, name.whole)..name.first);
        if let Some(range) = role_behind(reading, name.last) {
            entity.learn_roles(reading, range);
        }
        entity.learn_age(reading, name.last);
    }
}

impl Entity {
    /// Takes what the name itself shows: how it is written, whether it is a body's, the gender of its given name.
    fn take_name(&mut self, reading: &Reading<'_>, name: &Name) {
        let tokens = reading.tokens.get(name.first..=name.last).unwrap_or_default();
        let Some((first, last)) = tokens.first().zip(tokens.last()) else { return };
        let text = reading.text.get(first.start()..last.end()).unwrap_or_default();
        let stopped = name.whole < name.first
            && without_stop(reading.word(last)).len() < reading.word(last).len();
        let text = if stopped { text.trim_end_matches('.') } else { text };
        self.name = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_turn =
            reading.tokens.get(name.last + 1).is_some_and(|next| next.kind == Kind::Colon);
        let acronym = name.length == 1
            && first.has(Class::ALL_CAPITALS)
            && self.name.len() > 1
            && !first.has(Class::GIVEN)
            && !is_label([self.name.as_str()])
            && !is_turn;
        self.body = last.has(Class::BODY) || acronym;
        let letters = name.length == 1 && is_thing_in_letters(&self.name);
        self.body &= !letters;
        self.thing = letters || !self.body && is_thing(reading, name);
        if !self.body && !self.thing && first.has(Class::GIVEN) {
            self.person |= name.length > 1;
            if self.gender.is_empty() {
                self.gender = gender_of(first.class);
            }
        }
        let shouted =
            self.name.len() > 3 && tokens.iter().all(|token| token.has(Class::ALL_CAPITALS));
        if shouted && is_turn {
            self.name = title_case(&self.name);
        }
    }

    fn learn_roles(&mut self, reading: &Reading<'_>, range: Range<usize>) {
        for token in reading.tokens.get(range).unwrap_or_default() {
            if !token.is_word()
                || token.has(Class::DETERMINER.with(Class::PREPOSITION))
                || self.roles.len() >= MOST_ROLES
            {
                continue;
            }
            let words = reading.word(token).split_whitespace().map(str::to_lowercase);
            self.roles.extend(words);
            if token.has(Class::ROLE) {
                self.person = !self.body;
                if self.gender.is_empty() && !token.has(Class::PLURAL) {
                    self.gender = gender_of(token.class);
                }
            }
        }
    }

    /// "Joy Eze, 22,"
    fn learn_age(&mut self, reading: &Reading<'_>, last: usize) {
        let tokens = &reading.tokens;
        let is = |at: usize, kind: Kind| tokens.get(at).is_some_and(|token| token.kind == kind);
        let closed =
            [Kind::Comma, Kind::Stop, Kind::Close].into_iter().any(|kind| is(last + 3, kind));
        if let Some(age) = tokens.get(last + 2)
            && is(last + 1, Kind::Comma)
            && age.kind == Kind::Number
            && closed
        {
            self.age = Some(reading.word(age).to_owned());
            self.person = true;
        }
    }
}

/// Whether the name itself is one of a thing: "Peter Hale Bridge", "Storm Anna". Of two words, a given name and "Lake" are
/// those of a person, unless an article stands in front.
fn is_thing(reading: &Reading<'_>, name: &Name) -> bool {
    let word = |at: usize| reading.tokens.get(at).map(|token| reading.word(token));
    let article = name.whole.checked_sub(1).and_then(|before| reading.tokens.get(before));
    let article = article.is_some_and(|token| token.has(Class::DETERMINER));
    let before =
        (name.whole..=name.first).any(|at| at < name.last && word(at).is_some_and(is_thing_before));
    let behind = name.length > 1 && word(name.last).is_some_and(is_thing_behind);
    before || behind && (name.length > 2 || !name.given || article)
}

/// Whether a small word beside the name makes a thing of it: "the Millau viaduct", "the ferry Anna Grant".
fn is_beside_thing(reading: &Reading<'_>, name: &Name) -> bool {
    let token = |at: usize| reading.tokens.get(at).filter(|token| token.is_word());
    let small = |at: usize| token(at).filter(|token| !token.has(Class::CAPITAL));
    let behind = small(name.last + 1)
        .is_some_and(|token| token.form.is_empty() && is_thing_behind(reading.word(token)));
    let vessel = name.whole.checked_sub(1).and_then(small);
    let article = name.whole.checked_sub(2).and_then(token);
    let before = vessel.is_some_and(|token| is_thing_before(reading.word(token)))
        && article.is_some_and(|token| token.has(Class::DETERMINER));
    behind || before
}

/// How many bearers of one word are compared: ten thousand Smiths must not make the work quadratic.
const CANDIDATES: usize = 24;
/// How many role words are kept of one entity.
const MOST_ROLES: usize = 24;

fn clash(one: Class, other: Class) -> bool {
    !one.is_empty() && !other.is_empty() && one != other
}

fn title_case(name: &str) -> String {
    let mut start = true;
    name.chars()
        .flat_map(|c| {
            let lower = !start && c.is_alphabetic();
            start = !c.is_alphabetic();
            if lower { c.to_lowercase().collect::<Vec<_>>() } else { vec![c] }
        })
        .collect()
}
