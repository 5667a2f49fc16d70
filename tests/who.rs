//! Who somebody is: in the words of the articles, through every door the same.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;

use serde_json::Value;
use verbatim::article::corpus::{Corpus, Limits};
use verbatim::config::AnswerConfig;
use verbatim::engine::Engine;
use verbatim::model::answer::Passage;
use verbatim::model::inquiry::Inquiry;
use verbatim::render::reading_room::ReadingRoom;
use verbatim::render::terminal::Style;
use verbatim::render::{discord, json, terminal};

const ARTICLES: [&str; 3] = [
    "Ada Lind, the mayor of Halden, closed the bridge on Monday.\n\n\
     “We could not wait another day for the inspectors,” Lind told reporters. “The cracks grew by the hour.”\n\n\
     Eva Lind, a pupil of twelve, was on the bridge when it was closed.\n",
    "Mayor Ada Lind and Transport Minister Bo Marsh met in the town hall of Halden.\n\n\
     “We could not wait another day for the inspectors,” Mayor Lind said.\n\n\
     Marsh, Police Chief Carl Roth and Lind then walked to the bridge.\n",
    "The head of the harbour, Dora Vik, was not asked.\n\n\
     On the conservative side, Lind won in March by a narrow margin.\n\n\
     Jon Berg is the owner of the ferry line. Ann Ree, President Olaf Due’s sister-in-law, owns it with him. Police arrested Kim Holt near the pier of Halden.\n",
];

fn engine() -> Engine {
    let folder = tempfile::tempdir().unwrap();
    for (number, text) in ARTICLES.iter().enumerate() {
        fs::write(folder.path().join(format!("{number}.txt")), text).unwrap();
    }
    let corpus = Corpus::load(folder.path(), &Limits::default()).unwrap();
    Engine::new(corpus, AnswerConfig { passages: 5, min_confidence: 0.5, encoder: false }).unwrap()
}

#[test]
fn who_somebody_is() {
    let engine = engine();
    // (typed, name, quotations, sentences by their first words)
    let check = |typed: &str, name: &str, quotations: usize, told: &[&str]| {
        let profile = engine.who(typed).unwrap();
        let found: Vec<&str> = profile.told.iter().map(Passage::text).collect();
        assert_eq!((profile.name.as_str(), profile.quotations), (name, quotations), "{typed}");
        let as_expected = found.iter().zip(told).all(|(found, told)| found.starts_with(told));
        assert!(found.len() == told.len() && as_expected, "{typed}: {found:#?}");
        assert!(!profile.is_empty());
    };
    check("Ada Lind", "Ada Lind", 2, &["Ada Lind, the mayor"]);
    check("Mayor Lind", "Ada Lind", 2, &["Ada Lind, the mayor"]);
    check("Bo Marsh", "Bo Marsh", 0, &["Mayor Ada Lind and Transport Minister Bo Marsh"]);
    check("Marsh", "Bo Marsh", 0, &["Mayor Ada Lind and Transport Minister Bo Marsh"]);
    check("Dora Vik", "Dora Vik", 0, &["The head of the harbour, Dora Vik"]);
    check("Jon Berg", "Jon Berg", 0, &["Jon Berg is the owner"]);
    check("Carl Roth", "Carl Roth", 0, &["Marsh, Police Chief Carl Roth"]);
    check("Ann Ree", "Ann Ree", 0, &["Ann Ree, President Olaf Due’s"]);
    // Nobody says who that is, but the name is there.
    check("Kim Holt", "Kim Holt", 0, &["Police arrested Kim Holt"]);
    assert!(!engine.who("Kim Holt").unwrap().is_described);
    assert_eq!(engine.who("Kim Holt").unwrap().count(), "named, but not quoted");
    let unknown = engine.who("Adda Lindt").unwrap();
    assert!(!unknown.is_empty() || unknown.nearest == ["Ada Lind"], "{unknown:?}");
    let nobody = engine.who("Xaver Quork").unwrap();
    assert!(nobody.is_empty() && nobody.nearest.is_empty(), "{nobody:?}");
}

#[test]
fn one_profile_through_every_door() {
    let engine = engine();
    let inquiry = Inquiry::read("/who Lind").unwrap();
    let reply = engine.reply(&inquiry).unwrap();
    let profile = engine.who("Lind").unwrap();
    let form: Value = serde_json::from_str(&json::who(&profile)).unwrap();
    let mut said: Vec<String> = vec![];
    for one in form["told"].as_array().unwrap() {
        said.push(one["text"].as_str().unwrap().to_owned());
    }
    for one in form["best"].as_array().unwrap() {
        said.extend(
            one["parts"].as_array().unwrap().iter().map(|part| part.as_str().unwrap().to_owned()),
        );
    }
    assert!(said.len() >= 2, "{form:#}");
    let shown = terminal::reply(&reply, Style::default());
    let message = discord::reply(&inquiry, &reply, 0, &|_, _| false, ReadingRoom::default());
    let in_discord = &message.embeds[0].description;
    for words in &said {
        let words = words.trim_end_matches(',');
        assert!(shown.contains(words), "{words} is not in\n{shown}");
        assert!(in_discord.contains(&discord::escape(words)), "{words} is not in\n{in_discord}");
    }
    let nobody = Inquiry::read("/who Xaver Quork").unwrap();
    let message = discord::reply(
        &nobody,
        &engine.reply(&nobody).unwrap(),
        0,
        &|_, _| false,
        ReadingRoom::default(),
    );
    assert!(message.embeds[0].description.contains("Xaver Quork") && message.private);
}
