//! What is written in a file or in the environment, looked at before it is read: of which type, and under which name.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use toml::Value;

use super::{ConfigError, DEFAULTS};

/// Keys of ids and counts: they are text, and may be written as whole numbers, too.
const NUMBERS: [&str; 5] = ["guild", "feedback_channel", "mention_channels", "private", "shards"];

/// The sections with their keys, as the defaults name them; a key without a default stands there behind a number sign.
fn keys() -> BTreeMap<String, BTreeSet<String>> {
    let mut sections: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut section = String::new();
    for line in DEFAULTS.lines() {
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            name.clone_into(&mut section);
            sections.entry(section.clone()).or_default();
        }
        let line = line.strip_prefix("# ").unwrap_or(line);
        let key = line.split_once(" = ").map(|(key, _)| key);
        let is_key = |key: &&str| key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        if let (Some(key), Some(keys)) = (key.filter(is_key), sections.get_mut(&section)) {
            keys.insert(key.to_owned());
        }
    }
    sections
}

/// Whether a file is TOML, and each of its values of the type that its key takes. No message shows a line of the file: one
/// may hold the token.
pub(super) fn check_file(text: &str, place: &str) -> Result<(), ConfigError> {
    let failed = |error: String| ConfigError::Source { place: place.to_owned(), error };
    let table: toml::Table = toml::from_str(text).map_err(|error: toml::de::Error| {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        failed(format!("line {}: {}", before.matches('\n').count() + 1, error.message()))
    })?;
    let defaults: toml::Table = toml::from_str(DEFAULTS).unwrap_or_default();
    for (section, values) in &table {
        let Some(values) = values.as_table() else {
            return Err(failed(format!(
                "`{section}` is no section: write [{section}] above its keys"
            )));
        };
        for (key, value) in values {
            let default = defaults.get(section).and_then(|section| section.get(key));
            if let Some(allowed) = misfit(key, value, default) {
                let shown = if key == "token" { "no text".to_owned() } else { shown(value) };
                return Err(failed(format!("`{section}.{key}` is {shown}: {allowed} is allowed")));
            }
        }
    }
    Ok(())
}

fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => format!("{text:?}"),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Boolean(value) => value.to_string(),
        other => format!("of type {}", other.type_str()),
    }
}

/// What would be allowed in the place of a value of the wrong type.
fn misfit(key: &str, value: &Value, default: Option<&Value>) -> Option<&'static str> {
    let is_id = NUMBERS.contains(&key);
    match (default, value) {
        (Some(Value::Integer(_)), Value::Integer(_))
        | (Some(Value::Float(_)), Value::Float(_) | Value::Integer(_))
        | (Some(Value::Boolean(_)), Value::Boolean(_))
        | (Some(Value::Array(_) | Value::String(_)) | None, Value::String(_)) => None,
        (Some(Value::Array(_)), Value::Array(all)) if all.iter().all(Value::is_str) => None,
        (Some(Value::Array(_)), _) => Some("a list of texts in quote marks"),
        (Some(Value::String(_)) | None, Value::Integer(_)) if is_id => None,
        (Some(Value::Integer(_)), _) => Some("a whole number"),
        (Some(Value::Float(_)), _) => Some("a number"),
        (Some(Value::Boolean(_)), _) => Some("true or false"),
        _ => Some("text in quote marks"),
    }
}

/// Whether the variables that begin like those of the configuration are such.
pub(super) fn check_environment(environment: &HashMap<String, String>) -> Result<(), ConfigError> {
    let failed =
        |error: String| Err(ConfigError::Source { place: "the environment".to_owned(), error });
    let sections = keys();
    for name in environment.keys() {
        let Some(rest) = name.strip_prefix("VERBATIM_") else { continue };
        let rest = rest.to_lowercase();
        if let Some(rest) = rest.strip_prefix('_') {
            if !rest.contains("__") {
                return failed(format!("{name} names no key: write VERBATIM__SECTION__KEY"));
            }
            continue;
        }
        let meant = sections.iter().find_map(|(section, keys)| {
            let key = rest.strip_prefix(section.as_str())?.trim_start_matches('_');
            keys.contains(key).then(|| format!("VERBATIM__{section}__{key}").to_uppercase())
        });
        if let Some(meant) = meant {
            return failed(format!("{name} is not read: write {meant}, with two underscores"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_known_by_the_defaults() {
        let keys = keys();
        assert!(keys["discord"].contains("guild") && keys["index"].contains("dir"), "{keys:?}");
        assert!(keys["answer"].contains("passages") && keys["ops"].contains("bind"), "{keys:?}");
    }

    #[test]
    fn values_of_the_wrong_type_are_named() {
        let check = |text: &str, words: &[&str]| {
            let error = check_file(text, "a.toml").expect_err(text).to_string();
            for words in words {
                assert!(error.contains(words), "{words:?} is missing in: {error}");
            }
            assert!(!error.contains("secret"), "{error}");
        };
        check("[answer]\npassages = 2.9", &["a.toml", "answer.passages", "2.9", "whole number"]);
        check("[answer]\npassages = true", &["answer.passages", "whole number"]);
        check("[answer]\nencoder = 1", &["answer.encoder", "true or false"]);
        check("[discord]\nguild = 1.2e18", &["discord.guild", "quote marks"]);
        check("[corpus]\ndir = true", &["corpus.dir", "quote marks"]);
        check("[discord]\ntoken = [\"secret\"]", &["discord.token"]);
        check("[discord]\ntoken = \"secret\n", &["line 2"]);
        check("discord = \"secret\"", &["[discord]"]);
        for text in [
            "[discord]\nguild = 123\nshards = 4",
            "[answer]\nmin_confidence = 1",
            "[made]\nup = \"x\"",
        ] {
            assert!(check_file(text, "a.toml").is_ok(), "{text}");
        }
    }

    #[test]
    fn variables_that_are_not_read_are_named() {
        let check = |name: &str| {
            let environment = [(name.to_owned(), "x".to_owned())].into();
            check_environment(&environment).map_err(|error| error.to_string())
        };
        assert!(check("VERBATIM_CORPUS_DIR").unwrap_err().contains("VERBATIM__CORPUS__DIR"));
        assert!(
            check("VERBATIM_ANSWER__PASSAGES").unwrap_err().contains("VERBATIM__ANSWER__PASSAGES")
        );
        assert!(check("VERBATIM__DISCORD").unwrap_err().contains("VERBATIM__SECTION__KEY"));
        for name in ["VERBATIM__CORPUS__DIR", "VERBATIM_LOAD", "VERBATIMISH", "PATH"] {
            assert_eq!(check(name), Ok(()), "{name}");
        }
    }
}
