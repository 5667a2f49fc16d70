//! Any bytes as a document: no panic in cleaning, cutting or attribution; the plan makes the clean text again (law 1),
//! and every sentence and every quotation is a stretch of it (laws 2 and 3).
#![no_main]

use libfuzzer_sys::fuzz_target;
use verbatim::article::clean::{Format, clean};
use verbatim::attribute::attribute_served;
use verbatim::english::sentences::sentences_of_blocks;
use verbatim::model::document::{Document, Parts};

fuzz_target!(|input: (u8, &[u8])| {
    let (format, raw) = input;
    let format = [Format::Text, Format::Markdown, Format::Html][usize::from(format) % 3];
    let Ok(cleaned) = clean(raw, format) else { return };
    assert_eq!(cleaned.plan.apply(raw).as_ref(), Ok(&cleaned.text));
    let sentences = sentences_of_blocks(&cleaned.text, &cleaned.blocks);
    let document = Document::new(Parts {
        name: "fuzzed".to_owned(),
        digest: [0; 32],
        text: cleaned.text,
        plan: cleaned.plan,
        blocks: cleaned.blocks,
        sentences,
        metadata: cleaned.metadata,
    });
    let document = document.expect("the parts of a document fit each other");
    for quotation in attribute_served(&document) {
        for span in quotation.parts().iter().chain(quotation.fragments()) {
            assert!(document.text().get(span.range()).is_some(), "{span:?}");
        }
    }
});
