//! `verbatim demo`: the real program, asked over HTTP and in a real browser.

#![expect(unreachable_pub, reason = "in the module of a test `pub` says what the test may use")]
#![expect(clippy::expect_used, reason = "a test fails by panicking")]
#![expect(clippy::print_stderr, reason = "a test says what it saw")]
#![allow(dead_code, reason = "the fake Discord is used by other tests, too")]

#[path = "../fake_discord/mod.rs"]
mod fake_discord;

mod devtools;
mod hostile;
mod http;
mod keyboard;
mod markdown;
mod pictures;
mod program;
mod reading;
mod room;
mod same;
mod talk;

/// A question that the seeds answer.
const QUESTION: &str = "How big will the Ukrainian army be?";
