//! Questions as people type them in chats: short spellings, typing errors, words that no article has.

use super::*;

const FERRY: &str = "Ferry runs aground off Skarnholm, 14 hurt

SKARNHOLM, March 4 - A passenger ferry ran aground on rocks off the island of Skarnholm late on Monday, injuring 14 people.

The Solveig, which was carrying 212 passengers, struck the reef in thick fog.

The anti-smuggling patrol of the port of Varde towed it off, and the co-operative of the fishermen lent its boats.

The Solveig lay at a depth of only four metres, the coast guard said.

Most passengers spent the night outdoors on the beach of Varde, where volunteers handed out blankets.

Captain Henrik Aune told investigators that the radar had failed.

Nordlinje's chief executive, Bjarne Falk, apologised and promised each passenger 500 euros. He refused to resign.
";

const PLANT: &str = "Workers at the Brenko plant walk out

LODVIK - About 1,800 employees of the car parts maker Brenko downed tools on Thursday after the company said that it would shut its factory.

Production will be moved to Morocco, where wages are lower.

Police detained five protesters who had blocked the road. Talks in the ministry collapsed on Monday.

Economy Minister Elena Marchetti rejected state aid.
";

const QUAKE: &str = "Quake shakes Tarvos

TARVOS, 2 May - An earthquake killed 31 people in the hills above Tarvos on Friday, the governor said.

The invasion of the valley by treasure hunters must stop, said lawmaker Ruta Banerji.

The tariffs on cement were lifted so that houses can be rebuilt.
";

fn events() -> tempfile::TempDir {
    articles(&[("ferry.txt", FERRY), ("plant.txt", PLANT), ("quake.txt", QUAKE)])
}

#[test]
fn a_question_is_understood_as_it_is_typed() {
    let folder = events();
    let engine = engine(folder.path());
    let check = |question: &str, expected: &str| {
        let answer = engine.ask(question).unwrap();
        assert_eq!(answer.outcome, Outcome::Answered, "{question}");
        assert!(first(&answer).contains(expected), "{question}: {}", first(&answer));
    };
    // Short spellings and fillers.
    check("lol how many ppl were injured on the ferry", "14 people");
    check("where is production going instead tho", "Morocco");
    check("did the govt reject state aid", "rejected state aid");
    check("how many passengers did the solveig carry b4 it struck the reef", "212 passengers");
    // Typing errors.
    check("who apoligised to the passengers", "Bjarne Falk");
    check("how many employes downed tools", "1,800");
    check("where did the passangers spend the nihgt", "beach of Varde");
    // Words of one family, and of one meaning.
    check("how deep was the solveig", "depth of only four");
    check("did the passengers sleep outside on the beach", "outdoors");
    check("who invaded the valley", "invasion");
    check("what is the death toll of the earthquake", "31 people");
    // Written with a hyphen or without.
    check("what did the cooperative lend", "co-operative");
    check("what did the antismuggling patrol do", "towed it off");
    check("was a tariff on cement lifted", "tariffs on cement");
}

#[test]
fn what_nobody_tells_is_refused_however_it_is_typed() {
    let folder = events();
    let engine = engine(folder.path());
    let refused = |question: &str, reason: &str| {
        let answer = engine.ask(question).unwrap();
        let Outcome::NotFound(refusal) = &answer.outcome else {
            panic!("{question}: {}", first(&answer))
        };
        assert!(refusal.to_string().contains(reason), "{question}: {refusal}");
    };
    refused("what did podesta say about the ferry", "‘podesta’");
    refused("did 900 employees down tools", "‘900’");
    refused("how many tanks were sent to lodvik", "‘tanks’");
    refused("did the passengers sue nordlinje", "");
    refused("how many people drowned on the ferry", "‘drowned’");
    refused("who won the football match in tarvos", "‘won’");
    refused("what did Janssen say about the talks", "‘Janssen’");
}

#[test]
fn a_correction_is_told_and_never_made_of_a_real_word() {
    let folder = events();
    let engine = engine(folder.path());
    let read = |question: &str| match engine.ask(question).unwrap().note {
        Some(Note::ReadAs(words)) => words,
        _ => vec![],
    };
    let pairs = |words: &[(&str, &str)]| -> Vec<(String, String)> {
        words.iter().map(|(one, other)| ((*one).to_owned(), (*other).to_owned())).collect()
    };
    assert_eq!(read("who is the captian of the ferry"), pairs(&[("captian", "captain")]));
    assert_eq!(read("when did the tlaks collapse"), pairs(&[("tlaks", "talks")]));
    assert_eq!(read("what did Marchettti reject"), pairs(&[("Marchettti", "marchetti")]));
    for question in [
        "when did the tanks collapse",
        "when did the talk collapse",
        "who blocked the toad",
        "what did the fairy carry",
        "did Fall resign",
        "how many ppl were hurt",
        "where is Parvos",
    ] {
        assert_eq!(read(question), vec![], "{question}");
    }
    let note = Note::ReadAs(pairs(&[("tlaks", "talks")])).to_string();
    assert_eq!(note, "‘tlaks’ was read as ‘talks’");
}

/// No word of English is so long; looking for a near one would cost seconds.
#[test]
fn a_very_long_word_is_no_typing_error() {
    let folder = events();
    let engine = engine(folder.path());
    let word = "x".repeat(2000);
    let answer = engine.ask(&format!("what did {word} say about the ferry")).unwrap();
    assert_eq!(answer.outcome, Outcome::NotFound(Refusal::Unmentioned(vec![word])));
}
