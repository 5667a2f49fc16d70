//! Roles that are two words for one, who is older in a family, and words that name nobody
//! (`config/attribution/kinds.toml`).

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::english::data;

/// The generation of a relative beside the one whose relative it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kin {
    Older,
    Younger,
}

impl Kin {
    /// What "daughter" or "father" says; none for another word.
    pub(crate) fn of(word: &str) -> Option<Self> {
        KINDS.kin.get(&word.to_lowercase()).copied()
    }
}

/// The kind of a role, by its first word: "envoy" for "ambassador".
pub(crate) fn general_role(role: &str) -> Option<&'static str> {
    KINDS.roles.get(role).map(String::as_str)
}

/// Whether the word in front of a name makes a thing of it: "Storm Anna", and in small letters "the ferry Maria Lund".
pub(crate) fn is_thing_before(word: &str) -> bool {
    let things = &KINDS.things;
    match word.starts_with(char::is_uppercase) {
        true => things.before.contains(&word.to_lowercase()),
        false => things.vessels.contains(word),
    }
}

/// Whether the word behind a name makes a thing of it: "Peter Hale Bridge", "the Hale viaduct".
pub(crate) fn is_thing_behind(word: &str) -> bool {
    KINDS.things.behind.contains(&word.to_lowercase())
}

/// Whether the noun, in small letters, speaks in pictures alone: "the bell".
pub(crate) fn is_silent(noun: &str) -> bool {
    KINDS.things.silent.contains(noun) || is_talk(noun)
}

/// Whether the noun, in small letters, is talk that nobody owns: "speculation suggests".
pub(crate) fn is_talk(noun: &str) -> bool {
    KINDS.things.talk.contains(noun)
}

/// Whether the words are the label of a headline: "Exclusive", "Breaking News".
pub(crate) fn is_label<'w>(words: impl IntoIterator<Item = &'w str>) -> bool {
    let mut labelled = false;
    let all = words.into_iter().all(|word| {
        let word = word.trim_end_matches('.').to_lowercase();
        let label = KINDS.labels.words.contains(&word);
        labelled |= label;
        label || KINDS.labels.beside.contains(&word)
    });
    all && labelled
}

/// Whether the letters stand for a thing: "TV", "DVD".
pub(crate) fn is_thing_in_letters(word: &str) -> bool {
    KINDS.things.letters.contains(&word.to_lowercase())
}

/// Whether "Sunday" and the word are a newspaper: "the Sunday Times".
pub(crate) fn is_paper(word: &str) -> bool {
    is_capital_of(&KINDS.bodies.papers, word)
}

/// Whether the possessive of the word opens the name of a body: "Women's Institute".
pub(crate) fn is_people(word: &str) -> bool {
    is_capital_of(&KINDS.bodies.people, word)
}

fn is_capital_of(words: &HashSet<String>, word: &str) -> bool {
    word.starts_with(char::is_uppercase) && words.contains(&word.to_lowercase())
}

struct Kinds {
    bodies: Bodies,
    roles: HashMap<String, String>,
    kin: HashMap<String, Kin>,
    things: Things,
    labels: Labels,
}

struct Things {
    before: HashSet<String>,
    vessels: HashSet<String>,
    behind: HashSet<String>,
    silent: HashSet<String>,
    talk: HashSet<String>,
    letters: HashSet<String>,
}

struct Bodies {
    papers: HashSet<String>,
    people: HashSet<String>,
}

struct Labels {
    words: HashSet<String>,
    beside: HashSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    roles: Vec<String>,
    kin: KinFile,
    things: ThingsFile,
    bodies: BodiesFile,
    labels: LabelsFile,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ThingsFile {
    before: String,
    vessels: String,
    behind: String,
    silent: String,
    talk: String,
    letters: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LabelsFile {
    words: String,
    beside: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BodiesFile {
    papers: String,
    people: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KinFile {
    younger: String,
    older: String,
}

static KINDS: LazyLock<Kinds> = LazyLock::new(|| {
    let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/config/attribution/kinds.toml"));
    let file: File = data("attribution/kinds.toml", text);
    let kin = |words: &str, kin: Kin| -> Vec<(String, Kin)> {
        words.split_whitespace().map(|word| (word.to_owned(), kin)).collect()
    };
    let of_one_kind = |words: &String| -> Vec<(String, String)> {
        let kind = words.split_whitespace().next().unwrap_or_default();
        words.split_whitespace().map(|role| (role.to_owned(), kind.to_owned())).collect()
    };
    let set = |words: &str| words.split_whitespace().map(str::to_owned).collect();
    Kinds {
        things: Things {
            before: set(&file.things.before),
            vessels: set(&file.things.vessels),
            behind: set(&file.things.behind),
            silent: set(&file.things.silent),
            talk: set(&file.things.talk),
            letters: set(&file.things.letters),
        },
        bodies: Bodies { papers: set(&file.bodies.papers), people: set(&file.bodies.people) },
        labels: Labels { words: set(&file.labels.words), beside: set(&file.labels.beside) },
        roles: file.roles.iter().flat_map(of_one_kind).collect(),
        kin: kin(&file.kin.younger, Kin::Younger)
            .into_iter()
            .chain(kin(&file.kin.older, Kin::Older))
            .collect(),
    }
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_and_kin() {
        assert_eq!(general_role("ambassador"), general_role("envoy"));
        assert_ne!(general_role("ambassador"), general_role("lawyer"));
        assert_eq!(general_role("mayor"), None);
        assert_eq!(Kin::of("Daughter"), Some(Kin::Younger));
        assert_eq!(Kin::of("wife"), None);
        assert!(is_thing_before("Storm") && is_thing_before("ferry") && !is_thing_before("storm"));
        assert!(is_thing_behind("Bridge") && !is_thing_behind("Museum"));
        assert!(is_silent("bell") && !is_silent("board"));
        assert!(is_label(["EXCLUSIVE"]) && is_label(["Breaking", "News"]));
        assert!(!is_label(["News"]) && !is_label(["Hale"]) && !is_label([]));
    }
}
