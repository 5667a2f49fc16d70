//! Writes what speaks for the stretches of the first passage of many questions, for `scripts/fit_highlight.py`.
//!
//!     cargo run --release --example dump_spans CORPUS_FOLDER < questions.jsonl > spans.jsonl
//!
//! One JSON object a line in ({"id", "question"}) and out: {"id", "kind", "text", "names", "spans": [[start, end, [sign, ...]]]};
//! start and end are bytes of the text.

use std::io::{self, BufRead, Write};

use verbatim::article::corpus::{Corpus, Limits};
use verbatim::engine::Engine;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("name the folder with the articles")?;
    let corpus = Corpus::load(folder.as_ref(), &Limits::default())?;
    let config = verbatim::config::Config::load(None, &std::collections::HashMap::new())?;
    let engine = Engine::new(corpus, config.answer)?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let asked: serde_json::Value = serde_json::from_str(&line?)?;
        let question = asked["question"].as_str().ok_or("a line without a question")?;
        for (text, weighed) in engine.weigh_spans(question)? {
            let Some(first) = weighed.first() else { continue };
            let names: Vec<_> = first.signs.named().into_iter().map(|(name, _)| name).collect();
            let spans: Vec<_> = weighed
                .iter()
                .map(|one| {
                    let signs: Vec<_> =
                        one.signs.named().into_iter().map(|(_, sign)| sign).collect();
                    serde_json::json!([one.range.start, one.range.end, signs])
                })
                .collect();
            let kind = first.kind.label();
            let line = serde_json::json!({"id": asked["id"], "kind": kind, "text": text, "names": names, "spans": spans});
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}
