//! Words that stand for the same thing or for its opposite: near synonyms, countries with their people and capitals.
//!
//! Only a question is widened by them, never an article; what is found through them counts for less.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::english::geography::COUNTRIES;
use crate::english::lexicon::Term;
use crate::english::lists::LISTS;
use crate::english::{data, dictionary, lexicon};

/// A word that may stand in an article for another one of a question.
#[derive(Debug, Clone, PartialEq)]
pub struct Related {
    /// Its stem.
    pub stem: String,
    /// How much it counts against the word itself, above 0 and below 1.
    pub share: f32,
}

/// The words that may stand for the one with this stem, in the order of the alphabet.
#[must_use]
pub fn related(stem: &str) -> &'static [Related] {
    RELATED.similar.get(stem).map_or(&[], Vec::as_slice)
}

/// The words that may stand for a word of a question, in the order of the alphabet: those above, and those of the
/// dictionary, unless the word must be meant strictly: a name has no meaning that another word could have.
#[must_use]
pub fn of(term: &Term, is_strict: bool) -> Vec<Related> {
    let mut words: BTreeMap<String, f32> = BTreeMap::new();
    let mut add = |stem: String, share: f32| {
        if stem != term.stem() {
            let best = words.entry(stem).or_default();
            *best = best.max(share);
        }
    };
    for other in related(term.stem()) {
        add(other.stem.clone(), other.share);
    }
    if !is_strict {
        for (word, share) in dictionary::standing_for(term.word()) {
            add(lexicon::stem(word), share);
        }
    }
    words.into_iter().map(|(stem, share)| Related { stem, share }).collect()
}

/// The words that may stand for a verb with the word behind it: "investigate" for "look into".
pub fn of_phrase(verb: &str, behind: &str) -> impl Iterator<Item = Related> {
    let bases = [Some(verb), dictionary::base(verb)].into_iter().flatten();
    let known = bases
        .filter_map(move |base| RELATED.phrases.get(&format!("{base} {behind}")))
        .flatten()
        .cloned();
    let of_dictionary = dictionary::standing_for_phrase(verb, behind)
        .into_iter()
        .map(|(word, share)| Related { stem: lexicon::stem(word), share });
    known.chain(of_dictionary)
}

/// The words that mean the opposite of a word, whichever of its two forms this is: its folded form or its stem.
pub fn opposites(form: &str) -> impl Iterator<Item = &'static str> {
    RELATED.opposite.get(form).into_iter().flatten().map(String::as_str)
}

/// Whether a word turns a statement round.
#[must_use]
pub fn is_negation(word: &str) -> bool {
    LISTS.is_negation(&word.replace('\'', "")) || RELATED.negation.contains(word)
}

/// How much a word counts that only shares the root of the one asked for.
#[must_use]
pub fn family_share() -> f32 {
    RELATED.family
}

/// Whether a word is the name of a country or a capital.
#[must_use]
pub fn is_place(stem: &str) -> bool {
    RELATED.places.contains(stem)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RelatedData {
    same: Vec<Vec<String>>,
    similar: Vec<Vec<String>>,
    asked: BTreeMap<String, Vec<String>>,
    phrases: BTreeMap<String, Vec<String>>,
    opposite: Vec<(String, String)>,
    negation: HashSet<String>,
    share: Share,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Share {
    same: f32,
    similar: f32,
    people: f32,
    capital: f32,
    seat: f32,
    family: f32,
}

struct Tables {
    similar: HashMap<String, Vec<Related>>,
    /// By the two words with a blank between them.
    phrases: HashMap<String, Vec<Related>>,
    opposite: HashMap<String, HashSet<String>>,
    negation: HashSet<String>,
    places: HashSet<String>,
    family: f32,
}

static RELATED: LazyLock<Tables> =
    LazyLock::new(|| Tables::new(data("related.toml", include_str!("../../config/related.toml"))));

/// How much each word of a pair counts for the other, by stems.
#[derive(Default)]
struct Pairs(HashMap<String, BTreeMap<String, f32>>);

impl Pairs {
    fn relate(&mut self, one: &str, other: &str, share: f32) {
        if one != other {
            let others = self.0.entry(one.to_owned()).or_default();
            let best = others.entry(other.to_owned()).or_default();
            *best = best.max(share);
        }
    }

    fn relate_words(&mut self, data: &RelatedData) {
        let share = &data.share;
        for (groups, share) in [(&data.same, share.same), (&data.similar, share.similar)] {
            for group in groups {
                let stems: Vec<_> = group.iter().map(|word| lexicon::stem(word)).collect();
                for one in &stems {
                    stems.iter().for_each(|other| self.relate(one, other, share));
                }
            }
        }
        for (one, others) in &data.asked {
            let one = lexicon::stem(one);
            others.iter().for_each(|other| self.relate(&one, &lexicon::stem(other), share.similar));
        }
    }

    /// Relates countries with their peoples and capitals; the stems of the places.
    fn relate_places(&mut self, share: &Share) -> HashSet<String> {
        let mut places = HashSet::new();
        for country in COUNTRIES.iter() {
            let names = std::iter::once((&country.name, 1.0))
                .chain(country.people.iter().map(|name| (name, share.people)))
                .chain(country.capital.iter().map(|name| (name, share.capital)))
                .chain(country.seat.iter().map(|name| (name, share.seat)));
            let names: Vec<_> = names.map(|(name, share)| (lexicon::stem(name), share)).collect();
            for (one, first) in &names {
                for (other, second) in &names {
                    self.relate(one, other, first.min(*second));
                }
            }
            places.insert(lexicon::stem(&country.name));
            places.extend(country.capital.iter().map(|name| lexicon::stem(name)));
        }
        places
    }
}

/// The opposites of words, in both of their forms.
fn turned_round(data: &RelatedData) -> HashMap<String, HashSet<String>> {
    let mut opposite: HashMap<String, HashSet<String>> = HashMap::new();
    let turned = data.opposite.iter().map(|(one, other)| (one.as_str(), other.as_str()));
    for (one, other) in turned.chain(LISTS.opposites()) {
        for form in [|word: &str| word.to_owned(), |word: &str| lexicon::stem(word)] {
            let (one, other) = (form(one), form(other));
            opposite.entry(one.clone()).or_default().insert(other.clone());
            opposite.entry(other).or_default().insert(one);
        }
    }
    opposite
}

impl Tables {
    fn new(data: RelatedData) -> Self {
        let share = &data.share;
        let mut pairs = Pairs::default();
        pairs.relate_words(&data);
        let places = pairs.relate_places(share);
        let told = |words: Vec<String>| -> Vec<Related> {
            let stems = words.iter().map(|word| lexicon::stem(word));
            stems.map(|stem| Related { stem, share: share.similar }).collect()
        };
        let list = |words: BTreeMap<String, f32>| {
            words.into_iter().map(|(stem, share)| Related { stem, share }).collect()
        };
        Self {
            opposite: turned_round(&data),
            phrases: data.phrases.into_iter().map(|(key, words)| (key, told(words))).collect(),
            similar: pairs.0.into_iter().map(|(stem, words)| (stem, list(words))).collect(),
            negation: data.negation,
            places,
            family: data.share.family,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(one: &str, other: &str) -> f32 {
        let other = lexicon::stem(other);
        let found = related(&lexicon::stem(one)).iter().find(|related| related.stem == other);
        found.map_or(0.0, |related| related.share)
    }

    #[test]
    fn a_reader_may_use_other_words_than_an_article() {
        let check = |one: &str, other: &str| {
            assert!(share(one, other) > 0.0, "{one} should stand for {other}");
            assert!((share(one, other) - share(other, one)).abs() < f32::EPSILON, "{one}, {other}");
        };
        check("Berlin", "Germany");
        check("Berlin", "German");
        check("Danish", "Denmark");
        check("White House", "US");
        check("soldiers", "troops");
        check("sent", "deployed");
        check("summits", "meeting");
        check("British", "UK");
    }

    #[test]
    fn other_things_stay_other() {
        let check = |one: &str, other: &str| assert!(share(one, other) <= 0.0, "{one} and {other}");
        check("Germany", "France");
        check("Berlin", "Paris");
        check("troops", "summit");
        check("troops", "troops");
    }

    #[test]
    fn opposites_are_known_both_ways() {
        let are = |one: &str, other: &str| {
            let (one, other) = (lexicon::terms(one).remove(0), lexicon::terms(other).remove(0));
            opposites(one.word()).any(|opposite| opposite == other.word())
                || opposites(one.stem()).any(|opposite| opposite == other.stem())
        };
        assert!(are("increased", "decreases"));
        assert!(are("lowest", "highest"));
        assert!(!are("high", "highest"));
        assert!(is_negation("not") && !is_negation("note"));
    }
}
