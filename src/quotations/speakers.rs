//! Who speaks in the corpus: one entry a person, office or text, found again under its aliases.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use crate::check::LISTS;
use crate::check::words::words;
use crate::quotation::{Speaker, SpeakerKind};

/// Number of a speaker in [`Speakers`].
pub type SpeakerId = u32;

/// All who speak in a corpus.
#[derive(Debug, Default)]
pub struct Speakers {
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    name: String,
    /// Words of all the names, folded, without titles.
    aliases: Vec<Vec<String>>,
    is_person: bool,
    /// Those who speak together under this name; empty for one speaker.
    members: Vec<SpeakerId>,
}

/// A name as it stands in a document.
struct Mention<'m> {
    document: usize,
    name: &'m str,
    words: Vec<String>,
    is_person: bool,
}

impl Speakers {
    /// Brings the speakers of all documents together. Gives the number of each, in order.
    ///
    /// The same first and last name is the same person; a last name alone is the person of that name if there is one
    /// alone in the corpus or in the document. Two people with one last name stay two.
    #[must_use]
    pub fn gather<'m>(mentions: impl Iterator<Item = (usize, &'m Speaker)>) -> (Self, Vec<SpeakerId>) {
        let mentions: Vec<Mention<'m>> = mentions
            .map(|(document, speaker)| Mention {
                document,
                name: &speaker.name,
                words: bare(&speaker.name),
                is_person: speaker.kind == SpeakerKind::Person,
            })
            .collect();
        let mut gathering = Gathering::default();
        gathering.learn(&mentions);
        let ids: Vec<SpeakerId> = mentions.iter().map(|mention| gathering.id(mention)).collect();
        (gathering.finish(), ids)
    }

    /// The name under which a speaker is shown.
    #[must_use]
    pub fn name(&self, id: SpeakerId) -> &str {
        self.entries.get(id as usize).map_or("", |entry| &entry.name)
    }

    /// Whether `id` is one of `asked`, or speaks together with one of them.
    #[must_use]
    pub fn is_among(&self, id: SpeakerId, asked: &[SpeakerId]) -> bool {
        asked.contains(&id)
            || self.entries.get(id as usize).is_some_and(|entry| entry.members.iter().any(|member| asked.contains(member)))
    }

    /// Whether the two are the same or speak together.
    #[must_use]
    pub fn are_one(&self, one: SpeakerId, other: SpeakerId) -> bool {
        let members = |id: SpeakerId| {
            let joint = self.entries.get(id as usize).map_or(&[][..], |entry| &entry.members);
            std::iter::once(id).chain(joint.iter().copied())
        };
        members(one).any(|id| members(other).any(|there| there == id))
    }

    /// Whom a typed name means: all of that name, or if there is none, those whose name it may be a slip for.
    #[must_use]
    pub fn find(&self, typed: &str) -> Vec<SpeakerId> {
        let typed = bare(typed);
        if typed.is_empty() {
            return vec![];
        }
        let matching = |fits: &dyn Fn(&Entry, &[String]) -> bool| -> Vec<SpeakerId> {
            (0..)
                .zip(&self.entries)
                .filter(|(_, entry)| entry.aliases.iter().any(|alias| fits(entry, alias)))
                .map(|(id, _)| id)
                .collect()
        };
        let exact = matching(&|_, alias| alias == typed.as_slice());
        // "Smith" alone is everybody of that name, "Anna Smith" is one of them.
        if !exact.is_empty() && typed.len() > 1 {
            return exact;
        }
        let named = matching(&|entry, alias| {
            if entry.is_person && entry.members.is_empty() { is_name_of(&typed, alias, |a, b| a == b) } else { is_part_of(&typed, alias) }
        });
        if !named.is_empty() {
            return named;
        }
        matching(&|entry, alias| entry.is_person && is_name_of(&typed, alias, is_slip_of_name))
    }

    /// Names for what was typed so far, at most `limit`: those that start with it, those with a word that starts with
    /// it, then those for which it may be a slip.
    #[must_use]
    pub fn suggest(&self, typed: &str, limit: usize) -> Vec<&str> {
        let wanted: Vec<String> = words(typed).into_iter().map(|word| romanized(&word.folded)).collect();
        let wanted = wanted.join(" ");
        let slips = self.find(typed);
        let mut ranked: Vec<(usize, usize, &str)> = Vec::new();
        for (place, entry) in self.entries.iter().enumerate() {
            let rank = entry.aliases.iter().filter_map(|alias| {
                let starts = (0..alias.len()).position(|at| alias[at..].join(" ").starts_with(&wanted));
                starts.or_else(|| slips.contains(&(place as SpeakerId)).then_some(usize::MAX / 2))
            });
            if let Some(rank) = rank.min() {
                ranked.push((rank.min(1000) + usize::from(!entry.is_person), place, entry.name.as_str()));
            }
        }
        ranked.sort_unstable();
        ranked.into_iter().take(limit).map(|(.., name)| name).collect()
    }

    /// All names, in the order in which they first speak.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.name.as_str())
    }
}

/// Speakers on their way.
#[derive(Default)]
struct Gathering {
    entries: Vec<Entry>,
    counts: Vec<BTreeMap<String, usize>>,
    by_key: HashMap<String, SpeakerId>,
    /// Persons with a full name, by last name: their keys, and the documents that have them.
    families: HashMap<String, BTreeMap<String, HashSet<usize>>>,
}

impl Gathering {
    fn learn(&mut self, mentions: &[Mention<'_>]) {
        for mention in mentions.iter().filter(|mention| mention.is_person && mention.words.len() > 1) {
            if let Some(last) = mention.words.last() {
                let family = self.families.entry(last.clone()).or_default();
                family.entry(key(&mention.words)).or_default().insert(mention.document);
            }
        }
    }

    fn id(&mut self, mention: &Mention<'_>) -> SpeakerId {
        let members: Vec<SpeakerId> = together(mention.name)
            .map(|names| {
                let of = |name| Mention { document: mention.document, name, words: bare(name), is_person: mention.is_person };
                names.into_iter().map(|name| self.id(&of(name))).collect()
            })
            .unwrap_or_default();
        let key = if mention.is_person && members.is_empty() { self.person(mention) } else { mention.words.join(" ") };
        let fresh = SpeakerId::try_from(self.entries.len()).unwrap_or(SpeakerId::MAX);
        let id = *self.by_key.entry(key).or_insert(fresh);
        if id == fresh {
            self.entries.push(Entry { name: String::new(), aliases: vec![], is_person: mention.is_person, members });
            self.counts.push(BTreeMap::new());
        }
        let entry = &mut self.entries[id as usize];
        if !entry.aliases.contains(&mention.words) {
            entry.aliases.push(mention.words.clone());
        }
        *self.counts[id as usize].entry(mention.name.to_owned()).or_default() += 1;
        id
    }

    /// The key of the person that is meant.
    fn person(&self, mention: &Mention<'_>) -> String {
        let own = key(&mention.words);
        let Some(family) = mention.words.last().and_then(|last| self.families.get(last)) else { return own };
        let may_be = |other: &&String| match mention.words.as_slice() {
            [_] => true,
            // "J. Kushner"
            [first, ..] if first.len() == 1 => other.starts_with(first.as_str()),
            _ => **other == own,
        };
        let candidates: Vec<&String> = family.keys().filter(may_be).collect();
        let here = |key: &&&String| family[**key].contains(&mention.document);
        let at_home: Vec<_> = candidates.iter().filter(here).collect();
        match (candidates.as_slice(), at_home.as_slice()) {
            ([one], _) => (*one).clone(),
            (_, [one]) => (**one).clone(),
            _ => own,
        }
    }

    /// Each speaker is shown under the name that is longest by words, then most frequent, then first by letters.
    fn finish(mut self) -> Speakers {
        for (entry, counts) in self.entries.iter_mut().zip(&self.counts) {
            let most = counts.iter().max_by_key(|(name, count)| {
                (bare(name).len().min(3), **count, std::cmp::Reverse((*name).clone()))
            });
            entry.name = most.map(|(name, _)| name.clone()).unwrap_or_default();
        }
        Speakers { entries: self.entries }
    }
}

/// First and last name: what stands between differs from house to house.
fn key(words: &[String]) -> String {
    match words {
        [first, .., last] => format!("{first} {last}"),
        [one] => one.clone(),
        [] => String::new(),
    }
}

/// The names of those who speak together ("Belgium and Croatia").
fn together(name: &str) -> Option<Vec<&str>> {
    let (first, last) = name.split_once(" and ")?;
    let names: Vec<&str> = first.split(", ").chain([last]).map(str::trim).filter(|name| !name.is_empty()).collect();
    let are_names = names.iter().all(|name| name.split_whitespace().last().is_some_and(|word| word.starts_with(char::is_uppercase)));
    (are_names && names.len() > 1 && !last.contains(" and ")).then_some(names)
}

/// The words of a name: folded, without titles and articles in front and "Jr" behind.
fn bare(name: &str) -> Vec<String> {
    // "Mr Trump's envoy Steve Witkoff": what stands before the last "'s" says whose envoy it is.
    let own = name.rsplit_once("'s ").or_else(|| name.rsplit_once("’s ")).map_or(name, |(_, own)| own);
    let all: Vec<String> = words(own).into_iter().map(|word| word.folded).collect();
    let skip = all.iter().take_while(|word| TITLES.contains(word.as_str())).count();
    // A title alone is all the name there is ("the prime minister").
    let from = if skip == all.len() { all.iter().take_while(|word| is_article(word)).count() } else { skip };
    let mut names: Vec<String> = all[from..].iter().map(|word| romanized(word)).collect();
    if names.len() > 1 && names.last().is_some_and(|last| matches!(last.as_str(), "jr" | "sr" | "ii" | "iii")) {
        names.pop();
    }
    names
}

fn is_article(word: &str) -> bool {
    matches!(word, "the" | "a" | "an" | "one")
}

/// Endings that are one letter in the language they come from: Zelenskyy, Zelenskiy, Zelenskij, Zelensky.
fn romanized(word: &str) -> String {
    let endings = ["iyy", "yy", "iy", "yi", "ij", "ii", "yj"];
    let ending = endings.iter().find_map(|ending| word.strip_suffix(ending).filter(|bare| bare.len() > 3));
    ending.map_or_else(|| word.to_owned(), |bare| format!("{bare}y"))
}

/// Whether a typed name is a name of the person: the last names fit, and no first name contradicts.
fn is_name_of(typed: &[String], name: &[String], fits: impl Fn(&str, &str) -> bool) -> bool {
    let (Some(last), Some(surname)) = (typed.last(), name.last()) else { return false };
    let first_alone = typed.len() == 1 && name.len() > 1 && *last == name[0];
    if !fits(last, surname) && !first_alone {
        return false;
    }
    let givens = &name[..name.len() - 1];
    typed[..typed.len() - 1].iter().all(|word| {
        let is_initial = |given: &String| given.starts_with(word.as_str()) && word.len() == 1;
        givens.is_empty()
            || givens.iter().any(|given| fits(word, given) || is_initial(given))
            || TITLES.contains(word.as_str())
            || LISTS.is_country(word)
    })
}

/// Whether the typed words stand in the name in a row.
fn is_part_of(typed: &[String], name: &[String]) -> bool {
    name.windows(typed.len()).any(|window| window == typed)
}

/// Slips in names: the letters of names are less known than those of words, the first one too.
fn is_slip_of_name(typed: &str, name: &str) -> bool {
    let length = typed.chars().count().min(name.chars().count());
    let allowed = match length {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    };
    typed == name || strsim::damerau_levenshtein(typed, name) <= allowed
}

/// Titles and roles that stand before names.
static TITLES: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let file = include_str!("../../config/attribution/people.toml");
    let table: toml::Table = toml::from_str(file).unwrap_or_default();
    let lists = ["titles", "roles"].iter().filter_map(|list| table.get(*list)?.as_table());
    let words = lists.flat_map(toml::Table::values).filter_map(toml::Value::as_str);
    let words = words.flat_map(str::split_whitespace).map(str::to_owned);
    words.chain(["the", "a", "an", "one", "former", "former", "us", "uk", "united_states", "united_kingdom"].map(str::to_owned)).collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str) -> Speaker {
        Speaker { name: name.to_owned(), kind: SpeakerKind::Person }
    }

    #[test]
    fn one_person_is_found_under_all_names() {
        let names = ["Volodymyr Zelensky", "Zelenskyy", "Volodymyr Zelenskiy", "Anna Smith", "John Smith", "Smith", "Steve Witkoff"];
        let speakers: Vec<_> = names.iter().map(|name| person(name)).collect();
        let (speakers, ids) = Speakers::gather(speakers.iter().map(|speaker| (0, speaker)));
        assert_eq!(ids[0], ids[1]);
        assert_eq!(ids[0], ids[2]);
        assert_ne!(ids[3], ids[4], "two people with one surname");
        assert!(ids[5] != ids[3] && ids[5] != ids[4], "a surname that two people have is neither of them");
        let check = |typed: &str, expected: &[SpeakerId]| assert_eq!(speakers.find(typed), expected, "{typed}");
        check("zelensky", &[ids[0]]);
        check("President Zelenskyy", &[ids[0]]);
        check("Ukrainian President Volodymyr Zelenskij", &[ids[0]]);
        check("Zelinsky", &[ids[0]]);
        check("Anna Smith", &[ids[3]]);
        check("Mr Smith", &[ids[3], ids[4], ids[5]]);
        check("witkof", &[ids[6]]);
        check("Boris Witkoff", &[]);
        check("Johnson", &[]);
        check("", &[]);
        assert_eq!(speakers.suggest("wit", 5), ["Steve Witkoff"]);
        assert_eq!(speakers.suggest("anna", 5), ["Anna Smith"]);
    }
}
