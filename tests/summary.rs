//! Summaries: the same sentences through every door, and from many articles on disk in bounded work.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

use serde_json::Value;
use verbatim::article::corpus::{Corpus, Folder, Limits};
use verbatim::config::AnswerConfig;
use verbatim::engine::{Engine, Reply};
use verbatim::model::answer::Passage;
use verbatim::model::inquiry::Inquiry;
use verbatim::render::reading_room::ReadingRoom;
use verbatim::render::terminal::Style;
use verbatim::render::{discord, json, terminal};

const CONFIG: AnswerConfig = AnswerConfig { passages: 5, min_confidence: 0.5, encoder: false };

const ARTICLES: [(&str, &str); 3] = [
    (
        "herald.txt",
        "Bridge in Halden closed after cracks are found\n\nBy Ann Marsh\n\nMarch 3, 2025\n\n\
         The old bridge over the Tista in Halden was closed on Monday after engineers found cracks in two of its pillars.\n\n\
         Some 9,000 cars cross the bridge on a usual day, and buses will take a detour through Port Ellis, the mayor said.\n\n\
         “We could not wait another day,” said Mayor Ada Lind, who had asked for the inspection in January.\n\n\
         She said that the repair would take at least eight months and cost 12 million euros.\n",
    ),
    (
        "post.txt",
        "Halden closes its bridge\n\nMarch 4, 2025\n\n\
         Halden closed its old bridge over the Tista on Monday because of cracks in two pillars.\n\n\
         The repair of the bridge will take at least eight months, according to Mayor Ada Lind.\n\n\
         Shopkeepers on the north side of the Tista fear that they will lose half of their customers.\n",
    ),
    (
        "wire.txt",
        "A choir from Tarnholm wins the national contest\n\nMarch 4, 2025\n\n\
         The Tarnholm harbour choir won the national contest for choirs in the capital on Sunday.\n\n\
         Its forty singers are fishermen, teachers and one dentist, the choir said on its page.\n",
    ),
];

fn write(folder: &Path) {
    for (name, text) in ARTICLES {
        fs::write(folder.join(name), text).unwrap();
    }
}

fn in_memory(folder: &Path) -> Engine {
    Engine::new(Corpus::load(folder, &Limits::default()).unwrap(), CONFIG).unwrap()
}

fn texts(engine: &Engine, topic: Option<&str>) -> Vec<String> {
    let summary = engine.summary(topic).unwrap();
    summary.sentences.iter().map(|one| one.text().to_owned()).collect()
}

#[test]
fn one_summary_through_every_door() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path());
    let engine = in_memory(folder.path());
    for (typed, line) in [
        ("what happened?", "/summary"),
        ("TL;DR", "/summary"),
        ("summarize the bridge", "/summary the bridge"),
    ] {
        let inquiry = Inquiry::read(line).unwrap();
        let reply = engine.reply(&inquiry).unwrap();
        let Reply::Summary(summary) = &reply else { panic!("{line} asks for a summary") };
        let said: Vec<&str> = summary.sentences.iter().map(Passage::text).collect();
        assert!(!said.is_empty(), "{line}");
        let form: Value = serde_json::from_str(&json::summary(summary)).unwrap();
        let in_json: Vec<&str> = form["sentences"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["text"].as_str().unwrap())
            .collect();
        assert_eq!(in_json, said);
        let shown = terminal::reply(&reply, Style::default());
        let message = discord::reply(&inquiry, &reply, 0, &|_, _| false, ReadingRoom::default());
        let in_discord = &message.embeds[0].description;
        for sentence in &said {
            assert!(shown.contains(sentence), "{sentence} is not in\n{shown}");
            assert!(in_discord.contains(&discord::escape(sentence)), "{sentence}: {in_discord}");
        }
        let asked = engine.reply(&Inquiry::Ask(typed.to_owned())).unwrap();
        assert_eq!(terminal::reply(&asked, Style::default()), shown, "{typed} asks for the same");
    }
}

#[test]
fn a_topic_is_kept_to() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path());
    let engine = in_memory(folder.path());
    let on_bridge = texts(&engine, Some("the bridge in Halden"));
    assert!(on_bridge.iter().any(|text| text.contains("cracks")), "{on_bridge:?}");
    assert!(on_bridge.iter().all(|text| !text.contains("choir")), "{on_bridge:?}");
    let summary = engine.summary(Some("the airport of Podesta")).unwrap();
    assert!(summary.sentences.is_empty());
    assert!(summary.refusal.unwrap().to_string().contains("Podesta"));
}

#[test]
fn of_very_many_articles_the_central_ones_are_read() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path());
    for n in 0..230 {
        let text = format!(
            "Storm Berit, report {n}\n\nThe storm Berit cut the power of {n} houses in the north on Friday night.\n\n\
             Crews from three counties worked until Saturday to bring the power back, the grid company said.\n"
        );
        fs::write(folder.path().join(format!("storm-{n:03}.txt")), text).unwrap();
    }
    let index = tempfile::tempdir().unwrap();
    let listed = Folder::list(folder.path(), &Limits::default()).unwrap();
    let on_disk = Engine::open(index.path(), &listed, CONFIG, &mut |_, _| {}).unwrap();
    let engine = in_memory(folder.path());
    let summary = engine.summary(None).unwrap();
    assert!(summary.read < 150 && summary.of == 233, "{} of {}", summary.read, summary.of);
    assert!(summary.note().unwrap().contains("of 233 articles"));
    assert!(summary.sentences.iter().all(|one| !one.text().contains("choir")));
    assert!(summary.sentences.iter().any(|one| one.text().contains("Berit")));
    assert_eq!(texts(&on_disk, None), texts(&engine, None));
    assert_eq!(texts(&on_disk, Some("the bridge")), texts(&engine, Some("the bridge")));
}
