//! Any words held against the quotations, by anybody: no panic, and what is certified stands in an article.
#![no_main]

mod seeds;

use libfuzzer_sys::fuzz_target;
use seeds::ENGINE;
use serde_json::Value;
use verbatim::quotations::Wanted;
use verbatim::render::json;

fuzz_target!(|input: (&str, Option<&str>)| {
    let (words, speaker) = input;
    let check = ENGINE.whosaid(words, speaker).expect("an index in memory");
    json::whosaid(&Value::Null, &check);
    let wanted = Wanted { speaker, topic: Some(words), page: 0, per_page: 20 };
    json::quotes(&ENGINE.quotes(&wanted).expect("an index in memory"));
    json::compare(words, &ENGINE.compare(words).expect("an index in memory"));
});
