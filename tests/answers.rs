//! Every passage of every answer stands in its file: over the seeds, over damaged copies of them, and over
//! any other folders of articles that `VERBATIM_TEST_CORPORA` names (separated by colons).

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use verbatim::article::corpus::{Corpus, Limits};
use verbatim::config::AnswerConfig;
use verbatim::engine::Engine;
use verbatim::model::answer::{Answer, Outcome, Passage};

fn seeds() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")
}

fn engine(folder: &Path) -> Engine {
    let corpus = Corpus::load(folder, &Limits::default()).unwrap();
    Engine::new(corpus, AnswerConfig { passages: 10, min_confidence: 0.0, encoder: false }).unwrap()
}

/// The passage is what the cited bytes of the file give after the edits of the plan.
fn check_passage(folder: &Path, passage: &Passage<'_>) {
    let document = passage.document();
    let raw = fs::read(folder.join(document.name())).unwrap();
    let replayed = document.plan().replay(&raw, passage.span());
    assert_eq!(replayed.as_deref(), Ok(passage.text()), "{}", document.name());
    let cited = passage.citation().raw_span();
    assert!(!cited.is_empty() && cited.end() <= raw.len(), "{}: {cited:?}", document.name());
}

fn check_answer(folder: &Path, answer: &Answer<'_>) {
    assert!((0.0..=1.0).contains(&answer.confidence));
    assert!(answer.passages.len() <= 10);
    assert!(answer.outcome != Outcome::Answered || !answer.passages.is_empty());
    for passage in &answer.passages {
        check_passage(folder, passage);
    }
}

/// Asks with the first words of every sentence, so that every part of every document is cited.
fn check_corpus(folder: &Path) {
    let engine = engine(folder);
    for document in engine.documents().unwrap().iter() {
        for sentence in document.sentences() {
            let words: Vec<_> = document.slice(sentence.span).split_whitespace().take(8).collect();
            check_answer(folder, &engine.ask(&words.join(" ")).unwrap());
        }
    }
}

#[test]
fn passages_stand_in_their_files() {
    check_corpus(&seeds());
    let others = std::env::var("VERBATIM_TEST_CORPORA").unwrap_or_default();
    for folder in others.split(':').filter(|folder| !folder.is_empty()) {
        check_corpus(Path::new(folder));
    }
}

/// What befalls articles on their way.
#[derive(Debug, Clone, Copy)]
enum Damage {
    /// UTF-8 read as Windows-1252 and written as UTF-8 again.
    Misread,
    /// Only the first byte is left of each curly mark.
    LostMarks,
    /// Lines broken at some width, with carriage returns.
    Wrapped(usize),
    /// Bytes overwritten with any others.
    Overwritten(usize, u8),
    /// Cut in the middle, perhaps of a character.
    Cut(usize),
}

impl Damage {
    fn befall(self, raw: &[u8]) -> Vec<u8> {
        let text = || String::from_utf8_lossy(raw).into_owned();
        match self {
            Self::Misread => encoding_rs::WINDOWS_1252
                .decode_without_bom_handling(raw)
                .0
                .into_owned()
                .into_bytes(),
            Self::LostMarks => text().replace(['“', '”', '‘', '’', '–', '—'], "â").into_bytes(),
            Self::Wrapped(width) => {
                textwrap::fill(&text(), width).replace('\n', "\r\n").into_bytes()
            }
            Self::Overwritten(every, byte) => {
                let overwrite =
                    |(at, old): (usize, &u8)| if at % every == every - 1 { byte } else { *old };
                raw.iter().enumerate().map(overwrite).collect()
            }
            Self::Cut(at) => raw[..at.min(raw.len())].to_vec(),
        }
    }
}

fn damage() -> impl Strategy<Value = Damage> {
    prop_oneof![
        Just(Damage::Misread),
        Just(Damage::LostMarks),
        (30_usize..120).prop_map(Damage::Wrapped),
        (40_usize..400, any::<u8>()).prop_map(|(every, byte)| Damage::Overwritten(every, byte)),
        (600_usize..7000).prop_map(Damage::Cut),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn passages_of_damaged_files_stand_in_them(one in damage(), other in damage(), question in "(troops|Macron said|guarantees|peace|[a-z]{3,9})( (Paris|Ukraine|[A-Z][a-z]{2,8})){0,3}") {
        let folder = tempfile::tempdir().unwrap();
        for entry in fs::read_dir(seeds()).unwrap() {
            let path = entry.unwrap().path();
            let raw = other.befall(&one.befall(&fs::read(&path).unwrap()));
            fs::write(folder.path().join(path.file_name().unwrap()), raw).unwrap();
        }
        if let Ok(corpus) = Corpus::load(folder.path(), &Limits::default()) {
            let engine = Engine::new(corpus, AnswerConfig { passages: 10, min_confidence: 0.0, encoder: false }).unwrap();
            check_answer(folder.path(), &engine.ask(&question).unwrap());
            check_answer(folder.path(), &engine.ask("security guarantees for Ukraine").unwrap());
        }
    }
}

#[test]
fn navigation_and_credits_cannot_be_retrieved_by_quoting_them() {
    let engine = engine(&seeds());
    for dropped in [
        "skip to main content",
        "Recommended Stories list of 4 itemsend of list",
        "[to top of second column]",
        "read more about the draft plan",
        "20 points to peace Zelensky reveals revised U.S.-backed plan to end Russia’s war against Ukraine",
        "Latest Ukraine stories",
        "Photo by Murat Gok/Anadolu via Getty Images",
        "Benjamin Girette / Bloomberg / Getty Images",
        "Yoan Valat / Reuters / Scanpix / LETA",
        "Ludovic Marin via AP",
        "Pool photo via AP",
        "All contents © copyright 2026 Associated Press. All rights reserved",
        "John Leicester in Paris; Volodymyr Yurchuk in Kyiv, Ukraine; Will Weissert in Washington",
    ] {
        for passage in engine.ask(dropped).unwrap().passages {
            let text = passage.text();
            assert!(!text.contains(dropped), "{dropped:?} is served: {text}");
            for word in [
                "Recommended",
                "Getty",
                "copyright",
                "Scanpix",
                "Weissert",
                "Ludovic",
                "skip to",
                "read more",
                "Latest Ukraine",
            ] {
                assert!(!text.contains(word), "{word:?} is served: {text}");
            }
        }
    }
}

#[test]
fn any_question_is_answered_or_refused() {
    let engine = engine(&seeds());
    let long = "peace ".repeat(400);
    let nasty = [
        "",
        " ",
        "?",
        "\"",
        "\u{0}\u{7f}",
        "\u{202e}\u{202e}",
        "🧑‍🚀🇺🇦",
        "a\u{301}\u{301}\u{301}",
        "* OR text:[a TO z]",
        "NOT (",
        "'; --",
        &long,
    ];
    for question in nasty {
        check_answer(&seeds(), &engine.ask(question).unwrap());
    }
}
