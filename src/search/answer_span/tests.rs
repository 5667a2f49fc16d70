use proptest::prelude::*;

use super::*;
use crate::english::related;
use crate::search::question::understand;
use crate::search::rank::WeightedTerm;

/// A question as a corpus knows it in which every word is as rare as any other.
fn prepared(question: &Question) -> PreparedQuery {
    let terms = question.terms.iter().map(|query| WeightedTerm {
        query: query.clone(),
        related: related::related(query.term.stem()).to_vec(),
        idf: 1.0,
        is_known: true,
        is_decisive: true,
        is_corrected: false,
    });
    PreparedQuery::new(terms.collect(), &question.words)
}

fn marked<'t>(question: &str, text: &'t str) -> Option<&'t str> {
    let question = understand(question);
    find(&question, &prepared(&question), text).map(|range| &text[range])
}

/// The answer must lie in what is marked, and that must have at most five words more.
fn check(question: &str, text: &str, answer: &str) {
    let found = marked(question, text).unwrap_or_default();
    let words = |text: &str| text.split_whitespace().count();
    assert!(
        found.contains(answer) && words(found) <= words(answer) + 5,
        "{question}\n  {text}\n  marked: {found:?}"
    );
}

#[test]
fn numbers_are_marked() {
    let text = "The ferry sank on Monday with 214 passengers and nine crew on board, the coast guard said.";
    check("How many passengers were on the ferry?", text, "214");
    check("how many crew did the ferry have", text, "nine");
    check("How deep is the lake?", "The lake, fed by four rivers, is 38 metres deep.", "38 metres");
    check(
        "How much did the bridge cost?",
        "The bridge, opened in 1998, cost $41 million.",
        "$41 million",
    );
    check("How old is the captain?", "Its captain, Ola Nes, 52, was arrested on Friday.", "52");
    check(
        "What percentage of homes lost power?",
        "Some 30 per cent of homes lost power for two days.",
        "30 per cent",
    );
    check(
        "How long did the strike last?",
        "Two unions led the strike, which lasted for 11 weeks.",
        "11 weeks",
    );
}

#[test]
fn times_and_places_are_marked() {
    let text = "The museum in Lund was closed on 4 March 2021 after a fire in its cellar.";
    check("When was the museum closed?", text, "4 March 2021");
    check("What year was the museum closed?", text, "2021");
    check(
        "When will the port reopen?",
        "The port of Vik will reopen on Thursday, its harbour master said.",
        "Thursday",
    );
    check(
        "Where did the train stop?",
        "The train stopped in Halden because of snow on the line.",
        "Halden",
    );
}

#[test]
fn persons_and_reasons_are_marked() {
    check(
        "Who designed the tower?",
        "The tower was designed by Ada Lindqvist in 1931.",
        "Ada Lindqvist",
    );
    check("Who won the race?", "Ola Nes won the race ahead of two Danish riders.", "Ola Nes");
    check(
        "Why did the train stop?",
        "The train stopped in Halden because snow had blocked the line.",
        "snow had blocked the line",
    );
}

#[test]
fn reasons_in_so_many_words_are_marked() {
    check(
        "Why was the pier closed?",
        "The pier was closed on Monday due to high waves, the port said.",
        "high waves",
    );
    check(
        "why did they leave",
        "They left in order to catch the last ferry.",
        "in order to catch the last ferry",
    );
    check("Why is the lake green?", "Because of the heat, the lake is green.", "the heat");
}

#[test]
fn who_somebody_is_is_marked() {
    check(
        "Who is Ada Lindqvist?",
        "The talks were led by Ada Lindqvist, the mayor of Halden, on Monday.",
        "the mayor of Halden",
    );
    check(
        "who is lindqvist",
        "Danish Foreign Minister Ada Lindqvist left on Monday.",
        "Danish Foreign Minister",
    );
    check(
        "Who is Ola Nes?",
        "“It held,” said rescue service spokesman Ola Nes.",
        "rescue service spokesman",
    );
    check(
        "who is nes",
        "The head of the rescue service, Ola Nes, said that it held.",
        "The head of the rescue service",
    );
    check(
        "Who is Ola Nes?",
        "Ola Nes of the Rescue Service said that it held.",
        "of the Rescue Service",
    );
    check(
        "What is Norpol?",
        "Norpol is a group of nine northern police forces.",
        "a group of nine northern police forces",
    );
    check(
        "What is Norpol?",
        "Norpol, a group of nine northern police forces, met in Halden.",
        "a group of nine northern police forces",
    );
}

#[test]
fn what_is_a_name_alone_is_seen() {
    let check = |question: &str, expected: Option<&[&str]>| {
        let question = understand(question);
        assert_eq!(definition::explained(&question).as_deref(), expected);
    };
    check("Who is Ada Lindqvist?", Some(&["ada", "lindqvist"]));
    check("who is lindqvist", Some(&["lindqvist"]));
    check("What is Norpol?", Some(&["norpol"]));
    check("who is the mayor of Halden?", None);
    check("Who is leading the talks?", None);
    check("What is the depth?", None);
    check("What happened?", None);
    check("who", None);
    check("", None);
}

#[test]
fn words_said_are_marked_whole() {
    check(
        "What did Lindqvist say about the pier?",
        "“The pier is safe, and it will stay open,” Lindqvist said on Monday.",
        "The pier is safe, and it will stay open",
    );
    check(
        "What did Nes say about the ferry?",
        "Nes said that the ferry was too heavy.",
        "the ferry was too heavy",
    );
}

#[test]
fn nothing_is_marked_where_nothing_is() {
    assert_eq!(marked("How many came?", ""), None);
    assert_eq!(marked("", ""), None);
    assert_eq!(marked("Why?", "…"), None);
}

proptest! {
    #[test]
    fn marks_lie_on_characters_and_stand_in_pairs(question in "(who|when|how many|why|what|where) \\PC{0,40}", text in "\\PC{0,120}") {
        if let Some(found) = marked(&question, &text) {
            prop_assert!(!found.is_empty());
        }
    }
}
