//! Same corpus, same question, same answer: at every start, in memory and from disk, in every form.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use proptest::prelude::*;
use serde_json::Value;
use verbatim::article::corpus::{Corpus, Folder, Limits};
use verbatim::config::{AnswerConfig, Config};
use verbatim::engine::Engine;
use verbatim::model::inquiry::Inquiry;
use verbatim::quotations::Wanted;
use verbatim::render::json;
use verbatim::render::terminal::{self, Style};

fn shipped() -> AnswerConfig {
    Config::load(None, &std::collections::HashMap::new()).unwrap().answer
}

fn in_memory(corpus: &Path) -> Engine {
    Engine::new(Corpus::load(corpus, &Limits::default()).unwrap(), shipped()).unwrap()
}

fn on_disk(index: &Path, corpus: &Path) -> Engine {
    let folder = Folder::list(corpus, &Limits::default()).unwrap();
    Engine::open(index, &folder, shipped(), &mut |_, _| {}).unwrap()
}

/// All that an engine says to these questions, words, speakers and topics.
fn told(engine: &Engine, asked: &[&str]) -> Vec<String> {
    let mut told = vec![];
    for words in asked {
        let answer = engine.ask(words).unwrap();
        let explained = engine.explain(words, 20).unwrap();
        told.push(json::answer(
            &Value::Null,
            words,
            &answer,
            json::Besides { explained: Some(&explained), candidates: None },
        ));
        told.push(json::whosaid(&Value::Null, &engine.whosaid(words, None).unwrap()));
        told.push(json::whosaid(&Value::Null, &engine.whosaid(words, Some("Lee")).unwrap()));
        let wanted = Wanted { topic: Some(words), ..Wanted::default() };
        told.push(json::quotes(&engine.quotes(&wanted).unwrap()));
        let wanted = Wanted { speaker: Some(words), ..Wanted::default() };
        told.push(json::quotes(&engine.quotes(&wanted).unwrap()));
        told.push(json::compare(words, &engine.compare(words).unwrap()));
        told.push(json::summary(&engine.summary(Some(words)).unwrap()));
        told.push(json::who(&engine.who(words).unwrap()));
        let reply = engine.reply(&Inquiry::Ask((*words).to_owned())).unwrap();
        told.push(terminal::reply(&reply, Style::default()));
        told.push(engine.topics(words, 25).unwrap().join("\n"));
    }
    told.push(json::quotes(&engine.quotes(&Wanted::default()).unwrap()));
    told.push(json::summary(&engine.summary(None).unwrap()));
    told.push(engine.topics("", 1000).unwrap().join("\n"));
    told
}

/// In memory twice, on disk as it was built and as it is opened again: all the same.
fn check(corpus: &Path, asked: &[&str]) {
    let index = tempfile::tempdir().unwrap();
    let expected = told(&in_memory(corpus), asked);
    for (what, engine) in [
        ("another start", in_memory(corpus)),
        ("on disk", on_disk(index.path(), corpus)),
        ("opened again", on_disk(index.path(), corpus)),
    ] {
        for (one, other) in told(&engine, asked).iter().zip(&expected) {
            assert_eq!(one, other, "{what}");
        }
    }
}

#[test]
fn the_seeds_give_the_same_at_every_start() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    check(
        &seeds,
        &[
            "Which countries said they would not deploy troops?",
            "How big will the Ukrainian army be?",
            "security guarantees",
            "What did Keir Starmer say about military hubs?",
            "Who said \"a big milestone\"?",
            "Macron",
            "Who won the World Cup?",
            "compare the size of the force",
        ],
    );
}

const NAMES: [&str; 6] =
    ["Ann Lee", "Lee", "Bo Marsh", "Ms Marsh", "Transport Minister Ann Lee", "Carla Lee"];
const PLACES: [&str; 4] = ["Tarnholm", "Port Ellis", "Halden", "the island"];
const THINGS: [&str; 5] =
    ["the ferry", "the northern pier", "the school", "a new bridge", "the harbour"];
const VERBS: [&str; 4] =
    ["would be closed", "will cost 12 million euros", "had been repaired", "was not safe"];

fn sentence() -> impl Strategy<Value = String> {
    let pick = |words: &'static [&'static str]| prop::sample::select(words);
    (pick(&NAMES), pick(&PLACES), pick(&THINGS), pick(&VERBS), 0..5_u8).prop_map(
        |(name, place, thing, verb, form)| match form {
            0 => format!("{name} said that {thing} in {place} {verb}."),
            1 => format!("“In {place} {thing} {verb},” {name} told reporters."),
            2 => format!("People in {place} heard on Monday that {thing} {verb}."),
            3 => format!("{name} denied that {thing} {verb}."),
            _ => format!("According to {name}, {thing} {verb}."),
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]
    #[test]
    fn any_corpus_gives_the_same_at_every_start(
        articles in prop::collection::vec(prop::collection::vec(sentence(), 1..8), 1..6),
    ) {
        let corpus = tempfile::tempdir().unwrap();
        for (number, sentences) in articles.iter().enumerate() {
            let text = format!("News of day {number}\n\n{}\n", sentences.join("\n\n"));
            fs::write(corpus.path().join(format!("{number}.txt")), text).unwrap();
        }
        check(corpus.path(), &["What did Lee say about the ferry?", "the ferry would be closed", "Marsh", "Halden"]);
    }
}

fn run(arguments: &[&str], input: &str, index: Option<&Path>) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_verbatim"));
    for (key, _) in std::env::vars().filter(|(key, _)| key.starts_with("VERBATIM")) {
        command.env_remove(key);
    }
    if let Some(index) = index {
        command.env("VERBATIM__INDEX__DIR", index);
    }
    let command = command.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR"));
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}

/// The program as it is started: in memory, on an empty index folder, and on the index that is there then.
#[test]
fn the_program_says_the_same_at_every_start() {
    let questions: String = ["Who led the talks?", "security guarantees", "What did Tusk say?"]
        .iter()
        .map(|question| serde_json::json!({ "question": question }).to_string() + "\n")
        .collect();
    let words = "{\"words\": \"we will make peace\"}\n{\"words\": \"a big milestone\", \"speaker\": \"Starmer\"}\n";
    let index = tempfile::tempdir().unwrap();
    let commands: [(&[&str], &str); 10] = [
        (&["ask", "--jsonl", "--explain"], &questions),
        (&["whosaid", "--jsonl"], words),
        (&["quotes", "--json"], ""),
        (&["quotes", "--topic", "security guarantees"], ""),
        (&["compare", "--json", "the size of the force"], ""),
        (&["summary", "--json"], ""),
        (&["who", "Macron"], ""),
        (&["summary", "military", "hubs"], ""),
        (&["ask", "What did Keir Starmer say about military hubs?"], ""),
        (&["chat"], "/quotes Macron\n/compare troops\n/summary\ntldr\n/sources\n"),
    ];
    for (arguments, input) in commands {
        let expected = run(arguments, input, None);
        assert_eq!(expected.0, Some(0), "{arguments:?}: {}", expected.1);
        for _ in 0..2 {
            assert_eq!(run(arguments, input, None), expected, "{arguments:?}");
            assert_eq!(
                run(arguments, input, Some(index.path())),
                expected,
                "{arguments:?} on disk"
            );
        }
    }
}
