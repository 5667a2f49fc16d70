//! How long a question over the seeds takes, without and with the sentence encoder.
//!
//! `cargo bench --bench ask`; prints the median and the 99th percentile, once the vectors of the sentences are made.

#![expect(clippy::expect_used, clippy::print_stdout, reason = "a benchmark")]

use std::collections::HashMap;
use std::path::Path;
use std::time::{Duration, Instant};

use verbatim::article::corpus::{Corpus, Limits};
use verbatim::config::Config;
use verbatim::engine::Engine;

/// What is asked, in turn.
const QUESTIONS: [&str; 12] = [
    "Which countries said they would not deploy troops?",
    "Who met in Paris?",
    "what did macron say about boots on the ground",
    "How many soldiers would be sent?",
    "When will the next meeting be?",
    "why is russia against it",
    "What are security guarantees?",
    "did zelensky agree to the plan",
    "Where was the summit held?",
    "Who is the US envoy?",
    "how much of ukraine is occupied",
    "What is the price of bread in Oslo?",
];
const ROUNDS: usize = 40;

fn main() {
    for encoder in [false, true] {
        let environment = [("VERBATIM__ANSWER__ENCODER".to_owned(), encoder.to_string())];
        let config = Config::load(None, &HashMap::from(environment)).expect("the configuration");
        let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
        let corpus = Corpus::load(&seeds, &Limits::default()).expect("the seeds");
        let engine = Engine::new(corpus, config.answer).expect("an index");
        let first = time(&engine, QUESTIONS[0]);
        for question in QUESTIONS {
            time(&engine, question);
        }
        let rounds = QUESTIONS.iter().cycle().take(ROUNDS * QUESTIONS.len());
        let mut times: Vec<_> = rounds.map(|question| time(&engine, question)).collect();
        times.sort();
        let (median, high) = (times[times.len() / 2], times[times.len() * 99 / 100]);
        let name = if encoder { "with" } else { "without" };
        println!("{name} the encoder: first {first:.1?}, p50 {median:.2?}, p99 {high:.2?}");
    }
}

fn time(engine: &Engine, question: &str) -> Duration {
    let start = Instant::now();
    engine.ask(question).expect("the index in memory");
    start.elapsed()
}
