//! Whether a clause tells that somebody said something, or takes that back: "might say", "it is not true that Pike said".

use super::sentence::Sentence;
use super::words::WORDS;
use super::{Hidden, surely_hidden};
use crate::model::change::Change;

/// The clause that reports words, up to its verb, which is the last word.
#[derive(Debug)]
pub struct Telling<'s> {
    /// The words up to the verb.
    pub sentence: &'s Sentence,
    /// Where the subject is that stands in front of the verb.
    pub subject: Option<usize>,
    /// Where the verb begins, with its auxiliaries and adverbs.
    pub group: usize,
    /// Whether the verb has a subject and a tense of its own: not "to say", "of saying".
    pub is_finite: bool,
}

impl Telling<'_> {
    /// What takes back that the words were said; nothing where the clause tells that they were.
    #[must_use]
    pub fn taken_back(&self) -> Option<Change> {
        if self.sentence.is_empty() {
            return None;
        }
        self.by_the_verb().or_else(|| self.by_another_verb()).or_else(|| self.by_what_governs())
    }

    /// Where the verb of saying stands.
    fn verb(&self) -> usize {
        self.sentence.len() - 1
    }

    /// "might say", "almost said", "allegedly said".
    fn by_the_verb(&self) -> Option<Change> {
        let sentence = self.sentence;
        (self.group..self.verb()).find_map(|at| {
            let word = sentence.word(at);
            if WORDS.allegedly.contains(word) || is_wrongly(word) {
                return Some(Change::Attribution);
            }
            if WORDS.maybe.contains(word) {
                return Some(Change::Doubt);
            }
            let is_nearly = matches!(word, "almost" | "nearly" | "practically")
                || word == "all" && sentence.is(at + 1, &["but"])
                || word == "but" && at > 0 && sentence.is(at - 1, &["all"]);
            if is_nearly {
                return Some(Change::Negation);
            }
            let next = at + 1;
            let is_open = match word {
                // "could only say", "could be heard saying": it was said.
                "might" | "may" | "could" | "should" => !sentence.is(next, &["only", "be"]),
                "would" => sentence.is(next, &["have", "surely", "probably", "rather"]),
                "ought" => true,
                _ => false,
            };
            is_open.then_some(Change::Doubt)
        })
    }

    /// "was told to say", "is said to have told", "was falsely quoted as saying".
    fn by_another_verb(&self) -> Option<Change> {
        /// So far in front of an infinitive stands what it hangs on.
        const NEAR: usize = 6;
        if self.is_finite {
            return None;
        }
        let sentence = self.sentence;
        if (0..self.group.min(sentence.len()))
            .any(|at| is_wrongly(sentence.word(at)) || sentence.is_a(at, &WORDS.sham))
        {
            return Some(Change::Attribution);
        }
        let supposes = |at: usize| sentence.is(at, &["imagine", "imagined", "picture", "suppose"]);
        if (0..self.group).any(supposes) {
            return Some(Change::Doubt);
        }
        let start = self.group.saturating_sub(NEAR);
        // "was accused by Hale of saying"
        let accuses = |at: usize| sentence.is_a(at, &WORDS.of_others);
        if self.group > 0
            && sentence.is(self.group - 1, &["of"])
            && (start..self.group).any(accuses)
        {
            return Some(Change::Attribution);
        }
        if !sentence.is(self.group, &["to"]) {
            return None;
        }
        for at in (start..self.group).rev() {
            if sentence.is_apart(at + 1) || sentence.is_coordinator(at) {
                break;
            }
            if sentence.is(at, &["yet"]) {
                return Some(Change::Negation);
            }
            let is_passive =
                at > 0 && WORDS.be.contains(sentence.word(at - 1)) && at + 1 == self.group;
            if is_passive && WORDS.second_hand.contains(sentence.word(at)) {
                return Some(Change::Attribution);
            }
            let is_told = !sentence.is_noun(at)
                && (sentence.is_a(at, &WORDS.urging) || sentence.is_a(at, &WORDS.intended));
            if is_told {
                return Some(Change::Doubt);
            }
        }
        None
    }

    /// "Lee doubts that Pike said", "Rumour has it that Pike said", "If Pike says".
    fn by_what_governs(&self) -> Option<Change> {
        let sentence = self.sentence;
        let verb = self.verb();
        let first = self.subject.unwrap_or(self.group);
        // "If the vote fails, Pike said": a comma in front of the subject ends what stands before.
        if first > 0 && sentence.is_apart(first) {
            return None;
        }
        // "nobody knows why Pike said", "not until Monday that Pike said": it was said.
        let is_presupposed = self.is_finite
            && (first > 0 && sentence.is(first - 1, &PRESUPPOSING)
                || (0..first).any(|at| sentence.is(at, &KNOWN)));
        let takes_back = |hidden: &Hidden| {
            let words = &hidden.words;
            match hidden.change {
                Change::Condition => words.end == first,
                Change::Negation | Change::Doubt => {
                    (words.end <= first || !self.is_finite) && !is_presupposed
                }
                Change::Attribution => {
                    let is_noun = sentence.is_noun(words.start) || words.start == 0;
                    sentence.is_a(words.start, &WORDS.of_others)
                        || WORDS.allegedly.contains(sentence.word(words.start))
                        || is_noun && sentence.is_a(words.start, &WORDS.claims)
                }
                _ => false,
            }
        };
        let all = surely_hidden(sentence, std::slice::from_ref(&(verb..verb + 1)), true);
        all.into_iter().find(takes_back).map(|hidden| hidden.change)
    }
}

/// Words in front of a clause that is so, whatever stands in front of them.
const PRESUPPOSING: [&str; 14] = [
    "why", "how", "when", "where", "after", "before", "since", "because", "as", "while", "time",
    "until", "than", "what",
];

/// Words that take it for known that what follows is so.
const KNOWN: [&str; 16] = [
    "until",
    "surprised",
    "surprising",
    "surprise",
    "happy",
    "pleased",
    "glad",
    "sorry",
    "strange",
    "odd",
    "forget",
    "forgot",
    "regret",
    "mind",
    "ignore",
    "overlook",
];

/// "wrongly quoted", "misquoted"
fn is_wrongly(word: &str) -> bool {
    matches!(word, "wrongly" | "falsely" | "mistakenly" | "erroneously" | "incorrectly")
        || word.starts_with("misquot")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The change that takes back the last word, whose group begins with `group` and whose subject is `subject`.
    fn check(text: &str, subject: Option<&str>, group: &str, expected: Option<Change>) {
        let (sentence, places) = Sentence::of(text);
        let at = |wanted: &str| {
            let place = places.iter().rposition(|place| &text[place.clone()] == wanted);
            place.unwrap_or_else(|| panic!("{wanted} in {text}"))
        };
        let telling = Telling {
            sentence: &sentence,
            subject: subject.map(at),
            group: at(group),
            is_finite: subject.is_some(),
        };
        assert_eq!(telling.taken_back(), expected, "{text}");
    }

    #[test]
    fn what_was_not_surely_said_is_taken_back() {
        let negation = Some(Change::Negation);
        let doubt = Some(Change::Doubt);
        let attribution = Some(Change::Attribution);
        check("It is not true that Moss said", Some("Moss"), "said", negation);
        check("It is false that Moss wrote", Some("Moss"), "wrote", negation);
        check("There is no proof that Moss said", Some("Moss"), "said", negation);
        check("Hale denied that Moss said", Some("Moss"), "said", negation);
        check("Moss almost said", Some("Moss"), "almost", negation);
        check("Moss all but said", Some("Moss"), "all", negation);
        check("Hale doubts that Moss ever said", Some("Moss"), "ever", doubt);
        check("Hale wished Moss had said", Some("Moss"), "had", doubt);
        check("Moss may have told", Some("Moss"), "may", doubt);
        check("Moss was told to say", None, "to", doubt);
        check("Moss had hoped to tell", None, "to", doubt);
        check("Imagine Moss saying", None, "saying", doubt);
        check("Moss has yet to say", None, "to", negation);
        check("Moss is said to have told", None, "to", attribution);
        check("Rumour has it that Moss said", Some("Moss"), "said", attribution);
        check("Moss reportedly told", Some("Moss"), "reportedly", attribution);
        check("Moss was accused of saying", None, "saying", attribution);
        check("Moss was accused by Hale of saying", None, "saying", attribution);
        check("A doctored clip shows Moss saying", None, "saying", attribution);
        check("If Moss says", Some("Moss"), "says", Some(Change::Condition));
        check("Unless Moss says", Some("Moss"), "says", Some(Change::Condition));
    }

    #[test]
    fn what_is_told_stands() {
        check("Moss said", Some("Moss"), "said", None);
        check("Moss would later say", Some("Moss"), "would", None);
        check("Moss could only say", Some("Moss"), "could", None);
        check("Moss could be heard saying", None, "saying", None);
        check("Moss went on to say", None, "to", None);
        check("Moss used to say", None, "to", None);
        check("Moss was forced to say", None, "to", None);
        check("Moss wanted to leave but paused to say", None, "to", None);
        check("Moss was quoted as saying", None, "saying", None);
        check("Moss admitted saying", None, "saying", None);
        check("If the vote fails, Moss said", Some("Moss"), "said", None);
        check("Nobody knows why Moss said", Some("Moss"), "said", None);
        check("It was not until May that Moss said", Some("Moss"), "said", None);
        check("It was not the first time Moss said", Some("Moss"), "said", None);
        check("Hale was not surprised that Moss said", Some("Moss"), "said", None);
        check("No doubt Moss said", Some("Moss"), "said", None);
        check("Hale said that Moss told", Some("Moss"), "told", None);
        check("It is true that Moss said", Some("Moss"), "said", None);
    }
}
