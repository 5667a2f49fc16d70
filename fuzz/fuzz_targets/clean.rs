//! Any bytes as a document: no panic, and the plan makes the clean text again (law 1).
#![no_main]

use libfuzzer_sys::fuzz_target;
use verbatim::article::clean::{Format, clean};

fuzz_target!(|input: (u8, &[u8])| {
    let (format, raw) = input;
    let format = [Format::Text, Format::Markdown, Format::Html][usize::from(format) % 3];
    if let Ok(cleaned) = clean(raw, format) {
        assert_eq!(cleaned.plan.apply(raw).as_ref(), Ok(&cleaned.text));
    }
});
