//! Who holds which office, as the articles themselves say: "French President Emmanuel Macron", "Donald Tusk, the Polish
//! prime minister". So that "the French president" finds somebody in any corpus, with nobody's name in the program.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use crate::english::geography;
use crate::english::lists::LISTS;
use crate::english::words::{Word, words};

/// An office of a country: "French president", "president of France".
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Office {
    /// The country, folded into one word.
    pub country: String,
    /// The words of the office: "foreign", "minister".
    pub role: Vec<String>,
}

/// Who is said to hold which office, and how often.
#[derive(Debug, Clone, Default)]
pub struct Offices {
    said: BTreeMap<(Office, String), usize>,
}

/// Words of an office at most.
const LONGEST: usize = 4;
/// Words of a name at most.
const NAME: usize = 4;

impl Offices {
    /// Reads who holds which office in a text.
    pub fn read(&mut self, text: &str) {
        let words = words(text);
        for at in 0..words.len() {
            let found = [before_name(&words, at), behind_name(text, &words, at)];
            for held in found.into_iter().flatten() {
                *self.said.entry(held).or_default() += 1;
            }
        }
    }

    /// The last name of whoever is most often said to hold an office, folded. The head of a government and its
    /// ministers share words: of several offices with the words asked for, the one that says least else is meant.
    #[must_use]
    pub fn holder(&self, office: &Office) -> Option<&str> {
        let is_it = |held: &Office| {
            held.country == office.country
                && office.role.iter().all(|word| held.role.contains(word))
        };
        let fewest = self
            .said
            .keys()
            .filter(|(held, _)| is_it(held))
            .map(|(held, _)| held.role.len())
            .min()?;
        let mut times: BTreeMap<&str, usize> = BTreeMap::new();
        for ((held, name), count) in &self.said {
            if is_it(held) && held.role.len() == fewest {
                *times.entry(name).or_default() += count;
            }
        }
        let most = times.values().copied().max()?;
        times.into_iter().find(|(_, count)| *count == most).map(|(name, _)| name)
    }
}

/// The office that a text speaks of first, and where its words stand: "the French president", "president of France",
/// "Ukraine's foreign minister".
#[must_use]
pub fn named(text: &str) -> Option<(Office, Range<usize>)> {
    let words = words(text);
    (0..words.len()).find_map(|at| {
        let country = country(&words[at].folded)?;
        let (role, range) = match role(&words, at + 1) {
            Some(role) => (role.clone(), at..role.end),
            None => {
                let role = role_of(&words, at)?;
                (role.clone(), role.start..at + 1)
            }
        };
        let bytes = words[range.start].start..words[range.end - 1].end;
        let role = words[role].iter().map(|word| word.folded.clone()).collect();
        Some((Office { country, role }, bytes))
    })
}

/// The words of an office from a place on: up to one word that is no title, then titles.
fn role(words: &[Word], from: usize) -> Option<Range<usize>> {
    let is_title = |word: &Word| is_title(&word.folded);
    let skipped = words.get(from..)?.iter().take(2).position(is_title)?;
    let titles =
        words[from + skipped..].iter().take(LONGEST).take_while(|word| is_title(word)).count();
    Some(from..from + skipped + titles)
}

/// The words of an office in front of "of" and a country.
fn role_of(words: &[Word], country: usize) -> Option<Range<usize>> {
    let before = words[..country].iter().rposition(|word| word.folded != "the")?;
    if words[before].folded != "of" {
        return None;
    }
    let titles = words[..before]
        .iter()
        .rev()
        .take(LONGEST)
        .take_while(|word| is_title(&word.folded))
        .count();
    (titles > 0).then_some(before - titles..before)
}

/// "French President Emmanuel Macron", at the country; one who held the office before does not hold it.
fn before_name(words: &[Word], at: usize) -> Option<(Office, String)> {
    let before = at.checked_sub(1).map_or("", |before| words[before].folded.as_str());
    if matches!(before, "former" | "ex" | "late" | "then") {
        return None;
    }
    let country = country(&words[at].folded)?;
    let role = role(words, at + 1)?;
    let name = words[role.end..].iter().take(NAME).take_while(|word| word.is_name).last()?;
    let role = words[role].iter().map(|word| word.folded.clone()).collect();
    Some((Office { country, role }, name.folded.clone()))
}

/// "Donald Tusk, the Polish prime minister", at the country.
fn behind_name(text: &str, words: &[Word], at: usize) -> Option<(Office, String)> {
    let country = country(&words[at].folded)?;
    let role = role(words, at + 1)?;
    let first = if at > 0 && words[at - 1].folded == "the" { at - 1 } else { at };
    let name = &words[first.checked_sub(1)?];
    // A comma, and nothing else, stands behind the name.
    let is_apposition = name.is_name && text.get(name.end..words[first].start) == Some(", ");
    let role = words[role].iter().map(|word| word.folded.clone()).collect();
    is_apposition.then(|| (Office { country, role }, name.folded.clone()))
}

/// Whether a word stands before names and belongs to nobody's name: "president", "minister".
#[must_use]
pub fn is_title(word: &str) -> bool {
    TITLES.contains(word)
}

/// Whether a folded word names or describes a country: "france", "french".
#[must_use]
pub fn is_of_country(word: &str) -> bool {
    country(word).is_some()
}

/// The country that a word names or describes, folded into one word.
fn country(word: &str) -> Option<String> {
    let known = |word: &str| COUNTRIES.get(word).cloned();
    known(word).or_else(|| known(word.strip_suffix('s')?))
}

/// Titles and roles that stand before names.
static TITLES: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let file = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/config/attribution/people.toml"));
    let table: toml::Table = toml::from_str(file).unwrap_or_default();
    let lists = ["titles", "roles"].iter().filter_map(|list| table.get(*list)?.as_table());
    let words = lists.flat_map(toml::Table::values).filter_map(toml::Value::as_str);
    words.flat_map(str::split_whitespace).map(str::to_owned).collect()
});

static COUNTRIES: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let folded = |name: &str| {
        let folded: Vec<String> = words(name).into_iter().map(|word| word.folded).collect();
        LISTS.one_name(&folded.join(" ")).to_owned()
    };
    let mut countries: HashMap<String, String> = geography::COUNTRIES
        .iter()
        .flat_map(|country| {
            let name = folded(&country.name);
            let people = country.people.iter().map(|people| folded(people));
            people.chain([name.clone()]).map(move |word| (word, name.clone())).collect::<Vec<_>>()
        })
        .collect();
    // Other names of the same country: "Britain".
    let names: HashSet<String> = countries.values().cloned().collect();
    let others = LISTS.other_names().filter(|(_, name)| names.contains(*name));
    countries.extend(others.map(|(other, name)| (other.to_owned(), name.to_owned())));
    countries
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_and_their_people() {
        let check = |word: &str, expected: Option<&str>| {
            assert_eq!(country(word).as_deref(), expected, "{word}");
        };
        check("french", Some("france"));
        check("frances", Some("france"));
        check("british", Some("united_kingdom"));
        check("britains", Some("united_kingdom"));
        check("united_states", Some("united_states"));
        check("american", Some("united_states"));
        check("red", None);
    }

    #[test]
    fn offices_in_questions() {
        let check = |text: &str, expected: Option<(&str, &str, &str)>| {
            let found = named(text);
            let found = found.as_ref().map(|(office, range)| {
                (office.country.as_str(), office.role.join(" "), &text[range.clone()])
            });
            let expected = expected.map(|(country, role, at)| (country, role.to_owned(), at));
            assert_eq!(found, expected, "{text}");
        };
        check("Is the French president here?", Some(("france", "president", "French president")));
        check(
            "the president of the United States",
            Some(("united_states", "president", "president of the United States")),
        );
        check(
            "Kenya’s foreign minister",
            Some(("kenya", "foreign minister", "Kenya’s foreign minister")),
        );
        check(
            "the US treasury secretary",
            Some(("united_states", "treasury secretary", "US treasury secretary")),
        );
        check("Where do French troops go?", None);
        check("the president", None);
        check("", None);
    }

    #[test]
    fn those_who_hold_them() {
        let mut offices = Offices::default();
        for text in [
            "Japanese Prime Minister Haru Sato met Kenya's Foreign Minister Amina Otieno.",
            "Lena Vogel, the Austrian chancellor, and US Treasury Secretary John Hale left.",
            "The former British Prime Minister Ann Brook met British Prime Minister Tom Ash.",
            "The British foreign secretary, Joe Hill, is not.",
        ] {
            offices.read(text);
        }
        let check = |asked: &str, expected: Option<&str>| {
            let (office, _) = named(asked).expect("an office");
            assert_eq!(offices.holder(&office), expected, "{asked}");
        };
        check("the Japanese prime minister", Some("sato"));
        check("Japan's minister", Some("sato"));
        check("the foreign minister of Kenya", Some("otieno"));
        check("Austria's chancellor", Some("vogel"));
        check("the US treasury secretary", Some("hale"));
        check("the UK prime minister", Some("ash"));
        check("the French president", None);
        check("the Kenyan president", None);
    }
}
