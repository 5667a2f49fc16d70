//! The verbs that report what somebody said, as `config/attribution/cues.toml` lists them.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::english::inflection::conjugate;

static SAYING: LazyLock<Saying> = LazyLock::new(Saying::read);

/// What is read of the file.
#[derive(Deserialize)]
struct File {
    clause: String,
    question: String,
    thought: String,
    finding: String,
    naming: String,
    asking: String,
    irregular: HashMap<String, [String; 4]>,
}

struct Saying {
    /// All forms of verbs that report a clause or a question.
    says: HashSet<String>,
    /// Those of them that stand in a report: "says", "said".
    finite: HashSet<String>,
    /// All forms of verbs that give a thing a name.
    names: HashSet<String>,
    /// Base form and participle of the verbs that questions ask for words with.
    asks: HashSet<String>,
    asking: Vec<String>,
}

/// Whether the word is a form of a verb of saying: "say", "told", "insisting".
pub(crate) fn is_saying(word: &str) -> bool {
    SAYING.says.contains(word)
}

/// Whether the word may be the verb of a report: "says", "asked".
pub(crate) fn reports(word: &str) -> bool {
    SAYING.finite.contains(word)
}

/// Whether the word gives a thing a name: "called".
pub(crate) fn names(word: &str) -> bool {
    SAYING.names.contains(word)
}

/// Whether a question may ask for words with this one, behind "did" or "has".
pub(crate) fn asks(word: &str) -> bool {
    SAYING.asks.contains(word)
}

/// The verbs that questions ask for words with.
pub(crate) fn asking() -> impl Iterator<Item = &'static str> {
    SAYING.asking.iter().map(String::as_str)
}

impl Saying {
    fn read() -> Self {
        let file: File = crate::english::data(
            "attribution/cues.toml",
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/config/attribution/cues.toml")),
        );
        let forms =
            |verb: &str| file.irregular.get(verb).cloned().unwrap_or_else(|| conjugate(verb));
        let no_saying = [&file.thought, &file.finding];
        let no_saying: HashSet<&str> =
            no_saying.into_iter().flat_map(|list| list.split_whitespace()).collect();
        let clause = file.clause.split_whitespace().filter(|verb| !no_saying.contains(verb));
        let (mut says, mut finite) = (HashSet::new(), HashSet::new());
        for verb in clause.chain(file.question.split_whitespace()) {
            let [third, past, participle, gerund] = forms(verb);
            finite.extend([third.clone(), past.clone()]);
            says.extend([verb.to_owned(), third, past, participle, gerund]);
        }
        let named = file.naming.split_whitespace();
        let names = named.flat_map(|verb| forms(verb).into_iter().chain([verb.to_owned()]));
        let asking: Vec<String> = file.asking.split_whitespace().map(str::to_owned).collect();
        let asks = asking.iter().flat_map(|verb| {
            let [_, _, participle, _] = forms(verb);
            [verb.clone(), participle]
        });
        Self { says, finite, names: names.collect(), asks: asks.collect(), asking }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_of_saying_are_known_in_their_forms() {
        for word in ["say", "says", "said", "saying", "wrote", "written", "replies", "asked"] {
            assert!(is_saying(word), "{word}");
        }
        for word in ["think", "found", "table", "called"] {
            assert!(!is_saying(word), "{word}");
        }
        assert!(reports("wrote") && reports("says") && !reports("say") && !reports("written"));
        assert!(names("called") && names("dubs") && !names("said"));
        assert!(asks("say") && asks("written") && !asks("wrote") && !asks("wonder"));
    }
}
