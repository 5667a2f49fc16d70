//! Marks the quotations of texts given as JSON lines on standard input.

use std::io::{BufRead, Write};

use serde_json::{Value, json};

fn main() -> anyhow::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let line: Value = serde_json::from_str(&line?)?;
        let text = line["text"].as_str().unwrap_or_default();
        let points = |byte: usize| text[..byte].chars().count();
        let span = |span: &verbatim::span::TextSpan| json!([points(span.start()), points(span.end())]);
        let quotes: Vec<Value> = verbatim::attribute::attribute(text)
            .iter()
            .map(|quotation| {
                json!({
                    "start": points(quotation.span().start()),
                    "end": points(quotation.span().end()),
                    "parts": quotation.parts().iter().map(span).collect::<Vec<_>>(),
                    "kind": quotation.form().as_str(),
                    "speaker": quotation.speaker().map(|speaker| &speaker.name),
                    "speaker_span": quotation.source().as_ref().map(span),
                    "cue": quotation.cue().map(|cue| &text[cue.range()]),
                    "rule": [quotation.evidence().rule, quotation.evidence().resolution],
                })
            })
            .collect();
        writeln!(out, "{}", json!({"id": line["id"], "quotes": quotes}))?;
    }
    Ok(())
}
