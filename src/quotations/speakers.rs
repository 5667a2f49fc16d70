//! Who speaks in the corpus: one entry a person, office or text, found again under its aliases.

use std::collections::BTreeSet;

use crate::attribute;
use crate::english::lexicon::fold;
use crate::english::names::{PersonName, spelling, without_umlauts};
use crate::english::offices::{self, Offices};
use crate::english::words::words;
use crate::model::document::Document;
use crate::model::quotation::SpeakerKind;

/// Number of a speaker in [`Speakers`].
pub type SpeakerId = u32;

/// All who speak in a corpus.
#[derive(Debug, Default)]
pub struct Speakers {
    entries: Vec<Entry>,
    offices: Offices,
    /// What else those are called who speak: "Rovers coach", from "Rovers coach Anna Brandt".
    roles: BTreeSet<(Vec<String>, SpeakerId)>,
}

#[derive(Debug)]
struct Entry {
    name: String,
    /// All the names, without titles, as they stand and in one spelling.
    aliases: Vec<Alias>,
    is_person: bool,
    /// Those who speak together under this name; empty for one speaker.
    members: Vec<SpeakerId>,
}

#[derive(Debug)]
struct Alias {
    /// As it is written.
    written: String,
    name: PersonName,
    spelled: PersonName,
}

impl Alias {
    fn of(name: &str) -> Option<Self> {
        let written = name.to_owned();
        let name = PersonName::parse(without_titles(name));
        let spelled = name.spelled();
        (!name.words().is_empty()).then_some(Self { written, name, spelled })
    }
}

impl Speakers {
    /// The voices of a corpus, each by its place among them.
    #[must_use]
    pub fn of(registry: &attribute::Speakers) -> Self {
        let voices = registry.voices();
        let entries: Vec<Entry> = voices
            .iter()
            .map(|voice| Entry {
                name: voice.name.clone(),
                aliases: voice.aliases.iter().filter_map(|alias| Alias::of(alias)).collect(),
                is_person: voice.kind == SpeakerKind::Person,
                members: vec![],
            })
            .collect();
        let mut speakers = Self { entries, offices: Offices::default(), roles: BTreeSet::new() };
        let members: Vec<Vec<SpeakerId>> =
            voices.iter().map(|voice| speakers.members(&voice.name)).collect();
        for (entry, members) in speakers.entries.iter_mut().zip(members) {
            entry.members = members;
        }
        speakers
    }

    /// Reads from the articles who holds which office.
    pub(super) fn set_offices(&mut self, documents: &[Document]) {
        for document in documents {
            for block in document.blocks().iter().filter(|block| block.kind.is_served()) {
                self.offices.read(document.slice(block.span));
            }
        }
    }

    /// Remembers what a speaker is called besides the name, where the words that name the source say it.
    pub(super) fn add_role(&mut self, id: SpeakerId, source: &str) {
        let Some(entry) = self.entries.get(id as usize).filter(|entry| entry.is_person) else {
            return;
        };
        let all: Vec<String> = words(source).into_iter().map(|word| word.folded).collect();
        let is_name = |word: &String| {
            entry.aliases.iter().any(|alias| alias.spelled.words().contains(&spelling(word)))
        };
        let before: Vec<String> = all.into_iter().take_while(|word| !is_name(word)).collect();
        if before.iter().any(|word| offices::is_title(word)) {
            self.roles.insert((before, id));
        }
    }

    /// All who are called what was typed, if that names a role: "the Rovers coach".
    fn in_role(&self, typed: &str) -> Vec<SpeakerId> {
        let typed: Vec<String> = words(typed).into_iter().map(|word| word.folded).collect();
        let typed: Vec<&String> = typed
            .iter()
            .filter(|word| !is_article(word) && !matches!(word.as_str(), "of" | "for"))
            .collect();
        if !typed.iter().any(|word| offices::is_title(word)) {
            return vec![];
        }
        let has_all = |role: &Vec<String>| typed.iter().all(|word| role.contains(word));
        let mut found: Vec<SpeakerId> =
            self.roles.iter().filter(|(role, _)| has_all(role)).map(|(_, id)| *id).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Whoever holds the office of this name, if nobody else has the same last name.
    fn in_office(&self, typed: &str) -> Option<SpeakerId> {
        let (office, _) = offices::named(typed)?;
        let name = self.offices.holder(&office)?;
        let has_name = |entry: &Entry| {
            let is_one = entry.is_person && entry.members.is_empty();
            is_one
                && entry
                    .aliases
                    .iter()
                    .any(|alias| alias.spelled.surname() == Some(spelling(name).as_str()))
        };
        let mut named =
            (0..).zip(&self.entries).filter(|(_, entry)| has_name(entry)).map(|(id, _)| id);
        named.next().filter(|_| named.next().is_none())
    }

    /// Those who speak together under a name, as far as they are known alone.
    fn members(&self, name: &str) -> Vec<SpeakerId> {
        let named = |name: &str| match self.find(name).as_slice() {
            [one] => Some(*one),
            _ => None,
        };
        together(name).map_or_else(Vec::new, |names| names.into_iter().filter_map(named).collect())
    }

    /// The name under which a speaker is shown.
    #[must_use]
    pub fn name(&self, id: SpeakerId) -> &str {
        self.entries.get(id as usize).map_or("", |entry| &entry.name)
    }

    /// All names under which a speaker is quoted.
    pub fn aliases(&self, id: SpeakerId) -> impl Iterator<Item = &str> {
        let entry = self.entries.get(id as usize);
        entry.into_iter().flat_map(|entry| entry.aliases.iter().map(|alias| alias.written.as_str()))
    }

    /// The names of all persons, in the order in which they first speak.
    pub fn persons(&self) -> impl Iterator<Item = &str> {
        let persons = self.entries.iter().filter(|entry| entry.is_person);
        persons.map(|entry| entry.name.as_str())
    }

    /// Whether the speaker is a person.
    #[must_use]
    pub fn is_person(&self, id: SpeakerId) -> bool {
        self.entries.get(id as usize).is_some_and(|entry| entry.is_person)
    }

    /// Whether the speaker is one, not several who speak together.
    #[must_use]
    pub fn is_alone(&self, id: SpeakerId) -> bool {
        self.entries.get(id as usize).is_some_and(|entry| entry.members.is_empty())
    }

    /// Whether `id` is one of `asked`, or speaks together with one of them.
    #[must_use]
    pub fn is_among(&self, id: SpeakerId, asked: &[SpeakerId]) -> bool {
        asked.contains(&id)
            || self
                .entries
                .get(id as usize)
                .is_some_and(|entry| entry.members.iter().any(|member| asked.contains(member)))
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

    /// Whom a typed name means: all of that name; if there is none, whoever holds the office of that name, else
    /// those for whose name it may be a slip.
    #[must_use]
    pub fn find(&self, typed: &str) -> Vec<SpeakerId> {
        let (office, in_role) = (self.in_office(typed), self.in_role(typed));
        let Some(typed) = Alias::of(typed) else { return vec![] };
        let matching = |fits: &dyn Fn(&Entry, &Alias) -> bool| -> Vec<SpeakerId> {
            (0..)
                .zip(&self.entries)
                .filter(|(_, entry)| entry.aliases.iter().any(|alias| fits(entry, alias)))
                .map(|(id, _)| id)
                .collect()
        };
        let exact = matching(&|_, alias| alias.spelled == typed.spelled);
        // "Smith" alone is everybody of that name, "Anna Smith" is one of them.
        if !exact.is_empty() && typed.name.words().len() > 1 {
            return exact;
        }
        let same =
            |one: &str, other: &str| one == other || without_umlauts(one) == without_umlauts(other);
        let named = matching(&|entry, alias| {
            if entry.is_person && entry.members.is_empty() {
                typed.spelled.may_mean(&alias.spelled, same)
            } else {
                is_part_of(typed.spelled.words(), alias.spelled.words())
            }
        });
        if !named.is_empty() {
            return named;
        }
        if let Some(holder) = office {
            return vec![holder];
        }
        if !in_role.is_empty() {
            return in_role;
        }
        matching(&|entry, alias| {
            entry.is_person && typed.name.may_mean(&alias.name, is_slip_of_name)
        })
    }

    /// Names for what was typed so far, at most `limit`: those that start with it, those with a word that starts with
    /// it, then those for which it may be a slip; of equals those of one speaker before those of several.
    #[must_use]
    pub fn suggest(&self, typed: &str, limit: usize) -> Vec<&str> {
        let wanted = PersonName::parse(typed).words().join(" ");
        let slips = self.find(typed);
        let mut ranked: Vec<(usize, bool, usize, &str)> = Vec::new();
        for (place, entry) in self.entries.iter().enumerate() {
            let rank = entry.aliases.iter().filter_map(|alias| {
                let words = alias.name.words();
                let starts = (0..words.len()).position(|at| {
                    words.get(at..).is_some_and(|rest| rest.join(" ").starts_with(&wanted))
                });
                starts.or_else(|| slips.contains(&(place as SpeakerId)).then_some(usize::MAX / 2))
            });
            if let Some(rank) = rank.min() {
                ranked.push((
                    rank.min(1000) + usize::from(!entry.is_person),
                    together(&entry.name).is_some(),
                    place,
                    entry.name.as_str(),
                ));
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

/// The names of those who speak together ("Belgium and Croatia").
fn together(name: &str) -> Option<Vec<&str>> {
    let (first, last) = name.split_once(" and ")?;
    let names: Vec<&str> =
        first.split(", ").chain([last]).map(str::trim).filter(|name| !name.is_empty()).collect();
    let are_names = names.iter().all(|name| {
        name.split_whitespace().last().is_some_and(|word| word.starts_with(char::is_uppercase))
    });
    (are_names && names.len() > 1 && !last.contains(" and ")).then_some(names)
}

/// A name without what stands in front of it: titles, articles, whose it is. A title inside of it ends what stands in
/// front ("French President Macron"), unless nothing stands behind.
fn without_titles(name: &str) -> &str {
    // "Mr Trump's envoy Steve Witkoff": what stands before the last "'s" says whose envoy it is.
    let own =
        name.rsplit_once("'s ").or_else(|| name.rsplit_once("’s ")).map_or(name, |(_, own)| own);
    let (mut rest, mut bare) = (own.trim_start(), own.trim_start());
    let (mut leads, mut is_styled) = (true, false);
    while let Some((word, behind)) = rest.split_once(char::is_whitespace) {
        let folded: String = fold(word).chars().filter(|c| c.is_alphanumeric()).collect();
        rest = behind.trim_start();
        let is_title = is_before_names(&folded);
        if is_title && (leads || word.starts_with(char::is_lowercase)) {
            bare = rest;
            is_styled |= matches!(folded.as_str(), "mr" | "mrs" | "ms" | "miss" | "sir" | "dr");
        }
        leads &= is_title || offices::is_of_country(&folded);
    }
    // A title alone is all the name there is ("the prime minister"), but "Mr King" is somebody.
    let is_title_alone = is_before_names(&fold(bare)) && !is_styled;
    if is_title_alone { own } else { bare }
}

fn is_article(word: &str) -> bool {
    matches!(word, "the" | "a" | "an" | "one")
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

/// Whether a word stands before names and belongs to none: a title, a role, an article, whose it is.
fn is_before_names(word: &str) -> bool {
    let others = ["the", "a", "an", "one", "former", "us", "uk", "united_states", "united_kingdom"];
    offices::is_title(word) || others.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::document::DocumentNumber;

    #[test]
    fn one_person_is_found_under_all_names() {
        let texts = [
            "\"We wait,\" Volodymyr Zelensky said. \"No,\" said Anna Smith.",
            "\"We wait,\" Volodymyr Zelenskiy said. \"Yes,\" said John Smith. \"Oui,\" said Steve Witkoff.",
        ];
        let found: Vec<_> = texts.iter().map(|text| attribute::attribute(text)).collect();
        let numbered = found
            .iter()
            .enumerate()
            .map(|(at, found)| (DocumentNumber::new(at), found))
            .flat_map(|(document, found)| found.iter().map(move |one| (document, one)));
        let speakers = Speakers::of(&attribute::Speakers::gather(numbered));
        let id = |name: &str| {
            let at = speakers.names().position(|there| there == name);
            SpeakerId::try_from(at.unwrap_or_else(|| panic!("{name} speaks"))).unwrap()
        };
        let zelensky =
            speakers.names().position(|name| name.starts_with("Volodymyr Zelensk")).unwrap()
                as SpeakerId;
        let (anna, john, witkoff) = (id("Anna Smith"), id("John Smith"), id("Steve Witkoff"));
        let check = |typed: &str, expected: &[SpeakerId]| {
            assert_eq!(speakers.find(typed), expected, "{typed}");
        };
        check("zelensky", &[zelensky]);
        check("President Zelenskyy", &[zelensky]);
        check("Ukrainian President Volodymyr Zelenskij", &[zelensky]);
        check("Zelinsky", &[zelensky]);
        check("Anna Smith", &[anna]);
        let mut smiths = [anna, john];
        smiths.sort_unstable();
        check("Mr Smith", &smiths);
        check("witkof", &[witkoff]);
        check("Boris Witkoff", &[]);
        check("Johnson", &[]);
        check("", &[]);
        assert_eq!(speakers.suggest("wit", 5), ["Steve Witkoff"]);
        assert_eq!(speakers.suggest("anna", 5), ["Anna Smith"]);
    }
    #[test]
    fn one_speaker_is_offered_before_several_together() {
        let text = "“We are done,” Ada Moor and Ben Dahl said. “We will go,” Moor added. “I stay,” said Ada Moor.";
        let found = attribute::attribute(text);
        let numbered = found.iter().map(|one| (DocumentNumber::new(0), one));
        let speakers = Speakers::of(&attribute::Speakers::gather(numbered));
        let names: Vec<_> = speakers.names().collect();
        assert_eq!(names, ["Ada Moor and Ben Dahl", "Ada Moor"]);
        assert_eq!(speakers.suggest("moor", 5), ["Ada Moor", "Ada Moor and Ben Dahl"]);
    }
}
