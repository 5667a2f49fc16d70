//! Figures side by side: those for one thing, and none that only look so.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;

use verbatim::article::corpus::{Corpus, Limits};
use verbatim::config::AnswerConfig;
use verbatim::engine::Engine;

const FIRE: [&str; 4] = [
    "March 3, 2021\n\nA fire on a ferry off Tarnholm has killed at least two people, the coast guard said on Tuesday.\n",
    "March 3, 2021\n\nFive dead, 30 hurt in ferry fire\n\nFive passengers' families were told on Tuesday. The ferry fire off Tarnholm left 30 people injured.\n",
    "March 4, 2021\n\nThe death toll of the ferry fire off Tarnholm has risen to 11, and 42 others were injured, the mayor said.\n\nIn 1998, a ferry fire off Halden killed 159 people.\n\nSix children were among the 11 dead.\n",
    "March 5, 2021\n\nEleven people died in the fire on the ferry Alda, among them two sailors.\n\nThe ferry, 24 years old, had 130 people on board.\n",
];

const PROTEST: [&str; 3] = [
    "Police in Halden arrested 40 protesters outside the port on Friday.\n\nSome 2,000 protesters marched to the port of Halden against the new toll bridge.\n",
    "More than 5,000 protesters marched to the port of Halden against the new bridge, the unions said.\n\nPolice detained 55 protesters.\n",
    "The march of 2,000 protesters to the port of Halden ended after two hours.\n\nThe bridge will have four lanes. The port was closed for 48 hours.\n",
];

const MATCH: [&str; 3] = [
    "Ireland beat 13 England men in Dublin on Saturday in the Six Nations.\n\nAda Lind scored 12 points for Ireland in the second half.\n",
    "In the Five Nations of old, Ireland never beat England twice.\n\nFive others were hurt in training in June, the coach said.\n",
    "Ireland won in Dublin. 14 others had been left at home.\n\nThe stadium has 51,000 seats.\n",
];

/// The figures of a list: what it is called, and each value with how many articles give it.
type List = (String, Vec<(f64, usize)>);

fn lists(articles: &[&str], topic: &str) -> Vec<List> {
    let folder = tempfile::tempdir().unwrap();
    for (number, text) in articles.iter().enumerate() {
        fs::write(folder.path().join(format!("{number}.txt")), text).unwrap();
    }
    let corpus = Corpus::load(folder.path(), &Limits::default()).unwrap();
    let engine =
        Engine::new(corpus, AnswerConfig { passages: 5, min_confidence: 0.5, encoder: false })
            .unwrap();
    let comparison = engine.compare(topic).unwrap();
    let list = |figures: &verbatim::model::verdict::Figures<'_>| {
        let values = figures.values.iter();
        (figures.thing.clone(), values.map(|alike| (alike[0].value, alike.len())).collect())
    };
    comparison.figures.iter().map(list).collect()
}

#[test]
fn figures_for_one_thing() {
    let check = |articles: &[&str], topic: &str, expected: &[(&str, &[(f64, usize)])]| {
        let found = lists(articles, topic);
        let expected: Vec<List> =
            expected.iter().map(|(thing, values)| ((*thing).to_owned(), values.to_vec())).collect();
        assert_eq!(found, expected, "{topic}");
    };
    check(&FIRE, "death toll", &[("people killed", &[(2.0, 1), (5.0, 1), (11.0, 2)])]);
    check(&FIRE, "how many people died", &[("people killed", &[(2.0, 1), (5.0, 1), (11.0, 2)])]);
    check(&FIRE, "the injured", &[("people injured", &[(30.0, 1), (42.0, 1)])]);
    check(&PROTEST, "arrests", &[("protesters arrested", &[(40.0, 1), (55.0, 1)])]);
    check(&PROTEST, "protesters", &[("protesters", &[(2000.0, 2), (5000.0, 1)])]);
    check(&PROTEST, "lanes", &[]);
    check(&MATCH, "England", &[]);
    check(&MATCH, "Six Nations", &[]);
    check(&MATCH, "others", &[]);
    check(&MATCH, "points", &[]);
}
