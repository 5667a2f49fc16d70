//! Any text: no panic, and every span of a quotation lies on character boundaries of the text.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for quotation in verbatim::attribute::attribute(text) {
        for span in quotation.parts().iter().chain(quotation.fragments()) {
            assert!(text.get(span.range()).is_some(), "{span:?} of {text:?}");
        }
    }
});
