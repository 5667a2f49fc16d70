use super::*;
use crate::english::lexicon;

/// An article of body sentences; those that start with "#" are headlines, with "^" captions.
fn article<'t>(number: usize, day: Option<(u32, u32, u32)>, sentences: &[&'t str]) -> Article<'t> {
    let sentence = |(number, text): (usize, &'t str)| {
        let (kind, text) = match (text.strip_prefix('#'), text.strip_prefix('^')) {
            (Some(text), _) => (BlockKind::Headline, text),
            (_, Some(text)) => (BlockKind::Caption, text),
            _ => (BlockKind::Body, text),
        };
        let tokens = lexicon::terms(text).iter().map(Token::of).collect();
        Sentence { number, kind, text, tokens, is_whole: is_whole(text), relevance: 1.0 }
    };
    let sentences = sentences.iter().copied().enumerate().map(sentence).collect();
    Article { number: DocumentNumber::new(number), day, sentences }
}

const HERALD: [&str; 8] = [
    "#Ferry runs aground off Tarnholm",
    "^The ferry Alda lies off the harbour of Tarnholm on Monday.",
    "A ferry with 120 people on board ran aground off Tarnholm on Monday night, the coast guard said.",
    "All passengers were brought ashore by fishing boats before the tide came in, and nobody was hurt.",
    "Captain Ada Lind told the coast guard that the engine of the ferry had failed in the fog.",
    "She has sailed the route between Halden and Tarnholm for more than twenty years without an accident.",
    "Will the ferry line close the route between Halden and Tarnholm for good this winter?",
    "The ferry line has cancelled all crossings between Halden and Tarnholm until the end of the week.",
];

const POST: [&str; 6] = [
    "#Fishermen save ferry passengers",
    "The ferry Alda ran aground on a sandbank off Tarnholm in thick fog on Monday night.",
    "Fishing boats brought all passengers ashore before the tide came in, the mayor of Tarnholm said.",
    "The ferry line has cancelled all crossings between Halden and Tarnholm until the end of this week.",
    "“We were afraid. Nobody told us anything for an hour, and then the boats came out of the fog,” said a passenger.",
    "Sign up for our newsletter to read more about the ferry Alda, the fog and the fishing boats of Tarnholm.",
];

fn told(articles: &[Article<'_>]) -> Vec<(usize, usize, usize)> {
    let places = summarise(articles).into_iter();
    places.map(|one| (one.document.index(), one.sentence, one.also_in.len())).collect()
}

#[test]
fn sentences_that_tell_the_event() {
    let told = told(&[article(0, None, &HERALD), article(1, None, &POST)]);
    assert!((3..=MOST).contains(&told.len()), "{told:?}");
    let has = |document, sentence| told.iter().any(|one| (one.0, one.1) == (document, sentence));
    assert!(has(0, 2) || has(1, 1), "that it ran aground: {told:?}");
    for (document, sentence) in [(0, 0), (0, 1), (0, 6), (1, 0), (1, 5)] {
        assert!(!has(document, sentence), "no headline, caption, question, furniture: {told:?}");
    }
    assert!(!(has(0, 7) && has(1, 3)), "the same is told once: {told:?}");
    let cancelled = told.iter().find(|one| [(0, 7), (1, 3)].contains(&(one.0, one.1)));
    assert_eq!(cancelled.expect("what several say").2, 1, "with the other source: {told:?}");
    let documents: Vec<_> = told.iter().map(|one| one.0).collect();
    assert!(documents.windows(2).filter(|pair| pair[0] != pair[1]).count() <= 1, "{told:?}");
    assert!(told.windows(2).all(|pair| pair[0].0 != pair[1].0 || pair[0].1 < pair[1].1));
}

#[test]
fn she_comes_with_whom_she_is() {
    // The captain is the only thing that two articles share besides the place, so that sentences on her are chosen.
    let told = told(&[article(0, None, &HERALD[4..6])]);
    assert_eq!(told, [(0, 0, 0), (0, 1, 0)]);
    assert_eq!(summarise(&[article(0, None, &HERALD[5..6])]), [], "nobody says who she is");
}

#[test]
fn older_articles_come_first() {
    let newer = article(0, Some((2025, 3, 4)), &HERALD);
    let older = article(1, Some((2025, 3, 3)), &POST);
    let days: Vec<_> = told(&[newer, older]).iter().map(|one| one.0).collect();
    assert!(days.contains(&0) && days.contains(&1) && days.is_sorted_by(|one, next| one >= next));
}

#[test]
fn nothing_is_told_of_nothing() {
    assert_eq!(summarise(&[]), []);
    assert_eq!(summarise(&[article(0, None, &[])]), []);
    assert_eq!(summarise(&[article(0, None, &["#Ferry", "", "Yes."])]), []);
}

#[test]
fn sentences_that_lean_on_the_one_before() {
    let check = |text: &str, expected: bool| {
        let tokens: Vec<Token> = lexicon::terms(text).iter().map(Token::of).collect();
        assert_eq!(leans_back(text, &tokens), expected, "{text}");
    };
    for text in [
        "He was taken to hospital.",
        "It was found in the harbour.",
        "“They will be back,” said Ada Lind.",
        "That surprised the mayor.",
        "This decision was taken by the mayor.",
        "He’d never seen the ferry.",
        "On Monday he told reporters that the ferry was lost.",
        "Since then, she has lived in Halden.",
        "Its captain was hurt.",
        "In his house in Halden, the mayor was asleep.",
    ] {
        check(text, true);
    }
    for text in [
        "The captain said he was tired.",
        "This week the ferry will sail again.",
        "That year the ferry was built.",
        "It is not clear why the engine failed.",
        "It was the first time that the ferry failed.",
        "Ada Lind said she would stay.",
        "Thousands came.",
        "",
    ] {
        check(text, false);
    }
}
