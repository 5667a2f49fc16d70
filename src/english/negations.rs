//! The words that negate (`config/negations.toml`), each once, with all contractions of the auxiliaries.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

/// The lists, read once.
pub(crate) static NEGATIONS: LazyLock<Negations> = LazyLock::new(Negations::read);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    adverbs: String,
    pronouns: String,
    others: String,
    uncontracted: String,
    contractions: HashMap<String, String>,
}

/// What is read of `config/attribution/words.toml`.
#[derive(Deserialize)]
struct Auxiliaries {
    be: String,
    have: String,
    #[serde(rename = "do")]
    doing: String,
    modals: String,
}

/// See `config/negations.toml` for what each list is for.
pub(crate) struct Negations {
    adverbs: Vec<String>,
    pronouns: Vec<String>,
    /// Auxiliaries with their negated forms, apostrophes kept.
    contractions: Vec<(String, String)>,
    auxiliaries: HashSet<String>,
    /// All words that negate, without apostrophes.
    folded: HashSet<String>,
}

impl Negations {
    fn read() -> Self {
        let file: File = crate::english::data(
            "negations.toml",
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/config/negations.toml")),
        );
        let auxiliaries: Auxiliaries = crate::english::data(
            "attribution/words.toml",
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/config/attribution/words.toml")),
        );
        let Auxiliaries { be, have, doing, modals } = &auxiliaries;
        let auxiliaries: Vec<&str> =
            [be, have, doing, modals].iter().flat_map(|list| list.split_whitespace()).collect();
        let uncontracted: HashSet<&str> = file.uncontracted.split_whitespace().collect();
        let regular = auxiliaries
            .iter()
            .filter(|base| !uncontracted.contains(*base) && !base.starts_with('\''))
            .map(|base| ((*base).to_owned(), format!("{base}n't")));
        let irregular = file.contractions.iter().flat_map(|(base, forms)| {
            forms.split_whitespace().map(|form| (base.clone(), form.to_owned()))
        });
        let contractions: Vec<_> = regular.chain(irregular).collect();
        let list = |words: &str| words.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let (adverbs, pronouns) = (list(&file.adverbs), list(&file.pronouns));
        let contracted = contractions.iter().map(|(_, form)| form.replace('\'', ""));
        let plain = adverbs.iter().chain(&pronouns).cloned().chain(list(&file.others));
        let folded = plain.chain(contracted).collect();
        let auxiliaries = auxiliaries.into_iter().map(str::to_owned).collect();
        Self { adverbs, pronouns, contractions, auxiliaries, folded }
    }

    /// Whether the word, written without apostrophes, negates.
    pub(crate) fn contains(&self, word: &str) -> bool {
        self.folded.contains(word)
    }

    /// Whether the word is a form of "be", "have" or "do" or a modal verb, not negated.
    pub(crate) fn is_auxiliary(&self, word: &str) -> bool {
        self.auxiliaries.contains(word)
    }

    /// Adverbs that negate, and negated auxiliaries: "not", "never", "don't".
    pub(crate) fn adverbs(&self) -> impl Iterator<Item = &str> {
        let contracted = self.contractions.iter().map(|(_, form)| form.as_str());
        self.adverbs.iter().map(String::as_str).chain(contracted)
    }

    /// "Nobody", "nothing".
    pub(crate) fn pronouns(&self) -> impl Iterator<Item = &str> {
        self.pronouns.iter().map(String::as_str)
    }

    /// A list of auxiliaries with their negated forms: of "is", "isn't".
    pub(crate) fn with_contractions(&self, auxiliaries: &str) -> String {
        let list: Vec<&str> = auxiliaries.split_whitespace().collect();
        let contracted = self.contractions.iter().filter(|(base, _)| list.contains(&base.as_str()));
        let contracted: Vec<&str> = contracted.map(|(_, form)| form.as_str()).collect();
        [list, contracted].concat().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contractions_are_made_of_the_auxiliaries() {
        let check = |auxiliary: &str, expected: &str| {
            assert_eq!(NEGATIONS.with_contractions(auxiliary), expected, "{auxiliary}");
        };
        check("was", "was wasn't");
        check("will", "will won't");
        check("can", "can can't cannot");
        check("need", "need needn't");
        check("been", "been");
        check("'ll", "'ll");
        check("house", "house");
    }

    #[test]
    fn every_negation_is_known_without_its_apostrophe() {
        for word in ["no", "seldom", "nobody", "without", "mightnt", "oughtnt", "wont", "cannot"] {
            assert!(NEGATIONS.contains(word), "{word}");
        }
        for word in ["bent", "want", "note", "will", "havingnt", "cannt"] {
            assert!(!NEGATIONS.contains(word), "{word}");
        }
    }
}
