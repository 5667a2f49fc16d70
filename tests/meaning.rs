//! What the sentence encoder adds: sentences with other words for the same, in memory and on disk alike.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

use verbatim::article::corpus::{Corpus, Folder, Limits};
use verbatim::config::AnswerConfig;
use verbatim::engine::Engine;

const HARBOUR: &str = "Storm drives families from Tarnholm

A storm hit the island of Tarnholm on Monday night, the coast guard said.

Hundreds of families spent the night outdoors because they feared that their homes would collapse. \
The mayor thanked people who had helped outside the town hall.

The waves damaged the pier, two cranes and a warehouse. Repairs will cost about nine million crowns, the port said.

Schools are closed until Friday. Doctors treated thirty islanders for cuts and bruises.

Ferries do not sail for now. The captain of the Svana said that he would wait until the wind drops.
";

fn config(encoder: bool) -> AnswerConfig {
    AnswerConfig { passages: 5, min_confidence: 0.0, encoder }
}

fn in_memory(folder: &Path, encoder: bool) -> Engine {
    Engine::new(Corpus::load(folder, &Limits::default()).unwrap(), config(encoder)).unwrap()
}

fn on_disk(index: &Path, folder: &Path) -> Engine {
    let listed = Folder::list(folder, &Limits::default()).unwrap();
    Engine::open(index, &listed, config(true), &mut |_, _| {}).unwrap()
}

fn harbour() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("storm.txt"), HARBOUR).unwrap();
    folder
}

fn first(engine: &Engine, question: &str) -> String {
    engine.candidates(question, 1).unwrap()[0].text().to_owned()
}

#[test]
fn other_words_for_the_same_are_found() {
    let folder = harbour();
    let engine = in_memory(folder.path(), true);
    let check = |question: &str, expected: &str| {
        let found = first(&engine, question);
        assert!(found.contains(expected), "{question}: {found}");
    };
    // The mayor's sentence has more of these words.
    check("did people sleep outside", "spent the night outdoors");
    check("how much is the repair", "nine million crowns");
}

#[test]
fn it_can_be_switched_off() {
    let folder = harbour();
    for encoder in [false, true] {
        let engine = in_memory(folder.path(), encoder);
        let explained = engine.explain("Which schools are closed?", 10).unwrap();
        assert!(!explained.is_empty());
        for one in explained {
            assert_eq!(one.features.encoded > 0.0, encoder, "{}", one.text);
            assert!(encoder || one.features.meaning == 0.0, "{}", one.text);
        }
    }
}

#[test]
fn vectors_are_kept_and_follow_what_changes() {
    let (folder, index) = (harbour(), tempfile::tempdir().unwrap());
    let questions = ["did people sleep outside", "what did the storm break", "are schools open"];
    let answers = |engine: &Engine| -> Vec<_> {
        let told = |question| engine.explain(question, 10).unwrap();
        questions.map(told).into_iter().flatten().map(|one| (one.text, one.features)).collect()
    };
    let expected = answers(&in_memory(folder.path(), true));
    for _ in 0..2 {
        assert_eq!(answers(&on_disk(index.path(), folder.path())), expected);
        assert!(index.path().join("vectors.bin").exists());
    }
    let changed = HARBOUR.replace("spent the night outdoors", "spent the night in their boats");
    fs::write(folder.path().join("storm.txt"), changed).unwrap();
    let engine = on_disk(index.path(), folder.path());
    assert_eq!(answers(&engine), answers(&in_memory(folder.path(), true)));
    assert!(!answers(&engine).iter().any(|(text, _)| text.contains("outdoors")));
}
