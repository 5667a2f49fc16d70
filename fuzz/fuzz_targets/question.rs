//! Any text as a question, in every form in which it is answered: no panic, and each passage is a sentence of an article.
#![no_main]

mod seeds;

use libfuzzer_sys::fuzz_target;
use seeds::ENGINE;
use serde_json::Value;
use verbatim::model::inquiry::Inquiry;
use verbatim::render::terminal::{self, Style};
use verbatim::render::json;

fuzz_target!(|question: &str| {
    let answer = ENGINE.ask(question).expect("an index in memory");
    for passage in &answer.passages {
        assert!(passage.document().text().contains(passage.text()));
    }
    json::answer(&Value::Null, question, &answer, None);
    let reply = ENGINE.reply(&Inquiry::Ask(question.to_owned())).expect("an index in memory");
    terminal::reply(&reply, Style { colour: false, width: Some(80) });
});
