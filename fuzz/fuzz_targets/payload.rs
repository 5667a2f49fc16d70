//! Any JSON as what Discord sends: read or refused without a panic, and what is read gets a reply.
#![no_main]

mod seeds;

use libfuzzer_sys::fuzz_target;
use seeds::ENGINE;
use verbatim::discord::{handler, request};

fuzz_target!(|bytes: &[u8]| {
    let Ok(sent) = serde_json::from_slice::<serde_json::Value>(bytes) else { return };
    if let Ok(interaction) = request::interaction(sent.clone()) {
        handler::reply(&ENGINE, &interaction.request);
    }
    if let Ok(Some(mention)) = request::mention(sent, 7) {
        handler::reply(&ENGINE, &mention.request);
    }
});
