//! Writes the features of the candidates of many questions, for `scripts/fit_ranking.py`.
//!
//!     cargo run --release --example dump_features CORPUS_FOLDER < questions.jsonl > features.jsonl
//!
//! One JSON object a line in ({"id", "question"}) and out: {"id", "candidates": [{"document", "text", "features"}]}.

use std::io::{self, BufRead, Write};

use verbatim::article::corpus::{Corpus, Limits};
use verbatim::engine::Engine;

/// Candidates of a question that are written, best first by the weights of today.
const CANDIDATES: usize = 40;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("name the folder with the articles")?;
    let corpus = Corpus::load(folder.as_ref(), &Limits::default())?;
    let config = verbatim::config::Config::load(None, &std::env::vars().collect())?;
    let engine = Engine::new(corpus, config.answer)?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let asked: serde_json::Value = serde_json::from_str(&line?)?;
        let question = asked["question"].as_str().ok_or("a line without a question")?;
        let candidates: Vec<_> = engine
            .explain(question, CANDIDATES)?
            .into_iter()
            .map(|one| {
                let features: serde_json::Map<_, _> =
                    one.features.named().into_iter().map(|(k, v)| (k.into(), v.into())).collect();
                serde_json::json!({"document": one.document, "text": one.text, "features": features})
            })
            .collect();
        writeln!(out, "{}", serde_json::json!({"id": asked["id"], "candidates": candidates}))?;
    }
    Ok(())
}
