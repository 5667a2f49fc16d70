//! What a question asks for: its words that count, and the kind of thing that would answer it.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::english::lexicon::{self, Term};
use crate::english::negations::NEGATIONS;
use crate::english::related;
use crate::english::saying;

/// A question as it was understood.
#[derive(Debug, Clone)]
pub struct Question {
    /// Its text.
    pub text: String,
    /// All its words.
    pub words: Vec<Term>,
    /// The words that count, in order, each stem once.
    pub terms: Vec<QueryTerm>,
    /// What would answer it.
    pub wants: Wants,
    /// Whether it asks for something that is not so.
    pub is_negated: bool,
    /// Whether it asks in what way something came about: "how did it start".
    pub asks_manner: bool,
    /// What it leaves open, if it does.
    pub ambiguity: Option<Ambiguity>,
    /// What is counted, as it is written: "boats" in "how many boats left".
    pub counted: Option<String>,
    /// The last name of whoever is asked what was said, as it is written.
    pub speaker: Option<String>,
}

/// What a question leaves open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ambiguity {
    /// It speaks of somebody without a name: "he".
    Pronoun(String),
    /// It has a single word that counts.
    OneWord(String),
}

/// A word of the question that counts.
#[derive(Debug, Clone)]
pub struct QueryTerm {
    /// The word as it was asked, for messages.
    pub written: String,
    /// The word as it is compared.
    pub term: Term,
    /// How much the word counts besides its rarity, from 0 to 1.
    pub weight: f32,
    /// Whether it picks one thing of a row: "the next meeting". What lacks the word tells of another one.
    pub picks: bool,
}

impl QueryTerm {
    /// Whether the word is a name or a number: an answer that lacks it speaks of something else. A small number that
    /// is spelled is none: "the two sides".
    #[must_use]
    pub fn is_particular(&self) -> bool {
        /// Longest value that is small: two digits.
        const SMALL: usize = 2;
        let is_spelled = self.written.starts_with(char::is_alphabetic);
        let is_number = self.term.is_number() && !(is_spelled && self.term.word().len() <= SMALL);
        self.term.is_name || is_number
    }
}

/// The kind of thing that answers a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Wants {
    /// A person or a body: who, whom, whose.
    Person,
    /// A number: how many, how much, how big.
    Number,
    /// A time: when, which year.
    Time,
    /// A place: where, in which city.
    Place,
    /// A reason: why.
    Reason,
    /// Something said: what did X say.
    Speech,
    /// Whether something is so: did, is, will.
    Whether,
    /// Any other thing.
    Thing,
}

/// The most words of a question that are looked up; later ones are left out. A Discord message has at most
/// 2000 characters, a question of more than this many different words is no question.
pub const MAX_TERMS: usize = 48;

/// How much a word counts that speaks of the asking or the reporting, not of the event.
const WEAK: f32 = 0.25;

/// Reads a question. Any text is one.
#[must_use]
pub fn understand(text: &str) -> Question {
    let words = lexicon::terms(text);
    let (wants, asking) = wants(&words);
    let mut seen = HashSet::new();
    let counts =
        |(_, term): &(usize, &Term)| !term.is_stopword() && seen.insert(term.stem().to_owned());
    let terms: Vec<_> = words
        .iter()
        .enumerate()
        .filter(counts)
        .take(MAX_TERMS)
        .map(|(at, term)| QueryTerm {
            written: text[term.start..term.end].to_owned(),
            weight: if term.is_weak() || Some(at) == asking { WEAK } else { 1.0 },
            picks: picks(text, &words, at),
            term: term.clone(),
        })
        .collect();
    Question {
        text: text.to_owned(),
        ambiguity: ambiguity(text, &words, &terms),
        counted: counted(text, &words),
        speaker: speaker(text, &words),
        // What somebody is quoted as saying turns nothing round.
        // Why something is not so may well be told without "not".
        is_negated: wants != Wants::Reason && is_negated(text, &words),
        asks_manner: wants == Wants::Thing && words.iter().any(|term| term.word() == "how"),
        words,
        terms,
        wants,
    }
}

/// What a question counts. "How many people" may well be told without the word.
fn counted(text: &str, words: &[Term]) -> Option<String> {
    let at =
        words.windows(2).position(|pair| pair[0].word() == "how" && pair[1].word() == "many")?;
    // Of "fishing boats sank in" and "voters cast ballots" the first plural is the noun.
    let mut run = words[at + 2..].iter().take_while(|term| !term.is_stopword());
    let noun = run.clone().find(|term| is_plural(term.word())).or(run.next());
    let noun = noun.filter(|term| !LOOSELY_COUNTED.contains(&term.stem()))?;
    Some(text[noun.start..noun.end].to_owned())
}

/// Whether a word looks like the plural of a noun.
#[must_use]
pub fn is_plural(word: &str) -> bool {
    word.ends_with('s') && !word.ends_with("ss")
        || matches!(word, "children" | "people" | "men" | "women" | "police")
}

/// Whose words are asked for: "what did Mr Lin say". Countries and offices speak through many people.
fn speaker(text: &str, words: &[Term]) -> Option<String> {
    let helper = words.iter().position(|term| HELPERS.contains(&term.word()))?;
    let verb = words.iter().position(|term| SPEECH.iter().any(|stem| stem == term.stem()))?;
    let name = words.get(helper + 1..verb)?.last()?;
    let is_person = name.is_name
        && !name.is_number()
        && !related::is_place(name.stem())
        && text[name.start..name.end].contains(char::is_lowercase);
    is_person.then(|| text[name.start..name.end].to_owned())
}

/// Whether a word outside of quote marks turns the question round.
fn is_negated(text: &str, words: &[Term]) -> bool {
    let mut is_quoted = false;
    let mut from = 0;
    words.iter().any(|term| {
        let marks = text[from..term.start].matches(['"', '“', '”']).count();
        is_quoted ^= marks % 2 == 1;
        from = term.start;
        !is_quoted && related::is_negation(term.word())
    })
}

/// Whether the word at this place picks one thing of a row. "The last year" picks nothing: it is a time.
fn picks(text: &str, words: &[Term], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| &words[before]);
    // "Europe's" has its mark inside of the word, "allies'" behind it.
    let owns = |before: &Term| {
        let written = &text[before.start..before.end];
        OWNING.contains(&before.word())
            || written.ends_with("'s")
            || written.ends_with("’s")
            || text[before.end..].starts_with(['\'', '’'])
    };
    PICKING.contains(&words[at].word())
        && before.is_some_and(owns)
        && words.get(at + 1).is_some_and(|next| !TIMES.contains(&next.stem()) && !next.is_number())
}

/// The kind of thing asked for, and the place of a noun that only names that kind ("which year").
fn wants(terms: &[Term]) -> (Wants, Option<usize>) {
    let next_in = |at: usize, words: &[&str]| {
        terms.get(at + 1).is_some_and(|next| words.contains(&next.stem()))
    };
    let asks = terms.iter().enumerate().find_map(|(at, term)| match term.word() {
        "who" | "whom" | "whose" | "whos" => Some((Wants::Person, None)),
        "how" if next_in(at, &SIZES) => {
            let names_kind = !next_in(at, &["mani", "much", "often"]);
            Some((Wants::Number, names_kind.then_some(at + 1)))
        }
        "when" => Some((Wants::Time, None)),
        "where" => Some((Wants::Place, None)),
        "why" => Some((Wants::Reason, None)),
        "what" | "which" | "wat" | "whats" => noun_wants(terms, at),
        _ => None,
    });
    let is_whether = terms.first().is_some_and(|first| NEGATIONS.is_auxiliary(first.word()));
    asks.unwrap_or(if is_whether { (Wants::Whether, None) } else { (Wants::Thing, None) })
}

/// What the noun after "what" or "which" asks for.
fn noun_wants(terms: &[Term], at: usize) -> Option<(Wants, Option<usize>)> {
    let kind = |wants, noun: usize| Some((wants, Some(noun)));
    for (noun, term) in terms.iter().enumerate().skip(at + 1).take(3) {
        match term.stem() {
            "year" | "day" | "date" | "month" | "time" | "centuri" | "decad" => {
                return kind(Wants::Time, noun);
            }
            stem if PLACES.contains(&stem) => return kind(Wants::Place, noun),
            "person" | "leader" | "politician" | "scientist" | "diplomat" | "minist" | "offici"
            | "presid" => return Some((Wants::Person, None)),
            "percentag" | "number" | "amount" | "percent" | "proport" | "size" => {
                return kind(Wants::Number, noun);
            }
            "reason" | "caus" => return kind(Wants::Reason, noun),
            // "The name of the captain", but "the name of the island".
            "name" if noun > at + 1 => {
                let is_place = |term: &Term| PLACES.contains(&term.stem());
                let of_place = terms[noun..].iter().any(is_place);
                return kind(if of_place { Wants::Place } else { Wants::Person }, noun);
            }
            "name" | "type" | "kind" | "sort" => return kind(Wants::Thing, noun),
            _ if term.is_stopword() => break,
            _ => {}
        }
    }
    let asks_words = terms[at..].iter().any(|term| SPEECH.iter().any(|stem| stem == term.stem()));
    asks_words.then_some((Wants::Speech, None))
}

/// What a question without a subject of its own leaves open.
fn ambiguity(text: &str, words: &[Term], terms: &[QueryTerm]) -> Option<Ambiguity> {
    let counting: Vec<_> = terms.iter().filter(|term| term.weight >= 1.0).collect();
    if let [only] = counting[..]
        && words.len() <= 2
    {
        return Some(Ambiguity::OneWord(only.written.clone()));
    }
    // A pronoun after a name stands for it: "Did Merz say that he would go?"
    let first_name = terms.iter().find(|term| term.term.is_name).map(|term| term.term.start);
    let pronoun = words.iter().find(|term| PRONOUNS.contains(&term.word()))?;
    let is_open = first_name.is_none_or(|name| pronoun.start < name)
        && counting.iter().all(|term| term.term.start > pronoun.start);
    is_open.then(|| Ambiguity::Pronoun(text[pronoun.start..pronoun.end].to_owned()))
}

/// Stems after "how" that ask for a number.
const SIZES: [&str; 9] = ["mani", "much", "big", "larg", "long", "far", "old", "high", "often"];

/// Stems of verbs that ask for words said. A state is a country first.
static SPEECH: LazyLock<Vec<String>> = LazyLock::new(|| {
    let verbs = saying::asking().filter(|verb| *verb != "state");
    verbs.map(lexicon::stem).collect()
});

/// Stems of what is counted without being named: "12 were hurt".
const LOOSELY_COUNTED: [&str; 5] = ["peopl", "person", "time", "men", "women"];

/// Verbs between "what" and whoever said it.
const HELPERS: [&str; 6] = ["did", "does", "do", "has", "have", "had"];

/// Stems of what bears the name of a place.
const PLACES: [&str; 8] =
    ["countri", "citi", "place", "region", "town", "state", "continent", "locat"];

/// Words that pick one thing of a row.
const PICKING: [&str; 6] = ["next", "upcoming", "forthcoming", "last", "latest", "previous"];

/// Words before them; an owner may stand there too: "Europe's next summit".
const OWNING: [&str; 7] = ["the", "its", "his", "her", "their", "our", "this"];

/// Stems of stretches of time.
const TIMES: [&str; 11] =
    ["time", "hour", "day", "night", "week", "weekend", "month", "year", "decad", "centuri", "few"];

const PRONOUNS: [&str; 4] = ["he", "she", "him", "her"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_words_pick_one_of_a_row() {
        let picks = |text| understand(text).terms.iter().any(|term| term.picks);
        assert!(picks("When is the next meeting?"));
        assert!(picks("Who won Europe’s last election?"));
        assert!(picks("What is their latest offer?"));
        assert!(picks("Where is the allies’ next summit?"));
        assert!(!picks("How many came in the last year?"));
        assert!(!picks("How long will the talks last?"));
        assert!(!picks("What happens next?"));
        assert!(!picks("When did Macron last visit Kyiv?"));
        assert!(!picks("Who sat next to Merz?"));
    }

    #[test]
    fn stopwords_and_repeats_go_and_the_kind_is_seen() {
        let check = |text: &str, wants: Wants, words: &[&str]| {
            let question = understand(text);
            let found: Vec<_> = question.terms.iter().map(|term| term.term.word()).collect();
            assert_eq!((question.wants, &*found), (wants, words), "{text}");
        };
        check("Who led the delegation?", Wants::Person, &["led", "delegation"]);
        check("How many troops will France send?", Wants::Number, &["troops", "france", "send"]);
        check("When was the summit in Paris?", Wants::Time, &["summit", "paris"]);
        check("In which year did it start?", Wants::Time, &["year", "start"]);
        check("Where will troops be based?", Wants::Place, &["troops", "based"]);
        check(
            "What did the US say about troops and troops?",
            Wants::Speech,
            &["united_states", "say", "troops"],
        );
        check("guarantees?", Wants::Thing, &["guarantees"]);
        check("who are they?", Wants::Person, &[]);
        check("", Wants::Thing, &[]);
        check("Which diplomat said so?", Wants::Person, &["diplomat", "said"]);
        check("Will Berlin send soldiers?", Wants::Whether, &["berlin", "send", "soldiers"]);
        check("What percentage is occupied?", Wants::Number, &["percentage", "occupied"]);
        check("wat did he say", Wants::Speech, &["say"]);
        check("Why did it fall?", Wants::Reason, &["fall"]);
        assert!(understand(" ?! ").words.is_empty());
        assert!(!understand("the").words.is_empty());
    }

    #[test]
    fn a_noun_that_only_names_the_kind_counts_little() {
        let weights = |text| understand(text).terms.iter().map(|t| t.weight).collect::<Vec<_>>();
        assert_eq!(weights("In which year did troops leave?"), [WEAK, 1.0, 1.0]);
        assert_eq!(weights("What happened in the year of the flood?"), [WEAK, 1.0, 1.0]);
    }

    #[test]
    fn what_is_counted_and_who_speaks_is_seen() {
        let check = |text: &str, counted: Option<&str>, speaker: Option<&str>| {
            let question = understand(text);
            assert_eq!(question.counted.as_deref(), counted, "{text}");
            assert_eq!(question.speaker.as_deref(), speaker, "{text}");
        };
        check("How many fishing boats did the port lose?", Some("boats"), None);
        check("How many boats left?", Some("boats"), None);
        check("How many fishing boats sank in the storm?", Some("boats"), None);
        check("How many countries took part, it is said?", Some("countries"), None);
        check("How many voters cast ballots?", Some("voters"), None);
        check("How many children of the town left?", Some("children"), None);
        check("How many people were hurt?", None, None);
        check("How much is it?", None, None);
        check("What did Ada Lindqvist say about the pier?", None, Some("Lindqvist"));
        check("What has Lindqvist said?", None, Some("Lindqvist"));
        check("What did the mayor say?", None, None);
        check("What did Germany say?", None, None);
        check("What did NATO say?", None, None);
        check("What did Lindqvist open?", None, None);
    }

    #[test]
    fn what_a_question_leaves_open_is_seen() {
        let check = |text: &str, expected: Option<Ambiguity>| {
            assert_eq!(understand(text).ambiguity, expected, "{text}");
        };
        check("What did he say about compromises?", Some(Ambiguity::Pronoun("he".into())));
        check("What did she tell him?", Some(Ambiguity::Pronoun("she".into())));
        check("guarantees?", Some(Ambiguity::OneWord("guarantees".into())));
        check("Did Merz say that he would go?", None);
        check("What did the minister say when he left?", None);
        check("Who led the delegation?", None);
        check("", None);
    }

    #[test]
    fn a_negated_question_is_seen() {
        let check = |text: &str, is: bool| assert_eq!(understand(text).is_negated, is, "{text}");
        check("Who will not send troops?", true);
        check("Who doesn't agree?", true);
        check("Who will send troops?", false);
        check("Did he say \"this is not enough\"?", false);
        check("Who did not say “enough”?", true);
    }
}
