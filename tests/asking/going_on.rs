//! Questions that lean on what surrounds a sentence or a question: pronouns, the figure that is meant, a day told by its distance,
//! and questions that go on from the one before.

use super::*;
use verbatim::engine::Reply;
use verbatim::model::inquiry::Inquiry;

const SKATER: &str = "---
date: 2031-03-13
---
Skater falls through the ice of Lake Murn

MURN - A figure skater fell through the ice of Lake Murn on Tuesday during a training session of the National Skating Union.

Ines Kolbe trains with a team of 16 skaters. She grew up in Varna, where her grandmother, Rosa Kolbe, sells shoes.

Two anglers pulled Kolbe out of the water. She is now recovering at the clinic of Sankt Veit.

\"The ice looked safe to all of us,\" said the coach, Pavel Drozd.

The police are investigating. The union closed the lake to its 400 members because the ice had become too thin.

The town of Murn welcomed the closure, while the anglers' club rejected it. Hotels will keep their doors open, but the ferry company
said that its boats would not sail.

The lake is home to 30 pairs of swans, and 12 boats lie at its shore.
";

const SWANS: &str = "---
date: 2031-03-10
---
Swans of Lake Murn counted

MURN - The swans of Lake Murn were counted by 25 volunteers.

The next count will be held on Saturday, the warden, Olga Brandt, said.
";

fn lake() -> tempfile::TempDir {
    articles(&[("skater.md", SKATER), ("swans.md", SWANS)])
}

#[test]
fn words_around_a_sentence_tell_whom_it_is_about() {
    let folder = lake();
    let engine = engine(folder.path());
    let check = |question: &str, expected: &str| {
        let answer = engine.ask(question).unwrap();
        assert_eq!(answer.outcome, Outcome::Answered, "{question}");
        assert!(first(&answer).contains(expected), "{question}: {}", first(&answer));
    };
    check("where is kolbe recovering", "clinic of Sankt Veit");
    check("where did ines kolbe grow up", "Varna");
    check("what does the grandma of ines kolbe sell", "shoes");
    check("how many swans are there", "30 pairs of swans");
    check("how many boats lie at the lake", "12 boats");
    check("are the police looking into it", "investigating");
    check("did any anglers or divers pull her out", "Two anglers");
    check("why did the NSU close the lake", "too thin");
    check("are the anglers ok with the closure", "rejected it");
    check("whose boats won't sail", "would not sail");
    let refused = |question: &str| {
        let answer = engine.ask(question).unwrap();
        assert_ne!(answer.outcome, Outcome::Answered, "{question}: {}", first(&answer));
    };
    refused("how old is Pavel Drozd");
    refused("why did the NBA close the lake");
    refused("what did Ines Kolbe say about the ice");
}

#[test]
fn a_day_of_the_week_is_told_with_its_date() {
    let folder = lake();
    let engine = engine(folder.path());
    let check = |question: &str, expected: Option<&str>| {
        let answer = engine.ask(question).unwrap();
        assert_eq!(answer.outcome, Outcome::Answered, "{question}");
        let note = answer.note.map(|note| note.to_string());
        assert_eq!(note.as_deref(), expected, "{question}: {}", answer.passages[0].text());
    };
    check(
        "when did the skater fall through the ice",
        Some("‘Tuesday’ is 11 March 2031 by the date of the article, 13 March 2031"),
    );
    check(
        "when will the swans be counted next",
        Some("‘Saturday’ is 15 March 2031 by the date of the article, 10 March 2031"),
    );
    check("who pulled Kolbe out of the water", None);
}

#[test]
fn a_question_may_go_on_from_the_one_before() {
    let folder = lake();
    let engine = engine(folder.path());
    let ask = |question: &str| Inquiry::Ask(question.to_owned());
    let check = |before: &str, said: &str, expected: Inquiry| {
        assert_eq!(engine.follow_up(before, said).unwrap(), expected, "{before} {said}");
    };
    check("Who is Ines Kolbe?", "where did she grow up?", ask("where did Ines Kolbe grow up?"));
    check("Was the lake closed?", "why?", ask("why? (Was the lake closed?)"));
    check("", "who said that?", ask("who said that?"));
    check("/compare swans", "why?", ask("why?"));
    check("Who is Ines Kolbe?", "How many swans are there?", ask("How many swans are there?"));
    let who = engine.follow_up("did the ice look safe", "who said that?").unwrap();
    let Reply::Check(check) = engine.reply(&who).unwrap() else { panic!("{who:?}") };
    let speaker = check.matches.iter().find_map(|one| one.found.speaker().map(str::to_owned));
    assert_eq!(speaker.as_deref(), Some("Pavel Drozd"));
    let why = engine.follow_up("did the union close the lake", "why?").unwrap();
    let Reply::Answer(answer) = engine.reply(&why).unwrap() else { panic!("{why:?}") };
    assert!(first(&answer).contains("too thin"), "{}", first(&answer));
}
