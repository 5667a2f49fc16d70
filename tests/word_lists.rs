//! Each list of words has one home: no two lists of the configuration or the code share most of their members.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A shorter list is no knowledge of its own.
const SHORTEST: usize = 6;

/// From this share of the shorter list on, two lists are one.
const SHARED: f32 = 0.75;

/// In one file lists are seen side by side, and a word may be of several classes: only from this share of the longer list
/// on they are one.
const SHARED_IN_ONE_FILE: f32 = 0.6;

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
fn arrays(path: &Path) -> Vec<List> {
    let text = fs::read_to_string(path).unwrap();
    let code = text.split("#[cfg(test)]").next().unwrap();
    let place = path.strip_prefix(root("src")).unwrap().display();
    let is_word = |word: &String| !word.is_empty() && word.chars().all(char::is_lowercase);
    code.match_indices('[')
        .filter_map(|(at, _)| {
            let inside = code[at + 1..].split(']').next()?;
            let between: String = inside.split('"').step_by(2).collect();
            let is_array = between.chars().all(|c| c == ',' || c.is_whitespace());
            let strings = inside.split('"').skip(1).step_by(2);
            let words = strings.map(|word| word.trim().to_lowercase().replace('\'', ""));
            let line = code[..at].matches('\n').count() + 1;
            is_array.then(|| List {
                place: format!("{place}: {line}"),
                words: words.filter(is_word).collect(),
            })
        })
        .collect()
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
    // Tests have files of their own beside what they test.
    paths.retain(|path| path.file_stem().is_some_and(|stem| stem != "tests"));
    found.extend(paths.iter().flat_map(|path| arrays(path)));
    // Patterns are no words.
    found.retain(|list| {
        list.words.len() >= SHORTEST && !list.words.iter().any(|word| word.contains('*'))
    });
    found
}

/// Lists that hold words of many classes for what they do, not for what they are, with what they are for.
const OF_ALL_CLASSES: [(&str, &str); 14] = [
    ("check.toml: small", "words that count for less where wordings are compared"),
    ("stopwords.toml", "words that a search leaves out"),
    ("abbreviations.toml: starters", "words that begin sentences behind an abbreviation"),
    ("abbreviations.toml: unfinished", "words that no heading ends with"),
    ("abbreviations.toml: place_words", "words before a time or a place at the end of a sentence"),
    ("related.toml: similar", "pairs of words that mean the same"),
    ("related.toml: asked", "words that answer other words"),
    ("geography.toml", "countries with their people and capitals"),
    ("blocks.toml", "words that tell a story, or begin a question, in a heading"),
    ("words.toml: finite", "verbs that have no ending"),
    ("words.toml: prepositions", "a closed class; code names the few that a rule means"),
    ("words.toml: subordinators", "a closed class; code names the few that a rule means"),
    ("words.toml: questions", "a closed class; code names the few that a rule means"),
    ("words.toml: subjects", "all words that may be a subject"),
];

/// Pairs that may share most of their words, with the reason.
const ALLOWED: [(&str, &str, &str); 20] = [
    ("kinds.toml: roles", "people.toml: roles", "roles of one kind are roles all"),
    ("cues.toml: clause", "cues.toml: guarded", "most verbs that take a clause are guarded"),
    ("check.toml: final_words", "people.toml: texts", "the ones that come of a draft"),
    ("numbers.toml: amounts", "words.toml: determiners", "the ones that say how much"),
    ("numbers.toml: amounts", "words.toml: shares", "the ones that say how much"),
    ("abbreviations.toml: particles", "words.toml: prepositions", "the ones that stand alone"),
    ("lost-marks.toml: after_apostrophe", "attribute/tokens.rs", "capitals and \"t\" are added"),
    ("scope.toml: addressees", "scope/others.rs", "the ones that are made to believe"),
    ("words.toml: determiners", "attribute/annotation.rs", "the ones that stand alone"),
    ("words.toml: pronouns", "engine/route.rs", "nobody by name, of a question"),
    ("words.toml: coordinators", "scope/sentence.rs", "with \"so\", without \"plus\""),
    ("cues.toml: clause", "scope.toml: as_claimed", "the ones behind \"as\": \"as X claims\""),
    (
        "scope.toml: affirming",
        "attribute/assertion.rs",
        "the ones behind \"no\" in front of who speaks",
    ),
    ("scope.toml: unreal", "scope/neighbour.rs", "the ones that are said of words, not of a deed"),
    ("attribute/interview.rs", "scope/comments.rs", "a closed class: whoever speaks"),
    ("scope/conditions.rs", "scope/stitch.rs", "a closed class: with \"that\", without \"what\""),
    ("scope/conditions.rs", "answer_span/asked.rs", "a closed class: with chat spellings"),
    ("scope/stitch.rs", "answer_span/asked.rs", "a closed class: the ones that join clauses, too"),
    ("scope/limits.rs", "answer_span/asked.rs", "a closed class: the ones that end a question"),
    ("clean/tags.rs", "clean/", "tags that break lines, and tags that are left out"),
];

#[test]
fn each_word_list_has_one_home() {
    let lists = all();
    assert!(lists.len() > 60, "{} lists", lists.len());
    let mut faults = vec![];
    for (at, one) in lists.iter().enumerate() {
        for other in &lists[at + 1..] {
            let shared: Vec<_> = one.words.intersection(&other.words).collect();
            let (short, long) =
                (one.words.len().min(other.words.len()), one.words.len().max(other.words.len()));
            let file = |list: &List| list.place.split(':').next().unwrap().to_owned();
            let is_one = if file(one) == file(other) {
                shared.len() as f32 >= SHARED_IN_ONE_FILE * long as f32
            } else {
                shared.len() as f32 >= SHARED * short as f32
            };
            let is_allowed = |(a, b, _): &(&str, &str, &str)| {
                one.place.contains(a) && other.place.contains(b)
                    || one.place.contains(b) && other.place.contains(a)
            };
            let is_of_all = |(place, _): &(&str, &str)| {
                one.place.contains(place) || other.place.contains(place)
            };
            if is_one && !ALLOWED.iter().any(is_allowed) && !OF_ALL_CLASSES.iter().any(is_of_all) {
                faults.push(format!(
                    "{} and {} share {} of {short}: {:?}",
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
