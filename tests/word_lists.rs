//! Each list of words has one home: no two lists of the configuration or the code share most of their members.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A shorter list is no knowledge of its own.
const SHORTEST: usize = 8;

/// From this share of the longer list on, two lists are one.
const SHARED: f32 = 0.6;

/// A list of words with where it stands.
struct List {
    place: String,
    words: BTreeSet<String>,
}

fn root(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)
}

fn files(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, extension, found);
        } else if path.extension().is_some_and(|there| there == extension) {
            found.push(path);
        }
    }
    found.sort();
}

/// The words of a value: a list, lists of lists, or words in one string.
fn gather(value: &toml::Value, words: &mut BTreeSet<String>) {
    match value {
        toml::Value::String(text) => {
            words.extend(text.split_whitespace().map(|word| word.to_lowercase().replace('\'', "")));
        }
        toml::Value::Array(values) => values.iter().for_each(|value| gather(value, words)),
        toml::Value::Table(table) => {
            for (key, value) in table {
                if !value.is_array() {
                    words.insert(key.to_lowercase());
                }
                gather(value, words);
            }
        }
        _ => {}
    }
}

/// The lists of a file of the configuration, by their keys. A table of lists is not one list.
fn lists(place: &str, value: &toml::Value, found: &mut Vec<List>) {
    match value {
        toml::Value::Table(table) => {
            for (key, value) in table {
                lists(&format!("{place}: {key}"), value, found);
            }
        }
        toml::Value::Array(_) | toml::Value::String(_) => {
            let mut words = BTreeSet::new();
            gather(value, &mut words);
            found.push(List { place: place.to_owned(), words });
        }
        _ => {}
    }
}

/// The arrays of plain words in a file of the code, tests left out.
fn consts(path: &Path) -> Vec<List> {
    let text = fs::read_to_string(path).unwrap();
    let code = text.split("#[cfg(test)]").next().unwrap();
    let is_word =
        |word: &str| !word.is_empty() && word.chars().all(|c| c.is_lowercase() || c == '\'');
    let mut found = vec![];
    for (at, _) in code.match_indices("const ") {
        let Some(item) = code[at..].split(';').nth(1).filter(|_| code[at..].contains("[&str;"))
        else {
            continue;
        };
        let words: BTreeSet<String> = item
            .split('"')
            .skip(1)
            .step_by(2)
            .map(str::to_owned)
            .filter(|word| is_word(word))
            .collect();
        let name = code[at + 6..].split(':').next().unwrap_or_default();
        found.push(List { place: format!("{}: {name}", path.display()), words });
    }
    found
}

fn all() -> Vec<List> {
    let mut found = vec![];
    let mut paths = vec![];
    files(&root("config"), "toml", &mut paths);
    // The descriptions of commands are texts.
    for path in paths.iter().filter(|path| !path.ends_with("commands.toml")) {
        let value: toml::Value = toml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        let place = path.strip_prefix(root("config")).unwrap().display().to_string();
        lists(&place, &value, &mut found);
    }
    let mut paths = vec![];
    files(&root("src"), "rs", &mut paths);
    found.extend(paths.iter().flat_map(|path| consts(path)));
    // Patterns are no words.
    found.retain(|list| {
        list.words.len() >= SHORTEST && !list.words.iter().any(|word| word.contains('*'))
    });
    found
}

/// Pairs that may share most of their words, with the reason.
const ALLOWED: [(&str, &str, &str); 2] = [
    ("cues.toml: clause", "cues.toml: guarded", "most verbs that take a clause are guarded"),
    (
        "words.toml: negations",
        "scope.toml: negators",
        "the one list has forms with apostrophes, for tokens that keep them",
    ),
];

#[test]
fn each_word_list_has_one_home() {
    let lists = all();
    assert!(lists.len() > 60, "{} lists", lists.len());
    let mut faults = vec![];
    for (at, one) in lists.iter().enumerate() {
        for other in &lists[at + 1..] {
            let shared: Vec<_> = one.words.intersection(&other.words).collect();
            let long = one.words.len().max(other.words.len());
            let is_allowed = |(a, b, _): &(&str, &str, &str)| {
                one.place.ends_with(a) && other.place.ends_with(b)
                    || one.place.ends_with(b) && other.place.ends_with(a)
            };
            if shared.len() as f32 >= SHARED * long as f32 && !ALLOWED.iter().any(is_allowed) {
                faults.push(format!(
                    "{} and {} share {} of {long}: {:?}",
                    one.place,
                    other.place,
                    shared.len(),
                    &shared[..shared.len().min(8)]
                ));
            }
        }
    }
    assert!(
        faults.is_empty(),
        "{} pairs of lists have the same words: give each list one home\n{}",
        faults.len(),
        faults.join("\n")
    );
}
