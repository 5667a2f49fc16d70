//! The names of a text: who is the same, of what gender, in what role.

use std::collections::HashMap;
use std::ops::Range;

use crate::attribute::lexicon::{Class, gender_of};
use crate::attribute::sentences::Reading;
use crate::attribute::tokens::{Kind, Token};

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

/// A capitalised sequence: titles, then the name proper.
struct Name {
    whole: usize,
    first: usize,
    last: usize,
    words: Vec<String>,
    quoted: bool,
}

impl Name {
    fn write(&self, reading: &Reading<'_>, entity: &mut Entity) {
        let tokens = &reading.tokens;
        let span = tokens[self.first].start()..tokens[self.last].end();
        entity.name = reading.text[span].split_whitespace().collect::<Vec<_>>().join(" ");
        let first = &tokens[self.first];
        let next = tokens.get(self.last + 1);
        let acronym = self.words.len() == 1
            && first.has(Class::ALL_CAPITALS)
            && self.words[0].len() > 1
            && !first.has(Class::GIVEN)
            && next.is_none_or(|token| token.kind != Kind::Colon);
        let body = tokens[self.last].has(Class::BODY) || acronym;
        entity.body = body;
        if !body && first.has(Class::GIVEN) {
            entity.person |= self.words.len() > 1;
            if entity.gender.is_empty() {
                entity.gender = gender_of(first.class);
            }
        }
        let shouted = entity.name.len() > 3
            && tokens[self.first..=self.last].iter().all(|token| token.has(Class::ALL_CAPITALS));
        if shouted
            && reading.tokens.get(self.last + 1).is_some_and(|token| token.kind == Kind::Colon)
        {
            entity.name = title_case(&entity.name);
        }
    }

    fn titled(&self, reading: &Reading<'_>) -> bool {
        self.whole < self.first
            && reading.tokens[self.whole..self.first]
                .iter()
                .any(|token| token.has(Class::TITLE.with(Class::ROLE)))
    }

    /// The gender that the title shows.
    fn gender(&self, reading: &Reading<'_>) -> Class {
        let titles = &reading.tokens[self.whole..self.first];
        titles
            .iter()
            .map(|token| gender_of(token.class))
            .find(|gender| !gender.is_empty())
            .unwrap_or_default()
    }
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

fn names(reading: &Reading<'_>) -> Vec<Name> {
    let tokens = &reading.tokens;
    let mut names = Vec::new();
    let mut quoted = reading.quoted.iter().peekable();
    let mut at = 0;
    while at < tokens.len() {
        if !is_name_word(tokens, at) {
            at += 1;
            continue;
        }
        let start = at;
        at += 1;
        while at < tokens.len() && at - start < LONGEST_NAME {
            let second = usize::from(
                tokens[at].has(Class::PARTICLE)
                    && tokens.get(at + 1).is_some_and(|token| {
                        token.has(Class::PARTICLE) && !token.has(Class::CAPITAL)
                    }),
            );
            let particle = tokens[at].has(Class::PARTICLE)
                && !tokens[at].has(Class::CAPITAL)
                && at + 1 + second < tokens.len()
                && is_name_word(tokens, at + 1 + second);
            if particle {
                at += 2 + second;
            } else if is_name_word(tokens, at) {
                at += 1;
            } else {
                break;
            }
        }
        while quoted.peek().is_some_and(|quoted| quoted.last < start) {
            quoted.next();
        }
        // A nickname inside of the name: Billy "The Kid" Marsh.
        let nickname = quoted.peek().filter(|quoted| {
            let short = quoted.last - quoted.first <= 5;
            let behind = quoted.last + 1;
            quoted.first == at && short && behind < tokens.len() && is_name_word(tokens, behind)
        });
        if let Some(nickname) = nickname.filter(|_| tokens[at - 1].has(Class::GIVEN)) {
            at = nickname.last + 2;
        }
        let inside = quoted.peek().is_some_and(|quoted| quoted.first <= start);
        names.extend(name(reading, start, at - 1, inside));
    }
    names
}

/// Longer sequences of capitals are headlines.
const LONGEST_NAME: usize = 9;

fn is_name_word(tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    if !token.is_word() || !token.has(Class::CAPITAL) {
        return false;
    }
    let initial = token.has(Class::ABBREVIATION) && token.end() - token.start() == 2;
    let closed = Class::DETERMINER
        .with(Class::PRONOUN)
        .with(Class::SUBORDINATOR)
        .with(Class::COORDINATOR)
        .with(Class::PREPOSITION)
        .with(Class::AUXILIARY)
        .with(Class::QUESTION)
        .with(Class::OBJECT)
        .with(Class::NEGATION);
    if token.has(closed) && !initial && !token.has(Class::GIVEN) {
        return false;
    }
    let behind_given = at > 0
        && tokens[at - 1].has(Class::GIVEN.with(Class::TITLE))
        && tokens[at - 1].has(Class::CAPITAL);
    let surname = tokens
        .get(at + 1)
        .is_some_and(|next| next.is_word() && next.has(Class::CAPITAL) && !next.has(Class::TIME));
    let dated = at.checked_sub(1).is_some_and(|before| {
        tokens[before].has(Class::PREPOSITION) || tokens[before].kind == Kind::Number
    });
    if token.has(Class::MONTH) && surname && !dated {
        return true;
    }
    if token.has(Class::TIME.with(Class::ADVERB)) {
        return behind_given || token.has(Class::GIVEN) && !token.has(Class::MONTH);
    }
    true
}

/// Splits titles off: "French President Emmanuel Macron" is the name Emmanuel Macron.
fn name(reading: &Reading<'_>, whole: usize, last: usize, quoted: bool) -> Option<Name> {
    let tokens = &reading.tokens;
    let title = Class::TITLE.with(Class::ROLE).with(Class::PEOPLE);
    // Given names that are titles as well ("Dean Kamen", "Major Garrett") open a name unless one stands in front.
    let is_title = |at: usize| {
        let given =
            tokens[at].has(Class::GIVEN) && !(at < last && tokens[at + 1].has(Class::GIVEN));
        tokens[at].has(title) && !given
    };
    let body = tokens[last].has(Class::BODY.with(Class::GROUP));
    let mut first = whole;
    if let Some(behind) = (whole..=last).rev().find(|&at| is_title(at)) {
        if behind < last && !body {
            first = behind + 1;
        } else if behind == last && !body {
            // A title alone ("the President"), or a name that ends like one ("Justin King").
            let named = last > whole && tokens[last - 1].has(Class::GIVEN);
            if !named {
                let all = (whole..=last).all(is_title);
                return (!all && last > whole && !tokens[last].has(Class::TITLE))
                    .then(|| make(reading, whole, whole, last, quoted));
            }
            first = last - 1;
        }
    }
    // The first word of a sentence is a capital by its place: keep it only if it is no verb and no common word.
    let opens = first == whole && opens_sentence(tokens, first);
    // A role that no list knows: "Pianist Eva Stern".
    if opens
        && last >= first + 2
        && !tokens[first].has(Class::GIVEN)
        && tokens[first + 1].has(Class::GIVEN)
        && !body
    {
        first += 1;
    }
    if opens && first < last && is_common(&tokens[first]) {
        first += 1;
    } else if opens && first == last && is_common(&tokens[first]) {
        return None;
    }
    Some(make(reading, whole.min(first), first, last, quoted))
}

fn is_common(token: &Token) -> bool {
    let known = Class::FINITE
        .with(Class::ADVERB)
        .with(Class::ROLE)
        .with(Class::CROWD)
        .with(Class::TEXT)
        .with(Class::GROUP)
        .with(Class::VENUE);
    !token.has(Class::GIVEN) && (token.has(known) || !token.frames.is_empty())
}

fn opens_sentence(tokens: &[Token], at: usize) -> bool {
    at.checked_sub(1).is_none_or(|before| {
        matches!(tokens[before].kind, Kind::Stop | Kind::Break | Kind::Mark(_) | Kind::Colon)
    })
}

fn make(reading: &Reading<'_>, whole: usize, first: usize, last: usize, quoted: bool) -> Name {
    let text = |token: &Token| reading.text[token.span().range()].to_owned();
    let mut marked = false;
    let proper = reading.tokens[first..=last].iter().filter(|token| {
        marked ^= matches!(token.kind, Kind::Mark(_));
        !marked && token.is_word()
    });
    let mut words: Vec<String> = proper.map(text).collect();
    let suffix = |word: &str| {
        ["jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "kc", "qc", "mp", "phd"]
            .contains(&word.to_lowercase().as_str())
    };
    while words.len() > 1 && words.last().is_some_and(|word| suffix(word)) {
        words.pop();
    }
    Name { whole, first, last, words, quoted }
}

/// First token of the role in front of the name: "Labour leader" Keir Starmer, "the union's leader," Sylvie Roux.
fn role_before(reading: &Reading<'_>, whole: usize) -> usize {
    let tokens = &reading.tokens;
    let mut at = whole;
    let mut seen_role = false;
    while at > 0 && whole - at < 9 {
        let token = &tokens[at - 1];
        let comma = token.kind == Kind::Comma
            && at == whole
            && at > 1
            && tokens[at - 2].is_word()
            && !tokens[at - 2].has(Class::CAPITAL);
        let word = token.is_word()
            && !token.has(
                Class::AUXILIARY
                    .with(Class::PRONOUN)
                    .with(Class::SUBORDINATOR)
                    .with(Class::COORDINATOR)
                    .with(Class::FINITE)
                    .with(Class::ED),
            )
            && token.frames.is_empty()
            && (!token.has(Class::PREPOSITION) || token.has(Class::OF));
        if token.has(Class::DETERMINER) {
            if seen_role {
                at -= 1;
            }
            break;
        }
        if !(comma || word || token.kind == Kind::Possessive) {
            break;
        }
        seen_role |= token.has(Class::ROLE.with(Class::TITLE));
        at -= 1;
    }
    if seen_role { at } else { whole }
}

/// The role behind a name: Karim Mahmoud, "a Labour MP,".
fn role_behind(reading: &Reading<'_>, last: usize) -> Option<Range<usize>> {
    let tokens = &reading.tokens;
    if tokens.get(last + 1)?.kind != Kind::Comma {
        return None;
    }
    let first = last + 2;
    let end = (first..tokens.len().min(first + 9))
        .find(|&at| !tokens[at].is_word() && tokens[at].kind != Kind::Possessive)?;
    let lead = tokens.get(first)?;
    let appositive = lead.has(Class::DETERMINER.with(Class::ROLE).with(Class::PEOPLE))
        || tokens[first..end].iter().any(|token| token.has(Class::ROLE));
    let clause = tokens[first..end].iter().any(|token| {
        token.has(Class::AUXILIARY.with(Class::PRONOUN).with(Class::COORDINATOR))
            || !token.frames.is_empty() && !token.has(Class::ROLE.with(Class::TITLE))
    });
    (appositive
        && !clause
        && tokens[first..end].iter().any(|token| token.has(Class::ROLE.with(Class::TITLE))))
    .then_some(first..end)
}
