//! Roles that are two words for one, and who is older in a family (`config/attribution/kinds.toml`).

use std::collections::HashMap;
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

struct Kinds {
    roles: HashMap<String, String>,
    kin: HashMap<String, Kin>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    roles: Vec<String>,
    kin: KinFile,
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
    Kinds {
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
    }
}
