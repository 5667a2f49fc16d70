//! What the form of a question says of where its answer stands.

use crate::english::lexicon::Term;
use crate::search::question::{Question, Wants};

/// The kinds of question for which answers are weighed apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A person or a body.
    Person,
    /// A number.
    Number,
    /// A time.
    Time,
    /// A place.
    Place,
    /// A reason.
    Reason,
    /// Something said.
    Speech,
    /// In what way: "how did they".
    Manner,
    /// Any other thing, or whether something is so.
    Thing,
}

impl Kind {
    /// The kind as one lower-case word: its table in `config/highlight.toml`.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Number => "number",
            Self::Time => "time",
            Self::Place => "place",
            Self::Reason => "reason",
            Self::Speech => "speech",
            Self::Manner => "manner",
            Self::Thing => "thing",
        }
    }
}

/// Which part of the sentence the question word stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// "Who won it": what stands in front of the verb.
    Subject,
    /// "What did they win": what stands behind it.
    Object,
    /// "What is it": either.
    Open,
}

/// A question as far as its form tells.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) kind: Kind,
    pub(super) role: Role,
    /// Stems of the noun behind the question word: "which plane", "how many votes".
    pub(super) focus: Vec<String>,
    /// The preposition with which the question ends: "what is it known for".
    pub(super) preposition: Option<String>,
}

const DO: [&str; 3] = ["do", "does", "did"];
const BE: [&str; 17] = [
    "is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could", "may",
    "might", "must", "should", "be", "been",
];
const QUESTION_WORDS: [&str; 13] = [
    "what", "which", "who", "whom", "whose", "when", "where", "why", "how", "wat", "whats", "whos",
    "wht",
];
const PREPOSITIONS: [&str; 12] =
    ["in", "on", "at", "by", "for", "from", "to", "with", "of", "as", "about", "into"];

impl Asked {
    pub(super) fn of(question: &Question) -> Self {
        let words = &question.words;
        let wh = words.iter().position(|term| QUESTION_WORDS.contains(&term.word()));
        let behind = wh.map_or(&words[..0], |wh| &words[wh + 1..]);
        let helper = behind.iter().take(HELPER_REACH).position(is_helper);
        let role = match helper.and_then(|at| behind.get(at)) {
            Some(helper) if DO.contains(&helper.word()) => Role::Object,
            Some(_) => Role::Open,
            None => Role::Subject,
        };
        let names_noun =
            wh.is_some_and(|wh| matches!(words[wh].word(), "what" | "which" | "how" | "whose"));
        let noun = behind.iter().take(helper.unwrap_or(FOCUS)).filter(|term| !term.is_stopword());
        let focus =
            if names_noun { noun.map(|term| term.stem().to_owned()).collect() } else { vec![] };
        let last = words.last().map(Term::word);
        let preposition = last.filter(|last| PREPOSITIONS.contains(last)).map(str::to_owned);
        Self { kind: kind(question, wh), role, focus, preposition }
    }
}

/// How many words behind the question word its auxiliary may stand.
const HELPER_REACH: usize = 6;
/// How many words behind the question word may be its noun where no auxiliary follows.
const FOCUS: usize = 1;

fn is_helper(term: &Term) -> bool {
    DO.contains(&term.word()) || BE.contains(&term.word())
}

fn kind(question: &Question, wh: Option<usize>) -> Kind {
    // "What occurs when": the first question word decides.
    let is_what =
        wh.is_some_and(|wh| matches!(question.words[wh].word(), "what" | "wat" | "whats"));
    let other = wh.and_then(|wh| {
        question.words[wh + 1..].iter().find(|term| QUESTION_WORDS.contains(&term.word()))
    });
    if is_what && other.is_some() && !matches!(question.wants, Wants::Speech) {
        return Kind::Thing;
    }
    match question.wants {
        Wants::Person => Kind::Person,
        Wants::Number => Kind::Number,
        Wants::Time => Kind::Time,
        Wants::Place => Kind::Place,
        Wants::Reason => Kind::Reason,
        Wants::Speech => Kind::Speech,
        Wants::Whether | Wants::Thing => {
            let is_how = wh.is_some_and(|wh| question.words[wh].word() == "how");
            if is_how { Kind::Manner } else { Kind::Thing }
        }
    }
}
